"""A desk whose imports run in this process, on a copy made in a moment: for hundreds of random imports in a row.

The steps are the program's own (judge, scratch file, loader, use cases); only the two child processes are left out.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from callback_desk import rulebook
from callback_desk.domain.call import CallResult, StartedCall
from callback_desk.domain.ids import BatchId, CallbackId
from callback_desk.domain.import_rows import Preview
from callback_desk.domain.incident import (
    BatchCounts,
    Candidate,
    CaseStatus,
    PersonName,
    ReportFacts,
    Role,
    RowPlace,
    RowProblem,
    Sign,
    VictimType,
)
from callback_desk.domain.phone import FoundPhone, PhoneKind, PhoneNumber
from callback_desk.domain.queue import CallbackState
from callback_desk.paths import resources_dir
from callback_desk.storage.engine import Key
from callback_desk.storage.faults import FaultPlan
from callback_desk.storage.loading import Loader
from callback_desk.storage.scratch import ScratchDesk
from callback_desk.storage.store import SqlStorage
from callback_desk.use_cases import finish_call, import_report, start_call
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.import_judge import RowJudge
from callback_desk.use_cases.import_prepare import add_block, sort_all
from callback_desk.use_cases.ports_import import Block, Progress
from tests.use_cases.made_desks import WORKDAY, storage_of

TODAY = WORKDAY.date()

MATCHING = rulebook.load(resources_dir()).matching


@dataclass(frozen=True)
class Said:
    """One row of a random export; equal rows are the same row again."""

    who: int
    case: int
    numbers: tuple[int, ...] = (0,)
    offense: str = "220"
    domestic: bool = False
    status: CaseStatus = CaseStatus.INACTIVE
    born: bool = True
    street: str = "Larch St"
    days: int = 5
    already: str = ""

    def candidate(self, line: int) -> Candidate:
        name = PersonName(f"Ada{self.who}", "", "Crow", "", "", f"Crow, Ada{self.who}")
        facts = ReportFacts(
            f"27-{self.case:06d}",
            (self.offense,),
            self.offense,
            reported_at=WORKDAY - timedelta(days=self.days),
            age=None if self.born else 40,
            birth_date=date(1970, 1, 1 + self.who) if self.born else None,
            victim_type=VictimType.INDIVIDUAL,
            signs=frozenset({Sign.DOMESTIC}) if self.domestic else frozenset(),
            status=self.status,
        )
        phones = tuple(
            FoundPhone(f"312 555 {100 + n:04d}", PhoneNumber(f"+1312555{100 + n:04d}", ""), PhoneKind.MOBILE)
            for n in self.numbers
        )
        return Candidate(
            RowPlace(line),
            Role.VICTIM,
            name,
            facts,
            phones,
            address=f"{10 + self.who} {self.street}",
            already=self.already,
            row_digest=hashlib.sha256(repr(self).encode()).hexdigest(),
        )


class QuickSession:
    """Fits `ImportSession` for rows at hand."""

    def __init__(self, desk: Desk, file_sha256: str) -> None:
        self.file_sha256, self.size_bytes = file_sha256, 1
        self._desk = desk
        self._path: Path = storage_of(desk)._path
        self._key = storage_of(desk)._key
        scratch = self._path.with_name(f"{desk.ids.token()[:12]}.scratch")
        self.scratch = ScratchDesk(scratch, live=self._path, live_key=self._key)

    def check_rows(self, rows: Sequence[Candidate], *, bring_back: bool = False) -> Preview:
        rules, now = self._desk.rules, self._desk.clock.now()
        judge = RowJudge(
            rules.eligibility, rules.hours, rules.closed_days, now=now, as_of=now.date(), zone=self._desk.info.timezone
        )
        add_block(Block(rows, [], len(rows)), self.scratch, judge)
        sort_all(self.scratch, judge, rules.eligibility, MATCHING, file_sha256=self.file_sha256, bring_back=bring_back)
        return Preview(self.scratch.counts())

    def problems(self) -> Iterator[RowProblem]:
        yield from self.scratch.problems()

    def load(self, batch_id: BatchId, now: datetime, *, turn: Callable[[], None], progress: Progress) -> int:
        loader = Loader(self._path, self._key, self.scratch.path, self.scratch.key)
        try:
            people = loader.begin(batch_id, now, now.date())
            while loader.step() < people:
                turn()
            return people
        finally:
            loader.close()

    def close(self) -> None:
        self.scratch.close()


class NoLock:
    """An intake where nobody else is."""

    def between_imports(self) -> AbstractContextManager[None]:
        return nullcontext()


@dataclass
class Copies:
    """Makes copies of one closed desk file for desks that are signed in already."""

    source: Path
    folder: Path
    made: list[SqlStorage] = field(default_factory=list)

    def of(self, *desks: Desk) -> tuple[Desk, ...]:
        """The same people, signed in, at one fresh copy."""
        opened = storage_of(desks[0])
        path = self.folder / f"copy-{len(self.made)}.db"
        shutil.copyfile(self.source, path)
        storage = SqlStorage(path, Key(opened._key.raw), opened._station, faults=FaultPlan())
        self.made.append(storage)
        return tuple(replace(desk, storage=storage, intake=NoLock()) for desk in desks)  # type: ignore[arg-type]

    def close(self) -> None:
        for storage in self.made:
            storage.close()


def bring(desk: Desk, rows: Sequence[Said], *, sha: str = "", bring_back: bool = False) -> tuple[BatchId, BatchCounts]:
    """Import rows through the use case."""
    text = sha or hashlib.sha256(repr((tuple(rows), desk.ids.token())).encode()).hexdigest()
    session = QuickSession(desk, text)
    try:
        found = [row.candidate(line) for line, row in enumerate(rows, start=2)]
        preview = session.check_rows(found, bring_back=bring_back)
        batch = import_report.import_rows(
            desk,
            desk.new_operation(),
            session,  # type: ignore[arg-type]  # it has no file to look at
            preview,
            file_name="random.csv",
            layout=None,
            turn=lambda: None,
            progress=lambda _what, _done, _of: None,
        )
    finally:
        session.close()
    return batch.id, preview.counts


def take_card(volunteer: Desk, callback_id: CallbackId) -> int | None:
    """Claim this one; None when nobody may. Returns the fence."""
    now = volunteer.clock.now()
    with volunteer.storage.write(volunteer.session) as uow:
        entry = uow.queue.claim(callback_id, volunteer.session.staff.id, now, now + volunteer.rules.limits.lease)
        uow.commit()
    return None if entry is None or entry.state is not CallbackState.CLAIMED else entry.fence


def ring(volunteer: Desk, callback_id: CallbackId) -> StartedCall | None:
    """Claim and start this one; None when it does not wait."""
    fence = take_card(volunteer, callback_id)
    if fence is None:
        return None
    with volunteer.storage.read(volunteer.session) as uow:
        phone = uow.people.phones(uow.queue.victim_of(callback_id))[0]
    return start_call.start_call(volunteer, volunteer.new_operation(), callback_id, fence, phone.id)


def end(volunteer: Desk, started: StartedCall, outcome: str) -> None:
    if outcome == "not_dialed":
        start_call.did_not_dial(volunteer, volunteer.new_operation(), started.call_id, started.fence)
        return
    consents = {"report": "yes"} if outcome.startswith("talked") else {}
    result = CallResult(outcome, consents=consents)
    finish_call.finish_call(volunteer, volunteer.new_operation(), started.call_id, started.fence, result)
