"""The board: what only a supervisor can do, oldest promise first, and how the desk stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.concerns import Concern, ConcernKind
from callback_desk.domain.ids import CallbackId, OperationId
from callback_desk.domain.views import BoardView
from callback_desk.ui.board.concern_sheet import ConcernRead, ConcernSheet, Routing, read_concern
from callback_desk.ui.board.desks_card import DesksCard
from callback_desk.ui.board.handover_card import HandOverCard
from callback_desk.ui.board.more import SHEETS, MoreCard, Sheets
from callback_desk.ui.board.state_column import CallListCard, FiguresCard, TodayCard
from callback_desk.ui.board.waiting import WaitingCard
from callback_desk.ui.board.words import (
    ALERTS,
    WaitingLine,
    alert_words,
    alerts_of,
    clock_words,
    nothing_waits,
    records_chip,
    waiting_lines,
)
from callback_desk.ui.components import Chip, PageHead, Scroller, Tone, set_shown
from callback_desk.ui.desk_page import RING_ROOM_PX, DeskPage
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notice, Notices
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases import decide_hold, pins, raise_concern, shift
from callback_desk.use_cases.board import board
from callback_desk.use_cases.desk import Desk

MINUTE_MS = 60_000
_ALERT = "board-alert"
_STATE_PX = 372
_FOLDED_PX = 900
_STACKED_PX = 660
_TODAY_PX = 112
_HEAD_GAPS_PX = 100
_ANY_PX = 16_777_215


@dataclass(frozen=True, slots=True)
class _Reading:
    view: BoardView
    concerns: tuple[Concern, ...]


class BoardPage(DeskPage):
    """What waits, and the state of the desk. Asks again on news and each minute while it is on screen.

    `page_wished(name)` names the page of a verb; "queue:to_decide" is the call list at a tab.
    """

    SHOWS = (
        Changes.QUEUE
        | Changes.CALL
        | Changes.REVIEW
        | Changes.PACKETS
        | Changes.IMPORTS
        | Changes.CONCERNS
        | Changes.PEOPLE
        | Changes.SETTINGS
    )

    alerts_changed = Signal(int)

    def __init__(
        self, desk: Desk, runner: Runner, news: News, notices: Notices, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, runner, news, notices, parent)
        self._concerns: tuple[Concern, ...] = ()
        self._open_kinds: tuple[ConcernKind, ...] = ()
        self._operations: dict[int, tuple[OperationId, OperationId]] = {}
        self.view: BoardView | None = None
        self._reading = self._again = False
        self.column.addWidget(notices.place)
        self.stack = QStackedWidget()
        self.column.addWidget(self.stack, 1)
        self._build_board()
        self.sheet = ConcernSheet()
        self.sheet.back_wanted.connect(self._close_sheet)
        self.sheet.route_wanted.connect(self._on_route)
        self.stack.addWidget(self.sheet)
        self.sheets = Sheets(self, self.stack)
        self.sheets.opened.connect(self.head.hide)
        self.sheets.closed.connect(self._close_sheet)
        self.more.wanted.connect(self.sheets.open)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self.refresh)
        self._style_now()

    def _build_board(self) -> None:
        board_widget = QWidget()
        outer = QVBoxLayout(board_widget)
        outer.setContentsMargins(0, 0, 0, 0)
        self.head = PageHead("Board")
        self.clock_chip = Chip("", icon_name="clock")
        self.records = Chip("No records yet", icon_name="calendar")
        self.head.right.addWidget(self.clock_chip)
        self.head.right.addWidget(self.records)
        self.column.insertWidget(0, self.head)
        self.scroller = Scroller()
        self.scroller.keep_bar_beside()
        outer.addWidget(self.scroller, 1)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.scroller.body.addLayout(self._sides, 1)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._state_box = QWidget()
        self._state_box.setLayout(self._right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self.waiting = WaitingCard()
        self.waiting.wanted.connect(self._on_wanted)
        self.waiting.import_wanted.connect(partial(self.page_wished.emit, "import"))
        self.today_card = TodayCard()
        self.hand_over = HandOverCard()
        self.hand_over.open_wanted.connect(lambda who: self.page_wished.emit(f"queue:person:{who}"))
        self.hand_over.unpin_wanted.connect(self._on_unpin)
        self.hand_over.note_written.connect(self._on_note)
        self._left.addWidget(self.waiting)
        self._left.addWidget(self.hand_over)
        self._left.addWidget(self.today_card, 1)
        self.more = MoreCard()
        self._left.addWidget(self.more)
        self._left.addStretch(1)
        self.call_list = CallListCard()
        self.call_list.list_wanted.connect(self.page_wished)
        self.slipping = FiguresCard(
            "Slipping",
            (
                ("Waiting longer than 14 days", "queue:waiting_long"),
                ("Promised time missed", "queue:missed"),
                ("Too old in the next 7 days", "queue:too_old_soon"),
                ("New information overdue", "review"),
            ),
        )
        self.slipping.list_wanted.connect(self.page_wished)
        self.today_card.list_wanted.connect(self.page_wished)
        self.desks = DesksCard()
        self.desks.shifts_wanted.connect(partial(self.page_wished.emit, "settings:Who comes when"))
        for card in (self.call_list, self.slipping, self.desks):
            self._right.addWidget(card)
        self._right.addStretch(1)
        self._sides.addLayout(self._left, 1)
        self._sides.addWidget(self._state_box)
        self.stack.addWidget(board_widget)
        self.scroller.hide()  # until the first reading: no zero is shown that was never counted

    @property
    def sheet_open(self) -> bool:
        """Whether one alert or complaint is open instead of the board."""
        return self.stack.currentWidget() is self.sheet

    def refresh(self) -> None:
        """Read everything again; the chips go on with the clock meanwhile."""
        self.clock_chip.set_state(clock_words(self.now, self.desk.zone), icon_name="clock")
        if self._reading:
            self._again = True  # much news must not put off the answer to the first
            return
        self._reading = True
        task = self.ask("board", self._read, self._on_reading)
        task.failed.connect(self._on_read)

    def _on_read(self, _trouble: object = None) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.refresh()

    def _read(self) -> _Reading:
        return _Reading(board(self.desk), raise_concern.open_concerns(self.desk))

    def _on_reading(self, reading: _Reading) -> None:
        self._on_read()
        view, self._concerns = reading.view, reading.concerns
        self.view = view
        words, tone = records_chip(view.records_as_of, self.today)
        self.records.set_state(words, icon_name="warning" if tone is Tone.WARN else "calendar", tone=tone)
        self._fit_chips()
        alerts = alerts_of(self._concerns)
        lines = waiting_lines(view.items, self.now, self.desk.zone)
        if lines:
            self.waiting.show_lines(lines, primary=not alerts)
        elif alerts:
            self.waiting.show_empty("Nothing else waits for you", "The alert above comes first.", "")
        else:
            self.waiting.show_empty(*nothing_waits(view, self.now, self.desk.zone))
        self.call_list.show_counts(view.counts, view.people)
        self.slipping.show_figures(view.waiting_long, view.promises_missed, view.too_old_soon, view.news_overdue)
        self.desks.show_desks(view.at_the_desks, view.shifts_ahead, self.now, self.desk.zone)
        self.hand_over.show_hand_over(view.note, view.note_by, view.pinned, self.now, self.desk.zone)
        self.today_card.show_today(view)
        self.scroller.show()
        self._show_alert()
        self.alerts_changed.emit(len(alerts))
        if self.sheet_open:
            self._open_next(self._open_kinds)
        elif self.sheets.here is not None:
            self.sheets.here.refresh()

    def _show_alert(self) -> None:
        """Red until it is answered; while it is open on this page it is on screen anyway."""
        alerts = alerts_of(self._concerns)
        self.notices.clear(_ALERT)
        if alerts and not (self.sheet_open and self._open_kinds == ALERTS):
            words = alert_words(alerts, self.now, self.desk.zone)
            self.notices.show(Notice(words, Tone.DANGER, ("Open the alert",), self._on_alert_pressed, _ALERT))

    def _on_alert_pressed(self, _index: int) -> None:
        self._open_next(ALERTS)

    def _on_wanted(self, line: object) -> None:
        if not isinstance(line, WaitingLine):
            return
        if line.page in SHEETS:
            self.sheets.open(line.page)
        elif line.page == "board":
            self._open_next((ConcernKind(line.kind),))
        else:
            self.page_wished.emit(line.page)

    def _open_next(self, kinds: tuple[ConcernKind, ...]) -> None:
        mine = [one for kind in kinds for one in self._concerns if one.said.kind is kind]
        self._open_kinds = kinds
        if not mine:
            self._close_sheet()
            return
        first, waiting = mine[0], len(mine) - 1
        self.ask("concern", lambda: (read_concern(self.desk, first), waiting), self._on_concern)

    def _on_concern(self, answer: tuple[ConcernRead, int]) -> None:
        read, waiting = answer
        self.sheet.show_read(read, waiting, self.now, self.desk.zone)
        opened = not self.sheet_open
        self.stack.setCurrentWidget(self.sheet)
        self.head.hide()
        self._show_alert()
        if opened:
            self.sheet.name_field.setFocus()

    def _close_sheet(self) -> None:
        self.runner.forget((id(self), "concern"))
        self.stack.setCurrentIndex(0)
        self.head.show()
        self._open_kinds = ()
        self._show_alert()

    def _on_unpin(self, callback_id: int) -> None:
        desk, op = self.desk, self.desk.new_operation()
        self.save(lambda: pins.unpin(desk, op, CallbackId(callback_id)))

    def _on_note(self, text: str) -> None:
        desk, op = self.desk, self.desk.new_operation()
        self.save(lambda: shift.hand_over(desk, op, text))

    def _on_route(self, routing: object) -> None:
        if not isinstance(routing, Routing):
            return
        concern = routing.concern
        route_op, wish_op = self._operations.setdefault(
            concern.id, (self.desk.new_operation(), self.desk.new_operation())
        )

        def work() -> Done:
            changed = Changes.NOTHING
            if routing.no_calls:  # first: between the two nobody may ring
                reason = concern.said.kind.value
                changed = decide_hold.do_not_contact(self.desk, wish_op, concern.callback_id, reason).changes
            done = raise_concern.route_concern(self.desk, route_op, concern.id, routing.to)
            return Done(done.changes | changed, done.id)

        self.sheet.close_verb("It is being written down.")
        task = self.save(work)
        task.failed.connect(self._on_not_routed)

    def _on_not_routed(self, _trouble: object) -> None:
        self.sheet.open_verb()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        theme = self.theme
        folded = self.width() < theme.px(_FOLDED_PX)
        direction = QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight
        if self._sides.direction() != direction:
            self._sides.setDirection(direction)
        self._state_box.setMinimumWidth(0 if folded else theme.px(_STATE_PX))
        self._state_box.setMaximumWidth(_ANY_PX if folded else theme.px(_STATE_PX))
        stacked = self.width() < theme.px(_STACKED_PX)
        self.today_card.set_stacked(stacked)
        self.today_card.setMaximumHeight(_ANY_PX if stacked else theme.px(_TODAY_PX))
        self._fit_chips()

    def _fit_chips(self) -> None:
        """How old the records are always shows; the clock gives way where there is no room for both."""
        wide = sum(part.sizeHint().width() for part in (self.head.title, self.clock_chip, self.records))
        set_shown(self.clock_chip, wide + self.theme.px(_HEAD_GAPS_PX) <= self.width())

    def _restyle(self) -> None:
        super()._restyle()
        theme = self.theme
        side, bar = theme.px(22), theme.px(Scroller.BAR_PX)  # its bar lies in the margin, as that of its sheets does
        self.column.setContentsMargins(side, theme.px(18), side - bar, theme.px(14))
        for widget in (self.head, self.notices.place):  # as much as what scrolls keeps free for the focus ring
            widget.setContentsMargins(RING_ROOM_PX, 0, RING_ROOM_PX + bar, 0)
        for layout in (self._left, self._right):
            layout.setSpacing(theme.px(12))
        self._sides.setSpacing(theme.px(20))
        self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()
        self._stale = True  # the clock goes on out of sight


__all__ = ["BoardPage"]
