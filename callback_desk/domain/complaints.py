"""A complaint's way: the same day to the office that looks after complaints, and an answer from it. Never the line.

Source: research section 8 (complaints go to professional standards, not to the officer's own line; tracking and
acknowledgement). The days are this program's own; no standard we found names them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from callback_desk.domain.concerns import Concern
from callback_desk.domain.people import Recipient

ACKNOWLEDGE_DAYS: Final = 7  # from the day it was handed over


class Step(StrEnum):
    """What a complaint waits for."""

    HAND_OVER = "hand_over"
    ACKNOWLEDGE = "acknowledge"
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, slots=True)
class ComplaintClock:
    """Days are days at the desk. `late` is 0 on the day it is due, and when nothing is due any more."""

    step: Step
    due: date | None
    late: int = 0


@dataclass(frozen=True, slots=True)
class ComplaintCounts:
    """How many wait to go, since when (UTC), how many days the first of them is late."""

    to_hand_over: int = 0
    oldest: datetime | None = None
    days_late: int = 0
    not_acknowledged: int = 0  # by the office, more than a week after they were handed over


def clock_of(concern: Concern, now: datetime, zone: ZoneInfo) -> ComplaintClock:
    """Where a complaint stands: due on the day it was told, then acknowledged within a week."""
    today = now.astimezone(zone).date()
    if concern.routed_at is None:
        return _clock(Step.HAND_OVER, concern.raised_at.astimezone(zone).date(), today)
    if concern.acknowledged_at is None:
        due = concern.routed_at.astimezone(zone).date() + timedelta(days=ACKNOWLEDGE_DAYS)
        return _clock(Step.ACKNOWLEDGE, due, today)
    return ComplaintClock(Step.ACKNOWLEDGED, None)


def _clock(step: Step, due: date, today: date) -> ComplaintClock:
    return ComplaintClock(step, due, max(0, (today - due).days))


def counts_of(complaints: Iterable[Concern], now: datetime, zone: ZoneInfo) -> ComplaintCounts:
    """The clock over all of them; those taken back count nowhere."""
    standing = [one for one in complaints if not one.said.withdrawn]
    clocks = [clock_of(one, now, zone) for one in standing]
    waiting = [one.raised_at for one in standing if one.routed_at is None]
    return ComplaintCounts(
        to_hand_over=len(waiting),
        oldest=min(waiting, default=None),
        days_late=max((one.late for one in clocks if one.step is Step.HAND_OVER), default=0),
        not_acknowledged=sum(one.step is Step.ACKNOWLEDGE and one.late > 0 for one in clocks),
    )


def why_not_to(name: str, recipients: Collection[Recipient], line: Collection[str]) -> str:
    """Why a complaint may not go to this name, in a sentence; "" when it may.

    `line`: the investigators of the person's cases and whoever else it may be about. With an office for complaints
    entered, it goes nowhere else; without one, to any name that is not of the line and receives no lead sheets.
    """
    wanted = " ".join(name.split()).casefold()
    if not wanted:
        return "Type who receives it."
    offices = {one.name.casefold() for one in recipients if one.complaints}
    if wanted in offices:
        return ""
    if offices:
        named = ", ".join(sorted(one.name for one in recipients if one.complaints))
        return f"A complaint goes to {named}, and to nobody else."
    if wanted in {one.casefold() for one in line if one}:
        return "A complaint never goes to the people it may be about. Choose the office that looks after complaints."
    if wanted in {one.name.casefold() for one in recipients}:
        return "This is where lead sheets go. A complaint goes to the office that looks after complaints."
    return ""
