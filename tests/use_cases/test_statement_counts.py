"""How often a page asks the desk does not grow with the number of people on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from callback_desk.domain.ids import CallbackId
from callback_desk.domain.views import ListFilter
from callback_desk.use_cases import call_list, next_call, shift
from callback_desk.use_cases.board import board
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import (
    RUTH,
    SERGEANT,
    WORKDAY,
    MovedClock,
    World,
    bring_in,
    copy_of,
    plain_rows,
    write_rows,
)

MORE = 60
PANEL = "one person"
MOST_OF_A_CLAIM = (
    32  # 38 when every part read for itself; the last is an investigator's question, which nothing else reads
)
TWELVE = [CallbackId(one) for one in range(3, 13)]  # of the first import; the first two are handed out here


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent to any desk meanwhile."""
    sent: list[str] = []

    def _on_statement(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", _on_statement)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", _on_statement)


def _list_page(desk: Desk) -> None:
    """What the page asks until its first screen, its ids and the screen anywhere else are there."""
    asked = ListFilter()
    call_list.first_rows(desk, asked, 10)
    ids = call_list.all_ids(desk, asked)
    assert len(call_list.rows_by_id(desk, [CallbackId(one) for one in ids])) == len(ids) > 10
    call_list.tab_counts(desk)
    call_list.state_counts(desk)
    call_list.blocked(desk)
    call_list.offense_labels(desk)


def _search(desk: Desk) -> None:
    asked = ListFilter(text="Quill")
    found, rows = call_list.first_rows(desk, asked, 10)
    assert found >= len(rows) > 0


PAGES: dict[str, tuple[str, Callable[[Desk], object]]] = {
    "board": (SERGEANT, board),
    "call list": (SERGEANT, _list_page),
    "search": (SERGEANT, _search),
    "copy of the list": (SERGEANT, lambda desk: call_list.export_rows(desk, ListFilter())),
    "my shift": (RUTH, shift.my_shift),
    "next call": (RUTH, lambda desk: next_call.claim_next(desk, desk.new_operation())),
}


@pytest.fixture(scope="module")
def sent(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[int, int]]]:
    """By page: statements with twelve people on the desk, and with seventy-two."""
    world = World(copy_of(template, tmp_path_factory.mktemp("counted") / "desk"), MovedClock())
    try:
        few = _all_pages(world)
        rows = plain_rows(MORE, WORKDAY.date(), 2, first=300)
        for number, row in enumerate(rows):
            row["Case Number"] = f"25-{900_000 + number}"  # cases of their own: nobody has to do with the twelve
        bring_in(world.enter(SERGEANT), write_rows(world.folder.with_name("more.csv"), rows))
        world.clock.move(minutes=1)
        many = _all_pages(world)
    finally:
        world.close()
    yield {page: (few[page], many[page]) for page in (*PAGES, PANEL)}


def _all_pages(world: World) -> dict[str, int]:
    counts = {}
    for page, (name, ask_for) in PAGES.items():
        desk = world.enter(name)
        with counted() as statements:
            ask_for(desk)
        counts[page] = len(statements)
    desk = world.enter(SERGEANT)
    # Others who have to do with a person are said in the panel, each with a look of its own: of whom there are none.
    counts[PANEL] = min(_panel(desk, one) for one in TWELVE)
    return counts


def _panel(desk: Desk, one: CallbackId) -> int:
    with counted() as statements:
        call_list.why(desk, one)
        call_list.whole_history(desk, one)
    return len(statements)


def test_a_claim_with_every_rule_its_line_and_its_card_asks_nothing_twice(sent: dict[str, tuple[int, int]]) -> None:
    few, _ = sent["next call"]
    assert few <= MOST_OF_A_CLAIM, "what one statement has read is read again by another"


@pytest.mark.parametrize("page", [*PAGES, PANEL])
def test_a_page_asks_as_often_for_many_people_as_for_few(sent: dict[str, tuple[int, int]], page: str) -> None:
    few, many = sent[page]
    assert few > 0, "nothing was counted"
    assert many <= few, f"{page}: {few} statements for twelve people, {many} for seventy-two"
