"""The button that saves the articles of a lead sheet for a property system, as a spreadsheet or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from callback_desk.domain.ids import ExportId
from callback_desk.domain.table import TableKind
from callback_desk.ui.components import SecondaryButton, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForTarget, saving_as
from callback_desk.ui.notices import Notice
from callback_desk.use_cases.articles_out import save_articles

_KINDS: Final = "Spreadsheet (*.csv);;For a records system (*.json)"
_SAID: Final = "articles-saved"


class ArticlesSave(SecondaryButton):
    """`show_for(export_id)`; hidden while there is no sheet. The ending of the name says which of the two."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__("Save the articles…")
        self._page = page
        self._sheet: ExportId | None = None
        self.ask_for: AskForTarget = saving_as("Save the articles", _KINDS)
        self.clicked.connect(self._on_clicked)
        set_shown(self, False)

    def show_for(self, export_id: ExportId | None) -> None:
        """Of which sheet; None hides it."""
        self._sheet = export_id
        set_shown(self, export_id is not None)

    def _on_clicked(self) -> None:
        sheet, desk = self._sheet, self._page.desk
        chosen = self.ask_for(self, "articles.csv") if sheet is not None else None
        if sheet is None or chosen is None:
            return
        kind = TableKind.JSON if chosen.suffix.lower() == ".json" else TableKind.CSV
        target = chosen if chosen.suffix.lower() == f".{kind}" else chosen.with_name(f"{chosen.name}.{kind}")
        op = desk.new_operation()
        self._page.notices.clear(_SAID)
        self.close_with("It is being saved.")
        task = self._page.runner.long(lambda _progress: save_articles(desk, op, sheet, target, kind))
        task.succeeded.connect(lambda _gone: self._on_saved(target))
        task.failed.connect(self._on_not_saved)

    def _on_saved(self, target: Path) -> None:
        self.open_again()
        words = f"The articles are saved as {target.name}. That is on record, too."
        self._page.notices.show(Notice(words, actions=("OK",), code=_SAID))

    def _on_not_saved(self, trouble: object) -> None:
        self.open_again()
        self._page.notices.show_error(trouble)
