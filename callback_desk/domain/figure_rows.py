"""What figures are counted from: facts of a callback and of a call without anybody's name, number or case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from callback_desk.domain.concerns import ConcernKind
from callback_desk.domain.ids import CallbackId, CallId, VictimId
from callback_desk.domain.queue import CallbackState


@dataclass(frozen=True, slots=True)
class Unit:
    """One callback that was tried, or closed without a try. Days are the desk's.

    `closed`: the day of the sign-off of its call, of the end of a call that was not to be read, or else of its last
    try, when it stands held, excluded or done; None while it is open. `tries` are (day, how it ended), oldest first, ""
    of one that never ended, without those taken back by *I did not dial*. `first_minute`: minutes since midnight of the
    first try, by the clock at the number. `offense`, `area` and `language` are "" where no report says them.
    """

    callback: CallbackId
    victim: VictimId
    created: date
    closed: date | None
    state: CallbackState
    appointment: bool
    tries: tuple[tuple[date, str], ...]
    first_minute: int | None
    offense: str
    area: str
    language: str
    age: int | None

    @property
    def outcomes(self) -> tuple[str, ...]:
        """How its tries ended, without those that never did."""
        return tuple(outcome for _, outcome in self.tries if outcome)

    def open_on(self, day: date) -> bool:
        """Whether it waited for its last word at the end of that day."""
        return self.created <= day and (self.closed is None or self.closed > day)


class Dated(Protocol):
    """Answers to service questions of one day, all asked in one wording; by telephone or another way."""

    @property
    def day(self) -> date: ...
    @property
    def wording(self) -> str: ...
    @property
    def answers(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Answered:
    """The service answers of one call whose words stand, all read aloud in one wording: question -> answer."""

    call: CallId
    callback: CallbackId
    day: date
    wording: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Talk:
    """One call in which somebody was talked to: what it is about, and under which prompts a line of it was kept."""

    call: CallId
    offense: str
    prompts: frozenset[str]


@dataclass(frozen=True, slots=True)
class CallerTry:
    """One try as its volunteer's work: who, on which day, how it ended ("" never), and how long the call was."""

    name: str
    day: date
    outcome: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Flowed:
    """One complaint or thank-you that was not taken back, and the days of what became of it."""

    kind: ConcernKind
    raised: date
    routed: date | None
    acknowledged: date | None
