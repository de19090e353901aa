"""Every test of the window wears the light theme at 100 %, whatever the one before it did; desk and pages for it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from callback_desk.ui.board.page import BoardPage
from callback_desk.ui.queue.list_page import QueuePage
from callback_desk.ui.theme import Theme, current_theme
from tests.ui.a_desk import Around, around


@pytest.fixture(autouse=True)
def light_theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme()
    if current_theme() != theme or not qapp.styleSheet():
        theme.apply(qapp)
    # A window only a test's local name holds must not be collected while Qt paints it.
    gc.disable()
    yield theme
    gc.enable()


@pytest.fixture
def here(desk_folder: Path, qtbot: QtBot) -> Iterator[Around]:
    """The filled desk with its supervisor signed in."""
    with around(desk_folder, qtbot) as made:
        yield made


@pytest.fixture
def board_page(here: Around, qtbot: QtBot) -> BoardPage:
    """Not shown yet, so that a test says first what there is to see."""
    made = BoardPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(made)
    made.resize(1150, 768)
    return made


@pytest.fixture
def queue_page(here: Around, qtbot: QtBot) -> Iterator[QueuePage]:
    """On screen, with its people."""
    made = QueuePage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.until(lambda: made.model.has_ids)
    here.settle()
    yield made
    made.leave()
    here.settle()
