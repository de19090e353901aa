"""The call list: one table over any number of people. A page is one indexed query; all ids are one compact array."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, RowMapping, func, select

from callback_desk.domain.ids import CallbackId
from callback_desk.domain.queue import BY_PROMISE, CallbackState
from callback_desk.domain.views import ExportRow, ListFilter, ListRow, ShownState, Tab
from callback_desk.storage.board_lists import board_tab
from callback_desk.storage.columns import strings
from callback_desk.storage.dialect import numbers
from callback_desk.storage.list_plan import Part, marks, page, part, whole
from callback_desk.storage.list_search import found_by, found_people, typed
from callback_desk.storage.queue_rows import NOT_WAITING, WAITS
from callback_desk.storage.tables_desk import desk, staff
from callback_desk.storage.tables_people import cases, phones, reports
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.work import Work

WAITING_LONG = timedelta(days=14)
_IDS_AT_ONCE = 10_000  # below SQLite's limit of values in one statement
_TO_DECIDE = (CallbackState.HELD.value, CallbackState.INTERRUPTED.value)
_SHOWN = {
    CallbackState.CLAIMED: ShownState.IN_CALL,
    CallbackState.CALLING: ShownState.IN_CALL,
    CallbackState.INTERRUPTED: ShownState.INTERRUPTED,
    CallbackState.HELD: ShownState.TO_DECIDE,
    CallbackState.EXCLUDED: ShownState.NOT_CALLED,
    CallbackState.REVIEW: ShownState.TO_CHECK,
    CallbackState.DONE: ShownState.DONE,
    CallbackState.WITHDRAWN: ShownState.WITHDRAWN,
}


class SqlCallList:
    """The part of `QueueStore` that lists people."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def rows(self, asked: ListFilter, now: datetime, *, offset: int, limit: int) -> tuple[ListRow, ...]:
        # Ids first: where people have to be sorted, only keys are, and not everything that is shown of them.
        ids = page(self._work, self._parts(asked, now), asked, self._typed(asked), offset=offset, limit=limit)
        return self.rows_by_id(ids, now)

    def ids(self, asked: ListFilter, now: datetime) -> Sequence[int]:
        """All ids in order, as an array."""
        return whole(self._work, self._parts(asked, now), asked, self._typed(asked))

    def rows_by_id(self, ids: Sequence[int], now: datetime) -> tuple[ListRow, ...]:
        """In the order of `ids`; ids that are not on the list (any more) are left out."""
        found: dict[int, RowMapping] = {}
        for start in range(0, len(ids), _IDS_AT_ONCE):
            some = list(ids[start : start + _IDS_AT_ONCE])
            asked = select(*_SHOWN_COLUMNS).where(callbacks.c.id.in_(some), self._work.visible(callbacks))
            found.update((row["id"], row) for row in self._work.connection.execute(asked).mappings())
        return self._lines([found[one] for one in ids if one in found], now)

    def zones_of(self, ids: Sequence[int]) -> Mapping[int, frozenset[tuple[str, ...]]]:
        """The zones of the numbers that can be rung, by callback: for the rows of a page, never for a whole list."""
        places: dict[int, set[tuple[str, ...]]] = {}
        for start in range(0, len(ids), _IDS_AT_ONCE):
            some = list(ids[start : start + _IDS_AT_ONCE])
            asked = (
                select(callbacks.c.id, phones.c.zones)
                .join(phones, phones.c.victim_id == callbacks.c.victim_id)
                .where(callbacks.c.id.in_(some), phones.c.e164 != "", self._work.visible(phones))
            )
            for callback_id, zones in self._work.connection.execute(asked):
                places.setdefault(callback_id, set()).add(strings(zones))
        return {callback_id: frozenset(found) for callback_id, found in places.items()}

    def export_rows(self, asked: ListFilter, now: datetime) -> tuple[ExportRow, ...]:
        """All rows of the filter, by id, with the case numbers and the numbers that can be rung."""
        wanted = self._conditions(asked, now)
        run = self._work.connection.execute
        numbers: dict[int, list[str]] = {}
        on_cases: dict[int, list[str]] = {}
        ring = (
            select(callbacks.c.id, phones.c.e164)
            .join(phones, phones.c.victim_id == callbacks.c.victim_id)
            .where(*wanted, phones.c.e164 != "", self._work.visible(phones))
            .order_by(callbacks.c.id, phones.c.ordinal, phones.c.id)
        )
        for callback_id, e164 in run(ring):
            numbers.setdefault(callback_id, []).append(e164)
        named = (
            select(callbacks.c.id, cases.c.number)
            .join(reports, reports.c.callback_id == callbacks.c.id)
            .join(cases, cases.c.id == reports.c.case_id)
            .where(*wanted, self._work.visible(reports))
            .distinct()
            .order_by(callbacks.c.id, cases.c.id)
        )
        for callback_id, number in run(named):
            on_cases.setdefault(callback_id, []).append(number)
        listed = select(callbacks.c.id, callbacks.c.state, callbacks.c.reason).where(*wanted).order_by(callbacks.c.id)
        return tuple(
            ExportRow(CallbackId(one), state, tuple(on_cases.get(one, ())), tuple(numbers.get(one, ())), reason)
            for one, state, reason in run(listed)
        )

    def count(self, asked: ListFilter, now: datetime) -> int:
        counted = select(func.count()).select_from(callbacks).where(*self._conditions(asked, now))
        return self._work.connection.execute(counted).scalar_one()

    def _conditions(self, asked: ListFilter, now: datetime) -> list[ColumnElement[bool]]:
        wanted = [self._work.visible(callbacks), *(one.said for one in self._parts(asked, now))]
        found = self._typed(asked)
        return wanted if found is None else [*wanted, callbacks.c.id.in_(numbers(marks(found)))]

    def _typed(self, asked: ListFilter) -> bytearray | None:
        """Who is found by the words; None where none are typed."""
        return found_people(self._work, typed(asked.text)) if asked.text.strip() else None

    def _parts(self, asked: ListFilter, now: datetime) -> list[Part]:
        wanted = self._tab(asked, now)
        if asked.states:
            wanted.append(part(*_in_states(asked.states)))
        if asked.offense:
            wanted.append(part(callbacks.c.offense_label == asked.offense))
        return wanted

    def _tab(self, asked: ListFilter, now: datetime) -> list[Part]:
        tab = asked.tab
        if tab is Tab.EVERYONE:
            return []
        if tab is Tab.DUE_TODAY:
            return [part(*due_until(self.day_end(now)))]
        if tab is Tab.TO_DECIDE:
            return [part(NOT_WAITING, callbacks.c.state.in_(_TO_DECIDE))]
        if tab is Tab.WAITING_LONG:
            return [part(*waiting_since(now - WAITING_LONG))]
        if tab is Tab.NOT_CALLED:
            return [part(NOT_WAITING, callbacks.c.state == CallbackState.EXCLUDED.value)]
        return board_tab(self._work, asked, now, self.day_end(now, ahead=0))

    def found_by(self, ids: Sequence[int], text: str) -> Mapping[int, str]:
        """Of the rows of a page, what number the words were found by; people found by name are left out."""
        return found_by(self._work, ids, typed(text))

    def day_end(self, now: datetime, *, ahead: int = 1) -> datetime:
        """When the desk's day ends, UTC; with `ahead` 0, when it began."""
        name = self._work.connection.execute(select(desk.c.timezone)).scalar()
        zone = ZoneInfo(name or "UTC")
        tomorrow = now.astimezone(zone).date() + timedelta(days=ahead)
        return datetime.combine(tomorrow, time(), tzinfo=zone).astimezone(UTC)

    def _lines(self, rows: Sequence[RowMapping], now: datetime) -> tuple[ListRow, ...]:
        if not rows:
            return ()
        names = {row.id: row.name for row in self._work.connection.execute(select(staff.c.id, staff.c.name))}
        day_end, numbers = self.day_end(now), self._cases_of([row["id"] for row in rows])
        return tuple(
            replace(
                _to_line(row, now, day_end, names.get(row["claimed_by"], "")), cases=tuple(numbers.get(row["id"], ()))
            )
            for row in rows
        )

    def _cases_of(self, ids: Sequence[int]) -> Mapping[int, list[str]]:
        """The case numbers of the rows of a page, in the order they came."""
        found: dict[int, list[str]] = {}
        for start in range(0, len(ids), _IDS_AT_ONCE):
            asked = (
                select(reports.c.callback_id, cases.c.number)
                .join(cases, cases.c.id == reports.c.case_id)
                .where(reports.c.callback_id.in_(ids[start : start + _IDS_AT_ONCE]), self._work.visible(reports))
                .distinct()
                .order_by(reports.c.callback_id, cases.c.id)
            )
            for callback_id, number in self._work.connection.execute(asked):
                found.setdefault(callback_id, []).append(number)
        return found


