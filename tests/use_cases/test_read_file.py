"""Files that were read go only when they are still what was read; a watched folder offers, and imports nothing."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from callback_desk.domain.errors import DeskFault, ImportRefused
from callback_desk.use_cases import import_report, read_file, watched_folder
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import QUIET, SERGEANT, MovedClock, World, ask, bring_in, plain_rows, write_rows


@pytest.fixture
def sergeant(world: World) -> Desk:
    return world.enter(SERGEANT)


def new_export(world: World, name: str = "new.csv", first: int = 60) -> Path:
    return write_rows(world.folder.with_name(name), plain_rows(3, world.clock.now().date(), first=first))


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def removed_events(desk: Desk) -> int:
    return int(str(ask(desk, "SELECT count(*) FROM audit_events WHERE event = 'import.file_removed'")[0][0]))


def test_a_file_that_was_imported_goes_and_the_trail_says_so(world: World, sergeant: Desk) -> None:
    export = new_export(world)
    batch, _ = bring_in(sergeant, export)
    assert read_file.remove_read_file(sergeant, export, sha(export)) == batch.id
    assert not export.exists()
    assert removed_events(sergeant) == 1


def test_a_file_that_changed_or_was_never_imported_or_is_a_link_stays(world: World, sergeant: Desk) -> None:
    export = new_export(world)
    with pytest.raises(DeskFault, match="was not imported"):
        read_file.remove_read_file(sergeant, export, sha(export))
    bring_in(sergeant, export)
    read = sha(export)
    link = export.with_name("link.csv")
    link.symlink_to(export)
    with pytest.raises(DeskFault, match="only points to"):
        read_file.remove_read_file(sergeant, link, read)
    with export.open("a", encoding="utf-8") as file:
        file.write("one more line\n")
    with pytest.raises(DeskFault, match="has changed since it was read"):
        read_file.remove_read_file(sergeant, export, read)
    assert export.exists()
    export.unlink()
    with pytest.raises(DeskFault, match="is no longer in"):
        read_file.remove_read_file(sergeant, export, read)
    assert removed_events(sergeant) == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this account may remove everything")
def test_a_file_that_cannot_be_removed_is_said(world: World, sergeant: Desk) -> None:
    folder = world.folder.with_name("locked")
    folder.mkdir()
    export = write_rows(folder / "x.csv", plain_rows(2, world.clock.now().date(), first=60))
    bring_in(sergeant, export)
    folder.chmod(0o500)
    try:
        with pytest.raises(DeskFault, match="cannot be removed"):
            read_file.remove_read_file(sergeant, export, sha(export))
    finally:
        folder.chmod(0o700)


def test_pasted_rows_pass_the_same_gates_and_touch_no_disk(world: World, sergeant: Desk) -> None:
    export = new_export(world)
    rows = export.read_text("utf-8").replace(",", "\t")
    export.unlink()
    before = {path for path in world.folder.parent.rglob("*") if path.is_file()}
    session = import_report.open_import(sergeant, None, pasted=rows)
    try:
        looked = import_report.look(sergeant, session)
        assert looked.guess.delimiter == "\t"
        preview = import_report.check_rows(sergeant, session, None, **QUIET)
        new = {path for path in world.folder.parent.rglob("*") if path.is_file()} - before
        assert all(b"Quill" not in path.read_bytes() for path in new), "rows lie in clear text on the disk"
        batch = import_report.import_rows(
            sergeant,
            sergeant.new_operation(),
            session,
            preview,
            file_name="Pasted rows",
            layout=None,
            turn=lambda: None,
            progress=QUIET["progress"],
        )
    finally:
        session.close()
    assert batch.counts.rows_in == 3
    again = import_report.open_import(sergeant, None, pasted=rows)
    try:
        seen = import_report.look(sergeant, again).seen_before
    finally:
        again.close()
    assert seen is not None
    assert seen.id == batch.id


def test_too_much_and_nothing_pasted_are_refused_with_a_sentence(sergeant: Desk) -> None:
    with pytest.raises(ImportRefused, match="More than 1 MB of rows cannot be pasted"):
        import_report.open_import(sergeant, None, pasted="Case\tName\n" * 120_000)
    session = import_report.open_import(sergeant, None, pasted=" \r\n")
    try:
        with pytest.raises(ImportRefused):
            import_report.look(sergeant, session)
    finally:
        session.close()


def test_a_file_is_offered_when_it_has_come_to_rest_and_known_ones_say_so(world: World, sergeant: Desk) -> None:
    clock = world.clock
    assert isinstance(clock, MovedClock)
    assert watched_folder.arrivals(sergeant).folder is None
    folder = world.folder.with_name("from records")
    folder.mkdir()
    watched_folder.watch_folder(sergeant, sergeant.new_operation(), folder)
    assert watched_folder.watched_folder(sergeant) == folder
    export = write_rows(folder / "monday.csv", plain_rows(3, clock.now().date(), first=60))
    (folder / "~$monday.xlsx").write_text("lock", "utf-8")
    (folder / "notes.docx").write_text("no list", "utf-8")
    first = watched_folder.arrivals(sergeant)
    assert (first.arrived, first.being_written) == ((), 1)
    clock.move(seconds=3)
    with export.open("a", encoding="utf-8") as file:
        file.write("\n")
    growing = watched_folder.arrivals(sergeant, first.seen)
    assert (growing.arrived, growing.being_written) == ((), 1), "it grew between two looks"
    clock.move(seconds=3)
    still = watched_folder.arrivals(sergeant, growing.seen)
    assert [(one.file.name, one.imported_at) for one in still.arrived] == [("monday.csv", None)]
    batches = len(import_report.batches(sergeant))
    bring_in(sergeant, export)
    assert len(import_report.batches(sergeant)) == batches + 1, "and only somebody's hand imports it"
    known = watched_folder.arrivals(sergeant, still.seen)
    assert known.arrived[0].imported_at is not None
    watched_folder.watch_folder(sergeant, sergeant.new_operation(), None)
    assert watched_folder.watched_folder(sergeant) is None


def test_a_watched_folder_that_is_gone_or_syncs_is_named(world: World, sergeant: Desk) -> None:
    folder = world.folder.with_name("Dropbox") / "exports"
    with pytest.raises(DeskFault, match="cannot be read"):
        watched_folder.watch_folder(sergeant, sergeant.new_operation(), folder)
    folder.mkdir(parents=True)
    watched_folder.watch_folder(sergeant, sergeant.new_operation(), folder)
    assert watched_folder.arrivals(sergeant).cloud == "Dropbox"
    folder.rmdir()
    assert "cannot be read" in watched_folder.arrivals(sergeant).trouble
