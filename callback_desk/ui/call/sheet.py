"""The white sheet in the middle of a call: a head, what is said, what is answered, and a foot that never moves."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.call_script.form import SayTag
from callback_desk.call_script.wording import Words as Said
from callback_desk.ui.call.more_below import MoreBelow
from callback_desk.ui.call.phone_words import curled
from callback_desk.ui.call.room import Room
from callback_desk.ui.components import (
    ASK_IF_NOT_SAID,
    SAY,
    SAY_AND_NO_MORE,
    SAY_THEN_LISTEN,
    Label,
    Paragraph,
    Run,
    Scroller,
    Themed,
    Words,
    WordsToSay,
    unbroken,
)
from callback_desk.ui.sight import bring_into_sight

WIDEST_PX: Final = 880
# What gives way in a low window, step by step, until every answer is in sight; `closest` of a sheet is how far.
CLOSE: Final = 1  # half the space round the words
OWN_GIVEN: Final = 2  # what a sheet has of its own to give away: crumbs; at 200 % what is only to be done goes below
SMALLER: Final = 3  # words and answers one step of the type table smaller
CLOSEST: Final = 4  # answers in three columns; at 200 % without what they lead to
TAGS: Final = {
    SayTag.SAY: SAY,
    SayTag.SAY_LISTEN: SAY_THEN_LISTEN,
    SayTag.SAY_ONLY: SAY_AND_NO_MORE,
    SayTag.ASK_IF: ASK_IF_NOT_SAID,
}


def said(words: Said) -> Words:
    """Words of the script as runs: what is piped in is 600, and a number in it stays on one line."""
    shown = ((curled(segment.text), segment.strong) for segment in words.segments)
    return tuple(Run(unbroken(text) if strong and text[-1:].isdigit() else text, strong) for text, strong in shown)


class Sheet(Themed, QWidget):
    """What every sheet is. The page brings the keys here; a sheet that does not know one leaves it alone.

    Put what stays into `top`, what may scroll into `body`, buttons into `foot`.
    """

    closest = OWN_GIVEN

    def __init__(self, room: Room, name: str) -> None:
        super().__init__()
        self.room = room
        self.setObjectName("callSheet")
        self.setProperty("sheet", "surface")
        self.setProperty("ringInside", True)  # the sheet takes the focus so that number keys have a place to go
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        # Placed by hand (`_center`) and not by a layout: else every word that changes on the sheet lays out the whole
        # window again, and every page in it.
        self._inside = QWidget(self)
        self._widest = WIDEST_PX
        self.column = QVBoxLayout(self._inside)
        self.top = QVBoxLayout()
        self.scroller = Scroller()
        self._beside_px = 0 if room is Room.TIGHT else Scroller.BAR_PX  # at 200 % the margin is narrower than a bar
        if self._beside_px:
            self.scroller.keep_bar_beside()
        self.body = self.scroller.body
        self.foot = QHBoxLayout()
        self.column.addLayout(self.top)
        self.column.addWidget(self.scroller, 1)
        self.column.addStretch(0)  # takes the room when what scrolls gives way, so that the words do not grow
        self.column.addLayout(self.foot)
        self._blocks: list[WordsToSay] = []
        self._close = 0
        # Qt lays out what scrolls after it has told of a new size: how much room there is is known when that is done.
        self._sized = QTimer(self)
        self._sized.setSingleShot(True)
        self._sized.setInterval(0)
        self._sized.timeout.connect(self._on_sized)
        self._style_now()

    # -- keys, brought by the page

    def press_number(self, key: str) -> bool:
        """A number key outside any text. True when it meant something here."""
        return False

    def type_letter(self, letter: str) -> bool:
        """A letter outside any text; never a command. True when it began a line."""
        return False

    def enter(self) -> None:
        """Enter, with the focus on nothing that takes it."""
        self.go_on()

    def go_on(self) -> None:
        """Page Down."""

    def go_back(self) -> None:
        """Page Up."""

    def leave(self) -> None:
        """Another sheet comes: keep what is typed."""

    def focus_start(self) -> None:
        """Where the hands begin."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- parts of a sheet

    def add_head(self, heading: str, right: QWidget | str = "") -> None:
        """The heading is what you find out; at 200 % it gives way to the words."""
        if self.room is Room.TIGHT or not heading:
            return
        head = QHBoxLayout()
        head.addWidget(Paragraph(heading, face="question", full_width=True), 1)
        beside = Label(right, face="meta", color="ink2") if isinstance(right, str) else right
        head.addWidget(beside, 0, Qt.AlignmentFlag.AlignVCenter)
        self.top.addLayout(head)

    def add_words(self, words: Words, tag: str) -> WordsToSay:
        """The strongest block."""
        block = WordsToSay(words, tag=tag)
        block.set_compact(self.room is Room.TIGHT)
        self.put_words(block)
        return block

    def put_words(self, block: WordsToSay) -> None:
        """What is said, at the top: the space round it gives way where answers would lie below the edge."""
        self.top.addWidget(block)
        self._blocks.append(block)

    # -- the space above gives way before an answer does

    def _says_below(self) -> MoreBelow | None:
        """What knows of the answers below the edge, in sheets that have it."""
        return None

    def _stand_close(self, close: int) -> None:
        """How much of the space round the words has given way: 0 nothing, `closest` all that may."""
        if close != self._close:
            self._close = close
            for block in self._blocks:
                block.set_close(close >= CLOSE)
                block.set_small(close >= SMALLER)
            self._style_now()

    def _make_room(self) -> None:
        """In a low window: step by step, until every answer is in sight. Laid out to its end, so painted once."""
        more = self._says_below()
        if more is None or not self.room.folded or not self.isVisible():
            return
        self._lay_out()  # to its very end: before this stood a question with more answers, or fewer
        while more.answers_too_low() and self._close < self.closest:
            self._stand_close(self._close + 1)
            self._lay_out()

    def _lay_out(self) -> None:
        """At once and to its end, so that it is painted once. Left to itself Qt does it in several turns."""
        more = self._says_below()
        for _ in range(2):  # which answers lie below is known after the first, and wants room of its own
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            if more is not None:
                more.look()

    def _on_sized(self) -> None:
        if self._close:
            self._stand_close(0)
            self._lay_out()
        self._make_room()
        held = self.focusWidget()
        if held is not None and self.scroller.isAncestorOf(held):  # what is being filled in stays in sight
            bring_into_sight(held)

    def _restyle(self) -> None:
        theme, close = self.theme, self._close > 0
        tight = self.room is Room.TIGHT
        side = theme.px(14 if tight else 24 if self.room.folded else 28)
        # What scrolls keeps 6 px for the focus ring, and its bar a place at the right: the sheet gives both back at its
        # sides, so that edges align and no answer moves when there is something to scroll.
        ring, above_all = theme.px(6), theme.px((7 if tight else 14 if self.room.folded else 20) // (2 if close else 1))
        bar = theme.px(self._beside_px)
        self.column.setContentsMargins(side - ring, above_all, side - ring - bar, 0)
        self.column.setSpacing(0)
        self._widest = theme.px(WIDEST_PX) if not self.room.folded else 16_777_215
        self._center()
        self.top.setSpacing(theme.px((7 if tight else 12) // (2 if close else 1)))
        # What scrolls keeps clear of the words above it and of the foot, also when it is scrolled.
        self.top.setContentsMargins(ring, 0, ring + bar, theme.px(4))
        self.body.setContentsMargins(ring, ring, ring, ring)
        self.body.setSpacing(theme.px((6 if tight else 8) // (2 if close else 1)))
        self.foot.setSpacing(theme.px(8 if tight else 12))
        below = theme.px(7 if tight else 12 if self.room.folded else 16)
        self.foot.setContentsMargins(ring, theme.px(4 if tight else 8), ring + bar, below)

    def _center(self) -> None:
        """In the middle, no wider than a line can be read."""
        wide = min(self.width(), self._widest)
        self._inside.setGeometry((self.width() - wide + 1) // 2, 0, wide, self.height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room()  # a question that comes back from behind another sheet was filled while it was hidden

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._center()
        self._sized.start()
