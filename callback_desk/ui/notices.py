"""Trouble as a sentence. One notice a page; a second waits; red stays until it is answered."""

from __future__ import annotations

import logging
import traceback
import zlib
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.domain.errors import DeskError, DeskFault
from callback_desk.ui.components import NoticeBar, Tone, Words

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence with its tone and at most two buttons; `answered(index)` is called with the one pressed.

    `code` keeps the same trouble from standing in line twice.
    """

    words: Words
    tone: Tone = Tone.PLAIN
    actions: tuple[str, ...] = ()
    answered: Callable[[int], None] | None = None
    code: str = ""


def bug_number(trouble: BaseException) -> str:
    """A number to quote: the same for the same place in the program, and nothing of what was being worked on."""
    frames = traceback.extract_tb(trouble.__traceback__)
    place = "|".join(f"{frame.filename.rsplit('callback_desk', 1)[-1]}:{frame.lineno}" for frame in frames)
    return f"B-{zlib.crc32(f'{type(trouble).__name__}|{place}'.encode()):08X}"


def notice_of(trouble: object) -> Notice:
    """A DeskFault in its own words; anything else as a number to quote, logged by place and never by content."""
    if isinstance(trouble, DeskFault):
        return Notice(trouble.sentence, Tone.WARN, ("OK",), code=trouble.code or trouble.sentence)
    if not isinstance(trouble, BaseException):
        trouble = DeskError(str(type(trouble).__name__))
    number = bug_number(trouble)
    frames = traceback.extract_tb(trouble.__traceback__)
    place = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    _LOG.error("bug %s %s at %s", number, type(trouble).__name__, place)
    sentence = f"Something went wrong in the program. Your words are kept. Tell your supervisor the number {number}."
    return Notice(sentence, Tone.WARN, ("OK",), code=number)


class Notices(QObject):
    """Holds the notices of one page in line and shows the first in `place`, a widget the page lays out."""

    shown = Signal(object)  # the Notice now on screen, or None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = QWidget()
        self._layout = QVBoxLayout(self.place)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._line: deque[Notice] = deque()
        self._now: Notice | None = None
        self._bar: NoticeBar | None = None
        self.place.hide()

    @property
    def now(self) -> Notice | None:
        """The notice on screen."""
        return self._now

    @property
    def waiting(self) -> Sequence[Notice]:
        return tuple(self._line)

    @Slot(object)
    def show_error(self, trouble: object) -> None:
        """Show what a task failed with: `task.failed.connect(notices.show_error)`."""
        self.show(notice_of(trouble))

    def show(self, notice: Notice) -> None:
        """Show it now or put it in line. Red goes before the others; the same code is not shown twice."""
        held = [*self._line, *([self._now] if self._now is not None else [])]
        if notice.code and any(other.code == notice.code for other in held):
            return
        if self._now is None:
            self._put(notice)
        elif notice.tone == Tone.DANGER and self._now.tone != Tone.DANGER:
            self._line.appendleft(self._now)
            self._put(notice)
        elif notice.tone == Tone.DANGER:
            ahead = sum(1 for other in self._line if other.tone == Tone.DANGER)
            self._line.insert(ahead, notice)
        else:
            self._line.append(notice)

    def clear(self, code: str) -> None:
        """Take back a notice whose reason is gone: it was saved after all."""
        self._line = deque(notice for notice in self._line if notice.code != code)
        if self._now is not None and self._now.code == code:
            self._next()

    def _on_action(self, index: int) -> None:
        answered = self._now.answered if self._now is not None else None
        self._next()
        if answered is not None:
            answered(index)

    def _next(self) -> None:
        if self._line:
            self._put(self._line.popleft())
            return
        self._drop_bar()
        self._now = None
        self.place.hide()
        self.shown.emit(None)

    def _put(self, notice: Notice) -> None:
        self._drop_bar()
        self._now = notice
        self._bar = NoticeBar(notice.words, tone=notice.tone, actions=notice.actions)
        self._bar.action.connect(self._on_action)
        self._layout.addWidget(self._bar)
        self.place.show()
        self.shown.emit(notice)

    def _drop_bar(self) -> None:
        if self._bar is not None:
            self._layout.removeWidget(self._bar)
            self._bar.hide()
            self._bar.setParent(None)
            self._bar.deleteLater()
            self._bar = None
