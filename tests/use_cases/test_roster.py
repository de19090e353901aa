"""Who comes when: shifts of one day, who sits in a shift, who is away; and what the board says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from callback_desk.domain.desk_calendar import DeskCalendar, staffed
from callback_desk.domain.errors import DeskFault, NotAllowed, NotFound
from callback_desk.domain.ids import CallbackId, StaffId
from callback_desk.domain.queue import Priority
from callback_desk.domain.roster import MOST_SEATS, Absence, Roster
from callback_desk.use_cases import agency_settings, roster
from callback_desk.use_cases.board import board
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import CARMEN, RUTH, SERGEANT, World, events

TUESDAY = "tuesday 9:00-12:00"
SATURDAY = "2026-11-21 10:00-13:00"


@pytest.fixture
def sergeant(world: World) -> Desk:
    return world.enter(SERGEANT)


def add(desk: Desk, *shifts: str) -> None:
    for one in shifts:
        roster.add_shift(desk, desk.new_operation(), one)


def id_of(desk: Desk, name: str) -> StaffId:
    return next(one.id for one in roster.roster(desk).people if one.name == name)


def seat(desk: Desk, shift: str, *names: str) -> None:
    roster.seat(desk, desk.new_operation(), shift, [id_of(desk, name) for name in names])


def test_a_shift_on_one_day_is_staffed_on_that_day_alone() -> None:
    calendar = DeskCalendar.from_plain({"shifts": [SATURDAY, TUESDAY]})
    assert calendar.plain()["shifts"] == [TUESDAY, SATURDAY], "of every week first"
    spans = staffed(calendar.shifts, "America/Chicago", date(2026, 11, 17), frozenset())
    saturdays = [one for one in spans if one.start.weekday() == 5]
    assert [(one.start, one.end) for one in saturdays] == [
        (datetime(2026, 11, 21, 16, tzinfo=UTC), datetime(2026, 11, 21, 19, tzinfo=UTC))
    ]
    assert len(spans) == 6 + 1
    closed = staffed(calendar.shifts, "America/Chicago", date(2026, 11, 17), frozenset({date(2026, 11, 21)}))
    assert len(closed) == 6


def test_a_single_day_beside_a_shift_of_the_week_makes_one_span() -> None:
    calendar = DeskCalendar.from_plain({"shifts": [TUESDAY, "2026-11-17 11:00-14:00"]})
    first = staffed(calendar.shifts, "America/Chicago", date(2026, 11, 17), frozenset())[0]
    assert first.end - first.start == timedelta(hours=5)


@pytest.mark.parametrize("typed", ["2026-02-30 9:00-12:00", "someday 9-12", "2026-11-28", "2026-11-28 12-9"])
def test_what_is_no_day_is_refused(sergeant: Desk, typed: str) -> None:
    with pytest.raises(DeskFault):
        add(sergeant, typed)
    assert agency_settings.settings(sergeant) == {}


def test_a_day_that_is_gone_or_closed_is_refused(sergeant: Desk) -> None:
    for typed in ("2026-11-16 9:00-12:00", "2026-11-26 9:00-12:00"):  # yesterday, Thanksgiving
        with pytest.raises(DeskFault, match=r"gone by|closed"):
            add(sergeant, typed)


def test_the_engine_follows_a_new_shift_from_the_next_sign_in(world: World, sergeant: Desk) -> None:
    add(sergeant, SATURDAY)
    assert sergeant.rules.shifts == ()
    assert [one.said() for one in world.enter(SERGEANT).rules.shifts] == [SATURDAY]


def test_the_board_names_who_comes_who_is_away_and_what_waits_for_nobody(world: World, sergeant: Desk) -> None:
    add(sergeant, "tuesday 13:00-16:00", "wednesday 9:00-12:00", SATURDAY)
    seat(sergeant, "tuesday 13:00-16:00", RUTH, CARMEN)
    seat(sergeant, "wednesday 9:00-12:00", RUTH)
    absence = Absence(id_of(sergeant, RUTH), date(2026, 11, 18), date(2026, 11, 18))
    roster.add_absence(sergeant, sergeant.new_operation(), absence)
    with sergeant.storage.write(sergeant.session) as uow:
        entry = uow.queue.get(CallbackId(1))
        wednesday = datetime(2026, 11, 18, 16, tzinfo=UTC)
        uow.queue.put(replace(entry, promised_at=wednesday, ready_at=wednesday, priority=Priority.PROMISED))
        uow.commit()
    today, tomorrow, saturday = board(sergeant).shifts_ahead
    assert (today.names, today.away, today.promises) == ((RUTH, CARMEN), (), 0)
    assert (tomorrow.names, tomorrow.away, tomorrow.promises, tomorrow.entered) == ((), (RUTH,), 1, True)
    assert (saturday.names, saturday.entered) == ((), False)
    roster.end_absence(sergeant, sergeant.new_operation(), absence)
    assert board(sergeant).shifts_ahead[1].names == (RUTH,)
    assert events(sergeant).count("shift.set") == 7


def test_only_a_supervisor_enters_shifts_and_an_unknown_shift_seats_nobody(world: World, sergeant: Desk) -> None:
    with pytest.raises(NotFound):
        seat(sergeant, TUESDAY, RUTH)
    ruth = world.enter(RUTH)
    with pytest.raises(NotAllowed):
        roster.add_shift(ruth, ruth.new_operation(), SATURDAY)


def test_the_roster_comes_back_from_its_text_and_has_floors() -> None:
    one = Absence(StaffId(3), date(2026, 12, 1), date(2026, 12, 4))
    made = Roster().seated(TUESDAY, [StaffId(3), StaffId(4), StaffId(3)]).with_absence(one)
    assert Roster.from_text(made.to_text()) == made
    assert made.seats[TUESDAY] == (3, 4)
    assert made.here(TUESDAY, date(2026, 12, 1)) == ((4,), (3,))
    assert made.here(TUESDAY, date(2026, 12, 8)) == ((3, 4), ())
    assert made.tidied(date(2026, 12, 5)).absences == ()
    assert Roster.from_text("") == Roster()
    with pytest.raises(DeskFault, match="before the first"):
        made.with_absence(Absence(StaffId(3), date(2026, 12, 4), date(2026, 12, 1)))
    with pytest.raises(DeskFault, match="At most"):
        made.seated(TUESDAY, [StaffId(number) for number in range(1, MOST_SEATS + 2)])
