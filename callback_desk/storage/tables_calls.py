"""Tables of calls. What was said and done is append-only; triggers of the migrations hold it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, false, text, true
from sqlmodel import Field

from callback_desk.storage.desk_table import DeskTable, UtcTime, table_of


class CallRow(DeskTable, table=True):
    """A call that was opened for an attempt; its content lies in the append-only tables."""

    __tablename__ = "calls"
    __table_args__ = (
        UniqueConstraint("attempt_id"),
        Index(None, "callback_id"),
        Index(None, "state", "ended_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="attempts.id")
    callback_id: int = Field(foreign_key="callbacks.id")
    script: str = Field(foreign_key="scripts.sha")
    state: str
    language: str
    started_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    state_at: datetime = Field(sa_type=UtcTime)


class DraftRecord(DeskTable, table=True):
    """A call in progress as last saved; one row a call, replaced at every save."""

    __tablename__ = "drafts"

    call_id: int = Field(primary_key=True, foreign_key="calls.id", sa_column_kwargs={"autoincrement": False})
    fence: int
    state: str
    typed: str = ""
    language: str = "en"
    answered: int = 0
    left_question: str = ""
    saved_at: datetime = Field(sa_type=UtcTime)


class LateNoteRecord(DeskTable, table=True):
    """What arrived for a call after its claim had gone to somebody else: kept, never mixed in. Append-only."""

    __tablename__ = "late_notes"

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="calls.id", index=True)
    fence: int
    state: str
    typed: str = ""
    language: str = "en"
    at: datetime = Field(sa_type=UtcTime)


class CallResultRecord(DeskTable, table=True):
    """What a finished call brought back. Append-only: a call that was sent back gets a newer one."""

    __tablename__ = "call_results"

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="calls.id", index=True)
    at: datetime = Field(sa_type=UtcTime)
    outcome: str
    note: str = ""
    message_left: bool = False
    consents: str = ""  # JSON object: part -> yes, no or ""
    next_at: datetime | None = Field(default=None, sa_type=UtcTime)
    next_firm: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    next_note: str = ""
    language: str = "en"
    state: str = ""
    do_not_call: bool = False


class AnswerRecord(DeskTable, table=True):
    """One answer of a result. Append-only."""

    __tablename__ = "answers"

    id: int | None = Field(default=None, primary_key=True)
    result_id: int = Field(foreign_key="call_results.id", index=True)
    question: str
    repeat: int = 0
    value: str
    stage: str = ""


class RatingRecord(DeskTable, table=True):
    """One service answer with the wording that was read aloud. Append-only."""

    __tablename__ = "ratings"

    id: int | None = Field(default=None, primary_key=True)
    result_id: int = Field(foreign_key="call_results.id", index=True)
    item: str
    value: str
    wording: str


class PromiseRecord(DeskTable, table=True):
    """Something a volunteer promised in a call: a named person's task."""

    __tablename__ = "call_promises"

    id: int | None = Field(default=None, primary_key=True)
    result_id: int = Field(foreign_key="call_results.id", index=True)
    text: str
    owner: str = ""
    due_at: datetime | None = Field(default=None, sa_type=UtcTime)


class TipRecord(DeskTable, table=True):
    """One line of what is new. Append-only: of one call and ordinal the newest row counts."""

    __tablename__ = "tips"
    __table_args__ = (Index(None, "call_id", "ordinal"), Index(None, "case_id"), Index(None, "result_id"))

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="calls.id")
    result_id: int = Field(foreign_key="call_results.id")
    case_id: int = Field(foreign_key="cases.id")
    ordinal: int
    text: str
    kept_at: datetime = Field(sa_type=UtcTime)
    kind: str
    source: str
    source_who: str = ""
    sure: str
    read_back: bool = False
    exact_words: str = ""
    urgent: bool = False
    act_by: date | None = None
    statement: bool | None = None
    question: str = ""


class TipSignatureRecord(DeskTable, table=True):
    """A supervisor's sign-off of one line: from here on it is frozen. Append-only."""

    __tablename__ = "tip_signatures"
    __table_args__ = (UniqueConstraint("tip_id"),)

    id: int | None = Field(default=None, primary_key=True)
    tip_id: int = Field(foreign_key="tips.id")
    by_name: str
    at: datetime = Field(sa_type=UtcTime)


