"""Desks with months of random work, written straight into their tables, and the same work as plain values.

What the program makes of it is compared with `plain_figures`, which reads the plain values alone. Everybody is nobody:
people are numbers, their telephone numbers are 555-01xx, and no line has a word of anybody.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tests.use_cases.made_desks import CARMEN, RUTH, SERGEANT

ZONE: Final = ZoneInfo("America/Chicago")
#: Scales of the shipped questions, best first, as `resources/ratings/core-v1.md` says them.
EASE = ("very_easy", "fairly_easy", "neither", "fairly_difficult", "very_difficult")
SATISFIED = ("very_satisfied", "fairly_satisfied", "neither", "fairly_dissatisfied", "very_dissatisfied")
AGREE = ("strongly_agree", "agree", "neither", "disagree", "strongly_disagree")
AGAIN = ("yes", "probably", "no")
SCALES: Final[Mapping[str, tuple[str, ...]]] = {
    "reach": EASE,
    "response_time": SATISFIED,
    "listened": AGREE,
    "explained": AGREE,
    "respect": AGREE,
    "actions": SATISFIED,
    "informed": SATISFIED,
    "report_again": AGAIN,
    "whole": SATISFIED,
}
_TALKS = ("talked_all", "talked_part")
_ENDS = (
    *("talked_all",) * 8,
    *("talked_part",) * 3,
    *("no_answer",) * 5,
    *("machine_no_message",) * 3,
    *("another_time", "no_calls_wanted", "soft_refusal", "language_no_interpreter", "cut_off", "busy"),
    *("machine_message", "not_in_service", "wrong_number", "someone_else", "unsafe", "not_the_person", "away"),
    *("deceased", "unable", "something_wrong", "danger", "not_dialed"),
)
_AREAS = ("North", "South", "east", "")
_OFFENSES = ("Burglary", "Burglary", "Motor vehicle theft", "robbery", "")
_PROMPTS = ("new_property", "cameras", "witnesses", "")
_ZONES = ('["America/New_York"]', '["America/Denver"]', '["America/Chicago", "America/Denver"]', "")


@dataclass
class Line:
    """One line of what is new: when each of its writings was kept, and what was said of the newest."""

    prompt: str
    kept: list[datetime]
    answers: list[tuple[str, date]] = field(default_factory=list)


@dataclass
class Result:
    outcome: str
    wording: str
    ratings: dict[str, str]


@dataclass
class Call:
    id: int
    started: datetime
    ended: datetime | None
    state: str
    state_at: datetime
    results: list[Result]
    lines: list[Line]


@dataclass
class Try:
    at: datetime
    caller: str
    zones: str
    ends: list[str]
    call: Call | None


@dataclass
class Said:
    """What one report says of a person."""

    reported: datetime | None
    area: str
    language: str
    age: int | None
    born: date | None


@dataclass
class Callback:
    id: int
    victim: int
    hidden: bool  # it came with an import that was taken back
    created: datetime
    state: str
    promised: bool
    offense: str
    language: str  # of the person
    reports: list[Said]
    tries: list[Try]


@dataclass
class Concern:
    kind: str
    raised: datetime
    routed: datetime | None
    acknowledged: datetime | None
    withdrawn: bool


@dataclass
class Form:
    channel: str
    day: date
    answers: dict[str, str]
    taken_back: bool


@dataclass
class Work:
    """Everything that was ever done at one desk, up to `now`."""

    now: datetime
    callbacks: list[Callback] = field(default_factory=list)
    concerns: list[Concern] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.now.astimezone(ZONE).date()


class Maker:
    """Draws the work of one desk from one number."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        today = date(2026, 2, 1) + timedelta(days=self.chance.randrange(500))
        now = datetime(today.year, today.month, today.day, 15, 30, tzinfo=ZONE)
        self.work = Work(now.astimezone(UTC))
        self.begun = self.work.now - timedelta(days=self.chance.choice((40, 200, 420, 600)))
        self._calls = 0
        self._liked = self.chance.random()

    def make(self, people: int) -> Work:
        for victim in range(1, people + 1):
            self._victim(victim)
        for _ in range(self.chance.randrange(people // 3 + 2) if people else 0):
            self._concern()
        for _ in range(self.chance.choice((0, 3, 30, 60))):
            day = self._later(self.begun).astimezone(ZONE).date()
            answers = self._answers(1.0)
            if answers:
                self.work.forms.append(Form(self.chance.choice(("card", "web")), day, answers, self._rare()))
        return self.work

    def _rare(self) -> bool:
        return self.chance.random() < 0.08

    def _moment(self, day: date) -> datetime:
        """A minute of a day of the desk, the first and the last hours more often than they are worked."""
        hour = self.chance.choice((0, 9, 10, 11, 12, 13, 16, 17, 18, 19, 23))
        local = datetime(day.year, day.month, day.day, hour, self.chance.randrange(60), self.chance.randrange(60))
        return local.replace(tzinfo=ZONE).astimezone(UTC)

    def _later(self, since: datetime) -> datetime:
        """Some moment between then and now."""
        days = max(0, (self.work.now - since).days)
        found = self._moment((since + timedelta(days=self.chance.randrange(days + 1))).astimezone(ZONE).date())
        return min(max(found, since + timedelta(minutes=5)), self.work.now)

    def _soon(self, since: datetime, most_days: int) -> datetime:
        day = (since + timedelta(days=self.chance.randrange(most_days + 1))).astimezone(ZONE).date()
        return min(max(self._moment(day), since + timedelta(minutes=5)), self.work.now)

    def _victim(self, victim: int) -> None:
        language = self.chance.choice(("", "", "en", "es", "vi"))
        created, hidden = self._later(self.begun), self._rare()
        self._callback(victim, language, created, hidden=hidden)
        while not hidden and self.work.callbacks[-1].state == "done" and self.chance.random() < 0.3:
            self._callback(victim, language, self._later(created), hidden=False)

    def _callback(self, victim: int, language: str, created: datetime, *, hidden: bool) -> None:
        made = Callback(
            id=len(self.work.callbacks) + 1,
            victim=victim,
            hidden=hidden,
            created=created,
            state="waiting",
            promised=self._rare(),
            offense=self.chance.choice(_OFFENSES),
            language=language,
            reports=[self._said(created) for _ in range(self.chance.choice((1, 1, 2, 3)))],
            tries=[],
        )
        self.work.callbacks.append(made)
        if hidden:
            return
        at = created
        for _ in range(self.chance.choice((0, 1, 1, 1, 2, 3, 5))):
            at = self._soon(at, 12)
            made.tries.append(self._try(at))
        made.state = self._state(made)

    def _state(self, made: Callback) -> str:
        talked = [one.call for one in made.tries if one.call and one.call.state in ("signed", "review", "returned")]
        if talked and talked[-1].state != "signed":
            return "review"
        if talked:
            return self.chance.choice(("done",) * 6 + ("waiting",))  # on the list again: the investigator asks
        if any(taken_back(one) is False for one in made.tries):
            return self.chance.choice(("waiting", "claimed", "interrupted", "held", "excluded", "done", "done"))
        return self.chance.choice(("waiting",) * 6 + ("held", "excluded", "done", "claimed"))

    def _said(self, created: datetime) -> Said:
        reported = None if self._rare() else created - timedelta(days=self.chance.randrange(1, 90), minutes=7)
        born = None
        if self.chance.random() < 0.5:
            born = date(self.chance.randrange(1935, 2009), self.chance.randrange(1, 13), self.chance.randrange(1, 29))
        age = self.chance.choice((None, 17, 18, 24, 25, 39, 54, 65, 74, 75, 93))
        area, language = self.chance.choice(_AREAS), self.chance.choice(("", "es", "en"))
        return Said(reported, area, language, age, born)

    def _try(self, at: datetime) -> Try:
        end = self.chance.choice(_ENDS)
        ends = [end] if not self._rare() else [self.chance.choice(_ENDS), end]
        if self._rare():
            ends = []
        made = Try(at, self.chance.choice((RUTH, CARMEN, SERGEANT)), self.chance.choice(_ZONES), ends, None)
        if ends and (ends[-1] in _TALKS or self.chance.random() < 0.3):
            made.call = self._call(at, ends[-1])
        elif self._rare():
            made.call = self._call(at, "no_answer")
            made.call.state = "withdrawn"
        return made

    def _call(self, at: datetime, outcome: str) -> Call:
        self._calls += 1
        ended = None if self._rare() else at + timedelta(seconds=self.chance.randrange(20, 2000))
        state, state_at = "ended", ended or at
        if outcome in _TALKS:
            state = self.chance.choice(("signed",) * 8 + ("review", "returned", "ended"))
            state_at = self._soon(ended or at, 9) if state != "ended" else state_at
        wording = "core-v2" if at.month % 5 == 0 else "core-v1"
        results = [Result(outcome, wording, self._answers(0.75 if outcome in _TALKS else 0.1))]
        if self._rare():
            results.append(Result(self.chance.choice((outcome, "cut_off")), wording, self._answers(0.6)))
        lines = [self._line(at) for _ in range(self.chance.choice((0, 0, 1, 1, 2, 4)) if outcome in _TALKS else 0)]
        return Call(self._calls, at, ended, state, state_at, results, lines)

    def _answers(self, often: float) -> dict[str, str]:
        if self.chance.random() > often:
            return {}
        said = {}
        for item, scale in SCALES.items():
            if self.chance.random() < 0.1:
                continue
            place = min(int(self.chance.expovariate(0.5 + self._liked)), len(scale) - 1)
            odd = "not_yet" if item == "informed" else "prefer_not"
            said[item] = self.chance.choice((*(scale[place],) * 8, "dont_know", odd))
        return said

    def _line(self, at: datetime) -> Line:
        kept = [min(at + timedelta(seconds=30), self.work.now)]
        if self._rare():
            kept.append(self._soon(at, 40))
        made = Line(self.chance.choice(_PROMPTS), kept)
        for _ in range(self.chance.choice((0, 0, 0, 1, 2))):
            answer = self.chance.choice(("used", "used", "known", "not_useful"))
            made.answers.append((answer, self._later(at).astimezone(ZONE).date()))
        return made

    def _concern(self) -> None:
        kind = self.chance.choice(("complaint", "praise", "danger"))
        raised = self._later(self.begun)
        routed = None if self.chance.random() < 0.3 else self._soon(raised, 4)
        known = None if routed is None or self.chance.random() < 0.4 else self._soon(routed, 12)
        self.work.concerns.append(Concern(kind, raised, routed, known, self._rare()))


def taken_back(one: Try) -> bool:
    """*I did not dial*: said of the call, or as an end."""
    return "not_dialed" in one.ends or (one.call is not None and one.call.state == "withdrawn")
