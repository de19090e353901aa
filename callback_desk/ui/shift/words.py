"""What the shift page says: greeting, counts, why nobody can be called."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from callback_desk.domain.views import QueueCounts, ShiftView
from callback_desk.ui.times import day, part_of_day, past, weekday, when
from callback_desk.ui.when import clock, count


def greeting(name: str, now: datetime, zone: ZoneInfo) -> str:
    """ "Good morning, Ruth" """
    return f"Good {part_of_day(now, zone)}, {name.split(maxsplit=1)[0]}"


def today_line(view: ShiftView, now: datetime, zone: ZoneInfo, *, supervises: bool = False) -> str:
    """The day, and when this name was last used: a stranger at the desk shows here.

    To a supervisor it says in which role a call is made here.
    """
    parts = [f"{weekday(now, zone)}."]
    if supervises:
        parts.append("On this page you call as a volunteer does, and your calls are checked like anybody's.")
    if view.last_sign_in is not None:
        parts.append(f"Last signed in {past(view.last_sign_in, now, zone)}.")
    else:
        parts.append("This is the first time your name is used here.")
    if view.failed_since:
        tries = count(view.failed_since, "wrong password")
        whom = "the records officer" if supervises else "your supervisor"
        parts.append(f"{tries} since then. If that was not you, tell {whom}.")
    return " ".join(parts)


def as_of(view: ShiftView) -> str:
    return f"Records as of {day(view.records_as_of)}" if view.records_as_of else "No records yet"


def can_be_called(counts: QueueCounts) -> str:
    return f"{count(counts.ready, 'person', 'people')} can be called now"


def nobody(counts: QueueCounts, now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """Title and sentence when nobody can be called: never "no data", always when that changes."""
    if counts.next_at is not None and counts.next_at > now:
        same_day = counts.next_at.astimezone(zone).date() == now.astimezone(zone).date()
        then = clock(counts.next_at, zone) if same_day else when(counts.next_at, now, zone)
        people = count(counts.next_count, "person", "people")
        start = f"At {then}" if same_day else then[0].upper() + then[1:]
        return (
            f"Nobody can be called before {then}",
            f"{start} you may call {people}. Nothing is wrong, and you have missed nothing. "
            "This page changes by itself.",
        )
    if counts.blocked:
        return (
            "Nobody can be called at the moment",
            "Everybody on the list waits for something. The reasons are below; your supervisor sees them too.",
        )
    return (
        "Nobody is on the list",
        "Everybody was called, or no reports were imported yet. Your supervisor imports the next ones.",
    )


def later_words(counts: QueueCounts, now: datetime, zone: ZoneInfo) -> str:
    if counts.next_at is None or not counts.later:
        return "Nobody waits for an hour" if not counts.later else "At their own hours"
    people = count(counts.next_count, "person", "people")
    same_day = counts.next_at.astimezone(zone).date() == now.astimezone(zone).date()
    then = f"at {clock(counts.next_at, zone)}" if same_day else when(counts.next_at, now, zone)
    return f"Next: {people} {then}"


def due_words(now: datetime, zone: ZoneInfo) -> str:
    part = part_of_day(now, zone)
    return "Promised for today" if part == "evening" else f"Promised for this {part}"
