"""One question: what to find out, what to say, how it is answered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.call_script.form import QuestionKind
from callback_desk.call_script.steps import Step
from callback_desk.domain.call_urgency import why_today
from callback_desk.ui.call.answer_kinds import part_for
from callback_desk.ui.call.answers import AnswerPart, ChoicesPart
from callback_desk.ui.call.any_line import AnyLine
from callback_desk.ui.call.crumbs import Crumbs
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.line_head import LineHead
from callback_desk.ui.call.more_below import MoreBelow
from callback_desk.ui.call.phone_words import language_word
from callback_desk.ui.call.room import Room
from callback_desk.ui.call.sheet import TAGS, Sheet, said
from callback_desk.ui.components import (
    Card,
    DoLine,
    NoticeBar,
    Paragraph,
    PrimaryButton,
    QuietButton,
    Run,
    SecondaryButton,
    set_shown,
)


class QuestionSheet(Sheet):
    """The step in front of the volunteer. `refresh` keeps caret and focus while the question stays the same."""

    def __init__(self, hand: CallInHand, step: Step, room: Room) -> None:
        super().__init__(room, step.heading or step.words.text)
        self.hand = hand
        self.key = step.key
        self.language = hand.nav.language
        self._shown = _what_shows(step)
        self._line: LineHead | None = None
        if step.line is not None:
            self._line = LineHead(hand, step.line, step.line_text, marks=room is not Room.TIGHT)
            self.top.addWidget(self._line)
            if room is Room.TIGHT:
                self.body.addWidget(self._line.marks)
            if room is not Room.TIGHT:
                self.top.addWidget(Crumbs(step.crumbs))
        self._before_words(step)
        self.add_head(step.heading, self._position(step))
        if step.words:
            self.add_words(said(step.words), TAGS[step.tag])
        elif room is Room.TIGHT:
            self.top.addWidget(Paragraph(step.heading, face="question", full_width=True))
        self._under_words(step)
        if step.do_line and self._has_do_line:
            (self.body if room is Room.TIGHT else self.top).addWidget(DoLine(step.do_line))
        if step.compare:
            eyes = (Run("Compare, and never read aloud. ", strong=True), Run(step.compare))
            self.top.addWidget(DoLine(eyes, icon_name="eye"))
        elif step.question is not None and step.question.compare:
            reason = next((choice.closed_reason for choice in step.choices if choice.closed_reason), "")
            self.top.addWidget(DoLine(f"{reason}.", icon_name="eye"))
        self._add_rule(step)
        self.part = self._part(step)
        self.body.addWidget(self.part)
        self.error = Paragraph("", color="warn", full_width=True)
        self.body.addWidget(self.error)
        self.body.addStretch(1)
        self.more_below: MoreBelow | None = None
        self.any_line: AnyLine | None = None
        if step.may_capture and step.kind is not QuestionKind.CAPTURE:
            self.any_line = AnyLine(hand)
            self.any_line.folded.connect(self.focus_start)
            if room is Room.TIGHT:
                self.any_line.opened.connect(self._on_line_opened)
                self._on_line_opened(self.any_line.open)
            self.column.insertWidget(self.column.count() - 1, self.any_line)
        self._fill_foot(step)
        self.refresh(step)

    def shows(self, step: Step) -> bool:
        """Whether this sheet is of that step, in its language, with the fact that is compared and what is closed."""
        return self.language == self.hand.nav.language and self._shown == _what_shows(step)

    def refresh(self, step: Step) -> None:
        """The same question: another answer, another kept line, a complaint about the answer."""
        self.part.refresh(step)
        self.error.set_words("" if self.part.says_error else step.error)
        set_shown(self.error, bool(self.error.text()))
        if self._line is not None and step.line is not None:
            self._line.show_line(step.line, step.line_text)

    def press_number(self, key: str) -> bool:
        return self.part.press_number(key)

    def enter(self) -> None:
        self.part.enter()

    def go_on(self) -> None:
        self._keep_line()
        self.part.go_on()

    def go_back(self) -> None:
        self._keep_line()
        self.part.keep()
        self.hand.go_back()

    def type_letter(self, letter: str) -> bool:
        """A letter typed where no caret is: it begins a line of what is new."""
        if self.any_line is None or self.part.start() is not None:
            return False
        self.any_line.write(letter)
        return True

    def _keep_line(self) -> None:
        if self.any_line is not None:
            self.any_line.keep()

    def focus_start(self) -> None:
        if self.any_line is not None and self.any_line.open:
            self.any_line.write()
            return
        target = self.part.start() or self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    _has_do_line = True

    def _position(self, step: Step) -> str:
        return step.position_text

    def _before_words(self, step: Step) -> None:
        """A notice above the heading, for sheets that have one."""

    def _under_words(self, step: Step) -> None:
        """Further words, for sheets that have them."""

    def _add_rule(self, step: Step) -> None:
        """Must somebody know today: what the rule says of this line. The volunteer decides."""
        if step.line is None or step.question is None or step.question.tip != "urgent":
            return
        here = [line.key for line in self.hand.nav.lines].index(step.line.key)
        reasons = why_today(self.hand.nav.tips()[here])
        if reasons:
            rule = (Run("The rule says yes: ", strong=True), Run(f"{', and '.join(reasons)}."))
            self.top.addWidget(DoLine(rule, icon_name="warning"))

    def _part(self, step: Step) -> AnswerPart:
        return part_for(self.hand, step, self.room)

    def _add_more_below(self) -> None:
        if self.part.choices:
            self.more_below = MoreBelow(self.scroller, self.part.choices)
            self.foot.addWidget(self.more_below, 0, Qt.AlignmentFlag.AlignVCenter)

    def _fill_foot(self, step: Step) -> None:
        tight = self.room is Room.TIGHT
        if self.hand.at_start:
            hint = Paragraph("Press a number key, or click.", face="meta", color="ink2")
            self.foot.addWidget(hint, 0, Qt.AlignmentFlag.AlignVCenter)
            self.foot.addStretch(1)
            self._add_more_below()
            self.not_dialed = SecondaryButton("I did not dial", icon_name="undo")
            self.not_dialed.setObjectName("notDialed")
            self.not_dialed.clicked.connect(self.hand.take_back)
            self.foot.addWidget(self.not_dialed)
            return
        back = SecondaryButton("Back", icon_name="" if tight else "chevron-left", key="" if tight else "Page Up")
        back.clicked.connect(self.go_back)
        self.foot.addWidget(back)
        if not tight:
            self._add_languages()
        if self.any_line is not None:
            write = QuietButton("Line" if tight else "Write a line", icon_name="pen")
            write.setObjectName("writeLine")
            write.setAccessibleName("Write a line of what is new")
            write.clicked.connect(self._on_write)
            self.foot.addWidget(write)
        self.foot.addStretch(1)
        self._add_more_below()
        if step.kind is QuestionKind.CAPTURE:
            nothing = SecondaryButton("Nothing new")
            nothing.setObjectName("nothingNew")
            nothing.clicked.connect(self._on_nothing_new)
            self.foot.addWidget(nothing)
        on = PrimaryButton("Go on", key="" if tight else "Page Down")
        on.setObjectName("goOn")
        on.clicked.connect(self.go_on)
        self.foot.addWidget(on)

    def _add_languages(self) -> None:
        for code in self.hand.nav.form.languages:
            if code != self.hand.nav.language:
                other = QuietButton(language_word(code), icon_name="speech")
                other.setAccessibleName(f"Words in {language_word(code)}")
                other.setObjectName(f"language_{code}")
                other.setProperty("code", code)
                other.clicked.connect(self._on_language)
                self.foot.addWidget(other)

    def _on_language(self) -> None:
        button = self.sender()
        if isinstance(button, QuietButton):
            self.part.keep()
            self.hand.set_language(str(button.property("code")))

    def _on_line_opened(self, opened: bool) -> None:
        """At 200 % the answers give way while somebody writes: the words and the line stay whole."""
        set_shown(self.scroller, not opened)

    def _on_write(self) -> None:
        if self.any_line is not None:
            self.any_line.write()

    def _on_nothing_new(self) -> None:
        self.part.keep()
        if self.hand.step.key == self.key:
            self.hand.nothing_new()


def _what_shows(step: Step) -> tuple[object, ...]:
    return step.key, step.compare, tuple(choice.closed_reason for choice in step.choices)


class SomeoneElseSheet(QuestionSheet):
    """Another voice: words that tell nothing, and only endings that are safe."""

    _has_do_line = False  # the notice says it already

    def _part(self, step: Step) -> AnswerPart:
        # All endings stand on a 768 px screen: one that is not seen would be answered by a wrong one.
        return ChoicesPart(self.hand, step, self.room, dense=self.room is not Room.TIGHT)

    def _position(self, step: Step) -> str:
        return ""

    def _before_words(self, step: Step) -> None:
        if self.room is Room.TIGHT:
            return
        words = (
            Run("The card is covered. ", strong=True),
            Run("They must not learn that this is the police, or why you call."),
        )
        self.top.addWidget(NoticeBar(words, icon_name="cover"))

    def _under_words(self, step: Step) -> None:
        cards = self.hand.nav.cards.someone_else
        if not cards or self.room is Room.TIGHT:
            return
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(12))
        for card in cards[:2]:
            row.addWidget(_Answer(card.topic, card.words.text), 1)
        self.top.addLayout(row)

    def _restyle(self) -> None:
        super()._restyle()
        if self.room is Room.TIGHT or self.room.folded:
            return
        theme = self.theme
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(margins.left(), theme.px(14), margins.right(), margins.bottom())
        self.top.setSpacing(theme.px(8))

    def _fill_foot(self, step: Step) -> None:
        name = self.hand.first_name or "the person"
        back = SecondaryButton(f"Back to {name}", icon_name="chevron-left", key="F2")
        back.clicked.connect(self.hand.back_to_person)
        self.foot.addWidget(back)
        self.foot.addStretch(1)
        self._add_more_below()

    def go_back(self) -> None:
        self.hand.back_to_person()


class _Answer(QWidget):
    """What they ask, and the words for it."""

    def __init__(self, topic: str, words: str) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = _AnswerCard(padding_px=8)
        card.body.addWidget(Paragraph(topic, face="strong", full_width=True))
        card.body.addWidget(Paragraph(f"“{words}”", full_width=True))
        outer.addWidget(card)


class _AnswerCard(Card):
    """Its two lines belong together."""

    def _restyle(self) -> None:
        super()._restyle()
        self.body.setSpacing(0)
