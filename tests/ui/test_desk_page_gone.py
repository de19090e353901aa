"""A page that dies while a question is on its way is not shown the answer."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from callback_desk.ui.desk_page import DeskPage
from tests.ui.a_desk import around


def test_an_answer_for_a_page_that_is_gone_is_dropped(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLBACK_DESK_TEST_KEYRING", "1")
    heard: list[object] = []
    go_on = threading.Event()
    with around(tmp_path / "desk", qtbot) as here:
        gone = DeskPage(here.desk, here.runner, here.news, here.notices)
        stays = DeskPage(here.desk, here.runner, here.news, here.notices)
        qtbot.addWidget(stays)
        # A bare function is not bound to the page, as Qt sees it: nothing would disconnect it by itself.
        gone.ask("words", lambda: go_on.wait(30), lambda _answer: heard.append("gone"))
        stays.ask("words", lambda: True, lambda _answer: heard.append("stays"))
        shiboken6.delete(gone)
        go_on.set()
        here.settle()
    assert heard == ["stays"]
