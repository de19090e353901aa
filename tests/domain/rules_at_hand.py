"""The shipped rulebook, and one report that nothing speaks against."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from callback_desk import rulebook
from callback_desk.domain.eligibility import PersonFacts, Release, Verdict, judge
from callback_desk.domain.incident import ReportFacts, VictimType

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
BOOK = rulebook.load(RESOURCES)
NOW = datetime(2026, 11, 17, 16, 0, tzinfo=UTC)  # a Tuesday, 10 AM in Chicago, 11 AM in New York
NOBODY = PersonFacts()


def report(**changes: object) -> ReportFacts:
    """A break-in five days ago, an adult, a person; `changes` make it anything else."""
    plain = ReportFacts(
        case_number="26-018902",
        offense_codes=("220",),
        offense_text="BURGLARY",
        reported_at=NOW - timedelta(days=5),
        age=44,
        victim_type=VictimType.INDIVIDUAL,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def asked(facts: ReportFacts, **changes: object) -> Verdict:
    """The verdict on one report at NOW, with a number, fresh facts and nothing known against the person."""
    given: dict[str, object] = {
        "phones_diallable": True,
        "now": NOW,
        "released": None,
        "person": NOBODY,
        "as_of": NOW.date(),
        **changes,
    }
    phones, now = given.pop("phones_diallable"), given.pop("now")
    return judge(facts, phones, BOOK.rules, now, **given)  # type: ignore[arg-type]


def ok_until_friday(*rules: str) -> Release:
    return Release("The detective agreed.", NOW + timedelta(days=3), "Sgt. Whitlock", frozenset(rules))
