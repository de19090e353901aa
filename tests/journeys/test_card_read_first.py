"""Nobody is dialed whose card was never read: a key or a click that was meant for the page before does nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from callback_desk.ui.call.card_page import CardPage
from tests.journeys.windows import K, sitting
from tests.use_cases.made_desks import RUTH, World, ask

LONG_MS = 60_000


@pytest.fixture
def seat(qtbot, world: World):
    with sitting(qtbot, world.office) as one:
        one.sign_in(RUTH)
        yield one


def to_the_card(seat) -> CardPage:
    seat.until(lambda: seat.window.volunteer.shift.view is not None)
    seat.window.volunteer.shift.focus_next()
    QTest.keyClick(QApplication.focusWidget(), K.Key_Return)
    seat.until(lambda: seat.shell.page_name == "card")
    return seat.window.volunteer.card


def dialed(seat) -> list[tuple[object, ...]]:
    return ask(seat.window.desk, "SELECT id FROM attempts")


@pytest.mark.parametrize("what", ["key", "button key", "click", "page key"])
def test_what_comes_at_once_was_meant_for_the_page_before(seat, monkeypatch, what: str) -> None:
    monkeypatch.setattr(CardPage, "READ_MS", LONG_MS)
    card = to_the_card(seat)
    assert not card.may_start
    if what == "click":
        QTest.mouseClick(card.start, Qt.MouseButton.LeftButton)
    elif what == "button key":
        QTest.keyClick(card.start, K.Key_Space)
    else:
        QTest.keyClick(card.start if what == "key" else card, K.Key_Return)
    seat.until(lambda: not seat.window.runner.busy)
    assert seat.shell.page_name == "card"
    assert dialed(seat) == []


def test_a_key_that_is_held_dials_nobody_however_long_it_is_held(seat, monkeypatch) -> None:
    monkeypatch.setattr(CardPage, "READ_MS", 0)
    card = to_the_card(seat)
    seat.until(lambda: card.may_start)
    for _ in range(3):
        held = QKeyEvent(QEvent.Type.KeyPress, K.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
        QApplication.sendEvent(card.start, held)
    seat.until(lambda: not seat.window.runner.busy)
    assert dialed(seat) == []
    QTest.keyClick(card.start, K.Key_Return)
    seat.until(lambda: seat.shell.page_name == "call" and seat.page.hand is not None)
    assert len(dialed(seat)) == 1
