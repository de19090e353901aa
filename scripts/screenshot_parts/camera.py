"""Takes what is on screen, light and dark, at one size or at all of them, as small PNGs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from callback_desk.domain.errors import DeskFault
from callback_desk.ui.shell import Shell
from callback_desk.ui.theme import Theme, current_theme
from callback_desk.ui.tokens import PALETTES, Mode

NORMAL = QSize(1366, 768)
_COLORS = 256


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look at a page: what its file name ends with, and how the window stands."""

    ending: str
    mode: Mode
    scale: float = 1.0
    size: QSize = NORMAL


LIGHT = Look("", Mode.LIGHT)
ALWAYS = (LIGHT, Look("-dark", Mode.DARK))
SIZES = (
    Look("-1093x614", Mode.LIGHT, size=QSize(1093, 614)),
    Look("-200-percent", Mode.LIGHT, scale=2.0),
)

_SMALL = QSize(1093, 614)
#: A walk through whole calls wears one of these from its first step to its last: the names of its folders.
WORN = {
    "1366x768": Look("", Mode.LIGHT),
    "1366x768-dark": Look("", Mode.DARK),
    "1093x614": Look("", Mode.LIGHT, size=_SMALL),
    "1093x614-dark": Look("", Mode.DARK, size=_SMALL),
    "200-percent": Look("", Mode.LIGHT, scale=2.0),
    "200-percent-dark": Look("", Mode.DARK, scale=2.0),
}


class Camera:
    """Writes pictures of one window after another into a folder. `only` is how wished names begin; none: all.

    The window stands in the first look between pictures. `numbered`: a name begins with its place in the walk.
    """

    def __init__(
        self,
        app: QApplication,
        out: Path,
        *,
        only: Sequence[str],
        all_sizes: bool = False,
        looks: Sequence[Look] = (),
        numbered: bool = False,
    ) -> None:
        self._app = app
        self._out = out
        self._only = tuple(only) or ("",)
        self._looks = tuple(looks) or ((*ALWAYS, *SIZES) if all_sizes else ALWAYS)
        self._numbered = numbered
        self._names: list[str] = []
        self._shell: Shell | None = None
        self.taken: dict[str, list[Path]] = {}

    @contextmanager
    def before(self, shell: Shell) -> Iterator[None]:
        """Stand in front of this window for a while."""
        self._shell = shell
        self._stand(shell, self._looks[0])
        try:
            yield
        finally:
            self._shell = None

    def take(self, name: str) -> list[Path]:
        """The page on screen in every look, then the first look again. A name is taken once."""
        shell = self._shell
        if shell is None or name in self.taken or name in self._names:
            return []
        self._names.append(name)
        if not name.startswith(self._only):
            return []
        number = f"{len(self._names):02}-" if self._numbered else ""
        paths = []
        for look in self._looks:
            self._stand(shell, look)
            path = self._out / f"{number}{name}{look.ending}.png"
            write_png(shell.grab().toImage(), path)
            paths.append(path)
        self._stand(shell, self._looks[0])
        self.taken[name] = paths
        return paths

    def keep(self, name: str, image: QImage) -> None:
        """A picture that is no window."""
        if name.startswith(self._only):
            path = self._out / f"{name}.png"
            write_png(image, path)
            self.taken[name] = [path]

    def _stand(self, shell: Shell, look: Look) -> None:
        theme = Theme(look.mode, look.scale)
        if current_theme() != theme:  # putting a look on is the slowest part of a picture
            theme.apply(self._app)
        if shell.size() != look.size:
            shell.resize(look.size)
        for _ in range(6):
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 30)


def write_png(image: QImage, path: Path) -> None:
    """At most 256 colors: those of the look, so that an amber icon is never shown in the red of another, and those that
    cover most of the page, each exactly as it was drawn."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    seen = Counter(memoryview(plain.constBits()).cast("I"))
    of_the_look = {QColor(color).rgb() for color in PALETTES[current_theme().mode].values()}
    most = [color for color, _count in seen.most_common(_COLORS) if color not in of_the_look]
    table = [*of_the_look, *most][:_COLORS]
    flags = Qt.ImageConversionFlag.AvoidDither | Qt.ImageConversionFlag.ThresholdDither
    small = plain.convertToFormat(QImage.Format.Format_Indexed8, table, flags)
    if not small.save(str(path), "PNG", 0):  # quality 0 is the strongest compression, which loses nothing
        raise DeskFault(f"The picture {path} cannot be written. Choose another folder with --out.")


def named(shell: Shell, name: str) -> QWidget:
    """The newest part of the window with this object name."""
    found = [widget for widget in shell.findChildren(QWidget) if widget.objectName() == name]
    if not found:
        raise DeskFault(f"The window has no part {name}.", code="pictures-part")
    return found[-1]
