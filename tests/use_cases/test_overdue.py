"""Nothing heard of a sheet: late after a week, or a working day; and what a volunteer learns of her lines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from callback_desk.domain.ids import ExportId
from callback_desk.domain.receipts import Answer, PointAnswer, SilentSheet
from callback_desk.use_cases import board, overdue, receive_receipt
from callback_desk.use_cases.what_became import what_became
from tests.use_cases.made_desks import CARMEN, INVESTIGATOR, RUTH, SERGEANT, World
from tests.use_cases.receipt_scenes import sheet_sent

CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("sent", "urgent", "due"),
    [
        (date(2026, 11, 17), False, date(2026, 11, 24)),
        (date(2026, 11, 17), True, date(2026, 11, 18)),
        (date(2026, 11, 20), True, date(2026, 11, 23)),  # over a weekend
        (date(2026, 11, 25), True, date(2026, 11, 27)),  # over a holiday
    ],
)
def test_when_silence_is_late(sent: date, urgent: bool, due: date) -> None:
    at = datetime(sent.year, sent.month, sent.day, 16, tzinfo=UTC)
    sheet = SilentSheet(ExportId(1), "LS-2026-0001", "26-1", "Det. Serrano", at, urgent)
    assert sheet.due(CHICAGO, {date(2026, 11, 26)}) == due


def test_a_sheet_nobody_answered_stands_on_page_and_board_until_a_point_is_answered(world: World) -> None:
    _, number, _ = sheet_sent(world)
    for days, late in ((7, 0), (1, 1)):
        world.clock.at += timedelta(days=days)  # type: ignore[attr-defined]  # a clock that a test moves
        desk = world.enter(SERGEANT)
        assert len(overdue.not_acknowledged(desk)) == late
        assert ("silent" in {item.kind for item in board.board(desk).items}) == bool(late)
    (sheet,) = overdue.not_acknowledged(desk)
    assert (sheet.sheet_number, sheet.recipient, sheet.urgent, sheet.reminded) == (number, INVESTIGATOR, False, None)
    overdue.reminded(desk, desk.new_operation(), sheet.id)
    assert overdue.not_acknowledged(desk)[0].reminded == world.clock.now()
    today = desk.clock.now().astimezone(desk.zone).date()
    answers = [PointAnswer(1, Answer.USED)]
    receive_receipt.receive_receipt(desk, desk.new_operation(), number, answers, by=INVESTIGATOR, on=today)
    assert overdue.not_acknowledged(desk) == ()


def test_a_volunteer_learns_counts_of_her_own_lines_of_this_month(world: World) -> None:
    desk, number, _ = sheet_sent(world, ("A van.", "A dent."))
    assert what_became(world.enter(RUTH)) == {}
    today = desk.clock.now().astimezone(desk.zone).date()
    answers = [PointAnswer(1, Answer.USED), PointAnswer(2, Answer.NOT_USEFUL)]
    receive_receipt.receive_receipt(desk, desk.new_operation(), number, answers, by=INVESTIGATOR, on=today)
    assert what_became(world.enter(RUTH)) == {Answer.USED: 1, Answer.NOT_USEFUL: 1}
    assert what_became(world.enter(CARMEN)) == {}
    world.clock.at += timedelta(days=20)  # type: ignore[attr-defined]  # a clock that a test moves
    assert what_became(world.enter(RUTH)) == {}, "another month"
