"""What signed-in people change in the keys file: slots, lock-outs, the recovery code, the live database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from callback_desk.domain.access import Role, is_signer
from callback_desk.domain.errors import DeskFault, KeysUnavailable, NotAllowed, NotFound
from callback_desk.domain.ids import StaffId
from callback_desk.vault.atomic_file import Step, held, no_step
from callback_desk.vault.device_secret import KeyStore, keep
from callback_desk.vault.keys_document import Header, KeysDocument, read_header, with_contents
from callback_desk.vault.keys_file import SealedKeys, put_document, read_keys_header, slot_of, with_slot
from callback_desk.vault.new_keys import audit_aad, recovery_slot, wrap_live
from callback_desk.vault.recovery_code import RecoveryCode
from callback_desk.vault.secret import RandomSource, SecretKey, seal
from callback_desk.vault.slots import Kdf, NewSlot, UserSlot
from callback_desk.vault.unlocked import Unlocked, open_under_code

ONE_TIME_PASSWORD_LASTS = timedelta(hours=72)  # AC-2(2)


@dataclass(frozen=True, slots=True)
class SlotState:
    """What may be told about a person's way in."""

    user_id: StaffId
    roles: frozenset[Role]
    locked_at: datetime | None
    failed_tries: int
    one_time_until: datetime | None


def slot_states(keys: SealedKeys) -> tuple[SlotState, ...]:
    """Everybody who can sign in, by slot number."""
    contents = keys.document().contents
    states = []
    for slot in contents.slots:
        tries = contents.tries.get(slot.name_tag)
        states.append(
            SlotState(
                slot.user_id,
                frozenset(slot.roles),
                tries.locked_at if tries else None,
                tries.since_success if tries else 0,
                slot.temporary_until,
            )
        )
    return tuple(states)


def add_slot(keys: SealedKeys, unlocked: Unlocked, new: NewSlot) -> None:
    """Give a person a way in. Raises DeskFault when the id or the name already has one."""

    def change(document: KeysDocument) -> KeysDocument:
        tagged = _free_name(keys, document, new.name, but=None)
        if any(s.user_id == new.user_id for s in document.contents.slots):
            raise DeskFault("This person can already sign in.", code="slot-exists")
        number = document.contents.next_slot
        slot = keys.slot_for(document, new, unlocked.master, number=number, tagged=tagged)
        return _counting_from_zero(with_slot(document, slot), tagged, next_slot=number + 1)

    keys.change(unlocked, change)


def replace_slot(keys: SealedKeys, unlocked: Unlocked, new: NewSlot) -> None:
    """A new password or other roles for somebody else; the password is one-time (ASVS 6.4.6).

    Roles are sealed with the password, so a change of roles brings a new one-time password too. Lifts a
    lock-out. Raises NotFound, and DeskFault when no signer would be left.
    """

    def change(document: KeysDocument) -> KeysDocument:
        old = _existing(document, new.user_id)
        tagged = _free_name(keys, document, new.name, but=old)
        slot = keys.slot_for(document, new, unlocked.master, number=old.number, tagged=tagged)
        changed = _counting_from_zero(with_slot(document, slot), old.name_tag, tagged)
        _keep_a_signer(changed)
        return changed

    keys.change(unlocked, change)


def remove_slot(keys: SealedKeys, unlocked: Unlocked, user_id: StaffId) -> None:
    """Take a person's way in away, at once for every window. Raises NotFound, DeskFault for the last signer."""

    def change(document: KeysDocument) -> KeysDocument:
        old = _existing(document, user_id)
        slots = tuple(s for s in document.contents.slots if s.number != old.number)
        changed = with_contents(document, replace(document.contents, slots=slots))
        _keep_a_signer(changed)
        return _counting_from_zero(changed, old.name_tag)

    keys.change(unlocked, change)


def change_password(keys: SealedKeys, unlocked: Unlocked, *, old: str, new: str, now: datetime) -> None:
    """The signed-in person's own password. Raises WrongPassword or LockedOut: `old` counts like a sign-in.

    The rules for `new` are domain/passwords.py's; the use case asks them.
    """
    keys.check_password(unlocked, old, now)

    def change(document: KeysDocument) -> KeysDocument:
        slot = slot_of(document, unlocked.user_id)
        chosen = NewSlot(slot.user_id, "", frozenset(slot.roles), new)
        return with_slot(
            document,
            keys.slot_for(document, chosen, unlocked.master, number=slot.number, tagged=slot.name_tag),
        )

    keys.change(unlocked, change)
    unlocked.must_change = False


def release_lockout(keys: SealedKeys, unlocked: Unlocked, user_id: StaffId) -> None:
    """Let a locked-out person try again. Raises NotAllowed for oneself, NotFound.

    "Another signer" means another human (AC-7, decisions.md); the recovery code releases anybody.
    """
    if unlocked.user_id == user_id:
        raise NotAllowed("Another supervisor or administrator, or the recovery sheet, releases this sign-in.")

    def change(document: KeysDocument) -> KeysDocument:
        tagged = _existing(document, user_id).name_tag
        tries = dict(document.contents.tries)
        if tagged in tries:
            tries[tagged] = tries[tagged].released()
        return with_contents(document, replace(document.contents, tries=tries))

    keys.change(unlocked, change)


