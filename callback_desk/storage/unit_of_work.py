"""One transaction and its repositories. Leaving without commit() rolls back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, insert
from sqlalchemy.engine import RootTransaction
from sqlalchemy.exc import TimeoutError as PoolTimeout

from callback_desk.domain.audit import Head
from callback_desk.domain.errors import DeskBug, DeskFault
from callback_desk.domain.people import Session
from callback_desk.storage.accounts import SqlRecipients, SqlStaff
from callback_desk.storage.audit_log import SqlAudit
from callback_desk.storage.calls import SqlCalls, late_note_row
from callback_desk.storage.concerns import SqlConcerns
from callback_desk.storage.desk_row import SqlDesk
from callback_desk.storage.engine import BUSY
from callback_desk.storage.exports import SqlExports
from callback_desk.storage.faults import FaultPlan
from callback_desk.storage.feedback import SqlFeedback
from callback_desk.storage.figure_rows import SqlFigures
from callback_desk.storage.follow_ups import SqlFollowUps
from callback_desk.storage.imports import SqlImports
from callback_desk.storage.likenesses import SqlLikenesses
from callback_desk.storage.lists_kept import SqlLists
from callback_desk.storage.messages import SqlMessages
from callback_desk.storage.operations import SqlOperations
from callback_desk.storage.promises import SqlPromises
from callback_desk.storage.queue import SqlQueue
from callback_desk.storage.receipts import SqlReceipts
from callback_desk.storage.reviews import SqlReviews
from callback_desk.storage.scripts import SqlScripts
from callback_desk.storage.subject_rows import SqlSubjects
from callback_desk.storage.tables_calls import late_notes
from callback_desk.storage.tallies import SqlTallies
from callback_desk.storage.undo import SqlUndo
from callback_desk.storage.victims import SqlPeople
from callback_desk.storage.work import LateNote, Station, Work

OnCommit = Callable[[str, Head], None]
_log = logging.getLogger(__name__)


class SqlUnitOfWork:
    """Fits `UnitOfWork` of the ports. One thread, one connection of its lane, one transaction."""

    desk: SqlDesk
    staff: SqlStaff
    recipients: SqlRecipients
    people: SqlPeople
    likenesses: SqlLikenesses
    queue: SqlQueue
    calls: SqlCalls
    concerns: SqlConcerns
    promises: SqlPromises
    messages: SqlMessages
    reviews: SqlReviews
    imports: SqlImports
    undo: SqlUndo
    scripts: SqlScripts
    exports: SqlExports
    subjects: SqlSubjects
    receipts: SqlReceipts
    follow_ups: SqlFollowUps
    feedback: SqlFeedback
    audit: SqlAudit
    lists: SqlLists
    operations: SqlOperations
    tallies: SqlTallies
    figures: SqlFigures

    def __init__(
        self,
        engine: Engine,
        station: Station,
        *,
        writes: bool,
        session: Session | None,
        faults: FaultPlan,
        on_commit: OnCommit | None,
    ) -> None:
        self._engine = engine
        self._station = station
        self._writes = writes
        self._session = session
        self._faults = faults
        self._on_commit = on_commit
        self._connection: Connection | None = None
        self._transaction: RootTransaction | None = None
        self._work: Work | None = None

    def __enter__(self) -> Self:
        if self._connection is not None:
            raise DeskBug("a unit of work is entered once")
        try:
            self._connection = self._engine.connect()
        except PoolTimeout as error:
            raise DeskFault(BUSY, code="busy") from error
        try:
            self._transaction = self._connection.begin()
            work = Work(self._connection, self._station, self._session)
        except BaseException:
            self._connection.close()
            raise
        self._work = work
        self.desk = SqlDesk(work)
        self.staff = SqlStaff(work)
        self.recipients = SqlRecipients(work)
        self.people = SqlPeople(work)
        self.likenesses = SqlLikenesses(work)
        self.queue = SqlQueue(work)
        self.calls = SqlCalls(work)
        self.concerns = SqlConcerns(work)
        self.promises = SqlPromises(work)
        self.messages = SqlMessages(work)
        self.reviews = SqlReviews(work)
        self.imports = SqlImports(work)
        self.undo = SqlUndo(work)
        self.scripts = SqlScripts(work)
        self.exports = SqlExports(work)
        self.subjects = SqlSubjects(work)
        self.receipts = SqlReceipts(work)
        self.follow_ups = SqlFollowUps(work)
        self.feedback = SqlFeedback(work)
        self.audit = SqlAudit(work)
        self.lists = SqlLists(work)
        self.operations = SqlOperations(work)
        self.tallies = SqlTallies(work)
        self.figures = SqlFigures(work)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is None:
            return
        kept: list[LateNote] = []
        try:
            if self._transaction is not None and self._transaction.is_active:
                self._transaction.rollback()
                kept = self._work.late_notes if self._work else []
        finally:
            self._connection.close()
        if kept:
            self._keep_late_notes(kept)

    @property
    def connection(self) -> Connection:
        """The open connection: for the import's loader, which writes tuples through Core."""
        if self._connection is None or self._transaction is None or not self._transaction.is_active:
            raise DeskBug("this unit of work is not open")
        return self._connection

    def commit(self) -> None:
        """Make everything durable (synchronous=FULL) before returning. Raises DiskFull when it is not."""
        if not self._writes:
            raise DeskBug("a reading unit of work has nothing to commit")
        if self._transaction is None or not self._transaction.is_active or self._work is None:
            raise DeskBug("this unit of work is not open")
        self._faults.step("before commit")
        self._transaction.commit()
        self._faults.step("after commit")
        if self._on_commit is not None and self._work.head is not None:
            self._on_commit(self._station.name, self._work.head)

    def _keep_late_notes(self, kept: list[LateNote]) -> None:
        """Words that came too late are kept although their unit of work was refused."""
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(late_notes), [late_note_row(note) for note in kept])
        except DeskFault as fault:
            # the StaleClaim on its way says already that the words were not saved
            _log.warning("late notes not kept: %s", fault.code)
