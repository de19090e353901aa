"""Random imports, calls and decisions, and imports taken back in between: what must hold, always holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from callback_desk.domain.audit_verify import Finding
from callback_desk.domain.errors import DeskError
from callback_desk.domain.ids import BatchId, CallbackId
from callback_desk.domain.incident import CaseStatus
from callback_desk.use_cases import decide_hold, undo_import
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.undo_import import UndoStopped, undo_batch, undo_preview
from tests.use_cases.made_desks import (
    RUTH,
    SERGEANT,
    MovedClock,
    World,
    ask,
    changed_tables,
    copy_of,
    snapshot,
    storage_of,
)
from tests.use_cases.quick_desk import Copies, Said, bring, end, ring, take_card
from tests.use_cases.visible import facts_of_desk, problems_of_desk

OFFENSES = ("220", "23H", "09A")
ALREADY = st.sampled_from(["", "", "item:bicycle", "item:bicycle# witness", "item:laptop -camera plate"])
ROW = st.builds(
    Said,
    who=st.integers(0, 4),
    case=st.integers(0, 5),
    numbers=st.sampled_from([(0,), (1,), (2, 3), (0, 4), ()]),
    offense=st.sampled_from(["220", "23H", "09A", "999"]),
    domestic=st.sampled_from([False, False, False, True]),
    status=st.sampled_from([CaseStatus.INACTIVE, CaseStatus.OPEN, CaseStatus.OPEN_ASSIGNED]),
    born=st.sampled_from([True, True, True, False]),
    street=st.sampled_from(["Larch St", "Elm St"]),
    days=st.sampled_from([5, 9]),
    already=ALREADY,
)
#: Left out: an offense nobody knows (the list keeps the last label it had), and a row without a number beside one with
#: (an import holds the person for that row, the rules of a call look at all numbers of the person).
EVEN_ROW = ROW.filter(lambda row: row.offense != "999" and bool(row.numbers))
#: A person is told from another by birth date and name alone, and a case has one offense and one day, so that no row of
#: one file joins two rows of another, and the newest report of a person is one.
PLAIN_ROW = st.builds(
    lambda who, case, extra, domestic, status, already: Said(
        who, case * 10 + who, (who, *extra), OFFENSES[case], domestic, status, days=5 + case, already=already
    ),
    who=st.integers(0, 4),
    case=st.integers(0, 2),
    extra=st.sampled_from([(), (6,), (7, 8)]),
    domestic=st.sampled_from([False, False, True]),
    status=st.sampled_from([CaseStatus.INACTIVE, CaseStatus.OPEN_ASSIGNED]),
    already=ALREADY,
)
SOME = settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)


class Seats:
    """No dataclass: hypothesis writes every argument down, and a desk is half a megabyte of words."""

    def __init__(self, sergeant: Desk, volunteer: Desk, copies: Copies) -> None:
        self.sergeant, self.volunteer, self.copies = sergeant, volunteer, copies


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handful of people is many transactions here."""
    monkeypatch.setattr(undo_import, "_AT_ONCE", 2)
    monkeypatch.setattr(undo_import, "_STEPS_WITH_IT", 1)
    monkeypatch.setattr(undo_import, "_AT_THE_END", 1)


@pytest.fixture
def two(template: Path, tmp_path: Path) -> Iterator[Seats]:
    """A sergeant and a volunteer, signed in once, and a maker of fresh desks for them."""
    world = World(copy_of(template, tmp_path / "desk"), MovedClock())
    (source,) = template.glob("desk-*.db")
    copies = Copies(source, tmp_path)
    yield Seats(world.enter(SERGEANT), world.enter(RUTH), copies)
    copies.close()
    world.close()


def whole(desk: Desk) -> None:
    assert problems_of_desk(desk) == []
    assert storage_of(desk).verify_audit().finding is Finding.CLEAN


