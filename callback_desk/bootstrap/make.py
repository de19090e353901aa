"""A new desk: keys in memory, database, first supervisor, rules and script, and only then keys on the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import available_timezones

from callback_desk.bootstrap.door import hang_plate, refuse_weak
from callback_desk.bootstrap.making import Begun, Making, making
from callback_desk.call_script.workbook import compile_script
from callback_desk.domain.access import Role
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import Clock, Ids, Random, ScriptSha, StaffId
from callback_desk.domain.passwords import Blocklist
from callback_desk.domain.people import DeskInfo, Session, Staff, typed_name
from callback_desk.domain.phone import country_code, usable_area_code
from callback_desk.domain.records import ScriptRecord
from callback_desk.storage.store import SqlStorage, create_storage
from callback_desk.use_cases.which_script import CALL, CALLED_BACK
from callback_desk.vault.device_secret import KeyStore
from callback_desk.vault.key_changes import confirm_with_code
from callback_desk.vault.keys_file import KEYS_FILE
from callback_desk.vault.new_keys import new_keys
from callback_desk.vault.recovery_code import RecoveryCode, groups_to_type_back, typed_back
from callback_desk.vault.slots import Kdf, NewSlot

FIRST_ROLES = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
_MOST_AREA_DIGITS = 5  # in any country with area codes
SHIPPED_SCRIPTS = ((CALL, "property-v3.md"), (CALLED_BACK, "called-back-v2.md"))


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


def checked(asked: NewDesk) -> NewDesk:
    """The same without stray blanks. Raises DeskFault for what no call could ever be judged by."""
    agency, supervisor = typed_name(asked.agency), typed_name(asked.supervisor)
    region, area_code = asked.region.strip().upper(), asked.area_code.strip()
    if not agency:
        raise DeskFault("Type the department's name. Nothing was made.")
    if not supervisor:
        raise DeskFault("Type the name of the first supervisor. Nothing was made.")
    if not country_code(region):
        raise DeskFault("The country is two letters, for example US. Nothing was made.")
    if asked.timezone not in available_timezones():
        raise DeskFault("This is not a time zone. It looks like America/New_York. Nothing was made.")
    if area_code and not (area_code.isascii() and area_code.isdigit() and len(area_code) <= _MOST_AREA_DIGITS):
        raise DeskFault("The area code is digits alone, for example 212. Nothing was made.")
    if not usable_area_code(area_code, region):
        raise DeskFault(
            "This area code cannot complete a seven-digit number. Give the three digits of yours, for example 212; "
            "outside North America leave it empty. Nothing was made."
        )
    return replace(asked, agency=agency, supervisor=supervisor, region=region, area_code=area_code)


@dataclass(frozen=True, slots=True)
class MadeDesk:
    """The recovery code is shown once and kept nowhere. `type_back`: which two of its groups (0-4) are asked for."""

    folder: Path
    database_id: str
    recovery_code: RecoveryCode
    type_back: tuple[int, int]
    _random: Random

    def confirm(self, first: str, second: str) -> bool:
        """The two groups as typed from the sheet; True stops the reminders. Raises DeskFault, DiskFull."""
        code = self.recovery_code
        if not all(typed_back(code, group, said) for group, said in zip(self.type_back, (first, second), strict=True)):
            return False
        confirm_with_code(self.folder / KEYS_FILE, code, random=self._random)
        return True


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
    """Everything or nothing: a failure removes what was begun, and after a kill the next try does.

    Raises DeskFault for an unknown time zone or country, a weak password or a folder that holds a desk,
    KeysUnavailable without a trusted key store.
    """
    asked = checked(asked)
    refuse_weak(password, blocklist, asked.agency, asked.supervisor)
    now = clock.now()
    made = new_keys(
        db_id=ids.token(),
        first=NewSlot(StaffId(1), asked.supervisor, FIRST_ROLES, password),
        random=random,
        now=now,
        kdf=kdf,
    )
    unlocked = made.unlocked
    begun = Begun(Making.NEW, unlocked.db_id, unlocked.db_file)
    with making(folder, begun, store, random):
        step("marked")
        storage = create_storage(
            folder / unlocked.db_file,
            unlocked.dek.reveal(),
            database_id=unlocked.db_id,
            station=station,
            audit_key=unlocked.audit_key.reveal(),
            clock=clock,
        )
        try:
            step("schema")
            _fill(
                storage,
                asked,
                unlocked.db_id,
                clock=clock,
                ids=ids,
                os_user=os_user,
                station=station,
                scripts=scripts_dir,
            )
        finally:
            storage.close()
        step("database")
        hang_plate(folder, agency=asked.agency, database_id=unlocked.db_id, random=random)
        step("plate")
        made.write(folder / KEYS_FILE, store, step=lambda name: step(f"keys {name}"))
        step("keys")
    code = made.recovery_code
    unlocked.close()
    return MadeDesk(folder, unlocked.db_id, code, groups_to_type_back(random), random)


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
