"""The focus ring: one frame that follows the focus through a window, also after a mouse click."""

from __future__ import annotations

import weakref

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFocusFrame, QWidget
from shiboken6 import isValid

from callback_desk.ui.theme import current_theme
from callback_desk.ui.tokens import RADIUS_PX, RING_GAP_PX, RING_PX


class FocusRing(QObject):
    """3 px of `focus`, 2 px away from the control, its corners rounder by 4. One a window.

    A widget with the property `ringInside` paints its own (tables do).
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._stays = False
        self._frame: RingFrame | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            _follow(app, self)

    @property
    def window(self) -> QWidget:
        """The window it belongs to: its parent, and not held a second time, so that the window can go."""
        parent = self.parent()
        assert isinstance(parent, QWidget)
        return parent

    @property
    def around(self) -> QWidget | None:
        """The widget the ring lies round now."""
        if self._frame is None or not isValid(self._frame) or not self._frame.isVisible():
            return None
        return self._frame.widget()

    @property
    def frame(self) -> RingFrame:
        """The frame itself. Qt moves it into whatever scrolls, and it dies with that: then there is a new one."""
        if self._frame is None or not isValid(self._frame):
            self._frame = RingFrame(self.window)
        return self._frame

    def stay_round(self, widget: QWidget) -> None:
        """Lie round one widget and follow no focus: for pictures of the focus."""
        self._stays = True
        self.frame.setWidget(widget)

    def lie_again(self) -> None:
        """Another look was put on: Qt hides the frame and leaves it hidden until the focus moves."""
        held = self._frame.widget() if self._frame is not None and isValid(self._frame) else None
        if held is not None and self._frame is not None:
            self._frame.setWidget(None)  # type: ignore[arg-type]  # Qt takes a null pointer: no ring
            self._frame.setWidget(held)
            self._frame.raise_()

    def go_to(self, new: QWidget | None) -> None:
        """The focus is on `new` now, or, with None, nowhere."""
        if self._stays:
            return
        if new is None or new is self.window or new.window() is not self.window or new.property("ringInside"):
            self.frame.setWidget(None)  # type: ignore[arg-type]  # Qt takes a null pointer: no ring
            return
        self.frame.setWidget(new)
        self.frame.raise_()


def _follow(app: QApplication, ring: FocusRing) -> None:
    # Not a bound slot: a window that dies with the focus inside tells of it while its ring is half gone.
    held = weakref.ref(ring)

    def on_focus_changed(old: QWidget | None, new: QWidget | None) -> None:
        alive = held()
        if alive is None or not isValid(alive):
            app.focusChanged.disconnect(on_focus_changed)
            return
        alive.go_to(new)

    app.focusChanged.connect(on_focus_changed)


class RingFrame(QFocusFrame):
    """The painted frame. Its distance from the control is the style's focus frame margin."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = theme.px(RING_PX)
        painter.setPen(QPen(theme.color("focus"), line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = line / 2
        radius = theme.px(RADIUS_PX) + theme.px(RING_GAP_PX) + half
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        painter.end()
