"""A list that is given other answers keeps its buttons, and nothing of the answers before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from callback_desk.ui.components import Choice, ChoiceList, NumberedChoice, Stage, StageRail
from callback_desk.ui.components.steps import StageState


def some(mark: str, count: int) -> list[Choice]:
    return [Choice(f"{mark}{n}", f"{mark} number {n}", hint=f"Leads to {mark}") for n in range(count)]


def shown(qtbot: QtBot, choices: list[Choice], **more: object) -> ChoiceList:
    made = ChoiceList(choices, **more)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    made.resize(640, 480)
    made.show()
    QApplication.processEvents()
    return made


@pytest.mark.parametrize("count", [0, 1, 4, 7])
@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("dense", [False, True])
def test_other_answers_look_as_in_a_fresh_list(qtbot: QtBot, count: int, columns: int, dense: bool) -> None:
    fresh = shown(qtbot, some("new", count), columns=columns, dense=dense)
    used = shown(qtbot, some("old", 5), columns=2, chosen="old3")
    used.set_choices(some("new", count), columns=columns, dense=dense)
    QApplication.processEvents()
    assert used.grab().toImage() == fresh.grab().toImage()
    said = [part.accessibleName() + part.text() + str(part.choice) for part in used.findChildren(NumberedChoice)]
    assert not any("old" in one for one in said)
    assert used.chosen == ""


def test_one_that_is_left_over_cannot_be_reached(qtbot: QtBot) -> None:
    used = shown(qtbot, some("old", 5))
    used.set_choices(some("new", 2))
    made: list[str] = []
    used.choice_made.connect(made.append)
    assert len(used.parts) == 2
    assert [part.isVisible() for part in used.findChildren(NumberedChoice)].count(True) == 2
    assert not used.choose_key("3")
    assert not used.choose_key(" ")
    used.parts[1].setFocus()
    qtbot.keyClick(used.parts[1], Qt.Key.Key_Down)
    assert used.choose_key("2")
    assert made == ["new1"]


def test_the_buttons_stay(qtbot: QtBot) -> None:
    used = shown(qtbot, some("old", 3))
    before = used.parts
    used.set_choices(some("new", 3))
    assert used.parts == before


def test_a_stage_that_is_done_is_said_on_the_same_row(qtbot: QtBot) -> None:
    first = Stage("o", "Opening", StageState.HERE)
    rail = StageRail([first, Stage("n", "What is new")])
    qtbot.addWidget(rail)
    rows = rail._rows
    rail.set_stages([Stage("o", "Opening", StageState.DONE), Stage("n", "What is new", StageState.HERE)])
    assert rail._rows is rows
    assert [row.accessibleName() for row in rows] == ["Opening, done", "What is new, you are here"]
    assert [row.isEnabled() for row in rows] == [True, False]
    rail.set_stages([])
    assert rail._rows == []


def test_of_several_lists_the_one_with_the_focus_takes_the_number_key(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    lists = [ChoiceList([Choice("a", "A"), Choice("b", "B")], own_keys=own) for own in (True, True, False)]
    for one in lists:
        column.addWidget(one)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    for one in lists[1:]:
        one.focus_first()
        qtbot.keyClick(one.parts[0], Qt.Key.Key_2)
    assert [one.chosen for one in lists] == ["", "b", ""]
