"""Which number a heading carries, and what it says without it: "Victim 2 Cell", "VictimName_1", "V1 DOB"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from callback_desk.intake.aliases import AliasTable, normalise

_MOST = 30  # a larger number is a year, a code or a beat
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_RUN_TOGETHER = re.compile(r"([^\W\d_]+)(\d{1,2})([^\W\d_]*)")
_LETTERS = "abcdefghij"
# Short for a party only with a number behind them.
_SHORT = {"v": "victim", "s": "suspect", "w": "witness"}
_LETTER_SUFFIX = re.compile(r" \([A-Z]{1,3}\)$")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A heading without its number. `number` is None where it has none; it may begin at 0.

    `party`: the number stands beside the party ("Victim 2 Phone"), so it counts people; at the end ("Victim Phone 2")
    it may count telephones as well. `by_letter`: "Victim B Name". `time` tells equal headings apart: 1, 2, …
    """

    rest: str
    number: int | None = None
    party: bool = False
    by_letter: bool = False
    time: int = 1
    times: int = 1


def bare(heading: str) -> str:
    """A heading without the letter that keeps equal ones apart: "Phone (D)" is "Phone"."""
    return _LETTER_SUFFIX.sub("", heading)


def numbers_of(headings: Sequence[str], aliases: AliasTable) -> tuple[Numbered, ...]:
    """For every heading of a table, in its order. A letter counts people only where A and B both stand."""
    parties = frozenset(word for word, _role in aliases.role_words)
    found = [_number_of(bare(heading), parties) for heading in headings]
    letters = {(each.rest, each.number) for each in found if each.by_letter}
    told = [
        each if not each.by_letter or {(each.rest, 1), (each.rest, 2)} <= letters else _without(heading)
        for each, heading in zip(found, headings, strict=True)
    ]
    keys = [normalise(bare(heading)) for heading in headings]
    return tuple(
        replace(each, time=keys[: index + 1].count(key), times=keys.count(key))
        for index, (each, key) in enumerate(zip(told, keys, strict=True))
    )


def _without(heading: str) -> Numbered:
    return Numbered(normalise(bare(heading)))


def _number_of(heading: str, parties: frozenset[str]) -> Numbered:
    tokens = _tokens(heading, parties)
    for place, token in enumerate(tokens):
        if (ordinal := _ordinal(token)) is not None and _party_at(tokens, place + 1, parties):
            return Numbered(" ".join([*tokens[:place], *tokens[place + 1 :]]), ordinal, party=True)
        if place == 0 or not _party_before(tokens, place, parties):
            continue
        rest = " ".join([*tokens[:place], *tokens[place + 1 :]])
        if _is_number(token):
            return Numbered(rest, int(token), party=True)
        if token in _LETTERS and len(token) == 1:
            return Numbered(rest, _LETTERS.index(token) + 1, party=True, by_letter=True)
    for place, token in enumerate(tokens[:-1]):
        if place and _is_number(token) and tokens[place - 1] == "name":  # "Name 1", "Name 1 Phone"
            return Numbered(" ".join([*tokens[: place - 1], *tokens[place + 1 :]]), int(token), party=True)
    if len(tokens) > 1 and _is_number(tokens[-1]):
        return Numbered(" ".join(tokens[:-1]), int(tokens[-1]))
    return Numbered(" ".join(tokens))


def _tokens(heading: str, parties: frozenset[str]) -> list[str]:
    tokens: list[str] = []
    for token in normalise(heading).replace("#", " ").split():
        parts = _RUN_TOGETHER.fullmatch(token)
        if parts is None or _ORDINAL.fullmatch(token):
            tokens.append(token)
            continue
        word, number, behind = parts.groups()
        party = word in parties or word in _SHORT
        if behind and not party:
            tokens.append(token)
            continue
        tokens += [_SHORT.get(word, word), number, *([behind] if behind else [])]
    return tokens


def _is_number(token: str) -> bool:
    return token.isascii() and token.isdecimal() and len(token) <= 2 and int(token) <= _MOST


def _ordinal(token: str) -> int | None:
    found = _ORDINAL.fullmatch(token)
    return int(found[1]) if found is not None else _ORDINALS.get(token)


def _party_at(tokens: Sequence[str], place: int, parties: frozenset[str]) -> bool:
    return tokens[place : place + 1] != [] and (
        tokens[place] in parties or " ".join(tokens[place : place + 2]) in parties
    )


def _party_before(tokens: Sequence[str], place: int, parties: frozenset[str]) -> bool:
    return tokens[place - 1] in parties or " ".join(tokens[max(0, place - 2) : place]) in parties
