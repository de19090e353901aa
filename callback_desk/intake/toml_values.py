"""Values of our own TOML tables, looked at before they are believed. Each raises TypeError for another shape."""

from __future__ import annotations

from collections.abc import Mapping


def as_tables(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, list):
        raise TypeError("a list of tables is expected")
    return [as_table(each) for each in value]


def as_table(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError("a table is expected")
    return value


def as_words(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError("a list of words is expected")
    return [str(each) for each in value]
