"""Which days a report is about: whole days of the desk's zone, and the months that lie in them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple


class Month(NamedTuple):
    """One calendar month; months are ordered. A tuple: a hundred thousand of them are put into dictionaries."""

    year: int
    month: int

    @staticmethod
    @lru_cache(maxsize=8_192)
    def of(day: date) -> Month:
        return Month(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def plus(self, months: int) -> Month:
        """So many months later; earlier with a number below 0."""
        whole = self.year * 12 + self.month - 1 + months
        return Month(whole // 12, whole % 12 + 1)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, both ends counted, by the desk's clock. Raises ValueError when it would end before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends on its first day at the earliest")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def grows(self, today: date) -> bool:
        """Whether its last day is not over: figures of it may still change. `today` by the desk's clock."""
        return self.last >= today

    def months(self, today: date) -> Iterator[Month]:
        """The months that lie in it whole, in order. Of the running month only the days up to `today` are asked for."""
        month = Month.of(self.first)
        while month.first <= min(self.last, today):
            if month.first >= self.first and min(month.last, today) <= self.last:
                yield month
            month = month.plus(1)


def month_of(day: date) -> Period:
    """The whole month of a day."""
    month = Month.of(day)
    return Period(month.first, month.last)


def twelve_months(last: date) -> Period:
    """The month of `last`, up to that day, and the eleven before it: the widest basis of a small table."""
    return Period(Month.of(last).plus(-11).first, last)


def periods_to_choose(today: date) -> dict[str, Period]:
    """The usual periods, by a short name, seen from today (the desk's clock). Those that run end today."""
    month = Month.of(today)
    before = month.plus(-1)
    quarter = Month(today.year, (today.month - 1) // 3 * 3 + 1)
    return {
        "this_month": Period(month.first, today),
        "last_month": Period(before.first, before.last),
        "last_quarter": Period(quarter.plus(-3).first, quarter.first - timedelta(days=1)),
        "this_year": Period(date(today.year, 1, 1), today),
        "twelve_months": twelve_months(today),
    }
