"""Review: the most urgent line first, corrections below, sign-off with an offer, the batch without news."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from callback_desk.domain.call import CallState
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.ids import CallId
from callback_desk.domain.people import DeliveryWay
from callback_desk.domain.quality import FORM, Mark, NewCheck
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.domain.views import ReviewLine
from callback_desk.ui.components import QuietButton
from callback_desk.ui.review.call_rows import CallRow
from callback_desk.ui.review.page import ReviewPage
from callback_desk.ui.review.words import batch_done_words, in_groups
from callback_desk.ui.theme import Theme, current_theme
from callback_desk.use_cases import review_call, score_call, send_packet
from tests.ui.a_desk import Around, a_finished_call, an_office, around
from tests.use_cases.made_desks import storage_of

ALL_YES = NewCheck({item.key: Mark.YES for item in FORM.items})
MONDAY = datetime(2026, 11, 16, 16, 0, tzinfo=UTC)


@pytest.fixture
def here(desk_folder: Path, qtbot: QtBot) -> Iterator[Around]:
    office = an_office(desk_folder)
    now = office.clock.now()
    a_finished_call(
        office,
        NewTip(1, "A silver van by the side gate", now, TipKind.VEHICLE),
        NewTip(2, "A doorbell camera keeps 14 days", now, TipKind.CAMERA, act_by=(now + timedelta(days=4)).date()),
        note="The line was poor.",
    )
    a_finished_call(office)
    a_finished_call(office)
    with around(desk_folder, qtbot, office=office) as made:
        yield made


@pytest.fixture
def page(here: Around, qtbot: QtBot) -> Iterator[ReviewPage]:
    made = ReviewPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.until(lambda: made.call is not None)
    here.settle()
    yield made
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if current_theme().scale != 1:
        Theme(current_theme().mode).apply(app)


def test_the_most_urgent_line_comes_first(page: ReviewPage) -> None:
    assert [line.tip.said.text for line in page.sheet.lines] == [
        "A doorbell camera keeps 14 days",
        "A silver van by the side gate",
    ]
    assert page.rows.rows[0].isChecked()
    assert "2 new" in page.rows.rows[0].accessibleName()
    assert page.sheet.note.words.text() == "Volunteer’s note: The line was poor."


def test_a_sign_off_freezes_the_lines_and_offers_the_lead_sheet(page: ReviewPage, here: Around, qtbot: QtBot) -> None:
    assert page.call is not None
    signed = page.call.call_id
    chosen = page.panel.recipient
    assert chosen in {one.name for one in send_packet.recipients(here.desk)}
    page.panel.sign.click()
    here.until(lambda: here.notices.now is not None)
    here.settle()
    assert all(tip.frozen for tip in review_call.read_call(here.desk, signed).tips)
    notice = here.notices.now
    assert notice is not None
    assert notice.actions[0] == "Make the lead sheet"
    with qtbot.waitSignal(page.sheet_wished) as told:
        here.notices._on_action(0)
    assert told.args == [signed, chosen]


def test_a_correction_stands_below_the_line(page: ReviewPage, here: Around) -> None:
    line = page.sheet.lines[1]
    line.correct.click()
    line.editor.words.set_text("The van was gray")
    line.editor.reason.set_text("misheard")
    line.editor.kept.emit("The van was gray", "misheard")
    here.settle()
    assert page.call is not None
    call = review_call.read_call(here.desk, page.call.call_id)
    tip = next(tip for tip in call.tips if tip.said.text.startswith("A silver van"))
    assert [one.text for one in tip.corrections] == ["The van was gray"]
    assert tip.said.text == "A silver van by the side gate"


def test_calls_without_news_are_signed_off_in_one_press(page: ReviewPage, here: Around) -> None:
    assert page.batch.label == "Sign off 2 calls without news"
    page.batch.click()
    here.until(lambda: len(page.lines) == 1)
    assert page.lines[0].new_count == 2


def test_sending_back_needs_words(page: ReviewPage, here: Around) -> None:
    page.panel.back.click()
    page.panel.why.send.click()
    assert page.panel.why.words.error
    page.panel.why.words.set_text("Ask which street.")
    page.panel.why.send.click()
    here.until(lambda: len(page.lines) == 2)


def test_nothing_to_check_says_so(page: ReviewPage, here: Around) -> None:
    ids = [line.call_id for line in page.lines]
    urgent = page.lines[0].call_id
    here.news.tell(review_call.sign_off(here.desk, here.desk.new_operation(), ids))
    here.until(lambda: [line.call_id for line in page.to_score] == [urgent])
    here.until(lambda: page.call is not None and page.call.state is CallState.SIGNED)
    assert not page.panel.sign.isVisible(), "it is signed off, and waits only for its score"
    here.news.tell(score_call.score_call(here.desk, here.desk.new_operation(), urgent, ALL_YES))
    here.until(page.empty.isVisible)
    assert not page.panel.sign.isVisible()


def test_a_call_that_is_read_says_why_and_is_scored_with_the_keys(page: ReviewPage, here: Around, qtbot: QtBot) -> None:
    assert page.call is not None
    urgent = page.call.call_id
    assert page.call.why_read == ("Something is urgent.",)
    page.panel.score.click()
    here.until(lambda: page.sheet.form.rows[0].buttons[0].hasFocus() or not page.isActiveWindow())
    form = page.sheet.form
    assert not form.keep.isEnabled()
    for row, key in zip(form.rows, ("1", "Y", "3", "1", "N", "C", "2", "1", "1"), strict=True):
        qtbot.keyClicks(row, key)
    assert form.keep.reason == "Write a few words about the “No”."
    assert [row.mark for row in form.rows][4:7] == [Mark.NO, Mark.CANNOT_TELL, Mark.NO]
    form.note.set_text("You promised a patch of lawn.")
    assert form.keep.isEnabled()
    form.keep.click()
    here.until(lambda: page.call is not None and bool(page.call.scored))
    (check,) = review_call.read_call(here.desk, urgent).scored
    assert check.said.note == "You promised a patch of lawn."
    assert not form.isVisible()
    assert page.panel.score.label == "Score it again"
    assert page.panel.sign.isVisible(), "a score signs nothing off"


def test_a_form_in_the_making_outlives_news_and_not_another_call(page: ReviewPage, here: Around) -> None:
    page.panel.score.click()
    form = page.sheet.form
    form.rows[0].answer(Mark.YES)
    here.news.tell(Done(Changes.REVIEW))
    here.settle()
    assert form.isVisible()
    assert form.rows[0].mark is Mark.YES
    page.open_call(page.lines[-1].call_id)
    here.until(lambda: page.call is not None and page.call.call_id == page.lines[-1].call_id)
    assert not form.isVisible()
    assert form.rows[0].mark is None


def line(number: int, **given: object) -> ReviewLine:
    plain = ReviewLine(
        CallId(number), f"Marsh, Ada{number}", "Theft", CallState.REVIEW, 0, False, False, MONDAY, "Ruth Keller"
    )
    return replace(plain, **given)  # type: ignore[arg-type]  # names of fields


def test_the_list_stands_in_groups_and_long_ones_are_folded(page: ReviewPage) -> None:
    lines = (
        line(1, new_count=2, urgent=True),
        line(2, new_count=1),
        line(3, chosen=True),
        line(4, concern=True),
        line(5, own=True, new_count=1),
        *(line(number) for number in range(10, 510)),
    )
    groups = in_groups(lines, (line(600, state=CallState.SIGNED),))
    assert [(heading, [one.call_id for one in some][:2], len(some)) for heading, some in groups] == [
        ("With new information", [1, 2], 2),
        ("To read", [3, 4], 2),
        ("Without news", [10, 11], 500),
        ("Your own, for another supervisor", [5], 1),
        ("Signed off, to score", [600], 1),
    ]
    page.rows.show_groups(groups, CallId(3))
    assert len(page.rows.rows) == 46, "of the long group the first forty are made"
    assert [row.line.call_id for row in page.rows.rows if row.isChecked()] == [3]
    (more,) = page.rows.findChildren(QuietButton)
    assert more.label == "Show 40 more"
    more.click()
    assert len(page.rows.rows) == 86
    assert [row.line.call_id for row in page.rows.rows if row.isChecked()] == [3]


def test_the_page_opens_on_sign_off_and_not_on_what_stands_before_it(page: ReviewPage) -> None:
    page.ladder_button.setFocus()
    page.hide()
    page.show()
    assert page.focusWidget() is page.panel.sign


def test_what_the_batch_says_afterwards() -> None:
    assert batch_done_words(12, 12) == "12 calls signed off."
    assert batch_done_words(1, 3) == "1 call signed off. 2 calls must be read first."


def test_a_row_wraps_and_opening_its_call_moves_nothing(page: ReviewPage) -> None:
    row = page.rows.rows[0]
    wide, narrow = row.heightForWidth(2_000), row.heightForWidth(180)
    assert narrow >= wide
    long = CallRow(replace(row.line, name="Featherstonehaugh-Castellanos, Bartholomew Maximilian"))
    assert long.heightForWidth(180) > narrow
    assert long.heightForWidth(2_000) == wide
    before = row.heightForWidth(180)
    row.setChecked(not row.isChecked())
    assert row.heightForWidth(180) == before
    assert row.height() == row.heightForWidth(row.width()), "the list gives a row the room its words need"


def test_the_list_keeps_clear_of_the_round_corners_of_its_card(page: ReviewPage) -> None:
    scroller = page.rows.scroller
    assert not scroller.mask().isEmpty()
    assert not scroller.mask().contains(scroller.rect().topLeft())
    assert scroller.mask().contains(scroller.rect().center())


def test_where_the_columns_stand_under_one_another_there_is_one_bar(page: ReviewPage, here: Around) -> None:
    """At 200 percent each column had a bar of its own inside the one of the page."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    Theme(current_theme().mode, 2.0).apply(app)
    page.resize(1150, 768)
    here.settle()
    inner = (page.rows.scroller, page.sheet.scroller, page.panel.scroller)
    here.until(lambda: all(one.verticalScrollBar().maximum() == 0 for one in inner))
    bar = page.scroller.verticalScrollBar()
    here.until(lambda: bar.maximum() > 0)
    assert page.panel.sign.mapTo(page.panel, page.panel.sign.rect().bottomRight()).y() < page.panel.height()
    here.until(lambda: page.sheet.y() > page.rows.height() > page.rows.scroller.height())
    here.settle()
    page.rows.rows[1].click()
    here.until(lambda: page.call is not None and page.call.call_id == page.rows.rows[1].line.call_id)
    view = page.scroller.viewport()
    here.until(lambda: 0 <= page.sheet.title.mapTo(view, QPoint()).y() < view.height() // 2 and bar.value() > 0)
    here.settle()
    QTest.qWait(50)  # nothing moves it away afterwards
    assert 0 <= page.sheet.title.mapTo(view, QPoint()).y() < view.height() // 2
    read_at = bar.value()
    page.refresh()
    here.settle()
    assert bar.value() == read_at, "a list that is read again scrolls nothing away"
    Theme(current_theme().mode).apply(app)
    page.resize(1150, 900)
    here.until(lambda: bar.maximum() == 0)
    assert page.rows.scroller.maximumHeight() > page.height(), "beside one another they scroll by themselves again"


def test_arrows_bring_the_next_call_into_sight_where_the_page_scrolls(page: ReviewPage, here: Around) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    Theme(current_theme().mode, 2.0).apply(app)
    page.resize(1150, 340)
    here.settle()
    bar, view = page.scroller.verticalScrollBar(), page.scroller.viewport()
    here.until(lambda: bar.maximum() > 0 and page.rows.scroller.verticalScrollBar().maximum() == 0)
    here.until(lambda: all(row.isVisible() for row in page.rows.rows) and page.rows.height() > view.height())
    page.activateWindow()
    here.until(page.isActiveWindow)
    page.rows.rows[0].setFocus()
    for row in page.rows.rows[1:]:
        QTest.keyClick(page.rows.rows[page.rows.rows.index(row) - 1], Qt.Key.Key_Down)
        assert row.hasFocus()
        here.until(
            lambda row=row: (  # type: ignore[misc]  # a default binds the loop's value
                0 <= row.mapTo(view, QPoint()).y() <= view.height() - min(row.height(), view.height())
            )
        )
    assert bar.value() > 0


def test_the_open_call_is_marked_wherever_its_group_is_folded(page: ReviewPage, here: Around) -> None:
    some = tuple(line(number) for number in range(12))
    rows = page.rows
    page.activateWindow()
    here.until(page.isActiveWindow)
    rows.show_first(3)
    rows.show_groups((("New information", some),), CallId(7))
    shown = [row.line.call_id for row in rows.rows]
    assert shown == [0, 1, 2, 7], "the open one stands under the first three"
    assert [row.line.call_id for row in rows.rows if row.isChecked()] == [7]
    rows.mark(CallId(9))
    assert [row.line.call_id for row in rows.rows if row.isChecked()] == [9]
    next(one for one in rows.findChildren(QuietButton) if one.label.startswith("Show")).click()
    assert [row.line.call_id for row in rows.rows] == list(range(12))
    assert [row.line.call_id for row in rows.rows if row.isChecked()] == [9]
    assert rows.rows[3].hasFocus(), "the first of those that came, since the button is gone"
    rows.show_first(None)
    assert [row.line.call_id for row in rows.rows if row.isChecked()] == [9]


def test_every_way_of_delivery_has_words() -> None:
    from callback_desk.ui.review.sound_panel import WAY_WORDS
    from callback_desk.ui.review.words import KIND_WORDS

    assert set(WAY_WORDS) == set(DeliveryWay)
    assert set(KIND_WORDS) == set(TipKind)


def test_a_concern_without_words_is_still_a_sentence() -> None:
    from callback_desk.domain.concerns import ConcernKind
    from callback_desk.ui.review.words import concern_sentence

    assert concern_sentence("danger") == "The danger key was pressed. Nothing was written down."
    assert concern_sentence("danger: He is at the door") == "Danger: He is at the door"
    assert concern_sentence("something_wrong: Shouting") == "Something wrong: Shouting"
    assert all(concern_sentence(kind.value).endswith(". Nothing was written down.") for kind in ConcernKind)


def test_what_a_call_tells_about_the_area_is_ticked_by_keyboard_and_signed_with_it(
    page: ReviewPage, here: Around
) -> None:
    call = page.call
    assert call is not None
    ticks = page.sheet.themes
    assert ticks.ticked is None, "nobody looked"
    ticks.opener.setFocus()
    QTest.keyClick(ticks.opener, Qt.Key.Key_Space)
    assert ticks.ticked == () and ticks.rows["lights"].hasFocus()
    QTest.keyClick(ticks.rows["lights"], Qt.Key.Key_Space)
    QTest.keyClick(ticks.rows["fear"], Qt.Key.Key_Space)
    QTest.keyClick(ticks.rows["fear"], Qt.Key.Key_Space)
    page.refresh()
    here.settle()
    assert ticks.ticked == ("lights",), "the same call read again keeps what was ticked"
    page.panel.sign.click()
    here.until(lambda: page.call is None or page.call.call_id != call.call_id)
    assert ticks.ticked == (), "another call begins without"
    with storage_of(here.desk).read() as unit:
        assert [one.themes for one in unit.reviews.themes()] == [frozenset({"lights"})]
    here.settle()
