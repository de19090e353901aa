"""The lock of a folder: one at a time, also when its own file is taken away at the end."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from callback_desk.domain.errors import DeskFault
from callback_desk.vault import atomic_file
from callback_desk.vault.atomic_file import held

_TAKE_TURNS = """
import sys
from pathlib import Path
from callback_desk.vault.atomic_file import held
folder = Path(sys.argv[1])
for _ in range(200):
    with held(folder / "thing", leaves_no_file=True):
        count = int((folder / "count").read_text())
        (folder / "count").write_text(str(count + 1))
"""


def test_nobody_slips_in_while_the_locks_file_goes(tmp_path: Path) -> None:
    """Every turn takes the file away that others wait for; a lost turn would lose a count."""
    (tmp_path / "count").write_text("0")
    running = [subprocess.Popen([sys.executable, "-c", _TAKE_TURNS, str(tmp_path)]) for _ in range(3)]
    assert [one.wait(timeout=100) for one in running] == [0, 0, 0]
    assert (tmp_path / "count").read_text() == "600"
    assert [path.name for path in tmp_path.iterdir()] == ["count"]


def test_the_locks_file_goes_after_a_failure_too(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), held(tmp_path / "thing", leaves_no_file=True):
        assert (tmp_path / "thing.lock").exists()
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_stays_is_left_for_the_next(tmp_path: Path) -> None:
    with held(tmp_path / "thing"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thing.lock"]


def test_who_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_file, "_LOCK_WAIT_S", 0.0)
    said: list[DeskFault] = []

    def second() -> None:
        try:
            with held(tmp_path / "thing", leaves_no_file=True):
                raise AssertionError("two are inside")
        except DeskFault as fault:
            said.append(fault)

    with held(tmp_path / "thing", leaves_no_file=True):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join()
        assert (tmp_path / "thing.lock").exists(), "who does not hold it takes nothing away"
    assert [one.code for one in said] == ["keys-busy"]


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DeskFault, match="Check that the folder exists"), held(tmp_path / "nothing" / "thing"):
        pass
