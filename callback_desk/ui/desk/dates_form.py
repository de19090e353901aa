"""Of the chosen person: the day of the background screening and of the last training."""

from __future__ import annotations

from datetime import date

from callback_desk.domain.people import Staff
from callback_desk.ui.components import Field
from callback_desk.ui.desk.chosen_form import ChosenForm
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases import welfare

_HELP = "As 2026-01-31. May be empty."
_WHICH = "Write the day as 2026-01-31."


class DatesForm(ChosenForm):
    """A date that runs out warns on the board a month ahead."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page, "Save these dates")
        self.screened = Field("Background screening passed on", help_text=_HELP)
        self.trained = Field("Last training on", help_text=_HELP)
        for field in (self.screened, self.trained):
            field.text_changed.connect(self._look)
        self.add(self.screened, self.trained)

    def _fill(self, staff: Staff | None) -> None:
        self.screened.set_text(_text(staff.screened_on if staff else None))
        self.trained.set_text(_text(staff.trained_on if staff else None))

    def _typed(self) -> tuple[str, str]:
        return self.screened.text.strip(), self.trained.text.strip()

    def _differs(self, staff: Staff) -> bool:
        return self._typed() != (_text(staff.screened_on), _text(staff.trained_on))

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
        self._save(staff, lambda: welfare.enter_dates(desk, op, staff.id, screened, trained))


def _text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


__all__ = ["DatesForm"]
