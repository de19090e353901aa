"""A real window over a desk, and somebody in front of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from callback_desk.app.window import DeskWindow
from callback_desk.bootstrap.opening import Office
from callback_desk.demo import DEMO_PASSWORD
from callback_desk.domain.errors import DeskFault
from callback_desk.ui.shell import Shell
from callback_desk.ui.sign_in.page import SignInPage
from callback_desk.ui.supervisor_pages import Files, SupervisorPages
from callback_desk.ui.volunteer_desk import VolunteerDesk
from callback_desk.ui.walk_until import until
from screenshot_parts.camera import NORMAL, Camera


class Seat:
    """Hands in front of one window."""

    def __init__(self, window: DeskWindow, camera: Camera) -> None:
        self.window = window
        self.shell = window.shell
        self.camera = camera

    @property
    def volunteer(self) -> VolunteerDesk:
        if self.window.volunteer is None:
            raise DeskFault("The volunteer has no pages.", code="pictures-pages")
        return self.window.volunteer

    @property
    def supervisor(self) -> SupervisorPages:
        if self.window.supervisor is None:
            raise DeskFault("The supervisor has no pages.", code="pictures-pages")
        return self.window.supervisor

    def settle(self) -> None:
        """Everything asked is answered and painted."""
        for _ in range(3):
            until("an answer", lambda: not self.window.runner.busy)
            QApplication.processEvents()

    def go(self, page: str) -> None:
        self.shell.show_page(page)
        self.settle()

    def take(self, name: str) -> None:
        self.settle()
        self.camera.take(name)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.shell, key)
        QApplication.processEvents()

    def press(self, words: str) -> None:
        """The button that says so."""
        found = [button for button in self.shell.findChildren(QPushButton) if button.accessibleName() == words]
        if not found:
            raise DeskFault(f"No button says {words}.", code="pictures-button")
        found[-1].click()
        self.settle()

    def sign_in(self, name: str, *, picture: bool = False) -> None:
        """Through the page, as a person does."""
        page = self.shell.page(self.shell.page_name)
        if not isinstance(page, SignInPage):
            raise DeskFault("The sign-in page did not come.", code="pictures-pages")
        until("the sign-in page", page.isVisible)
        self.settle()
        if picture:
            self.take("sign-in")
        page.sign_in_wanted.emit(name, DEMO_PASSWORD)
        until("the first page of a shift", lambda: self.window.desk is not None)
        self.settle()

    def sign_out(self) -> None:
        self.window.sign_out()
        until("the sign-in page", lambda: self.window.desk is None)
        self.settle()


@contextmanager
def sitting(office: Office, folder: Path, camera: Camera, files: Files | None = None) -> Iterator[Seat]:
    """A window over this folder, closed at the end as a person closes it."""
    gc.disable()  # a walk has several windows: the last one must not be taken apart while Qt paints the next
    shell = Shell()
    shell.resize(NORMAL)
    window = DeskWindow(folder, lambda: office, shell)
    window.files = files
    window.start()
    shell.show()
    shell.activateWindow()
    try:
        with camera.before(shell):
            seat = Seat(window, camera)
            seat.settle()
            yield seat
    finally:
        shell.close()
        window.close()
        window.deleteLater()
        shell.deleteLater()
        QApplication.processEvents()
