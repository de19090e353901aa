"""The form beside a lead sheet: written, filled in by whoever, read back as the same."""

from __future__ import annotations

import csv
import io
import random
from datetime import date, timedelta

import pytest

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.receipt_form import HEADINGS, MOST_LINES, FormLine, read_form, row_of, to_text
from callback_desk.domain.receipts import Answer

LETTERS = "abc XYZ,;\"'=+-@\tñ漢ب1/.\u00a0?"


def records(text: str) -> list[tuple[int, list[str]]]:
    return list(enumerate(csv.reader(io.StringIO(text, newline="")), start=1))


def a_line(chance: random.Random, number: int) -> FormLine:
    answer = chance.choice([None, *Answer])
    words = " ".join("".join(chance.choices(LETTERS, k=chance.randrange(1, 60))).split())
    by = " ".join("".join(chance.choices(LETTERS, k=chance.randrange(0, 20))).split())
    return FormLine(
        line=number + 2,
        sheet=f"LS-2026-{chance.randrange(1, 99_999):04d}",
        point=chance.randrange(1, 40),
        answer=answer if answer is not Answer.NEED_MORE or words else Answer.USED,
        question=words if answer is Answer.NEED_MORE else "",
        by=by,
        on=chance.choice([None, date(2026, 1, 1) + timedelta(days=chance.randrange(700))]),
    )


def test_random_receipts_come_back_as_they_went_out(pytestconfig: pytest.Config) -> None:
    chance = random.Random(6)
    for _ in range(200 if pytestconfig.getoption("--campaign") else 6):
        lines = tuple(a_line(chance, number) for number in range(50))
        assert read_form(records(to_text(map(row_of, lines)))) == lines


def test_no_cell_is_a_formula() -> None:
    line = FormLine(2, "LS-2026-0001", 1, Answer.NEED_MORE, "=HYPERLINK(1)", "@cmd")
    (_, row) = csv.reader(io.StringIO(to_text([row_of(line)])))
    assert [cell for cell in row if cell[:1] in set("=+-@")] == []
    assert read_form(records(to_text([row_of(line)]))) == (line,)


def one(**cells: str) -> FormLine:
    row = [cells.get(name, "") for name in HEADINGS]
    (line,) = read_form([(1, HEADINGS), (2, row)])
    return line


def test_marks_of_any_kind_and_days_as_spreadsheets_write_them() -> None:
    assert one(sheet="LS-2026-0001", point="2.0", used="yes").answer is Answer.USED
    assert one(sheet="LS-2026-0001", point="2.0").point == 2
    assert one(sheet="1", point="1", known="X", on="11/20/2026").on == date(2026, 11, 20)
    assert one(sheet="1", point="1", known="X", on="2026-11-20 00:00:00").on == date(2026, 11, 20)
    assert one(sheet="1", point="1", question="Which street?").answer is Answer.NEED_MORE
    assert one(sheet="1", point="1", used="x", known="x").trouble == "More than one box is marked."
    assert one(sheet="1", point="two", used="x").trouble == "The point is not a number."
    assert one(sheet="1", point="²", used="x").trouble == "The point is not a number."
    assert one(sheet="1", point="1", used="x", on="soon").trouble == "The day is not like 2026-11-20."


def test_another_table_is_refused() -> None:
    for rows, words in (
        ([], "empty"),
        ([(1, ["Case Number", "Name"])], "no column sheet"),
        ([(1, HEADINGS), *((number, ["1", "1"]) for number in range(2, MOST_LINES + 3))], "more than"),
    ):
        with pytest.raises(DeskFault, match=words):
            read_form(rows)
