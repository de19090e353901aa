"""A day on paper: the form is printed, and a finished one typed in by keyboard alone, in the order of the paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from callback_desk.call_script.paper import numbered
from callback_desk.documents.self_check import read_pages
from callback_desk.ui.paper.page import PaperPage
from callback_desk.ui.volunteer_desk import PAPER
from tests.journeys.windows import K, Seat, sitting
from tests.use_cases.made_desks import CARMEN, RUTH, SERGEANT, World, ask, events

LINE = "A silver van stood by the side gate / Serial number 4KX-0917-QD"


@pytest.fixture
def seat(qtbot, world: World):
    with sitting(qtbot, world.office) as one:
        one.sign_in(RUTH)
        one.shell.show_page(PAPER)
        one.until(lambda: paper(one).forms)
        yield one


def paper(seat: Seat) -> PaperPage:
    page = seat.shell.page(PAPER)
    assert isinstance(page, PaperPage)
    return page


def find(seat: Seat, place: int = 0) -> str:
    case = str(ask(seat.window.desk, "SELECT number FROM cases ORDER BY id")[place][0])
    paper(seat).given.edit.setFocus()
    seat.type(case)
    seat.key(K.Key_Return)
    seat.until(lambda: paper(seat).grid is not None)
    return case


def head(seat: Seat, by: str = CARMEN) -> None:
    """Day, time, by whom; the caret goes on by itself."""
    for words in ("yesterday", "9:40 AM", by):
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        field.clear()
        seat.type(words)
        seat.key(K.Key_Return)


def printed(seat: Seat, name: str) -> str:
    """The number a question of the script has on paper; "kind_first@2" is that of line 2."""
    grid = paper(seat).grid
    assert grid is not None
    question, _, line = name.partition("@")
    number = numbered(grid.entry.form)[grid.entry.form.question(question).path]
    return f"{number}, line {line}" if line else number


def answer(seat: Seat, name: str, typed: str) -> None:
    """Into the row where the caret is, which must be the one the paper has next."""
    number = printed(seat, name)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit) and field.accessibleName().startswith(f"{number},"), field.accessibleName()
    seat.type(typed)
    seat.key(K.Key_Return)
    seat.until(lambda: not seat.window.runner.busy)


def skip_to(seat: Seat, name: str) -> None:
    number = printed(seat, name)
    for _ in range(40):
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        if field.accessibleName().startswith(f"{number},"):
            return
        seat.key(K.Key_Return)
    pytest.fail(f"no row {number} came")


def enter(seat: Seat) -> None:
    button = seat.named("enterPaper")
    assert isinstance(button, QPushButton)
    button.setFocus()
    seat.key(K.Key_Space)
    seat.until(lambda: not seat.window.runner.busy)


def test_the_form_is_saved_in_both_languages(seat: Seat, tmp_path: Path) -> None:
    paper(seat).choose_target = lambda _parent, name: tmp_path / name
    for code, words in (("en", "Paper form of a call"), ("es", "Formulario de una llamada")):
        paper(seat).forms[code].click()
        seat.until(lambda code=code: (tmp_path / f"paper-form-{code}.pdf").exists() and not seat.window.runner.busy)
        assert words in read_pages((tmp_path / f"paper-form-{code}.pdf").read_bytes())[0].words
    assert events(seat.window.desk).count("export.done") == 2


def test_a_whole_call_by_keyboard_alone_goes_to_review(seat: Seat, world: World) -> None:
    find(seat)
    head(seat)
    for name in ("who", "safe", "introduced", "person", "consent_tip"):
        answer(seat, name, "1")
    skip_to(seat, "consent_rating")
    answer(seat, "consent_rating", "2")
    skip_to(seat, "new_open")
    answer(seat, "new_open", LINE)
    skip_to(seat, "kind_first@1")
    answer(seat, "kind_first@1", "2")
    skip_to(seat, "source@1")
    answer(seat, "source@1", "1")
    skip_to(seat, "call_again")
    answer(seat, "call_again", "1")
    answer(seat, "close", "1")
    focus = QApplication.focusWidget()
    assert focus is not None and focus.objectName() == "paperEnding"
    assert isinstance(focus, QLineEdit) and focus.text() == "2"  # it follows from the answers: part of the questions
    enter(seat)
    seat.until(lambda: paper(seat).grid is None)
    assert "Shred the form." in seat.seen()
    desk = world.enter(SERGEANT)
    assert ask(desk, "SELECT text FROM tips ORDER BY id") == [(part,) for part in LINE.split(" / ")]
    assert ask(desk, "SELECT state FROM calls") == [("review",)]
    (note,) = ask(desk, "SELECT note FROM attempt_ends")[0]
    assert "by Carmen Ibarra" in str(note) and "Entered from paper" in str(note)


def test_nobody_answered_takes_four_enters_after_the_head(seat: Seat) -> None:
    find(seat)
    head(seat)
    answer(seat, "who", "4")
    enter(seat)
    seat.until(lambda: paper(seat).grid is None)
    assert ask(seat.window.desk, "SELECT outcome FROM attempt_ends") == [("no_answer",)]


def test_a_number_that_is_not_printed_stays_where_it_is_and_is_said(seat: Seat) -> None:
    find(seat)
    head(seat)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    seat.type("9")
    seat.key(K.Key_Return)
    assert "There is no box 9 at this question." in seat.seen()
    assert QApplication.focusWidget() is field
    field.clear()
    answer(seat, "who", "5")
    assert "There is no box 9" not in seat.seen()


def test_what_is_missing_at_the_head_is_said_and_nothing_is_entered(seat: Seat) -> None:
    find(seat)
    seat.named("paperEnding").setFocus()
    seat.type("7")
    enter(seat)
    assert "This is no day." in seat.seen() and "This is no time." in seat.seen()
    assert ask(seat.window.desk, "SELECT count(*) FROM calls") == [(0,)]


def test_a_name_nobody_has_is_refused_with_everything_kept(seat: Seat) -> None:
    find(seat)
    head(seat, by="Nobody Here")
    answer(seat, "who", "5")
    enter(seat)
    seat.until(lambda: "Nobody of this name may make calls here" in seat.seen())
    assert paper(seat).grid is not None and seat.named("enterPaper").isEnabled()
    seat.named("paperCaller").setText(RUTH)
    enter(seat)
    seat.until(lambda: paper(seat).grid is None)


def test_danger_asks_who_was_told(seat: Seat) -> None:
    find(seat)
    head(seat)
    answer(seat, "who", "1")
    seat.named("paperEnding").setFocus()
    seat.named("paperEnding").clear()
    seat.type("20")  # the last one printed
    assert "Danger now" in seat.seen()
    seat.until(lambda: seat.named("paperTold").isVisible())
    enter(seat)
    seat.until(lambda: "Write whom" in seat.seen())
    seat.named("paperTold").setFocus()
    seat.type("Sgt. Fields")
    enter(seat)
    seat.until(lambda: paper(seat).grid is None)


def test_nobody_is_found_in_the_same_words_for_every_miss(seat: Seat) -> None:
    paper(seat).given.edit.setFocus()
    seat.type("99-000000")
    seat.key(K.Key_Return)
    seat.until(lambda: "Nobody on the list has this case number or number." in seat.seen())
    assert paper(seat).grid is None


def test_the_form_for_somebody_who_rings_back_is_one_of_its_own(seat: Seat, tmp_path: Path) -> None:
    page = paper(seat)
    assert page.which.isVisible()
    assert page.purpose == "call"
    ours = page._scripts[0]
    page.which.set_value("called_back")
    page.which.value_chosen.emit("called_back")
    assert len(page.forms) == 2, "the same two languages, once each"
    target = tmp_path / "theirs.pdf"
    page.choose_target = lambda _parent, suggested: target if "called-back" in suggested else None
    page.forms["en"].click()
    seat.until(target.exists)
    seat.until(lambda: not seat.window.runner.busy)
    find(seat)
    assert page.grid is not None
    assert page.grid.person.script != ours.sha
    assert not page.which.isVisible(), "a form that is typed in stays what it is"
    title = page.grid.person.script_name.split(",")[0]
    assert title in read_pages(target.read_bytes())[0].words
