"""Who a few typed words find on the call list: words of a name in any order, a case number, a telephone number.

A name's word may be typed in part; accents, apostrophes, hyphens and blanks are forgiven. A case number is found in any
writing, whole or by its beginning; a telephone number by its last seven digits or more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, CompoundSelect, Select, Subquery, intersect, select, union

from callback_desk.storage.columns import TAIL_DIGITS, phone_tail
from callback_desk.storage.name_words import plain_words
from callback_desk.storage.tables_list import name_words
from callback_desk.storage.tables_people import cases, phones, reports
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.work import Work

_CASE_PART = 5  # letters and digits of a case number typed in part
_MOST_CASES = 500  # that begin so
_MOST_WORDS = 8
_AFTER_ALL_LETTERS = "\U0010ffff"
_Ids = Select[tuple[int]] | CompoundSelect[tuple[int]]


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


def found_ids(asked: Typed) -> Subquery | None:
    """A column `id` of everybody the words find; None when nothing was typed that could find anybody."""
    ways: list[_Ids] = []
    if asked.words:
        ways.append(_named(asked.words))
    if asked.has_number:
        ways += _cases(asked.case)
        if not asked.letters:
            ways += _phones(asked.digits)
        elif either := [*_phones(asked.digits), *_cases(_without(asked))]:  # a name and a number: both
            ways.append(intersect(_whole(_named(asked.letters)), _whole(_any(either))))
    return _any(ways).subquery("found") if ways else None


def found_by(work: Work, ids: Sequence[int], asked: Typed) -> Mapping[int, str]:
    """Of the rows of a page: the case number or the telephone number that was found, as it is written there."""
    if not asked.has_number or not ids:
        return {}
    told: dict[int, str] = {}
    if len(asked.digits) >= TAIL_DIGITS:
        ring = (
            select(callbacks.c.id, phones.c.e164)
            .join(phones, phones.c.victim_id == callbacks.c.victim_id)
            .where(callbacks.c.id.in_(ids), *_rings(asked.digits))
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


def _named(words: Sequence[str]) -> _Ids:
    """People who have all these words, each typed whole or in part; two that stand together may be one word."""
    return _any([_all(way) for way in _ways_to_read(words)])


def _ways_to_read(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """ "mc donald ian" -> itself, "mcdonald ian", "mc donaldian", "mcdonaldian"; at most three are joined."""
    yield tuple(words)
    for length in (2, 3):
        for start in range(len(words) - length + 1):
            yield (*words[:start], "".join(words[start : start + length]), *words[start + length :])


def _all(words: Sequence[str]) -> _Ids:
    each = [_one_word(word) for word in dict.fromkeys(words)]
    return each[0] if len(each) == 1 else intersect(*(_whole(one) for one in each))


def _one_word(word: str) -> _Ids:
    end = word + _AFTER_ALL_LETTERS
    return union(
        select(callbacks.c.id).where(callbacks.c.name_key >= word, callbacks.c.name_key < end),
        select(name_words.c.callback_id.label("id")).where(name_words.c.word >= word, name_words.c.word < end),
    )


def _cases(case: str) -> list[_Ids]:
    if not case:
        return []
    which = cases.c.number_plain == case
    if len(case) >= _CASE_PART:
        which = (cases.c.number_plain >= case) & (cases.c.number_plain < case + _AFTER_ALL_LETTERS)
    some = select(cases.c.id).where(which).order_by(cases.c.number_plain).limit(_MOST_CASES)
    return [
        select(reports.c.callback_id.label("id")).where(
            reports.c.case_id.in_(some.scalar_subquery()), reports.c.callback_id.is_not(None)
        )
    ]


def _phones(digits: str) -> list[_Ids]:
    if len(digits) < TAIL_DIGITS:
        return []
    return [
        select(callbacks.c.id).join(phones, phones.c.victim_id == callbacks.c.victim_id).where(*_rings(digits)),
    ]


def _rings(digits: str) -> tuple[ColumnElement[bool], ...]:
    return (phones.c.tail == phone_tail(digits), phones.c.e164.endswith(digits, autoescape=True))


def _any(ways: Sequence[_Ids]) -> _Ids:
    return ways[0] if len(ways) == 1 else union(*(_whole(one) for one in ways))


def _whole(ids: _Ids) -> Select[tuple[int]]:
    """As one part of a larger question: SQLite takes no brackets there."""
    inner = ids.subquery()
    return select(inner.c.id)
