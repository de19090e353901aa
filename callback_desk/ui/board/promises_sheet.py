"""What was promised in calls and is not kept yet, overdue first: *Kept*, and *Move to …*, each with its undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.changes import Done
from callback_desk.domain.promises import OpenPromise
from callback_desk.ui.back_sheet import BackSheet
from callback_desk.ui.components import (
    Card,
    Chip,
    EmptyState,
    Field,
    HairLine,
    Paragraph,
    QuietButton,
    Run,
    SecondaryButton,
    Themed,
    Toast,
    Tone,
    empty_out,
    set_shown,
    unbroken,
)
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.times import moment as moment_of
from callback_desk.ui.times import read_day
from callback_desk.ui.when import count, day, moment, weekday
from callback_desk.use_cases import promises

_END_OF_DAY: Final = time(17, 0)  # as it is written down in the call
_WHICH_DAY: Final = "Which day? For example Thursday, or 11/19."
_GONE_BY: Final = "That day has gone by. Choose today or a later day."


class PromiseRow(Themed, QWidget):
    """One promise: `kept()`, `moved(date)`. *Move to …* opens a field in the row, `opened()`; Esc closes it again."""

    kept = Signal()
    opened = Signal()
    moved = Signal(object)

    def __init__(self, promise: OpenPromise, now: datetime, zone: ZoneInfo) -> None:
        super().__init__()
        self.promise = promise
        self._today = now.astimezone(zone).date()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._row = QHBoxLayout()
        column.addLayout(self._row)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Paragraph(promise.text, face="strong", full_width=True))
        words.addWidget(Paragraph(_who_keeps(promise, self._today, zone), full_width=True))
        words.addWidget(Paragraph(_who_said(promise, now, zone), face="meta", color="ink2", full_width=True))
        self._row.addLayout(words, 1)
        self.keep = SecondaryButton("Kept", icon_name="check")
        self.keep.setAccessibleName(f"Kept: {promise.text}")
        self.keep.clicked.connect(self.kept)
        self.move_to = QuietButton("Move to…")
        self.move_to.setAccessibleName(f"Move to another day: {promise.text}")
        self.move_to.clicked.connect(self._on_move)
        for button in (self.move_to, self.keep):
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._mover = QWidget()
        line = QHBoxLayout(self._mover)
        line.setContentsMargins(0, 0, 0, 0)
        self.day = Field("Keep it by", hint="Thursday, or 11/19")
        self.day.entered.connect(self._on_day)
        self.day.text_changed.connect(self._forget_error)
        self.save = SecondaryButton("Move", key="Enter")
        self.save.clicked.connect(self._on_day)
        line.addWidget(self.day, 3)
        line.addWidget(self.save, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        self._line = line
        column.addWidget(self._mover)
        set_shown(self._mover, False)
        self.setAccessibleName(promise.text)
        self._column = column
        self._style_now()

    @property
    def moving(self) -> bool:
        """A day is being typed."""
        return self._mover.isVisibleTo(self)

    def close_buttons(self) -> None:
        """It is being written down."""
        set_shown(self._mover, False)
        for button in (self.keep, self.move_to, self.save):
            button.setEnabled(False)

    def _on_move(self) -> None:
        set_shown(self._mover, not self.moving)
        (self.day.edit if self.moving else self.move_to).setFocus()
        if self.moving:
            self.opened.emit()

    def _on_day(self) -> None:
        on = read_day(self.day.text.strip(), self._today)
        if on is None or on < self._today:
            self.day.set_error(_WHICH_DAY if on is None else _GONE_BY)
            self._line.setAlignment(self.save, Qt.AlignmentFlag.AlignVCenter)  # a line of words above and below now
            self.day.edit.setFocus()
            return
        self.moved.emit(on)

    def _forget_error(self, _text: str = "") -> None:
        if self.day.error:
            self.day.set_error("")
            self._line.setAlignment(self.save, Qt.AlignmentFlag.AlignBottom)

    def _restyle(self) -> None:
        theme = self.theme
        self._row.setSpacing(theme.px(12))
        self._line.setSpacing(theme.px(12))
        self._column.setSpacing(theme.px(8))
        self.day.setMaximumWidth(theme.px(400))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.moving:
            self._on_move()
        else:
            super().keyPressEvent(event)


class PromisesSheet(BackSheet):
    """Instead of the board. Asks by itself when it is opened and when something changed."""

    title = "Promises to keep"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self.rows: list[PromiseRow] = []
        self._shown: tuple[OpenPromise, ...] | None = None
        self._in_sight = QTimer(self)  # a field has its place in the next turn
        self._in_sight.setSingleShot(True)
        self._in_sight.setInterval(0)
        self._in_sight.timeout.connect(self._bring_into_sight)
        self._style_now()

    def open(self) -> None:
        """Show it from the top, the focus on the way out."""
        self._shown = None
        super().open()

    def refresh(self) -> None:
        desk = self.page.desk
        self.page.ask("promises", lambda: promises.open_promises(desk), self._on_promises)

    def _on_promises(self, found: object) -> None:
        if isinstance(found, tuple) and found != self._shown and not any(row.moving for row in self.rows):
            self._show(found)

    def _show(self, found: Sequence[OpenPromise]) -> None:
        self._shown = tuple(found)
        here = QApplication.focusWidget()
        place = next((at for at, row in enumerate(self.rows) if row.isAncestorOf(here)), -1) if here else -1
        body = self.body
        empty_out(body)
        self.rows = []
        today = self.page.today
        late = [one for one in found if one.due_at is not None and self._day(one.due_at) < today]
        now = [one for one in found if one.due_at is not None and self._day(one.due_at) == today]
        rest = [one for one in found if one not in late and one not in now]
        self.head.set_title(self.title, f"{count(len(found), 'promise')}, {len(late)} overdue" if found else "")
        parts: list[QWidget] = []
        if not found:
            why = "What a volunteer promises at the end of a call stands here, with who keeps it and by which day."
            parts.append(EmptyState("No promise is open", why))
        for title, chip, mine in (("Overdue", True, late), ("Today", False, now), ("Later", False, rest)):
            if mine:
                parts.append(self._group(title, mine, late=chip))
        if len(found) == promises.MOST:
            more = f"The first {promises.MOST} are shown; more come as these are kept."
            parts.append(Paragraph(more, color="ink2", full_width=True))
        for part in parts:
            body.addWidget(part)
            part.show()  # at once: the focus goes into it
        body.addStretch(1)
        if place >= 0:  # a second Enter opens a field, and keeps no other promise
            (self.rows[min(place, len(self.rows) - 1)].move_to if self.rows else self.back).setFocus()

    def _group(self, title: str, mine: Sequence[OpenPromise], *, late: bool) -> Card:
        card = Card(padding_px=20)
        card.setAccessibleName(title)
        head = QHBoxLayout()
        head.addWidget(Paragraph(title, face="section", full_width=True), 1)
        if late:
            head.addWidget(Chip(f"{len(mine):,} overdue", icon_name="clock", tone=Tone.WARN))
        card.body.addLayout(head)
        for place, promise in enumerate(mine):
            if place:
                card.body.addWidget(HairLine())
            row = PromiseRow(promise, self.page.now, self.page.desk.zone)
            row.kept.connect(self._on_kept)
            row.moved.connect(self._on_moved)
            row.opened.connect(self._in_sight.start)
            self.rows.append(row)
            card.body.addWidget(row)
        return card

    def _bring_into_sight(self) -> None:
        """The field that was opened, with its button and what it may say."""
        for row in self.rows:
            if row.moving:
                self.scroller.ensureWidgetVisible(row)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.page.desk.zone).date()

    # -- presses

    def _on_kept(self) -> None:
        row = self.sender()
        if isinstance(row, PromiseRow):
            desk, op, promise = self.page.desk, self.page.desk.new_operation(), row.promise
            row.close_buttons()
            self._write(lambda: promises.keep_promise(desk, op, promise.id), promise, "Kept, and off the list.")

    def _on_moved(self, on: object) -> None:
        row = self.sender()
        if isinstance(row, PromiseRow) and isinstance(on, date):
            desk, op, promise = self.page.desk, self.page.desk.new_operation(), row.promise
            due = moment_of(on, _END_OF_DAY, desk.zone)
            row.close_buttons()
            self._write(lambda: promises.move_promise(desk, op, promise.id, due), promise, f"Moved to {weekday(on)}.")

    def _write(self, work: Callable[[], Done], promise: OpenPromise, said: str) -> None:
        task = self.page.save(work, partial(self._offer_undo, promise, said))
        task.failed.connect(self._on_not_written)

    def _offer_undo(self, promise: OpenPromise, said: str, _done: object) -> None:
        toast = Toast(said)
        toast.undone.connect(partial(self._put_back, promise))
        self.page.toast_wished.emit(toast)

    def _put_back(self, promise: OpenPromise) -> None:
        desk, op = self.page.desk, self.page.desk.new_operation()
        self.page.save(lambda: promises.put_promise_back(desk, op, promise.id, promise.standing))

    def _on_not_written(self, _trouble: object) -> None:
        self._shown = None
        self.refresh()


def _who_keeps(promise: OpenPromise, today: date, zone: ZoneInfo) -> tuple[Run, ...]:
    owner = promise.owner or promise.made_by
    if promise.due_at is None:
        return Run(owner, strong=True), Run(" keeps it. No day was named.")
    on = promise.due_at.astimezone(zone).date()
    by = "today" if on == today else f"{on:%A}, {day(on, today)}"
    moved = ", moved there" if promise.moved else ""
    return Run(owner, strong=True), Run(f" keeps it, by {by}{moved}.")


def _who_said(promise: OpenPromise, now: datetime, zone: ZoneInfo) -> str:
    case = f", case {unbroken(promise.case_number)}" if promise.case_number else ""
    return f"Promised to {promise.name.display}{case}, by {promise.made_by}, {moment(promise.made_at, now, zone)}."


__all__ = ["PromiseRow", "PromisesSheet"]
