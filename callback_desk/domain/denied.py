"""What must not stand on a lead sheet although somebody wrote it into a line: other people, how the service was rated,
answers that were not meant for the investigator.

Source: packet hygiene (research: one page tells of one person's news alone; PSNI 2023: what is overlooked is the
likeliest leak). The allow-list of the finished file cannot see it: it is built from the packet itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum

from callback_desk.domain.packet import CasePacket

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"[+(]?\d[\d\s().\-/]{5,}\d")
_BETWEEN_NAMES = 1  # a middle name or initial may stand between first and last
_NATIONAL = 10  # digits of a number that are compared; shorter ones as they are


class Why(StrEnum):
    """What a hit is, as it is said: "Point 2 holds {why}"."""

    PERSON = "the name of somebody else of this report"
    NUMBER = "the telephone number of somebody else of this report"
    ELSEWHERE = "the telephone number of somebody of another report"
    SUSPECT = "a name that this report gives for a suspect and the victim did not"
    RATING = "an answer about how the service was"
    QUESTION = "a question about how the service was"
    ANSWER = "an answer that does not go to the investigator"
    OTHER_CASE = "words about another case"
    BIRTH_DATE = "a birth date"
    EMAIL = "an e-mail address"
    ADDRESS = "an address that is kept confidential"


@dataclass(frozen=True, slots=True)
class Denied:
    """Words, or the digits of a number, that may not be on the sheet."""

    token: str
    why: Why


@dataclass(frozen=True, slots=True)
class Hit:
    """Where one was found. free: in words somebody typed, which a supervisor may have read and kept."""

    field: str
    why: Why
    free: bool


_TYPED = {
    "points": "Point",
    "sections": "Point",
    "first": "The first lines of the sheet",
    "act_by": "The box about the day to act by",
    "property_lines": "Article",
    "articles": "Article",
    "victim_words": "The victim's words",
    "wants": "What the victim wants",
    "corrections": "Correction",
}
_FIXED = {"reach": "How to reach the victim", "victim": "The victim", "case": "The case", "recipient": "The recipient"}
_OURS = frozenset(  # of the desk and of who works there, not of anybody's report
    {"agency", "desk_telephone", "return_to", "sheet_number", "recipient", "attribution", "printed", "anchor", "zone"}
    | {"versions", "content", "entered", "kind"}
)


def hits(packet: CasePacket, denied: tuple[Denied, ...]) -> tuple[Hit, ...]:
    """Every field that holds a denied token, each once per reason, in the order of the sheet."""
    return hits_in(packet_texts(packet), denied)


def hits_in(texts: Iterable[tuple[str, str, bool]], denied: tuple[Denied, ...]) -> tuple[Hit, ...]:
    """The same of texts as `packet_texts` gives them: field, text, whether it was typed freely."""
    looked_for = [(_Token(one.token, number=one.why is Why.NUMBER), one.why) for one in denied]
    found: dict[Hit, None] = {}
    for label, text, free in texts:
        there = _Text(text)
        for token, why in looked_for:
            if token.stands_in(there):
                found[Hit(label, why, free)] = None
    return tuple(found)


def numbers_in(text: str) -> tuple[str, ...]:
    """What may be a telephone number, as it is written."""
    return tuple(_NUMBER.findall(text))


def stands_in(name: str, text: str) -> bool:
    """Whether these words stand in the text, however a name is written."""
    return _Token(name, number=False).stands_in(_Text(text))


class _Text:
    def __init__(self, text: str) -> None:
        self.words = _words(text)
        self.numbers = [_digits(found) for found in _NUMBER.findall(text)]


class _Token:
    """A run of words; two words are a name, which also counts the other way round and with a middle name."""

    def __init__(self, token: str, *, number: bool) -> None:
        self.digits = _digits(token)[-_NATIONAL:] if number else ""
        self.words = [] if number else _words(token)

    def stands_in(self, text: _Text) -> bool:
        if self.digits:
            return any(found.endswith(self.digits) for found in text.numbers)
        if len(self.words) == 1:
            (word,) = self.words
            return any(word == other or (not word.isascii() and word in other) for other in text.words)
        if len(self.words) == 2:
            return self._name(text.words)
        count = len(self.words)
        return count > 0 and any(text.words[at : at + count] == self.words for at in range(len(text.words)))

    def _name(self, words: list[str]) -> bool:
        first, last = self.words
        for at, word in enumerate(words):
            after = words[at + 1 : at + 2 + _BETWEEN_NAMES]
            if (word == first and last in after) or (word == last and after[:1] == [first]):
                return True
        return False


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())


def packet_texts(packet: CasePacket, *, ours: bool = False) -> Iterator[tuple[str, str, bool]]:
    """Field as a person calls it, text, and whether somebody typed it freely. ours: also what is of the desk itself."""
    for part in fields(packet):
        if part.name in _OURS and not ours:
            continue
        label = _TYPED.get(part.name)
        for number, text in _leaves(getattr(packet, part.name)):
            if label is None:
                yield _FIXED.get(part.name, "The head and foot"), text, False
            else:
                yield (f"{label} {number}" if number else label), text, True


def _leaves(value: object, number: int = 0) -> Iterator[tuple[int, str]]:
    """Texts with the number of the item they stand in: its own, or its place."""
    if isinstance(value, str) and not isinstance(value, StrEnum):
        if value.strip():
            yield number, value
    elif isinstance(value, tuple):
        for place, inner in enumerate(value, start=1):
            yield from _leaves(inner, number or place)
    elif is_dataclass(value) and not isinstance(value, type) and not isinstance(value, date | datetime):
        own = getattr(value, "number", number)
        for part in fields(value):
            yield from _leaves(getattr(value, part.name), own if isinstance(own, int) else number)
