"""When people were reached, by the day of the week and the part of the day at their number; small numbers as they are.

A rate of a handful says nothing: below `RATE_FROM` tries the cell says "3 of 7" and has no colour of its own rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from callback_desk.domain.calling_hours import CallingHours
from callback_desk.domain.outcomes import Outcome, OutcomeTable

RATE_FROM = 20


class Part(StrEnum):
    """Of any day, the weekend too: a supervisor asks about Saturday mornings."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class TryCount:
    """So many tries in one hour (UTC, its beginning) at numbers in a zone, that ended in one way."""

    hour: datetime
    zone: str
    outcome: str
    many: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many tries were made, and in how many a human being spoke."""

    tries: int = 0
    reached: int = 0

    @property
    def rate(self) -> float | None:
        """None while there are too few for one."""
        return self.reached / self.tries if self.tries >= RATE_FROM else None

    def plus(self, tries: int, reached: int) -> Cell:
        return Cell(self.tries + tries, self.reached + reached)


@dataclass(frozen=True, slots=True)
class Rates:
    """`cells` by (day of the week, 0 is Monday; part); `outcomes` how often each ending came, for all of them."""

    cells: Mapping[tuple[int, Part], Cell]
    outcomes: Mapping[Outcome, int]

    def cell(self, weekday: int, part: Part) -> Cell:
        return self.cells.get((weekday, part), Cell())

    @property
    def all(self) -> Cell:
        return Cell(sum(one.tries for one in self.cells.values()), sum(one.reached for one in self.cells.values()))


def part_of(at: time, hours: CallingHours) -> Part:
    """Which part of any day this time is."""
    if at < hours.afternoon_from:
        return Part.MORNING
    return Part.AFTERNOON if at < hours.evening_from else Part.EVENING


def contact_rates(counts: Iterable[TryCount], table: OutcomeTable, hours: CallingHours, desk_zone: str) -> Rates:
    """Put tries into their cells, by the clock where the number is. What was never dialed or ended is left out."""
    cells: dict[tuple[int, Part], Cell] = {}
    outcomes: dict[Outcome, int] = {}
    for one in counts:
        if one.outcome in ("", Outcome.NOT_DIALED.value):
            continue
        outcome = Outcome(one.outcome)
        local = one.hour.astimezone(ZoneInfo(one.zone or desk_zone))
        key = (local.weekday(), part_of(local.time(), hours))
        reached = one.many if table.rows[outcome].answered else 0
        cells[key] = cells.get(key, Cell()).plus(one.many, reached)
        outcomes[outcome] = outcomes.get(outcome, 0) + one.many
    return Rates(cells, outcomes)
