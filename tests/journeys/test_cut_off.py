"""The power goes in the middle of a call. Nothing that was shown as saved is lost, and nobody is rung twice by it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from callback_desk.domain.call import CallDraft, CallResult
from callback_desk.domain.errors import StaleClaim
from callback_desk.domain.ids import CallbackId, CallId
from callback_desk.use_cases import decide_hold, finish_call, next_call, save_call, shift, start_call
from tests.journeys.hands import OtherProcess
from tests.use_cases.made_desks import (
    CARMEN,
    RUTH,
    SERGEANT,
    WORKDAY,
    World,
    ask,
    claim,
    events,
    start,
)


@pytest.fixture
def cut_off(world: World, other_process: OtherProcess) -> tuple[World, dict[str, object], int]:
    """Ruth's computer lost its power during a call; six minutes later."""
    other_process.begin("drafts", world.folder, WORKDAY, RUTH)
    began = other_process.line("call")
    while int(str(other_process.line("saved")["saved"])) < 5:
        pass
    said = other_process.kill()
    newest = max((int(str(line["saved"])) for line in said if "saved" in line), default=5)
    world.clock.move(minutes=6)
    return world, began, newest


def test_the_call_comes_back_interrupted_with_every_word(cut_off) -> None:
    world, began, newest = cut_off
    ruth = world.enter(RUTH)
    assert [one.call_id for one in shift.my_shift(ruth).my_interrupted] == [began["call"]]
    assert "crash.recovered" in events(ruth)
    resumed = start_call.resume_call(ruth, ruth.new_operation(), CallId(int(str(began["call"]))))
    assert resumed.callback_id == began["callback"]
    assert resumed.fence > int(str(began["fence"]))
    step = int(resumed.draft.removeprefix('{"step": ').removesuffix("}"))
    assert newest <= step <= newest + 1
    assert resumed.dial_text
    done = finish_call.finish_call(ruth, ruth.new_operation(), resumed.call_id, resumed.fence, CallResult("talked_all"))
    assert done.callback_id == resumed.callback_id
    assert ask(ruth, "SELECT count(*) FROM attempts") == [(1,)]
    assert ask(ruth, "SELECT count(*) FROM call_results") == [(1,)]


def test_it_is_never_offered_again_without_a_decision(cut_off) -> None:
    world, began, _ = cut_off
    carmen = world.enter(CARMEN)
    offered = set()
    while card := next_call.claim_next(carmen, carmen.new_operation()):
        offered.add(int(card.callback_id))
    assert len(offered) == 11
    assert began["callback"] not in offered


def test_only_its_own_caller_may_resume_it(cut_off) -> None:
    world, began, _ = cut_off
    carmen = world.enter(CARMEN)
    assert shift.my_shift(carmen).my_interrupted == ()
    with pytest.raises(StaleClaim):
        start_call.resume_call(carmen, carmen.new_operation(), CallId(int(str(began["call"]))))


def test_after_a_supervisor_decided_the_old_call_is_over_for_its_caller(cut_off) -> None:
    world, began, _ = cut_off
    sergeant = world.enter(SERGEANT)
    decide_hold.settle_interrupted(
        sergeant, sergeant.new_operation(), CallbackId(int(str(began["callback"]))), try_again=True
    )
    ruth = world.enter(RUTH)
    assert shift.my_shift(ruth).my_interrupted == ()
    with pytest.raises(StaleClaim) as stale:
        start_call.resume_call(ruth, ruth.new_operation(), CallId(int(str(began["call"]))))
    assert stale.value.sentence


def test_a_claim_that_was_never_started_goes_back_to_the_list(world: World, other_process: OtherProcess) -> None:
    other_process.begin("claim", world.folder, WORKDAY, RUTH)
    claimed = other_process.line("callback")["callback"]
    other_process.kill()
    carmen = world.enter(CARMEN)  # signed in before the lease ended, and never again
    assert ask(carmen, "SELECT state FROM callbacks WHERE id = ?", claimed) == [("claimed",)]
    world.clock.move(minutes=2)
    offered = set()
    while card := next_call.claim_next(carmen, carmen.new_operation()):
        offered.add(int(card.callback_id))
    assert claimed in offered
    assert len(offered) == 12
    assert "queue.expire" in events(carmen)


def test_a_frozen_desk_that_wakes_up_is_refused_and_its_words_are_kept(world: World) -> None:
    """Research F24: the lease ended, a supervisor gave the person to somebody else, and then the old desk saves."""
    ruth = world.enter(RUTH)
    started = start(ruth)
    save_call.save_draft(ruth, started.call_id, started.fence, CallDraft("{}", typed="before the freeze"))
    world.clock.move(minutes=5)
    sergeant = world.enter(SERGEANT)
    decide_hold.settle_interrupted(sergeant, sergeant.new_operation(), started.callback_id, try_again=True)
    carmen = world.enter(CARMEN)
    hers = None
    while hers is None or hers.callback_id != started.callback_id:
        hers = claim(carmen)
    with pytest.raises(StaleClaim) as stale:
        save_call.save_draft(ruth, started.call_id, started.fence, CallDraft("{}", typed="after the freeze"))
    assert "late note" in stale.value.sentence
    assert ask(ruth, "SELECT typed FROM late_notes") == [("after the freeze",)]
    assert ask(ruth, "SELECT typed FROM drafts") == [("before the freeze",)]
    assert "lease.lost" in events(ruth)
    with pytest.raises(StaleClaim):
        save_call.heartbeat(ruth, ruth.new_operation(), started.callback_id, started.fence)
    with pytest.raises(StaleClaim):
        finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, CallResult("talked_all"))
    again = start_call.start_call(carmen, carmen.new_operation(), hers.callback_id, hers.fence, hers.phones[0].id)
    assert again.fence > started.fence


def test_cut_off_on_the_line_and_resumed_ends_once(world: World) -> None:
    """*We were cut off*: the caller rings again and the same call ends with its last word."""
    ruth = world.enter(RUTH)
    started = start(ruth)
    save_call.save_draft(ruth, started.call_id, started.fence, CallDraft('{"step": 1}', typed="so far"))
    finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, CallResult("cut_off"))
    resumed = start_call.resume_call(ruth, ruth.new_operation(), started.call_id)
    assert resumed.draft == '{"step": 1}'
    finish_call.finish_call(ruth, ruth.new_operation(), resumed.call_id, resumed.fence, CallResult("talked_all"))
    assert ask(ruth, "SELECT state FROM callbacks WHERE id = ?", started.callback_id) == [("review",)]


def test_a_new_call_waits_for_nobody(new_world: Callable[..., World]) -> None:
    """An abandoned claim costs the others nothing: eleven people are offered at once."""
    world = new_world()
    start(world.enter(RUTH))
    carmen = world.enter(CARMEN)
    count = 0
    while next_call.claim_next(carmen, carmen.new_operation()):
        count += 1
    assert count == 11
