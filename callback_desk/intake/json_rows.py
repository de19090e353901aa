"""A JSON record becomes table rows: nested names joined by dots, lists of plain values by semicolons."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod

from callback_desk.intake import refusals
from callback_desk.intake.json_text import JsonValue

_MOST_ROWS = 64  # of one record: 8 people with 8 offenses
_DEPTH = 32

Pairs = tuple[tuple[str, JsonValue], ...]
NamedRow = tuple[list[str], list[str]]  # headings and cells, side by side


def rows_of_record(record: Pairs, number: int) -> list[NamedRow]:
    """One row, or one for each object of the lists inside ("victims": [{...}, {...}]), the rest repeated in each.

    `number` is the record's place, from 1, for what is refused: E25 nested too deep, E06 too many lists inside.
    """
    return _rows(record, "", 1, number)


def text_of(value: JsonValue) -> str:
    """A value as the text of one cell."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    inner = [each for _key, each in value] if isinstance(value, tuple) else value
    return "; ".join(text for each in inner if (text := text_of(each)))


def _rows(pairs: Pairs, prefix: str, depth: int, number: int) -> list[NamedRow]:
    if depth > _DEPTH:
        raise refusals.too_deep_record(number)
    names: list[str] = []
    cells: list[str] = []
    several: list[list[NamedRow]] = []
    for key, value in pairs:
        name = prefix + key
        if isinstance(value, str):
            names.append(name)
            cells.append(value)
            continue
        inner = _inner_rows(value, name, depth, number)
        if inner is None:
            names.append(name)
            cells.append(text_of(value))
        elif len(inner) == 1:
            names += inner[0][0]
            cells += inner[0][1]
        else:
            several.append(inner)
    return _multiplied((names, cells), several, number) if several else [(names, cells)]


def _inner_rows(value: JsonValue, name: str, depth: int, number: int) -> list[NamedRow] | None:
    """Rows of an object or of a list with objects; None for what is one cell."""
    if isinstance(value, tuple):
        return _rows(value, f"{name}.", depth + 1, number) if value else None
    if not isinstance(value, list):
        return None
    objects = [each for each in value if isinstance(each, tuple)]
    if not objects:
        if _depth(value) + depth > _DEPTH:
            raise refusals.too_deep_record(number)
        return None
    found = [row for each in objects for row in _rows(each, f"{name}.", depth + 1, number)]
    plain = text_of([each for each in value if not isinstance(each, tuple)])
    return [([name, *names], [plain, *cells]) for names, cells in found] if plain else found


def _depth(value: JsonValue) -> int:
    """Levels of lists in a list; ends one past the limit, so that it never climbs down a well."""
    level: Sequence[JsonValue] = [value]
    depth = 0
    while level and depth <= _DEPTH:
        level = [each for one in level if isinstance(one, list) for each in one]
        depth += 1
    return depth


def _multiplied(own: NamedRow, several: Sequence[list[NamedRow]], number: int) -> list[NamedRow]:
    if prod(len(rows) for rows in several) > _MOST_ROWS:
        raise refusals.record_of_lists(number, _MOST_ROWS)
    rows: list[NamedRow] = []
    for chosen in product(*several):
        names, cells = list(own[0]), list(own[1])
        for more_names, more_cells in chosen:
            names += more_names
            cells += more_cells
        rows.append((names, cells))
    return rows
