"""Looks into the watched folder while a supervisor is signed in, always in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from callback_desk.domain.export_files import Arrivals, FoundFile
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.imports.arrivals_card import ArrivalsCard
from callback_desk.ui.tasks import Task
from callback_desk.use_cases import watched_folder

_SOON_MS = 2_200  # a little more than a file must have come to rest
_LATER_MS = 15_000
_OUT_OF_SIGHT_MS = 60_000

AskForFolder = Callable[[QWidget], Path | None]


class Watching(QObject):
    """Fills the card, and `counted(int)` says how many files are new: the rail shows it whatever page is open.

    A folder that hangs (a drive of another room) holds up no other question: it has a lane's turn only when the last
    look has come back. `may_look`: no file is under way. `in_sight`: the page is.
    """

    counted = Signal(int)

    def __init__(
        self,
        page: DeskPage,
        card: ArrivalsCard,
        choose_folder: AskForFolder,
        *,
        may_look: Callable[[], bool],
        in_sight: Callable[[], bool],
    ) -> None:
        super().__init__(page)
        self._page, self._card = page, card
        self._choose_folder, self._may_look, self._in_sight = choose_folder, may_look, in_sight
        self._seen: tuple[FoundFile, ...] = ()
        self._task: Task | None = None
        self._left = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        card.folder_wanted.connect(self._on_folder)
        card.stop_wanted.connect(self._on_stop)

    def look(self) -> None:
        """One look, unless one is under way; while a file is imported it is put off."""
        if self._left or self._task is not None:
            return
        if not self._may_look():
            self._timer.start(_LATER_MS)
            return
        desk, seen = self._page.desk, self._seen
        self._task = self._page.runner.long(lambda _progress: watched_folder.arrivals(desk, seen))
        self._task.succeeded.connect(self._on_looked)
        self._task.failed.connect(self._on_failed)

    def leave(self) -> None:
        """Somebody signs out: no further look."""
        self._left = True
        self._timer.stop()

    def _on_looked(self, arrivals: object) -> None:
        self._task = None
        assert isinstance(arrivals, Arrivals)
        self._seen = arrivals.seen
        self._card.show_arrivals(arrivals, self._page.now)
        self.counted.emit(sum(1 for one in arrivals.arrived if one.imported_at is None))
        if arrivals.folder is not None and not self._left:
            later = _LATER_MS if self._in_sight() else _OUT_OF_SIGHT_MS
            self._timer.start(_SOON_MS if arrivals.being_written else later)

    def _on_failed(self, trouble: object) -> None:
        self._task = None
        if not self._left:
            self._page.notices.show_error(trouble)

    def _on_folder(self) -> None:
        folder = self._choose_folder(self._page)
        if folder is not None:
            self._watch(folder)

    def _on_stop(self) -> None:
        self._watch(None)

    def _watch(self, folder: Path | None) -> None:
        desk, op = self._page.desk, self._page.desk.new_operation()
        self._page.save(lambda: watched_folder.watch_folder(desk, op, folder), self._on_watched)

    def _on_watched(self, _done: object) -> None:
        self._seen = ()
        self.look()
