"""A place that is kept for words to say: the list under it stays where it is when another answer is looked up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from callback_desk.ui.components import SAY, TextBlock, Words, WordsToSay, plain
from callback_desk.ui.components.drawing import draw_box

NOTHING_YET: Final = "Press the number of what they say. The words to say come here."


class WordsPlace(WordsToSay):
    """As high as the longest of `all_words`, so that no control moves when others are shown (design, section 9).

    While nothing is chosen it is no tint, which means *say this*, but a dashed box that says what to press.
    """

    def __init__(self, all_words: Sequence[Words], *, tag: str = SAY, hint: str = NOTHING_YET) -> None:
        self._all = [WordsToSay(words, tag=tag) for words in all_words]
        self._hint = TextBlock(hint)
        super().__init__("", tag=tag)
        self.setAccessibleName(hint)

    def set_close(self, close: bool) -> None:
        for one in self._all:
            one.set_close(close)
        super().set_close(close)

    def set_small(self, small: bool) -> None:
        for one in self._all:
            one.set_small(small)
        super().set_small(small)

    def heightForWidth(self, width: int) -> int:
        return max((one.heightForWidth(width) for one in self._all), default=super().heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        if plain(self._block.runs):
            super().paintEvent(event)
            return
        theme = self.theme
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), fill=theme.color("surface"), edge=theme.color("edge"), dashed=True)
        left, top, right, _ = self._paddings()
        place = QRectF(left, top, self.width() - left - right, self.height())
        self._hint.paint(painter, place, theme.color("ink2"))
        painter.end()
