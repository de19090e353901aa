"""Tables of what became of a lead sheet's points, and of the questions that go back into a call."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from callback_desk.storage.desk_table import DeskTable, UtcTime, table_of


class ReceiptRecord(DeskTable, table=True):
    """What an investigator said of one point. Append-only: of one line the newest row counts."""

    __tablename__ = "receipts"
    __table_args__ = (UniqueConstraint("packet_id", "tip_id", "answer", "question", "answered_by", "answered_on"),)

    id: int | None = Field(default=None, primary_key=True)
    packet_id: int = Field(foreign_key="exports.id")
    tip_id: int = Field(foreign_key="tips.id", index=True)
    answer: str
    question: str = ""
    answered_by: str
    answered_on: date
    keyed_by: str
    at: datetime = Field(sa_type=UtcTime)
    way: str
    file_sha256: str = ""


class FollowUpRecord(DeskTable, table=True):
    """An investigator's question on its way into a call. `refused` names the rule that stopped it, "" for none."""

    __tablename__ = "follow_ups"
    __table_args__ = (UniqueConstraint("receipt_id"),)

    id: int | None = Field(default=None, primary_key=True)
    receipt_id: int = Field(foreign_key="receipts.id")
    callback_id: int = Field(foreign_key="callbacks.id", index=True)
    at: datetime = Field(sa_type=UtcTime)
    reopened: bool = False  # the callback was done, and is open again for this question alone
    refused: str = ""
    call_id: int | None = Field(default=None, foreign_key="calls.id", index=True)  # the call it was put in
    settled_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)
    settled_by: str = ""
    settled_how: str = ""


receipts = table_of(ReceiptRecord)
follow_ups = table_of(FollowUpRecord)
