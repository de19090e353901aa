"""What the use cases need of the world, as Protocols. Storage, vault and documents fit them without importing them.

Every repository speaks in frozen values of `domain`; a live table object never leaves storage. All methods run
inside the unit of work they were reached through and see one consistent state.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from callback_desk.domain.access import Role
from callback_desk.domain.audit import ChainedEvent, Event
from callback_desk.domain.audit_verify import Anchor, Verdict
from callback_desk.domain.ids import (
    BatchId,
    CallbackId,
    LayoutId,
    OperationId,
    StaffId,
)
from callback_desk.domain.incident import BatchCounts, RowProblem
from callback_desk.domain.layout import Layout
from callback_desk.domain.people import Session
from callback_desk.domain.records import ScreeningStatement
from callback_desk.domain.rows_to_correct import BatchOrigin
from callback_desk.domain.views import BatchLine
from callback_desk.use_cases.ports_calls import CallStore, ConcernStore, PromiseStore, QueueStore
from callback_desk.use_cases.ports_exports import ExportStore
from callback_desk.use_cases.ports_feedback import FeedbackStore
from callback_desk.use_cases.ports_figures import FigureStore
from callback_desk.use_cases.ports_list import ListStore
from callback_desk.use_cases.ports_messages import MessageStore
from callback_desk.use_cases.ports_people import (
    DeskStore,
    LikenessStore,
    PersonStore,
    RecipientStore,
    StaffStore,
    SubjectStore,
)
from callback_desk.use_cases.ports_receipts import FollowUpStore, ReceiptStore
from callback_desk.use_cases.ports_review import ReviewStore
from callback_desk.use_cases.ports_scripts import ScriptStore
from callback_desk.use_cases.ports_tallies import TallyStore
from callback_desk.use_cases.ports_undo import UndoStore


class ImportStore(Protocol):
    """Layouts, batches and their problems. The rows themselves arrive through the loader."""

    def layouts(self) -> tuple[tuple[LayoutId, str, Layout], ...]: ...
    def layout_for(self, signature: str) -> tuple[LayoutId, str, Layout] | None: ...
    def put_layout(self, name: str, layout: Layout, *, by: str, at: datetime) -> LayoutId: ...
    def statements(self, signature: str) -> tuple[ScreeningStatement, ...]: ...
    def put_statement(self, statement: ScreeningStatement) -> None: ...
    def start_batch(
        self,
        *,
        file_name: str,
        file_sha256: str,
        size_bytes: int,
        layout: LayoutId | None,
        by: str,
        at: datetime,
    ) -> BatchId: ...
    def seen_file(self, file_sha256: str) -> BatchLine | None: ...
    def show_batch(
        self, batch_id: BatchId, counts: BatchCounts, at: datetime, *, freshness_rules: Sequence[str] = ()
    ) -> None:
        """The one update that makes a staged batch visible.

        Who was held by one of `freshness_rules` waits again when the batch saw one of the person's cases.
        """
        ...

    def released_of(self, batch_id: BatchId, at: datetime) -> tuple[CallbackId, ...]:
        """Callbacks this import says something of, for which a supervisor's OK stands."""
        ...

    def drop_staged(self) -> int:
        """Remove what a killed import left behind; returns the rows removed."""
        ...

    def add_problems(self, batch_id: BatchId, problems: Iterable[RowProblem]) -> None: ...
    def problems(self, batch_id: BatchId, *, limit: int | None = None) -> tuple[RowProblem, ...]: ...
    def problems_to_correct(
        self, batch_id: BatchId, held_for: Collection[str], *, limit: int
    ) -> tuple[RowProblem, ...]:
        """Rejected rows and those held for one of these reasons, in the order of the file."""
        ...

    def count_to_correct(self, batch_id: BatchId, held_for: Collection[str]) -> int:
        """How many rows those are."""
        ...

    def origin(self, batch_id: BatchId) -> BatchOrigin:
        """What an import was read from. Raises NotFound."""
        ...

    def batches(self) -> tuple[BatchLine, ...]: ...
    def batch(self, batch_id: BatchId) -> BatchLine: ...


