"""A table somebody filled in for us, taken whole: its lines through the import's reader, and its hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

from callback_desk.domain.errors import DeskFault
from callback_desk.intake.content import FileContent
from callback_desk.intake.limits import Limits
from callback_desk.intake.raw import Source
from callback_desk.intake.read_csv import open_text


def open_small_table(path: Path, limits: Limits, *, too_large: str) -> tuple[Source, str]:
    """The table and the SHA-256 of its file. Raises DeskFault with `too_large`, ImportRefused as the import."""
    content = FileContent.of(path)
    if content.size_bytes > limits.text_bytes:
        raise DeskFault(too_large)
    source = open_text(content, limits)
    with content.open() as file:
        return source, hashlib.sha256(file.read()).hexdigest()
