"""Of the chosen person: the day of the background screening and of the last training."""

from __future__ import annotations

from datetime import date

from callback_desk.domain.access import Act
from callback_desk.domain.people import Staff
from callback_desk.ui.components import Field, set_shown
from callback_desk.ui.desk.panel import Form
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases import welfare

_HELP = "As 2026-01-31. May be empty."
_WHICH = "Write the day as 2026-01-31."


class DatesForm(Form):
    """Shown while somebody is chosen; a date that runs out warns on the board a month ahead."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__("Save these dates")
        self._page = page
        self._staff: Staff | None = None
        self.screened = Field("Background screening passed on", help_text=_HELP)
        self.trained = Field("Last training on", help_text=_HELP)
        for field in (self.screened, self.trained):
            field.text_changed.connect(self._look)
        self.add(self.screened, self.trained)
        self.verb.clicked.connect(self._on_save)
        self._may = page.desk.access.may(page.desk.session.staff.roles, Act.ENTER_DATES) is not None
        set_shown(self, False)

    def show_person(self, staff: Staff | None) -> None:
        """The dates of this person; another reading of the same one leaves what is typed."""
        shown = self._may and staff is not None and staff.disabled_at is None
        set_shown(self, shown)
        if staff == self._staff:
            return
        if staff is None or self._staff is None or staff.id != self._staff.id:
            self.say("")
        self._staff = staff
        self.screened.set_text(_text(staff.screened_on if staff else None))
        self.trained.set_text(_text(staff.trained_on if staff else None))
        self._look()

    def _typed(self) -> tuple[str, str]:
        return self.screened.text.strip(), self.trained.text.strip()

    def _look(self, _text_now: str = "") -> None:
        staff = self._staff
        self.open_if(staff is not None and self._typed() != (_text(staff.screened_on), _text(staff.trained_on)))

    def _on_save(self) -> None:
        staff = self._staff
        if staff is None:
            return
        found: list[date | None] = []
        for field, typed in zip((self.screened, self.trained), self._typed(), strict=True):
            try:
                found.append(date.fromisoformat(typed) if typed else None)
                field.set_error("")
            except ValueError:
                field.set_error(_WHICH)
                return
        desk, op = self._page.desk, self._page.desk.new_operation()
        screened, trained = found
        self.verb.close_with("It is being saved.")
        task = self._page.save(
            lambda: welfare.enter_dates(desk, op, staff.id, screened, trained),
            lambda _done: self.say(f"Saved for {staff.name}."),
        )
        task.failed.connect(lambda _trouble: self._look())


def _text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


__all__ = ["DatesForm"]
