"""An OK to call is given against what holds at that moment; a case hold ends with its day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from callback_desk.domain.ids import CallbackId
from callback_desk.domain.incident import Pile
from callback_desk.use_cases import call_list, decide_hold, next_call
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import RUTH, SERGEANT, WORKDAY, World, ask, bring_in, plain_rows, write_rows

ROBBED = {
    **plain_rows(1, WORKDAY.date(), seed=51, first=900)[0],
    "Case Number": "26-990001",
    "Offense Code": "120",
    "Offense Description": "Robbery",
}


def _of_the_case(desk: Desk, number: str = "26-990001") -> CallbackId:
    [view] = call_list.why_case(desk, number)
    return view.id


def _keep_off_everybody_else(desk: Desk) -> None:
    waiting = [CallbackId(int(str(row[0]))) for row in ask(desk, "SELECT id FROM callbacks WHERE state = 'waiting'")]
    decide_hold.keep_off(desk, desk.new_operation(), waiting)


def test_a_rule_that_comes_to_hold_later_is_another_decision(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    _keep_off_everybody_else(desk)
    bring_in(desk, write_rows(tmp_path / "first.csv", [ROBBED]))
    robbed = _of_the_case(desk)
    decide_hold.release(desk, desk.new_operation(), robbed, "A stranger, says the detective.", 30)
    assert call_list.why(desk, robbed).state == "waiting"
    bring_in(desk, write_rows(tmp_path / "later.csv", [{**ROBBED, "Notes": "Represented by attorney."}]))
    assert next_call.claim_next(world.enter(RUTH), desk.new_operation()) is None
    view = call_list.why(world.enter(SERGEANT), robbed)
    assert view.state == "held"
    assert [label for label, _where in view.stopped] == ["Has a lawyer"] or "attorney" in view.rule


def test_the_ok_lasts_for_what_it_was_given_against(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    _keep_off_everybody_else(desk)
    bring_in(desk, write_rows(tmp_path / "first.csv", [ROBBED]))
    robbed = _of_the_case(desk)
    decide_hold.release(desk, desk.new_operation(), robbed, "A stranger, says the detective.", 30)
    bring_in(desk, write_rows(tmp_path / "later.csv", [{**ROBBED, "Notes": "Left a card."}]))
    card = next_call.claim_next(world.enter(RUTH), desk.new_operation())
    assert card is not None
    assert card.callback_id == robbed


def test_a_hold_set_before_the_case_came_ends_with_its_day(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    row = {**plain_rows(1, WORKDAY.date(), seed=52, first=910)[0], "Case Number": "26-990002"}
    other = {**plain_rows(1, WORKDAY.date(), seed=53, first=920)[0], "Case Number": "26-990003"}
    today = WORKDAY.date()
    decide_hold.hold_case(desk, desk.new_operation(), "26-990002", "Asked by the detective.", today)
    tomorrow = today + timedelta(days=1)
    decide_hold.hold_case(desk, desk.new_operation(), "26-990003", "Asked by the detective.", tomorrow)
    world.clock.move(days=1)
    _batch, preview = bring_in(desk, write_rows(tmp_path / "list.csv", [row, other]))
    assert preview.counts.of(Pile.QUEUED) == 1
    assert preview.counts.reasons == {"case_hold": 1}
    assert call_list.why(desk, _of_the_case(desk, "26-990003")).state == "held"
