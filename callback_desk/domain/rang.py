"""Somebody who rang us: claimed from wherever they stood, and back there if the card is laid down without a call.

A claim of ours only ever takes who waits. Who rings back may be done, or be held for a reason that stops no talk (every
number tried, "not now"): the mark in the claim's reason remembers it, so that a card given back, or a window that dies,
never puts them among those we call.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from callback_desk.domain.ids import StaffId
from callback_desk.domain.queue import CallbackState, ClaimTimes, Entry, Move

RANG = "rang"  # also what holds somebody whose interrupted call nobody went on with when they rang
_BETWEEN = ":"
MAY_RING = frozenset({CallbackState.WAITING, CallbackState.INTERRUPTED, CallbackState.HELD, CallbackState.DONE})


def taken(entry: Entry, by: StaffId, now: datetime, times: ClaimTimes) -> Entry:
    """One volunteer has them on the line. Raises IllegalMove for a state nobody is taken from."""
    claimed = entry.claimed(by, now, times, move=Move.RANG_BACK)
    return replace(claimed, reason=_BETWEEN.join((RANG, entry.state.value, entry.reason)))


def they_rang(entry: Entry) -> bool:
    """Whether the claim or call is one of somebody who rang us."""
    return entry.reason.startswith(f"{RANG}{_BETWEEN}")


def laid_down(entry: Entry, now: datetime) -> Entry:
    """The card goes back without a call: to where the person stood. Raises IllegalMove."""
    if not they_rang(entry):
        return entry.released(now)
    _mark, stood, reason = entry.reason.split(_BETWEEN, 2)
    if stood == CallbackState.DONE:
        return entry.finished(Move.CLOSE)
    if stood == CallbackState.HELD:
        return entry.held(reason)
    if stood == CallbackState.INTERRUPTED:
        return entry.held(RANG)
    return replace(entry.released(now, ready_at=entry.ready_at), reason="")  # the hour they waited for stands


def left_lying(entry: Entry, now: datetime, times: ClaimTimes) -> Entry:
    """What the clock does with a claim or a call whose lease ended: see `Entry.expired`."""
    ended = entry.expired(now, times)
    if ended.state is CallbackState.WAITING and they_rang(entry):
        return laid_down(entry, now)
    return ended
