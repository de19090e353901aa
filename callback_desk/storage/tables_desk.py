"""Tables of the desk itself: settings, people, imports, scripts, lead sheets, operations and the audit trail."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, false, text
from sqlmodel import Field

from callback_desk.storage.desk_table import DeskTable, UtcTime, table_of


class DeskRecord(DeskTable, table=True):
    """The desk's own row; there is one, with id 1."""

    __tablename__ = "desk"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    database_id: str
    agency: str
    region: str
    timezone: str
    area_code: str = ""
    callback_phone: str = ""
    desk_extension: str = ""
    dial_prefix: str = ""
    created_at: datetime | None = Field(default=None, sa_type=UtcTime)
    synthetic: bool = False
    settings: str = ""  # JSON object


class NoteRecord(DeskTable, table=True):
    """A small named text of the desk."""

    __tablename__ = "desk_notes"

    name: str = Field(primary_key=True)
    text: str
    by_name: str
    at: datetime = Field(sa_type=UtcTime)


class StaffRecord(DeskTable, table=True):
    """A named account. `name_key` is unique for ever: a name is never given again (CJIS IA-4)."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("name_key"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str
    roles: str  # JSON list of Role
    created_at: datetime = Field(sa_type=UtcTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcTime)
    last_sign_in: datetime | None = Field(default=None, sa_type=UtcTime)
    screened_on: date | None = None
    trained_on: date | None = None
    extension: str = ""
    left_at: datetime | None = Field(default=None, sa_type=UtcTime)  # signed out; None since the last sign-in
    languages: str = Field(default="", sa_column_kwargs={"server_default": ""})  # JSON list, ISO 639-1, besides English


class RecipientRecord(DeskTable, table=True):
    """An investigator or a unit's in-tray."""

    __tablename__ = "recipients"
    __table_args__ = (UniqueConstraint("name_key"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str
    unit: str = ""
    way: str
    duty: bool = False
    complaints: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    agency: str = Field(default="", sa_column_kwargs={"server_default": ""})
    purpose: str = Field(default="", sa_column_kwargs={"server_default": ""})
    folder: str = Field(default="", sa_column_kwargs={"server_default": ""})
    password: str = Field(default="", sa_column_kwargs={"server_default": ""})
    paper: str = Field(default="", sa_column_kwargs={"server_default": ""})
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)


class LayoutRecord(DeskTable, table=True):
    """A column set-up the desk remembers. The newest of a signature counts."""

    __tablename__ = "layouts"

    id: int | None = Field(default=None, primary_key=True)
    signature: str = Field(index=True)
    name: str
    layout: str  # JSON
    by_name: str
    at: datetime = Field(sa_type=UtcTime)


class StatementRecord(DeskTable, table=True):
    """How the agency screens for a fact its export has no column for. Append-only."""

    __tablename__ = "screening_statements"

    id: int | None = Field(default=None, primary_key=True)
    signature: str = Field(index=True)
    facts: str  # JSON list of Screening
    text: str
    by_name: str
    at: datetime = Field(sa_type=UtcTime)
    until: datetime = Field(sa_type=UtcTime)


class BatchRecord(DeskTable, table=True):
    """One import. `state` is staged, shown, undone or dropped: rows are seen while their batch is shown.

    `as_of` is the day its facts are from, in the desk's zone; `counts` is JSON. A batch with `kept_of` holds who stayed
    when that batch was taken back, and is no import of its own; `undo` (JSON) says what became of its people.
    """

    __tablename__ = "batches"
    __table_args__ = (
        Index(None, "file_sha256"),
        Index(
            "ix_batches_hidden",
            "id",
            sqlite_where=text("state <> 'shown'"),
            postgresql_where=text("state <> 'shown'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    state: str
    file_name: str
    file_sha256: str
    size_bytes: int
    layout_id: int | None = Field(default=None, foreign_key="layouts.id")
    by_name: str
    started_at: datetime = Field(sa_type=UtcTime)
    shown_at: datetime | None = Field(default=None, sa_type=UtcTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcTime)
    as_of: date | None = None
    counts: str = ""
    kept_of: int | None = None
    undo: str = Field(default="", sa_column_kwargs={"server_default": ""})


class ProblemRecord(DeskTable, table=True):
    """Why a row of a batch is not queued: code, place and column, never the cell's content."""

    __tablename__ = "problems"

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batches.id", index=True)
    line: int
    sheet: str = ""
    pile: str
    reason: str
    column: str = ""
    rule: str = ""


class ScriptRow(DeskTable, table=True):
    """A published call script: immutable, named by the SHA-256 of its XForm. Append-only."""

    __tablename__ = "scripts"
    __table_args__ = (Index(None, "purpose", "published_at"),)

    sha: str = Field(primary_key=True)
    purpose: str
    title: str
    version: str
    xform: str
    source: str
    published_at: datetime = Field(sa_type=UtcTime)
    published_by: str


class OperationRecord(DeskTable, table=True):
    """One press of a button, once. Append-only."""

    __tablename__ = "operations"

    op: str = Field(primary_key=True)
    act: str
    made: int
    at: datetime = Field(sa_type=UtcTime)


class AuditRecord(DeskTable, table=True):
    """One line of the trail of one station (see `domain/audit.py`). Append-only."""

    __tablename__ = "audit_events"
    __table_args__ = (UniqueConstraint("station", "seq"), Index(None, "event", "at"))

    id: int | None = Field(default=None, primary_key=True)
    station: str
    seq: int
    at: datetime = Field(sa_type=UtcTime)
    session: str
    event: str
    os_user: str = ""
    actor_id: int | None = None
    role: str = ""
    object_kind: str = ""
    object_id: str = ""
    fields: str = ""  # JSON object
    outcome: str
    reason: str = ""
    duration_ms: int | None = None
    key_epoch: int
    prev_mac: bytes
    mac: bytes


desk = table_of(DeskRecord)
desk_notes = table_of(NoteRecord)
staff = table_of(StaffRecord)
recipients = table_of(RecipientRecord)
layouts = table_of(LayoutRecord)
screening_statements = table_of(StatementRecord)
batches = table_of(BatchRecord)
problems = table_of(ProblemRecord)
scripts = table_of(ScriptRow)
operations = table_of(OperationRecord)
audit_events = table_of(AuditRecord)
