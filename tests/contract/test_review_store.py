"""Draws, scored forms, the ladder, and the lists of *Review* that stand on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from callback_desk.domain.call import CallResult, CallState
from callback_desk.domain.call_flags import Flag
from callback_desk.domain.concerns import ConcernKind, NameUse, NewConcern
from callback_desk.domain.figure_periods import Month
from callback_desk.domain.ids import CallId, OperationId, StaffId
from callback_desk.domain.quality import FORM, Mark, NewCheck
from callback_desk.domain.sampling import DrawnCall, LadderMove, Sampled, Stage, Why
from callback_desk.domain.themes import ThemeTicks
from callback_desk.domain.tip import NewTip
from callback_desk.storage.store import SqlStorage
from callback_desk.storage.unit_of_work import SqlUnitOfWork
from tests.storage.at_hand import MONDAY, SCRIPT, People, new_batch, new_script, new_staff

MINUTE = timedelta(minutes=1)
DRAWN = Sampled(Stage.SETTLED, 15, 417, (Why.URGENT, Why.CHANCE), (Flag.ALL_TOP,))
NOT_DRAWN = Sampled(Stage.EXPERIENCED, 2, 9_999)
CHECK = NewCheck({item.key: Mark.CANNOT_TELL for item in FORM.items} | {"safe": Mark.NO}, "Ask first.", beside=True)


class Calls:
    """Finished calls of one volunteer, a minute apart."""

    def __init__(self, unit: SqlUnitOfWork) -> None:
        new_script(unit)
        self._unit, self._people, self._made = unit, People(unit, new_batch(unit)), 0
        self.staff: StaffId = new_staff(unit)

    def add(self, *tips: NewTip, state: CallState = CallState.REVIEW, drawn: Sampled | None = None):
        self._made += 1
        at = MONDAY + self._made * MINUTE
        person = self._people.add(f"Ada{self._made}", "Quist")
        op = OperationId(f"op-{self._made}")
        attempt = self._unit.calls.add_attempt(person.callback, person.phones[0], self.staff, at, op)
        call = self._unit.calls.open_call(attempt, person.callback, SCRIPT, at, "en")
        self._unit.calls.finish(call, CallResult("talked_all", tips=tips), at)
        self._unit.calls.put_state(call, state, at)
        if drawn is not None:
            self._unit.reviews.put_draw(call, drawn, at)
        return person, call


def test_the_newest_draw_of_a_call_counts_and_all_are_kept(storage: SqlStorage) -> None:
    with storage.write() as unit:
        calls = Calls(unit)
        _, call = calls.add()
        assert unit.reviews.draw(call) is None
        unit.reviews.put_draw(call, NOT_DRAWN, MONDAY)
        unit.reviews.put_draw(call, DRAWN, MONDAY + MINUTE)
        assert unit.reviews.draw(call) == DRAWN
        assert unit.reviews.draws(MONDAY, MONDAY + MINUTE) == (DrawnCall(call, MONDAY, NOT_DRAWN),)
        assert [one.said for one in unit.reviews.draws(MONDAY, MONDAY + 2 * MINUTE)] == [NOT_DRAWN, DRAWN]


def test_a_scored_form_comes_back_as_it_was(storage: SqlStorage) -> None:
    with storage.write() as unit:
        calls = Calls(unit)
        _, call = calls.add()
        first = unit.reviews.add_check(call, calls.staff, CHECK, by="Pat Ruiz", at=MONDAY)
        second = unit.reviews.add_check(call, calls.staff, replace(CHECK, note=""), by="Dana", at=MONDAY + MINUTE)
        newest, oldest = unit.reviews.checks_of_call(call)
        assert (newest.id, oldest.id) == (second, first)
        assert (oldest.said, oldest.by, oldest.at, oldest.staff_id) == (CHECK, "Pat Ruiz", MONDAY, calls.staff)
        assert unit.reviews.checks_of(calls.staff, limit=1) == (newest,)
        assert unit.reviews.checks(MONDAY, MONDAY + MINUTE) == (oldest,)
        assert unit.reviews.checks_of(StaffId(99), limit=5) == ()


def test_the_newest_move_says_where_somebody_stands(storage: SqlStorage) -> None:
    with storage.write() as unit:
        staff = new_staff(unit)
        assert unit.reviews.stage(staff) is None
        for stage in (Stage.EXPERIENCED, Stage.NEW):
            unit.reviews.add_move(LadderMove(staff, stage, MONDAY, "Dana", "Why."))
        assert unit.reviews.stage(staff) == LadderMove(staff, Stage.NEW, MONDAY, "Dana", "Why.")


def test_the_list_says_what_is_read_and_what_is_quiet(storage: SqlStorage) -> None:
    with storage.write() as unit:
        calls = Calls(unit)
        _, quiet = calls.add(drawn=NOT_DRAWN)
        _, before_draws = calls.add()
        _, chosen = calls.add(drawn=DRAWN)
        person, raised = calls.add(drawn=NOT_DRAWN)
        unit.concerns.add(person.callback, raised, "Ruth", MONDAY, NewConcern(ConcernKind.DISTRESS))
        _, praised = calls.add(drawn=NOT_DRAWN)
        unit.concerns.add(person.callback, praised, "Ruth", MONDAY, NewConcern(ConcernKind.PRAISE, "Kind."))
        _, act_by = calls.add(NewTip(1, "Sold on Friday", MONDAY, act_by=date(2026, 11, 20)), drawn=NOT_DRAWN)
        lines = unit.calls.to_review()
        assert [line.call_id for line in lines] == [act_by, quiet, before_draws, chosen, raised, praised]
        assert {line.call_id for line in lines if line.quiet} == {quiet, before_draws, praised}
        assert [line.call_id for line in unit.calls.to_review(only=[chosen, quiet])] == [quiet, chosen]
        assert unit.calls.to_review(only=[]) == ()
        assert all(line.own and not line.quiet for line in unit.calls.to_review(calls.staff))


def test_what_was_chosen_and_signed_off_waits_for_its_form(storage: SqlStorage) -> None:
    with storage.write() as unit:
        calls = Calls(unit)
        _, chosen = calls.add(state=CallState.SIGNED, drawn=DRAWN)
        _, plain = calls.add(state=CallState.SIGNED, drawn=NOT_DRAWN)
        calls.add(drawn=DRAWN)
        other = StaffId(calls.staff + 1)
        assert [line.call_id for line in unit.calls.signed_to_score(MONDAY, 9, besides=other)] == [chosen]
        assert unit.calls.signed_to_score(MONDAY, 9, besides=calls.staff) == ()
        assert unit.calls.signed_to_score(MONDAY + 9 * MINUTE, 9, besides=other) == ()
        unit.reviews.add_check(chosen, calls.staff, CHECK, by="Dana", at=MONDAY)
        assert unit.calls.signed_to_score(MONDAY, 9, besides=other) == ()
        assert unit.reviews.read_calls() == {calls.staff: 2}
        assert plain


@pytest.mark.parametrize("use", NameUse)
def test_a_complaint_is_followed_and_what_was_agreed_stays(storage: SqlStorage, use: NameUse) -> None:
    with storage.write() as unit:
        person, call = Calls(unit).add()
        concern = unit.concerns.add(
            person.callback, call, "Ruth", MONDAY, NewConcern(ConcernKind.COMPLAINT, "x", name_use=use)
        )
        assert unit.concerns.get(concern).said.name_use is use
        assert unit.concerns.routed(ConcernKind.COMPLAINT, MONDAY) == ()
        unit.concerns.route(concern, "Standards", MONDAY + MINUTE)
        late = MONDAY + timedelta(days=200)
        assert [one.id for one in unit.concerns.routed(ConcernKind.COMPLAINT, late)] == [concern], "not acknowledged"
        unit.concerns.acknowledge(concern, "PS 1", MONDAY + 2 * MINUTE)
        found = unit.concerns.get(concern)
        assert (found.acknowledged_at, found.reference) == (MONDAY + 2 * MINUTE, "PS 1")
        assert unit.concerns.routed(ConcernKind.COMPLAINT, late) == ()
        assert [one.id for one in unit.concerns.routed(ConcernKind.COMPLAINT, MONDAY)] == [concern]
        assert unit.concerns.routed(ConcernKind.PRAISE, MONDAY) == ()


def test_what_was_ticked_is_counted_by_list_month_area_and_ticks(storage: SqlStorage) -> None:
    with storage.write() as unit:
        calls = Calls(unit)
        assert unit.reviews.themes() == {}
        october, november = Month(2026, 10), Month(2026, 11)
        dark = frozenset({"lights", "strangers"})
        kept = (
            ThemeTicks(october, "North", dark),
            ThemeTicks(october, "North", dark),
            ThemeTicks(october, "North"),
            ThemeTicks(november, "North", dark),
            ThemeTicks(november, "", dark),
            ThemeTicks(november, "", dark, "another list"),
        )
        for ticks in kept:
            unit.reviews.put_themes(calls.add(state=CallState.SIGNED)[1], ticks)
        assert unit.reviews.themes() == Counter(kept)
        with pytest.raises(IntegrityError):
            unit.reviews.put_themes(CallId(1), kept[0])
