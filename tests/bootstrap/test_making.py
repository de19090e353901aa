"""A desk is set up whole or not at all, also when the power goes in the middle."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from callback_desk.bootstrap.door import hang_plate
from callback_desk.bootstrap.making import MARKER
from callback_desk.bootstrap.opening import Office
from callback_desk.domain.errors import DeskFault
from callback_desk.use_cases.sign_in import sign_in, sign_out
from callback_desk.vault.keys_file import KEYS_FILE
from tests.bootstrap.kill_at import KILLED
from tests.bootstrap.made_office import ASKED, PASSWORD, SUPERVISOR, sentence_of

BEFORE_THE_KEYS = ["marked", "schema", "database", "plate", "keys stored", "keys opened", "keys synced"]
WITH_THE_KEYS = ["keys replaced", "keys folder-synced", "keys"]
LOCKS = {f"{name}.lock" for name in (KEYS_FILE, "test-keyring.json")}


def killed_at(repository: Path, *arguments: str) -> None:
    """Run `kill_at.py` until its step. Fails the test when the step was never reached."""
    script = "from tests.bootstrap.kill_at import main; import sys; main(*sys.argv[1:])"
    done = subprocess.run([sys.executable, "-c", script, *arguments], cwd=repository, capture_output=True, check=False)
    assert done.returncode == KILLED, done.stderr.decode()


def _works(office: Office) -> None:
    assert office.is_made
    desk = sign_in(office.locked(), SUPERVISOR, PASSWORD)
    assert desk.info.agency == ASKED.agency
    assert desk.storage.verify_audit().exit_code == 0
    sign_out(desk)


@pytest.mark.parametrize("step", BEFORE_THE_KEYS)
def test_killed_before_the_keys_the_next_try_makes_a_desk(repository: Path, desk_folder: Path, step: str) -> None:
    killed_at(repository, str(desk_folder), step)
    office = Office(desk_folder)
    assert not office.is_made
    assert "cut off" in sentence_of(office.locked)
    made = office.make(ASKED, PASSWORD)
    assert len(made.recovery_code.groups) == 5
    assert not list(desk_folder.glob(f"{MARKER}*"))
    _works(office)


@pytest.mark.parametrize("step", WITH_THE_KEYS)
def test_killed_after_the_keys_the_desk_is_whole(repository: Path, desk_folder: Path, step: str) -> None:
    killed_at(repository, str(desk_folder), step)
    office = Office(desk_folder)
    _works(office)
    assert "already holds a desk" in sentence_of(lambda: office.make(ASKED, PASSWORD))
    assert not list(desk_folder.glob(f"{MARKER}*"))
    _works(office)


def test_records_without_keys_and_without_a_marker_are_never_touched(desk_folder: Path) -> None:
    office = Office(desk_folder)
    office.make(ASKED, PASSWORD)
    (desk_folder / KEYS_FILE).unlink()
    before = {path.name: path.read_bytes() for path in desk_folder.iterdir()}
    assert "keys are missing" in sentence_of(lambda: office.make(ASKED, PASSWORD))
    assert {path.name: path.read_bytes() for path in desk_folder.iterdir()} == before


def test_a_marker_that_names_something_else_removes_nothing(desk_folder: Path) -> None:
    precious = desk_folder.parent / "precious.txt"
    precious.write_text("not ours", "utf-8")
    for content in ('{"kind": "new", "database_id": "1", "database": "../precious.txt"}', "half a line", "[]"):
        (desk_folder / MARKER).write_text(content, "ascii")
        assert "cannot be read" in sentence_of(lambda: Office(desk_folder).make(ASKED, PASSWORD))
    assert precious.read_text("utf-8") == "not ours"


def test_a_failure_removes_what_was_begun(desk_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_args: object, **_kwargs: object) -> None:
        raise DeskFault("There is no room.")

    monkeypatch.setattr("callback_desk.bootstrap.make.hang_plate", no_room)
    assert sentence_of(lambda: Office(desk_folder).make(ASKED, PASSWORD)) == "There is no room."
    assert {path.name for path in desk_folder.iterdir()} <= LOCKS


def test_a_made_desk_keeps_nothing_of_its_making(desk_folder: Path) -> None:
    Office(desk_folder).make(ASKED, PASSWORD)
    assert not list(desk_folder.glob(f"{MARKER}*"))


def test_of_two_at_once_one_makes_the_desk(desk_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second waits inside the first, also across the moment the lock's file is taken away."""
    at_the_same_time: list[int] = []
    inside: list[int] = []

    def counted(*args: object, **kwargs: object) -> object:
        inside.append(1)
        at_the_same_time.append(len(inside))
        try:
            return hang_plate(*args, **kwargs)  # type: ignore[arg-type]
        finally:
            inside.pop()

    monkeypatch.setattr("callback_desk.bootstrap.make.hang_plate", counted)
    said: list[str] = []

    def make() -> None:
        try:
            Office(desk_folder).make(ASKED, PASSWORD)
            said.append("made")
        except DeskFault as fault:
            said.append(fault.sentence)

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said.count("made") == 1
    assert {one for one in said if one != "made"} == {
        "This folder already holds a desk. Open it, or choose another folder. Nothing was changed."
    }
    assert at_the_same_time == [1]
    assert not list(desk_folder.glob(f"{MARKER}*"))
    _works(Office(desk_folder))


def test_a_weak_password_leaves_the_folder_as_it_was(desk_folder: Path) -> None:
    assert "at least 15 characters" in sentence_of(lambda: Office(desk_folder).make(ASKED, "short"))
    assert list(desk_folder.iterdir()) == []
