"""The page as it will lie on the desk, inside the program and on paper."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QSizePolicy, QWidget

from callback_desk.ui.components import Themed

_LEAST_PX = 420


class PagePreview(Themed, QWidget):
    """A picture of one page, as wide as its place. Role: its name says which page it is."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._style_now()

    @property
    def empty(self) -> bool:
        return self._page.isNull()

    @property
    def image(self) -> QImage:
        """The page at the resolution it was drawn in."""
        return self._page.toImage()

    def show_page(self, rgba: bytes, width_px: int, height_px: int, name: str) -> None:
        """Show pixels: rows from the top, four bytes each."""
        image = QImage(rgba, width_px, height_px, width_px * 4, QImage.Format.Format_RGBA8888)
        self._page = QPixmap.fromImage(image.copy())  # the bytes may go; the picture stays
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._page = QPixmap()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._page.isNull():
            return 0
        return round(min(width, self._page.width()) * self._page.height() / self._page.width())

    def sizeHint(self) -> QSize:
        width = self.theme.px(_LEAST_PX)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.heightForWidth(self.theme.px(160)))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._page.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = min(self.width(), self._page.width())
        height = width * self._page.height() / self._page.width()
        place = QRectF((self.width() - width) / 2, 0, width, height)
        ratio = self.devicePixelRatioF()
        shown = self._page.scaled(
            round(width * ratio),
            round(height * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawPixmap(place, shown, QRectF(shown.rect()))
        painter.setPen(self.theme.color("line"))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()


def print_page(view: PagePreview, printer: QPrinter) -> None:
    """One page, as large as the paper takes it."""
    painter = QPainter(printer)
    paper = QRectF(printer.pageRect(QPrinter.Unit.DevicePixel))
    image = view.image.scaled(
        paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    painter.drawImage(0, 0, image)
    painter.end()
