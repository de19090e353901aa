"""Desks at hand: a template made once, a copy for each test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.ui.call.card_page import CardPage
from tests.journeys.hands import OtherProcess
from tests.journeys.windows import Seat, sitting
from tests.use_cases.made_desks import RUTH, MovedClock, World, make_template, worlds


@pytest.fixture(autouse=True)
def read_at_a_glance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hands of a test wait until a card may be left for the number; here that is at once."""
    monkeypatch.setattr(CardPage, "READ_MS", 0)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with twelve people to call, closed; copy it, never open it."""
    folder = tmp_path_factory.mktemp("made") / "desk"
    make_template(folder, MovedClock())
    return folder


@pytest.fixture
def new_world(template: Path, tmp_path: Path) -> Iterator[Callable[..., World]]:
    yield from worlds(template, tmp_path)


@pytest.fixture
def world(new_world: Callable[..., World]) -> World:
    return new_world()


@pytest.fixture
def seat(qtbot: QtBot, world: World) -> Iterator[Seat]:
    """Ruth at the first question of a call."""
    with sitting(qtbot, world.office) as one:
        one.sign_in(RUTH)
        one.start_call()
        yield one


@pytest.fixture
def other_process(tmp_path: Path) -> Iterator[OtherProcess]:
    """Another program at the same desk; needs fork and SIGKILL."""
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot fork")
    with OtherProcess(tmp_path) as process:
        yield process
