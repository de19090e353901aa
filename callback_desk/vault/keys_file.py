"""`desk.keys`: made once, opened at every start, unlocked by a person or by the recovery code.

Every change is one atomic replacement under a lock, so a kill leaves the old file or the new one, and a
credential the person knows always opens it. Nothing here ever makes a database or falls back to a plain key.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskFault, KeysUnavailable, LockedOut, WrongPassword
from callback_desk.domain.ids import StaffId
from callback_desk.vault.atomic_file import Step, fault_of, held, no_step, remove_leftovers, replace_file
from callback_desk.vault.device_secret import KeyStore
from callback_desk.vault.keys_document import (
    MAX_BYTES,
    Header,
    KeysDocument,
    damaged,
    encode,
    read_header,
    with_contents,
)
from callback_desk.vault.lockout import LockoutRule, Tries
from callback_desk.vault.new_keys import audit_aad, live_aad, refuse_cheap
from callback_desk.vault.recovery_code import RecoveryCode
from callback_desk.vault.secret import NotOpened, RandomSource, SecretKey, unseal
from callback_desk.vault.slots import Kdf, NewSlot, UserSlot, decoy_slot, name_tag, new_user_slot
from callback_desk.vault.unlocked import Unlocked, open_under_code

KEYS_FILE = "desk.keys"
_STRANGERS_KEPT = 64  # sign-in names without a slot whose failures are counted
_STRANGERS_FORGOTTEN_AFTER = timedelta(days=1)
_NOT_RIGHT = "The name or the password is not right."


def read_keys_header(path: Path) -> Header:
    """The plain part of the file. Raises KeysUnavailable; a missing file never leads to a new one."""
    try:
        with path.open("rb") as file:
            return read_header(file.read(MAX_BYTES + 1))
    except FileNotFoundError as gone:
        raise KeysUnavailable(
            "There is no desk in this folder: its keys file is missing. Choose the right folder, set up a new "
            "desk, or put back a backup.",
            code="keys-missing",
        ) from gone
    except OSError as trouble:
        raise KeysUnavailable(
            "The keys file of this desk cannot be read. Check that the folder belongs to this account.",
            code="keys-unreadable",
        ) from trouble


def open_keys(
    path: Path,
    store: KeyStore,
    *,
    random: RandomSource,
    kdf: Kdf | None = None,
    rule: LockoutRule | None = None,
    step: Step = no_step,
) -> SealedKeys:
    """The desk's keys, still locked. Raises KeysUnavailable with the way to mend it."""
    header = read_keys_header(path)
    if store.name() != header.store:
        raise KeysUnavailable(
            f"This desk's key was put into {header.store}, but this computer now offers {store.name()}. Start "
            f"the program where {header.store} works, or use the recovery sheet to put the key into {store.name()}.",
            code="store-differs",
        )
    device = store.read(header.db_id)
    if device is None:
        raise KeysUnavailable(
            f"{store.name()} no longer holds the key of this desk. This is expected after a password reset or a new "
            "computer account. Use the recovery sheet, or a code from a supervisor who lets this account in; the "
            "records are not harmed.",
            code="secret-missing",
        )
    header.open(device)
    return SealedKeys(path, store, device, random=random, kdf=kdf, rule=rule, step=step)


