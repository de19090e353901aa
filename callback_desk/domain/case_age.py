"""How old a report and a person are: whole years, and the first and last moment for a call."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from callback_desk.domain.incident import ReportFacts
from callback_desk.domain.offenses import OffenseTable

OLDEST = 120  # years; more is a slip of the keyboard


def years_between(born: date, day: date) -> int:
    """Whole years, as ages are counted; born on February 29 turns a year older on March 1."""
    years, months = day.year - born.year, day.month - born.month
    return years - (months < 0 or (months == 0 and day.day < born.day))


def ages(facts: ReportFacts, now: datetime) -> tuple[int, ...]:
    """Every age the facts allow: at the report as written, at the report by birth date, today by birth date."""
    found: list[int] = []
    if facts.age is not None:
        found.append(facts.age)
    if facts.birth_date is not None:
        at_report = (facts.reported_at or now).date()
        found += [years_between(facts.birth_date, day) for day in (at_report, now.date())]
    return tuple(age for age in found if 0 <= age <= OLDEST)


def last_call(facts: ReportFacts, offenses: OffenseTable, days: int) -> datetime | None:
    """When it becomes too late to call, UTC; the earliest of the offenses' own limits where they have one."""
    if facts.reported_at is None:
        return None
    return facts.reported_at + timedelta(days=last_call_days(facts, offenses, days))


def last_call_days(facts: ReportFacts, offenses: OffenseTable, days: int) -> int:
    """After how many days it is too late to call about these offenses; `days` is the general limit."""
    own = [offenses.offense(code).last_call_days for code in facts.offense_codes if offenses.knows(code)]
    return min((one or days for one in own), default=days)


def first_call(facts: ReportFacts, offenses: OffenseTable, hours: int) -> datetime | None:
    """When the first call may be made, UTC. A report with a date but no time counts from the end of its day."""
    if facts.reported_at is None:
        return None
    made = facts.reported_at + timedelta(days=0 if facts.reported_precision == "minute" else 1)
    return made + timedelta(hours=first_call_hours(facts, offenses, hours))


def first_call_hours(facts: ReportFacts, offenses: OffenseTable, hours: int) -> int:
    """How many hours after the report the first call may be made; `hours` is the general limit."""
    own = [offenses.offense(code).first_call_h for code in facts.offense_codes if offenses.knows(code)]
    return max((hours if one is None else one for one in own), default=hours)
