"""Kinds of things in an export's words: a cell becomes names of a closed table, and its text goes no further."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from callback_desk.domain.errors import DeskBug
from callback_desk.intake.aliases import layouts_folder
from callback_desk.intake.toml_values import as_table, as_tables, as_words

OTHER = "other"
_CODE = re.compile(r"(?<!\d)(\d{2})(?!\d)")
_NUMBER_GIVEN = re.compile(
    r"\b(?:s/?n|serial(?: number| no\.?| #)?|ser\.?|imei|frame(?: number| no\.?| #)?)[\s:#.]+[\w -]{0,20}\d", re.I
)


@dataclass(frozen=True, slots=True)
class PropertyKind:
    """`said` are the words for it by language. `numbers`: such a thing carries a number of its own."""

    name: str
    numbers: bool
    said: Mapping[str, str]


class PropertyKinds:
    """The compiled table. Questions are cached: the same words come back thousands of times in a file."""

    def __init__(self, data: Mapping[str, object]) -> None:
        kinds: dict[str, PropertyKind] = {}
        by_word: dict[str, str] = {}
        by_code: dict[str, str] = {}
        try:
            for entry in as_tables(data["kind"]):
                name = str(entry["name"])
                said = {language: str(entry[language]) for language in ("en", "es")}
                kinds[name] = PropertyKind(name, bool(entry["numbers"]), said)
                by_word |= {word.casefold(): name for word in as_words(entry["words"])}
                for code in as_words(entry.get("nibrs", [])):
                    by_code.setdefault(code, name)
            self._not_missing = frozenset(as_words(as_table(data["not_missing"])["words"]))
            self._none = frozenset(as_words(as_table(data["no_property"])["words"]))
        except (KeyError, ValueError, TypeError) as error:
            raise DeskBug(f"the table of property is damaged: {type(error).__name__}") from error
        self.kinds: Mapping[str, PropertyKind] = kinds
        self.with_numbers = frozenset(kind.name for kind in kinds.values() if kind.numbers)
        self._by_word, self._by_code = by_word, by_code
        longest_first = sorted(by_word, key=len, reverse=True)
        self._pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, longest_first)) + r")(?:s|es)?(?!\w)")
        self.in_text = lru_cache(maxsize=8_192)(self._in_text)
        self.is_missing = lru_cache(maxsize=1_024)(self._is_missing)

    def _in_text(self, text: str) -> tuple[str, ...]:
        """The kinds that a cell names, each once and in the order of the table; one that names none we know is OTHER.

        A cell without letters, or one that says there is nothing, is no list.
        """
        folded = " ".join(text.casefold().split())
        if folded in self._none:
            return ()
        found = {self._by_word[word] for word in self._pattern.findall(folded)}
        if not found and len(folded) <= 60:
            found = {self._by_code[code] for code in _CODE.findall(folded) if code in self._by_code}
        if not found and sum(map(str.isalpha, folded)) >= 3:
            found = {OTHER}
        return tuple(name for name in self.kinds if name in found)

    def _is_missing(self, state: str) -> bool:
        """Whether a thing in that state ("Stolen", "7", a blank) is one the victim misses or found damaged."""
        return " ".join(re.sub(r"[^\w/]+", " ", state.casefold()).split()) not in self._not_missing


def number_given(text: str) -> bool:
    """Whether a description brings the number with it: "Trek, s/n WTU 123"."""
    return _NUMBER_GIVEN.search(text) is not None


@cache
def shipped_kinds() -> PropertyKinds:
    with (layouts_folder() / "property.toml").open("rb") as file:
        return PropertyKinds(tomllib.load(file))
