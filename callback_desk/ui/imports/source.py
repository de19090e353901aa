"""Where the rows of an import come from: a file, or the clipboard."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

PASTED = "Pasted rows"


@dataclass(frozen=True, slots=True)
class ListSource:
    """A file, or pasted text that lies in memory only."""

    path: Path | None = None
    text: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """What it is called on screen and in the history."""
        return self.path.name if self.path is not None else PASTED

    @property
    def stem(self) -> str:
        return self.path.stem if self.path is not None else PASTED


def cloud_words(service: str) -> str:
    """What is wrong with a folder that a sync service copies elsewhere; "" for a folder of this computer's own."""
    if not service:
        return ""
    return (
        f"This folder is copied to {service}. Names and telephone numbers in it go to other computers. "
        "Have the export saved in a folder of this computer alone."
    )
