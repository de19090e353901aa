"""Facts of the same case over several imports: fresh again, brought up to date, never loosened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from callback_desk.domain.incident import CaseStatus, ReportFacts, Screening, Sign
from callback_desk.storage.facts_over_time import newest_facts

REPORTED = datetime(2026, 11, 9, 20, 40, tzinfo=UTC)
FACTS = ReportFacts(
    case_number="26-018834",
    offense_codes=("220",),
    reported_at=REPORTED,
    age=54,
    status=CaseStatus.INACTIVE,
    signs=frozenset({Sign.DOMESTIC}),
)


def test_a_later_looser_row_leaves_the_sign_of_an_earlier_one():
    later = replace(FACTS, signs=frozenset())
    found = newest_facts([("a", 2, later), ("a", 1, FACTS)])
    assert [Sign.DOMESTIC in facts.signs for facts in found] == [False, True]


def test_the_newest_import_says_the_status_even_on_the_same_day():
    assigned = replace(FACTS, status=CaseStatus.OPEN_ASSIGNED, investigator="Det. Harkavy")
    found = newest_facts([("a", 2, FACTS), ("a", 1, assigned)])
    assert {facts.status for facts in found} == {CaseStatus.INACTIVE}
    assert {facts.investigator for facts in found} == {""}


def test_what_is_settled_later_opens_what_was_unsettled_before():
    unsettled = replace(FACTS, unsettled=frozenset({Screening.DOMESTIC_SIGN}))
    assert all(not facts.unsettled for facts in newest_facts([("a", 2, FACTS), ("a", 1, unsettled)]))


def test_a_fact_that_came_later_fills_the_blank_of_an_earlier_row():
    blank = replace(FACTS, age=None, reported_at=None, offense_codes=())
    found = newest_facts([("a", 2, FACTS), ("a", 1, blank)])
    assert [(facts.age, facts.reported_at, facts.offense_codes) for facts in found] == [(54, REPORTED, ("220",))] * 2


def test_a_birth_date_is_not_mixed_with_another_rows_age():
    born = replace(FACTS, age=None, birth_date=(REPORTED - timedelta(days=40 * 365)).date())
    assert newest_facts([("a", 2, FACTS), ("a", 1, born)])[1].age is None


def test_rows_of_one_import_keep_their_own_status():
    assigned = replace(FACTS, status=CaseStatus.OPEN_ASSIGNED)
    found = newest_facts([("a", 1, FACTS), ("a", 1, assigned)])
    assert [facts.status for facts in found] == [CaseStatus.INACTIVE, CaseStatus.OPEN_ASSIGNED]


def test_cases_do_not_speak_for_one_another():
    other = replace(FACTS, case_number="26-018835", status=CaseStatus.OPEN_ASSIGNED)
    found = newest_facts([("a", 2, FACTS), ("b", 1, other)])
    assert found[1].status is CaseStatus.OPEN_ASSIGNED
