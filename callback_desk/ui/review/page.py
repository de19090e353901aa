"""Review: finished calls, the most urgent line first; sign off, correct, send back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from callback_desk.domain.changes import Changes
from callback_desk.domain.ids import CallId, TipId
from callback_desk.domain.people import Recipient
from callback_desk.domain.views import ReviewCall, ReviewLine
from callback_desk.ui.components import EmptyState, PageHead, Scroller, SecondaryButton, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notice, Notices
from callback_desk.ui.review.call_rows import CallRows
from callback_desk.ui.review.call_sheet import CallSheet
from callback_desk.ui.review.sound_panel import SoundPanel
from callback_desk.ui.review.words import batch_words
from callback_desk.ui.tasks import Runner
from callback_desk.ui.when import count
from callback_desk.use_cases import review_call, send_packet
from callback_desk.use_cases.desk import Desk

_BESIDE_PX = 860  # below it the three columns stand one under the other
_LIST_PX, _PANEL_PX = 216, 288


class ReviewPage(DeskPage):
    """`sheet_wished(call_id, recipient)` after a sign-off with news; `counted(n)` how many calls wait."""

    SHOWS = Changes.REVIEW | Changes.CALL | Changes.PEOPLE

    sheet_wished = Signal(int, str)
    counted = Signal(int)

    def __init__(
        self, desk: Desk, runner: Runner, news: News, notices: Notices, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, runner, news, notices, parent)
        self.lines: tuple[ReviewLine, ...] = ()
        self.call: ReviewCall | None = None
        self._wanted: CallId | None = None
        self._signed: tuple[CallId, str, str] | None = None
        self.head = PageHead("Review")
        self.batch = SecondaryButton("", icon_name="check")
        self.batch.clicked.connect(self._on_batch)
        self.head.right.addWidget(self.batch)
        set_shown(self.batch, False)
        self.column.addWidget(self.head)
        self.column.addWidget(notices.place)
        self.empty = EmptyState(
            "No call waits to be checked",
            "Finished calls stand here as soon as a volunteer ends one, with new information first.",
        )
        self.column.addWidget(self.empty)
        self.scroller = Scroller()
        self.scroller.body.setContentsMargins(0, 0, 0, 0)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.scroller.body.addLayout(self._row)
        self.column.addWidget(self.scroller, 1)
        self._rest = QWidget()
        self.column.addWidget(self._rest, 1)
        self.rows = CallRows()
        self.rows.call_chosen.connect(self.open_call)
        self.sheet = CallSheet()
        self.sheet.corrected.connect(self._on_corrected)
        self.panel = SoundPanel()
        self.panel.sign_off_wanted.connect(self._on_sign_off)
        self.panel.send_back_wanted.connect(self._on_send_back)
        for part, stretch in ((self.rows, 0), (self.sheet, 1), (self.panel, 0)):
            self._row.addWidget(part, stretch)
        self._show_which(empty=False)
        self._style_now()

    def refresh(self) -> None:
        """Read the list again."""
        self.ask("list", lambda: review_call.calls_to_review(self.desk), self._on_lines)
        self.ask("recipients", lambda: send_packet.recipients(self.desk), self._on_recipients)

    def open_call(self, call_id: int) -> None:
        """Read one call."""
        self._wanted = CallId(call_id)
        self.rows.mark(self._wanted)
        self.ask("call", lambda: review_call.read_call(self.desk, CallId(call_id)), self._on_call)

    def _on_lines(self, lines: tuple[ReviewLine, ...]) -> None:
        self.lines = lines
        self.counted.emit(len(lines))
        quiet = sum(1 for line in lines if not line.new_count and not line.complaint)
        self.batch.set_label(batch_words(quiet))
        set_shown(self.batch, quiet > 0)
        self._show_which(empty=not lines)
        ids = [line.call_id for line in lines]
        here = self._wanted if self._wanted in ids else (self.rows_in_order(lines)[0] if lines else None)
        self.rows.show_lines(lines, here)
        if here is None:
            self._wanted, self.call = None, None
        else:
            self.open_call(here)

    @staticmethod
    def rows_in_order(lines: tuple[ReviewLine, ...]) -> list[CallId]:
        """As they stand in the list: with news first."""
        return [line.call_id for line in sorted(lines, key=lambda line: not line.new_count)]

    def _on_recipients(self, recipients: tuple[Recipient, ...]) -> None:
        self.panel.set_recipients(recipients)
        if self.call is not None:
            self.panel.show_call(self.call)

    def _on_call(self, call: ReviewCall) -> None:
        if call.call_id != self._wanted:
            return
        fresh = self.call is None or self.call.call_id != call.call_id
        self.call = call
        self.sheet.show_call(call, self.now, self.desk.zone)
        if fresh:
            self.panel.show_call(call)
            if self.isVisible() and not self.rows.isAncestorOf(self.window().focusWidget() or self):
                self.panel.sign.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_sign_off(self) -> None:
        call = self.call
        if call is None:
            return
        self._signed = (call.call_id, call.name.display, self.panel.recipient) if call.tips else None
        op = self.desk.new_operation()
        self.panel.sign.close_with("Signing off.")
        task = self.save(lambda: review_call.sign_off(self.desk, op, [call.call_id]), self._on_signed)
        task.failed.connect(self._on_not_signed)

    def _on_not_signed(self, _trouble: object) -> None:
        self.panel.sign.open_again()

    def _on_signed(self, _done: object) -> None:
        self.panel.sign.open_again()
        self._wanted = None
        if self._signed is None:
            return
        _call, name, _recipient = self._signed
        self.notices.clear("signed-off")
        self.notices.show(
            Notice(
                f"Signed off: {name}. What is new can go to an investigator now.",
                actions=("Make the lead sheet", "Later"),
                answered=self._on_offer,
                code="signed-off",
            )
        )

    def _on_offer(self, pressed: int) -> None:
        if pressed == 0 and self._signed is not None:
            call, _name, recipient = self._signed
            self.sheet_wished.emit(call, recipient)

    def _on_batch(self) -> None:
        quiet = [line.call_id for line in self.lines if not line.new_count and not line.complaint]
        op = self.desk.new_operation()
        if quiet:
            self._signed = None
            self.batch.close_with("Signing off.")
            task = self.save(lambda: review_call.sign_off(self.desk, op, quiet), self._on_batch_done)
            task.failed.connect(self._on_batch_done)

    def _on_batch_done(self, _answer: object) -> None:
        self.batch.open_again()

    def _on_send_back(self, reason: str) -> None:
        call = self.call
        if call is None:
            return
        op = self.desk.new_operation()
        self._wanted = None
        self.save(lambda: review_call.send_back(self.desk, op, call.call_id, reason), self._on_sent_back)

    def _on_sent_back(self, _done: object) -> None:
        words = f"Sent back. {count(len(self.lines) - 1, 'call')} left to check."
        self.notices.show(Notice(words, actions=("OK",), code="sent-back"))

    def _on_corrected(self, tip_id: int, text: str, reason: str) -> None:
        op = self.desk.new_operation()
        self.save(lambda: review_call.correct_tip(self.desk, op, TipId(tip_id), text, reason))

    def _show_which(self, *, empty: bool) -> None:
        set_shown(self.empty, empty)
        set_shown(self._rest, empty)
        set_shown(self.scroller, not empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        theme = self.theme
        beside = self.width() >= theme.px(_BESIDE_PX)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
        least = 0 if beside else theme.px(220)
        for part, width in ((self.rows, _LIST_PX), (self.panel, _PANEL_PX)):
            part.setMinimumWidth(theme.px(width) if beside else 0)
            part.setMaximumWidth(theme.px(width) if beside else 16_777_215)
            part.setMinimumHeight(least)
        self.sheet.setMinimumHeight(theme.px(320) if not beside else 0)
        self.panel.setMinimumHeight(theme.px(460) if not beside else 0)

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "panel"):
            self._row.setSpacing(self.theme.px(16))
            self._arrange()
