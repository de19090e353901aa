"""Exports with planted truth through the real import: nobody who must not be called is in the desk's queue afterwards.

Parser child, import process, scratch file and loader are the program's own, the desk is a real one. What is planted
is in scripts/made_plants.py and scripts/made_stories.py; the truth says of each line where it may end, and of each
person whether a volunteer may be given them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from callback_desk.domain.incident import Pile
from callback_desk.domain.views import BatchLine
from callback_desk.use_cases.undo_import import undo_batch
from scripts.make_export import HEADINGS, PLANTS, WIDE, make_rows, plain_style, write_rows
from tests.use_cases.made_desks import RUTH, SERGEANT, MovedClock, World, copy_of, talk, worlds
from tests.use_cases.planted import (
    FIRST_CASE,
    TODAY,
    Made,
    Whom,
    bring,
    check_lines,
    check_people,
    made,
    people_of_queue,
    shown_rows,
)
from tests.use_cases.visible import facts_of_desk, problems_of_desk

ROWS = 900
Queue = dict[Whom, set[str]]


@dataclass(frozen=True)
class Brought:
    """A file that was imported into a desk, which is closed again: copy the folder, never open it."""

    file: Made
    folder: Path
    queue: Queue
    ended: dict[int, tuple[str, str]]
    batch: BatchLine


@pytest.fixture(scope="module")
def brought(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Brought]:
    """Imports a made file into a fresh desk, once for each seed and style."""
    target = tmp_path_factory.mktemp("planted")
    known: dict[object, Brought] = {}
    numbers = count()

    def bring_once(seed: int, style: int, rows: int = ROWS, columns: tuple[str, ...] = WIDE) -> Brought:
        key = (seed, style, rows, columns)
        if key not in known:
            number = next(numbers)
            world = World(copy_of(template, target / f"desk-{number}"), MovedClock())
            one = made(target / f"export-{number}.csv", rows, seed, columns, style)
            try:
                desk = world.enter(SERGEANT)
                batch, ended = bring(desk, one.path)
                known[key] = Brought(one, world.folder, people_of_queue(desk, one.kinds_of), ended, batch)
                assert problems_of_desk(desk) == []
            finally:
                world.close()
        return known[key]

    return bring_once


@pytest.fixture
def open_copy(tmp_path: Path) -> Iterator[Callable[[Brought], World]]:
    opened: list[World] = []

    def make(of: Brought) -> World:
        world = World(copy_of(of.folder, tmp_path / f"copy-{len(opened)}"), MovedClock())
        opened.append(world)
        return world

    yield make
    for world in opened:
        world.close()


@pytest.fixture
def new_world(template: Path, tmp_path: Path) -> Iterator[Callable[..., World]]:
    yield from worlds(template, tmp_path)


@pytest.mark.parametrize(("seed", "style"), [(1, 0), (2, 5)])
def test_nobody_planted_is_in_the_queue_and_nearly_all_others_are(
    brought: Callable[..., Brought], seed: int, style: int
) -> None:
    one = brought(seed, style)
    check_lines(one.file, one.batch.counts, one.ended)
    check_people(one.file, one.queue)
    piles = {pile for pile, _reason in one.ended.values()}
    assert piles == {pile.value for pile in Pile} - {"queued"}
    assert len(one.file.may_not) > 200


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [101, 102, 103, 104, 105, 106])
@pytest.mark.parametrize("columns", [WIDE, HEADINGS], ids=["wide", "ordinary"])
def test_ten_thousand_rows(brought: Callable[..., Brought], seed: int, columns: tuple[str, ...]) -> None:
    one = brought(seed, seed, 10_000, columns)
    check_lines(one.file, one.batch.counts, one.ended)
    check_people(one.file, one.queue)
    needed = {kind for kind, plant in PLANTS.items() if plant.needs <= set(columns)}
    seen = {kind for _line, kind in one.file.truth["rows"]}
    assert len(seen) >= len(needed) * 0.9


def test_headings_columns_and_dates_change_nobody(brought: Callable[..., Brought]) -> None:
    plain, other = brought(1, 0), brought(1, 39)  # a name in one cell, a time of its own
    assert other.file.path.read_bytes()[:200] != plain.file.path.read_bytes()[:200]
    assert other.queue == plain.queue
    assert other.ended == plain.ended


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("columns", [WIDE, HEADINGS], ids=["wide", "ordinary"])
def test_many_headings_columns_and_dates_change_nobody(
    brought: Callable[..., Brought], columns: tuple[str, ...]
) -> None:
    plain = brought(4, 0, ROWS, columns)
    for style in range(20, 40):
        other = brought(4, style, ROWS, columns)
        assert other.queue == plain.queue, style
        assert other.ended == plain.ended, style


#: One row says of another row's person that they are, or share a number or an address with, a suspect.
SAID_ELSEWHERE = {
    "names_suspect",
    "suspect_address_elsewhere",
    "suspect_number_elsewhere",
    "suspects_row",
    "victim_and_suspect",
}


def _two_parts(folder: Path, seed: int, rows: int) -> tuple[Made, Made]:
    """The same rows as `made` writes; the middle fifth and what suspects' rows say stand in both files."""
    every = list(make_rows(rows, seed, TODAY, WIDE, first_case=FIRST_CASE))
    parts = []
    for name, low, high in (("first", 0, rows * 3 // 5), ("second", rows * 2 // 5, rows)):
        some = [row for place, row in enumerate(every) if low <= place < high or row.kind in SAID_ELSEWHERE]
        path = folder / f"{name}.csv"
        parts.append(Made(path, write_rows(path, some, plain_style(WIDE), seed, TODAY)))
    return parts[0], parts[1]


def test_two_overlapping_files_with_calls_between_and_the_first_taken_back(
    brought: Callable[..., Brought], new_world: Callable[..., World], tmp_path: Path
) -> None:
    whole = brought(1, 0)
    first, second = _two_parts(tmp_path, 1, ROWS)
    world = new_world()
    desk, ruth = world.enter(SERGEANT), world.enter(RUTH)
    batch, _ended = bring(desk, first.path)
    before = people_of_queue(desk, whole.file.kinds_of)
    for _ in range(15):
        talk(ruth, lines=())
    called = before.keys() - people_of_queue(desk, whole.file.kinds_of).keys()
    assert called
    later, _ended = bring(desk, second.path)
    for counts, part in ((batch.counts, first), (later.counts, second)):
        assert counts.rows_in == part.truth["rows_in"] == sum(counts.of(pile) for pile in Pile)
    queue = people_of_queue(desk, whole.file.kinds_of)
    assert {whom: whole.file.kinds_of[whom] for whom in (queue.keys() | called) ^ whole.queue.keys()} == {}
    assert {whom: numbers for whom, numbers in queue.items() if numbers != whole.queue[whom]} == {}
    assert problems_of_desk(desk) == []

    undo_batch(desk, desk.new_operation(), batch.id)
    left = people_of_queue(desk, whole.file.kinds_of)
    assert problems_of_desk(desk) == []
    less_known = {whom for whom, rows in whole.file.rows_of.items() if second.rows_of[whom] < rows}
    assert not left.keys() & (whole.file.may_not - less_known)
    assert left.keys() <= queue.keys() | less_known
    assert left.keys() | called >= (second.may & whole.file.may) - less_known, "whoever the second file names stays"
    gone = queue.keys() - left.keys()
    assert gone
    assert gone <= less_known - called


def test_import_take_back_import_leaves_the_same_desk(
    brought: Callable[..., Brought], open_copy: Callable[[Brought], World]
) -> None:
    one = brought(2, 5)
    desk = open_copy(one).enter(SERGEANT)
    full, rows = facts_of_desk(desk), shown_rows(desk)
    assert min(rows[name] for name in ("victims", "phones", "reports", "callbacks", "problems")) > 300
    undone = undo_batch(desk, desk.new_operation(), one.batch.id)
    assert undone.counts.people > 300
    assert people_of_queue(desk, one.file.kinds_of) == {}
    assert len(facts_of_desk(desk)) == 12, "the desk's own people"
    batch, ended = bring(desk, one.file.path)
    assert batch.counts == one.batch.counts
    assert ended == one.ended
    assert facts_of_desk(desk) == full
    assert shown_rows(desk) == rows
    assert people_of_queue(desk, one.file.kinds_of) == one.queue
    assert problems_of_desk(desk) == []
