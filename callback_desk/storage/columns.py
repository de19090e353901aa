"""How values lie in columns: times, closed sets and small structures; one place for tables and mappers.

Plain functions: the import's own process starts without SQLAlchemy, which stands in `desk_table`.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

LAST = datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)  # where a callback without a date stands
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_E = TypeVar("_E", bound=StrEnum)


def to_micros(at: datetime) -> int:
    """Whole microseconds since 1970 UTC. Raises ValueError for a naive time."""
    if at.tzinfo is None:
        raise ValueError("a time in the desk must know its zone")
    return (at - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The aware UTC time of `to_micros`."""
    return _EPOCH + timedelta(microseconds=micros)


def search_key(text: str) -> str:
    """Text as it is compared and sorted: no case, no accents, single spaces.

    Used for names ("Núñez, Ana" -> "nunez ana"). Letters that have no
    decomposition (Greek, Arabic, Chinese) stay as they are.
    """
    plain = text.replace(",", " ")
    if plain.isascii():
        return " ".join(plain.lower().split())
    spread = unicodedata.normalize("NFKD", plain)
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", bare).casefold().split())


def account_key(name: str) -> str:
    """A name of an account as it is compared: NFC and casefold, accents kept (CJIS IA-4)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).strip()


def case_key(number: str) -> str:
    """A case number as it is compared: capitals, without spaces."""
    return "".join(number.upper().split())


TAIL_DIGITS = 7


def phone_tail(digits: str) -> str:
    """The last seven digits: what a number is found by, whatever stands in front of it."""
    return "".join(d for d in digits if d.isdecimal())[-TAIL_DIGITS:]


def to_json(value: object) -> str:
    """Compact JSON with sorted keys, so that equal values are equal text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_json(text: str) -> object:
    """What `to_json` wrote; "" is an empty object."""
    value: object = json.loads(text) if text else {}
    return value


def strings(text: str) -> tuple[str, ...]:
    """A JSON list of strings; "" is the empty one. Raises TypeError for anything else."""
    value = from_json(text) if text else []
    if not isinstance(value, list):
        raise TypeError("a list was expected in this column")
    return tuple(str(item) for item in value)


def text_map(text: str) -> dict[str, str]:
    """A JSON object of strings; "" is the empty one."""
    value = from_json(text)
    if not isinstance(value, dict):
        raise TypeError("an object was expected in this column")
    return {str(key): str(item) for key, item in value.items()}


@lru_cache(maxsize=4_096)
def _list_text(items: tuple[str, ...]) -> str:
    """Codes, zones and closed sets come in a few hundred combinations, a hundred thousand times an import."""
    return to_json(items)


def from_enums(members: Collection[StrEnum]) -> str:
    """A closed set as a JSON list in alphabetical order; "" for none."""
    return _list_text(tuple(sorted(member.value for member in members))) if members else ""


def to_enums(kind: type[_E], text: str) -> frozenset[_E]:
    """The closed set `from_enums` wrote."""
    return frozenset(kind(value) for value in strings(text))


def from_strings(items: Iterable[str]) -> str:
    """A list of strings as JSON; "" for none."""
    found = tuple(items)
    return _list_text(found) if found else ""


def from_map(items: Mapping[str, str]) -> str:
    """An object of strings as JSON; "" for none."""
    return to_json(dict(items)) if items else ""
