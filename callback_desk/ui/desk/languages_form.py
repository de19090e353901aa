"""Of the chosen person: what they speak besides English."""

from __future__ import annotations

from callback_desk.domain.languages import said
from callback_desk.domain.people import Staff
from callback_desk.ui.components import Field
from callback_desk.ui.desk.chosen_form import ChosenForm
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases.languages import enter_languages

_HELP = "Names with commas between them: Spanish, Polish. May be empty."


class LanguagesForm(ChosenForm):
    """People are offered first to whoever speaks their language."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page, "Save these languages")
        self.spoken = Field("Speaks besides English", help_text=_HELP)
        self.spoken.text_changed.connect(self._look)
        self.add(self.spoken)

    def _fill(self, staff: Staff | None) -> None:
        self.spoken.set_text(said(staff.languages) if staff else "")

    def _differs(self, staff: Staff) -> bool:
        return self.spoken.text.strip() != said(staff.languages)

    def _on_save(self) -> None:
        staff = self._staff
        if staff is None:
            return
        desk, op, typed = self._page.desk, self._page.desk.new_operation(), self.spoken.text.strip()
        self._save(staff, lambda: enter_languages(desk, op, staff.id, typed))
