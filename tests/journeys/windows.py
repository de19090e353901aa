"""A real window over a desk at hand, and the hands in front of it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from callback_desk.app.window import DeskWindow
from callback_desk.bootstrap.opening import Office
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.page import CallPage
from callback_desk.ui.shell import Shell
from callback_desk.ui.theme import Theme, current_theme
from tests.use_cases.made_desks import PASSWORD

WAIT_MS = 20_000
K = Qt.Key


class Seat:
    """Somebody in front of the window."""

    def __init__(self, qtbot: QtBot, window: DeskWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        self.shell = window.shell

    def until(self, fact: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(fact()), timeout=WAIT_MS)

    def key(self, *keys: Qt.Key) -> None:
        for key in keys:
            if key is K.Key_Return and self.shell.page_name == "card":
                self.until(lambda: self.window.volunteer.card.may_start)  # the card is read first
            QTest.keyClick(QApplication.focusWidget() or self.shell, key)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        target = QApplication.focusWidget()
        assert isinstance(target, QLineEdit | QPlainTextEdit), f"no caret to type {text!r}: {target}"
        QTest.keyClicks(target, text)
        QApplication.processEvents()

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        self.until(lambda: self.shell.page_name == "sign_in")
        self.named("signInName").setFocus()
        self.type(name)
        self.key(K.Key_Return)
        self.type(password)
        self.key(K.Key_Return)
        self.until(lambda: self.window.desk is not None)
        self.until(lambda: self.shell.page_name != "shift" or self.window.volunteer.shift.view is not None)

    def named(self, name: str) -> QWidget:
        found = [widget for widget in self.shell.findChildren(QWidget) if widget.objectName() == name]
        assert found, f"nothing in the window is named {name}"
        return found[-1]

    @property
    def page(self) -> CallPage:
        assert self.window.volunteer is not None
        return self.window.volunteer.call

    @property
    def hand(self) -> CallInHand:
        assert self.page.hand is not None
        return self.page.hand

    @property
    def heading(self) -> str:
        return self.hand.step.heading

    def saved(self) -> None:
        self.until(lambda: self.hand.autosave.settled and not self.hand.opening)

    def start_call(self) -> None:
        """From the shift to the first question, by keys."""
        self.until(lambda: self.shell.page_name == "shift" and self.window.volunteer.shift.view is not None)
        self.window.volunteer.shift.focus_next()
        self.key(K.Key_Return)
        self.until(lambda: self.shell.page_name == "card")
        self.key(K.Key_Return)
        self.until(lambda: self.shell.page_name == "call" and self.page.hand is not None)
        self.saved()

    def through_the_checks(self) -> None:
        """On the line, safe, go on, matches."""
        for heading in ("Who answered?", "Is it safe and private now?", "Is it all right to go on?"):
            assert self.heading == heading
            self.key(K.Key_1)
            self.saved()
        self.until(lambda: self.hand.step.compare)
        self.key(K.Key_1)
        self.until(lambda: self.hand.case is not None)
        self.saved()

    def to_what_is_new(self) -> None:
        self.through_the_checks()
        self.key(K.Key_1, K.Key_1)  # both consents
        self.key(K.Key_1, K.Key_PageDown)  # well, and where the case stands
        self.saved()
        assert self.heading == "Is there anything new?"

    def seen(self) -> str:
        """Every word in the window: widget tree, accessibility tree, tool tips, titles."""
        words = [self.shell.windowTitle()]
        for widget in (self.shell, *self.shell.findChildren(QWidget)):
            words += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()]
            words.append(widget.whatsThis())
            if isinstance(widget, QLabel | QLineEdit):
                words.append(widget.text())
            elif isinstance(widget, QPlainTextEdit):
                words.append(widget.toPlainText())
            elif hasattr(widget, "text") and callable(widget.text):
                words.append(str(widget.text()))
            told = QAccessible.queryAccessibleInterface(widget)
            if told is not None:
                words += [told.text(what) for what in (QAccessible.Text.Name, QAccessible.Text.Description)]
        return "\n".join(word for word in words if word)


def wear_the_plain_look(app: QApplication) -> None:
    """Light, 100 %; every widget there is hears of a look that is put on, so not where it is worn already."""
    if current_theme() != Theme() or not app.styleSheet():
        Theme().apply(app)


@contextmanager
def sitting(qtbot: QtBot, office: Office) -> Iterator[Seat]:
    """A window on screen over this office, closed at the end as a person closes it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    wear_the_plain_look(app)
    gc.disable()  # a window only a test's local name holds must not be collected while Qt paints it
    shell = Shell()
    window = DeskWindow(office.folder, lambda: office, shell)
    shell.resize(1366, 768)
    window.start()
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(lambda: window._office is not None, timeout=WAIT_MS)
    try:
        yield Seat(qtbot, window)
    finally:
        shell.close()
        window.deleteLater()
        shell.deleteLater()
        QApplication.processEvents()
        # Else it is taken apart in the middle of the next test, and whatever that one puts on is put on this one too.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.enable()
