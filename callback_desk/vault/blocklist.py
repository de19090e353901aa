"""Reads the shipped password blocklist, `resources/security/common_passwords.txt`."""

from __future__ import annotations

from pathlib import Path

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.passwords import Blocklist

PLACE = Path("security") / "common_passwords.txt"


def load_blocklist(resources: Path) -> Blocklist:
    """The list under `resources`. Raises DeskFault when the program's own files are incomplete."""
    try:
        with (resources / PLACE).open(encoding="utf-8") as lines:
            return Blocklist.from_lines(lines)
    except (OSError, ValueError) as trouble:
        raise DeskFault(
            "A part of this program is missing or damaged: the list of common passwords. Install the program again.",
            code="blocklist-missing",
        ) from trouble
