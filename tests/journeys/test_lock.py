"""Lock, cover, switch, close: nothing is left to be read, and no word is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from callback_desk.use_cases.shift import my_shift
from tests.journeys.windows import K, sitting
from tests.use_cases.made_desks import CARMEN, PASSWORD, RUTH, World, ask, events


@pytest.fixture
def seat(qtbot, world: World):
    with sitting(qtbot, world.office) as one:
        one.sign_in(RUTH)
        yield one


def in_a_line(seat, text: str) -> str:
    """In a call, after both checks, in the middle of a word."""
    seat.start_call()
    seat.to_what_is_new()
    seat.type(text)
    return str(seat.hand.started.facts["full_name"])


def test_ctrl_l_hides_everything_and_keeps_the_draft(seat, world: World) -> None:
    name = in_a_line(seat, "a gray sedan, no plates")
    case = seat.hand.case.case_number
    call_id = seat.hand.started.call_id
    QTest.keyClick(seat.shell, K.Key_L, Qt.KeyboardModifier.ControlModifier)
    seat.until(lambda: seat.shell.is_locked)
    for secret in (name, case, "a gray sedan", RUTH):
        assert secret not in seat.seen()
    seat.until(lambda: seat.hand.autosave.settled)
    desk = world.enter(CARMEN)
    typed = ask(desk, "SELECT typed FROM drafts WHERE call_id = ?", call_id)
    assert typed == [("a gray sedan, no plates",)]
    seat.key(K.Key_A)
    seat.type("not the password at all")
    seat.key(K.Key_Return)
    seat.until(lambda: seat.window._form.password.error)
    assert seat.shell.is_locked
    seat.type(PASSWORD)
    seat.key(K.Key_Return)
    seat.until(lambda: not seat.shell.is_locked)
    assert seat.page.sheet.part.line.text() == "a gray sedan, no plates"
    assert {"lock", "unlock"} <= set(events(desk))


def test_esc_covers_while_typing_and_returns_to_the_same_letter(seat) -> None:
    name = in_a_line(seat, "the ladder is still in the ya")
    case = seat.hand.case.case_number
    seat.key(K.Key_Escape)
    assert seat.shell.is_covered
    for secret in (name, case, "ladder"):
        assert secret not in seat.seen()
    seat.key(K.Key_Space)
    seat.type(PASSWORD)
    seat.key(K.Key_Return)
    seat.until(lambda: not seat.shell.is_covered)
    seat.type("rd")
    assert seat.page.sheet.part.line.text() == "the ladder is still in the yard"


def test_in_a_call_thirty_minutes_only_cover(seat) -> None:
    in_a_line(seat, "x")
    seat.shell.idle.idle_reached.emit()
    assert seat.shell.is_covered
    assert not seat.shell.is_locked


def test_at_the_desk_the_same_silence_locks(seat) -> None:
    seat.shell.idle.idle_reached.emit()
    assert seat.shell.is_locked


def test_switch_volunteer_leaves_nothing_of_the_first(seat) -> None:
    seat.named("switchVolunteer").click()
    seat.until(lambda: seat.shell.page_name == "sign_in")
    assert RUTH not in seat.seen()
    seat.sign_in(CARMEN)
    assert "Good morning, Carmen" in seat.seen()


def test_closing_the_window_in_a_call_keeps_every_letter(qtbot, world: World) -> None:
    with sitting(qtbot, world.office) as first:
        first.sign_in(RUTH)
        name = in_a_line(first, "half a sentence about a")
    with sitting(qtbot, world.office) as again:
        again.sign_in(RUTH)
        short = f"{name.split()[0]} {name.split()[-1][0]}."
        assert f"Go on with {short}" in again.seen()
        again.named("goOnWith").click()
        again.until(lambda: again.shell.page_name == "call" and again.page.hand is not None)
        again.until(lambda: again.hand.case is not None)
        again.saved()
        assert again.page.sheet.part.line.text() == "half a sentence about a"
        assert my_shift(again.window.desk).my_interrupted == ()
