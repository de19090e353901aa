"""The program's one set of icons: SVG on a 24 grid, 2 px strokes, drawn in the colour of the text beside them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from callback_desk.domain.errors import DeskBug
from callback_desk.ui.theme import current_theme, theme_dir


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """Every icon there is."""
    return frozenset(path.stem for path in (theme_dir() / "icons").glob("*.svg"))


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    try:
        return (theme_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    except FileNotFoundError as missing:
        raise DeskBug(f"There is no icon {name}.", code="icon-missing") from missing


def pixmap(name: str, color: str = "ink2", size_px: int = 20, ratio: float | None = None) -> QPixmap:
    """An icon `size_px` wide before scaling, in a token's colour, sharp at the screen's pixel ratio."""
    theme = current_theme()
    screen = QGuiApplication.primaryScreen()
    ratio = ratio or (screen.devicePixelRatio() if screen is not None else 1.0)
    side = theme.px(size_px)
    drawn_in = theme.color(color).name()
    key = f"desk-icon:{name}:{drawn_in}:{side}:{ratio}"
    made = QPixmap()
    if QPixmapCache.find(key, made):
        return made
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    svg = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", drawn_in).encode()))
    painter = QPainter(made)
    svg.render(painter, QRectF(0, 0, side, side))
    painter.end()
    QPixmapCache.insert(key, made)
    return made


def icon(name: str, color: str = "ink2", size_px: int = 20) -> QIcon:
    """The same as a QIcon, for the places where Qt wants one."""
    return QIcon(pixmap(name, color, size_px))
