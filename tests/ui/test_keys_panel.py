"""Keys and recovery: the code read back from its sheet, and a new one that two people sign for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from callback_desk.demo import VOLUNTEERS
from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskFault, WrongPassword
from callback_desk.ui.components import Label
from callback_desk.ui.desk.keys_panel import GOOD, NEW_IN_FORCE, NOT_READ_BACK, KeysPanel
from callback_desk.ui.desk.page import SettingsPage
from callback_desk.use_cases import people
from callback_desk.use_cases.ports_world import DrawnCode
from tests.ui.a_desk import DEMO_PASSWORD, Around, around

SECOND = "Lou Okafor"


@pytest.fixture
def printed() -> list[tuple[str, ...]]:
    return []


@pytest.fixture
def panel(here: Around, qtbot: QtBot, printed: list[tuple[str, ...]]) -> Iterator[KeysPanel]:
    desk = here.desk
    people.add_person(
        desk, desk.new_operation(), name=SECOND, roles=frozenset({Role.ADMINISTRATOR}), password=DEMO_PASSWORD
    )
    page = SettingsPage(
        desk, here.runner, here.news, here.notices, print_sheet=lambda code: printed.append(code.groups)
    )
    qtbot.addWidget(page)
    page.resize(1150, 768)
    page.show()
    page.show_part(KeysPanel.title)
    here.settle()
    assert isinstance(page.part, KeysPanel)
    yield page.part
    page.leave()
    here.settle()


def line(panel: QWidget, name: str) -> QLineEdit:
    found = panel.findChild(QLineEdit, name)
    assert found is not None
    return found


def verb(panel: QWidget, name: str) -> QPushButton:
    return next(one for one in panel.findChildren(QPushButton, name) if one.isVisible())


def press(button: QPushButton) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)


def to_sign(panel: KeysPanel, here: Around, password: str = DEMO_PASSWORD, second: str = DEMO_PASSWORD) -> None:
    press(panel.make)
    here.settle()
    QTest.keyClicks(line(panel, "codePassword"), password)
    QTest.keyClick(line(panel, "codePassword"), Qt.Key.Key_Return)
    QTest.keyClicks(line(panel, "codeSecond"), SECOND)
    QTest.keyClick(line(panel, "codeSecond"), Qt.Key.Key_Return)
    QTest.keyClicks(line(panel, "codeSecondPassword"), second)
    QTest.keyClick(line(panel, "codeSecondPassword"), Qt.Key.Key_Return)
    here.settle()


def shown(panel: KeysPanel) -> tuple[str, ...]:
    labels = [panel.findChild(Label, f"group_{place}") for place in range(5)]
    return tuple(label.text() for label in labels if label is not None and label.isVisible())


def recover(here: Around, code: str) -> None:
    door = here.office.locked().door
    door.recover(code, here.office.clock.now())


def test_a_new_code_is_signed_for_printed_read_back_and_in_force(
    panel: KeysPanel, here: Around, printed: list[tuple[str, ...]]
) -> None:
    to_sign(panel, here)
    groups = shown(panel)
    assert len(groups) == 5
    press(verb(panel, "printSheet"))
    assert printed == [groups]
    press(verb(panel, "onPaper"))
    here.settle()
    assert shown(panel) == ()
    fields = list(panel.typed.fields.items())
    QTest.keyClicks(fields[0][1].edit, "00000")
    QTest.keyClick(fields[0][1].edit, Qt.Key.Key_Return)
    assert "not group" in fields[0][1].error
    with pytest.raises(WrongPassword):
        recover(here, "-".join(groups))  # until it is read back the old sheet works
    for group, field in fields:
        field.edit.clear()
        QTest.keyClicks(field.edit, groups[group].lower())
    QTest.keyClick(fields[1][1].edit, Qt.Key.Key_Return)
    here.until(lambda: panel.said.text() == NEW_IN_FORCE)
    here.settle()
    assert panel.state.text() == GOOD
    assert not panel.read_back.isVisible()
    recover(here, "-".join(groups))


def test_who_keeps_the_old_sheet_or_walks_away_has_changed_nothing(panel: KeysPanel, here: Around) -> None:
    to_sign(panel, here)
    groups = shown(panel)
    panel.page.show_part("Look")
    here.settle()
    panel.page.show_part(KeysPanel.title)
    here.settle()
    assert shown(panel) == ()
    assert line(panel, "codePassword").text() == ""
    with pytest.raises(WrongPassword):
        recover(here, "-".join(groups))


def test_a_wrong_password_says_whose_and_leaves_the_rest(panel: KeysPanel, here: Around) -> None:
    to_sign(panel, here, second="not the right one at all")
    assert f"The password of {SECOND} is not right" in panel.sign_form.second_password.error
    assert "old sheet is good" in panel.sign_form.second_password.error
    assert line(panel, "codePassword").text() == DEMO_PASSWORD
    assert panel.sign_form.verb.isEnabled()


def test_without_a_second_person_the_wish_is_filed_for_a_day(panel: KeysPanel, here: Around) -> None:
    press(panel.make)
    here.settle()
    QTest.keyClicks(line(panel, "codePassword"), DEMO_PASSWORD)
    press(verb(panel, "showNewCode"))
    here.until(panel.sign_form.trouble.isVisible)
    here.settle()
    assert "It was asked for; without one it goes from" in panel.sign_form.trouble.text()
    assert "without a second person it goes from" in panel.sign_form.second_said.text()
    assert shown(panel) == ()


def test_a_code_is_read_back_from_a_sheet_that_is_there(panel: KeysPanel, here: Around) -> None:
    desk = here.desk
    assert panel.state.text() == NOT_READ_BACK
    drawn: DrawnCode = desk.keys.draw_recovery_code()
    desk.keys.put_recovery_code(drawn, confirmed=False)
    press(panel.read_back)
    QTest.keyClicks(line(panel, "wholeCode"), drawn.text[:-1])
    QTest.keyClick(line(panel, "wholeCode"), Qt.Key.Key_Return)
    here.until(lambda: "26 were typed" in panel.whole.error)
    line(panel, "wholeCode").setText(drawn.text.lower().replace("-", " "))
    QTest.keyClick(line(panel, "wholeCode"), Qt.Key.Key_Return)
    here.until(lambda: panel.said.text() == GOOD)
    here.settle()
    assert not panel.read_back.isVisible()


def test_a_printer_that_refuses_leaves_the_code_to_be_written_by_hand(here: Around, qtbot: QtBot) -> None:
    def refuses(_code: DrawnCode) -> None:
        raise DeskFault("The printer is out of paper.")

    page = SettingsPage(here.desk, here.runner, here.news, here.notices, print_sheet=refuses)
    qtbot.addWidget(page)
    page.show()
    page.show_part(KeysPanel.title)
    panel = page.part
    assert isinstance(panel, KeysPanel)
    panel._on_drawn(here.desk.keys.draw_recovery_code())
    assert shown(panel) == ()  # nobody signed on this screen
    panel.make.click()
    panel._on_drawn(here.desk.keys.draw_recovery_code())
    press(verb(panel, "printSheet"))
    assert panel.print_words.text() == "The printer is out of paper. You can also write the code down by hand."
    here.settle()


def test_a_volunteer_has_no_such_part(here: Around, qtbot: QtBot) -> None:
    with around(here.office.folder, qtbot, name=VOLUNTEERS[0], office=here.office) as volunteer:
        page = SettingsPage(volunteer.desk, volunteer.runner, volunteer.news, volunteer.notices)
        qtbot.addWidget(page)
        assert KeysPanel.title not in [part.title for part in page.panels]
