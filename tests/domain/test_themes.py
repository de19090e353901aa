"""What victims tell about their area: bands of ten and more, and nothing between any two reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.figure_periods import Month, Period, month_of
from callback_desk.domain.themes import (
    NEWEST_LIST,
    THEME_LISTS,
    ThemeFigures,
    ThemeTicks,
    refuse_themes,
    theme_figures,
    twelve_whole_months,
)

TODAY = date(2026, 11, 15)
OCTOBER = month_of(date(2026, 10, 1))
KEYS = tuple(theme.key for theme in THEME_LISTS[NEWEST_LIST])
LIGHTS = THEME_LISTS[NEWEST_LIST][0]


def ticks(month: Month, area: str, *themes: str) -> ThemeTicks:
    return ThemeTicks(month, area, frozenset(themes))


def shown(counted: Mapping[ThemeTicks, int], period: Period = OCTOBER) -> list[tuple[str, str, str]]:
    found = theme_figures(counted, period, TODAY)
    assert found is not None
    return [(row.area, row.label, row.band) for row in found.rows]


def test_a_theme_is_shown_from_ten_calls_that_have_it_and_ten_that_have_not() -> None:
    month = Month(2026, 9)
    for have, have_not, band in (
        (9, 40, ""),
        (40, 9, ""),
        (10, 10, "10 to 19"),
        (20, 10, "20 to 49"),
        (50, 12, "50 or more"),
    ):
        found = shown({ticks(month, "North", LIGHTS.key): have, ticks(month, "North"): have_not})
        assert found == ([("North", LIGHTS.label, band)] if band else []), (have, have_not)


def test_months_are_put_together_until_there_are_enough_of_both() -> None:
    counted = {ticks(Month(2026, month), "North", LIGHTS.key): 4 for month in (7, 8, 9)}
    counted |= {ticks(Month(2026, month), "North"): 9 for month in (7, 8, 9)}
    assert shown(counted) == [("North", LIGHTS.label, "10 to 19")]
    assert shown(counted, month_of(date(2026, 8, 1))) == [], "September belongs to the block"


def test_areas_stand_apart_and_a_call_without_an_area_is_in_none() -> None:
    month = Month(2026, 9)
    counted = {ticks(month, area, LIGHTS.key): 9 for area in ("North", "South", "")}
    counted |= {ticks(month, area): 30 for area in ("North", "South", "")}
    counted[ticks(month, "", "fear")] = 90
    assert shown(counted) == []


def test_the_running_month_and_one_a_year_ago_count_nowhere() -> None:
    assert twelve_whole_months(Period(date(2026, 1, 1), TODAY), TODAY)[-1] == Month(2026, 10)
    assert twelve_whole_months(Period(date(2026, 1, 1), date(2026, 10, 30)), TODAY)[-1] == Month(2026, 9)
    assert twelve_whole_months(OCTOBER, date(2026, 10, 31))[-1] == Month(2026, 9), "its last day is not over"
    assert twelve_whole_months(OCTOBER, TODAY) == tuple(Month(2025, 10).plus(n) for n in range(1, 13))
    for month in (Month(2026, 11), Month(2025, 10)):
        assert shown({ticks(month, "North", LIGHTS.key): 90, ticks(month, "North"): 90}) == []


def test_before_anybody_was_read_for_themes_there_is_no_part() -> None:
    assert theme_figures({}, OCTOBER, TODAY) is None
    found = theme_figures({ticks(Month(2026, 10), "North"): 1}, OCTOBER, TODAY)
    assert found == ThemeFigures(Period(date(2025, 11, 1), date(2026, 10, 31)), ())


def test_a_call_counts_for_what_stood_on_its_list_alone() -> None:
    other = ThemeTicks(Month(2026, 9), "North", frozenset(), "a list before this one")
    assert shown({ticks(Month(2026, 9), "North", LIGHTS.key): 30, other: 90}) == []


def test_only_what_stands_on_the_list_can_be_ticked() -> None:
    refuse_themes(KEYS)
    with pytest.raises(DeskBug, match="not on the list"):
        refuse_themes(("lights", "moonlight"))


MONTHS = [Month(2025, 6).plus(n) for n in range(18)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(MONTHS),
            st.sampled_from(("North", "South")),
            st.sets(st.sampled_from(KEYS[:3])),
            st.integers(1, 14),
        ),
        max_size=40,
    ),
    st.tuples(
        st.sampled_from(MONTHS), st.sampled_from(("North", "South")), st.sets(st.sampled_from(KEYS[:3]), min_size=1)
    ),
)
def test_one_call_more_changes_no_report_of_months_that_were_over(
    lots: list[tuple[Month, str, set[str], int]], late: tuple[Month, str, set[str]]
) -> None:
    """A sign-off belongs to its own month: whatever is ticked later, an earlier report stays as it was."""
    counted: dict[ThemeTicks, int] = {}
    for month, area, themes, n in lots:
        one = ThemeTicks(month, area, frozenset(themes))
        counted[one] = counted.get(one, 0) + n
    month, area, themes = late
    more = dict(counted)
    one = ThemeTicks(month, area, frozenset(themes))
    more[one] = more.get(one, 0) + 1
    for end in MONTHS:
        if end < month and counted:
            assert theme_figures(counted, month_of(end.first), TODAY) == theme_figures(more, month_of(end.first), TODAY)