def due_until(day_end: datetime) -> list[ColumnElement[bool]]:
    """People with a promised time before then."""
    return [WAITS, callbacks.c.promised_at < day_end]


def waiting_since(day: datetime) -> list[ColumnElement[bool]]:
    """People reported before then who wait for no promised time: theirs has an hour of its own."""
    return [WAITS, callbacks.c.priority.not_in([int(one) for one in BY_PROMISE]), callbacks.c.order_at < day]


def _in_states(asked: frozenset[str]) -> list[ColumnElement[bool]]:
    """`callable` is what the command line calls waiting, any future time included."""
    waiting = CallbackState.WAITING.value
    states = {waiting if state == "callable" else state for state in asked}
    if states == {waiting}:
        return [WAITS]
    one_of = callbacks.c.state.in_(sorted(states))
    return [one_of] if waiting in states else [NOT_WAITING, one_of]


_SHOWN_COLUMNS = (
    callbacks.c.id,
    callbacks.c.name_sort,
    callbacks.c.offense_label,
    callbacks.c.reported_at,
    callbacks.c.state,
    callbacks.c.ready_at,
    callbacks.c.promised_at,
    callbacks.c.tries,
    callbacks.c.reason,
    callbacks.c.claimed_by,
)


def _to_line(row: RowMapping, now: datetime, day_end: datetime, claimed_by: str) -> ListRow:
    return ListRow(
        id=CallbackId(row["id"]),
        name=row["name_sort"],
        offense=row["offense_label"],
        reported_at=row["reported_at"],
        state=row["state"],
        shown=_shown(row, now, day_end),
        ready_at=row["ready_at"],
        tries=row["tries"],
        reason=row["reason"],
        claimed_by=claimed_by,
        promised_at=row["promised_at"],
    )


def _shown(row: RowMapping, now: datetime, day_end: datetime) -> ShownState:
    state = CallbackState(row["state"])
    if state is not CallbackState.WAITING:
        return _SHOWN[state]
    if row["promised_at"] is not None and row["promised_at"] < day_end:
        return ShownState.DUE
    return ShownState.READY if row["ready_at"] is not None and row["ready_at"] <= now else ShownState.LATER
