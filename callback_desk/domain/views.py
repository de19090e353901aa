"""What lists and pages show: frozen rows, no live objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from callback_desk.domain.board_views import ShiftAhead
from callback_desk.domain.call import CallState
from callback_desk.domain.ids import BatchId, CallbackId, CallId, CaseId, LikenessId, TipId
from callback_desk.domain.incident import BatchCounts, PersonName
from callback_desk.domain.notes import Pinned
from callback_desk.domain.property_facts import PropertyFact
from callback_desk.domain.quality import Check
from callback_desk.domain.tip import Tip


class ShownState(StrEnum):
    """The chip beside a person (design section 5)."""

    DUE = "due"
    READY = "ready"
    LATER = "later"
    IN_CALL = "in_call"
    INTERRUPTED = "interrupted"
    TO_DECIDE = "to_decide"
    TO_CHECK = "to_check"
    DONE = "done"
    NOT_CALLED = "not_called"
    WITHDRAWN = "withdrawn"


class Tab(StrEnum):
    EVERYONE = "everyone"
    DUE_TODAY = "due_today"
    TO_DECIDE = "to_decide"
    WAITING_LONG = "waiting_long"
    NOT_CALLED = "not_called"
    # the people behind a number of the board: shown while it is asked for
    READY = "ready"
    LATER = "later"
    MISSED = "missed"
    TOO_OLD_SOON = "too_old_soon"
    INTERRUPTED = "interrupted"
    BLOCKED_BY = "blocked_by"  # by one reason
    TRIED_TODAY = "tried_today"
    REACHED_TODAY = "reached_today"
    NEWS_TODAY = "news_today"


@dataclass(frozen=True, slots=True)
class ListFilter:
    """One question to the call list. `text` is words of a name in any order, a case number or a telephone number.

    `reason` goes with Tab.BLOCKED_BY; `before` (UTC) and `asleep` (first and last zones of people whose numbers all
    lie where it is no decent hour) and `resting` (ids of people who named other hours than this one) are filled in by
    the use cases for the tabs that count by them.
    """

    tab: Tab = Tab.EVERYONE
    text: str = ""
    states: frozenset[str] = frozenset()
    offense: str = ""
    sort: str = "name"  # name, reported, next_try, tries
    descending: bool = False
    reason: str = ""
    before: datetime | None = None
    asleep: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    resting: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ListRow:
    id: CallbackId
    name: str  # last name first
    offense: str
    reported_at: datetime | None
    state: str
    shown: ShownState
    ready_at: datetime | None
    tries: int
    reason: str = ""
    claimed_by: str = ""
    waits_for_hours: bool = False  # nothing else stops this call; `ready_at` is when it is decent, None when never
    cases: tuple[str, ...] = ()
    promised_at: datetime | None = None
    found_by: str = ""  # the case number or telephone number a search found, "" for a name


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One callback as `queue --json` gives it: ids and numbers, no name."""

    id: CallbackId
    state: str
    case_numbers: tuple[str, ...]
    phones: tuple[str, ...]  # E.164
    reason: str


@dataclass(frozen=True, slots=True)
class BlockedBy:
    """How many people one rule or reason keeps from being rung, in words."""

    reason: str
    sentence: str
    count: int
    when: str = ""


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """Numbers of the shift page and the board. `next_at` is when the next person becomes callable, UTC."""

    due: int = 0
    ready: int = 0
    later: int = 0
    blocked: int = 0
    next_at: datetime | None = None
    next_count: int = 0
    by_state: dict[str, int] = field(default_factory=dict)
    blocked_by: tuple[BlockedBy, ...] = ()


@dataclass(frozen=True, slots=True)
class PromiseLine:
    callback_id: CallbackId
    at: datetime
    short_name: str
    note: str


@dataclass(frozen=True, slots=True)
class InterruptedCall:
    """A call its own caller may go on with. `missing` is what a supervisor asks for, "" when it was cut off.

    `kept` counts what comes back, and repeats nothing of it.
    """

    call_id: CallId
    short_name: str
    missing: str = ""
    called_at: datetime | None = None
    kept: str = ""


@dataclass(frozen=True, slots=True)
class ShiftView:
    """Everything of *My shift* in one reading. Names are short: other people see this screen."""

    counts: QueueCounts
    promises: tuple[PromiseLine, ...]
    records_as_of: date | None
    last_sign_in: datetime | None
    failed_since: int
    my_interrupted: tuple[InterruptedCall, ...] = ()
    note: str = ""
    note_by: str = ""
    numbers_shown_today: int = 0
    pinned: tuple[Pinned, ...] = ()
    break_after: CallId | None = None  # the hard call after which a break is offered


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class OtherPerson:
    """Somebody else on the list who has something to do with this one. `callback_id` None: nobody to call."""

    name: str
    words: str  # what they share, how they stand
    callback_id: CallbackId | None = None


