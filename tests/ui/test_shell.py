"""The window: pages and rail, the lock that takes everything out, calls, widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from callback_desk.domain.errors import DeskBug
from callback_desk.ui.components import Dialog, Field, Label, PasswordField, StageRail, Toast
from callback_desk.ui.idle import IdleWatch
from callback_desk.ui.shell import IDLE_AT_DESK, IDLE_IN_CALL, LEAST_SIZE, TITLE, Shell
from callback_desk.ui.theme import Theme
from callback_desk.ui.width import WidthClass, width_class_of

SECRET = "Elena Marchetti"


class Clocks:
    """A wall clock and a steady clock, in seconds, moved by hand."""

    def __init__(self) -> None:
        self.wall = 1_000_000.0
        self.steady = 50.0

    def both(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def shell(qtbot: QtBot, clocks: Clocks) -> Iterator[Shell]:
    idle = IdleWatch(IDLE_AT_DESK, wall_s=lambda: clocks.wall, steady_s=lambda: clocks.steady)
    made = Shell(idle=idle)
    qtbot.addWidget(made)
    for name, label in (("shift", "My shift"), ("list", "Call list")):
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(Label(f"{SECRET}, {name}"))
        column.addWidget(Field("Search", SECRET))
        made.add_page(name, page, "home", label)
    made.add_page("sign_in", QWidget())
    made.set_person("Springfield PD", "Ruth Keller", "Volunteer")
    made.show_page("shift")
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def words_in_window(shell: Shell) -> list[str]:
    """All that stands in the window, by widget tree and by accessibility tree, seen or not."""
    QAccessible.setActive(True)
    found = [label.text() for label in shell.findChildren(QLabel)]
    found += [widget.accessibleName() for widget in shell.findChildren(QWidget)]
    found += [widget.toolTip() for widget in shell.findChildren(QWidget)]
    face = QAccessible.queryAccessibleInterface(shell)
    assert face is not None
    _walk(face, lambda one: found.extend(_texts(one)))
    return [text for text in found if text and text != TITLE]


def _texts(face: QAccessibleInterface) -> list[str]:
    kinds = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)
    return [face.text(kind) for kind in kinds]


def _walk(face: QAccessibleInterface, visit: Callable[[QAccessibleInterface], None]) -> None:
    visit(face)
    for index in range(face.childCount()):
        child = face.child(index)
        if child is not None:
            _walk(child, visit)


def test_the_desk_can_be_read_while_it_is_open(shell: Shell) -> None:
    assert any(SECRET in words for words in words_in_window(shell))


def test_the_lock_takes_every_word_out_of_the_window(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.locked):
        qtbot.keyClick(shell, "l", Qt.KeyboardModifier.ControlModifier)
    assert shell.is_locked
    assert words_in_window(shell) == []
    assert shell.windowTitle() == "Callback Desk"
    picture = shell.grab().toImage()
    ground = picture.pixelColor(0, 0)
    assert all(
        picture.pixelColor(x, y) == ground for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)
    )


def test_no_other_window_of_the_program_shows_the_desk_while_locked(shell: Shell, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    QVBoxLayout(other).addWidget(Label(SECRET))
    other.show()
    Dialog("Sign", SECRET, verb="Sign", parent=shell.page("shift")).open_dialog()
    shell.lock()
    assert not other.isVisible()
    seen = [w for w in QApplication.allWidgets() if w.isVisible() and w.window() is not shell]
    assert seen == []
    assert words_in_window(shell) == []


def test_unlocking_brings_back_the_same_page_words_and_focus(shell: Shell, qtbot: QtBot) -> None:
    shell.show_page("list")
    field = shell.page("list").findChild(Field)
    assert field is not None
    field.edit.setText("half a sent")
    field.edit.setFocus()
    shell.lock()
    form = PasswordField()
    with qtbot.waitSignal(shell.unlock_wanted):
        qtbot.keyClick(QApplication.focusWidget(), "x")
    shell.ask_to_unlock(form)
    assert form.isVisible()
    assert not any(SECRET in words for words in words_in_window(shell))
    with qtbot.waitSignal(shell.unlocked):
        shell.unlock()
    assert shell.page_name == "list"
    assert field.text == "half a sent"
    assert QApplication.focusWidget() is field.edit


def test_the_focus_ring_does_not_stay_over_the_blank_window(shell: Shell) -> None:
    field = shell.page("shift").findChild(Field)
    assert field is not None
    field.edit.setFocus()
    assert shell.ring.around is field.edit
    shell.lock()
    assert shell.ring.around is None


def test_the_sign_in_page_is_never_locked(shell: Shell, clocks: Clocks) -> None:
    shell.show_alone("sign_in")
    assert not shell.rail.isVisible()
    shell.lock()
    clocks.both(3600)
    shell.idle.look()
    assert not shell.is_locked


def test_ten_idle_minutes_lock_and_not_a_second_sooner(shell: Shell, clocks: Clocks) -> None:
    clocks.both(599)
    shell.idle.look()
    assert not shell.is_locked
    clocks.both(1)
    shell.idle.look()
    assert shell.is_locked


def test_a_key_puts_the_idle_clock_back(shell: Shell, clocks: Clocks, qtbot: QtBot) -> None:
    shell.idle.start()
    clocks.both(599)
    qtbot.keyClick(shell, "a")
    clocks.both(599)
    shell.idle.look()
    assert not shell.is_locked


def test_between_two_ticks_only_the_first_key_is_looked_at_and_the_next_tick_looks_again(
    shell: Shell, clocks: Clocks, qtbot: QtBot
) -> None:
    shell.idle.start()
    qtbot.keyClick(shell, "a")
    clocks.both(1)
    qtbot.keyClick(shell, "b")
    assert shell.idle.idle_s() == 1, "what was not looked at is no presence"
    shell.idle._on_tick()
    qtbot.keyClick(shell, "c")
    assert shell.idle.idle_s() == 0
    clocks.both(599)
    shell.idle._on_tick()
    assert not shell.is_locked
    clocks.both(1)
    shell.idle._on_tick()
    assert shell.is_locked


def test_a_night_asleep_right_after_a_key_locks_too(shell: Shell, clocks: Clocks, qtbot: QtBot) -> None:
    shell.idle.start()
    qtbot.keyClick(shell, "a")
    clocks.wall += 8 * 3600
    qtbot.keyClick(shell, "b")
    shell.idle._on_tick()
    assert shell.is_locked


def test_a_night_asleep_locks_though_the_steady_clock_stood_still(shell: Shell, clocks: Clocks, qtbot: QtBot) -> None:
    shell.idle.start()
    clocks.wall += 8 * 3600
    qtbot.keyClick(shell, "a")
    assert shell.is_locked, "the first key after a sleep is not presence"


def test_a_clock_set_back_does_not_keep_the_desk_open(shell: Shell, clocks: Clocks) -> None:
    clocks.wall -= 7200
    clocks.steady += 600
    shell.idle.look()
    assert shell.is_locked


def test_in_a_call_nothing_hides_for_30_minutes_and_then_it_is_only_covered(
    shell: Shell, clocks: Clocks, qtbot: QtBot
) -> None:
    shell.begin_call(StageRail())
    clocks.both(IDLE_IN_CALL.total_seconds() - 1)
    shell.idle.look()
    assert not shell.is_covered
    clocks.both(1)
    with qtbot.waitSignal(shell.cover_wanted):
        shell.idle.look()
    assert not shell.is_locked
    shell.cover(Label("Callback Desk"))
    assert shell.is_covered
    assert not any(SECRET in words for words in words_in_window(shell))
    shell.uncover()
    assert any(SECRET in words for words in words_in_window(shell))


def test_a_covered_call_can_still_be_locked_and_comes_back(shell: Shell) -> None:
    shell.begin_call()
    shell.cover(Label("Covered"))
    shell.lock()
    assert words_in_window(shell) == []
    shell.unlock()
    assert any(SECRET in words for words in words_in_window(shell))
    assert shell.in_call


def test_in_a_call_there_is_nowhere_else_to_go(shell: Shell) -> None:
    rail = StageRail()
    shell.begin_call(rail)
    assert rail.isVisible()
    assert not shell.rail.isVisible()
    shell.end_call()
    assert shell.rail.isVisible()
    assert shell.idle._limit_s == IDLE_AT_DESK.total_seconds()


def test_pages_are_known_by_name_and_the_rail_follows(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.page_shown) as shown:
        shell.rail.page_wanted.emit("list")
    assert shown.args == ["list"]
    assert shell.page_name == "list"
    assert [item.label for item in shell.rail_items] == ["My shift", "Call list"]
    with pytest.raises(DeskBug):
        shell.show_page("nowhere")
    with pytest.raises(DeskBug):
        shell.add_page("list", QWidget())


def test_signing_out_leaves_no_page_of_the_last_person(shell: Shell) -> None:
    shell.remove_pages()
    assert not any(SECRET in words for words in words_in_window(shell))
    assert shell.rail_items == ()


@pytest.mark.parametrize(
    ("width", "height", "scale", "found"),
    [
        (1600, 900, 1.0, WidthClass.WIDE),
        (1599, 900, 1.0, WidthClass.NORMAL),
        (1366, 768, 1.0, WidthClass.NORMAL),
        (1200, 600, 1.0, WidthClass.NORMAL),
        (1199, 768, 1.0, WidthClass.FOLDED),
        (1366, 599, 1.0, WidthClass.FOLDED),
        (1093, 614, 1.0, WidthClass.FOLDED),
        (1366, 768, 2.0, WidthClass.FOLDED),
        (3200, 1800, 2.0, WidthClass.WIDE),
    ],
)
def test_three_widths(width: int, height: int, scale: float, found: WidthClass) -> None:
    assert width_class_of(width, height, scale) == found


def test_a_folded_window_turns_the_rail_into_a_key(shell: Shell, qtbot: QtBot) -> None:
    heard: list[object] = []
    shell.width_class_changed.connect(heard.append)
    shell.resize(LEAST_SIZE)
    assert heard == [WidthClass.FOLDED]
    assert not shell.rail.isVisible()
    shell._desk.top.pages.click()
    assert shell.rail.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not shell.rail.isVisible()
    shell._desk.top.pages.click()
    shell.rail.page_wanted.emit("list")
    assert shell.page_name == "list"
    assert not shell.rail.isVisible()
    shell.resize(1366, 768)
    assert shell.rail.isVisible()


def test_text_at_200_percent_folds_the_same_window(shell: Shell, qapp: QApplication) -> None:
    try:
        Theme(scale=2.0).apply(qapp)
        assert shell.width_class == WidthClass.FOLDED
    finally:
        Theme().apply(qapp)
    assert shell.width_class == WidthClass.NORMAL


def test_one_toast_at_a_time_inside_the_window(shell: Shell) -> None:
    first, second = Toast("3 people kept off the list"), Toast("1 person kept off the list")
    shell.show_toast(first)
    shell.show_toast(second)
    assert not first.isVisible()
    assert second.isVisible()
    assert shell.rect().contains(second.geometry())
    shell.lock()
    assert words_in_window(shell) == []


def test_limits_are_the_settled_ones() -> None:
    assert timedelta(minutes=10) == IDLE_AT_DESK
    assert timedelta(minutes=30) == IDLE_IN_CALL
    assert (LEAST_SIZE.width(), LEAST_SIZE.height()) == (1093, 614)
