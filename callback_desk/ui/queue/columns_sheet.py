"""The sheet *Columns*: which stand in the call list, and in which order."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.list_views import ListColumn, ListLook
from callback_desk.ui.components import CheckRow, IconButton, Label, QuietButton, empty_out, set_shown
from callback_desk.ui.queue.columns import COLUMNS, PLACES
from callback_desk.ui.roomy_dialog import RoomyDialog
from callback_desk.ui.tokens import TARGET_PX


class ColumnsSheet(RoomyDialog):
    """`look_chosen(ListLook)` with every change: the list behind the sheet follows at once."""

    look_chosen = Signal(object)

    def __init__(self, look: ListLook, *, parent: QWidget) -> None:
        super().__init__(
            "Columns",
            "What does not fit the window gives way; it stands in the side panel. Widths: drag a heading’s edge, or "
            "Ctrl with Left or Right on it.",
            verb="Close",
            way_out="Close",
            parent=parent,
        )
        self.look = look.settled()
        self._rows = QVBoxLayout()
        self.inside.addLayout(self._rows)
        self.usual = QuietButton("As it comes")
        self.usual.clicked.connect(lambda: self._change(ListLook()))
        self.inside.addWidget(self.usual)
        set_shown(self.verb, False)
        self.boxes: dict[ListColumn, CheckRow] = {}
        self.moves: dict[tuple[ListColumn, int], IconButton] = {}
        self._show()
        self.first = next(iter(self.boxes.values()))

    def _show(self) -> None:
        empty_out(self._rows)
        self.boxes, self.moves = {}, {}
        chosen = list(self.look.columns)
        rest = [one for one in ListColumn if one not in chosen]
        for column in (*chosen, *rest):
            self._rows.addWidget(self._row(column, chosen))

    def _row(self, column: ListColumn, chosen: list[ListColumn]) -> QWidget:
        row, words = QWidget(), COLUMNS[PLACES[column]].heading
        side = QHBoxLayout(row)
        side.setContentsMargins(0, 0, 0, 0)
        if column is ListColumn.NAME:
            side.addWidget(Label(f"{words}, always first", color="ink2"), 1)
            return row
        box = CheckRow(words)
        box.setChecked(column in chosen)
        box.toggled.connect(partial(self._on_box, column))
        self.boxes[column] = box
        side.addWidget(box, 1)
        if column in chosen:
            place = chosen.index(column)
            for step, icon, said in ((-1, "chevron-up", "further left"), (1, "chevron-down", "further right")):
                if not 1 <= place + step < len(chosen):
                    side.addSpacing(self.theme.px(TARGET_PX) + side.spacing())  # the other arrow keeps its place
                    continue
                button = IconButton(icon, f"{words} {said}")
                button.clicked.connect(partial(self._on_move, column, step))
                self.moves[column, step] = button
                side.addWidget(button)
        return row

    def _on_box(self, column: ListColumn, on: bool) -> None:
        left = tuple(one for one in self.look.columns if one is not column)
        self._change(ListLook((*left, column) if on else left, self.look.widths))
        self.boxes[column].setFocus()

    def _on_move(self, column: ListColumn, step: int) -> None:
        order = list(self.look.columns)
        place = order.index(column)
        order[place], order[place + step] = order[place + step], order[place]
        self._change(ListLook(tuple(order), self.look.widths))
        button = self.moves.get((column, step)) or self.moves.get((column, -step))
        if button is not None:
            button.setFocus()

    def _change(self, look: ListLook) -> None:
        self.look = look.settled()
        self._show()
        self.look_chosen.emit(self.look)
