"""Scenes of what comes in without a call of ours. See `scenes`."""

from __future__ import annotations

from collections.abc import Callable

from callback_desk.domain.ids import CallbackId, OperationId
from callback_desk.domain.messages import MessageKind, NewMessage
from callback_desk.use_cases import decide_hold, dispatch_slip, hand_on, messages, put_right
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import INVESTIGATOR, RUTH, SERGEANT, World, ask

Held = tuple[Desk, Callable[[OperationId], object]]


def log_message(world: World) -> Held:
    ruth = world.enter(RUTH)
    number = str(ask(ruth, "SELECT e164 FROM phones ORDER BY id DESC LIMIT 1")[0][0])
    said = NewMessage(MessageKind.NO_CALLS, ruth.clock.now(), number=number)
    return ruth, lambda op: messages.log_message(ruth, op, said)


def settle_message(world: World) -> Held:
    ruth, sergeant = world.enter(RUTH), world.enter(SERGEANT)
    said = NewMessage(MessageKind.NEWS, ruth.clock.now(), case_number="26-990001", text="I saw a van.")
    kept = messages.log_message(ruth, ruth.new_operation(), said).message_id
    return sergeant, lambda op: messages.settle_message(sergeant, op, kept, "Handed to Det. Serrano.")


def dispatch_slips(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    target = world.folder.with_name("slips.pdf")
    return sergeant, lambda _op: dispatch_slip.print_dispatch_slips(sergeant, target)


def put_right_kept_off(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    person = CallbackId(1)
    decide_hold.keep_off(sergeant, sergeant.new_operation(), [person])
    return sergeant, lambda op: put_right.put_right(
        sergeant, op, person, put_right.Wrong.KEPT_OFF, "The wrong person was ticked."
    )


def handed_on(world: World) -> Held:
    ruth = world.enter(RUTH)
    said = NewMessage(MessageKind.NEWS, ruth.clock.now(), number="217 555 0199", text="A van stood there.")
    message = messages.log_message(ruth, ruth.new_operation(), said).message_id
    sergeant = world.enter(SERGEANT)
    target = world.folder.with_name("out") / "news.pdf"
    target.parent.mkdir()
    return sergeant, lambda op: hand_on.hand_on(sergeant, op, message_id=message, to=INVESTIGATOR, target=target)
