"""Somebody else answers: the case leaves the window with one key, and only safe words and endings are left."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect

from callback_desk.ui.call.beside_sheets import TheyAskSheet
from callback_desk.ui.call.question_sheet import QuestionSheet
from callback_desk.ui.call.room import Room
from callback_desk.ui.call.someone_else import SomeoneElseSheet
from callback_desk.ui.theme import Theme
from tests.journeys.windows import K
from tests.use_cases.made_desks import SERGEANT, World, ask


def secrets(seat) -> tuple[str, ...]:
    case = seat.hand.case
    assert case is not None
    return case.case_number, case.offense_plain, case.status_phrase


def test_one_key_masks_the_case_and_one_key_brings_it_back(seat) -> None:
    seat.to_what_is_new()
    hidden = secrets(seat)
    seat.type("a line that is not kept yet")
    seat.key(K.Key_F2)  # while typing
    seat.saved()
    masked = seat.seen()
    assert "What did they say?" in masked
    for secret in (*hidden, "a line that is not kept yet", "officer"):
        assert secret not in masked, secret
    seat.key(K.Key_F2)
    seat.saved()
    back = seat.seen()
    assert all(secret in back for secret in hidden)
    assert seat.page.sheet.part.line.text() == "a line that is not kept yet"


def test_the_person_comes_to_the_phone_and_the_checks_begin_afresh(seat) -> None:
    seat.to_what_is_new()
    hidden = secrets(seat)
    seat.key(K.Key_F2)
    seat.saved()
    seat.key(K.Key_1)
    seat.saved()
    assert seat.heading == "Who answered?"
    assert seat.hand.case is None
    assert not any(secret in seat.seen() for secret in hidden)


def test_something_felt_wrong_stops_all_tries(seat, world: World) -> None:
    callback = seat.hand.started.callback_id
    seat.key(K.Key_2)
    seat.saved()
    seat.key(K.Key_5)
    seat.saved()
    assert seat.hand.ended
    seat.key(K.Key_Return)
    seat.until(lambda: seat.page.hand is None)
    desk = world.enter(SERGEANT)
    assert ask(desk, "SELECT state FROM callbacks WHERE id = ?", callback) == [("held",)]


def test_every_answer_is_seen_on_a_small_screen(seat) -> None:
    seat.key(K.Key_F2)
    seat.saved()
    sheet = seat.page.sheet
    assert isinstance(sheet, SomeoneElseSheet)
    assert len(sheet.part.choices) == 9
    seat.until(lambda: in_sight(sheet) == "123456789")
    assert sheet.more_below.words.text() == ""


def test_where_answers_lie_below_the_edge_the_sheet_says_which(seat, monkeypatch) -> None:
    monkeypatch.setattr(SomeoneElseSheet, "closest", 2)  # words and answers keep their size, so that some lie below
    seat.shell.resize(1093, 614)
    seat.until(lambda: seat.page.room is Room.FOLDED)
    seat.key(K.Key_F2)
    seat.saved()
    sheet = seat.page.sheet
    assert isinstance(sheet, SomeoneElseSheet)
    seat.until(lambda: sheet.more_below.words.text() not in ("", "More below: 1 to 9"))
    first_hidden = sheet.more_below.words.text().removeprefix("More below: ")[0]
    assert in_sight(sheet) == "123456789".partition(first_hidden)[0]
    assert "5" in in_sight(sheet), "what felt wrong is seen without scrolling"
    below = "9" if first_hidden == "9" else f"{first_hidden} to 9"
    assert sheet.more_below.words.text() == f"More below: {below}"
    bar = sheet.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    seat.until(lambda: sheet.more_below.words.text() == "")
    assert in_sight(sheet).endswith("9")


def test_what_lies_beside_the_questions_stays_when_the_window_becomes_smaller(seat) -> None:
    seat.key(K.Key_F1)
    assert isinstance(seat.page.sheet, TheyAskSheet)
    seat.shell.resize(1093, 614)
    seat.until(lambda: seat.page.room is Room.FOLDED)
    assert isinstance(seat.page.sheet, TheyAskSheet)
    seat.key(K.Key_F1)
    assert seat.heading == "Who answered?"
    assert isinstance(seat.page.sheet, QuestionSheet)


def test_larger_text_folds_the_call_and_smaller_text_opens_it_again(seat, qapp) -> None:
    Theme(scale=2.0).apply(qapp)
    seat.until(lambda: seat.page.room is Room.TIGHT)
    Theme().apply(qapp)
    seat.until(lambda: seat.page.room is Room.FULL)


def in_sight(sheet: SomeoneElseSheet) -> str:
    """Number keys of the answers that are wholly in view."""
    view = sheet.scroller.viewport()
    seen = ""
    for answer in sheet.part.choices:
        place = QRect(answer.mapTo(view, QPoint(0, 0)), answer.size())
        if view.rect().adjusted(-1, -1, 1, 1).contains(place):
            seen += answer.choice.number
    return seen


def test_an_answer_that_has_no_place_is_named_with_the_key_that_shows_it(seat) -> None:
    seat.key(K.Key_F2)
    seat.saved()
    cards = seat.hand.nav.cards.someone_else
    assert len(cards) == 3
    shown = seat.seen()
    assert all(card.words.text in shown for card in cards[:2])
    assert f"F1: {cards[2].topic}" in shown
    assert in_sight(seat.page.sheet) == "123456789", "the endings keep their place"
    seat.key(K.Key_F1, K.Key_3)
    assert seat.page.sheet.words.text().strip("“”") == cards[2].words.text
    seat.key(K.Key_F1)
    assert isinstance(seat.page.sheet, SomeoneElseSheet)
