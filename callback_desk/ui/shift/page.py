"""My shift: one thing to do, and the honest numbers behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from callback_desk.domain.access import Role
from callback_desk.domain.changes import Changes
from callback_desk.domain.ids import CallId, CheckId
from callback_desk.domain.views import ShiftView
from callback_desk.domain.welfare import Break
from callback_desk.ui.components import Chip, PageHead, QuietButton, Scroller, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notices
from callback_desk.ui.review.feedback_card import FeedbackCard
from callback_desk.ui.shift import words
from callback_desk.ui.shift.break_card import BreakCard
from callback_desk.ui.shift.called_back import CalledBackCard
from callback_desk.ui.shift.first_time import FirstTimeCard
from callback_desk.ui.shift.parts import (
    CountsCard,
    InterruptedCard,
    NextCallCard,
    NoteCard,
    PromisesCard,
)
from callback_desk.ui.shift.pinned import PinnedCard
from callback_desk.ui.shift.used_card import UsedCard
from callback_desk.ui.sight import bring_into_sight
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases import welfare
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.score_call import Feedback, feedback_read, my_feedback
from callback_desk.use_cases.shift import hand_over, my_shift
from callback_desk.use_cases.what_became import what_became

_AGAIN_MS = 30_000
_SIDE_PX = 348
_ONE_COLUMN_PX = 900


class ShiftPage(DeskPage):
    """`next_wanted()`, `go_on_wanted(CallId)`, `find_wanted(given, also)`, `switch_wanted()`, `practice_wanted()`.

    Asks again by itself.
    """

    SHOWS = Changes.QUEUE | Changes.CALL | Changes.CONCERNS | Changes.IMPORTS | Changes.REVIEW

    next_wanted = Signal()
    go_on_wanted = Signal(object)
    find_wanted = Signal(str, str)
    switch_wanted = Signal()
    practice_wanted = Signal()

    def __init__(self, desk: Desk, runner: Runner, news: News, parent: QWidget | None = None) -> None:
        super().__init__(desk, runner, news, Notices(), parent)
        self.notices.setParent(self)
        self.view: ShiftView | None = None
        self._supervises = Role.SUPERVISOR in desk.session.staff.roles
        self.head = PageHead(words.greeting(desk.session.name, self.now, desk.zone))
        self._as_of = Chip("", icon_name="calendar")
        self._switch = QuietButton("Switch volunteer", icon_name="person")
        self._switch.setObjectName("switchVolunteer")
        self._switch.clicked.connect(self.switch_wanted)
        self._practice = QuietButton("Practice a call", icon_name="play")
        self._practice_offered = True
        self.head.right.addWidget(self._practice)
        self.head.right.addWidget(self._switch)
        self.head.right.addWidget(self._as_of)
        self.next_call = NextCallCard()
        self.counts = CountsCard()
        self.promises = PromisesCard()
        self.interrupted = InterruptedCard()
        self.called_back = CalledBackCard()
        self.note = NoteCard()
        self.pinned, self.rest = PinnedCard(), BreakCard()
        self.first_time = FirstTimeCard()
        self._listen_for_practice()
        self.next_call.next_wanted.connect(self._on_next)
        self.next_call.note_wanted.connect(self.note.leave.open)
        self.interrupted.go_on_wanted.connect(self.go_on_wanted)
        self.called_back.find_wanted.connect(self.find_wanted)
        self.note.note_written.connect(self._on_note_written)
        self.column.addWidget(self.head)
        self.column.addWidget(self.notices.place)
        self._scroll = Scroller()
        self._scroll.body.setContentsMargins(0, 0, 6, 0)
        self.column.addWidget(self._scroll, 1)
        self._columns = QHBoxLayout()
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._side = QWidget()
        self._side.setLayout(self._right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._columns.addLayout(self._left, 1)
        self._columns.addWidget(self._side)
        self._scroll.body.addLayout(self._columns)
        self._left.addStretch(1)
        self._right.addStretch(1)
        self._one_column: bool | None = None
        self._arrange(one_column=False)
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._on_again)
        self._again.start()
        self._style_now()

    def refresh(self) -> None:
        self.ask("shift", lambda: my_shift(self.desk), self._on_view)
        self.ask("feedback", lambda: my_feedback(self.desk), self._on_feedback)
        self.ask("used", lambda: what_became(self.desk), self.used.show_became)

    def _on_feedback(self, found: Feedback) -> None:
        self.feedback.show_feedback(found, self.now, self.desk.zone)

    def _on_feedback_read(self, newest: int) -> None:
        op = self.desk.new_operation()
        self.save(lambda: feedback_read(self.desk, op, CheckId(newest)))

    def busy(self, waiting: bool) -> None:
        """The next person is being looked for."""
        self.next_call.next.setEnabled(not waiting)

    def _listen_for_practice(self) -> None:
        self.feedback, self.used = FeedbackCard(), UsedCard()
        self.feedback.read.connect(self._on_feedback_read)
        self.rest.answered.connect(self._on_break)
        self._practice.setObjectName("practice")
        self._practice.clicked.connect(self._on_practice)
        self.first_time.practice_wanted.connect(self._on_practice)
        self.next_call.practice_wanted.connect(self._on_practice)

    def in_practice(self) -> None:
        """This is the shift of a practice desk: nobody begins practice here, and nobody else sits down."""
        self._practice_offered = False
        self._place_practice()

    def _place_practice(self) -> None:
        """In the head; with nobody to call, and where the head is narrow, in the card where one looks first."""
        offered, view = self._practice_offered, self.view
        narrow = self.width() / self.theme.scale < _ONE_COLUMN_PX
        nobody = view is not None and not view.counts.ready
        set_shown(self._switch, offered and not narrow)  # folded, the lock has it
        set_shown(self._practice, offered and not (narrow or nobody))
        set_shown(self.next_call.practice, offered and (narrow or nobody))
        newcomer = view is not None and view.last_sign_in is None and not self._supervises
        set_shown(self.first_time, offered and newcomer)

    def practice_waits(self, waiting: bool) -> None:
        """The practice desk is being made."""
        for button in (self._practice, self.first_time.button, self.next_call.practice):
            button.setEnabled(not waiting)

    def _on_practice(self) -> None:
        self.practice_waits(True)
        self.practice_wanted.emit()

    def focus_next(self) -> None:
        """Next call is the default."""
        first = self.next_call.first
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(first)  # at large text other cards may stand above it

    def _on_view(self, view: object) -> None:
        if not isinstance(view, ShiftView):
            return
        first = self.view is None
        self.view = view
        now, zone = self.now, self.desk.zone
        self.head.set_title(
            words.greeting(self.desk.session.name, now, zone),
            words.today_line(view, now, zone, supervises=self._supervises),
        )
        self._as_of.set_state(words.as_of(view), icon_name="calendar")
        had_focus = self.next_call.first.hasFocus()
        self.next_call.show_counts(view.counts, now, zone)
        self.counts.show_counts(view.counts, now, zone)
        self.promises.show_promises(view.promises, zone)
        self.interrupted.show_calls(view.my_interrupted, now, zone)
        self.note.show_view(view)
        self.pinned.show_pinned(view.pinned)
        self.rest.show_offer(view.break_after)
        self._place_practice()
        if (first or had_focus) and self.isVisible():
            self.focus_next()

    def _on_break(self, call_id: CallId, answer: Break) -> None:
        desk, op = self.desk, self.desk.new_operation()
        self.save(lambda: welfare.answer_break(desk, op, call_id, answer))

    def _on_next(self) -> None:
        self.rest.left()
        self.busy(True)
        self.next_wanted.emit()

    def _on_again(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_note_written(self, text: str) -> None:
        op = self.desk.new_operation()
        self.save(lambda: hand_over(self.desk, op, text))

    def _arrange(self, *, one_column: bool) -> None:
        """Folded: one column, and above Next call only what was cut off; promises under it."""
        if one_column == self._one_column:
            return
        self._one_column = one_column
        # removeWidget, not takeAt: an item that outlives its place keeps its size in Qt's cache and lays out wrong.
        all_parts = (
            self.first_time, self.rest, self.interrupted, self.next_call, self.feedback, self.pinned, self.promises,
            self.counts, self.used, self.called_back, self.note
        )  # fmt: skip
        for part in all_parts:
            self._left.removeWidget(part)
            self._right.removeWidget(part)
        left: list[QWidget]
        right: list[QWidget]
        if one_column:
            first = (self.interrupted, self.next_call)
            left = [*first, *(part for part in all_parts if part not in first)]
            right = []
        else:
            left = [
                self.first_time,
                self.rest,
                self.next_call,
                self.feedback,
                self.pinned,
                self.counts,
                self.used,
                self.note,
            ]
            right = [self.interrupted, self.promises, self.called_back]
        for layout, parts in ((self._left, left), (self._right, right)):
            for index, widget in enumerate(parts):
                layout.insertWidget(index, widget)
        self._side.setVisible(not one_column)

    def _restyle(self) -> None:
        super()._restyle()
        if not hasattr(self, "_columns"):
            return
        theme = self.theme
        self._keep_edges_in_line(self.head, left=False, scroller=self._scroll)
        self._columns.setSpacing(theme.px(24))
        for layout in (self._left, self._right):
            layout.setSpacing(theme.px(16))
        self._side.setFixedWidth(theme.px(_SIDE_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() / self.theme.scale < _ONE_COLUMN_PX
        self._arrange(one_column=narrow)
        self._place_practice()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.busy(False)
        self.focus_next()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        in_a_field = isinstance(QApplication.focusWidget(), QLineEdit)  # which has used this Enter already
        if pressed and not in_a_field and self.next_call.next.isVisibleTo(self):
            self.next_call.next.click()
            return
        super().keyPressEvent(event)
