"""Put this right: what a supervisor takes back long after its ten seconds, and what follows from it."""

from __future__ import annotations

import pytest

from callback_desk.domain.call import CallResult
from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.ids import CallbackId
from callback_desk.use_cases import call_list, decide_hold, finish_call, import_report, put_right
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.put_right import Wrong
from tests.use_cases.made_desks import RUTH, SERGEANT, MovedClock, World, ask, start, talk
from tests.use_cases.scenes import _person

WHY = "The wrong key was pressed."


def _end(world: World, outcome: str, note: str = "") -> CallbackId:
    ruth = world.enter(RUTH)
    started = start(ruth)
    finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, CallResult(outcome, note=note))
    assert isinstance(world.clock, MovedClock)
    world.clock.move(hours=3)
    return started.callback_id


def _state(desk: Desk, callback: CallbackId) -> tuple[str, str]:
    ((state, reason),) = ask(desk, "SELECT state, reason FROM callbacks WHERE id = ?", callback)
    return str(state), str(reason)


def _right(desk: Desk, callback: CallbackId, what: Wrong, ending: str = "") -> None:
    put_right.put_right(desk, desk.new_operation(), callback, what, WHY, ending)


def _may(desk: Desk, callback: CallbackId) -> list[Wrong]:
    return [fix.what for fix in put_right.fixes_of(desk, callback).fixes]


def test_who_was_kept_off_by_mistake_comes_back_with_the_reason_in_the_history(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    decide_hold.keep_off(sergeant, sergeant.new_operation(), [CallbackId(1)])
    assert _may(sergeant, CallbackId(1)) == [Wrong.KEPT_OFF]
    _right(sergeant, CallbackId(1), Wrong.KEPT_OFF)
    assert _state(sergeant, CallbackId(1)) == ("waiting", "")
    assert f"Put right by {SERGEANT}. Kept off the list: {WHY}" in [
        line.text for line in call_list.why(sergeant, CallbackId(1)).history
    ]
    assert _may(sergeant, CallbackId(1)) == []


def test_an_ok_to_call_that_is_taken_back_lets_its_rule_hold_again(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    robbed = _person(sergeant, "26-H0001", offense="120")
    batch, _ = import_report.type_person(sergeant, sergeant.new_operation(), robbed)
    ((callback, reason),) = ask(sergeant, "SELECT id, reason FROM callbacks WHERE batch_id = ?", batch.id)
    callback = CallbackId(int(str(callback)))
    decide_hold.release(sergeant, sergeant.new_operation(), callback, "A stranger, says the report.", 7)
    assert _state(sergeant, callback)[0] == "waiting"
    _right(sergeant, callback, Wrong.OK_TO_CALL)
    assert _state(sergeant, callback) == ("held", reason)


def test_a_wish_that_was_a_mistake_ends_for_person_and_numbers(world: World) -> None:
    callback = _end(world, "no_calls_wanted")
    sergeant = world.enter(SERGEANT)
    assert _state(sergeant, callback)[0] == "done"
    assert _may(sergeant, callback) == [Wrong.NO_CALLS, Wrong.ENDING, Wrong.CLOSED]
    _right(sergeant, callback, Wrong.NO_CALLS)
    assert Wrong.NO_CALLS not in _may(sergeant, callback)
    open_wishes = "SELECT count(*) FROM do_not_contact WHERE cleared_at IS NULL"
    assert ask(sergeant, open_wishes) == [(0,)]
    _right(sergeant, callback, Wrong.CLOSED)
    assert _state(sergeant, callback)[0] == "waiting"


def test_calling_somebody_again_asks_the_rules_first(world: World) -> None:
    """A wish still stands: they do not come among those we call, whatever is pressed."""
    callback = _end(world, "no_calls_wanted")
    sergeant = world.enter(SERGEANT)
    _right(sergeant, callback, Wrong.CLOSED)
    assert _state(sergeant, callback) == ("excluded", "do_not_contact")


@pytest.mark.parametrize(
    ("was", "ending", "state"),
    [
        ("wrong_number", "no_answer", "waiting"),
        ("no_calls_wanted", "no_answer", "waiting"),
        ("no_answer", "no_calls_wanted", "done"),
        ("soft_refusal", "machine_no_message", "waiting"),
        ("no_answer", "not_the_person", "held"),
        ("no_answer", "deceased", "done"),
    ],
)
def test_the_right_ending_decides_what_follows(world: World, was: str, ending: str, state: str) -> None:
    callback = _end(world, was)
    sergeant = world.enter(SERGEANT)
    _right(sergeant, callback, Wrong.ENDING, ending)
    assert _state(sergeant, callback)[0] == state
    ends = ask(sergeant, "SELECT outcome, note FROM attempt_ends ORDER BY id")
    assert ends[0][0] == was, "nothing is wiped out"
    assert ends[-1] == (ending, f"Put right: {WHY}")
    phones = "SELECT count(*) FROM phone_closings z WHERE z.why <> '' AND z.id = (SELECT max(id) FROM phone_closings)"
    assert ask(sergeant, phones) == [(0,)]
    wishes = ask(sergeant, "SELECT count(*) FROM do_not_contact WHERE cleared_at IS NULL")
    assert (wishes != [(0,)]) is (ending in ("no_calls_wanted", "deceased"))
    why = call_list.why(sergeant, callback)
    assert any(line.text.startswith("Put right by") for line in why.history)


def test_a_talk_is_not_turned_into_something_else_and_nothing_into_a_talk(world: World) -> None:
    ruth = world.enter(RUTH)
    talked, _ = talk(ruth)
    callback = _end(world, "no_answer")
    sergeant = world.enter(SERGEANT)
    assert Wrong.ENDING not in _may(sergeant, talked.callback_id)
    with pytest.raises(DeskFault, match="Choose how the try ended"):
        _right(sergeant, callback, Wrong.ENDING, "talked_all")
    with pytest.raises(DeskFault, match="any more"):
        _right(sergeant, talked.callback_id, Wrong.ENDING, "no_answer")


def test_it_needs_a_reason_and_a_supervisor(world: World) -> None:
    callback = _end(world, "no_answer")
    sergeant, ruth = world.enter(SERGEANT), world.enter(RUTH)
    with pytest.raises(DeskFault, match="one sentence why"):
        put_right.put_right(sergeant, sergeant.new_operation(), callback, Wrong.ENDING, "oops", "busy")
    with pytest.raises(NotAllowed):
        _right(ruth, callback, Wrong.ENDING, "busy")
