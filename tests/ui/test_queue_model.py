"""The call list's model: a million people, and only what is looked at is read."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from callback_desk.domain.ids import CallbackId
from callback_desk.domain.views import ListRow, ShownState
from callback_desk.ui.components import CellRole, ChipState
from callback_desk.ui.queue.columns import COLUMNS, NAME, NEXT, REPORTED, STATE, TICK
from callback_desk.ui.queue.list_model import QueueModel
from callback_desk.ui.queue.pages import PAGE_ROWS, PAGES_KEPT, PageWanted
from callback_desk.ui.queue.table_card import ListCard

NOW = datetime(2026, 11, 17, 16, 0, tzinfo=UTC)
CHICAGO = ZoneInfo("America/Chicago")
MILLION = 1_000_000


def a_row(number: int, shown: ShownState = ShownState.READY, **other: object) -> ListRow:
    said: dict[str, object] = {
        "offense": "Vandalism",
        "reported_at": NOW - timedelta(days=4),
        "state": "waiting",
        "ready_at": NOW,
        "tries": 0,
    }
    return ListRow(id=CallbackId(number), name=f"Person {number}", shown=shown, **{**said, **other})  # type: ignore[arg-type]


def rows_of(ids: Sequence[int]) -> tuple[ListRow, ...]:
    return tuple(a_row(one) for one in ids)


class Asked:
    """Hears what the model asks for, and answers when told."""

    def __init__(self, model: QueueModel) -> None:
        self.model = model
        self.pages: list[PageWanted] = []
        model.page_wanted.connect(self.pages.append)

    def answer(self) -> None:
        for wanted in self.pages:
            self.model.page_came(wanted, rows_of(wanted.ids))
        self.pages.clear()


@pytest.fixture
def model() -> QueueModel:
    return QueueModel(CHICAGO, NOW)


@pytest.fixture
def asked(model: QueueModel) -> Asked:
    return Asked(model)


@pytest.fixture
def card(model: QueueModel, qtbot: QtBot) -> Iterator[ListCard]:
    made = ListCard(model)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    qtbot.waitExposed(made)
    yield made


def name(model: QueueModel, place: int) -> object:
    return model.index(place, NAME).data()


def filled(model: QueueModel, ids: Sequence[int]) -> None:
    generation = model.begin(len(ids), rows_of(ids[:PAGE_ROWS]), NOW)
    assert model.ids_came(generation, ids, NOW)


def test_the_model_is_one_qt_can_trust(model: QueueModel, asked: Asked, qtmodeltester: ModelTester) -> None:
    filled(model, array("q", range(1, 601)))
    qtmodeltester.check(model)
    asked.answer()
    qtmodeltester.check(model)


def test_a_million_people_are_painted_from_the_first_page_alone(
    model: QueueModel, asked: Asked, card: ListCard, qtbot: QtBot
) -> None:
    generation = model.begin(MILLION, rows_of(range(1, PAGE_ROWS + 1)), NOW)
    card.grab()
    assert name(model, 0) == "Person 1"
    assert asked.pages == [], "what is seen was handed over with the count"
    model.ids_came(generation, array("q", range(1, MILLION + 1)), NOW)
    card.grab()
    assert asked.pages == []
    assert model.pages_kept == 1
    assert card.foot.showing.text() == f"Showing 1 to {card.table.shown_range()[1]} of 1,000,000"


def test_a_jump_asks_for_one_page_once(model: QueueModel, asked: Asked, card: ListCard) -> None:
    filled(model, array("q", range(1, MILLION + 1)))
    place = 700_000 - 700_000 % PAGE_ROWS + 20
    card.grab()
    card.table.verticalScrollBar().setValue(place)
    card.grab()
    card.grab()
    assert [wanted.number for wanted in asked.pages] == [place // PAGE_ROWS]
    assert len(asked.pages[0].ids) == PAGE_ROWS
    assert name(model, place) == "…"
    asked.answer()
    card.grab()
    assert name(model, place) == f"Person {place + 1}"
    assert asked.pages == []


def test_no_more_than_forty_pages_are_kept(model: QueueModel, asked: Asked) -> None:
    filled(model, array("q", range(1, 100 * PAGE_ROWS + 1)))
    for page in range(100):
        name(model, page * PAGE_ROWS)
        asked.answer()
    assert model.pages_kept == PAGES_KEPT == 40
    assert model.row_at(99 * PAGE_ROWS) is not None
    assert model.row_at(0) is None, "the page looked at longest ago went"
    assert name(model, 0) == "…"
    assert [wanted.number for wanted in asked.pages] == [0], "and is asked for again"


def test_an_answer_to_an_older_filter_is_dropped(model: QueueModel, asked: Asked) -> None:
    older = array("q", range(1, 1001))
    filled(model, older)
    name(model, 600)
    late = asked.pages[0]
    generation = model.generation
    filled(model, array("q", range(5_001, 6_001)))
    model.page_came(late, rows_of(late.ids))
    assert not model.ids_came(generation, older, NOW)
    assert name(model, 600) == "…"
    assert model.id_at(0) == 5_001


def test_a_list_that_moved_under_a_page_never_shows_the_wrong_person(model: QueueModel, asked: Asked) -> None:
    ids = array("q", range(1, 601))
    filled(model, ids)
    model.ids_came(model.generation, array("q", [9_999, *ids]), NOW)
    assert model.rowCount() == 601
    seen = [name(model, place) for place in range(PAGE_ROWS)]
    assert seen[0] == "…", "a person who was not in the page is not here yet"
    assert seen[1:] == [f"Person {number}" for number in range(1, PAGE_ROWS)]
    assert [wanted.number for wanted in asked.pages] == [0], "the old page is asked for again, once"
    asked.answer()
    assert name(model, 0) == "Person 9999"


def test_first_rows_that_do_not_fit_the_ids_are_thrown_away(model: QueueModel, asked: Asked) -> None:
    generation = model.begin(3, rows_of([1, 2, 3]), NOW)
    model.ids_came(generation, array("q", [2, 3, 4]), NOW)
    assert [name(model, place) for place in range(3)] == ["…"] * 3
    assert [wanted.ids for wanted in asked.pages] == [(2, 3, 4)]


def test_swapping_the_ids_moves_nothing_that_is_seen(
    model: QueueModel, asked: Asked, card: ListCard, qtbot: QtBot
) -> None:
    ids = array("q", range(1, 2_001))
    filled(model, ids)
    card.grab()
    card.table.verticalScrollBar().setValue(1_000)
    card.table.choose(1_004)
    with card.table.keeping_place():
        model.ids_came(model.generation, array("q", [*range(3_001, 3_051), *ids]), NOW)
    assert model.id_at(card.table.rowAt(0)) == 1_001
    assert model.id_at(card.table.currentIndex().row()) == 1_004


def test_a_failed_page_is_asked_for_again(model: QueueModel, asked: Asked) -> None:
    filled(model, array("q", range(1, 1001)))
    name(model, 600)
    name(model, 601)
    assert len(asked.pages) == 1
    model.page_failed(asked.pages[0])
    name(model, 600)
    assert len(asked.pages) == 2


def test_ticks_belong_to_people_and_not_to_rows(model: QueueModel, asked: Asked, qtbot: QtBot) -> None:
    filled(model, array("q", [1, 2, 3]))
    model.turn_tick(1)
    assert model.ticked == {2}
    model.ids_came(model.generation, array("q", [3, 2, 1]), NOW)
    assert model.index(1, TICK).data(CellRole.TICKED) is True
    model.ids_came(model.generation, array("q", [1, 3]), NOW)
    assert model.ticked == frozenset(), "who is not on the list is not ticked"


@pytest.mark.parametrize(
    "shown", [ShownState.IN_CALL, ShownState.INTERRUPTED, ShownState.DONE, ShownState.NOT_CALLED, ShownState.TO_CHECK]
)
def test_who_cannot_be_kept_off_has_no_box(model: QueueModel, shown: ShownState) -> None:
    model.begin(1, [a_row(1, shown)], NOW)
    assert model.index(0, TICK).data(CellRole.TICKED) is None
    model.turn_tick(0)
    assert model.ticked == frozenset()


def test_every_state_has_its_chip_and_its_next_try(model: QueueModel) -> None:
    rows = [a_row(number, shown) for number, shown in enumerate(ShownState, 1)]
    model.begin(len(rows), rows, NOW)
    chips = [model.index(place, STATE).data(CellRole.CHIP) for place in range(len(rows))]
    assert {ChipState(str(chip)) for chip in chips} == {
        ChipState.DUE, ChipState.READY, ChipState.LATER, ChipState.IN_A_CALL, ChipState.INTERRUPTED,
        ChipState.TO_DECIDE, ChipState.TO_CHECK, ChipState.DONE, ChipState.NOT_TO_BE_CALLED, ChipState.WITHDRAWN,
    }  # fmt: skip
    assert all(model.index(place, NEXT).data() for place in range(len(rows)))


def test_cells_say_days_in_the_desks_own_zone(model: QueueModel) -> None:
    evening = datetime(2026, 11, 10, 3, 0, tzinfo=UTC)  # 9 PM on the ninth in Chicago
    later = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
    rows = [
        a_row(1, ShownState.LATER, reported_at=evening, ready_at=later),
        a_row(2, ShownState.IN_CALL, claimed_by="Carmen Ibarra", reported_at=None, offense=""),
    ]
    model.begin(2, rows, NOW)
    assert model.index(0, REPORTED).data() == "Nov 9"
    assert model.index(0, NEXT).data() == "Tomorrow, 9:00 AM"
    assert model.index(1, NEXT).data() == "Carmen has this one"
    assert model.index(1, REPORTED).data() == "not known"


def test_headings_are_said_and_figures_stand_right(model: QueueModel) -> None:
    heads = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(len(COLUMNS))]
    usual = ["", "Name", "Offense", "Reported", "State", "Next try", "Tries"]
    assert heads == [*usual, "Case number", "Promised", "Why not", "Found by"]
    assert {column.sort for column in COLUMNS} == {"", "name", "reported", "next_try", "tries"}


@pytest.mark.parametrize(
    ("opens_at", "said"),
    [
        (NOW + timedelta(hours=1), "Waits for calling hours, 11:00 AM"),
        (NOW + timedelta(hours=23), "Waits for calling hours, Wednesday"),
        (None, "No calling hour is known"),
    ],
)
def test_who_lives_where_it_is_night_waits_for_calling_hours_in_words(
    model: QueueModel, opens_at: datetime | None, said: str
) -> None:
    model.begin(1, (a_row(1, ShownState.LATER, ready_at=opens_at, waits_for_hours=True),), NOW)
    assert model.index(0, NEXT).data() == said
    assert ChipState(model.index(0, STATE).data(CellRole.CHIP)) is ChipState.LATER
