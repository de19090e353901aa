"""A button that is an icon alone."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from callback_desk.ui.components.buttons import DeskButton
from callback_desk.ui.tokens import TARGET_PX


class IconButton(DeskButton):
    """An icon alone: only for edit, copy and close. The name is spoken and shown as a tool tip."""

    def __init__(self, icon_name: str, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__("", icon_name=icon_name, parent=parent)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def _ink(self) -> str:
        return "ink2"

    def _fill(self) -> str:
        return "sunken" if self.isDown() or self.underMouse() else ""

    def _edge(self) -> str:
        return ""

    def sizeHint(self) -> QSize:
        side = self.theme.px(TARGET_PX)
        return QSize(side, side)
