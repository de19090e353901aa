"""What the use cases need besides the database: keys, the PDF press, the reader of files, sealed backups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from callback_desk.domain.access import Role
from callback_desk.domain.audit_verify import Anchor
from callback_desk.domain.certificate import Certificate
from callback_desk.domain.ids import StaffId
from callback_desk.domain.packet import CasePacket
from callback_desk.domain.paper import PaperDocument
from callback_desk.domain.paper_size import PaperSize
from callback_desk.domain.table import TableFile
from callback_desk.domain.unprintable import Unprintable
from callback_desk.use_cases.ports import Storage


@dataclass(frozen=True, slots=True)
class KeysState:
    """What the keys file says of itself. `recovery_used_at` is UTC; `blocklist_old`: the quarter's renewal is due."""

    must_change_password: bool
    code_confirmed: bool
    recovery_used_at: datetime | None
    blocklist_old: bool


@dataclass(frozen=True, slots=True)
class DrawnCode:
    """A code that somebody is to have on paper. `ask_back` are two of its groups (0 to 4), typed back from there."""

    groups: tuple[str, ...] = field(repr=False)
    ask_back: tuple[int, int]
    is_group: Callable[[int, str], bool]  # compares kindly: capitals, blanks, O for 0

    @property
    def text(self) -> str:
        """`7F3K9-QZD0A-...`"""
        return "-".join(self.groups)


@dataclass(frozen=True, slots=True)
class Admission:
    """What another account of this computer needs: a code, good once and until `until` (UTC), and the desk's folder."""

    account: str
    groups: tuple[str, ...] = field(repr=False)
    until: datetime
    folder: Path

    @property
    def text(self) -> str:
        """`7F3K9-QZD0A-...`"""
        return "-".join(self.groups)


class OpenKeys(Protocol):
    """The keys file while a person is signed in. Slots change here and nowhere else; keys never leave the vault."""

    def check_password(self, password: str, name: str) -> None:
        """Raises DeskFault with the reason when it is too short, too long, well known or holds the name."""
        ...

    def has_slot(self, staff_id: StaffId) -> bool: ...
    def is_last_signer(self, staff_id: StaffId) -> bool:
        """Whether nobody else with a slot is a supervisor or an administrator."""
        ...

    def add_slot(self, staff_id: StaffId, name: str, roles: frozenset[Role], password: str) -> None: ...
    def remove_slot(self, staff_id: StaffId) -> None:
        """Nothing happens when there is none. Raises DeskFault for the last signer."""
        ...

    def change_password(self, staff_id: StaffId, old: str, new: str) -> None:
        """Raises WrongPassword when `old` is not it."""
        ...

    def release_lockout(self, staff_id: StaffId) -> None:
        """Raises NotAllowed for oneself, NotFound."""
        ...

    def reset_password(
        self, staff_id: StaffId, name: str, roles: frozenset[Role], password: str, until: datetime
    ) -> None:
        """Replace the slot by a one-time password that runs out; makes a missing slot, lifts a lock-out."""
        ...

    def confirm_recovery_code(self, typed: str) -> None:
        """The whole code, typed back from the sheet. Raises WrongPassword (E27)."""
        ...

    def draw_recovery_code(self) -> DrawnCode:
        """Another code, which opens nothing before `put_recovery_code`."""
        ...

    def put_recovery_code(self, drawn: DrawnCode, *, confirmed: bool) -> None:
        """From now on this one opens the desk and the one before it does not. `confirmed`: it was typed back."""
        ...

    @property
    def accounts(self) -> tuple[str, ...]:
        """Other accounts of this computer that were let in to the desk's folder, by name."""
        ...

    def admit_account(self, account: str) -> Admission:
        """Another account of this computer may use the folder, and bring itself the key with a code. Raises DeskFault.

        The code carries the device secret only: without a name and a password it opens nothing.
        """
        ...

    @property
    def state(self) -> KeysState: ...
    def confirm(self, staff_id: StaffId, password: str) -> None:
        """Is this the password of the person signed in, or of a second person who signs as well?

        For unlock, step-up and signatures. Raises WrongPassword, LockedOut, DeskFault without a slot.
        """
        ...

    def data_key(self) -> tuple[Path, bytes]:
        """The live database and its key, for the import's own process; handed on through a pipe only."""
        ...

    @property
    def older_database(self) -> bool:
        """Whether the database no longer holds a line of the trail that was remembered outside it."""
        ...

    def remembered_heads(self) -> Mapping[str, Anchor]:
        """Where each station's chain stood when it was last written down outside the database."""
        ...

    def drop(self) -> None:
        """Forget every key held in memory, as far as the language lets us."""
        ...


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a right password opens.

    `failed_tries` counts the failures of this name since its last success; `failed` are the newest of them, UTC.
    """

    staff_id: StaffId
    keys: OpenKeys
    storage: Storage
    failed: tuple[datetime, ...] = ()
    failed_tries: int = 0


class CodeUsed(StrEnum):
    """Which code opened the door."""

    SHEET = "sheet"
    ADMISSION = "admission"


class KeyDoor(Protocol):
    """The locked desk: a folder with a keys file and a database nobody can read yet."""

    @property
    def agency(self) -> str:
        """For the sign-in page; it is on the building anyway."""
        ...

    def unlock(self, name: str, password: str, now: datetime) -> Unlocked:
        """Raises WrongPassword, LockedOut, KeysUnavailable, DatabaseRefused."""
        ...

    def recover(self, code: str, now: datetime) -> CodeUsed:
        """Put the device secret into this account's key store, from the printed code or from a supervisor's.

        With the printed one every lock-out ends, and its use goes on record. Raises WrongPassword (E27),
        KeysUnavailable, DatabaseRefused.
        """
        ...

    def reset_with_code(self, code: str, name: str, one_time_password: str, now: datetime) -> None:
        """A forgotten password of somebody whom nobody else can help. Raises NotFound besides."""
        ...


@dataclass(frozen=True, slots=True)
class Prepared:
    """A finished, checked file beside its target, which does not bear its name yet. SHA-256 as 64 hex digits."""

    unnamed: Path
    target: Path
    pages: int
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file: size in bytes, SHA-256 as 64 hex digits."""

    path: Path
    pages: int
    sha256: str
    size_bytes: int


