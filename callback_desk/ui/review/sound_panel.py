"""Was the call sound? The checks, where the sheet goes, Sign off, Send back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.call import CallState
from callback_desk.domain.people import DeliveryWay, Recipient, news_recipients, recipient_for
from callback_desk.domain.views import CaseRef, CheckLine, ReviewCall
from callback_desk.ui.components import (
    ButtonSize,
    Card,
    ComboField,
    HairLine,
    Icon,
    Paragraph,
    PrimaryButton,
    QuietButton,
    Scroller,
    SecondaryButton,
    TextField,
    Themed,
    empty_out,
    set_shown,
)
from callback_desk.ui.review.about_report import all_said

WAY_WORDS = {
    DeliveryWay.PRINT: "Printed for the tray. Service answers stay here.",
    DeliveryWay.FOLDER: "Saved to a folder. Service answers stay here.",
    DeliveryWay.PASSWORD: "Sealed with a password. Service answers stay here.",
}


_FREEZES = "Signing freezes these lines. Later corrections are added below them with your name."
_SIGNED = "This call is signed off. What you score now, the volunteer reads on the shift page."
_WHICH = "There are several reports. Say of each line which report it is about; then you can sign off."
_OWN = "Nobody checks a call of their own. It waits for another supervisor."


class SoundPanel(Card):
    """`sign_off_wanted()`, `send_back_wanted(reason)`, `score_wanted()`."""

    sign_off_wanted = Signal()
    send_back_wanted = Signal(str)
    score_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(padding_px=0, parent=parent)
        self._recipients: Sequence[Recipient] = ()
        self.scroller = Scroller()
        self.scroller.keep_bar_beside()
        self.body.addWidget(self.scroller, 1)
        self._column = self.scroller.body
        self._foot = QVBoxLayout()
        self.body.addLayout(self._foot)
        self._column.addWidget(Paragraph("Was the call sound?", face="section"))
        self._checks = QVBoxLayout()
        self._column.addLayout(self._checks)
        self.score = QuietButton("Score this call", icon_name="pen", flush=True)
        self.score.clicked.connect(self.score_wanted)
        self._column.addWidget(self.score, 0, Qt.AlignmentFlag.AlignLeft)
        self._line = HairLine()
        self._column.addWidget(self._line)
        self.goes_to = ComboField("Goes to", icon_name="tray")
        self.goes_to.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.goes_to.combo.setMinimumContentsLength(8)
        self.goes_to.value_chosen.connect(self._on_recipient)
        self._column.addWidget(self.goes_to)
        self._column.addStretch(1)
        self.sign = PrimaryButton("Sign off", icon_name="check", size=ButtonSize.LARGE)
        self.sign.clicked.connect(self.sign_off_wanted)
        self._foot.addWidget(self.sign)
        self.back = SecondaryButton("Send back", icon_name="undo")
        self.back.clicked.connect(self._on_back)
        self._foot.addWidget(self.back)
        self.why = SendBack()
        self.why.sent.connect(self.send_back_wanted)
        self.why.left.connect(self._on_kept)
        set_shown(self.why, False)
        self._foot.addWidget(self.why)
        self.after = Paragraph(_FREEZES, face="meta", color="ink2", full_width=True)
        self._foot.addWidget(self.after)
        self._restyle()

    def show_call(self, call: ReviewCall) -> None:
        """Another call."""
        empty_out(self._checks)
        for check in (*call.checks, *(CheckLine(False, sign) for sign in call.signs)):
            self._checks.addWidget(_CheckRow(check))
        signed = call.state is CallState.SIGNED
        first = call.volunteer.split(" ")[0]
        self.back.set_label(f"Send back to {first}")
        self.why.ask(first)
        self._on_kept()
        self.score.set_label("Score it again" if call.scored else "Score this call")
        set_shown(self.score, not call.own)
        set_shown(self.sign, not signed)
        set_shown(self.back, not signed and not call.own)
        self.look_at_reports(call)
        set_shown(self.goes_to, bool(call.tips) and not signed)
        set_shown(self._line, bool(call.tips) and not signed)
        self.goes_to.set_value(first_recipient(self._recipients, call.cases))
        self._say_way()

    def look_at_reports(self, call: ReviewCall) -> None:
        """May it be signed off? A line whose report nobody said stays here."""
        said = all_said(call.tips, call.cases)
        if call.own:
            self.sign.close_with("You made this call.")
        elif not said:
            self.sign.close_with("A line has no report yet.")
        else:
            self.sign.open_again()
        signed = call.state is CallState.SIGNED
        self.after.set_words(_SIGNED if signed else _OWN if call.own else _FREEZES if said else _WHICH)

    def set_recipients(self, recipients: Sequence[Recipient]) -> None:
        """Whom sheets may go to."""
        chosen = self.goes_to.value
        recipients = self._recipients = news_recipients(recipients)
        options: list[tuple[object, str]] = [(one.name, one.name) for one in recipients]
        self.goes_to.set_options(options or [("", "Nobody is entered yet")])
        self.goes_to.set_value(chosen)
        self._say_way()

    @property
    def recipient(self) -> str:
        """The name of whoever gets the sheet, "" when nobody is entered."""
        return str(self.goes_to.value or "")

    def _on_recipient(self, _name: object) -> None:
        self._say_way()

    def _say_way(self) -> None:
        way = next((one.way for one in self._recipients if one.name == self.recipient), None)
        words = WAY_WORDS[way] if way is not None else "Add an investigator or an in-tray under Settings."
        self.goes_to._help = words
        self.goes_to.set_error("")

    def _on_back(self) -> None:
        set_shown(self.why, True)
        set_shown(self.back, False)
        self.why.words.edit.setFocus()

    def _on_kept(self) -> None:
        set_shown(self.why, False)
        set_shown(self.back, True)

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "_column"):
            theme = self.theme
            side = theme.px(18)
            self._column.setContentsMargins(side, side, side - theme.px(Scroller.BAR_PX), side)
            self._column.setSpacing(theme.px(10))
            self._foot.setContentsMargins(side, theme.px(8), side, side)
            self._foot.setSpacing(theme.px(10))
            self._checks.setSpacing(theme.px(8))


def first_recipient(recipients: Sequence[Recipient], cases: Sequence[CaseRef]) -> str:
    """The investigator of the case if entered here, else the tray on duty, else the first."""
    found = recipient_for([case.investigator for case in cases], recipients)
    return found.name if found is not None else next((one.name for one in recipients), "")


class SendBack(Themed, QWidget):
    """What is missing, in words the volunteer reads. `sent(reason)`, `left()`."""

    sent = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.words = TextField("What is missing?", lines=3)
        column.addWidget(self.words)
        row = QHBoxLayout()
        self.send = SecondaryButton("Send back")
        leave = QuietButton("Keep it here")
        self.send.clicked.connect(self._on_send)
        leave.clicked.connect(self.left)
        row.addWidget(self.send)
        row.addWidget(leave)
        column.addLayout(row)
        self._style_now()

    def ask(self, first_name: str) -> None:
        """Ready for another call."""
        self.words.set_text("")
        self.words._help = f"{first_name} reads this and completes the call."
        self.words.set_error("")

    def _on_send(self) -> None:
        if not self.words.text.strip():
            self.words.set_error("Say in a few words what is missing.")
            self.words.edit.setFocus()
            return
        self.sent.emit(self.words.text.strip())


class _CheckRow(Themed, QWidget):
    def __init__(self, check: CheckLine) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        icon_name, color = ("check", "good") if check.passed else ("warning", "warn")
        self._row.addWidget(Icon(icon_name, color, size_px=18, beside="body"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Paragraph(check.text, full_width=True))
        if check.detail:
            words.addWidget(Paragraph(check.detail, face="meta", color="ink2", full_width=True))
        self._row.addLayout(words, 1)
        self.setAccessibleName(f"{'Good' if check.passed else 'Look at this'}: {check.text}. {check.detail}".strip())
        self._style_now()

    def _restyle(self) -> None:
        self._row.setSpacing(self.theme.px(10))
