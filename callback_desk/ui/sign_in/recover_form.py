"""The key of this computer is gone, or a sign-in was stopped: one field for the code on the printed sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from callback_desk.domain.errors import DeskFault
from callback_desk.ui.components import (
    ButtonSize,
    Field,
    Label,
    Paragraph,
    PrimaryButton,
    QuietButton,
)
from callback_desk.ui.notices import notice_of
from callback_desk.ui.sign_in.parts import DoorCard

_VERB = "Open with this code"
_WRITTEN_DOWN = "Its use is written down, and every supervisor is told. Then you sign in as before."
_LOST_KEY = (
    "If a supervisor has just let this account in, type the code from there. Otherwise the code on the recovery sheet "
    f"gives this computer its key to the desk again. {_WRITTEN_DOWN}"
)
_STOPPED = f"The code on the sheet releases every sign-in that was stopped after wrong tries. {_WRITTEN_DOWN}"


class RecoverForm(DoorCard):
    """`code_given(str)`; then `refused(fault)` or it is taken away. `back_wanted()` leads to the sign-in."""

    code_given = Signal(str)
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = Label("A code for this account", face="page")
        self.body.addWidget(self.title)
        self.why = Paragraph(_LOST_KEY, full_width=True)
        self.body.addWidget(self.why)
        self.code = Field("Code", help_text="All five groups. Capitals, blanks and hyphens do not matter.")
        self.code.edit.setObjectName("recoveryCode")
        self.code.entered.connect(self._on_given)
        self.body.addWidget(self.code)
        row = QHBoxLayout()
        back = QuietButton("Back")
        back.setObjectName("backToSignIn")
        back.clicked.connect(self.back_wanted)
        row.addWidget(back)
        row.addStretch(1)
        self.button = PrimaryButton(_VERB, key="Enter", size=ButtonSize.LARGE)
        self.button.setObjectName("openWithCode")
        self.button.clicked.connect(self._on_given)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.setFocusProxy(self.code.edit)

    def explain(self, *, stopped: bool) -> None:
        """What the code is for: a sign-in that was `stopped` after wrong tries, else a key that is gone."""
        self.title.setText("The recovery sheet" if stopped else "A code for this account")
        self.why.set_words(_STOPPED if stopped else _LOST_KEY)

    def refused(self, trouble: object) -> None:
        """Say why, below the field; the code stays to be corrected."""
        words = trouble.sentence if isinstance(trouble, DeskFault) else notice_of(trouble).words
        self.busy(False)
        self.code.set_error(words if isinstance(words, str) else "")
        self.code.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """The code leaves the window."""
        self.code.set_text("")
        self.code.set_error("")
        self.busy(False)

    def busy(self, busy: bool) -> None:
        self.button.setEnabled(not busy)
        self.button.set_label("Trying the code" if busy else _VERB)

    def _on_given(self) -> None:
        if not self.button.isEnabled():
            return
        code = self.code.text.strip()
        self.code.set_error("" if code else "Type the code first.")
        if code:
            self.busy(True)
            self.code_given.emit(code)
