"""What a spreadsheet has done to a column before the file reached us, told before anything is imported.

Numbers shortened to 1.23E+11 cannot be brought back; floats and lost zeros can, and are; days counted since 1900 are
only dates where the file is a workbook that says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from callback_desk.domain.incident import Role
from callback_desk.domain.layout import ColumnMatch, Field
from callback_desk.domain.phone import country_code

_SHORTENED = re.compile(r"-?\d(?:[.,]\d+)?E\+\d{1,3}", re.I)
_FLOAT = re.compile(r"\d{7,15}\.0+")
_ONE_DIGIT_CODE = re.compile(r"\d[A-Za-z]?")
_NIBRS = re.compile(r"\d{2}[A-Za-z]|\d{3}")
_DAYS = re.compile(r"[1-6]\d{4}(?:\.\d+)?")
_WITHOUT_ZERO = re.compile(r"[1-37]\d{8,9}(?:\.0+)?")
_GREAT_BRITAIN = 44
_DATES = frozenset({Field.REPORTED_AT, Field.OCCURRED_AT, Field.BIRTH_DATE})
_NUMBERS = frozenset({Field.PHONE, Field.CASE_NUMBER})


def shortened(text: str) -> bool:
    """Whether a spreadsheet wrote this number as 1.23E+11: the digits that are missing are gone."""
    return _SHORTENED.fullmatch(text) is not None


def damage_findings(
    columns: Sequence[ColumnMatch], rows: Sequence[Sequence[str]], region: str, *, serial_epoch: int = 0
) -> list[tuple[str, str]]:
    """(code, heading) for every column that shows it in the first rows.

    `region` is the desk's, ISO 3166-1 alpha-2; `serial_epoch` is 1900 or 1904 in a workbook, else 0.
    """
    trunk_zero = country_code(region) == _GREAT_BRITAIN
    found: list[tuple[str, str]] = []
    for column in columns:
        cells = [row[column.index].strip() for row in rows if column.index < len(row)]
        codes = []
        if column.field in _NUMBERS and any(map(shortened, cells)):
            codes.append("case_numbers_shortened" if column.field is Field.CASE_NUMBER else "numbers_shortened")
        if column.field is Field.PHONE:
            if any(map(_FLOAT.fullmatch, cells)):
                codes.append("numbers_with_point")
            if trunk_zero and any(_WITHOUT_ZERO.fullmatch(cell.replace(" ", "")) for cell in cells):
                codes.append("zeros_lost")
        elif column.field is Field.OFFENSE_CODE:
            if any(map(_ONE_DIGIT_CODE.fullmatch, cells)) and any(map(_NIBRS.fullmatch, cells)):
                codes.append("zeros_lost")
        elif column.field in _DATES and column.role is Role.VICTIM and _mostly_days(cells):
            codes.append(f"days_since_{serial_epoch}" if serial_epoch else "days_counted")
        found += [(code, column.header) for code in codes]
    return found


def _mostly_days(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and 2 * sum(_DAYS.fullmatch(cell) is not None for cell in filled) > len(filled)
