"""How a try ended: the outcome table as data, with its AAPOR codes."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.measures import CaseClass
from callback_desk.domain.queue import CallbackState, ClaimTimes
from callback_desk.domain.rule_data import Dated, Fields


class Outcome(StrEnum):
    """Every way a try can end. The names stand in records and scripts and never change."""

    TALKED_ALL = "talked_all"
    TALKED_PART = "talked_part"
    ANOTHER_TIME = "another_time"
    NO_CALLS_WANTED = "no_calls_wanted"
    SOFT_REFUSAL = "soft_refusal"
    LANGUAGE_NO_INTERPRETER = "language_no_interpreter"
    CUT_OFF = "cut_off"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    MACHINE_NO_MESSAGE = "machine_no_message"
    MACHINE_MESSAGE = "machine_message"
    NOT_IN_SERVICE = "not_in_service"
    WRONG_NUMBER = "wrong_number"
    SOMEONE_ELSE = "someone_else"
    UNSAFE = "unsafe"
    NOT_THE_PERSON = "not_the_person"
    AWAY = "away"
    DECEASED = "deceased"
    UNABLE = "unable"
    SOMETHING_WRONG = "something_wrong"
    NOT_DIALED = "not_dialed"
    DANGER = "danger"


class Follow(StrEnum):
    """What an outcome does next, before limits and hours are asked."""

    REVIEW = "review"
    DONE = "done"
    HELD = "held"
    APPOINTMENT = "appointment"
    NEXT_TRY = "next_try"
    BUSY_AGAIN = "busy_again"
    SOFT_REFUSAL = "soft_refusal"
    LATER = "later"  # away: after `delay_days`, or at the time they named
    INTERRUPTED = "interrupted"
    NOT_DIALED = "not_dialed"


#: Where a callback stands after a step, before limits and hours are asked: exactly one state for each.
STATE_AFTER: Mapping[Follow, CallbackState] = MappingProxyType(
    {
        Follow.REVIEW: CallbackState.REVIEW,
        Follow.DONE: CallbackState.DONE,
        Follow.HELD: CallbackState.HELD,
        Follow.APPOINTMENT: CallbackState.WAITING,
        Follow.NEXT_TRY: CallbackState.WAITING,
        Follow.BUSY_AGAIN: CallbackState.WAITING,
        Follow.SOFT_REFUSAL: CallbackState.HELD,
        Follow.LATER: CallbackState.WAITING,
        Follow.INTERRUPTED: CallbackState.INTERRUPTED,
        Follow.NOT_DIALED: CallbackState.CLAIMED,
    }
)


class SupervisorTask(StrEnum):
    """What somebody has to do because of an outcome. Each has a sentence in the interface."""

    NONE = "none"
    ALERT = "alert"  # danger: now
    DECIDE_SAFETY = "decide_safety"
    DECIDE = "decide"
    SOFT_REFUSAL_OK = "soft_refusal_ok"
    FIND_INTERPRETER = "find_interpreter"
    CHECK_NUMBER = "check_number"
    TELL_INVESTIGATOR = "tell_investigator"
    CHECK_CASE = "check_case"
    WISH_OUTSIDE_SHIFTS = "wish_outside_shifts"
    NO_HOUR = "no_hour"


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """One row of the table.

    `aapor` is the final code this outcome stands for if nothing better follows; `kind` its class by our convention
    (a report proves that the person exists, so a dead number is a non-contact), `strict_kind` by AAPOR's own table.
    `counts`: the try counts against the limits. `answered`: a human being spoke. `message_left` is our own flag:
    open implementations disagree on 2.221 and 2.222, so 2.22 is what leaves the house.
    """

    outcome: Outcome
    aapor: str
    kind: CaseClass
    strict_kind: CaseClass
    screen: str
    follow: Follow
    sentence: str
    counts: bool = True
    answered: bool = False
    message_left: bool = False
    closes_number: bool = False
    do_not_contact: bool = False
    takes_appointment: bool = False
    task: SupervisorTask = SupervisorTask.NONE
    delay_min: int = 0
    delay_days: int = 0
    note: bool = False  # a few words about it are needed

    def lacks_note(self, note: str, tips: Sized) -> bool:
        """Whether this ending needs a few words about it, and the call brought none."""
        return self.note and not note.strip() and not tips

    @property
    def state(self) -> CallbackState:
        """The one state it leads to; limits may end it earlier, an agreed time brings it back."""
        return STATE_AFTER[self.follow]

    @property
    def final(self) -> bool:
        """Nobody calls again because of it alone; a supervisor may still decide otherwise."""
        return self.state in (CallbackState.REVIEW, CallbackState.DONE, CallbackState.HELD)

    @property
    def eligible(self) -> bool:
        """By our convention: the person belongs to those who were to be asked (research 4.3)."""
        return self.kind is not CaseClass.NOT_ELIGIBLE


@dataclass(frozen=True, slots=True)
class OutcomeTable:
    """Every outcome has exactly one row. `says` holds the sentences of what limits and hours decide."""

    version: str
    effective: date
    rows: Mapping[Outcome, OutcomeRule]
    says: Mapping[str, str]
    data: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)

    def rule(self, outcome: Outcome | str) -> OutcomeRule:
        """Raises DeskBug for a name that is not an outcome."""
        try:
            return self.rows[Outcome(outcome)]
        except ValueError:
            raise DeskBug(f"not an outcome: {outcome[:40]}") from None

    def kind_of(self, outcome: Outcome | str, *, strict: bool = False) -> CaseClass:
        """The AAPOR class for the rates; both conventions are reported side by side."""
        rule = self.rule(outcome)
        return rule.strict_kind if strict else rule.kind

    @classmethod
    def from_dict(cls, data: Mapping[str, object], place: str = "outcomes") -> OutcomeTable:
        """Raises RulesRefused: an outcome missing or twice, a row that contradicts itself."""
        fields = Fields(data, place)
        head = Dated.from_fields(fields)
        rows: dict[Outcome, OutcomeRule] = {}

        def read(entry: Fields) -> None:
            rule = _outcome_rule(entry)
            if rule.outcome in rows:
                raise entry.refuse("outcome", "This outcome is here twice.")
            rows[rule.outcome] = rule

        fields.each("outcome", "outcome", read)
        said = fields.table("says")
        says = {key: said.text(key) for key in SAYS}
        said.done()
        fields.done()
        missing = [str(outcome) for outcome in Outcome if outcome not in rows]
        if missing:
            raise fields.refuse("outcome", f"The outcome {missing[0]} is missing.")
        return cls(head.version, head.effective, rows, says, dict(data))


SAYS = (
    "next_number",
    "busy_again",
    "another_day",
    "appointment",
    "appointment_moved",
    "attempts_used",
    "numbers_used",
    "stop_date",
    "refused_twice",
    "no_hour",
)


def _outcome_rule(entry: Fields) -> OutcomeRule:
    rule = OutcomeRule(
        outcome=entry.word("outcome", Outcome),
        aapor=entry.text("aapor"),
        kind=entry.word("class", CaseClass),
        strict_kind=entry.word("strict_class", CaseClass),
        screen=entry.text("screen"),
        follow=entry.word("follow", Follow),
        sentence=entry.text("sentence"),
        counts=entry.flag("counts", True),
        answered=entry.flag("answered", False),
        message_left=entry.flag("message_left", False),
        closes_number=entry.flag("closes_number", False),
        do_not_contact=entry.flag("do_not_contact", False),
        takes_appointment=entry.flag("takes_appointment", False),
        task=entry.word("task", SupervisorTask, SupervisorTask.NONE),
        delay_min=entry.whole("delay_min", 0, 24 * 60, 0),
        delay_days=entry.whole("delay_days", 0, 365, 0),
        note=entry.flag("note", False),
    )
    if entry.has("source"):
        entry.text("source")
    final = rule.follow in (Follow.DONE, Follow.HELD)
    if rule.do_not_contact and not final:
        raise entry.refuse("do_not_contact", "Who must not be contacted cannot be tried again.")
    if rule.follow is Follow.HELD and rule.task is SupervisorTask.NONE:
        raise entry.refuse("task", "What is held needs somebody's task.")
    if rule.follow is Follow.BUSY_AGAIN and not rule.delay_min:
        raise entry.refuse("delay_min", "How many minutes until busy is tried again?")
    if rule.follow in (Follow.SOFT_REFUSAL, Follow.LATER) and not rule.delay_days:
        raise entry.refuse("delay_days", "How many days until the next try?")
    if rule.follow is Follow.NOT_DIALED and rule.counts:
        raise entry.refuse("counts", "What was not dialed does not count.")
    return rule


@dataclass(frozen=True, slots=True)
class CallLimits:
    """How often and how long; numbers of the settled decisions, which an agency may tighten."""

    attempts_person: int
    attempts_number: int
    rounds_week: int
    messages_person: int
    status_fresh_days: int
    claim: ClaimTimes
    version: str = ""

    @property
    def lease(self) -> timedelta:
        return self.claim.lease

    @classmethod
    def from_fields(cls, fields: Fields, version: str = "") -> CallLimits:
        """Raises RulesRefused: more than our own ceiling, or a lease that a missed heartbeat would end."""
        made = cls(
            attempts_person=fields.whole("attempts_person", 1, 6),
            attempts_number=fields.whole("attempts_number", 1, 3),
            rounds_week=fields.whole("rounds_week", 1, 3),
            messages_person=fields.whole("messages_person", 0, 1),
            status_fresh_days=fields.whole("status_fresh_days", 0, 7),
            claim=ClaimTimes(
                timedelta(seconds=fields.whole("lease_s", 30, 600)),
                timedelta(seconds=fields.whole("heartbeat_s", 5, 300)),
                timedelta(minutes=fields.whole("unstarted_min", 1, 60)),
            ),
            version=version,
        )
        if made.attempts_number > made.attempts_person:
            raise fields.refuse("attempts_number", "A number cannot be tried more often than its person.")
        if made.claim.heartbeat * 3 > made.claim.lease:
            raise fields.refuse("heartbeat_s", "The lease must outlast three heartbeats.")
        return made
