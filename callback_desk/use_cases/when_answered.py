"""When people were reached, by the day of the week and the part of the day: for the page behind More."""

from __future__ import annotations

from datetime import timedelta

from callback_desk.domain.access import Act
from callback_desk.domain.contact_rates import Rates, contact_rates
from callback_desk.use_cases.desk import Work, asks

TALLIED = timedelta(days=180)  # how far back tries say how people answer


@asks(Act.BOARD)
def when_answered(work: Work) -> Rates:
    """Of the last half year, by the clock where each number is; nothing of it is about one person."""
    return rates_of(work)


def rates_of(work: Work) -> Rates:
    """The same for another use case."""
    rules = work.desk.rules
    counts = work.uow.tallies.tries_by_hour(work.now - TALLIED)
    return contact_rates(counts, rules.outcomes, rules.hours, work.desk.info.timezone)
