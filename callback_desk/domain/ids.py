"""Ids that do not mix, and the ports that make the world repeatable in a test."""

from __future__ import annotations

from datetime import datetime
from typing import NewType, Protocol

VictimId = NewType("VictimId", int)
CaseId = NewType("CaseId", int)
CallbackId = NewType("CallbackId", int)
PhoneId = NewType("PhoneId", int)
AttemptId = NewType("AttemptId", int)
CallId = NewType("CallId", int)
TipId = NewType("TipId", int)
ConcernId = NewType("ConcernId", int)
PromiseId = NewType("PromiseId", int)
MessageId = NewType("MessageId", int)
CheckId = NewType("CheckId", int)  # a scored form of one call
BatchId = NewType("BatchId", int)
LikenessId = NewType("LikenessId", int)
LayoutId = NewType("LayoutId", int)
StaffId = NewType("StaffId", int)
PlaceId = NewType("PlaceId", int)  # where all numbers of somebody are; 0: not known
RecipientId = NewType("RecipientId", int)
ReceiptId = NewType("ReceiptId", int)
FollowUpId = NewType("FollowUpId", int)
FeedbackBatchId = NewType("FeedbackBatchId", int)
ExportId = NewType("ExportId", int)  # a document that leaves the desk
ScriptSha = NewType("ScriptSha", str)  # SHA-256 of the XForm, 64 hex digits
OperationId = NewType("OperationId", str)  # one press of a button; a replay is a no-op


class Clock(Protocol):
    """Time as the program sees it."""

    def now(self) -> datetime:
        """The present, aware, UTC."""
        ...

    def monotonic_s(self) -> float:
        """Seconds that never run backwards; for durations, leases and idle time."""
        ...


class Ids(Protocol):
    """Names for things that are new."""

    def operation(self) -> OperationId: ...

    def token(self) -> str:
        """32 hex digits, unguessable: database ids, sessions, file names."""
        ...


class Random(Protocol):
    """Chance; secrets come from `bytes`, jitter and samples from `uniform`."""

    def bytes(self, count: int) -> bytes: ...

    def uniform(self, low: float, high: float) -> float: ...
