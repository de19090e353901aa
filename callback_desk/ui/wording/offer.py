"""The program brings a newer script: said on the Wording page until somebody takes it over or leaves it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from callback_desk.domain.scripts import NewerScript
from callback_desk.ui.components import Tone
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.notices import Notice
from callback_desk.ui.wording.newer_view import leave
from callback_desk.ui.wording.words import newer_words
from callback_desk.use_cases.scripts import ScriptAtHand

_CODE = "newer"


class Offer(QObject):
    """`wanted(NewerScript)`: somebody wants to see what changes."""

    wanted = Signal(object)

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._page = page
        self.of: NewerScript | None = None  # what the notice is about

    def show(self, at_hand: ScriptAtHand, *, quiet: bool) -> NewerScript | None:
        """Say it once, unless the person looks at it already. Returns what is newer for the script at hand.

        That is the script of this purpose, else one this desk does not have at all.
        """
        by_purpose = {one.brings.purpose: one for one in at_hand.newer}
        unknown = (one for purpose, one in by_purpose.items() if purpose not in at_hand.purposes)
        here = by_purpose.get(at_hand.purpose) or next(unknown, None)
        before, self.of = self.of, next((one for one in at_hand.newer if not one.left_by), None)
        if self.of != before or quiet:
            self.clear()
        if self.of is not None and not quiet:
            actions = ("See what changes", "Leave it")
            notice = Notice(newer_words(self.of), Tone.PLAIN, actions, self._on_pressed, _CODE)
            self._page.notices.show(notice)
        return here

    def clear(self) -> None:
        self._page.notices.clear(_CODE)

    def _on_pressed(self, pressed: int) -> None:
        newer = self.of
        if newer is None:
            return
        if pressed:
            leave(self._page, newer)
        else:
            self.clear()
            self.wanted.emit(newer)
