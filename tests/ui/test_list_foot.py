"""What stands under the list and at the edges of its columns is whole at every size of text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from callback_desk.ui.components import EmptyState, Paragraph, QuietButton
from callback_desk.ui.queue.filters import Filters
from callback_desk.ui.queue.foot import ListFoot
from callback_desk.ui.theme import Theme


@pytest.fixture(params=[1.0, 1.5, 2.0])
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    Theme(scale=request.param).apply(qapp)
    yield request.param
    Theme().apply(qapp)


@pytest.mark.parametrize("width", [650, 800, 1041])
def test_nothing_in_the_foot_is_cut_off(qtbot: QtBot, scale: float, width: int) -> None:
    foot = ListFoot()
    qtbot.addWidget(foot)
    foot.show_range(1, 2, 1_234_567)
    foot.show_ticked(36)
    foot.resize(round(width * scale), 60)
    foot.show()
    QApplication.processEvents()
    assert foot.keep_off.isVisible()
    for part in (foot.showing, foot.ticked, foot.untick, foot.keep_off, foot.change):
        assert not part.isVisible() or part.width() >= part.sizeHint().width(), part.text()


def test_what_to_look_for_is_said_whole(qtbot: QtBot, scale: float) -> None:
    filters = Filters()
    qtbot.addWidget(filters)
    for width in (640, 800, 1100):
        filters.resize(round(width * scale), 60)
        filters.show()
        QApplication.processEvents()
        search = filters.search
        words = search.fontMetrics().horizontalAdvance(search.placeholderText())
        room = search.cursorRect().left()
        assert words + room <= search.width(), f"{search.placeholderText()} at {width}"


def first_ink(widget: QWidget) -> int:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ground = image.pixel(image.width() - 1, 0)
    columns = range(image.width())
    return next(x for x in columns if any(image.pixel(x, y) != ground for y in range(image.height())))


def test_a_link_begins_where_the_words_above_it_begin(qtbot: QtBot) -> None:
    held = QWidget()
    qtbot.addWidget(held)
    column = QVBoxLayout(held)
    words, link = Paragraph("Here is what this is about"), QuietButton("Here is more of it", flush=True)
    column.addWidget(words)
    column.addWidget(link)
    held.show()
    assert abs((words.x() + first_ink(words)) - (link.x() + first_ink(link))) <= 1


def test_a_sentence_of_an_empty_page_is_no_wider_than_can_be_read(qtbot: QtBot, scale: float) -> None:
    empty = EmptyState("Nobody fits", "Words that say what to do, and why nobody is here now. " * 4)
    qtbot.addWidget(empty)
    empty.resize(round(1100 * scale), 300)
    empty.show()
    QApplication.processEvents()
    assert empty.why.width() <= round(600 * scale)
    assert abs(empty.why.geometry().center().x() - empty.rect().center().x()) <= 2
    assert empty.why.height() >= empty.why.heightForWidth(empty.why.width())


def test_how_many_there_are_is_said_when_it_is_known(qtbot: QtBot) -> None:
    foot = ListFoot()
    qtbot.addWidget(foot)
    foot.show_range(1, 12, 256, counted=False)
    assert foot.showing.text() == "Showing 1 to 12"
    foot.show_range(1, 12, 1_000_000)
    assert foot.showing.text() == "Showing 1 to 12 of 1,000,000"
