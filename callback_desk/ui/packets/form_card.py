"""A form that came back filled in: what becomes of each line is shown first, then one press saves what can be taken."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from callback_desk.domain.receipt_form import JudgedLine, ReplyForm, Verdict
from callback_desk.ui.components import Card, Paragraph, PrimaryButton, SecondaryButton, empty_out, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForFile, opening
from callback_desk.ui.when import count
from callback_desk.use_cases import import_receipts
from callback_desk.use_cases.desk import Desk

ASK_FOR_FORM: Final = opening("Read a filled form", "Forms (*.csv)")
_MOST_SHOWN = 12
_WORDS: Final = {
    Verdict.TAKEN: "can be taken",
    Verdict.KNOWN: "on record already",
    Verdict.OPEN: "not marked",
    Verdict.REFUSED: "not taken",
}


class FormCard(Card):
    """`saved(sentence)` after the answers are kept."""

    saved = Signal(str)

    def __init__(self, page: DeskPage, ask_for_form: AskForFile = ASK_FOR_FORM) -> None:
        super().__init__("A filled form")
        self._page = page
        self._form: ReplyForm | None = None
        self.ask_for_form = ask_for_form
        self.told = Paragraph("A CSV file with boxes marked comes back in one piece.", color="ink2", full_width=True)
        self.body.addWidget(self.told)
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        row = QHBoxLayout()
        self.read = SecondaryButton("Read a filled form…", icon_name="folder")
        self.read.clicked.connect(self._on_read)
        self.keep = PrimaryButton("Save these answers", icon_name="check")
        self.keep.clicked.connect(self._on_keep)
        row.addWidget(self.read)
        row.addStretch(1)
        row.addWidget(self.keep)
        self.body.addLayout(row)
        set_shown(self.keep, False)

    def _on_read(self) -> None:
        path = self.ask_for_form(self)
        if path is not None:
            desk = self._page.desk
            self._page.ask("form", lambda: _looked(desk, path), self._on_looked)

    def _on_looked(self, found: tuple[ReplyForm, tuple[JudgedLine, ...]]) -> None:
        self._form, judged = found
        empty_out(self._list)
        counted = {kind: sum(one.verdict is kind for one in judged) for kind in Verdict}
        told = [f"{many:,} {_WORDS[kind]}" for kind, many in counted.items() if many]
        self.told.set_words(f"{count(len(judged), 'line')}: {', '.join(told)}." if judged else "No line in this file.")
        refused = [one for one in judged if one.verdict is Verdict.REFUSED]
        for one in refused[:_MOST_SHOWN]:
            self._list.addWidget(Paragraph(f"Line {one.given.line}: {one.why}", color="warn", full_width=True))
        if len(refused) > _MOST_SHOWN:
            self._list.addWidget(Paragraph(f"And {len(refused) - _MOST_SHOWN:,} more.", color="ink2"))
        set_shown(self.keep, bool(counted[Verdict.TAKEN]))
        self.keep.open_again()

    def _on_keep(self) -> None:
        if self._form is None:
            return
        desk, op, form = self._page.desk, self._page.desk.new_operation(), self._form
        self.keep.close_with("It is being saved.")
        task = self._page.save(lambda: import_receipts.keep_form(desk, op, form), self._on_kept)
        task.failed.connect(lambda _trouble: self.keep.open_again())

    def _on_kept(self, kept: import_receipts.FormKept) -> None:
        self._form = None
        empty_out(self._list)
        set_shown(self.keep, False)
        self.told.set_words(kept.sentence)
        self.saved.emit(kept.sentence)


def _looked(desk: Desk, path: Path) -> tuple[ReplyForm, tuple[JudgedLine, ...]]:
    form = import_receipts.look_at_form(desk, path)
    return form, import_receipts.preview_form(desk, form)


__all__ = ["FormCard"]
