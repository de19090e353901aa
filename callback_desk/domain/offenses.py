"""Offense codes: what a code or a name in an export means, and whether volunteers call about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.incident import CaseStatus
from callback_desk.domain.names_of_codes import normal_code, normal_name, region_codes
from callback_desk.domain.regions import OutcomeTypes, RegionProfile
from callback_desk.domain.rule_data import Dated, Fields, as_json

__all__ = [
    "Offense",
    "OffenseGroup",
    "OffenseLevel",
    "OffenseTable",
    "OtherCode",
    "normal_code",
    "normal_name",
    "strictest_level",
]


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


_STRICTNESS = (OffenseLevel.ALLOWED, OffenseLevel.RELEASE, OffenseLevel.NOT_APPLICABLE, OffenseLevel.NEVER)


def strictest_level(levels: Iterable[OffenseLevel]) -> OffenseLevel:
    """Which of them counts for a report with all of them."""
    return max(levels, key=_STRICTNESS.index)


@dataclass(frozen=True, slots=True)
class OtherCode:
    """A code of another set, e.g. UCR 06 "larceny". A name that maps into `includes` says it more exactly.

    `family`: the same number with any letter means the same, as 28A to 28H are all burglaries.
    """

    code: str
    means: tuple[str, ...]
    includes: tuple[str, ...] = ()
    family: bool = False


@dataclass(frozen=True, slots=True)
class OffenseTable:
    """Every offense we know, with the names and the other code sets that lead to it."""

    version: str
    offenses: Mapping[str, Offense]
    names: Mapping[str, tuple[str, ...]]  # normal name -> codes
    others: Mapping[str, OtherCode]
    guards: Mapping[str, tuple[str, ...]]  # a word in a name -> codes it adds, never the only evidence
    spoken: Mapping[str, str] = field(default_factory=dict)  # normal name -> words of its own
    profile: RegionProfile | None = None  # a country with codes of its own: NIBRS codes are not read there
    head: Dated | None = None
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

    @property
    def outcome_types(self) -> OutcomeTypes | None:
        """How investigations end in this country, None where status words say it."""
        return None if self.profile is None else self.profile.outcome_types

    def status_of(self, status_text: str) -> CaseStatus | None:
        """What an outcome type amounts to; None where there are none, or for words that are none."""
        types = self.outcome_types
        found = None if types is None else types.read(status_text)
        return None if found is None else found.status

    def _by_region(self, code_text: str) -> tuple[str, ...]:
        exact, *classes = region_codes(code_text) or ("",)
        if exact in self.others:
            return self.others[exact].means
        for place, code in enumerate(classes):
            listed = self.others.get(code)
            # A subclass means its class; the letter of a class is dropped for a family alone.
            if listed is not None and (listed.family or (place == 0 and "/" in exact)):
                return listed.means
        return ()

    def _by_code(self, code_text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if self.profile is not None:
            return self._by_region(code_text) or self._by_name(code_text), ()
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
        head = Dated.from_fields(fields)
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
        region = fields.table("profile") if fields.has("profile") else None
        fields.done()
        made = cls(head.version, offenses, names, others, guards, spoken, None, head, as_json(data))
        return made if region is None else made.in_region(region)

    def within(self, *, first_call_h: int | None, last_call_days: int | None) -> OffenseTable:
        """The same offenses, whose own limits are no looser than these; None leaves a limit as it is."""

        def limited(one: Offense) -> Offense:
            first, last = one.first_call_h, one.last_call_days
            if first is not None and first_call_h is not None:
                first = max(first, first_call_h)
            if last is not None and last_call_days is not None:
                last = min(last, last_call_days)
            return replace(one, first_call_h=first, last_call_days=last)

        return replace(self, offenses={code: limited(one) for code, one in self.offenses.items()})

    def in_region(self, fields: Fields) -> OffenseTable:
        """The same offenses as a country's records systems write them. Raises RulesRefused.

        Codes of the country replace those of other sets, and NIBRS codes are not read: 30A is a burglary in one
        set and an illegal entry in the other. Names of the country win over names of the same spelling.
        """
        profile = RegionProfile.from_fields(fields)
        codes: dict[str, OtherCode] = {}
        names: dict[str, tuple[str, ...]] = {}
        spoken: dict[str, str] = {}

        def read(entry: Fields) -> None:
            made = self._region_code(entry)
            if made.code in codes:
                raise entry.refuse("code", "This code is here twice.")
            codes[made.code] = made
            plain = entry.text("plain")
            for name in (made.code, entry.text("label"), *entry.texts("names", ())):
                key = normal_name(name)
                if names.setdefault(key, made.means) != made.means:
                    raise entry.refuse("names", f"The name {key} already means {', '.join(names[key])}.")
                spoken[key] = plain
            del names[normal_name(made.code)]  # a code is looked up as one, in all its spellings

        fields.each("offense_code", "code", read)
        fields.done()
        return replace(
            self,
            version=f"{self.version}+{profile.version}",
            names={**self.names, **names},
            others=codes,
            spoken={**self.spoken, **spoken},
            profile=profile,
            data={**self.data, "profile": as_json(fields.data)},
        )

    def _region_code(self, entry: Fields) -> OtherCode:
        code = entry.text("code")
        if (region_codes(code) or ("",))[0] != code:
            raise entry.refuse("code", f"The code {code} is not spelled as codes are looked up: 45, 28E, 4/1.")
        means = entry.texts("means")
        for one in means:
            if one not in self.offenses:
                raise entry.refuse("means", f"The code {one} is not among the offenses.")
        if not means:
            raise entry.refuse("means", "At least one offense code is needed here.")
        stated = entry.word("level", OffenseLevel)
        amounts = strictest_level(self.offenses[one].level for one in means)
        if stated is not amounts:
            raise entry.refuse("level", f"{', '.join(means)} amounts to {amounts}, not to {stated}.")
        return OtherCode(code, means, (), entry.flag("family", False))


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
