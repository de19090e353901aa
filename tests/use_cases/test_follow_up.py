"""An investigator needs more: one question each, put in a call that the rules allow, or with the supervisor."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest

from callback_desk.domain.call import CallResult
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.queue import CallbackState
from callback_desk.domain.receipts import Answer, PointAnswer
from callback_desk.domain.tip import NewTip
from callback_desk.use_cases import decide_hold, finish_call, follow_up, receive_receipt, review_call, save_call
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import INVESTIGATOR, RUTH, SERGEANT, World, ask
from tests.use_cases.receipt_scenes import QUESTION, asked_back, later, sheet_of, sheet_sent, start_with

LEFT = "The dent is on the left side of the hinge."


def state_of(desk: Desk, callback: int) -> str:
    return str(ask(desk, "SELECT state FROM callbacks WHERE id = ?", callback)[0][0])


def type_back(desk: Desk, number: str, answer: PointAnswer) -> None:
    today = desk.clock.now().astimezone(desk.zone).date()
    receive_receipt.receive_receipt(desk, desk.new_operation(), number, [answer], by=INVESTIGATOR, on=today)


def test_the_question_goes_into_a_call_and_the_new_sheet_says_what_it_answers(world: World) -> None:
    sergeant = asked_back(world)
    (one,) = follow_up.open_questions(sergeant)
    assert (one.question, one.state, one.refused, one.reopened) == (QUESTION, CallbackState.WAITING, "", True)
    assert not one.waits_for_supervisor
    later(world)
    ruth = world.enter(RUTH)
    started = start_with(ruth, one.callback_id)
    (asked,) = save_call.open_case(ruth, started.call_id).asks
    assert (asked.question, asked.asked_by, asked.asked) == (QUESTION, INVESTIGATOR, False)
    follow_up.question_asked(ruth, ruth.new_operation(), started.call_id, one.id)
    assert save_call.open_case(ruth, started.call_id).asks[0].asked
    line = NewTip(1, LEFT, ruth.clock.now())
    finish_call.finish_call(
        ruth,
        ruth.new_operation(),
        started.call_id,
        started.fence,
        CallResult("talked_all", tips=(line,), consents={"report": "yes"}),
    )
    sergeant = world.enter(SERGEANT)
    assert follow_up.open_questions(sergeant) == ()
    review_call.sign_off(sergeant, sergeant.new_operation(), [started.call_id])
    assert state_of(sergeant, one.callback_id) == "done"
    number = sheet_of(world, sergeant, started.call_id)
    with pypdfium2.PdfDocument(world.folder.with_name("sheets") / f"{started.call_id}.pdf") as pages:
        words = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)
    assert f"Answer to your question of November 17 on {one.sheet_number}: “{QUESTION}”" in words
    type_back(sergeant, number, PointAnswer(1, Answer.USED))
    assert follow_up.open_questions(sergeant) == ()


def test_who_wants_no_calls_is_not_rung_for_a_question(world: World) -> None:
    sergeant, number, call = sheet_sent(world)
    callback = review_call.read_call(sergeant, call).callback_id
    decide_hold.do_not_contact(sergeant, sergeant.new_operation(), callback, "asked")
    before = state_of(sergeant, callback)
    type_back(sergeant, number, PointAnswer(1, Answer.NEED_MORE, QUESTION))
    (one,) = follow_up.open_questions(sergeant)
    assert one.refused and one.waits_for_supervisor and state_of(sergeant, callback) == before == "done"
    with pytest.raises(DeskFault, match="Nobody is rung"):
        follow_up.ask_in_a_call(sergeant, sergeant.new_operation(), one.id)
    assert state_of(sergeant, callback) == "done"
    with pytest.raises(DeskFault, match="Write why"):
        follow_up.close_question(sergeant, sergeant.new_operation(), one.id, "  ")
    follow_up.close_question(sergeant, sergeant.new_operation(), one.id, "She wants no calls.")
    assert follow_up.open_questions(sergeant) == ()


def test_a_report_that_is_too_old_by_now_opens_no_call(world: World) -> None:
    sergeant, number, call = sheet_sent(world)
    callback = review_call.read_call(sergeant, call).callback_id
    world.clock.at += timedelta(days=200)  # type: ignore[attr-defined]  # a clock that a test moves
    sergeant = world.enter(SERGEANT)
    type_back(sergeant, number, PointAnswer(1, Answer.NEED_MORE, QUESTION))
    (one,) = follow_up.open_questions(sergeant)
    assert one.refused and one.waits_for_supervisor
    assert state_of(sergeant, callback) in {"done", "held"}


def test_another_answer_takes_the_question_back_and_the_person_off_the_list(world: World) -> None:
    sergeant = asked_back(world)
    (one,) = follow_up.open_questions(sergeant)
    assert state_of(sergeant, one.callback_id) == "waiting"
    type_back(sergeant, one.sheet_number, PointAnswer(1, Answer.KNOWN))
    assert follow_up.open_questions(sergeant) == ()
    assert state_of(sergeant, one.callback_id) == "done"


def test_a_question_nobody_put_stays_open_after_the_call(world: World) -> None:
    sergeant = asked_back(world)
    (one,) = follow_up.open_questions(sergeant)
    later(world)
    ruth = world.enter(RUTH)
    started = start_with(ruth, one.callback_id)
    result = CallResult("talked_all", tips=(NewTip(1, LEFT, ruth.clock.now()),), consents={"report": "yes"})
    finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, result)
    (still,) = follow_up.open_questions(world.enter(SERGEANT))
    assert still.waits_for_supervisor and still.call_id is None
    with pytest.raises(DeskFault):
        follow_up.question_asked(ruth, ruth.new_operation(), started.call_id, one.id)


def test_two_points_that_need_more_are_two_questions_in_one_call(world: World) -> None:
    sergeant, number, _ = sheet_sent(world, ("A gray van.", "A dent."))
    today = sergeant.clock.now().astimezone(sergeant.zone).date()
    answers = [PointAnswer(1, Answer.NEED_MORE, "Whose van?"), PointAnswer(2, Answer.NEED_MORE, "Which side?")]
    receive_receipt.receive_receipt(sergeant, sergeant.new_operation(), number, answers, by=INVESTIGATOR, on=today)
    first, second = follow_up.open_questions(sergeant)
    assert first.callback_id == second.callback_id
    assert [one.reopened for one in (first, second)] == [True, False]
    follow_up.close_question(sergeant, sergeant.new_operation(), first.id, "Found out.")
    assert state_of(sergeant, first.callback_id) == "waiting"
