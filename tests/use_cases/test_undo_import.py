"""An import is taken back: who goes, who stays and why, and nothing of a call or a wish is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from callback_desk.domain.audit_verify import Finding
from callback_desk.domain.errors import DeskError, DeskFault, NotAllowed
from callback_desk.domain.ids import BatchId, CallbackId
from callback_desk.domain.incident import Pile
from callback_desk.domain.undo import UndoPile, UndoReason
from callback_desk.domain.views import ListFilter
from callback_desk.use_cases import call_list, decide_hold, import_report, next_call, raise_concern, start_call
from callback_desk.use_cases.undo_import import undo_batch, undo_preview, undo_report
from tests.use_cases.made_desks import (
    RUTH,
    SERGEANT,
    WORKDAY,
    World,
    ask,
    bring_in,
    claim,
    events,
    plain_rows,
    start,
    storage_of,
    talk,
    write_rows,
)
from tests.use_cases.visible import facts_of_desk, problems_of_desk

Rows = list[dict[str, str]]


@pytest.fixture
def empty(new_world: Callable[..., World]) -> World:
    """A desk whose own twelve people are taken back already."""
    world = new_world()
    desk = world.enter(SERGEANT)
    undo_batch(desk, desk.new_operation(), BatchId(1))
    return world


def people(first: int, count: int) -> Rows:
    return plain_rows(count, WORKDAY.date(), seed=11, first=first)


def bring(desk, tmp_path: Path, name: str, rows: Rows) -> BatchId:
    return bring_in(desk, write_rows(tmp_path / name, rows))[0].id


def take_back(desk, batch: BatchId):
    return undo_batch(desk, desk.new_operation(), batch)


def names(desk) -> list[str]:
    return [row.name for row in call_list.first_rows(desk, ListFilter(), 500)[1]]


def test_an_untouched_import_goes_whole_and_says_so_first(world: World) -> None:
    desk = world.enter(SERGEANT)
    before = undo_preview(desk, BatchId(1))
    assert before.counts.piles == {
        UndoPile.REMOVED: 12,
        UndoPile.KEPT_CALLED: 0,
        UndoPile.KEPT_EDITED: 0,
        UndoPile.ALREADY_GONE: 0,
    }
    assert len(before.people) == 12
    assert before.undone_at is None
    assert len(names(desk)) == 12
    done = take_back(desk, BatchId(1))
    assert done.counts == before.counts
    assert done.people == before.people
    assert (done.undone_at, done.by) == (WORKDAY, SERGEANT)
    assert names(desk) == []
    assert undo_report(desk, BatchId(1)) == done
    (line,) = import_report.batches(desk)
    assert line.undone_at == WORKDAY
    assert events(desk)[-1] == "import.undo"
    assert storage_of(desk).verify_audit().finding is Finding.CLEAN
    assert storage_of(desk).integrity() == ()
    assert next_call.claim_next(world.enter(RUTH), desk.new_operation()) is None


def test_who_was_called_stays_with_calls_numbers_and_case(world: World) -> None:
    started, call = talk(world.enter(RUTH))
    desk = world.enter(SERGEANT)
    card = call_list.why(desk, started.callback_id)
    done = take_back(desk, BatchId(1))
    assert (done.counts.of(UndoPile.KEPT_CALLED), done.counts.of(UndoPile.REMOVED)) == (1, 11)
    assert [one.reason for one in done.people[:1]] == [UndoReason.NOTHING_SINCE]
    after = call_list.why(desk, started.callback_id)
    assert (after.name, after.case_numbers, after.phones) == (card.name, card.case_numbers, card.phones)
    assert len(names(desk)) == 1
    assert ask(desk, "SELECT count(*) FROM calls WHERE id = ?", call) == [(1,)]
    assert problems_of_desk(desk) == []


def test_a_card_in_somebodys_hand_stays_until_its_window_is_dead(world: World) -> None:
    ruth = world.enter(RUTH)
    claim(ruth)
    desk = world.enter(SERGEANT)
    assert undo_preview(desk, BatchId(1)).counts.reasons[UndoReason.IN_HAND] == 1
    world.clock.move(minutes=30)  # type: ignore[attr-defined]
    assert take_back(desk, BatchId(1)).counts.of(UndoPile.REMOVED) == 12


def test_a_number_that_was_not_dialed_is_no_call(world: World) -> None:
    ruth = world.enter(RUTH)
    started = start(ruth)
    start_call.did_not_dial(ruth, ruth.new_operation(), started.call_id, started.fence)
    next_call.give_back(ruth, ruth.new_operation(), started.callback_id, started.fence + 0)
    assert undo_preview(world.enter(SERGEANT), BatchId(1)).counts.of(UndoPile.REMOVED) == 12


def test_wishes_decisions_alerts_and_holds_keep_a_person(world: World) -> None:
    desk = world.enter(SERGEANT)
    ids = [CallbackId(int(str(row[0]))) for row in ask(desk, "SELECT id FROM callbacks ORDER BY id")]
    decide_hold.do_not_contact(desk, desk.new_operation(), ids[0], "asked")
    decide_hold.keep_off(desk, desk.new_operation(), [ids[1]])
    number = call_list.why(desk, ids[2]).case_numbers[0]
    decide_hold.hold_case(desk, desk.new_operation(), number, "The detective asked for it.", None)
    ruth = world.enter(RUTH)
    card = claim(ruth)
    next_call.give_back(ruth, ruth.new_operation(), card.callback_id, card.fence, know_this_person=True)
    done = take_back(desk, BatchId(1))
    assert done.counts.reasons == {
        UndoReason.WISH: 1,
        UndoReason.DECIDED: 1,
        UndoReason.CASE_HOLD: 1,
        UndoReason.KNOWN_TO: 1,
        UndoReason.NOTHING_SINCE: 8,
    }
    assert done.counts.of(UndoPile.KEPT_EDITED) == 4
    assert call_list.why(desk, ids[0]).state == "excluded"
    assert ask(desk, "SELECT count(*) FROM do_not_contact WHERE e164 = ''") == [(1,)]
    assert problems_of_desk(desk) == []


def test_a_wish_outlives_the_import_it_came_with(world: World, tmp_path: Path) -> None:
    """Somebody else of the same number: their import goes, and when it comes again the wish is still there."""
    desk = world.enter(SERGEANT)
    rows = plain_rows(2, WORKDAY.date())
    twin = {**rows[0], **{key: people(700, 1)[0][key] for key in ("Victim Last Name", "Victim DOB", "Case Number")}}
    batch = bring(desk, tmp_path, "twin.csv", [twin])
    first = CallbackId(int(str(ask(desk, "SELECT min(id) FROM callbacks")[0][0])))
    decide_hold.do_not_contact(desk, desk.new_operation(), first, "asked")
    assert take_back(desk, batch).counts.of(UndoPile.REMOVED) == 1
    _, preview = bring_in(desk, tmp_path / "twin.csv")
    assert preview.counts.of(Pile.EXCLUDED) == 1


def test_the_same_file_again_leaves_the_same_desk(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    path = write_rows(tmp_path / "a.csv", people(100, 9))
    _, first = bring_in(desk, path)
    before = facts_of_desk(desk)
    take_back(desk, BatchId(2))
    assert len(facts_of_desk(desk)) == 12
    _, second = bring_in(desk, path)
    assert second.counts == first.counts
    assert facts_of_desk(desk) == before


def test_rows_that_were_taken_back_do_not_return_with_the_next_export(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    take_back(desk, bring(desk, tmp_path, "a.csv", people(100, 5)))
    _, preview = bring_in(desk, write_rows(tmp_path / "next.csv", people(100, 7)))
    assert preview.counts.reasons == {"taken_back": 5}
    assert (preview.counts.of(Pile.EXCLUDED), preview.counts.of(Pile.QUEUED)) == (5, 2)
    assert len(names(desk)) == 14


def test_what_another_import_brings_too_stays_as_that_one_says_it(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    rows = people(100, 4)
    first = bring(desk, tmp_path, "a.csv", rows)
    changed = [rows[0], {**rows[1], "Case Status": "Open"}, {**rows[2], "Victim Cell Phone": "(312) 555-0177"}]
    bring(desk, tmp_path, "b.csv", [*changed, *people(200, 2)])
    preview = undo_preview(desk, first)
    assert preview.counts.reasons == {UndoReason.OTHER_IMPORT: 3, UndoReason.NOTHING_SINCE: 1}
    done = take_back(desk, first)
    assert done.judged_again == 2
    assert len(names(desk)) == 12 + 5
    assert problems_of_desk(desk) == []


def test_taken_back_twice_or_unknown_is_a_sentence(world: World) -> None:
    desk = world.enter(SERGEANT)
    take_back(desk, BatchId(1))
    with pytest.raises(DeskError, match="taken back already"):
        take_back(desk, BatchId(1))
    with pytest.raises(DeskError, match="no such import"):
        undo_preview(desk, BatchId(77))
    with pytest.raises(NotAllowed):
        undo_batch(world.enter(RUTH), desk.new_operation(), BatchId(1))


def test_who_stays_is_no_import_of_its_own(world: World) -> None:
    talk(world.enter(RUTH))
    desk = world.enter(SERGEANT)
    take_back(desk, BatchId(1))
    assert [line.id for line in import_report.batches(desk)] == [1]
    with pytest.raises(DeskError, match="no such import"):
        take_back(desk, BatchId(2))


def test_while_an_import_is_open_nothing_is_taken_back(world: World) -> None:
    desk = world.enter(SERGEANT)
    session = import_report.open_import(desk, None)
    try:
        with pytest.raises(DeskFault, match="import is open"):
            take_back(desk, BatchId(1))
    finally:
        session.close()
    assert take_back(desk, BatchId(1)).counts.of(UndoPile.REMOVED) == 12


def test_an_alert_keeps_its_person(world: World) -> None:
    from callback_desk.domain.concerns import ConcernKind, NewConcern

    ruth = world.enter(RUTH)
    started = start(ruth)
    raise_concern.raise_concern(
        ruth, ruth.new_operation(), started.callback_id, started.call_id, NewConcern(ConcernKind.DISTRESS)
    )
    start_call.did_not_dial(ruth, ruth.new_operation(), started.call_id, started.fence)
    world.clock.move(minutes=30)  # type: ignore[attr-defined]
    desk = world.enter(SERGEANT)
    assert take_back(desk, BatchId(1)).counts.reasons[UndoReason.CONCERN] == 1
