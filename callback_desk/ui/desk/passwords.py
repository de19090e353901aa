"""A new password typed twice, with the reasons in words when it is not taken."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.domain.passwords import MAX_CHARACTERS, MIN_CHARACTERS
from callback_desk.ui.components import PasswordField, Themed

HELP = f"At least {MIN_CHARACTERS} characters. Four or five words in a row are easy to remember."
NOT_THE_SAME = "The two are not the same. Type it again."


class TwoPasswords(Themed, QWidget):
    """`changed()` with every letter; `left()` when the first field was filled and left: look at it then."""

    changed = Signal()
    left = Signal()

    def __init__(self, label: str = "First password", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.first = PasswordField(label, help_text=HELP)
        self.second = PasswordField("The same again")
        for field in (self.first, self.second):
            field.edit.setMaxLength(MAX_CHARACTERS + 1)
            field.text_changed.connect(self._on_changed)
            field.edit.installEventFilter(self)
            self._column.addWidget(field)
        self.setFocusProxy(self.first)
        self._style_now()

    @property
    def text(self) -> str:
        """The password, once both are the same; "" before."""
        return self.first.text if self.first.text == self.second.text else ""

    @property
    def reason(self) -> str:
        """What is still missing, "" when nothing is."""
        if not self.first.text:
            return "Type the password."
        if not self.second.text:
            return "Type the password a second time."
        return "" if self.first.text == self.second.text else NOT_THE_SAME

    def clear(self) -> None:
        """Forget both."""
        for field in (self.first, self.second):
            field.clear()
            field.set_error("")

    def show_trouble(self, sentence: str) -> None:
        """Why it is not taken, under the first field."""
        self.first.set_error(sentence)

    def _on_changed(self, _text: str) -> None:
        self.first.set_error("")
        if self.first.text == self.second.text:
            self.second.set_error("")
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            if watched is self.first.edit and self.first.text:
                self.left.emit()
            if watched is self.second.edit and self.second.text and self.first.text != self.second.text:
                self.second.set_error(NOT_THE_SAME)
        return super().eventFilter(watched, event)

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(12))
