"""The sheet over the window while an import is taken back: how far it is, and Stop until the people go."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from callback_desk.ui.components import Dialog, ProgressBar

_IN_TIME = "Nobody sees a change before everybody was looked at. After Stop nothing was taken back."
_STOPPING = "Stopping. The import stays."


@dataclass(frozen=True, slots=True)
class UndoStep:
    """`what` is "sort" while people are looked at, "settle" once they are off the list."""

    what: str
    done: int
    of: int

    @property
    def sentence(self) -> str:
        """What the bar says."""
        if self.what == "settle":
            return "The people are off the call list. Tidying up"
        return f"Looking at person {self.done:,} of {self.of:,}"


class UndoProgress(Dialog):
    """`stop_wanted()`, by its button or Esc. It has no other way out: it goes when the work is over."""

    stop_wanted = Signal()

    def __init__(self, file_name: str, *, parent: QWidget) -> None:
        super().__init__(f"Taking {file_name} back", _IN_TIME, verb="OK", way_out="Stop", parent=parent)
        self.bar = ProgressBar("Looking at the first people")
        self.bar.stop_wanted.connect(self._on_stop)
        self.body.addWidget(self.bar)
        self.verb.setEnabled(False)
        self.verb.hide()
        self.way_out.hide()

    def open_dialog(self) -> None:
        """Lay it over its parent; the focus stands on Stop."""
        super().open_dialog()
        self.bar.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_step(self, step: UndoStep) -> None:
        """How far it is. Once the people have gone there is nothing left to stop."""
        if step.what == "settle":
            self.bar.set_progress(1, 1, step.sentence)
            self.bar.finish(step.sentence)
            self.sentence.set_words("No call, wish or alert is touched.")
        elif self.bar.stop.isEnabled():
            self.bar.set_progress(step.done, step.of, step.sentence)

    def dismiss(self) -> None:
        """Esc is Stop, and the sheet stays until the work has stopped."""
        if self.bar.stop.isVisible():
            self._on_stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()

    def _on_stop(self) -> None:
        self.bar.stop.close_with(_STOPPING)
        self.bar.set_progress(0, 0, _STOPPING)
        self.stop_wanted.emit()
