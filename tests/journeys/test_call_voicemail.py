"""A machine answers: what was agreed governs what may be left, and one message is the most. By keyboard alone."""

from __future__ import annotations

import pytest

from callback_desk.domain.call import SafeContact, VoicemailPolicy
from callback_desk.domain.outcomes import Outcome
from tests.journeys.call_hands import DIGITS, ended_as, finish
from tests.journeys.windows import K, sitting
from tests.use_cases.made_desks import RUTH, SERGEANT, WORKDAY, World, ask, storage_of


def agree(world: World, policy: VoicemailPolicy) -> None:
    """The same was agreed with everybody on the list."""
    desk = world.enter(SERGEANT)
    victims = [int(str(row[0])) for row in ask(desk, "SELECT victim_id FROM callbacks")]
    with storage_of(desk).write(desk.session) as uow:
        for victim in victims:
            agreed = SafeContact("Agreed.", policy, None, WORKDAY.date())
            uow.people.put_safe_contact(victim, agreed, by=SERGEANT, at=WORKDAY)
        uow.commit()


def at_the_machine(seat) -> None:
    seat.start_call()
    seat.key(K.Key_3)
    seat.saved()


def outcomes_closed(seat) -> set[str]:
    return {part.choice.value for part in seat.page.sheet.list.parts if part.choice.closed}


def test_nothing_agreed_leaves_no_message(qtbot, world: World) -> None:
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        at_the_machine(seat)
        call_id = seat.hand.started.call_id
        assert [choice.outcome for choice in seat.hand.step.choices] == ["machine_no_message"]
        assert seat.hand.step.words.text == ""
        seat.key(K.Key_F9)  # nor by the way round
        seat.saved()
        assert outcomes_closed(seat) == {Outcome.MACHINE_MESSAGE.value}
        number = next(p.choice.number for p in seat.page.sheet.list.parts if p.choice.value == "machine_message")
        seat.key(DIGITS[int(number)])
        assert seat.page.sheet.outcome is None
        seat.key(K.Key_PageUp)
        seat.key(K.Key_1)
        seat.saved()
        finish(seat)
        assert ended_as(world, call_id) == "machine_no_message"


@pytest.mark.parametrize(
    ("policy", "said", "never"),
    [
        (VoicemailPolicy.NAME_ONLY, "with a message for", "555"),
        (VoicemailPolicy.NAME_AND_CALLBACK, "call me back at", "police"),
    ],
)
def test_the_message_that_was_agreed_and_only_once(qtbot, world: World, policy, said: str, never: str) -> None:
    agree(world, policy)
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        at_the_machine(seat)
        call_id, callback_id = seat.hand.started.call_id, seat.hand.started.callback_id
        words = seat.hand.step.words.text
        assert said in words
        assert never not in words
        seat.key(K.Key_1)
        seat.saved()
        assert seat.page.sheet.outcome is Outcome.MACHINE_MESSAGE
        finish(seat)
        assert ended_as(world, call_id) == "machine_message"
    world.clock.move(days=7)
    with sitting(qtbot, world.office) as again:
        again.sign_in(RUTH)
        for _ in range(12):
            at_the_machine(again)
            if again.hand.started.callback_id == callback_id:
                break
            again.key(K.Key_1)
            again.saved()
            finish(again)
        assert again.hand.started.callback_id == callback_id
        assert [choice.outcome for choice in again.hand.step.choices] == ["machine_no_message"], "one message in all"
