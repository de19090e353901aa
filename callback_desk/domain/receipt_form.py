"""The fillable form beside a lead sheet: a CSV with one line a point, four boxes to mark, and nothing of the case.

Cells that come back from a spreadsheet are text; a mark is anything in a box. Days are 2026-11-20 or 11/20/2026.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.formula_guard import guarded, unguarded
from callback_desk.domain.receipts import Answer, AnsweredSheet

HEADINGS = ("sheet", "point", *(one.value for one in Answer), "question", "by", "on")
MOST_LINES = 2_000
_US_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Verdict(StrEnum):
    """What becomes of one line."""

    TAKEN = "taken"
    KNOWN = "known"  # on record just so
    OPEN = "open"  # no box is marked
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line as it came. `answer` is None where no box is marked; `trouble` says why the line cannot be read."""

    line: int
    sheet: str
    point: int
    answer: Answer | None
    question: str = ""
    by: str = ""
    on: date | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A line with what becomes of it; `why` is a sentence for one that is refused."""

    given: FormLine
    verdict: Verdict
    why: str = ""


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """A file that was read: its lines and its SHA-256."""

    lines: tuple[FormLine, ...]
    sha256: str


def form_text(answered: AnsweredSheet) -> str:
    """The form of one sheet, to be filled in; lines end as spreadsheets like them."""
    blank = ("",) * len(Answer)
    rows = ((answered.sheet.sheet_number, str(one.number), *blank, "", "", "") for one in answered.points)
    return to_text(rows)


def to_text(rows: Iterable[Sequence[str]]) -> str:
    """Headings and rows as CSV; no cell begins what a spreadsheet takes for a formula."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return written.getvalue()


def row_of(line: FormLine) -> tuple[str, ...]:
    """A line as it is written."""
    boxes = ("x" if one is line.answer else "" for one in Answer)
    return line.sheet, str(line.point), *boxes, line.question, line.by, line.on.isoformat() if line.on else ""


def read_form(records: Iterable[tuple[int, Sequence[str]]]) -> tuple[FormLine, ...]:
    """The lines of a form that came back. Raises DeskFault for another table, or one that is too long."""
    columns: dict[str, int] = {}
    lines: list[FormLine] = []
    for number, cells in records:
        plain = [unguarded(cell).strip("\ufeff \t\r\n") for cell in cells]
        if not any(plain):
            continue
        if not columns:
            columns = _columns(plain)
            continue
        if len(lines) == MOST_LINES:
            raise DeskFault(f"This file has more than {MOST_LINES:,} lines. Nothing was saved.")
        lines.append(_line(number, {name: plain[at] if at < len(plain) else "" for name, at in columns.items()}))
    if not columns:
        raise DeskFault("This file is empty. Nothing was saved.")
    return tuple(lines)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    found = {cell.lower().replace(" ", "_"): place for place, cell in reversed(list(enumerate(cells)))}
    missing = [name for name in ("sheet", "point", *Answer) if name not in found]
    if missing:
        raise DeskFault(f"This is not a reply form: it has no column {missing[0]}. Nothing was saved.")
    return {name: found[name] for name in HEADINGS if name in found}


def _line(number: int, cells: dict[str, str]) -> FormLine:
    marked = [one for one in Answer if cells[one.value]]
    question = " ".join(cells.get("question", "").split())
    if not marked and question:
        marked = [Answer.NEED_MORE]
    on, trouble = _day(cells.get("on", ""))
    point = cells["point"].removesuffix(".0")
    if not point.isascii() or not point.isdigit() or len(point) > 4:
        trouble = "The point is not a number."
    elif len(marked) > 1:
        trouble = "More than one box is marked."
    return FormLine(
        line=number,
        sheet=cells["sheet"],
        point=int(point) if not trouble or len(marked) > 1 else 0,
        answer=marked[0] if len(marked) == 1 else None,
        question=question,
        by=" ".join(cells.get("by", "").split()),
        on=on,
        trouble=trouble,
    )


def _day(typed: str) -> tuple[date | None, str]:
    if not typed:
        return None, ""
    try:
        if found := _US_DAY.fullmatch(typed):
            return date(int(found[3]), int(found[1]), int(found[2])), ""
        return date.fromisoformat(typed[:10]), ""
    except ValueError:
        return None, "The day is not like 2026-11-20."
