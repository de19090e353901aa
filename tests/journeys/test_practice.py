"""Practice through the real window: begun, a whole call, what to look at, and back; nothing of it stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from callback_desk.bootstrap.practice import FOLDER
from callback_desk.documents.self_check import read_pages
from callback_desk.domain.practice import Sight
from callback_desk.ui.call.ending import EndingSheet
from callback_desk.ui.practice.practising import AFTER, PRACTICE, ROLE
from callback_desk.ui.supervisor_pages import Files
from callback_desk.ui.walkthrough import Walk
from tests.journeys.windows import K, Seat, sitting
from tests.use_cases.made_desks import PASSWORD, RUTH, SUPERVISOR, World, changed_tables, snapshot

LINE = "A silver van stood by the side gate"


@pytest.fixture
def seat(qtbot, world: World):
    with sitting(qtbot, world.office) as one:
        one.sign_in(RUTH)
        yield one


def press(seat: Seat, name: str) -> None:
    button = seat.named(name)
    assert isinstance(button, QPushButton) and button.isEnabled(), name
    button.setFocus()
    seat.key(K.Key_Space)


def begin(seat: Seat) -> None:
    seat.until(lambda: seat.named("practice").isVisible())
    press(seat, "practice")
    seat.until(lambda: seat.shell.page_name == PRACTICE)


def play(seat: Seat, button: str) -> None:
    press(seat, button)
    seat.until(lambda: seat.shell.page_name == ROLE)
    press(seat, "beginPractice")
    seat.until(lambda: seat.shell.page_name == "shift")


def ribbon(seat: Seat) -> str:
    held = seat.named("practiceRibbon")
    seat.until(held.isVisible)
    return held.accessibleName()


def whole_call(seat: Seat, folder: Path) -> None:
    assert seat.window.volunteer is not None
    walk = Walk(seat.shell, seat.window.volunteer, folder)
    walk.to_the_call()
    assert "Practice" in ribbon(seat)
    walk.to_what_is_new()
    walk.write_down((LINE,))
    walk.to_the_end()
    seat.until(lambda: isinstance(seat.page.sheet, EndingSheet))
    seat.saved()
    press(seat, "finishAndRest")
    seat.until(lambda: seat.shell.page_name == AFTER)


def leave(seat: Seat) -> None:
    press(seat, "leavePractice")
    seat.until(lambda: seat.shell.page_name == "shift" and seat.shell.menuWidget() is None)
    seat.until(lambda: not seat.window.runner.busy)


def test_a_practice_call_leaves_one_line_in_the_trail_and_nothing_else(seat: Seat, tmp_path: Path) -> None:
    seat.until(lambda: not seat.window.runner.busy)
    before = snapshot(seat.window.desk)
    begin(seat)
    assert "Nobody here is real. Do not dial." in ribbon(seat)
    play(seat, "beginStep")
    assert "Step 1 of 6" in ribbon(seat)
    whole_call(seat, tmp_path)
    words = seat.seen()
    assert "What the program saw" in words
    assert "Wrote down what is new, one point on a line: done" in words
    assert "Step 1 is not done yet: Press Esc to cover the screen" in words
    leave(seat)
    assert seat.window.desk is not None
    after = snapshot(seat.window.desk)
    assert changed_tables(before, after) == {"audit_events"}
    assert len(after["audit_events"]) == len(before["audit_events"]) + 1
    assert not (seat.window.folder / FOLDER).exists()
    words = seat.seen()
    assert "Practice." not in words and "Marguerite" not in words
    seat.start_call()  # the real desk is there again, as it was
    assert seat.hand.started.facts["first_name"].startswith("Mar")


def test_covering_the_screen_is_seen_and_the_coach_goes_on(seat: Seat) -> None:
    begin(seat)
    play(seat, "beginStep")
    seat.start_call()
    seat.key(K.Key_Escape)
    assert seat.shell.is_covered
    assert "Practice" in ribbon(seat)
    assert not seat.named("leavePractice").isVisible()  # whoever passes by opens nothing
    seat.key(K.Key_Space)
    seat.type(PASSWORD)
    seat.key(K.Key_Return)
    seat.until(lambda: not seat.shell.is_covered)
    practising = seat.window.practice.practising
    assert practising is not None
    seat.until(lambda: Sight.COVERED in practising.seen)
    seat.until(lambda: "Step 2 of 6: Ask whether it is safe" in ribbon(seat))
    seat.through_the_checks()
    seat.until(lambda: "Step 3 of 6" in ribbon(seat))
    leave(seat)
    begin(seat)  # what was done in this sitting is still known
    assert "2 of 6 done" in seat.seen()
    leave(seat)


def test_locked_in_practice_nothing_is_opened_and_it_goes_on_afterwards(seat: Seat) -> None:
    begin(seat)
    QTest.keyClick(seat.shell, K.Key_L, Qt.KeyboardModifier.ControlModifier)
    seat.until(lambda: seat.shell.is_locked)
    assert not seat.named("leavePractice").isVisible()
    seat.key(K.Key_A)
    seat.type(PASSWORD)
    seat.key(K.Key_Return)
    seat.until(lambda: not seat.shell.is_locked)
    assert seat.shell.page_name == PRACTICE
    leave(seat)


def test_signing_out_of_practice_ends_it(seat: Seat) -> None:
    begin(seat)
    play(seat, "play_machine")
    seat.start_call()
    seat.window.sign_out()
    seat.until(lambda: seat.shell.page_name == "sign_in" and not seat.window.runner.busy)
    assert seat.shell.menuWidget() is None
    assert not (seat.window.folder / FOLDER).exists()


def test_closing_the_window_in_a_practice_call_leaves_no_file(qtbot, world: World) -> None:
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        begin(seat)
        play(seat, "play_calm")
        seat.start_call()
        assert (seat.window.folder / FOLDER).exists()
    assert not (world.folder / FOLDER).exists()


def test_what_a_killed_practice_left_goes_at_the_next_start(qtbot, world: World) -> None:
    left = world.folder / FOLDER
    left.mkdir()
    (left / "call-1.db").write_bytes(b"\x01" * 4096)
    with sitting(qtbot, world.office) as seat:
        seat.until(lambda: not left.exists())


def test_a_supervisor_gets_all_pages_back(qtbot, world: World) -> None:
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(SUPERVISOR)
        labels = [item.label for item in seat.shell.rail_items]
        seat.shell.show_page("shift")
        begin(seat)
        assert [item.label for item in seat.shell.rail_items] == ["Practice"]
        leave_to_any(seat)
        assert [item.label for item in seat.shell.rail_items] == labels


def leave_to_any(seat: Seat) -> None:
    press(seat, "leavePractice")
    seat.until(lambda: seat.shell.menuWidget() is None and not seat.window.runner.busy)


def test_the_cards_are_saved_a_page_each_and_leave_no_line_of_content(seat: Seat, tmp_path: Path) -> None:
    seat.window.files = Files(lead_sheet=lambda _parent, name: tmp_path / name)
    begin(seat)
    press(seat, "cardsAsPdf")
    seat.until(lambda: "The cards are saved" in seat.seen())
    pages = read_pages((tmp_path / "role-cards.pdf").read_bytes())
    assert len(pages) == 8
    assert all("every person on these pages is made up" in page.words for page in pages)
    leave(seat)


def test_the_first_time_a_name_is_used_practice_comes_first(seat: Seat) -> None:
    assert seat.named("firstHour").isVisible()
    press(seat, "firstHour")
    seat.until(lambda: seat.shell.page_name == PRACTICE)
    leave(seat)
