"""Six digits that uncover a call: for this session, this window and nothing else. A password is too long in a call.

It never unlocks the desk, is on no disk, and is gone after three wrong tries and at sign-out (research, section 6.2).
"""

from __future__ import annotations

import hashlib
import hmac
import os
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from callback_desk.ui.components import Card, Label, PasswordField, SecondaryButton, set_shown

LONG: Final = 6
TRIES: Final = 3
_ROUNDS: Final = 50_000
_NOT_SIX: Final = "Six digits."
_TOO_EASY: Final = "Too easy to see: choose other digits."


class CoverPin:
    """Held as a salted hash while somebody is signed in."""

    def __init__(self) -> None:
        self._salt = b""
        self._hash = b""
        self._left = 0

    @property
    def is_set(self) -> bool:
        return bool(self._hash)

    @property
    def left(self) -> int:
        """Wrong tries that are left before the password is asked for."""
        return self._left

    def choose(self, pin: str) -> str:
        """Take a new one. Returns why not, "" when it is taken."""
        if len(pin) != LONG or not pin.isdecimal() or not pin.isascii():
            return _NOT_SIX
        steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
        if len(steps) == 1 or len(set(pin)) < 3:
            return _TOO_EASY
        self._salt = os.urandom(16)
        self._hash = self._hashed(pin)
        self._left = TRIES
        return ""

    def opens(self, pin: str) -> bool:
        """Whether it is the one; after three wrong tries it is forgotten."""
        if not self.is_set:
            return False
        if hmac.compare_digest(self._hash, self._hashed(pin)):
            self._left = TRIES
            return True
        self._left -= 1
        if self._left <= 0:
            self.forget()
        return False

    def forget(self) -> None:
        """Only the password uncovers from here on."""
        self._salt = self._hash = b""
        self._left = 0

    def _hashed(self, pin: str) -> bytes:
        return hashlib.pbkdf2_hmac("sha256", pin.encode(), self._salt, _ROUNDS)


class PinCard(Card):
    """On the card of the next person, until one is chosen in this session. `chosen()` when it was taken."""

    chosen = Signal()

    def __init__(self, pin: CoverPin) -> None:
        super().__init__()
        self._pin = pin
        self.body.setSpacing(self.theme.px(4))
        self._row = QHBoxLayout()
        self._row.setSpacing(self.theme.px(12))
        self.field = PasswordField("A PIN for covered calls: six digits (optional)")
        self.field.edit.setObjectName("coverPin")
        self.field.edit.setMaxLength(LONG)
        self.field.edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText)
        self.field.entered.connect(self.take)
        self._set = SecondaryButton("Use this PIN")
        self._set.setObjectName("useCoverPin")
        self._set.clicked.connect(self.take)
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self._set, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(self._row)
        self._said = Label("The PIN is set for this shift.", color="good", face="strong")
        self.body.addWidget(self._said)
        set_shown(self._said, False)

    def take(self) -> None:
        """Enter, or the button."""
        wrong = self._pin.choose(self.field.text)
        self.field.clear()
        if wrong:
            self.field.set_error(wrong)
            self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for part in (self.field, self._set):
            set_shown(part, False)
        set_shown(self._said, True)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys the field has used end here: an Enter would start the call, a digit would choose a number."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.text().isdecimal():
            event.accept()
        else:
            super().keyPressEvent(event)
