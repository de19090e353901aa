"""What stands in the place of keys and press in practice: the password is the person's own, paper there is none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from callback_desk.domain.access import Role
from callback_desk.domain.audit_verify import Anchor
from callback_desk.domain.certificate import Certificate
from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.ids import StaffId
from callback_desk.domain.packet import CasePacket
from callback_desk.domain.paper import PaperDocument
from callback_desk.domain.paper_size import PaperSize
from callback_desk.domain.table import TableFile
from callback_desk.domain.unprintable import Unprintable
from callback_desk.use_cases.ports_world import Admission, DrawnCode, KeysState, OpenKeys, Prepared, Printed, Volume

_NOT_HERE = "This is practice: nobody's password and no key is changed here. Leave practice first."


class PracticeKeys:
    """Fits `use_cases.ports_world.OpenKeys`: only the screen is covered and shown again, with the real password.

    A wrong one counts as at the desk itself, so that practice is no place to guess it.
    """

    def __init__(self, real: OpenKeys, staff_id: StaffId, database: Path, key: bytes) -> None:
        self._real = real
        self._staff_id = staff_id
        self._database = database
        self._key = key

    def confirm(self, staff_id: StaffId, password: str) -> None:
        self._real.confirm(self._staff_id, password)

    @property
    def state(self) -> KeysState:
        return KeysState(must_change_password=False, code_confirmed=True, recovery_used_at=None, blocklist_old=False)

    def data_key(self) -> tuple[Path, bytes]:
        return self._database, self._key

    @property
    def older_database(self) -> bool:
        return False

    def remembered_heads(self) -> Mapping[str, Anchor]:
        return {}

    def drop(self) -> None:
        self._key = bytes(32)

    def has_slot(self, staff_id: StaffId) -> bool:
        return False

    def is_last_signer(self, staff_id: StaffId) -> bool:
        return False

    def check_password(self, password: str, name: str) -> None:
        raise NotAllowed(_NOT_HERE)

    def add_slot(self, staff_id: StaffId, name: str, roles: frozenset[Role], password: str) -> None:
        raise NotAllowed(_NOT_HERE)

    def remove_slot(self, staff_id: StaffId) -> None:
        raise NotAllowed(_NOT_HERE)

    def change_password(self, staff_id: StaffId, old: str, new: str) -> None:
        raise NotAllowed(_NOT_HERE)

    def release_lockout(self, staff_id: StaffId) -> None:
        raise NotAllowed(_NOT_HERE)

    def reset_password(
        self, staff_id: StaffId, name: str, roles: frozenset[Role], password: str, until: datetime
    ) -> None:
        raise NotAllowed(_NOT_HERE)

    def confirm_recovery_code(self, typed: str) -> None:
        raise NotAllowed(_NOT_HERE)

    def draw_recovery_code(self) -> DrawnCode:
        raise NotAllowed(_NOT_HERE)

    @property
    def accounts(self) -> tuple[str, ...]:
        return ()

    def admit_account(self, account: str) -> Admission:
        raise NotAllowed(_NOT_HERE)

    def put_recovery_code(self, drawn: DrawnCode, *, confirmed: bool) -> None:
        raise NotAllowed(_NOT_HERE)


class PracticePress:
    """Fits `use_cases.ports_world.Press`: nothing of practice comes on paper."""

    def warm(self) -> None:
        """Nothing will be printed."""

    def prepare(
        self,
        content: CasePacket | PaperDocument | TableFile,
        target: Path,
        *,
        password: str | None,
        size: PaperSize = PaperSize.LETTER,
        signed_by: str = "",
    ) -> Prepared:
        raise DeskFault("This is practice: a real call would print a page now. Nothing was printed.", code="practice")

    def unprintable(self, packet: CasePacket) -> tuple[Unprintable, ...]:
        return ()

    def place(self, prepared: Prepared) -> Printed:
        raise DeskFault("This is practice: nothing is printed here.", code="practice")

    def drop(self, prepared: Prepared) -> None:
        """There is nothing to drop."""

    def lies_there(self, target: Path, sha256: str) -> bool | None:
        return False

    def paper(self, document: PaperDocument, target: Path, *, size: PaperSize = PaperSize.LETTER) -> Printed:
        raise DeskFault("This is practice: nothing is printed here.", code="practice")

    def set_certificate(self, source: Path, passphrase: str) -> Certificate:
        raise NotAllowed(_NOT_HERE)

    def certificate(self, fingerprint: str) -> Certificate:
        raise NotAllowed(_NOT_HERE)

    def remove_certificate(self) -> None:
        raise NotAllowed(_NOT_HERE)

    def volume(self, folder: Path) -> Volume:
        return Volume.HERE

    def tidy(self, folder: Path) -> int:
        return 0

    def close(self) -> None:
        """There is nothing to close."""
