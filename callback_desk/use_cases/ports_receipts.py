"""What the use cases ask of the answers to lead sheets. See `ports`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Protocol

from callback_desk.domain.follow_ups import FollowUp
from callback_desk.domain.ids import CallbackId, CallId, ExportId, FollowUpId, ReceiptId, StaffId, TipId
from callback_desk.domain.receipts import Answer, MadeSheet, Receipt, SilentSheet, UsedPoint


class ReceiptStore(Protocol):
    """Answers are added, never changed; of one line the newest counts, whichever sheet it stood on."""

    def sheet(self, sheet_number: str) -> MadeSheet | None:
        """The finished sheet of this number, its newest copy; None when there is none."""
        ...

    def of_tips(self, tip_ids: Collection[TipId]) -> Mapping[TipId, tuple[Receipt, ...]]:
        """Every answer to these lines, the newest first; a line without one is left out."""
        ...

    def add(self, packet_id: ExportId, said: Receipt) -> ReceiptId: ...
    def replies(self) -> Mapping[ExportId, Mapping[Answer, int]]:
        """Of each answered sheet how many of its points stand how, by the newest answer on that sheet."""
        ...

    def used(self, first: date, last: date) -> tuple[UsedPoint, ...]:
        """Lines whose newest answer is *used*, given on a day from `first` to `last`; by the line's id."""
        ...

    def became(self, staff_id: StaffId, first: date, last: date) -> Mapping[Answer, int]:
        """How the lines of this caller's calls stand by their newest answer, given from `first` to `last`."""
        ...

    def silent(self) -> tuple[SilentSheet, ...]:
        """Sheets that left, of which no point was answered and that nobody attached or took back; the oldest first."""
        ...


class FollowUpStore(Protocol):
    """Questions on their way into a call: what was asked is written once, what became of it is added."""

    def add(
        self, receipt_id: ReceiptId, callback_id: CallbackId, *, at: datetime, reopened: bool, refused: str
    ) -> FollowUpId: ...
    def get(self, follow_up_id: FollowUpId) -> FollowUp:
        """Raises NotFound."""
        ...

    def open(self) -> tuple[FollowUp, ...]:
        """Every question nothing became of yet, the oldest first."""
        ...

    def open_of(self, callback_id: CallbackId) -> tuple[FollowUp, ...]: ...
    def open_about(self, tip_id: TipId) -> tuple[FollowUp, ...]: ...
    def answered_in(self, call_id: CallId) -> tuple[FollowUp, ...]:
        """Settled ones that were put in this call, the oldest first."""
        ...

    def put_in_call(self, follow_up_id: FollowUpId, call_id: CallId) -> None: ...
    def settle(self, follow_up_id: FollowUpId, how: str, *, by: str, at: datetime) -> None: ...
