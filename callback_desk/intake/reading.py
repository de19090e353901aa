"""A file becomes candidates: open, find the table, take the columns, settle the dates, read the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

from callback_desk.domain.incident import Candidate, PhoneCounts, Role, RowProblem
from callback_desk.domain.layout import ColumnMatch, Field, Layout, Looks, MappingGuess
from callback_desk.domain.phone import country_code
from callback_desk.intake.aliases import shipped_aliases
from callback_desk.intake.damage import damage_findings
from callback_desk.intake.date_orders import settle_orders
from callback_desk.intake.facts import OffenseLookup
from callback_desk.intake.heading_words import heading_words
from callback_desk.intake.headings import (
    apply_layout,
    guess_columns,
    header_signature,
    unsettled_facts,
)
from callback_desk.intake.opening import open_source
from callback_desk.intake.people_rows import PeopleReader, unsettled_of_all
from callback_desk.intake.raw import Source
from callback_desk.intake.request import ReadRequest
from callback_desk.intake.rows import RowReader
from callback_desk.intake.table import LineCounts, Table, find_table, table_rows
from callback_desk.intake.words import shipped_words

_SAMPLE_ROWS = 300
_DATE_FIELDS = frozenset({Field.REPORTED_AT, Field.OCCURRED_AT, Field.BIRTH_DATE})
# Regions that write the month first; everywhere else the day comes first.
_MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "AS", "VI", "MP", "FM", "MH", "PW", "BZ"})


@dataclass(frozen=True, slots=True)
class Progress:
    """Table rows so far and how much of the file that is, 0 to 1."""

    rows: int
    share: float


@dataclass(frozen=True, slots=True)
class FileCounts:
    """What was read. `rows` = `candidates` + `problems`; blank and totals lines are no rows.

    A row of several people counts once for each of them; `table_rows` counts the rows of the table.
    """

    rows: int
    candidates: int
    problems: int
    phones: PhoneCounts
    blank_lines: int = 0
    total_lines: int = 0
    table_rows: int = 0


Item = MappingGuess | Progress | Candidate | RowProblem | FileCounts


@dataclass(frozen=True, slots=True)
class _Opened:
    source: Source
    table: Table
    columns: tuple[ColumnMatch, ...]
    guess: MappingGuess


def look(request: ReadRequest) -> MappingGuess:
    """What the match page shows. Raises ImportRefused."""
    return _open(request).guess


def read_file(request: ReadRequest, offenses: OffenseLookup, *, progress_every: int = 5_000) -> Iterator[Item]:
    """The guess first, then a Candidate or RowProblem for each table row, Progress between them, FileCounts last.

    Raises ImportRefused, also half-way (a quotation mark that never closes): then nothing counts.
    """
    opened = _open(request)
    yield opened.guess
    source, table = opened.source, opened.table
    layout = layout_of(request, opened.guess)
    reader = PeopleReader(
        opened.columns,
        table.headings,
        lambda columns: unsettled_facts(columns, layout),
        partial(
            RowReader,
            desk=request.desk,
            words=shipped_words(),
            limits=request.limits,
            serial_epoch=source.serial_epoch,
        ),
        offenses,
        shipped_words(),
    )
    lines = LineCounts()
    table_lines = candidates = problems = 0
    for raw in table_rows(source, table, request.limits, lines):
        for item in reader.read(raw):
            if isinstance(item, Candidate):
                candidates += 1
            else:
                problems += 1
            yield item
        table_lines += 1
        if table_lines % progress_every == 0:
            yield Progress(candidates + problems, source.share())
    counts = reader.tally.counts()
    yield FileCounts(candidates + problems, candidates, problems, counts, lines.blank, lines.totals, table_lines)


def _open(request: ReadRequest) -> _Opened:
    source = open_source(Path(request.path), request)
    aliases = shipped_aliases()
    table = find_table(source, request.limits, heading_words(aliases))
    rows = [raw.cells for raw in islice(table_rows(source, table, request.limits, LineCounts()), _SAMPLE_ROWS)]
    columns, findings = guess_columns(table.headings, rows, aliases)
    signature = header_signature(table.headings)
    layout = request.layout or next((each for each in request.known if each.signature == signature), None)
    if layout is not None:
        columns = apply_layout(columns, layout)
        if layout.signature != signature:
            findings.append(("layout_changed", ""))
    findings += damage_findings(columns, rows, request.desk.region, serial_epoch=source.serial_epoch)
    columns, undecided = _settle_dates(source, table, columns, request)
    if not rows:
        findings.append(("no_rows", ""))
    guess = MappingGuess(
        columns=columns,
        signature=signature,
        header_line=table.header_line,
        findings=(*source.findings, *table.findings, *findings, *undecided),
        unsettled=unsettled_of_all(columns, lambda own: unsettled_facts(own, layout)),
        container=source.container.value,
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheet=source.sheet,
        hidden_sheets=source.hidden_sheets,
        other_sheets=source.other_sheets,
        hidden_rows=source.hidden_rows,
        formula_cells=source.formula_cells,
        layout_name=layout.name if layout is not None and layout.signature == signature else "",
        rows_looked_at=len(rows),
    )
    return _Opened(source, table, columns, guess)


def _settle_dates(
    source: Source, table: Table, columns: tuple[ColumnMatch, ...], request: ReadRequest
) -> tuple[tuple[ColumnMatch, ...], list[tuple[str, str]]]:
    wanted = {
        each.index: each.field
        for each in columns
        if each.field in _DATE_FIELDS and each.role is Role.VICTIM and each.looks is not Looks.EMPTY
    }
    if not wanted:
        return columns, []
    rows = (raw.cells for raw in table_rows(source, table, request.limits, LineCounts()))
    settled = settle_orders(
        rows,
        wanted,
        request.desk.today,
        month_first_region=request.desk.region in _MONTH_FIRST or country_code(request.desk.region) == 0,
    )
    undecided: list[tuple[str, str]] = []
    told: list[ColumnMatch] = []
    for each in columns:
        found = settled.get(each.index)
        if found is not None and found.mixed:
            undecided.append(("dates_mixed", each.header))
        if found is None:
            told.append(each)
        elif each.date_order is not None:  # a layout has settled it
            told.append(replace(each, day_only=found.day_only))
        else:
            told.append(replace(each, date_order=found.order, day_only=found.day_only))
            if found.undecided:
                undecided.append(("date_order_undecided", each.header))
    return tuple(told), undecided


def layout_of(request: ReadRequest, guess: MappingGuess) -> Layout | None:
    """The layout that was in force for this guess, if any."""
    return request.layout or next((each for each in request.known if each.signature == guess.signature), None)
