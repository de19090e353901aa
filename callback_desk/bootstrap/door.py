"""The locked desk's door: keys file, key store and database, joined only when a password is right."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from callback_desk.bootstrap.folder_access import accounts_of, let_in
from callback_desk.bootstrap.heads import HeadKeeper
from callback_desk.domain.access import Role, is_signer
from callback_desk.domain.audit import Event
from callback_desk.domain.audit_verify import Anchor
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.ids import Clock, Random, StaffId
from callback_desk.domain.passwords import SENTENCES, Blocklist, context_words, password_problems
from callback_desk.storage.store import SqlStorage, open_storage
from callback_desk.use_cases.ports_world import Admission, CodeUsed, DrawnCode, KeysState
from callback_desk.use_cases.ports_world import Unlocked as DoorUnlocked
from callback_desk.vault import admission, key_changes
from callback_desk.vault.atomic_file import fault_of, replace_file
from callback_desk.vault.code_tries import beside_desk, one_try
from callback_desk.vault.device_secret import KeyStore
from callback_desk.vault.heads_file import HeadsFile
from callback_desk.vault.keys_file import KEYS_FILE, SealedKeys, open_keys
from callback_desk.vault.recovery_code import RecoveryCode, groups_to_type_back, typed_back
from callback_desk.vault.slots import Kdf, NewSlot
from callback_desk.vault.unlocked import Unlocked

PLATE = "desk.json"  # what may stand on the door: agency, desk and last backup; no secret


class VaultKeys:
    """Fits `use_cases.ports_world.OpenKeys`."""

    def __init__(
        self,
        folder: Path,
        sealed: SealedKeys,
        unlocked: Unlocked,
        keeper: HeadKeeper,
        *,
        agency: str,
        blocklist: Blocklist,
        clock: Clock,
        random: Random,
    ) -> None:
        self._folder = folder
        self._sealed = sealed
        self.unlocked = unlocked
        self._keeper = keeper
        self._random = random
        self._agency = agency
        self._blocklist = blocklist
        self._clock = clock

    def check_password(self, password: str, name: str) -> None:
        refuse_weak(password, self._blocklist, self._agency, name)

    def has_slot(self, staff_id: StaffId) -> bool:
        return any(state.user_id == staff_id for state in key_changes.slot_states(self._sealed))

    def is_last_signer(self, staff_id: StaffId) -> bool:
        signers = {state.user_id for state in key_changes.slot_states(self._sealed) if is_signer(state.roles)}
        return signers == {staff_id}

    def add_slot(self, staff_id: StaffId, name: str, roles: frozenset[Role], password: str) -> None:
        key_changes.add_slot(self._sealed, self.unlocked, NewSlot(staff_id, name, roles, password))

    def remove_slot(self, staff_id: StaffId) -> None:
        if self.has_slot(staff_id):
            key_changes.remove_slot(self._sealed, self.unlocked, staff_id)

    def change_password(self, staff_id: StaffId, old: str, new: str) -> None:
        key_changes.change_password(self._sealed, self.unlocked, old=old, new=new, now=self._clock.now())

    def release_lockout(self, staff_id: StaffId) -> None:
        key_changes.release_lockout(self._sealed, self.unlocked, staff_id)

    def reset_password(
        self, staff_id: StaffId, name: str, roles: frozenset[Role], password: str, until: datetime
    ) -> None:
        put_one_time(self._sealed, self.unlocked, NewSlot(staff_id, name, roles, password, until))

    def confirm_recovery_code(self, typed: str) -> None:
        code = RecoveryCode.read(typed)
        with one_try(beside_desk(self._folder), self._clock.now(), random=self._random):
            key_changes.confirm_with_code(self._folder / KEYS_FILE, code, random=self._random)
        self.unlocked.code_confirmed = True

    def draw_recovery_code(self) -> DrawnCode:
        return _drawn(RecoveryCode.fresh(self._random), self._random)

    def put_recovery_code(self, drawn: DrawnCode, *, confirmed: bool) -> None:
        code, now = RecoveryCode.read(drawn.text), self._clock.now()
        key_changes.put_recovery_code(self._sealed, self.unlocked, code, confirmed=confirmed, now=now)

    @property
    def accounts(self) -> tuple[str, ...]:
        return accounts_of(self._folder)

    def admit_account(self, account: str) -> Admission:
        name, now = let_in(self._folder, account, random=self._random), self._clock.now()
        code = admission.admit_account(self._sealed, self.unlocked, now)
        return Admission(name, code.groups, now + admission.ADMISSION_LASTS, self._folder)

    @property
    def state(self) -> KeysState:
        unlocked = self.unlocked
        return KeysState(
            unlocked.must_change,
            unlocked.code_confirmed,
            unlocked.recovery_used_at,
            self._blocklist.renewal_due(self._clock.now().date()),
        )

    def confirm(self, staff_id: StaffId, password: str) -> None:
        self._sealed.check_password(self.unlocked, password, self._clock.now(), of=staff_id)

    def data_key(self) -> tuple[Path, bytes]:
        return self._folder / self.unlocked.db_file, self.unlocked.dek.reveal()

    def sealed_file(self) -> bytes:
        """The keys file as it lies on the disk: sealed, for a backup."""
        return (self._folder / KEYS_FILE).read_bytes()

    @property
    def older_database(self) -> bool:
        return self._keeper.rolled_back

    def remembered_heads(self) -> Mapping[str, Anchor]:
        self._keeper.flush()
        return self._keeper.anchors()

    def drop(self) -> None:
        self._keeper.flush()
        self.unlocked.close()


def _drawn(code: RecoveryCode, random: Random) -> DrawnCode:
    return DrawnCode(code.groups, groups_to_type_back(random), lambda group, said: typed_back(code, group, said))


def put_one_time(sealed: SealedKeys, unlocked: Unlocked, new: NewSlot) -> None:
    """A one-time password in the place of the old one, or where there is none."""
    known = any(state.user_id == new.user_id for state in key_changes.slot_states(sealed))
    (key_changes.replace_slot if known else key_changes.add_slot)(sealed, unlocked, new)


def refuse_weak(password: str, blocklist: Blocklist, agency: str, name: str) -> None:
    """Raises DeskFault with every reason in plain words (IA-5(1)(a)12)."""
    problems = password_problems(password, blocklist=blocklist, context=context_words(agency, name, "Callback Desk"))
    if problems:
        raise DeskFault(" ".join(SENTENCES[problem] for problem in problems), code="weak_password")


def read_plate(folder: Path) -> dict[str, str]:
    """What stands on the door: `agency`, `database_id`, `last_backup` (ISO 8601); {} when it cannot be read."""
    try:
        plate = json.loads((folder / PLATE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in plate.items()} if isinstance(plate, dict) else {}


def hang_plate(folder: Path, *, random: Random, **words: str) -> None:
    """Write these words on the door and keep the others. Raises DeskFault, DiskFull."""
    content = json.dumps({**read_plate(folder), **words}, ensure_ascii=False).encode("utf-8")
    try:
        replace_file(folder / PLATE, content, random=random)
    except OSError as trouble:
        raise fault_of(trouble, "the desk's name plate") from trouble


class VaultDoor:
    """Fits `use_cases.ports_world.KeyDoor`: one desk folder."""

    def __init__(
        self,
        folder: Path,
        store: KeyStore,
        *,
        random: Random,
        clock: Clock,
        station: str,
        blocklist: Blocklist,
        kdf: Kdf | None,
    ) -> None:
        self.folder = folder
        self._store = store
        self._random = random
        self._clock = clock
        self._station = station
        self._blocklist = blocklist
        self._kdf = kdf

    @property
    def agency(self) -> str:
        return read_plate(self.folder).get("agency", "")

    def unlock(self, name: str, password: str, now: datetime) -> DoorUnlocked:
        sealed = open_keys(self.folder / KEYS_FILE, self._store, random=self._random, kdf=self._kdf)
        unlocked = sealed.unlock(name, password, now)
        if unlocked.user_id is None:
            raise DeskFault("This sign-in belongs to nobody. Use the recovery sheet.")
        try:
            storage, keeper = self._opened(unlocked)
        except BaseException:
            unlocked.close()
            raise
        keys = VaultKeys(
            self.folder,
            sealed,
            unlocked,
            keeper,
            agency=self.agency,
            blocklist=self._blocklist,
            clock=self._clock,
            random=self._random,
        )
        return DoorUnlocked(unlocked.user_id, keys, storage, unlocked.failed_at, unlocked.failed_tries)

    def _opened(self, unlocked: Unlocked) -> tuple[SqlStorage, HeadKeeper]:
        """The live database under the keys just opened, its head remembered after each commit.

        Raises DatabaseRefused.
        """
        storage = open_storage(
            self.folder / unlocked.db_file,
            unlocked.dek.reveal(),
            database_id=unlocked.db_id,
            station=self._station,
            audit_key=unlocked.audit_key.reveal(),
            clock=self._clock,
        )
        heads = HeadsFile(self.folder, unlocked.heads_key(), db_id=unlocked.db_id, random=self._random)
        keeper = HeadKeeper(heads, self._clock)
        with storage.read() as uow:
            keeper.compare(uow.audit.mac_at)
        storage.on_commit = keeper
        return storage, keeper

    def recover(self, code: str, now: datetime) -> CodeUsed:
        read = RecoveryCode.read(code)
        with one_try(beside_desk(self.folder), now, random=self._random):
            if self._admitted(read, now):
                return CodeUsed.ADMISSION
            sealed, unlocked = self._rewrapped(read, now)
        with self._opened_for_once(unlocked) as storage:
            for state in key_changes.slot_states(sealed):
                if state.locked_at is not None:
                    key_changes.release_lockout(sealed, unlocked, state.user_id)
            with storage.write() as uow:
                uow.audit.record(Event.RECOVERY_USED, kind="desk", id=unlocked.db_id)
                uow.commit()
        return CodeUsed.SHEET

    def reset_with_code(self, code: str, name: str, one_time_password: str, now: datetime) -> None:
        read = RecoveryCode.read(code)
        with one_try(beside_desk(self.folder), now, random=self._random):
            sealed, unlocked = self._rewrapped(read, now)
        with self._opened_for_once(unlocked) as storage:
            with storage.read() as uow:
                staff = uow.staff.by_name(" ".join(name.split()))
            if staff is None or staff.disabled_at is not None:
                raise NotFound("Nobody with this name can sign in here.")
            refuse_weak(one_time_password, self._blocklist, self.agency, staff.name)
            until = now + key_changes.ONE_TIME_PASSWORD_LASTS
            put_one_time(sealed, unlocked, NewSlot(staff.id, staff.name, staff.roles, one_time_password, until))
            with storage.write() as uow:
                uow.audit.record(Event.RECOVERY_USED, kind="desk", id=unlocked.db_id)
                uow.audit.record(Event.PASSWORD_RESET, kind="staff", id=staff.id, reason="recovery.code")
                uow.commit()

    def _admitted(self, code: RecoveryCode, now: datetime) -> bool:
        """Whether it was a supervisor's code for this account; any other is tried as the sheet's."""
        path = self.folder / KEYS_FILE
        return admission.accept_admission(path, code, self._store, now=now, random=self._random)

    def _rewrapped(self, code: RecoveryCode, now: datetime) -> tuple[SealedKeys, Unlocked]:
        """The device secret is in this account's key store again, and the keys are open."""
        path = self.folder / KEYS_FILE
        sealed = key_changes.rewrap_device_secret(path, code, self._store, now=now, random=self._random, kdf=self._kdf)
        return sealed, sealed.unlock_with_recovery(code, now)

    @contextmanager
    def _opened_for_once(self, unlocked: Unlocked) -> Iterator[SqlStorage]:
        """Everything open for a moment."""
        try:
            storage, keeper = self._opened(unlocked)
            try:
                yield storage
            finally:
                storage.close()
                keeper.flush()
        finally:
            unlocked.close()
