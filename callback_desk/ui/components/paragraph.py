"""Running text and one-line labels: plain text only, in the line heights of the design."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from callback_desk.ui.components.base import TextBlock, Themed, Words, as_runs, plain

_LONGEST_LINE_CHARACTERS = 75


class Paragraph(Themed, QLabel):
    """Text that wraps and never elides. Role: static text; its name is the text itself.

    `face` is a line of the type table, `color` a colour token. Lines are 75 characters at most unless `full_width`.
    """

    def __init__(
        self,
        words: Words = "",
        *,
        face: str = "body",
        color: str = "ink",
        strong: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        full_width: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._face = face
        self._color = color
        self._strong = strong
        self._align = align
        self._full_width = full_width
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._block = TextBlock("", face=face, strong=strong, align=align)
        self.set_words(words)
        self._style_now()

    def set_words(self, words: Words) -> None:
        """Show other words; the same words again cost nothing."""
        if as_runs(words) == self._block.runs:
            return
        self._block = TextBlock(words, face=self._face, strong=self._strong, align=self._align)
        self.setText(plain(words))
        self.updateGeometry()
        self.update()

    def set_color(self, color: str) -> None:
        """Use another colour token."""
        self._color = color
        self.update()

    def line_count(self) -> int:
        """Lines at the present width."""
        return self._block.line_count(self._measure(self.width()))

    def _restyle(self) -> None:
        self.setFont(self.theme.font(self._face, strong=self._strong))

    def _measure(self, width: float) -> float:
        if self._full_width:
            return width
        letter = self.fontMetrics().averageCharWidth()
        return min(width, float(letter * _LONGEST_LINE_CHARACTERS * 1.12))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._block.height(self._measure(width))

    def sizeHint(self) -> QSize:
        width = int(self._measure(self._block.natural_width() + 1)) + 1
        return QSize(width, self._block.height(self._measure(width)))

    def minimumSizeHint(self) -> QSize:
        width = min(int(self._block.minimum_width()) + 1, self.theme.px(160))
        return QSize(width, self.theme.line_px(self._face))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = self._measure(self.width())
        left = 0.0
        if self._align == Qt.AlignmentFlag.AlignRight:
            left = self.width() - width
        elif self._align in (Qt.AlignmentFlag.AlignCenter, Qt.AlignmentFlag.AlignHCenter):
            left = (self.width() - width) / 2
        self._block.paint(painter, QRectF(left, 0, width, self.height()), self.theme.color(self._color))
        painter.end()


class Label(Themed, QLabel):
    """One line that does not wrap: titles, times, numbers. Never elides; its least width is its text."""

    def __init__(
        self,
        text: str = "",
        *,
        face: str = "body",
        color: str = "ink",
        strong: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._face = face
        self._color = color
        self._strong = strong
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._style_now()

    def set_color(self, color: str) -> None:
        """Use another colour token."""
        self._color = color
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self.theme.font(self._face, strong=self._strong))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self.theme.color(self._color))
        self.setPalette(palette)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.theme.line_px(self._face))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
