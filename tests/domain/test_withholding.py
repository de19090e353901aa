"""Nobody small is found in a table: not beside its total, and not between any two reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callback_desk.domain.figure_periods import Month, Period
from callback_desk.domain.measures import SMALL_N, SMALL_N_NAMED
from callback_desk.domain.withholding import Block, blocks, joined_steps, kept_beside, shown_months

JANUARY = Month(2026, 1)
TODAY = date(2027, 7, 1)
YEAR = [JANUARY.plus(place) for place in range(18)]
COUNTS = st.dictionaries(st.sampled_from(YEAR), st.integers(0, 25))
PERIODS = st.tuples(st.integers(0, 540), st.integers(0, 540)).map(
    lambda ends: Period(JANUARY.first + timedelta(min(ends)), JANUARY.first + timedelta(max(ends)))
)


def months(*counts: int) -> dict[Month, int]:
    return {JANUARY.plus(place): n for place, n in enumerate(counts)}


def shown(counts: Mapping[Month, int], period: Period, smallest: int = SMALL_N) -> int:
    inside = set(period.months(TODAY))
    return sum(counts[month] for month in shown_months([counts], inside, smallest))


def test_months_wait_for_one_another_until_ten_are_together() -> None:
    assert blocks([months(4, 5, 0, 3, 12, 9)]) == (
        Block(JANUARY, JANUARY.plus(3), 12),
        Block(JANUARY.plus(4), JANUARY.plus(4), 12),
    )
    assert blocks([months(9)]) == ()
    assert blocks([]) == blocks([{}]) == ()


def test_what_is_split_in_two_is_shown_when_both_halves_are_big_enough() -> None:
    assert blocks([months(20, 0, 5), months(1, 9, 30)]) == (Block(JANUARY, JANUARY.plus(1), 30),)


def test_a_block_that_reaches_over_the_end_of_the_period_is_not_shown() -> None:
    counts = months(4, 7, 10)
    assert shown(counts, Period(JANUARY.first, JANUARY.plus(1).last)) == 11
    assert shown(counts, Period(JANUARY.plus(1).first, JANUARY.plus(2).last)) == 10
    assert shown(counts, Period(JANUARY.first, JANUARY.last)) == 0


@settings(max_examples=150, deadline=None)
@given(COUNTS, st.lists(PERIODS, min_size=2, max_size=12, unique=True), st.sampled_from([SMALL_N, SMALL_N_NAMED]))
def test_any_two_of_many_reports_differ_by_nobody_or_by_ten(
    counts: dict[Month, int], periods: list[Period], smallest: int
) -> None:
    """Also of those of which one lies within the other: the sums are of whole blocks, so their difference is too."""
    seen = {shown_months([counts], set(one.months(TODAY)), smallest) for one in periods}
    for here in seen:
        for there in seen:
            for left in (here, here - there, here & there):
                n = sum(counts[month] for month in left)
                assert n == 0 or n >= smallest


@settings(max_examples=150, deadline=None)
@given(COUNTS, COUNTS, st.lists(PERIODS, min_size=2, max_size=12, unique=True))
def test_neither_half_of_what_is_split_in_two_is_found_between_any_two_reports(
    ones: dict[Month, int], others: dict[Month, int], periods: list[Period]
) -> None:
    """The others are as few as the ones: who knows how many there are of both must not find the one who differs."""
    seen = {shown_months([ones, others], set(one.months(TODAY))) for one in periods}
    for here in seen:
        for there in seen:
            for left in (here, here - there, here & there):
                halves = [sum(half.get(month, 0) for month in left) for half in (ones, others)]
                assert halves == [0, 0] or min(halves) >= SMALL_N


@settings(max_examples=150, deadline=None)
@given(COUNTS, COUNTS, COUNTS, PERIODS)
def test_what_is_missing_of_a_total_is_nobody_or_ten(
    a: dict[Month, int], b: dict[Month, int], c: dict[Month, int], period: Period
) -> None:
    groups = {"a": a, "b": b, "c": c}
    total = {month: sum(each.get(month, 0) for each in groups.values()) for month in YEAR}
    sums = {name: shown(each, period) for name, each in groups.items()}
    kept = kept_beside(shown(total, period), sums)
    missing = shown(total, period) - sum(sums[name] for name in kept)
    assert all(sums[name] >= SMALL_N for name in kept)
    assert missing == 0 or missing >= SMALL_N


def test_three_and_four_of_nineteen_do_not_leave_seven_to_be_found() -> None:
    """Two blanks are not enough when together they are seven: the third goes as well."""
    assert kept_beside(19, {"a": 0, "b": 0, "c": 12}) == frozenset()
    assert kept_beside(55, {"b": 40, "c": 12}) == {"b"}
    assert kept_beside(50, {"a": 10, "b": 40}) == {"a", "b"}
    assert kept_beside(60, {"a": 10, "b": 40}) == {"a", "b"}
    assert kept_beside(0, {}) == frozenset()


def test_of_equally_small_groups_it_is_always_the_same_that_goes() -> None:
    assert kept_beside(25, {"b": 10, "a": 10}) == {"b"}


@pytest.mark.parametrize(
    ("counts", "parts"),
    [
        ((20, 15, 0, 12, 11), ((0,), (1,), (2,), (3,), (4,))),
        ((20, 3, 4, 5, 11), ((0,), (1, 2, 3), (4,))),
        ((20, 30, 4, 0, 0), ((0,), (1, 2, 3, 4))),
        ((2, 3, 4, 0, 5), ((0, 1, 2, 3, 4),)),
        ((12, 0, 0, 0, 3), ((0, 1, 2, 3, 4),)),
        ((0, 0, 0, 0, 0), ((0,), (1,), (2,), (3,), (4,))),
    ],
)
def test_small_steps_of_a_scale_are_joined_to_the_next(
    counts: tuple[int, ...], parts: tuple[tuple[int, ...], ...]
) -> None:
    found = joined_steps(counts)
    assert [place for part in found for place in part] == list(range(5))
    for part in found:
        size = sum(counts[place] for place in part)
        assert size == 0 or size >= SMALL_N or len(found) == 1
    assert found == parts
