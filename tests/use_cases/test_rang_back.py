"""They called back: whom a number or a case number finds, what is said for everybody else, and what stays as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from callback_desk.domain.call import CallDraft, CallResult
from callback_desk.domain.concerns import ConcernKind, NewConcern
from callback_desk.domain.ids import CallbackId
from callback_desk.use_cases import (
    call_list,
    decide_hold,
    finish_call,
    next_call,
    raise_concern,
    rang_back,
    review_call,
    save_call,
    start_call,
)
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.rang_back import NOBODY, SEVERAL, STILL_SEVERAL, RangBack
from tests.use_cases.made_desks import (
    CARMEN,
    RUTH,
    SERGEANT,
    MovedClock,
    World,
    ask,
    bring_in,
    claim,
    events,
    plain_rows,
    start,
    talk,
    write_rows,
)


def _ring(desk: Desk, given: str, also: str = "") -> RangBack:
    return rang_back.rang_back(desk, desk.new_operation(), given, also)


def _facts(desk: Desk, which: int = 0) -> tuple[CallbackId, str, str]:
    """Callback, case number and number of somebody on the list."""
    rows = ask(
        desk,
        "SELECT c.id, k.number, p.e164 FROM callbacks c JOIN reports r ON r.callback_id = c.id "
        "JOIN cases k ON k.id = r.case_id JOIN phones p ON p.victim_id = c.victim_id ORDER BY c.id",
    )
    callback, case, number = rows[which]
    return CallbackId(int(str(callback))), str(case), str(number)


def _case(desk: Desk, callback: CallbackId) -> str:
    asked = "SELECT k.number FROM cases k JOIN reports r ON r.case_id = k.id WHERE r.callback_id = ?"
    ((number,),) = ask(desk, asked, callback)
    return str(number)


def _state(desk: Desk, callback: CallbackId) -> tuple[str, str]:
    ((state, reason),) = ask(desk, "SELECT state, reason FROM callbacks WHERE id = ?", callback)
    return str(state), str(reason)


@pytest.mark.parametrize("written", ["({0}) {1}-{2}", "{0}.{1}.{2}", "1 {0} {1} {2}", "+1{0}{1}{2}", "{0}{1}{2}"])
def test_a_number_is_found_in_any_writing(world: World, written: str) -> None:
    ruth = world.enter(RUTH)
    callback, _case, e164 = _facts(ruth)
    found = _ring(ruth, written.format(e164[2:5], e164[5:8], e164[8:]))
    assert found.card is not None
    assert found.card.callback_id == callback


def test_a_case_number_is_found_whatever_its_capitals_and_blanks(world: World) -> None:
    ruth = world.enter(RUTH)
    callback, case, _number = _facts(ruth)
    found = _ring(ruth, f" {case.lower()} ")
    assert found.card is not None
    assert found.card.callback_id == callback


def _unknown(_world: World, _callback: CallbackId) -> None:
    """A number nobody has."""


def _kept_off(world: World, callback: CallbackId) -> None:
    sergeant = world.enter(SERGEANT)
    decide_hold.keep_off(sergeant, sergeant.new_operation(), [callback])


def _no_calls(world: World, callback: CallbackId) -> None:
    sergeant = world.enter(SERGEANT)
    decide_hold.do_not_contact(sergeant, sergeant.new_operation(), callback, "asked")


def _stopped(world: World, callback: CallbackId) -> None:
    sergeant = world.enter(SERGEANT)
    said = NewConcern(ConcernKind.SOMETHING_WRONG, "A voice in the background.")
    raise_concern.raise_concern(sergeant, sergeant.new_operation(), callback, None, said)


@pytest.mark.parametrize("make", [_unknown, _kept_off, _no_calls, _stopped])
def test_whoever_cannot_be_talked_to_is_answered_with_the_same_words(
    world: World, make: Callable[[World, CallbackId], None]
) -> None:
    """On the list or not: nothing is learned by trying, and nothing about them changes."""
    ruth = world.enter(RUTH)
    callback, _case, number = _facts(ruth)
    make(world, callback)
    before = _state(ruth, callback)
    found = _ring(ruth, "217 555 0199" if make is _unknown else number)
    assert found == RangBack(sentence=NOBODY)
    assert _state(ruth, callback) == before
    assert events(ruth)[-1] == "call.rang_back"


def test_several_with_one_number_are_told_apart_by_what_the_caller_says(world: World) -> None:
    sergeant, ruth = world.enter(SERGEANT), world.enter(RUTH)
    rows = plain_rows(2, world.clock.now().date(), first=60)
    rows[1]["Victim Cell Phone"] = rows[0]["Victim Cell Phone"]
    bring_in(sergeant, write_rows(world.folder.with_name("two.csv"), rows))
    shared = rows[0]["Victim Cell Phone"]
    assert _ring(ruth, shared) == RangBack(sentence=SEVERAL, ask_more=True)
    assert _ring(ruth, shared, "26-999999").sentence == NOBODY, "what fits nobody finds nobody"
    by_case = _ring(ruth, shared, rows[1]["Case Number"])
    assert by_case.card is not None
    next_call.give_back(ruth, ruth.new_operation(), by_case.card.callback_id, by_case.card.fence)
    name = by_case.card.name
    by_name = _ring(ruth, shared, f"{name.first.upper()}  {name.last}")
    assert by_name.card is not None
    assert by_name.card.callback_id == by_case.card.callback_id
    next_call.give_back(ruth, ruth.new_operation(), by_name.card.callback_id, by_name.card.fence)
    assert _ring(ruth, shared, shared) == RangBack(sentence=STILL_SEVERAL, ask_more=True)


def test_whom_a_colleague_has_open_is_said_and_left_with_them(world: World) -> None:
    ruth, carmen = world.enter(RUTH), world.enter(CARMEN)
    card = claim(ruth)
    case = _case(ruth, card.callback_id)
    found = _ring(carmen, case)
    assert found.card is None
    assert found.sentence.startswith("Ruth Keller has this person open")
    assert next_call.my_card(ruth, card.callback_id, card.fence).callback_id == card.callback_id


@pytest.mark.parametrize("by_case", [True, False])
def test_who_rang_may_talk_at_any_hour_and_after_any_try(world: World, by_case: bool) -> None:
    """Nobody answered at ten; at half past eight in the evening they ring, outside the hours we call at."""
    ruth = world.enter(RUTH)
    started = start(ruth)
    result = CallResult("no_answer")
    finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, result)
    assert isinstance(world.clock, MovedClock)
    world.clock.move(hours=11, minutes=30)
    ruth = world.enter(RUTH)
    (row,) = ask(
        ruth,
        "SELECT k.number, p.e164 FROM cases k JOIN reports r ON r.case_id = k.id JOIN phones p "
        "ON p.victim_id = r.victim_id WHERE r.callback_id = ?",
        started.callback_id,
    )
    found = _ring(ruth, str(row[0 if by_case else 1]))
    assert found.card is not None
    assert found.card.they_rang
    assert [phone.closed for phone in found.card.phones] == [""]
    card = found.card
    talking = start_call.start_call(ruth, ruth.new_operation(), card.callback_id, card.fence, card.phones[0].id)
    ((purpose,),) = ask(ruth, "SELECT purpose FROM scripts WHERE sha = ?", talking.script_sha)
    assert purpose == "called_back", "the checks are those for somebody who rang us"


def test_who_is_done_rings_with_something_new_and_is_never_put_back_among_those_we_call(world: World) -> None:
    ruth = world.enter(RUTH)
    talked, _call = talk(ruth, lines=())
    sergeant = world.enter(SERGEANT)
    review_call.sign_off(sergeant, sergeant.new_operation(), [talked.call_id])
    case = _case(ruth, talked.callback_id)
    assert _state(ruth, talked.callback_id)[0] == "done"
    found = _ring(ruth, case)
    assert found.card is not None
    next_call.give_back(ruth, ruth.new_operation(), found.card.callback_id, found.card.fence)
    assert _state(ruth, talked.callback_id)[0] == "done", "the card was laid down"
    found = _ring(ruth, case)
    assert found.card is not None
    assert isinstance(world.clock, MovedClock)
    world.clock.move(minutes=11)
    claim(world.enter(CARMEN))  # sweeps what was left lying
    assert _state(ruth, talked.callback_id)[0] == "done", "the window died"


def test_not_now_is_kept_when_the_card_of_who_rang_is_laid_down(world: World) -> None:
    ruth = world.enter(RUTH)
    started = start(ruth)
    said = CallResult("soft_refusal", note="Not today.")
    finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, said)
    held = _state(ruth, started.callback_id)
    before = ask(ruth, "SELECT ready_at FROM callbacks WHERE id = ?", started.callback_id)
    assert held == ("held", "soft_refusal")
    case = _case(ruth, started.callback_id)
    found = _ring(ruth, case)
    assert found.card is not None
    next_call.give_back(ruth, ruth.new_operation(), found.card.callback_id, found.card.fence)
    assert _state(ruth, started.callback_id) == held
    assert ask(ruth, "SELECT ready_at FROM callbacks WHERE id = ?", started.callback_id) == before


def test_an_interrupted_call_is_read_by_a_supervisor_and_the_checks_come_anew(world: World) -> None:
    """A colleague may take it up: what was typed is not shown to a voice nobody has checked yet."""
    ruth = world.enter(RUTH)
    started = start(ruth)
    draft = CallDraft("", typed='{"line": "A grey van was parked there."}')
    save_call.save_draft(ruth, started.call_id, started.fence, draft)
    assert isinstance(world.clock, MovedClock)
    world.clock.move(minutes=5)
    carmen = world.enter(CARMEN)
    case = _case(carmen, started.callback_id)
    claim(carmen)  # sweeps the dead window's call
    assert _state(carmen, started.callback_id)[0] == "interrupted"
    found = _ring(carmen, case)
    assert found.card is not None
    ((text,),) = ask(carmen, "SELECT text FROM tips WHERE call_id = ?", started.call_id)
    assert text == "A grey van was parked there."
    ((kept,),) = ask(carmen, "SELECT state FROM calls WHERE id = ?", started.call_id)
    assert kept == "review"
    next_call.give_back(carmen, carmen.new_operation(), found.card.callback_id, found.card.fence)
    assert _state(carmen, started.callback_id) == ("held", "rang"), "never silently offered again"
    sergeant = world.enter(SERGEANT)
    assert call_list.why(sergeant, started.callback_id).may_release
