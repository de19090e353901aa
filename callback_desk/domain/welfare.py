"""What calling costs the people who call: hard calls, breaks, a talk afterwards; and the dates that run out.

After sobbing, or somebody who speaks of harm, the caller gets a break and a talk (research, section 2.2, levels 2 and
3; OVC on vicarious trauma). Counts only, by name in alphabetical order: nobody is ranked, and speed is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from callback_desk.domain.concerns import ConcernKind
from callback_desk.domain.ids import CallId, ConcernId, StaffId
from callback_desk.domain.people import Staff

HARD = frozenset({ConcernKind.DANGER, ConcernKind.DISTRESS})
WEEK, MONTH = timedelta(days=7), timedelta(days=28)
OFFER_FOR = timedelta(hours=2)  # a break is offered so long after a hard call
WARN_DAYS = 30  # before a date runs out (security.md C18)
TRAINED_DAYS = 365  # CJIS AT-3: before access, and annually
SCREENED_DAYS = 5 * 365  # CJIS PS-3 leaves the interval to the agency; five years is common


class Break(StrEnum):
    """What became of the break that was offered after a hard call."""

    OFFERED = "offered"
    TAKEN = "taken"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True)
class CallSpan:
    """One call: who made it, from when until when (UTC)."""

    staff: StaffId
    started_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class HardCall:
    """A call in which danger or distress was heard, by the gravest of them; `raised_at` UTC."""

    call: CallId
    concern: ConcernId
    staff: StaffId
    kind: ConcernKind
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class Load:
    """What one volunteer carried in some days. `time` is in calls."""

    calls: int = 0
    time: timedelta = timedelta(0)
    hard: int = 0
    offered: int = 0
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Carried:
    """One volunteer: the last 7 and the last 28 days."""

    name: str
    week: Load
    month: Load


@dataclass(frozen=True, slots=True)
class Debrief:
    """A talk after a hard call that has not been held yet."""

    call: CallId
    name: str
    kind: ConcernKind
    heard_at: datetime


class Lapse(StrEnum):
    """What runs out for a person."""

    SCREENING = "screening"
    TRAINING = "training"
    SIGN_IN = "sign_in"  # an account nobody uses


@dataclass(frozen=True, slots=True)
class Lapsing:
    """`on` is the last day it holds, at the desk; None when no date was ever entered."""

    name: str
    what: Lapse
    on: date | None


@dataclass(frozen=True, slots=True)
class WelfareView:
    """The page: who carried what, talks to hold, dates that run out."""

    carried: tuple[Carried, ...] = ()
    debriefs: tuple[Debrief, ...] = ()
    lapsing: tuple[Lapsing, ...] = ()
    unused_days: int = field(default=90)


def gravest(found: Iterable[HardCall]) -> tuple[HardCall, ...]:
    """One of each call: danger before distress, then the first heard; in the order in which they were heard."""
    kept: dict[CallId, HardCall] = {}
    for one in sorted(found, key=lambda one: (one.kind is not ConcernKind.DANGER, one.raised_at, one.concern)):
        kept.setdefault(one.call, one)
    return tuple(sorted(kept.values(), key=lambda one: (one.raised_at, one.call)))


def carried(
    people: Sequence[Staff],
    spans: Sequence[CallSpan],
    hard: Sequence[HardCall],
    breaks: Mapping[CallId, Break],
    now: datetime,
) -> tuple[Carried, ...]:
    """Of everybody who made a call in the last 28 days, by name."""
    found = []
    for one in sorted(people, key=lambda one: one.name.casefold()):
        mine = [span for span in spans if span.staff == one.id]
        heard = [each for each in hard if each.staff == one.id]
        if mine or heard:
            found.append(
                Carried(one.name, _load(mine, heard, breaks, now - WEEK), _load(mine, heard, breaks, now - MONTH))
            )
    return tuple(found)


def _load(spans: Sequence[CallSpan], hard: Sequence[HardCall], breaks: Mapping[CallId, Break], since: datetime) -> Load:
    made = [span for span in spans if span.started_at >= since]
    heard = [one for one in hard if one.raised_at >= since]
    answers = [breaks[one.call] for one in heard if one.call in breaks]
    time = sum((span.ended_at - span.started_at for span in made), timedelta(0))
    return Load(len(made), time, len(heard), len(answers), answers.count(Break.TAKEN))


def lapsing(people: Sequence[Staff], today: date, *, unused_days: int) -> tuple[Lapsing, ...]:
    """What runs out within `WARN_DAYS`, has run out, or was never entered; the soonest first, then what is missing."""
    found = []
    for one in people:
        if one.disabled_at is not None:
            continue
        for what, entered, days in (
            (Lapse.SCREENING, one.screened_on, SCREENED_DAYS),
            (Lapse.TRAINING, one.trained_on, TRAINED_DAYS),
        ):
            on = None if entered is None else entered + timedelta(days=days)
            if on is None or on <= today + timedelta(days=WARN_DAYS):
                found.append(Lapsing(one.name, what, on))
        if one.last_sign_in is not None:
            on = one.last_sign_in.date() + timedelta(days=unused_days)
            if on <= today + timedelta(days=WARN_DAYS):
                found.append(Lapsing(one.name, Lapse.SIGN_IN, on))
    return tuple(sorted(found, key=lambda one: (one.on is None, one.on or today, one.name.casefold(), one.what)))
