"""The sheet *What to ask your records system for*: read it, copy it, or save it as text to print and mail."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from callback_desk.domain.errors import DeskFault
from callback_desk.ui.components import Dialog, QuietButton
from callback_desk.ui.imports.records_request import request_text
from callback_desk.ui.imports.roomy_field import RoomyField

FILE_NAME = "What to ask the records system for.txt"


class RequestSheet(Dialog):
    """`confirmed()` when it is to be saved; *Copy* does so at once. It names no person."""

    def __init__(self, agency: str, *, parent: QWidget) -> None:
        super().__init__(
            "What to ask your records system for",
            "For whoever makes the export. Nothing in it is secret.",
            verb="Save as text…",
            way_out="Close",
            parent=parent,
        )
        self.request = request_text(agency)
        self.field = RoomyField("The request", request_text(agency, on_paper=False), lines=12)
        self.field.edit.setReadOnly(True)
        self.body.addWidget(self.field)
        self.copy = QuietButton("Copy", icon_name="copy")
        self.copy.clicked.connect(self._on_copy)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addStretch(1)
        self.body.addLayout(row)
        self._style_now()

    def save_to(self, target: Path) -> None:
        """Raises DeskFault when the place cannot be written."""
        try:
            target.write_text(self.request, "utf-8", newline="\r\n")
        except OSError as error:
            raise DeskFault(f"{target.name} cannot be saved there. Choose another folder.") from error

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.request)
        self.copy.setText("Copied")