class TipCaseRecord(DeskTable, table=True):
    """Which report a line is about, as a supervisor said before the sign-off. Append-only; the newest counts."""

    __tablename__ = "tip_cases"

    id: int | None = Field(default=None, primary_key=True)
    tip_id: int = Field(foreign_key="tips.id", index=True)
    case_id: int = Field(foreign_key="cases.id")
    by_name: str
    at: datetime = Field(sa_type=UtcTime)


class PropertyFactRecord(DeskTable, table=True):
    """One article confirmed beside a line. Append-only: of each line the rows of its newest version count.

    `articles` says how many that version has; 0 stands in one row of its own and says that there are none.
    """

    __tablename__ = "property_facts"

    id: int | None = Field(default=None, primary_key=True)
    tip_id: int = Field(foreign_key="tips.id", index=True)
    version: int
    articles: int
    quantity: int
    kind: str
    maker: str
    model: str
    id_type: str
    identifier: str
    color: str
    value: str
    read_back: bool
    by_name: str
    at: datetime = Field(sa_type=UtcTime)


class CallEntryRecord(DeskTable, table=True):
    """Who typed in a call that was made on paper, and when. Append-only."""

    __tablename__ = "call_entries"
    __table_args__ = (UniqueConstraint("call_id"),)

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="calls.id")
    by_name: str
    at: datetime = Field(sa_type=UtcTime)


class CorrectionRecord(DeskTable, table=True):
    """What is added below a frozen line. Append-only."""

    __tablename__ = "corrections"

    id: int | None = Field(default=None, primary_key=True)
    tip_id: int = Field(foreign_key="tips.id", index=True)
    at: datetime = Field(sa_type=UtcTime)
    by_name: str
    text: str
    reason: str = ""


class ConcernRecord(DeskTable, table=True):
    """Danger, distress, complaint, praise. What was said is never edited; who was told and where it went is added."""

    __tablename__ = "concerns"
    __table_args__ = (
        Index(None, "victim_id"),
        Index(None, "call_id"),
        Index(None, "callback_id"),
        Index(
            "ix_concerns_open",
            "kind",
            "raised_at",
            sqlite_where=text("routed_at IS NULL"),
            postgresql_where=text("routed_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    callback_id: int = Field(foreign_key="callbacks.id")
    victim_id: int = Field(foreign_key="victims.id")
    call_id: int | None = Field(default=None, foreign_key="calls.id")
    raised_at: datetime = Field(sa_type=UtcTime)
    raised_by: str
    kind: str
    text: str = ""
    heard: str = ""  # JSON list of Heard
    told_whom: str = ""
    told_at: datetime | None = Field(default=None, sa_type=UtcTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcTime)
    routed_to: str = ""
    routed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    name_use: str = Field(default="", sa_column_kwargs={"server_default": ""})
    acknowledged_at: datetime | None = Field(default=None, sa_type=UtcTime)
    reference: str = Field(default="", sa_column_kwargs={"server_default": ""})


class MessageRecord(DeskTable, table=True):
    """What somebody told us without a call of ours. What was said stays; what became of it is added."""

    __tablename__ = "messages"
    __table_args__ = (
        Index(None, "callback_id"),
        Index(
            "ix_messages_open",
            "id",
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcTime)
    by_name: str
    came_at: datetime = Field(sa_type=UtcTime)
    slip: bool = False  # written by the front desk or dispatch, typed in later
    kind: str
    caller: str = ""
    e164: str = ""
    case_number: str = ""
    text: str = ""
    wish_at: datetime | None = Field(default=None, sa_type=UtcTime)
    wish_firm: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    callback_id: int | None = Field(default=None, foreign_key="callbacks.id")
    settled_at: datetime | None = Field(default=None, sa_type=UtcTime)
    settled_by: str = ""
    settled_how: str = ""


calls = table_of(CallRow)
drafts = table_of(DraftRecord)
late_notes = table_of(LateNoteRecord)
call_results = table_of(CallResultRecord)
answers = table_of(AnswerRecord)
ratings = table_of(RatingRecord)
call_promises = table_of(PromiseRecord)
tips = table_of(TipRecord)
tip_signatures = table_of(TipSignatureRecord)
tip_cases = table_of(TipCaseRecord)
property_facts = table_of(PropertyFactRecord)
call_entries = table_of(CallEntryRecord)
corrections = table_of(CorrectionRecord)
concerns = table_of(ConcernRecord)
messages = table_of(MessageRecord)
