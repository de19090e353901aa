"""What every part shares: hearing of a new theme, laying out plain words, drawing a key cap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLayout, QWidget

from callback_desk.ui.theme import Theme, current_theme, theme_changes

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # a mixin beside a Qt class; only the type checker sees the widget

_ROUNDING_PX: Final = 2.0  # an advance and a line laid out differ by less
_WORD_JOINER: Final = "\u2060"
_NO_BREAK_SPACE: Final = "\u00a0"
# A serial or case number must not break at its hyphens: "4KX-0917-QD".
_IDENTIFIER = re.compile(r"(?=[\w-]*\d)\w+(?:-\w+)+")


class Themed(_Widget):
    """A widget that takes its sizes and fonts from the theme again whenever the theme changes.

    A subclass overrides `_restyle` and calls `_style_now` last in its `__init__`.
    """

    _styled_as: Theme | None = None  # the look its sizes and fonts were taken from

    def _restyle(self) -> None:
        """Set fonts, sizes and palette from `self.theme`."""

    def _style_now(self) -> None:
        self._styled_as = self.theme
        self._restyle()
        self.updateGeometry()

    @property
    def theme(self) -> Theme:
        return current_theme()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Under a style sheet Qt also tells of a style change, and the whole tree of it, whatever gets another parent:
        # a part that was put into its place five times would be measured five times.
        if (
            event.type() == QEvent.Type.StyleChange
            and self._styled_as is not None
            and (theme_changes() or self._styled_as != self.theme)
        ):
            self._style_now()
            self.update()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of plain text: `strong` is weight 600, `color` a colour token or "" for the paragraph's own."""

    text: str
    strong: bool = False
    color: str = ""


Words = str | Run | Sequence[str | Run]


def as_runs(words: Words) -> tuple[Run, ...]:
    """Words in any of their forms as runs."""
    if isinstance(words, str):
        return (Run(words),)
    if isinstance(words, Run):
        return (words,)
    return tuple(part if isinstance(part, Run) else Run(part) for part in words)


def plain(words: Words) -> str:
    """The words without their strength: for accessible names."""
    return "".join(run.text for run in as_runs(words))


def unbroken(text: str) -> str:
    """A telephone number or name that must stay on one line: its spaces do not break."""
    return text.replace(" ", _NO_BREAK_SPACE)


def mnemonic_safe(text: str) -> str:
    """A label for a Qt button: an ampersand is an ampersand, never a shortcut."""
    return text.replace("&", "&&")


def _joined(text: str) -> str:
    return _IDENTIFIER.sub(lambda m: m[0].replace("-", f"{_WORD_JOINER}-{_WORD_JOINER}"), text)


