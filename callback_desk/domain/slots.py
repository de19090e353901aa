"""How full an hour is that somebody asks for: other agreed calls, who sits at the desk then, and what the clocks do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from callback_desk.domain.calling_hours import Span

AROUND: Final = timedelta(minutes=15)  # calls agreed so close to each other are made at the same time
_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class SlotLoad:
    """What is known about a moment. `desks`: how many people sit in its shift, 0 where nobody was entered.

    `staffed` None: no shifts are entered at all, and every calling hour counts as staffed.
    """

    others: int
    staffed: bool | None
    desks: int

    @property
    def clash(self) -> bool:
        """More calls than desks, or nobody there at all."""
        return self.staffed is False or (self.others > 0 and self.others >= max(1, self.desks))

    def said(self, clock: str) -> str:
        """One sentence or two for the line below the time; "" when nothing is to be said. `clock` is "10:30 AM"."""
        if self.staffed is False:
            return "No shift is entered for that time: it becomes a task, and the call may come later."
        if not self.others:
            return ""
        calls = f"{_count(self.others, 'other call is', 'other calls are')} agreed for {clock} or close to it"
        if not self.desks:
            return f"{calls}."
        return f"{calls}, {_count(self.desks, 'desk is', 'desks are')} staffed."


def slot_load(at: datetime, promised: Iterable[datetime], shifts: Sequence[Span], desks: int) -> SlotLoad:
    """How full `at` (UTC) is. `shifts` are the staffed spans, `desks` who sits there then."""
    staffed = any(one.start <= at < one.end for one in shifts) if shifts else None
    return SlotLoad(sum(abs(one - at) < AROUND for one in promised), staffed, desks)


def _count(number: int, one: str, many: str) -> str:
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    said = f"{word} {one if number == 1 else many}"
    return said[:1].upper() + said[1:] if "call" in said else said


@dataclass(frozen=True, slots=True)
class WallTime:
    """A time as typed, on the clocks of a place: () on the night they skip it, two moments where it comes twice."""

    moments: tuple[datetime, ...]
    instead: time | None = None  # what the clocks show then, where the time does not exist


def wall_time(on: date, at: time, zone: ZoneInfo) -> WallTime:
    """The moment or moments (UTC) at which a clock of this zone shows `at` on this day (F27, F28)."""
    found = []
    for fold in (0, 1):
        moment = datetime.combine(on, at, zone).replace(fold=fold).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == datetime.combine(on, at) and moment not in found:
            found.append(moment)
    if found:
        return WallTime(tuple(found))
    shown = datetime.combine(on, at, zone).astimezone(UTC).astimezone(zone)
    return WallTime((), shown.time())
