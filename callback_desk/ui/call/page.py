"""The call page: stage rail, question sheet, person card, bar of keys. It joins the parts and knows no other page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent

from callback_desk.domain.call import CallResult
from callback_desk.domain.concerns import ConcernKind
from callback_desk.domain.errors import StaleClaim
from callback_desk.domain.outcomes import Outcome
from callback_desk.ui.call.alert_frame import AlertFrame
from callback_desk.ui.call.beside_sheets import (
    BesideSheet,
    CardSheet,
    ConcernSheet,
    CutOffSheet,
    MoreSheet,
    ObjectionSheet,
    TheyAskSheet,
)
from callback_desk.ui.call.danger import DangerSheet
from callback_desk.ui.call.distress import DistressSheet
from callback_desk.ui.call.ending import EndingSheet
from callback_desk.ui.call.ending_panel import EndingPanel
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.hand_over import InterpreterSheet, NewCrimeSheet
from callback_desk.ui.call.key_bar import Scene, Wish, wishes_of
from callback_desk.ui.call.keys import CallKeys
from callback_desk.ui.call.question_sheet import QuestionSheet
from callback_desk.ui.call.record import CallRecord
from callback_desk.ui.call.room import Room, room_for
from callback_desk.ui.call.safe_contact import SafeContactSheet, asks_now
from callback_desk.ui.call.sheet import Sheet
from callback_desk.ui.call.someone_else import SomeoneElseSheet
from callback_desk.ui.call.urgent import UrgentSheet
from callback_desk.ui.components import Tone, strong_then
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notice
from callback_desk.ui.packets.print_job import PageDrawer
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases.desk import Desk

_Beside = (
    type[TheyAskSheet]
    | type[CardSheet]
    | type[MoreSheet]
    | type[CutOffSheet]
    | type[DistressSheet]
    | type[NewCrimeSheet]
    | type[InterpreterSheet]
    | type[SafeContactSheet]
    | type[ObjectionSheet]
)
_BESIDE: Final[dict[Wish, _Beside]] = {
    Wish.THEY_ASK: TheyAskSheet,
    Wish.CARD: CardSheet,
    Wish.MORE: MoreSheet,
    Wish.CUT_OFF: CutOffSheet,
    Wish.UPSET: DistressSheet,
    Wish.NEW_CRIME: NewCrimeSheet,
    Wish.INTERPRETER: InterpreterSheet,
    Wish.CONTACT: SafeContactSheet,
    Wish.OBJECTION: ObjectionSheet,
}


class CallPage(AlertFrame):
    """`begin(hand)` shows a call; `finished(Finished, next_call)` or `taken_back(StartedCall)` ends it.

    `cover_wanted()` is the Cover key: the window puts a sheet over everything.
    """

    finished = Signal(object, bool)
    taken_back = Signal(object)
    cover_wanted = Signal()

    def __init__(self, desk: Desk, runner: Runner, news: News, draw: PageDrawer | None) -> None:
        super().__init__(desk, runner, draw)
        self._news = news
        self._keys = CallKeys(self, lambda: self.sheet, self.wish)

    # -- a call's life

    def begin(self, hand: CallInHand) -> None:
        """Show this call. The page that was before it is empty."""
        self.clear()
        self.hand = hand
        hand.setParent(self)
        self.begin_slips(hand)
        self.record = CallRecord(hand, self._runner, self._news, self)
        self.record.trouble.connect(self._on_trouble)
        self.record.danger_opened.connect(self._on_danger_opened)
        self.record.danger_over.connect(self._on_danger_over)
        self.record.concern_written.connect(self._on_concern_written)
        self.record.urgent_over.connect(self._on_urgent_over)
        self.record.finished.connect(self._on_finished)
        self.record.taken_back.connect(self._on_taken_back)
        hand.moved.connect(self.show_hand)
        hand.trouble.connect(self.notices.show_error)
        hand.claim_lost.connect(self.saved.claim_lost)
        hand.take_back_wanted.connect(self.record.take_back)
        self.saved.follow(hand.autosave)
        self._keys.listen(True)
        self._clock.start()
        self._show_clock()
        self.show_hand()
        if hand.started.alert is not None:
            self.open_alert(hand.started.alert)
        if hand.started.late:  # both texts are seen: what lies in the draft, and what another window wrote
            self.notices.show(Notice(hand.started.late, Tone.WARN, ("I have read it",), code="late-words"))
        hand.autosave.save_now()

    def clear(self) -> None:
        """The call is over: nothing of it stays in the window."""
        self._keys.listen(False)
        self._clock.stop()
        self._drop_sheet()
        self._drop_spare()
        self._drop_side()
        self._danger = self._danger_card = None
        self.end_slips()
        if self.hand is not None:
            self.hand.over()
            self.hand.deleteLater()
        if self.record is not None:
            self.record.deleteLater()
        self.hand = self.record = None
        self.rail.set_stages([])
        self.rail.saved_mark.clear()
        self.top.clear()
        self.saved.clear()

    # -- what is in front

    def show_hand(self) -> None:
        """Draw where the call stands, unless a sheet beside the questions lies in front."""
        hand = self.hand
        if hand is None or isinstance(self.sheet, BesideSheet):
            self._show_frame()
            return
        if self._danger is not None:
            self.show_alert()
            return
        if self.too_upset():
            self.open_alert(ConcernKind.DISTRESS)
            return
        step = hand.step
        if asks_now(hand):
            self._toggle(SafeContactSheet)
        elif step.question is not None and isinstance(self.sheet, QuestionSheet) and self.sheet.shows(step):
            self.sheet.refresh(step)
        elif hand.ended and isinstance(self.sheet, EndingSheet) and not self.untold():
            self.sheet.refresh()
        elif not hand.opening and not (hand.ended and isinstance(self.sheet, UrgentSheet)):
            if isinstance(self.sheet, QuestionSheet) and self.sheet.takes(step):
                self.sheet.show_step(step)
                self.sheet.focus_start()
            else:
                self._show_sheet(self._sheet_of_step())
        self.print_slips()
        self._show_frame()

    def back_to_question(self) -> None:
        """Away with the sheet that lies beside the questions."""
        if isinstance(self.sheet, BesideSheet):
            self._drop_sheet()
        self.show_hand()

    def _sheet_of_step(self) -> Sheet:
        hand = self.hand
        assert hand is not None
        if hand.ended and self.untold():
            self.print_slips()
            return self.urgent_sheet()
        if hand.ended:
            ending = self._ending_sheet(hand)
            assert self.record is not None
            ending.finish_wanted.connect(self._on_finish_wanted)
            ending.outcome_changed.connect(self._on_outcome_changed)
            return ending
        return SomeoneElseSheet(hand, hand.step, self.room) if hand.someone_else else self._question_sheet(hand)

    # -- keys

    def wish(self, wish: Wish) -> None:
        """A function key or a button of the bar. Only what the bar may carry in this scene is granted."""
        hand = self.hand
        if hand is None:
            return
        if wish is Wish.COVER:
            hand.save_now()
            self.cover_wanted.emit()
            return
        scene = self._scene()
        allowed = set(wishes_of(scene, Room.FULL)) | set(wishes_of(scene, self.room))
        if scene in (Scene.QUESTION, Scene.SOMEONE_ELSE):
            allowed |= {Wish.CUT_OFF, Wish.SOMEONE_ELSE}
        if scene is not Scene.DANGER:
            allowed.add(Wish.MORE)
        if isinstance(self.sheet, MoreSheet):
            allowed |= {Wish.UPSET, Wish.NEW_CRIME, Wish.INTERPRETER, Wish.CONTACT, Wish.OBJECTION}
        if wish not in allowed or (scene is Scene.DANGER and wish is Wish.END):
            return
        self._grant(wish, hand)

    def _grant(self, wish: Wish, hand: CallInHand) -> None:
        if wish in _BESIDE:
            self._toggle(_BESIDE[wish])
        elif wish in (Wish.COMPLAINT, Wish.PRAISE):
            self._toggle_concern(ConcernKind.COMPLAINT if wish is Wish.COMPLAINT else ConcernKind.PRAISE)
        elif wish is Wish.DANGER:
            self.open_alert(ConcernKind.DANGER)
        elif wish is Wish.SOMEONE_ELSE:
            self._away_with_beside()
            if hand.someone_else:
                hand.back_to_person()
            else:
                hand.someone_else_answered()
        elif wish is Wish.END:
            self._away_with_beside()
            hand.end()

    def _toggle(self, kind: _Beside) -> None:
        if isinstance(self.sheet, kind):
            self.back_to_question()
            return
        assert self.hand is not None
        sheet = self._contact_sheet(self.hand) if kind is SafeContactSheet else kind(self.hand, self.room)
        if isinstance(sheet, CutOffSheet):
            sheet.chosen.connect(self._on_cut_off)
        elif isinstance(sheet, MoreSheet):
            sheet.wished.connect(self.wish)
            sheet.language_wanted.connect(self._on_language_wanted)
        elif isinstance(sheet, CardSheet):
            sheet.panel.language_wanted.connect(self._on_language_wanted)
            sheet.panel.cut_off_wanted.connect(self._on_cut_off_wanted)
            sheet.panel.more_wanted.connect(self._on_more_wanted)
        elif isinstance(sheet, DistressSheet):
            sheet.alert_wanted.connect(self.open_alert)
        elif isinstance(sheet, NewCrimeSheet):
            sheet.danger_wanted.connect(self._on_danger_wanted)
        self._show_sheet(sheet)

    def _toggle_concern(self, kind: ConcernKind, *, named: bool = False) -> None:
        if isinstance(self.sheet, ConcernSheet) and self.sheet.kind is kind:
            self.back_to_question()
            return
        assert self.hand is not None and self.record is not None
        sheet = ConcernSheet(self.hand, kind, self.room, named=named)
        sheet.written.connect(self.record.write_concern)
        self._show_sheet(sheet)

    def _away_with_beside(self) -> None:
        if isinstance(self.sheet, BesideSheet):
            self._drop_sheet()

    def _on_language_wanted(self, code: str) -> None:
        if self.hand is not None:
            self._away_with_beside()
            self.hand.set_language(code)

    def _on_cut_off(self, chosen: str) -> None:
        hand = self.hand
        if hand is None:
            return
        self._away_with_beside()
        if chosen == "again":
            hand.dialed_again()
        elif chosen == "ended" and self._danger is None:  # an alert stays until a person was told
            hand.end(Outcome.CUT_OFF.value, "redial")
        self.show_hand()

    def _on_danger_wanted(self) -> None:
        self.open_alert(ConcernKind.DANGER)

    def _on_stage_wanted(self, name: str) -> None:
        if self.hand is not None and self._danger is None and not self.hand.someone_else:
            self._away_with_beside()
            self.hand.go_to_stage(name)

    # -- records

    def _on_concern_written(self) -> None:
        self.back_to_question()

    def _on_finish_wanted(self, result: object, next_call: bool) -> None:
        if self.record is not None and isinstance(result, CallResult):
            self.record.finish(result, next_call=next_call)

    def _on_outcome_changed(self, outcome: object) -> None:
        if isinstance(self.side, EndingPanel):
            self.side.show_outcome(outcome if isinstance(outcome, Outcome) else None)

    def _on_finished(self, done: object, next_call: bool) -> None:
        self.clear()
        self.finished.emit(done, next_call)

    def _on_leave(self, _pressed: int) -> None:
        """The claim is somebody else's: there is nothing left to finish, and the words are on the desk."""
        if self.hand is not None:
            self.hand.autosave.flush()
        self._on_finished(None, False)

    def _on_taken_back(self, started: object) -> None:
        self.clear()
        self.taken_back.emit(started)

    def _on_trouble(self, trouble: object) -> None:
        if isinstance(trouble, StaleClaim) and isinstance(self.sheet, EndingSheet):
            words = strong_then(trouble.sentence, "What you wrote is kept for your supervisor.")
            self.notices.show(Notice(words, Tone.DANGER, ("Leave this call",), self._on_leave, code="claim-over"))
            return
        self.notices.show_error(trouble)
        if isinstance(self.sheet, (EndingSheet, DangerSheet, ConcernSheet, UrgentSheet)):
            self.sheet.open_again()

    # -- time and size

    def _look_at_size(self) -> None:
        found = room_for(self.width(), self.height(), self.theme.scale)
        if found == self.room:
            return
        self.room = found
        if self.hand is None:
            return
        beside = self.sheet
        self._drop_sheet()
        self._drop_spare()
        self._drop_side()
        if isinstance(beside, ConcernSheet):
            self._toggle_concern(beside.kind, named=beside.named.isChecked())
        elif isinstance(beside, BesideSheet) and not isinstance(beside, CardSheet):  # its column came back, or not
            self._toggle(next(kind for kind in _BESIDE.values() if type(beside) is kind))
        self.show_hand()

    def _restyle(self) -> None:
        super()._restyle()
        self._look_at_size()  # larger text folds like a smaller window

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look_at_size()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.hand is not None:
            self.hand.save_now()
