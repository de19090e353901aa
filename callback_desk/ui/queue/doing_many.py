"""Does one act to many people of the list, a few in each transaction, and takes it back again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.ids import CallbackId, StaffId
from callback_desk.domain.many import AT_ONCE, ManyAct, ManyActId, ManyLine, ManyPreview
from callback_desk.domain.people import Staff
from callback_desk.ui.components import Toast
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.notices import Notice, notice_of
from callback_desk.ui.queue.acts_sheet import ActsSheet
from callback_desk.ui.queue.many_sheet import ManySheet
from callback_desk.ui.queue.many_words import back_words, done_words
from callback_desk.use_cases import many_people


class DoingMany(QObject):
    """`sheet` is the open sheet of an act, `record` the one of acts that were done; None when closed."""

    def __init__(self, page: DeskPage, done: Callable[[], None]) -> None:
        super().__init__(page)
        self._page, self._after = page, done
        self.sheet: ManySheet | None = None
        self.record: ActsSheet | None = None
        self._ids: tuple[int, ...] = ()
        self._stopped = False

    def open_sheet(self, ids: Sequence[int]) -> None:
        """Ask what to do with these people."""
        if self.sheet is not None or not ids:
            return
        self._ids = tuple(ids)
        desk = self._page.desk
        self.sheet = ManySheet(len(ids), parent=self._page.window())
        self.sheet.asked_for.connect(self._on_asked)
        self.sheet.confirmed.connect(self._on_confirmed)
        self.sheet.stop_wanted.connect(self._on_stop)
        self.sheet.dismissed.connect(self._forget)
        self.sheet.open_dialog()
        self._page.ask("many people", lambda: many_people.volunteers(desk), self._on_volunteers)
        self._on_asked()

    def leave(self) -> None:
        """Somebody signs out, or goes to another page: what is not done yet is not begun."""
        self._stopped = True
        for sheet in (self.sheet, self.record):
            if sheet is not None:
                sheet.dismiss()

    def _forget(self) -> None:
        self.sheet = None

    def _on_stop(self) -> None:
        self._stopped = True

    def _on_volunteers(self, people: tuple[Staff, ...]) -> None:
        if self.sheet is not None:
            self.sheet.show_volunteers(people)

    def _on_asked(self) -> None:
        sheet, desk, ids = self.sheet, self._page.desk, self._ids
        if sheet is None:
            return
        act, owner = sheet.act, sheet.owner
        task = self._page.runner.ask(
            lambda: many_people.preview(desk, act, ids, owner), topic=(id(self._page), "many preview")
        )
        task.succeeded.connect(self._on_preview)
        task.failed.connect(self._on_failed)

    def _on_preview(self, shown: ManyPreview) -> None:
        if self.sheet is not None and self.sheet.act is shown.act:
            self.sheet.show_preview(shown)

    def _on_confirmed(self) -> None:
        sheet, desk = self.sheet, self._page.desk
        if sheet is None or sheet.preview is None or not sheet.preview.will or sheet.missing():
            return
        will, act, reason, owner, days = sheet.preview.will, sheet.act, sheet.reason, sheet.owner, sheet.days
        operation = desk.new_operation()
        self._stopped = False
        sheet.show_progress(0, len(will))
        task = self._page.runner.save(lambda: many_people.begin(desk, operation, act, reason, len(will), owner))
        task.succeeded.connect(lambda begun: self._next(ManyActId(begun.id), act, will, 0, 0, days, owner))
        task.failed.connect(self._on_failed)

    def _next(
        self,
        act_id: ManyActId,
        act: ManyAct,
        will: tuple[CallbackId, ...],
        place: int,
        done: int,
        days: int,
        owner: StaffId | None,
    ) -> None:
        if place >= len(will) or self._stopped:
            self._finish(act_id, act, done, len(will))
            return
        if self.sheet is not None:
            self.sheet.show_progress(done, len(will))
        desk, operation, some = self._page.desk, self._page.desk.new_operation(), will[place : place + AT_ONCE]
        task = self._page.runner.save(lambda: many_people.do_some(desk, operation, act_id, some, days, owner))
        task.succeeded.connect(lambda step: self._next(act_id, act, will, place + AT_ONCE, done + step.id, days, owner))
        task.failed.connect(self._on_failed)

    def _finish(self, act_id: ManyActId, act: ManyAct, done: int, asked: int) -> None:
        if self.sheet is not None:
            self.sheet.close_dialog()
            self._forget()
        self._page.news.tell(Done(Changes.QUEUE))
        if not done:
            self._page.notices.show(Notice(done_words(act, done, asked), actions=("OK",), code="many-none"))
            return
        self._after()
        toast = Toast(done_words(act, done, asked))
        toast.undone.connect(partial(self._take_back, act_id, done))
        self._page.toast_wished.emit(toast)

    def _on_failed(self, trouble: object) -> None:
        if self.sheet is not None:
            self.sheet.show_trouble(str(notice_of(trouble).words))
        else:
            self._page.notices.show_error(trouble)

    # Taking back

    def open_record(self) -> None:
        """What was done to many, newest first, each with its way back."""
        if self.record is None:
            self.record = ActsSheet(self._page.now, self._page.desk.zone, parent=self._page.window())
            self.record.back_wanted.connect(self._on_back_wanted)
            self.record.dismissed.connect(self._forget_record)
            self.record.open_dialog()
            self._read_record()

    def _forget_record(self) -> None:
        self.record = None

    def _read_record(self) -> None:
        desk = self._page.desk
        self._page.ask("many record", lambda: many_people.on_record(desk), self._on_record)

    def _on_record(self, lines: tuple[ManyLine, ...]) -> None:
        if self.record is not None:
            self.record.show_lines(lines)

    def _on_back_wanted(self, line: ManyLine) -> None:
        self._take_back(line.id, line.people - line.back)

    def _take_back(self, act_id: ManyActId, asked: int) -> None:
        desk, operation = self._page.desk, self._page.desk.new_operation()
        task = self._page.runner.save(lambda: many_people.take_back(desk, operation, act_id))
        task.succeeded.connect(lambda _done: self._next_back(act_id, asked, 0, 0))
        task.failed.connect(self._page.notices.show_error)

    def _next_back(self, act_id: ManyActId, asked: int, after: int, back: int) -> None:
        desk, operation = self._page.desk, self._page.desk.new_operation()

        def step() -> tuple[int, int]:
            some = many_people.to_put_back(desk, act_id, after)
            if not some:
                return 0, 0
            return int(some[-1]), many_people.put_some_back(desk, operation, act_id, some).id

        def done(found: tuple[int, int]) -> None:
            last, put = found
            if last:
                self._next_back(act_id, asked, last, back + put)
                return
            self._page.news.tell(Done(Changes.QUEUE))
            self._page.notices.show(Notice(back_words(back, asked), actions=("OK",), code="many-back"))
            if self.record is not None:
                self._read_record()

        task = self._page.runner.save(step)
        task.succeeded.connect(done)
        task.failed.connect(self._page.notices.show_error)
