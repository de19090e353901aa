"""Danger, distress and what cannot wait, on the call page: they stay in front until a person was told."""

from __future__ import annotations

from callback_desk.call_script.typed_words import TypedIn
from callback_desk.domain.concerns import ConcernKind, Heard
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.tip import NewTip
from callback_desk.ui.call.danger import DangerNotes, DangerPanel, DangerSheet
from callback_desk.ui.call.frame import CallFrame
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.record import CallRecord
from callback_desk.ui.call.slip import SlipPrinter
from callback_desk.ui.call.urgent import UrgentSheet
from callback_desk.ui.packets.print_job import PageDrawer
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases.danger_now import DangerCard
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.urgent_tip import whom_to_tell_today
from callback_desk.use_cases.use_reserve import use_reserve

_ASKED_OF = frozenset({"urgent", "act_by"})  # while these are asked the line is not finished


class AlertFrame(CallFrame):
    """Holds the one alert of the call. What lies beside it (*We were cut off*) comes and goes before it."""

    def __init__(self, desk: Desk, runner: Runner, draw: PageDrawer | None) -> None:
        super().__init__(desk, None)
        self._runner = runner
        self._draw = draw
        self.record: CallRecord | None = None
        self.saved.reserve_wanted.connect(self._on_reserve_wanted)
        self._slips: SlipPrinter | None = None

    def show_hand(self) -> None:
        """The page draws where the call stands."""

    def open_alert(self, kind: ConcernKind) -> None:
        """Stop the questions. An alert that is open stays what it is; distress may become danger."""
        hand, record = self.hand, self.record
        if hand is None or record is None:
            return
        if self._danger is not None and self._danger.kind is kind:
            self.show_alert()
            return
        ticked = hand.typed.get(TypedIn.HEARD, "").split()
        self._danger = DangerNotes(
            heard={Heard(name) for name in ticked if name in set(Heard)},
            words=hand.typed.get(TypedIn.DANGER, ""),
            kind=kind,
        )
        self._danger_card = None
        self._drop_sheet()
        self._drop_side()
        self.show_alert()
        record.open_alert(kind)

    def too_upset(self) -> bool:
        """The script's answers ended the call because the person cannot go on: a person is told, as after key F6."""
        hand = self.hand
        return hand is not None and hand.ended and hand.too_upset

    def show_alert(self) -> None:
        """The alert is in front, as it was."""
        hand, record = self.hand, self.record
        if hand is None or record is None or self._danger is None:
            return
        if not isinstance(self.sheet, DangerSheet):
            sheet = DangerSheet(hand, self._danger, self.room)
            sheet.told.connect(self._on_told)
            sheet.was_not.connect(record.was_not_so)
            self._show_sheet(sheet)
            if self._danger_card is not None:
                sheet.show_card(self._danger_card)
        self._show_frame()

    def _on_danger_opened(self, card: object) -> None:
        if isinstance(card, DangerCard) and self._danger is not None:
            self._danger_card = card
            if isinstance(self.sheet, DangerSheet):
                self.sheet.show_card(card)
            if isinstance(self.side, DangerPanel):
                self.side.tell.show_card(card)

    def _on_told(self, whom: str) -> None:
        if self.record is not None and self._danger is not None:
            self.record.told(whom, frozenset(self._danger.heard), self._danger.words)

    def _on_danger_over(self, was_so: bool) -> None:
        hand, notes = self.hand, self._danger
        self._danger = self._danger_card = None
        self._drop_sheet()
        if hand is None or notes is None:
            self.show_hand()
            return
        at_the_end = hand.ended and notes.kind is ConcernKind.DISTRESS  # the script ended it, and knows how
        if was_so:
            hand.alert_was_told()
        if was_so and not at_the_end:
            hand.end(_outcome_of(notes.kind, talked=hand.talked))
        elif at_the_end and not was_so:
            hand.not_so_upset()
            hand.go_back()
        else:
            self.show_hand()

    # -- a full disk

    def _on_reserve_wanted(self) -> None:
        hand = self.hand
        if hand is not None:
            task = self._runner.save(lambda: use_reserve(hand.desk))
            task.succeeded.connect(self._on_reserve_used)
            task.failed.connect(self.saved.reserve_gone)

    def _on_reserve_used(self) -> None:
        if self.hand is not None:
            self.hand.autosave.try_again()

    # -- what cannot wait

    def untold(self) -> tuple[NewTip, ...]:
        """Urgent lines of which nobody was told yet."""
        return self.hand.urgent()[self.hand.urgent_told :] if self.hand is not None else ()

    def urgent_sheet(self) -> UrgentSheet:
        """Before *How did it end?*: whom to tell of the lines that cannot wait."""
        hand, record = self.hand, self.record
        assert hand is not None
        assert record is not None
        sheet = UrgentSheet(hand, self.untold(), self._slips.words if self._slips is not None else "", self.room)
        sheet.told.connect(self._on_told_of_urgent)
        task = self._runner.ask(lambda: whom_to_tell_today(hand.desk), topic=(id(self), "whom"))
        task.succeeded.connect(self._on_people)
        task.failed.connect(self.notices.show_error)
        return sheet

    def print_slips(self) -> None:
        """A slip for each line that was marked urgent, as soon as its day was asked."""
        hand = self.hand
        if hand is None or self._slips is None:
            return
        if hand.step.question is not None and hand.step.question.tip in _ASKED_OF:
            self._slips.get_ready()
            return
        self._slips.print_new()

    def begin_slips(self, hand: CallInHand) -> None:
        """For this call."""
        self._slips = SlipPrinter(hand, self._runner, self._draw, self)
        self._slips.said.connect(self._on_slip_said)

    def end_slips(self) -> None:
        """The call is over; a slip of it that is on its way is still printed."""
        if self._slips is not None:
            self._slips.over()
        self._slips = None

    def _on_slip_said(self, words: str) -> None:
        if isinstance(self.sheet, UrgentSheet) and self.sender() is self._slips:
            self.sheet.show_slip(words)

    def _on_people(self, people: object) -> None:
        if isinstance(self.sheet, UrgentSheet) and isinstance(people, tuple):
            self.sheet.show_people(people)

    def _on_told_of_urgent(self, whom: str) -> None:
        if self.record is not None:
            self.record.told_of_urgent(whom, [tip.text for tip in self.untold()])

    def _on_urgent_over(self) -> None:
        self._drop_sheet()
        self._drop_side()
        self.show_hand()


def _outcome_of(kind: ConcernKind, *, talked: bool) -> str:
    """Distress ends what was begun, kindly; before anything was asked it is another time."""
    if kind is ConcernKind.DANGER:
        return Outcome.DANGER.value
    return (Outcome.TALKED_PART if talked else Outcome.ANOTHER_TIME).value
