"""A further account of the same computer is let in, without the recovery sheet leaving the safe."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from callback_desk.domain.errors import KeysUnavailable, WrongPassword
from callback_desk.vault.atomic_file import held
from callback_desk.vault.device_secret import KeyStore, keep
from callback_desk.vault.keys_document import CodeSlot, KeysDocument
from callback_desk.vault.keys_file import SealedKeys, put_document, read_keys_header
from callback_desk.vault.recovery_code import RecoveryCode
from callback_desk.vault.secret import RandomSource
from callback_desk.vault.unlocked import Unlocked, open_under_code, seal_under_code

ADMISSION_LASTS = timedelta(minutes=15)


def admit_account(keys: SealedKeys, unlocked: Unlocked, now: datetime) -> RecoveryCode:
    """Let another account of this computer open the desk: a code for 15 minutes, typed there once.

    It carries the device secret only: without a name and a password it opens nothing.
    """
    code = RecoveryCode.fresh(keys.random)

    def change(document: KeysDocument) -> KeysDocument:
        number = 1 + max((a.number for a in document.admissions), default=0)
        bare = CodeSlot(number, now, keys.random.bytes(16), b"", now + ADMISSION_LASTS)
        sealed = seal_under_code(
            code, unlocked.device, purpose="admission", db_id=document.db_id, slot=bare, random=keys.random
        )
        return replace(document, admissions=(*document.admissions, replace(bare, sealed=sealed)))

    keys.change(unlocked, change)
    return code


def accept_admission(path: Path, code: RecoveryCode, store: KeyStore, *, now: datetime, random: RandomSource) -> bool:
    """In the new account: put the device secret into its key store. False when it is no live admission's code.

    The account must offer the key store the desk was set up with: every account of the desk asks for the same one.
    Raises KeysUnavailable.
    """
    with held(path):
        header = read_keys_header(path)
        for slot in header.admissions:
            if slot.until is None or slot.until <= now:
                continue
            try:
                (device,) = open_under_code(code, count=1, purpose="admission", db_id=header.db_id, slot=slot)
            except WrongPassword:
                continue
            if store.name() != header.store:
                raise KeysUnavailable(
                    f"The key of this desk lies in {header.store} in the first account, but this account offers "
                    f"{store.name()}. Start the program where {header.store} works. Nothing was changed.",
                    code="store-differs",
                )
            document = header.open(device)
            keep(store, header.db_id, device)
            others = tuple(a for a in document.admissions if a.number != slot.number)
            put_document(path, replace(document, admissions=others), device, random)
            return True
    return False
