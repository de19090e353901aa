"""Behind the calls: complaints and thanks, and whose calls are read how often."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.demo import DEMO_PASSWORD, VOLUNTEERS
from callback_desk.domain.complaints import ComplaintClock, Step
from callback_desk.domain.concerns import ConcernKind, NameUse, NewConcern
from callback_desk.domain.ids import CallbackId, CallId, RecipientId
from callback_desk.domain.people import Recipient
from callback_desk.domain.quality import Band
from callback_desk.domain.sampling import Stage, Why
from callback_desk.ui.components import Paragraph
from callback_desk.ui.review.concerns_sheet import NO_OFFICE, clock_words, name_words
from callback_desk.ui.review.ladder_sheet import SIGN_WORDS, STAGES, WHY_WORDS, figures_words
from callback_desk.ui.review.page import ReviewPage
from callback_desk.use_cases import people, raise_concern, reading_ladder
from callback_desk.use_cases.score_call import ReviewFigures
from callback_desk.use_cases.sign_in import sign_in, sign_out
from tests.ui.a_desk import Around, a_finished_call, an_office, around

WORDS = "Nobody wrote down the number. <b>He laughed.</b>"


def _heard(here: Around, call_id: CallId, *said: NewConcern) -> None:
    with here.desk.storage.read(here.desk.session) as uow:
        callback: CallbackId = uow.calls.get(call_id).callback_id
    volunteer = sign_in(here.office.locked(), VOLUNTEERS[0], DEMO_PASSWORD)
    try:
        for one in said:
            raise_concern.raise_concern(volunteer, volunteer.new_operation(), callback, call_id, one)
    finally:
        sign_out(volunteer)


@pytest.fixture
def here(desk_folder: Path, qtbot: QtBot) -> Iterator[Around]:
    office = an_office(desk_folder)
    call_id = a_finished_call(office)
    with around(desk_folder, qtbot, office=office) as made:
        _heard(
            made,
            call_id,
            NewConcern(ConcernKind.COMPLAINT, WORDS),
            NewConcern(ConcernKind.PRAISE, "Officer Lund stayed.", name_use=NameUse.WITH_NAME),
        )
        yield made


@pytest.fixture
def page(here: Around, qtbot: QtBot) -> ReviewPage:
    made = ReviewPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.until(lambda: made.call is not None and len(made.concerns.cards) == 2)
    here.settle()
    return made


def test_a_call_with_a_complaint_is_read_and_its_words_stand_elsewhere(page: ReviewPage) -> None:
    assert not page.batch.isVisible(), "the only call has a complaint: nothing goes off unread"
    assert page.call is not None
    assert "laughed" not in repr(page.call)
    assert page.concerns_button.label == "Complaints and thanks (2)"
    page.sheet.complaint_wanted.emit()
    assert page.stack.currentWidget() is page.concerns
    complaint, thanks = page.concerns.cards
    assert complaint.words.text() == f"“{WORDS}”", "as it was said, marks and all"
    assert thanks.words.text() == "“Officer Lund stayed.”"
    page.concerns.back.click()
    assert page.stack.currentIndex() == 0
    assert page.head.isVisible()


def test_a_complaint_goes_to_its_office_and_comes_back_with_a_number(page: ReviewPage, here: Around) -> None:
    page.open_concerns()
    complaint = page.concerns.cards[0]
    assert not complaint.verb.isEnabled()
    office = Recipient(RecipientId(0), "Professional Standards", complaints=True)
    here.news.tell(people.add_recipient(here.desk, here.desk.new_operation(), office))
    here.until(lambda: page.concerns.cards[0].field.text == "Professional Standards")
    complaint = page.concerns.cards[0]
    assert complaint.field.edit.isReadOnly()
    assert all(one != "Professional Standards" for one in [page.panel.recipient])
    complaint.verb.click()
    here.until(lambda: page.concerns.cards[0].line.concern.routed_at is not None)
    asked = page.concerns.cards[0]
    asked.field.set_text("PS 26-114")
    asked.field.entered.emit()
    here.until(lambda: page.concerns.cards[0].line.concern.reference == "PS 26-114")
    here.until(lambda: page.concerns_button.label == "Complaints and thanks (1)")
    assert not page.concerns.cards[0].verb.isVisible()


def test_a_complaint_to_the_line_is_refused_and_the_button_comes_back(page: ReviewPage, here: Around) -> None:
    page.open_concerns()
    complaint = page.concerns.cards[0]
    complaint.field.set_text(VOLUNTEERS[0])
    complaint.verb.click()
    here.until(lambda: here.notices.now is not None)
    here.settle()
    assert complaint.verb.isEnabled()
    assert complaint.line.concern.routed_at is None


def test_a_sheet_is_saved_where_it_is_asked_for(page: ReviewPage, here: Around, tmp_path: Path) -> None:
    asked: list[str] = []

    def choose(_parent: object, suggested: str) -> Path:
        asked.append(suggested)
        return tmp_path / suggested

    page.concerns._choose_target = choose
    page.concerns.cards[0].paper.click()
    here.until((tmp_path / "complaint.pdf").exists)
    here.until(page.concerns.cards[0].paper.isEnabled)
    assert asked == ["complaint.pdf"]


def test_somebody_is_moved_with_a_reason(page: ReviewPage, here: Around) -> None:
    page.ladder_button.click()
    here.until(lambda: len(page.ladder.rows) == len(VOLUNTEERS))
    assert [row.one.name for row in page.ladder.rows] == sorted(VOLUNTEERS)
    row = next(row for row in page.ladder.rows if row.one.name == VOLUNTEERS[0])
    row.move_to.click()
    assert row.moving
    row.save.click()
    assert row.reason.error == "Say in one line why."
    row.stage.set_value(Stage.SETTLED)
    row.reason.set_text("Back after the summer.")
    row.save.click()
    here.until(lambda: any(one.one.stage is Stage.SETTLED for one in page.ladder.rows))
    (moved,) = (one for one in reading_ladder.who_stands_where(here.desk) if one.stage is Stage.SETTLED)
    assert (moved.name, moved.reason) == (VOLUNTEERS[0], "Back after the summer.")


def test_more_calls_are_read_from_a_closed_list_with_a_reason(page: ReviewPage, here: Around) -> None:
    page.ladder_button.click()
    card = page.ladder.shares
    here.until(lambda: bool(card.settled.value))
    assert not card.changing
    card.change.click()
    assert card.changing
    card.save.click()
    assert card.reason.error == "Choose another number first."
    card.settled.set_value(30)
    card.save.click()
    assert card.reason.error == "Say in one line why."
    card.reason.set_text("A new script.")
    card.save.click()
    here.until(lambda: not card.changing)
    assert reading_ladder.shares(here.desk).ladder.settled_percent == 30
    assert any("15 to 30 of 100. A new script." in one.text() for one in card.findChildren(Paragraph))


def test_figures_are_sentences_without_names() -> None:
    monday = datetime(2026, 11, 16, 16, 0, tzinfo=UTC)
    none = ReviewFigures(monday, 0, 0, 0, {}, {}, {}, ())
    assert figures_words(none) == ("No call has come to be checked in these days.",)
    some = ReviewFigures(monday, 40, 9, 4, {Why.URGENT: 2, Why.CHANCE: 7}, {}, {Band.SOUND: 3, Band.TALK: 1}, ())
    assert figures_words(some) == (
        "40 calls came to be checked. 9 of them are read for a reason.",
        "Why (a call may have several reasons): something urgent 2, drawn by chance 7.",
        "4 of 9 have a scored form.",
        "What the forms came to: sound 3, to talk over 1.",
    )


def test_every_word_is_there() -> None:
    from callback_desk.domain.call_flags import Flag

    assert set(WHY_WORDS) == set(Why)
    assert set(SIGN_WORDS) == set(Flag)
    assert set(STAGES) == set(Stage)
    assert all(name_words(use).endswith(".") for use in NameUse)
    assert "Settings" in NO_OFFICE


def test_the_clock_in_words() -> None:
    today = date(2026, 11, 17)
    assert clock_words(ComplaintClock(Step.HAND_OVER, today), today) == "Hand it over today"
    assert clock_words(ComplaintClock(Step.HAND_OVER, today, 2), today) == "Hand it over: 2 days late"
    assert clock_words(ComplaintClock(Step.ACKNOWLEDGE, date(2026, 11, 24)), today) == (
        "Acknowledgement due November 24"
    )
    assert clock_words(ComplaintClock(Step.ACKNOWLEDGED, None), today) == "Acknowledged"
