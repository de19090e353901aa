"""What opened under the hands comes into sight: a field below the edge is a field nobody fills in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from callback_desk.ui.focus import FocusRing
from callback_desk.ui.theme import current_theme

_RING_PX = 8


def bring_into_sight(*parts: QWidget) -> None:
    """Scroll to these in turn, the last the surest, once they have their places: that is in the next turn."""
    QTimer.singleShot(0, parts[-1], lambda: _scroll_to(parts))


def bring_new_into_sight(*parts: QWidget) -> None:
    """The same for a sheet that is only just being put on the screen: it gets its size in the next turn."""
    QTimer.singleShot(0, parts[-1], lambda: bring_into_sight(*parts))


def _scroll_to(parts: tuple[QWidget, ...]) -> None:
    around = parts[-1].parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is None:
        return
    for _ in range(2):  # what scrolls is laid out after what is in it
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    inside, view = around.widget(), around.viewport()
    if inside is None:
        return
    for part in parts:
        # Not `ensureWidgetVisible`: of a field that is typed in, Qt shows the caret alone, and cuts the rest.
        middle = part.mapTo(inside, part.rect().center()).y()
        half = min(part.height() // 2 + current_theme().px(_RING_PX), view.height() // 2)
        around.ensureVisible(0, middle, 0, half)
    ring = around.window().findChild(FocusRing)
    if ring is not None:  # it was laid round a place that could not be seen, and then Qt shows none
        ring.lie_again()
