"""Claims among many who wait, and how soon the call list is there."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from bench_parts import desks
from bench_parts.list_page import measure_page
from bench_parts.result import Line, Settings, at_most, cpu_ms_of, ms_of, p50, p95, p99
from callback_desk.domain.call import CallCard
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.views import ListFilter, Tab
from callback_desk.use_cases import call_list, next_call
from callback_desk.use_cases.desk import Desk

CLAIM, LIST = "claim", "call list"
_PAGE = 60
_CLAIM_MS, _CLAIM_P99_MS, _NEXT_CPU_MS, _PAINT_MS = 2.0, 5.0, 12.0, 200.0
_AGAIN_MS, _REST_MS = 100.0, 500.0  # the first page of another question, and everybody of it


def measure_claim(settings: Settings) -> list[Line]:
    office = desks.make_office(settings.folder / "claim-desk")
    supervisor = desks.open_desk(office, desks.SUPERVISOR)
    desks.fill(supervisor, settings.waiting)
    desk = desks.open_desk(office, desks.VOLUNTEER)
    times = settings.times(200)
    claim_next(desk)
    by_hand = desks.own_connection(desk)
    units: list[float] = []
    floor: list[float] = []
    for _ in range(times):  # in turns, so that a busy disk meets both
        floor.append(ms_of(lambda: desks.bare_commit(by_hand)))
        units.append(ms_of(lambda: _claim_in_a_unit(desk)))
    alone = [cpu_ms_of(lambda: _claim_in_a_unit(desk)) for _ in range(times)]
    whole = [ms_of(lambda: claim_next(desk)) for _ in range(times)]
    spent = [cpu_ms_of(lambda: claim_next(desk)) for _ in range(times)]
    desks.put_to_sleep(by_hand)
    by_hand.close()
    beside = [ms_of(lambda: claim_next(desk)) for _ in range(times)]
    among = f"among {settings.waiting:,} waiting"
    return [
        at_most(
            CLAIM,
            f"claim statement {among}, BEGIN to synced COMMIT, p50",
            p50(units),
            "ms",
            _CLAIM_MS,
            "the unit of work around queue.claim_first alone",
        ),
        Line(CLAIM, "  the same, p95", p95(units), "ms"),
        at_most(CLAIM, "  the same, p99", p99(units), "ms", _CLAIM_P99_MS),
        Line(CLAIM, "  of it processor time, p50", p50(alone), "ms"),
        at_most(CLAIM, "  … p99", p99(alone), "ms", _CLAIM_P99_MS),
        Line(CLAIM, "one row changed by hand and synced on the same file, p50", p50(floor), "ms", note="the floor"),
        Line(CLAIM, "claim statement beside that floor", p50(units) / p50(floor), ""),
        Line(
            CLAIM,
            f"claim_next {among}: claim, all rules, audit line, card, p50",
            p50(whole),
            "ms",
            note="what a volunteer waits for",
        ),
        Line(CLAIM, "  the same, p95", p95(whole), "ms"),
        at_most(CLAIM, "  of it processor time, p50", p50(spent), "ms", _NEXT_CPU_MS),
        Line(CLAIM, "  the same while it is night for nine of ten, the oldest reports, p50", p50(beside), "ms"),
        Line(CLAIM, "  … p95", p95(beside), "ms"),
    ]


def claim_next(desk: Desk) -> CallCard:
    """The next person's card; there is always one on these desks."""
    card = next_call.claim_next(desk, desk.new_operation())
    if card is None:
        raise RuntimeError("nobody could be claimed: the desk was not filled as it should be")
    return card


def _claim_in_a_unit(desk: Desk) -> None:
    now = desk.clock.now()
    with desk.storage.write(desk.session) as uow:
        entry = uow.queue.claim_first(desk.session.staff.id, now, now + desk.rules.limits.lease, passed_over=())
        uow.commit()
    if entry is None:
        raise RuntimeError("nobody could be claimed: the desk was not filled as it should be")


def measure_list(settings: Settings) -> list[Line]:
    office = desks.make_office(settings.folder / "list-desk")
    desk = desks.open_desk(office, desks.SUPERVISOR)
    desks.fill(desk, settings.listed)
    desk = desks.open_desk(office, desks.SUPERVISOR)  # nothing of the filling is in its caches
    gc.collect()
    gc.freeze()  # as the window does at sign-in: a pass of this program's own collector is no time of the list
    asked = ListFilter()
    first_ms = ms_of(lambda: call_list.first_rows(desk, asked, _PAGE))
    again = [ms_of(lambda: call_list.first_rows(desk, asked, _PAGE)) for _ in range(settings.times(25))]
    ids: Sequence[int] = ()

    def all_ids() -> None:
        nonlocal ids
        ids = call_list.all_ids(desk, asked)

    vector_ms = ms_of(all_ids)
    if len(ids) != settings.listed:
        raise RuntimeError(f"{len(ids)} ids of {settings.listed}")
    step = max(len(ids) // 40, 1)
    jumps = [
        ms_of(lambda at=at: call_list.rows_by_id(desk, [CallbackId(one) for one in ids[at : at + _PAGE]]))  # type: ignore[misc]  # a default binds the loop's value
        for at in range(0, len(ids) - _PAGE, step)
    ]
    rows = f"{settings.listed:,} rows"
    return [
        at_most(LIST, f"first {_PAGE} of {rows}, first time after opening", first_ms, "ms", _PAINT_MS),
        at_most(LIST, "  the same again, p95", p95(again), "ms", _AGAIN_MS),
        at_most(LIST, f"all ids of {rows} in order (in the background)", vector_ms, "ms", _REST_MS),
        Line(LIST, f"a page of {_PAGE} anywhere by ids, p50", p50(jumps), "ms"),
        at_most(LIST, "  the same, p95", p95(jumps), "ms", _AGAIN_MS),
        Line(LIST, f"all ids of {rows}, the memory they hold", sys.getsizeof(ids) / 1e6, "MB"),
        *_asked_otherwise(desk, settings),
        *measure_page(desk, settings.listed),
    ]


def _asked_otherwise(desk: Desk, settings: Settings) -> list[Line]:
    """A search, another order, a tab: the first page of each, and every id of it, which comes in the background."""
    last, case = desks.a_name(desk), "26-0000042"
    ways = {
        f"search of a last name ({last})": ListFilter(text=last),
        "search of a case number": ListFilter(text=case),
        "search of a telephone number": ListFilter(text="217-555-0142"),
        "by the day of the report, newest first": ListFilter(sort="reported", descending=True),
        "by the next try": ListFilter(sort="next_try"),
        "only those who are ready": ListFilter(tab=Tab.READY),
        "only those who wait, by the next try": ListFilter(states=frozenset({"waiting"}), sort="next_try"),
        "one offense, by tries": ListFilter(offense="Break-in", sort="tries"),
    }
    lines = []
    for what, asked in ways.items():
        if not call_list.first_rows(desk, asked, _PAGE)[1]:
            raise RuntimeError(f"{what}: nobody was found, so nothing was measured")
        first = [ms_of(lambda asked=asked: call_list.first_rows(desk, asked, _PAGE)) for _ in range(settings.times(10))]  # type: ignore[misc]  # a default binds the loop's value
        whole = ms_of(lambda asked=asked: call_list.all_ids(desk, asked))  # type: ignore[misc]  # as above
        lines.append(at_most(LIST, f"{what}: first {_PAGE}, p95", p95(first), "ms", _AGAIN_MS))
        lines.append(at_most(LIST, "  all its ids (in the background)", whole, "ms", _REST_MS))
    return lines
