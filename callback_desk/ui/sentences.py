"""Every closed set of values has its words. A page asks `sentence(value)` and never writes its own.

A room of the window adds its table once, at import: `add_sentences(Outcome, {...})`. A table that leaves a member out
is refused there, so that no person ever reads a name from the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final, TypeVar

from callback_desk.domain.errors import DeskBug

_Member = TypeVar("_Member", bound=Enum)
_TABLES: Final[dict[type[Enum], Mapping[Enum, str]]] = {}


def add_sentences(kind: type[_Member], words: Mapping[_Member, str]) -> None:
    """Give an enum its words. Raises DeskBug for a missing or empty one, or a second table of the same enum."""
    missing = [member.name for member in kind if not words.get(member, "").strip()]
    if missing:
        raise DeskBug(f"{kind.__name__} has no words for {', '.join(missing)}.", code="sentence-missing")
    table: dict[Enum, str] = {member: words[member] for member in kind}
    if _TABLES.get(kind, table) != table:
        raise DeskBug(f"{kind.__name__} has two tables of words.", code="sentence-twice")
    _TABLES[kind] = table


def sentence(value: Enum) -> str:
    """The words of a value. Raises DeskBug when its enum has no table."""
    table = _TABLES.get(type(value))
    if table is None:
        raise DeskBug(f"{type(value).__name__} has no words.", code="sentence-missing")
    return table[value]


def known_kinds() -> frozenset[type[Enum]]:
    """Every enum that has words, for the test that walks them."""
    return frozenset(_TABLES)