def take_back(desk: Desk, batch: BatchId):
    """All of it, with nobody else at the desk."""
    before = undo_preview(desk, batch)
    done = undo_batch(desk, desk.new_operation(), batch)
    assert done.counts == before.counts
    assert sum(done.counts.piles.values()) == done.counts.people
    assert ask(desk, "SELECT count(DISTINCT victim_id) FROM undone_people WHERE batch_id = ?", batch) == [
        (done.counts.people,)
    ]
    return done


@SOME
@example(  # two rules say never
    rows=[Said(0, 0)],
    other=[Said(0, 0, days=9), Said(0, 0, domestic=True), Said(0, 0, offense="09A")],
)
@given(rows=st.lists(EVEN_ROW, min_size=1, max_size=8), other=st.lists(EVEN_ROW, max_size=4))
def test_import_take_back_import_leaves_the_same_desk(two: Seats, rows: list[Said], other: list[Said]) -> None:
    (desk,) = two.copies.of(two.sergeant)
    if other:
        bring(desk, other)
    # Of two rules that both say never, the last rows that came say which is named; the rest is equal.
    empty = facts_of_desk(desk, named_rule=False)
    batch, first = bring(desk, rows, sha="a" * 64)
    full = facts_of_desk(desk)
    take_back(desk, batch)
    assert facts_of_desk(desk, named_rule=False) == empty
    _, second = bring(desk, rows, sha="a" * 64)
    assert second == first
    assert facts_of_desk(desk) == full
    whole(desk)


