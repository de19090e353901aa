"""Rows copied in Excel: a sheet to paste them into, and what is looked at before a reader sees them."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from callback_desk.ui.components import Dialog
from callback_desk.ui.imports.roomy_field import RoomyField
from callback_desk.use_cases.import_report import PASTED_LIMIT_BYTES

_WIDE_PX, _AROUND_PX, _CELL_PX = 760, 64, 136
TOO_MUCH = "More than 1 MB of rows cannot be pasted. Save them as a file and choose the file."
NO_ROWS = "There are no rows yet. Copy them in Excel, with the headings, and press Ctrl+V here."


def clipboard_text() -> str:
    """The text on the clipboard; "" when there is none."""
    return QGuiApplication.clipboard().text()


def looks_like_rows(text: str) -> bool:
    """Whether cells stand side by side in it, as a spreadsheet puts them on the clipboard."""
    return any("\t" in line for line in text.splitlines())


def wrong_with(text: str) -> str:
    """Why these rows cannot be taken; "" when a reader may look at them."""
    if not text.strip():
        return NO_ROWS
    return TOO_MUCH if len(text.encode("utf-8", "replace")) > PASTED_LIMIT_BYTES else ""


class PasteSheet(Dialog):
    """`confirmed()` when the rows are to be looked at; then `rows` holds them. Filled with rows on the clipboard."""

    def __init__(self, *, parent: QWidget) -> None:
        super().__init__(
            "Paste rows",
            "Copy the rows in Excel, with the headings if they have any. They pass the same checks as a file and are "
            "never saved to the disk as text.",
            verb="Look at the rows",
            parent=parent,
        )
        self.field = RoomyField("Rows", lines=8, help_text="One person a line, cells apart by tabs.")
        self.field.edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)  # a row is a line
        self.field.text_changed.connect(self._on_typed)
        self.body.addWidget(self.field)
        held = clipboard_text()
        if looks_like_rows(held) and not wrong_with(held):
            self.field.set_text(held)
        self.verb.clicked.disconnect()
        self.verb.clicked.connect(self._on_verb)
        self._style_now()

    @property
    def rows(self) -> str:
        return self.field.text

    def _on_typed(self) -> None:
        if self.field.error:
            self.field.set_error("")

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "field"):
            under = self._under()
            self.card.setFixedWidth(min(self.theme.px(_WIDE_PX), under.width() - self.theme.px(_AROUND_PX)))
            self.field.edit.setTabStopDistance(self.theme.px(_CELL_PX))

    def _on_verb(self) -> None:
        wrong = wrong_with(self.rows)
        self.field.set_error(wrong)
        if not wrong:
            self.confirmed.emit()
