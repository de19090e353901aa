"""Review: the most urgent line first, corrections below, sign-off with an offer, the batch without news."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.domain.people import DeliveryWay
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.ui.review.call_rows import CallRow
from callback_desk.ui.review.page import ReviewPage
from callback_desk.use_cases import review_call, send_packet
from tests.ui.a_desk import Around, a_finished_call, an_office, around


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
def page(here: Around, qtbot: QtBot) -> ReviewPage:
    made = ReviewPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.until(lambda: made.call is not None)
    here.settle()
    return made


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
    here.news.tell(review_call.sign_off(here.desk, here.desk.new_operation(), ids))
    here.until(page.empty.isVisible)
    assert not page.panel.sign.isVisible()


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
