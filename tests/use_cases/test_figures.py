"""Figures of a real desk: counted from its own calls, without anybody's name, and nothing of practice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from callback_desk.domain.call import CallResult, NewRating
from callback_desk.domain.concerns import ConcernKind, NewConcern
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.figure_periods import Period
from callback_desk.domain.figures import BreakKind
from callback_desk.domain.ids import CallId, ConcernId
from callback_desk.domain.measures import CaseClass
from callback_desk.domain.tip import NewTip
from callback_desk.use_cases import figures, finish_call, raise_concern, review_call, start_call
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.practice import DATABASE_ID
from tests.use_cases.made_desks import CARMEN, RUTH, SERGEANT, TIP, MovedClock, World, start

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
BEST = tuple(NewRating(item, value, "core-v1") for item, value in (("whole", "very_satisfied"), ("listened", "agree")))


def call(desk: Desk, outcome: str, *, ratings: tuple[NewRating, ...] = (), lines: int = 0) -> CallId:
    started = start(desk)
    tips = tuple(NewTip(place, f"{TIP} {place}", desk.clock.now()) for place in range(1, lines + 1))
    result = CallResult(outcome, tips=tips, ratings=ratings)
    finish_call.finish_call(desk, desk.new_operation(), started.call_id, started.fence, result)
    return started.call_id


def test_a_day_of_calls_is_counted(world: World) -> None:
    ruth, sergeant = world.enter(RUTH), world.enter(SERGEANT)
    before = figures.report(sergeant, NOVEMBER)
    assert (before.plain.due, before.plain.reached, before.method.ours.n, before.items) == (12, 0, 0, ())
    talked = call(ruth, "talked_all", ratings=BEST, lines=2)
    call(ruth, "no_answer")
    call(ruth, "no_calls_wanted")
    waiting = figures.report(sergeant, NOVEMBER)
    assert (waiting.plain.due, waiting.plain.reached, waiting.plain.new_information) == (12, 2, 2)
    assert waiting.plain.used is None, "nobody has recorded a receipt: that is not nought"
    assert waiting.method.ours.n == 1
    pending = waiting.method.pending
    assert (pending.review, pending.trying, pending.not_tried) == (1, 1, 9)
    assert waiting.items == (), "nothing is signed off yet"
    review_call.sign_off(sergeant, sergeant.new_operation(), [talked])
    signed = figures.report(sergeant, NOVEMBER)
    assert signed.method.ours.counts[CaseClass.COMPLETE] == signed.method.ours.counts[CaseClass.REFUSAL] == 1
    assert signed.growing
    listened, whole = signed.items
    assert (listened.question, whole.question) == ("listened", "whole")
    assert whole.headline and whole.top.n == 0 and whole.waiting
    assert figures.report(sergeant, Period(date(2026, 10, 1), date(2026, 10, 31))).plain.reached == 0


def test_ten_answers_are_a_figure(world: World) -> None:
    ruth, sergeant = world.enter(RUTH), world.enter(SERGEANT)
    for place in range(10):
        value = "very_satisfied" if place < 7 else "dont_know" if place == 9 else "very_dissatisfied"
        ratings = (NewRating("whole", value, "core-v1"), NewRating("reach", "very_easy", "core-v1"))
        review_call.sign_off(sergeant, sergeant.new_operation(), [call(ruth, "talked_all", ratings=ratings)])
    made = figures.report(sergeant, NOVEMBER)
    reach, whole = made.items
    assert (reach.top.n, reach.top.share) == (10, 1.0)
    assert whole.top.withheld, "nine, and one who does not know"
    languages = next(one for one in made.groups if one.kind == "language")
    assert languages.total_due == 10


def test_complaints_and_thanks_are_counted_on_the_day_they_go_on(world: World) -> None:
    ruth, sergeant = world.enter(RUTH), world.enter(SERGEANT)
    started = start(ruth)
    for kind in (ConcernKind.COMPLAINT, ConcernKind.PRAISE):
        said = NewConcern(kind, "As it was said.")
        done = raise_concern.raise_concern(ruth, ruth.new_operation(), started.callback_id, started.call_id, said)
        if kind is ConcernKind.PRAISE:
            raise_concern.route_concern(sergeant, sergeant.new_operation(), ConcernId(done.id), "Officer Lee")
    made = figures.report(sergeant, NOVEMBER)
    assert (made.plain.complaints_routed, made.plain.praise) == (0, 1)
    complaints, thanks = made.flow
    assert (complaints.raised, complaints.routed, complaints.overdue) == (1, 0, 0)
    assert (thanks.raised, thanks.routed) == (1, 1)
    assert isinstance(world.clock, MovedClock)
    world.clock.at += timedelta(days=1)
    assert figures.report(sergeant, NOVEMBER).flow[0].overdue == 1


def test_what_a_volunteer_did_is_counted_and_not_ranked(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    ruth, carmen = world.enter(RUTH), world.enter(CARMEN)
    for outcome in ("talked_all", "no_answer", "no_calls_wanted"):
        call(ruth, outcome)
    call(carmen, "someone_else")
    first, second = figures.callers(sergeant, NOVEMBER)
    assert (first.name, second.name) == (CARMEN, RUTH)
    assert (first.tries, first.answered, first.talked) == (1, 1, 0)
    assert (second.sessions, second.tries, second.answered, second.talked, second.refusals) == (1, 3, 2, 1, 1)
    assert second.complete.withheld, "two people who answered say nothing about anybody"
    assert figures.callers(sergeant, Period(date(2026, 10, 1), date(2026, 10, 31))) == ()


def test_a_trend_breaks_where_endings_are_counted_otherwise_since_the_first_answer(world: World) -> None:
    ruth, sergeant = world.enter(RUTH), world.enter(SERGEANT)
    review_call.sign_off(sergeant, sergeant.new_operation(), [call(ruth, "talked_all", ratings=BEST)])
    assert isinstance(world.clock, MovedClock)
    world.clock.at += timedelta(days=2)
    assert figures.report(sergeant, NOVEMBER).breaks == (), "the rules are older than any answer"
    table = replace(sergeant.rules.outcomes, version="outcomes-v2", effective=date(2026, 11, 18))
    (found,) = figures.report(replace(sergeant, rules=replace(sergeant.rules, outcomes=table)), NOVEMBER).breaks
    assert (found.day, found.kind) == (date(2026, 11, 18), BreakKind.OUTCOMES)
    assert found.what == "Endings are counted by outcomes-v2 from November 18, 2026."


def test_days_ahead_and_practice_have_no_figures(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    with pytest.raises(DeskFault, match="still ahead"):
        figures.report(sergeant, Period(date(2026, 12, 1), date(2026, 12, 31)))
    practice = replace(sergeant, info=replace(sergeant.info, database_id=DATABASE_ID))
    with pytest.raises(DeskFault, match="practice"):
        figures.report(practice, NOVEMBER)


def test_what_was_not_dialed_and_what_was_taken_back_is_not_counted(world: World) -> None:
    ruth, sergeant = world.enter(RUTH), world.enter(SERGEANT)
    started = start(ruth)
    start_call.did_not_dial(ruth, ruth.new_operation(), started.call_id, started.fence)
    made = figures.report(sergeant, NOVEMBER)
    assert (made.plain.due, made.plain.reached, made.method.pending.not_tried) == (12, 0, 12)
