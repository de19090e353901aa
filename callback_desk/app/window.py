"""One window over one desk folder: first run or sign in, the pages of whoever signed in, lock, switch, close."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from callback_desk.domain.access import Role
from callback_desk.ui.first_run.page import FirstRun, FirstRunPage, RecoveryShown
from callback_desk.ui.news import News
from callback_desk.ui.notices import notice_of
from callback_desk.ui.shell import Shell
from callback_desk.ui.sign_in.page import SignInPage
from callback_desk.ui.sign_in.unlock_form import UnlockForm
from callback_desk.ui.tasks import Runner

if TYPE_CHECKING:
    from callback_desk.bootstrap.opening import Office
    from callback_desk.ui.supervisor_pages import Files, SupervisorPages
    from callback_desk.ui.volunteer_desk import VolunteerDesk
    from callback_desk.use_cases.desk import Desk

SIGN_IN: Final = "sign_in"
FIRST_RUN: Final = "first_run"
DOOR_PLATE: Final = "desk.json"  # written last but one when a desk is made; a test holds it to bootstrap's name
BANNER: Final = (
    "This computer holds police records about people who reported a crime. Use it only for callbacks you were given.",
    "What you open, save and print is written down with your name and the time, and is checked. You have no privacy "
    "in what you do here. Use without permission is a crime.",
    "By signing in you agree to this.",
)
TEST_KEYRING: Final = "Test keyring: the key of this desk lies in a file beside it. Never use it for real people."
KEYS_CLOSE_AFTER: Final = timedelta(minutes=15)  # after a lock (settled decisions, People and keys)
SESSION: Final = timedelta(hours=12)
_LOCKED_BY_ITSELF_S: Final = 60
_CALLERS: Final = frozenset({Role.VOLUNTEER, Role.SUPERVISOR})  # a supervisor rings as a volunteer


class DeskWindow(QObject):
    """One window over one desk folder. `office` is made in the background, after the first paint.

    `signed_in(Desk)` and `signed_out()` tell whoever adds further pages or drives the window.
    """

    signed_in = Signal(object)
    signed_out = Signal()

    def __init__(
        self,
        folder: Path,
        make_office: Callable[[], Office],
        shell: Shell,
        *,
        sheet: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self.shell = shell
        self.runner = Runner(self)
        self.news = News(self)
        self.desk: Desk | None = None
        self.volunteer: VolunteerDesk | None = None
        self.supervisor: SupervisorPages | None = None
        self.files: Files | None = None  # how pages ask for files; None: the system's own dialogs
        self._make_office = make_office
        self._office: Office | None = None
        self._sheet = sheet
        self._form: UnlockForm | None = None
        self._recovery: dict[str, str] = {}
        self._keys_close = self._timer(KEYS_CLOSE_AFTER, self.sign_out)
        self._session_ends = self._timer(SESSION, self._on_session_end)
        shell.locked.connect(self._on_locked)
        shell.unlock_wanted.connect(self._on_unlock_wanted)
        shell.closing.connect(self.close)

    # -- before anybody is signed in

    def start(self) -> None:
        """Show the first page at once, from what lies on the disk unlocked; then load what signing in needs."""
        if (self.folder / DOOR_PLATE).exists():
            self._show_sign_in()
        else:
            self._show_first_run()
        QTimer.singleShot(0, self._load)

    def _load(self) -> None:
        task = self.runner.ask(self.office, topic=(id(self), "office"))
        task.succeeded.connect(self._on_office)
        task.failed.connect(self._on_no_office)

    def office(self) -> Office:
        """The desk folder and the world round it. On a lane's thread only: the first time it imports the house."""
        if self._office is None:
            self._office = self._make_office()
        return self._office

    def _on_office(self, office: object) -> None:
        made = self._office is not None and self._office.is_made
        if self.desk is None and made != (self.shell.page_name == SIGN_IN):
            # A desk that was begun and never finished has a door plate and no keys.
            self._show_sign_in() if made else self._show_first_run()

    def _on_no_office(self, trouble: object) -> None:
        page = self.shell.page(self.shell.page_name)
        if isinstance(page, SignInPage):
            page.refused(trouble)

    def _show_sign_in(self, name: str = "") -> None:
        self.shell.remove_pages()
        self.shell.set_person("", "", "")
        page = SignInPage(self._agency(), BANNER, sheet=self._sheet, warning=TEST_KEYRING if self._for_tests() else "")
        page.sign_in_wanted.connect(self._on_sign_in_wanted)
        self.shell.add_page(SIGN_IN, page)
        self.shell.show_alone(SIGN_IN)

    def _show_first_run(self) -> None:
        self.shell.remove_pages()
        page = FirstRunPage(
            self._make_desk, self._print_recovery, self.runner, warning=TEST_KEYRING if self._for_tests() else ""
        )
        page.ready.connect(self._show_sign_in)
        self.shell.add_page(FIRST_RUN, page)
        self.shell.show_alone(FIRST_RUN)

    def _agency(self) -> str:
        try:
            plate = json.loads((self.folder / DOOR_PLATE).read_text("utf-8"))
        except (OSError, ValueError):
            return ""
        return str(plate.get("agency", "")) if isinstance(plate, dict) else ""

    def _for_tests(self) -> bool:
        import os

        return os.environ.get("CALLBACK_DESK_TEST_KEYRING") == "1"

    def _make_desk(self, asked: FirstRun) -> RecoveryShown:
        from callback_desk.bootstrap.make import NewDesk
        from callback_desk.vault.recovery_code import groups_to_type_back, typed_back

        office = self.office()
        made = office.make(
            NewDesk(
                agency=asked.agency,
                region=asked.region,
                timezone=asked.timezone,
                supervisor=asked.supervisor,
                area_code=asked.area_code,
                callback_phone=asked.callback_phone,
                supervisor_extension=asked.extension,
            ),
            asked.password,
        )
        code = made.recovery_code
        self._recovery = {"agency": asked.agency, "by": asked.supervisor, "id": made.database_id}
        return RecoveryShown(
            code.groups, groups_to_type_back(office.random), lambda group, text: typed_back(code, group, text)
        )

    def _print_recovery(self, shown: RecoveryShown) -> None:
        from callback_desk.app.printing import print_recovery

        print_recovery(self.office(), self._recovery, shown, self.shell)

    # -- signing in and out

    def _on_sign_in_wanted(self, name: str, password: str) -> None:
        def work() -> object:
            from callback_desk.use_cases.recover_calls import interrupt_own_calls
            from callback_desk.use_cases.sign_in import sign_in

            desk = sign_in(self.office().locked(), name, password)
            if desk.session.staff.roles & _CALLERS:
                interrupt_own_calls(desk, desk.new_operation())
            return desk

        task = self.runner.save(work)
        task.succeeded.connect(self._on_signed_in)
        task.failed.connect(self._on_refused)

    def _on_refused(self, trouble: object) -> None:
        page = self.shell.page(SIGN_IN)
        if isinstance(page, SignInPage):
            page.refused(trouble)

    def _on_signed_in(self, desk: object) -> None:
        from callback_desk.use_cases.desk import Desk

        if not isinstance(desk, Desk):
            return
        self.desk = desk
        self.shell.remove_pages()
        self._add_pages(desk)
        self.shell.idle.start()
        self._session_ends.start()
        self.signed_in.emit(desk)

    def _add_pages(self, desk: Desk) -> None:
        """The pages of whoever signed in. Roles are checked by use cases; here they only decide what is offered."""
        from callback_desk.ui.volunteer_desk import VolunteerDesk

        roles = desk.session.staff.roles
        supervises = Role.SUPERVISOR in roles
        role = "Supervisor" if supervises else "Volunteer" if Role.VOLUNTEER in roles else "Staff"
        self.shell.set_person(desk.info.agency, desk.session.name, role)
        if supervises or roles & {Role.ADMINISTRATOR, Role.AUDITOR}:
            self._add_supervisor_pages(desk)
        if roles & _CALLERS:
            self.volunteer = VolunteerDesk(desk, self.shell, self.runner, self.news, first=not supervises)
            self.volunteer.switch_wanted.connect(self.sign_out)

    def _add_supervisor_pages(self, desk: Desk) -> None:
        from callback_desk.bootstrap.checking import health_lines
        from callback_desk.documents.preview import page_picture
        from callback_desk.ui.supervisor_pages import SupervisorPages

        def preview(path: Path) -> tuple[bytes, int, int]:
            page = page_picture(path, dpi=150)
            return page.rgba, page.width_px, page.height_px

        office = self.office()
        self.supervisor = SupervisorPages(
            desk,
            self.shell,
            self.runner,
            self.news,
            preview=preview,
            health=lambda: health_lines(office),
            files=self.files,
        )

    def sign_out(self) -> None:
        """Switch volunteer, or keys that close by themselves. A call in hand stays interrupted, with every answer."""
        desk = self.desk
        if desk is None:
            return
        self._leave(desk)
        self._show_sign_in()
        self.signed_out.emit()

    def _leave(self, desk: Desk) -> None:
        from callback_desk.use_cases.sign_in import sign_out

        self.desk = None
        self._keys_close.stop()
        self._session_ends.stop()
        self.shell.idle.stop()
        if self.volunteer is not None:
            self.volunteer.leave()
            self.volunteer.deleteLater()
            self.volunteer = None
        if self.supervisor is not None:
            self.supervisor.leave()
            self.supervisor.deleteLater()
            self.supervisor = None
        self._form = None
        self.shell.unlock()
        self.shell.uncover()
        self.shell.end_call()
        self.runner.save(lambda: sign_out(desk)).failed.connect(notice_of)

    def _on_session_end(self) -> None:
        """Twelve hours. Nobody is thrown out of a call; the window locks after it."""
        if self.volunteer is not None and self.volunteer.in_call:
            self._session_ends.setInterval(60_000)
            self._session_ends.start()
            return
        self.sign_out()

    # -- lock

    def _on_locked(self) -> None:
        from callback_desk.use_cases.sign_in import lock

        desk = self.desk
        if desk is None:
            return
        if self.volunteer is not None:
            self.volunteer.save_now()
        by_itself = self.shell.idle.idle_s() >= _LOCKED_BY_ITSELF_S
        self.runner.save(lambda: lock(desk, by_itself=by_itself)).failed.connect(notice_of)
        self._keys_close.start()

    def _on_unlock_wanted(self) -> None:
        desk = self.desk
        if desk is None:
            return
        in_call = self.volunteer is not None and self.volunteer.in_call
        words = "Your words are kept. Enter your password." if in_call else "Enter your password."
        form = UnlockForm("Locked", f"{desk.session.name} is signed in. {words}", verb="Unlock", switch=True)
        form.password_given.connect(self._on_unlock_password)
        form.switch_wanted.connect(self.sign_out)
        self._form = form
        self.shell.ask_to_unlock(form)

    def _on_unlock_password(self, password: str) -> None:
        from callback_desk.use_cases.sign_in import unlock

        desk = self.desk
        if desk is None or self._form is None:
            return
        task = self.runner.save(lambda: unlock(desk, password))
        task.succeeded.connect(self._on_unlocked)
        task.failed.connect(self._form.refused)

    def _on_unlocked(self) -> None:
        self._keys_close.stop()
        self._form = None
        self.shell.unlock()

    # -- the end

    def close(self) -> None:
        """The window closes: the draft first, then everything that still waits to be written, then the keys."""
        if self.desk is not None:
            self._leave(self.desk)
        self.runner.shutdown()

    def _timer(self, after: timedelta, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(int(after.total_seconds() * 1000))
        timer.timeout.connect(slot)
        return timer
