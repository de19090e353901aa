"""The columns of the call list: heading, what a cell says, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from callback_desk.domain.list_views import ListColumn
from callback_desk.domain.views import ListRow, ShownState
from callback_desk.ui.components import ChipState
from callback_desk.ui.when import clock, next_try, short_day

CHIPS: Mapping[ShownState, ChipState] = {
    ShownState.DUE: ChipState.DUE,
    ShownState.READY: ChipState.READY,
    ShownState.LATER: ChipState.LATER,
    ShownState.IN_CALL: ChipState.IN_A_CALL,
    ShownState.INTERRUPTED: ChipState.INTERRUPTED,
    ShownState.TO_DECIDE: ChipState.TO_DECIDE,
    ShownState.TO_CHECK: ChipState.TO_CHECK,
    ShownState.DONE: ChipState.DONE,
    ShownState.NOT_CALLED: ChipState.NOT_TO_BE_CALLED,
    ShownState.WITHDRAWN: ChipState.WITHDRAWN,
}

#: Who may be kept off the list: nobody who is in a call, done, or off it already. An interrupted call is settled first.
MAY_KEEP_OFF = frozenset({ShownState.DUE, ShownState.READY, ShownState.LATER, ShownState.TO_DECIDE})

_NOT_A_TIME: Mapping[ShownState, str] = {
    ShownState.READY: "Now",
    ShownState.IN_CALL: "In a call now",
    ShownState.INTERRUPTED: "when decided",
    ShownState.TO_DECIDE: "when decided",
    ShownState.TO_CHECK: "when checked",
    ShownState.DONE: "none",
    ShownState.NOT_CALLED: "never",
    ShownState.WITHDRAWN: "none",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a cell needs to say a moment: the present (UTC), the desk's zone, and the words of a reason code."""

    now: datetime
    zone: ZoneInfo
    why: Callable[[str], str] = lambda reason: reason.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `sort` is a sort of `ListFilter`, "" when the list is not sorted by it; `width_px` at 100 %."""

    heading: str
    text: Callable[[ListRow, Told], str]
    sort: str = ""
    width_px: int = 0
    figure: bool = False


def _reported(row: ListRow, told: Told) -> str:
    if row.reported_at is None:
        return "not known"
    return short_day(row.reported_at.astimezone(told.zone).date(), told.now.astimezone(told.zone).date())


def _next(row: ListRow, told: Told) -> str:
    if row.claimed_by and row.shown is ShownState.IN_CALL:
        return f"{row.claimed_by.split()[0]} has this one"
    if row.waits_for_hours:
        return hours_words(row.ready_at, told)
    words = _NOT_A_TIME.get(row.shown, "")
    if words or row.ready_at is None:
        return words or "not known"
    if row.ready_at <= told.now:
        return "Now"
    return next_try(row.ready_at, told.now, told.zone)


def hours_words(opens_at: datetime | None, told: Told) -> str:
    """ "Waits for calling hours, 9:00 AM"; the weekday when they do not begin today."""
    if opens_at is None:
        return "No calling hour is known"
    there, here = opens_at.astimezone(told.zone), told.now.astimezone(told.zone)
    when = clock(opens_at, told.zone) if there.date() == here.date() else f"{there:%A}"
    return f"Waits for calling hours, {when}"


def _promised(row: ListRow, told: Told) -> str:
    return "" if row.promised_at is None else next_try(row.promised_at, told.now, told.zone)


def _why(row: ListRow, told: Told) -> str:
    return told.why(row.reason) if row.reason and row.shown in _HAS_A_REASON else ""


_HAS_A_REASON = frozenset({ShownState.TO_DECIDE, ShownState.NOT_CALLED})
TICK, NAME, OFFENSE, REPORTED, STATE, NEXT, TRIES, CASES, PROMISED, WHY, FOUND = range(11)
COLUMNS: tuple[Column, ...] = (
    Column("", lambda _row, _told: "", width_px=44),
    Column("Name", lambda row, _told: row.name, "name", 172),
    Column("Offense", lambda row, _told: row.offense or "not known", width_px=140),
    Column("Reported", _reported, "reported", 92),
    Column("State", lambda row, _told: CHIPS[row.shown].value, width_px=162),
    Column("Next try", _next, "next_try", 156),
    Column("Tries", lambda row, _told: f"{row.tries:,}", "tries", 64, figure=True),
    Column("Case number", lambda row, _told: ", ".join(row.cases), width_px=130),
    Column("Promised", _promised, width_px=150),
    Column("Why not", _why, width_px=300),
    Column("Found by", lambda row, _told: row.found_by, width_px=140),
)
#: What may be chosen; the box stands before all of them, *Found by* comes with a search.
PLACES: Mapping[ListColumn, int] = {
    ListColumn.NAME: NAME,
    ListColumn.OFFENSE: OFFENSE,
    ListColumn.REPORTED: REPORTED,
    ListColumn.STATE: STATE,
    ListColumn.NEXT: NEXT,
    ListColumn.TRIES: TRIES,
    ListColumn.CASES: CASES,
    ListColumn.PROMISED: PROMISED,
    ListColumn.WHY: WHY,
}
COLUMN_AT: Mapping[int, ListColumn] = {place: column for column, place in PLACES.items()}
