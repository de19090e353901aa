"""The card before the dial: who, which kinds of number, what was agreed, and why now. No number, no case."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.call import CallCard, CardPhone
from callback_desk.domain.ids import PhoneId
from callback_desk.ui.call.cover_pin import CoverPin, PinCard
from callback_desk.ui.call.phone_words import kind_word, language_word, outcome_word
from callback_desk.ui.call.skip_card import SkipCard
from callback_desk.ui.components import (
    ButtonSize,
    Card,
    Choice,
    ChoiceList,
    Icon,
    Label,
    MaskedBox,
    Paragraph,
    PrimaryButton,
    Run,
    Scroller,
    SecondaryButton,
    Themed,
    set_shown,
)
from callback_desk.ui.desk_page import RING_ROOM_PX
from callback_desk.ui.notices import Notices
from callback_desk.ui.times import day, short_day
from callback_desk.ui.when import clock, count
from callback_desk.use_cases.desk import Desk

_HINT_FROM_PX = 900
_HINT = "The number shows after this. Nothing is dialed for you."
_ON_THE_LINE = "Nothing is dialed. The two checks come first."


class CardPage(Themed, QWidget):
    """`start_wanted(PhoneId)` is the only way to the number; `skipped(SkipReason)` lays the card aside.

    `given_back()`: they rang, and it was no call after all.
    """

    start_wanted = Signal(object)
    skipped = Signal(object)
    given_back = Signal()

    #: A key or a click so soon was meant for the page before: nobody is dialed whose card was never read.
    READ_MS = 400

    def __init__(self, desk: Desk, *, pin: CoverPin | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.pin = pin or CoverPin()
        self.card: CallCard | None = None
        self._choices: ChoiceList | None = None
        self.setProperty("sheet", "desk")
        self.setProperty("ringInside", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The card before the call")
        self.notices = Notices(self)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        self._inside = QWidget()
        outer.addWidget(self._inside, 1000)
        outer.addStretch(1)
        self._column = QVBoxLayout(self._inside)
        self._column.addWidget(self.notices.place)
        self._scroll = Scroller()
        self._scroll.keep_bar_beside()
        self._column.addWidget(self._scroll, 1)
        self._held: QWidget | None = None
        self._unread = QTimer(self)
        self._unread.setSingleShot(True)
        foot = QHBoxLayout()
        self._foot = foot
        self.skip = SecondaryButton("Skip this person", icon_name="undo")
        self.skip.setObjectName("skipPerson")
        self.skip.clicked.connect(self._on_skip)
        self.skipping: SkipCard | None = None
        self._refused = False
        self.start = PrimaryButton("Start call", icon_name="phone", key="Enter", size=ButtonSize.LARGE)
        self.start.setObjectName("startCall")
        self.start.clicked.connect(self._on_start)
        foot.addWidget(self.skip)
        foot.addStretch(1)
        self._hint = Paragraph(_HINT, face="meta", color="ink2")
        foot.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.start)
        self._column.addLayout(foot)
        self._style_now()

    @property
    def phone(self) -> PhoneId | None:
        """The number that will be dialed: the first that may be rung, or the one chosen."""
        if self.card is None:
            return None
        if self._choices is not None and self._choices.chosen:
            return PhoneId(int(self._choices.chosen))
        return next((phone.id for phone in self.card.phones if not phone.closed), None)

    @property
    def may_start(self) -> bool:
        """The card was in sight long enough, and has a number that may be rung."""
        return self.card is not None and self.start.isEnabled() and not self._unread.isActive()

    def show_card(self, card: CallCard, *, prefer: PhoneId | None = None) -> None:
        """Show a claimed person. `prefer` is the next number of the same sitting."""
        self.clear()
        self.card = card
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(12))
        column.addWidget(self._who(card))
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(12))
        row.addWidget(self._safe(card), 1)
        row.addWidget(self._tries(card), 1)
        column.addWidget(self._phones(card, prefer))
        column.addLayout(row)
        if not self.pin.is_set:
            pin = PinCard(self.pin)
            pin.chosen.connect(self.start.setFocus)
            column.addWidget(pin)
        column.addStretch(1)
        self._held = held
        self._scroll.body.addWidget(held)
        self.start.setEnabled(True)
        self.start.set_label("Start the talk" if card.they_rang else "Start call")
        self._name_the_way_out()
        self._hint.set_words(_ON_THE_LINE if card.they_rang else _HINT)
        if self.phone is None:
            self.start.close_with("No number may be rung at this hour. Give the card back.")
            self._hint.set_words(self.start.reason)
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)
        self._unread.start(self.READ_MS)

    def clear(self) -> None:
        """Nothing of the last person stays in the window."""
        self.card = None
        self._refused = False
        self._unread.stop()
        self._choices = None
        self.start.open_again()
        self._hint.set_words(_HINT)
        self._drop_reasons()
        if self._held is not None:
            self._scroll.body.removeWidget(self._held)
            self._held.hide()
            self._held.setParent(None)
            self._held.deleteLater()
            self._held = None

    def open_again(self) -> None:
        """It could not be started: the card stays, and may go back without a reason of the volunteer's."""
        self._refused = True
        self._name_the_way_out()
        self.start.setEnabled(self.phone is not None)
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- parts

    def _who(self, card: CallCard) -> Card:
        box = Card()
        heading = "They called us" if card.they_rang else "The next person"
        box.body.addWidget(Label(heading, face="meta", color="ink2"))
        box.body.addWidget(Paragraph(card.name.display, face="page", full_width=True))
        facts = [f"Speaks {language_word(card.language)}" if card.language else "Language not known"]
        if card.case_count > 1:
            facts.append(f"{card.case_count} reports, one call")
        box.body.addWidget(Paragraph(". ".join(facts) + ".", full_width=True))
        if card.promised_at is not None:
            promised = f"We promised to call at {clock(card.promised_at, self._desk.zone)}."
            box.body.addWidget(Paragraph((Run(promised, strong=True), Run(f" {card.promise_note}")), full_width=True))
        box.body.addSpacing(self.theme.px(4))
        why = QHBoxLayout()
        why.setSpacing(self.theme.px(10))
        why.addWidget(Icon("help", beside="body"), 0, Qt.AlignmentFlag.AlignTop)
        lead = "Who is it? " if card.they_rang else "Why now. "
        why.addWidget(Paragraph((Run(lead, strong=True), Run(card.why_now)), full_width=True), 1)
        box.body.addLayout(why)
        box.body.addSpacing(self.theme.px(4))
        box.body.addWidget(MaskedBox("What happened, when, and the case status show in the call, after both checks."))
        return box

    def _phones(self, card: CallCard, prefer: PhoneId | None) -> Card:
        box = Card("Which number they call from" if card.they_rang else "Which number")
        first = next((phone.id for phone in card.phones if not phone.closed), None)
        chosen = prefer if prefer is not None and any(one.id == prefer for one in card.phones) else first
        choices = [
            Choice(str(one.id), self._phone_words(one), self._phone_hint(one), one.closed) for one in card.phones
        ]
        self._choices = ChoiceList(choices, chosen="" if chosen is None else str(chosen))
        box.body.addWidget(self._choices)
        return box

    def _phone_words(self, phone: CardPhone) -> str:
        note = f", {phone.note}" if phone.note else ""
        return f"{kind_word(phone.kind)}{note}"

    def _phone_hint(self, phone: CardPhone) -> str:
        there = f"{clock(self._desk.clock.now(), ZoneInfo(phone.zone))} there" if phone.zone else ""
        tried = f"{count(phone.tries, 'try', 'tries')}" if phone.tries else "not tried yet"
        return ", ".join(part for part in (there, tried) if part)

    def _safe(self, card: CallCard) -> Card:
        box = Card("Safe contact")
        agreed = card.safe_contact
        box.body.addWidget(Paragraph(agreed.sentence or "Nothing agreed yet. Leave no message.", full_width=True))
        if agreed.confirmed_on is not None:
            box.body.addWidget(Label(f"Confirmed {day(agreed.confirmed_on)}", face="meta", color="ink2"))
        box.body.addStretch(1)
        return box

    def _tries(self, card: CallCard) -> Card:
        box = Card("Tries before this one")
        zone = self._desk.zone
        if not card.tries:
            box.body.addWidget(Paragraph("None. This is the first.", full_width=True))
        for one in card.tries[:3]:
            row = QHBoxLayout()
            when = Label(short_day(one.at, zone), face="figures", color="ink2")
            when.setMinimumWidth(self.theme.px(60))
            row.addWidget(when)
            row.addWidget(Paragraph(f"{outcome_word(self._desk, one.outcome)}, {clock(one.at, zone)}"), 1)
            box.body.addLayout(row)
        box.body.addStretch(1)
        return box

    # -- presses

    def _on_start(self) -> None:
        phone = self.phone
        if phone is not None and self.may_start:
            self.start.setEnabled(False)
            self.start_wanted.emit(phone)

    @property
    def _needs_no_reason(self) -> bool:
        """They rang, or a rule stopped the call: it is not the volunteer who does not want to."""
        return self.card is not None and (self.card.they_rang or self._refused or self.phone is None)

    def _name_the_way_out(self) -> None:
        if self.skipping is not None:
            self.skip.set_label("Back to the card")
        else:
            self.skip.set_label("Give back" if self._needs_no_reason else "Skip this person")

    def _on_skip(self) -> None:
        card = self.card
        if card is None:
            return
        if self._needs_no_reason:
            self.given_back.emit()
        elif self.skipping is None:
            self._ask_why(card)
        else:
            self._drop_reasons()

    def _ask_why(self, card: CallCard) -> None:
        self.skipping = SkipCard(card.name.first or card.name.short, card.promised_at, self._desk.zone)
        self.skipping.chosen.connect(self.skipped)
        if self._held is not None:
            set_shown(self._held, False)
        self._scroll.body.addWidget(self.skipping, 0, Qt.AlignmentFlag.AlignTop)
        self._scroll.verticalScrollBar().setValue(0)
        self._foot_for_reasons()
        self.skipping.reasons.focus_first()

    def _drop_reasons(self) -> None:
        """Back to the card, as it was."""
        if self.skipping is None:
            return
        self._scroll.body.removeWidget(self.skipping)
        self.skipping.hide()
        self.skipping.deleteLater()
        self.skipping = None
        if self._held is not None:
            set_shown(self._held, True)
        self._foot_for_reasons()
        self.skip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _foot_for_reasons(self) -> None:
        asking = self.skipping is not None
        self._name_the_way_out()
        set_shown(self.start, not asking)
        self._fit_hint()

    def _restyle(self) -> None:
        theme = self.theme
        self._inside.setMaximumWidth(theme.px(920))
        bar = theme.px(Scroller.BAR_PX)
        self._column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24) - bar, theme.px(20))
        self._foot.setContentsMargins(RING_ROOM_PX, 0, RING_ROOM_PX + bar, 0)  # in line with the cards
        self.notices.place.setContentsMargins(RING_ROOM_PX, 0, RING_ROOM_PX + bar, 0)
        self._column.setSpacing(theme.px(12))
        self._fit_hint()  # larger text is a narrower page

    def _fit_hint(self) -> None:
        room = self.width() / self.theme.scale >= _HINT_FROM_PX or bool(self.start.reason)
        set_shown(self._hint, room and self.skipping is None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_hint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.skipping is not None:
            if key == Qt.Key.Key_Escape:
                self._drop_reasons()
            elif event.text() and not event.isAutoRepeat():
                self.skipping.reasons.choose_key(event.text())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():  # held since the page before
                self._on_start()
        elif event.text() and event.text() in "123456789" and self._choices is not None:
            self._choices.choose_key(event.text())
        else:
            super().keyPressEvent(event)
