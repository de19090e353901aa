"""Rows of an imported file that a clerk can put right: where they stand and what is said of each. No cell content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callback_desk.domain.layout import Layout
from callback_desk.domain.signing import SecondAsked

if TYPE_CHECKING:  # a fifth of the parser's start, which needs no list of imports
    from callback_desk.domain.views import BatchLine


@dataclass(frozen=True, slots=True)
class BatchOrigin:
    """What an import was read from. `file_sha256` is 64 hex digits, "" for people who were typed in."""

    file_sha256: str
    layout: Layout | None = None


@dataclass(frozen=True, slots=True)
class RowsWanted:
    """Rows to read again. A place is (sheet, line, which of `notes`); a note is (what is wrong, what to do)."""

    notes: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, int, int], ...]

    @property
    def rows(self) -> int:
        return len({(sheet, line) for sheet, line, _note in self.places})


@dataclass(frozen=True, slots=True)
class RowsWritten:
    """A finished file of rows to correct; `sha256` is 64 hex digits."""

    rows: int
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class RowsToCorrect:
    """What can be saved of an import: how many rows, whether a second person signs, and what stands against it.

    `why_not` is "" or a sentence: nothing to correct, typed in by hand, taken back, too many.
    """

    batch: BatchLine
    rows: int
    needs_second: bool
    asked: SecondAsked | None = None
    why_not: str = ""
