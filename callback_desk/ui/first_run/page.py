"""The first start: who we are, the first supervisor, then the recovery code, once, and two groups of it typed back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.people import MOST_NAME_LETTERS
from callback_desk.ui.code_on_paper import CodeGroups, TypeBack
from callback_desk.ui.components import (
    ButtonSize,
    Card,
    ComboField,
    Field,
    Label,
    NoticeBar,
    Paragraph,
    PasswordField,
    PrimaryButton,
    Scroller,
    SecondaryButton,
    Themed,
    Tone,
    set_shown,
)
from callback_desk.ui.first_run.asked import ANOTHER_ZONE, REGIONS, ZONE_OF, ZONES, FirstRun, RecoveryShown
from callback_desk.ui.first_run.other_desk import OtherDesk, other_desk_button
from callback_desk.ui.notices import notice_of
from callback_desk.ui.sign_in.parts import BrandSide, Room
from callback_desk.ui.tasks import Runner

_WIDE_PX: Final = 680
_COLUMN_PX: Final = 300
_ROUND_PX: Final = 40  # left and right of the card, with the bar that scrolls


class FirstRunPage(Themed, QWidget):
    """`make` runs in the background and may refuse with a sentence; `print_sheet` prints; `ready()` at the end.

    `shares`: this account may be shown another account's desk, `other_wanted()`; then `shown_other` or `refused`.
    """

    ready = Signal()
    other_wanted = Signal()
    close_wanted = Signal()

    def __init__(
        self,
        make: Callable[[FirstRun], RecoveryShown],
        print_sheet: Callable[[RecoveryShown], None],
        runner: Runner,
        *,
        warning: str = "",
        shares: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._print = print_sheet
        self._runner = runner
        self._shown: RecoveryShown | None = None
        self._zone_by_hand = False
        self._warning = warning
        self._shares = shares
        self.setProperty("sheet", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._outer = outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        told = (
            "This makes the desk: one encrypted file on this computer, and the first person who may open it.",
            "You will see a recovery code once. It opens the desk when this computer has lost its key. "
            "Print it, and keep it where the evidence keys are.",
            "It takes about three minutes.",
        )
        self._side = BrandSide("", "The first start", told, ("Nothing here is sent over the internet.",))
        outer.addWidget(self._side)
        self._scroll = Scroller()
        outer.addWidget(self._scroll, 1)
        self._scroll.body.addStretch(1)
        self._middle = QHBoxLayout()
        self._middle.addStretch(1)
        self._middle.addStretch(1)
        self._scroll.body.addLayout(self._middle)
        self._scroll.body.addStretch(1)
        self._card: Card | None = None
        self._show_form()
        self._style_now()

    # -- the form

    def _show_form(self) -> None:
        card = self._new_card()
        body = card.body
        body.addWidget(Label("Make the desk", face="page"))
        if self._warning:
            body.addWidget(NoticeBar(self._warning, tone=Tone.WARN))
        self.agency = Field("Agency", help_text="As it is said on the telephone: Springfield Police Department.")
        self.region = ComboField("Country", REGIONS)
        self.region.value_chosen.connect(self._on_region_chosen)
        self.area_code = Field("Area code", help_text="For numbers written without one.")
        zones = [(zone, f"{words} ({zone})") for zone, words in ZONES]
        self.zone = ComboField("Time zone", [*zones, (ANOTHER_ZONE, "Another one")])
        self.zone.value_chosen.connect(self._on_zone_chosen)
        self.zone_name = Field("Name of the time zone", help_text="As America/Boise or America/Indiana/Knox.")
        self.zone_name.edit.setObjectName("zoneName")
        set_shown(self.zone_name, False)
        self.callback_phone = Field("Number to ring back", help_text="Published, so that people can check us.")
        self.supervisor = Field("First supervisor", help_text="Your name, as you will sign in.")
        self.extension = Field("Your extension", help_text="Rung when somebody is in danger.")
        self.password = PasswordField(help_text="15 characters or more, as four words.")
        self.again = PasswordField("The password again")
        for widget in (self.agency, self.supervisor, self.password, self.again):
            widget.setProperty("needed", True)
        for named in (self.agency, self.supervisor):
            named.edit.setMaxLength(MOST_NAME_LETTERS)
        body.addWidget(self.agency)
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.px(12))
        grid.setVerticalSpacing(self.theme.px(10))
        where = (self.region, self.zone, self.area_code, self.callback_phone)
        who = (self.supervisor, self.extension, self.password, self.again)
        for index, field in enumerate((*where, *who)):
            grid.addWidget(field, index // 2, index % 2, Qt.AlignmentFlag.AlignTop)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, self.theme.px(_COLUMN_PX))  # the zones are longer than all else
        body.addLayout(grid)
        body.addWidget(self.zone_name)
        self._say_below(body)
        self.button = PrimaryButton("Make the desk", size=ButtonSize.LARGE)
        self.button.setObjectName("makeDesk")
        self.button.clicked.connect(self._on_make)
        self.again.entered.connect(self._on_make)
        self._end(self.button, beside=other_desk_button(self.other_wanted.emit) if self._shares else None)

    def _on_make(self) -> None:
        for field, words in (
            (self.agency, "Type the name of the agency."),
            (self.supervisor, "Type your name."),
        ):
            field.set_error("" if field.text.strip() else words)
            if not field.text.strip():
                field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if self.password.text != self.again.text:
            self.again.set_error("The two are not the same. Type the password again.")
            self.again.clear()
            self.again.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.again.set_error("")
        set_shown(self.said, False)
        self.button.setEnabled(False)
        self.button.set_label("Making the desk")
        asked = self._asked()
        task = self._runner.save(lambda: self._make(asked))
        task.succeeded.connect(self._on_made)
        task.failed.connect(self.refused)

    def _on_region_chosen(self, region: object) -> None:
        if not self._zone_by_hand:
            self.zone.set_value(ZONE_OF[str(region)])

    def _on_zone_chosen(self, zone: object) -> None:
        self._zone_by_hand = True
        set_shown(self.zone_name, zone == ANOTHER_ZONE)
        if zone == ANOTHER_ZONE:
            self.zone_name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _asked(self) -> FirstRun:
        return FirstRun(
            agency=" ".join(self.agency.text.split()),
            region=str(self.region.value),
            area_code=self.area_code.text.strip(),
            timezone=str(self.zone.value) or self.zone_name.text.strip(),
            callback_phone=self.callback_phone.text.strip(),
            supervisor=" ".join(self.supervisor.text.split()),
            extension=self.extension.text.strip(),
            password=self.password.text,
        )

    def shown_other(self, folder: str) -> None:
        """This account opens that desk from the next start on."""
        other = OtherDesk(folder, self.close_wanted.emit)
        self._new_card().body.addWidget(other)
        other.setFocus()

    def refused(self, trouble: object) -> None:
        """Say why, below; what was typed stays."""
        words = trouble.sentence if isinstance(trouble, DeskFault) else notice_of(trouble).words
        self.button.setEnabled(True)
        self.button.set_label("Make the desk")
        self.said.set_words(words)
        set_shown(self.said, True)

    # -- the code

    def _on_made(self, shown: object) -> None:
        if not isinstance(shown, RecoveryShown):
            return
        self._shown = shown
        card = self._new_card()
        body = card.body
        body.addWidget(Label("The recovery code", face="page"))
        body.addWidget(
            Paragraph(
                "It is shown now and never again. Without it, a lost computer account means lost records.",
                full_width=True,
            )
        )
        body.addWidget(CodeGroups(shown.groups))
        printing = SecondaryButton("Print the sheet", icon_name="printer")
        printing.setObjectName("printSheet")
        printing.clicked.connect(self._on_print)
        beside = QHBoxLayout()
        beside.addWidget(printing)
        beside.addStretch(1)
        body.addLayout(beside)
        self._say_below(body)
        self.go_on = PrimaryButton("I have it on paper", size=ButtonSize.LARGE)
        self.go_on.setObjectName("onPaper")
        self.go_on.clicked.connect(self._on_paper)
        self._end(self.go_on)
        printing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_print(self) -> None:
        if self._shown is None:
            return
        try:
            self._print(self._shown)
        except DeskFault as fault:
            self.said.set_words(f"{fault.sentence} You can also write the code down by hand.")
            set_shown(self.said, True)

    def _on_paper(self) -> None:
        """The code goes from the screen; two of its groups come back from the paper."""
        shown = self._shown
        if shown is None:
            return
        card = self._new_card()
        body = card.body
        body.addWidget(Label("Read it from the paper", face="page"))
        body.addWidget(Paragraph("Type two of the groups, so that we know the sheet is right.", full_width=True))
        self.typed = TypeBack(shown.ask_back, shown.is_group)
        self.typed.entered.connect(self._on_typed_back)
        body.addWidget(self.typed)
        self._say_below(body)
        self.done = PrimaryButton("Ready", key="Enter", size=ButtonSize.LARGE)
        self.done.setObjectName("ready")
        self.done.clicked.connect(self._on_typed_back)
        again = SecondaryButton("Show the code once more")
        again.clicked.connect(self._on_show_again)
        row = QHBoxLayout()
        row.addWidget(again)
        row.addStretch(1)
        row.addWidget(self.done)
        body.addLayout(row)
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_show_again(self) -> None:
        if self._shown is not None:
            self._on_made(self._shown)

    def _on_typed_back(self) -> None:
        shown = self._shown
        if shown is None or not self.done.isEnabled():
            return
        set_shown(self.said, False)
        if not self.typed.look():
            return
        first, second = self.typed.typed
        self.done.setEnabled(False)
        task = self._runner.save(lambda: shown.confirm(first, second))
        task.succeeded.connect(self._on_confirmed)
        task.failed.connect(self._on_not_confirmed)

    def _on_confirmed(self, right: object) -> None:
        if right is not True:
            self._on_not_confirmed(DeskFault("These are not the groups of this desk. Look at the paper once more."))
            return
        self._shown = None
        self._new_card()
        self.ready.emit()

    def _on_not_confirmed(self, trouble: object) -> None:
        self.done.setEnabled(True)
        self.said.set_words(trouble.sentence if isinstance(trouble, DeskFault) else notice_of(trouble).words)
        set_shown(self.said, True)

    # -- cards

    def _new_card(self) -> Card:
        """Another step; the one before it leaves the window, and the code with it."""
        if self._card is not None:
            self._middle.removeWidget(self._card)
            self._card.hide()
            self._card.setParent(None)
            self._card.deleteLater()
            self._scroll.verticalScrollBar().setValue(0)
        card = Card(padding_px=24)
        self._card = card
        self._fold()
        self._middle.insertWidget(1, card)
        return card

    def _say_below(self, body: QVBoxLayout) -> None:
        """Room for a sentence about what was typed."""
        self.said = Paragraph("", color="warn", full_width=True)
        set_shown(self.said, False)
        body.addWidget(self.said)

    def _end(self, button: PrimaryButton, *, beside: QWidget | None = None) -> None:
        row = QHBoxLayout()
        if beside is not None:
            row.addWidget(beside)
        row.addStretch(1)
        row.addWidget(button)
        if self._card is not None:
            self._card.body.addLayout(row)

    def _fold(self) -> None:
        """The words of the side beside the card, or above it; the card never wider than the window."""
        theme = self.theme
        room = self._side.stand(self._outer, self._scroll, width_px=self.width(), card_px=_WIDE_PX)
        # Above the code the words would push it out of a small window; they were read at the form.
        set_shown(self._side, room is not Room.ABOVE or self._shown is None)
        if self._card is not None:
            self._card.setFixedWidth(min(theme.px(_WIDE_PX), self.width() - theme.px(_ROUND_PX)))
            # The whole form stands on a 768 px screen; the code has room.
            self._card.body.setSpacing(theme.px(10 if self._shown is None else 16))

    def _restyle(self) -> None:
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.agency.edit.setFocus(Qt.FocusReason.OtherFocusReason)


__all__ = ["REGIONS", "ZONES", "FirstRun", "FirstRunPage", "RecoveryShown"]