@dataclass(frozen=True, slots=True)
class MaybeSame:
    """Who this may be, with the reasons in words: "Name spelled alike, same birth date"."""

    id: LikenessId
    name: str
    case_numbers: tuple[str, ...]
    words: str
    standing: str  # the state of the other one, in words


@dataclass(frozen=True, slots=True)
class WhyView:
    """Why this person is or is not called: the sentences of the objects that decide."""

    id: CallbackId
    name: PersonName
    case_numbers: tuple[str, ...]
    offense: str
    state: str
    shown: ShownState
    sentence: str
    stopped: tuple[tuple[str, str], ...] = ()  # (sentence, which rule)
    passed: tuple[str, ...] = ()
    next_try: str = ""
    phones: tuple[str, ...] = ()  # as on the card, E.164
    history: tuple[HistoryLine, ...] = ()
    may_release: bool = False
    level: str = ""  # callable, held or excluded, as the rules say now
    rule: str = ""  # the id of the rule that decided, "" when none stops
    rule_version: str = ""  # of the rules, and of that rule: "eligibility-2026.2/1"
    maybe_same: tuple[MaybeSame, ...] = ()
    others: tuple[OtherPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A finished call in the list on the left of *Review*."""

    call_id: CallId
    name: str
    offense: str
    state: CallState
    new_count: int
    urgent: bool
    complaint: bool
    ended_at: datetime
    volunteer: str
    chosen: bool = False  # read before it is signed off: drawn, or for a reason
    concern: bool = False  # danger, distress, a complaint, something felt wrong; not taken back
    own: bool = False  # of the supervisor who looks: another one signs it off
    investigator: str = ""  # whom the records system names for the case of a sheet to be made, "" for nobody

    @property
    def quiet(self) -> bool:
        """May be signed off with others, unopened."""
        return not (self.new_count or self.chosen or self.concern or self.own)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of *Was the call sound?*"""

    passed: bool
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CaseRef:
    id: CaseId
    number: str
    offense_plain: str
    offense_codes: tuple[str, ...]
    district: str
    reported_at: datetime | None
    investigator: str


@dataclass(frozen=True, slots=True)
class ReviewCall:
    """A finished call to read before signing off. Service answers are not part of it for an investigator."""

    call_id: CallId
    callback_id: CallbackId
    name: PersonName
    cases: tuple[CaseRef, ...]
    volunteer: str
    started_at: datetime
    ended_at: datetime
    state: CallState
    outcome: str
    note: str
    script_title: str
    script_version: str
    language: str
    tips: tuple[Tip, ...]
    checks: tuple[CheckLine, ...]
    concerns: tuple[str, ...] = ()
    wants_statement: bool = False
    phone: str = ""
    phone_kind: str = ""
    safe_sentence: str = ""
    why_read: tuple[str, ...] = ()  # sentences; empty for one that was not chosen
    signs: tuple[str, ...] = ()  # what the answers show, a sentence each; never a verdict
    complaint: bool = False  # its words stand on a sheet of their own, for whom it is
    own: bool = False
    scored: tuple[Check, ...] = ()  # newest first
    articles: Mapping[TipId, tuple[PropertyFact, ...]] = field(default_factory=dict)  # of lines about property


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One import in the history, newest first."""

    id: BatchId
    label: str
    file_name: str
    imported_at: datetime
    by: str
    counts: BatchCounts
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BoardItem:
    """One verb waiting for the supervisor; `page` is where its button leads, `days_late` a complaint's."""

    kind: str
    count: int
    title: str
    detail: str
    button: str
    page: str
    since: datetime | None = None
    danger: bool = False
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class BoardView:
    items: tuple[BoardItem, ...]
    counts: QueueCounts
    people: int
    waiting_long: int
    promises_missed: int
    too_old_soon: int
    tries_today: int
    reached_today: int
    with_news_today: int
    at_the_desks: tuple[tuple[str, str], ...]
    records_as_of: date | None
    shifts_ahead: tuple[ShiftAhead, ...] = ()
    pinned: tuple[Pinned, ...] = ()
    note: str = ""  # from the last shift
    note_by: str = ""
    news_overdue: int = 0  # finished calls with new information that have waited too long for a supervisor
