"""What the columns of an export mean: a guess to look at, and the layout a supervisor made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from callback_desk.domain.incident import Role, Screening
from callback_desk.domain.phone import PhoneKind


class Field(StrEnum):
    """Everything a column may be. Whose it is stands beside it as a `Role`: role comes before kind."""

    CASE_NUMBER = "case_number"
    OFFENSE_CODE = "offense_code"
    OFFENSE_NAME = "offense_name"
    REPORTED_AT = "reported_at"
    REPORTED_TIME = "reported_time"
    OCCURRED_AT = "occurred_at"
    OCCURRED_TIME = "occurred_time"
    FULL_NAME = "full_name"
    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    SUFFIX = "suffix"
    ORGANIZATION = "organization"
    VICTIM_TYPE = "victim_type"
    INVOLVEMENT = "involvement"  # who the row's person is: Victim, Witness, Reporting Person
    AGE = "age"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    ADDRESS = "address"
    DISTRICT = "district"
    EMAIL = "email"
    LANGUAGE = "language"
    STATUS = "status"
    CLEARANCE = "clearance"
    INVESTIGATOR = "investigator"
    RELATIONSHIP = "relationship"
    INJURY = "injury"
    CONDITION = "condition"
    DOMESTIC = "domestic"
    FLAGS = "flags"
    NOTES = "notes"
    # What a report says already: nobody is asked for it again (see `domain.report_already`).
    PROPERTY = "property"  # what was taken or damaged, in any words
    PROPERTY_NUMBER = "property_number"
    PROPERTY_STATE = "property_state"  # stolen, recovered, seized
    PLATE = "plate"
    VIN = "vin"
    WITNESS = "witness"  # yes, no or how many
    CAMERA = "camera"
    PHOTO = "photo"
    SUSPECT_SEEN = "suspect_seen"
    ENTRY = "entry"


OFFENSE_FIELDS = frozenset({Field.OFFENSE_CODE, Field.OFFENSE_NAME})
NAME_FIELDS = frozenset(
    {Field.FULL_NAME, Field.LAST_NAME, Field.FIRST_NAME, Field.MIDDLE_NAME, Field.SUFFIX, Field.ORGANIZATION}
)
# What is one person's alone: in a row of several people it is never taken for two of them.
PERSON_FIELDS = NAME_FIELDS | {Field.AGE, Field.BIRTH_DATE, Field.PHONE, Field.EMAIL, Field.VICTIM_TYPE}
# What may be one person's, or said of everybody on the row.
OWN_FIELDS = frozenset(
    {
        Field.INVOLVEMENT,
        Field.ADDRESS,
        Field.LANGUAGE,
        Field.RELATIONSHIP,
        Field.INJURY,
        Field.CONDITION,
        Field.DOMESTIC,
        Field.FLAGS,
        Field.NOTES,
    }
)
#: Several columns may say them, and each counts.
ALREADY_FIELDS = frozenset(
    {
        Field.PROPERTY,
        Field.PROPERTY_NUMBER,
        Field.PROPERTY_STATE,
        Field.PLATE,
        Field.VIN,
        Field.WITNESS,
        Field.CAMERA,
        Field.PHOTO,
        Field.SUSPECT_SEEN,
        Field.ENTRY,
    }
)
_NAMED_BY = frozenset({Field.FULL_NAME, Field.LAST_NAME, Field.FIRST_NAME, Field.ORGANIZATION})


class DateOrder(StrEnum):
    """How 01/02/2026 is read in one column. ISO dates need none."""

    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"


class Looks(StrEnum):
    """What the values of a column look like, whatever its heading says."""

    EMPTY = "empty"
    PHONE = "phone"
    DATE = "date"
    NAME = "name"
    CODE = "code"
    NUMBER = "number"
    YES_NO = "yes_no"
    EMAIL = "email"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column: its heading, what it was taken for and why that may be wrong.

    `field` is None for a column nobody needs. `samples` are the first three values that are not blank,
    for the match page only (never a log). `filled` and `score` run from 0 to 1. `letter` is the
    spreadsheet's name of the column (A, B, ... AA). `family` is 0 for what is said once in a row; of several victims,
    suspects or offenses side by side it is which of them the column belongs to, 1 for the first.
    """

    index: int
    letter: str
    header: str
    field: Field | None = None
    role: Role = Role.VICTIM
    kind: PhoneKind = PhoneKind.OTHER
    score: float = 0.0
    samples: tuple[str, ...] = ()
    filled: float = 0.0
    looks: Looks = Looks.EMPTY
    date_order: DateOrder | None = None  # None: not a date, or needs none
    day_only: bool = False  # every time in this date column is midnight: the time means nothing
    family: int = 0


def people_of(columns: Iterable[ColumnMatch]) -> int:
    """How many victims one row may hold by its columns; 1 for an ordinary list."""
    named = (each.family for each in columns if each.role is Role.VICTIM and each.field in _NAMED_BY)
    return max(1, *named, 1)


@dataclass(frozen=True, slots=True)
class MappingGuess:
    """What the program makes of a file before anybody has confirmed it.

    `findings` are catalogue codes, each with the heading it is about ("" for the file). `preamble` and
    `rows_looked_at` count lines; `header_line` is the file's own line, 0 when the file has no headings.
    """

    columns: tuple[ColumnMatch, ...]
    signature: str
    header_line: int = 1
    findings: tuple[tuple[str, str], ...] = ()
    unsettled: frozenset[Screening] = frozenset()
    container: str = "csv"
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    hidden_sheets: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()
    hidden_rows: int = 0
    formula_cells: int = 0
    layout_name: str = ""  # the known layout this signature belongs to
    rows_looked_at: int = 0

    def columns_of(self, wanted: Field, role: Role = Role.VICTIM) -> tuple[ColumnMatch, ...]:
        """The columns taken for a field, in file order."""
        return tuple(column for column in self.columns if column.field is wanted and column.role is role)

    def has(self, wanted: Field, role: Role = Role.VICTIM) -> bool:
        return bool(self.columns_of(wanted, role))


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """One column of a settled layout, found again by its heading."""

    header: str
    field: Field
    role: Role = Role.VICTIM
    kind: PhoneKind = PhoneKind.OTHER
    date_order: DateOrder | None = None
    family: int = 0  # as in ColumnMatch


@dataclass(frozen=True, slots=True)
class SettledFact:
    """A screening fact the export has no column for, as a named supervisor stated it."""

    screening: Screening
    stated_by: str
    stated_on: date
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A column set-up a desk remembers; `signature` is the header signature it is recognised by."""

    name: str
    signature: str
    columns: tuple[LayoutColumn, ...]
    encoding: str = ""
    settled: tuple[SettledFact, ...] = field(default=())

    @property
    def settled_facts(self) -> frozenset[Screening]:
        return frozenset(fact.screening for fact in self.settled)


def layout_called(layouts: Iterable[Layout], name: str) -> Layout | None:
    """The set-up of that name, however it is capitalized."""
    return next((layout for layout in layouts if layout.name.casefold() == name.casefold()), None)


def layout_from_guess(
    guess: MappingGuess, name: str, *, settled: tuple[SettledFact, ...] = (), encoding: str = ""
) -> Layout:
    """What a supervisor confirmed, as a layout to keep; encoding "" means: decide per file."""
    columns = tuple(
        LayoutColumn(column.header, column.field, column.role, column.kind, column.date_order, column.family)
        for column in guess.columns
        if column.field is not None
    )
    return Layout(name, guess.signature, columns, encoding, settled)
