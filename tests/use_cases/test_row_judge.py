"""Rows that are alike are asked once; the answer must be the one each of them would get by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callback_desk import paths, rulebook
from callback_desk.domain.eligibility import Level, PersonFacts, judge
from callback_desk.domain.incident import CaseStatus, ReportFacts, VictimType
from callback_desk.use_cases.import_judge import RowJudge

NOW = datetime(2026, 3, 11, 16, 0, tzinfo=UTC)
BOOK = rulebook.load(paths.resources_dir())
LEVELS = {Level.CALLABLE: 0, Level.HELD: 1, Level.EXCLUDED: 2}
BIRTHDAYS = [date(2026 - years, 3, day) for years in (17, 18, 19, 79, 80, 81, 119, 121) for day in (10, 11, 12)]


def a_judge() -> RowJudge:
    return RowJudge(BOOK.rules, BOOK.hours, frozenset(), now=NOW, as_of=NOW.date(), zone="America/Chicago")


facts_near_a_limit = st.builds(
    ReportFacts,
    case_number=st.just("26-000001"),
    offense_codes=st.sampled_from([("220",), ("11A",), ("ZZ9",), ("220", "120"), ()]),
    reported_at=st.one_of(
        st.none(),
        st.builds(
            lambda days, hours: NOW - timedelta(days=days, hours=hours, minutes=1),
            st.sampled_from([-2, -1, 0, 1, 2, 3, 20, 59, 60, 61, 90, 91, 92]),
            st.integers(-2, 2),
        ),
    ),
    reported_precision=st.sampled_from(["minute", "day", "month"]),
    age=st.one_of(st.none(), st.sampled_from([0, 17, 18, 19, 79, 80, 81, 120, 121])),
    birth_date=st.one_of(st.none(), st.sampled_from(BIRTHDAYS)),
    victim_type=st.sampled_from([VictimType.INDIVIDUAL, VictimType.BUSINESS, None]),
    status=st.sampled_from(list(CaseStatus)),
    investigator=st.sampled_from(["", "Det. Serrano"]),
    has_contact_name=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.tuples(facts_near_a_limit, st.booleans(), st.integers(1, 4)), min_size=20, max_size=60))
def test_a_row_is_judged_as_if_it_were_the_only_one(rows: list[tuple[ReportFacts, bool, int]]) -> None:
    together = a_judge()
    for facts, diallable, reports in rows:
        found = together.judge(facts, diallable, (), reports_12_months=reports)
        person = PersonFacts(reports_12_months=reports)
        alone = judge(facts, diallable, BOOK.rules, NOW, released=None, person=person, as_of=NOW.date())
        assert found.level == LEVELS[alone.level], facts
        if found.level:
            assert (found.reason, found.rule, found.rule_version) == (alone.reason, alone.rule_id, alone.rule_version)
        else:
            assert found.ready_at == together.ready_at((), alone.not_before)


@pytest.mark.parametrize("stated_age", [None, 44])
def test_rows_that_differ_in_birth_date_alone_are_asked_once(
    stated_age: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[ReportFacts] = []

    def counted(facts: ReportFacts, *args: object, **kwargs: object) -> object:
        asked.append(facts)
        return judge(facts, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr("callback_desk.use_cases.import_judge.judge", counted)
    together = a_judge()
    for day in range(1, 29):
        facts = ReportFacts(
            "26-000001",
            ("220",),
            reported_at=NOW - timedelta(days=10, minutes=day),
            age=stated_age,
            birth_date=date(1982, 2, day),
            victim_type=VictimType.INDIVIDUAL,
        )
        assert together.judge(facts, True, ()).level == 0
    assert len(asked) == 1
