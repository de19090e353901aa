"""What leaves the desk, as the use cases see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from callback_desk.domain.exports import (
    ExportFilter,
    ExportLine,
    ExportStep,
    NewExport,
    Series,
    SheetCase,
    SheetPoint,
    Unfinished,
)
from callback_desk.domain.ids import CaseId, ExportId, RecipientId


class ExportStore(Protocol):
    """One row for each document. What was planned never changes; steps and points are only added."""

    def next_number(self, series: Series, year: int) -> str:
        """A number like LS-2026-0042, counted up in this transaction; a rolled-back one is given out again."""
        ...

    def next_copy(self, number: str) -> int:
        """1 for a number nothing bears yet; a dropped copy does not count."""
        ...

    def start(self, export: NewExport) -> ExportId: ...
    def made(self, export_id: ExportId, at: datetime, *, sha256: str, pages: int, size_bytes: int) -> None:
        """The file is finished and checked, and about to get its name. Raises NotFound unless it was just started."""
        ...

    def done(self, export_id: ExportId, at: datetime) -> None:
        """It left. Raises NotFound unless it was made."""
        ...

    def dropped(self, export_id: ExportId, at: datetime) -> None:
        """It did not leave. Raises NotFound when it has ended already."""
        ...

    def unfinished(self, before: datetime | None = None) -> tuple[Unfinished, ...]:
        """Begun (before a moment) and not ended, oldest first."""
        ...

    def put_sheet(self, export_id: ExportId, about: SheetCase, points: Sequence[SheetPoint]) -> None:
        """What a lead sheet tells of, and which line stands under which number."""
        ...

    def points(self, export_id: ExportId) -> tuple[SheetPoint, ...]:
        """In the order of their numbers."""
        ...

    def about(self, export_id: ExportId) -> SheetCase:
        """The case and the calls of a lead sheet. Raises NotFound for another document."""
        ...

    def sheets_of(self, case_id: CaseId, recipient_id: RecipientId) -> tuple[ExportLine, ...]:
        """Lead sheets of a case that left for a recipient and were not withdrawn, newest first."""
        ...

    def get(self, export_id: ExportId) -> ExportLine:
        """Raises NotFound."""
        ...

    def lines(self, wanted: ExportFilter, *, limit: int = 200) -> tuple[ExportLine, ...]:
        """Newest first."""
        ...

    def add_step(self, step: ExportStep) -> None:
        """Raises NotFound when this document never left."""
        ...

    def steps(self, export_id: ExportId) -> tuple[ExportStep, ...]:
        """In the order they were entered."""
        ...
