"""What one report says about one person: the facts rules read, and the candidate an import makes of a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from callback_desk.domain.phone import FoundPhone


class Role(StrEnum):
    """Who somebody is on a report. Role comes before kind: only a victim's own number may be rung."""

    VICTIM = "victim"
    REPORTER = "reporter"
    WITNESS = "witness"
    SUSPECT = "suspect"
    GUARDIAN = "guardian"
    OFFICER = "officer"
    CONTACT = "contact"
    AGENCY = "agency"
    OTHER = "other"


class VictimType(StrEnum):
    """NIBRS data element 25, `VictimCategoryCode`."""

    INDIVIDUAL = "I"
    BUSINESS = "B"
    FINANCIAL = "F"
    GOVERNMENT = "G"
    LAW_OFFICER = "L"
    OTHER = "O"
    RELIGIOUS = "R"
    SOCIETY = "S"
    UNKNOWN = "U"


ORGANIZATIONS = frozenset({VictimType.BUSINESS, VictimType.FINANCIAL, VictimType.GOVERNMENT, VictimType.RELIGIOUS})


class Sign(StrEnum):
    """Something in a row that stops or delays a call. Blank sign columns mean no sign."""

    DOMESTIC = "domestic"
    PROTECTION_ORDER = "protection_order"
    ADDRESS_CONFIDENTIAL = "address_confidential"
    DO_NOT_CALL = "do_not_call"
    ATTORNEY = "attorney"
    HATE_BIAS = "hate_bias"
    TRAFFICKING = "trafficking"
    HUMAN_SOURCE = "human_source"
    INTERNAL_AFFAIRS = "internal_affairs"
    OFFICER_INVOLVED = "officer_involved"
    UNDERCOVER = "undercover"
    GANG = "gang"
    DECEASED = "deceased"
    VICTIM_WITHDREW = "victim_withdrew"  # NIBRS exceptional clearance D
    PROSECUTION_DECLINED = "prosecution_declined"  # clearance B
    ALSO_SUSPECT = "also_suspect"  # victim is also suspect or arrestee on this report, or VO
    CAPACITY = "capacity"
    NEEDS_INTERPRETER = "needs_interpreter"
    MINOR = "minor"
    SERIOUS_INJURY = "serious_injury"  # NIBRS injury O I L B T U
    SUSPECT_NUMBER = "suspect_number"  # the number is also given for a suspect
    SUSPECT_ADDRESS = "suspect_address"
    SUSPECT_SURNAME = "suspect_surname"
    SHARED_NUMBER = "shared_number"  # the number is also given for another victim: a warning, not a stop
    REPEAT_VICTIM = "repeat_victim"


class Screening(StrEnum):
    """A fact an export may have no column for; then it is settled once per layout by a named supervisor."""

    DOMESTIC_SIGN = "domestic_sign"
    VICTIM_TYPE = "victim_type"
    CONDITION = "condition"


class CaseStatus(StrEnum):
    """What the export's status text amounts to. OPEN_ASSIGNED needs an investigator and an open status."""

    OPEN_ASSIGNED = "open_assigned"
    OPEN = "open"
    INACTIVE = "inactive"
    CLOSED = "closed"
    CLEARED = "cleared"
    RECOVERED = "recovered"
    BLANK = "blank"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """One person on one report, as read. Everything the eligibility rules may ask; no telephone, no name.

    Times are UTC. `reported_precision` is "minute", "day" or "month"; a month is never turned into its first day
    for reading aloud. `age` is the age at the report in whole years (from an age column or the birth date).
    """

    case_number: str
    offense_codes: tuple[str, ...] = ()  # NIBRS codes after mapping; empty: none known
    offense_text: str = ""  # as in the file
    reported_at: datetime | None = None
    reported_precision: str = "minute"
    occurred_at: datetime | None = None
    age: int | None = None
    birth_date: date | None = None
    victim_type: VictimType | None = None
    relationship: str = ""  # NIBRS two letters, or "" (no sign)
    signs: frozenset[Sign] = frozenset()
    status: CaseStatus = CaseStatus.BLANK
    status_text: str = ""
    investigator: str = ""
    language: str = ""  # ISO 639-1, or "" unknown
    has_contact_name: bool = False  # a business with a named person to ask for
    unsettled: frozenset[Screening] = frozenset()  # no column, and nobody has settled it for this layout


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as given. `display` is how it is said aloud: first name first; `sort` is last name first."""

    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    organization: str = ""
    original: str = ""

    @property
    def display(self) -> str:
        said = " ".join(part for part in (self.first, self.last) if part)
        return said or self.organization or self.original

    @property
    def sort(self) -> str:
        if self.last and self.first:
            return f"{self.last}, {self.first}"
        return self.last or self.first or self.organization or self.original

    @property
    def short(self) -> str:
        """First name and an initial: what may lie open on a shared screen before the card is."""
        if self.first and self.last:
            return f"{self.first} {self.last[0]}."
        return self.first or (self.last or self.organization or self.original)[:1] + "."


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a row stood: the file's own line (first line is 1), sheet "" for text files."""

    line: int
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One usable table row: a person on a case, before anybody has compared it with the desk.

    `phones` are the person's own numbers in column order; `other_numbers` are numbers of anybody else on the
    row with their role, kept only to find conflicts (a suspect's number) and never stored as callable.
    """

    place: RowPlace
    role: Role
    name: PersonName
    facts: ReportFacts
    phones: tuple[FoundPhone, ...] = ()
    other_numbers: tuple[tuple[Role, str], ...] = ()  # (role, E.164)
    address: str = ""
    district: str = ""
    email: str = ""
    offense_label: str = ""
    suspect_name: str = ""
    suspect_address: str = ""
    already: str = ""  # what the report says already, the line of `report_already.Already`
    warnings: tuple[str, ...] = ()  # codes of the problem catalogue, shown in the preview
    row_digest: str = ""  # SHA-256 over the row's cells: the same row twice adds nothing


class Pile(StrEnum):
    """Where a table row ends. rows_in is the sum of the six."""

    QUEUED = "queued"
    MERGED = "merged"
    DUPLICATE = "duplicate"
    HELD = "held"
    EXCLUDED = "excluded"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row is not queued: a catalogue code with place and column, never the cell's content."""

    place: RowPlace
    pile: Pile
    reason: str  # catalogue code, e.g. "offense_unknown"
    column: str = ""  # heading as in the file
    rule: str = ""  # rule id when a rule decided


@dataclass(frozen=True, slots=True)
class PhoneCounts:
    """Cells with a victim's number in a batch: numbers that can be rung, distinct ones, not diallable, blank."""

    diallable: int = 0
    distinct: int = 0
    undiallable: int = 0
    blank: int = 0


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """The sum that must add up: rows_in = queued + merged + duplicate + held + excluded + rejected.

    A table row of several victims counts once for each of them; `table_rows` is then how many rows of the file they
    came in, and 0 where every row was one person's.
    """

    rows_in: int = 0
    piles: dict[Pile, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    phones: PhoneCounts = field(default_factory=PhoneCounts)
    table_rows: int = 0

    def of(self, pile: Pile) -> int:
        return self.piles.get(pile, 0)

    @property
    def accounted(self) -> bool:
        return self.rows_in == sum(self.piles.values())
