"""The sentences of one part of the call, and the foot that says what is not published yet."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.call_script.script_texts import TextPlace
from callback_desk.call_script.wording_parts import Item, Part
from callback_desk.ui.components import (
    Label,
    Paragraph,
    PrimaryButton,
    QuietButton,
    Scroller,
    SecondaryButton,
    Themed,
    empty_out,
    set_shown,
)
from callback_desk.ui.when import count
from callback_desk.ui.wording.edits import Edits
from callback_desk.ui.wording.item_card import ItemCard

_READ_ONLY = "These are the words of every call. A supervisor can change them."
CHECKING = "Checking…"
CHECKED_NOW = "The whole call is walked through. This takes some seconds."
STOPPED_WORDS = "The check was stopped. Nothing was published, and your words are kept."
_BESIDE_PX = 700
_AT_ONCE = 4  # cards: more than a window shows
_LARGE_TEXT = 1.5


class SentencesView(Themed, QWidget):
    """`publish_wanted()`, `drop_wanted()`, `try_wanted()`; while it is checked `stop_wanted()`."""

    publish_wanted = Signal()
    stop_wanted = Signal()
    drop_wanted = Signal()
    try_wanted = Signal()

    def __init__(self, edits: Edits) -> None:
        super().__init__()
        self._edits = edits
        self.cards: list[ItemCard] = []
        self.part: Part | None = None
        self._may_change = False
        self._to_come: list[Item] = []
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.setInterval(0)
        self._more.timeout.connect(self._on_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._sides = QHBoxLayout()
        self.left = Label("Shipped", face="meta_strong", color="ink2")
        self.right = Label("Ours", face="meta_strong", color="ink2")
        self._sides.addWidget(self.left, 1)
        self._sides.addWidget(self.right, 1)
        column.addLayout(self._sides)
        self.scroller = Scroller()
        column.addWidget(self.scroller, 1)
        self._foot = QHBoxLayout()
        self.said = Paragraph("", color="ink2", full_width=True)
        self.drop = QuietButton("Drop the changes", icon_name="undo")
        self.drop.clicked.connect(self.drop_wanted)
        self.walk = SecondaryButton("Try the call", icon_name="play")
        self.walk.clicked.connect(self.try_wanted)
        self.publish = PrimaryButton("Check and publish")
        self.publish.setObjectName("publishWording")
        self.publish.clicked.connect(self.publish_wanted)
        self.stop = SecondaryButton("Stop", icon_name="close")
        self.stop.setAccessibleName("Stop the check")
        self.stop.clicked.connect(self.stop_wanted)
        set_shown(self.stop, False)
        self._foot.addWidget(self.said, 1)
        for button in (self.drop, self.walk, self.stop, self.publish):
            self._foot.addWidget(button)
        column.addLayout(self._foot)
        self._column = column
        edits.changed.connect(self._on_changed)
        self._style_now()

    def show_part(self, part: Part, *, may_change: bool) -> None:
        """Other sentences; where one is stays where one was when it is the same part again."""
        same = self.part is not None and self.part.name == part.name
        at = self.scroller.verticalScrollBar().value() if same else 0
        self.part, self._may_change = part, may_change
        body = self.scroller.body
        empty_out(body)
        self.cards, self._to_come = [], list(part.items)
        body.addStretch(1)
        self._build(_AT_ONCE)
        for shown in (self.drop, self.publish):
            set_shown(shown, may_change)
        self._fold()
        self._on_changed(None)
        if at:
            self._build(len(self._to_come))
            self.scroller.verticalScrollBar().setValue(at)

    def go_to(self, place: TextPlace) -> None:
        """Bring a sentence into sight and the caret into it."""
        self._build(len(self._to_come))
        for card in self.cards:
            row = card.row_at(place)
            if row is not None:
                (row.edit or row).setFocus()
                self.scroller.ensureWidgetVisible(row)
                return

    def _build(self, many: int) -> None:
        """Make the next cards; a long part comes bit by bit, so that the window never stands still."""
        for item in self._to_come[:many]:
            card = ItemCard(item, self._edits, may_change=self._may_change)
            self.cards.append(card)
            self.scroller.body.insertWidget(self.scroller.body.count() - 1, card)
        self._to_come = self._to_come[many:]
        if self._to_come:
            self._more.start()
        else:
            self._more.stop()

    def _on_more(self) -> None:
        self._build(1)

    def set_busy(self, busy: bool) -> None:
        """While it is checked: nothing else is begun, and it can be stopped."""
        for button in (self.publish, self.walk, self.drop):
            button.setEnabled(not busy)
        self.publish.set_label(CHECKING if busy else "Check and publish")
        set_shown(self.stop, busy)
        if busy:
            self.said.set_words(CHECKED_NOW)
        else:
            self._on_changed(None)

    def say_stopped(self) -> None:
        """The check was stopped: what was typed is where it was."""
        self.said.set_words(STOPPED_WORDS)
        self.publish.setFocus()

    def _on_changed(self, place: object) -> None:
        at = place if isinstance(place, TextPlace) else None
        for card in self.cards:
            card.show_now(at)
        changed = len(self._edits.places)
        if not self._may_change:
            self.said.set_words(_READ_ONLY)
            return
        if changed:
            self.said.set_words(f"{count(changed, 'sentence')} changed and not published. They are kept on this desk.")
        else:
            self.said.set_words("Change a sentence on the right. Nothing is read aloud before you publish it.")
        set_shown(self.drop, bool(changed))
        if changed:
            self.publish.open_again()
        else:
            self.publish.close_with("Nothing is changed.")

    def _fold(self) -> None:
        """Large text: the words first. What stands under one another needs no heads of columns."""
        beside = self.width() >= self.theme.px(_BESIDE_PX)
        for head in (self.left, self.right):
            set_shown(head, beside and self._may_change)
        set_shown(self.said, self.theme.scale < _LARGE_TEXT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _restyle(self) -> None:
        theme = self.theme
        self._column.setSpacing(theme.px(6))
        self._sides.setSpacing(theme.px(20))
        self._sides.setContentsMargins(theme.px(26), 0, theme.px(40), 0)
        self.scroller.body.setSpacing(theme.px(12))
        self._foot.setSpacing(theme.px(12))
        self._foot.setContentsMargins(theme.px(6), theme.px(4), theme.px(6), 0)
