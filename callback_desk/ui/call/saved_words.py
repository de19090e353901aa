"""The saved mark and the red notice: what the commit said, and what to do when it said nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from callback_desk.domain.errors import DeskFault, DiskFull
from callback_desk.ui.call.autosave import Autosave
from callback_desk.ui.components import SavedMark, Tone, strong_then
from callback_desk.ui.notices import Notice, Notices
from callback_desk.ui.when import clock

_NOT_SAVED = "not-saved"
_PAPER = "What you type stays on the screen. Write it on paper too, and tell your supervisor."


class SavedWords(QObject):
    """Follows one autosave at a time and shows it on every mark. `reserve_wanted()`: a full disk, and a way out."""

    reserve_wanted = Signal()

    def __init__(self, notices: Notices, zone: ZoneInfo, marks: Sequence[SavedMark]) -> None:
        super().__init__(notices)
        self._notices = notices
        self._zone = zone
        self._marks = tuple(marks)
        self._full = False  # the trouble is a full disk

    def follow(self, autosave: Autosave) -> None:
        autosave.saving.connect(self._on_saving)
        autosave.saved.connect(self._on_saved)
        autosave.not_saved.connect(self._on_not_saved)

    def clear(self) -> None:
        """No call, nothing to save."""
        self._notices.clear(_NOT_SAVED)
        for mark in self._marks:
            mark.clear()

    def claim_lost(self, trouble: object) -> None:
        """Somebody else has the person by now, or a supervisor took it back."""
        sentence = trouble.sentence if isinstance(trouble, DeskFault) else "This call is not yours any more."
        words = strong_then(
            sentence, "What you write is still kept, as a late note. Say goodbye, and tell your supervisor."
        )
        self._notices.show(Notice(words, Tone.DANGER, ("I understand",), code="claim-lost"))
        for mark in self._marks:
            mark.not_saved()

    def _on_saving(self) -> None:
        for mark in self._marks:
            mark.saving()

    def _on_saved(self, at: object) -> None:
        if isinstance(at, datetime):
            self._notices.clear(_NOT_SAVED)
            for mark in self._marks:
                mark.saved(clock(at, self._zone))

    def _on_not_saved(self, trouble: object) -> None:
        self._full = isinstance(trouble, DiskFull)
        for mark in self._marks:
            mark.not_saved()
        why = f"{trouble.sentence} " if isinstance(trouble, DeskFault) else ""
        words = strong_then("Not saved for 4 seconds.", f"{why}{_PAPER}")
        actions = ("Use the reserve", "I understand") if isinstance(trouble, DiskFull) else ("I understand",)
        self._notices.show(Notice(words, Tone.DANGER, actions, self._on_answered, code=_NOT_SAVED))

    def reserve_gone(self, trouble: object) -> None:
        """There was no room left to give up."""
        why = trouble.sentence if isinstance(trouble, DeskFault) else ""
        words = strong_then("Not saved.", f"{why} {_PAPER}".strip())
        self._notices.show(Notice(words, Tone.DANGER, ("I understand",), code=_NOT_SAVED))

    def _on_answered(self, pressed: int) -> None:
        if pressed == 0 and self._full:
            self.reserve_wanted.emit()
