"""The row above the table: words to find, State, Offense; at its end the way to the cases on hold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from callback_desk.domain.queue import CallbackState
from callback_desk.ui.components import DeskCombo, LineEdit, QuietButton, Themed, set_shown

PAUSE_MS = 200
HOLDS, HOLDS_SHORT = "Cases on hold…", "On hold…"
_ROOMY_FROM_PX = 1000
_LOOK_FOR, _LOOK_FOR_SHORT = "Name, number or case number", "Name or number"
# From which width on: State, Offense, the least of the search, and the room between.
_WIDTHS = ((960, (226, 226, 200, 12)), (790, (160, 176, 200, 12)), (0, (138, 150, 112, 8)))
_S = CallbackState
STATES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset(), "State: any"),
    (frozenset({_S.WAITING.value}), "State: to be called"),
    (frozenset({_S.CLAIMED.value, _S.CALLING.value}), "State: in a call"),
    (frozenset({_S.INTERRUPTED.value}), "State: interrupted"),
    (frozenset({_S.HELD.value}), "State: to decide"),
    (frozenset({_S.REVIEW.value}), "State: to check"),
    (frozenset({_S.DONE.value}), "State: done"),
    (frozenset({_S.EXCLUDED.value}), "State: not to be called"),
    (frozenset({_S.WITHDRAWN.value}), "State: withdrawn"),
)
_ANY_OFFENSE = "Offense: any"


class Filters(Themed, QWidget):
    """`changed()` when something else is asked for: a pause after typing, Enter, a choice.

    `holds_wanted()`, and in a low window `more_wanted()`.
    """

    changed = Signal()
    holds_wanted = Signal()
    more_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.search = LineEdit("Find a name, a number or a case number", icon_name="search")
        self.search.setPlaceholderText(_LOOK_FOR)
        self.search.setMaxLength(120)
        self.state = _closed_list("State")
        for states, words in STATES:
            self.state.addItem(words, states)
        self.offense = _closed_list("Offense")
        self.offense.addItem(_ANY_OFFENSE, "")
        self.clear = QuietButton("Clear", icon_name="cross")
        self.clear.setAccessibleName("Clear the search and the filters")
        self._row.addWidget(self.search, 100)
        self._row.addWidget(self.state)
        self._row.addWidget(self.offense)
        self._row.addWidget(self.clear)
        self._row.addStretch(1)
        self.holds = QuietButton(HOLDS)
        self.holds.setAccessibleName(HOLDS)
        self._row.addWidget(self.holds)
        self.more = QuietButton("More…")
        self.more.setAccessibleName("More of the call list: views, holds, columns, paper")
        self._row.addWidget(self.more)
        set_shown(self.more, False)
        self.more.clicked.connect(self.more_wanted)
        self.holds.clicked.connect(self.holds_wanted)
        self._said = self.asked
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._say)
        self.search.textEdited.connect(self._on_typed)
        self.search.returnPressed.connect(self._say)
        self.state.activated.connect(self._say)
        self.offense.activated.connect(self._say)
        self.clear.clicked.connect(self.clear_all)
        self._show_clear()
        self._style_now()

    @property
    def asked(self) -> tuple[str, frozenset[str], str]:
        """(words, states, offense) as they stand in the fields; empty means any."""
        states = self.state.currentData()
        found = frozenset(states) if isinstance(states, frozenset) else frozenset()
        return self.search.text().strip(), found, str(self.offense.currentData() or "")

    def clear_all(self) -> None:
        """Back to everybody."""
        self.search.clear()
        self.state.setCurrentIndex(0)
        self.offense.setCurrentIndex(0)
        self._say()
        self.search.setFocus()

    def reset(self) -> None:
        """Back to everybody, and say nothing of it."""
        self.search.clear()
        self.state.setCurrentIndex(0)
        self.offense.setCurrentIndex(0)
        self._pause.stop()
        self._said = self.asked
        self._show_clear()

    def set_low(self, low: bool) -> None:
        """In a low window *More* stands here and leads to the cases on hold as well."""
        if low == self.more.isVisibleTo(self):
            return
        held = self.holds.hasFocus() or self.more.hasFocus()
        set_shown(self.more, low)
        set_shown(self.holds, not low)
        if held:
            (self.more if low else self.holds).setFocus()

    def show_asked(self, text: str, states: frozenset[str], offense: str) -> None:
        """Show what a kept view asks, and say nothing of it. An offense nobody has any more is still shown."""
        self.search.setText(text)
        self.state.setCurrentIndex(max(0, next((at for at, one in enumerate(STATES) if one[0] == states), 0)))
        if offense and self.offense.findData(offense) < 0:
            self.offense.addItem(f"Offense: {offense}", offense)
        self.offense.setCurrentIndex(max(0, self.offense.findData(offense)))
        self._pause.stop()
        self._said = self.asked
        self._show_clear()

    def set_offenses(self, labels: Sequence[str]) -> None:
        """Offenses on the list; the one chosen stays chosen, also when nobody has it any more."""
        chosen = str(self.offense.currentData() or "")
        wanted = sorted({*labels, *([chosen] if chosen else [])})
        have = [str(self.offense.itemData(place)) for place in range(1, self.offense.count())]
        if wanted == have:
            return
        self.offense.clear()
        self.offense.addItem(_ANY_OFFENSE, "")
        for label in wanted:
            self.offense.addItem(f"Offense: {label}", label)
        self.offense.setCurrentIndex(max(0, self.offense.findData(chosen)))

    def _on_typed(self) -> None:
        self._show_clear()
        self._pause.start()

    def _say(self) -> None:
        self._pause.stop()
        self._show_clear()
        if self.asked != self._said:
            self._said = self.asked
            self.changed.emit()

    def _show_clear(self) -> None:
        held = self.clear.hasFocus()
        set_shown(self.clear, any(self.asked))
        if held and not any(self.asked):
            self.search.setFocus()

    def _restyle(self) -> None:
        self.search.setMaximumWidth(self.theme.px(300))
        self._fit()

    def _fit(self) -> None:
        theme = self.theme
        state, offense, search, between = next(found for least, found in _WIDTHS if self.width() >= theme.px(least))
        self.holds.set_label(HOLDS if self.width() >= theme.px(_ROOMY_FROM_PX) else HOLDS_SHORT)
        self.holds.setAccessibleName(HOLDS)
        self.state.setFixedWidth(theme.px(state))
        self.offense.setFixedWidth(theme.px(offense))
        self.search.setMinimumWidth(theme.px(search))
        self.search.setPlaceholderText(_LOOK_FOR if self.width() >= theme.px(_WIDTHS[1][0]) else _LOOK_FOR_SHORT)
        self._row.setSpacing(theme.px(between))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _closed_list(name: str) -> DeskCombo:
    made = DeskCombo(name)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(12)
    return made
