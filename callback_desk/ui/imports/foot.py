"""The foot of a step: Back left, the next step right, a sentence beside each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from callback_desk.ui.components import ButtonSize, Paragraph, PrimaryButton, SecondaryButton, Themed, set_shown

_NARROW_PX = 760


class StepFoot(Themed, QWidget):
    """`back` and `onward` are buttons; what they do is the step's. Words give way first when it is narrow."""

    def __init__(
        self,
        onward: str,
        *,
        icon_name: str = "",
        icon_after: str = "",
        back: str = "Back",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self.back = SecondaryButton(back, icon_name="chevron-left", size=ButtonSize.NORMAL)
        self.left = Paragraph("", color="ink2", full_width=True)
        self.right = Paragraph("", color="ink2", align=Qt.AlignmentFlag.AlignRight, full_width=True)
        self.onward = PrimaryButton(onward, icon_name=icon_name, icon_after=icon_after, size=ButtonSize.BAR)
        self._row.addWidget(self.back)
        self._row.addWidget(self.left, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.right, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.onward)
        self._style_now()

    def set_words(self, left: str, right: str = "") -> None:
        """The sentences beside the buttons."""
        self.left.set_words(left)
        self.right.set_words(right)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        set_shown(self.left, self.width() >= self.theme.px(_NARROW_PX))

    def _restyle(self) -> None:
        self._row.setContentsMargins(6, self.theme.px(5), 6, self.theme.px(5))  # in line with what scrolls above it
        self._row.setSpacing(self.theme.px(12))
