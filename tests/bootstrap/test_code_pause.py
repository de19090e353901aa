"""Five wrong recovery codes: every door that takes one waits, also after the program was started again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from callback_desk.bootstrap.opening import Office
from callback_desk.bootstrap.restoring import restore_desk
from callback_desk.bootstrap.world import ShiftedClock
from callback_desk.domain.errors import LockedOut, WrongPassword
from callback_desk.use_cases.backup import make_backup
from callback_desk.use_cases.reminders import confirm_recovery_code
from callback_desk.vault.recovery_code import RecoveryCode
from tests.bootstrap.made_office import PASSWORD, SUPERVISOR, MadeOffice

ONE_TIME = "seven copper kettles whistling"


def _waits(here: MadeOffice, door: Callable[[str], object], right: str) -> None:
    """`door` makes everything anew, as a start of the program does."""
    with pytest.raises(WrongPassword, match="characters"):
        door("7F3K9")  # no whole code: a slip, which is not counted
    for _ in range(5):
        with pytest.raises(WrongPassword):
            door(RecoveryCode.fresh(here.office.random).text)
    for code in (right, RecoveryCode.fresh(here.office.random).text):
        with pytest.raises(LockedOut, match="The next is taken in"):
            door(code)


def test_the_sheet_at_the_door(here: MadeOffice) -> None:
    code, now = here.made.recovery_code.text, here.office.clock.now()
    _waits(here, lambda said: Office(here.folder).locked().door.recover(said, now), code)
    with pytest.raises(LockedOut):
        Office(here.folder).locked().door.reset_with_code(code, SUPERVISOR, ONE_TIME, now)
    assert here.sign_in(password=PASSWORD)  # whoever knows a password is not kept out by it
    later = now + timedelta(minutes=5)
    Office(here.folder).locked().door.recover(code, later)
    Office(here.folder).locked().door.reset_with_code(code, SUPERVISOR, ONE_TIME, later)
    assert here.sign_in(password=ONE_TIME)


def test_the_sheet_typed_back_by_somebody_signed_in(here: MadeOffice) -> None:
    code = here.made.recovery_code.text
    _waits(here, lambda said: confirm_recovery_code(here.sign_in(), said), code)


def test_a_backup_brought_back(here: MadeOffice, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    made = make_backup(here.sign_in(), shelf / "desk.cbbackup")
    code, now = here.made.recovery_code.text, here.office.clock.now()
    folders = (tmp_path / f"restored{number}" for number in range(20))  # another folder does not help
    _waits(here, lambda said: restore_desk(Office(next(folders)), made.path, said), code)
    later = Office(next(folders), clock=ShiftedClock(now + timedelta(minutes=5)))
    assert restore_desk(later, made.path, code).counts == made.counts
    assert [one.name for one in shelf.iterdir()] == ["desk.cbbackup"]
