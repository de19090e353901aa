"""Review: finished calls, the most urgent line first; sign off, correct, send back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from callback_desk.domain.call import CallState
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.ids import CallId
from callback_desk.domain.people import Recipient
from callback_desk.domain.quality import NewCheck
from callback_desk.domain.views import ReviewCall, ReviewLine
from callback_desk.ui.back_sheet import BackSheet
from callback_desk.ui.components import EmptyState, PageHead, QuietButton, Scroller, SecondaryButton, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notice, Notices
from callback_desk.ui.review.call_rows import CallRows
from callback_desk.ui.review.call_sheet import CallSheet
from callback_desk.ui.review.concerns_sheet import ConcernsSheet
from callback_desk.ui.review.ladder_sheet import LadderSheet
from callback_desk.ui.review.sound_panel import SoundPanel
from callback_desk.ui.review.words import batch_done_words, batch_words, in_groups
from callback_desk.ui.tasks import Runner
from callback_desk.ui.when import count
from callback_desk.use_cases import review_call, score_call, send_packet, tip_facts
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.review_call import MOST_AT_ONCE

_BESIDE_PX = 860  # below it the three columns stand one under the other
_DOORS_PX = 980  # below it the two doors have a line of their own
_LIST_PX, _PANEL_PX = 216, 288
_FIRST_BELOW = 3  # calls of a group above the open one, where the columns stand one under the other


class ReviewPage(DeskPage):
    """`sheet_wished(call_id, recipient)` after a sign-off with news; `counted(n)` how many calls wait."""

    SHOWS = Changes.REVIEW | Changes.CALL | Changes.PEOPLE | Changes.CONCERNS

    sheet_wished = Signal(int, str)
    counted = Signal(int)

    def __init__(
        self, desk: Desk, runner: Runner, news: News, notices: Notices, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, runner, news, notices, parent)
        self.lines: tuple[ReviewLine, ...] = ()
        self.to_score: tuple[ReviewLine, ...] = ()
        self.call: ReviewCall | None = None
        self._wanted: CallId | None = None
        self._signed: tuple[CallId, str, str] | None = None
        self._batch_left: list[CallId] = []
        self._batch_wished = self._batch_signed = 0
        self.head = PageHead("Review")
        self.batch = SecondaryButton("", icon_name="check")
        self.batch.clicked.connect(self._on_batch)
        self.head.right.addWidget(self.batch)
        set_shown(self.batch, False)
        self._add_doors()
        self.column.addWidget(self.head)
        self.column.addWidget(notices.place)
        self.stack = QStackedWidget()
        self.column.addWidget(self.stack, 1)
        calls = QWidget()
        self._calls = QVBoxLayout(calls)
        self._calls.setContentsMargins(0, 0, 0, 0)
        self.stack.addWidget(calls)
        self.empty = EmptyState(
            "No call waits to be checked",
            "Finished calls stand here as soon as a volunteer ends one, with new information first.",
        )
        self._calls.addWidget(self.empty)
        self.scroller = Scroller()
        self.scroller.body.setContentsMargins(0, 0, 0, 0)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.scroller.body.addLayout(self._row)
        self._calls.addWidget(self.scroller, 1)
        self._rest = QWidget()
        self._calls.addWidget(self._rest, 1)
        self.rows = CallRows()
        self.rows.call_chosen.connect(self.open_call)
        self.sheet = CallSheet()
        self.panel = SoundPanel()
        self._listen()
        for part, stretch in ((self.rows, 0), (self.sheet, 1), (self.panel, 0)):
            self._row.addWidget(part, stretch)
        self.concerns = ConcernsSheet(self)
        self.ladder = LadderSheet(self)
        for sheet in (self.concerns, self.ladder):
            sheet.back_wanted.connect(self._back_to_calls)
            self.stack.addWidget(sheet)
        self.concerns.counted.connect(self._on_concerns)
        self._show_which(empty=False)
        self._style_now()

    def _add_doors(self) -> None:
        """To the sheets that stand behind the calls, left of the batch."""
        self.ladder_button = QuietButton("Which calls are read", icon_name="help")
        self.ladder_button.clicked.connect(self._open_ladder)
        self.concerns_button = QuietButton("Complaints and thanks", icon_name="flag")
        self.concerns_button.clicked.connect(self.open_concerns)
        self._doors = QWidget()
        row = QHBoxLayout(self._doors)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.ladder_button, self.concerns_button):
            row.addWidget(button)
        self.head.right.insertWidget(0, self._doors)

    def _listen(self) -> None:
        self.rows.call_chosen.connect(lambda _call: self.sheet.come_first())
        self.sheet.corrected.connect(lambda *said: self._keep(review_call.correct_tip, *said))
        self.sheet.case_chosen.connect(lambda *said: self._keep(review_call.choose_case, *said))
        self.sheet.articles_kept.connect(lambda *said: self._keep(tip_facts.keep_articles, *said))
        self.sheet.scored.connect(self._on_scored)
        self.sheet.complaint_wanted.connect(self.open_concerns)
        self.panel.sign_off_wanted.connect(self._on_sign_off)
        self.panel.send_back_wanted.connect(self._on_send_back)
        self.panel.score_wanted.connect(self._on_score_wanted)

    def refresh(self) -> None:
        """Read the list again."""
        self.ask("list", self._read_lists, self._on_lists)
        self.ask("recipients", lambda: send_packet.recipients(self.desk), self._on_recipients)
        self.concerns.refresh()
        if self.stack.currentWidget() is self.ladder:
            self.ladder.refresh()

    def open_concerns(self) -> None:
        """Complaints and thanks instead of the calls."""
        self._open(self.concerns)

    def _open_ladder(self) -> None:
        self._open(self.ladder)

    def _open(self, sheet: BackSheet) -> None:
        self.stack.setCurrentWidget(sheet)
        self._show_head(shown=False)
        sheet.open()

    def _back_to_calls(self) -> None:
        left = self.ladder_button if self.stack.currentWidget() is self.ladder else self.concerns_button
        self.stack.setCurrentIndex(0)
        self._show_head(shown=True)
        left.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_head(self, *, shown: bool) -> None:
        for part in (self.head, self._doors):
            part.setVisible(shown)

    def _on_concerns(self, waiting: int) -> None:
        self.concerns_button.set_label(f"Complaints and thanks ({waiting:,})" if waiting else "Complaints and thanks")

    def open_call(self, call_id: int) -> None:
        """Read one call."""
        self._wanted = CallId(call_id)
        self.rows.mark(self._wanted)
        self.ask("call", lambda: review_call.read_call(self.desk, CallId(call_id)), self._on_call)

    def _read_lists(self) -> tuple[tuple[ReviewLine, ...], tuple[ReviewLine, ...]]:
        return review_call.calls_to_review(self.desk), score_call.calls_to_score(self.desk)

    def _on_lists(self, lists: tuple[tuple[ReviewLine, ...], tuple[ReviewLine, ...]]) -> None:
        self.lines, self.to_score = lists
        self.counted.emit(len(self.lines))
        quiet = sum(line.quiet for line in self.lines)
        self.batch.set_label(batch_words(quiet))
        set_shown(self.batch, quiet > 0)
        groups = in_groups(self.lines, self.to_score)
        self._show_which(empty=not groups)
        ids = [line.call_id for _heading, some in groups for line in some]
        here = self._wanted if self._wanted in ids else next(iter(ids), None)
        self.rows.show_groups(groups, here)
        if here is None:
            self._wanted, self.call = None, None
        else:
            self.open_call(here)

    def _on_recipients(self, recipients: tuple[Recipient, ...]) -> None:
        self.panel.set_recipients(recipients)
        if self.call is not None:
            self.panel.show_call(self.call)

    def _on_call(self, call: ReviewCall) -> None:
        if call.call_id != self._wanted:
            return
        before = self.call
        fresh = before is None or (before.call_id, before.state, before.scored) != (
            call.call_id,
            call.state,
            call.scored,
        )
        self.call = call
        self.sheet.show_call(call, self.now, self.desk.zone)
        if fresh:
            self.panel.show_call(call)
            if self.isVisible() and not self.rows.isAncestorOf(self.window().focusWidget() or self):
                self.panel.sign.setFocus(Qt.FocusReason.OtherFocusReason)
        elif call.state is CallState.REVIEW:
            self.panel.look_at_reports(call)

    def _on_sign_off(self) -> None:
        call = self.call
        if call is None:
            return
        self._signed = (call.call_id, call.name.display, self.panel.recipient) if call.tips else None
        op, themes = self.desk.new_operation(), self.sheet.themes.ticked
        self.panel.sign.close_with("Signing off.")
        task = self.save(lambda: review_call.sign_off(self.desk, op, [call.call_id], themes=themes), self._on_signed)
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
        self._batch_left = [line.call_id for line in self.lines if line.quiet]
        self._batch_wished, self._batch_signed = len(self._batch_left), 0
        if self._batch_left:
            self._signed = None
            self.batch.close_with("Signing off.")
            self._next_of_batch()

    def _next_of_batch(self) -> None:
        """A short save at a time: somebody in a call never waits long for theirs."""
        now, self._batch_left = self._batch_left[:MOST_AT_ONCE], self._batch_left[MOST_AT_ONCE:]
        op = self.desk.new_operation()
        task = self.save(lambda: review_call.sign_off_quiet(self.desk, op, now), self._on_some_signed)
        task.failed.connect(self._on_batch_over)

    def _on_some_signed(self, done: Done) -> None:
        self._batch_signed += done.id
        if self._batch_left:
            self._next_of_batch()
            return
        words = batch_done_words(self._batch_signed, self._batch_wished)
        self.notices.show(Notice(words, actions=("OK",), code="batch"))
        self._on_batch_over()

    def _on_batch_over(self, _trouble: object = None) -> None:
        self._batch_left = []
        self.batch.open_again()

    def _on_score_wanted(self) -> None:
        self.sheet.open_form()

    def _on_scored(self, said: NewCheck) -> None:
        call = self.call
        if call is None:
            return
        op = self.desk.new_operation()
        task = self.save(lambda: score_call.score_call(self.desk, op, call.call_id, said), self._on_score_kept)
        task.failed.connect(lambda _trouble: self.sheet.form.open_again())

    def _on_score_kept(self, _done: object) -> None:
        self.sheet.close_form()
        call = self.call
        if call is None:
            return
        name = call.volunteer.partition(" ")[0]
        self.notices.show(Notice(f"Kept. {name} reads it on the shift page.", actions=("OK",), code="scored"))
        if call.state is CallState.REVIEW:
            self.panel.sign.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _keep(self, use: Callable[..., Done], *said: object) -> None:
        op = self.desk.new_operation()
        self.save(lambda: use(self.desk, op, *said))

    def _show_which(self, *, empty: bool) -> None:
        set_shown(self.empty, empty)
        set_shown(self._rest, empty)
        set_shown(self.scroller, not empty)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous() and self.call is not None and self.stack.currentIndex() == 0:
            self.panel.sign.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        theme = self.theme
        beside = self.width() >= theme.px(_BESIDE_PX)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
        self._place_doors(beside=self.width() >= theme.px(_DOORS_PX))
        for part, width in ((self.rows, _LIST_PX), (self.panel, _PANEL_PX)):
            part.setMinimumWidth(theme.px(width) if beside else 0)
            part.setMaximumWidth(theme.px(width) if beside else 16_777_215)
        self.rows.show_first(None if beside else _FIRST_BELOW)
        for scroller in (self.rows.scroller, self.sheet.scroller, self.panel.scroller):
            scroller.stand_open(not beside)

    def _place_doors(self, *, beside: bool) -> None:
        """In the head; where it is narrow, in a line of their own under it."""
        if beside == (self._doors.parentWidget() is self.head):
            return
        if beside:
            self.column.removeWidget(self._doors)
            self.head.right.insertWidget(0, self._doors)
        else:
            self.head.right.removeWidget(self._doors)
            self.column.insertWidget(1, self._doors, 0, Qt.AlignmentFlag.AlignLeft)

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "ladder"):
            self._row.setSpacing(self.theme.px(16))
            self._arrange()
            self._keep_edges_in_line(self.head, scroller=self.ladder.scroller)  # as wide as what stands behind it
            self._calls.setContentsMargins(self.head.contentsMargins())
