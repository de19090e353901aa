"""Making one sheet: for whom, the case number typed again, a password where the recipient wants one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from callback_desk.domain.people import DeliveryWay, Recipient
from callback_desk.domain.views import CaseRef, ReviewCall
from callback_desk.ui.components import (
    Card,
    ComboField,
    Field,
    Icon,
    Paragraph,
    PasswordField,
    PrimaryButton,
    SecondaryButton,
    set_shown,
    strong_then,
)


class MakePanel(Card):
    """`make_wanted()` when everything is given, `left()`. It cannot be finished with another case number
    (security T15), nor without a recipient.
    """

    make_wanted = Signal()
    left = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.call: ReviewCall | None = None
        self._case: CaseRef | None = None
        self._recipients: Sequence[Recipient] = ()
        self.title = Paragraph("", face="section", full_width=True)
        self.body.addWidget(self.title)
        self.goes_to = ComboField("Goes to", icon_name="tray")
        self.goes_to.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.goes_to.value_chosen.connect(self._on_changed)
        self.body.addWidget(self.goes_to)
        row = QHBoxLayout()
        self._warning = Icon("warning", "warn", size_px=18, beside="meta")
        self.mismatch = Paragraph("", face="meta", color="warn", full_width=True)
        row.addWidget(self._warning)
        row.addWidget(self.mismatch, 1)
        self.body.addLayout(row)
        self.confirm = Field("Type the case number to confirm")
        self.confirm.text_changed.connect(self._on_changed)
        self.confirm.entered.connect(self._on_make)
        self.body.addWidget(self.confirm)
        self.password = PasswordField("Password for this sheet")
        self.password.text_changed.connect(self._on_changed)
        self.body.addWidget(self.password)
        buttons = QHBoxLayout()
        leave = SecondaryButton("Not now")
        leave.clicked.connect(self.left)
        self.make = PrimaryButton("Make the lead sheet", icon_name="document")
        self.make.clicked.connect(self._on_make)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        buttons.addWidget(self.make)
        self.why_closed = Paragraph("", face="meta", color="ink2", full_width=True)
        self.body.addWidget(self.why_closed)
        self.body.addLayout(buttons)
        self._restyle()

    def begin(self, call: ReviewCall, case_number: str, recipients: Sequence[Recipient], chosen: str) -> None:
        """A sheet about a call's case; `chosen` is the recipient to start with, "" for none."""
        self.call = call
        self._case = next((case for case in call.cases if case.number == case_number), None)
        self._case_number = case_number
        self._recipients = recipients
        self.title.set_words(strong_then(f"Case {case_number},", f"{call.name.display}"))
        options: list[tuple[object, str]] = [("", "Choose a recipient"), *((one.name, one.name) for one in recipients)]
        self.goes_to.set_options(options)
        self.goes_to.set_value(chosen)
        self.confirm.set_text("")
        self.password.clear()
        self.make.open_again()
        self._on_changed()
        self.confirm.setFocus()

    @property
    def case_number(self) -> str:
        return self._case_number

    @property
    def recipient(self) -> str:
        """Name of whoever gets the sheet, "" when none is chosen."""
        return str(self.goes_to.value or "")

    @property
    def needs_password(self) -> bool:
        return any(one.name == self.recipient and one.way is DeliveryWay.PASSWORD for one in self._recipients)

    @property
    def sheet_password(self) -> str | None:
        return self.password.text if self.needs_password else None

    @property
    def closed_because(self) -> str:
        """Why the sheet cannot be made yet; "" when it can."""
        if not self._recipients:
            return "Add an investigator or an in-tray under Settings first."
        if not self.recipient:
            return "Choose whom the sheet is for."
        if self.confirm.text.strip() != self._case_number:
            typed = self.confirm.text.strip()
            return "This is another case number." if len(typed) >= len(self._case_number) else "Type the case number."
        if self.needs_password and not self.password.text:
            return "This recipient gets sheets with a password."
        return ""

    def _on_changed(self, _value: object = None) -> None:
        if self.call is None:
            return
        reason = self.closed_because
        self.why_closed.set_words(reason)
        set_shown(self.why_closed, bool(reason))
        if reason:
            self.make.close_with(reason)
        else:
            self.make.open_again()
        set_shown(self.password, self.needs_password)
        assigned = self._case.investigator if self._case is not None else ""
        other = bool(assigned and self.recipient and assigned.casefold() != self.recipient.casefold())
        self.mismatch.set_words(f"The records system names {assigned} for this case." if other else "")
        set_shown(self.mismatch, other)
        set_shown(self._warning, other)

    def _on_make(self) -> None:
        if not self.closed_because:
            self.make_wanted.emit()

    _case_number = ""
