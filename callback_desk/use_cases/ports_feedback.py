"""What the use cases ask of answers on cards and web forms. See `ports`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from callback_desk.domain.feedback import Channel, FeedbackBatch, FeedbackForm, Said
from callback_desk.domain.ids import FeedbackBatchId


class FeedbackStore(Protocol):
    """Forms are added and never changed; a batch that is taken back stays on record and counts no more."""

    def keep(
        self, channel: Channel, forms: Sequence[FeedbackForm], *, by: str, at: datetime, file_sha256: str = ""
    ) -> FeedbackBatchId: ...

    def batches(self) -> tuple[FeedbackBatch, ...]:
        """What was kept, the newest first, with those taken back."""
        ...

    def batch(self, batch_id: FeedbackBatchId) -> FeedbackBatch:
        """Raises NotFound."""
        ...

    def take_back(self, batch_id: FeedbackBatchId, *, by: str, at: datetime) -> None: ...

    def numbers(self, channel: Channel) -> frozenset[str]:
        """The `ref` of every form of a channel that counts, without those that have none."""
        ...

    def read_before(self, channel: Channel, file_sha256: str) -> FeedbackBatch | None:
        """The batch of this very file that counts; None when there is none."""
        ...

    def said(self) -> tuple[Said, ...]:
        """Every form that counts, the oldest first."""
        ...
