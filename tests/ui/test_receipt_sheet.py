"""A reply slip typed back with keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from callback_desk.documents.preview import page_picture
from callback_desk.domain.receipts import Answer, PointAnswer
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.ui.packets.page import PacketsPage
from callback_desk.ui.theme import Theme
from callback_desk.ui.times import read_past_day
from callback_desk.ui.tokens import Mode
from callback_desk.use_cases import follow_up, receive_receipt, review_call, send_packet
from tests.ui.a_desk import Around, a_finished_call, an_office, around

VAN, DENT = "A silver van by the gate", "A dent beside the hinge"


@pytest.fixture
def here(desk_folder: Path, qtbot: QtBot) -> Iterator[Around]:
    office = an_office(desk_folder)
    now = office.clock.now()
    call = a_finished_call(office, NewTip(1, VAN, now, TipKind.VEHICLE), NewTip(2, DENT, now))
    with around(desk_folder, qtbot, office=office) as made:
        review_call.sign_off(made.desk, made.desk.new_operation(), [call])
        ((_line, case),) = send_packet.ready_to_send(made.desk)
        who = send_packet.recipients(made.desk)[0].name
        target = desk_folder.with_name("sheet.pdf")
        send_packet.send_packet(
            made.desk,
            made.desk.new_operation(),
            case_number=case,
            confirmed_case=case,
            recipient_name=who,
            delivery=send_packet.Delivery(target),
            reason_other="he has it now",
        )
        yield made


@pytest.fixture
def page(here: Around, qtbot: QtBot) -> PacketsPage:
    made = PacketsPage(
        here.desk, here.runner, here.news, here.notices, preview=lambda path, page, _dpi: page_picture(path, page=page)
    )
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.until(lambda: bool(made.model.sheets))
    return made


def press(key: Qt.Key) -> None:
    held = QApplication.focusWidget()
    assert held is not None
    QTest.keyClick(held, key)


def points(here: Around, page: PacketsPage) -> list[Answer | None]:
    found = receive_receipt.sheet_to_answer(here.desk, page.model.sheets[0].number)
    return [point.newest.answer if point.newest else None for point in found.points]


def test_a_slip_is_typed_back_without_the_mouse(here: Around, page: PacketsPage) -> None:
    page.activateWindow()
    page.reply.click()
    replies = page.replies
    here.until(replies.number.edit.hasFocus)
    assert not page.lists.isVisible() and not page.head.isVisible()
    QTest.keyClicks(replies.number.edit, "1")
    press(Qt.Key.Key_Return)
    here.until(lambda: len(replies.cards) == 2)
    here.until(replies.cards[0].choices.parts[0].hasFocus)
    press(Qt.Key.Key_3)
    assert replies.cards[0].question.isVisible() and replies.cards[0].question.edit.hasFocus()
    press(Qt.Key.Key_Return)
    assert replies.cards[0].question.error
    QTest.keyClicks(replies.cards[0].question.edit, "Which day did it stand there?")
    press(Qt.Key.Key_Return)
    assert replies.cards[1].choices.parts[0].hasFocus()
    press(Qt.Key.Key_1)
    assert replies.by.edit.hasFocus() and replies.by.text
    press(Qt.Key.Key_Return)
    here.until(lambda: "saved: 2 points" in replies.said.text())
    assert points(here, page) == [Answer.NEED_MORE, Answer.USED]
    assert replies.number.edit.hasFocus() and not replies.cards
    here.until(lambda: page.model.sheets[0].reply == "1 used, 1 need more")
    replies.back.click()
    assert page.lists.isVisible() and page.head.isVisible() and not replies.isVisible()


def test_an_unknown_number_and_a_wrong_day_are_said_and_write_nothing(here: Around, page: PacketsPage) -> None:
    page.open_reply("LS-2026-9999")
    here.until(lambda: here.notices.now is not None)
    assert not page.replies.cards
    page.open_reply(page.model.sheets[0].number)
    here.until(lambda: len(page.replies.cards) == 2)
    page.replies.cards[0].choices.choose_key("2")
    page.replies.on.set_text("some day")
    page.replies.keep.click()
    assert page.replies.on.error
    assert points(here, page) == [None, None]


def test_what_is_on_record_is_shown(here: Around, page: PacketsPage) -> None:
    for _ in range(2):
        page.open_reply("1")
        here.until(lambda: len(page.replies.cards) == 2)
        page.replies.cards[1].choices.choose_key("4")
        page.replies.keep.click()
        here.until(lambda: not page.replies.cards)
    assert "Nothing was changed" in page.replies.said.text()
    assert points(here, page) == [None, Answer.NOT_USEFUL]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("today", date(2026, 11, 20)),
        ("11/19", date(2026, 11, 19)),
        ("12/30", date(2025, 12, 30)),
        ("Thursday", date(2026, 11, 19)),
        ("yesterday", date(2026, 11, 19)),
        ("2026-11-01", date(2026, 11, 1)),
        ("2026-12-01", date(2026, 12, 1)),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_that_has_been(typed: str, found: date | None) -> None:
    assert read_past_day(typed, date(2026, 11, 20)) == found


def test_a_question_stands_on_the_page_until_somebody_says_what_becomes_of_it(here: Around, page: PacketsPage) -> None:
    assert not page.questions.isVisible()
    desk = here.desk
    today = page.today
    answers = [PointAnswer(1, Answer.NEED_MORE, "Whose van?"), PointAnswer(2, Answer.NEED_MORE, "Which side?")]
    receive_receipt.receive_receipt(desk, desk.new_operation(), "1", answers, by="Det. Serrano", on=today)
    page.refresh()
    here.until(lambda: len(page.questions.rows) == 2)
    assert page.questions.isVisible()
    row = page.questions.rows[0]
    assert not row.ask.isVisible(), "it is on its way by itself"
    row.leave.click()
    assert row.why.edit.isVisible()
    row.close_it.click()
    assert row.why.error
    row.why.set_text("Found out.")
    row.close_it.click()
    here.until(lambda: len(page.questions.rows) == 1)
    (left,) = follow_up.open_questions(desk)
    assert left.question == "Which side?"


def test_a_form_goes_out_and_comes_back_filled(here: Around, page: PacketsPage, tmp_path: Path) -> None:
    replies, file = page.replies, tmp_path / "reply.csv"
    replies.ask_for_target = lambda _parent, name: file if name.endswith("-reply.csv") else None
    replies.form.ask_for_form = lambda _parent: file
    page.open_reply("1")
    here.until(lambda: len(replies.cards) == 2)
    replies.save_form.click()
    here.until(file.exists)
    here.settle()
    written = file.read_bytes()
    number = page.model.sheets[0].number.encode()
    file.write_bytes(written.replace(number + b",1,,", number + b",1,x,") + b"LS-2026-7777,1,x,,,,,,\r\n")
    page.open_reply()
    replies.form.read.click()
    here.until(lambda: "1 can be taken, 1 not marked, 1 not taken" in replies.form.told.text())
    assert points(here, page) == [None, None], "shown first"
    replies.form.keep.click()
    here.until(lambda: replies.form.told.text() == "1 answer saved.")
    assert points(here, page) == [Answer.USED, None]


def test_at_large_text_the_point_that_is_answered_comes_into_sight(
    here: Around, page: PacketsPage, qapp: QApplication
) -> None:
    def seen(part: QWidget) -> bool:
        view = page.replies.scroller.viewport()
        top = part.mapTo(view, part.rect().topLeft()).y()
        return top >= 0 and top + part.height() <= view.height()

    try:
        Theme(Mode.DARK, 2.0).apply(qapp)
        page.resize(1300, 700)
        page.activateWindow()
        page.reply.click()
        replies = page.replies
        here.until(replies.number.edit.hasFocus)
        QTest.keyClicks(replies.number.edit, "1")
        press(Qt.Key.Key_Return)
        here.until(lambda: len(replies.cards) == 2 and seen(replies.cards[0]))
        press(Qt.Key.Key_3)
        here.until(lambda: seen(replies.cards[0].question))
        QTest.keyClicks(replies.cards[0].question.edit, "Which day?")
        press(Qt.Key.Key_Return)
        here.until(lambda: seen(replies.cards[1]))
        press(Qt.Key.Key_1)
        here.until(lambda: seen(replies.by))
    finally:
        Theme().apply(qapp)
