"""People no shift ever reaches: said to a supervisor before their reports are too old, and not after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from callback_desk.domain.calling_hours import next_ready
from callback_desk.domain.schedule import Calendar
from callback_desk.use_cases.desk import Work
from callback_desk.use_cases.explaining import last_call_days
from callback_desk.use_cases.judging import calendar_of

_EVERYBODY: Final = datetime.max.replace(tzinfo=UTC)  # every waiting person, whatever hour is kept with them


@dataclass(frozen=True, slots=True)
class Unstaffed:
    """`nowhere` people wait in places whose decent hours no shift of the next weeks meets; `places` are IANA names.

    `too_old` reports pass their last calling day before the next shift in which anybody may be called, at `next_at`
    (UTC; None where there is none, and without shifts).
    """

    nowhere: int = 0
    places: tuple[str, ...] = ()
    too_old: int = 0
    next_at: datetime | None = None

    def lines(self) -> tuple[tuple[int, str, str], ...]:
        """(how many, what is wrong, what to do) for each of the two; () when every person is met by a shift."""
        found = []
        if self.nowhere:
            where = ", ".join(one.rpartition("/")[2].replace("_", " ") for one in self.places[:3])
            who = "person no shift reaches" if self.nowhere == 1 else "people no shift reaches"
            detail = f"It is never a calling hour there ({where}) in a shift. Add one at another hour."
            found.append((self.nowhere, f"{self.nowhere} {who}", detail))
        if self.too_old:
            who = "person will be" if self.too_old == 1 else "people will be"
            title = f"{self.too_old} {who} too old to call before the next shift"
            found.append((self.too_old, title, "Add a shift, or close them."))
        return tuple(found)


def unstaffed(work: Work) -> Unstaffed:
    """Whom the shifts as they stand never reach; nobody where no shifts are entered: every calling hour counts then."""
    calendar = calendar_of(work)
    if not any(shift.end > work.now for shift in calendar.shifts):
        return Unstaffed()
    desk = (work.desk.info.timezone,)
    nowhere, places = 0, set()
    opens: list[datetime] = []
    for first, last, many in work.uow.queue.ready_by_zones(_EVERYBODY):
        moments = [_staffed(calendar, zones or desk, work.now) for zones in (first, last)]
        found = [one for one in moments if one is not None]
        opens += found
        if not found:
            nowhere += many
            places |= set((first or desk) + (last or desk))
    next_at = min(opens, default=None)
    too_old = work.uow.queue.too_old_before(next_at, last_call_days(work)) if next_at is not None else 0
    return Unstaffed(nowhere, tuple(sorted(places)), too_old, next_at)


def _staffed(calendar: Calendar, zones: tuple[str, ...], now: datetime) -> datetime | None:
    """The first moment in one of the shifts that is decent there."""
    found = next_ready(zones, now, calendar.hours, calendar.holidays, shifts=calendar.shifts)
    met = found is not None and any(one.start <= found < one.end for one in calendar.shifts)
    return found if met else None
