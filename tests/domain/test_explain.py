from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from callback_desk.domain.calling_hours import Window, window
from callback_desk.domain.eligibility import PersonFacts, Verdict, judge_person
from callback_desk.domain.explain import Blocked, Why, blocked_by, clock_text, why
from callback_desk.domain.ids import CallbackId, StaffId
from callback_desk.domain.incident import Sign
from callback_desk.domain.queue import CallbackState, Entry, Priority
from tests.domain.rules_at_hand import BOOK, NOW, asked, ok_until_friday, report

CHICAGO = ZoneInfo("America/Chicago")
OPEN = window(["America/Chicago"], NOW, BOOK.hours, frozenset())
WAITING = Entry(CallbackId(1), CallbackState.WAITING, ready_at=NOW - timedelta(hours=1))


def said(verdict: Verdict, hours: Window | None = OPEN, entry: Entry | None = WAITING, *, now: datetime = NOW) -> Why:
    return why(verdict, hours, entry, now, CHICAGO)


def test_ready_now() -> None:
    found = said(asked(report()))
    assert found == Why(
        "Nothing stops this call.",
        (
            "Offense may be called",
            "No domestic sign",
            "Adult, 44 years old",
            "Has a number of their own",
            "Records are fresh",
        ),
        (),
        "Now, until 8:00 PM",
    )
    assert found.lines()[0] == "Nothing stops this call."
    assert found.lines()[-1] == "Now, until 8:00 PM"


def test_two_rules_stop_the_call_as_in_the_picture() -> None:
    signs = frozenset({Sign.SUSPECT_NUMBER, Sign.SUSPECT_ADDRESS})
    found = said(asked(report(signs=signs, age=34)))
    assert found.sentence == "The number is also given for the suspect. Two rules stop the call."
    assert found.stopped == (
        ("Number is also the suspect’s", "Rule 11"),
        ("Address is also the suspect’s", "Rule 12"),
    )
    assert found.passed[:3] == ("Offense may be called", "No domestic sign", "Adult, 34 years old")
    assert found.next_try == "when decided"
    assert "Number is also the suspect’s (Rule 11)" in found.lines()


@pytest.mark.parametrize(
    ("signs", "ending"),
    [
        ({Sign.SUSPECT_NUMBER}, "Rule 11 stops the call."),
        ({Sign.SUSPECT_NUMBER, Sign.GANG, Sign.CAPACITY}, "Three rules stop the call."),
        ({Sign.SUSPECT_NUMBER, Sign.GANG, Sign.CAPACITY, Sign.ATTORNEY}, "4 rules stop the call."),
    ],
)
def test_rules_are_counted(signs: set[Sign], ending: str) -> None:
    assert said(asked(report(signs=frozenset(signs)))).sentence.endswith(ending)


def test_never_is_never() -> None:
    found = said(asked(report(signs=frozenset({Sign.DOMESTIC, Sign.GANG}))))
    assert found.next_try == "never"
    assert found.stopped[0] == ("Domestic sign", "Rule 5")
    assert "No domestic sign" not in found.passed


def test_with_two_cases_each_is_named() -> None:
    reports = [
        report(case_number="26-1", signs=frozenset({Sign.GANG})),
        report(case_number="26-2", signs=frozenset({Sign.CAPACITY})),
    ]
    verdict = judge_person(reports, False, BOOK.rules, NOW, released=None, person=PersonFacts(), as_of=NOW.date())
    assert set(said(verdict).stopped) == {
        ("Gang sign", "Case 26-1, rule 33"),
        ("May need a helper", "Case 26-2, rule 34"),
        ("No usable number", "Rule 45"),
    }


def test_a_supervisors_ok_is_told() -> None:
    found = said(asked(report(age=85), released=ok_until_friday()))
    assert found.sentence == "Nothing stops this call."
    assert found.passed[0] == "A supervisor said OK: Aged 80 or over"


@pytest.mark.parametrize("state", sorted(set(CallbackState) - {CallbackState.WAITING}))
def test_every_state_has_its_sentence(state: CallbackState) -> None:
    entry = Entry(CallbackId(1), state, claimed_by=StaffId(2), lease_until=NOW + timedelta(seconds=90), ready_at=NOW)
    found = said(asked(report()), entry=entry)
    assert found.sentence.endswith(".")
    assert found.sentence != "Nothing stops this call."
    if state is CallbackState.CLAIMED:
        assert found.sentence == "Somebody has this one until today at 10:01 AM."


def test_a_claim_without_a_lease_says_nothing_false() -> None:
    assert (
        said(asked(report()), entry=Entry(CallbackId(1), CallbackState.CLAIMED)).sentence == "Nothing stops this call."
    )


def test_later_says_when() -> None:
    later = replace(WAITING, ready_at=NOW + timedelta(hours=3))
    assert said(asked(report()), entry=later) == replace(
        said(asked(report())), sentence="The next try is later.", next_try="Today at 1:00 PM"
    )
    promised = replace(later, promised_at=later.ready_at, priority=Priority.PROMISED)
    assert said(asked(report()), entry=promised).sentence == "A time was promised."
    due = replace(promised, ready_at=NOW, promised_at=NOW)
    assert said(asked(report()), entry=due).sentence == "Promised for now."


def test_a_fresh_report_waits_with_its_time() -> None:
    fresh = report(reported_at=NOW - timedelta(hours=20))
    found = said(asked(fresh))
    assert found.sentence == "The report is less than 48 hours old. The call waits."
    assert found.next_try == "Tomorrow at 2:00 PM"


@pytest.mark.parametrize(
    ("hours", "sentence", "next_try"),
    [
        (None, "Nothing stops this call, but no number is left to try.", "when decided"),
        (Window(False), "No hour is known at which this number may be called.", "when decided"),
        (
            Window(False, NOW + timedelta(hours=23)),
            "It is not a decent hour at this number now.",
            "Tomorrow at 9:00 AM",
        ),
        (Window(True), "Nothing stops this call.", "Now"),
    ],
)
def test_hours(hours: Window | None, sentence: str, next_try: str) -> None:
    found = said(asked(report()), hours)
    assert (found.sentence, found.next_try) == (sentence, next_try)


def test_somebody_without_a_callback() -> None:
    assert said(asked(report()), entry=None).sentence == "Nothing stops this call."


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (datetime(2026, 11, 17, 20, 2, tzinfo=UTC), "today at 2:02 PM"),
        (datetime(2026, 11, 18, 5, 0, tzinfo=UTC), "today at 11:00 PM"),
        (datetime(2026, 11, 18, 6, 0, tzinfo=UTC), "tomorrow at 12:00 AM"),
        (datetime(2026, 11, 19, 15, 30, tzinfo=UTC), "Thursday, November 19, at 9:30 AM"),
        (datetime(2027, 1, 4, 15, 0, tzinfo=UTC), "Monday, January 4, 2027, at 9:00 AM"),
        (datetime(2026, 11, 16, 16, 0, tzinfo=UTC), "Monday, November 16, at 10:00 AM"),
    ],
)
def test_times_as_people_say_them(at: datetime, text: str) -> None:
    assert clock_text(at, NOW, CHICAGO) == text


def test_blocked_by_which_rule() -> None:
    labels = {"age_missing": "Age is missing", "facts_old": "Records are too old"}
    counts = {"facts_old": 1, "tried_today": 11, "gang": 0, "age_missing": 1}
    assert blocked_by(counts, labels) == (
        Blocked("tried_today", "tried_today", 11),
        Blocked("age_missing", "Age is missing", 1),
        Blocked("facts_old", "Records are too old", 1),
    )
