"""An import on its way: what a row was judged to be, what the preview shows, what the batch will do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from callback_desk.domain.incident import BatchCounts, Candidate, Pile, ReportFacts


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What the rules say of one row before it is compared with others. `level` is 0 callable, 1 held, 2 excluded."""

    level: int
    reason: str = ""
    rule: str = ""
    rule_version: str = ""
    column: str = ""
    ready_at: datetime | None = None  # UTC, inside calling hours; None when the row is not callable


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A candidate with its verdict, its plain offense and the keys it is compared by."""

    candidate: Candidate
    verdict: RowVerdict
    offense_plain: str
    address_key: str
    link_key: str
    suspect_key: str
    suspect_address_key: str
    street: str
    zones: tuple[tuple[str, ...], ...] = ()  # one for each of the candidate's phones


@dataclass(frozen=True, slots=True)
class ToJudge:
    """A row whose facts changed by comparison: a sign was added, or the person has more reports than one.

    `facts` are the row's own, and behind them what earlier imports said of this person: a later, looser row never
    opens what an earlier one closed.
    """

    row_id: int
    facts: tuple[ReportFacts, ...]
    diallable: bool
    reports_12_months: int
    zones: tuple[tuple[str, ...], ...] = ()  # of the first number that can be rung


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One line of a pile in the preview. The name is shown to the supervisor who imports, and never logged."""

    line: int
    sheet: str
    pile: Pile
    name: str
    reason: str
    column: str = ""
    rule: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How many rows of a pile have one reason."""

    pile: Pile
    reason: str
    rows: int


@dataclass(frozen=True, slots=True)
class Preview:
    """All piles and the first rows of each, worst reasons first. Nothing has been imported.

    `no_rows` counts lines of the file that are no rows and not blank: totals, footers, headings that stand there again.
    """

    counts: BatchCounts
    rows: tuple[PreviewRow, ...] = ()
    major_change: str = ""  # "" or what changed against the last import of this layout
    people_new: int = 0
    seconds: float = 0.0
    signs: dict[str, int] = field(default_factory=dict)
    no_rows: int = 0
    reasons: tuple[ReasonCount, ...] = ()  # the commonest first; none for the rows that are to be called


@dataclass(frozen=True, slots=True)
class SharedNumbers:
    """How many numbers stand for more than one person of a file, and for how many people in all.

    `examples` are the first of them: the line of each person, in the file's order. Two people may have two numbers in
    common, and two people may stand in one row. No number, no name.
    """

    numbers: int = 0
    people: int = 0
    examples: tuple[tuple[int, ...], ...] = ()
