"""What a country's records systems write: how an investigation ended, in numbers and words, and what each means.

Offense codes of a country lie in the same data and are read by `offenses`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from callback_desk.domain.incident import CaseStatus
from callback_desk.domain.names_of_codes import normal_name
from callback_desk.domain.rule_data import Dated, Fields


class OutcomeLevel(StrEnum):
    """What an outcome type means for a call. UNKNOWN is no type of the table: words nobody has told us about."""

    ALLOWED = "allowed"
    OPEN = "open"  # no outcome yet
    HELD = "held"
    WITHDREW = "withdrew"  # the victim does not support the case
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


_STRICTNESS = {level: place for place, level in enumerate(OutcomeLevel)}
_NOTHING = frozenset({"", "N A", "NA", "NONE", "NULL", "NOT APPLICABLE", "NIL"})
_NUMBER = re.compile(
    r"(?:(?:crime\s+)?outcome(?:\s+(?:type|code|no|number))?\s*[:#.\-]?\s*|OC\s*)?0*(\d{1,2})(?:\.0+)?\s*"
    r"(?:[:;.,)\u2013\u2014\-]\s*(.*))?",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class OutcomeType:
    """One way an investigation ended, by its number in the country's counting rules."""

    number: int
    label: str
    level: OutcomeLevel
    status: CaseStatus
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutcomeTypes:
    """Every outcome type of a country. `words` leads from normal words to numbers."""

    types: Mapping[int, OutcomeType]
    words: Mapping[str, int]

    def read(self, text: str) -> OutcomeType | None:
        """The type a cell means; the one without an outcome for a blank cell, None for words that are not known.

        A number and words that disagree: the stricter of the two counts.
        """
        said = normal_name(text)
        if said in _NOTHING:
            return self.open_type
        found: list[OutcomeType] = []
        numbered = _NUMBER.fullmatch(text.strip())
        if numbered is not None:
            one = self.types.get(int(numbered[1]))
            if one is None:
                return None
            found.append(one)
            said = normal_name(numbered[2] or "")
        if said in self.words:
            found.append(self.types[self.words[said]])
        return max(found, key=lambda one: _STRICTNESS[one.level], default=None)

    @property
    def open_type(self) -> OutcomeType:
        """No outcome yet."""
        return next(one for one in self.types.values() if one.level is OutcomeLevel.OPEN)

    def level(self, text: str) -> OutcomeLevel:
        found = self.read(text)
        return OutcomeLevel.UNKNOWN if found is None else found.level

    @classmethod
    def from_fields(cls, fields: Fields) -> OutcomeTypes:
        """Raises RulesRefused: a number or words twice, a word not known, nothing for a case that is open."""
        types: dict[int, OutcomeType] = {}
        words: dict[str, int] = {}

        def read(entry: Fields) -> None:
            one = _outcome_type(entry)
            if one.number in types:
                raise entry.refuse("number", f"Outcome {one.number} is here twice.")
            types[one.number] = one
            for text in (one.label, *one.words):
                key = normal_name(text)
                if not key:
                    raise entry.refuse("words", "Words need letters or digits.")
                if words.setdefault(key, one.number) != one.number:
                    raise entry.refuse("words", f"{key} is outcome {words[key]} already.")

        fields.each("outcome_type", "label", read)
        opens = [one for one in types.values() if one.level is OutcomeLevel.OPEN]
        if len(opens) != 1:
            raise fields.refuse("outcome_type", "One type, and only one, stands for a case without an outcome.")
        return cls(types, words)


def _outcome_type(entry: Fields) -> OutcomeType:
    made = OutcomeType(
        number=entry.whole("number", 0, 99),
        label=entry.text("label"),
        level=entry.word("level", OutcomeLevel),
        status=entry.word("status", CaseStatus),
        words=entry.texts("words", ()),
    )
    if made.level is OutcomeLevel.UNKNOWN:
        raise entry.refuse("level", "An outcome of the table is known. Say held for one that somebody decides.")
    return made


@dataclass(frozen=True, slots=True)
class RegionProfile:
    """How calls are judged in one country. `region` is ISO 3166-1 alpha-2; `adult_from` is in whole years."""

    region: str
    name: str
    head: Dated
    adult_from: int
    outcome_types: OutcomeTypes = field(repr=False)

    @property
    def version(self) -> str:
        return self.head.version

    @property
    def said(self) -> str:
        """For people: "United Kingdom (region-gb-2026.1)"."""
        return f"{self.name} ({self.head.version})"

    @classmethod
    def from_fields(cls, fields: Fields) -> RegionProfile:
        """Raises RulesRefused. The offense codes of the same table are left to `OffenseTable`."""
        head = Dated.from_fields(fields)
        region = fields.text("region")
        if not re.fullmatch(r"[A-Z]{2}", region):
            raise fields.refuse("region", "The country as two capital letters is needed here, for example GB.")
        return cls(
            region,
            fields.text("name"),
            head,
            fields.whole("adult_from", 18, 25),
            OutcomeTypes.from_fields(fields),
        )
