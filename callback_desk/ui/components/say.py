"""What is read aloud, and what is done in silence."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from callback_desk.ui.components.base import Run, TextBlock, Themed, Words, as_runs, plain
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.icons import pixmap
from callback_desk.ui.theme import current_theme
from callback_desk.ui.tokens import RADIUS_PX

SAY = "Say this"
SAY_THEN_LISTEN = "Say this, then listen"
SAY_AND_NO_MORE = "Say this, and no more"
ASK_IF_NOT_SAID = "Ask only if it was not said already"


class WordsToSay(Themed, QLabel):
    """The strongest block of a call: tint, a bar, a tag, the words in quotation marks, names at weight 600.

    Role: static text; its name is tag and words. `compact` drops the tag (200 % text, folded windows).
    """

    def __init__(
        self, words: Words = "", *, tag: str = SAY, quoted: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tag = tag
        self._quoted = quoted
        self._compact = False
        self._close = False
        self._face = "say"
        self._block = TextBlock("", face=self._face)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_words(words, tag=tag)
        self._style_now()

    def set_words(self, words: Words, *, tag: str | None = None) -> None:
        """Other words to say. The quotation marks are put round them here."""
        before, self._tag = self._tag, self._tag if tag is None else tag
        runs = as_runs(words)
        if self._quoted and plain(runs):
            runs = (Run("“"), *runs, Run("”"))
        if runs == self._block.runs and before == self._tag and self.accessibleName():
            return
        self._block = TextBlock(runs, face=self._face)
        self.setText(plain(words))
        self.setAccessibleName(f"{self._tag}: {plain(words)}" if plain(words) else self._tag)
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """The tag gives way to the words."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    def set_close(self, close: bool) -> None:
        """Half the space above and below: in a low window it gives way before an answer does."""
        self._close = close
        self.updateGeometry()
        self.update()

    def set_small(self, small: bool) -> None:
        """One step of the type table smaller, and no more: in a low window, so that the answers are in sight."""
        face = "answer" if small else "say"
        if face == self._face:
            return
        self._face = face
        self._block = TextBlock(self._block.runs, face=face)
        self.updateGeometry()
        self.update()

    def _paddings(self) -> tuple[int, int, int, int]:
        theme = self.theme
        left, right = theme.px(26 if not self._compact else 15), theme.px(20)
        top, bottom = (12, 16) if not self._compact else (5, 7)
        if self._close:
            top, bottom = top // 2, bottom // 2
        return left, theme.px(top), right, theme.px(bottom)

    def _tag_px(self) -> int:
        return 0 if self._compact or not self._tag else self.theme.px(28)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        left, top, right, bottom = self._paddings()
        return top + self._tag_px() + self._block.height(width - left - right) + bottom

    def sizeHint(self) -> QSize:
        width = self.theme.px(480)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(46))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        draw_box_with_bar(painter, box, fill="tint", bar="accent")
        left, top, right, _ = self._paddings()
        if self._tag_px():
            drawn = pixmap("speech", "accent", 18, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, top + theme.px(3)), drawn)
            painter.setFont(theme.font("meta_strong"))
            painter.setPen(theme.color("accent"))
            rect = QRectF(left + theme.px(26), top, box.width() - left - right, theme.px(24))
            painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._tag)
        words = QRectF(left, top + self._tag_px(), box.width() - left - right, box.height())
        self._block.paint(painter, words, theme.color("ink"))
        painter.end()


def draw_box_with_bar(painter: QPainter, box: QRectF, *, fill: str, bar: str, edge: str = "", bar_px: int = 6) -> None:
    """A tinted box with a bar on its left edge; `edge` "" for none. All are colour tokens."""
    theme = current_theme()
    color = theme.color(edge) if edge else None
    draw_box(painter, box, fill=theme.color(fill), edge=color, radius_px=RADIUS_PX)
    painter.save()
    painter.setClipRect(QRectF(box.left(), box.top(), theme.px(bar_px), box.height()))
    draw_box(painter, box, fill=theme.color(bar), edge=None, radius_px=RADIUS_PX)
    painter.restore()


class DoLine(Themed, QLabel):
    """A thing to do, never to say: a hand and one or more lines of 16 px, no box."""

    def __init__(self, words: Words = "", *, icon_name: str = "hand", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._block = TextBlock(words)
        self.set_words(words)
        self._style_now()

    def set_words(self, words: Words) -> None:
        """Other words; the same words again cost nothing."""
        if as_runs(words) == self._block.runs and self.text() == plain(words):
            return
        self._block = TextBlock(words)
        self.setText(plain(words))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._block.height(width - self.theme.px(30))

    def sizeHint(self) -> QSize:
        width = min(round(self._block.natural_width()) + self.theme.px(32), self.theme.px(640))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        drawn = pixmap(self._icon_name, "ink2", 20, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(0, theme.px(2)), drawn)
        rect = QRectF(theme.px(30), 0, self.width() - theme.px(30), self.height())
        self._block.paint(painter, rect, theme.color("ink"))
        painter.end()
