"""The note for the next shift is written in one way on the board and on My shift."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from callback_desk.ui.board.handover_card import HandOverCard
from callback_desk.ui.shift.parts import NoteCard


@pytest.mark.parametrize("made", [HandOverCard, NoteCard])
def test_the_field_opens_by_its_button_and_shuts_when_the_note_is_left(
    qtbot: QtBot, made: type[HandOverCard | NoteCard]
) -> None:
    card = made()
    qtbot.addWidget(card)
    card.resize(500, 300)
    written: list[str] = []
    card.note_written.connect(written.append)
    card.show()
    assert card.write.isVisibleTo(card)
    assert not card.leave.isVisibleTo(card)
    card.write.click()
    assert card.leave.field.isVisibleTo(card)
    assert not card.write.isVisibleTo(card)
    qtbot.keyClicks(card.leave.field.edit, "  The line to the front desk is down. ")
    qtbot.mouseClick(card.leave.keep, Qt.MouseButton.LeftButton)
    assert written == ["The line to the front desk is down."]
    assert card.write.isVisibleTo(card)
    assert not card.leave.isVisibleTo(card)
    card.write.click()
    assert card.leave.field.text == ""
    card.leave.keep.click()
    assert len(written) == 1
