"""What the health check says without a password."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from callback_desk.bootstrap.checking import health_lines
from callback_desk.bootstrap.making import MARKER
from callback_desk.bootstrap.opening import Office
from callback_desk.bootstrap.world import SystemClock
from callback_desk.use_cases.backup import make_backup
from callback_desk.use_cases.reminders import confirm_recovery_code
from callback_desk.vault.device_secret import TestKeyring
from callback_desk.vault.keys_file import KEYS_FILE
from callback_desk.vault.secret import SecretKey
from tests.bootstrap.made_office import ASKED, PASSWORD, MadeOffice


class _Shifted(SystemClock):
    def __init__(self, by: timedelta) -> None:
        self._by = by

    def now(self) -> datetime:
        return super().now() + self._by


def state_of(office: Office, what: str) -> tuple[str, str]:
    """The one line about `what`: its state and its sentence."""
    (line,) = [line for line in health_lines(office) if line.what == what]
    return line.state, line.sentence


def test_a_new_desk_has_everything_but_a_backup(here: MadeOffice) -> None:
    lines = {line.what: line.state for line in health_lines(here.office)}
    assert lines.pop("Disk") in {"good", "warn"}
    old = here.office.blocklist().renewal_due(here.office.clock.now().date())  # of this very day, months after a build
    assert lines.pop("Passwords") == ("warn" if old else "good")
    assert lines == {
        "Program": "good",
        "Database engine": "good",
        "Rules": "good",
        "Keys": "warn",  # the file of tests
        "Recovery sheet": "warn",
        "Records": "good",
        "Backup": "warn",
    }


def test_the_sheet_is_asked_for_until_its_code_was_typed_back(here: MadeOffice) -> None:
    state, sentence = state_of(here.office, "Recovery sheet")
    assert state == "warn"
    assert "confirm-code" in sentence
    code = here.made.recovery_code.text
    assert code not in sentence
    confirm_recovery_code(here.sign_in(), code)
    assert state_of(here.office, "Recovery sheet")[0] == "good"


def test_another_desks_key_in_the_key_store_is_told(here: MadeOffice) -> None:
    store = TestKeyring(here.folder, here.office.random)
    store.write(here.made.database_id, SecretKey(bytes(32)))
    assert state_of(here.office, "Keys")[0] == "bad"
    assert "Recovery sheet" not in {line.what for line in health_lines(here.office)}


def test_a_backup_is_known_without_a_password_and_grows_old(here: MadeOffice) -> None:
    desk = here.sign_in()
    shelf = here.folder.parent / "shelf"
    shelf.mkdir()
    make_backup(desk, shelf / "desk.cbbackup")
    assert state_of(here.office, "Backup")[0] == "good"
    week = Office(here.folder, clock=_Shifted(timedelta(days=7)))
    assert state_of(week, "Backup")[0] == "warn"
    plate = json.loads((here.folder / "desk.json").read_text("utf-8"))
    assert set(plate) == {"agency", "database_id", "last_backup"}
    assert here.office.locked().door.agency == ASKED.agency


@pytest.mark.parametrize("said", ["yesterday", "2026-11-01T00:00:00", 7, None])
def test_a_plate_somebody_wrote_on_stops_nothing(here: MadeOffice, said: object) -> None:
    (here.folder / "desk.json").write_text(json.dumps({"last_backup": said}), "utf-8")
    assert state_of(here.office, "Backup")[0] == "warn"


def test_an_old_list_of_passwords_is_told(here: MadeOffice) -> None:
    made_on = here.office.blocklist().made_on
    late = datetime.combine(made_on, datetime.min.time(), here.office.clock.now().tzinfo) + timedelta(days=93)
    office = Office(here.folder, clock=_Shifted(late - here.office.clock.now()))
    state, sentence = state_of(office, "Passwords")
    assert state == "warn"
    assert "Update the program" in sentence


def test_a_desk_that_was_cut_off_is_told_and_a_marker_nobody_can_read_keeps_nobody_out(desk_folder: Path) -> None:
    office = Office(desk_folder)
    assert state_of(office, "Desk") == ("warn", f"There is no desk in {desk_folder} yet. Make one with init.")
    marker = {"kind": "new", "database_id": "0" * 32, "database": "desk-000001.db"}
    (desk_folder / MARKER).write_text(json.dumps(marker), "ascii")
    state, sentence = state_of(office, "Desk")
    assert state == "bad"
    assert "cut off" in sentence
    office.make(ASKED, PASSWORD)
    assert not [line for line in health_lines(office) if line.what == "Desk"]
    (desk_folder / MARKER).write_text("?", "ascii")
    assert not [line for line in health_lines(office) if line.what == "Desk"]
    (desk_folder / KEYS_FILE).unlink()
    assert state_of(office, "Desk")[0] == "bad"
