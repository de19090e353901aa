"""The content of an OpenDocument sheet is proved before its reader sees it: whole, no value a million times."""

from __future__ import annotations

from xml.parsers import expat

from callback_desk.intake import refusals
from callback_desk.intake.limits import Limits

_MANY_REPEATS = 10_000
_DEPTH = 64


class OdsProof:
    """Fed the bytes of content.xml in order. The reader waits for ever for a tag that never closes (measured)."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish
        self._depth = 0
        self._rows = 0  # with something in them
        self._row_times = 1
        self._cell_times = 1
        self._row_is_filled = False

    def feed(self, block: bytes) -> None:
        """Raises ImportRefused E09, E10, E25, and ExpatError for what is no XML."""
        try:
            self._parser.Parse(block, False)
        except (LookupError, ValueError) as error:  # an encoding nobody knows
            raise refusals.damaged() from error

    def end(self) -> None:
        self._parser.Parse(b"", True)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEPTH:
            raise refusals.too_deep(self._parser.CurrentLineNumber)
        local = tag.rsplit(":", 1)[-1]
        if local == "table-row":
            self._row_times = _times(attributes, "table:number-rows-repeated")
            self._row_is_filled = False
        elif local == "table-cell":
            self._cell_times = _times(attributes, "table:number-columns-repeated")
            if "office:value-type" in attributes:
                self._fill()
        elif local == "p":
            self._fill()

    def _finish(self, _tag: str) -> None:
        self._depth -= 1

    def _fill(self) -> None:
        """The cell at hand has a value: its row counts, as often as it is repeated."""
        if self._cell_times > _MANY_REPEATS or self._row_times > _MANY_REPEATS:
            raise refusals.bomb("repeats one value thousands of times")
        if not self._row_is_filled:
            self._row_is_filled = True
            self._rows += self._row_times
            if self._rows > self._limits.rows + 1_000:  # headings and titles are no rows
                raise refusals.too_many_rows(self._limits.rows)


def _times(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isdecimal() and len(text) < 12 else _MANY_REPEATS + 1
