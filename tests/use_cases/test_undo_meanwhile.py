"""While an import is taken back the desk goes on: what happens meanwhile counts, Stop is in time, a kill is mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from callback_desk.domain.audit_verify import Finding
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.ids import BatchId, CallbackId
from callback_desk.domain.undo import UndoPile, UndoReason, UndoReport
from callback_desk.domain.views import ListFilter
from callback_desk.storage.faults import FaultAtStep
from callback_desk.use_cases import call_list, decide_hold, import_report, next_call, undo_import
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.undo_import import UndoStopped, undo_batch, undo_preview
from tests.use_cases.made_desks import (
    RUTH,
    SERGEANT,
    WORKDAY,
    World,
    ask,
    bring_in,
    changed_tables,
    claim,
    events,
    faults_of,
    plain_rows,
    snapshot,
    start,
    storage_of,
    talk,
    write_rows,
)
from tests.use_cases.visible import facts_of_desk, problems_of_desk

FIRST = BatchId(1)
PEOPLE = 12


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many short transactions for twelve people."""
    monkeypatch.setattr(undo_import, "_AT_ONCE", 3)
    monkeypatch.setattr(undo_import, "_STEPS_WITH_IT", 0)


@dataclass
class Turns:
    """Does something at one of the turns: 1 is after the first three people, 4 after all twelve."""

    at: int
    what: Callable[[], object]
    taken: int = 0

    def __call__(self) -> None:
        self.taken += 1
        if self.taken == self.at:
            self.what()


def take_back(desk: Desk, turn: Callable[[], None] = lambda: None) -> UndoReport:
    return undo_batch(desk, desk.new_operation(), FIRST, turn=turn)


def names(desk: Desk) -> list[str]:
    return [row.name for row in call_list.first_rows(desk, ListFilter(), 500)[1]]


def first_waiting(desk: Desk) -> CallbackId:
    return CallbackId(int(str(ask(desk, "SELECT min(id) FROM callbacks WHERE state = 'waiting'")[0][0])))


def rows_of_others(desk: Desk) -> list[dict[str, str]]:
    """The export's rows without the person who was called."""
    called = ask(desk, "SELECT v.last FROM attempts t JOIN victims v ON v.id = t.victim_id")
    return [row for row in plain_rows(PEOPLE, WORKDAY.date()) if (row["Victim Last Name"],) not in called]


def whole(desk: Desk) -> None:
    assert problems_of_desk(desk) == []
    assert storage_of(desk).verify_audit().finding is Finding.CLEAN
    assert storage_of(desk).integrity() == ()


Meanwhile = Callable[[Desk, Desk], object]
HAPPENINGS: dict[str, tuple[Meanwhile, UndoReason]] = {
    "a whole call": (lambda _sergeant, ruth: talk(ruth), UndoReason.CALLED),
    "a call that goes on": (lambda _sergeant, ruth: start(ruth), UndoReason.CALLED),
    "a claim": (lambda _sergeant, ruth: claim(ruth), UndoReason.IN_HAND),
    "a wish": (
        lambda sergeant, _ruth: decide_hold.do_not_contact(
            sergeant, sergeant.new_operation(), first_waiting(sergeant), "asked"
        ),
        UndoReason.WISH,
    ),
    "kept off the list": (
        lambda sergeant, _ruth: decide_hold.keep_off(sergeant, sergeant.new_operation(), [first_waiting(sergeant)]),
        UndoReason.DECIDED,
    ),
    "a hold on the case": (
        lambda sergeant, _ruth: decide_hold.hold_case(
            sergeant,
            sergeant.new_operation(),
            call_list.why(sergeant, first_waiting(sergeant)).case_numbers[0],
            "The detective asked for it.",
            None,
        ),
        UndoReason.CASE_HOLD,
    ),
}


@pytest.mark.parametrize("at", [1, 4])
@pytest.mark.parametrize("what", HAPPENINGS)
def test_whoever_something_happens_to_meanwhile_stays(world: World, what: str, at: int) -> None:
    ruth, desk = world.enter(RUTH), world.enter(SERGEANT)
    happens, reason = HAPPENINGS[what]
    turns = Turns(at, lambda: happens(desk, ruth))
    done = take_back(desk, turns)
    assert turns.taken > at
    assert done.counts.reasons == {reason: 1, UndoReason.NOTHING_SINCE: PEOPLE - 1}
    assert len(names(desk)) == 1
    assert ask(desk, "SELECT count(*) FROM undone_people") == [(PEOPLE,)]
    whole(desk)


def test_a_wish_noted_meanwhile_holds(world: World) -> None:
    desk = world.enter(SERGEANT)
    one = first_waiting(desk)
    take_back(desk, Turns(2, lambda: decide_hold.do_not_contact(desk, desk.new_operation(), one, "asked")))
    assert call_list.why(desk, one).state == "excluded"
    assert next_call.claim_next(world.enter(RUTH), desk.new_operation()) is None


