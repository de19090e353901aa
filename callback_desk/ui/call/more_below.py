"""Says in the foot of a sheet what lies below the edge: an answer nobody sees is an answer nobody gives."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from shiboken6 import isValid

from callback_desk.ui.components import Icon, Label, NumberedChoice, Scroller, Themed, set_shown

_ROUNDING_PX = 2


class MoreBelow(Themed, QWidget):
    """ "More below: 6 to 9" beside an arrow, or nothing at all. Its place is kept, so that nothing moves.

    It watches numbered answers, and whatever else is filled in or read; what is hidden has no say.
    """

    def __init__(self, scroller: Scroller, parts: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scroller = scroller
        self._parts = tuple(parts)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._icon = Icon("chevron-down", "ink")
        self.words = Label("", face="strong")
        self._row.addWidget(self._icon)
        self._row.addWidget(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        bar = scroller.verticalScrollBar()
        bar.valueChanged.connect(self.look)
        bar.rangeChanged.connect(self.look)
        # Qt lays out what scrolls after it has told of a new size: look once more when that is done.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.look)
        scroller.viewport().installEventFilter(self)
        self._style_now()
        self.look()

    def watch(self, parts: Sequence[QWidget]) -> None:
        """Another question: these are its answers. Call `look` when they are laid out."""
        self._parts = tuple(parts)
        set_shown(self, bool(parts))
        if not self.isVisible():
            self._say("")

    def look(self) -> None:
        """What cannot be seen whole, now."""
        if not isValid(self._scroller):  # the sheet is being taken apart, and its bar tells of a last change
            return
        hidden = self.hidden_parts()
        numbers = [part.choice.number for part in hidden if isinstance(part, NumberedChoice)]
        self._say(below_words(numbers) if hidden else "")

    def _say(self, words: str) -> None:
        self.words.setText(words)
        for part in (self._icon, self.words):
            set_shown(part, bool(words))

    def answers_too_low(self) -> bool:
        """Whether a numbered answer would lie below the edge with everything scrolled to its beginning."""
        view, scrolled = self._scroller.viewport(), self._scroller.verticalScrollBar().value()
        edge = view.height() + _ROUNDING_PX - scrolled
        answers = [one for one in self._shown() if isinstance(one, NumberedChoice)]
        return any(one.mapTo(view, QPoint(0, one.height())).y() > edge for one in answers)

    def _shown(self) -> list[QWidget]:
        inside = self._scroller.widget()
        if inside is None:
            return []
        return [one for one in self._parts if isValid(one) and one.isVisibleTo(inside)]

    def hidden_parts(self) -> list[QWidget]:
        """Which of them lie below the edge, wholly or in part."""
        view = self._scroller.viewport()
        bar = self._scroller.verticalScrollBar()
        if bar.value() >= bar.maximum():
            return []
        edge = view.height() + _ROUNDING_PX
        return [one for one in self._shown() if one.mapTo(view, QPoint(0, one.height())).y() > edge]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._later.start()
        return super().eventFilter(watched, event)

    def _restyle(self) -> None:
        self._row.setSpacing(self.theme.px(6))


def below_words(numbers: Sequence[str]) -> str:
    """Which number keys answer what is out of sight; an answer beyond the ninth has no key.

    Zero is the key of what is no answer (*Not asked*): only after nine it belongs to the row, *3 to 0* is no order.
    """
    keys = [number.strip() for number in numbers if number.strip()]
    if not keys:
        return "More below"
    apart = keys[1:] and keys[-1] == "0" and keys[-2] != "9"
    row, last = (keys[:-1], ["0"]) if apart else (keys, [])
    said = row[0] if len(row) == 1 else f"{row[0]} to {row[-1]}"
    return f"More below: {' and '.join([said, *last])}"