class SealedKeys:
    """A desk's keys file and device secret. Every method reads the file anew: other windows change it too."""

    def __init__(
        self,
        path: Path,
        store: KeyStore,
        device: SecretKey,
        *,
        random: RandomSource,
        kdf: Kdf | None = None,
        rule: LockoutRule | None = None,
        step: Step = no_step,
    ) -> None:
        self._path, self._device, self._random, self._step = path, device, random, step
        self._kdf, self._rule = kdf or Kdf(), rule or LockoutRule()
        refuse_cheap(self._kdf, store)
        with held(path):
            remove_leftovers(path)
            self.db_id = self._read().db_id

    def unlock(self, name: str, password: str, now: datetime) -> Unlocked:
        """Sign in. Raises WrongPassword, LockedOut (same words for a wrong name and a wrong password).

        A name without a slot costs the same key derivation, the same write and the same lock-out.
        """
        with held(self._path):
            document = self._read()
            tagged = name_tag(self._device, name)
            slot = next((s for s in document.contents.slots if hmac.compare_digest(s.name_tag, tagged)), None)
            tried = slot or decoy_slot(self._device, tagged, document.contents.key_epoch, self._kdf.cost)
            master = self._tried(document, tried, password, now)
            return self._signed_in(document, tried, master, password, now)

    def unlock_with_recovery(self, code: RecoveryCode, now: datetime) -> Unlocked:
        """Open with the printed code: for a lock-out that nobody else can release, or a forgotten password.

        Raises WrongPassword (E27). The use is noted, for all supervisors to see for 30 days.
        """
        with held(self._path):
            document = self._read()
            master, device = open_under_code(
                code, count=2, purpose="recovery", db_id=document.db_id, slot=document.recovery
            )
            device.wipe()
            document = self._write(with_contents(document, replace(document.contents, recovery_used_at=now)))
            return self._unlocked(document, master, user_id=None, roles=frozenset())

    def change(self, unlocked: Unlocked, new: Callable[[KeysDocument], KeysDocument]) -> KeysDocument:
        """One change by somebody signed in: `new` makes the next document from the one now on disk."""
        with held(self._path):
            document = self._read()
            self._prove(document, unlocked)
            document = self._write(new(document))
            unlocked.revision = document.contents.revision
            return document

    def document(self) -> KeysDocument:
        """The file as it is now; no key in it is open."""
        return self._read()

    @property
    def folder(self) -> Path:
        """The desk folder: the live database lies beside the keys file."""
        return self._path.parent

    @property
    def random(self) -> RandomSource:
        return self._random

    @property
    def kdf(self) -> Kdf:
        return self._kdf

    def tag_of(self, name: str) -> str:
        """How `name` stands in the file."""
        return name_tag(self._device, name)

    def check_password(self, unlocked: Unlocked, password: str, now: datetime, *, of: StaffId | None = None) -> None:
        """The signed-in person's password once more (step-up, idle lock), or that of somebody who signs as well.

        Counted like a sign-in. Nobody signs with a one-time password: whoever gave it out knows it too.
        Raises WrongPassword, LockedOut.
        """
        with held(self._path):
            document = self._read()
            slot = slot_of(document, of or unlocked.user_id)
            self._tried(document, slot, password, now).wipe()
            if slot.user_id != unlocked.user_id and slot.temporary_until is not None:
                raise WrongPassword("This is a one-time password. Choose your own first, then sign.", code="one-time")
            if slot.name_tag in document.contents.tries:
                self._forget_tries(document, slot.name_tag)

    def _tried(self, document: KeysDocument, slot: UserSlot, password: str, now: datetime) -> SecretKey:
        if not self._kdf.takes(slot.cost):
            raise KeysUnavailable(
                "The keys file asks for a password check weaker or heavier than this program allows. "
                "Nothing was opened. Put back the last backup.",
                code="keys-cost",
            )
        kek = self._kdf.key_for(password, slot.salt, slot.cost)
        try:
            master = slot.open(document.db_id, kek)
        except NotOpened:
            master = None
        finally:
            kek.wipe()
        tries = document.contents.tries.get(slot.name_tag, Tries())
        if tries.locked_at is not None:
            raise self._locked_out()
        if master is None:
            after = tries.after_failure(now, self._rule)
            contents = replace(document.contents, tries=self._kept(document, slot.name_tag, after, now))
            self._write(with_contents(document, contents))
            raise self._locked_out() if after.locked_at else WrongPassword(_NOT_RIGHT)
        if slot.temporary_until is not None and now >= slot.temporary_until:
            master.wipe()
            raise WrongPassword(
                "This one-time password has run out. Ask a supervisor for a new one.", code="one-time-over"
            )
        return master

    def _locked_out(self) -> LockedOut:
        minutes = int(self._rule.window.total_seconds() // 60)
        return LockedOut(
            f"Sign-in with this name is stopped after {self._rule.limit} wrong tries in {minutes} minutes. Another "
            "supervisor or administrator can release it under Settings, People; the recovery sheet does too."
        )

    def _kept(self, document: KeysDocument, tagged: str, after: Tries, now: datetime) -> dict[str, Tries]:
        """The counters with one changed; names without a slot are forgotten after a day and limited in number."""
        known = {s.name_tag for s in document.contents.slots}
        every = {**document.contents.tries, tagged: after}
        strangers = sorted(
            (t for t in every if t not in known and t != tagged),
            key=lambda t: every[t].last_at or now,
            reverse=True,
        )
        for index, stranger in enumerate(strangers):
            last_at = every[stranger].last_at or now
            if index >= _STRANGERS_KEPT or now - last_at > _STRANGERS_FORGOTTEN_AFTER:
                del every[stranger]
        return every

    def _signed_in(
        self, document: KeysDocument, slot: UserSlot, master: SecretKey, password: str, now: datetime
    ) -> Unlocked:
        tries = document.contents.tries.get(slot.name_tag, Tries())
        if slot.name_tag in document.contents.tries:
            document = self._forget_tries(document, slot.name_tag)
        if any(a.until is not None and a.until <= now for a in document.admissions):
            open_ones = tuple(a for a in document.admissions if a.until is None or a.until > now)
            document = self._write_if_room(replace(document, admissions=open_ones))
        if self._kdf.weaker_than_now(slot.cost):
            document = self._strengthened(document, slot, master, password)
        unlocked = self._unlocked(document, master, user_id=slot.user_id, roles=frozenset(slot.roles))
        unlocked.failed_tries, unlocked.failed_at = tries.since_success, tries.recent_at
        unlocked.must_change = slot.temporary_until is not None
        return unlocked

    def _forget_tries(self, document: KeysDocument, tagged: str) -> KeysDocument:
        tries = {t: v for t, v in document.contents.tries.items() if t != tagged}
        return self._write_if_room(with_contents(document, replace(document.contents, tries=tries)))

    def _write_if_room(self, document: KeysDocument) -> KeysDocument:
        """A full disk must not keep out the person who could free it."""
        try:
            return self._write(document)
        except DeskFault:
            return document

    def _strengthened(self, document: KeysDocument, slot: UserSlot, master: SecretKey, password: str) -> KeysDocument:
        """The same slot under today's cost (ASVS: agile parameters, upgraded at the next sign-in)."""
        again = NewSlot(slot.user_id, "", frozenset(slot.roles), password, slot.temporary_until)
        stronger = self.slot_for(document, again, master, number=slot.number, tagged=slot.name_tag)
        return self._write_if_room(with_slot(document, stronger))

    def slot_for(
        self, document: KeysDocument, new: NewSlot, master: SecretKey, *, number: int, tagged: str
    ) -> UserSlot:
        """A sealed slot for `new` that fits `document`."""
        return new_user_slot(
            new,
            db_id=document.db_id,
            number=number,
            epoch=document.contents.key_epoch,
            tagged=tagged,
            master=master,
            kdf=self._kdf,
            random=self._random,
        )

    def _unlocked(
        self, document: KeysDocument, master: SecretKey, *, user_id: StaffId | None, roles: frozenset[Role]
    ) -> Unlocked:
        contents = document.contents
        try:
            dek = SecretKey(unseal(master, contents.live.dek, live_aad(document.db_id, contents.live)))
            audit_keys = {
                epoch: SecretKey(unseal(master, sealed, audit_aad(document.db_id, epoch)))
                for epoch, sealed in contents.audit_keys.items()
            }
        except NotOpened as wrong:
            raise damaged() from wrong
        return Unlocked(
            db_id=document.db_id,
            db_file=contents.live.db,
            user_id=user_id,
            roles=roles,
            master=master,
            dek=dek,
            device=SecretKey(self._device.reveal()),
            audit_keys=audit_keys,
            audit_epoch=max(audit_keys),
            revision=contents.revision,
            code_confirmed=contents.code_confirmed,
            recovery_used_at=contents.recovery_used_at,
        )

    def _prove(self, document: KeysDocument, unlocked: Unlocked) -> None:
        try:
            unseal(unlocked.master, document.contents.live.dek, live_aad(document.db_id, document.contents.live))
        except NotOpened as wrong:
            raise KeysUnavailable(
                "The keys of this desk were changed since you signed in. Sign in again.", code="keys-changed"
            ) from wrong

    def _read(self) -> KeysDocument:
        return read_keys_header(self._path).open(self._device)

    def _write(self, document: KeysDocument) -> KeysDocument:
        put_document(self._path, document, self._device, self._random, self._step)
        return document


def put_document(
    path: Path, document: KeysDocument, device: SecretKey, random: RandomSource, step: Step = no_step
) -> None:
    """Write the whole file; the caller holds the lock. Raises DeskFault, DiskFull."""
    try:
        replace_file(path, encode(document, device, random), random=random, step=step)
    except OSError as trouble:
        raise fault_of(trouble, "the keys file") from trouble


def slot_of(document: KeysDocument, user_id: StaffId | None) -> UserSlot:
    """The slot of somebody. Raises DeskFault when they have none (disabled meanwhile)."""
    for slot in document.contents.slots:
        if slot.user_id == user_id:
            return slot
    raise DeskFault("This person can no longer sign in at this desk.", code="no-slot")


def with_slot(document: KeysDocument, slot: UserSlot) -> KeysDocument:
    """`document` with `slot` in the place of the one with its number, or added."""
    others = tuple(s for s in document.contents.slots if s.number != slot.number)
    slots = tuple(sorted((*others, slot), key=lambda s: s.number))
    return with_contents(document, replace(document.contents, slots=slots))
