"""What stands round every sheet of a call: rail, top line, bar, the column at the right, the saved mark, the clock."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.call_script.steps import StageMark
from callback_desk.call_script.typed_words import TypedIn
from callback_desk.ui.call.beside_sheets import BesideSheet
from callback_desk.ui.call.danger import DangerNotes, DangerPanel, DangerSheet
from callback_desk.ui.call.ending import EndingSheet
from callback_desk.ui.call.ending_panel import EndingPanel
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.key_bar import KeyBar, Scene, Wish
from callback_desk.ui.call.person_panel import PersonPanel
from callback_desk.ui.call.question_sheet import QuestionSheet
from callback_desk.ui.call.room import Room
from callback_desk.ui.call.safe_contact import SafeContactSheet
from callback_desk.ui.call.saved_words import SavedWords
from callback_desk.ui.call.sheet import Sheet
from callback_desk.ui.call.top_line import TopLine
from callback_desk.ui.components import Stage, StageRail, StageState, Themed, set_shown
from callback_desk.ui.notices import Notices
from callback_desk.ui.times import lasted
from callback_desk.use_cases.danger_now import DangerCard
from callback_desk.use_cases.desk import Desk

_AHEAD_MS = 600  # after the last key: it rings, or somebody speaks, and nobody waits for the screen
_THEN_MS = 150  # between one sheet and the next
_STATES = {"done": StageState.DONE, "here": StageState.HERE, "ahead": StageState.AHEAD}


class CallFrame(Themed, QWidget):
    """Holds one sheet and one side column at a time. What a key means is the page's."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.hand: CallInHand | None = None
        self.sheet: Sheet | None = None
        self._spare: QuestionSheet | None = None  # while something else lies in front of the questions; emptied
        self._ending: EndingSheet | None = None  # made ahead; a call ends once, and mostly on one key
        self._contact: SafeContactSheet | None = None  # made ahead; asked in most calls, between two questions
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.timeout.connect(self._make_ahead)
        self.side: QWidget | None = None
        self._danger: DangerNotes | None = None
        self._danger_card: DangerCard | None = None
        self.room = Room.FULL
        self.setProperty("sheet", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.top = TopLine()
        self.notices = Notices(self)
        self.rail = StageRail(person=desk.session.name, role="Volunteer")
        self.rail.stage_wanted.connect(self._on_stage_wanted)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addWidget(self.rail)
        self._middle = QVBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self.notices.place)
        self._row.addLayout(self._middle, 1)
        self.bar = KeyBar()
        self.bar.wished.connect(self.wish)
        column.addWidget(self.top)
        column.addLayout(self._row, 1)
        column.addWidget(self.bar)
        self.saved = SavedWords(self.notices, desk.zone, (self.rail.saved_mark, self.top.saved_mark))
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._show_clock)
        set_shown(self.top, False)
        self._style_now()

    def wish(self, wish: Wish) -> None:
        """A key of the bar: the page grants it."""

    def back_to_question(self) -> None:
        """Away with the sheet that lies beside the questions: the page knows where to."""

    def _on_stage_wanted(self, name: str) -> None:
        """A part that is done: the page goes back to it."""

    def _on_language_wanted(self, code: str) -> None:
        """Words in another language."""

    def _on_cut_off_wanted(self) -> None:
        self.wish(Wish.CUT_OFF)

    def _on_more_wanted(self) -> None:
        self.wish(Wish.MORE)

    # -- the sheet in front

    def _show_sheet(self, sheet: Sheet) -> None:
        self._drop_sheet()
        self.sheet = sheet
        self._middle.addWidget(sheet, 1)
        if isinstance(sheet, BesideSheet):
            sheet.back_wanted.connect(self.back_to_question)
        sheet.show()
        sheet.focus_start()

    def _drop_sheet(self) -> None:
        if self.sheet is None:
            return
        self.sheet.leave()
        self._middle.removeWidget(self.sheet)
        held = self.sheet.focusWidget()
        if held is not None:
            held.clearFocus()  # else Qt looks through the whole window for the next one, for nothing
        self.sheet.hide()
        if type(self.sheet) is QuestionSheet and self._spare is None:
            self._spare = self.sheet
            self._spare.rest()
        else:
            self.sheet.setParent(None)
            self.sheet.deleteLater()
        self.sheet = None

    def _question_sheet(self, hand: CallInHand) -> QuestionSheet:
        """The sheet of the questions: the one that was put aside, else a new one."""
        spare, self._spare = self._spare, None
        if spare is None:
            return QuestionSheet(hand, hand.step, self.room)
        spare.show_step(hand.step)
        return spare

    def _make_ahead(self) -> None:
        """*How did it end?* and *How to reach them* take several keys' time to make. They hold no word yet, so they
        may lie hidden; one after the other, since somebody may press a key between."""
        hand = self.hand
        if hand is None or hand.ended or any(hand.typed.values()):
            return
        made: EndingSheet | SafeContactSheet
        if self._ending is None:
            made = self._ending = EndingSheet(hand, self.room)
            self._ahead.start(_THEN_MS)
        elif self._contact is None:
            made = self._contact = SafeContactSheet(hand, self.room)
        else:
            return
        made.setParent(self)
        made.hide()  # outspoken: one made while another page is in front would come into sight with this one
        for part in made.findChildren(QWidget):
            part.ensurePolished()

    def _contact_sheet(self, hand: CallInHand) -> SafeContactSheet:
        """*How to reach them*, filled: the one that was made ahead, else a new one."""
        sheet, self._contact = self._contact or SafeContactSheet(hand, self.room), None
        sheet.fill()
        return sheet

    def _ending_sheet(self, hand: CallInHand) -> EndingSheet:
        """*How did it end?*, filled: the one that was made ahead, else a new one."""
        sheet, self._ending = self._ending or EndingSheet(hand, self.room), None
        sheet.fill()
        return sheet

    def _drop_spare(self) -> None:
        """Another call, or another size: what was put aside is of neither."""
        self._ahead.stop()
        for sheet in (self._ending, self._contact, self._spare):
            if sheet is not None:
                sheet.setParent(None)
                sheet.deleteLater()
        self._ending = self._contact = self._spare = None

    # -- what stands round it

    def _show_frame(self) -> None:
        hand = self.hand
        if hand is None:
            return
        self.rail.set_stages([_stage(mark) for mark in hand.nav.stages])
        self.top.show_hand(hand, self.room)
        set_shown(self.top, self.room.folded)
        set_shown(self.rail, not self.room.folded)
        self.bar.show_scene(self._scene(), self.room)
        self._show_side()
        wanted = self._ending is None or (self._contact is None and TypedIn.CONTACT not in hand.typed)
        if wanted and not hand.ended:
            self._ahead.start(_AHEAD_MS)

    def _scene(self) -> Scene:
        assert self.hand is not None
        if self._danger is not None:
            return Scene.DANGER
        if self.hand.ended:
            return Scene.ENDING
        return Scene.SOMEONE_ELSE if self.hand.someone_else else Scene.QUESTION

    def _show_side(self) -> None:
        hand = self.hand
        if hand is None or self.room.folded:
            self._drop_side()
            return
        wanted = DangerPanel if self._danger is not None else EndingPanel if hand.ended else PersonPanel
        if isinstance(self.side, PersonPanel) and wanted is PersonPanel:
            self.side.show_hand()
            return
        if type(self.side) is wanted:
            return
        self._drop_side()
        if self._danger is not None:
            panel = DangerPanel(hand, self._danger)
            if self._danger_card is not None:
                panel.tell.show_card(self._danger_card)
            if isinstance(self.sheet, DangerSheet):
                panel.heard.changed.connect(self.sheet.show_words)
            self.side = panel
        elif hand.ended:
            self.side = EndingPanel(hand)
            self.side.show_outcome(self.sheet.outcome if isinstance(self.sheet, EndingSheet) else None)
        else:
            person = PersonPanel(hand)
            person.language_wanted.connect(self._on_language_wanted)
            person.cut_off_wanted.connect(self._on_cut_off_wanted)
            person.more_wanted.connect(self._on_more_wanted)
            person.show_hand()
            self.side = person
        self._row.addWidget(self.side)

    def _drop_side(self) -> None:
        if self.side is not None:
            self._row.removeWidget(self.side)
            self.side.hide()
            self.side.setParent(None)
            self.side.deleteLater()
            self.side = None

    def _show_clock(self) -> None:
        if self.hand is not None:
            gone = (self._desk.clock.now() - self.hand.started.started_at).total_seconds()
            for label in (self.rail.clock, self.top.clock):
                label.setText(lasted(gone))


def _stage(mark: StageMark) -> Stage:
    return Stage(mark.name, mark.label, _STATES[mark.state])
