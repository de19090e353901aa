"""A call from card to finish: what the volunteer may see, what is kept, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from callback_desk.domain.concerns import ConcernKind
from callback_desk.domain.follow_ups import InvestigatorAsks
from callback_desk.domain.ids import AttemptId, CallbackId, CallId, PhoneId, ScriptSha
from callback_desk.domain.incident import CaseStatus, PersonName
from callback_desk.domain.phone import PhoneKind
from callback_desk.domain.safe_times import ANY_TIME, SafeTimes
from callback_desk.domain.tip import NewTip

#: The script's question *May we call again?*, and its no.
NO_MORE_CALLS = ("call_again", "no")
# Who answers so cannot go on: the call ends as by the key *Very upset*, with a person who was told.
TOO_UPSET = frozenset({("how_are_you", "stop"), ("still_all_right", "stop")})


class CallState(StrEnum):
    OPEN = "open"
    INTERRUPTED = "interrupted"
    REVIEW = "review"
    RETURNED = "returned"
    SIGNED = "signed"
    ENDED = "ended"  # nobody was reached, or nothing is left to check
    WITHDRAWN = "withdrawn"  # "I did not dial"


class VoicemailPolicy(StrEnum):
    """What may be left on a machine (research, section 2.2). Never the offense, never the case number."""

    NONE = "none"
    NAME_ONLY = "name_only"
    NAME_AND_CALLBACK = "name_and_callback"


@dataclass(frozen=True, slots=True)
class SafeContact:
    """What was agreed about reaching this person. Nothing agreed means: leave no message."""

    sentence: str = ""
    voicemail: VoicemailPolicy = VoicemailPolicy.NONE
    only_phone: PhoneId | None = None
    confirmed_on: date | None = None
    times: SafeTimes = ANY_TIME


@dataclass(frozen=True, slots=True)
class CardPhone:
    """A number on the card before the dial: kind and local time, not the number itself."""

    id: PhoneId
    kind: PhoneKind
    note: str = ""
    zone: str = ""  # IANA name the hour is judged by
    tries: int = 0
    closed: str = ""  # why it is not rung again, "" when it may be


@dataclass(frozen=True, slots=True)
class PastTry:
    at: datetime
    outcome: str
    kind: PhoneKind


@dataclass(frozen=True, slots=True)
class CallCard:
    """What a volunteer sees of a claimed callback. No offense, case number or status: those are behind the checks."""

    callback_id: CallbackId
    fence: int
    lease_until: datetime
    name: PersonName
    phones: tuple[CardPhone, ...]
    language: str = ""
    safe_contact: SafeContact = field(default_factory=SafeContact)
    tries: tuple[PastTry, ...] = ()
    why_now: str = ""
    promised_at: datetime | None = None
    promise_note: str = ""
    case_count: int = 1
    interrupted_call: CallId | None = None
    they_rang: bool = False  # they are on the line: nothing is dialed


@dataclass(frozen=True, slots=True)
class StartedCall:
    """The attempt is on record; only now is there a number to dial."""

    call_id: CallId
    attempt_id: AttemptId
    callback_id: CallbackId
    fence: int
    phone_id: PhoneId
    dial_text: str  # as dialled from this desk: "9 1 312 555 0142"
    started_at: datetime
    script_sha: ScriptSha
    xform: str  # the script's XForm, as published
    facts: Mapping[str, str]  # what may be known before the checks: first_name, full_name, agency ...
    language: str = "en"
    draft: str = ""  # saved state of an interrupted call, "" for a new one
    typed: str = ""  # what was typed and not yet kept when it was interrupted
    alert: ConcernKind | None = None  # danger or distress of which nobody was told yet
    urgent_told: int = 0  # of how many urgent lines a person was told
    alert_told: bool = False  # a person was told of danger or distress in this call
    keepers: tuple[str, ...] = ()  # who may keep a promise: the caller first, then the supervisors
    late: str = ""  # words that came from another window after its claim had gone


class Gate(StrEnum):
    """The two checks a script cannot skip."""

    SAFE = "safe"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class CaseCard:
    """Case facts of a callback, read from the desk only after the person check. Logged as record.reveal."""

    case_number: str
    offense_plain: str
    offense_codes: tuple[str, ...]
    reported_at: datetime | None
    reported_precision: str
    status: CaseStatus
    status_phrase: str  # from the approved list; "" when the facts are too old to be read aloud
    as_of: date | None
    facts: Mapping[str, str]  # the same as the script's case facts, by name
    asks: tuple[InvestigatorAsks, ...] = ()  # what an investigator wants to know, the oldest first

    @property
    def asks_next(self) -> InvestigatorAsks | None:
        """The oldest question that was not put in this call yet."""
        return next((one for one in self.asks if not one.asked), None)


@dataclass(frozen=True, slots=True)
class CallDraft:
    """The whole of a call in progress. `state` is the navigator's JSON; `typed` is the unfinished line."""

    state: str
    typed: str = ""
    language: str = "en"
    answered: int = 0
    left_question: str = ""  # set when a question was left: one answer.save event


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it counts at the end: question name, repeat index (0 outside), value, stage."""

    question: str
    value: str
    index: int = 0
    stage: str = ""


@dataclass(frozen=True, slots=True)
class NewRating:
    """One service answer. `value` is the choice name; `wording` the version that was read aloud."""

    item: str
    value: str
    wording: str


@dataclass(frozen=True, slots=True)
class Promise:
    text: str
    owner: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CallResult:
    """Everything a finished call brings back, in one piece."""

    outcome: str
    note: str = ""
    message_left: bool = False
    answers: tuple[Answer, ...] = ()
    tips: tuple[NewTip, ...] = ()
    ratings: tuple[NewRating, ...] = ()
    consents: Mapping[str, str] = field(default_factory=dict)  # part -> "yes" / "no" / ""
    promises: tuple[Promise, ...] = ()
    next_at: datetime | None = None  # the time the person asked for, UTC
    next_firm: bool = True  # to the minute; False: a wish, about then
    next_note: str = ""
    language: str = "en"
    state: str = ""
    do_not_call: bool = False
    contact: SafeContact | None = None  # agreed in this call; None leaves what was agreed before

    @property
    def wants_no_calls(self) -> bool:
        """However the call ended: who said "no more calls" is not called again."""
        return self.do_not_call or any((one.question, one.value) == NO_MORE_CALLS for one in self.answers)

    @property
    def too_upset(self) -> bool:
        """The script's own answers say that the person could not go on."""
        return says_too_upset(self.answers)


def says_too_upset(answers: Iterable[Answer]) -> bool:
    """Whether one of these answers ends a call because the person cannot go on."""
    return any((one.question, one.value) in TOO_UPSET for one in answers)
