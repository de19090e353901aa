"""What a row of the file is and what a column of it looks like, in words for the match page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from callback_desk.domain.incident import Role
from callback_desk.domain.layout import OFFENSE_FIELDS, ColumnMatch, Field, Looks, people_of
from callback_desk.ui.when import day
from callback_desk.use_cases.sample_dates import SampleReading

SHAPES = frozenset({"several_victims", "several_offenses", "row_each_offense", "row_each_person"})

_LOOKS = {
    Looks.PHONE: "telephone numbers",
    Looks.DATE: "dates",
    Looks.NAME: "names",
    Looks.CODE: "codes",
    Looks.NUMBER: "numbers",
    Looks.YES_NO: "yes or no",
    Looks.EMAIL: "email addresses",
    Looks.TEXT: "text",
}


def shape_words(columns: Sequence[ColumnMatch], found: Collection[str]) -> str:
    """One sentence on what each row is. `found` are codes of what was noticed about the file."""
    people = people_of(columns)
    offenses = max(
        (one.family for one in columns if one.field in OFFENSE_FIELDS and one.role is Role.VICTIM), default=0
    )
    if people > 1:
        several = f" With up to {offenses} offenses, the strictest decides." if offenses > 1 else ""
        return f"Each row is an incident with up to {people} victims; we make one person of each.{several}"
    if offenses > 1:
        return f"Each row is one person on one case with up to {offenses} offenses; the strictest of them decides."
    if "row_each_offense" in found:
        return "Each row is one offense; the rows of one person become one call."
    if "row_each_person" in found:
        return "Each row is one person; a case with several people has several rows."
    return "Each row is one person on one case."


def column_words(column: ColumnMatch, read: SampleReading | None) -> str:
    """What its values look like, how many rows have one, and how a date of it is read."""
    if column.looks is Looks.EMPTY or not column.filled:
        return ""
    rows = "in every row" if column.filled >= 1 else f"in {_share(column.filled)} of the first rows"
    # A case number may have the form of any number.
    looks = Looks.CODE if column.field is Field.CASE_NUMBER and column.looks is Looks.PHONE else column.looks
    words = f"Looks like {_LOOKS[looks]}, {rows}."
    if read is None or not column.samples:
        return words
    found = read.day(column.samples[0], column.date_order)
    return f"{words} {_read_as(found, read.today)}"


def _share(filled: float) -> str:
    return "under 1%" if filled < 0.01 else f"{min(filled, 0.99):.0%}"


def _read_as(found: date | None, today: date) -> str:
    return f"Read as {day(found, today)}." if found is not None else "The first cannot be read this way."
