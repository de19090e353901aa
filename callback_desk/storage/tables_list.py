"""Tables of the call list: words people are found by, views and columns somebody keeps, acts on many people at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer
from sqlmodel import Field

from callback_desk.storage.desk_table import DeskTable, UtcTime, table_of
from callback_desk.storage.tables_queue import callbacks


class NameWordRecord(DeskTable, table=True):
    """One word a person is found by; see `name_words`. Goes with the callback."""

    __tablename__ = "name_words"
    __table_args__ = (Index(None, "word", "callback_id"), {"sqlite_with_rowid": False})

    callback_id: int = Field(
        sa_column=Column(Integer, ForeignKey("callbacks.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    word: str = Field(primary_key=True)


class ListViewRow(DeskTable, table=True):
    """A view of the call list somebody keeps: filters, order and columns (`content`, JSON) under a name."""

    __tablename__ = "list_views"
    __table_args__ = (Index(None, "staff_id"),)

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id")
    name: str
    shared: bool = False
    content: str
    at: datetime = Field(sa_type=UtcTime)


class ListLookRow(DeskTable, table=True):
    """How somebody's call list looks: which columns, in which order, how wide (`content`, JSON)."""

    __tablename__ = "list_looks"

    staff_id: int = Field(foreign_key="staff.id", primary_key=True, sa_column_kwargs={"autoincrement": False})
    content: str
    at: datetime = Field(sa_type=UtcTime)


class ManyActRow(DeskTable, table=True):
    """One act on many people: what, why, by whom; taken back later or not."""

    __tablename__ = "many_acts"

    id: int | None = Field(default=None, primary_key=True)
    act: str
    reason: str
    by_name: str
    at: datetime = Field(sa_type=UtcTime)
    taken_back_at: datetime | None = Field(default=None, sa_type=UtcTime)
    taken_back_by: str = ""


class ManyPersonRow(DeskTable, table=True):
    """One person of such an act: how the callback stood `before` (JSON), its state and fence right after."""

    __tablename__ = "many_people"
    __table_args__ = (Index(None, "callback_id"),)

    act_id: int = Field(foreign_key="many_acts.id", primary_key=True, sa_column_kwargs={"autoincrement": False})
    callback_id: int = Field(foreign_key="callbacks.id", primary_key=True, sa_column_kwargs={"autoincrement": False})
    before: str
    state: str
    fence: int
    taken_back_at: datetime | None = Field(default=None, sa_type=UtcTime)


name_words = table_of(NameWordRecord)
list_views = table_of(ListViewRow)
list_looks = table_of(ListLookRow)
many_acts = table_of(ManyActRow)
many_people = table_of(ManyPersonRow)

# What the list is sorted and narrowed by, beside name and report: a page of it is one walk along an index.
Index(None, callbacks.c.ready_at, callbacks.c.id, callbacks.c.batch_id)
Index(None, callbacks.c.tries, callbacks.c.id, callbacks.c.batch_id)
Index(
    "ix_callbacks_offense",
    callbacks.c.offense_label,
    callbacks.c.name_key,
    callbacks.c.id,
    callbacks.c.batch_id,
    callbacks.c.reported_at,
)
