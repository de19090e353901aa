"""The one door for background work.

Two lanes, each one thread with an ordered queue: *save*, the only writer, and *ask*, read only. A third, *long*, is for
work with progress that can be stopped. Answers come back on the thread of the window.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QMetaMethod, QObject, Qt, Signal

from callback_desk.domain.errors import DeskBug

_PATIENCE_S: Final = 10.0


class Progress(Protocol):
    """What long work is given: tell how far it is, and look whether it should stop."""

    @property
    def cancelled(self) -> bool: ...

    def report(self, value: object) -> None: ...


class Task(QObject):
    """One piece of work. Connect in the same breath as starting it: nothing is delivered before the next event.

    Exactly one of `succeeded(result)` and `failed(exception)` comes, unless a newer task of its topic or `cancel` made
    it stale: then neither, and `dropped` is true. `progressed(value)` may leave out values, never the order.
    """

    succeeded = Signal(object)
    failed = Signal(object)
    progressed = Signal(object)

    def __init__(self, work: Callable[[Progress], object], topic: Hashable, generation: int) -> None:
        super().__init__()
        self.topic = topic
        self.generation = generation
        self._work = work
        self._cancelled = threading.Event()
        self._dropped = False
        self._finished = False
        self._question = False
        self._latest: deque[object] = deque(maxlen=1)

    @property
    def dropped(self) -> bool:
        return self._dropped

    @property
    def finished(self) -> bool:
        """Delivered, dropped, or never to be delivered."""
        return self._finished

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop. It answers with what it kept, by `succeeded`, when it looks at `cancelled`."""
        self._cancelled.set()


class _Handle:
    """The progress handle of one task, used on the lane's thread."""

    def __init__(self, task: Task, post: Callable[[Task], None]) -> None:
        self._task = task
        self._post = post

    @property
    def cancelled(self) -> bool:
        return self._task.cancelled

    def report(self, value: object) -> None:
        # Only the newest value is kept: a fast worker must not fill the window's queue.
        first = not self._task._latest
        self._task._latest.append(value)
        if first:
            self._post(self._task)


_Outcome = tuple[Task, object, BaseException | None]


class _Lane:
    def __init__(self, name: str, deliver: Callable[[_Outcome], None], post: Callable[[Task], None]) -> None:
        self._queue: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._deliver = deliver
        self._post = post
        self._thread = threading.Thread(target=self._run, name=f"callback-desk-{name}", daemon=True)
        self._thread.start()

    def put(self, task: Task) -> None:
        self._queue.put(task)

    def finish(self, timeout_s: float | None) -> bool:
        """Let what is queued run to its end. False when it took longer than the time given."""
        self._queue.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (task := self._queue.get()) is not None:
            with suppress(RuntimeError):  # the window died while this worked: there is nobody left to tell
                self._deliver(self._outcome(task))

    def _outcome(self, task: Task) -> _Outcome:
        if task._dropped:
            return task, None, None
        try:
            return task, task._work(_Handle(task, self._post)), None
        except Exception as trouble:  # the end of a task is one of the three places that catch all
            return task, None, trouble


class Runner(QObject):
    """Starts work and brings its answers back. One a program; `shutdown` before the desk closes.

    `unheard(exception)` comes for a failure nobody was connected to: no trouble is swallowed.
    """

    unheard = Signal(object)
    _done = Signal(object)
    _moved = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._generation = 0
        self._newest: dict[Hashable, Task] = {}
        self._waiting: set[Task] = set()
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)
        self._save_lane = self._lane("save")
        self._ask_lane = self._lane("ask")
        self._long_lane = self._lane("long")

    def save(self, work: Callable[[], object]) -> Task:
        """Write, in the order asked. Saves are never dropped. Raises DeskBug after `shutdown`."""
        return self._start(self._save_lane, lambda _progress: work(), None)

    def ask(self, work: Callable[[], object], *, topic: Hashable = None) -> Task:
        """Read. A later question of the same topic makes this one stale, run or not: its answer never comes.

        A topic belongs to one asker: `(id(self), "list")`. Raises DeskBug after `shutdown`.
        """
        task = self._start(self._ask_lane, lambda _progress: work(), topic)
        task._question = True
        return task

    def long(self, work: Callable[[Progress], object]) -> Task:
        """Work with progress: `work(progress)` reports, and stops when `progress.cancelled`. One at a time."""
        return self._start(self._long_lane, work, None)

    @property
    def busy(self) -> bool:
        """Whether anything is still to be delivered."""
        return bool(self._waiting)

    def forget(self, topic: Hashable) -> None:
        """Drop what is asked under a topic: its asker has gone."""
        older = self._newest.pop(topic, None)
        if older is not None:
            older._dropped = True

    def shutdown(self, timeout_s: float | None = None) -> bool:
        """Take no more work, stop long work, drop questions, wait for every save. True when all saves are done."""
        if not self._open:
            return True
        self._open = False
        for task in list(self._waiting):
            task.cancel()
            task._dropped = task._dropped or task._question
        saved = self._save_lane.finish(timeout_s)
        # A question that hangs must not keep the window from closing; its thread ends with the program.
        patience_s = _PATIENCE_S if timeout_s is None else timeout_s
        self._ask_lane.finish(patience_s)
        self._long_lane.finish(patience_s)
        # What came back meanwhile lies in the event queue: the last saves still tell their pages.
        QCoreApplication.sendPostedEvents(self)
        return saved

    def _lane(self, name: str) -> _Lane:
        return _Lane(name, self._done.emit, self._moved.emit)

    def _start(self, lane: _Lane, work: Callable[[Progress], object], topic: Hashable) -> Task:
        if not self._open:
            raise DeskBug("Work was started while the program was closing.", code="runner-closed")
        self._generation += 1
        task = Task(work, topic, self._generation)
        if topic is not None:
            self.forget(topic)
            self._newest[topic] = task
        self._waiting.add(task)
        lane.put(task)
        return task

    def _on_moved(self, task: Task) -> None:
        if task._latest and not task._dropped:
            task.progressed.emit(task._latest.popleft())

    def _on_done(self, outcome: _Outcome) -> None:
        task, result, trouble = outcome
        self._waiting.discard(task)
        task._finished = True
        if task.topic is not None and self._newest.get(task.topic) is task:
            del self._newest[task.topic]
        if task._dropped:
            return
        if task._latest:
            task.progressed.emit(task._latest.popleft())
        if trouble is None:
            task.succeeded.emit(result)
        elif task.isSignalConnected(QMetaMethod.fromSignal(task.failed)):
            task.failed.emit(trouble)
        else:
            self.unheard.emit(trouble)
