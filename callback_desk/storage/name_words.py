"""The words a person is found by: each word of a name, without accents, apostrophes and hyphens, whichever comes first.

Plain functions and driver SQL: the import's own process starts without SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from callback_desk.storage.columns import search_key

MOST_WORDS = 12  # of a name: a sentence in a name's cell is no reason for a hundred rows
_AT_ONCE = 10_000
_APOSTROPHES = "'’‘`´ʼ"
_HYPHENS = "‐‑‒–—-./&"
_MARKS = frozenset(_APOSTROPHES + _HYPHENS)
_JOIN = str.maketrans(dict.fromkeys(_APOSTROPHES))
_PART = str.maketrans(dict.fromkeys(_HYPHENS, " "))
_SPLIT = str.maketrans(dict.fromkeys(_APOSTROPHES + _HYPHENS, " "))
_SQUEEZE = str.maketrans(dict.fromkeys(_APOSTROPHES + _HYPHENS))
# Letters that are one letter to Unicode and two readings to who types them.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
_NEW = "SELECT id, name_sort, name_key FROM callbacks WHERE id > ? ORDER BY id LIMIT ?"
_THIS = "SELECT id, name_sort, name_key FROM callbacks WHERE id = ?"
_NEWEST = "SELECT coalesce(max(callback_id), 0) FROM name_words"
_NEWEST_PERSON = "SELECT coalesce(max(id), 0) FROM callbacks"
_FORGET = "DELETE FROM name_words WHERE callback_id = ?"
_PUT = "INSERT INTO name_words (callback_id, word) VALUES (?, ?) ON CONFLICT DO NOTHING"


class Cursor(Protocol):
    """What a statement of the driver answers."""

    def fetchone(self) -> tuple[object, ...] | None: ...
    def fetchall(self) -> list[tuple[object, ...]]: ...


class Driver(Protocol):
    """The driver's own connection, in a transaction."""

    def execute(self, sql: str, parameters: tuple[object, ...] = ..., /) -> Cursor: ...
    def executemany(self, sql: str, parameters: Iterable[tuple[object, ...]], /) -> Cursor: ...


def plain_words(text: str) -> tuple[str, ...]:
    """Words as names are looked for: no case, accents, apostrophes; a hyphen parts. "O'Brien-Lee" -> obrien, lee."""
    key = search_key(text)
    if not key.isascii():
        key = key.translate(_LETTERS)
    if not _MARKS.isdisjoint(key):
        key = key.translate(_JOIN).translate(_PART)
    return tuple(key.split())


def words_of(name_sort: str, name_key: str) -> tuple[str, ...]:
    """The words of "Last, First" that find it, none twice. At least one, "" where the key's own start says it all.

    Beside the words themselves: surname and given names each written as one word (De la Cruz -> delacruz), the parts
    of a double name and both as one (Mary-Ann -> mary, ann, maryann). What `name_key` begins with is found by it.
    """
    found: dict[str, None] = {}
    for half in name_sort.split(",", 1):
        parts = plain_words(half)
        found.update(dict.fromkeys(parts))
        if len(parts) > 1:
            found["".join(parts)] = None
    if not _MARKS.isdisjoint(name_key):
        for word in name_key.translate(_LETTERS).split():
            found[word.translate(_SQUEEZE)] = None
            found.update(dict.fromkeys(word.translate(_SPLIT).split()))
    kept = [word for word in found if word and not name_key.startswith(word)]
    return tuple(kept[:MOST_WORDS]) or ("",)


def behind(driver: Driver) -> bool:
    """Whether somebody has no words yet."""
    return driver.execute(_NEWEST_PERSON).fetchone() != driver.execute(_NEWEST).fetchone()


def catch_up(driver: Driver) -> int:
    """Write down the words of everybody newer than the newest who has some; returns how many people.

    Ids grow and a write is alone in the file, so that nobody is left out between.
    """
    found = driver.execute(_NEWEST).fetchone()
    after, done = int(str(found[0])) if found else 0, 0
    while people := driver.execute(_NEW, (after, _AT_ONCE)).fetchall():
        driver.executemany(_PUT, _rows(people))
        after, done = int(str(people[-1][0])), done + len(people)
    return done


def write_anew(driver: Driver, callback_ids: Iterable[int]) -> None:
    """The words of people whose names are written otherwise now."""
    for one in callback_ids:
        driver.execute(_FORGET, (one,))
        driver.executemany(_PUT, _rows(driver.execute(_THIS, (one,)).fetchall()))


def _rows(people: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    for callback_id, name_sort, name_key in people:
        for word in words_of(str(name_sort), str(name_key)):
            yield callback_id, word
