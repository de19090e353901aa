"""One act on many people of the call list: what it does to each, whom it leaves alone and why, what is on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from callback_desk.domain.ids import CallbackId
from callback_desk.domain.queue import CallbackState

ManyActId = NewType("ManyActId", int)

MOST_PEOPLE = 5_000  # of one act
MOST_ASKED = 200  # of an OK to call: every rule is asked about each of them
AT_ONCE = 50  # in one short transaction
HELD_BY_HAND = "held_by_hand"
KEPT_OFF = "kept_off"


class ManyAct(StrEnum):
    """What may be done to several people at once."""

    HOLD = "hold"
    OK = "ok"
    KEEP_OFF = "keep_off"
    CLOSE = "close"
    ASSIGN = "assign"  # a promised call goes to another volunteer
    FIRST = "first"  # before others, for the reason that is given


class Left(StrEnum):
    """Why somebody is left alone."""

    IN_CALL = "in_call"
    INTERRUPTED = "interrupted"
    OVER = "over"  # to check, done, or taken back
    OFF_ALREADY = "off_already"
    HELD_ALREADY = "held_already"
    NOT_HELD = "not_held"
    RULE = "rule"  # one that no OK lifts, or every try is used
    NO_PROMISE = "no_promise"
    THEIRS_ALREADY = "theirs_already"
    GONE = "gone"  # not on the list any more
    CHANGED = "changed"  # somebody decided otherwise since: an act that is taken back leaves that alone


_S = CallbackState
_IN_CALL = frozenset({_S.CLAIMED, _S.CALLING})
_OVER = frozenset({_S.REVIEW, _S.DONE, _S.WITHDRAWN})
_OPEN = frozenset({_S.WAITING, _S.HELD})
_TOUCHES: dict[ManyAct, frozenset[CallbackState]] = {
    ManyAct.HOLD: frozenset({_S.WAITING}),
    ManyAct.OK: frozenset({_S.HELD}),
    ManyAct.KEEP_OFF: _OPEN,
    ManyAct.CLOSE: _OPEN,
    ManyAct.ASSIGN: frozenset({_S.WAITING}),
    ManyAct.FIRST: frozenset({_S.WAITING}),
}


def left_alone(act: ManyAct, state: CallbackState) -> Left | None:
    """Why somebody in this state is left alone by an act; None when the state allows it."""
    if state in _TOUCHES[act]:
        return None
    if state in _IN_CALL:
        return Left.IN_CALL
    if state in _OVER:
        return Left.OVER
    if state is _S.INTERRUPTED:
        return Left.INTERRUPTED
    if state is _S.EXCLUDED:
        return Left.OFF_ALREADY
    return Left.HELD_ALREADY if state is _S.HELD else Left.NOT_HELD


@dataclass(frozen=True, slots=True)
class ManyPreview:
    """What an act would do now: to whom, and how many are left alone for which reason, most first."""

    act: ManyAct
    will: tuple[CallbackId, ...]
    left: tuple[tuple[Left, int], ...] = ()

    @property
    def asked(self) -> int:
        return len(self.will) + sum(count for _why, count in self.left)


@dataclass(frozen=True, slots=True)
class ManyLine:
    """One such act on record. `people` were changed by it, `back` of them are as before again."""

    id: ManyActId
    act: ManyAct
    reason: str
    by: str
    at: datetime
    people: int
    back: int = 0
    taken_back_at: datetime | None = None
    taken_back_by: str = ""
