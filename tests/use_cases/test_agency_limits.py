"""An agency's own limits for old facts and old cases count at the import and before every dial, and are said."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from callback_desk.domain.eligibility import Level
from callback_desk.domain.ids import CallbackId
from callback_desk.use_cases import agency_settings, call_list
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import SUPERVISOR, MovedClock, World, ask, bring_in, plain_rows, write_rows


def _person(desk: Desk, tmp_path: Path, days_ago: int) -> tuple[CallbackId, str]:
    now = desk.clock.now()
    (row,) = plain_rows(1, now.date(), seed=23, first=70)
    reported = (now - timedelta(days=days_ago)).strftime("%m/%d/%Y")
    row = {**row, "Case Number": f"26-88{days_ago:04d}", "Report Date": reported}
    bring_in(desk, write_rows(tmp_path / f"{days_ago}.csv", [row]))
    [(found, state)] = ask(
        desk,
        "SELECT b.id, b.state FROM callbacks b JOIN reports r ON r.callback_id = b.id "
        "JOIN cases c ON c.id = r.case_id WHERE c.number = ?",
        row["Case Number"],
    )
    return CallbackId(int(str(found))), str(state)


def test_a_shorter_last_day_counts_at_the_import_and_afterwards(world: World, tmp_path: Path) -> None:
    desk = world.enter(SUPERVISOR)
    before, state = _person(desk, tmp_path, 40)
    assert state == "waiting"
    agency_settings.change_settings(desk, desk.new_operation(), {"calling": {"last_call_days": 30}})
    desk = world.enter(SUPERVISOR)
    said = call_list.why(desk, before)
    assert (said.level, said.rule) == (Level.EXCLUDED, "too_old")
    assert "more than 30 days old" in said.sentence
    assert said.rule_version.endswith("+agency--30-/2")
    assert _person(desk, tmp_path, 25) == (before, "waiting"), "the newer report is inside the limit"


def test_a_case_older_than_the_agency_says_is_not_queued(world: World, tmp_path: Path) -> None:
    desk = world.enter(SUPERVISOR)
    agency_settings.change_settings(desk, desk.new_operation(), {"calling": {"last_call_days": 30}})
    assert _person(world.enter(SUPERVISOR), tmp_path, 35)[1] == "excluded"


def test_facts_grow_old_when_the_agency_says_so(world: World, tmp_path: Path) -> None:
    desk = world.enter(SUPERVISOR)
    callback_id, _ = _person(desk, tmp_path, 5)
    agency_settings.change_settings(desk, desk.new_operation(), {"calling": {"facts_fresh_days": 3}})
    clock = world.clock
    assert isinstance(clock, MovedClock)
    clock.move(minutes=4 * 24 * 60)
    said = call_list.why(world.enter(SUPERVISOR), callback_id)
    assert (said.level, said.rule) == (Level.HELD, "facts_old")
