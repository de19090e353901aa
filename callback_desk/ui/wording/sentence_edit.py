"""One sentence to change: as high as its words, pipes drawn as what they are, Tab leaves it."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from callback_desk.ui.components import Themed
from callback_desk.ui.theme import current_theme

_PIPE: Final = re.compile(r"\[[^\[\]]+\]")
_LEAST_LINES: Final = 1
_AROUND_PX: Final = 20  # above and below the words: padding and border


class _Pipes(QSyntaxHighlighter):
    """What is filled in by the program is 600 and petrol, so that nobody types over it by mistake."""

    def highlightBlock(self, text: str) -> None:
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.DemiBold)
        look.setForeground(current_theme().color("accent"))
        for found in _PIPE.finditer(text):
            self.setFormat(found.start(), found.end() - found.start(), look)


class SentenceEdit(Themed, QPlainTextEdit):
    """Plain text. A line break is a blank: a sentence is one line, however long."""

    def __init__(self, name: str, words: str, *, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pipes = _Pipes(self.document())
        self.textChanged.connect(self._fit)
        self._style_now()

    @property
    def words(self) -> str:
        return " ".join(self.toPlainText().split())

    def set_words(self, words: str) -> None:
        """Other words, unless they are these: the caret stays where it is."""
        if words != self.toPlainText():
            self.setPlainText(words)

    def set_wrong(self, wrong: bool) -> None:
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def _restyle(self) -> None:
        self.setFont(self.theme.font("body"))
        self.setCursorWidth(self.theme.px(2))
        self._pipes.rehighlight()
        self._fit()

    def _fit(self) -> None:
        document: QTextDocument = self.document()
        lines = sum(max(1, self._lines_of(number)) for number in range(document.blockCount()))
        line_px = self.fontMetrics().lineSpacing()
        high = max(_LEAST_LINES, lines) * line_px + self.theme.px(_AROUND_PX) + round(2 * document.documentMargin())
        if self.height() != high or self.minimumHeight() != high:
            self.setFixedHeight(high)

    def _lines_of(self, number: int) -> int:
        block = self.document().findBlockByNumber(number)
        self.blockBoundingRect(block)  # lays it out for the present width
        return block.layout().lineCount()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(320), self.height())
