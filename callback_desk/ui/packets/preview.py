"""The pages as they will lie on the desk, inside the program."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from callback_desk.domain.page_picture import PagePicture
from callback_desk.ui.components import Themed, empty_out
from callback_desk.ui.theme import current_theme

_LEAST_PX = 420
_BETWEEN_PX = 12


class PagePreview(Themed, QWidget):
    """A picture of one page, as wide as its place. Role: its name says which page it is."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._style_now()

    def show_page(self, image: QImage, name: str) -> None:
        self._page = QPixmap.fromImage(image)
        self.setAccessibleName(name)
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


class PagesView(QWidget):
    """All pages of a document, one below the other, each when it is drawn."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().px(_BETWEEN_PX))
        self.pages: list[PagePreview] = []

    @property
    def empty(self) -> bool:
        return not self.pages

    def add_page(self, picture: PagePicture, name: str) -> None:
        """The next page."""
        page = PagePreview()
        page.show_page(image_of(picture), name)
        self._column.addWidget(page)
        self.pages.append(page)

    def clear(self) -> None:
        """Show nothing."""
        empty_out(self._column)
        self.pages = []

    def height_for(self, width: int) -> int:
        """Of all pages and what is between them."""
        between = self._column.spacing() * max(0, len(self.pages) - 1)
        return sum(page.heightForWidth(width) for page in self.pages) + between


def image_of(picture: PagePicture) -> QImage:
    """The pixels as Qt has them; the bytes may go, the picture stays."""
    width, height = picture.width_px, picture.height_px
    return QImage(picture.rgba, width, height, width * 4, QImage.Format.Format_RGBA8888).copy()
