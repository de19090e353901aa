"""Which finished calls a supervisor reads before they are signed off, and why: a ladder, and a draw that can be redone.

The numbers are those of the one volunteer desk that published theirs (every call of a newcomer, 15 in 100, 2 in 100),
and every call with distress, a complaint or something urgent. Nobody moves up the ladder by themselves.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from callback_desk.domain.call_flags import Flag
from callback_desk.domain.concerns import Concern, ConcernKind
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallId, StaffId
from callback_desk.domain.tip import NewTip

SEED_BYTES: Final = 32
_PARTS: Final = 10_000  # a draw is a whole number below this; a share of 15 takes those below 1,500


class Stage(StrEnum):
    """Where a volunteer stands. Everybody begins as new; only a supervisor moves anybody, up or down."""

    NEW = "new"
    SETTLED = "settled"
    EXPERIENCED = "experienced"


_STAGE_WORDS: Final[Mapping[Stage, str]] = {
    Stage.NEW: "New",
    Stage.SETTLED: "Settled in",
    Stage.EXPERIENCED: "Experienced",
}


class Why(StrEnum):
    """A reason for which a call is read. The names stand in records and never change."""

    DANGER = "danger"
    DISTRESS = "distress"
    SOMETHING_WRONG = "something_wrong"
    COMPLAINT = "complaint"
    URGENT = "urgent"
    SIGN = "sign"  # something in the answers that a person looks at (call_flags)
    NEW = "new"
    CHANCE = "chance"


_OF_CONCERN: Final[Mapping[ConcernKind, Why]] = {
    ConcernKind.DANGER: Why.DANGER,
    ConcernKind.DISTRESS: Why.DISTRESS,
    ConcernKind.SOMETHING_WRONG: Why.SOMETHING_WRONG,
    ConcernKind.COMPLAINT: Why.COMPLAINT,
    ConcernKind.URGENT_TIP: Why.URGENT,
}
#: A straight line through all questions, or no time to ask them: read. A happy person is no reason by itself.
_READ_FOR: Final = frozenset({Flag.STRAIGHT_LINE, Flag.TOO_SHORT, Flag.WITHOUT_YES})


@dataclass(frozen=True, slots=True)
class Ladder:
    """Of 100 finished calls, how many are drawn at each stage; an agency may read more, never fewer.

    `new_calls`: after so many calls that were read, moving a newcomer up is offered.
    """

    new_percent: int = 100
    settled_percent: int = 15
    experienced_percent: int = 2
    new_calls: int = 10

    def percent(self, stage: Stage) -> int:
        """The share of this stage, of 100."""
        of: Mapping[Stage, int] = {
            Stage.NEW: self.new_percent,
            Stage.SETTLED: self.settled_percent,
            Stage.EXPERIENCED: self.experienced_percent,
        }
        return of[stage]

    def plain(self) -> dict[str, int]:
        """For the settings; `from_plain` reads it."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def other_than(self, before: Ladder) -> str:
        """What is different from `before`, in words: "settled in: 15 to 30 of 100". "" for nothing."""
        told = [
            f"{_STAGE_WORDS[stage].lower()}: {before.percent(stage)} to {self.percent(stage)} of 100"
            for stage in Stage
            if self.percent(stage) != before.percent(stage)
        ]
        if self.new_calls != before.new_calls:
            told.append(f"moving up is offered after {self.new_calls} calls, not {before.new_calls}")
        return "; ".join(told)

    @classmethod
    def from_plain(cls, given: object) -> Ladder:
        """As the settings keep it; what is missing has its default. Raises DeskFault for what is none."""
        data = given if isinstance(given, Mapping) else {}
        values = {one.name: data[one.name] for one in fields(cls) if one.name in data}
        if any(type(value) is not int or not 0 < value <= 100 for value in values.values()):
            raise DeskFault("How many calls are read is a number from 1 to 100.", code="settings-refused")
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Sampled:
    """What the draw said of one call, as it is stored: with it and the seed it can be done again.

    `draw` is from 0 to 9,999 and was taken when it is below `percent` * 100. No reason: the call was not chosen.
    """

    stage: Stage
    percent: int
    draw: int
    reasons: tuple[Why, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def taken(self) -> bool:
        return bool(self.reasons)


@dataclass(frozen=True, slots=True)
class DrawnCall:
    """One stored draw: of which call, when (UTC)."""

    call_id: CallId
    at: datetime
    said: Sampled


@dataclass(frozen=True, slots=True)
class LadderMove:
    """A supervisor put somebody on a stage."""

    staff_id: StaffId
    stage: Stage
    at: datetime  # UTC
    by: str
    reason: str


def draw_of(seed: bytes, call_id: CallId) -> int:
    """The number of a call, from 0 to 9,999. Who does not hold the seed cannot foresee it (HMAC-SHA-256)."""
    made = hmac.new(seed, b"sample:%d" % call_id, hashlib.sha256).digest()
    return int.from_bytes(made[:8], "big") % _PARTS


def sample(
    seed: bytes,
    call_id: CallId,
    stage: Stage,
    ladder: Ladder,
    *,
    concerns: Collection[Concern] = (),
    tips: Sequence[NewTip] = (),
    flags: Collection[Flag] = (),
) -> Sampled:
    """Whether a finished call is read, with every reason there is. The same call and seed give the same answer.

    Concerns that were taken back ("it was not danger") are no reason; danger, distress, something wrong, a complaint
    and an urgent line always are.
    """
    raised = _raised(concerns)
    if any(tip.urgent or tip.act_by is not None for tip in tips):
        raised.add(Why.URGENT)
    if not _READ_FOR.isdisjoint(flags):
        raised.add(Why.SIGN)
    percent, draw = ladder.percent(stage), draw_of(seed, call_id)
    if draw < percent * (_PARTS // 100):
        raised.add(Why.NEW if stage is Stage.NEW else Why.CHANCE)
    return Sampled(
        stage=stage,
        percent=percent,
        draw=draw,
        reasons=tuple(why for why in Why if why in raised),
        flags=tuple(flag for flag in Flag if flag in frozenset(flags)),
    )


def with_concerns(said: Sampled, concerns: Collection[Concern]) -> Sampled:
    """A stored draw with what was raised of the call after it was made: a complaint that came later is a reason too."""
    return replace(said, reasons=tuple(why for why in Why if why in {*said.reasons, *_raised(concerns)}))


def _raised(concerns: Collection[Concern]) -> set[Why]:
    return {_OF_CONCERN[one.said.kind] for one in concerns if one.said.kind in _OF_CONCERN and not one.said.withdrawn}


def as_drawn(seed: bytes, drawn: DrawnCall) -> bool:
    """Whether a stored draw is the one this seed gives, and its chance was used as the stored share says."""
    number = draw_of(seed, drawn.call_id)
    by_chance = not {Why.NEW, Why.CHANCE}.isdisjoint(drawn.said.reasons)
    return number == drawn.said.draw and by_chance == (number < drawn.said.percent * (_PARTS // 100))


_ALWAYS: Final[Mapping[Why, str]] = {
    Why.DANGER: "The danger key was pressed.",
    Why.DISTRESS: "The person was in distress.",
    Why.SOMETHING_WRONG: "Something felt wrong.",
    Why.COMPLAINT: "There is a complaint.",
    Why.URGENT: "Something is urgent.",
    Why.SIGN: "The answers show something to look at.",
}


def reason_words(said: Sampled, volunteer: str) -> tuple[str, ...]:
    """Why a call is read, in sentences; `volunteer` is a first name. Empty when it was not chosen."""
    return tuple(_sentence(why, said, volunteer) for why in said.reasons)


def _sentence(why: Why, said: Sampled, volunteer: str) -> str:
    if why in _ALWAYS:
        return _ALWAYS[why]
    if why is Why.NEW:
        return f"{volunteer} is new."
    return f"Drawn by chance: {said.percent} in 100 of {volunteer}’s calls are read."


def stage_words(stage: Stage, percent: int) -> str:
    """Where somebody stands, for themselves and for the supervisor."""
    share = "every call is read" if percent == 100 else f"{percent} in 100 calls are read, drawn by chance"
    return f"{_STAGE_WORDS[stage]}: {share}"
