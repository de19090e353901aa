"""Tables of victims: people, their numbers, cases, what each report says, and their wishes.

Rows of an import carry `batch_id`; they are seen when their batch is (see `visible` in `dialect`), so that one
update of one row shows a whole batch. What a report says is never overwritten: a later export adds a row.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, Computed, Index, String, UniqueConstraint, text
from sqlmodel import Field

from callback_desk.storage.desk_table import (
    DeskTable,
    UtcTime,
    default_case_key,
    default_name_key,
    default_phone_tail,
    table_of,
)

#: A case number without what people write between its parts; `number_key` has no blanks and no small letters.
NUMBER_PLAIN = "replace(replace(replace(replace(number_key, '-', ''), '/', ''), '.', ''), '_', '')"


class VictimRecord(DeskTable, table=True):
    """A person. `name_key` (from `name_sort`) and `birth_date` are what an import matches by."""

    __tablename__ = "victims"
    __table_args__ = (
        Index(None, "name_key", "birth_date"),
        Index(None, "birth_date", "name_key"),
        Index(
            "ix_victims_address_key",
            "address_key",
            sqlite_where=text("address_key <> ''"),
            postgresql_where=text("address_key <> ''"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batches.id")
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    organization: str = ""
    original: str = ""
    name_sort: str = ""
    name_key: str = Field(default="", sa_column_kwargs={"default": default_name_key})
    birth_date: date | None = None
    language: str = ""
    street: str = ""  # the street's name alone
    address: str = ""
    email: str = ""
    link_key: str = Field(default="", sa_column_kwargs={"server_default": ""})  # surname|given name, as compared
    address_key: str = Field(default="", sa_column_kwargs={"server_default": ""})


class LikenessRow(DeskTable, table=True):
    """An import found somebody who may be `other`: held until a supervisor says. `answer` is "", "same" or "other".

    Of "same", `victim_id` is an empty shell and `other_id` is who has the reports: a later import goes there.
    """

    __tablename__ = "likenesses"
    __table_args__ = (Index(None, "victim_id"), Index(None, "other_id"))

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batches.id")
    victim_id: int = Field(foreign_key="victims.id")
    other_id: int = Field(foreign_key="victims.id")
    score: int
    why: str  # JSON list of Agreement
    rules_version: str
    answer: str = ""
    by_name: str = ""
    at: datetime | None = Field(default=None, sa_type=UtcTime)


class SuspectMarkRecord(DeskTable, table=True):
    """A number (E.164), an address or a name (their keys) an export gave for a suspect: compared, never shown or rung.

    A name counts on its own case alone, `case_key`; it is "" for the other kinds.
    """

    __tablename__ = "suspect_marks"
    __table_args__ = (
        UniqueConstraint("value", "kind", "case_key", "batch_id"),
        Index(None, "batch_id"),
        Index(None, "case_key"),
    )

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batches.id")
    kind: str  # "number", "address" or "name"
    value: str
    case_key: str = ""


class PhoneRow(DeskTable, table=True):
    """A victim's own number. `tail` (from `e164`) finds it; numbers of suspects are never here."""

    __tablename__ = "phones"
    __table_args__ = (Index(None, "victim_id"), Index(None, "tail", "e164"))

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batches.id")
    victim_id: int = Field(foreign_key="victims.id")
    ordinal: int = 0  # column order on the report
    original: str
    e164: str = ""
    tail: str = Field(default="", sa_column_kwargs={"default": default_phone_tail})
    extension: str = ""
    kind: str = "other"
    note: str = ""
    whose: str = ""
    zones: str = ""  # JSON list of IANA names
    why_not: str = ""  # NotDiallable, "" when it can be rung


class PhoneClosingRecord(DeskTable, table=True):
    """Why a number is not rung again; the number itself stays as it came. Append-only."""

    __tablename__ = "phone_closings"

    id: int | None = Field(default=None, primary_key=True)
    phone_id: int = Field(foreign_key="phones.id", index=True)
    why: str
    at: datetime = Field(sa_type=UtcTime)


class CaseRow(DeskTable, table=True):
    """A case by its number; everything else about it is what the reports say.

    `number_plain` is the number without hyphens, slashes and points: it is looked for in any writing.
    """

    __tablename__ = "cases"
    __table_args__ = (UniqueConstraint("number_key"), Index(None, "number_plain"))

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batches.id")
    number: str
    number_key: str = Field(default="", sa_column_kwargs={"default": default_case_key})
    number_plain: str = Field(default="", sa_column=Column(String, Computed(NUMBER_PLAIN, persisted=False)))


