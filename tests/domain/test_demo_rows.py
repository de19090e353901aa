"""The demo's export: filled in for any day, readable, and with the people the walk needs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from callback_desk.domain.demo_rows import fill_demo_rows
from callback_desk.domain.incident import Sign
from tests.intake.reading import read_text


@pytest.fixture(scope="module")
def template(repository: Path) -> str:
    return (repository / "resources" / "demo" / "springfield_incidents.csv").read_text(encoding="utf-8")


def test_days_count_back_from_today() -> None:
    assert fill_demo_rows("{y-20}-1,{d-8},{d-0}", date(2026, 1, 5)) == "25-1,12/28/2025,01/05/2026"


def test_nothing_is_left_to_fill_in(template: str) -> None:
    assert "{" not in fill_demo_rows(template, date(2026, 11, 20))


def test_the_demo_department_is_read_without_a_problem(template: str, tmp_path: Path) -> None:
    found = read_text(tmp_path, fill_demo_rows(template, date(2026, 11, 20)), area_code="217")
    assert found.counts.rows == 44
    assert not found.problems
    assert found.guess.unsettled == frozenset()
    assert {finding for finding, _column in found.guess.findings} == {"other_party_number"}
    signs = [sign for person in found.people for sign in person.facts.signs]
    assert {Sign.DOMESTIC, Sign.PROTECTION_ORDER, Sign.DO_NOT_CALL, Sign.SUSPECT_NUMBER} <= set(signs)
    assert any(person.facts.language == "es" for person in found.people)
    assert any(person.facts.has_contact_name for person in found.people)
    assert any(person.facts.age is not None and person.facts.age < 18 for person in found.people)
    assert sum(person.facts.offense_codes == () for person in found.people) == 1
    assert sum(not any(phone.number for phone in person.phones) for person in found.people) == 1


def test_duplicates_and_one_person_on_two_reports_are_there(template: str, tmp_path: Path) -> None:
    found = read_text(tmp_path, fill_demo_rows(template, date(2026, 11, 20)), area_code="217")
    digests = [person.row_digest for person in found.people]
    assert len(digests) - len(set(digests)) == 2
    twice = [person for person in found.people if person.name.last == "Marchbanks"]
    assert len({person.facts.case_number for person in twice}) == 2
    assert len({person.facts.birth_date for person in twice}) == 1


def test_it_never_grows_old(template: str, tmp_path: Path) -> None:
    """A leap day, and a year's first day, make no impossible date."""
    for today in (date(2028, 2, 29), date(2027, 1, 1)):
        found = read_text(tmp_path, fill_demo_rows(template, today))
        reported = [person.facts.reported_at for person in found.people if person.facts.reported_at]
        if today <= date(2026, 11, 20):
            assert max(reported) <= datetime(today.year, today.month, today.day, tzinfo=UTC)
        assert "{d" not in fill_demo_rows(template, today)
