"""Look: light or dark, and the size of everything, applied as it is chosen."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from callback_desk.ui.components import ComboField, Paragraph
from callback_desk.ui.desk.panel import FORM_PX, Panel
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.theme import Theme, current_theme
from callback_desk.ui.tokens import SCALES_PERCENT, Mode

_MODES = ((Mode.LIGHT.value, "Light"), (Mode.DARK.value, "Dark"))


class LookPanel(Panel):
    """`look_chosen(Theme)` after it was put on, for whoever remembers it."""

    title = "Look"
    look_chosen = Signal(object)

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self.mode_field = ComboField("Colors", _MODES)
        sizes = tuple((percent, f"{percent}%") for percent in SCALES_PERCENT)
        self.size_field = ComboField(
            "Size of text and buttons", sizes, help_text="Everything grows, not the letters alone."
        )
        for field in (self.mode_field, self.size_field):
            field.value_chosen.connect(self._on_chosen)
            self.body.addWidget(field)
        self.body.addWidget(Paragraph("Both change as soon as they are chosen.", color="ink2"))
        self.body.addStretch(1)
        self._style_now()

    def refresh(self) -> None:
        theme = current_theme()
        self.mode_field.set_value(theme.mode.value)
        self.size_field.set_value(round(theme.scale * 100))

    def _on_chosen(self, _value: object) -> None:
        mode, percent = self.mode_field.value, self.size_field.value
        if not isinstance(mode, str) or not isinstance(percent, int):
            return
        theme = Theme(Mode(mode), percent / 100)
        if theme != current_theme():
            theme.apply(cast(QApplication, QApplication.instance()))
            self.look_chosen.emit(theme)

    def _restyle(self) -> None:
        super()._restyle()
        for field in (self.mode_field, self.size_field):
            field.setMaximumWidth(self.theme.px(FORM_PX))
