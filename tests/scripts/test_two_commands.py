"""The two commands as a person starts them."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys

import pytest
from set_up.checks import Counts, _add_counts, _runs_side_by_side
from set_up.start import _opens_a_window

READ_BY_OLD_PYTHONS = ["run.py", "test.py", "set_up/old_python.py", "set_up/__init__.py"]


@pytest.mark.parametrize("name", READ_BY_OLD_PYTHONS)
def test_an_old_python_can_read_what_it_is_told(repository, name):
    ast.parse((repository / "scripts" / name).read_text(), feature_version=(3, 6))
    assert "__future__" not in (repository / "scripts" / name).read_text()


@pytest.mark.parametrize("script", ["run.py", "test.py"])
def test_an_old_python_gets_one_sentence(repository, script):
    """Any Python plays the old one: it is told to be 3.10."""
    play = "import runpy, sys; sys.version_info = (3, 10, 0); sys.path.insert(0, sys.argv[1]);"
    play += "runpy.run_path(sys.argv[1] + '/' + sys.argv[2], run_name='__main__')"
    folder = str(repository / "scripts")
    done = subprocess.run([sys.executable, "-c", play, folder, script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Callback Desk needs Python 3.11 or newer, and this is Python 3.10.")
    assert done.stderr.count("\n") == 1


def test_ci_runs_the_second_command_and_nothing_else(repository):
    text = (repository / ".ci" / "run").read_text()
    assert "set -euo pipefail" in text
    assert re.findall(r"python3 .*", text) == ["python3 scripts/test.py"]
    assert os.access(repository / ".ci" / "run", os.X_OK)


def test_the_closing_line_counts_every_kind(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="9" failures="2" errors="1" skipped="3"/></testsuites>')
    counts = Counts(passed=3)
    _add_counts(report, counts)
    assert str(counts) == "6 passed, 3 failed, 3 skipped"


@pytest.mark.parametrize(
    ("arguments", "processors", "together"),
    [
        ([], 2, True),
        (["--campaign", "--durations=30"], 8, True),
        ([], 1, False),
        (["-n0"], 2, False),
        (["-n", "4"], 2, False),
        (["--dist=no"], 2, False),
        (["-x"], 2, False),  # --quick says this
        (["--pdb"], 2, False),
        (["tests/scripts"], 2, False),
    ],
)
def test_a_whole_run_uses_two_processors(repository, monkeypatch, arguments, processors, together):
    monkeypatch.chdir(repository)
    assert _runs_side_by_side(arguments, processors) is together


def test_headless_never_asks_for_a_window(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.delenv("QT_QPA_PLATFORM")
    assert _opens_a_window(["demo"])
    assert not _opens_a_window(["demo", "--headless"])
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not _opens_a_window(["demo"])


@pytest.mark.slow
def test_a_copy_of_the_checkout_sets_itself_up_and_starts_twice(repository, tmp_path):
    """Needs the network. The copy lies on a path with a space; the second start adds no word."""
    copy = tmp_path / "a copy"
    shutil.copytree(repository, copy, ignore=shutil.ignore_patterns(".venv*", ".git", ".*_cache", "__pycache__"))
    command = [sys.executable, copy / "scripts" / "run.py", "doctor", "--help"]
    first = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert first.returncode == 0, first.stderr
    second = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (second.returncode, second.stdout) == (0, first.stdout)
    assert "callback-desk: setting up" not in second.stderr
