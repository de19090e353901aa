"""Promises made in calls: who keeps what by when, overdue first; kept, moved, and put back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from callback_desk.domain.call import CallResult, Promise
from callback_desk.domain.errors import DeskFault, NotAllowed, NotFound
from callback_desk.domain.ids import PromiseId
from callback_desk.domain.promises import Standing
from callback_desk.use_cases import finish_call, promises, review_call, start_call
from callback_desk.use_cases.board import board
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import RUTH, SERGEANT, MovedClock, World, events, start


@pytest.fixture
def sergeant(world: World) -> Desk:
    return world.enter(SERGEANT)


def promise(world: World, text: str, *, in_days: float | None, owner: str = SERGEANT) -> object:
    """A call in which something was promised."""
    ruth = world.enter(RUTH)
    started = start(ruth)
    due = None if in_days is None else world.clock.now() + timedelta(days=in_days)
    result = CallResult("talked_all", promises=(Promise(text, owner, due),))
    finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, result)
    return started


def item(desk: Desk) -> object:
    return next((one for one in board(desk).items if one.kind == "promises"), None)


def test_without_a_promise_the_board_says_nothing(sergeant: Desk) -> None:
    assert promises.open_promises(sergeant) == ()
    assert item(sergeant) is None


def test_what_is_due_first_stands_first_and_what_has_no_day_last(world: World, sergeant: Desk) -> None:
    promise(world, "A form by mail.", in_days=None)
    promise(world, "A call from the unit.", in_days=3, owner=RUTH)
    promise(world, "The report number.", in_days=1)
    found = promises.open_promises(sergeant)
    assert [one.text for one in found] == ["The report number.", "A call from the unit.", "A form by mail."]
    first = found[0]
    assert (first.owner, first.made_by, first.made_at) == (SERGEANT, RUTH, world.clock.now())
    assert first.name.last
    assert first.case_number.startswith("26-")


def test_the_board_counts_what_is_late_and_due_today(world: World, sergeant: Desk) -> None:
    promise(world, "The report number.", in_days=1)
    promise(world, "A call from the unit.", in_days=2)
    assert getattr(item(sergeant), "detail", "") == "Said in calls: none is due before tomorrow."
    assert isinstance(world.clock, MovedClock)
    world.clock.move(days=2)
    late = item(world.enter(SERGEANT))
    assert (getattr(late, "title", ""), getattr(late, "detail", "")) == (
        "2 promises to keep", "Said in calls: 1 overdue, 1 due today."
    )  # fmt: skip
    assert isinstance(getattr(late, "since", None), datetime)


def test_kept_it_goes_and_undone_it_is_back_as_it_was(world: World, sergeant: Desk) -> None:
    promise(world, "The report number.", in_days=1)
    (one,) = promises.open_promises(sergeant)
    op = sergeant.new_operation()
    promises.keep_promise(sergeant, op, one.id)
    promises.keep_promise(sergeant, op, one.id)  # the same press again
    assert promises.open_promises(sergeant) == ()
    assert item(sergeant) is None
    assert events(sergeant).count("record.change") == 1
    promises.put_promise_back(sergeant, sergeant.new_operation(), one.id, one.standing)
    assert promises.open_promises(sergeant) == (one,)


def test_moved_it_has_the_later_day_and_an_undo_puts_the_day_before_back(world: World, sergeant: Desk) -> None:
    promise(world, "The report number.", in_days=1)
    promise(world, "A call from the unit.", in_days=3)
    first = promises.open_promises(sergeant)[0]
    for later in (5, 9):
        before = next(one for one in promises.open_promises(sergeant) if one.id == first.id)
        due = world.clock.now() + timedelta(days=later)
        promises.move_promise(sergeant, sergeant.new_operation(), first.id, due)
        last = promises.open_promises(sergeant)[-1]
        assert (last.id, last.due_at, last.moved) == (first.id, due, True)
    promises.put_promise_back(sergeant, sergeant.new_operation(), first.id, before.standing)
    assert promises.open_promises(sergeant)[-1] == before
    promises.put_promise_back(sergeant, sergeant.new_operation(), first.id, first.standing)
    assert promises.open_promises(sergeant)[0] == first


def test_a_day_that_has_gone_by_is_refused_and_today_is_not(world: World, sergeant: Desk) -> None:
    promise(world, "The report number.", in_days=1)
    (one,) = promises.open_promises(sergeant)
    with pytest.raises(DeskFault, match="gone by"):
        promises.move_promise(sergeant, sergeant.new_operation(), one.id, world.clock.now() - timedelta(days=1))
    promises.move_promise(sergeant, sergeant.new_operation(), one.id, world.clock.now() - timedelta(minutes=5))
    with pytest.raises(NotFound):
        promises.keep_promise(sergeant, sergeant.new_operation(), PromiseId(one.id + 99))


def test_a_call_that_was_sent_back_and_finished_again_promises_once(world: World, sergeant: Desk) -> None:
    started = promise(world, "The report number.", in_days=1)
    call_id = started.call_id
    review_call.send_back(sergeant, sergeant.new_operation(), call_id, "Which number?")
    ruth = world.enter(RUTH)
    again = start_call.resume_call(ruth, ruth.new_operation(), call_id)
    due = world.clock.now() + timedelta(days=4)
    result = CallResult("talked_all", promises=(Promise("The case number.", SERGEANT, due),))
    finish_call.finish_call(ruth, ruth.new_operation(), call_id, again.fence, result)
    assert [one.text for one in promises.open_promises(sergeant)] == ["The case number."]


def test_a_volunteer_neither_sees_nor_settles_them(world: World, sergeant: Desk) -> None:
    promise(world, "The report number.", in_days=1)
    (one,) = promises.open_promises(sergeant)
    ruth = world.enter(RUTH)
    with pytest.raises(NotAllowed):
        promises.open_promises(ruth)
    with pytest.raises(NotAllowed):
        promises.keep_promise(ruth, ruth.new_operation(), one.id)


@pytest.mark.parametrize("standing", [Standing(), Standing(kept=True)])
def test_how_it_stands_is_read_as_it_was_written(standing: Standing) -> None:
    assert Standing.from_text(standing.to_text()) == standing
