"""A desk with fictional people for the tests of the rooms above storage: made once, copied for each test.

Copying the folder is allowed because no process has it open. Its keys lie in the file keyring of tests, so a copy
opens like the original.
"""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from callback_desk.bootstrap.make import NewDesk
from callback_desk.bootstrap.opening import Office
from callback_desk.domain.access import Role
from callback_desk.domain.call import CallCard, CallDraft, CallResult, StartedCall
from callback_desk.domain.ids import CallId, Clock, RecipientId
from callback_desk.domain.import_rows import Preview
from callback_desk.domain.people import DeliveryWay, Recipient
from callback_desk.domain.tip import NewTip
from callback_desk.domain.views import BatchLine
from callback_desk.storage.faults import FaultPlan, raise_fault
from callback_desk.storage.store import SqlStorage
from callback_desk.use_cases import finish_call, import_report, next_call, people, save_call, start_call
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.sign_in import sign_in
from callback_desk.vault.device_secret import TEST_KEYRING_VARIABLE
from scripts.make_export import HEADINGS, Maker, Person

TESTING = {TEST_KEYRING_VARIABLE: "1"}
PASSWORD = "seventeen violet umbrellas march"
SUPERVISOR = "Dana Whitlock"  # supervisor and administrator: the first person
SERGEANT = "Omar Fields"  # supervisor only
RUTH = "Ruth Keller"
CARMEN = "Carmen Ibarra"
KEEPER = "Theo Marsh"  # administrator only
AUDITOR = "Ines Vance"
INVESTIGATOR = "Det. Paul Serrano"
STAFF = {
    SERGEANT: Role.SUPERVISOR,
    RUTH: Role.VOLUNTEER,
    CARMEN: Role.VOLUNTEER,
    KEEPER: Role.ADMINISTRATOR,
    AUDITOR: Role.AUDITOR,
}
HOLDER_OF = {Role.SUPERVISOR: SERGEANT, Role.VOLUNTEER: RUTH, Role.ADMINISTRATOR: KEEPER, Role.AUDITOR: AUDITOR}
WORKDAY = datetime(2026, 11, 17, 16, 0, tzinfo=UTC)  # a Tuesday, 10:00 in Chicago, no holiday beside it
AREA_CODES = ("217", "309", "312", "618", "630", "708", "773", "815", "847")  # all in Chicago's zone
QUIET = {"progress": lambda _what, _done, _of: None, "cancelled": lambda: False}


@dataclass
class MovedClock:
    """Stands still until a test moves it."""

    at: datetime = WORKDAY

    def now(self) -> datetime:
        return self.at

    def monotonic_s(self) -> float:
        return self.at.timestamp()

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class World:
    """One desk folder, a clock, and everybody who is signed in."""

    folder: Path
    clock: Clock
    desks: list[Desk] = field(default_factory=list)

    @property
    def office(self) -> Office:
        return Office(self.folder, clock=self.clock, environment=TESTING)

    def enter(self, name: str, password: str = PASSWORD) -> Desk:
        desk = sign_in(self.office.locked(), name, password)
        self.desks.append(desk)
        return desk

    def close(self) -> None:
        for desk in self.desks:
            desk.press.close()
            desk.storage.close()
            desk.keys.drop()
        self.desks.clear()


def make_template(folder: Path, clock: Clock, rows: int = 12) -> None:
    """A desk with everybody of STAFF, one recipient and `rows` people to call; nobody has it open afterwards."""
    world = World(folder, clock)
    made = world.office.make(
        NewDesk(
            "Springfield PD",
            "US",
            "America/Chicago",
            SUPERVISOR,
            area_code="217",
            callback_phone="217 555 0100",
            synthetic=True,
        ),
        PASSWORD,
    )
    (folder / "recovery.txt").write_text(made.recovery_code.text + "\n", "utf-8")
    desk = world.enter(SUPERVISOR)
    try:
        for name, role in STAFF.items():
            people.add_person(desk, desk.new_operation(), name=name, roles=frozenset({role}), password=PASSWORD)
        recipient = Recipient(RecipientId(0), INVESTIGATOR, "Property Crimes", DeliveryWay.PRINT)
        people.add_recipient(desk, desk.new_operation(), recipient)
        if rows:
            export = folder.with_name(f"{folder.name}.csv")
            write_rows(export, plain_rows(rows, clock.now().date()))
            bring_in(desk, export)
    finally:
        world.close()


def copy_of(template: Path, target: Path) -> Path:
    shutil.copytree(template, target)
    target.chmod(0o700)
    return target


