"""Scenes of what comes back from a lead sheet, and a desk with one sheet that was sent. See `scenes`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from callback_desk.domain.call import StartedCall
from callback_desk.domain.ids import CallbackId, CallId, OperationId
from callback_desk.domain.receipt_form import FormLine, ReplyForm
from callback_desk.domain.receipts import Answer, PointAnswer
from callback_desk.use_cases import (
    decide_hold,
    follow_up,
    import_receipts,
    next_call,
    overdue,
    put_right,
    receive_receipt,
    review_call,
    send_packet,
)
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.reminder_slips import print_reminder_slips
from tests.use_cases.made_desks import INVESTIGATOR, PASSWORD, RUTH, SERGEANT, TIP, World, claim, start, talk

Held = tuple[Desk, Callable[[OperationId], object]]
QUESTION = "Which side of the hinge?"


def sheet_sent(world: World, lines: Sequence[str] = (TIP,)) -> tuple[Desk, str, CallId]:
    """One whole call, signed off and sent: the sergeant's desk, the sheet's number, the call."""
    _, call_id = talk(world.enter(RUTH), lines=lines)
    sergeant = world.enter(SERGEANT)
    review_call.sign_off(sergeant, sergeant.new_operation(), [call_id])
    return sergeant, sheet_of(world, sergeant, call_id), call_id


def sheet_of(world: World, sergeant: Desk, call_id: CallId) -> str:
    """The sheet of a signed call."""
    (case,) = review_call.read_call(sergeant, call_id).cases
    folder = world.folder.with_name("sheets")
    folder.mkdir(exist_ok=True)
    sent = send_packet.send_packet(
        sergeant,
        sergeant.new_operation(),
        case_number=case.number,
        confirmed_case=case.number,
        own_password=PASSWORD,
        recipient_name=INVESTIGATOR,
        delivery=send_packet.Delivery(folder / f"{call_id}.pdf"),
        call_id=call_id,
    )
    return sent.sheet_number


def receipt_typed(world: World) -> Held:
    sergeant, number, _ = sheet_sent(world)
    answers = (PointAnswer(1, Answer.NEED_MORE, QUESTION),)
    today = world.clock.now().date()
    return sergeant, lambda op: receive_receipt.receive_receipt(
        sergeant, op, number, answers, by=INVESTIGATOR, on=today
    )


def reminder_slips(world: World) -> Held:
    sheet_sent(world)
    world.clock.at += timedelta(days=9)  # type: ignore[attr-defined]  # a clock that a test moves
    sergeant, target = world.enter(SERGEANT), world.folder.with_name("reminders.pdf")
    return sergeant, lambda _op: print_reminder_slips(sergeant, target)


def asked_back(world: World) -> Desk:
    """An investigator needs more about the one line of a sheet."""
    sergeant, press = receipt_typed(world)
    press(sergeant.new_operation())
    return sergeant


def question_closed(world: World) -> Held:
    sergeant = asked_back(world)
    (one,) = follow_up.open_questions(sergeant)
    return sergeant, lambda op: follow_up.close_question(sergeant, op, one.id, "The case is closed.")


def question_refused_before(world: World) -> Held:
    """The person wished no calls when the question came, and takes that back."""
    sergeant, press = receipt_typed(world)
    callback = review_call.read_call(sergeant, CallId(1)).callback_id
    decide_hold.do_not_contact(sergeant, sergeant.new_operation(), callback, "asked")
    press(sergeant.new_operation())
    put_right.put_right(sergeant, sergeant.new_operation(), callback, put_right.Wrong.NO_CALLS, "She rang and said so.")
    (one,) = follow_up.open_questions(sergeant)
    return sergeant, lambda op: follow_up.ask_in_a_call(sergeant, op, one.id)


def question_put(world: World) -> Held:
    asked_back(world)
    later(world)
    ruth = world.enter(RUTH)
    (one,) = follow_up.open_questions(world.enter(SERGEANT))
    started = start_with(ruth, one.callback_id)
    return ruth, lambda op: follow_up.question_asked(ruth, op, started.call_id, one.id)


def sheet_reminded(world: World) -> Held:
    sergeant, _number, _ = sheet_sent(world)
    world.clock.at += timedelta(days=9)  # type: ignore[attr-defined]  # a clock that a test moves
    sergeant = world.enter(SERGEANT)
    (late,) = overdue.not_acknowledged(sergeant)
    return sergeant, lambda op: overdue.reminded(sergeant, op, late.id)


def form_kept(world: World) -> Held:
    sergeant, number, _ = sheet_sent(world)
    form = ReplyForm((FormLine(2, number, 1, Answer.USED),), "f" * 64)
    return sergeant, lambda op: import_receipts.keep_form(sergeant, op, form)


def later(world: World) -> None:
    """The next day, in another part of it than the last call."""
    world.clock.at += timedelta(days=1, hours=3)  # type: ignore[attr-defined]  # a clock that a test moves


def start_with(desk: Desk, callback_id: CallbackId) -> StartedCall:
    """The card of this very person, laid aside or not, and the number dialed."""
    while True:
        card = claim(desk)
        if card.callback_id == callback_id:
            return start(desk, card)
        next_call.give_back(desk, desk.new_operation(), card.callback_id, card.fence, know_this_person=True)
