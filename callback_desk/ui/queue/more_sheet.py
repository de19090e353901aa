"""The sheet behind *More*: what is seldom needed beside the list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from callback_desk.ui.components import Paragraph, SecondaryButton, set_shown
from callback_desk.ui.roomy_dialog import RoomyDialog

VIEWS, HOLDS, COLUMNS, COPY, PRINT, SHIFT, ACTS = "views", "holds", "columns", "copy", "print", "shift", "acts"
_VERBS = (
    (COLUMNS, "Columns…", "Which columns stand in the list, and in which order."),
    (COPY, "Copy the ticked people", "With headings, for a spreadsheet: 25 people at most, gone from the clipboard "
     "after a minute."),
    (PRINT, "Print this list…", "The ticked people, or the first 25, as a PDF to print."),
    (SHIFT, "Print who to call today…", "For a day without the computer: names, numbers and what was agreed."),
    (ACTS, "What was done to many…", "Every act on several people, and the way back."),
)  # fmt: skip


#: In a low window the head is not there, and the way to these is.
_LOW = (
    (VIEWS, "Views…", "Kept questions to the list."),
    (HOLDS, "Cases on hold…", "Cases nobody is called about."),
)


class MoreSheet(RoomyDialog):
    """`chosen(str)` says which verb. `low`: with what the page's head holds otherwise."""

    chosen = Signal(str)

    def __init__(self, *, low: bool = False, parent: QWidget) -> None:
        super().__init__("More", verb="Close", way_out="Close", parent=parent)
        set_shown(self.verb, False)
        self.buttons: dict[str, SecondaryButton] = {}
        for key, words, note in (*(_LOW if low else ()), *_VERBS):
            button = SecondaryButton(words)
            button.setAccessibleDescription(note)
            button.clicked.connect(partial(self._on_chosen, key))
            self.buttons[key] = button
            self.inside.addWidget(button)
            self.inside.addWidget(Paragraph(note, face="meta", color="ink2", full_width=True))

        self.first = next(iter(self.buttons.values()))

    def _on_chosen(self, key: str) -> None:
        self.dismiss()
        self.chosen.emit(key)
