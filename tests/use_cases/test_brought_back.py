"""A call that is cut off and closed without its caller: every word still comes to *Review*."""

from __future__ import annotations

import pytest

from callback_desk.call_script.facts import Facts
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.typed_words import TypedIn, to_text
from callback_desk.domain.call import CallDraft, StartedCall
from callback_desk.domain.concerns import ConcernKind
from callback_desk.domain.errors import DeskFault, StaleClaim
from callback_desk.use_cases import call_list, decide_hold, raise_concern, review_call, save_call, shift
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import RUTH, SERGEANT, TIP, World, ask, claim, events, start


def _talking(desk: Desk, started: StartedCall) -> Navigator:
    """Past both checks and agreed to pass things on, with one line kept and followed up by nothing yet."""
    form = form_from_xform(started.xform)
    call = Navigator(form, Facts(open=started.facts), language="en", now=desk.clock.now, zone=desk.zone)
    call.press("1")
    call.press("1")
    call.open_check(save_call.open_safe(desk, started.call_id).facts)
    call.press("1")
    call.press("1")
    call.open_case(save_call.open_case(desk, started.call_id).facts)
    for _ in range(3):
        call.press("1")
    call.go_on()
    call.keep_line(TIP)
    return call


def _cut(world: World, *, state: str = "", typed: dict[TypedIn, str] | None = None) -> StartedCall:
    ruth = world.enter(RUTH)
    started = start(ruth)
    draft = CallDraft(state or _talking(ruth, started).state().to_json(), typed=to_text(typed or {}))
    save_call.save_draft(ruth, started.call_id, started.fence, draft)
    world.clock.move(minutes=6)
    return started


def _settle(world: World, started: StartedCall, *, try_again: bool) -> Desk:
    sergeant = world.enter(SERGEANT)
    decide_hold.settle_interrupted(sergeant, sergeant.new_operation(), started.callback_id, try_again=try_again)
    return sergeant


@pytest.mark.parametrize(("try_again", "state"), [(True, "waiting"), (False, "review")])
def test_what_was_kept_before_the_cut_is_read_and_signed_off(world: World, try_again: bool, state: str) -> None:
    started = _cut(world)
    sergeant = _settle(world, started, try_again=try_again)
    [line] = review_call.calls_to_review(sergeant)
    assert (line.call_id, line.new_count) == (started.call_id, 1)
    read = review_call.read_call(sergeant, started.call_id)
    assert [tip.said.text for tip in read.tips] == [TIP]
    assert read.outcome == "talked_part"
    assert call_list.why(sergeant, started.callback_id).state == state
    assert shift.my_shift(world.enter(RUTH)).my_interrupted == ()
    sergeant = world.enter(SERGEANT)
    assert review_call.sign_off(sergeant, sergeant.new_operation(), [started.call_id]).id == 1


def test_words_that_were_typed_and_never_kept_are_there_too(world: World) -> None:
    typed = {
        TypedIn.LINE: "And a silver van ",
        TypedIn.COMPLAINT: "Nobody ever rang me back",
        TypedIn.NOTE: "hard of hearing",
    }
    started = _cut(world, typed=typed)
    sergeant = _settle(world, started, try_again=False)
    read = review_call.read_call(sergeant, started.call_id)
    assert [tip.said.text for tip in read.tips] == [TIP, "And a silver van"]
    assert read.note == "Note, typed and not kept: hard of hearing"
    [concern] = raise_concern.open_concerns(sergeant)
    assert (concern.said.kind, concern.said.text) == (ConcernKind.COMPLAINT, "Nobody ever rang me back")


def test_a_call_that_brought_nothing_is_closed_and_not_read(world: World) -> None:
    ruth = world.enter(RUTH)
    started = start(ruth)
    world.clock.move(minutes=6)
    sergeant = _settle(world, started, try_again=False)
    assert review_call.calls_to_review(sergeant) == ()
    assert call_list.why(sergeant, started.callback_id).state == "done"
    assert ask(ruth, "SELECT state FROM calls") == [("ended",)]


def test_a_draft_that_cannot_be_read_is_said_and_does_not_stop_the_decision(world: World) -> None:
    started = _cut(world, state='{"step": 3}', typed={TypedIn.LINE: "A red bicycle"})
    sergeant = _settle(world, started, try_again=True)
    read = review_call.read_call(sergeant, started.call_id)
    assert [tip.said.text for tip in read.tips] == ["A red bicycle"]
    assert "cannot be shown" in read.note


def test_a_wish_not_to_be_called_outlives_the_cut(world: World) -> None:
    ruth = world.enter(RUTH)
    started = start(ruth)
    call = _talking(ruth, started)
    call.jump_ending("no_calls_wanted", "do_not_call")
    save_call.save_draft(ruth, started.call_id, started.fence, CallDraft(call.state().to_json()))
    world.clock.move(minutes=6)
    with pytest.raises(DeskFault, match="asked not to be called"):
        _settle(world, started, try_again=True)
    sergeant = _settle(world, started, try_again=False)
    assert call_list.why(sergeant, started.callback_id).state == "review"
    [(wishes,)] = ask(sergeant, "SELECT count(*) FROM do_not_contact")
    assert wishes
    assert "donotcontact.set" in events(sergeant)


def test_words_that_arrive_after_the_decision_are_read_as_well(world: World) -> None:
    ruth = world.enter(RUTH)
    started = start(ruth)
    call = _talking(ruth, started)
    save_call.save_draft(ruth, started.call_id, started.fence, CallDraft(call.state().to_json()))
    world.clock.move(minutes=6)
    sergeant = _settle(world, started, try_again=True)
    [line] = review_call.calls_to_review(sergeant)
    assert line.new_count == 1
    ruth = world.enter(RUTH)
    while claim(ruth).callback_id != started.callback_id:  # the person has a new fencing number
        pass
    call.keep_line("The neighbor saw it too")
    with pytest.raises(StaleClaim):
        save_call.save_draft(ruth, started.call_id, started.fence, CallDraft(call.state().to_json()))
    sergeant = world.enter(SERGEANT)
    read = review_call.read_call(sergeant, started.call_id)
    assert [tip.said.text for tip in read.tips] == [TIP, "The neighbor saw it too"]
