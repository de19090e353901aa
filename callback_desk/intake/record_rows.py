"""Rows made of records (incident reports) that later records of the same file may correct: the last state counts.

The rows wait packed in memory, about a twentieth of what they would take as text, so that a file is read once.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from callback_desk.intake import refusals
from callback_desk.intake.limits import Limits
from callback_desk.intake.raw import Container, Source

HEADING_LINE = -1  # the headings are ours and stand on no line of the file
_BLOCK_ROWS = 500


@dataclass(slots=True)
class RecordRows:
    """Collects the rows of a file. `headings` are spelled as the alias tables know them.

    The first is the case number, the second the agency (ORI): in a file of several agencies, which may use the same
    numbers, a case number is told with its agency.
    """

    headings: tuple[str, ...]
    limits: Limits
    corrected: int = 0  # records that a later one replaced or deleted
    _latest: dict[str, int] = field(default_factory=dict)
    _dead: set[int] = field(default_factory=set)
    _states: int = 0
    _rows: int = 0
    _agencies: set[str] = field(default_factory=set)
    _open: list[tuple[int, int, Sequence[str]]] = field(default_factory=list)
    _packed: list[bytes] = field(default_factory=list)
    _handed_on: int = 0

    def begin(self, key: str) -> int:
        """A new state of the record `key`: whatever was said of it before no longer counts. Returns the state."""
        self._states += 1
        if self._states > self.limits.rows:
            raise refusals.too_many_rows(self.limits.rows)
        before = self._latest.get(key)
        if before is not None:
            self._dead.add(before)
            self.corrected += 1
        self._latest[key] = self._states
        return self._states

    def state_of(self, key: str) -> int:
        """The state that a record which only adds belongs to."""
        return self._latest[key] if key in self._latest else self.begin(key)

    def add(self, state: int, line: int, cells: Sequence[str]) -> None:
        """One row of that state. Raises ImportRefused E09 when there are more than a list of people has."""
        self._rows += 1
        if self._rows > self.limits.rows:
            raise refusals.too_many_rows(self.limits.rows)
        if len(cells) == len(self.headings) and cells[1]:
            self._agencies.add(cells[1])
        self._open.append((state, line, cells))
        if len(self._open) >= _BLOCK_ROWS:
            self._pack()

    def add_damaged(self, line: int) -> None:
        """What stands on this line cannot be read: a row of the wrong width, which is rejected with its place."""
        self.add(0, line, ("?",) * (len(self.headings) + 1))

    def source(
        self,
        container: Container,
        *,
        encoding: str,
        findings: Sequence[tuple[str, str]] = (),
        by_line: bool = True,
    ) -> Source:
        """What the table readers hand on as well. With `by_line` false a row's place is its number in the file."""
        if self._open:
            self._pack()
        found = [*findings]
        if self.corrected:
            found.append(("records_corrected", f"{self.corrected:,}"))
        if len(self._agencies) > 1:
            found.append(("several_agencies", f"{len(self._agencies):,}"))
        return Source(
            container,
            lambda: self._lines(by_line=by_line),
            encoding=encoding,
            heading_line=HEADING_LINE,
            findings=tuple(found),
            share=lambda: min(1.0, self._handed_on / max(1, self._rows)),
        )

    def _pack(self) -> None:
        text = json.dumps(self._open, ensure_ascii=False, separators=(",", ":"))
        self._packed.append(zlib.compress(text.encode("utf-8", "surrogatepass"), 1))
        self._open = []

    def _lines(self, *, by_line: bool) -> Iterator[tuple[int, list[str]]]:
        yield HEADING_LINE, list(self.headings)
        self._handed_on = number = 0
        several = len(self._agencies) > 1
        for block in self._packed:
            rows: list[tuple[int, int, list[str]]] = json.loads(zlib.decompress(block).decode("utf-8", "surrogatepass"))
            for state, line, cells in rows:
                self._handed_on += 1
                if state not in self._dead:
                    number += 1
                    if several and cells[0] and len(cells) == len(self.headings):
                        cells[0] = f"{cells[1]} {cells[0]}".strip()
                    yield (line if by_line else number), cells
