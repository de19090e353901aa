"""One window over one desk folder: its front door, the pages of whoever signed in, lock, switch, close."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from callback_desk.app.front_door import DOOR_PLATE, FIRST_RUN, SIGN_IN, FrontDoor
from callback_desk.app.look import LookKeeper
from callback_desk.ui.shell import Shell

if TYPE_CHECKING:
    from callback_desk.app.practising import PracticeKeeper
    from callback_desk.app.reminding import Reminding
    from callback_desk.bootstrap.opening import Office
    from callback_desk.ui.news import News
    from callback_desk.ui.sign_in.unlock_form import UnlockForm
    from callback_desk.ui.supervisor_pages import Files, SupervisorPages
    from callback_desk.ui.tasks import Runner
    from callback_desk.ui.volunteer_desk import VolunteerDesk
    from callback_desk.use_cases.desk import Desk

OWN_PAGE: Final = "own_password"
_LOCKED_BY_ITSELF_S: Final = 60
_LOAD_AT_LATEST_MS: Final = 1_000


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
        self.desk: Desk | None = None
        self.volunteer: VolunteerDesk | None = None
        self.supervisor: SupervisorPages | None = None
        self.files: Files | None = None  # how pages ask for files; None: the system's own dialogs
        self._reminding: Reminding | None = None
        self._make_office = make_office
        self._office: Office | None = None
        self._loading = False
        self._form: UnlockForm | None = None
        self._keys_close = self._timer(self.sign_out)
        self._session_ends = self._timer(self._on_session_end)
        self.door = FrontDoor(folder, self.office, shell, lambda: self.runner, sheet=sheet)
        self.door.sign_in_wanted.connect(self._on_sign_in_wanted)
        self.door.painted.connect(self._load)
        self.look = LookKeeper(folder, shell)
        self.look.changed.connect(self._on_look_changed)
        shell.locked.connect(self._on_locked)
        shell.unlock_wanted.connect(self._on_unlock_wanted)
        shell.closing.connect(self.close)

    @cached_property
    def runner(self) -> Runner:
        """The door for background work: from the first paint on."""
        from callback_desk.ui.tasks import Runner

        return Runner(self)

    @cached_property
    def news(self) -> News:
        """What use cases changed, for the pages: from the first page after the sign-in on."""
        from callback_desk.ui.news import News

        return News(self)

    @cached_property
    def practice(self) -> PracticeKeeper:
        """The way into practice and back: from the first page after the sign-in on."""
        from callback_desk.app.practising import PracticeKeeper

        return PracticeKeeper(self)

    # -- before anybody is signed in

    def start(self) -> None:
        """Show the first page at once, from what lies on the disk unlocked; then load what signing in needs."""
        self.look.put_on()
        self.door.show()
        QTimer.singleShot(_LOAD_AT_LATEST_MS, self, self._load)  # a window that is never painted gets its office too

    def _load(self) -> None:
        if self._loading:
            return
        self._loading = True
        task = self.runner.ask(self.office, topic=(id(self), "office"))
        task.succeeded.connect(self._on_office)
        task.failed.connect(self.door.refused)

    def office(self) -> Office:
        """The desk folder and the world round it. On a lane's thread only: the first time it imports the house."""
        if self._office is None:
            from callback_desk.bootstrap.practice import clear_practice
            from callback_desk.ui.packets.private_folder import remove_left_folders

            self._office = self._make_office()
            clear_practice(self.folder)  # what a killed program left: files without a key
            remove_left_folders()  # and pages on their way to a printer
        return self._office

    def _on_office(self, office: object) -> None:
        made = self._office is not None and self._office.is_made
        if self.desk is None and made != (self.shell.page_name == SIGN_IN):
            # A desk that was begun and never finished has a door plate and no keys.
            self.door.show_sign_in() if made else self.door.show_first_run()

    # -- signing in and out

    def _on_sign_in_wanted(self, name: str, password: str) -> None:
        def work() -> object:
            from callback_desk.use_cases.sign_in import sign_in

            return _ready(sign_in(self.office().locked(), name, password))

        task = self.runner.save(work)
        task.succeeded.connect(self._on_signed_in)
        task.failed.connect(self.door.refused)

    def _on_signed_in(self, desk: object) -> None:
        from callback_desk.use_cases.desk import Desk

        if not isinstance(desk, Desk):
            return
        self.desk = desk
        times = desk.rules.times
        self.shell.idle.set_times(times.idle_lock, times.call_cover)
        for timer, after in ((self._keys_close, times.keys_drop), (self._session_ends, times.session)):
            timer.setInterval(int(after.total_seconds() * 1000))
        self.shell.remove_pages()
        if desk.keys.state.must_change_password:
            self._show_own_password(desk)
        else:
            self.add_pages(desk)
        self.shell.idle.start()
        self._session_ends.start()
        self.signed_in.emit(desk)

    def _show_own_password(self, desk: Desk) -> None:
        """With a one-time password every use case refuses but this one."""
        from callback_desk.ui.desk.password_panel import OwnPasswordPage

        page = OwnPasswordPage(desk, self.runner, self.news)
        page.chosen.connect(self._on_own_password)
        page.leave_wanted.connect(self.sign_out)
        self.shell.add_page(OWN_PAGE, page)
        self.shell.show_page(OWN_PAGE)

    def _on_own_password(self) -> None:
        desk = self.desk
        if desk is None:
            return
        task = self.runner.save(lambda: _ready(desk))
        task.succeeded.connect(self._on_ready)
        task.failed.connect(_note)

    def _on_ready(self, desk: object) -> None:
        """Nobody else may have signed in meanwhile."""
        if self.desk is not None and desk is self.desk:
            self.shell.remove_pages()
            self.add_pages(self.desk)

    def add_pages(self, desk: Desk) -> None:
        """The pages of whoever signed in. Roles are checked by use cases; here they only decide what is offered."""
        from callback_desk.app.roles import CALLERS, OVERSEERS, foremost
        from callback_desk.documents.preview import page_at
        from callback_desk.domain.access import Role
        from callback_desk.ui.volunteer_desk import VolunteerDesk

        roles = desk.session.staff.roles
        supervises = Role.SUPERVISOR in roles
        self.shell.set_person(desk.info.agency, desk.session.name, foremost(roles).value.capitalize())
        if roles & OVERSEERS:
            self._add_supervisor_pages(desk)
        if roles & CALLERS:
            self.volunteer = VolunteerDesk(desk, self.shell, self.runner, self.news, page_at, first=not supervises)
            self.volunteer.switch_wanted.connect(self.sign_out)
            self.volunteer.practice_wanted.connect(self.practice.begin)
        gc.freeze()  # all of it stays until the sign-out: to look through it for rubbish stopped the window

    def _add_supervisor_pages(self, desk: Desk) -> None:
        from callback_desk.app.reminding import Reminding
        from callback_desk.bootstrap.checking import health_lines
        from callback_desk.documents.preview import page_at
        from callback_desk.ui.supervisor_pages import SupervisorPages

        office = self.office()
        self.supervisor = SupervisorPages(
            desk,
            self.shell,
            self.runner,
            self.news,
            preview=page_at,
            health=lambda: health_lines(office),
            files=self.files,
            print_sheet=lambda drawn: self.door.print_sheet(desk.info, desk.session.name, drawn.groups),
        )
        self.supervisor.settings.look_chosen.connect(self.look.remember)
        self._reminding = Reminding(desk, self.shell, self.runner, self.supervisor)

    def _on_look_changed(self) -> None:
        """The part of Settings that says the size must not say the old one."""
        if self.supervisor is not None:
            self.supervisor.settings.refresh()

    def sign_out(self) -> None:
        """Switch volunteer, or keys that close by themselves. A call in hand stays interrupted, with every answer."""
        desk = self.desk
        if desk is None:
            return
        self._leave(desk)
        self.door.show_sign_in()
        self.signed_out.emit()

    def _leave(self, desk: Desk) -> None:
        from callback_desk.use_cases.sign_in import sign_out

        self.desk = None
        self._keys_close.stop()
        self._session_ends.stop()
        self.shell.idle.stop()
        self.practice.forget()
        self.drop_pages()
        self._form = None
        self.shell.unlock()
        self.shell.uncover()
        self.shell.end_call()
        self.runner.save(lambda: sign_out(desk, leaves=True)).failed.connect(_note)

    def drop_pages(self) -> None:
        """Whoever was signed in, or practices now, keeps nothing open; the pages themselves are the shell's."""
        gc.unfreeze()
        if self.volunteer is not None:
            self.volunteer.leave()
            self.volunteer.deleteLater()
            self.volunteer = None
        if self.supervisor is not None:
            self._reminding = None
            self.supervisor.leave()
            self.supervisor.deleteLater()
            self.supervisor = None

    def _on_session_end(self) -> None:
        """Twelve hours. Nobody is thrown out of a call; the window locks after it."""
        if self.volunteer is not None and self.volunteer.in_call and self.practice.practising is None:
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
        self.runner.save(lambda: lock(desk, by_itself=by_itself)).failed.connect(_note)
        self._keys_close.start()

    def _on_unlock_wanted(self) -> None:
        desk = self.desk
        if desk is None:
            return
        in_call = self.volunteer is not None and self.volunteer.in_call
        words = "Your words are kept. Enter your password." if in_call else "Enter your password."
        from callback_desk.ui.sign_in.unlock_form import UnlockForm

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

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer


def _ready(desk: Desk) -> Desk:
    """On a lane's thread: the person's own calls that a crash left open are interrupted now, so that they can go on."""
    from callback_desk.app.roles import CALLERS
    from callback_desk.use_cases.recover_calls import interrupt_own_calls

    if desk.session.staff.roles & CALLERS and not desk.keys.state.must_change_password:
        interrupt_own_calls(desk, desk.new_operation())
    return desk


def _note(trouble: object) -> None:
    """Nobody stands before the page that asked: it is written down."""
    from callback_desk.ui.notices import notice_of

    notice_of(trouble)


__all__ = ["DOOR_PLATE", "FIRST_RUN", "SIGN_IN", "DeskWindow"]
