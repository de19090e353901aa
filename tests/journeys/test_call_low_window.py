"""Low windows and 200 % text: what is needed is seen together, and what lies below the edge is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from callback_desk.domain.concerns import Heard
from callback_desk.domain.outcomes import Outcome
from callback_desk.ui.call.beside_sheets import CardSheet
from callback_desk.ui.call.crumbs import Crumbs
from callback_desk.ui.call.danger import DangerSheet, HeardChecks
from callback_desk.ui.call.ending import EndingSheet
from callback_desk.ui.call.key_bar import KEYS, Wish
from callback_desk.ui.call.more_below import MoreBelow
from callback_desk.ui.call.room import Room
from callback_desk.ui.call.safe_contact import SafeContactSheet
from callback_desk.ui.components import CaptureLine, IconButton, ReasonBeside, SecondaryButton
from callback_desk.ui.theme import Theme
from tests.journeys.call_hands import DIGITS, keep_line, name_of, to_question
from tests.journeys.windows import K, Seat

LOW = (Room.FOLDED, Room.TIGHT)


@contextmanager
def standing_in(seat: Seat, app: QApplication, room: Room) -> Iterator[None]:
    """The window as small as this room, or its text as large."""
    try:
        if room is Room.TIGHT:
            Theme(scale=2.0).apply(app)
        seat.shell.resize(*((1366, 768) if room is Room.TIGHT else (1093, 614)))
        seat.until(lambda: seat.page.room is room)
        yield
    finally:
        Theme().apply(app)


def whole(part: QWidget) -> bool:
    """Nothing of it is cut by what it lies in."""
    return part.isVisible() and part.visibleRegion().boundingRect() == part.rect()


def said_below(seat: Seat) -> str:
    """What the foot says of the things below the edge; "" when it says nothing."""
    (more,) = seat.page.sheet.findChildren(MoreBelow)
    return more.words.text() if more.isVisible() else ""


def open_danger(seat: Seat) -> DangerSheet:
    seat.key(K.Key_F8)
    seat.until(lambda: isinstance(seat.page.sheet, DangerSheet) and len(seat.page.sheet.people.whom.parts) > 1)
    sheet = seat.page.sheet
    assert isinstance(sheet, DangerSheet)
    return sheet


def someone_else(seat: Seat, sheet: DangerSheet) -> None:
    """The last of those who may have been told: the caret goes to the name."""
    seat.key(DIGITS[int(sheet.people.whom.parts[-1].choice.number)])
    seat.until(sheet.people.who.edit.hasFocus)


# -- danger now


@pytest.mark.parametrize("room", LOW)
@pytest.mark.parametrize("self_harm", [False, True])
def test_who_else_was_told_is_written_and_pressed_in_sight(
    seat: Seat, qapp: QApplication, room: Room, self_harm: bool
) -> None:
    """The field was cut and its button lay below the edge."""
    seat.through_the_checks()
    with standing_in(seat, qapp, room):
        sheet = open_danger(seat)
        someone_else(seat, sheet)
        if self_harm:  # its words are longer, and push down what is being filled in
            sheet.findChild(HeardChecks).rows[Heard.SELF_HARM].setChecked(True)
        seat.until(lambda: whole(sheet.people.who.edit) and whole(sheet.people.button))
        seat.type("Sergeant Reyes")
        seat.until(sheet.people.button.isEnabled)
        assert whole(sheet.people.who.edit)
        assert whole(sheet.people.button)


@pytest.mark.parametrize("room", LOW)
def test_what_is_missing_is_said_where_the_button_is(seat: Seat, qapp: QApplication, room: Room) -> None:
    seat.through_the_checks()
    with standing_in(seat, qapp, room):
        sheet = open_danger(seat)
        seat.until(lambda: "Choose whom you told first" in in_foot(sheet))
        someone_else(seat, sheet)
        seat.until(lambda: "Write whom you told" in in_foot(sheet))
        seat.type("Sergeant Reyes")
        seat.until(sheet.people.button.isEnabled)
        assert sheet.people.button.label == "I have told a person"
        assert "whom you told" not in in_foot(sheet)


def in_foot(sheet: DangerSheet) -> str:
    """What stands beside the button or on it, seen whole."""
    beside = [part.text() for part in sheet.findChildren(ReasonBeside) if whole(part)]
    return " ".join([*beside, sheet.people.button.label if whole(sheet.people.button) else ""])


def test_whom_to_telephone_and_whom_you_told_are_seen_together_in_a_low_window(seat: Seat, qapp: QApplication) -> None:
    seat.through_the_checks()
    with standing_in(seat, qapp, Room.FOLDED):
        sheet = open_danger(seat)
        seat.until(lambda: all(whole(part) for part in (sheet.people.cards, *sheet.people.whom.parts)))


def test_what_was_heard_lies_below_and_the_foot_says_so(seat: Seat, qapp: QApplication) -> None:
    seat.through_the_checks()
    with standing_in(seat, qapp, Room.FOLDED):
        sheet = open_danger(seat)
        seat.until(lambda: said_below(seat) == "More below")
        bar = sheet.scroller.verticalScrollBar()
        bar.setValue(bar.maximum())
        seat.until(lambda: said_below(seat) == "")


# -- what lies below the edge is said


@pytest.mark.parametrize("room", LOW)
def test_how_to_reach_them_says_what_lies_below(seat: Seat, qapp: QApplication, room: Room) -> None:
    seat.to_what_is_new()
    with standing_in(seat, qapp, room):
        seat.key(K.Key_F6)
        wished = KEYS[Wish.CONTACT].label
        number = next(one.choice.number for one in seat.page.sheet._list.parts if one.choice.label == wished)
        seat.key(getattr(K, f"Key_{number}"))
        sheet = seat.page.sheet
        assert isinstance(sheet, SafeContactSheet)
        seat.key(K.Key_1)  # their times are asked, under the longer list
        seat.until(sheet.times.isVisible)
        seat.until(lambda: said_below(seat).startswith("More below") or whole(sheet.when))
        if room is Room.TIGHT:
            assert said_below(seat).startswith("More below: ")
        bar = sheet.scroller.verticalScrollBar()
        bar.setValue(bar.maximum())
        seat.until(lambda: said_below(seat) == "" and whole(sheet.when))


@pytest.mark.parametrize("room", LOW)
def test_how_did_it_end_says_that_the_facts_and_the_promise_lie_below(
    seat: Seat, qapp: QApplication, room: Room
) -> None:
    seat.through_the_checks()
    with standing_in(seat, qapp, room):
        seat.key(K.Key_F9)
        seat.saved()
        sheet = seat.page.sheet
        assert isinstance(sheet, EndingSheet)
        assert sheet.outcome is Outcome.TALKED_PART
        seat.until(lambda: said_below(seat).startswith("More below"))
        bar = sheet.scroller.verticalScrollBar()
        bar.setValue(bar.maximum())
        seat.until(lambda: said_below(seat) == "" and whole(sheet.promise.text))


def test_the_card_of_the_person_says_that_it_goes_on_below(seat: Seat, qapp: QApplication) -> None:
    seat.through_the_checks()
    with standing_in(seat, qapp, Room.TIGHT):
        seat.key(K.Key_F7)
        assert isinstance(seat.page.sheet, CardSheet)
        seat.until(lambda: said_below(seat) == "More below")


# -- the space above gives way before an answer does


ABOVE_PX = 14  # of the sheet's margin in a low window
LONG_LINE = "Laptop serial number is on the box in the closet: 4KX-0917-QD, IMEI of the phone 356938035643809"


@pytest.mark.parametrize("question", ["source", "sure", "read_back_how", "statement"])
def test_the_space_above_gives_way_so_that_every_answer_is_in_sight(
    seat: Seat, qapp: QApplication, question: str
) -> None:
    seat.to_what_is_new()
    keep_line(seat, LONG_LINE)
    with standing_in(seat, qapp, Room.FOLDED):
        to_question(seat, question)
        seat.until(lambda: in_sight(seat) == [part.choice.number for part in seat.page.sheet.part.choices])
        assert said_below(seat) == ""


def test_short_answers_stand_side_by_side_at_200_percent(seat: Seat, qapp: QApplication) -> None:
    """Under words of three lines only the first was seen."""
    seat.through_the_checks()
    with standing_in(seat, qapp, Room.TIGHT):
        assert name_of(seat) == "consent_tip"
        assert len(seat.page.sheet.part.choices) == 3
        seat.until(lambda: {"1", "2"} <= set(in_sight(seat)))


def test_where_there_is_room_nothing_gives_way_and_it_comes_back(seat: Seat, qapp: QApplication) -> None:
    seat.to_what_is_new()
    keep_line(seat, LONG_LINE)
    with standing_in(seat, qapp, Room.FOLDED):
        to_question(seat, "kind_first")
        column = seat.page.sheet.column
        seat.until(lambda: column.contentsMargins().top() < ABOVE_PX)
        to_question(seat, "urgent")  # two answers
        assert column.contentsMargins().top() == ABOVE_PX
        assert seat.page.sheet.findChildren(Crumbs)
        assert all(whole(crumbs) for crumbs in seat.page.sheet.findChildren(Crumbs))


def in_sight(seat: Seat) -> list[str]:
    """Number keys of the answers that are wholly in view."""
    sheet = seat.page.sheet
    view = sheet.scroller.viewport()
    places = [(one, QRect(one.mapTo(view, QPoint(0, 0)), one.size())) for one in sheet.part.choices]
    return [one.choice.number for one, place in places if view.rect().adjusted(-1, -1, 1, 1).contains(place)]


# -- at 200 %: answers and words give way a step at a time, and every number key is seen


def all_numbers(seat: Seat) -> list[str]:
    return [part.choice.number for part in seat.page.sheet.part.choices]


@pytest.mark.parametrize("question", ["introduced", "person", "consent_tip"])
def test_every_number_of_a_question_with_many_words_is_in_sight_at_200_percent(
    seat: Seat, qapp: QApplication, question: str
) -> None:
    """Under four lines of words the answers lay below the edge."""
    with standing_in(seat, qapp, Room.TIGHT):
        to_question(seat, question)
        seat.until(lambda: in_sight(seat) == all_numbers(seat))
        assert said_below(seat) in ("", "More below")  # what is only to be done


@pytest.mark.parametrize("question", ["source", "sure", "read_back_how", "urgent", "statement"])
def test_the_marks_of_a_line_push_no_answer_below_the_edge_at_200_percent(
    seat: Seat, qapp: QApplication, question: str
) -> None:
    seat.to_what_is_new()
    keep_line(seat, LONG_LINE)
    with standing_in(seat, qapp, Room.TIGHT):
        to_question(seat, question)
        seat.until(lambda: in_sight(seat) == all_numbers(seat))


@pytest.mark.parametrize("room", LOW)
def test_every_safe_ending_is_in_sight_when_someone_else_answered(seat: Seat, qapp: QApplication, room: Room) -> None:
    """The first four were cut at 200 %, and in a low window the ninth: a wrong one would have been pressed."""
    with standing_in(seat, qapp, room):
        seat.key(K.Key_F2)
        seat.until(lambda: seat.hand.someone_else)
        seat.until(lambda: len(in_sight(seat)) == 9)
        assert in_sight(seat) == all_numbers(seat)


def test_a_question_that_comes_back_from_behind_a_sheet_makes_room_again(seat: Seat, qapp: QApplication) -> None:
    with standing_in(seat, qapp, Room.TIGHT):
        to_question(seat, "introduced")
        seat.key(K.Key_F1)
        seat.key(K.Key_F1)
        seat.until(lambda: in_sight(seat) == all_numbers(seat))


def test_a_squeezed_answer_keeps_its_choice_and_what_it_leads_to_is_still_heard(seat: Seat, qapp: QApplication) -> None:
    with standing_in(seat, qapp, Room.TIGHT):
        seat.key(K.Key_F2)
        seat.until(lambda: len(in_sight(seat)) == 9)
        first = seat.page.sheet.part.choices[0]
        assert first.accessibleDescription() == "Starts again at the opening"
        assert first.height() >= first.theme.px(40)


def test_what_was_made_ahead_never_comes_into_sight_with_the_page(seat: Seat) -> None:
    """Made while another page was in front, it lay over the call when the call came back."""
    seat.through_the_checks()
    page = seat.page
    page.hide()
    page._drop_spare()
    page._make_ahead()
    page._make_ahead()
    page.show()
    assert page._ending is not None
    assert page._contact is not None
    assert not page._ending.isVisible()
    assert not page._contact.isVisible()


@pytest.mark.parametrize("room", LOW)
def test_kept_lines_below_the_edge_are_said(seat: Seat, qapp: QApplication, room: Room) -> None:
    """Only a scroll bar told of them."""
    seat.to_what_is_new()
    with standing_in(seat, qapp, room):
        for text in (LONG_LINE, "A silver van stood by the side gate", "The neighbor at 214 has a camera"):
            keep_line(seat, text)
        seat.until(lambda: said_below(seat) == "More below")
        bar = seat.page.sheet.scroller.verticalScrollBar()
        bar.setValue(bar.maximum())
        seat.until(lambda: said_below(seat) == "")


def test_at_200_percent_a_key_counts_the_kept_lines_and_leads_to_them(seat: Seat, qapp: QApplication) -> None:
    """design/18: the lines lie below the edge, where no key led to them and none could be mended."""
    seat.to_what_is_new()
    with standing_in(seat, qapp, Room.TIGHT):
        kept = seat.page.sheet.findChild(SecondaryButton, "linesKept")
        assert kept is not None and not kept.isVisible()
        for text in (LONG_LINE, "A silver van stood by the side gate"):
            keep_line(seat, text)
        assert kept.isVisible() and kept.text() == "2 lines kept"
        kept.setFocus()
        QTest.keyClick(kept, K.Key_Space)
        pen = QApplication.focusWidget()
        assert isinstance(pen, IconButton) and pen.accessibleName() == "Edit: A silver van stood by the side gate"
        seat.until(lambda: not pen.visibleRegion().isEmpty())
        QTest.keyClick(pen, K.Key_Space)
        line = QApplication.focusWidget()
        assert isinstance(line, CaptureLine) and line.text() == "A silver van stood by the side gate"
        QTest.keyClicks(line, ", with a dent")
        QTest.keyClick(line, K.Key_Return)
        assert [one.text for one in seat.hand.nav.lines] == [
            LONG_LINE,
            "A silver van stood by the side gate, with a dent",
        ]
