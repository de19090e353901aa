"""Research F46: an import killed at every stage leaves nothing anybody sees, and the same import then succeeds."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from callback_desk.domain.audit_verify import Finding
from callback_desk.domain.errors import ImportRefused
from callback_desk.use_cases import import_report
from tests.journeys.hands import OtherProcess
from tests.use_cases.made_desks import (
    SERGEANT,
    SUPERVISOR,
    WORKDAY,
    World,
    ask,
    bring_in,
    changed_tables,
    events,
    plain_rows,
    snapshot,
    storage_of,
    write_rows,
)

STAGES = ("opened", "looked", "reading", "sorting", "checked", "staging", "staged")
PEOPLE = 40


@pytest.fixture
def export(tmp_path: Path) -> Path:
    rows = plain_rows(PEOPLE + 12, WORKDAY.date(), seed=1)[12:]  # nobody of the template's twelve
    return write_rows(tmp_path / "export.csv", [{**row, "Case Number": f"27-{n:06}"} for n, row in enumerate(rows)])


@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_import_leaves_nothing_and_can_be_done_again(
    world: World, other_process: OtherProcess, export: Path, stage: str
) -> None:
    before = world.enter(SERGEANT)
    people = ask(before, "SELECT count(*) FROM callbacks")
    whole = snapshot(before)
    world.close()
    other_process.begin("import", world.folder, WORKDAY, SUPERVISOR, file=str(export), stop_at=stage)
    while other_process.line("stage")["stage"] != stage:
        pass
    if stage == "staged":  # before the kill: the import process may tidy up when whoever began it is gone
        assert list(world.folder.glob("import-*.scratch*")), "the kill comes too late to leave anything"
    other_process.kill()
    world.clock.move(minutes=6)
    desk = world.enter(SERGEANT)
    assert not list(world.folder.glob("import-*.scratch*"))
    assert ask(desk, "SELECT count(*) FROM callbacks") == people
    changed = changed_tables(whole, snapshot(desk))
    assert changed <= {"audit_events", "staff", "batches", "operations"}, changed
    assert ask(desk, "SELECT count(*) FROM batches WHERE state = 'staged'") == [(0,)]
    assert events(desk).count("import.commit") == 1
    batch, preview = bring_in(desk, export)
    assert preview.counts.rows_in == PEOPLE
    assert ask(desk, "SELECT count(*) FROM callbacks WHERE batch_id = ?", batch.id) == [(PEOPLE,)]
    assert storage_of(desk).verify_audit().finding is Finding.CLEAN
    assert storage_of(desk).integrity() == ()


def test_an_import_that_fails_while_loading_does_not_spoil_the_next(world: World, export: Path) -> None:
    """In one session: rows stay staged, and the next import must not lean on them (its sign-in would fail)."""
    desk = world.enter(SERGEANT)
    session = import_report.open_import(desk, export)
    try:
        import_report.look(desk, session)
        preview = import_report.check_rows(
            desk, session, None, progress=lambda _w, _d, _o: None, cancelled=lambda: False
        )

        def stop(what: str, done: int, of: int) -> None:
            if what == "import" and done >= of:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            import_report.import_rows(
                desk,
                desk.new_operation(),
                session,
                preview,
                file_name="export.csv",
                layout=None,
                turn=lambda: None,
                progress=stop,
            )
    finally:
        session.close()
    assert ask(desk, "SELECT count(*) FROM batches WHERE state = 'staged'") == [(1,)]
    batch, _ = bring_in(desk, export)
    again = world.enter(SERGEANT)
    assert ask(again, "SELECT count(*) FROM callbacks WHERE batch_id = ?", batch.id) == [(PEOPLE,)]
    assert ask(
        again, "SELECT count(*) FROM reports r JOIN cases c ON c.id = r.case_id WHERE r.batch_id <> c.batch_id"
    ) == [(0,)]
    assert ask(again, "SELECT count(*) FROM batches WHERE state = 'staged'") == [(0,)]


def test_one_import_at_a_time_and_a_dead_one_does_not_block(
    world: World, other_process: OtherProcess, export: Path
) -> None:
    other_process.begin("import", world.folder, WORKDAY, SUPERVISOR, file=str(export), stop_at="opened")
    while other_process.line("stage")["stage"] != "opened":
        pass
    world.clock.move(seconds=90)
    desk = world.enter(SERGEANT)
    with pytest.raises(ImportRefused) as refused:
        import_report.open_import(desk, export)
    assert "Another import is running" in refused.value.sentence
    os.kill(other_process.pid, signal.SIGKILL)
    other_process.wait()
    world.clock.at += timedelta(minutes=1)
    bring_in(desk, export)
