"""A program that is killed leaves pages that were on their way to a printer: the next start removes them."""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.bootstrap.opening import Office
from callback_desk.ui.packets.private_folder import PrivateFolder, remove_left_folders
from tests.journeys.hands import REPOSITORY
from tests.journeys.windows import sitting

_PROGRAM = """
import sys
from callback_desk.ui.packets.private_folder import PrivateFolder

class Owner: ...

owner = Owner()
folder = PrivateFolder(owner).path
(folder / "LS-2026-0001.pdf").write_bytes(b"%PDF- a page about somebody")
print(folder, flush=True)
sys.stdin.read()
"""

Program = Callable[[], tuple["subprocess.Popen[str]", Path]]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """Starts a program that holds a page for a printer; all share a folder for temporary files."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("TEMP", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    started: list[subprocess.Popen[str]] = []

    def start() -> tuple[subprocess.Popen[str], Path]:
        child = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=REPOSITORY,
        )
        started.append(child)
        assert child.stdout is not None
        return child, Path(child.stdout.readline().strip())

    yield start
    for child in started:
        child.kill()
        child.communicate()


def test_what_a_killed_program_left_is_removed_and_what_a_running_one_uses_stays(program: Program) -> None:
    killed, left = program()
    running, used = program()
    killed.kill()
    killed.wait()
    assert (left / "LS-2026-0001.pdf").exists(), "a killed program clears nothing up"
    assert remove_left_folders() == 1
    assert not left.exists() and (used / "LS-2026-0001.pdf").exists()
    assert running.poll() is None
    assert [path.name for path in used.parent.iterdir() if left.name in path.name] == [], "nor its lock"


def test_a_program_that_ends_leaves_nothing(program: Program) -> None:
    ends, folder = program()
    ends.communicate("")
    assert ends.returncode == 0
    assert not folder.exists() and list(folder.parent.glob("cbd-*")) == []


def test_a_folder_goes_with_its_owner_and_is_for_this_account_alone(program: Program) -> None:
    class Owner:
        pass

    owner = Owner()
    folder = PrivateFolder(owner).path
    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o777 == 0o700
    assert remove_left_folders() == 0 and folder.exists(), "its own program runs"
    del owner
    gc.collect()
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_with_such_a_name_is_left_alone(program: Program, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "kept.txt").write_text("kept")
    (Path(tempfile.gettempdir()) / "cbd-print-link").symlink_to(other)
    assert remove_left_folders() == 0
    assert (other / "kept.txt").exists()


def test_the_next_start_of_the_window_removes_it(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    killed, left = program()
    killed.kill()
    killed.wait()
    with sitting(qtbot, Office(tmp_path / "desk")) as seat:
        seat.until(lambda: not left.exists())
