"""What stands above the answers of a question: the line it is about, the heading, the words to say, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from callback_desk.call_script.form import QuestionKind
from callback_desk.call_script.state import Line
from callback_desk.call_script.steps import Step
from callback_desk.domain.call_urgency import why_today
from callback_desk.ui.call.crumbs import Crumbs
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.line_head import LineHead
from callback_desk.ui.call.room import Room
from callback_desk.ui.call.sheet import OWN_GIVEN, TAGS, Sheet, said
from callback_desk.ui.components import DoLine, Label, Paragraph, Run, Words, set_shown


class QuestionTop:
    """Fills the top of a sheet, question after question, in the same widgets. What a question has not is emptied.

    `before` and `under` are what a sheet of its own kind puts above the heading and under the words.
    """

    def __init__(self, sheet: Sheet, hand: CallInHand, *, before: QWidget | None, under: QWidget | None) -> None:
        self._sheet = sheet
        self._hand = hand
        self._tight = sheet.room is Room.TIGHT
        self._low = sheet.room.folded  # what the numbers of a line say scrolls with the answers: the line stays whole
        self.line: LineHead | None = None  # most questions are about none: made when the first one is
        self._crumbs: Crumbs | None = None
        self._below = False  # what is only to be done stands below the answers
        top = sheet.top
        if before is not None:
            top.addWidget(before)
        head = QHBoxLayout()
        self._heading = Paragraph("", face="section" if self._tight else "question", full_width=True)
        self._position = Label("", face="meta", color="ink2")
        head.addWidget(self._heading, 1)
        head.addWidget(self._position, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addLayout(head)
        self.words = sheet.add_words("", "")
        if under is not None:
            top.addWidget(under)
        self._do = DoLine()
        self._do_words = ""
        (sheet.body if self._tight else top).addWidget(self._do)
        self._asks = DoLine(icon_name="ask")
        (sheet.body if self._tight else top).addWidget(self._asks)
        self._compare = DoLine(icon_name="eye")
        self._rule = DoLine(icon_name="warning")
        top.addWidget(self._compare)
        top.addWidget(self._rule)

    def show(self, step: Step, position: str, *, do_line: bool) -> None:
        """Be of this question."""
        self._show_line(step)
        # At 200 % the heading gives way to the words.
        heading = step.heading if not (self._tight and step.words) else ""
        self._heading.set_words(heading)
        self._position.setText(position if heading and not self._tight else "")
        for part in (self._heading, self._position):
            set_shown(part, bool(part.text()))
        self.words.set_words(said(step.words), tag=TAGS[step.tag] if step.words else "")
        set_shown(self.words, bool(step.words))
        self._do_words = step.do_line if do_line else ""
        self._say_to_do(step)
        _say(self._compare, _to_compare(step))
        _say(self._rule, self._rule_of(step))

    def rest(self) -> None:
        """No question is shown: no word of one stays."""
        self.show(Step(None, None, ""), "", do_line=False)

    def stand_close(self, close: int) -> None:
        """First the space in the card of the line gives way, then the row of what is still asked about it.

        Where all three scroll, what is only to be done goes below the answers: the foot says that there is more.
        """
        if self.line is not None:
            self.line.stand_close(close > 0)
        if self._crumbs is not None:
            set_shown(self._crumbs, close < OWN_GIVEN and bool(self._crumbs.text()))
        if self._below != (close >= OWN_GIVEN):
            self._below = not self._below
            self._put_below(self._below)

    @property
    def to_read(self) -> tuple[QWidget, ...]:
        """What may stand below the answers."""
        marks = (self.line.marks,) if self.line is not None and self._low else ()
        return (*marks, self._do, self._asks) if self._tight else marks

    def _put_below(self, below: bool) -> None:
        """What is to be put right in a line (a whole card number) stays above the answers."""
        body = self._sheet.body
        stays = self.line.marks if self.line is not None and not self.line.marks.calm else None
        moved = self.to_read if below else ()
        for part in reversed(self.to_read):
            body.removeWidget(part)
        for place, part in enumerate(part for part in self.to_read if part not in moved or part is stays):
            body.insertWidget(place, part)
        for part in (part for part in moved if part is not stays):
            body.insertWidget(body.count() - 1, part)  # before what stretches

    def get_ready(self) -> None:
        """Make what a question about a line wants, before there is one."""
        if self.line is None:
            self._make_line(Line("", "", self._hand.desk.clock.now()), "")
            self._rest_line()

    def refresh(self, step: Step) -> None:
        """The same question: the line may have been mended."""
        if self.line is not None and step.line is not None:
            self.line.show_line(step.line, step.line_text)
        self._say_to_do(step)

    def _say_to_do(self, step: Step) -> None:
        """At 200 % there is room for one of the two: the line to type in stays whole."""
        asks = self._asked_by_investigator(step)
        _say(self._asks, asks)
        _say(self._do, "" if asks and self._tight else self._do_words)

    def _show_line(self, step: Step) -> None:
        if step.line is None:
            self._rest_line()
            return
        line = self.line or self._make_line(step.line, step.line_text)
        line.begin(step.line, step.line_text)
        set_shown(line, True)
        if self._crumbs is not None:
            self._crumbs.show_crumbs(step.crumbs)
            set_shown(self._crumbs, True)

    def _rest_line(self) -> None:
        """The question is about no line."""
        if self.line is not None:
            self.line.rest()
            set_shown(self.line, False)
        if self._crumbs is not None:
            self._crumbs.show_crumbs(())
            set_shown(self._crumbs, False)

    def _make_line(self, line: Line, position: str) -> LineHead:
        self.line = LineHead(self._hand, line, position, marks=not self._low)
        self._sheet.top.insertWidget(0, self.line)
        if self._low:
            self._sheet.body.insertWidget(0, self.line.marks)
        if not self._tight:
            self._crumbs = Crumbs(())
            self._sheet.top.insertWidget(1, self._crumbs)
        return self.line

    def _asked_by_investigator(self, step: Step) -> Words:
        """Where the card of the person is folded away nobody would know of it; beside the question the card says it."""
        if not self._low or step.kind is not QuestionKind.CAPTURE:
            return ""
        case = self._hand.shown_case()
        asks = case.asks_next if case is not None else None
        if asks is None:
            return ""
        if self._tight:
            return Run("The investigator asks something. ", strong=True), Run("Read it with F7; asked, press F6.")
        return (
            Run("The investigator asks: ", strong=True),
            Run(f"“{asks.question}” When you have asked it, press F6 and its number."),
        )

    def _rule_of(self, step: Step) -> Words:
        """Must somebody know today: what the rule says of this line. The volunteer decides."""
        if step.line is None or step.question is None or step.question.tip != "urgent":
            return ""
        here = [line.key for line in self._hand.nav.lines].index(step.line.key)
        reasons = why_today(self._hand.nav.tips()[here])
        return (Run("The rule says yes: ", strong=True), Run(f"{', and '.join(reasons)}.")) if reasons else ""


def _say(line: DoLine, words: Words) -> None:
    line.set_words(words)
    set_shown(line, bool(words))


def _to_compare(step: Step) -> Words:
    """What is compared and never read aloud, or why it cannot be."""
    if step.compare:
        return (Run("Compare, and never read aloud. ", strong=True), Run(step.compare))
    if step.question is None or not step.question.compare:
        return ""
    reason = next((choice.closed_reason for choice in step.choices if choice.closed_reason), "")
    return f"{reason}."
