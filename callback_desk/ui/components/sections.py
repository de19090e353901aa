"""One list left of one form: the parts of a page, one under the other, each with what is to be known of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from callback_desk.ui.components.base import Themed, mnemonic_safe
from callback_desk.ui.components.card import Card, HairLine
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.icons import pixmap

LIST_PX = 216


class SectionRow(Themed, QPushButton):
    """One part, 44 high; tint, 600 and a bar where one is."""

    def __init__(self, label: str, icon_name: str) -> None:
        super().__init__()
        self.label = label
        self._icon_name = icon_name
        self._mark = ""
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.setText(mnemonic_safe(label))
        self.setAccessibleName(label)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._style_now()

    def set_mark(self, mark: str, said: str = "") -> None:
        """A number or a word at the right; `said` is how it is spoken."""
        self._mark = mark
        self.setAccessibleName(f"{self.label}, {said or mark}" if mark else self.label)
        self.update()

    def nextCheckState(self) -> None:
        """Where one is is set by the page, not by the press."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.setFixedHeight(self.theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        here = self.isChecked()
        if here or self.underMouse():
            draw_box(painter, box, fill=theme.color("tint" if here else "sunken"), edge=None)
        if here:
            painter.fillRect(QRectF(0, 0, theme.px(4), box.height()), theme.color("accent"))
        side = theme.px(20)
        if self._icon_name:
            drawn = pixmap(self._icon_name, "accent" if here else "ink2", 20, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(theme.px(14), round((box.height() - side) / 2)), drawn)
        painter.setFont(theme.font("body", strong=here))
        painter.setPen(theme.color("ink"))
        words = box.adjusted(theme.px(46 if self._icon_name else 16), 0, -theme.px(10), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.label)
        painter.setFont(theme.font("meta_strong"))
        painter.setPen(theme.color("ink2"))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._mark)
        painter.end()


class SectionList(Card):
    """`section_wanted(index)`; the page shows it and says `set_here`. A hairline stands before each of `apart`."""

    section_wanted = Signal(int)

    def __init__(self, name: str, sections: Sequence[tuple[str, str]], *, apart: Collection[int] = ()) -> None:
        super().__init__(padding_px=8)
        self.setAccessibleName(name)
        self.rows: list[SectionRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        for place, (label, icon_name) in enumerate(sections):
            if place in apart:
                self._rows.addWidget(HairLine())
            row = SectionRow(label, icon_name)
            row.clicked.connect(self._on_clicked)
            self.rows.append(row)
            self._rows.addWidget(row)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self._style_now()

    def set_here(self, index: int) -> None:
        """Mark the part that is shown."""
        for place, row in enumerate(self.rows):
            row.setChecked(place == index)

    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, SectionRow):
            self.section_wanted.emit(self.rows.index(row))

    def _restyle(self) -> None:
        super()._restyle()
        self.setFixedWidth(self.theme.px(LIST_PX))
