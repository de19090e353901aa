"""A dialog whose parts scroll where the window is low: title and buttons stay, nothing is cut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.ui.components import Dialog, Scroller

_EDGES_PX, _LEAST_PX = 32, 96  # between card and window, above and below together


class RoomyDialog(Dialog):
    """Put parts into `inside`. `first` gets the focus when it opens, else the verb or the way out."""

    def __init__(self, title: str, sentence: str = "", *, verb: str, way_out: str = "Cancel", parent: QWidget) -> None:
        self._scroller: Scroller | None = None
        super().__init__(title, sentence, verb=verb, way_out=way_out, parent=parent)
        self._scroller = Scroller()
        self.first: QWidget | None = None
        self.add_scroller(self._scroller)
        held = self._scroller.widget()
        if held is not None:
            held.installEventFilter(self)

    @property
    def inside(self) -> QVBoxLayout:
        """Where the parts stand."""
        assert self._scroller is not None
        return self._scroller.body

    def fit(self) -> None:
        """As high as its parts, and no higher than the window has room for."""
        if self._scroller is None or not self.isVisible():
            return
        body, theme = self._scroller.body, self.theme
        body.setSpacing(theme.px(10))
        width = self._scroller.viewport().width()
        wanted = body.heightForWidth(width) if body.hasHeightForWidth() else body.sizeHint().height()
        beside = self.card.body.heightForWidth(self.card.width()) - self._scroller.height()  # title, sentence, buttons
        room = max(self.height() - beside - theme.px(_EDGES_PX), theme.px(_LEAST_PX))
        high = min(wanted, room)
        if high != self._scroller.height():
            self._scroller.setFixedHeight(high)

    def _first_field(self) -> QWidget | None:
        return self.first or (None if self.verb.isVisibleTo(self) else self.way_out)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self._scroller is not None:
            self.fit()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _restyle(self) -> None:
        super()._restyle()
        self.fit()
