"""Who a few typed words find on the call list: words of a name in any order, a case number, a telephone number.

A name's word may be typed in part; accents, apostrophes, hyphens and blanks are forgiven. A case number is found in any
writing, whole or by its beginning; a telephone number by its last seven digits or more.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, func, select, union_all

from callback_desk.storage import dialect
from callback_desk.storage.columns import TAIL_DIGITS, phone_tail
from callback_desk.storage.list_plan import hidden
from callback_desk.storage.name_words import plain_words
from callback_desk.storage.tables_list import name_words
from callback_desk.storage.tables_people import cases, phones, reports
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.work import Work

_CASE_PART = 5  # letters and digits of a case number typed in part
_MOST_CASES = 500  # that begin so
_MOST_WORDS = 8
_AFTER_ALL_LETTERS = "\U0010ffff"
_Ids: TypeAlias = "array[int]"  # somebody may stand in it twice


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, taken apart. `case` is without blanks and hyphens, `digits` without leading zeros."""

    words: tuple[str, ...]
    letters: tuple[str, ...]  # of the words, those without a digit
    case: str
    digits: str

    @property
    def has_number(self) -> bool:
        return bool(self.digits)


def typed(text: str) -> Typed:
    words = plain_words(text)[:_MOST_WORDS]
    letters = tuple(word for word in words if not any(one.isdecimal() for one in word))
    case = "".join(one for one in text.upper() if one.isalnum())
    digits = "".join(one for one in text if one.isdecimal())
    return Typed(words, letters, case, digits.lstrip("0"))


def found_people(work: Work, asked: Typed) -> bytearray:
    """Everybody the words find, as a mark at each one's id; nobody when nothing was typed that could find anybody."""
    looked = _Looked(work)
    found = looked.named(asked.words) if asked.words else looked.nobody
    if asked.has_number:
        found += looked.cases(asked.case)
        if not asked.letters:
            found += looked.phones(asked.digits)
        else:  # a name and a number: both
            either = looked.phones(asked.digits) + looked.cases(_without(asked))
            if either:
                found += looked.those_in(either, looked.named(asked.letters))
    return looked.marked(found)


def found_by(work: Work, ids: Sequence[int], asked: Typed) -> Mapping[int, str]:
    """Of the rows of a page: the case number or the telephone number that was found, as it is written there."""
    if not asked.has_number or not ids:
        return {}
    told: dict[int, str] = {}
    if len(asked.digits) >= TAIL_DIGITS:
        ring = (
            select(callbacks.c.id, phones.c.e164)
            .join(phones, phones.c.victim_id == callbacks.c.victim_id)
            .where(callbacks.c.id.in_(ids), *map(hidden, _rings(asked.digits)))  # from the people, not from the number
        )
        told.update((one, e164) for one, e164 in work.connection.execute(ring))
    writings = [one for one in dict.fromkeys((asked.case, _without(asked))) if one]
    named = (
        select(reports.c.callback_id, cases.c.number, cases.c.number_plain)
        .join(cases, cases.c.id == reports.c.case_id)
        .where(reports.c.callback_id.in_(ids))
    )
    for one, number, plain in work.connection.execute(named):
        if any(plain == case or (len(case) >= _CASE_PART and plain.startswith(case)) for case in writings):
            told[one] = number
    return told


def _without(asked: Typed) -> str:
    """A case number out of words that also hold a name."""
    return "".join(word.upper() for word in asked.words if word not in asked.letters)


def _ways_to_read(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """ "mc donald ian" -> itself, "mcdonald ian", "mc donaldian", "mcdonaldian"; at most three are joined."""
    yield tuple(words)
    for length in (2, 3):
        for start in range(len(words) - length + 1):
            yield (*words[:start], "".join(words[start : start + length]), *words[start + length :])


class _Looked:
    """Looks along one index at a time and meets here what it finds: joined by the engine it cost ten times as much."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._newest = work.connection.execute(select(func.max(callbacks.c.id))).scalar() or 0
        self._by_word: dict[str, _Ids] = {}

    @property
    def nobody(self) -> _Ids:
        return array("q")

    def named(self, words: Sequence[str]) -> _Ids:
        """People who have all these words, each typed whole or in part; two that stand together may be one word."""
        found = self.nobody
        for way in _ways_to_read(words):
            found += self._all(way)
        return found

    def cases(self, case: str) -> _Ids:
        if not case:
            return self.nobody
        which = cases.c.number_plain == case
        if len(case) >= _CASE_PART:
            which = (cases.c.number_plain >= case) & (cases.c.number_plain < case + _AFTER_ALL_LETTERS)
        some = select(cases.c.id).where(which).order_by(cases.c.number_plain).limit(_MOST_CASES)
        return self._ids(
            select(reports.c.callback_id).where(
                reports.c.case_id.in_(some.scalar_subquery()), reports.c.callback_id.is_not(None)
            )
        )

    def phones(self, digits: str) -> _Ids:
        if len(digits) < TAIL_DIGITS:
            return self.nobody
        own = phones.c.victim_id == callbacks.c.victim_id
        return self._ids(select(callbacks.c.id).join(phones, own).where(*_rings(digits)))

    def marked(self, ids: _Ids) -> bytearray:
        marks = bytearray(self._newest + 1)
        for one in ids:
            marks[one] = 1
        return marks

    def those_in(self, some: _Ids, others: _Ids) -> _Ids:
        """Of the others, who is among some."""
        return array("q", compress(others, map(self.marked(some).__getitem__, others)))

    def _all(self, words: Iterable[str]) -> _Ids:
        found: _Ids | None = None
        for word in dict.fromkeys(words):
            have = self._one_word(word)
            found = have if found is None else self.those_in(found, have)
            if not found:
                break
        return found or self.nobody

    def _one_word(self, word: str) -> _Ids:
        if word not in self._by_word:
            end = word + _AFTER_ALL_LETTERS
            self._by_word[word] = self._ids(
                select(callbacks.c.id).where(callbacks.c.name_key >= word, callbacks.c.name_key < end),
                select(name_words.c.callback_id).where(name_words.c.word >= word, name_words.c.word < end),
            )
        return self._by_word[word]

    def _ids(self, *asked: Select[Any]) -> _Ids:
        either = asked[0] if len(asked) == 1 else select(union_all(*asked).subquery())
        return array("q", dialect.packed_ids(self._work.connection, either, most=self._newest))


def _rings(digits: str) -> tuple[ColumnElement[bool], ...]:
    return (phones.c.tail == phone_tail(digits), phones.c.e164.endswith(digits, autoescape=True))
