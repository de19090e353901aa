"""The first start: a desk is made in the window, its code is typed back, and its first person signs in."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QFileDialog

from callback_desk import paths
from callback_desk.app.window import DOOR_PLATE
from callback_desk.bootstrap import door
from callback_desk.bootstrap.door import PLATE
from callback_desk.bootstrap.opening import Office
from callback_desk.domain.people import MOST_NAME_LETTERS
from callback_desk.rulebook import closed_days
from callback_desk.ui.components import ComboField
from callback_desk.ui.first_run.asked import REGIONS, ZONE_OF, ZONES
from callback_desk.ui.first_run.page import FirstRunPage, RecoveryShown
from callback_desk.ui.shell import LEAST_SIZE
from callback_desk.use_cases import admission
from callback_desk.use_cases.reminders import reminders
from tests.journeys.windows import K, sitting
from tests.use_cases.made_desks import PASSWORD, SERGEANT, TESTING, MovedClock


def fill(page: FirstRunPage, password: str = PASSWORD) -> None:
    page.agency.set_text("Springfield Police Department")
    page.supervisor.set_text("Dana Whitlock")
    page.extension.set_text("4402")
    page.area_code.set_text("217")
    page.callback_phone.set_text("217 555 0100")
    page.zone.set_value("America/Chicago")
    for field in (page.password, page.again):
        field.edit.setText(password)


def test_the_door_plate_is_where_a_new_desk_puts_it() -> None:
    assert DOOR_PLATE == PLATE


def test_from_nothing_to_the_first_sign_in(qtbot, tmp_path: Path) -> None:
    folder = tmp_path / "new desk"
    office = Office(folder, clock=MovedClock(), environment=TESTING)
    with sitting(qtbot, office) as seat:
        page = seat.shell.page("first_run")
        assert isinstance(page, FirstRunPage)
        printed: list[RecoveryShown] = []
        page._print = printed.append
        fill(page, "short")
        seat.named("makeDesk").click()
        seat.until(page.said.text)
        assert not office.is_made
        fill(page)
        page.zone.set_value("")
        page.zone.combo.activated.emit(page.zone.combo.currentIndex())
        assert page.zone_name.isVisible()
        page.zone_name.set_text("Springfield time")
        seat.named("makeDesk").click()
        seat.until(lambda: "not a time zone" in page.said.text())
        assert not office.is_made
        fill(page)
        seat.named("makeDesk").click()
        seat.until(lambda: page._shown is not None)
        shown = page._shown
        assert shown is not None
        assert all(group in seat.seen() for group in shown.groups)
        seat.named("printSheet").click()
        assert printed == [shown]
        seat.named("onPaper").click()
        assert not any(group in seat.seen() for group in shown.groups)
        first, second = shown.ask_back
        seat.named(f"typed_{first}").setFocus()
        seat.type("00000")
        seat.key(K.Key_Return)
        assert "This is not group" in seat.seen()
        assert seat.shell.page_name == "first_run"
        seat.named(f"typed_{first}").setText(shown.groups[first].lower())
        seat.named(f"typed_{second}").setText(shown.groups[second])
        seat.named("ready").click()
        seat.until(lambda: seat.shell.page_name == "sign_in")
        assert "Springfield Police Department" in seat.seen()
        seat.sign_in("dana whitlock")
        assert seat.window.desk is not None
        assert seat.window.desk.info.timezone == "America/Chicago"
        assert not reminders(seat.window.desk).code_not_typed_back


def test_the_first_form_stands_on_a_small_screen_with_the_warning_of_a_test_keyring(
    qtbot, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("CALLBACK_DESK_TEST_KEYRING", "1")
    office = Office(tmp_path / "new desk", clock=MovedClock(), environment=TESTING)
    with sitting(qtbot, office) as seat:
        page = seat.shell.page("first_run")
        assert isinstance(page, FirstRunPage)
        assert "Test keyring" in seat.seen()
        fill(page)
        seat.until(lambda: seat.named("makeDesk").isVisible())
        seat.until(lambda: page._scroll.verticalScrollBar().maximum() == 0)


def test_in_a_small_window_the_code_stands_at_the_top_without_the_words_of_the_form(qtbot, tmp_path: Path) -> None:
    office = Office(tmp_path / "new desk", clock=MovedClock(), environment=TESTING)
    with sitting(qtbot, office) as seat:
        page = seat.shell.page("first_run")
        assert isinstance(page, FirstRunPage)
        seat.shell.resize(LEAST_SIZE)
        seat.until(lambda: page._side.parentWidget() is not page)
        assert page._side.isVisible()
        for field in (page.agency, page.supervisor):
            field.set_text("a" * (MOST_NAME_LETTERS + 5))
            assert len(field.text) == MOST_NAME_LETTERS
        fill(page)
        page._scroll.verticalScrollBar().setValue(page._scroll.verticalScrollBar().maximum())
        seat.named("makeDesk").click()
        seat.until(lambda: page._shown is not None)
        assert page._shown is not None
        assert not page._side.isVisible()
        assert page._scroll.verticalScrollBar().value() == 0
        seat.until(lambda: page._scroll.verticalScrollBar().maximum() == 0)
        seat.named("onPaper").click()
        seat.until(lambda: page._scroll.verticalScrollBar().maximum() == 0)
        assert "Read it from the paper" in seat.seen()


def test_an_account_that_was_let_in_chooses_the_desk_comes_in_with_the_code_and_signs_in(
    qtbot, world, tmp_path: Path, monkeypatch
) -> None:
    """Two accounts of one computer: who supervises lets the other in, and that one starts with nothing."""
    monkeypatch.setattr(door, "let_in", lambda _folder, account, *, random: account)  # not the system's own list
    own, theirs = tmp_path / "own", world.office.folder
    monkeypatch.setattr(paths, "own_dir", lambda: own)
    desk = world.enter(SERGEANT)
    code = admission.admit_account(desk, desk.new_operation(), account="rpeel").text
    (theirs / "test-keyring.json").unlink()  # another account has a key store of its own
    own.mkdir()
    chosen = [tmp_path, theirs]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(chosen.pop(0)))
    with sitting(qtbot, Office(own, clock=MovedClock(), environment=TESTING)) as seat:
        page = seat.shell.page("first_run")
        assert isinstance(page, FirstRunPage)
        seat.named("otherDesk").setFocus()
        seat.key(K.Key_Space)
        seat.until(lambda: "There is no desk in this folder" in seat.seen())
        seat.named("otherDesk").setFocus()
        seat.key(K.Key_Space)
        seat.until(lambda: "start Callback Desk again" in seat.seen())
        assert seat.named("closeForOther").hasFocus()
    assert paths.desk_dir(None, {}) == theirs
    with sitting(qtbot, world.office) as seat:
        seat.named("signInName").setFocus()
        seat.type(SERGEANT)
        seat.key(K.Key_Return)
        seat.type(PASSWORD)
        seat.key(K.Key_Return)
        seat.until(lambda: "a code from a supervisor" in seat.seen())
        seat.named("useRecoverySheet").setFocus()
        seat.key(K.Key_Space)
        seat.type(code.lower())
        seat.key(K.Key_Return)
        seat.until(lambda: "This account has the key to the desk now." in seat.seen())
        seat.type(PASSWORD)
        seat.key(K.Key_Return)
        seat.until(lambda: seat.window.desk is not None)


def test_a_folder_that_was_named_offers_no_other_desk(qtbot, tmp_path: Path) -> None:
    with sitting(qtbot, Office(tmp_path / "named", clock=MovedClock(), environment=TESTING)) as seat:
        assert "There is a desk on this computer" not in seat.seen()


def test_a_country_brings_its_zone_until_one_is_chosen_by_hand(qtbot, tmp_path: Path) -> None:
    office = Office(tmp_path / "new desk", clock=MovedClock(), environment=TESTING)
    with sitting(qtbot, office) as seat:
        page = seat.shell.page("first_run")
        assert isinstance(page, FirstRunPage)

        def choose(field: ComboField, value: str) -> None:
            field.set_value(value)
            field.combo.activated.emit(field.combo.currentIndex())

        choose(page.region, "GU")
        assert page.zone.value == "Pacific/Guam"
        choose(page.zone, "America/Denver")
        choose(page.region, "CA")
        assert page.zone.value == "America/Denver"


def test_every_country_offered_has_holidays_numbers_and_a_zone_of_the_list() -> None:
    zones = {zone for zone, _words in ZONES}
    assert {region for region, _words in REGIONS} == set(ZONE_OF)
    assert set(ZONE_OF.values()) <= zones
    for zone in zones:
        ZoneInfo(zone)
    for region in ZONE_OF:
        assert closed_days(region, "", [2026]), region


def test_a_wrong_password_is_said_below_and_the_name_stays(qtbot, world) -> None:
    with sitting(qtbot, world.office) as seat:
        page = seat.shell.page("sign_in")
        seat.named("signInName").setFocus()
        seat.type("Nobody Here")
        seat.key(K.Key_Return)
        seat.type("seventeen wrong umbrellas march")
        seat.key(K.Key_Return)
        seat.until(page.said.isVisible)
        assert page.name.text == "Nobody Here"
        assert page.password.text == ""
        assert "not right" in page.said.text()
        assert seat.window.desk is None
