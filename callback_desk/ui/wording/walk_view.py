"""Walk a script live with a made-up person: the sheets of a real call in a frame that says it is none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.call_script.form import Form
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.sample_people import SAMPLE_PEOPLE, SamplePerson
from callback_desk.domain.call import Gate
from callback_desk.domain.outcomes import Outcome
from callback_desk.ui.call.question_sheet import QuestionSheet
from callback_desk.ui.call.room import Room, room_for
from callback_desk.ui.call.someone_else import SomeoneElseSheet
from callback_desk.ui.components import (
    Card,
    Chip,
    ComboField,
    NoticeBar,
    Paragraph,
    QuietButton,
    Run,
    SecondaryButton,
    Themed,
    Tone,
    empty_out,
    set_shown,
)
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.when import count
from callback_desk.ui.wording.walk_hand import WalkInHand

_DIGITS = "0123456789"
_MEANS = "A walk. Nobody is called, and nothing is kept."


class WalkView(Themed, QWidget):
    """`left()` when the walk is over. Reading the script takes a moment and is done beside the window."""

    left = Signal()

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._page = page
        self._form: Form | None = None
        self._language = "en"
        self.hand: WalkInHand | None = None
        self.sheet: QuestionSheet | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("A walk through the script")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.ribbon = NoticeBar(
            _MEANS,
            tone=Tone.WARN,
            actions=("Leave the walk",),
        )
        self.ribbon.action.connect(self._on_leave)
        column.addWidget(self.ribbon)
        top = QHBoxLayout()
        self.who = ComboField("", [(number, one.name) for number, one in enumerate(SAMPLE_PEOPLE)])
        self.who.combo.setAccessibleName("Made-up person")
        self.who.value_chosen.connect(self._on_who)
        top.addWidget(self.who)
        top.addStretch(1)
        self.gates = Chip("")
        top.addWidget(self.gates)
        self.someone = QuietButton("Someone else answers", icon_name="someone-else")
        self.someone.clicked.connect(self._on_someone)
        top.addWidget(self.someone)
        self.again = SecondaryButton("Start again", icon_name="undo")
        self.again.clicked.connect(self.start)
        top.addWidget(self.again)
        column.addLayout(top)
        self._top = top
        self.ground = Card(padding_px=0)
        column.addWidget(self.ground, 1)
        self._column = column
        self._style_now()

    @property
    def person(self) -> SamplePerson:
        chosen = self.who.value
        return SAMPLE_PEOPLE[chosen if isinstance(chosen, int) else 0]

    def begin(self, xform: str, language: str) -> None:
        """Walk this script, first with somebody who speaks the language."""
        self._drop()
        self._form = None
        speaks = next((n for n, one in enumerate(SAMPLE_PEOPLE) if one.language == language), 0)
        self.who.set_value(speaks)
        self._page.ask("walk", lambda: form_from_xform(xform), self._on_form)

    def start(self) -> None:
        """From the first question, with the person chosen."""
        form = self._form
        if form is None:
            return
        self._drop()
        person = self.person
        language = person.language if person.language in form.languages else form.default_language
        self.ribbon.words.set_words((Run(f"{_MEANS} ", strong=True), Run(person.about)))
        self.ribbon.setAccessibleName(f"{_MEANS} {person.about}")
        self.hand = WalkInHand(self._page.desk, self._page.runner, person, form, language, self)
        self.hand.moved.connect(self._show)
        self._show()

    def _on_form(self, form: object) -> None:
        if isinstance(form, Form):
            self._form = form
            self.start()

    def _show(self) -> None:
        hand = self.hand
        if hand is None:
            return
        checks = [
            name for gate, name in ((Gate.SAFE, "Safe"), (Gate.PERSON, "Right person")) if gate in hand.nav.open_gates
        ]
        self.gates.set_state(
            ", ".join(checks) if checks else "No check passed yet",
            icon_name="check" if checks else "lock",
            tone=Tone.GOOD if checks else Tone.PLAIN,
        )
        set_shown(self.someone, not hand.ended)
        self.someone.set_label(f"Back to {hand.first_name}" if hand.someone_else else "Someone else answers")
        step = hand.step
        if step.question is not None and self.sheet is not None and self.sheet.shows(step):
            self.sheet.refresh(step)
            return
        room = self._room()
        if step.question is None:
            self._put(_End(hand))
            self.again.setFocus()
            return
        sheet = SomeoneElseSheet(hand, step, room) if hand.someone_else else QuestionSheet(hand, step, room)
        self.sheet = sheet
        self._put(sheet)
        if sheet.not_dialed is not None:
            set_shown(sheet.not_dialed, False)  # nobody was dialed
        if self.isVisible():
            sheet.focus_start()

    def _put(self, widget: QWidget) -> None:
        body = self.ground.body
        empty_out(body)
        if not isinstance(widget, QuestionSheet):
            self.sheet = None
        body.addWidget(widget, 1)

    def _drop(self) -> None:
        if self.hand is not None:
            self.hand.over()
            self.hand.deleteLater()
            self.hand = None
        self._put(QWidget())

    def _room(self) -> Room:
        found = room_for(self.width(), self.height(), self.theme.scale)
        return Room.FOLDED if found is Room.FULL else found

    def _on_who(self, _number: object) -> None:
        self.start()

    def _on_someone(self) -> None:
        hand = self.hand
        if hand is None:
            return
        if hand.someone_else:
            hand.back_to_person()
        else:
            hand.someone_else_answered()

    def _on_leave(self, _number: int) -> None:
        self._drop()
        self._form = None
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the sheet and its fields leave alone."""
        key = event.key()
        if self.sheet is None:
            super().keyPressEvent(event)
        elif event.text() in _DIGITS and event.text() and self.sheet.press_number(event.text()):
            return
        elif key == Qt.Key.Key_PageDown:
            self.sheet.go_on()
        elif key == Qt.Key.Key_PageUp:
            self.sheet.go_back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.sheet.enter()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.sheet is not None and self.sheet.room is not self._room():
            self.sheet = None
            self._show()

    def _restyle(self) -> None:
        theme = self.theme
        self._column.setSpacing(theme.px(10))
        self._top.setSpacing(theme.px(12))
        self.who.setFixedWidth(theme.px(210))


class _End(QWidget):
    """How it ended, and what an investigator and the figures would have got."""

    def __init__(self, hand: WalkInHand) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        ending = hand.nav.ending
        outcome = ending.outcome if ending is not None else ""
        rules = hand.desk.rules.outcomes
        known = outcome in {one.value for one in Outcome}
        words = rules.rule(Outcome(outcome)).screen if known else "Without an outcome"
        column.addWidget(Paragraph(f"The call ends here: {words}", face="question", full_width=True))
        told = [
            count(len(hand.nav.answers()), "answer"),
            count(len(hand.nav.lines), "line of what is new", "lines of what is new"),
            count(len(hand.nav.ratings()), "service answer"),
        ]
        column.addWidget(Paragraph(f"It brings back {', '.join(told)}. Nothing was kept.", full_width=True))
        left = hand.nav.no_longer_apply
        if left:
            column.addWidget(Paragraph(f"{count(left, 'answer')} no longer apply.", color="ink2", full_width=True))
        column.addStretch(1)


__all__ = ["WalkView"]
