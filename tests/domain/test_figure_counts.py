"""Counting a period, beside a second way of counting the same that shares nothing with it but the outcome table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callback_desk.domain.figure_counts import (
    Endings,
    Seen,
    due,
    item_figures,
    method_rates,
    one_each,
    reached,
    tallies,
)
from callback_desk.domain.figure_groups import drivers, group_tables, people_of
from callback_desk.domain.figure_periods import Period
from callback_desk.domain.figure_rows import Answered, Unit
from callback_desk.domain.figures import GroupKind, ItemFigure, MethodRates
from callback_desk.domain.ids import CallbackId, CallId, VictimId
from callback_desk.domain.measures import CaseClass
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.queue import CallbackState
from tests.domain.rules_at_hand import BOOK

TABLE = BOOK.outcomes
FIRST = date(2026, 1, 1)
TODAY = date(2026, 12, 31)
YEAR = Period(FIRST, TODAY)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
FIVE = ("very_satisfied", "fairly_satisfied", "neither", "fairly_dissatisfied", "very_dissatisfied")
DIALED = [one for one in Outcome if TABLE.rule(one).counts]


def unit(
    id_: int,
    *outcomes: str,
    closed: date | None = None,
    created: date = FIRST,
    state: CallbackState = CallbackState.DONE,
    area: str = "North",
    language: str = "en",
    victim: int = 0,
    appointment: bool = False,
) -> Unit:
    tries = tuple((created + timedelta(days=place), outcome) for place, outcome in enumerate(outcomes))
    return Unit(
        CallbackId(id_),
        VictimId(victim or id_),
        created,
        closed,
        state,
        appointment,
        tries,
        600,
        "burglary",
        area,
        language,
        44,
    )


def said(id_: int, day: date, wording: str = "core-v1", **answers: str) -> Answered:
    return Answered(CallId(id_), CallbackId(id_), day, wording, answers)


def rates_over(units: Sequence[Unit], period: Period, not_tried: int = 0) -> MethodRates:
    return method_rates(units, Seen(period, TODAY), Endings(TABLE), not_tried)


def items_over(answered: Sequence[Answered], period: Period) -> dict[tuple[str, str], ItemFigure]:
    figures = item_figures(tallies(one_each(answered)), Seen(period, TODAY))
    return {(one.question, one.wording): one for one in figures}


DAYS = st.integers(0, 364).map(lambda days: FIRST + timedelta(days))
UNITS = st.lists(
    st.builds(
        lambda outcomes, created, later, open_, who: unit(
            0,
            *outcomes,
            created=created,
            closed=None if open_ else created + timedelta(later),
            state=CallbackState.WAITING if open_ else CallbackState.DONE,
            victim=who,
        ),
        st.lists(st.sampled_from(DIALED), max_size=6),
        DAYS,
        st.integers(0, 90),
        st.booleans(),
        st.integers(1, 12),
    ),
    max_size=40,
)
PERIODS = st.tuples(DAYS, DAYS).map(lambda ends: Period(min(ends), max(ends)))

# --- the second way ---------------------------------------------------------------------------------------------------

_SAYS = {"UH": 0, "NE": 0, "UO": 1, "NC": 2, "O": 3, "R": 4, "P": 5, "I": 6}


def class_by_hand(outcomes: Sequence[str], *, strict: bool) -> str:
    """A refusal for good stays one unless somebody was talked to in full; else who says most, the newest of equals."""
    letters = [str(TABLE.rule(one).strict_kind if strict else TABLE.rule(one).kind) for one in outcomes]
    ours = [str(TABLE.rule(one).kind) for one in outcomes]
    if "no_calls_wanted" in outcomes and "I" not in ours:
        return "R"
    best = "UH"
    for place, letter in enumerate(letters):
        if place == 0 or _SAYS[letter] >= _SAYS[best]:
            best = letter
    return best


def rates_by_hand(letters: Sequence[str]) -> dict[str, float | None]:
    """Every rate by going through a list of people one by one."""

    def count(*kinds: str) -> int:
        return len([one for one in letters if one in kinds])

    def divided(part: float, whole: float) -> float | None:
        return None if whole == 0 else part / whole

    known, unknown = count("I", "P", "R", "NC", "O"), count("UH", "UO")
    e = divided(known, len(letters) - unknown)
    estimated = known if unknown == 0 else None if e is None else known + e * unknown
    found: dict[str, float | None] = {"e": e}
    for name, part in (("rr", count("I")), ("rr_p", count("I", "P")), ("ref", count("R"))):
        found[f"{name}_all"] = divided(part, known + unknown)
        found[f"{name}_est"] = None if estimated is None else divided(part, estimated)
        found[f"{name}_known"] = divided(part, known)
    spoken = count("I", "P", "R", "O")
    found["con_all"], found["con_known"] = divided(spoken, known + unknown), divided(spoken, known)
    found["con_est"] = None if estimated is None else divided(spoken, estimated)
    found |= {
        "coop1": divided(count("I"), spoken),
        "coop2": divided(count("I", "P"), spoken),
        "coop3": divided(count("I"), count("I", "P", "R")),
        "coop4": divided(count("I", "P"), count("I", "P", "R")),
    }
    return found


@settings(max_examples=200, deadline=None)
@given(UNITS, PERIODS)
def test_rates_and_counts_of_random_tables_by_a_second_way(units: list[Unit], period: Period) -> None:
    found = rates_over(units, period, not_tried=2)
    for strict, ours in ((False, found.ours), (True, found.strict)):
        letters = [
            class_by_hand(one.outcomes, strict=strict)
            for one in units
            if one.closed is not None and period.first <= one.closed <= period.last
        ]
        assert {str(kind): n for kind, n in ours.counts.items() if n} == dict(Counter(letters))
        assert ours.n == len(letters)
        rates, other = ours.rates, rates_by_hand(letters)
        pairs = (
            (rates.e, "e"),
            (rates.rr1, "rr_all"),
            (rates.rr2, "rr_p_all"),
            (rates.rr3, "rr_est"),
            (rates.rr4, "rr_p_est"),
            (rates.rr5, "rr_known"),
            (rates.rr6, "rr_p_known"),
            (rates.coop1, "coop1"),
            (rates.coop2, "coop2"),
            (rates.coop3, "coop3"),
            (rates.coop4, "coop4"),
            (rates.ref1, "ref_all"),
            (rates.ref2, "ref_est"),
            (rates.ref3, "ref_known"),
            (rates.con1, "con_all"),
            (rates.con2, "con_est"),
            (rates.con3, "con_known"),
        )
        for rate, name in pairs:
            expected = other[name]
            assert (rate is None) == (expected is None), name
            assert rate is None or rate == pytest.approx(expected), name
    pending = found.pending
    waiting = [one for one in units if one.created <= period.last and not (one.closed and one.closed <= period.last)]
    assert pending.appointment + pending.trying + pending.review + pending.not_tried == len(waiting) + 2
    spoken = {one.victim for one in units for day, end in one.tries if day in period and _speaks(end)}
    assert reached(units, period) == len(spoken)
    on_list = {one.victim for one in units if one.created <= period.last and (one.closed or TODAY) >= period.first}
    assert due(units, period) == len(on_list)


def _speaks(outcome: str) -> bool:
    nobody = {"no_answer", "busy", "machine_no_message", "machine_message", "not_in_service", "wrong_number"}
    others = {"someone_else", "not_the_person", "away", "deceased", "unable", "language_no_interpreter"}
    return outcome not in nobody | others


def test_the_printed_digits_of_the_worked_example() -> None:
    """I=4 P=2 R=1 NC=1 O=1 UH=1 UO=1 NE=1, out of callbacks and not out of counts (research 4.2)."""
    ends = ["talked_all"] * 4 + ["talked_part"] * 2 + ["no_calls_wanted", "machine_message", "unable"]
    ends += ["no_answer", "not_the_person", "deceased"]
    units = [unit(place, end, closed=OCTOBER.first) for place, end in enumerate(ends, start=1)]
    rates = rates_over(units, OCTOBER).strict.rates
    found = [rates.e, rates.rr1, rates.rr2, rates.rr3, rates.rr4, rates.rr5, rates.rr6]
    assert [None if one is None else round(one, 3) for one in found] == [0.9, 0.364, 0.545, 0.37, 0.556, 0.444, 0.667]


def test_a_dead_number_is_a_person_who_was_not_reached_and_by_the_other_table_nobody_to_reach() -> None:
    found = rates_over([unit(1, "not_in_service", closed=OCTOBER.first)], OCTOBER)
    assert found.ours.counts[CaseClass.NON_CONTACT] == found.strict.counts[CaseClass.NOT_ELIGIBLE] == 1
    assert (found.ours.rates.rr1, found.strict.rates.rr1) == (0.0, None)


def test_what_is_still_open_is_shown_and_in_no_rate() -> None:
    waiting, review = CallbackState.WAITING, CallbackState.REVIEW
    units = [
        unit(1, "another_time", state=waiting, appointment=True),
        unit(2, "no_answer", state=waiting),
        unit(3, "talked_all", state=review),
        unit(4, "no_answer", created=date(2026, 11, 3), state=waiting),
        unit(5, closed=OCTOBER.last, state=CallbackState.DONE),
        unit(6, "talked_all", closed=date(2026, 11, 2)),
    ]
    found = rates_over(units, OCTOBER, not_tried=7)
    assert found.ours.counts[CaseClass.UNKNOWN_HOUSEHOLD] == found.ours.n == 1
    pending = found.pending
    assert (pending.appointment, pending.trying, pending.review, pending.not_tried) == (1, 1, 2, 7)


def test_who_was_talked_to_and_signed_off_later_waited_for_the_sign_off_and_for_no_try() -> None:
    signed = unit(1, "no_answer", "talked_all", created=OCTOBER.last, closed=date(2026, 11, 6))
    in_review = unit(2, "no_answer", "talked_all", created=OCTOBER.last, state=CallbackState.REVIEW)
    for day, trying, review in ((OCTOBER.last, 2, 0), (date(2026, 11, 1), 0, 2), (date(2026, 11, 6), 0, 1)):
        pending = rates_over([signed, in_review], Period(OCTOBER.first, day)).pending
        assert (pending.trying, pending.review) == (trying, review), day


def test_somebody_with_an_old_and_a_new_callback_is_one_person_due() -> None:
    units = [unit(1, "no_answer", closed=OCTOBER.last, victim=7), unit(2, "busy", closed=FIRST, victim=8)]
    assert due(units, OCTOBER, not_tried=3, again=(VictimId(7), VictimId(8))) == 3


def answers(n: int, best: int, *, first: int = 1, day: date = OCTOBER.first, **more: str) -> list[Answered]:
    return [said(first + place, day, whole=FIVE[0] if place < best else FIVE[4], **more) for place in range(n)]


def test_an_item_has_its_share_its_n_and_beside_it_what_is_left_out() -> None:
    found = [*answers(60, 45), said(100, OCTOBER.first, whole="dont_know"), said(101, OCTOBER.last, whole="not_yet")]
    item = items_over(found, OCTOBER)["whole", "core-v1"]
    assert item.headline and not item.widened and item.basis == OCTOBER
    assert (item.top.n, item.top.share) == (60, 0.75)
    assert item.top.interval is not None
    assert (round(item.top.interval.low, 4), round(item.top.interval.high, 4)) == (0.6277, 0.8422)
    assert item.left_out is not None and (item.left_out.dont_know, item.left_out.not_yet) == (1, 1)
    assert sum(step.n for step in item.steps) == 60
    assert [point.top.n for point in item.trend] == [60]


def test_two_wordings_are_two_figures_and_never_added_up() -> None:
    later = [said(one.call + 500, one.day, "core-v2", **one.answers) for one in answers(12, 12)]
    found = items_over([*answers(40, 10), *later], OCTOBER)
    assert (found["whole", "core-v1"].top.n, found["whole", "core-v2"].top.n) == (40, 12)
    assert (found["whole", "core-v1"].top.share, found["whole", "core-v2"].top.share) == (0.25, 1.0)


def test_what_is_too_small_is_looked_for_over_twelve_months_and_else_says_nothing_at_all() -> None:
    few = answers(6, 3)
    item = items_over(few, OCTOBER)["whole", "core-v1"]
    assert (item.top.n, item.top.share, item.steps, item.left_out, item.waiting) == (0, None, (), None, True)
    more = [*few, *answers(7, 7, first=50, day=date(2026, 9, 30))]
    item = items_over(more, OCTOBER)["whole", "core-v1"]
    assert item.widened and item.basis == Period(date(2025, 11, 1), OCTOBER.last)
    assert item.top.n == 13
    assert items_over(few, Period(date(2026, 11, 1), date(2026, 11, 30)))["whole", "core-v1"].top.n == 0
    assert items_over(few, Period(date(2024, 1, 1), date(2024, 12, 31))) == {}


def test_a_second_call_does_not_weigh_a_person_twice() -> None:
    twice = [
        Answered(CallId(900 + one.call), one.callback, OCTOBER.last, "core-v1", one.answers) for one in answers(12, 0)
    ]
    assert items_over([*answers(12, 12), *twice], OCTOBER)["whole", "core-v1"].top.n == 12


def test_an_agencys_own_question_is_counted_on_a_scale_that_is_known_and_else_not_at_all() -> None:
    found = items_over(answers(12, 6, parking="very_easy", color="blue"), OCTOBER)
    assert found["parking", "core-v1"].top.share == 1.0
    assert ("color", "core-v1") not in found
    assert list(found) == [("parking", "core-v1"), ("whole", "core-v1")], "the headline stands last"


def test_an_area_under_thirty_is_never_shown() -> None:
    units = [unit(place, "no_answer", closed=OCTOBER.first, area="North") for place in range(1, 31)]
    units += [unit(place, "talked_all", closed=OCTOBER.first, area="South") for place in range(31, 60)]
    units += [unit(place, "talked_all", closed=OCTOBER.first, area="East") for place in range(60, 95)]
    people = people_of(units, [], "core-v1")
    tables = {one.kind: one for one in group_tables(people, Seen(OCTOBER, TODAY), BOOK.hours)}
    area = tables[GroupKind.AREA]
    assert [(row.label, row.due, row.reached.share) for row in area.rows] == [("East", 35, 1.0), ("North", 30, 0.0)]
    assert area.withheld and area.widened and area.total_due == 94
    assert tables[GroupKind.LANGUAGE].rows[0].label == "English"
    assert not tables[GroupKind.LANGUAGE].withheld


def test_who_is_missed_is_seen_by_what_is_theirs_of_the_due_and_of_the_answers() -> None:
    units = [
        unit(place, "no_answer" if place <= 38 else "talked_all", closed=OCTOBER.first, language="es")
        for place in range(1, 41)
    ]
    units += [unit(place, "talked_all", closed=OCTOBER.first) for place in range(41, 101)]
    spoken = [said(one.callback, OCTOBER.first, whole=FIVE[0]) for one in units if "talked_all" in one.outcomes]
    tables = group_tables(people_of(units, spoken, "core-v1"), Seen(OCTOBER, TODAY), BOOK.hours)
    rows = {row.label: row for one in tables if one.kind is GroupKind.LANGUAGE for row in one.rows}
    assert (rows["Spanish"].due, rows["Spanish"].answered, rows["Spanish"].points) == (40, 2, -37)
    assert rows["Spanish"].missed and not rows["English"].missed
    assert rows["Spanish"].whole.withheld
    assert rows["English"].whole.withheld, "60 of 62 would say that two others answered"


def test_drivers_are_sorted_by_how_far_the_two_groups_are_apart() -> None:
    found = [
        said(
            place,
            OCTOBER.first,
            whole=FIVE[0] if place <= 30 else FIVE[4],
            listened="agree" if place <= 25 or place > 55 else "disagree",
            informed=FIVE[1] if place % 2 else FIVE[3],
        )
        for place in range(1, 61)
    ]
    listened, informed = drivers(found, Seen(OCTOBER, TODAY), "core-v1")
    assert (listened.question, informed.question) == ("listened", "informed")
    assert (listened.among_top.n, listened.among_others.n) == (30, 30)
    assert listened.difference.share == pytest.approx(25 / 30 - 5 / 30)
    assert listened.difference.interval.low < listened.difference.share < listened.difference.interval.high
    assert drivers(found[:15], Seen(OCTOBER, TODAY), "core-v1") == ()
    assert drivers(found, Seen(OCTOBER, TODAY), "core-v2") == ()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(DAYS, st.sampled_from(["North", "South", "East"]), st.booleans()), max_size=300),
    st.lists(PERIODS, min_size=2, max_size=5),
)
def test_no_table_of_any_report_leaves_somebody_small_beside_its_total(
    people: list[tuple[date, str, bool]], periods: list[Period]
) -> None:
    units = [unit(place, "talked_all", closed=day, area=area) for place, (day, area, _) in enumerate(people, start=1)]
    spoken = [
        said(place, day, whole=FIVE[0] if good else FIVE[4]) for place, (day, _, good) in enumerate(people, start=1)
    ]
    everybody = people_of(units, spoken, "core-v1")
    for period in periods:
        for table in group_tables(everybody, Seen(period, TODAY), BOOK.hours):
            least = 30 if table.kind is GroupKind.AREA else 10
            missing = table.total_due - sum(row.due for row in table.rows)
            assert missing == 0 or missing >= 10
            assert all(row.due >= least for row in table.rows)
            assert sum(row.answered for row in table.rows) <= table.total_answered
            assert all(row.whole.withheld or row.whole.n >= least for row in table.rows)
        for item in item_figures(tallies(spoken), Seen(period, TODAY)):
            assert item.top.n == 0 or item.top.n >= 10
            assert all(step.n == 0 or step.n >= 10 for step in item.steps)
            assert all(point.top.n >= 10 for point in item.trend)
