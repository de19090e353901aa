"""Practice in the window: its pages, the volunteer's own pages over a practice desk, the ribbon above them, joined."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from callback_desk.domain.practice import CoachStep, PracticeBook, RoleCard, Sight
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notice, notice_of
from callback_desk.ui.practice.ribbon import PracticeRibbon
from callback_desk.ui.practice.role_page import AfterPage, RolePage
from callback_desk.ui.practice.start_page import PracticePage
from callback_desk.ui.shell import Shell
from callback_desk.ui.tasks import Runner
from callback_desk.ui.volunteer_desk import CALL, CARD, SHIFT, VolunteerDesk
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.practice import what_was_done

PRACTICE: Final = "practice"
ROLE: Final = "practice_card"
AFTER: Final = "practice_after"
_ROLE_WORD: Final = "Practice"


class Room(Protocol):
    """Where practice desks come from; used on the save lane only."""

    def reported_at(self, card: RoleCard) -> datetime: ...
    def number_of_next(self) -> str: ...
    def begin(self, card: RoleCard, changed: Callable[[], None]) -> Desk: ...


class Practising(QObject):
    """One practice, from the first page to the way out. `left()`; `volunteer_changed(VolunteerDesk or None)`.

    `seen` is what was done before in this sitting. The real desk is not in here: nothing of practice can reach it.
    """

    left = Signal()
    print_wanted = Signal()
    volunteer_changed = Signal(object)
    _changed = Signal()

    def __init__(
        self,
        shell: Shell,
        runner: Runner,
        book: PracticeBook,
        room: Room,
        *,
        agency: str,
        person: str,
        seen: frozenset[Sight] = frozenset(),
    ) -> None:
        super().__init__(shell)
        self._shell = shell
        self._runner = runner
        self._news = News(self)
        self.book = book
        self._room = room
        self._agency, self._person = agency, person
        self.seen = seen
        self._in_card: frozenset[Sight] = frozenset()
        self._card: RoleCard | None = None
        self._coached = False
        self._call_over = False
        self._open = True
        self.desk: Desk | None = None
        self.volunteer: VolunteerDesk | None = None
        self.page: PracticePage | None = None
        self.ribbon = PracticeRibbon()
        self.ribbon.leave_wanted.connect(self._on_leave_wanted)
        shell.set_ribbon(self.ribbon)
        shell.covered_changed.connect(self.ribbon.set_covered)
        shell.page_shown.connect(self._on_page_shown)
        self._changed.connect(self._look)
        self.show_cards()

    def close(self) -> None:
        """Everything of practice leaves the window. The room is its maker's to close."""
        if not self._open:
            return
        self._open = False
        self._shell.page_shown.disconnect(self._on_page_shown)
        self._shell.covered_changed.disconnect(self.ribbon.set_covered)
        self._drop_volunteer()
        self._shell.set_ribbon(None)
        self._shell.end_call()
        self._shell.remove_pages()

    # -- the pages of practice

    def show_cards(self) -> None:
        """The list of cards and the first hour."""
        self._drop_volunteer()
        self._shell.end_call()
        self._shell.remove_pages()
        self._card = None
        self.page = PracticePage(self.book)
        self.page.card_chosen.connect(self._on_card_chosen)
        self.page.print_wanted.connect(self.print_wanted)
        self.page.show_seen(self.seen)
        self._shell.add_page(PRACTICE, self.page, "play", "Practice")
        self._shell.set_person(self._agency, self._person, _ROLE_WORD)
        self._shell.show_page(PRACTICE)
        self.page.focus_first()
        self._say_next()

    def _on_card_chosen(self, card_id: str, coached: bool) -> None:
        self._coached = coached
        self._show_role(self.book.card(card_id))

    def _show_role(self, card: RoleCard) -> None:
        self._card = card
        page = RolePage(card.told(self._room.reported_at(card), self._room.number_of_next()))
        page.begin_wanted.connect(self._on_begin_wanted)
        page.back_wanted.connect(self.show_cards)
        self._shell.remove_pages()
        self.page = None
        self._shell.add_page(ROLE, page)
        self._shell.begin_call()  # there is nowhere else to go while the volunteer looks away
        self._shell.show_page(ROLE)
        page.focus_first()
        self._say_next()

    def _on_begin_wanted(self) -> None:
        card = self._card
        if card is None:
            return
        task = self._runner.save(lambda: self._room.begin(card, self._tell))
        task.succeeded.connect(self._on_desk)
        task.failed.connect(self._on_no_desk)

    def _tell(self) -> None:
        """On the save lane: the practice desk has a new line in its trail."""
        self._changed.emit()

    def _on_no_desk(self, trouble: object) -> None:
        notice_of(trouble)
        if self._open:
            self.show_cards()

    def _on_desk(self, desk: object) -> None:
        if not self._open or not isinstance(desk, Desk):
            return
        self._shell.end_call()
        self._shell.remove_pages()
        self.desk = desk
        self._in_card = frozenset()
        self._call_over = False
        self.volunteer = VolunteerDesk(desk, self._shell, self._runner, self._news, None)
        self.volunteer.shift.in_practice()
        self.volunteer.call_over.connect(self._on_call_over)
        self.volunteer_changed.emit(self.volunteer)
        self._look()

    def printed(self, _made: object) -> None:
        """The cards lie where the person said."""
        if self.page is not None:
            self.page.notices.show(Notice("The cards are saved, one on a page.", actions=("OK",), code="cards"))

    def not_printed(self, trouble: object) -> None:
        if self.page is not None:
            self.page.notices.show_error(trouble)

    # -- what is seen

    def _look(self) -> None:
        desk = self.desk
        if desk is None or not self._open:
            return
        task = self._runner.ask(lambda: what_was_done(desk), topic=(id(self), "seen"))
        task.succeeded.connect(self._on_seen)
        task.failed.connect(notice_of)

    def _on_seen(self, seen: object) -> None:
        if not self._open or not isinstance(seen, frozenset):
            return
        self._in_card = seen
        self.seen = self.seen | seen
        self._say_next()

    @property
    def _step(self) -> CoachStep | None:
        return self.book.here(self.seen) if self._coached else None

    def _say_next(self) -> None:
        step = self._step
        goal = step.next_goal(self.seen) if step is not None and self._card is not None else None
        if step is None or goal is None:
            self.ribbon.set_next("")
            return
        number = self.book.steps.index(step) + 1
        self.ribbon.set_next(f"Step {number} of {len(self.book.steps)}: {goal.words}.")

    def _on_call_over(self) -> None:
        self._call_over = True

    def _on_page_shown(self, name: str) -> None:
        if name in (CARD, CALL):
            self._call_over = False
        elif name == SHIFT and self._call_over:
            self._call_over = False
            QTimer.singleShot(0, self, self._ask_and_show_after)

    def _ask_and_show_after(self) -> None:
        """The call has ended: what was done is read once more, and then looked at together."""
        desk = self.desk
        if desk is None or not self._open:
            return
        task = self._runner.ask(lambda: what_was_done(desk), topic=(id(self), "after"))
        task.succeeded.connect(self._on_after)
        task.failed.connect(notice_of)

    def _on_after(self, seen: object) -> None:
        card, volunteer = self._card, self.volunteer
        if card is None or volunteer is None or self._shell.page_name != SHIFT:
            return
        before = self._step
        self._on_seen(seen)
        page = AfterPage(card.told(self._room.reported_at(card)), self._in_card, coach=self._coach_words(before))
        page.again_wanted.connect(self._on_again)
        page.next_wanted.connect(self.show_cards)
        page.go_on_wanted.connect(self._on_go_on)
        view = volunteer.shift.view
        page.offer_to_go_on(view is not None and bool(view.my_interrupted))
        self._shell.add_page(AFTER, page)
        self._shell.show_page(AFTER)
        page.focus_first()

    def _coach_words(self, before: CoachStep | None) -> str:
        if not self._coached:
            return ""
        here = self.book.here(self.seen)
        if here is None:
            return "All six steps of the first hour are done."
        number = self.book.steps.index(here) + 1
        if before is not None and before is here:
            goal = here.next_goal(self.seen)
            return f"Step {number} is not done yet: {goal.words}." if goal is not None else ""
        return f"Next is step {number}: {here.title}."

    def _on_again(self) -> None:
        if self._card is not None:
            self._drop_volunteer()
            self._show_role(self._card)

    def _on_go_on(self) -> None:
        if self.volunteer is not None:
            self.volunteer.show_shift()

    # -- the way out

    def _on_leave_wanted(self) -> None:
        if not self._shell.is_covered:
            self.left.emit()

    def _drop_volunteer(self) -> None:
        volunteer, self.volunteer, self.desk = self.volunteer, None, None
        if volunteer is not None:
            volunteer.leave()
            volunteer.deleteLater()
            self.volunteer_changed.emit(None)


__all__ = ["AFTER", "PRACTICE", "ROLE", "Practising"]
