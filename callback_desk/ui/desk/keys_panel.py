"""Keys and recovery: whether the sheet is good, another one, further accounts, the agency's signature."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.errors import DeskFault
from callback_desk.ui.code_on_paper import CodeGroups, TypeBack
from callback_desk.ui.components import (
    Card,
    Field,
    Paragraph,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    set_shown,
)
from callback_desk.ui.desk.account_card import AccountCard
from callback_desk.ui.desk.code_sign_form import CodeSignForm
from callback_desk.ui.desk.panel import Form, OneOf, Panel
from callback_desk.ui.desk.signature_card import SignatureCard
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.when import moment
from callback_desk.use_cases import recovery_code
from callback_desk.use_cases.ports_world import DrawnCode
from callback_desk.use_cases.reminders import Reminders, confirm_recovery_code, reminders

PrintSheet = Callable[[DrawnCode], None]
GOOD = "The code was read back from the paper: the sheet is good."
NOT_READ_BACK = "Nobody has read the code back from the paper yet. Find the sheet and do it today."
NEW_IN_FORCE = (
    "The new sheet is good. The old one opens nothing here any more: keep it only with backups made until now."
)
_OVERVIEW, _READ_BACK, _SIGN, _SHOWN, _TYPED = range(5)


class KeysPanel(Panel):
    """The sheet's state and its verbs; each step takes their place. A code leaves the window with its step."""

    title = "Keys and recovery"

    def __init__(self, page: DeskPage, print_sheet: PrintSheet | None) -> None:
        super().__init__(page)
        self._print = print_sheet
        self._drawn: DrawnCode | None = None
        self.said = Paragraph("", color="good", strong=True, full_width=True)
        self.body.addWidget(self.said)
        set_shown(self.said, False)
        self.stack = OneOf()
        self.body.addWidget(self.stack)
        self.body.addStretch(1)
        self._shown_place, self._typed_place = QVBoxLayout(), QVBoxLayout()
        self.stack.put(
            self._overview(), self._read_back(), self._sign(), _holding(self._shown_place), _holding(self._typed_place)
        )
        self._style_now()

    # -- what there is

    def _overview(self) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(14))
        column.addWidget(self._sheet_card())
        self.accounts = AccountCard(self.page)
        column.addWidget(self.accounts)
        self.signature = SignatureCard(self.page)
        column.addWidget(self.signature)
        return held

    def _sheet_card(self) -> Card:
        card = Card("The recovery sheet", padding_px=20)
        card.body.addWidget(
            Paragraph(
                "The code on it opens the desk when this computer has lost its key, and it opens the backups. It lies "
                "in the safe. Whoever finds it and this computer can open the records.",
                full_width=True,
            )
        )
        self.state = Paragraph("", full_width=True)
        self.used = Paragraph("", color="warn", full_width=True)
        card.body.addWidget(self.state)
        card.body.addWidget(self.used)
        set_shown(self.used, False)
        row = QHBoxLayout()
        self.read_back = PrimaryButton("Read the code back")
        self.read_back.setObjectName("readCodeBack")
        self.read_back.clicked.connect(self._to_read_back)
        self.make = SecondaryButton("Make a new code", icon_name="key")
        self.make.setObjectName("makeNewCode")
        self.make.clicked.connect(self._to_sign)
        row.addWidget(self.make)
        row.addStretch(1)
        row.addWidget(self.read_back)
        card.body.addLayout(row)
        card.body.addWidget(
            Paragraph(
                "Make a new code when the sheet is lost, or when somebody saw it who should not have.",
                face="meta",
                color="ink2",
                full_width=True,
            )
        )
        return card

    def refresh(self) -> None:
        desk = self.page.desk
        self.page.ask("reminders", lambda: reminders(desk), self._on_reminders)
        self.accounts.refresh()
        self.signature.refresh()

    def _on_reminders(self, found: Reminders) -> None:
        waits = found.code_not_typed_back
        self.state.set_color("warn" if waits else "good")
        self.state.set_words(NOT_READ_BACK if waits else GOOD)
        set_shown(self.read_back, waits)
        set_shown(self.used, found.recovery_used_at is not None)
        if found.recovery_used_at is not None:
            when = moment(found.recovery_used_at, self.page.now, self.page.desk.zone)
            self.used.set_words(f"The code was used {when}. If nobody here did, make a new one and tell who runs IT.")

    def leave(self) -> None:
        self._to_overview()
        self.accounts.leave()
        self._say("")

    # -- the code, whole, from the paper

    def _read_back(self) -> QWidget:
        self.back_form = form = Form("This is on the sheet")
        self.whole = Field("Recovery code", help_text="All five groups. Capitals, blanks and hyphens do not matter.")
        self.whole.edit.setObjectName("wholeCode")
        self.whole.entered.connect(self._on_read_back)
        form.verb.clicked.connect(self._on_read_back)
        form.add(Paragraph("Type the code as it stands on the paper, not from memory.", full_width=True), self.whole)
        self._add_back(form)
        return form

    def _to_read_back(self) -> None:
        self._step(_READ_BACK, "Read the code back", self.whole.edit)

    def _on_read_back(self) -> None:
        typed, desk = self.whole.text.strip(), self.page.desk
        self.whole.set_error("" if typed else "Type the code from the printed sheet.")
        if not typed or not self.back_form.verb.isEnabled():
            return
        self.back_form.verb.close_with("The code is being compared.")
        task = self.page.runner.save(lambda: confirm_recovery_code(desk, typed))
        task.succeeded.connect(lambda _done: self._done(GOOD))
        task.failed.connect(self._on_not_read_back)

    def _on_not_read_back(self, trouble: object) -> None:
        self.back_form.verb.open_again()
        if isinstance(trouble, DeskFault):
            self.whole.set_error(trouble.sentence)
            self.whole.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.page.notices.show_error(trouble)

    # -- a new code: two people sign

    def _sign(self) -> QWidget:
        self.sign_form = CodeSignForm(self.page)
        self.sign_form.drawn.connect(self._on_drawn)
        self._add_back(self.sign_form)
        return self.sign_form

    def _to_sign(self) -> None:
        self._step(_SIGN, "A new recovery code", self.sign_form.password.edit)
        self.sign_form.ask()

    # -- the code on the screen, then from the paper

    def _on_drawn(self, drawn: object) -> None:
        assert isinstance(drawn, DrawnCode)
        if self.stack.here != _SIGN:
            return  # another part was opened meanwhile: nothing was changed
        self._drawn = drawn
        self._show_code()

    def _show_code(self) -> None:
        if self._drawn is None:
            return
        self._forget_steps()
        place = self._shown_place
        place.addWidget(Paragraph("Print it, or copy it by hand. It is shown now and never again.", full_width=True))
        place.addWidget(CodeGroups(self._drawn.groups))
        self.print_words = Paragraph("", color="warn", full_width=True)
        set_shown(self.print_words, False)
        place.addWidget(self.print_words)
        self.printing = SecondaryButton("Print the sheet", icon_name="printer")
        self.printing.setObjectName("printSheet")
        self.printing.clicked.connect(self._on_print)
        set_shown(self.printing, self._print is not None)
        self.on_paper = PrimaryButton("I have it on paper")
        self.on_paper.setObjectName("onPaper")
        self.on_paper.clicked.connect(self._on_paper)
        self._last_row(place, self.printing, self.on_paper)
        self._step(_SHOWN, "The new recovery code", self.printing if self._print is not None else self.on_paper)

    def _on_print(self) -> None:
        if self._drawn is None or self._print is None:
            return
        try:
            self._print(self._drawn)
        except DeskFault as fault:
            self.print_words.set_words(f"{fault.sentence} You can also write the code down by hand.")
            set_shown(self.print_words, True)

    def _on_paper(self) -> None:
        drawn = self._drawn
        if drawn is None:
            return
        self._forget_steps()
        place = self._typed_place
        place.addWidget(Paragraph("Type two of the groups, so that we know the sheet is right.", full_width=True))
        self.typed = TypeBack(drawn.ask_back, drawn.is_group)
        self.typed.entered.connect(self._on_typed)
        place.addWidget(self.typed)
        again = SecondaryButton("Show the code once more")
        again.clicked.connect(self._show_code)
        self.use = PrimaryButton("Use the new code")
        self.use.setObjectName("useNewCode")
        self.use.clicked.connect(self._on_typed)
        self._last_row(place, again, self.use)
        self._step(_TYPED, "Read it from the paper", self.typed)

    def _on_typed(self) -> None:
        drawn, desk = self._drawn, self.page.desk
        if drawn is None or not self.use.isEnabled() or not self.typed.look():
            return
        typed = self.typed.typed
        self.use.setEnabled(False)
        task = self.page.runner.save(lambda: recovery_code.put_in_force(desk, drawn, typed=typed))
        task.succeeded.connect(lambda _done: self._done(NEW_IN_FORCE))
        task.failed.connect(self._on_not_in_force)

    def _on_not_in_force(self, trouble: object) -> None:
        self.use.setEnabled(True)
        self.page.notices.show_error(trouble)

    # -- the steps

    def _done(self, sentence: str) -> None:
        self._to_overview()
        self._say(sentence)
        self.refresh()
        self.make.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_overview(self) -> None:
        self._drawn = None
        self._forget_steps()
        self.sign_form.clear()
        self.whole.set_text("")
        self.whole.set_error("")
        self.back_form.verb.open_again()
        self.title_label.setText(self.title)
        self.stack.show_part(_OVERVIEW)

    def _step(self, place: int, title: str, first: QWidget) -> None:
        self._say("")
        self.title_label.setText(title)
        self.stack.show_part(place)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, sentence: str) -> None:
        self.said.set_words(sentence)
        set_shown(self.said, bool(sentence))

    def _add_back(self, form: Form) -> None:
        back = SecondaryButton("Back", icon_name="chevron-left")
        back.clicked.connect(self._to_overview)
        form.way_out.addWidget(back)

    def _last_row(self, place: QVBoxLayout, beside: QWidget, verb: QWidget) -> None:
        row = QHBoxLayout()
        keep = QuietButton("Keep the old sheet")
        keep.clicked.connect(self._to_overview)
        row.addWidget(keep)
        row.addStretch(1)
        row.addWidget(beside)
        row.addWidget(verb)
        held = QWidget()
        held.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        place.addWidget(held)

    def _forget_steps(self) -> None:
        """What was on the screen leaves the window, and the code with it."""
        for place in (self._shown_place, self._typed_place):
            while (item := place.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()


def _holding(place: QVBoxLayout) -> QWidget:
    held = QWidget()
    held.setLayout(place)
    place.setContentsMargins(0, 0, 0, 0)
    return held


__all__ = ["GOOD", "NEW_IN_FORCE", "NOT_READ_BACK", "KeysPanel", "PrintSheet"]
