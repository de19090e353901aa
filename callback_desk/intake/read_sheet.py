"""Workbooks (XLSX, XLS, ODS): the first visible sheet with a table, every cell as text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from callback_desk.intake import hidden as hidden_characters
from callback_desk.intake import refusals
from callback_desk.intake.aliases import shipped_aliases
from callback_desk.intake.content import Content
from callback_desk.intake.heading_words import known_heading
from callback_desk.intake.limits import Limits
from callback_desk.intake.old_workbook import check_old_workbook
from callback_desk.intake.raw import Container, Source
from callback_desk.intake.workbook_gate import SheetFacts, WorkbookFacts, check_bundle

_BLANK_ROWS_END = 1_000  # so many blank rows in a line are the end of a sheet
_EXACT_FLOAT = 1e15
_HEAD_ROWS = 30
_FEW_HEADINGS = 3


def open_workbook(content: Content, container: Container, limits: Limits) -> Source:
    """A sheet, ready to be read. Raises ImportRefused E02, E09 to E14.

    Hidden sheets are told, never read; the first visible one with headings we know is taken (a cover may stand before
    it), else the first with at least two filled rows.
    """
    if container is Container.XLS:
        check_old_workbook(content)
        facts = WorkbookFacts({}, 1900)
    else:
        facts = check_bundle(content, limits)
    try:
        workbook = _load_workbook(content, container)
        sheets = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    except PasswordError as error:
        raise refusals.protected() from error
    except (CalamineError, OSError, ValueError) as error:
        raise refusals.damaged() from error
    except BaseException as error:
        raise _of_panic(error) from error
    visible = [each.name for each in sheets if each.visible == SheetVisibleEnum.Visible]
    hidden = tuple(each.name for each in sheets if each.visible != SheetVisibleEnum.Visible)
    if not visible:
        raise refusals.only_hidden() if hidden else refusals.no_table()
    name, sheet = _first_table(workbook, visible)
    others = tuple(each for each in visible if each != name)
    of_sheet = facts.sheets.get(name, SheetFacts())
    reading = _Sheet(sheet, limits)
    return Source(
        container,
        reading.lines,
        encoding="",
        sheet=name,
        hidden_sheets=hidden,
        other_sheets=others,
        hidden_rows=of_sheet.hidden_rows,
        formula_cells=of_sheet.formula_cells,
        serial_epoch=facts.epoch,
        findings=_findings(hidden, others, of_sheet),
        share=reading.share,
    )


def _load_workbook(content: Content, container: Container) -> CalamineWorkbook:
    """By its path where the extension is right, because the reader believes extensions; else by its content."""
    if content.path is not None and content.path.suffix.lower() == f".{container}":
        return CalamineWorkbook.from_path(str(content.path))
    with content.open() as file:
        return CalamineWorkbook.from_filelike(io.BytesIO(file.read()))


def _findings(hidden: tuple[str, ...], others: tuple[str, ...], of_sheet: SheetFacts) -> tuple[tuple[str, str], ...]:
    told = (
        ("hidden_rows", of_sheet.hidden_rows > 0),
        ("formula_cells", of_sheet.formula_cells > 0),
        ("error_cells", of_sheet.error_cells > 0),
    )
    names = [("hidden_sheets", name) for name in hidden] + [("other_sheets", name) for name in others]
    shown = ((code, hidden_characters.shown(name)) for code, name in names)
    return (*shown, *((code, "") for code, is_so in told if is_so))


def _of_panic(error: BaseException) -> BaseException:
    """A panic of the reader's own is no Exception; anything else (Ctrl+C) goes on its way."""
    if type(error).__name__ == "PanicException":
        return refusals.damaged()
    return error


def _first_table(workbook: CalamineWorkbook, names: list[str]) -> tuple[str, CalamineSheet]:
    """The first sheet with headings we know, else with two filled rows, else with anything at all."""
    best: tuple[int, str, CalamineSheet] | None = None
    for name in names:
        sheet = _load(workbook, name)
        rows = _first_rows(sheet)
        worth = 3 if len(names) > 1 and _has_headings(rows) else min(len(rows), 2)
        if worth > (best[0] if best is not None else 0):
            best = worth, name, sheet
        if worth == 3:
            break
    if best is None:
        raise refusals.no_table()
    return best[1:]


def _load(workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise refusals.damaged() from error
    except BaseException as error:
        raise _of_panic(error) from error


def _first_rows(sheet: CalamineSheet) -> list[list[str]]:
    rows: list[list[str]] = []
    for number, row in enumerate(sheet.iter_rows()):
        if any(cell != "" for cell in row):
            rows.append([cell for cell in row if isinstance(cell, str) and cell])
        if len(rows) >= _HEAD_ROWS or number > _BLANK_ROWS_END:
            break
    return rows


def _has_headings(rows: list[list[str]]) -> bool:
    aliases = shipped_aliases()
    return any(sum(known_heading(aliases, cell) for cell in row if len(cell) <= 200) >= _FEW_HEADINGS for row in rows)


class _Sheet:
    def __init__(self, sheet: CalamineSheet, limits: Limits) -> None:
        self._sheet = sheet
        self._limits = limits
        self._line = 0

    def share(self) -> float:
        return min(1.0, self._line / max(1, self._sheet.total_height))

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Rows from the sheet's own row 1 on, trailing blank cells left off."""
        blank = 0
        try:
            for line, row in enumerate(self._sheet.iter_rows(), 1):
                self._line = line
                cells = [cell if cell.__class__ is str else cell_text(cell) for cell in row]
                while cells and not cells[-1]:
                    cells.pop()
                blank = 0 if cells else blank + 1
                if blank > _BLANK_ROWS_END:
                    return
                yield line, cells
        except CalamineError as error:
            raise refusals.damaged() from error


def cell_text(value: object) -> str:  # noqa: PLR0911  # one return for each type of cell
    """A typed cell as the text a person meant: whole numbers without ".0", dates as ISO text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < _EXACT_FLOAT:
            return str(int(value))
        return repr(value)  # past fifteen digits a spreadsheet has lost some: 1.23E+17 stays visibly wrong
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("seconds")
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return "" if value is None else str(value)
