"""The table: keys, chosen and ticked apart, chips painted, the ring inside."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from callback_desk.ui.components import CellRole, ChipLook, ChipState, TableView, Tone
from callback_desk.ui.components.table import first_lines
from callback_desk.ui.focus import FocusRing
from callback_desk.ui.queue.head import QueueHead
from callback_desk.ui.theme import Theme
from callback_desk.ui.tokens import Mode

ROWS = [("Achterberg, Desmond", ChipState.READY, 0), ("Calderon, Beatriz", ChipState.TO_DECIDE, 12)]


_NOWHERE = QModelIndex()


class People(QAbstractTableModel):
    def __init__(self, rows: int = 2) -> None:
        super().__init__()
        self.rows = rows
        self.ticked: set[int] = set()
        self.asked: set[int] = set()

    def rowCount(self, parent: QModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.rows

    def columnCount(self, parent: QModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else 5

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        self.asked.add(index.row())
        name, state, tries = ROWS[index.row() % 2]
        cells = ("", name, state.value, "Please check", str(tries))
        said = {
            (0, CellRole.TICKED): index.row() in self.ticked,
            (1, CellRole.STRONG): False,
            (2, CellRole.CHIP): state,
            (3, CellRole.CHIP): ChipLook("Please check", "warning", Tone.WARN),
            (4, CellRole.FIGURE): True,
        }
        return cells[index.column()] if role == Qt.ItemDataRole.DisplayRole else said.get((index.column(), role))


class Page(QWidget):
    def __init__(self, rows: int = 2) -> None:
        super().__init__()
        self.table = TableView("Call list")
        self.model = People(rows)
        self.table.setModel(self.model)
        self.table.set_column_widths(46, 200, 140, 160, 80, stretch=1)
        column = QVBoxLayout(self)
        column.addWidget(self.table)
        self.resize(760, 400)


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.table.setFocus()
    return made


def test_models_pass_qts_own_tester(qtmodeltester) -> None:
    qtmodeltester.check(People())


def test_keys_move_open_and_tick_apart(page: Page, qtbot: QtBot) -> None:
    heard: list[tuple[str, int]] = []
    page.table.row_chosen.connect(lambda row: heard.append(("chosen", row)))
    page.table.row_opened.connect(lambda row: heard.append(("opened", row)))
    page.table.row_ticked.connect(lambda row: heard.append(("ticked", row)))
    page.table.setCurrentIndex(page.model.index(0, 1))
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, "a")
    assert heard == [("chosen", 1), ("ticked", 1), ("opened", 1)]


def test_a_click_on_the_box_ticks_and_a_click_on_the_name_does_not(page: Page, qtbot: QtBot) -> None:
    ticked: list[int] = []
    page.table.row_ticked.connect(ticked.append)
    for column in (1, 0):
        place = page.table.visualRect(page.model.index(1, column)).center()
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ticked == [1]


def test_rows_are_48_high_with_chip_bar_and_ring(page: Page, light_theme: Theme) -> None:
    page.table.setCurrentIndex(page.model.index(1, 1))
    assert page.table.rowHeight(0) == 48
    shot: QImage = page.table.viewport().grab().toImage()
    colors = {
        token: light_theme.color(token).rgb() for token in ("warn_tint", "warn_edge", "tint", "focus", "line", "accent")
    }
    chosen = {shot.pixel(x, y) for x in range(shot.width()) for y in range(48, 96)}
    assert colors["warn_tint"] in chosen, "the chip To decide"
    assert colors["tint"] in chosen
    assert shot.pixel(400, 49) == colors["focus"], "the ring lies inside"
    assert shot.pixel(400, 1) != colors["focus"]
    assert colors["accent"] in chosen, "the bar"
    rest = {shot.pixel(x, y) for x in range(0, 300) for y in range(48)}
    assert colors["line"] in rest


def height_of_words(head: QImage) -> int:
    """Rows of pixels with letters, left of the middle and above the line under the head."""
    ground = head.pixel(head.width() // 2, 4)
    inside = range(head.height() // 8, head.height() * 7 // 8)
    return sum(any(head.pixel(x, y) != ground for x in range(60, head.width() // 2)) for y in inside)


@pytest.mark.parametrize("sorts", [False, True])
def test_headings_keep_their_weight_and_grow_with_the_text(page: Page, qapp: QApplication, sorts: bool) -> None:
    if sorts:
        page.table.setHorizontalHeader(QueueHead(page.table))
    for mode, scale in ((Mode.DARK, 1.0), (Mode.LIGHT, 2.0), (Mode.LIGHT, 1.0)):
        Theme(mode, scale).apply(qapp)
        font = page.table.horizontalHeader().font()
        assert (font.weight(), font.pixelSize()) == (QFont.Weight.DemiBold, 15 * scale)
    heights = []
    for scale in (1.0, 2.0):
        Theme(Mode.LIGHT, scale).apply(qapp)
        heights.append(height_of_words(page.table.horizontalHeader().grab().toImage()))
    assert heights[1] > 1.6 * heights[0], "what is drawn grows, not only what is asked for"


def test_the_window_ring_leaves_the_table_alone(page: Page) -> None:
    ring = FocusRing(page)
    page.table.clearFocus()
    page.table.setFocus()
    assert ring.around is None


def test_a_million_rows_ask_only_for_what_is_seen(qtbot: QtBot) -> None:
    page = Page(1_000_000)
    qtbot.addWidget(page)
    page.show()
    page.table.viewport().grab()
    assert len(page.model.asked) < 50
    page.model.asked.clear()
    page.table.scrollTo(page.model.index(700_000, 1))
    page.table.viewport().grab()
    assert 700_000 in page.model.asked
    assert len(page.model.asked) < 50


def test_a_box_shows_its_tick(page: Page, light_theme: Theme) -> None:
    def box() -> int:
        place = page.table.visualRect(page.model.index(0, 0))
        shot = page.table.viewport().grab().toImage()
        return sum(
            1
            for x in range(place.left() + 8, place.right() - 4)
            for y in range(place.top() + 8, place.bottom() - 8)
            if shot.pixel(x, y) == light_theme.color("accent").rgb()
        )

    assert box() == 0
    page.model.ticked.add(0)
    assert box() > 100


class LongWords(QAbstractTableModel):
    """A heading of one word, and what takes several lines in a narrow column."""

    CELLS = ("Short", "A supervisor decides before anybody calls, and says why in a word or two")

    def rowCount(self, parent: QModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.CELLS)

    def columnCount(self, parent: QModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.CELLS[index.row()] if role == Qt.ItemDataRole.DisplayRole else None

    def other_words(self) -> None:
        self.beginResetModel()
        self.endResetModel()


def test_a_table_that_wraps_makes_its_rows_as_high_as_their_words(qtbot: QtBot, light_theme: Theme) -> None:
    table = TableView("Reasons", wraps=True)
    qtbot.addWidget(table)
    model = LongWords()
    table.setModel(model)
    table.set_column_widths(200)
    table.resize(220, 400)
    table.show()
    line = light_theme.line_px("body")
    qtbot.waitUntil(lambda: table.rowHeight(1) > 3 * line)
    assert table.rowHeight(0) == 48
    narrow = table.rowHeight(1)
    table.setColumnWidth(0, 640)
    qtbot.waitUntil(lambda: table.rowHeight(1) < narrow)
    assert table.rowHeight(1) == 48, "one line"
    table.setColumnWidth(0, 200)
    model.other_words()
    qtbot.waitUntil(lambda: table.rowHeight(1) == narrow)


LONG = "Featherstonehaugh-Cholmondeley, Bartholomew-Alexander"


def test_of_a_text_too_long_for_two_lines_the_second_is_cut(light_theme: Theme) -> None:
    measured = QFontMetrics(light_theme.font("meta"))
    width = measured.horizontalAdvance("Featherstonehaugh-Cho")
    above, below = first_lines(LONG, measured, width)
    assert above == "Featherstonehaugh-"
    assert below.startswith("Cholmondeley")
    assert below.endswith("…")
    assert max(measured.horizontalAdvance(line) for line in (above, below)) <= width
    assert first_lines(LONG, measured, 10**6) == [LONG]
    assert first_lines(LONG, measured, 20) == [LONG], "no word fits by itself"


def bands_of_ink(table: TableView, row: int) -> int:
    """How many lines of words a row shows, counted as an eye does: ink between stretches of none."""
    shot = table.viewport().grab().toImage()
    place = table.visualRect(table.model().index(row, 0)).adjusted(8, 2, -8, -3)
    paper = shot.pixel(place.left(), place.top())
    inked = [
        any(shot.pixel(x, y) != paper for x in range(place.left(), place.right()))
        for y in range(place.top(), place.bottom())
    ]
    return sum(1 for above, here in pairwise([False, *inked]) if here and not above)


def test_words_that_do_not_fit_on_one_line_stand_on_two(qtbot: QtBot) -> None:
    class Offenses(LongWords):
        CELLS = ("xxxx xxxx xxxx xxxx xxxx", "xxxx xx", "xxxx " * 40, "xxxx" * 40)

    table = TableView("Offenses")
    qtbot.addWidget(table)
    model = Offenses()
    table.setModel(model)
    table.set_column_widths(150)
    table.resize(220, 400)
    table.show()
    assert {table.rowHeight(row) for row in range(4)} == {48}
    assert [bands_of_ink(table, row) for row in range(2)] == [2, 1]
    assert bands_of_ink(table, 2) in (1, 2), "what has no room on two lines is cut: letters and the dots at the end"
    assert bands_of_ink(table, 3) in (1, 2), "a word is never broken"
