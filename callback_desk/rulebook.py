"""The dated rules in `resources/rules/`: read, checked, and handed over as values. The only door to `holidays`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from callback_desk.domain.calling_hours import CallingHours
from callback_desk.domain.eligibility import RuleSet
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.matching import MatchRules
from callback_desk.domain.offenses import OffenseTable
from callback_desk.domain.outcomes import CallLimits, OutcomeTable
from callback_desk.domain.rule_data import Fields, RuleProblem, RulesRefused

Made = TypeVar("Made")

# Kind of file -> how its name begins. The newest name wins: "offenses-2027.toml" replaces "offenses-2026.toml".
KINDS = ("offenses", "eligibility", "outcomes", "calling", "hotlines", "matching")


@dataclass(frozen=True, slots=True)
class Hotline:
    """One number a caller may name. `when` is "danger", "distress" or "help"."""

    id: str
    name: str
    number: str
    says: str
    when: str
    country: str


@dataclass(frozen=True, slots=True)
class HotlineTable:
    """Numbers with a date: after `review_by` somebody must look whether they still answer."""

    version: str
    review_by: date
    hotlines: tuple[Hotline, ...]

    def for_(self, when: str, country: str = "US") -> tuple[Hotline, ...]:
        return tuple(one for one in self.hotlines if one.when == when and one.country == country)

    def is_stale(self, today: date) -> bool:
        return today > self.review_by


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule in force. `version` names the data exactly: it changes with any byte of any file."""

    rules: RuleSet
    offenses: OffenseTable
    outcomes: OutcomeTable
    hours: CallingHours
    limits: CallLimits
    hotlines: HotlineTable
    matching: MatchRules
    version: str
    files: Mapping[str, str] = field(default_factory=dict)  # file name -> SHA-256


def load(resources_dir: Path) -> Rulebook:
    """The rules under `resources_dir`/rules. Raises RulesRefused with every place that is wrong, DeskFault when a
    file cannot be read. Nothing is decided with half a rulebook."""
    book, problems = _read(resources_dir / "rules")
    if problems or book is None:
        raise RulesRefused(tuple(problems))
    return book


def check(path: Path) -> tuple[RuleProblem, ...]:
    """What is wrong with a rules folder, or with one file of it; () when nothing is.

    A single file is judged together with the others of its folder, because rules name offenses.
    Raises DeskFault when it cannot be read.
    """
    folder = path if path.is_dir() else path.parent
    if not path.exists():
        raise DeskFault(f"There is no file {path.name} here. Check the name.", code="rules_missing")
    chosen = None if path.is_dir() else path
    if chosen is not None and not chosen.name.startswith(tuple(f"{kind}-" for kind in KINDS)):
        names = ", ".join(f"{kind}-….toml" for kind in KINDS)
        return (RuleProblem(chosen.name, f"The file's name must be one of: {names}"),)
    _book, problems = _read(folder, chosen)
    if chosen is None:
        return tuple(problems)
    return tuple(one for one in problems if one.place.startswith(chosen.name))


def closed_days(country: str, subdivision: str, years: Iterable[int]) -> frozenset[date]:
    """Public holidays of a country (ISO 3166-1 alpha-2) and its state (ISO 3166-2, "" for none) in these years.

    Raises DeskFault when the country or the state is not known.
    """
    import holidays  # 0.2 s: after the first paint

    try:
        found = holidays.country_holidays(country, subdiv=subdivision or None, years=sorted(set(years)))
    except NotImplementedError as error:
        raise DeskFault(
            "Holidays are not known for this country and state. Check the region in Settings, or enter closed days.",
            code="holidays_unknown",
        ) from error
    return frozenset(found)


def _read(folder: Path, chosen: Path | None = None) -> tuple[Rulebook | None, list[RuleProblem]]:
    problems: list[RuleProblem] = []
    digests: dict[str, str] = {}
    tables: dict[str, tuple[str, Mapping[str, object]]] = {}
    for kind in KINDS:
        try:
            path = _file_of(folder, kind, chosen)
            data = path.read_bytes()
            digests[path.name] = sha256(data).hexdigest()
            tables[kind] = (path.name, tomllib.loads(data.decode("utf-8")))
        except RulesRefused as refused:
            problems.extend(refused.problems)
        except UnicodeDecodeError:
            problems.append(RuleProblem(path.name, "The file is not UTF-8 text."))
        except tomllib.TOMLDecodeError as error:
            problems.append(RuleProblem(path.name, f"The file cannot be read as TOML: {error}."))
        except OSError as error:
            raise DeskFault("The rules cannot be read. Install the program again.", code="rules_unreadable") from error

    def make(kind: str, build: Callable[[Mapping[str, object], str], Made]) -> Made | None:
        if kind not in tables:
            return None
        name, data = tables[kind]
        try:
            return build(data, name)
        except RulesRefused as refused:
            problems.extend(refused.problems)
            return None

    offenses = make("offenses", OffenseTable.from_dict)
    rules = make("eligibility", lambda data, name: RuleSet.from_dict(data, offenses, name)) if offenses else None
    outcomes = make("outcomes", OutcomeTable.from_dict)
    calling = make("calling", _calling)
    hotlines = make("hotlines", _hotlines)
    matching = make("matching", MatchRules.from_dict)
    if problems or not (offenses and rules and outcomes and calling and hotlines and matching):
        return None, problems
    version = sha256("".join(f"{name} {digests[name]}\n" for name in sorted(digests)).encode()).hexdigest()[:12]
    hours, limits = calling
    return Rulebook(rules, offenses, outcomes, hours, limits, hotlines, matching, version, digests), problems


def _file_of(folder: Path, kind: str, chosen: Path | None) -> Path:
    if chosen is not None and chosen.name.startswith(kind + "-"):
        return chosen
    found = sorted(folder.glob(f"{kind}-*.toml"))
    if not found:
        raise RulesRefused((RuleProblem(folder.name, f"The file {kind}-….toml is missing."),))
    return found[-1]


def _calling(data: Mapping[str, object], place: str) -> tuple[CallingHours, CallLimits]:
    fields = Fields(data, place)
    version = fields.text("version")
    fields.day("effective")
    fields.text("source")
    hours_table, limits_table = fields.table("hours"), fields.table("limits")
    made = CallingHours.from_fields(hours_table, version), CallLimits.from_fields(limits_table, version)
    for table in (hours_table, limits_table, fields):
        table.done()
    return made


def _hotlines(data: Mapping[str, object], place: str) -> HotlineTable:
    fields = Fields(data, place)
    version, _effective, review_by = fields.text("version"), fields.day("effective"), fields.day("review_by")
    fields.text("source")

    def read(entry: Fields) -> Hotline:
        entry.text("source")
        when = entry.text("when")
        if when not in ("danger", "distress", "help"):
            raise entry.refuse("when", "One of these words is needed here: danger, distress, help.")
        return Hotline(
            entry.text("id"),
            entry.text("name"),
            entry.text("number"),
            entry.text("says"),
            when,
            entry.text("country"),
        )

    table = HotlineTable(version, review_by, fields.each("hotline", "id", read))
    fields.done()
    for when in ("danger", "distress"):
        if not table.for_(when):
            raise fields.refuse("hotline", f"A number for {when} is needed.")
    return table
