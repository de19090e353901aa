"""The shipped rules under an agency's settings: the stricter of the two counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta

from callback_desk.domain.calling_hours import CallingHours, DayHours
from callback_desk.domain.outcome_versions import changed_table, in_force
from callback_desk.domain.outcomes import CallLimits
from callback_desk.domain.people import DeskInfo
from callback_desk.domain.retired_settings import without_retired
from callback_desk.rulebook import Rulebook
from callback_desk.settings import AgencySettings, CallingSettings, SignInSettings, from_plain
from callback_desk.use_cases.desk import Rules, SessionTimes


def rules_under(book: Rulebook, holidays: frozenset[date], settings: AgencySettings, today: date) -> Rules:
    """The rules on a day at the desk. Raises DeskFault for settings that are looser than the program allows."""
    asked, calendar = settings.calling, settings.calendar
    for version in settings.outcomes:
        changed_table(book.outcomes, version)  # one dated ahead is refused when it is made, not when it begins
    eligibility = book.rules.tightened(
        first_call_h=asked.first_call_h, last_call_days=asked.last_call_days, facts_days=asked.facts_fresh_days
    )
    return Rules(
        eligibility,
        eligibility.offenses,
        changed_table(book.outcomes, in_force(settings.outcomes, today)),
        _hours(calendar.strict(book.hours), settings.calling),
        _limits(book.limits, settings.calling),
        holidays | calendar.closed_days,
        book.version,
        _times(settings.sign_in),
        book.hotlines,
        calendar.shifts,
        book.outcomes,
        book.hours,
    )


def settings_of(info: DeskInfo, stored: Mapping[str, object]) -> AgencySettings:
    """What is stored, with the desk's own name, place and zone. Raises DeskFault."""
    own = {"agency": info.agency, "region": info.region, "timezone": info.timezone}
    return from_plain({**own, **without_retired(stored)})


def _limits(shipped: CallLimits, asked: CallingSettings) -> CallLimits:
    person = min(shipped.attempts_person, asked.attempts_person)
    return replace(
        shipped,
        attempts_person=person,
        attempts_number=min(shipped.attempts_number, asked.attempts_number, person),
        rounds_week=min(shipped.rounds_week, asked.rounds_week),
        messages_person=min(shipped.messages_person, asked.messages_person),
        status_fresh_days=min(shipped.status_fresh_days, asked.status_fresh_days),
    )


def _hours(shipped: CallingHours, asked: CallingSettings) -> CallingHours:
    floor = DayHours(
        max(shipped.floor.opens, time(asked.not_before_h)), min(shipped.floor.closes, time(asked.not_after_h))
    )
    return replace(shipped, floor=floor)


def _times(asked: SignInSettings) -> SessionTimes:
    shipped = SessionTimes()
    return SessionTimes(
        idle_lock=min(shipped.idle_lock, timedelta(minutes=asked.idle_lock_min)),
        call_cover=min(shipped.call_cover, timedelta(minutes=asked.call_cover_min)),
        keys_drop=min(shipped.keys_drop, timedelta(minutes=asked.keys_drop_min)),
        session=min(shipped.session, timedelta(hours=asked.session_h)),
    )
