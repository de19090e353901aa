"""The pages before anybody is signed in: the first run, the sign-in, the way back in with the recovery sheet."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from callback_desk.ui.shell import Shell
from callback_desk.ui.sign_in.page import SignInPage

if TYPE_CHECKING:
    from callback_desk.bootstrap.opening import Office
    from callback_desk.domain.people import DeskInfo
    from callback_desk.ui.first_run.page import FirstRun, RecoveryShown
    from callback_desk.ui.tasks import Runner

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


class FrontDoor(QObject):
    """Puts the right one of its pages into the shell. `sign_in_wanted(name, password)`; then `refused` or it is left.

    `office` is called on a lane's thread only: the first time it imports the house. `runner` is asked when somebody
    has given something to do.
    """

    sign_in_wanted = Signal(str, str)
    painted = Signal()  # somebody can read the page; until then nothing else should be done

    def __init__(
        self, folder: Path, office: Callable[[], Office], shell: Shell, runner: Callable[[], Runner], *, sheet: str = ""
    ) -> None:
        super().__init__(shell)
        self._folder = folder
        self._office = office
        self._shell = shell
        self._runner = runner
        self._sheet = sheet
        self._made: tuple[str, str, str] = ("", "", "")  # agency, database id and first person of a desk just made

    def show(self) -> None:
        """At once, from what lies on the disk unlocked."""
        if (self._folder / DOOR_PLATE).exists():
            self.show_sign_in()
        else:
            self.show_first_run()

    def show_sign_in(self) -> None:
        self._shell.remove_pages()
        self._shell.set_person("", "", "")
        page = SignInPage(self._agency(), BANNER, sheet=self._sheet, warning=_warning())
        page.sign_in_wanted.connect(self.sign_in_wanted)
        page.recover_wanted.connect(self._on_recover_wanted)
        page.painted.connect(self.painted)
        self._shell.add_page(SIGN_IN, page)
        self._shell.show_alone(SIGN_IN)

    def show_first_run(self) -> None:
        from callback_desk.paths import own_dir
        from callback_desk.ui.first_run.page import FirstRunPage  # once in a desk's life: no start waits for it

        self._shell.remove_pages()
        shares = self._folder == own_dir()  # a folder that was named is the one that is meant
        page = FirstRunPage(self._make_desk, self._print_recovery, self._runner(), warning=_warning(), shares=shares)
        page.other_wanted.connect(self._on_other_wanted)
        page.close_wanted.connect(self._shell.close)
        page.ready.connect(self.show_sign_in)
        self._shell.add_page(FIRST_RUN, page)
        self._shell.show_alone(FIRST_RUN)
        QTimer.singleShot(0, self, self.painted.emit)  # what makes the desk is loaded while somebody reads

    def refused(self, trouble: object) -> None:
        """Say it on the sign-in page, if that is on screen."""
        page = self._sign_in_page()
        if page is not None:
            page.refused(trouble)

    def _sign_in_page(self) -> SignInPage | None:
        page = self._shell.page(self._shell.page_name)
        return page if isinstance(page, SignInPage) else None

    def _agency(self) -> str:
        try:
            plate = json.loads((self._folder / DOOR_PLATE).read_text("utf-8"))
        except (OSError, ValueError):
            return ""
        return str(plate.get("agency", "")) if isinstance(plate, dict) else ""

    # -- the recovery sheet

    def _on_recover_wanted(self, code: str) -> None:
        def work() -> bool:
            from callback_desk.use_cases.ports_world import CodeUsed

            locked = self._office().locked()
            return locked.door.recover(code, locked.clock.now()) is CodeUsed.ADMISSION

        task = self._runner().save(work)
        task.succeeded.connect(self._on_recovered)
        task.failed.connect(self._on_not_recovered)

    def _on_recovered(self, admitted: object) -> None:
        page = self._sign_in_page()
        if page is not None:
            page.recovered(admitted=admitted is True)

    def _on_not_recovered(self, trouble: object) -> None:
        page = self._sign_in_page()
        if page is not None:
            page.recover_refused(trouble)

    # -- the first run

    def _on_other_wanted(self) -> None:
        """A desk that another account of this computer has: which folder, and may this account use it."""
        from callback_desk.paths import show_desk
        from callback_desk.ui.file_dialogs import choosing_folder
        from callback_desk.ui.first_run.page import FirstRunPage

        page, own = self._shell.page(FIRST_RUN), self._folder
        chosen = choosing_folder("The folder of the desk")(self._shell)
        if chosen is None or not isinstance(page, FirstRunPage):
            return
        task = self._runner().save(lambda: show_desk(own, chosen))
        task.succeeded.connect(lambda _done: page.shown_other(str(chosen)))
        task.failed.connect(page.refused)

    def _make_desk(self, asked: FirstRun) -> RecoveryShown:
        from callback_desk.bootstrap.make import NewDesk
        from callback_desk.ui.first_run.page import RecoveryShown
        from callback_desk.vault.recovery_code import typed_back

        made = self._office().make(
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
        self._made = (asked.agency, made.database_id, asked.supervisor)
        return RecoveryShown(
            code.groups, made.type_back, lambda group, text: typed_back(code, group, text), made.confirm
        )

    def _print_recovery(self, shown: RecoveryShown) -> None:
        agency, database_id, by = self._made
        self._print(agency, database_id, by, shown.groups)

    def print_sheet(self, desk: DeskInfo, by: str, groups: tuple[str, ...]) -> None:
        """A recovery code onto paper. Raises DeskFault."""
        self._print(desk.agency, desk.database_id, by, groups)

    def _print(self, agency: str, database_id: str, by: str, groups: tuple[str, ...]) -> None:
        from callback_desk.app.printing import print_recovery

        print_recovery(self._office(), groups, self._shell, agency=agency, database_id=database_id, by=by)


def _warning() -> str:
    return TEST_KEYRING if os.environ.get("CALLBACK_DESK_TEST_KEYRING") == "1" else ""
