"""A reply slip comes back: known numbers and points only, once, and the newest answer counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.receipts import Answer, PointAnswer
from callback_desk.use_cases import receive_receipt, send_packet
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import INVESTIGATOR, TIP, World, changed_tables, events, snapshot
from tests.use_cases.receipt_scenes import sheet_sent

VAN = "A gray van stood there on Sunday."
USED, KNOWN = PointAnswer(1, Answer.USED), PointAnswer(2, Answer.KNOWN)


def today(desk: Desk) -> date:
    return desk.clock.now().astimezone(desk.zone).date()


def type_back(desk: Desk, number: str, *answers: PointAnswer, by: str = INVESTIGATOR) -> receive_receipt.Received:
    return receive_receipt.receive_receipt(desk, desk.new_operation(), number, answers, by=by, on=today(desk))


def test_a_slip_is_typed_back_by_number_and_point(world: World) -> None:
    desk, number, call = sheet_sent(world, (TIP, VAN))
    short = number.removeprefix("LS-2026-").lstrip("0")
    asked = receive_receipt.sheet_to_answer(desk, short)
    assert (asked.sheet.sheet_number, asked.sheet.call_id) == (number, call)
    assert [(point.number, point.text, point.receipts) for point in asked.points] == [(1, TIP, ()), (2, VAN, ())]
    assert [line.reply for line in send_packet.lead_sheets(desk)] == [""]
    received = type_back(desk, short, USED, KNOWN)
    assert (received.taken, received.known) == (2, 0)
    assert received.sentence == f"Reply to {number} saved: 2 points."
    kept = [point.newest for point in receive_receipt.sheet_to_answer(desk, number).points]
    assert [(one.answer, one.answered_by, one.answered_on) for one in kept if one] == [
        (Answer.USED, INVESTIGATOR, today(desk)),
        (Answer.KNOWN, INVESTIGATOR, today(desk)),
    ]
    assert [line.reply for line in send_packet.lead_sheets(desk)] == ["1 used, 1 known already"]
    assert events(desk).count("packet.receipt") == 2


def test_the_same_slip_again_changes_nothing_and_says_so(world: World) -> None:
    desk, number, _ = sheet_sent(world, (TIP, VAN))
    type_back(desk, number, USED)
    before = snapshot(desk)
    again = type_back(desk, number, USED, by=INVESTIGATOR.upper())
    assert (again.taken, again.known) == (0, 1)
    assert "on record already" in again.sentence
    assert changed_tables(before, snapshot(desk)) <= {"operations"}
    both = type_back(desk, number, USED, KNOWN)
    assert both.sentence == f"Reply to {number} saved: 1 point. 1 was on record already."


def test_another_answer_later_counts_and_both_are_kept(world: World) -> None:
    desk, number, _ = sheet_sent(world)
    type_back(desk, number, PointAnswer(1, Answer.NOT_USEFUL))
    world.clock.at += timedelta(days=2)  # type: ignore[attr-defined]  # a clock that a test moves
    type_back(desk, number, USED)
    (point,) = receive_receipt.sheet_to_answer(desk, number).points
    assert [one.answer for one in point.receipts] == [Answer.USED, Answer.NOT_USEFUL]
    with desk.storage.read() as uow:
        assert [one.used_on for one in uow.receipts.used(today(desk), today(desk))] == [today(desk)]
    type_back(desk, number, PointAnswer(1, Answer.NOT_USEFUL))
    with desk.storage.read() as uow:
        assert uow.receipts.used(date(2026, 1, 1), today(desk)) == ()


@pytest.mark.parametrize(
    ("typed", "answers", "by", "days", "words"),
    [
        ("LS-2026-9999", [USED], INVESTIGATOR, 0, "no lead sheet LS-2026-9999"),
        ("1", [USED, PointAnswer(3, Answer.USED)], INVESTIGATOR, 0, "no point 3"),
        ("1", [USED, PointAnswer(2, Answer.NEED_MORE)], INVESTIGATOR, 0, "type the question"),
        ("1", [USED], "  ", 0, "who answered"),
        ("1", [USED], INVESTIGATOR, 1, "future"),
        ("1", [USED], INVESTIGATOR, -1, "cannot be older"),
        ("1", [], INVESTIGATOR, 0, "at least one"),
    ],
)
def test_nothing_is_written_of_a_slip_that_does_not_fit(
    world: World, typed: str, answers: list[PointAnswer], by: str, days: int, words: str
) -> None:
    desk, _number, _ = sheet_sent(world, (TIP, VAN))
    before = snapshot(desk)
    with pytest.raises((DeskFault, NotFound), match=words):
        receive_receipt.receive_receipt(
            desk, desk.new_operation(), typed, answers, by=by, on=today(desk) + timedelta(days=days)
        )
    assert changed_tables(before, snapshot(desk)) == set()
