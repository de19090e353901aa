"""Backup, then restore into another folder: the same desk, or nothing at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from callback_desk.bootstrap.door import read_plate
from callback_desk.bootstrap.making import MARKER
from callback_desk.bootstrap.opening import Office
from callback_desk.bootstrap.restoring import restore_desk
from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskFault, WrongPassword
from callback_desk.storage.store import SqlStorage
from callback_desk.use_cases.backup import make_backup
from callback_desk.use_cases.people import list_people
from callback_desk.use_cases.ports_world import BackupMade
from callback_desk.use_cases.sign_in import sign_in, sign_out
from callback_desk.vault.device_secret import MemoryKeyring
from callback_desk.vault.recovery_code import RecoveryCode
from tests.bootstrap.made_office import OTHER_PASSWORD, PASSWORD, SUPERVISOR, VOLUNTEER, MadeOffice, add
from tests.bootstrap.test_making import LOCKS, killed_at

STEPS = ["marked", "database", "keys", "switched", "joined"]


@dataclass
class Kept:
    """A backup of the desk, and an empty place to restore it to."""

    file: Path
    made: BackupMade
    code: str
    office: Office


@pytest.fixture
def kept(here: MadeOffice, tmp_path: Path) -> Kept:
    desk = here.sign_in()
    add(desk, VOLUNTEER, Role.VOLUNTEER)
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    made = make_backup(desk, shelf / "desk.cbbackup")
    here.sign_out(desk)
    return Kept(made.path, made, here.made.recovery_code.text, Office(tmp_path / "restored"))


def _whole(kept: Kept) -> None:
    assert kept.office.is_made
    desk = sign_in(kept.office.locked(), SUPERVISOR, PASSWORD)
    assert {one.name for one in list_people(desk)} == {SUPERVISOR, VOLUNTEER}
    assert desk.storage.verify_audit().exit_code == 0
    assert desk.storage.integrity() == ()
    sign_out(desk)


def test_a_restored_desk_is_the_same_desk(here: MadeOffice, kept: Kept) -> None:
    restored = restore_desk(kept.office, kept.file, kept.code)
    assert restored.counts == kept.made.counts
    assert restored.counts["staff"] == 2
    desk = sign_in(kept.office.locked(), VOLUNTEER, OTHER_PASSWORD)
    assert desk.info.database_id == here.made.database_id
    assert isinstance(desk.storage, SqlStorage)
    after = desk.storage.manifest().counts
    same = set(after) - {"audit_events"}
    assert {name: after[name] for name in same} == {name: kept.made.counts[name] for name in same}
    assert after["audit_events"] == kept.made.counts["audit_events"] + 4  # recovery, restore, banner, sign-in
    sign_out(desk)
    _whole(kept)
    assert read_plate(kept.office.folder)["agency"] == "Meridian Falls Police"
    assert not (kept.office.folder / MARKER).exists()


def test_the_old_desk_works_beside_the_restored_one(here: MadeOffice, kept: Kept) -> None:
    restore_desk(kept.office, kept.file, kept.code)
    old = here.sign_in()
    new = sign_in(kept.office.locked(), SUPERVISOR, PASSWORD)
    assert old.info.database_id == new.info.database_id
    assert old.keys.data_key()[0].parent != new.keys.data_key()[0].parent
    assert old.storage.verify_audit().exit_code == new.storage.verify_audit().exit_code == 0
    sign_out(new)


def test_a_folder_that_holds_a_desk_is_refused(here: MadeOffice, kept: Kept) -> None:
    before = {path.name for path in here.folder.iterdir()}
    with pytest.raises(DeskFault, match="holds a desk"):
        restore_desk(here.office, kept.file, kept.code)
    assert {path.name for path in here.folder.iterdir()} == before


def test_another_code_is_refused_and_nothing_is_left(kept: Kept) -> None:
    other = RecoveryCode.fresh(kept.office.random).text
    with pytest.raises(WrongPassword) as caught:
        restore_desk(kept.office, kept.file, other)
    assert caught.value.code == "E27"
    assert not kept.office.folder.exists()


@pytest.mark.parametrize("harm", ["cut", "flipped", "emptied", "other file"])
def test_a_damaged_backup_is_refused_and_nothing_is_left(kept: Kept, harm: str) -> None:
    content = bytearray(kept.file.read_bytes())
    if harm == "cut":
        content = content[: len(content) // 2]
    elif harm == "flipped":
        content[len(content) // 2] ^= 1
    elif harm == "emptied":
        content = bytearray()
    else:
        content = bytearray(json.dumps({"not": "a backup"}).encode())
    kept.file.write_bytes(content)
    with pytest.raises(DeskFault) as caught:
        restore_desk(kept.office, kept.file, kept.code)
    assert caught.value.code == "E26"
    assert not kept.office.folder.exists()


def test_a_failure_near_the_end_leaves_nothing(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_args: object, **_kwargs: object) -> None:
        raise DeskFault("There is no room.")

    with monkeypatch.context() as patch:
        patch.setattr("callback_desk.bootstrap.restoring.hang_plate", no_room)
        with pytest.raises(DeskFault, match="no room"):
            restore_desk(kept.office, kept.file, kept.code)
    assert not kept.office.is_made
    assert {path.name for path in kept.office.folder.iterdir()} <= LOCKS | {"test-keyring.json"}
    restore_desk(kept.office, kept.file, kept.code)
    _whole(kept)


@pytest.mark.parametrize("step", STEPS)
def test_killed_in_the_middle_the_next_restore_makes_it_whole(repository: Path, kept: Kept, step: str) -> None:
    killed_at(repository, str(kept.office.folder), step, str(kept.file), kept.code)
    assert not kept.office.is_made
    with pytest.raises(DeskFault, match="cut off"):
        kept.office.locked()
    restore_desk(kept.office, kept.file, kept.code)
    _whole(kept)


def test_a_backup_taken_while_another_window_writes_counts_what_is_in_it(here: MadeOffice, tmp_path: Path) -> None:
    """The numbers are those of the copy, not of the desk a moment later."""
    desk, other = here.sign_in(), here.sign_in()
    assert isinstance(desk.storage, SqlStorage)
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    first = True

    def meanwhile(_done: int, _of: int) -> None:
        nonlocal first
        if first:
            first = False
            add(other, VOLUNTEER, Role.VOLUNTEER)

    made = make_backup(desk, shelf / "busy.cbbackup", progress=meanwhile)
    assert not first
    assert made.counts["staff"] == 1
    assert desk.storage.manifest().counts["staff"] == 2
    office = Office(tmp_path / "restored")
    assert restore_desk(office, made.path, here.made.recovery_code.text).counts == made.counts


def test_a_name_taken_while_a_backup_was_written_is_not_written_over(here: MadeOffice, tmp_path: Path) -> None:
    """A schedule and a person, both at once: the second to finish loses, and leaves nothing."""
    desk = here.sign_in()
    target = tmp_path / "shelf" / "desk.cdbackup"
    target.parent.mkdir()

    def meanwhile(_done: int, _of: int) -> None:
        target.write_text("first")

    with pytest.raises(DeskFault, match="another name"):
        make_backup(desk, target, progress=meanwhile)
    assert target.read_text("utf-8") == "first"
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert not list(here.folder.glob("backup-copy-*"))


def test_the_key_store_of_this_computer_holds_the_secret_after_a_restore(
    here: MadeOffice, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = MemoryKeyring("Secret Service")
    for place in ("opening", "restoring"):
        monkeypatch.setattr(f"callback_desk.bootstrap.{place}.choose_store", lambda *_args: store)
    restore_desk(kept.office, kept.file, kept.code)
    assert store.read(here.made.database_id) is not None
    _whole(kept)
