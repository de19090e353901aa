"""What *My shift* counts as ready is what a claim would hand out: nobody in whose place it is night."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import text

from callback_desk.domain.call import SafeContact
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.safe_times import SafeTimes, offered
from callback_desk.domain.views import ListFilter, ShownState, Tab
from callback_desk.use_cases import board, call_list, languages, next_call, shift
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import (
    CARMEN,
    RUTH,
    SERGEANT,
    World,
    ask,
    bring_in,
    plain_rows,
    storage_of,
    write_rows,
)


def test_at_night_nobody_is_ready_and_the_page_says_from_when(world: World) -> None:
    by_day = shift.my_shift(world.enter(RUTH)).counts
    assert by_day.ready > 0
    world.clock.move(hours=11)  # type: ignore[attr-defined]  # nine in the evening, Chicago
    ruth = world.enter(RUTH)
    night = shift.my_shift(ruth).counts
    assert (night.ready, night.ready + night.later) == (0, by_day.ready + by_day.later)
    assert night.next_at == datetime(2026, 11, 18, 15, 0, tzinfo=UTC), "nine in the morning"
    assert night.next_count == by_day.ready + by_day.later
    assert next_call.claim_next(ruth, ruth.new_operation()) is None
    assert shift.my_shift(ruth).counts == night


def test_a_place_where_it_is_still_day_counts(world: World, tmp_path) -> None:
    today = world.clock.now().date()
    rows = [
        {**row, "Victim Cell Phone": f"(808) 555-014{index}"}
        for index, row in enumerate(plain_rows(2, today, seed=4, first=700))
    ]
    world.clock.move(hours=4)  # type: ignore[attr-defined]  # ten in the morning there
    bring_in(world.enter(SERGEANT), write_rows(tmp_path / "export.csv", rows))
    world.clock.move(hours=7)  # type: ignore[attr-defined]  # five in the afternoon in Hawaii
    ruth = world.enter(RUTH)
    ready = shift.my_shift(ruth).counts.ready
    assert ready == 2
    handed = 0
    while next_call.claim_next(ruth, ruth.new_operation()):
        handed += 1
    assert handed == ready


def test_the_call_list_says_that_somebody_waits_for_calling_hours_as_the_board_counts_them(world: World) -> None:
    desk = world.enter(SERGEANT)
    by_day = call_list.first_rows(desk, ListFilter(), 200)[1]
    assert sum(row.shown is ShownState.READY for row in by_day) == board.board(desk).counts.ready > 0
    assert not any(row.waits_for_hours for row in by_day)
    world.clock.move(hours=11)  # type: ignore[attr-defined]  # nine in the evening, Chicago
    desk = world.enter(SERGEANT)
    total, night = call_list.first_rows(desk, ListFilter(), 200)
    assert total == len(night) == len(by_day)
    assert not any(row.shown is ShownState.READY for row in night)
    waits = [row for row in night if row.waits_for_hours]
    assert {row.id for row in waits} == {row.id for row in by_day if row.shown is ShownState.READY}
    assert {(row.shown, row.ready_at) for row in waits} == {
        (ShownState.LATER, datetime(2026, 11, 18, 15, 0, tzinfo=UTC))
    }
    ids = [int(row.id) for row in night]
    assert call_list.rows_by_id(desk, ids) == night
    said = call_list.why(desk, waits[0].id)
    assert (said.shown, said.next_try) == (ShownState.LATER, "Tomorrow at 9:00 AM")
    assert "decent hour" in said.sentence


def _agreed(desk: Desk, callback: CallbackId, times: SafeTimes) -> None:
    with storage_of(desk).write() as unit:
        unit.people.put_safe_contact(
            unit.queue.victim_of(callback), SafeContact(times=times), by=RUTH, at=desk.clock.now()
        )
        unit.commit()


def _three(desk: Desk) -> list[CallbackId]:
    return [CallbackId(int(str(one))) for (one,) in ask(desk, "SELECT id FROM callbacks ORDER BY id LIMIT 3")]


def _handed(desk: Desk) -> int:
    """How many cards come, one after the other; all of them are laid down again."""
    cards = []
    while card := next_call.claim_next(desk, desk.new_operation()):
        cards.append(card)
    for card in cards:
        next_call.give_back(desk, desk.new_operation(), card.callback_id, card.fence)
    return len(cards)


def test_who_named_other_hours_is_later_and_the_page_says_from_when(world: World) -> None:
    ruth = world.enter(RUTH)
    before = shift.my_shift(ruth).counts
    one, two, three = [
        CallbackId(int(str(row[0]))) for row in ask(ruth, "SELECT id FROM callbacks ORDER BY id LIMIT 3")
    ]
    _agreed(ruth, one, offered("evenings"))
    _agreed(ruth, two, offered("mornings"))  # it is ten in the morning
    _agreed(ruth, three, offered("evenings"))
    _agreed(ruth, three, offered("any"))  # what was agreed last counts
    counts = shift.my_shift(ruth).counts
    assert (counts.ready, counts.later) == (before.ready - 1, before.later + 1)
    assert counts.next_at == datetime(2026, 11, 17, 23, 0, tzinfo=UTC), "five in the afternoon"
    assert counts.next_count == 1
    assert _handed(ruth) == counts.ready


def test_board_list_and_row_say_later_of_who_named_other_hours(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    before = board.board(sergeant).counts
    evening, _, _ = _three(sergeant)
    _agreed(sergeant, evening, offered("evenings"))
    five = datetime(2026, 11, 17, 23, 0, tzinfo=UTC)
    counts = board.board(sergeant).counts
    assert (counts.ready, counts.later) == (before.ready - 1, before.later + 1)
    assert (counts.next_at, counts.next_count) == (five, 1)
    for tab, many in ((Tab.READY, counts.ready), (Tab.LATER, counts.later)):
        for order in ("name", "next_try"):
            asked = ListFilter(tab=tab, sort=order)
            ids = list(call_list.all_ids(sergeant, asked))
            assert len(ids) == many
            assert (int(evening) in ids) is (tab is Tab.LATER)
            rows = call_list.first_rows(sergeant, asked, 200)[1]
            assert [int(row.id) for row in rows] == ids
            assert {row.shown for row in rows} <= {ShownState.READY if tab is Tab.READY else ShownState.LATER}
    (row,) = call_list.rows_by_id(sergeant, [int(evening)])
    assert (row.shown, row.ready_at, row.waits_for_hours) == (ShownState.LATER, five, True)
    world.clock.move(hours=7)  # type: ignore[attr-defined]  # five in the afternoon
    sergeant = world.enter(SERGEANT)
    assert int(evening) in list(call_list.all_ids(sergeant, ListFilter(tab=Tab.READY)))


def test_who_is_for_a_colleague_now_is_not_ready_for_me_and_the_page_says_so(world: World) -> None:
    ruth, carmen, sergeant = world.enter(RUTH), world.enter(CARMEN), world.enter(SERGEANT)
    before = shift.my_shift(ruth).counts.ready
    knows, not_now, polish = _three(ruth)
    me = ruth.session.staff.id
    with storage_of(ruth).write() as unit:
        unit.queue.pass_over(knows, me)
        unit.queue.put(replace(unit.queue.get(not_now), not_caller=me))
        victim = unit.queue.victim_of(polish)
        unit.connection.execute(text("UPDATE victims SET language = 'pl' WHERE id = :one"), {"one": victim})
        unit.commit()
    languages.enter_languages(sergeant, sergeant.new_operation(), carmen.session.staff.id, "Polish")
    counts = shift.my_shift(ruth).counts
    assert counts.ready == before - 3 == _handed(ruth)
    assert ("are for a colleague at this moment", 3) in [(one.sentence, one.count) for one in counts.blocked_by]
    assert sum(one.count for one in counts.blocked_by) == counts.blocked
    theirs = shift.my_shift(carmen).counts
    assert theirs.ready == before == _handed(carmen)
