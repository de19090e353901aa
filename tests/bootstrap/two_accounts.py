"""What one account of the computer does with a desk folder; run by `test_folder_access` as that account."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from callback_desk.bootstrap.opening import Office
from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskError
from callback_desk.paths import private_dir
from callback_desk.use_cases import admission, people
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.sign_in import sign_in, sign_out
from tests.bootstrap.made_office import ASKED, OTHER_PASSWORD, PASSWORD, SUPERVISOR


def make(folder: Path) -> str:
    private_dir(folder)
    Office(folder).make(ASKED, PASSWORD)
    return "made"


def _signed_in(folder: Path) -> Desk:
    private_dir(folder)
    here = Office(folder)
    here.start_log()
    return sign_in(here.locked(), SUPERVISOR, PASSWORD)


def admit(folder: Path, account: str) -> str:
    desk = _signed_in(folder)
    made = admission.admit_account(desk, desk.new_operation(), account=account)
    sign_out(desk)
    return made.text


def come_in(folder: Path, code: str) -> str:
    (folder / "test-keyring.json").unlink(missing_ok=True)  # another account has a key store of its own
    here = Office(folder)
    return here.locked().door.recover(code, here.clock.now()).value


def work(folder: Path, name: str) -> str:
    desk = _signed_in(folder)
    roles = frozenset({Role.VOLUNTEER})
    people.add_person(desk, desk.new_operation(), name=name, roles=roles, password=OTHER_PASSWORD)
    report = desk.storage.verify_audit(heads=desk.keys.remembered_heads())
    names = ", ".join(sorted(one.name for one in people.list_people(desk)))
    sign_out(desk)
    return f"{report.exit_code} {names}"


if __name__ == "__main__":
    act, place, *rest = sys.argv[1:]
    try:
        told = {"make": make, "admit": admit, "come_in": come_in, "work": work}[act](Path(place), *rest)
        sys.stdout.write(json.dumps({"ok": told}))
    except DeskError as refused:
        sys.stdout.write(json.dumps({"refused": refused.sentence, "code": refused.code}))
