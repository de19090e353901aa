"""Offense codes: what a code or a name in an export means, and whether volunteers call about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.rule_data import Fields


class OffenseLevel(StrEnum):
    """May a volunteer call about this offense at all."""

    NEVER = "never"
    RELEASE = "release"  # only after a supervisor's OK
    ALLOWED = "allowed"
    NOT_APPLICABLE = "not_applicable"  # a crime against society: nobody to ring


class OffenseGroup(StrEnum):
    """NIBRS "crimes against". Relationship is recorded for persons and robbery only (NIBRS rule 459)."""

    PERSON = "person"
    PROPERTY = "property"
    SOCIETY = "society"


@dataclass(frozen=True, slots=True)
class Offense:
    """One NIBRS offense. `plain` is said aloud and shown; `label` is the FBI's wording.

    `first_call_h` and `last_call_days` replace the general limits for this offense where given.
    """

    code: str
    label: str
    plain: str
    level: OffenseLevel
    group: OffenseGroup
    family: str  # which prompts of the call script fit
    first_call_h: int | None = None
    last_call_days: int | None = None

    @property
    def has_relationship(self) -> bool:
        """NIBRS rule 459: the victim's relationship is entered for person crimes and robbery only."""
        return self.group is OffenseGroup.PERSON or self.code == "120"


@dataclass(frozen=True, slots=True)
class OtherCode:
    """A code of another set, e.g. UCR 06 "larceny". A name that maps into `includes` says it more exactly."""

    code: str
    means: tuple[str, ...]
    includes: tuple[str, ...] = ()


def normal_name(text: str) -> str:
    """Upper case, letters and digits only, single spaces: "Theft f/Auto" is "THEFT F AUTO"."""
    return " ".join(re.findall(r"[^\W_]+", text.upper()))


def normal_code(text: str) -> str:
    """A code as the tables spell it. "8b" is "08B", "5" is "05": spreadsheets eat zeros; "220.0" is "220"."""
    code = re.sub(r"\.0+$", "", text.strip().upper())
    code = re.sub(r"^NIBRS\b", "", code)
    within = re.fullmatch(r"[A-Z]+-(\d\d[A-Z])-\d+", code)  # Fairfax writes ASSLT-13B-1
    if within:
        code = within.group(1)
    code = re.sub(r"[\s\-.:]", "", code)
    if re.fullmatch(r"\d[A-Z]?", code):
        code = "0" + code
    return code


