"""Danger and distress on the call page: they stop the questions, and stay in front until a person was told."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from callback_desk.call_script.typed_words import TypedIn
from callback_desk.domain.concerns import ConcernKind, Heard
from callback_desk.domain.outcomes import Outcome
from callback_desk.ui.call.danger import DangerNotes, DangerPanel, DangerSheet
from callback_desk.ui.call.frame import CallFrame
from callback_desk.ui.call.record import CallRecord
from callback_desk.use_cases.danger_now import DangerCard
from callback_desk.use_cases.desk import Desk


class AlertFrame(CallFrame):
    """Holds the one alert of the call. What lies beside it (*We were cut off*) comes and goes before it."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk, parent)
        self.record: CallRecord | None = None

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
        if hand is not None and was_so and notes is not None:
            hand.end(_outcome_of(notes.kind, talked=hand.talked))
        else:
            self.show_hand()


def _outcome_of(kind: ConcernKind, *, talked: bool) -> str:
    """Distress ends what was begun, kindly; before anything was asked it is another time."""
    if kind is ConcernKind.DANGER:
        return Outcome.DANGER.value
    return (Outcome.TALKED_PART if talked else Outcome.ANOTHER_TIME).value