def plain_rows(count: int, today: date, seed: int = 1, *, first: int = 0) -> list[dict[str, str]]:
    """People nothing speaks against: one case, one number and one name each; `first` keeps two lots apart."""
    maker = Maker(random.Random(seed), today)
    rows = []
    for index in range(first, first + count):
        person = Person(
            f"Quill{_letters(index)}",
            f"Mar{_letters(index + 7)}",
            date(1950 + index % 40, 1 + index % 12, 1 + index % 28),
            f"({AREA_CODES[index // 90 % len(AREA_CODES)]}) 555-0{100 + index % 90}",
            f"{100 + index} Larch St",
        )
        plain = {"Suspect Phone": "", "Victim Home Phone": "", "Domestic Violence": "N", "Notes": ""}
        rows.append(maker.row(person, **plain, **{"Case Status": "Inactive"}))
    return rows


def _letters(number: int) -> str:
    """A spelling of a number without digits, so that it can stand in a name."""
    text = ""
    while True:
        text = "abcdefghij"[number % 10] + text
        number //= 10
        if not number:
            return text


def write_rows(path: Path, rows: list[dict[str, str]], headings: tuple[str, ...] = HEADINGS) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows([row[name] for name in headings] for row in rows)
    return path


def bring_in(desk: Desk, path: Path, *, stated: str = "") -> tuple[BatchLine, Preview]:
    """Import a file as the window does."""
    session = import_report.open_import(desk, path)
    try:
        looked = import_report.look(desk, session)
        if stated and looked.unsettled:
            import_report.settle_screening(desk, desk.new_operation(), looked.guess.signature, looked.unsettled, stated)
        preview = import_report.check_rows(desk, session, None, **QUIET)
        batch = import_report.import_rows(
            desk,
            desk.new_operation(),
            session,
            preview,
            file_name=path.name,
            layout=None,
            turn=lambda: None,
            progress=QUIET["progress"],
        )
    finally:
        session.close()
    return batch, preview


def look_at(desk: Desk, path: Path) -> Preview:
    """A dry run."""
    session = import_report.open_import(desk, path)
    try:
        return import_report.check_rows(desk, session, None, **QUIET)
    finally:
        session.close()


def claim(desk: Desk) -> CallCard:
    card = next_call.claim_next(desk, desk.new_operation())
    assert card is not None, "nobody is left to call"
    return card


def start(desk: Desk, card: CallCard | None = None) -> StartedCall:
    card = card or claim(desk)
    return start_call.start_call(desk, desk.new_operation(), card.callback_id, card.fence, card.phones[0].id)


TIP = "The laptop has a dent beside the hinge."


def talk(desk: Desk, *, lines: Sequence[str] = (TIP,)) -> tuple[StartedCall, CallId]:
    """A whole call: claimed, started, saved, finished with these new lines."""
    started = start(desk)
    save_call.save_draft(desk, started.call_id, started.fence, CallDraft('{"step": 3}', typed=TIP))
    kept = tuple(NewTip(place, text, desk.clock.now()) for place, text in enumerate(lines, start=1))
    result = CallResult("talked_all", tips=kept, consents={"report": "yes"})
    finish_call.finish_call(desk, desk.new_operation(), started.call_id, started.fence, result)
    return started, started.call_id


Snapshot = dict[str, list[tuple[object, ...]]]


def storage_of(desk: Desk) -> SqlStorage:
    assert isinstance(desk.storage, SqlStorage)
    return desk.storage


def faults_of(desk: Desk) -> FaultPlan:
    plan = storage_of(desk)._faults
    plan.strike = raise_fault  # an opened desk's own plan ends the process
    return plan


def snapshot(desk: Desk) -> Snapshot:
    """Every row of every table, in an order that is the same for the same rows (their text would take far longer)."""
    with storage_of(desk).read() as uow:
        tables = uow.connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {
            name: sorted(map(tuple, uow.connection.exec_driver_sql(f'SELECT * FROM "{name}"')), key=hash)
            for (name,) in tables
        }


def changed_tables(before: Snapshot, after: Snapshot) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def ask(desk: Desk, sql: str, *values: object) -> list[tuple[object, ...]]:
    """A question to the desk's tables, for what no use case shows."""
    with storage_of(desk).read() as uow:
        return [tuple(row) for row in uow.connection.exec_driver_sql(sql, values)]


def events(desk: Desk) -> list[str]:
    return [str(row[0]) for row in ask(desk, "SELECT event FROM audit_events ORDER BY at, seq")]


def states(desk: Desk) -> dict[str, int]:
    return {
        str(state): int(str(count)) for state, count in ask(desk, "SELECT state, count(*) FROM callbacks GROUP BY 1")
    }


def worlds(template: Path, target: Path) -> Iterator[Callable[..., World]]:
    """A maker of copies for one test; closes every desk afterwards."""
    made: list[World] = []

    def make(clock: Clock | None = None, name: str = "desk") -> World:
        world = World(copy_of(template, target / name), clock or MovedClock())
        made.append(world)
        return world

    yield make
    for world in made:
        world.close()
