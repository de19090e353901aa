"""The match page's set-up as a file for another desk, and one of another desk for this page."""

from __future__ import annotations

from PySide6.QtCore import QObject

from callback_desk.domain.changes import Changes
from callback_desk.ui.components import Tone
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import opening, saving_as
from callback_desk.ui.imports.match_step import MatchStep
from callback_desk.ui.notices import Notice
from callback_desk.use_cases import layouts
from callback_desk.use_cases.layouts import TakenIn

_KINDS = "Column set-up (*.json)"
_SAID = "column-set-up"


class SetUpFiles(QObject):
    """Saves what stands on the page, and fills the page from a file that was taken in. Both are on record."""

    def __init__(
        self,
        page: DeskPage,
        match: MatchStep,
    ) -> None:
        super().__init__(page)
        self._page, self._match = page, match
        self.where_to_save = saving_as("Save the column set-up", _KINDS)
        self.which_file = opening("Choose a column set-up", _KINDS)
        match.save_wanted.connect(self._on_save)
        match.take_in_wanted.connect(self._on_take_in)

    def _on_save(self) -> None:
        layout = self._match.layout_made()
        target = self.where_to_save(self._page.window(), f"{layout.name} set-up.json")
        if target is None:
            return
        desk = self._page.desk

        def saved() -> Changes:
            layouts.save_layout(desk, layout, target)
            return Changes.NOTHING

        self._page.save(saved, lambda _done: self._say(f"The set-up is in {target.name}. No row of the file is in it."))

    def _on_take_in(self) -> None:
        path = self.which_file(self._page.window())
        if path is None:
            return
        desk, op = self._page.desk, self._page.desk.new_operation()
        taken: list[TakenIn] = []

        def take_in() -> Changes:
            taken.append(layouts.read_layout_file(desk, path))
            return layouts.add_layout(desk, op, taken[0].layout).changes

        self._page.save(take_in, lambda _done: self._on_taken_in(taken[0]))

    def _on_taken_in(self, taken: TakenIn) -> None:
        fits = self._match.take_layout(taken.layout)
        words = f"{taken.layout.name} is saved and used here."
        if not fits:
            words = f"{taken.layout.name} is saved. It was made for other headings, so look at every line here."
        if taken.doubtful:
            words += f" Look at {', '.join(taken.doubtful[:3])}: it is taken for the victim’s number."
        self._say(words, Tone.WARN if taken.doubtful or not fits else Tone.PLAIN)

    def _say(self, words: str, tone: Tone = Tone.PLAIN) -> None:
        self._page.notices.clear(_SAID)
        self._page.notices.show(Notice(words, tone, ("OK",), code=_SAID))
