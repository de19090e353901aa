"""Buttons: at most one primary on a screen, each with its key drawn last inside it."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from callback_desk.ui.components.base import Themed, mnemonic_safe
from callback_desk.ui.components.drawing import cap_size, draw_box, draw_cap
from callback_desk.ui.icons import pixmap
from callback_desk.ui.tokens import CHOICE_PX, NEXT_CALL_PX, RADIUS_PX, TARGET_PX


class ButtonSize(StrEnum):
    NORMAL = "normal"  # 40 high, 16 px
    BAR = "bar"  # 48 high, the bar of the call
    LARGE = "large"  # 56 high, 19 px: what ends a page
    NEXT = "next"  # 72 high, 22 px: Next call


_HEIGHT_PX = {
    ButtonSize.NORMAL: TARGET_PX,
    ButtonSize.BAR: CHOICE_PX,
    ButtonSize.LARGE: 56,
    ButtonSize.NEXT: NEXT_CALL_PX,
}
_TOKEN = {
    ButtonSize.NORMAL: "strong",
    ButtonSize.BAR: "strong",
    ButtonSize.LARGE: "section",
    ButtonSize.NEXT: "name",
}
_FLUSH_PADDING_PX = 4
_PADDING_PX = {ButtonSize.NORMAL: 17, ButtonSize.BAR: 13, ButtonSize.LARGE: 20, ButtonSize.NEXT: 30}


class DeskButton(Themed, QPushButton):
    """What all buttons share. Role: button; name: the label; description: the reason when closed.

    `icon_name` is an icon of the set, `key` the words on its cap ("Page Down"); the key itself is the page's to bind.
    """

    closed_changed = Signal(str)  # the reason, or "" when open again

    def __init__(
        self,
        label: str,
        *,
        icon_name: str = "",
        key: str = "",
        size: ButtonSize = ButtonSize.NORMAL,
        icon_after: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label = ""
        self._icon_name = icon_name
        self._icon_after = icon_after
        self._key = key
        self._size = size
        self._stacked = False
        self._reason = ""
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_label(label)
        self._style_now()

    @property
    def label(self) -> str:
        return self._label

    @property
    def key(self) -> str:
        return self._key

    @property
    def reason(self) -> str:
        """Why it is closed, "" when it is open."""
        return self._reason

    def set_label(self, label: str) -> None:
        """Other words on it."""
        self._label = label
        self.setText(mnemonic_safe(label))
        self.setAccessibleName(label)
        self.updateGeometry()
        self.update()

    def set_icon(self, icon_name: str) -> None:
        """Another icon of the set, or none."""
        self._icon_name = icon_name
        self.updateGeometry()
        self.update()

    def set_stacked(self, stacked: bool) -> None:
        """Key under the label, no icon: the bar of the call at 200 % text."""
        self._stacked = stacked
        self.updateGeometry()
        self.update()

    def close_with(self, reason: str) -> None:
        """Close the button and say why; show the words with `ReasonBeside`, never in a tool tip alone."""
        self._reason = reason
        self.setEnabled(False)
        self.setAccessibleDescription(reason)
        self.closed_changed.emit(reason)
        self.update()

    def open_again(self) -> None:
        """Open it."""
        self._reason = ""
        self.setEnabled(True)
        self.setAccessibleDescription("")
        self.closed_changed.emit("")
        self.update()

    def _ink(self) -> str:
        return "ink"

    def _icon_color(self) -> str:
        return self._ink() if self.isEnabled() else "ink2"

    def _cap_color(self) -> str:
        return "ink2"

    def _fill(self) -> str:
        return "sunken" if self.isDown() or self.underMouse() else "surface"

    def _edge(self) -> str:
        return "edge"

    def _font_token(self) -> str:
        return _TOKEN[self._size]

    def _content_px(self) -> tuple[float, float]:
        theme = self.theme
        text = QFontMetricsF(theme.font(self._font_token())).horizontalAdvance(self._label)
        if self._stacked:
            below = QFontMetricsF(theme.font("meta_strong")).horizontalAdvance(self._key)
            return max(text, below), theme.line_px("body") + theme.line_px("meta")
        width = text
        if self._icon_name:
            width += theme.px(self._icon_px()) + theme.px(self._gap_px() if self._label else 0)
        if self._icon_after:
            width += theme.px(self._icon_px()) + theme.px(8)
        if self._key:
            width += cap_size(self._key)[0] + theme.px(8 if self._size != ButtonSize.NEXT else 14)
        return width, theme.line_px(self._font_token())

    def _icon_px(self) -> int:
        return 26 if self._size == ButtonSize.NEXT else 20

    def _gap_px(self) -> int:
        return 14 if self._size == ButtonSize.NEXT else 8

    def sizeHint(self) -> QSize:
        theme = self.theme
        width, height = self._content_px()
        padding = theme.px(self._padding_px() - (1 if self._stacked else 0))
        least = theme.px(_HEIGHT_PX[self._size])
        if self._stacked:
            least = max(least, round(height) + theme.px(4))
        return QSize(round(width + 0.5) + 2 * padding, least)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _padding_px(self) -> int:
        return _PADDING_PX[self._size]

    def _left_px(self, width: float) -> float:
        """Where what is drawn begins, in px: it stands in the middle."""
        return max((self.width() - width) / 2, self.theme.px(4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        open_ = self.isEnabled()
        fill = self._fill() if open_ else "sunken"
        edge = self._edge() if open_ else "line"
        if fill:
            draw_box(
                painter,
                box,
                fill=theme.color(fill),
                edge=theme.color(edge) if edge else None,
                radius_px=RADIUS_PX,
            )
        ink = theme.color(self._ink() if open_ else "ink2")
        cap = theme.color(self._cap_color() if open_ else "ink2")
        if self._stacked:
            self._paint_stacked(painter, box, ink, cap)
        else:
            self._paint_in_line(painter, box, ink, cap)
        painter.end()

    def _paint_in_line(self, painter: QPainter, box: QRectF, ink: QColor, cap: QColor) -> None:
        theme = self.theme
        width, _ = self._content_px()
        left = box.left() + self._left_px(width)
        middle = box.center().y()
        if self._icon_name:
            side = theme.px(self._icon_px())
            drawn = pixmap(self._icon_name, self._icon_color(), self._icon_px(), self.devicePixelRatioF())
            painter.drawPixmap(QPointF(round(left), round(middle - side / 2)), drawn)
            left += side + theme.px(self._gap_px() if self._label else 0)
        font = theme.font(self._font_token())
        text_px = QFontMetricsF(font).horizontalAdvance(self._label)
        painter.setFont(font)
        painter.setPen(ink)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, box.top(), text_px + 1, box.height()), flags, self._label)
        left += text_px
        if self._icon_after:
            side = theme.px(self._icon_px())
            drawn = pixmap(self._icon_after, self._icon_color(), self._icon_px(), self.devicePixelRatioF())
            painter.drawPixmap(QPointF(round(left + theme.px(8)), round(middle - side / 2)), drawn)
            left += theme.px(8) + side
        if self._key:
            cap_w, cap_h = cap_size(self._key)
            left += theme.px(8 if self._size != ButtonSize.NEXT else 14)
            draw_cap(painter, QRectF(round(left), round(middle - cap_h / 2), round(cap_w), cap_h), self._key, cap)

    def _paint_stacked(self, painter: QPainter, box: QRectF, ink: QColor, cap: QColor) -> None:
        theme = self.theme
        top_h, low_h = theme.line_px("body"), theme.line_px("meta")
        if not self._key:  # a closed button has none: its word stands in the middle
            low_h = 0
        top = box.center().y() - (top_h + low_h) / 2
        painter.setPen(ink)
        painter.setFont(theme.font(self._font_token()))
        painter.drawText(QRectF(box.left(), top, box.width(), top_h), Qt.AlignmentFlag.AlignCenter, self._label)
        painter.setPen(cap)
        painter.setFont(theme.font("meta_strong"))
        painter.drawText(QRectF(box.left(), top + top_h, box.width(), low_h), Qt.AlignmentFlag.AlignCenter, self._key)


class PrimaryButton(DeskButton):
    """The one next step of a screen, bottom right of what it ends."""

    def _ink(self) -> str:
        return "on_accent"

    def _cap_color(self) -> str:
        return "on_accent"

    def _fill(self) -> str:
        if self.isDown():
            return "accent_press"
        return "accent_hover" if self.underMouse() else "accent"

    def _edge(self) -> str:
        return ""


class SecondaryButton(DeskButton):
    """Any other step."""


class QuietButton(DeskButton):
    """A link: no border, accent text. `flush`: it begins where the words above it begin, at the edge of its column."""

    def __init__(
        self, label: str, *, icon_name: str = "", key: str = "", flush: bool = False, parent: QWidget | None = None
    ) -> None:
        self._flush = flush
        super().__init__(label, icon_name=icon_name, key=key, parent=parent)

    def _padding_px(self) -> int:
        return _FLUSH_PADDING_PX if self._flush else super()._padding_px()

    def _left_px(self, width: float) -> float:
        return 0.0 if self._flush else super()._left_px(width)

    def _ink(self) -> str:
        return "accent"

    def _cap_color(self) -> str:
        return "accent"

    def _fill(self) -> str:
        return "sunken" if self.isDown() or self.underMouse() else ""

    def _edge(self) -> str:
        return ""


class DangerButton(DeskButton):
    """Somebody may be harmed, or words may be lost. `filled` only to answer an alert. Enter does not press it."""

    def __init__(
        self,
        label: str,
        *,
        icon_name: str = "",
        key: str = "",
        size: ButtonSize = ButtonSize.NORMAL,
        filled: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._filled = filled
        super().__init__(label, icon_name=icon_name, key=key, size=size, parent=parent)

    def _ink(self) -> str:
        return "on_danger" if self._filled else "danger"

    def _cap_color(self) -> str:
        return self._ink()

    def _fill(self) -> str:
        over = self.isDown() or self.underMouse()
        if self._filled:
            return "danger_hover" if over else "danger"
        return "danger_tint" if over else "surface"

    def _edge(self) -> str:
        return "danger_hover" if self._filled and self.underMouse() else "danger"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._filled:
            event.ignore()
            return
        super().keyPressEvent(event)
