"""Who sits in which shift, and who is away: names for the board, never a reason to call nobody."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import StaffId

MOST_SEATS = 12  # in one shift
MOST_ABSENCES = 200


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody does not come on these days, the first and the last included; days at the desk."""

    staff: StaffId
    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Roster:
    """`seats` by what a shift is called (`Shift.said`). Kept as text with the desk's notes."""

    seats: Mapping[str, tuple[StaffId, ...]] = field(default_factory=dict)
    absences: tuple[Absence, ...] = ()

    @classmethod
    def from_text(cls, text: str) -> Roster:
        """What `to_text` wrote; "" is the empty one."""
        plain = json.loads(text) if text else {}
        seats = {str(shift): tuple(StaffId(int(one)) for one in ids) for shift, ids in plain.get("seats", {}).items()}
        away = plain.get("absences", ())
        return cls(
            seats,
            tuple(
                Absence(StaffId(int(staff)), date.fromisoformat(first), date.fromisoformat(last))
                for staff, first, last in away
            ),
        )

    def to_text(self) -> str:
        seats = {shift: list(ids) for shift, ids in sorted(self.seats.items())}
        absences = [[one.staff, one.first.isoformat(), one.last.isoformat()] for one in self.absences]
        return json.dumps({"seats": seats, "absences": absences}, separators=(",", ":"))

    def away(self, staff: StaffId, day: date) -> bool:
        return any(one.staff == staff and one.covers(day) for one in self.absences)

    def here(self, shift: str, day: date) -> tuple[tuple[StaffId, ...], tuple[StaffId, ...]]:
        """Who sits in this shift on this day, and who would and is away."""
        seated = self.seats.get(shift, ())
        away = tuple(one for one in seated if self.away(one, day))
        return tuple(one for one in seated if one not in away), away

    def seated(self, shift: str, ids: Iterable[StaffId]) -> Roster:
        """With these people in this shift; nobody is none. Raises DeskFault for too many."""
        these = tuple(dict.fromkeys(ids))
        if len(these) > MOST_SEATS:
            raise DeskFault(f"At most {MOST_SEATS} people sit in one shift. Nothing was changed.", code="roster")
        return replace(self, seats={**self.seats, shift: these})

    def with_absence(self, absence: Absence) -> Roster:
        """Raises DeskFault for days the wrong way round, or too many of them."""
        if absence.last < absence.first:
            raise DeskFault("The last day lies before the first. Nothing was changed.", code="roster")
        if len(self.absences) >= MOST_ABSENCES:
            raise DeskFault("Too many absences are entered. End old ones first. Nothing was changed.", code="roster")
        kept = {*self.absences, absence}
        return replace(self, absences=tuple(sorted(kept, key=lambda one: (one.first, one.last, one.staff))))

    def without(self, absence: Absence) -> Roster:
        return replace(self, absences=tuple(one for one in self.absences if one != absence))

    def tidied(self, today: date) -> Roster:
        """Without absences that are over."""
        return replace(self, absences=tuple(one for one in self.absences if one.last >= today))
