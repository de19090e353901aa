"""Where a file is saved and which one is opened, by the system's own dialog. A page is handed another in tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

AskForFile = Callable[[QWidget], Path | None]  # None: somebody pressed Cancel
AskForTarget = Callable[[QWidget, str], Path | None]  # with the name that is suggested

PDF: Final = "PDF (*.pdf)"


def saving_as(title: str, kind: str = PDF) -> AskForTarget:
    """A dialog that asks where a file of one kind goes, and before it replaces one."""

    def ask(parent: QWidget, suggested: str) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(parent, title, suggested, kind)
        return Path(name) if name else None

    return ask


def choosing_folder(title: str) -> AskForFile:
    """A dialog that asks for a folder."""

    def ask(parent: QWidget) -> Path | None:
        name = QFileDialog.getExistingDirectory(parent, title)
        return Path(name) if name else None

    return ask


def opening(title: str, kinds: str) -> AskForFile:
    """A dialog that asks which file to read."""

    def ask(parent: QWidget) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
        return Path(name) if name else None

    return ask


__all__ = ["PDF", "AskForFile", "AskForTarget", "choosing_folder", "opening", "saving_as"]
