"""An alert, a complaint or a thank-you, opened: who heard what and when, the case, whom to tell, who takes it over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.concerns import STOPS_CALLS, Concern, ConcernKind, Heard
from callback_desk.ui.board.words import told_words
from callback_desk.ui.call import danger as _heard_words  # noqa: F401 - its table gives `Heard` its words
from callback_desk.ui.components import (
    Card,
    CheckRow,
    DangerButton,
    DeskButton,
    Field,
    HairLine,
    Label,
    NoticeBar,
    PageHead,
    Paragraph,
    PrimaryButton,
    ReasonBeside,
    Scroller,
    SecondaryButton,
    Themed,
    Tone,
    empty_out,
    strong_then,
    unbroken,
)
from callback_desk.ui.desk_page import RING_ROOM_PX
from callback_desk.ui.sentences import sentence
from callback_desk.ui.when import moment
from callback_desk.use_cases import call_list, danger_now
from callback_desk.use_cases.danger_now import ToTell
from callback_desk.use_cases.desk import Desk

_TITLES = {
    ConcernKind.DANGER: "Danger",
    ConcernKind.DISTRESS: "A person in distress",
    ConcernKind.COMPLAINT: "A complaint",
    ConcernKind.PRAISE: "A thank-you",
    ConcernKind.SOMETHING_WRONG: "Something felt wrong",
    ConcernKind.URGENT_TIP: "An urgent lead",
}

_VERBS = {
    ConcernKind.DANGER: "Hand it over",
    ConcernKind.DISTRESS: "Hand it over",
    ConcernKind.COMPLAINT: "Route it",
    ConcernKind.PRAISE: "Pass it on",
    ConcernKind.SOMETHING_WRONG: "Close it",
    ConcernKind.URGENT_TIP: "Hand it over",
}
_ASKS = {
    ConcernKind.DANGER: ("Who takes it over?", "The officer, unit or advocate who acts on it now."),
    ConcernKind.DISTRESS: ("Who takes it over?", "The advocate, crisis team or officer who acts on it now."),
    ConcernKind.COMPLAINT: ("Who receives it?", "Professional Standards, or the name your department uses."),
    ConcernKind.PRAISE: ("Who receives it?", "The officer, and the officer’s supervisor."),
    ConcernKind.SOMETHING_WRONG: ("Who decided, and what?", "A name and a few words. They stay on record."),
    ConcernKind.URGENT_TIP: ("Who takes it over?", "The investigator or the duty desk."),
}
_FOLDED_PX = 760
_TELL_PX = 348
_ANY_PX = 16_777_215
NO_NAME = "Type a name first."


@dataclass(frozen=True, slots=True)
class ConcernRead:
    """One concern with what belongs to it: the person, the case numbers, and whom to telephone."""

    concern: Concern
    name: str
    case_numbers: tuple[str, ...]
    to_tell: tuple[ToTell, ...]


def read_concern(desk: Desk, concern: Concern) -> ConcernRead:
    """Ask the desk for one. Raises NotFound when the person is no longer here."""
    why = call_list.why(desk, concern.callback_id)
    stops = concern.said.kind in STOPS_CALLS
    to_tell = danger_now.whom_to_tell(desk) if stops else ()
    return ConcernRead(concern, why.name.display, why.case_numbers, to_tell)


@dataclass(frozen=True, slots=True)
class Routing:
    """What was decided: `to` as typed; `no_calls` puts the person on the do-not-call list as well."""

    concern: Concern
    to: str
    no_calls: bool = False


class FactRow(Themed, QWidget):
    """A word left, what it says right."""

    def __init__(self, word: str, said: str, *, face: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.word = Paragraph(word, color="ink2", full_width=True)
        self.said = Paragraph(said, face=face, full_width=True)
        self._row.addWidget(self.word, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.said, 1, Qt.AlignmentFlag.AlignTop)
        self._style_now()

    def _restyle(self) -> None:
        self.word.setFixedWidth(self.theme.px(128))
        self._row.setSpacing(self.theme.px(12))


class ConcernSheet(Themed, QWidget):
    """`route_wanted(Routing)` when a name was typed and the verb pressed, `back_wanted()` to leave it as it is."""

    route_wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.read: ConcernRead | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.head = PageHead("Alert")
        self.back = SecondaryButton("Back to the board", icon_name="chevron-left")
        self.back.clicked.connect(self.back_wanted)
        self.head.right.addWidget(self.back)
        outer.addWidget(self.head)
        self._outer = outer
        self.scroller = Scroller()
        self.scroller.keep_bar_beside()
        outer.addWidget(self.scroller, 1)
        self.facts: list[FactRow] = []
        self.name_field = Field("")
        self.no_calls = CheckRow("")
        self.verb: DeskButton = PrimaryButton("")
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tell: Card | None = None
        self._style_now()

    def show_read(self, read: ConcernRead, waiting: int, now: datetime, zone: ZoneInfo) -> None:
        """Show one. `waiting` more of its kind come after it. The form is made new for each."""
        same = self.read is not None and self.read.concern.id == read.concern.id
        typed, ticked = (self.name_field.text, self.no_calls.isChecked()) if same else ("", False)
        had_focus = same and self.name_field.edit.hasFocus()
        self.read = read
        kind = read.concern.said.kind
        after = f"{waiting:,} more after this one." if waiting else ""
        self.head.set_title(_TITLES[kind], after)
        self._clear()
        body = self.scroller.body
        if kind in STOPS_CALLS:
            words = strong_then(
                "Calls to this person have stopped.", "They stay stopped until you have dealt with this."
            )
            body.addWidget(NoticeBar(words, tone=Tone.WARN if kind is ConcernKind.SOMETHING_WRONG else Tone.DANGER))
        sides = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, sides)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.addWidget(self._facts_card(read, now, zone), 1)
        self._tell = self._tell_card(read.to_tell) if read.to_tell else None
        if self._tell is not None:
            self._sides.addWidget(self._tell)
        body.addWidget(sides)
        self._fold()
        body.addWidget(self._form_card(read, typed, ticked))
        body.addStretch(1)
        if had_focus:
            self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_verb(self, reason: str) -> None:
        """It is being written down."""
        self.verb.close_with(reason)

    def open_verb(self) -> None:
        """It was not written down after all."""
        self._on_typed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        theme = self.theme
        folded = self.width() < theme.px(_FOLDED_PX)
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(theme.px(12))
        if self._tell is not None:
            self._tell.setMaximumWidth(_ANY_PX if folded else theme.px(_TELL_PX))
            self._tell.setMinimumWidth(0 if folded else theme.px(_TELL_PX))

    def _facts_card(self, read: ConcernRead, now: datetime, zone: ZoneInfo) -> Card:
        said = read.concern.said
        card = Card("What was heard")
        kinds = "\n".join(sentence(one) for one in Heard if one in said.heard)
        told = told_words(read.concern, now, zone) if said.kind in STOPS_CALLS else ""
        rows = (
            ("Person", read.name),
            ("Case", ", ".join(unbroken(one) for one in read.case_numbers) or "No case number is here."),
            ("Heard by", f"{read.concern.raised_by}, {moment(read.concern.raised_at, now, zone)}"),
            ("Heard", kinds),
            ("Exact words", f"“{said.text}”" if said.text else ""),
            ("Told", told),
        )
        self.facts = [FactRow(word, text, face="strong" if word == "Case" else "body") for word, text in rows if text]
        for row in self.facts:
            card.body.addWidget(row)
        if not said.text and not said.heard:
            card.body.addWidget(
                Paragraph("Nothing more was written down. Ask the volunteer.", face="meta", color="ink2")
            )
        return card

    def _tell_card(self, to_tell: Sequence[ToTell]) -> Card:
        card = Card("Telephone now")
        for place, one in enumerate(to_tell):
            if place:
                card.body.addWidget(HairLine())
            row = QHBoxLayout()
            row.addWidget(Paragraph(f"{one.name}, {one.place.lower()}", full_width=True), 1)
            row.addWidget(Label(unbroken(one.extension) or "No extension", face="name"))
            card.body.addLayout(row)
        card.body.addStretch(1)
        return card

    def _form_card(self, read: ConcernRead, typed: str, ticked: bool) -> Card:
        kind = read.concern.said.kind
        card = Card()
        label, help_text = _ASKS[kind]
        self.name_field = Field(label, typed, help_text=help_text)
        self.name_field.edit.setMaxLength(120)
        self.name_field.setMaximumWidth(self.theme.px(480))
        self.name_field.text_changed.connect(self._on_typed)
        card.body.addWidget(self.name_field)
        self.no_calls = CheckRow(f"Do not call {read.name} again, on any number")
        self.no_calls.setChecked(ticked)
        stops = kind in STOPS_CALLS
        if stops:
            card.body.addWidget(self.no_calls)
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(12))
        self.verb = (
            DangerButton(_VERBS[kind], filled=True)
            if kind in (ConcernKind.DANGER, ConcernKind.DISTRESS)
            else PrimaryButton(_VERBS[kind])
        )
        self.verb.clicked.connect(self._on_verb)
        what = "This closes the alert. Without the tick above, calls to this person may go on afterwards."
        said = Paragraph(what if stops else "It goes as it was said. Your name and the time are kept.", face="meta")
        said.set_color("ink2")
        row.addWidget(said, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(ReasonBeside(self.verb), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.verb, 0, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(row)
        self.name_field.entered.connect(self._on_entered)
        self._on_typed()
        return card

    def _on_typed(self, _text: str = "") -> None:
        if self.name_field.text.strip():
            self.verb.open_again()
        else:
            self.verb.close_with(NO_NAME)

    def _on_entered(self) -> None:
        if self.verb.isEnabled():
            self.verb.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_verb(self) -> None:
        if self.read is not None and self.name_field.text.strip():
            to = " ".join(self.name_field.text.split())
            stops = self.read.concern.said.kind in STOPS_CALLS
            self.route_wanted.emit(Routing(self.read.concern, to, no_calls=stops and self.no_calls.isChecked()))

    def _clear(self) -> None:
        body = self.scroller.body
        empty_out(body)

    def _restyle(self) -> None:
        bar = self.theme.px(Scroller.BAR_PX)
        self.head.setContentsMargins(RING_ROOM_PX, 0, RING_ROOM_PX + bar, 0)  # in line with what scrolls
        self._outer.setSpacing(self.theme.px(8))
        self.scroller.body.setSpacing(self.theme.px(12))
