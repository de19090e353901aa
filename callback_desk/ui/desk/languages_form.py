"""Of the chosen person: what they speak besides English."""

from __future__ import annotations

from callback_desk.domain.access import Act
from callback_desk.domain.languages import said
from callback_desk.domain.people import Staff
from callback_desk.ui.components import Field, set_shown
from callback_desk.ui.desk.panel import Form
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases.languages import enter_languages

_HELP = "Names with commas between them: Spanish, Polish. May be empty."


class LanguagesForm(Form):
    """Shown while somebody is chosen; people are offered first to whoever speaks their language."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__("Save these languages")
        self._page = page
        self._staff: Staff | None = None
        self.spoken = Field("Speaks besides English", help_text=_HELP)
        self.spoken.text_changed.connect(self._look)
        self.add(self.spoken)
        self.verb.clicked.connect(self._on_save)
        self._may = page.desk.access.may(page.desk.session.staff.roles, Act.ENTER_DATES) is not None
        set_shown(self, False)

    def show_person(self, staff: Staff | None) -> None:
        """The languages of this person; another reading of the same one leaves what is typed."""
        shown = self._may and staff is not None and staff.disabled_at is None
        set_shown(self, shown)
        if staff == self._staff:
            return
        if staff is None or self._staff is None or staff.id != self._staff.id:
            self.say("")
        self._staff = staff
        self.spoken.set_text(said(staff.languages) if staff else "")
        self._look()

    def _look(self, _text_now: str = "") -> None:
        staff = self._staff
        self.open_if(staff is not None and self.spoken.text.strip() != said(staff.languages))

    def _on_save(self) -> None:
        staff = self._staff
        if staff is None:
            return
        desk, op, typed = self._page.desk, self._page.desk.new_operation(), self.spoken.text.strip()
        self.verb.close_with("It is being saved.")
        task = self._page.save(
            lambda: enter_languages(desk, op, staff.id, typed),
            lambda _done: self.say(f"Saved for {staff.name}."),
        )
        task.failed.connect(lambda _trouble: self._look())