class ReportRecord(DeskTable, table=True):
    """What one row of one export says about one person on one case: the facts rules read.

    `callback_id` is the callback it opened or joined; None for a row that was held, excluded or merged
    without one. `as_of` is the export's day in the desk's zone.
    """

    __tablename__ = "reports"
    __table_args__ = (
        Index(None, "case_id", "victim_id"),
        Index(None, "victim_id"),
        Index(None, "callback_id"),
        Index(None, "batch_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batches.id")
    case_id: int = Field(foreign_key="cases.id")
    victim_id: int = Field(foreign_key="victims.id")
    callback_id: int | None = Field(default=None, foreign_key="callbacks.id")
    line: int = 0
    sheet: str = ""
    row_digest: str = ""
    as_of: date | None = None
    offense_codes: str = ""  # JSON list
    offense_text: str = ""
    offense_plain: str = ""
    reported_at: datetime | None = Field(default=None, sa_type=UtcTime)
    reported_precision: str = "minute"
    occurred_at: datetime | None = Field(default=None, sa_type=UtcTime)
    age: int | None = None
    birth_date: date | None = None
    victim_type: str = ""
    relationship: str = ""
    signs: str = ""  # JSON list of Sign
    status: str = "blank"
    status_text: str = ""
    investigator: str = ""
    district: str = ""
    language: str = ""
    has_contact_name: bool = False
    unsettled: str = ""  # JSON list of Screening
    already: str = ""  # what it says already, a line of `domain.report_already`


class SightingRecord(DeskTable, table=True):
    """A case seen again in a newer export that added nothing: its facts are fresh again."""

    __tablename__ = "case_sightings"
    __table_args__ = (UniqueConstraint("batch_id", "case_id"), Index(None, "case_id"))

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batches.id")
    case_id: int = Field(foreign_key="cases.id")
    as_of: date


class SafeContactRecord(DeskTable, table=True):
    """What was agreed about reaching a person. Append-only: the newest counts."""

    __tablename__ = "safe_contacts"

    id: int | None = Field(default=None, primary_key=True)
    victim_id: int = Field(foreign_key="victims.id", index=True)
    sentence: str = ""
    voicemail: str
    only_phone: int | None = Field(default=None, foreign_key="phones.id", index=True)
    confirmed_on: date | None = None
    times: str = Field(default="", sa_column_kwargs={"server_default": ""})  # JSON list: "monday 17:00-20:00"
    by_name: str
    at: datetime = Field(sa_type=UtcTime)


class DoNotContactRecord(DeskTable, table=True):
    """A wish not to be called: one row for the person, one for each number, so that it holds across people.

    A row without a person is about a number nobody here has (yet).
    """

    __tablename__ = "do_not_contact"
    __table_args__ = (Index(None, "victim_id"), Index(None, "e164"))

    id: int | None = Field(default=None, primary_key=True)
    victim_id: int | None = Field(default=None, foreign_key="victims.id")
    e164: str = ""  # "" in the row of the person
    reason: str
    by_name: str
    at: datetime = Field(sa_type=UtcTime)
    cleared_at: datetime | None = Field(default=None, sa_type=UtcTime)
    cleared_by: str = ""
    cleared_reason: str = ""


class CaseHoldRecord(DeskTable, table=True):
    """A hold on a case number, whether or not the desk knows the case yet. `until` is the desk's last day."""

    __tablename__ = "case_holds"

    id: int | None = Field(default=None, primary_key=True)
    number_key: str = Field(index=True)
    reason: str
    by_name: str
    at: datetime = Field(sa_type=UtcTime)
    until: date | None = None


class ReleaseRow(DeskTable, table=True):
    """A supervisor's OK for one callback. Append-only: the newest counts and ends by itself.

    `rules` is a JSON list of what it was given against; "" is an OK of an older desk, against all.
    """

    __tablename__ = "releases"

    id: int | None = Field(default=None, primary_key=True)
    callback_id: int = Field(foreign_key="callbacks.id", index=True)
    reason: str
    by_name: str
    at: datetime = Field(sa_type=UtcTime)
    until: datetime = Field(sa_type=UtcTime)
    rules: str = Field(default="", sa_column_kwargs={"server_default": ""})


victims = table_of(VictimRecord)
likenesses = table_of(LikenessRow)
suspect_marks = table_of(SuspectMarkRecord)
phones = table_of(PhoneRow)
phone_closings = table_of(PhoneClosingRecord)
cases = table_of(CaseRow)
reports = table_of(ReportRecord)
case_sightings = table_of(SightingRecord)
safe_contacts = table_of(SafeContactRecord)
do_not_contact = table_of(DoNotContactRecord)
case_holds = table_of(CaseHoldRecord)
releases = table_of(ReleaseRow)
