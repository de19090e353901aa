"""From a folder to a locked desk: everything that does not need a password."""

from __future__ import annotations

import getpass
import os
import platform
from collections.abc import Callable, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from callback_desk import logs, paths, rulebook
from callback_desk.bootstrap.backups import SealedBackups
from callback_desk.bootstrap.certificate_file import CertificateFile
from callback_desk.bootstrap.door import VaultDoor
from callback_desk.bootstrap.import_run import ChildIntake
from callback_desk.bootstrap.make import SHIPPED_SCRIPTS, MadeDesk, NewDesk, make_desk
from callback_desk.bootstrap.making import is_half_made, is_made
from callback_desk.bootstrap.press import PdfPress
from callback_desk.bootstrap.script_checking import ChildScriptChecker
from callback_desk.bootstrap.strict import rules_under, settings_of
from callback_desk.bootstrap.world import SystemClock, SystemIds, SystemRandom
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import Clock
from callback_desk.domain.passwords import Blocklist
from callback_desk.domain.people import DeskInfo
from callback_desk.use_cases.desk import Rules
from callback_desk.use_cases.sign_in import LockedDesk
from callback_desk.vault.device_secret import TEST_KEYRING_VARIABLE, TEST_KEYRING_WARNING, choose_store
from callback_desk.vault.slots import Kdf


class Office:
    """One desk folder on this computer and the world around it. Holds no key and no person's data."""

    def __init__(
        self, folder: Path, *, clock: Clock | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.environment = os.environ if environment is None else environment
        self.clock: Clock = clock or SystemClock()
        self.ids = SystemIds()
        self.random = SystemRandom()
        self.resources = paths.resources_dir()
        self.station = _station()
        self.os_user = _os_user()

    @property
    def is_made(self) -> bool:
        """Whether a whole desk is here; one whose set-up or restore was cut off is not."""
        return is_made(self.folder)

    @property
    def for_tests(self) -> bool:
        """Whether the test keyring is in use: a warning stands on every start."""
        return self.environment.get(TEST_KEYRING_VARIABLE) == "1"

    @property
    def test_warning(self) -> str:
        """What is said on every start while the test keyring is in use."""
        return TEST_KEYRING_WARNING

    @property
    def kdf(self) -> Kdf | None:
        """Cheap for the test keyring, else the production cost (None: the vault's own)."""
        return Kdf.cheap() if self.for_tests else None

    def start_log(self) -> Callable[[], None]:
        """Log into the desk folder from now on, if it can be written; returns what stops it."""
        return logs.start_quietly(self.folder)

    def blocklist(self) -> Blocklist:
        lines = (self.resources / "security" / "common_passwords.txt").read_text("utf-8").splitlines()
        return Blocklist.from_lines(lines)

    def make(self, asked: NewDesk, password: str) -> MadeDesk:
        """Raises DeskFault, KeysUnavailable; then nothing stays."""
        refusal = paths.refusal_for(self.folder)
        if refusal:
            raise DeskFault(refusal)
        paths.private_dir(self.folder)
        return make_desk(
            self.folder,
            asked,
            password,
            store=choose_store(self.folder, self.environment, self.random),
            clock=self.clock,
            ids=self.ids,
            random=self.random,
            station=self.station,
            os_user=self.os_user,
            blocklist=self.blocklist(),
            scripts_dir=self.resources / "call_scripts",
            kdf=self.kdf,
        )

    def locked(self) -> LockedDesk:
        """Ready to sign in. Raises DeskFault when there is no desk in the folder."""
        if is_half_made(self.folder):
            raise DeskFault(
                f"Setting up or restoring the desk in {self.folder} was cut off before it was finished. Do it once "
                "more; what was begun is cleared away first.",
                code="half-made",
            )
        if not self.is_made:
            raise DeskFault(
                f"There is no desk in {self.folder}. Make one with the first-run page or `callback-desk init`, "
                "or choose the right folder."
            )
        door = VaultDoor(
            self.folder,
            choose_store(self.folder, self.environment, self.random),
            random=self.random,
            clock=self.clock,
            station=self.station,
            blocklist=self.blocklist(),
            kdf=self.kdf,
        )
        return LockedDesk(
            door=door,
            rules_for=self.rules_for,
            press=PdfPress(self.resources / "theme" / "fonts", self.certificate_file()),
            backups=SealedBackups(self.folder, random=self.random, clock=self.clock),
            intake=ChildIntake(self.folder, self.resources),
            scripts=ChildScriptChecker(self.resources, SHIPPED_SCRIPTS),
            clock=self.clock,
            ids=self.ids,
            random=self.random,
            station=self.station,
            os_user=self.os_user,
        )

    def certificate_file(self) -> CertificateFile:
        """What signs for the agency on this computer."""
        return CertificateFile(
            self.folder,
            lambda: choose_store(self.folder, self.environment, self.random),
            clock=self.clock,
            random=self.random,
        )

    def rules_for(self, info: DeskInfo, stored: Mapping[str, object]) -> Rules:
        """The shipped rules in force today where the desk is, with that country's closed days, under its settings.

        Raises DeskFault for settings that are looser than the program allows.
        """
        today = self.clock.now().astimezone(ZoneInfo(info.timezone)).date()
        book = rulebook.load(self.resources, on=today, region=info.region)
        year = today.year
        settings = settings_of(info, stored)
        closed = rulebook.closed_days(info.region, settings.calendar.state, (year - 1, year, year + 1))
        return rules_under(book, closed, settings, today)


def note_trouble(error: BaseException) -> str:
    """Write a bug's place into the log; returns the number a person can quote."""
    return logs.note_trouble(error)


def office_in(folder: Path | None) -> Office:
    """The office of `--desk`, of CALLBACK_DESK_HOME, or of the platform's own data folder."""
    return Office(paths.desk_dir(folder, os.environ))


def _station() -> str:
    """A code for this computer in the audit trail: letters and digits of its name, at most 32."""
    name = "".join(letter for letter in platform.node() if letter.isalnum() or letter == "-")[:32]
    return f"st-{name}" if name else "st-unnamed"


def _os_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
