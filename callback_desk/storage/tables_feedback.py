"""Tables of answers that came on cards and in web forms: apart from calls, and without a person."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from callback_desk.storage.desk_table import DeskTable, UtcTime, table_of


class FeedbackBatchRecord(DeskTable, table=True):
    """What was kept at once: a card, or a file."""

    __tablename__ = "feedback_batches"

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    wording: str
    file_sha256: str = Field(default="", index=True)
    by_name: str
    at: datetime = Field(sa_type=UtcTime)
    taken_back_at: datetime | None = Field(default=None, sa_type=UtcTime)
    taken_back_by: str = ""


class FeedbackFormRecord(DeskTable, table=True):
    """One card or one answer of a web form. `ref` is a hash of its own number, "" for none."""

    __tablename__ = "feedback_forms"

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="feedback_batches.id", index=True)
    day: date
    ref: str = ""


class FeedbackAnswerRecord(DeskTable, table=True):
    """One answer of a form."""

    __tablename__ = "feedback_answers"
    __table_args__ = (UniqueConstraint("form_id", "item"),)

    id: int | None = Field(default=None, primary_key=True)
    form_id: int = Field(foreign_key="feedback_forms.id")
    item: str
    value: str


feedback_batches = table_of(FeedbackBatchRecord)
feedback_forms = table_of(FeedbackFormRecord)
feedback_answers = table_of(FeedbackAnswerRecord)