def test_a_card_given_back_meanwhile_keeps_nobody(world: World) -> None:
    ruth, desk = world.enter(RUTH), world.enter(SERGEANT)
    card = claim(ruth)
    turns = Turns(4, lambda: next_call.give_back(ruth, ruth.new_operation(), card.callback_id, card.fence))
    assert take_back(desk, turns).counts.of(UndoPile.REMOVED) == PEOPLE
    assert names(desk) == []
    whole(desk)


def test_many_who_change_meanwhile_are_sorted_out_before_the_last_moment(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_import, "_AT_THE_END", 2)
    desk = world.enter(SERGEANT)
    ids = [CallbackId(int(str(row[0]))) for row in ask(desk, "SELECT id FROM callbacks ORDER BY id LIMIT 8")]
    keep_off = Turns(4, lambda: decide_hold.keep_off(desk, desk.new_operation(), ids))
    done = take_back(desk, keep_off)
    assert done.counts.reasons == {UndoReason.DECIDED: 8, UndoReason.NOTHING_SINCE: PEOPLE - 8}
    whole(desk)


def test_what_can_be_seen_changes_in_one_moment(world: World, tmp_path: Path) -> None:
    talk(world.enter(RUTH))
    desk = world.enter(SERGEANT)
    rows = rows_of_others(desk)
    later = [{**rows[3], "Victim Cell Phone": "(312) 555-0177"}, {**rows[4], "Case Status": "Open"}, rows[5]]
    bring_in(desk, write_rows(tmp_path / "later.csv", later))
    before, lists = facts_of_desk(desk), []
    gone: list[bool] = []

    def look() -> None:
        gone.append(import_report.batches(desk)[-1].undone_at is not None)
        lists.append(len(names(desk)))
        assert problems_of_desk(desk) == []
        if not gone[-1]:
            assert facts_of_desk(desk) == before

    done = take_back(desk, look)
    assert (gone.count(False), lists[: gone.count(False)]) == (4, [PEOPLE] * 4)
    assert set(lists[gone.count(False) :]) == {4}
    assert gone.count(True) > 4
    assert done.judged_again == 2
    whole(desk)


@pytest.mark.parametrize("after", [0, 1, 3, 4])
def test_stop_leaves_the_desk_as_it_was(world: World, tmp_path: Path, after: int) -> None:
    talk(world.enter(RUTH))
    desk = world.enter(SERGEANT)
    bring_in(desk, write_rows(tmp_path / "later.csv", rows_of_others(desk)[5:8]))
    before = snapshot(desk)
    asked = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > after

    with pytest.raises(UndoStopped):
        undo_batch(desk, desk.new_operation(), FIRST, cancelled=cancelled)
    assert changed_tables(before, snapshot(desk)) <= {"batches"}
    assert [line.undone_at for line in import_report.batches(desk)] == [None, None]
    done = take_back(desk)
    assert done.counts == undo_import.undo_report(desk, FIRST).counts
    assert done.counts.reasons == {UndoReason.CALLED: 1, UndoReason.OTHER_IMPORT: 3, UndoReason.NOTHING_SINCE: 8}
    whole(desk)


def test_progress_goes_up_and_ends_with_everybody(world: World) -> None:
    desk = world.enter(SERGEANT)
    heard: list[tuple[str, int, int]] = []
    undo_batch(desk, desk.new_operation(), FIRST, progress=lambda *step: heard.append(step))
    assert [step for step in heard if step[0] == "sort"] == [("sort", n, PEOPLE) for n in (3, 6, 9, 12)]
    settled = [step for step in heard if step[0] == "settle"]
    assert settled == sorted(settled)
    assert heard == [*heard[:4], *settled]
    assert settled


def _kill(desk: Desk, tmp_path: Path, *, at: int) -> None:
    """As a power cut: nothing of the program runs after it. What it would put back stays as it lies."""
    patched = pytest.MonkeyPatch()
    patched.setattr(undo_import, "_put_back", lambda _desk, _pace: 0)
    try:
        with pytest.raises(KeyboardInterrupt):
            take_back(desk, Turns(at, _interrupt))
    finally:
        patched.undo()


def _interrupt() -> None:
    raise KeyboardInterrupt


