"""The right column: who is called, by which number, what was agreed. Case facts only while both checks stand open."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.call import CardPhone, CaseCard
from callback_desk.ui.call.copy_button import CopyButton
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.investigator_asks import InvestigatorAsksBox
from callback_desk.ui.call.panel_help import THEY_ASK_ABOUT, NeverSay, fill_help_row, fill_tries
from callback_desk.ui.call.phone_words import kind_word, language_word, number_above, who_above
from callback_desk.ui.components import (
    Chip,
    HairLine,
    Icon,
    Label,
    MaskedBox,
    NoticeBar,
    Paragraph,
    QuietButton,
    Run,
    Scroller,
    Themed,
    Tone,
    unbroken,
)
from callback_desk.ui.times import day
from callback_desk.ui.when import clock

_WIDE_PX = 328
_SIDE_PX = 20
_BESIDE_LINK_PX = 7  # a link has no border: its words, not its padding, end where the column ends
_LATER_MS = 30
_NOTHING_AGREED = "Nothing agreed yet. Leave no message."
_MASKED = (
    Run("What happened, when, and the case status", strong=True, color="ink"),
    Run(" show after both checks: safe to talk, and the right person."),
)


class PersonPanel(Themed, QWidget):
    """Built anew whenever something changes, so that nothing of before stays in the widget tree.

    `language_wanted(code)`, `cut_off_wanted()` and `more_wanted()` are wishes.
    """

    language_wanted = Signal(str)
    cut_off_wanted = Signal()
    more_wanted = Signal()

    def __init__(self, hand: CallInHand, *, beside: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hand = hand
        self._beside = beside
        self.setProperty("sheet", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("The person called")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if beside:
            outer.addWidget(HairLine(vertical=True))
        self.scroller = Scroller()
        self.scroller.body.setContentsMargins(0, 0, 0, 0)
        self.scroller.body.setSpacing(0)
        outer.addWidget(self.scroller, 1)
        self._inner: QWidget | None = None
        self._seen: tuple[object, ...] = ()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self._draw)
        self._style_now()

    def show_hand(self) -> None:
        """Draw what may be seen at this moment, unless it is what is drawn already.

        What must go goes at once, and the case comes at once. What else there is waits until the question is painted.
        """
        seen = self._may_be_seen()
        case = seen[1] is not None or (bool(self._seen) and self._seen[1] is not None)
        if self._inner is None or seen[0] or case:
            self._draw()
        elif seen != self._seen:
            self._later.start()

    def _may_be_seen(self) -> tuple[object, ...]:
        hand = self.hand
        case = hand.shown_case()
        there = clock(self._now(), hand.desk.zone)
        return hand.someone_else, case, hand.nav.language, hand.talked, "" if case else there

    def _draw(self) -> None:
        self._later.stop()
        seen = self._may_be_seen()
        if self._inner is not None and seen == self._seen:
            return
        self._seen = seen
        if self._inner is not None:
            self.scroller.body.removeWidget(self._inner)
            self._inner.hide()
            self._inner.setParent(None)
            self._inner.deleteLater()
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._fill(column)
        self.scroller.body.addWidget(self._inner, 1)

    def _restyle(self) -> None:
        if self._beside:
            self.setFixedWidth(self.theme.px(_WIDE_PX))

    # -- what it holds

    def _fill(self, column: QVBoxLayout) -> None:
        case = self.hand.shown_case()
        if self.hand.someone_else:
            self._fill_covered(column)
        elif case is not None:
            self._fill_open(column, case)
        else:
            self._fill_before(column)

    def _fill_before(self, column: QVBoxLayout) -> None:
        if not self.hand.talked:
            self._add_dial(column)
        who = self._part(column, line=not self.hand.talked)
        who.addWidget(Label(who_above(self.hand.card), face="meta", color="ink2"))
        who.addWidget(Paragraph(self._name(), face="name", full_width=True))
        who.setContentsMargins(*self._margins(14, 4))
        self._add_language(column)
        masked = self._part(column)
        masked.setContentsMargins(*self._margins(12, 12))
        masked.addWidget(MaskedBox(_MASKED))
        self._add_safe_contact(column, titled=True)
        if self.hand.talked:  # the number has been dialed: one line of it is enough
            self._add_number(column, below_px=8)
        self._add_tries(column)
        if self.hand.card is not None and self.hand.card.why_now:
            why = self._part(column, line=True)
            why.addWidget(Label("Why now", face="strong"))
            why.addWidget(Paragraph(self.hand.card.why_now, full_width=True))
        if self.hand.talked:
            self._add_help(column, they_ask=False)
        column.addStretch(1)

    def _add_dial(self, column: QVBoxLayout) -> None:
        """The number in large figures, while it is dialed."""
        dial = self._part(column)
        dial.addWidget(Label(number_above(self.hand.card), face="meta", color="ink2"))
        number = Paragraph(unbroken(self.hand.started.dial_text), face="number", full_width=True)
        number.setObjectName("dialText")
        dial.addWidget(number)
        chips = QHBoxLayout()
        chips.setSpacing(self.theme.px(8))
        phone = next((one for one in self._phones() if one.id == self.hand.started.phone_id), None)
        if phone is not None:
            chips.addWidget(Chip(kind_word(phone.kind), icon_name="phone"))
            if phone.zone:
                there = clock(self._now(), ZoneInfo(phone.zone))
                chips.addWidget(Chip(f"{there} there", icon_name="clock"))
        chips.addStretch(1)
        dial.addLayout(chips)

    def _fill_open(self, column: QVBoxLayout, case: CaseCard) -> None:
        part = self._part(column)
        part.addWidget(Paragraph(self._name(), face="name", full_width=True))
        chips = QHBoxLayout()
        chips.setSpacing(self.theme.px(8))
        for passed in ("Safe to talk", "Right person"):
            chips.addWidget(Chip(passed, icon_name="check-ring", tone=Tone.GOOD))
        chips.addStretch(1)
        part.addLayout(chips)
        part.setContentsMargins(*self._margins(14, 8))
        self._add_fact(part, "What", case.offense_plain)
        if case.reported_at is not None:
            self._add_fact(part, "Reported", self._reported(case))
        self._add_case_number(part, case.case_number)
        self._add_fact(part, "Status", case.status_phrase or "Too old to be read aloud", strong=True)
        if case.as_of is not None:
            self._add_fact(part, "", f"as of {day(case.as_of)}", face="meta", color="ink2")
        if case.asks:
            column.addWidget(InvestigatorAsksBox(case.asks, self.hand, self._margins(10, 10)))
        self._add_safe_contact(column, titled=False)
        self._add_help(column, they_ask=True)
        column.addWidget(HairLine())
        column.addWidget(NeverSay(self.hand.nav.cards.never_say, self._margins(8, 6)), 1)

    def _fill_covered(self, column: QVBoxLayout) -> None:
        part = self._part(column)
        part.addWidget(Label("You asked for", face="meta", color="ink2"))
        part.addWidget(Paragraph(self._name(), face="name", full_width=True))
        part.addSpacing(self.theme.px(6))
        name = self.hand.first_name or "the person"
        covered = (
            Run("Everything about the case is covered\n", strong=True, color="ink"),
            Run(f"It shows again only after both checks are done with {name}."),
        )
        part.addWidget(MaskedBox(covered))
        part.addSpacing(self.theme.px(6))
        warning = (
            Run(f"If the person who answered is angry, pushes for reasons, or will not let {name} talk: press "),
            Run("5", strong=True),
            Run("."),
        )
        part.addWidget(NoticeBar(warning, tone=Tone.WARN))
        column.addWidget(HairLine())
        self._add_number(column, above_px=8, below_px=6)
        column.addStretch(1)

    # -- pieces

    def _part(self, column: QVBoxLayout, *, line: bool = False) -> QVBoxLayout:
        theme = self.theme
        if line:
            column.addWidget(HairLine())
        box = QVBoxLayout()
        box.setContentsMargins(*self._margins(14, 12))
        box.setSpacing(theme.px(4))
        column.addLayout(box)
        return box

    def _link_row(self, column: QVBoxLayout, *, above_px: int = 0, below_px: int = 0) -> QHBoxLayout:
        """A row that ends with a link."""
        theme = self.theme
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(_SIDE_PX), theme.px(above_px), theme.px(_BESIDE_LINK_PX), theme.px(below_px))
        column.addLayout(row)
        return row

    def _margins(self, above_px: int, below_px: int) -> tuple[int, int, int, int]:
        theme = self.theme
        return theme.px(_SIDE_PX), theme.px(above_px), theme.px(_SIDE_PX), theme.px(below_px)

    def _add_fact(
        self, part: QVBoxLayout, label: str, value: str, *, strong: bool = False, face: str = "body", color: str = "ink"
    ) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        name = Label(label, color="ink2")
        name.setFixedWidth(self.theme.px(71))
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Paragraph(value, face=face, color=color, strong=strong, full_width=True), 1)
        part.addLayout(row)
        return row

    def _add_case_number(self, part: QVBoxLayout, number: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        name = Label("Case", color="ink2")
        name.setFixedWidth(self.theme.px(71))
        row.addWidget(name)
        row.addWidget(Label(number, face="figures"))
        copy = CopyButton(number, "Copy the case number")
        copy.setFixedHeight(self.theme.px(28))  # the row keeps the height of its neighbours, nearly
        row.addWidget(copy)
        row.addStretch(1)
        part.addLayout(row)

    def _add_language(self, column: QVBoxLayout) -> None:
        nav = self.hand.nav
        spoken = self.hand.card.language if self.hand.card else self.hand.started.language
        row = self._link_row(column)
        row.addWidget(Label(f"Speaks {language_word(spoken)}" if spoken else "Language not known"))
        row.addStretch(1)
        for code in nav.form.languages:
            if code != nav.language:
                other = QuietButton(f"In {language_word(code)}", icon_name="speech")
                other.setObjectName(f"language_{code}")
                other.setAccessibleName(f"Say the words in {language_word(code)}")
                other.setProperty("code", code)
                other.clicked.connect(self._on_language)
                row.addWidget(other)

    def _add_safe_contact(self, column: QVBoxLayout, *, titled: bool) -> None:
        agreed = self.hand.card.safe_contact if self.hand.card is not None else None
        part = self._part(column, line=True)
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(10))
        row.addWidget(Icon("shield", beside="body"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        if titled:
            words.addWidget(Label("Safe contact", face="strong"))
        words.addWidget(Paragraph((agreed and agreed.sentence) or _NOTHING_AGREED, full_width=True))
        if titled and agreed is not None and agreed.confirmed_on is not None:
            words.addWidget(Label(f"Confirmed {day(agreed.confirmed_on)}", face="meta", color="ink2"))
        row.addLayout(words, 1)
        part.addLayout(row)
        if not titled:
            part.setContentsMargins(*self._margins(10, 0))
            self._add_number(column, below_px=4)

    def _add_number(self, column: QVBoxLayout, *, above_px: int = 0, below_px: int = 0) -> None:
        row = self._link_row(column, above_px=above_px, below_px=below_px)
        row.setSpacing(self.theme.px(8))
        row.addWidget(Icon("phone"))
        row.addWidget(Label(unbroken(self.hand.started.dial_text), face="figures"))
        row.addStretch(1)
        cut = QuietButton("Cut off", key="F3")
        cut.setAccessibleName("We were cut off, F3")
        cut.clicked.connect(self.cut_off_wanted)
        row.addWidget(cut)

    def _add_tries(self, column: QVBoxLayout) -> None:
        tries = self.hand.card.tries if self.hand.card is not None else ()
        fill_tries(self._part(column, line=True), self.hand.desk, tries)

    def _add_help(self, column: QVBoxLayout, *, they_ask: bool) -> None:
        column.addWidget(HairLine())
        row = self._link_row(column, above_px=8, below_px=0 if they_ask else 8)
        fill_help_row(row, self.more_wanted, they_ask=they_ask)
        if they_ask:
            about = self._part(column)
            about.setContentsMargins(*self._margins(0, 8))
            about.addWidget(Paragraph(THEY_ASK_ABOUT, face="meta", color="ink2", full_width=True))

    def _on_language(self) -> None:
        button = self.sender()
        if isinstance(button, QuietButton):
            self.language_wanted.emit(str(button.property("code")))

    # -- facts

    def _name(self) -> str:
        return self.hand.started.facts.get("full_name", "") or self.hand.first_name

    def _phones(self) -> tuple[CardPhone, ...]:
        return self.hand.card.phones if self.hand.card is not None else ()

    def _now(self) -> datetime:
        return self.hand.desk.clock.now()

    def _reported(self, case: CaseCard) -> str:
        if case.reported_at is None:
            return ""
        zone = self.hand.desk.zone
        if case.reported_precision == "month":
            return f"{case.reported_at.astimezone(zone):%B %Y}"
        shown = day(case.reported_at, zone)
        return shown if case.reported_precision == "day" else f"{shown}, {clock(case.reported_at, zone)}"
