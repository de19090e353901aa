"""An agency's settings make the desk stricter, and never looser."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from callback_desk.bootstrap.opening import Office
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.people import DeskInfo
from callback_desk.use_cases.agency_settings import change_settings, settings
from callback_desk.use_cases.desk import SessionTimes
from tests.bootstrap.made_office import MadeOffice

INFO = DeskInfo("0" * 32, "Meridian Falls Police", "US", "America/Chicago")
TUESDAY = date(2026, 11, 17)


def test_without_settings_the_shipped_numbers_hold(office: Office) -> None:
    rules = office.rules_for(INFO, {})
    assert rules.times == SessionTimes(
        timedelta(minutes=10), timedelta(minutes=30), timedelta(minutes=15), timedelta(hours=12)
    )
    limits = rules.limits
    assert (limits.attempts_person, limits.attempts_number, limits.rounds_week) == (6, 3, 3)
    assert (limits.messages_person, limits.status_fresh_days) == (1, 7)
    hours = rules.hours.on(TUESDAY, frozenset())
    assert hours is not None
    assert (hours.opens, hours.closes) == (time(9), time(20))


def test_settings_tighten_times_limits_and_hours(office: Office) -> None:
    stored = {
        "sign_in": {"idle_lock_min": 4, "session_h": 8},
        "calling": {"attempts_person": 2, "status_fresh_days": 3, "not_before_h": 10, "not_after_h": 18},
    }
    rules = office.rules_for(INFO, stored)
    assert rules.times.idle_lock == timedelta(minutes=4)
    assert rules.times.session == timedelta(hours=8)
    assert rules.times.call_cover == timedelta(minutes=30)
    assert rules.limits.attempts_person == rules.limits.attempts_number == 2
    assert rules.limits.status_fresh_days == 3
    hours = rules.hours.on(TUESDAY, frozenset())
    assert hours is not None
    assert (hours.opens, hours.closes) == (time(10), time(18))


@pytest.mark.parametrize(
    "stored",
    [
        {"sign_in": {"idle_lock_min": 11}},
        {"sign_in": {"session_h": 13}},
        {"calling": {"attempts_person": 7}},
        {"calling": {"messages_person": 2}},
        {"calling": {"status_fresh_days": 8}},
        {"calling": {"facts_fresh_days": 15}},
        {"calling": {"facts_fresh_days": 0}},
        {"calling": {"first_call_h": 24}},
        {"calling": {"last_call_days": 61}},
        {"calling": {"first_call_h": 240, "last_call_days": 10}},
        {"calling": {"not_before_h": 7}},
        {"calling": {"not_after_h": 21}},
        {"calling": {"unheard_of": 1}},
        {"unheard_of": {}},
        {"calling": 4},
    ],
)
def test_what_is_looser_or_unknown_is_refused_and_nothing_is_stored(
    here: MadeOffice, stored: dict[str, object]
) -> None:
    desk = here.sign_in()
    with pytest.raises(DeskFault):
        change_settings(desk, desk.new_operation(), stored)
    assert settings(desk) == {}


def test_a_change_is_in_force_from_the_next_sign_in_and_keeps_what_was_set(here: MadeOffice) -> None:
    desk = here.sign_in()
    change_settings(desk, desk.new_operation(), {"sign_in": {"idle_lock_min": 5}})
    change_settings(desk, desk.new_operation(), {"sign_in": {"session_h": 9}, "calling": {"attempts_person": 4}})
    assert desk.rules.times.idle_lock == timedelta(minutes=10)
    again = here.sign_in()
    assert again.rules.times.idle_lock == timedelta(minutes=5)
    assert again.rules.times.session == timedelta(hours=9)
    assert again.rules.limits.attempts_person == 4
    with again.storage.read() as uow:
        assert uow.audit.count(Event.SETTINGS_CHANGE, desk.session.started_at) == 2


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_an_agency_sets_how_old_facts_and_cases_may_be(office: Office) -> None:
    shipped = office.rules_for(INFO, {}).eligibility
    stored = {"calling": {"facts_fresh_days": 7, "first_call_h": 72, "last_call_days": 30}}
    rules = office.rules_for(INFO, stored)
    assert rules.eligibility.case_limits() == {"first_call_h": 72, "last_call_days": 30, "facts_days": 7}
    assert rules.offenses == rules.eligibility.offenses
    assert rules.eligibility.version == f"{shipped.version}+agency-72-30-7"
    assert office.rules_for(INFO, {"calling": {"last_call_days": 60}}).eligibility == shipped


def test_an_offense_with_limits_of_its_own_keeps_within_the_agencys(office: Office) -> None:
    rules = office.rules_for(INFO, {}).eligibility
    own = replace(rules.offenses.offense("220"), first_call_h=24, last_call_days=45)
    table = replace(rules.offenses, offenses={**rules.offenses.offenses, "220": own})
    tight = replace(rules, offenses=table).tightened(first_call_h=96, last_call_days=30)
    assert (tight.offenses.offense("220").first_call_h, tight.offenses.offense("220").last_call_days) == (96, 30)
    as_shipped = replace(rules, offenses=table).tightened(first_call_h=48, last_call_days=60)
    assert as_shipped.offenses.offense("220") == own, "what is no stricter changes nothing"
