"""An act that can be undone because it has not happened yet: it is done after ten seconds, or when the page is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from callback_desk.ui.components import Toast

SECONDS = 10


class PutOff(QObject):
    """One act at a time. `begun(Toast)` for the shell, `ended()` when it was done or undone, before it `undone(ids)`.

    A newer act does the older one at once; so does a toast that is taken away by another page's.
    """

    begun = Signal(object)
    ended = Signal()
    undone = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._act: Callable[[], None] | None = None
        self._number = 0
        self.toast: Toast | None = None
        self.ids: frozenset[int] = frozenset()
        self.meanwhile = ""

    @property
    def waits(self) -> bool:
        return self._act is not None

    def put(self, sentence: str, meanwhile: str, ids: frozenset[int], act: Callable[[], None]) -> None:
        """Do `act` in ten seconds; `sentence` says so, `meanwhile` stands beside the people it is about, `ids`."""
        self.do_now()
        self._number += 1
        number = self._number
        self._act, self.ids, self.meanwhile = act, ids, meanwhile
        toast = Toast(sentence, seconds=SECONDS)
        self.toast = toast
        toast.undone.connect(self._undo)
        toast.gone.connect(self.do_now)
        toast.destroyed.connect(lambda: self._toast_went(number))
        self.begun.emit(toast)

    def do_now(self) -> None:
        """Do what waits, if anything does."""
        act, toast = self._take()
        if act is None:
            return
        if toast is not None and isValid(toast) and not toast.isHidden():
            toast.undone.disconnect(self._undo)
            toast.undo.click()  # it is over: the toast leaves by its own door and tells the shell
        act()
        self.ended.emit()

    def _undo(self) -> None:
        ids = self.ids
        self._take()
        self.undone.emit(ids)
        self.ended.emit()

    def _toast_went(self, number: int) -> None:
        if isValid(self) and number == self._number:
            self.do_now()

    def _take(self) -> tuple[Callable[[], None] | None, Toast | None]:
        act, toast = self._act, self.toast
        self._act, self.toast, self.ids, self.meanwhile = None, None, frozenset(), ""
        self._number += 1
        return act, toast
