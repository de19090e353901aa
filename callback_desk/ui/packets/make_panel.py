"""Making one sheet: for whom, the case number typed again, a password where the recipient wants one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from callback_desk.domain.people import DeliveryWay, Recipient
from callback_desk.domain.unprintable import Unprintable, sentence
from callback_desk.domain.views import CaseRef, ReviewCall
from callback_desk.ui.components import (
    Card,
    CheckRow,
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
from callback_desk.use_cases.send_packet import OTHER_RECIPIENT
from callback_desk.use_cases.stepup import STEP_UP_NEEDED
from callback_desk.use_cases.where_to import NEEDS_PASSWORD

_REASON_WORDS = 3
_WHY_ELSEWHERE = "Say in a few words why it goes to somebody else."


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
        self.reason = Field("Why does it go to somebody else?", help_text="A few words. They are kept with your name.")
        self.reason.text_changed.connect(self._on_changed)
        self.body.addWidget(self.reason)
        self.confirm = Field("Type the case number to confirm")
        self.confirm.text_changed.connect(self._on_changed)
        self.confirm.entered.connect(self._on_make)
        self.body.addWidget(self.confirm)
        self.missing = Paragraph("", face="meta", color="warn", full_width=True)
        self.body.addWidget(self.missing)
        self.keep = CheckRow("I have read the line. It may stay as it is.")
        self.body.addWidget(self.keep)
        self.password = PasswordField("Password for this sheet")
        self.password.text_changed.connect(self._on_changed)
        self.body.addWidget(self.password)
        self.own_password = PasswordField("Your own password, once more")
        self.own_password.text_changed.connect(self._on_changed)
        self.body.addWidget(self.own_password)
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

    def begin(
        self,
        call: ReviewCall,
        case_number: str,
        recipients: Sequence[Recipient],
        chosen: str,
        missing: tuple[Unprintable, ...] = (),
    ) -> None:
        """A sheet about a call's case; `chosen` is the recipient to start with, "" for none; `missing` is named before
        the sheet is made."""
        self.missing.set_words(sentence(missing))
        set_shown(self.missing, bool(missing))
        self.offer_keep(False)
        self.call = call
        self._case = next((case for case in call.cases if case.number == case_number), None)
        self._case_number = case_number
        self._recipients = recipients
        self.title.set_words(strong_then(f"Case {case_number},", f"{call.name.display}"))
        options: list[tuple[object, str]] = [("", "Choose a recipient"), *((one.name, one.name) for one in recipients)]
        self.goes_to.set_options(options)
        self.goes_to.set_value(chosen)
        self.confirm.set_text("")
        self.reason.set_text("")
        self.forget_passwords()
        self.make.open_again()
        self._on_changed()
        self.confirm.setFocus()

    def offer_keep(self, offered: bool) -> None:
        """After a line was refused that a supervisor may let stand."""
        self.keep.setChecked(False)
        set_shown(self.keep, offered)

    @property
    def case_number(self) -> str:
        return self._case_number

    @property
    def recipient(self) -> str:
        """Name of whoever gets the sheet, "" when none is chosen."""
        return str(self.goes_to.value or "")

    @property
    def to(self) -> Recipient | None:
        """Whoever is chosen; None when nobody is."""
        return next((one for one in self._recipients if one.name == self.recipient), None)

    @property
    def needs_password(self) -> bool:
        """A password is typed for this sheet: none is kept for the recipient, or the drive can be carried away."""
        to = self.to
        return self._drive_asks or (to is not None and to.way is DeliveryWay.PASSWORD and not to.sealed)

    @property
    def sheet_password(self) -> str | None:
        return self.password.text if self.needs_password else None

    @property
    def is_sealed(self) -> bool:
        """Whether the sheet opens only with a password."""
        return self.needs_password or (self.to is not None and self.to.way is DeliveryWay.PASSWORD)

    @property
    def goes_elsewhere(self) -> bool:
        """The records system names somebody else for the case, who is not of the recipient's unit."""
        named = self._case.investigator.casefold() if self._case is not None else ""
        to = self.to
        if not named or to is None or named == to.name.casefold():
            return False
        assigned = next((one for one in self._recipients if one.name.casefold() == named), None)
        if assigned is None:
            return not to.duty
        return not assigned.unit or assigned.unit != to.unit

    def ask_again(self, code: str) -> None:
        """A refusal that another word answers: its field shows and waits for it."""
        fields = {STEP_UP_NEEDED: self.own_password, NEEDS_PASSWORD: self.password, OTHER_RECIPIENT: self.reason}
        if code not in fields:
            return
        self._own_asks = self._own_asks or code == STEP_UP_NEEDED
        self._drive_asks = self._drive_asks or code == NEEDS_PASSWORD
        self._on_changed()
        fields[code].setFocus()

    def forget_passwords(self) -> None:
        """Nothing typed stays behind."""
        self.password.clear()
        self.own_password.clear()
        self._own_asks = self._drive_asks = False

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
        asked = (
            (self.goes_elsewhere and len(self.reason.text.split()) < _REASON_WORDS, _WHY_ELSEWHERE),
            (self.needs_password and not self.password.text, "This sheet needs a password."),
            (self._own_asks and not self.own_password.text, "Type your own password once more."),
        )
        return next((why for missing, why in asked if missing), "")

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
        set_shown(self.own_password, self._own_asks)
        assigned = self._case.investigator if self._case is not None else ""
        other = self.goes_elsewhere
        set_shown(self.reason, other)
        self.mismatch.set_words(f"The records system names {assigned} for this case." if other else "")
        set_shown(self.mismatch, other)
        set_shown(self._warning, other)

    def _on_make(self) -> None:
        if not self.closed_because:
            self.make_wanted.emit()

    _case_number = ""
    _own_asks = _drive_asks = False
