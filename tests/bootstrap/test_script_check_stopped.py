"""The script checker's child: stopped it ends at once, and what the program brings is read without one."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

from callback_desk.bootstrap.make import SHIPPED_SCRIPTS
from callback_desk.bootstrap.script_checking import ChildScriptChecker
from callback_desk.domain.errors import DeskFault
from callback_desk.paths import resources_dir
from callback_desk.processes import spawn
from callback_desk.use_cases.ports_scripts import STOPPED


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every child that is started from here on."""
    found: list[subprocess.Popen[bytes]] = []
    start: Callable[..., tuple[subprocess.Popen[bytes], int | None]] = spawn._start

    def seen(*given: object, **named: object) -> tuple[subprocess.Popen[bytes], int | None]:
        process, lifeline = start(*given, **named)
        found.append(process)
        return process, lifeline

    monkeypatch.setattr(spawn, "_start", seen)
    return found


@pytest.fixture
def checker() -> ChildScriptChecker:
    return ChildScriptChecker(resources_dir(), SHIPPED_SCRIPTS)


def test_a_check_that_is_stopped_ends_its_process_and_publishes_nothing(
    checker: ChildScriptChecker, started: list[subprocess.Popen[bytes]]
) -> None:
    path = checker.shipped()[0].path
    with pytest.raises(DeskFault, match="Nothing was published") as refused:
        checker.workbook(path, published="", versions=(), cancelled=lambda: bool(started))
    assert refused.value.code == STOPPED
    assert [process.poll() is not None for process in started] == [True]


def test_what_the_program_brings_is_named_by_its_own_head(
    checker: ChildScriptChecker, started: list[subprocess.Popen[bytes]]
) -> None:
    brings = checker.shipped()
    assert {one.purpose: one.path.name for one in brings} == dict(SHIPPED_SCRIPTS)
    for one in brings:
        assert one.title
        assert one.path.stem.endswith(f"-v{one.version}")
    assert not started
