"""What taking an import back needs of storage."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from callback_desk.domain.ids import BatchId, CallbackId
from callback_desk.domain.undo import UndoReport


class UndoStore(Protocol):
    """Sets, not single people: a batch may hold hundreds of thousands."""

    def preview(self, batch_id: BatchId, *, each: int) -> UndoReport:
        """What taking it back would do, with the first `each` people of every reason. Raises NotFound."""
        ...

    def report(self, batch_id: BatchId, *, each: int) -> UndoReport:
        """What taking it back did. Raises NotFound."""
        ...

    def take_back(self, batch_id: BatchId, *, by: str, at: datetime) -> tuple[CallbackId, ...]:
        """Everything of the batch vanishes but what must stay. Returns callbacks to judge again. Raises NotFound."""
        ...

    def taken_back_file(self, file_sha256: str) -> datetime | None:
        """When exactly this file was taken back (UTC); None when it is here, or never was."""
        ...
