"""One person by hand: from the form through the same gates as a file, and what became of them back to the form."""

from __future__ import annotations

from PySide6.QtCore import QObject

from callback_desk.domain.import_rows import Preview
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.imports.became import what_became
from callback_desk.ui.imports.run import ImportRun
from callback_desk.ui.imports.typed_person import Typed, candidate_of
from callback_desk.ui.imports.typed_step import TypedStep


class TypingIn(QObject):
    """Between the form and the import; knows nothing of the wizard's other pages."""

    def __init__(self, page: DeskPage, form: TypedStep, run: ImportRun) -> None:
        super().__init__(page)
        self._page, self._form, self._run = page, form, run
        form.add_wanted.connect(self._on_typed)
        run.typed.connect(self._on_done)
        run.failed.connect(self._open_form)

    def _on_typed(self, typed: object) -> None:
        if not isinstance(typed, Typed) or self._run.busy:
            return
        desk = self._page.desk
        candidate = candidate_of(
            typed,
            desk.rules.offenses,
            today=self._page.today,
            zone=desk.zone,
            region=desk.info.region,
            area_code=desk.info.area_code,
        )
        self._form.foot.onward.close_with("This person is being checked.")
        self._form.foot.set_words("", "Checking with the same rules as a file.")
        self._run.type_in(candidate)

    def _on_done(self, answer: object) -> None:
        assert isinstance(answer, tuple)
        preview = answer[1]
        assert isinstance(preview, Preview)
        typed = self._form.typed()
        sentence, waits = what_became(preview, typed.first.strip() or typed.last.strip(), self._page.desk)
        self._open_form()
        self._form.clear()
        self._form.show_result(sentence, waits=waits)

    def _open_form(self, _trouble: object = None) -> None:
        self._form.foot.onward.open_again()
        self._form.foot.set_words("")
