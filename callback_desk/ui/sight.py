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


def bring_to_the_top(part: QWidget) -> None:
    """Scroll so that this begins at the upper edge, when what is being read into it has its place."""
    QTimer.singleShot(0, part, lambda: QTimer.singleShot(0, part, lambda: _put_on_top(part)))


def _scroll_to(parts: tuple[QWidget, ...]) -> None:
    around, inside = _what_scrolls(parts[-1])
    if around is None or inside is None:
        return
    view = around.viewport()
    for part in parts:
        # Not `ensureWidgetVisible`: of a field that is typed in, Qt shows the caret alone, and cuts the rest.
        middle = part.mapTo(inside, part.rect().center()).y()
        half = min(part.height() // 2 + current_theme().px(_RING_PX), view.height() // 2)
        around.ensureVisible(0, middle, 0, half)
    _lie_ring_again(around)


def _put_on_top(part: QWidget) -> None:
    around, inside = _what_scrolls(part)
    if around is not None and inside is not None:
        around.verticalScrollBar().setValue(part.mapTo(inside, part.rect().topLeft()).y())
        _lie_ring_again(around)


def _what_scrolls(part: QWidget) -> tuple[QScrollArea | None, QWidget | None]:
    """The nearest around it in which anything lies out of sight, and what is in it.

    A list may stand open in a page that scrolls.
    """
    for _ in range(2):  # what scrolls is laid out after what is in it
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    around = part.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and around.verticalScrollBar().maximum() > 0:
            return around, around.widget()
        around = around.parentWidget()
    return None, None


def _lie_ring_again(around: QScrollArea) -> None:
    ring = around.window().findChild(FocusRing)
    if ring is not None:  # it was laid round a place that could not be seen, and then Qt shows none
        ring.lie_again()
