"""A form about the person who is chosen in the list of people."""

from __future__ import annotations

from collections.abc import Callable

from callback_desk.domain.access import Act
from callback_desk.domain.changes import Done
from callback_desk.domain.people import Staff
from callback_desk.ui.components import set_shown
from callback_desk.ui.desk.panel import Form
from callback_desk.ui.desk_page import DeskPage


class ChosenForm(Form):
    """Shown while somebody is chosen whose account is open, to whoever may enter dates.

    A subclass says what stands on record (`_fill`), whether something else is typed (`_differs`), and saves.
    """

    def __init__(self, page: DeskPage, verb: str) -> None:
        super().__init__(verb)
        self._page = page
        self._staff: Staff | None = None
        self.verb.clicked.connect(self._on_save)
        self._may = page.desk.access.may(page.desk.session.staff.roles, Act.ENTER_DATES) is not None
        set_shown(self, False)

    def show_person(self, staff: Staff | None) -> None:
        """What is on record of this person; another reading of the same one leaves what is typed."""
        shown = self._may and staff is not None and staff.disabled_at is None
        set_shown(self, shown)
        if staff == self._staff:
            return
        if staff is None or self._staff is None or staff.id != self._staff.id:
            self.say("")
        self._staff = staff
        self._fill(staff)
        self._look()

    def _fill(self, staff: Staff | None) -> None:
        """Put into the fields what is on record; nothing for nobody."""

    def _differs(self, staff: Staff) -> bool:
        """Whether the fields say something else than what is on record."""
        return False

    def _on_save(self) -> None:
        """The verb was pressed."""

    def _look(self, _text: str = "") -> None:
        self.open_if(self._staff is not None and self._differs(self._staff))

    def _save(self, staff: Staff, work: Callable[[], Done]) -> None:
        self.verb.close_with("It is being saved.")
        task = self._page.save(work, lambda _done: self.say(f"Saved for {staff.name}."))
        task.failed.connect(lambda _trouble: self._look())
