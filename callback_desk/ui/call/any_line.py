"""The one line to type in, at any question: somebody remembers something while they are asked about something else."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.call_script.typed_words import TypedIn
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.components import CaptureLine, Label, Themed, set_shown

_NAME = "Something new? Write it, one point on a line"


class AnyLine(Themed, QWidget):
    """Folded away until somebody begins to write. Enter keeps the line and folds it; an empty one folds too.

    Only where new information may be written down. `folded()`: the answers have the keys again; `opened(bool)`.
    """

    folded = Signal()
    opened = Signal(bool)

    def __init__(self, hand: CallInHand, *, beside_px: int = 0) -> None:
        """`beside_px`: the place that the bar of the answers above has at the right."""
        super().__init__()
        self._hand = hand
        self._beside_px = beside_px
        self._column = QVBoxLayout(self)
        self._label = Label(_NAME, face="strong")
        self.line = CaptureLine(_NAME)
        self.line.line_kept.connect(self._on_kept)
        self.line.empty_enter.connect(self._fold)
        self.line.words_changed.connect(self._on_typed)
        self._column.addWidget(self._label)
        self._column.addWidget(self.line)
        self.open = False
        self._style_now()
        self.begin()

    def begin(self) -> None:
        """Another question: open with what is typed and not kept, else folded."""
        before = self._hand.typed.get(TypedIn.LINE, "")
        self.line.setText(before)
        self._show(bool(before))

    def rest(self) -> None:
        """Nothing may be written here now, and nothing of it stays."""
        self.line.setText("")
        self._show(False)

    def write(self, letter: str = "") -> None:
        """Open it with the caret in it; `letter` is the first that was typed."""
        self._show(True)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if letter:
            self.line.setText(self.line.text() + letter)
            self._on_typed(self.line.text())

    def keep(self) -> None:
        """The question is left: what stands in the line is kept as a line, nothing typed is dropped."""
        text = self.line.text().strip()
        if text:
            self.line.clear()
            self._hand.keep_line(text)
        self._show(False)

    def _on_kept(self, text: str) -> None:
        self._hand.keep_line(text)
        self._fold()

    def _fold(self) -> None:
        self._show(False)
        self.folded.emit()

    def _on_typed(self, text: str) -> None:
        self._hand.typing(TypedIn.LINE, text)

    def _show(self, shown: bool) -> None:
        changed, self.open = self.open is not shown, shown
        set_shown(self, shown)
        if changed:
            self.opened.emit(shown)

    def _restyle(self) -> None:
        theme = self.theme
        self._column.setContentsMargins(theme.px(6), theme.px(4), theme.px(6 + self._beside_px), theme.px(4))
        self._column.setSpacing(theme.px(4))
