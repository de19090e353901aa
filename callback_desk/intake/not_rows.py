"""Lines of a table that are no rows: blank ones, totals and footers, and headings or titles that stand there again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from callback_desk.intake.heading_rows import looks_like_value

# Said of a page or a print: such a line is no row wherever the words stand.
_FOOTER = re.compile(
    r"[\d,]+\s+(?:records?|rows?)\b.*|end of (?:report|file|list)\b.*|page \d+\b.*|\*+\s*end\b.*"
    r"|(?:printed|generated|report run|run date)\b.*",
    re.I,
)
# May be a name, so not behind a case number or a date: "Total, Bob", "Count", "Row".
_TOTAL = re.compile(
    r"(?:grand |sub)?\s*totals?\b(?!\s*,\s*[^\W\d]).*|.{1,40}\b(?:sub)?totals?\s*[:=]?\s*[\d,]*"
    r"|(?:records?|rows?|count|number of (?:records?|rows?))\s*[:=]?\s*[\d,]*",
    re.I,
)
_COUNT = re.compile(r"[\d,]{1,7}%?")
_ENDS = "\x1a\x00\ufeff \t\r\n"  # what old programs put at the end of a file, and joined files between two


class NotRows:
    """Knows the lines of one table that are no rows. `headings` and `titles` are lines above its first row.

    `width` is the table's; a line that is told again has one of `firsts` in its first filled cell.
    """

    def __init__(
        self, width: int, headings: Sequence[Sequence[str]] = (), titles: Collection[tuple[str, ...]] = ()
    ) -> None:
        self._width = width
        self._few = max(2, width // 3)
        self._titles = frozenset(titles)
        self._headings = frozenset(filter(None, map(_key, headings)))
        firsts = {cell.strip(_ENDS) for row in headings for cell in row if cell.strip(_ENDS)}
        self.firsts = frozenset(made for cell in firsts for made in (cell, f"\ufeff{cell}", f'\ufeff"{cell}"'))

    def is_blank(self, cells: Sequence[str]) -> bool:
        return not any(cell.strip(_ENDS) for cell in cells)

    def is_told_again(self, cells: Sequence[str]) -> bool:
        """Whether the headings stand here once more: a new page of a print, or files that were joined."""
        first = cells[0] or next((cell for cell in cells if cell), "")
        return first in self.firsts and _key(cells) in self._headings

    def is_footer(self, cells: Sequence[str]) -> bool:
        """A totals line, a footer or a title: nearly empty, and what stands there says so."""
        filled = [cell.strip() for cell in cells if cell.strip()]
        if tuple(filled) in self._titles:
            return True
        words = [cell for cell in filled if not looks_like_value(cell)]
        if not words or len(filled) > self._few:
            return False
        if _FOOTER.fullmatch(words[0]):
            return True
        before = filled[: filled.index(words[0])]
        return _TOTAL.fullmatch(words[0]) is not None and all(_COUNT.fullmatch(cell) for cell in before)


def _key(cells: Sequence[str]) -> tuple[str, ...]:
    told = [" ".join(cell.replace("\ufeff", "").split()).strip('"').casefold() for cell in cells]
    while told and not told[-1]:
        told.pop()
    return tuple(told) if sum(map(bool, told)) > 1 else ()
