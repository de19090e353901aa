"""Two programs at one desk folder: nobody is rung twice, and a wish heard at one desk stops the dial at the other."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callback_desk.domain.audit_verify import Finding
from callback_desk.domain.call import CallDraft
from callback_desk.domain.errors import NotAllowed
from callback_desk.domain.ids import CallbackId, CallId
from callback_desk.use_cases import decide_hold, next_call, save_call, start_call
from tests.journeys.hands import OtherProcess
from tests.use_cases.made_desks import (
    CARMEN,
    RUTH,
    SERGEANT,
    WORKDAY,
    MovedClock,
    World,
    ask,
    claim,
    events,
    make_template,
    states,
    storage_of,
)

PEOPLE = 120
CAMPAIGN_PEOPLE = 2_050  # a dozen of so many are held: they may be the same person


def _campaign(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--campaign"))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A desk with people to call: a hundred and more, or two thousand."""
    folder = tmp_path_factory.mktemp("made") / "desk"
    make_template(folder, MovedClock(), rows=CAMPAIGN_PEOPLE if _campaign(request) else PEOPLE)
    return folder


@pytest.mark.timeout(1800)
def test_many_processes_share_the_people_and_none_is_claimed_twice(
    world: World, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Three processes and 120 people; as a campaign sixteen and 2,000."""
    many, least = (16, 2_000) if _campaign(request) else (3, PEOPLE)
    before = states(world.enter(SERGEANT))
    people = before["waiting"]
    assert people >= least
    gun, began = tmp_path / "starting gun", datetime.now(UTC)
    with ExitStack() as all_of_them:
        processes = [all_of_them.enter_context(OtherProcess(tmp_path)) for _ in range(many)]
        for number, process in enumerate(processes):
            at = WORKDAY + (datetime.now(UTC) - began)
            process.begin("claims", world.folder, at, (RUTH, CARMEN)[number % 2], starting_gun=str(gun))
        for process in processes:
            process.line("at_hand")
        gun.touch()
        got = [process.line("claimed", wait_s=900)["claimed"] for process in processes]
        for process in processes:
            process.wait()
    each = [one for one in got if isinstance(one, list)]
    counted = Counter(callback for one in each for callback in one)
    assert counted.most_common(1)[0][1] == 1, "somebody was claimed twice"
    assert len(counted) == people
    assert len(each) == many
    assert min(len(one) for one in each) > 0, "one of them got nobody"
    world.clock.move(minutes=1)
    desk = world.enter(SERGEANT)
    assert states(desk) == {**{name: count for name, count in before.items() if name != "waiting"}, "claimed": people}
    claimed = "SELECT claimed_by, count(*) FROM callbacks WHERE claimed_by IS NOT NULL GROUP BY 1 ORDER BY 2"
    assert ask(desk, claimed) == sorted(
        ask(desk, "SELECT actor_id, count(*) FROM audit_events WHERE event = 'queue.claim' GROUP BY 1"),
        key=lambda row: row[1],
    )
    assert storage_of(desk).verify_audit().finding is Finding.CLEAN


def test_a_process_that_slept_through_its_lease_cannot_save_over_whoever_went_on(
    world: World, other_process: OtherProcess, tmp_path: Path
) -> None:
    gun = tmp_path / "save again"
    other_process.begin("draft later", world.folder, WORKDAY, RUTH, starting_gun=str(gun))
    began = other_process.line("saved")
    os.kill(other_process.pid, signal.SIGSTOP)
    call, old_fence = CallId(int(str(began["call"]))), int(str(began["fence"]))
    try:
        world.clock.move(minutes=6)
        ruth = world.enter(RUTH)
        resumed = start_call.resume_call(ruth, ruth.new_operation(), call)
        assert resumed.fence > old_fence
        save_call.save_draft(ruth, call, resumed.fence, CallDraft('{"step": 0}', typed="what counts now"))
    finally:
        gun.touch()
        os.kill(other_process.pid, signal.SIGCONT)
    said = other_process.wait()
    assert [line for line in said if "refused" in line], "it was told that the claim ended"
    assert ask(ruth, "SELECT typed, fence FROM drafts WHERE call_id = ?", call) == [("what counts now", resumed.fence)]
    ((fence, words),) = ask(ruth, "SELECT fence, typed FROM late_notes WHERE call_id = ?", call)
    assert fence == old_fence
    assert words == "kept line 2", "its words are kept beside, for a supervisor"


@pytest.mark.timeout(1800)
def test_no_dial_follows_a_wish_in_a_race_of_two_processes(
    world: World, other_process: OtherProcess, request: pytest.FixtureRequest
) -> None:
    """Forty times; as a campaign a thousand. Whoever lost last time gets a lead.

    A dial that came first stays on record, and none comes after the wish.
    """
    rounds = 1_000 if _campaign(request) else 40
    sergeant = world.enter(SERGEANT)
    other_process.begin("dials", world.folder, WORKDAY, RUTH, rounds=rounds)
    wished: set[int] = set()
    raced = 0
    while "over" not in (said := other_process.line(wait_s=300)):
        assert "refused" not in said, said
        if "callback" not in said:
            continue
        raced += 1
        callback = int(str(said["callback"]))
        if callback not in wished:
            wished.add(callback)
            time.sleep(float(str(said["wish_later_s"])))
            decide_hold.do_not_contact(sergeant, sergeant.new_operation(), CallbackId(callback), "asked")
    other_process.wait()
    assert raced == rounds
    trail = ask(sergeant, "SELECT event, object_id FROM audit_events ORDER BY id")
    flagged: set[object] = set()
    dialed = too_late = 0
    for event, callback_id in trail:
        if event == "donotcontact.set":
            flagged.add(callback_id)
        elif event == "dial.intent":
            dialed += 1
            too_late += callback_id in flagged
    assert too_late == 0, "somebody was dialed after the wish"
    assert len(flagged) == len(wished)
    assert dialed > 0, "nobody was dialed, so nothing was raced for"
    assert sum(event == "exclusion.blocked" for event, _ in trail) > 0, "no dial was stopped, so nothing was raced for"
    assert dialed == ask(sergeant, "SELECT count(*) FROM attempts")[0][0]


def test_a_wish_heard_at_one_desk_stops_the_dial_at_the_other(world: World) -> None:
    ruth, sergeant = world.enter(RUTH), world.enter(SERGEANT)
    for _ in range(25):
        card = claim(ruth)
        decide_hold.do_not_contact(sergeant, sergeant.new_operation(), card.callback_id, "asked")
        with pytest.raises(NotAllowed) as refused:
            start_call.start_call(ruth, ruth.new_operation(), card.callback_id, card.fence, card.phones[0].id)
        assert "not" in refused.value.sentence.lower()
        assert "Give the card back" in refused.value.sentence
    assert ask(ruth, "SELECT count(*) FROM attempts") == [(0,)]
    assert ask(ruth, "SELECT count(*) FROM calls") == [(0,)]
    assert events(ruth).count("dial.intent") == 0


def test_a_refused_dial_is_on_record_and_the_card_given_back_leaves_the_list(world: World) -> None:
    ruth, sergeant = world.enter(RUTH), world.enter(SERGEANT)
    card = claim(ruth)
    decide_hold.do_not_contact(sergeant, sergeant.new_operation(), card.callback_id, "asked")
    with pytest.raises(NotAllowed):
        start_call.start_call(ruth, ruth.new_operation(), card.callback_id, card.fence, card.phones[0].id)
    assert events(ruth)[-1] == "exclusion.blocked"
    assert ask(ruth, "SELECT count(*) FROM operations WHERE act = 'start_call'") == [(0,)]
    next_call.give_back(ruth, ruth.new_operation(), card.callback_id, card.fence)
    assert ask(ruth, "SELECT state, reason FROM callbacks WHERE id = ?", card.callback_id) == [
        ("excluded", "do_not_contact")
    ]
