"""What the wizard asks outside its pages: which file, where to save, whether a file may go."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from callback_desk.ui.components import Dialog
from callback_desk.ui.file_dialogs import opening, saving_as
from callback_desk.ui.imports.choose_step import KINDS

ASK_FOR_EXPORT: Final = opening("Choose the export", KINDS)
ASK_FOR_LIST: Final = saving_as("Save as", "CSV (*.csv)")  # the problem list, or rows to correct


def ask_for_folder(parent: QWidget) -> Path | None:
    """Which folder to watch."""
    name = QFileDialog.getExistingDirectory(parent, "Choose the folder that exports arrive in")
    return Path(name) if name else None


def ask_to_remove(parent: QWidget, name: str) -> Dialog:
    """Open the question whether an imported file may go; connect to `confirmed`."""
    dialog = Dialog(
        f"Remove {name}?",
        "The file goes from this computer for good, not into the trash. What was imported stays. Copies elsewhere (a "
        "mail, a cloud, a backup) are not touched.",
        verb="Remove the file",
        way_out="Keep it",
        loss=True,
        parent=parent,
    )
    dialog.confirmed.connect(dialog.close_dialog)
    dialog.open_dialog()
    return dialog
