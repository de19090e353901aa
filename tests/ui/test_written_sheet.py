"""Cards and web forms: typed in by keys, read from a file, taken back; the reports show them apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from callback_desk.domain.feedback import Channel
from callback_desk.ui.components import Paragraph
from callback_desk.ui.figures.page import ReportsPage
from callback_desk.ui.figures.written_sheet import BatchRow
from callback_desk.use_cases import feedback
from tests.ui.a_desk import Around


@pytest.fixture
def page(here: Around, qtbot: QtBot) -> Iterator[ReportsPage]:
    made = ReportsPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.settle()
    made.cards.click()
    here.settle()
    yield made


def words_on(page: ReportsPage) -> str:
    return "\n".join(one.text() for one in page.written.findChildren(Paragraph) if one.isVisible())


def rows_of(page: ReportsPage) -> list[BatchRow]:
    return page.written.record.findChildren(BatchRow)


def a_file(folder: Path, *rows: str) -> Path:
    path = folder / "answers.csv"
    path.write_text("\n".join(("day,Name,whole", *rows)) + "\n", "utf-8")
    return path


def test_a_card_is_typed_in_by_keys_alone_and_the_next_one_begins(
    page: ReportsPage, here: Around, qtbot: QtBot
) -> None:
    sheet = page.written
    here.until(lambda: "No card and no web form is on record yet." in words_on(page))
    assert sheet.channels.isAncestorOf(QApplication.focusWidget())
    sheet.channels.choose_key("1")
    sheet.card.on.edit.setFocus()
    sheet.card.on.set_text("11/2")
    qtbot.keyClick(sheet.card.on.edit, Qt.Key.Key_Return)
    for keys in "155":
        qtbot.keyClicks(QApplication.focusWidget(), keys)
    assert sheet.card.answers == {
        "reach": "very_easy",
        "response_time": "very_dissatisfied",
        "listened": "strongly_disagree",
    }
    sheet.card.keep.click()
    here.settle()
    assert sheet.card.answers == {}
    assert sheet.card.rows[0].choices.isAncestorOf(QApplication.focusWidget())
    (batch,) = feedback.kept_feedback(here.desk)
    assert (batch.channel, batch.forms) == (Channel.CARD, 1)
    here.until(lambda: "Response card: 1 answer, typed in." in words_on(page))


def test_what_is_missing_on_a_card_is_said_and_nothing_is_lost(page: ReportsPage, here: Around) -> None:
    sheet = page.written
    sheet.card.rows[-1].choices.choose_key("2")
    sheet.card.keep.click()
    assert "Choose first how these answers came." in words_on(page)
    sheet.channels.choose_key("2")
    sheet.card.on.set_text("someday")
    sheet.card.keep.click()
    assert sheet.card.on.error == "Which day? For example 11/19, or today."
    assert sheet.card.answers == {"whole": "fairly_satisfied"}
    sheet.card.on.set_text("today")
    sheet.card.clear.click()
    sheet.card.keep.click()
    here.settle()
    assert here.notices.now is not None
    assert "Answer at least one question first." in str(here.notices.now.words)
    assert sheet.card.keep.isEnabled()
    assert feedback.kept_feedback(here.desk) == ()


def test_a_file_is_shown_first_and_saved_once(page: ReportsPage, here: Around, tmp_path: Path) -> None:
    sheet = page.written
    path = a_file(tmp_path, "2026-11-02,Wilhelmina Ashdown,very satisfied", "11/03/2026,Bo,Neither")
    sheet.file.ask_for_file = lambda _parent: path
    sheet.file.read.click()
    assert "Choose first how these answers came." in words_on(page), "before any file is asked for"
    sheet.channels.choose_key("2")
    sheet.file.read.click()
    here.settle()
    here.until(lambda: "no column that numbers its answers" in words_on(page))  # Qt shows a new line a turn later
    words = words_on(page)
    assert "2 lines: 2 new." in words
    assert "Not kept: the columns Name." in words and "Wilhelmina" not in words
    assert feedback.kept_feedback(here.desk) == ()
    sheet.file.keep.click()
    here.settle()
    assert "2 answers are on record." in words_on(page)
    here.until(lambda: "Web form: 2 answers, from a file." in words_on(page))
    sheet.file.read.click()
    here.settle()
    assert "This very file was read on" in words_on(page)
    assert not sheet.file.keep.isVisible()


def test_bad_lines_are_named_and_nothing_can_be_saved(page: ReportsPage, here: Around, tmp_path: Path) -> None:
    sheet = page.written
    sheet.file.ask_for_file = lambda _parent: a_file(tmp_path, "2026-11-02,x,very satisfied", "never,x,4")
    sheet.channels.choose_key("2")
    sheet.file.read.click()
    here.settle()
    here.until(lambda: "Line 3: The answer under whole is none of these: Very satisfied," in words_on(page))
    words = words_on(page)
    assert "1 new, 1 that cannot be read. Nothing is saved until these lines are put right" in words
    assert not sheet.file.keep.isVisible()


def test_taking_back_is_asked_for_once_more(page: ReportsPage, here: Around, tmp_path: Path) -> None:
    sheet = page.written
    sheet.file.ask_for_file = lambda _parent: a_file(tmp_path, "2026-11-02,x,very satisfied")
    sheet.channels.choose_key("1")
    sheet.file.read.click()
    here.settle()
    sheet.file.keep.click()
    here.settle()
    here.until(lambda: [row.ask.isVisible() for row in rows_of(page)] == [True])
    (row,) = rows_of(page)
    row.ask.click()
    row.stay.click()
    assert row.ask.isVisible() and not row.sure.isVisible()
    row.ask.click()
    row.sure.click()
    here.until(lambda: "Taken back: it counts no more." in words_on(page))
    (batch,) = feedback.kept_feedback(here.desk)
    assert batch.taken_back is not None


def test_escape_goes_back_to_the_reports(page: ReportsPage, qtbot: QtBot) -> None:
    assert page.written.isVisible() and not page.scroller.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.scroller.isVisible() and not page.written.isVisible()
    assert page.cards.hasFocus()
