"""One field that unlocks, or uncovers. It says who locked, and nothing of what lies under it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.errors import DeskFault
from callback_desk.ui.components import (
    Card,
    Label,
    Paragraph,
    PasswordField,
    PrimaryButton,
    QuietButton,
    Themed,
    set_shown,
)

_WIDE_PX: Final = 440


class UnlockForm(Card):
    """`password_given(str)`; then `refused(fault)` or it is taken away. `switch_wanted()` where it may be offered."""

    password_given = Signal(str)
    switch_wanted = Signal()

    def __init__(self, title: str, sentence: str, *, verb: str, switch: bool = False) -> None:
        super().__init__(padding_px=28)
        self.body.addWidget(Label(title, face="name"))
        self.body.addWidget(Paragraph(sentence, full_width=True))
        self.password = PasswordField()
        self.password.edit.setObjectName("unlockPassword")
        self.password.entered.connect(self._on_given)
        self.body.addWidget(self.password)
        row = QHBoxLayout()
        if switch:
            other = QuietButton("Switch volunteer")
            other.setObjectName("switchFromLock")
            other.clicked.connect(self.switch_wanted)
            row.addWidget(other)
        row.addStretch(1)
        self.button = PrimaryButton(verb, key="Enter")
        self.button.clicked.connect(self._on_given)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.setFixedWidth(self.theme.px(_WIDE_PX))
        self.setFocusProxy(self.password.edit)

    def refused(self, trouble: object) -> None:
        """Say why, below the field."""
        self.password.clear()
        self.button.setEnabled(True)
        sentence = trouble.sentence if isinstance(trouble, DeskFault) else "It did not work. Try again."
        self.password.set_error(sentence)
        self.password.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_given(self) -> None:
        if self.password.text and self.button.isEnabled():
            self.button.setEnabled(False)
            self.password_given.emit(self.password.text)


_COVERED: Final = "Covered. Press any key to go on."


class CoverSheet(Themed, QWidget):
    """What Esc puts over a call: an empty desk, and the one field once somebody touches it."""

    password_given = Signal(str)

    def __init__(self, form: UnlockForm) -> None:
        super().__init__()
        self.setProperty("sheet", "desk")
        self.setProperty("ringInside", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_COVERED)
        self.form = form
        column = QVBoxLayout(self)
        column.addStretch(1)
        self._words = Paragraph(_COVERED, face="section", align=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(form)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        set_shown(form, False)
        form.password_given.connect(self.password_given)

    def open_form(self) -> None:
        set_shown(self._words, False)
        set_shown(self.form, True)
        self.form.password.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.form.isVisibleTo(self):
            self.open_form()

    def mousePressEvent(self, event: object) -> None:
        if not self.form.isVisibleTo(self):
            self.open_form()
