"""Tables of what leaves the desk: one row for each document, its steps, and which line was which point."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from callback_desk.storage.desk_table import DeskTable, UtcTime, table_of


class ExportRow(DeskTable, table=True):
    """One document from start to done (see `domain/exports.py`). What was planned never changes."""

    __tablename__ = "exports"
    __table_args__ = (
        Index(
            "uq_exports_number_copy",
            "number",
            "copy",
            unique=True,
            sqlite_where=text("state <> 'dropped'"),
            postgresql_where=text("state <> 'dropped'"),
        ),
        Index(None, "state"),
        Index(None, "at"),
        Index(None, "recipient_id"),
        Index(None, "object_kind", "object_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    number: str
    copy_number: int = Field(sa_column_kwargs={"name": "copy"})
    state: str
    by_name: str
    second_by: str = ""
    at: datetime = Field(sa_type=UtcTime)
    made_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    recipient_id: int | None = Field(default=None, foreign_key="recipients.id")
    recipient: str = ""
    agency: str = ""
    purpose: str = ""
    means: str
    case_numbers: str = ""  # JSON list
    records: int = 1
    object_kind: str = ""
    object_id: str = ""
    anchor: str = ""
    content_sha: str = ""
    target: str = ""
    sha256: str = ""
    pages: int = 0
    size_bytes: int = 0


class ExportStepRecord(DeskTable, table=True):
    """What became of a document after it was made. Append-only."""

    __tablename__ = "export_steps"

    id: int | None = Field(default=None, primary_key=True)
    export_id: int = Field(foreign_key="exports.id", index=True)
    at: datetime = Field(sa_type=UtcTime)
    by_name: str
    step: str
    whom: str = ""
    on_day: date | None = None
    pages: int = 0
    note: str = ""


class SheetPointRecord(DeskTable, table=True):
    """Which line stood under which number on a sheet, and with how many corrections. Append-only."""

    __tablename__ = "sheet_points"

    export_id: int = Field(primary_key=True, foreign_key="exports.id", sa_column_kwargs={"autoincrement": False})
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    tip_id: int = Field(foreign_key="tips.id", index=True)
    corrections: int


class PacketRow(DeskTable, table=True):
    """Which signed calls a lead sheet tells of, and about which case. Append-only."""

    __tablename__ = "packets"

    export_id: int = Field(primary_key=True, foreign_key="exports.id", sa_column_kwargs={"autoincrement": False})
    call_id: int = Field(
        primary_key=True, foreign_key="calls.id", index=True, sa_column_kwargs={"autoincrement": False}
    )
    case_id: int = Field(foreign_key="cases.id", index=True)


class NoNewsToldRecord(DeskTable, table=True):
    """Which signed calls a page said of that they brought nothing new, and about which case. Append-only."""

    __tablename__ = "no_news_told"

    export_id: int = Field(primary_key=True, foreign_key="exports.id", sa_column_kwargs={"autoincrement": False})
    call_id: int = Field(
        primary_key=True, foreign_key="calls.id", index=True, sa_column_kwargs={"autoincrement": False}
    )
    case_id: int = Field(primary_key=True, foreign_key="cases.id", sa_column_kwargs={"autoincrement": False})


class SheetNumberRecord(DeskTable, table=True):
    """The last number of a series given out in a year."""

    __tablename__ = "sheet_numbers"

    series: str = Field(primary_key=True)
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    last: int


exports = table_of(ExportRow)
export_steps = table_of(ExportStepRecord)
sheet_points = table_of(SheetPointRecord)
packets = table_of(PacketRow)
no_news_told = table_of(NoNewsToldRecord)
sheet_numbers = table_of(SheetNumberRecord)
