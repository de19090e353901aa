"""A chart in the window: the marks of `chart_layout`, in the letters and colours of the look that is worn."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from callback_desk.domain.chart_layout import lay_out
from callback_desk.domain.charts import Chart, says_of
from callback_desk.domain.marks import Align, Dot, Face, Ink, Mark, Picture, Stroke
from callback_desk.ui.components import Themed
from callback_desk.ui.theme import Theme, current_theme

_COLORS: Final = {
    Ink.FIGURE: "accent",
    Ink.GRID: "line",
    Ink.RULE: "edge",
    Ink.TEXT: "ink",
    Ink.QUIET: "ink2",
}
_FACES: Final = {Face.BODY: "figures", Face.STRONG: "strong", Face.SMALL: "time"}
_LEAST_WIDTH_PX: Final = 240


class WindowRuler:
    """Fits `domain.marks.Ruler`: px of the window, in the look that is worn."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._metrics = {face: QFontMetricsF(theme.font(token)) for face, token in _FACES.items()}

    @property
    def unit(self) -> float:
        return self._theme.scale

    def width(self, words: str, face: Face) -> float:
        return self._metrics[face].horizontalAdvance(words)

    def line(self, face: Face) -> float:
        return float(self._theme.line_px(_FACES[face]))

    def baseline(self, face: Face) -> float:
        metrics = self._metrics[face]
        return (self.line(face) - metrics.height()) / 2 + metrics.ascent()


def paint(painter: QPainter, picture: Picture, theme: Theme) -> None:
    """Put the marks on whatever is painted on, in the order they have."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ruler = WindowRuler(theme)
    for mark in picture.marks:
        _paint_mark(painter, mark, theme, ruler)
    painter.restore()


def _paint_mark(painter: QPainter, mark: Mark, theme: Theme, ruler: WindowRuler) -> None:
    color = theme.color(_COLORS[mark.ink])
    if isinstance(mark, Stroke):
        pen = QPen(color, mark.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if mark.dashed:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawLine(QLineF(mark.x1, mark.y1, mark.x2, mark.y2))
    elif isinstance(mark, Dot):
        ring = theme.px(2)
        painter.setPen(QPen(color, ring))
        painter.setBrush(theme.color("surface") if mark.hollow else color)
        radius = mark.radius - ring / 2
        painter.drawEllipse(QPointF(mark.x, mark.y), radius, radius)
    else:
        wide = ruler.width(mark.words, mark.face)
        left = mark.x - {Align.LEFT: 0.0, Align.MIDDLE: wide / 2, Align.RIGHT: wide}[mark.align]
        painter.setPen(color)
        painter.setFont(theme.font(_FACES[mark.face]))
        painter.drawText(QPointF(left, mark.y), mark.words)


class MarksView(Themed, QWidget):
    """One chart, as wide as its place and as high as it must be. A screen reader hears all of it in words."""

    def __init__(self, chart: Chart, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = chart
        self._laid: tuple[float, Theme, Picture] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(says_of(chart))
        self._style_now()

    def picture(self, width: float) -> Picture:
        """The marks at this width, in px."""
        theme = current_theme()
        if self._laid is None or self._laid[:2] != (width, theme):
            self._laid = width, theme, lay_out(self._chart, width, WindowRuler(theme))
        return self._laid[2]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self.picture(float(width)).height + 0.5)

    def sizeHint(self) -> QSize:
        width = self.theme.px(720)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(_LEAST_WIDTH_PX), self.theme.px(120))

    def _restyle(self) -> None:
        self._laid = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(QRectF(self.rect()))
        paint(painter, self.picture(float(self.width())), self.theme)
        painter.end()
