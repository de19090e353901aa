"""A high field for text in a sheet that gives way to the buttons when the text is large."""

from __future__ import annotations

from callback_desk.ui.components import TextField
from callback_desk.ui.imports.rows_model import LARGE_TEXT

_LINES_WHEN_LARGE = 2


class RoomyField(TextField):
    """As many lines as asked for, two when the text is large: the sheet fits a 768 px screen at 200 %."""

    def __init__(self, label: str, text: str = "", *, help_text: str = "", lines: int) -> None:
        self._asked = lines
        super().__init__(label, text, help_text=help_text, lines=lines)

    def _restyle(self) -> None:
        self._lines = _LINES_WHEN_LARGE if self.theme.scale >= LARGE_TEXT else self._asked
        super()._restyle()
