"""The code for a further account at the door: wrong ones, too late, the pause, and who may give it out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from callback_desk.bootstrap import door
from callback_desk.bootstrap.opening import Office
from callback_desk.bootstrap.world import SystemClock
from callback_desk.domain.access import Role
from callback_desk.domain.errors import KeysUnavailable, LockedOut, NotAllowed, WrongPassword
from callback_desk.use_cases import admission
from callback_desk.use_cases.ports_world import Admission, CodeUsed
from callback_desk.use_cases.reminders import reminders
from callback_desk.vault.recovery_code import RecoveryCode
from tests.bootstrap.made_office import OTHER_PASSWORD, VOLUNTEER, MadeOffice, add


@pytest.fixture(autouse=True)
def no_access_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own is tried in test_folder_access; a test's folder lies where no other account may enter."""
    monkeypatch.setattr(door, "let_in", lambda _folder, account, *, random: account)


def admitted(here: MadeOffice) -> Admission:
    desk = here.sign_in()
    made = admission.admit_account(desk, desk.new_operation(), account="rpeel")
    here.sign_out(desk)
    (here.folder / "test-keyring.json").unlink()  # the other account has a key store of its own
    return made


def recover(here: MadeOffice, code: str) -> CodeUsed:
    return here.office.locked().door.recover(code, here.office.clock.now())


def later(folder: Path, gone: timedelta) -> Office:
    class Later(SystemClock):
        def now(self):  # type: ignore[no-untyped-def]
            return super().now() + gone

    return Office(folder, clock=Later())


def test_the_code_is_no_use_of_the_sheet_and_tells_no_supervisor_of_one(here: MadeOffice) -> None:
    made = admitted(here)
    with pytest.raises(KeysUnavailable) as lost:
        here.sign_in()
    assert "a code from a supervisor" in lost.value.sentence
    assert recover(here, made.text) is CodeUsed.ADMISSION
    assert reminders(here.sign_in()).recovery_used_at is None


def test_after_fifteen_minutes_it_opens_nothing(here: MadeOffice) -> None:
    made = admitted(here)
    office = later(here.folder, timedelta(minutes=16))
    with pytest.raises(WrongPassword, match="works once, for 15 minutes"):
        office.locked().door.recover(made.text, office.clock.now())
    assert recover(here, here.made.recovery_code.text) is CodeUsed.SHEET


def test_five_wrong_codes_bring_the_pause_and_a_living_admission_forgets_none_of_them(here: MadeOffice) -> None:
    made = admitted(here)
    for _ in range(5):
        with pytest.raises(WrongPassword):
            recover(here, RecoveryCode.fresh(here.office.random).text)
    with pytest.raises(LockedOut) as paused:
        recover(here, made.text)
    assert paused.value.code == "code-pause"
    office = later(here.folder, timedelta(minutes=2))
    assert office.locked().door.recover(made.text, office.clock.now()) is CodeUsed.ADMISSION


def test_two_accounts_may_be_let_in_at_once(here: MadeOffice) -> None:
    desk = here.sign_in()
    first, second = (admission.admit_account(desk, desk.new_operation(), account=one) for one in ("rpeel", "jdoe"))
    here.sign_out(desk)
    assert recover(here, second.text) is CodeUsed.ADMISSION
    assert recover(here, first.text) is CodeUsed.ADMISSION


def test_a_volunteer_lets_nobody_in(here: MadeOffice) -> None:
    add(here.sign_in(), VOLUNTEER, Role.VOLUNTEER)
    desk = here.sign_in(VOLUNTEER, OTHER_PASSWORD)
    with pytest.raises(NotAllowed):
        admission.admit_account(desk, desk.new_operation(), account="rpeel")
