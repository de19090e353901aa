"""Counts: tiles with a hairline between, and the strip of an import's piles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from callback_desk.ui.components.base import TextBlock, Themed, mnemonic_safe
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.icons import pixmap
from callback_desk.ui.theme import current_theme
from callback_desk.ui.tokens import CARD_RADIUS_PX


class StatTile(Themed, QPushButton):
    """A count, a plain label, a line of words. A link to its list: `clicked`. Name: label, count, words.

    `boxed` is a pile of an import: a border, a colour square, chosen or not. `narrow` is 32 px figures.
    """

    def __init__(
        self,
        label: str,
        count: int | str = "",
        words: str = "",
        *,
        icon_name: str = "",
        narrow: bool = False,
        boxed: bool = False,
        swatch: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label, self._words = label, words
        self._icon_name, self._narrow, self._boxed, self._swatch = icon_name, narrow, boxed, swatch
        self._count = ""
        self.setAutoDefault(False)
        self.setCheckable(boxed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_count(count, words)
        self._style_now()

    def set_count(self, count: int | str, words: str | None = None) -> None:
        """Another count, and its words when given. Thousands get a comma."""
        self._count = f"{count:,}" if isinstance(count, int) else count
        self._words = self._words if words is None else words
        self.setText(mnemonic_safe(self._label))
        self.setAccessibleName(f"{self._label}, {self._count}. {self._words}".rstrip(". "))
        self.updateGeometry()
        self.update()

    def _stat_token(self) -> str:
        return "stat_narrow" if self._narrow or self._boxed else "stat"

    def _side_px(self) -> int:
        return self.theme.px(15 if self._boxed else 0)

    def _top_row_px(self) -> int:
        return self.theme.px(24) if (self._icon_name or self._swatch) else 0

    def _below(self) -> TextBlock:
        if self._boxed:
            return TextBlock(self._label, face="meta", strong=self.isChecked())
        if self._icon_name:
            return TextBlock(self._words, face="meta")
        return TextBlock(self._label, face="meta")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = self.theme
        inner = width - 2 * self._side_px() - theme.px(8)
        pad = theme.px(20 if self._boxed else 4)
        below = self._below().height(inner) if self._below().runs[0].text else 0
        return self._top_row_px() + theme.line_px(self._stat_token()) + below + pad + theme.px(4)

    def sizeHint(self) -> QSize:
        width = self.theme.px(150)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = self.theme.px(80)
        return QSize(width, self.heightForWidth(self.theme.px(150)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        over = self.underMouse() and self.isEnabled()
        if self._boxed:
            chosen = self.isChecked()
            draw_box(
                painter,
                box,
                fill=theme.color("tint" if chosen else ("sunken" if over else "surface")),
                edge=theme.color("accent" if chosen else "line"),
                edge_px=2 if chosen else 1,
                radius_px=CARD_RADIUS_PX,
            )
        elif over:
            draw_box(painter, box, fill=theme.color("sunken"), edge=None)
        left, top = self._side_px(), theme.px(10 if self._boxed else 2)
        self._paint_top_row(painter, left, top)
        top += self._top_row_px()
        painter.setFont(theme.font(self._stat_token()))
        painter.setPen(theme.color("ink"))
        line = theme.line_px(self._stat_token())
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, top, box.width() - left, line), middle, self._count)
        color = "ink" if self._boxed or not self._icon_name else "ink2"
        below = QRectF(left, top + line, box.width() - 2 * left - theme.px(8), box.height())
        self._below().paint(painter, below, theme.color(color))
        painter.end()

    def _paint_top_row(self, painter: QPainter, left: float, top: float) -> None:
        theme = self.theme
        if self._swatch:
            square = QRectF(left, top + theme.px(5), theme.px(14), theme.px(14))
            draw_box(painter, square, fill=pile_color(self._swatch), edge=None, radius_px=3)
            left += theme.px(22)
        if self._icon_name:
            drawn = pixmap(self._icon_name, "ink2", 18, self.devicePixelRatioF())
            painter.drawPixmap(round(left), round(top + theme.px(3)), drawn)
            left += theme.px(26)
        if self._icon_name and not self._boxed:
            painter.setFont(theme.font("strong"))
            painter.setPen(theme.color("ink"))
            row = QRectF(left, top, self.width() - left, theme.px(24))
            painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._label)


def pile_color(token: str) -> QColor:
    """Colour of a pile: a token, or two tokens mixed in equal parts, "accent+tint_edge"."""
    theme = current_theme()
    parts = [theme.color(part) for part in token.split("+")]
    return QColor(
        sum(part.red() for part in parts) // len(parts),
        sum(part.green() for part in parts) // len(parts),
        sum(part.blue() for part in parts) // len(parts),
    )


@dataclass(frozen=True, slots=True)
class Pile:
    """One part of a strip: its label, how many, a colour token."""

    label: str
    count: int
    color: str


class BarStrip(Themed, QWidget):
    """All rows of an import as one bar, 12 high; a pile that is not empty gets 8 px at least."""

    def __init__(self, piles: Sequence[Pile] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._piles: tuple[Pile, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_piles(piles)
        self._style_now()

    def set_piles(self, piles: Sequence[Pile]) -> None:
        """Show other piles, in the order of the sum."""
        self._piles = tuple(piles)
        self.setAccessibleName(", ".join(f"{pile.label}: {pile.count:,}" for pile in self._piles))
        self.update()

    def widths(self, width_px: float) -> list[float]:
        """Width of each pile in px; empty piles 0; together `width_px` less the gaps."""
        theme = self.theme
        shown = [pile for pile in self._piles if pile.count > 0]
        total = sum(pile.count for pile in shown)
        room = width_px - theme.px(2) * max(len(shown) - 1, 0)
        if not shown or total <= 0:
            return [0.0 for _ in self._piles]
        least = min(float(theme.px(8)), room / len(shown))
        spare = room - least * len(shown)
        return [least + spare * pile.count / total if pile.count > 0 else 0.0 for pile in self._piles]

    def _restyle(self) -> None:
        self.setFixedHeight(self.theme.px(12))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), theme.px(3), theme.px(3))
        painter.setClipPath(shape)
        if not any(pile.count for pile in self._piles):
            painter.fillRect(self.rect(), theme.color("desk"))
        left = 0.0
        for pile, width in zip(self._piles, self.widths(self.width()), strict=True):
            if width:
                painter.fillRect(QRectF(left, 0, width, self.height()), pile_color(pile.color))
                left += width + theme.px(2)
        painter.end()
