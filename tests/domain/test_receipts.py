"""Reading a sheet's number, and what may be typed of its points."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallId, CaseId, ExportId, TipId
from callback_desk.domain.receipts import (
    LONGEST_QUESTION,
    Answer,
    AnsweredSheet,
    MadeSheet,
    PointAnswer,
    Receipt,
    SheetPoint,
    read_sheet_number,
    reply_words,
    settled_answers,
    settled_day,
    settled_name,
)

AT = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
SHEET = MadeSheet(ExportId(1), "LS-2026-0417", CaseId(1), CallId(1), "26-000001", "Det. Paul Serrano", AT)


def said(answer: Answer, question: str = "", by: str = "Det. Paul Serrano") -> Receipt:
    return Receipt(TipId(1), answer, question, by, date(2026, 11, 20), "Omar Fields", AT)


@pytest.mark.parametrize(
    "typed", ["LS-2026-0417", "ls-2026-0417", " LS 2026 0417 ", "LS2026-0417", "2026-417", "2026 0417", "417", "LS-417"]
)
def test_a_sheet_number_is_read_in_any_writing(typed: str) -> None:
    assert read_sheet_number(typed, 2026) == "LS-2026-0417"


@pytest.mark.parametrize("typed", ["", "LS", "0", "LS-2026-0000", "26-000001", "LS-2026-0417-2", "four", "=1+1", "-5x"])
def test_what_is_no_sheet_number_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(DeskFault, match="LS-2026-0417"):
        read_sheet_number(typed, 2026)


def test_a_number_beyond_four_digits_keeps_them_all() -> None:
    assert read_sheet_number("12345", 2027) == "LS-2027-12345"


def test_more_needed_has_a_question_and_nothing_else_keeps_one() -> None:
    asked = settled_answers([PointAnswer(1, Answer.NEED_MORE, "  Which\n street? "), PointAnswer(2, Answer.USED, "x")])
    assert asked == (PointAnswer(1, Answer.NEED_MORE, "Which street?"), PointAnswer(2, Answer.USED))
    for refused, words in (
        ([], "at least one"),
        ([PointAnswer(1, Answer.NEED_MORE, " ")], "type the question"),
        ([PointAnswer(1, Answer.NEED_MORE, "?" * (LONGEST_QUESTION + 1))], "longer"),
        ([PointAnswer(1, Answer.USED), PointAnswer(1, Answer.KNOWN)], "twice"),
    ):
        with pytest.raises(DeskFault, match=words):
            settled_answers(refused)


def test_who_and_when_are_possible() -> None:
    assert settled_name("  Det.  Paul\tSerrano ") == "Det. Paul Serrano"
    for name in ("  ", "x" * 81):
        with pytest.raises(DeskFault):
            settled_name(name)
    made, today = date(2026, 11, 18), date(2026, 11, 20)
    for day in (made, today):
        assert settled_day(day, made=made, today=today) == day
    for day, words in ((date(2026, 11, 17), "older"), (date(2026, 11, 21), "future")):
        with pytest.raises(DeskFault, match=words):
            settled_day(day, made=made, today=today)


def test_only_points_of_the_sheet_are_found() -> None:
    answered = AnsweredSheet(SHEET, (SheetPoint(1, TipId(7), "A van."), SheetPoint(2, TipId(8), "A dent.")))
    assert answered.point(2).tip_id == TipId(8)
    for number in (0, 3, -1):
        with pytest.raises(DeskFault, match="1 to 2"):
            answered.point(number)
    with pytest.raises(DeskFault, match="one point"):
        AnsweredSheet(SHEET, answered.points[:1]).point(2)


def test_the_same_answer_is_known_whatever_the_case_of_the_name() -> None:
    had = said(Answer.NEED_MORE, "Which street?")
    assert had.says(PointAnswer(1, Answer.NEED_MORE, "Which street?"), "DET. PAUL SERRANO", date(2026, 11, 20))
    assert not had.says(PointAnswer(1, Answer.NEED_MORE, "Which town?"), "Det. Paul Serrano", date(2026, 11, 20))
    assert not had.says(PointAnswer(1, Answer.USED), "Det. Paul Serrano", date(2026, 11, 20))
    assert not had.says(PointAnswer(1, Answer.NEED_MORE, "Which street?"), "Det. Paul Serrano", date(2026, 11, 21))


def test_the_reply_of_a_sheet_in_a_few_words() -> None:
    assert reply_words({}) == ""
    assert reply_words({Answer.NOT_USEFUL: 1, Answer.USED: 2}) == "2 used, 1 not useful"
