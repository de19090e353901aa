"""Who sits in which shift and who is away: entered by a supervisor, shown on the board with what waits for that day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from callback_desk.domain.access import Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.board_views import ShiftAhead
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.desk_calendar import DeskCalendar, OnDay, Shift, on_days
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.ids import StaffId
from callback_desk.domain.people import Staff
from callback_desk.domain.roster import Absence, Roster
from callback_desk.use_cases.agency_settings import settings_with
from callback_desk.use_cases.desk import Work, asks, does

ROSTER = "roster"
DAYS_AHEAD = 7
_CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class RosterView:
    """The shifts in their order with who sits in each, the absences from today on, and who can be chosen."""

    shifts: tuple[Shift, ...]
    roster: Roster
    people: tuple[Staff, ...]

    def names(self, ids: Sequence[StaffId]) -> tuple[str, ...]:
        known = {one.id: one.name for one in self.people}
        return tuple(known[one] for one in ids if one in known)


@asks(Act.SET_SHIFT)
def roster(work: Work) -> RosterView:
    """Everything the page of shifts shows."""
    return RosterView(_calendar(work).shifts, _roster(work).tidied(_today(work)), _callers(work))


@does(Act.SET_SHIFT)
def seat(work: Work, shift: str, ids: Sequence[StaffId]) -> Done:
    """These people sit in this shift (`Shift.said`) from now on. Raises NotFound for a shift that is not entered."""
    if shift not in {one.said() for one in _calendar(work).shifts}:
        raise NotFound("This shift is not entered any more. Look at the shifts again.")
    known = {one.id for one in _callers(work)}
    changed = _roster(work).tidied(_today(work)).seated(shift, [one for one in ids if one in known])
    return _put(work, changed, step="seats", people=len(changed.seats[shift]))


@does(Act.SET_SHIFT)
def add_absence(work: Work, absence: Absence) -> Done:
    """Somebody does not come on these days. Raises DeskFault, NotFound."""
    staff = work.uow.staff.get(absence.staff)
    changed = _roster(work).tidied(_today(work)).with_absence(absence)
    return _put(work, changed, step="absence", staff=staff.id)


@does(Act.SET_SHIFT)
def end_absence(work: Work, absence: Absence) -> Done:
    """They come after all."""
    return _put(work, _roster(work).without(absence), step="absence_ended", staff=absence.staff)


@does(Act.SET_SHIFT)
def add_shift(work: Work, shift: str) -> Done:
    """One more shift, of every week or on one day ("2026-11-28 9:00-12:00"). In force from each next sign-in.

    Raises DeskFault for one that cannot be read, overlaps another of its day, or lies on a closed or gone day.
    """
    before = _calendar(work)
    changed = DeskCalendar.from_plain({**before.plain(), "shifts": [*before.plain_shifts(), shift]})
    fresh = next(one for one in changed.shifts if one not in before.shifts) if changed != before else None
    if fresh is not None and fresh.on is not None:
        if fresh.on < _today(work):
            raise DeskFault("That day has gone by. Nothing was changed.", code="roster")
        if fresh.on in work.desk.rules.closed_days:
            raise DeskFault("No calls are made on that day: it is closed. Nothing was changed.", code="roster")
    return _put_calendar(work, changed, step="shift_added")


@does(Act.SET_SHIFT)
def remove_shift(work: Work, shift: str) -> Done:
    """Nobody sits there any more. Raises NotFound."""
    before = _calendar(work)
    kept = [one for one in before.plain_shifts() if one != shift]
    if len(kept) == len(before.shifts):
        raise NotFound("This shift is not entered any more. Look at the shifts again.")
    return _put_calendar(work, DeskCalendar.from_plain({**before.plain(), "shifts": kept}), step="shift_removed")


def _put_calendar(work: Work, changed: DeskCalendar, *, step: str) -> Done:
    merged = settings_with(work.uow.desk.settings(), {_CALENDAR: changed.plain()})
    work.desk.rules_for(work.desk.info, merged)
    work.uow.desk.put_settings(merged)
    work.record(Event.SHIFT_SET, kind="calendar", step=step, shifts=len(changed.shifts))
    return Done(Changes.SETTINGS, 0)


def _put(work: Work, changed: Roster, *, step: str, staff: int = 0, people: int = 0) -> Done:
    work.uow.desk.put_note(ROSTER, changed.to_text(), by=work.by, at=work.now)
    work.record(Event.SHIFT_SET, kind="roster", step=step, staff=staff, people=people)
    return Done(Changes.SETTINGS | Changes.PEOPLE, 0)


def shifts_ahead(work: Work, days: int = DAYS_AHEAD) -> tuple[ShiftAhead, ...]:
    """The shifts of the next days that are not over, who sits in them, and how many promised times fall into each."""
    found, names = _roster(work), {one.id: one.name for one in work.uow.staff.all() if one.disabled_at is None}
    today = _today(work)
    shifts = on_days(_calendar(work).shifts, work.desk.zone, today, work.desk.rules.closed_days, days)
    end = datetime.combine(today + timedelta(days=days), time(), work.desk.zone).astimezone(UTC)
    promised = [one.at for one in work.uow.queue.promises(end, owner=None)]
    return tuple(_ahead(one, found, names, promised) for one in shifts if one.span.end > work.now)


def _ahead(one: OnDay, found: Roster, names: Mapping[StaffId, str], promised: Sequence[datetime]) -> ShiftAhead:
    here, away = found.here(one.shift.said(), one.day)
    return ShiftAhead(
        one.span.start,
        one.span.end,
        tuple(names[each] for each in here if each in names),
        tuple(names[each] for each in away if each in names),
        sum(one.span.start <= at < one.span.end for at in promised),
        entered=one.shift.said() in found.seats,
    )


def _calendar(work: Work) -> DeskCalendar:
    """As it is entered now: a shift shows before the next sign-in makes the engine follow it."""
    stored = work.uow.desk.settings().get(_CALENDAR)
    return DeskCalendar.from_plain(stored) if isinstance(stored, Mapping) else DeskCalendar()


def _roster(work: Work) -> Roster:
    return Roster.from_text(work.uow.desk.note(ROSTER))


def _callers(work: Work) -> tuple[Staff, ...]:
    """Who can sit at the desk: volunteers, and supervisors, who ring as volunteers."""
    calling = frozenset({Role.VOLUNTEER, Role.SUPERVISOR})
    return tuple(
        sorted(
            (one for one in work.uow.staff.all() if one.disabled_at is None and one.roles & calling),
            key=lambda one: one.name.casefold(),
        )
    )


def _today(work: Work) -> date:
    return work.now.astimezone(work.desk.zone).date()
