"""What the board says: the line of the red notice, the rows that wait, the chips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from callback_desk.domain.concerns import Concern, ConcernKind
from callback_desk.domain.views import BoardItem, BoardView, QueueCounts
from callback_desk.ui.components import Run, Tone, Words
from callback_desk.ui.when import clock, count, day, moment, next_try, weekday

#: These stand in the red notice until they are answered; everything else stands in the list.
ALERTS = (ConcernKind.DANGER, ConcernKind.DISTRESS)
PROMISES = "promises"
_OLD_AFTER_DAYS = 7  # after that no status is read aloud (decisions: facts age)
_LAST = datetime.max.replace(tzinfo=UTC)
_CONCERNS = frozenset(kind.value for kind in ConcernKind)

_ICONS = {
    "something_wrong": "hand",
    "complaint": "flag",
    "not_acknowledged": "flag",
    "urgent": "warning",
    "urgent_tip": "warning",
    "review": "check-ring",
    "interrupted": "interrupted",
    "nobody": "import",
    "held": "question-ring",
    "promises": "calendar",
    "praise": "heart",
    "debrief": "heart",
    "lapse": "calendar",
    "unstaffed": "clock",
    "packets": "document",
}
_PAGES = {"held": "queue:to_decide", "interrupted": "queue:interrupted"}


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One row of *Waiting for you*; `page` is what its button asks the shell for, "board" opens it here."""

    kind: str
    icon_name: str
    icon_color: str
    title: str
    detail: str
    verb: str
    page: str


def waiting_lines(items: Sequence[BoardItem], now: datetime, zone: ZoneInfo) -> tuple[WaitingLine, ...]:
    """The rows, oldest promise first: whoever may be harmed before them, what has no date after them."""
    shown = [item for item in items if item.kind not in ALERTS]
    oldest_call = min((item.since for item in shown if item.kind == "review" and item.since), default=_LAST)

    def place(item: BoardItem) -> tuple[bool, datetime, bool]:
        since = item.since or _LAST
        if item.kind == "urgent":  # one of the finished calls: it is read before the others
            return not item.danger, min(since, oldest_call), False
        return not item.danger, since, True

    return tuple(_line(item, now, zone) for item in sorted(shown, key=place))


def _line(item: BoardItem, now: datetime, zone: ZoneInfo) -> WaitingLine:
    detail = item.detail
    if item.since is not None and item.kind in _CONCERNS:
        told = "Told" if item.count == 1 else "The first was told"
        detail = f"{told} {_since(item.since, now, zone)}. {detail}"
        if item.kind == ConcernKind.COMPLAINT.value:
            detail = f"{told} {_since(item.since, now, zone)}. {_complaint_clock(item.days_late)}"
    elif item.since is not None and item.kind != PROMISES:  # its day is no "from"
        oldest = "From" if item.count == 1 else "The oldest is from"
        detail = f"{detail} {oldest} {_since(item.since, now, zone)}."
    amber = item.danger or item.days_late > 0 or item.kind in ("urgent", "urgent_tip")
    return WaitingLine(
        item.kind,
        _ICONS.get(item.kind, "bell"),
        "warn" if amber else "accent",
        item.title,
        detail,
        item.button,
        _PAGES.get(item.kind, item.page),
    )


def _complaint_clock(days: int) -> str:
    if not days:
        return "Due at Professional Standards today, as it was said."
    return f"{count(days, 'day')} ago. It was due at Professional Standards the same day."


def _since(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    today = at.astimezone(zone).date() == now.astimezone(zone).date()
    return f"today, {clock(at, zone)}" if today else moment(at, now, zone)


def alerts_of(concerns: Sequence[Concern]) -> tuple[Concern, ...]:
    """Danger before distress, oldest first."""
    return tuple(one for kind in ALERTS for one in concerns if one.said.kind is kind)


def alert_words(alerts: Sequence[Concern], now: datetime, zone: ZoneInfo) -> Words:
    """Who heard it and when, who was told, what was stopped, and how many more there are."""
    first = alerts[0]
    what = "Danger" if first.said.kind is ConcernKind.DANGER else "Distress"
    rest = f" {told_words(first, now, zone)} Calls to this person have stopped."
    if len(alerts) > 1:
        rest += f" {count(len(alerts) - 1, 'more alert')} after this one."
    return Run(f"{what}, heard by {first.raised_by} {at_or_on(first.raised_at, now, zone)}.", strong=True), Run(rest)


def told_words(concern: Concern, now: datetime, zone: ZoneInfo) -> str:
    """Whether a person was told, and when."""
    if concern.said.told_at is None:
        return "Nobody is noted as told yet."
    return f"{concern.said.told_whom or 'A person'} was told {at_or_on(concern.said.told_at, now, zone)}."


def at_or_on(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """ "at 9:52 AM" today, "on November 16, 3:10 PM" on another day."""
    if at.astimezone(zone).date() == now.astimezone(zone).date():
        return f"at {clock(at, zone)}"
    return f"on {moment(at, now, zone)}"


def clock_words(now: datetime, zone: ZoneInfo) -> str:
    """ "Tuesday, November 17, 10:30 AM"."""
    return f"{weekday(now.astimezone(zone).date())}, {clock(now, zone)}"


def records_chip(as_of: date | None, today: date) -> tuple[str, Tone]:
    """How old the newest records are; amber when no status is read aloud any more."""
    if as_of is None:
        return "No records yet", Tone.PLAIN
    age = (today - as_of).days
    words = f"Records as of {day(as_of, today)}"
    return (f"{words}, {age} days old", Tone.WARN) if age > _OLD_AFTER_DAYS else (words, Tone.PLAIN)


def nothing_waits(view: BoardView, now: datetime, zone: ZoneInfo) -> tuple[str, str, str]:
    """What, why and when, and one thing to do ("" for none), when no row is shown."""
    if not view.counts.by_state:
        why = "Nobody is on the call list yet. Bring in the export of your records system, or type in one person."
        return "Nothing waits for you", why, "Import an export"
    return (
        "Nothing waits for you",
        f"Finished calls and complaints show here at once. {_next(view.counts, now, zone)}",
        "",
    )


def _next(counts: QueueCounts, now: datetime, zone: ZoneInfo) -> str:
    free = counts.due + counts.ready
    if free:
        return f"{count(free, 'person', 'people')} can be called now."
    if counts.next_at is None:
        return "Nobody can be called at present."
    return f"The next call can be made: {next_try(counts.next_at, now, zone)}."