class Volume(StrEnum):
    """Where a folder is, as far as the system tells."""

    HERE = "here"
    REMOVABLE = "removable"
    NETWORK = "network"
    CLOUD = "cloud"


class Press(Protocol):
    """Makes one PDF in a process of its own, re-reads and checks it, and only then gives it its name.

    Raises DeskFault with a sentence for an unwritable target or a full disk; nothing is left behind then.
    """

    def warm(self) -> None:
        """Get ready, so that the first page does not wait for fonts. Raises DeskFault."""
        ...

    def prepare(
        self,
        content: CasePacket | PaperDocument | TableFile,
        target: Path,
        *,
        password: str | None,
        size: PaperSize = PaperSize.LETTER,
        signed_by: str = "",
    ) -> Prepared:
        """A document up to its name, so that the log can say what will lie there before it does.

        A table is written here, without pages and unsealed, and never over a file that is there. signed_by is the
        fingerprint of the agency's certificate, "" for a document without its signature; raises DeskFault when this
        computer cannot sign with it today.
        """
        ...

    def unprintable(self, packet: CasePacket) -> tuple[Unprintable, ...]:
        """Fields with letters that no font of paper has, in the order of the sheet. Quick: no font is loaded."""
        ...

    def place(self, prepared: Prepared) -> Printed:
        """Give it its name."""
        ...

    def drop(self, prepared: Prepared) -> None:
        """It is not wanted after all."""
        ...

    def lies_there(self, target: Path, sha256: str) -> bool | None:
        """Whether the file under this name is that one; None when its folder cannot be seen today."""
        ...

    def paper(self, document: PaperDocument, target: Path, *, size: PaperSize = PaperSize.LETTER) -> Printed:
        """Pages of nobody's: the fixed parts of a form, role cards. What names somebody is prepared and placed."""
        ...

    def set_certificate(self, source: Path, passphrase: str) -> Certificate:
        """What signs on this computer from now on. Raises DeskFault, KeysUnavailable; all is as it was then."""
        ...

    def certificate(self, fingerprint: str) -> Certificate:
        """What signs on this computer. Raises DeskFault when it is another one, or cannot sign today."""
        ...

    def remove_certificate(self) -> None:
        """Nothing signs on this computer any more. Raises DeskFault."""
        ...

    def volume(self, folder: Path) -> Volume:
        """What a document in this folder would lie on."""
        ...

    def tidy(self, folder: Path) -> int:
        """Remove the unfinished files an ended program left in a folder; returns how many."""
        ...

    def close(self) -> None:
        """End the process, if one is warm."""
        ...


@dataclass(frozen=True, slots=True)
class BackupMade:
    path: Path
    sha256: str
    size_bytes: int
    counts: Mapping[str, int]


class Backups(Protocol):
    """Sealed copies of this desk: written beside, renamed, opened and verified before they count."""

    def make(
        self, storage: Storage, keys: OpenKeys, target: Path, *, progress: Callable[[int, int], None] | None = None
    ) -> BackupMade:
        """Raises DiskFull or DeskFault; a partial file never has the final name."""
        ...


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One line of the health check. `state` is "good", "warn" or "bad"; the sentence says what to do."""

    state: str
    what: str
    sentence: str
