"""Paper calls: the page, and a finished form half typed in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from callback_desk.domain.errors import DeskFault
from callback_desk.ui.paper.page import PaperPage
from callback_desk.ui.volunteer_desk import PAPER, SHIFT
from callback_desk.ui.walk_until import until
from screenshot_parts.seats import Seat


def _enter(seat: Seat, words: str) -> None:
    """Where the caret is, then Enter."""
    field = QApplication.focusWidget()
    if not isinstance(field, QLineEdit):
        raise DeskFault("Nothing has the caret on the paper page.", code="pictures-paper")
    field.clear()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)
    seat.settle()


def paper_calls(seat: Seat, number: str) -> None:
    """Somebody who calls is signed in; `number` belongs to a person on the list."""
    seat.go(PAPER)
    page = seat.shell.page(PAPER)
    if not isinstance(page, PaperPage):
        raise DeskFault("The paper page did not come.", code="pictures-pages")
    until("the forms", lambda: page.forms)
    seat.take("paper-calls")
    page.given.edit.setFocus()
    _enter(seat, number)
    until("the person of the form", lambda: page.grid is not None)
    for words in ("yesterday", "9:40 AM", "Carmen Ibarra", "1", "1", "1", "1", "1"):
        _enter(seat, words)
    seat.take("paper-call-typed-in")
    seat.press("Put this form aside")
    seat.go(SHIFT)