def put_recovery_code(
    keys: SealedKeys, unlocked: Unlocked, code: RecoveryCode, *, confirmed: bool, now: datetime
) -> None:
    """Another sheet's code is in force; the old one opens nothing here any more. Older backups still open with it.

    `confirmed`: it was typed back from the paper already. Until this is called the old sheet works.
    """

    def change(document: KeysDocument) -> KeysDocument:
        slot = recovery_slot(
            code,
            unlocked.master,
            unlocked.device,
            db_id=document.db_id,
            number=document.recovery.number + 1,
            now=now,
            random=keys.random,
        )
        contents = replace(document.contents, code_confirmed=confirmed)
        return replace(with_contents(document, contents), recovery=slot)

    keys.change(unlocked, change)
    unlocked.code_confirmed = confirmed


def confirm_with_code(path: Path, code: RecoveryCode, *, random: RandomSource) -> None:
    """The code proves itself: stop reminding, without anything else being opened. Raises WrongPassword (E27)."""
    with held(path):
        header = read_keys_header(path)
        master, device = open_under_code(code, count=2, purpose="recovery", db_id=header.db_id, slot=header.recovery)
        master.wipe()
        document = header.open(device)
        contents = replace(document.contents, code_confirmed=True)
        put_document(path, with_contents(document, contents), device, random)
        device.wipe()


def switch_database(
    keys: SealedKeys, unlocked: Unlocked, *, db: str, dek: SecretKey, audit_key: SecretKey | None = None
) -> None:
    """Point the desk at another database generation and its key in one rename (restore, rotation).

    db is a file name inside the desk folder, already written and verified. `audit_key` starts a new epoch.
    """
    if "/" in db or "\\" in db or db.startswith("."):
        raise ValueError("a database generation is a plain file name")

    def change(document: KeysDocument) -> KeysDocument:
        contents = document.contents
        live = wrap_live(
            unlocked.master,
            dek,
            db_id=document.db_id,
            db=db,
            epoch=contents.live.epoch + 1,
            random=keys.random,
        )
        audit_keys = dict(contents.audit_keys)
        if audit_key is not None:
            epoch = max(audit_keys) + 1
            aad = audit_aad(document.db_id, epoch)
            audit_keys[epoch] = seal(unlocked.master, audit_key.reveal(), aad, keys.random)
        return with_contents(document, replace(contents, live=live, audit_keys=audit_keys))

    document = keys.change(unlocked, change)
    unlocked.db_file, unlocked.dek = db, SecretKey(dek.reveal())
    if audit_key is not None:
        unlocked.audit_epoch = max(document.contents.audit_keys)
        unlocked.audit_keys = {**unlocked.audit_keys, unlocked.audit_epoch: SecretKey(audit_key.reveal())}


def rewrap_device_secret(
    path: Path,
    code: RecoveryCode,
    store: KeyStore,
    *,
    now: datetime,
    random: RandomSource,
    kdf: Kdf | None = None,
    step: Step = no_step,
) -> SealedKeys:
    """Key store lost, emptied or another one: the recovery code puts the device secret back.

    Everybody signs in as before. Raises WrongPassword (E27), KeysUnavailable.
    """
    with held(path):
        device = _recovered(path, read_keys_header(path), code, store, now=now, random=random, step=step)
    return SealedKeys(path, store, device, random=random, kdf=kdf, step=step)


def adopt_keys(
    path: Path,
    content: bytes,
    code: RecoveryCode,
    store: KeyStore,
    *,
    now: datetime,
    random: RandomSource,
    kdf: Kdf | None = None,
    step: Step = no_step,
) -> SealedKeys:
    """A keys file out of a backup becomes this folder's, on a computer that has none (machine move, restore).

    Raises KeysUnavailable when the folder already holds a desk, WrongPassword (E27).
    """
    with held(path):
        if path.exists():
            raise KeysUnavailable("This folder already holds a desk. Nothing was changed.", code="keys-exist")
        device = _recovered(path, read_header(content), code, store, now=now, random=random, step=step)
    return SealedKeys(path, store, device, random=random, kdf=kdf, step=step)


def _recovered(
    path: Path,
    header: Header,
    code: RecoveryCode,
    store: KeyStore,
    *,
    now: datetime,
    random: RandomSource,
    step: Step,
) -> SecretKey:
    master, device = open_under_code(code, count=2, purpose="recovery", db_id=header.db_id, slot=header.recovery)
    master.wipe()
    document = header.open(device)
    keep(store, header.db_id, device)
    step("stored")
    contents = replace(document.contents, recovery_used_at=now)
    put_document(path, replace(with_contents(document, contents), store=store.name()), device, random, step)
    return device


def _existing(document: KeysDocument, user_id: StaffId) -> UserSlot:
    for slot in document.contents.slots:
        if slot.user_id == user_id:
            return slot
    raise NotFound("This person cannot sign in at this desk.")


def _free_name(keys: SealedKeys, document: KeysDocument, name: str, *, but: UserSlot | None) -> str:
    tagged = keys.tag_of(name)
    if any(s.name_tag == tagged and (but is None or s.number != but.number) for s in document.contents.slots):
        raise DeskFault("Somebody else already signs in with this name. Choose another one.", code="name-taken")
    return tagged


def _counting_from_zero(document: KeysDocument, *tags: str, next_slot: int | None = None) -> KeysDocument:
    tries = {t: v for t, v in document.contents.tries.items() if t not in tags}
    contents = replace(
        document.contents,
        tries=tries,
        next_slot=document.contents.next_slot if next_slot is None else next_slot,
        revision=document.contents.revision + 1,
    )
    return replace(document, contents=contents)


def _keep_a_signer(document: KeysDocument) -> None:
    if not any(is_signer(slot.roles) for slot in document.contents.slots):
        raise DeskFault(
            "This is the last supervisor or administrator who can sign in. Add another one first.",
            code="last-signer",
        )
