"""Alias tables: every heading seen in the wild and what it means, as data in `resources/layouts/`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.incident import Role
from callback_desk.domain.layout import Field
from callback_desk.domain.phone import PhoneKind
from callback_desk.intake.toml_values import as_table, as_tables, as_words

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[^\w#]+|_+")
_NUMBER_SIGN = re.compile(r"\s*#")


@dataclass(frozen=True, slots=True)
class Alias:
    """One entry: what a heading means. `rank` orders rivals for one field (0 is best); unmarked headings
    ("Phone", "Complainant") have role None until the family rule settles whose they are."""

    field: Field
    role: Role | None
    kind: PhoneKind = PhoneKind.OTHER
    rank: int = 0


@dataclass(frozen=True, slots=True)
class AliasTable:
    """Normalised heading -> alias, and the words that name a role or a kind of number."""

    headings: Mapping[str, Alias]
    role_words: tuple[tuple[str, Role | None], ...]  # longest first; None: a complainant, settled by family
    kind_words: Mapping[str, PhoneKind]
    part_words: Mapping[str, tuple[Field, PhoneKind]]  # what is left of a heading without its role words
    forbidden: frozenset[str]  # headings of criminal history (E30)
    ignored: frozenset[str]  # headings known to be of no use here

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> AliasTable:
        """Build from the parsed TOML. Raises DeskBug on an unknown field, role or kind."""
        headings: dict[str, Alias] = {}
        try:
            for entry in as_tables(data["column"]):
                role_name = str(entry.get("role", "victim"))
                role = None if role_name == "unmarked" else Role(role_name)
                kind = PhoneKind(str(entry.get("kind", "other")))
                for rank, heading in enumerate(as_words(entry["headings"])):
                    alias = Alias(Field(str(entry["field"])), role, kind, rank)
                    headings.setdefault(normalise(heading), alias)
            roles = sorted(
                (
                    (normalise(word), None if name == "unmarked" else Role(name))
                    for name, words in as_table(data["role_words"]).items()
                    for word in as_words(words)
                ),
                key=lambda pair: -len(pair[0]),
            )
            kinds = {
                normalise(word): PhoneKind(name)
                for name, words in as_table(data["kind_words"]).items()
                for word in as_words(words)
            }
            parts = {
                normalise(word): (Field(name), PhoneKind.OTHER)
                for name, words in as_table(data["part_words"]).items()
                for word in as_words(words)
            }
            for key, alias in tuple(headings.items()):
                headings.setdefault(_in_one(key), alias)
            forbidden = _keys(data["criminal_history"])
            ignored = _keys(data["ignored"])
        except (KeyError, ValueError, TypeError) as error:
            raise DeskBug(f"the alias tables are damaged: {type(error).__name__}") from error
        return cls(headings, tuple(roles), kinds, parts, forbidden, ignored)


def _in_one(key: str) -> str:
    """ "rap sheet" as "rapsheet": a heading of capitals alone ("LNAME", "RAPSHEET") does not show its words."""
    return key.replace(" ", "")


def _keys(value: object) -> frozenset[str]:
    keys = {normalise(word) for word in as_words(value)}
    return frozenset(keys | {_in_one(key) for key in keys})


@lru_cache(maxsize=8_192)
def normalise(heading: str) -> str:
    """A heading as a key: "vic_home_phone", "VictimHomePhone", "Vic. Home  Phone" are one; "Case#" is "Case #"."""
    text = unicodedata.normalize("NFKC", heading)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFD", text)
        text = "".join(letter for letter in decomposed if unicodedata.category(letter) not in ("Mn", "Cf"))
        text = unicodedata.normalize("NFC", text)
    text = _NUMBER_SIGN.sub(" #", _NOT_WORD.sub(" ", _CAMEL.sub(" ", text)))
    return " ".join(text.casefold().split())


def roles_in(key: str, aliases: AliasTable) -> list[tuple[str, Role | None]]:
    """The words of a normalised heading that say whose it is, the longest first."""
    padded = f" {key} "
    return [(word, role) for word, role in aliases.role_words if f" {word} " in padded]


def layouts_folder() -> Path:
    """Where the shipped alias tables lie: inside the wheel, or in the checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_resources" / "layouts", package.parent / "resources" / "layouts"):
        if folder.is_dir():
            return folder
    raise DeskBug("resources/layouts is missing from this installation")


@cache
def shipped_aliases() -> AliasTable:
    with (layouts_folder() / "aliases.toml").open("rb") as file:
        return AliasTable.from_dict(tomllib.load(file))