def test_killed_before_the_moment_the_next_start_puts_everything_back(world: World, tmp_path: Path) -> None:
    talk(world.enter(RUTH))
    desk = world.enter(SERGEANT)
    bring_in(desk, write_rows(tmp_path / "later.csv", rows_of_others(desk)[5:8]))
    before, facts, plan = snapshot(desk), facts_of_desk(desk), undo_preview(desk, FIRST)
    _kill(desk, tmp_path, at=4)
    assert changed_tables(before, snapshot(desk)) >= {"undone_people", "reports", "callbacks"}
    assert facts_of_desk(desk) == facts
    assert undo_preview(desk, FIRST) == plan
    with pytest.raises(NotFound, match="was not taken back"):
        undo_import.undo_report(desk, FIRST)
    world.enter(SERGEANT)  # the next start
    assert changed_tables(before, snapshot(desk)) <= {"batches", "audit_events", "staff"}
    assert take_back(desk).counts == plan.counts
    whole(desk)


@pytest.mark.parametrize("at", [5, 7, 9])
def test_killed_after_the_moment_the_next_start_settles_the_rest(world: World, tmp_path: Path, at: int) -> None:
    talk(world.enter(RUTH))
    desk = world.enter(SERGEANT)
    rows = rows_of_others(desk)
    later = [{**rows[3], "Case Status": "Open"}, {**rows[4], "Case Status": "Open"}, rows[5]]
    bring_in(desk, write_rows(tmp_path / "later.csv", later))
    _kill(desk, tmp_path, at=at)
    assert len(names(desk)) == 4
    assert problems_of_desk(desk) == []
    left = ask(desk, "SELECT count(*) FROM callbacks WHERE batch_id = 1 AND state <> 'withdrawn'")
    assert left != [(0,)]
    world.enter(SERGEANT)  # the next start
    assert ask(desk, "SELECT count(*) FROM callbacks WHERE batch_id = 1 AND state <> 'withdrawn'") == [(0,)]
    assert undo_import.undo_report(desk, FIRST).judged_again == 2
    assert ask(desk, "SELECT undo FROM batches WHERE undo LIKE '%left%'") == []
    assert events(desk).count("import.undo") == 1
    whole(desk)


def test_the_same_press_again_after_a_kill_settles_the_rest(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    op = desk.new_operation()
    with pytest.raises(KeyboardInterrupt):
        undo_batch(desk, op, FIRST, turn=Turns(5, _interrupt))
    done = undo_batch(desk, op, FIRST)
    assert done.counts.of(UndoPile.REMOVED) == PEOPLE
    assert ask(desk, "SELECT count(*) FROM callbacks WHERE state <> 'withdrawn'") == [(0,)]
    assert events(desk).count("import.undo") == 1
    whole(desk)


def test_another_import_is_taken_back_only_after_what_a_killed_run_left(world: World, tmp_path: Path) -> None:
    """What both brought lies between the two; it must not stay when both are gone."""
    desk = world.enter(SERGEANT)
    rows = plain_rows(PEOPLE, WORKDAY.date())
    second = bring_in(desk, write_rows(tmp_path / "later.csv", rows[:5]))[0].id
    _kill(desk, tmp_path, at=5)
    assert len(names(desk)) == 5
    done = undo_batch(desk, desk.new_operation(), second)
    assert done.counts.of(UndoPile.REMOVED) == 5
    assert names(desk) == []
    whole(desk)


def test_while_it_runs_no_import_and_no_other_undo_begins(world: World) -> None:
    desk = world.enter(SERGEANT)
    refusals: list[str] = []

    def try_both() -> None:
        for begin in (lambda: import_report.open_import(desk, None), lambda: take_back(desk)):
            with pytest.raises(DeskFault) as refused:
                begin()
            refusals.append(refused.value.code)

    assert take_back(desk, Turns(2, try_both)).counts.of(UndoPile.REMOVED) == PEOPLE
    assert refusals == ["E31", "import_runs"]


def test_struck_anywhere_it_is_there_whole_or_not_at_all(world: World, tmp_path: Path) -> None:
    """At every step of the save lane: until the moment nothing has changed, from it on only settling is left."""
    talk(world.enter(RUTH))
    desk = world.enter(SERGEANT)
    rows = rows_of_others(desk)
    bring_in(desk, write_rows(tmp_path / "later.csv", [{**rows[3], "Case Status": "Open"}, rows[5]]))
    before, facts = snapshot(desk), facts_of_desk(desk)
    plan = faults_of(desk)
    struck = 0
    for at in range(1, 2_000, 5):
        plan.restart(at)
        try:
            take_back(desk)
        except FaultAtStep:
            struck += 1
        plan.restart(0)
        if import_report.batches(desk)[-1].undone_at is not None:
            break
        assert changed_tables(before, snapshot(desk)) <= {"batches"}
        assert facts_of_desk(desk) == facts
    else:
        pytest.fail("it never got through")
    assert struck >= 10
    world.enter(SERGEANT)
    assert len(names(desk)) == 3
    assert ask(desk, "SELECT count(*) FROM callbacks WHERE batch_id = 1 AND state <> 'withdrawn'") == [(0,)]
    assert events(desk).count("import.undo") == 1
    whole(desk)
