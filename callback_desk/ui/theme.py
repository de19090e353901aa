"""The theme: light or dark, at a text scale. Everything on screen takes its colours, fonts and sizes from here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

from callback_desk.domain.errors import DeskBug
from callback_desk.ui.tokens import FALLBACK_FAMILIES, FAMILY, PALETTES, RING_GAP_PX, RING_PX, TYPE, Mode

_STYLED: Final = "desk_style"
_PLACEHOLDER = re.compile(r"@(?:(?P<size>\d+)px|(?P<token>[a-z_0-9]+))@")


@cache
def theme_dir() -> Path:
    """Where fonts, icons and the style sheet lie: inside the installed package, or in the source tree."""
    package = Path(__file__).resolve().parents[1]
    for candidate in (package / "_resources" / "theme", package.parent / "resources" / "theme"):
        if candidate.is_dir():
            return candidate
    raise DeskBug("The folder of fonts and icons is missing from the program.", code="theme-missing")


@dataclass(frozen=True, slots=True)
class Theme:
    """A look: `mode` light or dark, `scale` 1.0 to 2.0 for every size, icon and target."""

    mode: Mode = Mode.LIGHT
    scale: float = 1.0

    def __post_init__(self) -> None:
        if not 1.0 <= self.scale <= 2.0:
            raise DeskBug("Text scale lies between 1.0 and 2.0.", code="theme-scale")

    def px(self, size_px: float) -> int:
        """A size of the design at this scale; nothing that was there ever becomes 0."""
        if self.scale == 1 and type(size_px) is int:  # asked for hundreds of times while a page is laid out
            return size_px
        scaled = round(size_px * self.scale)
        return max(scaled, 1) if size_px > 0 else scaled

    def color(self, token: str) -> QColor:
        """The colour of a token of the design. A name outside the table is our mistake."""
        try:
            return QColor(PALETTES[self.mode][token])
        except KeyError as missing:
            raise DeskBug(f"There is no colour token {token}.", code="theme-token") from missing

    def font(self, token: str, *, strong: bool = False) -> QFont:
        """The font of a line of the type table; `strong` is weight 600 at the same size."""
        return QFont(_font(self, token, strong))

    def line_px(self, token: str) -> int:
        """Height of one line of running text, scaled."""
        return self.px(TYPE[token].line_px)

    def style_sheet(self, template: str) -> str:
        """Fill @token@ and @8px@ of a style sheet. An unknown token raises DeskBug."""

        def fill(match: re.Match[str]) -> str:
            if match["size"]:
                return f"{self.px(int(match['size']))}px"
            return self.color(match["token"]).name()

        return _PLACEHOLDER.sub(fill, template)

    def palette(self) -> QPalette:
        """The Qt palette, for the parts Qt draws itself."""
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "desk",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "sunken",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ToolTipBase: "ink",
            QPalette.ColorRole.ToolTipText: "surface",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.PlaceholderText: "ink2",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "on_accent",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.Accent: "accent",
            QPalette.ColorRole.Light: "surface",
            QPalette.ColorRole.Mid: "line",
            QPalette.ColorRole.Dark: "edge",
            QPalette.ColorRole.Shadow: "edge",
        }
        for role, token in roles.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("ink2"))
        return palette

    def apply(self, app: QApplication) -> None:
        """Put this look on every window, now and later. Widgets hear of it by a style change."""
        load_fonts()
        _worn.append(self)
        try:
            if not app.property(_STYLED):  # once: under a style sheet `app.style()` is Qt's wrapper, never ours
                app.setStyle(DeskStyle())
                app.setProperty(_STYLED, True)
            app.setPalette(self.palette())
            app.setFont(self.font("body"))
            template = (theme_dir() / "desk.qss").read_text(encoding="utf-8")
            app.setStyleSheet(self.style_sheet(template))
        finally:
            del _worn[:-1]


#: The look of the program, last; the one before it only while another is being put on. Not kept with the application:
#: it is asked for hundreds of times while a page is laid out.
_worn: Final = [Theme()]


@cache  # every part of a page asks for its fonts whenever it is made
def _font(theme: Theme, token: str, strong: bool) -> QFont:
    size = TYPE[token]
    font = QFont(FAMILY)
    font.setFamilies([FAMILY, *FALLBACK_FAMILIES])
    font.setPixelSize(theme.px(size.size_px))
    font.setWeight(QFont.Weight.DemiBold if strong or size.weight >= 600 else QFont.Weight.Normal)
    if size.tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def current_theme() -> Theme:
    """The look put on the running program; the plain light one before any was put on."""
    return _worn[-1]


def theme_changes() -> bool:
    """Whether another look is being put on the program at this moment."""
    return len(_worn) > 1


def load_fonts() -> None:
    """Make the shipped fonts known to Qt, once a program run. Raises DeskBug when a font file is not one."""
    if FAMILY in QFontDatabase.families():
        return
    for name in ("Regular", "SemiBold", "Bold"):
        path = theme_dir() / "fonts" / f"AtkinsonHyperlegibleNext-{name}.ttf"
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise DeskBug("A font file of the program cannot be read.", code="theme-font")


_LAYOUT_METRICS = frozenset(
    (
        QStyle.PixelMetric.PM_LayoutHorizontalSpacing,
        QStyle.PixelMetric.PM_LayoutVerticalSpacing,
        QStyle.PixelMetric.PM_LayoutLeftMargin,
        QStyle.PixelMetric.PM_LayoutTopMargin,
        QStyle.PixelMetric.PM_LayoutRightMargin,
        QStyle.PixelMetric.PM_LayoutBottomMargin,
    )
)


class DeskStyle(QProxyStyle):
    """Fusion with the design's caret (2 px), its grid of 8 between things, and room for the focus ring."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric == QStyle.PixelMetric.PM_TextCursorWidth:
            return current_theme().px(2)
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return current_theme().px(RING_PX + RING_GAP_PX)
        if metric in _LAYOUT_METRICS:
            return current_theme().px(8)
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803  # Qt's own name, given by keyword
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        if hint == QStyle.StyleHint.SH_FocusFrame_Mask:
            return 0
        if hint == QStyle.StyleHint.SH_Widget_Animate:
            return 0
        return super().styleHint(hint, option, widget, returnData)
