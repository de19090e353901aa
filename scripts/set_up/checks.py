"""Lint, types and tests, with one closing line that counts them all."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from set_up.environment import TESTS, make_ready
from set_up.places import Places, find_places
from set_up.words import Trouble, clean_environment, say

_CHECKED = ["callback_desk", "scripts", "tests"]
# Two processes, each with its half in order, so that the fixtures of a file are made once; whoever is through first
# takes from the other's end. More than two were not measured.
_SIDE_BY_SIDE = ["-n", "2", "--dist", "worksteal"]
_ONE_PROCESS_WISHED = {"--numprocesses", "--dist", "--pdb", "--trace", "-s", "--capture", "-x", "--exitfirst"}


@dataclass
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def run_checks(arguments: list[str]) -> int:
    """Set up what is missing, run the checks and the tests; 0 when all is well."""
    places = find_places()
    try:
        make_ready(places, TESTS, window=False)
        counts = _run_all(places, arguments)
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except KeyboardInterrupt:
        say("stopped")
        return 130
    print(counts, flush=True)
    return 1 if counts.failed or not counts.passed else 0


def _run_all(places: Places, arguments: list[str]) -> Counts:
    environment = clean_environment() | {"QT_QPA_PLATFORM": "offscreen"}
    if not os.access(places.repository, os.W_OK):
        environment |= {name: str(places.venv / "caches" / name) for name in ("RUFF_CACHE_DIR", "MYPY_CACHE_DIR")}
        arguments = ["-p", "no:cacheprovider", *arguments]
    counts = Counts()
    quick = "--quick" in arguments
    if quick:
        arguments = ["-x", *(argument for argument in arguments if argument != "--quick")]
    else:
        for name, command in (
            ("lint", ["ruff", "check", *_CHECKED]),
            ("layout", ["ruff", "format", "--check", *_CHECKED]),
            ("types", ["mypy"]),
        ):
            begun = time.monotonic()
            done = subprocess.call([places.python, "-m", *command], cwd=places.repository, env=environment)
            counts.failed += done != 0
            counts.passed += done == 0
            print(f"{name}: {'failed' if done else 'fine'} ({time.monotonic() - begun:.1f} s)", flush=True)
    _run_pytest(places, arguments, environment, counts)
    return counts


def _run_pytest(places: Places, arguments: list[str], environment: dict[str, str], counts: Counts) -> None:
    here = Path.cwd()
    paths_kept = [str((here / word).absolute()) if _names_a_path(word) else word for word in arguments]
    with tempfile.TemporaryDirectory(prefix="callback-desk-tests-") as folder:
        report = Path(folder) / "report.xml"
        together = _SIDE_BY_SIDE if _runs_side_by_side(arguments, os.cpu_count() or 1) else []
        command = [str(places.python), "-m", "pytest", f"--junit-xml={report}", *together, *paths_kept]
        returncode = subprocess.call(command, cwd=places.repository, env=environment)
        before = counts.failed
        if report.exists():
            _add_counts(report, counts)
        if not report.exists():
            how = f"signal {-returncode}" if returncode < 0 else f"exit code {returncode}"
            say(f"the tests ended early, by {how}; what ran before is not counted")
        if returncode and counts.failed == before:
            counts.failed += 1  # it ended badly in a way no single test accounts for


def _runs_side_by_side(arguments: list[str], processors: int) -> bool:
    """Whole runs on two processors or more; not a few named tests, nor when a person looks on or says how many."""
    wished = any(word.startswith("-n") or word.split("=")[0] in _ONE_PROCESS_WISHED for word in arguments)
    return processors > 1 and not wished and not any(_names_a_path(word) for word in arguments)


def _names_a_path(word: str) -> bool:
    return not word.startswith("-") and Path(word.partition("::")[0]).exists()


def _add_counts(report: Path, counts: Counts) -> None:
    for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314  # pytest wrote it a moment ago
        number = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
        failed = number["failures"] + number["errors"]
        counts.failed += failed
        counts.skipped += number["skipped"]
        counts.passed += max(number["tests"] - failed - number["skipped"], 0)


if __name__ == "__main__":
    sys.exit(run_checks(sys.argv[1:]))