@dataclass(frozen=True, slots=True)
class OffenseTable:
    """Every offense we know, with the names and the other code sets that lead to it."""

    version: str
    offenses: Mapping[str, Offense]
    names: Mapping[str, tuple[str, ...]]  # normal name -> codes
    others: Mapping[str, OtherCode]
    guards: Mapping[str, tuple[str, ...]]  # a word in a name -> codes it adds, never the only evidence
    spoken: Mapping[str, str] = field(default_factory=dict)  # normal name -> words of its own
    data: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)

    def offense(self, code: str) -> Offense:
        """The offense of a code that `match` gave. Raises DeskBug for any other code."""
        found = self.offenses.get(code)
        if found is None:
            raise DeskBug(f"offense code not in the table: {code[:8]}")
        return found

    def plain(self, codes: Iterable[str], name_text: str = "") -> str:
        """How the offense is shown and said: "Theft of a bicycle"; "" when no code is known."""
        known = [self.offenses[code] for code in codes if code in self.offenses]
        if not known:
            return ""
        return self.spoken.get(normal_name(name_text)) or known[0].plain

    def family_of(self, codes: Iterable[str]) -> str:
        """Which prompts of the call script fit: the first known code's family, "other" when none is known."""
        return next((self.offenses[code].family for code in codes if code in self.offenses), "other")

    def knows(self, code: str) -> bool:
        return code in self.offenses

    def match(self, code_text: str, name_text: str = "") -> tuple[str, ...]:
        """NIBRS codes that a code and a name of an export mean; () when neither is known.

        Exact code, normalised code, exact name; nothing is guessed. A code and a name that disagree both count
        (the rules take the strictest). A name that is not known changes nothing, except that a guard word in it
        ("domestic", "sexual") adds the code it stands for to a code that is known.
        """
        by_name = self._by_name(name_text)
        by_code, includes = self._by_code(code_text)
        if by_code and by_name and set(by_name) <= set(includes):
            by_code = ()
        found = _unique((*by_code, *by_name))
        if not found:
            return ()
        if by_name:
            return found
        words = set(normal_name(name_text).split())
        guarded = sorted(code for word in words & self.guards.keys() for code in self.guards[word])
        return _unique((*found, *guarded))

    def _by_code(self, code_text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        for code in (code_text.strip(), normal_code(code_text)):
            if code in self.offenses:
                return (code,), ()
            if code in self.others:
                return self.others[code].means, self.others[code].includes
        # Some exports write the name into the code column.
        return self._by_name(code_text), ()

    def _by_name(self, name_text: str) -> tuple[str, ...]:
        return self.names.get(normal_name(name_text), ()) if name_text.strip() else ()

    def to_dict(self) -> dict[str, object]:
        """The data this table was made of, ready for JSON; `from_dict` makes the same table of it."""
        return dict(self.data)

    @classmethod
    def from_dict(cls, data: Mapping[str, object], place: str = "offenses") -> OffenseTable:
        """Raises RulesRefused with every place that is wrong."""
        fields = Fields(data, place)
        version = fields.text("version")
        fields.day("effective")
        fields.text("source")
        names: dict[str, tuple[str, ...]] = {}
        offenses: dict[str, Offense] = {}
        spoken: dict[str, str] = {}

        def add_name(entry: Fields, name: str, codes: tuple[str, ...]) -> None:
            key = normal_name(name)
            if not key:
                raise entry.refuse("names", "A name needs letters or digits.")
            if names.setdefault(key, codes) != codes:
                raise entry.refuse("names", f"The name {key} already means {', '.join(names[key])}.")

        def read_offense(entry: Fields) -> None:
            offense = _offense(entry)
            if offense.code in offenses:
                raise entry.refuse("code", "This code is here twice.")
            offenses[offense.code] = offense
            for name in (offense.label, *entry.texts("names", ())):
                add_name(entry, name, (offense.code,))

        def known(entry: Fields, key: str, codes: tuple[str, ...]) -> tuple[str, ...]:
            for code in codes:
                if code not in offenses:
                    raise entry.refuse(key, f"The code {code} is not among the offenses.")
            return codes

        def read_name(entry: Fields) -> None:
            name = entry.text("name")
            add_name(entry, name, known(entry, "codes", entry.texts("codes")))
            spoken[normal_name(name)] = entry.text("plain")

        def read_other(entry: Fields) -> OtherCode:
            code = entry.text("code")
            entry.text("label")
            if code in offenses:
                raise entry.refuse("code", "This code is a NIBRS code already.")
            means = known(entry, "means", entry.texts("means"))
            return OtherCode(code, means, known(entry, "includes", entry.texts("includes", ())))

        def read_guard(entry: Fields) -> tuple[str, tuple[str, ...]]:
            return normal_name(entry.text("word")), known(entry, "codes", entry.texts("codes"))

        fields.each("offense", "code", read_offense)
        fields.each("name", "name", read_name)
        others = {other.code: other for other in fields.each("other_code", "code", read_other)}
        guards = dict(fields.each("guard", "word", read_guard))
        fields.done()
        return cls(version, offenses, names, others, guards, spoken, _plain(data))


def _offense(entry: Fields) -> Offense:
    return Offense(
        code=entry.text("code"),
        label=entry.text("label"),
        plain=entry.text("plain"),
        level=entry.word("level", OffenseLevel),
        group=entry.word("group", OffenseGroup),
        family=entry.text("family"),
        first_call_h=entry.whole_or_none("first_call_h", 0, 24 * 60),
        last_call_days=entry.whole_or_none("last_call_days", 1, 365),
    )


def _unique(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def _plain(data: Mapping[str, object]) -> dict[str, object]:
    """The same data with its date as text, so that it can travel as JSON."""
    return {key: value if key != "effective" else str(value) for key, value in data.items()}
