"""When people were reached: by the clock where the number is; a handful is said as a handful."""

from __future__ import annotations

from datetime import UTC, datetime

from callback_desk.domain.contact_rates import RATE_FROM, Cell, Part, TryCount, contact_rates
from callback_desk.domain.outcomes import Outcome
from tests.domain.rules_at_hand import BOOK

CHICAGO = "America/Chicago"
TUESDAY_10 = datetime(2026, 11, 17, 16, tzinfo=UTC)


def test_tries_fall_into_the_day_and_part_of_the_number_s_own_clock() -> None:
    counts = [
        TryCount(TUESDAY_10, CHICAGO, "talked_all", 3),
        TryCount(TUESDAY_10, CHICAGO, "no_answer", 4),
        TryCount(TUESDAY_10, "Pacific/Honolulu", "no_answer", 1),  # six in the morning there
        TryCount(datetime(2026, 11, 18, 0, 30, tzinfo=UTC), CHICAGO, "talked_part", 2),  # Tuesday evening
        TryCount(TUESDAY_10, "", "", 1),  # never ended, and no zone known
        TryCount(TUESDAY_10, CHICAGO, "not_dialed", 50),
    ]
    rates = contact_rates(counts, BOOK.outcomes, BOOK.hours, CHICAGO)
    assert rates.cell(1, Part.MORNING) == Cell(8, 3)
    assert rates.cell(1, Part.EVENING) == Cell(2, 2)
    assert rates.cell(6, Part.MORNING) == Cell()
    assert rates.all == Cell(10, 5)
    assert rates.outcomes[Outcome.NO_ANSWER] == 5
    assert Outcome.NOT_DIALED not in rates.outcomes


def test_a_rate_needs_enough_tries() -> None:
    assert Cell(RATE_FROM - 1, 7).rate is None
    assert Cell(RATE_FROM, 7).rate == 7 / RATE_FROM
