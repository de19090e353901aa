"""The first start: the form, the code, the code read back."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from callback_desk.app.window import SIGN_IN
from callback_desk.demo import DEMO_PASSWORD
from callback_desk.domain.errors import DeskFault
from callback_desk.ui.first_run.page import FirstRunPage
from callback_desk.ui.walk_until import until
from screenshot_parts.camera import named
from screenshot_parts.seats import Seat


def first_run(seat: Seat) -> None:
    """A desk is made in an empty folder, its code is typed back, and the sign-in page comes."""
    page = seat.shell.page(seat.shell.page_name)
    if not isinstance(page, FirstRunPage):
        raise DeskFault("The first start did not come.", code="pictures-pages")
    page.agency.set_text("Springfield Police Department")
    page.area_code.set_text("217")
    page.zone.set_value("America/Chicago")
    page.callback_phone.set_text("217 555 0100")
    page.supervisor.set_text("Dana Whitlock")
    page.extension.set_text("4402")
    for field in (page.password, page.again):
        field.edit.setText(DEMO_PASSWORD)
    seat.take("first-run")
    page.button.click()
    until("the recovery code", lambda: any(part.objectName() == "onPaper" for part in page.findChildren(QPushButton)))
    seat.take("first-run-code")
    code = [label.text() for group in range(5) if isinstance(label := named(seat.shell, f"group_{group}"), QLabel)]
    button = named(seat.shell, "onPaper")
    if isinstance(button, QPushButton):
        button.click()
    seat.take("first-run-read-back")
    for group, text in enumerate(code):
        for field in seat.shell.findChildren(QLineEdit, f"typed_{group}"):
            field.setText(text)
    ready = named(seat.shell, "ready")
    if isinstance(ready, QPushButton):
        ready.click()
    until("the sign-in page", lambda: seat.shell.page_name == SIGN_IN)
