"""Tables of taking an import back: what else carries a row, a number or a name, and what became of whom.

A row of an import lies under one batch. When a later import brings the same thing again, nothing is stored twice: a
sighting says so, and when the first import is taken back the row goes over to the one that saw it.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from callback_desk.storage.desk_table import DeskTable, table_of


class ReportSightingRecord(DeskTable, table=True):
    """An import brought exactly this row again."""

    __tablename__ = "report_sightings"
    __table_args__ = (UniqueConstraint("batch_id", "report_id"), Index(None, "report_id"))

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batches.id")
    report_id: int = Field(foreign_key="reports.id")


class PhoneSightingRecord(DeskTable, table=True):
    """An import brought a number that its person had already."""

    __tablename__ = "phone_sightings"
    __table_args__ = (UniqueConstraint("batch_id", "phone_id"), Index(None, "phone_id"))

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batches.id")
    phone_id: int = Field(foreign_key="phones.id")


class OtherDetailsRecord(DeskTable, table=True):
    """How an import writes a person who is here already, where it differs. Used when the other import goes."""

    __tablename__ = "other_details"
    __table_args__ = (UniqueConstraint("batch_id", "victim_id"), Index(None, "victim_id"))

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batches.id")
    victim_id: int = Field(foreign_key="victims.id")
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    organization: str = ""
    original: str = ""
    name_sort: str = ""
    birth_date: date | None = None
    language: str = ""
    street: str = ""
    address: str = ""
    email: str = ""
    link_key: str = Field(default="", sa_column_kwargs={"server_default": ""})
    address_key: str = Field(default="", sa_column_kwargs={"server_default": ""})


class UndonePersonRecord(DeskTable, table=True):
    """What became of one person when a batch was taken back: an `UndoReason`."""

    __tablename__ = "undone_people"
    __table_args__ = (UniqueConstraint("batch_id", "victim_id"), Index(None, "victim_id"))

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batches.id")
    victim_id: int = Field(foreign_key="victims.id")
    reason: str


report_sightings = table_of(ReportSightingRecord)
phone_sightings = table_of(PhoneSightingRecord)
other_details = table_of(OtherDetailsRecord)
undone_people = table_of(UndonePersonRecord)
