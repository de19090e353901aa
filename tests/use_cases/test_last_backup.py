"""The last backup as the trail has it: when, by whom, and only one that was proved."""

from __future__ import annotations

import pytest

from callback_desk.domain.errors import DeskFault
from callback_desk.use_cases import backup
from callback_desk.use_cases.last_backup import LastBackup, last_backup
from tests.use_cases.made_desks import SERGEANT, World


def test_the_newest_backup_is_told_with_its_maker(world: World) -> None:
    desk = world.enter(SERGEANT)
    assert last_backup(desk) is None
    away = world.folder.with_name("away")
    away.mkdir()
    backup.make_backup(desk, away / "first.cdbackup")
    first = last_backup(desk)
    assert first is not None
    assert (first.by, first.at) == (SERGEANT, desk.clock.now())
    world.clock.move(days=3)
    backup.make_backup(desk, away / "second.cdbackup")
    assert last_backup(desk) == LastBackup(desk.clock.now(), SERGEANT)


def test_a_backup_that_failed_does_not_count(world: World) -> None:
    desk = world.enter(SERGEANT)
    with pytest.raises(DeskFault):
        backup.make_backup(desk, world.folder / "beside the records.cdbackup")
    assert last_backup(desk) is None
