"""Words become durable by themselves: half a second after a pause, and never later than two seconds.

The saved mark follows the commit and nothing else: `saved(at)` carries the time the desk gave back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from callback_desk.domain.call import CallDraft
from callback_desk.domain.errors import StaleClaim
from callback_desk.ui.tasks import Runner

#: What an answer waits for: the next question is painted first. Both threads want the interpreter, and beside a save
#: the window waited some milliseconds at nearly every word it drew.
AT_ONCE_MS: Final = 25
PAUSE_MS: Final = 500
LATEST_MS: Final = 2000
NOT_SAVED_MS: Final = 4000
AGAIN_MS: Final = 2000
LATE_PAUSE_MS: Final = 2000
LATE_LATEST_MS: Final = 10_000


class Autosave(QObject):
    """One write at a time, on the save lane. `draft()` is asked when the write begins, so it is never old.

    `saving()` with the first letter, `saved(datetime)` with the commit, `not_saved(trouble | None)` once when four
    seconds went by without one, `claim_lost(StaleClaim)` once, when somebody else has the person by now: words go on to
    the desk as late notes, more slowly, and the mark does not say *Saved* any more.
    """

    saving = Signal()
    saved = Signal(object)
    not_saved = Signal(object)
    claim_lost = Signal(object)

    def __init__(
        self,
        runner: Runner,
        draft: Callable[[], CallDraft],
        write: Callable[[CallDraft], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._draft = draft
        self._write = write
        self._dirty = False
        self._writing = False
        self._stopped = False
        self._told = False
        self._lost = False
        self._left = ""
        self._trouble: object = None
        self._pause = self._timer(PAUSE_MS, self._write_now)
        self._latest = self._timer(LATEST_MS, self._write_now)
        self._late = self._timer(NOT_SAVED_MS, self._on_late)
        self._at_once = self._timer(AT_ONCE_MS, self._write_now)
        self._again = self._timer(AGAIN_MS, self._write_now)

    @property
    def settled(self) -> bool:
        """Everything typed so far is on the disk."""
        return not (self._dirty or self._writing)

    def words_changed(self) -> None:
        """A letter was typed."""
        if self._stopped:
            return
        self._begin()
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()

    def save_now(self, left_question: str = "") -> None:
        """An answer was given or a line was kept: saved as soon as the next question is painted.

        `left_question` makes one answer.save.
        """
        if self._stopped:
            return
        self._left = left_question or self._left
        self._begin()
        if self._lost:
            self._pause.start()
        else:
            self._at_once.start()

    def try_again(self) -> None:
        """Something was done about the trouble: save now, and say so once more if it is still there."""
        self._told = False
        self.save_now()

    def hurry(self) -> None:
        """What is typed goes now, without the pause; nothing is written when all is on the disk."""
        if self._dirty:
            self._write_now()

    def flush(self) -> None:
        """The window goes: write what is not written yet, behind whatever write is under way."""
        if not self._stopped and not self.settled:
            draft = self._draft()
            self._runner.save(lambda: self._write(draft))

    def stop(self) -> None:
        """The call is over; nothing more is written."""
        self._stopped = True
        for timer in (self._pause, self._latest, self._late, self._again, self._at_once):
            timer.stop()

    def _begin(self) -> None:
        if not self._dirty and not self._writing and not self._lost:
            self.saving.emit()
        self._dirty = True
        if not self._late.isActive() and not self._told and not self._lost:
            self._late.start()

    def _write_now(self) -> None:
        if self._stopped or self._writing or not self._dirty:
            return
        for timer in (self._pause, self._latest, self._again, self._at_once):
            timer.stop()
        self._dirty, self._writing = False, True
        draft = self._draft()
        if self._left:
            draft = CallDraft(draft.state, draft.typed, draft.language, draft.answered, self._left)
        self._left = ""
        task = self._runner.save(lambda: self._write(draft))
        task.succeeded.connect(self._on_saved)
        task.failed.connect(self._on_failed)

    def _on_saved(self, at: object) -> None:
        self._writing = False
        self._trouble = None
        self._late.stop()
        self._told = False
        if self._stopped:
            return
        if self._dirty:
            self._late.start()
            self._pause.start()
        elif not self._lost:
            self.saved.emit(at)

    def _on_failed(self, trouble: object) -> None:
        self._writing = False
        self._trouble = trouble
        if isinstance(trouble, StaleClaim):  # what was sent is kept as a late note
            self._on_claim_lost(trouble)
            return
        self._dirty = True
        if not self._stopped:
            self._again.start()

    def _on_claim_lost(self, trouble: StaleClaim) -> None:
        first, self._lost = not self._lost, True
        self._late.stop()
        self._pause.setInterval(LATE_PAUSE_MS)
        self._latest.setInterval(LATE_LATEST_MS)
        if self._dirty and not self._stopped:
            self._pause.start()
        if first:
            self.claim_lost.emit(trouble)

    def _on_late(self) -> None:
        self._told = True
        self.not_saved.emit(self._trouble)

    def _timer(self, after_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after_ms)
        timer.timeout.connect(slot)
        return timer
