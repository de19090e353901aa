"""What volunteers carry, and the dates that run out: counted by name, never ranked; a month's warning."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from callback_desk.domain.access import Role
from callback_desk.domain.concerns import ConcernKind
from callback_desk.domain.ids import CallId, ConcernId, StaffId
from callback_desk.domain.people import Staff
from callback_desk.domain.welfare import (
    SCREENED_DAYS,
    TRAINED_DAYS,
    Break,
    CallSpan,
    HardCall,
    Lapse,
    Load,
    carried,
    gravest,
    lapsing,
)

NOW = datetime(2026, 11, 17, 16, tzinfo=UTC)
TODAY = date(2026, 11, 17)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def person(number: int, name: str, **given: object) -> Staff:
    made = Staff(
        StaffId(number), name, frozenset({Role.VOLUNTEER}), NOW - 400 * DAY, screened_on=TODAY, trained_on=TODAY
    )
    return replace(made, **given)  # type: ignore[arg-type]


def span(staff: int, days_ago: float, minutes: int = 15) -> CallSpan:
    start = NOW - days_ago * DAY
    return CallSpan(StaffId(staff), start, start + timedelta(minutes=minutes))


def hard(
    call: int, staff: int, days_ago: float, kind: ConcernKind = ConcernKind.DISTRESS, concern: int = 0
) -> HardCall:
    return HardCall(CallId(call), ConcernId(concern or call), StaffId(staff), kind, NOW - days_ago * DAY)


def test_a_week_and_a_month_by_name_and_whoever_made_no_call_is_not_listed() -> None:
    people = [person(1, "Ruth Keller"), person(2, "Bill Ostrander"), person(3, "Nobody Calls")]
    spans = [span(1, 1), span(1, 2, 45), span(1, 20), span(2, 27.9), span(2, 29)]
    heard = [hard(7, 1, 2), hard(8, 1, 20)]
    found = carried(people, spans, heard, {CallId(7): Break.TAKEN, CallId(8): Break.NOT_NOW}, NOW)
    assert [one.name for one in found] == ["Bill Ostrander", "Ruth Keller"], "by name, not by anything they did"
    bill, ruth = found
    assert ruth.week == Load(2, HOUR, 1, 1, 1)
    assert ruth.month == Load(3, timedelta(minutes=75), 2, 2, 1)
    assert bill.week == Load()
    assert bill.month.calls == 1


def test_a_call_counts_once_by_the_gravest_thing_heard_in_it() -> None:
    found = gravest([hard(7, 1, 1), hard(7, 1, 0.9, ConcernKind.DANGER, 21), hard(6, 2, 3)])
    assert [(one.call, one.kind) for one in found] == [(6, ConcernKind.DISTRESS), (7, ConcernKind.DANGER)]


@pytest.mark.parametrize(
    ("what", "days", "name"),
    [(Lapse.SCREENING, SCREENED_DAYS, "screened_on"), (Lapse.TRAINING, TRAINED_DAYS, "trained_on")],
)
def test_a_date_warns_thirty_days_ahead_and_not_before(what: Lapse, days: int, name: str) -> None:
    ends_in_31 = TODAY + 31 * DAY - timedelta(days=days)
    for later, expected in ((0, []), (1, [what]), (200, [what])):
        found = lapsing([person(1, "Ruth", **{name: ends_in_31})], TODAY + later * DAY, unused_days=900)
        assert [one.what for one in found if one.what is what] == expected, later
    (missing,) = lapsing([person(1, "Ruth", **{name: None})], TODAY, unused_days=90)
    assert (missing.what, missing.on) == (what, None)


def test_an_account_nobody_uses_warns_and_a_closed_one_does_not() -> None:
    idle = person(1, "Ruth", last_sign_in=NOW - 61 * DAY)
    (found,) = lapsing([idle], TODAY, unused_days=90)
    assert (found.what, found.on) == (Lapse.SIGN_IN, TODAY + 29 * DAY)
    assert lapsing([replace(idle, disabled_at=NOW)], TODAY, unused_days=90) == ()
    assert lapsing([person(2, "Bill", last_sign_in=NOW)], TODAY, unused_days=90) == ()
