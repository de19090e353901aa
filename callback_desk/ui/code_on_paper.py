"""A code that is shown once: its five groups to copy, and two of them read back from the paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from callback_desk.ui.components import Field, Label, Themed

_GROUPS_IN_A_ROW: Final = 3  # five in a row would be cut


class CodeGroups(Themed, QWidget):
    """The groups with their numbers, large enough to be copied by hand."""

    def __init__(self, groups: tuple[str, ...]) -> None:
        super().__init__()
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for index, group in enumerate(groups):
            place = 2 * (index // _GROUPS_IN_A_ROW), index % _GROUPS_IN_A_ROW
            self._rows.addWidget(Label(f"Group {index + 1}", face="meta", color="ink2"), *place)
            code = Label(group, face="number")
            code.setObjectName(f"group_{index}")
            self._rows.addWidget(code, place[0] + 1, place[1])
        self._style_now()

    def _restyle(self) -> None:
        self._rows.setSpacing(self.theme.px(12))


class TypeBack(Themed, QWidget):
    """Two fields, so that we know the sheet is right; `entered()` by the Enter key in either."""

    entered = Signal()

    def __init__(self, ask_back: tuple[int, int], is_group: Callable[[int, str], bool]) -> None:
        super().__init__()
        self._is_group = is_group
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.fields: dict[int, Field] = {}
        for group in ask_back:
            field = Field(f"Group {group + 1}")
            field.edit.setObjectName(f"typed_{group}")
            field.entered.connect(self.entered)
            self.fields[group] = field
            self._column.addWidget(field)
        self.setFocusProxy(self.fields[ask_back[0]].edit)
        self._style_now()

    @property
    def typed(self) -> tuple[str, str]:
        """Both groups as they were typed."""
        first, second = (field.text for field in self.fields.values())
        return first, second

    def look(self) -> bool:
        """Whether both are right; else the first that is not says so and has the focus."""
        for group, field in self.fields.items():
            right = self._is_group(group, field.text)
            field.set_error("" if right else f"This is not group {group + 1}. Look at the paper once more.")
            if not right:
                field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        return True

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(12))
