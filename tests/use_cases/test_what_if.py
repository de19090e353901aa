"""What if: other shifts, hours or limits, two weeks ahead; the real desk stays as it is, byte for byte."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from callback_desk.domain.call import SafeContact
from callback_desk.domain.contact_rates import Cell, Part
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId, OperationId
from callback_desk.domain.outcome_versions import OutcomeChange
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.queue import CallbackState
from callback_desk.domain.replay import Missed
from callback_desk.domain.safe_times import SafeTimes
from callback_desk.use_cases import agency_settings, what_if, when_answered
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import SERGEANT, World, snapshot, storage_of


def bytes_of(folder: Path) -> dict[str, str]:
    """Of every file that holds records; the shared-memory index of readers holds none."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith("-shm") and "log" not in path.name
    }


def test_the_real_desk_is_byte_identical_afterwards(world: World) -> None:
    desk = world.enter(SERGEANT)
    before, files = snapshot(desk), bytes_of(world.folder)
    found = what_if.what_if(desk, {"calendar": {"shifts": ["tuesday 9:00-12:00"]}, "calling": {"attempts_number": 1}})
    assert (snapshot(desk), bytes_of(world.folder)) == (before, files)
    assert found.now.people == found.then.people == 12
    assert found.now.dials == 36
    assert found.then.dials == 12, "one try a number"
    assert agency_settings.settings(desk) == {}


def test_who_would_never_be_reached_is_named(world: World) -> None:
    desk = world.enter(SERGEANT)
    found = what_if.what_if(desk, {"calendar": {"shifts": ["sunday 6:00-8:00"]}})
    assert found.now.tried == 12
    assert found.then.tried == 0
    assert {one.why for one in found.not_tried} <= {Missed.NO_HOUR, Missed.TOO_OLD}
    assert found.then.count(Missed.NO_HOUR) > 6
    assert all(one.name.endswith(".") for one in found.not_tried), "short names"


def test_times_people_gave_and_a_number_two_of_them_have_are_kept(world: World) -> None:
    desk = world.enter(SERGEANT)
    plain = what_if.what_if(desk, {})
    with storage_of(desk).write(desk.session) as uow:
        first, second, third = (uow.queue.victim_of(CallbackId(one)) for one in (1, 2, 3))
        agreed = SafeContact("As agreed.", times=SafeTimes.on([6], time(9), time(10)))
        uow.people.put_safe_contact(first, agreed, by="Test", at=desk.clock.now())
        same = (
            "UPDATE phones SET (e164, tail) = (SELECT e164, tail FROM phones WHERE victim_id = ?) WHERE victim_id = ?"
        )
        uow.connection.exec_driver_sql(same, (second, third))
        uow.commit()
    files = bytes_of(world.folder)
    found = what_if.what_if(desk, {"calendar": {"hours": {"sunday": "closed"}}})
    assert found is not None
    assert plain is not None
    assert bytes_of(world.folder) == files
    assert found.then.missed[CallbackId(1)] is Missed.NO_HOUR, "a Sunday was the only day they gave"
    assert found.then.dials == plain.now.dials - 3 - 3, "and one number has three days, whoever it is rung for"


def tried_before(desk: Desk, world: World, reached: int, missed: int) -> None:
    """So many tries on the last Tuesday morning, at somebody who is not on the list any more."""
    last_week = world.clock.now() - timedelta(days=7)
    with desk.storage.write(desk.session) as uow:
        phone = uow.people.phones(uow.queue.victim_of(CallbackId(1)))[0].id
        for number in range(reached + missed):
            at = last_week + timedelta(minutes=number)
            attempt = uow.calls.add_attempt(
                CallbackId(1), phone, desk.session.staff.id, at, OperationId(f"try-{number}")
            )
            outcome = "talked_all" if number < reached else "no_answer"
            uow.calls.end_attempt(
                attempt, outcome=outcome, at=at, note="", message_left=False, by=desk.session.staff.id
            )
        entry = uow.queue.get(CallbackId(1))
        uow.queue.put(replace(entry, state=CallbackState.DONE, ready_at=None))
        uow.commit()


def test_people_answer_as_they_did_here_with_the_same_luck_for_both_plans(world: World) -> None:
    desk = world.enter(SERGEANT)
    tried_before(desk, world, reached=9, missed=15)
    before = snapshot(desk)
    found = what_if.what_if(desk, {"calling": {"attempts_number": 1}})
    assert found is not None
    assert found.tries == 24
    assert found.now.people == found.then.people == found.waiting == 11
    assert 0 < found.then.reached < found.now.reached <= 11, "one try reaches fewer than three"
    assert found.now.dials < 33, "who was reached is not tried again"
    assert set(found.now.unreached) < set(found.then.unreached), "the same luck: nobody is reached by fewer tries"
    assert what_if.what_if(desk, {"calling": {"attempts_number": 1}}) == found
    assert snapshot(desk) == before
    rates = when_answered.when_answered(desk)
    assert rates.cell(1, Part.MORNING) == rates.all == Cell(24, 9)


def test_waits_are_tried_out_within_the_floors(world: World) -> None:
    desk = world.enter(SERGEANT)
    files = bytes_of(world.folder)
    slow = {Outcome.NO_ANSWER: OutcomeChange(delay_days=7)}
    found = what_if.what_if(desk, {}, delays=slow)
    assert found is not None
    assert (found.tries, found.then.reached) == (0, 0), "too few tries: nobody answers"
    assert found.then.dials < found.now.dials
    with pytest.raises(DeskFault):
        what_if.what_if(desk, {}, delays={Outcome.NO_ANSWER: OutcomeChange(delay_days=99)})
    assert bytes_of(world.folder) == files


def test_it_tells_how_far_it_is_and_stops_when_it_is_told(world: World) -> None:
    desk = world.enter(SERGEANT)
    seen: list[int] = []

    def going(done: int, of: int) -> bool:
        assert of == 100
        seen.append(done)
        return True

    assert what_if.what_if(desk, {}, going=going) is not None
    assert seen == sorted(seen)
    assert seen[0] == 0
    assert seen[-1] > 95
    for stop_at in (0, 50, 85):
        assert what_if.what_if(desk, {}, going=lambda done, _of, last=stop_at: done < last) is None


def test_what_is_too_loose_is_refused_as_when_it_is_saved(world: World) -> None:
    desk = world.enter(SERGEANT)
    with pytest.raises(DeskFault, match="stricter"):
        what_if.what_if(desk, {"calling": {"attempts_person": 9}})
