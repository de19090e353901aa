"""A small encrypted desk for tests, and people to put on it. All of them are fictional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast

from sqlalchemy import Table, insert

from callback_desk.domain.access import Role
from callback_desk.domain.ids import BatchId, CallbackId, CaseId, PhoneId, ScriptSha, StaffId, VictimId
from callback_desk.domain.incident import BatchCounts, PersonName, Pile, ReportFacts
from callback_desk.domain.people import DeskInfo, Session, Staff
from callback_desk.domain.phone import FoundPhone, PhoneKind, PhoneNumber
from callback_desk.domain.records import ScriptRecord
from callback_desk.storage import name_words, store
from callback_desk.storage.faults import FaultPlan
from callback_desk.storage.lanes import driver_of
from callback_desk.storage.people_rows import facts_columns, name_columns, phone_columns
from callback_desk.storage.store import SqlStorage
from callback_desk.storage.tables_people import cases, phones, reports, victims
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.unit_of_work import SqlUnitOfWork

KEY = bytes(range(32))
AUDIT_KEY = bytes(range(32, 64))
DATABASE_ID = "0123456789abcdef0123456789abcdef"
MONDAY = datetime(2026, 11, 16, 16, 0, tzinfo=UTC)  # 10:00 in Chicago
SCRIPT = ScriptSha("5" * 64)
_ONE_ROW = BatchCounts(rows_in=1, piles={Pile.QUEUED: 1})


@dataclass
class StillClock:
    """A clock that stands until somebody moves it."""

    at: datetime = MONDAY

    def now(self) -> datetime:
        return self.at

    def monotonic_s(self) -> float:
        return self.at.timestamp()

    def move(self, by: timedelta) -> datetime:
        self.at += by
        return self.at


def create(path: Path, clock: StillClock | None = None, **given: object) -> SqlStorage:
    """A new desk database with its own row; no people yet."""
    made = store.create_storage(
        path,
        KEY,
        database_id=DATABASE_ID,
        station="desk-1",
        audit_key=AUDIT_KEY,
        clock=clock or StillClock(),
        **given,  # type: ignore[arg-type]
    )
    with made.write() as unit:
        unit.desk.create(
            DeskInfo(
                database_id=DATABASE_ID,
                agency="Meridian Falls Police",
                region="US",
                timezone="America/Chicago",
                area_code="312",
                created_at=MONDAY,
                synthetic=True,
            )
        )
        unit.commit()
    return made


def reopen(path: Path, *, station: str = "desk-1", faults: FaultPlan | None = None) -> SqlStorage:
    """The same desk again, as another running program would open it."""
    return store.open_storage(
        path,
        KEY,
        database_id=DATABASE_ID,
        station=station,
        audit_key=AUDIT_KEY,
        clock=StillClock(),
        faults=faults or FaultPlan(),
    )


def new_staff(unit: SqlUnitOfWork, name: str = "Dana Marsh", *roles: Role) -> StaffId:
    """An enrolled person, a volunteer unless said otherwise."""
    person = Staff(StaffId(0), name, frozenset(roles or (Role.VOLUNTEER,)), MONDAY)
    return unit.staff.add(person)


def session_of(unit: SqlUnitOfWork, staff_id: StaffId) -> Session:
    return Session("d" * 32, unit.staff.get(staff_id), "desk-1", "dmarsh", MONDAY)


def new_script(unit: SqlUnitOfWork, sha: ScriptSha = SCRIPT) -> ScriptSha:
    unit.scripts.add(ScriptRecord(sha, "call", "Callback", "1.0", "<h:html/>", "callback.md", MONDAY, "Pat Ruiz"))
    return sha


def new_batch(unit: SqlUnitOfWork, *, shown: bool = True, at: datetime = MONDAY) -> BatchId:
    """A batch; shown unless said otherwise."""
    batch = unit.imports.start_batch(
        file_name="tuesday.csv", file_sha256="a" * 64, size_bytes=4096, layout=None, by="Pat Ruiz", at=at
    )
    if shown:
        unit.imports.show_batch(batch, _ONE_ROW, at)
    return batch


@dataclass(frozen=True)
class Person:
    """The ids of one person made for a test."""

    victim: VictimId
    callback: CallbackId
    phones: tuple[PhoneId, ...]
    cases: tuple[CaseId, ...]


@dataclass
class People:
    """Makes people the way the import's loader does: rows through Core, with the mappers of storage."""

    unit: SqlUnitOfWork
    batch: BatchId
    made: int = field(default=0)

    def add(
        self,
        first: str = "Walter",
        last: str = "Pine",
        *,
        numbers: tuple[str, ...] | None = None,
        kinds: tuple[PhoneKind, ...] = (),
        facts: tuple[ReportFacts, ...] = (),
        as_of: date | None = date(2026, 11, 16),
        batch: BatchId | None = None,
        callback: Mapping[str, object] | None = None,
    ) -> Person:
        """One person with numbers, reports and a callback that waits since the report."""
        self.made += 1
        batch_id = batch or self.batch
        name = PersonName(first=first, last=last, original=f"{last}, {first}")
        said = facts or (ReportFacts(case_number=f"26-{self.made:06d}", reported_at=MONDAY - timedelta(days=3)),)
        own = (f"+13125550{100 + self.made % 100}",) if numbers is None else numbers
        victim = self._insert(victims, batch_id=batch_id, **name_columns(name))
        numbers_of = [
            FoundPhone(number, PhoneNumber(number), kind)
            for number, kind in zip(own, kinds or (PhoneKind.MOBILE,) * len(own), strict=True)
        ]
        phone_ids = [
            self._insert(
                phones,
                batch_id=batch_id,
                victim_id=victim,
                ordinal=place,
                **phone_columns(found, ("America/Chicago",)),
            )
            for place, found in enumerate(numbers_of)
        ]
        values: dict[str, object] = {
            "state": "waiting",
            "ready_at": MONDAY - timedelta(days=1),
            "created_at": MONDAY,
            "name_sort": name.sort,
            "offense_label": "Burglary",
            "reported_at": min((fact.reported_at for fact in said if fact.reported_at), default=None),
            **(callback or {}),
        }
        callback_id = self._insert(callbacks, batch_id=batch_id, victim_id=victim, **values)
        name_words.catch_up(cast("name_words.Driver", driver_of(self.unit.connection)))
        case_ids = [self.report(fact, victim, callback_id, batch_id, as_of) for fact in said]
        return Person(
            VictimId(victim),
            CallbackId(callback_id),
            tuple(PhoneId(one) for one in phone_ids),
            tuple(case_ids),
        )

    def report(
        self,
        facts: ReportFacts,
        victim: int,
        callback: int | None,
        batch: BatchId | None = None,
        as_of: date | None = date(2026, 11, 16),
    ) -> CaseId:
        """One more report about a person; the case is made when it is new."""
        batch_id = batch or self.batch
        found = self.unit.connection.execute(cases.select().where(cases.c.number == facts.case_number)).first()
        case = found.id if found else self._insert(cases, batch_id=batch_id, number=facts.case_number)
        self._insert(
            reports,
            batch_id=batch_id,
            case_id=case,
            victim_id=victim,
            callback_id=callback,
            as_of=as_of,
            **facts_columns(facts),
        )
        return CaseId(case)

    def _insert(self, table: Table, **values: object) -> int:
        made = self.unit.connection.execute(insert(table).values(**values)).inserted_primary_key
        assert made is not None
        return int(made[0])
