"""The values of a report: no share without its n, nothing said of what is withheld, no name in what goes out."""

from __future__ import annotations

import dataclasses
import inspect
import typing
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain import figures
from callback_desk.domain.figure_periods import Month, Period, month_of, periods_to_choose, twelve_months
from callback_desk.domain.figures import (
    CallerRow,
    GroupRow,
    ItemFigure,
    LeftOut,
    MethodRates,
    Pending,
    Plain,
    RateSet,
    Report,
)
from callback_desk.domain.measures import CaseClass, Percentage, difference, percentage, rates

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def values() -> list[type]:
    return [
        one for _, one in inspect.getmembers(figures, dataclasses.is_dataclass) if one.__module__ == figures.__name__
    ]


def parts(hint: object) -> set[object]:
    """A type and everything it is made of."""
    found = {hint}
    for inner in typing.get_args(hint):
        found |= parts(inner)
    return found


def test_no_value_of_a_report_has_a_share_without_its_n() -> None:
    assert len(values()) > 15
    for value in values():
        for name, hint in typing.get_type_hints(value).items():
            assert float not in parts(hint), f"{value.__name__}.{name} is a number nobody can judge"


def test_a_volunteer_has_no_place_in_a_report() -> None:
    seen: set[object] = set()
    waiting: list[object] = [Report]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if dataclasses.is_dataclass(one) and isinstance(one, type):
            for hint in typing.get_type_hints(one).values():
                waiting += parts(hint)
    assert GroupRow in seen and CallerRow not in seen


def test_a_made_up_report_can_be_drawn() -> None:
    counts = {CaseClass.COMPLETE: 4, CaseClass.PARTIAL: 2, CaseClass.REFUSAL: 1, CaseClass.NOT_ELIGIBLE: 1}
    sets = RateSet(counts, rates(counts))
    item = ItemFigure(
        question="whole",
        label="Whole experience",
        wording="core-v1",
        headline=True,
        basis=OCTOBER,
        widened=False,
        top=percentage(45, 60),
        left_out=LeftOut(dont_know=2, not_yet=1),
    )
    report = Report(
        agency="Springfield PD",
        zone="America/Chicago",
        period=OCTOBER,
        made_at=datetime(2026, 11, 22, 20, tzinfo=UTC),
        growing=OCTOBER.grows(date(2026, 11, 22)),
        plain=Plain(214, 151, 38, None, 2, 19),
        method=MethodRates(sets, sets, Pending(appointment=3, trying=9, review=1, not_tried=40)),
        items=(item,),
    )
    assert report.items[0].left_out is not None and report.items[0].left_out.all == 3
    assert report.method.ours.n == 8
    assert not report.growing


@pytest.mark.parametrize(
    ("of_due", "of_answered", "points", "missed"),
    [
        (percentage(50, 100), percentage(20, 100), -30, True),
        (percentage(50, 100), percentage(48, 100), -2, False),
        (percentage(50, 100), percentage(1, 5), None, False),
        (percentage(20, 100), percentage(50, 100), 30, False),
    ],
)
def test_a_group_is_missed_only_beyond_chance(
    of_due: Percentage, of_answered: Percentage, points: int | None, missed: bool
) -> None:
    row = GroupRow("es", "Spanish", 50, 20, of_due, of_answered, percentage(20, 50), Percentage(0))
    assert (row.points, row.missed) == (points, missed)


def test_a_period_has_both_its_days_and_does_not_run_backward() -> None:
    assert OCTOBER.days == 31
    assert OCTOBER.first in OCTOBER and OCTOBER.last in OCTOBER and date(2026, 11, 1) not in OCTOBER
    with pytest.raises(ValueError, match="first day"):
        Period(date(2026, 10, 2), date(2026, 10, 1))


def test_only_whole_months_are_in_a_period_and_of_the_running_one_the_days_up_to_today() -> None:
    today = date(2026, 11, 22)
    assert list(Period(date(2026, 9, 2), date(2026, 10, 31)).months(today)) == [Month(2026, 10)]
    assert list(Period(date(2026, 10, 1), date(2026, 10, 30)).months(today)) == []
    assert list(Period(date(2026, 11, 1), today).months(today)) == [Month(2026, 11)]
    assert list(Period(date(2026, 11, 1), date(2026, 11, 21)).months(today)) == []
    assert list(Period(date(2027, 1, 1), date(2027, 1, 31)).months(today)) == []


def test_the_periods_to_choose_lie_where_their_names_say() -> None:
    found = periods_to_choose(date(2026, 1, 15))
    assert found["last_month"] == Period(date(2025, 12, 1), date(2025, 12, 31)) == month_of(date(2025, 12, 9))
    assert found["last_quarter"] == Period(date(2025, 10, 1), date(2025, 12, 31))
    assert found["twelve_months"] == Period(date(2025, 2, 1), date(2026, 1, 15))
    assert found["this_year"].days == found["this_month"].days == 15


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_twelve_months_are_twelve_months(day: date) -> None:
    assert len(list(twelve_months(day).months(day))) == 12


def test_the_difference_of_two_shares_by_newcombe() -> None:
    """The examples of Newcombe (1998), table II, method 10: 56/70 - 48/80, 9/10 - 3/10, 10/10 - 0/10."""
    for (hits, n, other, other_n), low, high in (
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((10, 10, 0, 10), 0.6075, 1.0000),
    ):
        found = difference(hits, n, other, other_n)
        assert found is not None and found.n == (n, other_n)
        assert found.interval.low == pytest.approx(low, abs=1e-4)
        assert found.interval.high == pytest.approx(high, abs=1e-4)
    assert difference(1, 2, 0, 0) is None