class AuditStore(Protocol):
    """Append-only, one chain per station, written in the same transaction as what it records."""

    def record(
        self,
        event: Event,
        *,
        kind: str = "",
        id: int | str = "",
        outcome: str = "ok",
        reason: str = "",
        fields: Mapping[str, str | int] | None = None,
        role: Role | None = None,
    ) -> None:
        """One event of the unit's session, chained and written with the transaction. Ids and codes only."""
        ...

    def anchor(self) -> str:
        """The chain's head of this station, as printed: A-000123-7F3K-9QZD."""
        ...

    def heads(self) -> Mapping[str, tuple[int, str]]: ...
    def count(self, event: Event, since: datetime, *, actor: StaffId | None = None) -> int: ...
    def newest(self, event: Event) -> tuple[datetime, StaffId | None] | None:
        """When this last ended well (UTC), and who did it; None when it never did."""
        ...

    def rows(self, station: str) -> Iterator[ChainedEvent]:
        """One station's chain in stored order, read within this unit of work."""
        ...


class OperationStore(Protocol):
    """One press of a button, once: a replayed operation id finds what it made the first time."""

    def made(self, op: OperationId) -> int | None:
        """The id the operation made, 0 when it made none, None when it has not run."""
        ...

    def record(self, op: OperationId, act: str, made: int, at: datetime) -> None: ...


class UnitOfWork(Protocol):
    """One transaction on its lane's thread. Leaving without commit() rolls back."""

    @property
    def desk(self) -> DeskStore: ...
    @property
    def staff(self) -> StaffStore: ...
    @property
    def recipients(self) -> RecipientStore: ...
    @property
    def people(self) -> PersonStore: ...
    @property
    def likenesses(self) -> LikenessStore: ...
    @property
    def queue(self) -> QueueStore: ...
    @property
    def calls(self) -> CallStore: ...
    @property
    def concerns(self) -> ConcernStore: ...
    @property
    def promises(self) -> PromiseStore: ...
    @property
    def reviews(self) -> ReviewStore: ...
    @property
    def imports(self) -> ImportStore: ...
    @property
    def subjects(self) -> SubjectStore: ...
    @property
    def undo(self) -> UndoStore: ...
    @property
    def scripts(self) -> ScriptStore: ...
    @property
    def exports(self) -> ExportStore: ...
    @property
    def receipts(self) -> ReceiptStore: ...
    @property
    def follow_ups(self) -> FollowUpStore: ...
    @property
    def feedback(self) -> FeedbackStore: ...
    @property
    def messages(self) -> MessageStore: ...
    @property
    def audit(self) -> AuditStore: ...
    @property
    def lists(self) -> ListStore: ...
    @property
    def operations(self) -> OperationStore: ...
    @property
    def tallies(self) -> TallyStore: ...
    @property
    def figures(self) -> FigureStore: ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def commit(self) -> None: ...


class Storage(Protocol):
    """An opened, verified desk database."""

    def write(self, session: Session | None = None) -> UnitOfWork:
        """BEGIN IMMEDIATE; the save lane's only door. Audit events carry `session`."""
        ...

    def read(self, session: Session | None = None) -> UnitOfWork:
        """A plain BEGIN on a read-only connection; commit() is refused."""
        ...

    def verify_audit(self, anchors: Sequence[Anchor] = (), heads: Mapping[str, Anchor] | None = None) -> Verdict:
        """Walk every station's chain; anchors are printed heads whose station need not be known, heads those that
        were remembered by station outside the database."""
        ...

    def integrity(self) -> tuple[str, ...]:
        """What the engine's own checks found; empty when the file is sound."""
        ...

    def keep_reserve(self) -> bool:
        """Room beside the database for a full disk; True when it is there. Never raises for a full disk."""
        ...

    def use_reserve(self) -> bool:
        """Give that room up. True when there was some."""
        ...

    def close(self) -> None: ...
