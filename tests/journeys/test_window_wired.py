"""What the window does around the pages: one-time passwords, reminders, the recovery sheet, times, the look."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from callback_desk.app.look import LOOK_FILE, remember, remembered
from callback_desk.domain.errors import WrongPassword
from callback_desk.ui.desk.look_panel import LookPanel
from callback_desk.ui.theme import Theme, current_theme
from callback_desk.ui.tokens import Mode
from callback_desk.use_cases.desk import Desk, SessionTimes
from callback_desk.use_cases.own_password import reset_password
from callback_desk.use_cases.reminders import BACKUP_AFTER, reminders
from tests.journeys.windows import K, sitting
from tests.use_cases.made_desks import CARMEN, PASSWORD, RUTH, SUPERVISOR, World, events

ONCE = "eleven orange kettles whistle"
OWN = "nine quiet harbors in november"


@pytest.fixture(autouse=True)
def plain_look(qapp: QApplication):
    yield
    Theme().apply(qapp)


def the_one_word_the_clerk_gave(world: World) -> None:
    desk = world.enter(SUPERVISOR)
    reset_password(desk, desk.new_operation(), name=RUTH, one_time_password=ONCE)
    world.close()


def test_a_one_time_password_leads_to_ones_own_and_then_to_the_shift(qtbot, world: World) -> None:
    the_one_word_the_clerk_gave(world)
    with sitting(qtbot, world.office) as seat:
        seat.named("signInName").setFocus()
        seat.type(RUTH)
        seat.key(K.Key_Return)
        seat.type(ONCE)
        seat.key(K.Key_Return)
        seat.until(lambda: seat.shell.page_name == "own_password")
        assert seat.window.volunteer is None
        page = seat.shell.page("own_password")
        page.form.old.edit.setText(ONCE)
        for field in (page.form.new.first, page.form.new.second):
            field.edit.setText("short")
        seat.named("changePassword").click()
        seat.until(lambda: page.form.new.first.error)
        assert seat.shell.page_name == "own_password"
        for field in (page.form.new.first, page.form.new.second):
            field.edit.setText(OWN)
        seat.named("changePassword").click()
        seat.until(lambda: seat.shell.page_name == "shift" and seat.window.volunteer.shift.view is not None)
        seat.start_call()
    with pytest.raises(WrongPassword):
        world.enter(RUTH, ONCE)
    assert world.enter(RUTH, OWN).keys.state.must_change_password is False


def test_with_a_one_time_password_the_window_locks_and_can_be_left(qtbot, world: World) -> None:
    the_one_word_the_clerk_gave(world)
    with sitting(qtbot, world.office) as seat:
        page = seat.shell.page("sign_in")
        page.sign_in_wanted.emit(RUTH, ONCE)
        seat.until(lambda: seat.shell.page_name == "own_password")
        seat.shell.idle.idle_reached.emit()
        assert seat.shell.is_locked
        seat.key(K.Key_A)
        seat.type(ONCE)
        seat.key(K.Key_Return)
        seat.until(lambda: not seat.shell.is_locked)
        seat.named("leaveOneTime").click()
        seat.until(lambda: seat.shell.page_name == "sign_in")
        assert RUTH not in seat.seen()


def test_a_supervisor_is_reminded_of_what_nobody_did_and_a_volunteer_is_not(qtbot, world: World) -> None:
    world.clock.move(days=BACKUP_AFTER.days + 1)
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(SUPERVISOR)
        notices = seat.window.supervisor.board.notices
        seat.until(lambda: notices.now is not None)
        said = str(notices.now.words)
        assert said == " ".join(reminders(seat.window.desk).sentences(seat.window.desk.zone))
        assert "no backup since" in said
        assert "typed the recovery code back" in said
        assert notices.now.actions == ("Make a backup", "OK")
        notices._on_action(0)
        assert seat.shell.page_name == "settings"
        assert seat.window.supervisor.settings.part.title == "Backups"
        seat.shell.show_page("board")
        seat.until(lambda: not seat.window.runner.busy)
        assert notices.now is None  # answered: not again in this session
        seat.window.sign_out()
        seat.sign_in(CARMEN)
        seat.until(lambda: not seat.window.runner.busy)
        assert "backup" not in seat.seen()
        assert "recovery code" not in seat.seen()


def test_a_lost_key_comes_back_from_the_printed_sheet(qtbot, world: World) -> None:
    code = (world.folder / "recovery.txt").read_text("utf-8").strip()
    (world.folder / "test-keyring.json").unlink()
    with sitting(qtbot, world.office) as seat:
        page = seat.shell.page("sign_in")
        assert not page.with_sheet.isVisible()
        page.sign_in_wanted.emit(RUTH, PASSWORD)
        seat.until(page.with_sheet.isVisible)
        assert page.said.text()
        seat.named("useRecoverySheet").click()
        assert page.recover.isVisible()
        assert not page.card.isVisible()
        seat.type("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA")
        seat.key(K.Key_Return)
        seat.until(lambda: page.recover.code.error)
        assert seat.window.desk is None
        page.recover.code.set_text(code.lower())
        page.recover.code.edit.setFocus()
        seat.key(K.Key_Return)
        seat.until(page.card.isVisible)
        assert "Sign in as before" in page.said.text()
        assert code not in seat.seen()
        assert page.recover.code.text == ""
        seat.sign_in(RUTH)
    assert "recovery.used" in set(events(world.enter(SUPERVISOR)))


def test_a_sign_in_stopped_after_wrong_tries_is_released_with_the_sheet(qtbot, world: World) -> None:
    code = (world.folder / "recovery.txt").read_text("utf-8").strip()
    with sitting(qtbot, world.office) as seat:
        page = seat.shell.page("sign_in")
        for _ in range(5):
            assert not page.with_sheet.isVisible()
            page._say("")
            page.sign_in_wanted.emit(RUTH, "not her password at all")
            seat.until(page.said.text)
        seat.until(page.with_sheet.isVisible)
        assert "the recovery sheet does too" in page.said.text()
        seat.named("useRecoverySheet").click()
        assert "stopped after wrong tries" in page.recover.why.text()
        page.recover.code.set_text(code)
        page.recover.code.edit.setFocus()
        seat.key(K.Key_Return)
        seat.until(page.card.isVisible)
        assert page.said.text() == "Nobody's sign-in is stopped now. Sign in as before."
        seat.sign_in(RUTH)
        assert seat.window.desk is not None
    assert "recovery.used" in set(events(world.enter(SUPERVISOR)))


def with_times(desk: Desk, times: SessionTimes) -> Desk:
    return replace(desk, rules=replace(desk.rules, times=times))


def test_a_desk_has_its_own_times(qtbot, world: World) -> None:
    times = SessionTimes(
        timedelta(minutes=3), timedelta(minutes=7), keys_drop=timedelta(minutes=4), session=timedelta(hours=2)
    )
    desk = with_times(world.enter(RUTH), times)
    with sitting(qtbot, world.office) as seat:
        seat.window._on_signed_in(desk)
        seat.until(lambda: seat.window.volunteer.shift.view is not None)
        idle = seat.shell.idle
        assert idle._limit_s == 180
        seat.shell.begin_call()
        assert idle._limit_s == 420
        seat.shell.end_call()
        assert idle._limit_s == 180
        assert seat.window._keys_close.interval() == 240_000
        assert seat.window._session_ends.interval() == 7_200_000


def test_the_look_is_remembered_for_this_account_and_no_other(tmp_path) -> None:
    remember(tmp_path, "one", Theme(Mode.DARK, 1.5))
    remember(tmp_path, "two", Theme(Mode.LIGHT, 2.0))
    assert remembered(tmp_path, "one") == Theme(Mode.DARK, 1.5)
    assert remembered(tmp_path, "two") == Theme(Mode.LIGHT, 2.0)
    assert remembered(tmp_path, "three") is None
    assert "one" not in (tmp_path / LOOK_FILE).read_text("utf-8")


@pytest.mark.parametrize("spoiled", ["", "[]", "{", '{"%s": {"mode": "dark", "percent": 900}}', '{"%s": {"mode": 3}}'])
def test_a_spoiled_look_is_no_look(tmp_path, spoiled: str) -> None:
    remember(tmp_path, "one", Theme(Mode.DARK, 1.5))
    key = (tmp_path / LOOK_FILE).read_text("utf-8")[2:10]
    (tmp_path / LOOK_FILE).write_text(spoiled.replace("%s", key), "utf-8")
    assert remembered(tmp_path, "one") is None


def test_keys_change_the_size_anywhere_and_the_next_start_has_it(qtbot, world: World) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    with sitting(qtbot, world.office) as seat:
        QTest.keyClick(seat.named("signInName"), K.Key_Plus, control)
        assert current_theme().scale == 1.25
        seat.sign_in(RUTH)
        for _ in range(5):
            QTest.keyClick(QApplication.focusWidget() or seat.shell, K.Key_Plus, control)
        assert current_theme().scale == 2.0
        QTest.keyClick(QApplication.focusWidget() or seat.shell, K.Key_Minus, control)
        assert current_theme().scale == 1.75
    with sitting(qtbot, world.office):  # wears the plain look until the window starts
        assert current_theme() == Theme(scale=1.75)


def test_the_look_chosen_in_settings_is_remembered(qtbot, world: World) -> None:
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(SUPERVISOR)
        seat.shell.show_page("settings")
        seat.window.supervisor.settings.show_part("Look")
        panel = seat.window.supervisor.settings.part
        assert isinstance(panel, LookPanel)
        panel.mode_field.set_value(Mode.DARK.value)
        panel.mode_field.combo.activated.emit(1)
        seat.window.look.larger()
        assert panel.size_field.value == 125
    with sitting(qtbot, world.office):
        assert current_theme() == Theme(Mode.DARK, 1.25)


def test_a_supervisor_calls_from_my_shift_and_the_page_says_in_which_role(qtbot, world: World) -> None:
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(SUPERVISOR)
        seat.shell.show_page("shift")
        seat.until(lambda: "you call as a volunteer does" in seat.seen())
        seat.start_call()
        seat.to_what_is_new()
        seat.window.sign_out()
        seat.sign_in(RUTH)
        assert "you call as a volunteer does" not in seat.seen()
