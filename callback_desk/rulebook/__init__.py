"""The dated rules in `resources/rules/`: read, checked, and handed over as values. The only door to `holidays`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from callback_desk.domain import rule_dates
from callback_desk.domain.calling_hours import CallingHours
from callback_desk.domain.eligibility import RuleSet
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.hotlines import Hotline, HotlineTable
from callback_desk.domain.matching import MatchRules
from callback_desk.domain.offenses import OffenseTable
from callback_desk.domain.outcomes import CallLimits, OutcomeTable
from callback_desk.domain.rule_data import RulesRefused
from callback_desk.domain.rule_dates import RuleHead
from callback_desk.rulebook.checking import check
from callback_desk.rulebook.files import KINDS, read_files
from callback_desk.rulebook.parts import Parts, make_parts

__all__ = ["KINDS", "Hotline", "HotlineTable", "RuleFileLine", "Rulebook", "check", "closed_days", "file_lines", "load"]


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
    waiting: tuple[RuleHead, ...] = ()  # files dated ahead, the next one first


@dataclass(frozen=True, slots=True)
class RuleFileLine:
    """One rule file: its head, and whether it counts on the day asked about."""

    head: RuleHead
    counts: bool
    ahead: bool


def load(resources_dir: Path, *, on: date | None = None, region: str = "US") -> Rulebook:
    """The rules under `resources_dir`/rules that are in force on a day, as a country reads them.

    A file counts from its `effective` day on; of several the latest, and one dated ahead waits until its day.
    Without a day the latest of all counts, whenever it begins. `region` (ISO 3166-1) chooses the profile of a
    country that has one. Raises RulesRefused with every place that is wrong, DeskFault when a file cannot be read.
    Nothing is decided with half a rulebook.
    """
    found = read_files(resources_dir / "rules")
    parts = make_parts(found, on, region)
    book = _book(parts)
    wrong = tuple(one for one in parts.problems if not one.warns)
    if wrong or book is None:
        raise RulesRefused(wrong or tuple(parts.problems))
    if on is None:
        return book
    ahead = [head for heads in found.heads_by_group().values() for head in rule_dates.waiting(heads, on)]
    return replace(book, waiting=tuple(sorted(ahead, key=lambda one: (one.dated.effective, one.file))))


def _book(parts: Parts) -> Rulebook | None:
    if not (parts.offenses and parts.rules and parts.outcomes and parts.calling and parts.hotlines and parts.matching):
        return None
    digests = {file.head.file: file.digest for file in parts.used.values()}
    version = sha256("".join(f"{name} {digests[name]}\n" for name in sorted(digests)).encode()).hexdigest()[:12]
    hours, limits = parts.calling
    return Rulebook(
        parts.rules,
        parts.offenses,
        parts.outcomes,
        hours,
        limits,
        parts.hotlines,
        parts.matching,
        version,
        digests,
    )


def file_lines(folder: Path, on: date) -> tuple[RuleFileLine, ...]:
    """Every readable file of a rules folder by kind and date."""
    lines = []
    for heads in read_files(folder).heads_by_group().values():
        counts = rule_dates.in_force(heads, on)
        for head in sorted(heads, key=lambda one: (one.dated.effective, one.file)):
            lines.append(RuleFileLine(head, head is counts, head.dated.effective > on))
    return tuple(lines)


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
