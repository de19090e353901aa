"""How dials would end, drawn from the desk's own tries: seeded, so that the same question gives the same weeks."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from callback_desk.domain.calling_hours import CallingHours
from callback_desk.domain.contact_rates import Part, Rates, part_of
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.outcomes import Outcome

#: Endings without a talk that are drawn in their own shares; every other one is rare and decided by people.
_MISSES = (Outcome.NO_ANSWER, Outcome.BUSY, Outcome.MACHINE_NO_MESSAGE, Outcome.MACHINE_MESSAGE)
SEED = 2026


@dataclass(frozen=True, slots=True)
class Answering:
    """`reached` by day of the week and part where there were enough tries, `overall` elsewhere.

    Who is reached has talked, and is not called again. The draw of a try hangs on the person and on how many tries
    there were, and on nothing else: two plans are compared with the same luck.
    """

    overall: float
    reached: Mapping[tuple[int, Part], float]
    misses: tuple[tuple[Outcome, float], ...]
    hours: CallingHours
    seed: int = SEED

    def outcome(self, callback_id: CallbackId, tries: int, at: datetime, zone: str) -> Outcome:
        """How the next try of this person ends; `tries` is how many were made before, `at` UTC."""
        drawn = random.Random(f"{self.seed}:{callback_id}:{tries}")  # noqa: S311 - a picture of weeks to come, no secret
        if drawn.random() < self._rate(at, zone):
            return Outcome.TALKED_ALL
        left = drawn.random()
        for outcome, share in self.misses:
            left -= share
            if left < 0:
                return outcome
        return Outcome.NO_ANSWER

    def _rate(self, at: datetime, zone: str) -> float:
        local = at.astimezone(ZoneInfo(zone or "UTC"))
        return self.reached.get((local.weekday(), part_of(local.time(), self.hours)), self.overall)


def answering(rates: Rates, hours: CallingHours, *, seed: int = SEED) -> Answering | None:
    """From what the desk found so far; None while there are too few tries for any rate."""
    overall = rates.all.rate
    if overall is None:
        return None
    missed = {one: rates.outcomes.get(one, 0) for one in _MISSES}
    total = sum(missed.values())
    shares = tuple((one, many / total) for one, many in missed.items() if many) if total else ()
    known = {key: rate for key, cell in rates.cells.items() if (rate := cell.rate) is not None}
    return Answering(overall, known, shares, hours, seed)
