"""A terminal at a desk with people, calls and a signed-off case."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, make_terminal_template
from tests.use_cases.made_desks import copy_of


@pytest.fixture(scope="session")
def terminal_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("terminal") / "desk"
    make_terminal_template(folder)
    return folder


@pytest.fixture
def terminal(terminal_template: Path, tmp_path: Path) -> Terminal:
    return Terminal(copy_of(terminal_template, tmp_path / "desk"))


@pytest.fixture
def signed_case(terminal_template: Path) -> str:
    return terminal_template.with_name("signed-case.txt").read_text("utf-8")


@pytest.fixture
def open_case(terminal_template: Path) -> str:
    return terminal_template.with_name("open-case.txt").read_text("utf-8")