@SOME
@given(first=st.lists(PLAIN_ROW, min_size=1, max_size=8), second=st.lists(PLAIN_ROW, min_size=1, max_size=8))
def test_after_taking_back_the_first_the_desk_is_as_if_only_the_second_had_come(
    two: Seats, first: list[Said], second: list[Said]
) -> None:
    both, alone = two.copies.of(two.sergeant) + two.copies.of(two.sergeant)
    overlap = [*second, *first[: len(first) // 2]]
    batch, _ = bring(both, first)
    bring(both, overlap)
    take_back(both, batch)
    bring(alone, overlap)
    # Of two rules that both say never, the file's order says which is named; the rest is equal.
    assert facts_of_desk(both, named_rule=False) == facts_of_desk(alone, named_rule=False)
    whole(both)


WHICH = st.integers(0, 9)
STEP = st.one_of(
    st.tuples(st.just("bring"), st.lists(ROW, min_size=1, max_size=6), WHICH),
    st.tuples(
        st.just("ring"), st.sampled_from(["talked_all", "no_answer", "no_calls_wanted", "not_dialed", "open"]), WHICH
    ),
    st.tuples(st.sampled_from(["card", "keep_off", "wish", "back", "back"]), st.none(), WHICH),
)


@SOME
@given(first=st.lists(ROW, min_size=2, max_size=8), steps=st.lists(STEP, max_size=9))
def test_nobody_called_is_lost_and_every_import_keeps_its_people(two: Seats, first, steps) -> None:
    desk, volunteer = two.copies.of(two.sergeant, two.volunteer)
    brought = {}
    called: set[CallbackId] = set()
    for what, given_with, which in [("bring", first, 0), *steps]:
        if what == "bring":
            batch, counts = bring(desk, given_with)
            assert counts.accounted
            kept_out = "SELECT line FROM problems WHERE batch_id = ? AND reason = 'taken_back'"
            away = {given_with[int(str(line)) - 2] for (line,) in ask(desk, kept_out, batch)}
            brought[batch] = [row for row in given_with if row not in away]
        elif what == "back" and brought:
            batch = sorted(brought)[which % len(brought)]
            del brought[batch]
            take_back(desk, batch)
        else:
            _press(desk, volunteer, what, given_with, which, called)
        _everybody_is_there(desk, brought, called)
    whole(desk)


PRESS = st.one_of(
    st.tuples(
        st.just("ring"), st.sampled_from(["talked_all", "no_answer", "no_calls_wanted", "not_dialed", "open"]), WHICH
    ),
    st.tuples(st.sampled_from(["card", "keep_off", "wish"]), st.none(), WHICH),
)


@SOME
@given(
    first=st.lists(ROW, min_size=3, max_size=8),
    second=st.lists(ROW, max_size=6),
    presses=st.lists(st.tuples(st.integers(0, 8), PRESS), max_size=5),
    back=st.booleans(),
)
def test_whatever_happens_while_it_runs_nobody_called_is_lost(two: Seats, first, second, presses, back) -> None:
    """Presses between its transactions, before and after the moment; then perhaps the other import goes too."""
    desk, volunteer = two.copies.of(two.sergeant, two.volunteer)
    batch, _ = bring(desk, first)
    brought = {batch: first}
    if second:
        brought[bring(desk, second)[0]] = second
    called: set[CallbackId] = set()
    turns = iter(range(1_000))

    def turn() -> None:
        now = next(turns)
        for at, press in presses:
            if at == now:
                _press(desk, volunteer, *press, called)
        _everybody_is_there(desk, {} if now else brought, called)

    done = undo_batch(desk, desk.new_operation(), batch, turn=turn)
    assert sum(done.counts.piles.values()) == done.counts.people
    del brought[batch]
    _everybody_is_there(desk, brought, called)
    if back and brought:
        take_back(desk, brought.popitem()[0])
        _everybody_is_there(desk, brought, called)
    whole(desk)


@SOME
@given(
    first=st.lists(ROW, min_size=3, max_size=8),
    second=st.lists(ROW, max_size=6),
    presses=st.lists(PRESS, max_size=2),
    after=st.integers(0, 6),
)
def test_stopped_in_time_it_was_never_begun(two: Seats, first, second, presses, after) -> None:
    desk, volunteer = two.copies.of(two.sergeant, two.volunteer)
    batch, _ = bring(desk, first)
    if second:
        bring(desk, second)
    for press in presses:
        _press(desk, volunteer, *press, set())
    before, plan = snapshot(desk), undo_preview(desk, batch)
    asked = iter([False] * after)
    try:
        undo_batch(desk, desk.new_operation(), batch, cancelled=lambda: next(asked, True))
    except UndoStopped:
        assert changed_tables(before, snapshot(desk)) <= {"batches"}
        assert undo_preview(desk, batch) == plan
        assert take_back(desk, batch).counts == plan.counts
    whole(desk)


def _press(desk: Desk, volunteer: Desk, what: str, outcome: str | None, which: int, called: set[CallbackId]) -> None:
    waiting = ask(
        desk,
        "SELECT c.id FROM callbacks c JOIN batches b ON b.id = c.batch_id WHERE b.state = 'shown' AND c.id > 12 "
        "AND c.state = 'waiting' ORDER BY c.id",
    )
    if not waiting:
        return
    one = CallbackId(int(str(waiting[which % len(waiting)][0])))
    try:
        if what == "ring":
            started = ring(volunteer, one)
            if started is not None:
                called |= {one} - ({one} if outcome == "not_dialed" else set())
                if outcome and outcome != "open":
                    end(volunteer, started, outcome)
        elif what == "card":
            take_card(volunteer, one)
        elif what == "keep_off":
            decide_hold.keep_off(desk, desk.new_operation(), [one])
        elif what == "wish":
            decide_hold.do_not_contact(desk, desk.new_operation(), one, "asked")
    except DeskError as refused:
        assert refused.sentence


def _everybody_is_there(desk: Desk, brought: dict[BatchId, list[Said]], called: set[CallbackId]) -> None:
    assert problems_of_desk(desk) == []
    seen = {
        str(row[0])
        for row in ask(
            desk, "SELECT r.row_digest FROM reports r JOIN batches b ON b.id = r.batch_id WHERE b.state = 'shown'"
        )
    }
    for batch, rows in brought.items():
        missing = [row for row in rows if row.candidate(1).row_digest not in seen]
        assert not missing, f"import {batch} lost {missing}"
    shown = ask(desk, "SELECT c.id FROM callbacks c JOIN batches b ON b.id = c.batch_id WHERE b.state = 'shown'")
    assert called <= {row[0] for row in shown}
    assert ask(desk, "SELECT count(*) FROM calls") == ask(desk, "SELECT count(DISTINCT attempt_id) FROM calls")
