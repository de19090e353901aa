"""The supervisor's call list: one table over any number of people, and why each is or is not called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.calling_hours import window
from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.phone import PhoneNumber, display_text, read_number
from callback_desk.domain.views import BlockedBy, ExportRow, HistoryLine, ListFilter, ListRow, ShownState, Tab, WhyView
from callback_desk.use_cases.days import end_of_day
from callback_desk.use_cases.desk import Desk, Work, asks, declared, writing
from callback_desk.use_cases.explaining import blocked_sentence, last_call_days, why_view
from callback_desk.use_cases.resting import asleep, outside_own_hours

TOO_OLD_SOON = timedelta(days=7)


@asks(Act.SEARCH_QUEUE)
def first_rows(work: Work, asked: ListFilter, limit: int) -> tuple[int, tuple[ListRow, ...]]:
    """The first page, and how many that is: enough to paint at once. How many there are `all_ids` knows."""
    rows = work.uow.queue.rows(_settled(work, asked), work.now, offset=0, limit=limit)
    return len(rows), _dressed(work, rows, asked.text)


@asks(Act.SEARCH_QUEUE)
def all_ids(work: Work, asked: ListFilter) -> Sequence[int]:
    """Every id in order; the table fetches the rows it shows by id."""
    return work.uow.queue.ids(_settled(work, asked), work.now)


def _settled(work: Work, asked: ListFilter) -> ListFilter:
    """With the moments and places that a number of the board is counted by."""
    if asked.tab in (Tab.READY, Tab.LATER):
        places = asleep(work, work.uow.queue.zones_ready(work.now))
        return replace(asked, asleep=tuple(places), resting=tuple(map(int, outside_own_hours(work))))
    if asked.tab is Tab.TOO_OLD_SOON:
        return replace(asked, before=work.now + TOO_OLD_SOON - timedelta(days=last_call_days(work)))
    return asked


@asks(Act.SEARCH_QUEUE)
def rows_by_id(work: Work, ids: Sequence[int], text: str = "") -> tuple[ListRow, ...]:
    """One page of the table, in the order of `ids`; each row says by which number `text` found it."""
    return _dressed(work, work.uow.queue.rows_by_id(ids, work.now), text)


def _dressed(work: Work, rows: tuple[ListRow, ...], text: str) -> tuple[ListRow, ...]:
    told = work.uow.queue.found_by([int(row.id) for row in rows], text) if text.strip() else {}
    dressed = _by_the_hour(work, rows)
    region = work.desk.info.region
    shown = {one: display_text(by, region) if by.startswith("+") else by for one, by in told.items()}
    return tuple(replace(row, found_by=shown[int(row.id)]) if int(row.id) in shown else row for row in dressed)


def _by_the_hour(work: Work, rows: tuple[ListRow, ...]) -> tuple[ListRow, ...]:
    """Who is ready but not at this hour, by the place or their own word, is *later*, as on the board. For one page."""
    ready = [int(row.id) for row in rows if row.shown is ShownState.READY]
    if not ready:
        return rows
    desk, rules = (work.desk.info.timezone,), work.desk.rules
    closed = {int(one): opens_at for one, opens_at in outside_own_hours(work, ready).items()}
    for callback_id, places in work.uow.queue.zones_of(ready).items():
        windows = [window(zones or desk, work.now, rules.hours, rules.closed_days) for zones in places]
        if not any(one.open for one in windows):
            closed[callback_id] = min((one.opens_at for one in windows if one.opens_at is not None), default=None)
    return tuple(
        replace(row, shown=ShownState.LATER, ready_at=closed[int(row.id)], waits_for_hours=True)
        if int(row.id) in closed
        else row
        for row in rows
    )


@asks(Act.SEARCH_QUEUE)
def tab_counts(work: Work) -> Mapping[str, int]:
    """How many people stand in each tab."""
    return work.uow.queue.tab_counts(work.now, day_end=end_of_day(work))


@asks(Act.SEARCH_QUEUE)
def offense_labels(work: Work) -> tuple[str, ...]:
    """Offenses on the list, for the filter."""
    return work.uow.queue.offense_labels()


def searched(desk: Desk, found: int) -> None:
    """One record.search event with the count: a list was looked at (decisions: `queue` is a view)."""
    with writing(desk, Act.SEARCH_QUEUE) as work:
        work.record(Event.RECORD_SEARCH, kind="queue", found=found)


declared(searched, Act.SEARCH_QUEUE, writes=True)


@asks(Act.SEARCH_QUEUE)
def state_counts(work: Work) -> Mapping[str, int]:
    """How many callbacks stand in each state."""
    return work.uow.queue.state_counts()


@asks(Act.SEARCH_QUEUE)
def blocked(work: Work) -> tuple[BlockedBy, ...]:
    """Which rule keeps how many people off the list, held and excluded (`when` is the state), most first."""
    lines = [
        BlockedBy(reason, blocked_sentence(work, reason), count, state)
        for state, reason, count in work.uow.queue.reason_counts()
        if state in ("held", "excluded") and reason
    ]
    return tuple(sorted(lines, key=lambda one: (-one.count, one.when, one.reason)))


@asks(Act.SEARCH_QUEUE)
def export_rows(work: Work, asked: ListFilter) -> tuple[ExportRow, ...]:
    """Everything a terminal or a test asks of the list: ids, states, case numbers, numbers, reasons."""
    return work.uow.queue.export_rows(asked, work.now)


@asks(Act.WHY)
def why_known(work: Work, callback_id: CallbackId) -> tuple[WhyView, ...]:
    """The sentences for an id that somebody typed; empty when there is none."""
    try:
        return (why_view(work, callback_id),)
    except NotFound:
        return ()


@asks(Act.WHY)
def why_found(work: Work, text: str, most: int) -> tuple[WhyView, ...]:
    """The same for who has exactly this number, in any writing, or a name of these words; the first `most`."""
    info = work.desk.info
    number = read_number(text, info.region, info.area_code)
    if isinstance(number, PhoneNumber):
        found: Sequence[int] = work.uow.people.by_number(number.e164)
    elif any(letter.isalpha() for letter in text):
        found = work.uow.queue.ids(ListFilter(text=text), work.now)
    else:
        return ()
    return tuple(why_view(work, CallbackId(one)) for one in found[:most])


@asks(Act.WHY)
def why(work: Work, callback_id: CallbackId) -> WhyView:
    """The sentences of the objects that decide, for one person. Raises NotFound."""
    return why_view(work, callback_id)


@asks(Act.WHY)
def whole_history(work: Work, callback_id: CallbackId) -> tuple[HistoryLine, ...]:
    """Everything on record about one person's call, newest first: asked when somebody opens it."""
    short, more = work.uow.queue.history(callback_id), work.uow.queue.more_history(callback_id)
    return tuple(sorted((*short, *more), key=lambda line: line.at, reverse=True))


@asks(Act.WHY)
def why_case(work: Work, case_number: str) -> tuple[WhyView, ...]:
    """The same for everybody on a case."""
    return tuple(why_view(work, callback_id) for callback_id in work.uow.people.by_case_number(case_number))
