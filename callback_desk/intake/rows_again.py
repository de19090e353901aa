"""*Rows to correct*: rows of a file once more, with what is wrong beside them, and such a file on its way back in.

The columns in front have names no records system uses. A file that has them is known by them when it comes back:
they are left out, and what was set before a cell so that no spreadsheet takes it for a formula is taken off again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from callback_desk.domain.errors import ImportRefused
from callback_desk.domain.formula_guard import guarded, unguarded
from callback_desk.domain.rows_to_correct import RowsWanted
from callback_desk.intake.aliases import shipped_aliases
from callback_desk.intake.heading_words import heading_words
from callback_desk.intake.limits import Limits
from callback_desk.intake.raw import Container, Source
from callback_desk.intake.table import LineCounts, Table, find_table, table_rows

LIST, LINE = "To correct: list", "To correct: line"
WRONG, TO_DO = "To correct: what is wrong", "To correct: what to do"
OURS = frozenset({LIST, LINE, WRONG, TO_DO})
CELLS_MISSING = "To correct: cells are missing in this row. Move its cells under their headings, then clear this cell."
NO_TABLE = (
    "This file holds incident reports, not the rows of a table, so there is nothing a spreadsheet could correct. "
    "Correct the reports in the records system and export them again."
)
_TABLES = frozenset({Container.TEXT, Container.XLSX, Container.XLS, Container.ODS})
_NO_TABLES = frozenset({Container.XML, Container.NIBRS_FLAT})
_HEAD_LINES = 30


def rows_again(
    source: Source, limits: Limits, wanted: RowsWanted, tick: Callable[[float], None]
) -> Iterator[list[str]]:
    """The headings, then each wanted row once, guarded, in the order of the file.

    A row with too few cells gets one cell too many, so that it is still refused if nobody has mended it. Records of
    which several rows were made share a place: all of them come. Raises ImportRefused.
    """
    parts = source.lists or (source,)
    if any(part.container in _NO_TABLES for part in parts):
        raise ImportRefused(NO_TABLE, code="E03")
    aliases = shipped_aliases()
    table = find_table(source, limits, heading_words(aliases))
    several = len(parts) > 1
    yield [guarded(cell) for cell in [*([LIST] if several else []), LINE, WRONG, TO_DO, *_headings(table)]]
    said: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for sheet, line, note in wanted.places:
        said[sheet, line].append(note)
    width = len(table.headings)
    for raw in table_rows(source, table, limits, LineCounts()):
        notes = said.get((raw.place.sheet, raw.place.line))
        if notes is None:
            tick(source.share())
            continue
        wrong, to_do = (" ".join(dict.fromkeys(wanted.notes[note][part] for note in notes)) for part in (0, 1))
        cells = [*raw.cells]
        if len(cells) < width:
            cells += [*[""] * (width - len(cells)), CELLS_MISSING]
        place = [raw.place.sheet] if several else []
        yield [guarded(cell) for cell in [*place, str(raw.place.line), wrong, to_do, *cells]]


def _headings(table: Table) -> list[str]:
    """As they stand in the file; a column without one by the name it was told by."""
    own = [" ".join(cell.split()) for cell in table.original_headings[: len(table.headings)]]
    own += [""] * (len(table.headings) - len(own))
    return [heading or told for heading, told in zip(own, table.headings, strict=True)]


def without_notes(source: Source) -> Source:
    """The same source, and if it is a file of rows to correct that comes back, only what was the file's own."""
    if source.lists:
        return replace(source, lists=tuple(without_notes(each) for each in source.lists))
    if source.container not in _TABLES or source.heading_line:
        return source
    found = _heading_of_ours(source)
    if found is None:
        return source
    heading_line, headings = found
    kept = [index for index, heading in enumerate(headings) if heading not in OURS]
    width = len(headings)

    def lines() -> Iterator[tuple[int, list[str]]]:
        for line, cells in source.lines():
            if line < heading_line:
                continue
            own = [unguarded(cells[index]) for index in kept if index < len(cells)]
            # Beyond the last heading stands what made a row too long; it stays, or a spreadsheet's padding.
            yield line, own + ([] if line == heading_line else [unguarded(cell) for cell in cells[width:]])

    return replace(source, lines=lines, heading_line=heading_line)


def _heading_of_ours(source: Source) -> tuple[int, list[str]] | None:
    """The first line with anything on it, if it has one of our headings; a reader that is left closes its file."""
    for line, cells in islice(source.lines(), _HEAD_LINES):
        headings = [" ".join(cell.replace("\ufeff", "").split()) for cell in cells]
        while headings and not headings[-1]:  # a spreadsheet fills rows up to the longest one
            headings.pop()
        if headings:
            return None if OURS.isdisjoint(headings) else (line, headings)
    return None
