"""Who may be whom: what two people of two reports agree in, how much it weighs, and the answer. Dated rule data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from callback_desk.domain.ids import LikenessId, VictimId
from callback_desk.domain.incident import PersonName
from callback_desk.domain.rule_data import Dated, Fields


class Match(StrEnum):
    """One person, two people, or somebody has to say."""

    SAME = "same"
    ASK = "ask"
    NEW = "new"


class Agreement(StrEnum):
    """What two people have in common."""

    SAME_NAME = "same_name"
    LIKE_NAME = "like_name"
    BIRTH_DATE = "birth_date"
    NUMBER = "number"
    CASE = "case"
    ADDRESS = "address"


WORDS: Mapping[Agreement, str] = {
    Agreement.SAME_NAME: "same name",
    Agreement.LIKE_NAME: "name spelled alike",
    Agreement.BIRTH_DATE: "same birth date",
    Agreement.NUMBER: "same number",
    Agreement.CASE: "same case",
    Agreement.ADDRESS: "same address",
}


@dataclass(frozen=True, slots=True)
class MatchRules:
    """How much each agreement weighs and where the answers begin. `name_likeness` is 0 to 100."""

    version: str
    points: Mapping[Agreement, int]
    same_from: int
    ask_from: int
    name_likeness: int
    years_apart: int
    crowd: int

    @classmethod
    def from_dict(cls, data: Mapping[str, object], place: str = "matching") -> Self:
        """Raises RulesRefused, also for weights by which a name alone would ask or link."""
        fields = Fields(data, place)
        version = Dated.from_fields(fields).version
        points, limits = fields.table("points"), fields.table("limits")
        weights = {each: points.whole(each.value, 1, 1_000) for each in Agreement}
        made = cls(
            version,
            weights,
            same_from=limits.whole("same_from", 1, 10_000),
            ask_from=limits.whole("ask_from", 1, 10_000),
            name_likeness=limits.whole("name_likeness", 50, 100),
            years_apart=limits.whole("years_apart", 0, 5),
            crowd=limits.whole("crowd", 2, 100),
        )
        for table in (points, limits, fields):
            table.done()
        if made.ask_from > made.same_from:
            raise limits.refuse("ask_from", "To ask cannot begin above where two people are one.")
        if max(weights[Agreement.SAME_NAME], weights[Agreement.LIKE_NAME]) >= made.ask_from:
            raise limits.refuse("ask_from", "A name alone would ask. It never does.")
        return made


@dataclass(frozen=True, slots=True)
class Compared:
    """A person as they are compared. `age` in years, None when not known; `address` as it was written."""

    name: PersonName
    birth_date: date | None = None
    age: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class MatchVerdict:
    """`why` in the order it was counted."""

    match: Match
    score: int
    why: tuple[Agreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people of one import, or one of it and one on the desk, who have something in common.

    `one` and `other` are row ids of the scratch file; `other` is a victim's id of the desk when `on_desk`.
    """

    one: int
    other: int
    on_desk: bool
    here: Compared
    there: Compared
    same_number: bool
    same_case: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A pair nobody but a person can decide about."""

    pair: Pair
    score: int
    why: tuple[Agreement, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody an import brought may be somebody who was here before, and nobody has said yet."""

    id: LikenessId
    victim_id: VictimId
    other_id: VictimId
    score: int
    why: tuple[Agreement, ...]


class Relation(StrEnum):
    """What another person on the list shares with this one."""

    SAME_CASE = "same_case"
    SAME_NUMBER = "same_number"
    SAME_ADDRESS = "same_address"


RELATION_WORDS: Mapping[Relation, str] = {
    Relation.SAME_CASE: "on the same report",
    Relation.SAME_NUMBER: "same number",
    Relation.SAME_ADDRESS: "same surname and address",
}


def words_of(why: tuple[Agreement, ...]) -> str:
    """ "Name spelled alike, same birth date"."""
    said = ", ".join(WORDS[each] for each in why)
    return said[:1].upper() + said[1:]
