"""What a call puts on record beside its answers: danger, complaint, praise, the end. Each press is one operation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from callback_desk.call_script.typed_words import TypedIn
from callback_desk.domain.call import CallResult
from callback_desk.domain.concerns import ConcernKind, Heard, NameUse, NewConcern
from callback_desk.domain.ids import ConcernId
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.news import News
from callback_desk.ui.tasks import Runner, Task
from callback_desk.use_cases.danger_now import DangerCard, danger_now, told_of_danger
from callback_desk.use_cases.finish_call import Finished, finish_call
from callback_desk.use_cases.raise_concern import it_was_not, raise_concern
from callback_desk.use_cases.start_call import did_not_dial
from callback_desk.use_cases.urgent_tip import told_of_urgent


class CallRecord(QObject):
    """Carries wishes to the save lane and brings back what became of them."""

    trouble = Signal(object)
    danger_opened = Signal(object)  # DangerCard
    danger_over = Signal(bool)  # a person was told / it was no danger
    concern_written = Signal()
    urgent_over = Signal()  # a person was told of every urgent line there was
    finished = Signal(object, bool)  # Finished, next call
    taken_back = Signal(object)  # StartedCall

    def __init__(self, hand: CallInHand, runner: Runner, news: News, parent: QObject) -> None:
        super().__init__(parent)
        self._hand = hand
        self._desk = hand.desk
        self._call_id = hand.started.call_id
        self._runner = runner
        self._news = news
        self._concern_id: ConcernId | None = None
        self._was_danger = True
        self._lines_told = 0
        self._kind = ConcernKind.DANGER
        self._next_call = False
        self._place = TypedIn.COMPLAINT

    def open_alert(self, kind: ConcernKind) -> None:
        desk, call_id, op = self._desk, self._call_id, self._desk.new_operation()
        self._kind = kind
        task = self._start(self._runner.save(lambda: danger_now(desk, op, call_id, kind)))
        task.succeeded.connect(self._on_danger)

    def told(self, whom: str, heard: frozenset[Heard], words: str) -> None:
        """Raises nothing: without an alert on record yet, the press comes back open."""
        desk, call_id, concern_id, op = self._desk, self._call_id, self._concern_id, self._desk.new_operation()
        if concern_id is None:
            self.open_alert(self._kind)
            return
        work = self._runner.save(lambda: told_of_danger(desk, op, call_id, concern_id, whom, heard, words))
        self._was_danger = True
        self._start(work).succeeded.connect(self._on_danger_over)

    def was_not_so(self) -> None:
        """It was not danger, go back."""
        desk, concern_id, op = self._desk, self._concern_id, self._desk.new_operation()
        if concern_id is None:
            self.danger_over.emit(False)
            return
        self._was_danger = False
        task = self._start(self._runner.save(lambda: it_was_not(desk, op, concern_id)))
        task.succeeded.connect(self._on_danger_over)

    def told_of_urgent(self, whom: str, lines: Sequence[str]) -> None:
        desk, call_id, op = self._desk, self._call_id, self._desk.new_operation()
        work = self._runner.save(lambda: told_of_urgent(desk, op, call_id, whom, lines))
        self._lines_told = len(lines)
        self._start(work).succeeded.connect(self._on_urgent_told)

    def write_concern(self, kind: ConcernKind, text: str, name_use: NameUse = NameUse.NOT_ASKED) -> None:
        desk, call_id, op = self._desk, self._call_id, self._desk.new_operation()
        callback_id = self._hand.started.callback_id
        self._place = TypedIn.COMPLAINT if kind is ConcernKind.COMPLAINT else TypedIn.PRAISE
        said = NewConcern(kind, text, name_use=NameUse(name_use))
        task = self._start(self._runner.save(lambda: raise_concern(desk, op, callback_id, call_id, said)))
        task.succeeded.connect(self._on_written)

    def finish(self, result: CallResult, *, next_call: bool) -> None:
        desk, call_id, fence, op = self._desk, self._call_id, self._hand.started.fence, self._desk.new_operation()
        self._next_call = next_call
        self._hand.save_now()  # what was answered last goes before the end of the call
        task = self._start(self._runner.save(lambda: finish_call(desk, op, call_id, fence, result)))
        task.succeeded.connect(self._on_finished)

    def take_back(self) -> None:
        self._hand.save_now()
        desk, call_id, fence, op = self._desk, self._call_id, self._hand.started.fence, self._desk.new_operation()
        task = self._start(self._runner.save(lambda: did_not_dial(desk, op, call_id, fence)))
        task.succeeded.connect(self._on_taken_back)

    def _start(self, task: Task) -> Task:
        task.failed.connect(self.trouble)
        task.succeeded.connect(self._news.tell)
        return task

    def _on_danger(self, card: object) -> None:
        if isinstance(card, DangerCard):
            self._concern_id = card.concern_id
            self.danger_opened.emit(card)

    def _on_danger_over(self) -> None:
        self._concern_id = None
        self._hand.forget_typed(TypedIn.DANGER, TypedIn.HEARD)
        self.danger_over.emit(self._was_danger)

    def _on_urgent_told(self) -> None:
        self._hand.urgent_told += self._lines_told
        self.urgent_over.emit()

    def _on_written(self) -> None:
        self._hand.forget_typed(self._place)
        self._hand.autosave.save_now()
        self.concern_written.emit()

    def _on_finished(self, done: object) -> None:
        if isinstance(done, Finished):
            self.finished.emit(done, self._next_call)

    def _on_taken_back(self) -> None:
        self.taken_back.emit(self._hand.started)