class TextBlock:
    """Plain words laid out to a width with the line height of the design. Wraps, never elides.

    What was measured is kept as long as the block and the look, because Qt asks for the same heights again and again
    while it lays out a page. Nothing is kept beside the block: words of one person go with the widget that showed them.
    """

    def __init__(
        self,
        words: Words,
        *,
        face: str = "body",
        strong: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        self.runs = as_runs(words)
        self._face = face
        self._strong = strong
        self._align = align
        self._look: Theme | None = None
        self._line_px = 0
        self._advances: list[float] | None = None  # of each paragraph on one line, in px
        self._minimum: float | None = None
        self._lines: dict[float, int] = {}  # by width in px
        self._fonts: dict[bool, QFont] = {}
        self._laid: tuple[float, list[QTextLayout]] | None = None  # the last width alone: layouts are large

    def natural_width(self) -> float:
        """Width of the longest line when nothing wraps, in px."""
        return max(self._paragraph_widths(), default=0.0)

    def minimum_width(self) -> float:
        """Width of the longest word, in px: below it a word would have to break."""
        self._keep_to_look()
        if self._minimum is None:
            pieces = (Run(word, run.strong) for run in self.runs for word in _joined(run.text).split(" "))
            self._minimum = max((self._advance((piece,)) for piece in pieces), default=0.0)
        return self._minimum

    def line_count(self, width: float) -> int:
        self._keep_to_look()
        if width not in self._lines:
            whole = all(advance + _ROUNDING_PX <= width for advance in self._paragraph_widths())
            self._lines[width] = (
                len(self._paragraph_widths()) if whole else sum(laid.lineCount() for laid in self._layouts(width))
            )
        return self._lines[width]

    def height(self, width: float) -> int:
        """Height in px at a width in px."""
        if current_theme() is self._look and width in self._lines:
            return self._lines[width] * self._line_px
        return self.line_count(width) * self._line_px

    def paint(self, painter: QPainter, rect: QRectF, color: QColor) -> None:
        """Paint from the top of `rect`; `color` is for runs that name none."""
        theme = current_theme()
        line_px = theme.line_px(self._face)
        top = rect.top()
        for layout in self._layouts(rect.width()):
            painter.setPen(color)
            for index in range(layout.lineCount()):
                line = layout.lineAt(index)
                # Qt lays lines one under the other by the font's own height; the design has its own.
                line.setPosition(QPointF(line.position().x(), index * line_px + (line_px - line.height()) / 2))
            layout.draw(painter, QPointF(rect.left(), top))
            top += layout.lineCount() * line_px

    def _keep_to_look(self) -> None:
        """Another look has other letters: what was measured in the one before is forgotten."""
        theme = current_theme()
        if theme is not self._look:
            self._look, self._line_px = theme, theme.line_px(self._face)
            self._advances = self._minimum = self._laid = None
            self._lines.clear()
            self._fonts.clear()

    def _paragraph_widths(self) -> list[float]:
        self._keep_to_look()
        if self._advances is None:
            self._advances = [self._advance(line) for line in self._paragraphs()]
        return self._advances

    def _font(self, strong: bool) -> QFont:
        strong = strong or self._strong
        if strong not in self._fonts:
            self._fonts[strong] = current_theme().font(self._face, strong=strong)
        return self._fonts[strong]

    def _advance(self, runs: Sequence[Run]) -> float:
        return sum(QFontMetricsF(self._font(run.strong)).horizontalAdvance(_joined(run.text)) for run in runs)

    def _paragraphs(self) -> list[list[Run]]:
        paragraphs: list[list[Run]] = [[]]
        for run in self.runs:
            first, *rest = run.text.split("\n")
            paragraphs[-1].append(Run(first, run.strong, run.color))
            paragraphs.extend([Run(text, run.strong, run.color)] for text in rest)
        return paragraphs

    def _layouts(self, width: float) -> list[QTextLayout]:
        self._keep_to_look()
        if self._laid is None or self._laid[0] != width:
            self._laid = width, [self._layout(paragraph, max(width, 1.0)) for paragraph in self._paragraphs()]
        return self._laid[1]

    def _layout(self, runs: Sequence[Run], width: float) -> QTextLayout:
        theme = current_theme()
        text = ""
        formats: list[QTextLayout.FormatRange] = []
        for run in runs:
            shown = _joined(run.text)
            look = QTextLayout.FormatRange()
            look.start = len(text)
            look.length = len(shown)
            shape = QTextCharFormat()
            shape.setFont(self._font(run.strong))
            if run.color:
                shape.setForeground(theme.color(run.color))
            look.format = shape
            formats.append(look)
            text += shown
        layout = QTextLayout(text, self._font(False))
        option = QTextOption(self._align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(formats)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
        layout.endLayout()
        return layout


def set_shown(widget: QWidget, shown: bool) -> None:
    """Show or hide a part of a page. A part that has no parent yet never becomes a window of its own."""
    if shown is not widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
        return  # as it is already: Qt would lay out what is round it
    if not shown:
        widget.hide()
    elif widget.parentWidget() is not None:
        widget.show()
    else:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_Hidden, False)


@contextmanager
def laid_out_once(*layouts: QLayout) -> Iterator[None]:
    """Fill what is on the screen: nothing is laid out before the end. Else Qt does it for every part that is shown.

    A layout inside another goes by the outermost; whoever calls has the layout done afterwards, or leaves it to Qt.
    """
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in layouts:
            layout.setEnabled(True)


def empty_out(layout: QLayout) -> None:
    """Take everything out of a layout: what was shown of others does not stay in the window."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif isinstance(item, QLayout):  # never item.layout(): PySide would make the layout its own owner
            empty_out(item)
