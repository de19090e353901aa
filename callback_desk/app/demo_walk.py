"""The demo without a display: the whole job walked through the real window, with pictures and the lead sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer

from callback_desk.app.start import make_application
from callback_desk.app.window import DeskWindow
from callback_desk.domain.errors import DeskFault
from callback_desk.ui.shell import Shell
from callback_desk.ui.sign_in.page import SignInPage
from callback_desk.ui.supervisor_pages import Files
from callback_desk.ui.walk_until import until
from callback_desk.ui.walkthrough import walk_a_call
from callback_desk.ui.walkthrough_review import walk_review

if TYPE_CHECKING:
    from callback_desk.demo import DemoDesk

_WIDTH_PX, _HEIGHT_PX = 1366, 768


def walk_demo(made: DemoDesk, *, volunteer: str, supervisor: str, password: str, recipient: str) -> list[Path]:
    """Sign in, a whole call, sign-off, the lead sheet; returns the files written, in order.

    Raises DeskFault when a step of the walk does not come about in a minute.
    """
    application = make_application()
    shell = Shell()
    shell.resize(_WIDTH_PX, _HEIGHT_PX)
    window = DeskWindow(made.folder, lambda: made.office, shell)
    window.files = Files(lead_sheet=lambda _parent, name: made.out / name)
    window.start()
    shell.show()
    files: list[Path] = []
    try:
        files.append(_sign_in(window, volunteer, password, made.out / "00-sign-in.png"))
        if window.volunteer is None:
            raise DeskFault("The volunteer has no pages.")
        files += walk_a_call(shell, window.volunteer, made.out, pass_time=made.clock.run_on)
        window.sign_out()
        until("the sign-in page", lambda: window.desk is None and not window.runner.busy)
        _sign_in(window, supervisor, password, None)
        if window.supervisor is None:
            raise DeskFault("The supervisor has no pages.")
        walked = walk_review(
            shell, window.supervisor, window.runner, out=made.out, export=made.export, recipient=recipient
        )
        files += [*walked.pictures, walked.lead_sheet]
    finally:
        shell.close()
        window.close()
        application.processEvents()
    return files


def _sign_in(window: DeskWindow, name: str, password: str, picture: Path | None) -> Path:
    """Through the page, as a person does."""
    page = window.shell.page(window.shell.page_name)
    if not isinstance(page, SignInPage):
        raise DeskFault("The sign-in page did not come.")
    until("the first paint", page.isVisible)
    if picture is not None:
        _settle()
        window.shell.grab().save(str(picture))
    page.sign_in_wanted.emit(name, password)
    until("the first page of a shift", lambda: window.desk is not None and not window.runner.busy)
    _settle()
    return picture or Path()


def _settle() -> None:
    QTimer.singleShot(0, lambda: None)
    for _ in range(5):
        QCoreApplication.processEvents()
