"""A new desk: keys in memory, database, first supervisor, rules and script, and only then keys on the disk."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from callback_desk.bootstrap.door import PLATE, refuse_weak
from callback_desk.call_script.workbook import compile_script
from callback_desk.domain.access import Role
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import Clock, Ids, Random, ScriptSha, StaffId
from callback_desk.domain.passwords import Blocklist
from callback_desk.domain.people import DeskInfo, Session, Staff
from callback_desk.domain.records import ScriptRecord
from callback_desk.storage.store import SqlStorage, create_storage
from callback_desk.vault.device_secret import KeyStore
from callback_desk.vault.keys_file import KEYS_FILE
from callback_desk.vault.new_keys import FIRST_DATABASE, new_keys
from callback_desk.vault.recovery_code import RecoveryCode
from callback_desk.vault.slots import Kdf, NewSlot

FIRST_ROLES = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
SHIPPED_SCRIPTS = (("call", "property-v1.md"),)


@dataclass(frozen=True, slots=True)
class NewDesk:
    """What the first-run page and `init` ask for. `timezone` is IANA, `region` ISO 3166-1 alpha-2."""

    agency: str
    region: str
    timezone: str
    supervisor: str
    area_code: str = ""
    callback_phone: str = ""
    desk_extension: str = ""
    supervisor_extension: str = ""
    dial_prefix: str = "9"
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class MadeDesk:
    """The recovery code is shown once and kept nowhere."""

    folder: Path
    database_id: str
    recovery_code: RecoveryCode


def make_desk(
    folder: Path,
    asked: NewDesk,
    password: str,
    *,
    store: KeyStore,
    clock: Clock,
    ids: Ids,
    random: Random,
    station: str,
    os_user: str,
    blocklist: Blocklist,
    scripts_dir: Path,
    kdf: Kdf | None = None,
    step: Callable[[str], None] = lambda _name: None,
) -> MadeDesk:
    """Everything or nothing: any failure removes what was begun (research 5.4, first run).

    Raises DeskFault for a weak password or a folder that holds a desk, KeysUnavailable without a trusted key store.
    """
    if (folder / KEYS_FILE).exists() or (folder / FIRST_DATABASE).exists():
        raise DeskFault("This folder already holds a desk. Open it, or choose another folder. Nothing was changed.")
    refuse_weak(password, blocklist, asked.agency, asked.supervisor)
    now = clock.now()
    made = new_keys(
        db_id=ids.token(),
        first=NewSlot(StaffId(1), asked.supervisor, FIRST_ROLES, password),
        random=random,
        now=now,
        kdf=kdf,
    )
    database = folder / made.unlocked.db_file
    try:
        storage = create_storage(
            database,
            made.unlocked.dek.reveal(),
            database_id=made.unlocked.db_id,
            station=station,
            audit_key=made.unlocked.audit_key.reveal(),
            clock=clock,
        )
        try:
            _fill(
                storage,
                asked,
                made.unlocked.db_id,
                clock=clock,
                ids=ids,
                os_user=os_user,
                station=station,
                scripts=scripts_dir,
            )
        finally:
            storage.close()
        step("database")
        plate = {"agency": asked.agency, "database_id": made.unlocked.db_id}
        (folder / PLATE).write_text(json.dumps(plate), "utf-8")
        step("plate")
        made.write(folder / KEYS_FILE, store)
        step("keys")
    except BaseException:
        if not (folder / KEYS_FILE).exists():
            for name in (database.name, f"{database.name}-wal", f"{database.name}-shm", PLATE):
                with contextlib.suppress(OSError):
                    (folder / name).unlink(missing_ok=True)
        raise
    code = made.recovery_code
    made.unlocked.close()
    return MadeDesk(folder, made.unlocked.db_id, code)


def _fill(
    storage: SqlStorage,
    asked: NewDesk,
    database_id: str,
    *,
    clock: Clock,
    ids: Ids,
    os_user: str,
    station: str,
    scripts: Path,
) -> None:
    now = clock.now()
    first = Staff(StaffId(1), asked.supervisor, FIRST_ROLES, now, extension=asked.supervisor_extension)
    session = Session(ids.token(), first, station, os_user, now)
    with storage.write(session) as uow:
        uow.desk.create(
            DeskInfo(
                database_id=database_id,
                agency=asked.agency,
                region=asked.region,
                timezone=asked.timezone,
                area_code=asked.area_code,
                callback_phone=asked.callback_phone,
                desk_extension=asked.desk_extension,
                dial_prefix=asked.dial_prefix,
                created_at=now,
                synthetic=asked.synthetic,
            )
        )
        staff_id = uow.staff.add(first)
        for purpose, name in SHIPPED_SCRIPTS:
            compiled = compile_script(scripts / name)
            uow.scripts.add(
                ScriptRecord(
                    ScriptSha(compiled.sha256),
                    purpose,
                    compiled.title,
                    compiled.version,
                    compiled.xform,
                    name,
                    now,
                    "shipped",
                )
            )
            uow.audit.record(Event.SCRIPT_PUBLISH, kind="script", id=compiled.sha256, role=Role.SUPERVISOR)
        uow.audit.record(Event.DESK_CREATE, kind="desk", id=database_id, role=Role.ADMINISTRATOR)
        uow.audit.record(Event.KEY_CREATE, kind="staff", id=staff_id, role=Role.ADMINISTRATOR)
        uow.commit()
