"""Covered, or with somebody else on the line: not one pixel of the window tells one case from another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from callback_desk.ui.theme import current_theme
from tests.journeys.windows import K, Seat, sitting
from tests.use_cases.made_desks import (
    RUTH,
    SUPERVISOR,
    MovedClock,
    World,
    bring_in,
    copy_of,
    make_template,
    plain_rows,
    write_rows,
)

_BIKE = {
    "Case Number": "26-700001",
    "Offense Code": "23H",
    "Offense Description": "All Other Larceny",
    "Victim Address": "9 Oak Rd",
    "Victim DOB": "01/09/1961",
}
_BREAK_IN = {
    "Case Number": "26-811118",
    "Offense Code": "220",
    "Offense Description": "Burglary/Breaking & Entering",
    "Victim Address": "4417 Sycamore Ave",
    "Victim DOB": "11/28/1988",
}

_ONE_LINE_PX = 40


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty") / "desk"
    make_template(folder, MovedClock(), rows=0)
    return folder


def _world(empty: Path, folder: Path, case: Mapping[str, str]) -> World:
    """One person to call: the same in every world but for the case."""
    world = World(copy_of(empty, folder / "desk"), MovedClock())
    [row] = plain_rows(1, world.clock.now().date())
    export = write_rows(folder / "one.csv", [{**row, **case}])
    bring_in(world.enter(SUPERVISOR), export)
    return world


def _picture(seat: Seat) -> QImage:
    seat.saved()
    for _ in range(3):
        QApplication.processEvents()
    return seat.shell.grab().toImage()


def _drawn(picture: QImage) -> QRect:
    """Where anything differs from the ground."""
    ground = picture.pixel(0, 0)
    inked = [
        (x, y) for y in range(picture.height()) for x in range(0, picture.width(), 2) if picture.pixel(x, y) != ground
    ]
    columns, rows = [x for x, _ in inked], [y for _, y in inked]
    return QRect(QPoint(min(columns), min(rows)), QPoint(max(columns), max(rows)))


def _seen(qtbot: QtBot, world: World) -> dict[str, QImage]:
    """The open call, the call covered, and the call when somebody else has the receiver."""
    seen = {}
    try:
        with sitting(qtbot, world.office) as seat:
            seat.sign_in(RUTH)
            seat.start_call()
            seat.through_the_checks()
            seen["open"] = _picture(seat)
            seat.key(K.Key_F2)
            seat.until(lambda: seat.hand.someone_else)
            seen["someone else"] = _picture(seat)
            seat.key(K.Key_F2)
            seat.until(lambda: not seat.hand.someone_else)
            seat.saved()
            seat.key(K.Key_Escape)
            seat.until(lambda: seat.shell.is_covered)
            seen["covered"] = _picture(seat)
    finally:
        world.close()
    return seen


def test_two_cases_look_alike_to_whoever_must_not_know(qtbot: QtBot, empty: Path, tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "other"]
    for folder in folders:
        folder.mkdir()
    one = _seen(qtbot, _world(empty, folders[0], _BIKE))
    other = _seen(qtbot, _world(empty, folders[1], _BREAK_IN))
    assert one["open"] != other["open"], "the case is on the screen when both checks are passed"
    assert one["someone else"] == other["someone else"]
    assert one["covered"] == other["covered"]
    drawn = _drawn(one["covered"])  # the name is the same in both: it must not be in either
    words = QFontMetrics(current_theme().font("section")).horizontalAdvance("Covered. Press any key to go on.")
    assert drawn.height() < _ONE_LINE_PX, "one line of words on an empty desk"
    assert drawn.width() <= words, "and nothing beside them in that line"
