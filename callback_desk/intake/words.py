"""Words inside cells: statuses, signs, roles, victim types. Data from `resources/layouts/words.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.incident import CaseStatus, Role, Sign, VictimType
from callback_desk.domain.phone import PhoneKind
from callback_desk.intake.aliases import layouts_folder

NULLS = frozenset(
    {
        "",
        "na",
        "n/a",
        "none",
        "null",
        "(null)",
        ".",
        "-",
        "--",
        "unk",
        "unknown",
        "nan",
        "#n/a",
        "xxx",
        "not applicable",
    }
)


def is_null(text: str) -> bool:
    """Whether a cell outside the name columns says nothing."""
    return not text or (len(text) <= 14 and text.casefold() in NULLS)


def _phrase_pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    ordered = sorted({phrase.casefold() for phrase in phrases if phrase}, key=len, reverse=True)
    return re.compile(r"(?<![\w'])(?:" + "|".join(re.escape(phrase) for phrase in ordered) + r")(?![\w'])")


class Words:
    """The compiled tables. Every question is cached: the same words come back thousands of times in a file."""

    def __init__(self, data: Mapping[str, object]) -> None:
        try:
            self._statuses = [
                (CaseStatus(str(entry["is"])), _phrase_pattern(_list(entry["phrases"])))
                for entry in _entries(data["status"])
            ]
            self._assigned = _phrase_pattern(_phrases(data, "assigned"))
            self._no_investigator = frozenset(_phrases(data, "no_investigator"))
            signs = _map(data["signs"])
            self._signs = [(Sign(name), _phrase_pattern(_list(words))) for name, words in signs.items()]
            # Searching a text for a few dozen stems is far cheaper than trying every phrase at every letter.
            self._stems = tuple(
                sorted({word.casefold().split()[0] for words in signs.values() for word in _list(words)})
            )
            self._minors = _phrase_pattern(_list(_map(data["age_words"])["minor"]))
            self.no_words = frozenset(_phrases(data, "no_words"))
            self.unsure_words = frozenset(_phrases(data, "unsure_words"))
            self._negations = _phrase_pattern(_phrases(data, "negations"))
            self._roles = {word: Role(name) for name, word in _pairs(data["roles"])}
            self._victim_types = {word: VictimType(name) for name, word in _pairs(data["victim_types"])}
            self._relationships = {word: name for name, word in _pairs(data["relationships"])}
            self._relationship_codes = frozenset(_map(data["relationships"]))
            self._injuries = {word: name for name, word in _pairs(data["injuries"])}
            self._conditions = {word: name for name, word in _pairs(data["conditions"])}
            self._clearance = {word: name for name, word in _pairs(data["clearance"])}
            self._languages = {word: name for name, word in _pairs(data["languages"])}
            names = _map(data["names"])
            self.suffixes = frozenset(_list(names["suffixes"]))
            self.titles = frozenset(_list(names["titles"]))
            self.particles = frozenset(_list(names["particles"]))
            self.organizations = _phrase_pattern(_list(names["organization_words"]))
            self.like_nulls = frozenset(_list(names["like_nulls"]))
            self.not_names = frozenset(_list(names["not_names"]))
            phones = _map(data["phone_words"])
            self.phone_kinds = {
                word: kind
                for kind in (PhoneKind.HOME, PhoneKind.MOBILE, PhoneKind.WORK, PhoneKind.SAFE)
                for word in _list(phones[kind.value])
            }
            self.phone_whose = _phrase_pattern(_list(phones["whose"]))
            self.phone_nulls = frozenset(_list(phones["nulls"]))
        except (KeyError, ValueError, TypeError) as error:
            raise DeskBug(f"the word tables are damaged: {type(error).__name__}") from error
        self.says_minor = lru_cache(maxsize=1_024)(self._says_minor)
        self.signs_in = lru_cache(maxsize=16_384)(self._signs_in)
        self.status = lru_cache(maxsize=16_384)(self._status)

    def _signs_in(self, text: str) -> frozenset[Sign]:
        """Every sign a free text names. A mention counts; only a few plain negations are understood."""
        folded = text.casefold().replace("’", "'")
        if not any(stem in folded for stem in self._stems):
            return frozenset()
        folded = self._negations.sub(" ", folded)
        return frozenset(sign for sign, pattern in self._signs if pattern.search(folded))

    def _says_minor(self, age_text: str) -> bool:
        """Whether a cell of ages, or of birth dates, says in words that this is a child."""
        return self._minors.search(age_text.casefold()) is not None

    def _status(self, status_text: str, investigator: str) -> CaseStatus:
        """Open assigned = an investigator and a status reading open, active, assigned or pending."""
        folded = status_text.strip().casefold()
        if not folded or folded in NULLS:
            return CaseStatus.BLANK
        for status, pattern in self._statuses:
            if pattern.search(folded):
                if status is CaseStatus.OPEN and investigator and self._assigned.search(folded):
                    return CaseStatus.OPEN_ASSIGNED
                return status
        return CaseStatus.UNKNOWN

    def investigator(self, text: str) -> str:
        return "" if text.casefold() in self._no_investigator else text

    def role(self, text: str) -> Role | None:
        """Who a row's person is; None when the word is unknown."""
        folded = " ".join(text.casefold().split())
        found = self._roles.get(folded)
        if found is None and re.match(r"(?:victim|vict?)[\s\-#:]*\d*$", folded):
            return Role.VICTIM
        return found

    def victim_type(self, text: str) -> VictimType | None:
        folded = " ".join(text.casefold().split())
        return self._victim_types.get(folded) or self._victim_types.get(folded.split(" ")[0].rstrip(":-"))

    def relationship(self, text: str) -> str:
        """NIBRS two letters; words nobody foresaw are "OK", otherwise known: never taken for a stranger."""
        if is_null(text):
            return ""
        code = text.strip().upper()
        if code in self._relationship_codes:
            return code
        return self._relationships.get(" ".join(text.casefold().split()), "OK")

    def serious_injury(self, text: str) -> bool:
        """NIBRS O I L B T U, or any words that do not say none or minor."""
        parts = [part.strip().casefold() for part in re.split(r"[,;/|]", text) if part.strip()]
        return any(part not in self._injuries and part not in NULLS for part in parts)

    def condition(self, text: str) -> Sign | None:
        folded = text.casefold()
        named = self._conditions.get(folded)
        if named is None and not is_null(text):
            return Sign.DECEASED if Sign.DECEASED in self.signs_in(text) else Sign.SERIOUS_INJURY
        return {"deceased": Sign.DECEASED, "serious": Sign.SERIOUS_INJURY}.get(named or "")

    def clearance(self, text: str) -> Sign | None:
        named = self._clearance.get(text.casefold())
        return Sign(named) if named in {"victim_withdrew", "prosecution_declined"} else None

    def language(self, text: str) -> str | None:
        """ISO 639-1, "" for a blank, None for words we do not know."""
        if is_null(text):
            return ""
        folded = text.casefold().strip()
        return self._languages.get(folded) or self._languages.get(folded.split("/")[0].split(",")[0].strip())


def _map(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError("a table is expected")
    return value


def _entries(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, list):
        raise TypeError("a list of tables is expected")
    return [_map(entry) for entry in value]


def _list(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError("a list of words is expected")
    return [str(word) for word in value]


def _phrases(data: Mapping[str, object], name: str) -> list[str]:
    return _list(_map(data[name])["phrases"])


def _pairs(value: object) -> list[tuple[str, str]]:
    return [(name, word.casefold()) for name, words in _map(value).items() for word in _list(words)]


@cache
def shipped_words() -> Words:
    with (layouts_folder() / "words.toml").open("rb") as file:
        return Words(tomllib.load(file))
