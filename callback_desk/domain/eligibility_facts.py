"""What a question of an eligibility rule looks at, and what a rule may say to it (see `eligibility_questions`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from callback_desk.domain.incident import ReportFacts
from callback_desk.domain.offenses import OffenseTable


class RuleTest(StrEnum):
    """The questions. A rule names one of them."""

    OFFENSE_KNOWN = "offense_known"
    OFFENSE_LEVEL = "offense_level"
    SIGN = "sign"
    RELATIONSHIP = "relationship"
    RELATIONSHIP_ELSEWHERE = "relationship_elsewhere"
    RELATIONSHIP_UNKNOWN = "relationship_unknown"
    VICTIM_TYPE = "victim_type"
    NO_CONTACT_NAME = "no_contact_name"
    AGE_UNDER = "age_under"
    AGE_FROM = "age_from"
    AGE_CONFLICT = "age_conflict"
    OPEN_ASSIGNED = "open_assigned"
    STATUS_UNKNOWN = "status_unknown"
    OUTCOME_TYPE = "outcome_type"
    REPORT_DATE_MISSING = "report_date_missing"
    REPORT_DATE_AHEAD = "report_date_ahead"
    AGE_MISSING = "age_missing"
    NO_NUMBER = "no_number"
    TOO_OLD = "too_old"
    TOO_NEW = "too_new"
    FACTS_OLD = "facts_old"
    UNSETTLED = "unsettled"
    DO_NOT_CONTACT = "do_not_contact"
    HARD_REFUSAL = "hard_refusal"
    CASE_HOLD = "case_hold"
    SAFETY_STOP = "safety_stop"
    MAYBE_SAME = "maybe_same"
    REPEAT_VICTIM = "repeat_victim"


@dataclass(frozen=True, slots=True)
class CaseHold:
    """Somebody said: do not call about this case for now. `until` None means until it is taken away."""

    reason: str
    case_number: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the desk itself knows of a person, across cases. `reports_12_months` counts this one too.

    `maybe_same`: an import found somebody here who may be this person, and nobody has said yet whether it is so.
    """

    do_not_contact: bool = False
    hard_refusal: bool = False
    safety_stop: bool = False
    maybe_same: bool = False
    holds: tuple[CaseHold, ...] = ()
    reports_12_months: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One person on one report, and everything a test may look at."""

    facts: ReportFacts
    phones_diallable: bool
    offenses: OffenseTable
    now: datetime
    person: PersonFacts
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A test that applies. `what` fills "{what}" in the rule's sentence; `at` is the moment a wait ends."""

    what: str = ""
    at: datetime = datetime.min  # noqa: DTZ901  # never compared: only a test that waits is asked for it


@dataclass(frozen=True, slots=True)
class Params:
    """What a rule gives its question: words of a closed set, an amount, the offense codes it is limited to."""

    words: frozenset[str] = frozenset()
    amount: int = 0
    offenses: frozenset[str] = frozenset()


YES = Hit()
Ask = Callable[[Question, Params], Hit | None]


@dataclass(frozen=True, slots=True)
class Asking:
    """How a test is asked and what its rules may say.

    `words`: the words a rule may use, None when it takes none. `must_cover`: words some rule must use. `needed`:
    it asks for a fact nobody may do without, so no release lifts it. `of_person`: it speaks of the person.
    `fills` and `fills_passed`: it fills "{what}" in the sentence that stops, in the one that does not. `least`: no
    rule says a smaller amount. `more_is_looser`: which way an amount opens calls.
    """

    ask: Ask
    words: frozenset[str] | None = None
    amount: bool = False
    required: bool = True
    must_cover: frozenset[str] = frozenset()
    needed: bool = False
    waits: bool = False
    of_person: bool = False
    fills: bool = False
    fills_passed: bool = False
    least: int = 0
    more_is_looser: bool = True
    passed_with: Callable[[Question], Hit | None] = lambda _question: YES  # None: nothing to say
