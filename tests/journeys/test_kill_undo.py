"""Taking an import back, killed at every turn: before it went nothing has changed, after it the next start ends it."""

from __future__ import annotations

import pytest

from callback_desk.domain.audit_verify import Finding
from callback_desk.domain.ids import BatchId
from callback_desk.domain.undo import UndoPile
from callback_desk.use_cases.undo_import import undo_batch, undo_preview, undo_report
from tests.journeys.hands import OtherProcess
from tests.use_cases.made_desks import (
    RUTH,
    SERGEANT,
    SUPERVISOR,
    World,
    ask,
    changed_tables,
    events,
    snapshot,
    storage_of,
    talk,
)
from tests.use_cases.visible import facts_of_desk, problems_of_desk

PEOPLE, TURNS_BEFORE_IT_GOES = 12, 4


@pytest.mark.parametrize("turn", [1, 3, TURNS_BEFORE_IT_GOES, TURNS_BEFORE_IT_GOES + 1])
def test_a_killed_undo_is_never_half(world: World, other_process: OtherProcess, turn: int) -> None:
    talk(world.enter(RUTH))
    desk = world.enter(SERGEANT)
    before, facts, plan = snapshot(desk), facts_of_desk(desk), undo_preview(desk, BatchId(1))
    assert len(facts) == PEOPLE
    other_process.begin("undo", world.folder, world.clock.now(), SUPERVISOR, stop_at=turn)
    while other_process.line("turn")["turn"] != turn:
        pass
    went = turn > TURNS_BEFORE_IT_GOES
    assert len(facts_of_desk(desk)) == (1 if went else PEOPLE), "another window sees all of it or nothing"
    other_process.kill()
    world.clock.move(minutes=6)
    desk = world.enter(SERGEANT)  # the next start
    if went:
        assert undo_report(desk, BatchId(1)).counts.of(UndoPile.REMOVED) == PEOPLE - 1
        assert ask(desk, "SELECT count(*) FROM callbacks WHERE batch_id = 1 AND state <> 'withdrawn'") == [(0,)]
    else:
        assert facts_of_desk(desk) == facts
        assert changed_tables(before, snapshot(desk)) <= {"audit_events", "staff", "batches"}
        assert undo_batch(desk, desk.new_operation(), BatchId(1)).counts == plan.counts
    assert events(desk).count("import.undo") == 1
    assert problems_of_desk(desk) == []
    assert storage_of(desk).verify_audit().finding is Finding.CLEAN
    assert storage_of(desk).integrity() == ()
