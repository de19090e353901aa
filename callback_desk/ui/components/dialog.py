"""The dialog: a card over the desk at 60 %, inside the window, so that the lock hides it like everything else."""

from __future__ import annotations

import weakref

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from callback_desk.ui.components.base import Themed, set_shown
from callback_desk.ui.components.buttons import DangerButton, DeskButton, PrimaryButton, SecondaryButton
from callback_desk.ui.components.card import Card, Scroller
from callback_desk.ui.components.paragraph import Paragraph
from callback_desk.ui.components.reading_order import ReadInOrder

_SHADE = 0.6
_PADDING_PX = 24


class Dialog(ReadInOrder, Themed, QWidget):
    """Only for a second signer, a password, or what cannot be undone. Its button says the verb.

    Put fields into `body`. `confirmed()` when the verb is pressed (the dialog stays until `close_dialog`),
    `dismissed()` on Esc or the way out. With `loss=True` the verb is red, Enter never presses it, and the focus
    starts on the way out.
    """

    confirmed = Signal()
    dismissed = Signal()

    def __init__(
        self,
        title: str,
        sentence: str = "",
        *,
        verb: str,
        way_out: str = "Cancel",
        loss: bool = False,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._loss = loss
        self._came_from: weakref.ref[QWidget] | None = None
        self._scroller_held: Scroller | None = None
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        self.card = Card(padding_px=_PADDING_PX)
        middle.addWidget(self.card)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(1)
        self._head = QVBoxLayout()
        self._head.addWidget(Paragraph(title, face="name"))
        self.sentence = Paragraph(sentence)
        set_shown(self.sentence, bool(sentence))
        self._head.addWidget(self.sentence)
        self.card.body.addLayout(self._head)
        self.body = QVBoxLayout()
        self.card.body.addLayout(self.body)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self.way_out = SecondaryButton(way_out, key="Esc")
        self.verb: DeskButton = DangerButton(verb) if loss else PrimaryButton(verb)
        self._buttons.addWidget(self.way_out)
        self._buttons.addWidget(self.verb)
        self.card.body.addLayout(self._buttons)
        self.way_out.clicked.connect(self.dismiss)
        self.verb.clicked.connect(self.confirmed)
        parent.installEventFilter(self)
        self.hide()
        self._style_now()

    def add_scroller(self, scroller: Scroller) -> None:
        """Put what scrolls between `body` and the buttons; its parts stand in line with title and buttons."""
        self.card.body.insertWidget(self.card.body.count() - 1, scroller)
        self.card.set_padding(_PADDING_PX - Scroller.RING_PX)
        self._scroller_held = scroller
        self._keep_in_line()

    def _keep_in_line(self) -> None:
        """What scrolls keeps room for the focus ring, larger for larger text; everything else on the card does too."""
        theme = self.theme
        ring = theme.px(Scroller.RING_PX) if self._scroller_held is not None else 0
        if self._scroller_held is not None:
            self._scroller_held.body.setContentsMargins(ring, ring, ring, ring)
        self._head.setContentsMargins(ring, ring, ring, 0)
        self.body.setContentsMargins(ring, 0, ring, 0)
        self._buttons.setContentsMargins(ring, theme.px(8), ring, ring)

    def open_dialog(self) -> None:
        """Lay it over its parent and take the focus."""
        window = self.window()
        held = window.focusWidget()
        self._came_from = weakref.ref(held) if held is not None else None
        self.setGeometry(self._under().rect())
        self.show()
        self.raise_()
        first = self._first_field() or (self.way_out if self._loss else self.verb)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_dialog(self) -> None:
        """Take it away; the focus goes back to where it was."""
        held = self.window().focusWidget()
        self.hide()
        came_from = self._came_from() if self._came_from is not None else None
        if came_from is not None and isValid(came_from):
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        elif held is not None and self.isAncestorOf(held):
            held.clearFocus()  # nothing had the focus before: the ring goes with the dialog
        self.deleteLater()

    def dismiss(self) -> None:
        """The way out: nothing was done."""
        self.dismissed.emit()
        self.close_dialog()

    def _under(self) -> QWidget:
        parent = self.parentWidget()
        assert parent is not None
        return parent

    def _first_field(self) -> QWidget | None:
        for index in range(self.body.count()):
            item = self.body.itemAt(index)
            widget = item.widget() if item is not None else None
            if widget is not None and (widget.focusProxy() or widget.focusPolicy() != Qt.FocusPolicy.NoFocus):
                return widget
        return None

    def _restyle(self) -> None:
        theme = self.theme
        self.card.setFixedWidth(theme.px(480))
        self.body.setSpacing(theme.px(12))
        self._buttons.setSpacing(theme.px(8))
        self._head.setSpacing(theme.px(8))
        self._keep_in_line()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._under() and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._under().rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._loss and self.verb.isEnabled():
            self.verb.click()
        # Every other key stops here: what lies under the dialog does not hear it.

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shade = self.theme.color("desk")
        shade.setAlphaF(_SHADE)
        painter.fillRect(self.rect(), shade)
        painter.end()
