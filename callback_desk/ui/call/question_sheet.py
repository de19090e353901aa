"""One question: what to find out, what to say, how it is answered."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QWidget

from callback_desk.call_script.form import QuestionKind
from callback_desk.call_script.steps import Step
from callback_desk.ui.call.answer_kinds import part_of
from callback_desk.ui.call.answers import AnswerPart, ChoicesPart, ManyPart
from callback_desk.ui.call.any_line import AnyLine
from callback_desk.ui.call.capture_part import CapturePart
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.more_below import MoreBelow
from callback_desk.ui.call.question_foot import QuestionFoot
from callback_desk.ui.call.question_top import QuestionTop
from callback_desk.ui.call.room import Room
from callback_desk.ui.call.sheet import CLOSEST, Sheet
from callback_desk.ui.components import Paragraph, SecondaryButton, laid_out_once, set_shown

_READY_MS: Final = 150
_AHEAD: Final = (CapturePart, ChoicesPart, ManyPart)


class QuestionSheet(Sheet):
    """The step in front of the volunteer. `refresh` keeps caret and focus while the question stays the same.

    One sheet serves the questions of a call in turn (`show_step`): new words in the same widgets come much sooner.
    """

    closest = CLOSEST

    def __init__(self, hand: CallInHand, step: Step, room: Room) -> None:
        super().__init__(room, "")
        self.hand = hand
        self.key = ""
        self.language = ""
        self._shown: tuple[object, ...] = ()
        self._head = QuestionTop(self, hand, before=self._above_heading(), under=self._under_words())
        self._parts: dict[type[AnswerPart], AnswerPart] = {}
        self.part = AnswerPart(hand, step, room)
        self.error = Paragraph("", color="warn", full_width=True)
        self.body.addWidget(self.error)
        self.body.addStretch(1)
        self.any_line: AnyLine | None = None  # where new information may be written down
        self._made_line: AnyLine | None = None
        self._keys = QuestionFoot(self.foot, room, lambda: MoreBelow(self.scroller, ()), self, hand.no_call)
        self._keys.back_wanted.connect(self.go_back)
        self._keys.on_wanted.connect(self.go_on)
        self._keys.write_wanted.connect(self._on_write)
        self._keys.nothing_wanted.connect(self._on_nothing_new)
        self._keys.kept_wanted.connect(self._on_kept_lines)
        self._keys.language_wanted.connect(self._on_language)
        self._keys.take_back_wanted.connect(self._on_take_back)
        self._looked_again = QTimer(self)  # what a part lays out only when it is painted
        self._looked_again.setSingleShot(True)
        self._looked_again.setInterval(0)
        self._looked_again.timeout.connect(self._make_room)
        self._ready = QTimer(self)
        self._ready.setInterval(_READY_MS)
        self._ready.timeout.connect(self._get_ready)
        if type(self) is QuestionSheet:
            self._ready.start()
        self.show_step(step)

    @property
    def more_below(self) -> MoreBelow | None:
        return self._keys.more_below

    @property
    def not_dialed(self) -> SecondaryButton | None:
        """Only before the first answer."""
        return self._keys.not_dialed

    def shows(self, step: Step) -> bool:
        """Whether this sheet is of that step, in its language, with the fact that is compared and what is closed."""
        return self.language == self.hand.nav.language and self._shown == _what_shows(step)

    def takes(self, step: Step) -> bool:
        """Whether this sheet can be of that step. The words for another voice have a sheet of their own."""
        return type(self) is QuestionSheet and step.question is not None and not self.hand.someone_else

    def show_step(self, step: Step) -> None:
        """Be of this question. The focus goes away from what stood there before: no key may fall on it."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.key, self.language, self._shown = step.key, self.hand.nav.language, _what_shows(step)
        self._stand_close(0)
        self.setAccessibleName(step.heading or step.words.text)
        with laid_out_once(self.column, self.body, *(part.column for part in self._parts.values())):
            self._head.show(step, self._position(step), do_line=self._has_do_line)
            self._put_part(step)
            self._put_line(step)
            self._show_keys(step)
            self.refresh(step)
        self.scroller.verticalScrollBar().setValue(0)
        if self.more_below is not None:
            self.more_below.watch((*self.part.choices, *self.part.to_read, *self._head.to_read))
        if self.isVisible():
            self._lay_out()
            self._make_room()
            self._looked_again.start()

    def rest(self) -> None:
        """Something else lies in front: nothing of a question stays here meanwhile."""
        self.key, self._shown = "", ()
        self.setAccessibleName("")
        self._head.rest()
        self._put_part(Step(None, None, ""))
        self.error.set_words("")
        self.any_line = None
        if self._made_line is not None:
            self._made_line.rest()
        if self.more_below is not None:
            self.more_below.watch(())

    def _says_below(self) -> MoreBelow | None:
        return self.more_below if self.key else None

    def _stand_close(self, close: int) -> None:
        before = self._close
        super()._stand_close(close)
        self._head.stand_close(close)
        if close != before:
            self.part.stand_close(close)

    def refresh(self, step: Step) -> None:
        """The same question: another answer, another kept line, a complaint about the answer."""
        self.part.refresh(step)
        self.error.set_words("" if self.part.says_error else step.error)
        set_shown(self.error, bool(self.error.text()))
        self._head.refresh(step)
        self._keys.show_kept(len(self.hand.nav.lines) if step.kind is QuestionKind.CAPTURE else 0)

    # -- keys

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

    def focus_start(self) -> None:
        if self.any_line is not None and self.any_line.open:
            self.any_line.write()
            return
        target = self.part.start() or self
        if target is self and self.hasFocus() and QAccessible.isActive():
            # The focus stays where it is, and who listens must hear that another question stands there.
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Focus))
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what it holds

    _has_do_line = True

    def _position(self, step: Step) -> str:
        return step.position_text

    def _above_heading(self) -> QWidget | None:
        """A notice, for sheets that have one."""
        return None

    def _under_words(self) -> QWidget | None:
        """Further words, for sheets that have them."""
        return None

    def _kind(self, step: Step) -> type[AnswerPart]:
        return part_of(step, self.room)

    def _new_part(self, step: Step) -> AnswerPart:
        return self._kind(step)(self.hand, step, self.room)

    def _put_part(self, step: Step) -> None:
        """The part that answers: one that has rested is filled, else there is a new one."""
        kind, before = self._kind(step), self.part
        part = self._parts.get(kind)
        if part is not None:
            part.fill(step)
        else:
            part = self._new_part(step)
            self.body.insertWidget(self.body.indexOf(self.error), part)
        if part.lasts:
            self._parts[kind] = part
        self.part = part
        if before is not part:
            before.rest()
            before.hide()
            if not before.lasts or before.parentWidget() is None:
                before.setParent(None)
                before.deleteLater()
        set_shown(part, True)

    def _put_line(self, step: Step) -> None:
        if not step.may_capture or step.kind is QuestionKind.CAPTURE:
            self.any_line = None
            if self._made_line is not None:
                self._made_line.rest()
            return
        if self._made_line is not None:
            self.any_line = self._made_line
            self.any_line.begin()
            return
        self.any_line = self._make_line()

    def _make_line(self) -> AnyLine:
        self._made_line = AnyLine(self.hand, beside_px=self._beside_px)
        self._made_line.folded.connect(self.focus_start)
        if self.room is Room.TIGHT:
            self._made_line.opened.connect(self._on_line_opened)
            self._on_line_opened(self._made_line.open)
        self.column.insertWidget(self.column.count() - 1, self._made_line)
        return self._made_line

    def _get_ready(self) -> None:
        """While the first words are said: make what later questions want, one piece a turn."""
        if self._made_line is None:
            self._make_line().rest()
            return
        for kind in _AHEAD:
            if kind not in self._parts:
                part = kind(self.hand, Step(None, None, ""), self.room)
                self._parts[kind] = part
                part.rest()
                part.get_ready()
                part.hide()
                self.body.insertWidget(self.body.indexOf(self.error), part)
                return
        self.part.get_ready()
        self._keys.get_ready(self.hand.nav.form.languages)
        self._head.get_ready()
        self._ready.stop()

    def _keep_line(self) -> None:
        if self.any_line is not None:
            self.any_line.keep()

    def _show_keys(self, step: Step) -> None:
        nav = self.hand.nav
        self._keys.show(
            step,
            at_start=self.hand.at_start,
            languages=nav.form.languages,
            language=nav.language,
            may_write=self.any_line is not None,
        )

    def _on_language(self, code: str) -> None:
        self.part.keep()
        self.hand.set_language(code)

    def _on_take_back(self) -> None:
        self.hand.take_back()

    def _on_line_opened(self, opened: bool) -> None:
        """At 200 % the answers give way while somebody writes: the words and the line stay whole."""
        set_shown(self.scroller, not opened)

    def _on_kept_lines(self) -> None:
        if isinstance(self.part, CapturePart):
            self.part.show_kept()

    def _on_write(self) -> None:
        if self.any_line is not None:
            self.any_line.write()

    def _on_nothing_new(self) -> None:
        self.part.keep()
        if self.hand.step.key == self.key:
            self.hand.nothing_new()


def _what_shows(step: Step) -> tuple[object, ...]:
    return step.key, step.compare, tuple(choice.closed_reason for choice in step.choices)
