"""Numbered answers. The page delivers number keys with `choose_key`; typing in a text field never answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from callback_desk.ui.components.base import laid_out_once, set_shown
from callback_desk.ui.components.choices import Choice, NumberedChoice, Squeeze
from callback_desk.ui.theme import current_theme

_NOTHING = Choice("", "", number=" ")
_FAR_PX = 10_000  # one that has no place yet is shown where no mouse is


class ChoiceRows:
    """Answers in a grid, in reading order. The next question's answers stand in the same buttons.

    Making a button costs ten times what giving it other words does. One that is left over is hidden and emptied.
    """

    def __init__(
        self, grid: QGridLayout, on_clicked: Callable[[], None], part: type[NumberedChoice] = NumberedChoice
    ) -> None:
        self._grid = grid
        self._on_clicked = on_clicked
        self._part = part
        self._made: list[NumberedChoice] = []
        self._columns = 0
        self.parts: list[NumberedChoice] = []

    def show(self, choices: Sequence[Choice], *, columns: int, dense: bool = False) -> None:
        """Other answers. None of them is chosen."""
        self._grid.setSpacing(current_theme().px(6 if dense else 8))
        self.make_ahead(len(choices))
        for part, choice in zip(self._made, choices, strict=False):
            part.set_choice(choice, dense=dense)
            part.set_chosen(False)
        for part in self._made[len(choices) :]:
            if part.choice is not _NOTHING:
                part.set_choice(_NOTHING)
                part.set_chosen(False)
                part.hide()
        self._place(len(choices), columns)
        self.parts = self._made[: len(choices)]
        with laid_out_once(self._grid):
            for part in self.parts:
                set_shown(part, True)

    def squeeze(self, squeeze: Squeeze, *, columns: int) -> None:
        """The same answers closer together, in this many columns; NONE and the columns before: as they were."""
        for part in self.parts:
            part.squeeze(squeeze)
        self._place(len(self.parts), columns)

    def make_ahead(self, count: int) -> None:
        """Have this many buttons, hidden, before they are wanted."""
        while len(self._made) < count:
            self._made.append(self._new())

    def _new(self) -> NumberedChoice:
        part = self._part(_NOTHING, parent=self._grid.parentWidget())
        part.clicked.connect(self._on_clicked)
        part.hide()
        part.move(0, -_FAR_PX)
        return part

    def _place(self, count: int, columns: int) -> None:
        if columns != self._columns:
            for part in self._made:
                self._grid.removeWidget(part)
            for column in range(max(columns, self._columns)):
                self._grid.setColumnStretch(column, 1 if column < columns else 0)
            self._columns = columns
        for index in range(count):
            if self._grid.indexOf(self._made[index]) < 0:
                self._grid.addWidget(self._made[index], index // columns, index % columns)


class ChoiceList(QWidget):
    """Answers in reading order, in one column or two. Never more than one is chosen; none is chosen beforehand.

    `choice_made(value)` comes once a press, also when the same answer is pressed again. `own_keys`: where a page has
    several lists, a number key answers the one that has the focus, and the page delivers none.
    """

    choice_made = Signal(str)

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        *,
        columns: int = 1,
        chosen: str = "",
        dense: bool = False,
        own_keys: bool = False,
        part: type[NumberedChoice] = NumberedChoice,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._own_keys = own_keys
        self._columns = columns
        self._dense = dense
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        self._rows = ChoiceRows(grid, self._on_clicked, part)
        self._beside = columns  # as they stand now: more than `_columns` where they give way
        self.set_choices(choices, chosen=chosen)

    @property
    def parts(self) -> tuple[NumberedChoice, ...]:
        """The answers on screen, in reading order."""
        return tuple(self._rows.parts)

    @property
    def chosen(self) -> str:
        """Value of the chosen answer, "" while there is none."""
        return next((part.choice.value for part in self._rows.parts if part.isChecked()), "")

    def set_choices(
        self, choices: Sequence[Choice], *, chosen: str = "", columns: int | None = None, dense: bool | None = None
    ) -> None:
        """Show other answers. Raises nothing; a tenth answer has no number key."""
        self._columns = self._columns if columns is None else columns
        self._dense = self._dense if dense is None else dense
        self._beside = self._columns
        self._rows.show(_numbered(choices), columns=self._columns, dense=self._dense)
        self.set_chosen(chosen)

    def squeeze(self, squeeze: Squeeze, *, columns: int) -> None:
        """The same answers closer together, in `columns` at least; NONE: as they were. What is chosen stays so."""
        self._beside = self._columns if squeeze is Squeeze.NONE else max(self._columns, columns)
        self._rows.squeeze(squeeze, columns=self._beside)

    def make_ahead(self, count: int) -> None:
        """Have buttons for this many answers before they are wanted: another question comes sooner then."""
        self._rows.make_ahead(count)

    def set_chosen(self, value: str) -> None:
        """Show an answer as chosen without telling anybody; "" clears."""
        for part in self._rows.parts:
            part.set_chosen(bool(value) and part.choice.value == value)

    def choose_key(self, key: str) -> bool:
        """A number key "0" to "9" was pressed outside any text. True when it was an answer of this list."""
        for part in self._rows.parts:
            if key and part.choice.number == key and part.isEnabled():
                self._choose(part)
                return True
        return False

    def focus_first(self) -> None:
        """Put the focus on the chosen answer, else on the first open one."""
        open_parts = [part for part in self._rows.parts if part.isEnabled()]
        target = next((part for part in open_parts if part.isChecked()), open_parts[0] if open_parts else None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self) -> None:
        part = self.sender()
        if isinstance(part, NumberedChoice):
            self._choose(part)

    def _choose(self, part: NumberedChoice) -> None:
        value = part.choice.value
        self.set_chosen(value)
        self.choice_made.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._own_keys and self.choose_key(event.text()):
            return
        steps = {
            Qt.Key.Key_Up: -self._beside,
            Qt.Key.Key_Down: self._beside,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
        }
        step = steps.get(Qt.Key(event.key()))
        parts = self._rows.parts
        here = next((index for index, part in enumerate(parts) if part.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        there = here + step
        while 0 <= there < len(parts):
            if parts[there].isEnabled():
                parts[there].setFocus(Qt.FocusReason.TabFocusReason)
                return
            there += step


def _numbered(choices: Sequence[Choice]) -> list[Choice]:
    counted: list[Choice] = []
    count = 0
    for choice in choices:
        if choice.number:
            counted.append(choice)
            continue
        count += 1
        counted.append(replace(choice, number=str(count) if count <= 9 else ""))
    return counted
