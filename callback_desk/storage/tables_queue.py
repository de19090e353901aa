"""Tables of the queue: callbacks, what a staged import will change about them, attempts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Computed, Index, Integer, UniqueConstraint, text, true
from sqlmodel import Field

from callback_desk.storage.columns import LAST, to_micros
from callback_desk.storage.desk_table import DeskTable, UtcTime, default_name_key, table_of

#: The day (UTC, counted from 1970) on which somebody is ready: of days gone by everybody is.
READY_DAY = "ready_at / 86400000000"
#: `Entry.order_at` as the engine computes it: the agreed time (`BY_PROMISE`), else the report's, else last.
ORDER_AT = (
    f"CASE WHEN priority IN (0, 2) THEN coalesce(promised_at, {to_micros(LAST)}) "
    f"ELSE coalesce(reported_at, {to_micros(LAST)}) END"
)


class CallbackRecord(DeskTable, table=True):
    """One open wish to reach one person: state, lease, fencing number.

    `name_sort`, `offense_label`, `reported_at` and `tries` repeat what other tables say, so that a page of the call
    list is one indexed query. Indexes: the claim takes the first of each place and ready day; the list sorts by name or
    report.
    """

    __tablename__ = "callbacks"
    __table_args__ = (
        Index(
            "ix_callbacks_claim",
            "place",
            "ready_day",
            "priority",
            "order_at",
            "tried_at",
            "id",
            "ready_at",
            "not_caller",
            "batch_id",
            "promised_at",
            "promise_owner",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_callbacks_lease",
            "lease_until",
            sqlite_where=text("lease_until IS NOT NULL"),
            postgresql_where=text("lease_until IS NOT NULL"),
        ),
        Index(
            "ix_callbacks_promise",
            "promised_at",
            sqlite_where=text("promised_at IS NOT NULL"),
            postgresql_where=text("promised_at IS NOT NULL"),
        ),
        Index(
            "ix_callbacks_others",
            "state",
            "name_key",
            "id",
            "reason",
            "batch_id",
            sqlite_where=text("state <> 'waiting'"),
            postgresql_where=text("state <> 'waiting'"),
        ),
        Index(None, "name_key", "id", "batch_id", "state"),
        Index(None, "reported_at", "id", "batch_id"),
        Index(None, "victim_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batches.id")
    victim_id: int = Field(foreign_key="victims.id")
    state: str
    ready_at: datetime | None = Field(default=None, sa_type=UtcTime)
    priority: int = 3  # Priority.NORMAL
    fence: int = 0
    claimed_by: int | None = Field(default=None, foreign_key="staff.id")
    claimed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcTime)
    reason: str = ""
    rule: str = ""
    rule_version: str = ""
    promised_at: datetime | None = Field(default=None, sa_type=UtcTime)
    promise_note: str = ""
    promise_owner: int | None = Field(default=None, foreign_key="staff.id")
    promise_firm: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    urgent: str = Field(default="", sa_column_kwargs={"server_default": ""})  # why it goes before others
    not_caller: int | None = Field(default=None, foreign_key="staff.id")
    tries: int = 0
    tried_at: datetime | None = Field(default=None, sa_type=UtcTime)  # the last try
    order_at: datetime | None = Field(default=None, sa_column=Column(UtcTime, Computed(ORDER_AT, persisted=False)))
    place: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # of `places`; 0: not known
    ready_day: int | None = Field(default=None, sa_column=Column(Integer, Computed(READY_DAY, persisted=False)))
    created_at: datetime = Field(sa_type=UtcTime)
    name_sort: str = ""
    name_key: str = Field(default="", sa_column_kwargs={"default": default_name_key})
    offense_label: str = ""
    reported_at: datetime | None = Field(default=None, sa_type=UtcTime)


class PlaceRecord(DeskTable, table=True):
    """Where numbers are: the zones of all numbers of a person, as the claim knows them. There are some dozen."""

    __tablename__ = "places"
    __table_args__ = (UniqueConstraint("zones"),)

    id: int | None = Field(default=None, primary_key=True)
    zones: str  # JSON lists of IANA names, in order, with ";" between


class StagedChangeRecord(DeskTable, table=True):
    """What a staged batch will change about a callback that is visible already; applied when the batch is shown.

    Only rows that wait or are held then are changed; a claimed or running call asks the rules anew by itself.
    """

    __tablename__ = "staged_changes"
    __table_args__ = (UniqueConstraint("callback_id", "batch_id"),)

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batches.id")
    callback_id: int = Field(foreign_key="callbacks.id")
    state: str
    ready_at: datetime | None = Field(default=None, sa_type=UtcTime)
    reason: str = ""
    rule: str = ""
    rule_version: str = ""
    offense_label: str = ""
    reported_at: datetime | None = Field(default=None, sa_type=UtcTime)


class ToJudgeRecord(DeskTable, table=True):
    """A callback whose facts changed with many others': judged again in a short transaction of its own, then gone."""

    __tablename__ = "to_judge"

    callback_id: int = Field(foreign_key="callbacks.id", primary_key=True)


class PassedOverRecord(DeskTable, table=True):
    """A volunteer handed this person on (I know them): never offered to that volunteer again."""

    __tablename__ = "passed_over"
    __table_args__ = (UniqueConstraint("callback_id", "staff_id"), Index(None, "staff_id"))

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id")
    callback_id: int = Field(foreign_key="callbacks.id")


class SkipRecord(DeskTable, table=True):
    """A volunteer laid this person's card aside, with a reason of the closed list. Append-only."""

    __tablename__ = "skips"
    __table_args__ = (Index(None, "callback_id"), Index("ix_skips_staff_id_at", "staff_id", "at"))

    id: int | None = Field(default=None, primary_key=True)
    callback_id: int = Field(foreign_key="callbacks.id")
    staff_id: int = Field(foreign_key="staff.id")
    at: datetime = Field(sa_type=UtcTime)
    reason: str


class AttemptRecord(DeskTable, table=True):
    """A number is about to be dialled: on record before it is shown. Append-only."""

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("op"),
        Index(None, "victim_id", "at"),
        Index(None, "phone_id"),
        Index(None, "at"),
        Index(None, "callback_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    callback_id: int = Field(foreign_key="callbacks.id")
    victim_id: int = Field(foreign_key="victims.id")
    phone_id: int = Field(foreign_key="phones.id")
    staff_id: int = Field(foreign_key="staff.id")
    at: datetime = Field(sa_type=UtcTime)
    op: str


class AttemptEndRecord(DeskTable, table=True):
    """How an attempt ended. Append-only: the newest counts, the attempt itself is never touched."""

    __tablename__ = "attempt_ends"

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="attempts.id", index=True)
    outcome: str
    at: datetime = Field(sa_type=UtcTime)
    note: str = ""
    message_left: bool = False
    by_staff: int = Field(foreign_key="staff.id")


callbacks = table_of(CallbackRecord)
places = table_of(PlaceRecord)
staged_changes = table_of(StagedChangeRecord)
to_judge = table_of(ToJudgeRecord)
passed_over = table_of(PassedOverRecord)
skips = table_of(SkipRecord)
attempts = table_of(AttemptRecord)
attempt_ends = table_of(AttemptEndRecord)
