"""The outcome table changed by an agency: dated, stricter, and what keeps people safe is locked."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.outcome_versions import (
    STRICTER,
    OutcomeChange,
    OutcomeVersion,
    changed_table,
    in_force,
    versions_from,
)
from callback_desk.domain.outcomes import STATE_AFTER, Follow, Outcome, OutcomeTable, SupervisorTask
from callback_desk.domain.queue import CallbackState
from tests.domain.rules_at_hand import BOOK

TABLE = BOOK.outcomes
MADE = datetime(2026, 11, 17, 16, 0, tzinfo=UTC)


def version(number: int = 1, effective: date = date(2026, 11, 17), **changes: OutcomeChange) -> OutcomeVersion:
    named = {Outcome(name): change for name, change in changes.items()}
    return OutcomeVersion(number, effective, "Dana Whitlock", MADE, "As agreed.", named)


def with_(**changes: OutcomeChange) -> OutcomeTable:
    return changed_table(TABLE, version(**changes))


def test_every_step_leads_to_exactly_one_state() -> None:
    assert set(STATE_AFTER) == set(Follow)
    for row in TABLE.rows.values():
        assert row.state is STATE_AFTER[row.follow]
        assert row.final is (row.state in {CallbackState.REVIEW, CallbackState.DONE, CallbackState.HELD})
        assert row.eligible, "a report proves that the person exists (research 4.3)"


def test_words_waits_notes_and_steps_change_and_the_rest_stays() -> None:
    table = with_(
        busy=OutcomeChange(delay_min=15),
        no_answer=OutcomeChange(screen="Nobody picked up", delay_days=3),
        someone_else=OutcomeChange(follow=Follow.HELD, note=True),
        away=OutcomeChange(follow=Follow.DONE),
    )
    assert table.version == f"{TABLE.version}+1"
    busy, someone = table.rule("busy"), table.rule("someone_else")
    assert (busy.delay_min, busy.sentence) == (15, "Try again in 15 minutes.")
    assert (table.rule("no_answer").screen, table.rule("no_answer").delay_days) == ("Nobody picked up", 3)
    assert (someone.state, someone.task, someone.note) == (CallbackState.HELD, SupervisorTask.DECIDE, True)
    assert someone.sentence == "A supervisor decides."
    assert table.rule("away").sentence == "Nobody calls again."
    untouched = set(Outcome) - {Outcome.BUSY, Outcome.NO_ANSWER, Outcome.SOMEONE_ELSE, Outcome.AWAY}
    assert all(table.rule(name) == TABLE.rule(name) for name in untouched)
    for name in Outcome:
        before, after = TABLE.rule(name), table.rule(name)
        assert (before.aapor, before.kind, before.strict_kind) == (after.aapor, after.kind, after.strict_kind)
        assert (before.counts, before.answered, before.do_not_contact) == (
            after.counts, after.answered, after.do_not_contact
        )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("no_calls_wanted", OutcomeChange(follow=Follow.NEXT_TRY), "locked"),
        ("unsafe", OutcomeChange(follow=Follow.DONE), "locked"),
        ("danger", OutcomeChange(follow=Follow.NEXT_TRY), "locked"),
        ("talked_all", OutcomeChange(follow=Follow.DONE), "locked"),
        ("no_answer", OutcomeChange(follow=Follow.BUSY_AGAIN), "locked"),
        ("soft_refusal", OutcomeChange(follow=Follow.NEXT_TRY), "locked"),
        ("soft_refusal", OutcomeChange(delay_days=6), "longer, not shorter"),
        ("busy", OutcomeChange(delay_min=4), "longer, not shorter"),
        ("busy", OutcomeChange(delay_min=241), "longer, not shorter"),
        ("unsafe", OutcomeChange(delay_days=3), "no place here"),
        ("no_answer", OutcomeChange(delay_min=3), "no place here"),
        ("busy", OutcomeChange(screen=""), "from 1 to 60"),
        ("busy", OutcomeChange(screen="x" * 61), "from 1 to 60"),
        ("busy", OutcomeChange(screen="no ANSWER"), "same words"),
        ("busy", OutcomeChange(screen="Bu\u202esy"), "from 1 to 60"),
        ("busy", OutcomeChange(sentence="Try again"), "period"),
    ],
)
def test_looser_or_unclear_is_refused_with_its_name(name: str, change: OutcomeChange, says: str) -> None:
    with pytest.raises(DeskFault, match=says):
        with_(**{name: change})


@pytest.mark.parametrize("follow", STRICTER)
def test_what_takes_the_place_of_a_step_never_calls_more(follow: Follow) -> None:
    order = {CallbackState.WAITING: 0, CallbackState.HELD: 1, CallbackState.DONE: 2}
    for other in STRICTER[follow]:
        assert order[STATE_AFTER[other]] >= order[STATE_AFTER[follow]]


def test_the_version_made_last_counts_from_its_day() -> None:
    first = version(1, date(2026, 11, 17), busy=OutcomeChange(delay_min=10))
    ahead = version(2, date(2026, 12, 1), busy=OutcomeChange(delay_min=20))
    both = (first, ahead)
    assert in_force(both, date(2026, 11, 16)) is None
    assert in_force(both, date(2026, 11, 30)) is first
    assert in_force(both, date(2026, 12, 1)) is ahead
    back = version(3, date(2026, 11, 20))
    assert in_force((*both, back), date(2026, 12, 5)) is back, "taken back is taken back"
    assert changed_table(TABLE, None) is TABLE


def test_a_version_comes_back_as_it_was_kept() -> None:
    kept = version(1, busy=OutcomeChange(screen="Line busy", follow=Follow.HELD, note=True, delay_min=9))
    assert versions_from([kept.plain()]) == (kept,)


@pytest.mark.parametrize(
    "wrong",
    [
        "x",
        [3],
        [{}],
        [{**version().plain(), "changes": {"hung_up": {}}}],
        [{**version().plain(), "changes": {"busy": {"aapor": "9.9"}}}],
        [{**version().plain(), "changes": {"busy": {"delay_min": "5"}}}],
        [{**version().plain(), "changes": {"busy": {"follow": "sing"}}}],
        [{**version().plain(), "at": "2026-11-17T16:00:00"}],
        [{**version().plain(), "effective": "soon"}],
    ],
)
def test_versions_that_were_tampered_with_are_refused(wrong: object) -> None:
    with pytest.raises(DeskFault):
        versions_from(wrong)
