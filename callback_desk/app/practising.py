"""From the real desk into practice and back: the practice room is made and removed here, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from callback_desk.domain.paper_size import paper_of
from callback_desk.ui.notices import notice_of

if TYPE_CHECKING:
    from callback_desk.app.window import DeskWindow
    from callback_desk.bootstrap.practice import PracticeRoom
    from callback_desk.domain.practice import PracticeBook, Sight
    from callback_desk.ui.practice.practising import Practising
    from callback_desk.ui.volunteer_desk import VolunteerDesk
    from callback_desk.use_cases.desk import Desk


class PracticeKeeper(QObject):
    """Takes the real pages out of the window while somebody practices, and puts them back afterwards."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self._room: PracticeRoom | None = None
        self._waiting: Desk | None = None
        self._seen: frozenset[Sight] = frozenset()
        self.practising: Practising | None = None

    def begin(self) -> None:
        """Make the room in the background, put the one line on record, then show the first page of practice."""
        window, real = self._window, self._window.desk
        if real is None or self._waiting is not None or self.practising is not None:
            return
        self._waiting = real

        def work() -> tuple[PracticeRoom, PracticeBook]:
            from callback_desk.bootstrap.practice import PracticeRoom
            from callback_desk.use_cases.practice import practiced

            room = PracticeRoom(window.office(), real)
            try:
                book = room.book
                practiced(real)
            except BaseException:
                room.close()
                raise
            return room, book

        task = window.runner.save(work)
        task.succeeded.connect(self._on_room)
        task.failed.connect(self._on_no_room)

    def _on_room(self, made: object) -> None:
        from callback_desk.bootstrap.practice import PracticeRoom
        from callback_desk.domain.practice import PracticeBook
        from callback_desk.ui.practice.practising import Practising

        assert isinstance(made, tuple)
        room, book = made
        assert isinstance(room, PracticeRoom) and isinstance(book, PracticeBook)
        real, self._waiting = self._waiting, None
        if real is None:  # somebody signed out meanwhile
            self._close_room(room)
            return
        self._room = room
        self._window.drop_pages()
        practising = Practising(
            self._window.shell,
            self._window.runner,
            book,
            room,
            agency=real.info.agency,
            person=real.session.name,
            seen=self._seen,
        )
        practising.left.connect(self._on_left)
        practising.print_wanted.connect(self._on_print_wanted)
        practising.volunteer_changed.connect(self._on_volunteer_changed)
        self.practising = practising

    def _on_no_room(self, trouble: object) -> None:
        self._waiting = None
        if self._window.volunteer is not None:
            self._window.volunteer.practice_refused(trouble)

    def _on_volunteer_changed(self, volunteer: VolunteerDesk | None) -> None:
        """Locks and covers are for whoever has the pages now."""
        self._window.volunteer = volunteer

    def _on_left(self) -> None:
        self.end()
        if self._window.desk is not None:
            self._window.add_pages(self._window.desk)

    def end(self) -> None:
        """Practice is over, whoever ends it: its pages go at once, its desk with everything in it right after."""
        self._waiting = None
        practising, self.practising = self.practising, None
        if practising is not None:
            self._seen = practising.seen
            practising.close()
            practising.deleteLater()
        room, self._room = self._room, None
        if room is not None:
            self._close_room(room)

    def forget(self) -> None:
        """Somebody else may sit down: what was done in the first hour is forgotten."""
        self.end()
        self._seen = frozenset()

    def _close_room(self, room: PracticeRoom) -> None:
        self._window.runner.save(room.close).failed.connect(notice_of)

    def _on_print_wanted(self) -> None:
        """All cards as one PDF, a page each, wherever the person says."""
        from callback_desk.ui.supervisor_pages import Files
        from callback_desk.use_cases.practice_paper import cards_on_paper

        room, practising, real = self._room, self.practising, self._window.desk
        if room is None or practising is None or real is None:
            return
        target = (self._window.files or Files()).lead_sheet(self._window.shell, "role-cards.pdf")
        if target is None:
            return
        book, press = practising.book, real.press
        cards = [card.told(room.reported_at(card)) for card in book.cards]
        document = cards_on_paper(cards, real.info.agency, book.version)
        size = paper_of(real.info.region)
        task = self._window.runner.save(lambda: press.paper(document, target, size=size))
        task.succeeded.connect(practising.printed)
        task.failed.connect(practising.not_printed)
