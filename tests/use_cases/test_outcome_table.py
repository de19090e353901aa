"""A supervisor changes how calls end: it counts from its day, for calls that are made, and can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from callback_desk.domain.call import CallResult
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.outcome_versions import OutcomeChange
from callback_desk.domain.outcomes import Follow, Outcome
from callback_desk.use_cases import agency_settings, call_list, decide_hold, finish_call, next_call, outcome_table
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import CARMEN, RUTH, SERGEANT, World, ask, claim, events, start


def change(desk: Desk, outcome: Outcome, made: OutcomeChange, days: int = 0, reason: str = "As agreed.") -> int:
    begins = desk.clock.now().astimezone(desk.zone).date() + timedelta(days=days)
    return outcome_table.change_outcome(desk, desk.new_operation(), outcome, made, reason, begins).id


def end(desk: Desk, outcome: str, note: str = "") -> finish_call.Finished:
    started = start(desk)
    return finish_call.finish_call(
        desk, desk.new_operation(), started.call_id, started.fence, CallResult(outcome, note=note)
    )


def row(desk: Desk, outcome: Outcome) -> outcome_table.OutcomeLine:
    return next(line for line in outcome_table.outcome_page(desk).lines if line.shipped.outcome is outcome)


def test_a_change_counts_for_the_next_call_and_is_on_record(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    number = change(sergeant, Outcome.BUSY, OutcomeChange(delay_min=15, screen="Line busy"))
    page = outcome_table.outcome_page(sergeant)
    assert [(one.number, one.by, one.reason) for one in page.versions] == [(number, SERGEANT, "As agreed.")]
    assert row(sergeant, Outcome.BUSY).newest.delay_min == row(sergeant, Outcome.BUSY).now.delay_min == 15
    assert row(sergeant, Outcome.BUSY).shipped.delay_min == 5
    assert "rules.change" in events(sergeant)
    ruth = world.enter(RUTH)
    assert ruth.rules.outcomes.version.endswith(f"+{number}")
    done = end(ruth, "busy")
    assert done.ready_at == ruth.clock.now() + timedelta(minutes=15)


def test_one_dated_ahead_waits_for_its_day(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    change(sergeant, Outcome.AWAY, OutcomeChange(delay_days=14), days=3)
    line = row(sergeant, Outcome.AWAY)
    assert (line.now.delay_days, line.newest.delay_days) == (7, 14)
    assert world.enter(RUTH).rules.outcomes.rule("away").delay_days == 7
    world.clock.move(days=3)  # type: ignore[attr-defined]
    assert world.enter(RUTH).rules.outcomes.rule("away").delay_days == 14


def test_the_newest_change_is_taken_back_by_a_further_version(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    first = change(sergeant, Outcome.BUSY, OutcomeChange(delay_min=10))
    second = change(sergeant, Outcome.AWAY, OutcomeChange(delay_days=10))
    with pytest.raises(DeskFault, match="newest"):
        outcome_table.take_back_outcomes(sergeant, sergeant.new_operation(), first, "Not needed.")
    outcome_table.take_back_outcomes(sergeant, sergeant.new_operation(), second, "Not needed.")
    page = outcome_table.outcome_page(sergeant)
    assert [one.number for one in page.versions] == [3, 2, 1]
    assert page.versions[0].taken_back == second
    assert (row(sergeant, Outcome.BUSY).now.delay_min, row(sergeant, Outcome.AWAY).now.delay_days) == (10, 7)
    outcome_table.take_back_outcomes(sergeant, sergeant.new_operation(), 3, "It was needed.")
    assert row(sergeant, Outcome.AWAY).now.delay_days == 10, "taking back can be taken back"


@pytest.mark.parametrize(
    ("made", "reason", "says"),
    [
        (OutcomeChange(delay_min=2), "Faster.", "not shorter"),
        (OutcomeChange(delay_min=10), "  ", "why the table changes"),
        (OutcomeChange(), "Nothing.", "Nothing is different"),
    ],
)
def test_what_is_refused_changes_nothing(world: World, made: OutcomeChange, reason: str, says: str) -> None:
    sergeant = world.enter(SERGEANT)
    with pytest.raises(DeskFault, match=says):
        change(sergeant, Outcome.BUSY, made, reason=reason)
    with pytest.raises(DeskFault, match="today on"):
        change(sergeant, Outcome.BUSY, OutcomeChange(delay_min=10), days=-1)
    assert outcome_table.outcome_page(sergeant).versions == ()
    assert agency_settings.settings(sergeant).get("outcomes", []) == []


def test_a_note_that_is_needed_is_asked_for(world: World) -> None:
    change(world.enter(SERGEANT), Outcome.SOMEONE_ELSE, OutcomeChange(note=True, follow=Follow.HELD))
    ruth = world.enter(RUTH)
    started = start(ruth)
    result = CallResult("someone_else")
    with pytest.raises(DeskFault, match="a few words"):
        finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, result)
    done = finish_call.finish_call(
        ruth, ruth.new_operation(), started.call_id, started.fence, CallResult("someone_else", note="A neighbor.")
    )
    assert done.sentence == "A supervisor decides."
    said = call_list.why(world.enter(SERGEANT), done.callback_id)
    assert said.state == "held"


def test_no_second_round_on_one_day_whoever_says_ok(world: World) -> None:
    """An OK to call on the day of a try opens the next day, and the limits hold at the claim and at the dial."""
    ruth = world.enter(RUTH)
    done = end(ruth, "not_the_person")
    sergeant = world.enter(SERGEANT)
    decide_hold.release(sergeant, sergeant.new_operation(), done.callback_id, "It is the right person.", 7)
    said = call_list.why(sergeant, done.callback_id)
    assert said.state == "waiting"
    assert said.next_try.startswith("Tomorrow")
    assert "1 of 6 tries used" in said.passed
    carmen = world.enter(CARMEN)
    handed = set()
    while card := next_call.claim_next(carmen, carmen.new_operation()):
        handed.add(card.callback_id)
    assert len(handed) == 11
    assert done.callback_id not in handed


def test_shifts_move_the_next_try_and_an_agreed_time(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    shifts = {"calendar": {"shifts": ["tuesday 9:00-12:00", "thursday 9:00-12:00"]}}
    agency_settings.change_settings(sergeant, sergeant.new_operation(), shifts)
    ruth = world.enter(RUTH)
    done = end(ruth, "no_answer")
    assert done.ready_at is not None
    assert done.ready_at.astimezone(ruth.zone).strftime("%A %H:%M") == "Thursday 09:00"
    started = start(ruth)
    wish = ruth.clock.now() + timedelta(days=1)
    agreed = finish_call.finish_call(
        ruth, ruth.new_operation(), started.call_id, started.fence, CallResult("another_time", next_at=wish)
    )
    assert agreed.ready_at is not None
    assert agreed.ready_at.astimezone(ruth.zone).strftime("%A %H:%M") == "Thursday 09:00"
    assert "Nobody is at the desk at that time" in agreed.sentence


def test_stricter_hours_and_closed_days_count_at_the_claim(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    today = sergeant.clock.now().astimezone(sergeant.zone).date()
    calendar = {"calendar": {"closed_days": [today.isoformat()], "hours": {"wednesday": "13:00-15:00"}}}
    agency_settings.change_settings(sergeant, sergeant.new_operation(), calendar)
    ruth = world.enter(RUTH)
    assert next_call.claim_next(ruth, ruth.new_operation()) is None
    (one,) = ask(ruth, "SELECT min(id) FROM callbacks WHERE state = 'waiting'")
    said = call_list.why(world.enter(SERGEANT), one[0])
    assert said.next_try == "Tomorrow at 1:00 PM"
    with pytest.raises(DeskFault, match="call less, not more"):
        agency_settings.change_settings(
            sergeant, sergeant.new_operation(), {"calendar": {"hours": {"sunday": "9:00-19:00"}}}
        )


def test_an_agreed_time_is_kept_on_a_number_that_was_tried_three_times(world: World) -> None:
    ruth = world.enter(RUTH)
    card = claim(ruth)
    callback_id = card.callback_id
    for outcome in ("no_answer", "no_answer", "another_time"):
        started = start(ruth, card)
        wish = ruth.clock.now() + timedelta(days=1) if outcome == "another_time" else None
        done = finish_call.finish_call(
            ruth, ruth.new_operation(), started.call_id, started.fence, CallResult(outcome, next_at=wish)
        )
        assert done.ready_at is not None, outcome
        world.clock.at = done.ready_at  # type: ignore[attr-defined]
        ruth = world.enter(RUTH)
        found = None
        while found is None or found.callback_id != callback_id:
            found = claim(ruth)
        card = found
    assert card.promised_at is not None
    assert start(ruth, card).phone_id == card.phones[0].id
