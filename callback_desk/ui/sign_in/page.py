"""Sign in: the notice of use, a typed name, a password. Never a list of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from callback_desk.domain.errors import DeskFault, KeysUnavailable, LockedOut
from callback_desk.ui.components import (
    ButtonSize,
    Field,
    HairLine,
    Icon,
    Label,
    Paragraph,
    PasswordField,
    PrimaryButton,
    Scroller,
    SecondaryButton,
    Themed,
    set_shown,
)
from callback_desk.ui.sign_in.parts import CARD_PX, BrandSide, DoorCard, Room

if TYPE_CHECKING:
    from callback_desk.ui.sign_in.recover_form import RecoverForm


class SignInPage(Themed, QWidget):
    """`sign_in_wanted(name, password)`; then `refused(fault)` or the page goes.

    Where this account has no key, or wrong tries have stopped a sign-in, the page offers to type a code:
    `recover_wanted(code)`; then `recover_refused(fault)` or `recovered()`.

    `banner` is the agency's notice of use (CJIS AC-8); pressing *Sign in* under it is the agreement, and it is on
    record as such. `sheet` shows sign-in names of a demo and nothing else.
    """

    sign_in_wanted = Signal(str, str)
    recover_wanted = Signal(str)
    painted = Signal()  # once, when the whole page has been painted

    def __init__(
        self,
        agency: str,
        banner: tuple[str, ...],
        *,
        place: tuple[str, ...] = (),
        sheet: str = "",
        warning: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_painted = self._stopped = False
        self.setProperty("sheet", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._outer = outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        foot = (*place, "Nothing here is sent over the internet.")
        self._side = BrandSide(agency, "Before you sign in", banner, foot)
        outer.addWidget(self._side)
        self._scroll = scroll = Scroller()
        outer.addWidget(scroll, 1)
        scroll.body.addStretch(1)
        self.card = DoorCard()
        self._recover: RecoverForm | None = None
        self._middle = QHBoxLayout()  # not an alignment: that would ask for a height without knowing the width
        self._middle.addStretch(1)
        self._middle.addWidget(self.card)
        self._middle.addStretch(1)
        scroll.body.addLayout(self._middle)
        scroll.body.addStretch(1)
        self._fill(sheet, warning)
        self._style_now()

    @property
    def recover(self) -> RecoverForm:
        """The way back in with the sheet, made when somebody needs it."""
        if self._recover is None:
            from callback_desk.ui.sign_in.recover_form import RecoverForm

            self._recover = RecoverForm()
            self._recover.code_given.connect(self.recover_wanted)
            self._recover.back_wanted.connect(self._show_sign_in)
            set_shown(self._recover, False)
            self._middle.insertWidget(2, self._recover)
            self._fold()
        return self._recover

    def _fill(self, sheet: str, warning: str) -> None:
        body = self.card.body
        self._title = Label("Sign in", face="page")
        body.addWidget(self._title)
        self.name = Field("Your name", icon_name="person")
        self.name.edit.setObjectName("signInName")
        self.password = PasswordField()
        self.password.edit.setObjectName("signInPassword")
        for field in (self.name, self.password):
            field.text_changed.connect(self._on_typed)
        self.name.entered.connect(self._on_name_entered)
        self.password.entered.connect(self._on_sign_in)
        self._fields = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._fields.addWidget(self.name, 1)
        self._fields.addWidget(self.password, 1)
        body.addLayout(self._fields)
        self.said = Paragraph("", color="warn", full_width=True)
        self.said.setObjectName("signInSaid")
        set_shown(self.said, False)
        body.addWidget(self.said)
        self.with_sheet = SecondaryButton("Use the recovery sheet", icon_name="key")
        self.with_sheet.setObjectName("useRecoverySheet")
        self.with_sheet.clicked.connect(self._show_recover)
        set_shown(self.with_sheet, False)
        body.addWidget(self.with_sheet)
        self.button = PrimaryButton("Sign in", key="Enter", size=ButtonSize.LARGE)
        self.button.setObjectName("signIn")
        self.button.clicked.connect(self._on_sign_in)
        body.addWidget(self.button)
        if warning:
            from callback_desk.ui.components import NoticeBar, Tone

            body.addWidget(NoticeBar(warning, tone=Tone.WARN))
        body.addWidget(HairLine())
        row = QHBoxLayout()
        row.addWidget(Icon("clock", beside="meta"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(
            Paragraph(
                "After you sign in you see when your name was last used here. If that was not you, say so.",
                face="meta",
                color="ink2",
                full_width=True,
            ),
            1,
        )
        body.addLayout(row)
        if sheet:
            body.addWidget(Paragraph(sheet, face="meta", color="ink2", full_width=True))

    def refused(self, trouble: object) -> None:
        """Say why, below; the name stays, the password goes."""
        sentence = trouble.sentence if isinstance(trouble, DeskFault) else ""
        if not sentence:
            from callback_desk.ui.notices import notice_of  # a mistake of ours: no start waits for it

            words = notice_of(trouble).words
            sentence = words if isinstance(words, str) else ""
        self.password.clear()
        self._busy(False)
        self._say(sentence)
        self._stopped = isinstance(trouble, LockedOut)
        self.with_sheet.set_label("Use the recovery sheet" if self._stopped else "Type a code")
        set_shown(self.with_sheet, self._stopped or isinstance(trouble, KeysUnavailable))
        self.password.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def recovered(self, *, admitted: bool = False) -> None:
        """This computer has its key again, and nobody is stopped; the same person signs in as before.

        `admitted`: it was a supervisor's code, and this account has the key for the first time.
        """
        self._show_sign_in()
        set_shown(self.with_sheet, False)
        if admitted:
            self._say("This account has the key to the desk now. Sign in with your own name and password.")
            return
        done = "Nobody's sign-in is stopped now." if self._stopped else "This computer has its key to the desk again."
        self._say(f"{done} Sign in as before.")

    def recover_refused(self, trouble: object) -> None:
        """The code did not open it."""
        self.recover.refused(trouble)

    def _show_recover(self) -> None:
        self.recover.explain(stopped=self._stopped)
        set_shown(self.card, False)
        set_shown(self.recover, True)
        code = self.recover.code.edit
        code.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(code))

    def _show_sign_in(self) -> None:
        if self._recover is not None:
            self._recover.clear()
            set_shown(self._recover, False)
        set_shown(self.card, True)
        self._focus_first()

    def clear(self) -> None:
        """Ready for the next person."""
        self.name.set_text("")
        self.password.clear()
        set_shown(self.said, False)
        self._busy(False)

    def _on_typed(self, _text: str) -> None:
        """At large text the notice of use stands above and is read first; who types sees the field."""
        typed = self.password if self.password.edit.hasFocus() else self.name
        self._scroll.ensureWidgetVisible(typed)

    def _on_name_entered(self) -> None:
        self.password.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_sign_in(self) -> None:
        name, password = self.name.text.strip(), self.password.text
        if not self.button.isEnabled():
            return
        if not name:
            self._say("Type your name, as your supervisor entered it.")
            self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not password:
            self._say("Type your password.")
            self.password.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            set_shown(self.said, False)
            self._busy(True)
            self.sign_in_wanted.emit(name, password)

    def _say(self, sentence: str) -> None:
        self.said.set_words(sentence)
        set_shown(self.said, True)
        # Where the card is higher than the window, the sentence is scrolled to once it has its place.
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.said))

    def _busy(self, busy: bool) -> None:
        self.button.setEnabled(not busy)
        self.button.set_label("Opening the desk" if busy else "Sign in")

    def _restyle(self) -> None:
        self._fold()

    def _fold(self) -> None:
        """Where the notice of use stands above, the form stands low and wide under it: both are seen at once."""
        above = self._side.stand(self._outer, self._scroll, width_px=self.width(), card_px=CARD_PX) is Room.ABOVE
        for card in (self.card, self._recover):
            if card is not None:
                card.set_wide(above)
        set_shown(self._title, not above)
        across = QBoxLayout.Direction.LeftToRight if above else QBoxLayout.Direction.TopToBottom
        if self._fields.direction() != across:
            self._fields.setDirection(across)
        self._fields.setSpacing(self.theme.px(16))
        for place in (0, self._middle.count() - 1):  # beside the card
            self._middle.setStretch(place, 0 if above else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)  # what lies on the page is painted after it

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_first()

    def _focus_first(self) -> None:
        first = self.password if self.name.text else self.name
        first.edit.setFocus(Qt.FocusReason.OtherFocusReason)
