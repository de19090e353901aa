"""Who was due, who was reached and who answered, by one fact about them; and what goes together with satisfaction.

Tables have one fact and no second one: a cross of two facts about people would be small everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from functools import lru_cache, reduce
from operator import add
from typing import NamedTuple

from callback_desk.domain.calling_hours import CallingHours
from callback_desk.domain.contact_rates import Part, part_of
from callback_desk.domain.dispositions import REACHED
from callback_desk.domain.figure_counts import Seen
from callback_desk.domain.figure_periods import Month
from callback_desk.domain.figure_rows import Answered, Unit
from callback_desk.domain.figures import Driver, GroupKind, GroupRow, GroupTable
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.languages import name_of
from callback_desk.domain.measures import SMALL_N, SMALL_N_NAMED, Percentage, difference, percentage
from callback_desk.domain.rating_scale import HEADLINE, ITEMS, NO_ANSWER, ServiceItem, item_of
from callback_desk.domain.withholding import kept_beside, shown_months

_UNKNOWN = "Not known"
_PARTS = {Part.MORNING: "Mornings", Part.AFTERNOON: "Afternoons", Part.EVENING: "Evenings"}
#: Age at the report, in the bands of the victim surveys that were compared (research 3.1); open at the end.
_BANDS = ((18, 24), (25, 39), (40, 54), (55, 64), (65, 74), (75, 200))
_Key = tuple[str, str]  # what it sorts by, and how it is read


@lru_cache(maxsize=256)
def _band(age: int | None) -> _Key:
    for first, last in _BANDS:
        if age is not None and first <= age <= last:
            return f"{first:03d}", f"{first} and over" if last > 120 else f"{first} to {last}"
    return ("", _UNKNOWN) if age is None else ("000", "Under 18")


@lru_cache(maxsize=256)  # the quarters of a day
def _hour(minute: int | None, hours: CallingHours) -> _Key:
    if minute is None:
        return "", _UNKNOWN
    part = part_of(time(minute // 60, minute % 60), hours)
    return f"{list(Part).index(part)}", _PARTS[part]


@lru_cache(maxsize=4_096)
def _plain(word: str) -> _Key:
    return word.casefold(), word or _UNKNOWN


def _key_of(kind: GroupKind, hours: CallingHours) -> Callable[[Unit], _Key]:
    return {
        GroupKind.OFFENSE: lambda unit: _plain(unit.offense[:1].upper() + unit.offense[1:]),
        GroupKind.AREA: lambda unit: _plain(unit.area),
        GroupKind.LANGUAGE: lambda unit: _plain(name_of(unit.language)),
        GroupKind.AGE_BAND: lambda unit: _band(unit.age),
        GroupKind.HOUR: lambda unit: _hour(unit.first_minute, hours),
    }[kind]


class Counts(NamedTuple):
    """Of people whose callback was closed in one month: due, reached, answered; valid and best headline answers."""

    due: int = 0
    reached: int = 0
    answered: int = 0
    valid: int = 0
    best: int = 0

    def plus(self, other: Counts) -> Counts:
        return Counts(*map(add, self, other))


_ByMonth = dict[Month, Counts]
_NOBODY = Counts()


@dataclass(frozen=True, slots=True)
class Person:
    """What a table asks about one callback that is closed."""

    unit: Unit
    month: Month
    counts: Counts


def people_of(units: Iterable[Unit], answered: Iterable[Answered], wording: str) -> tuple[Person, ...]:
    """Everybody whose callback is closed, with what they said of the whole in this wording."""
    said: dict[CallbackId, Answered] = {one.callback: one for one in answered}
    scale = _headline().scale
    found = []
    for unit in units:
        if unit.closed is None:
            continue
        spoken = any(end in REACHED for _, end in unit.tries)
        own = said.get(unit.callback)
        if own is None:
            counts = _SPOKEN if spoken else _SILENT
        else:
            whole = own.answers.get(HEADLINE, "") if own.wording == wording else ""
            answers = any(answer not in NO_ANSWER for answer in own.answers.values())
            counts = Counts(1, spoken, answers, whole in scale.answers, whole in scale.best)
        found.append(Person(unit, Month.of(unit.closed), counts))
    return tuple(found)


_SPOKEN, _SILENT = Counts(1, 1), Counts(1)


def _headline() -> ServiceItem:
    return next(item for item in ITEMS if item.question == HEADLINE)


def group_tables(people: Sequence[Person], seen: Seen, hours: CallingHours) -> tuple[GroupTable, ...]:
    """A table of each kind; over twelve months where a group is too small in the period alone."""
    found = []
    for kind in GroupKind:
        by_group = _grouped(people, _key_of(kind, hours))
        smallest = SMALL_N_NAMED if kind is GroupKind.AREA else SMALL_N
        table = _table(kind, by_group, seen, seen, smallest)
        wide = seen.widened
        if table.withheld and wide.period != seen.period:
            table = _table(kind, by_group, seen, wide, smallest)
        found.append(table)
    return tuple(found)


def _grouped(people: Iterable[Person], key: Callable[[Unit], _Key]) -> dict[_Key, _ByMonth]:
    each: Counter[tuple[_Key, Month, Counts]] = Counter((key(one.unit), one.month, one.counts) for one in people)
    found: dict[_Key, _ByMonth] = {}
    for (group, month, counts), n in each.items():
        own = found.setdefault(group, {})
        own[month] = own.get(month, _NOBODY).plus(Counts(*(one * n for one in counts)))
    return found


def _table(kind: GroupKind, by_group: Mapping[_Key, _ByMonth], asked: Seen, used: Seen, smallest: int) -> GroupTable:
    everybody: _ByMonth = {}
    for group in by_group.values():
        for month, counts in group.items():
            everybody[month] = everybody.get(month, _NOBODY).plus(counts)
    months = _months(everybody, _due, used.months, SMALL_N)
    total = _sum(everybody, months)
    shown = {key: _sum(group, _months(group, _due, months, smallest)) for key, group in by_group.items()}
    kept = kept_beside(total.due, {key: counts.due for key, counts in shown.items()})
    whole = _whole(by_group, everybody, used, smallest)
    named = smallest == SMALL_N_NAMED
    rows = tuple(
        GroupRow(
            group=key[0],
            label=key[1],
            due=counts.due,
            answered=counts.answered,
            of_due=percentage(counts.due, total.due),
            of_answered=percentage(counts.answered, total.answered),
            reached=percentage(counts.reached, counts.due, one_person=named),
            whole=whole.get(key, Percentage(0)),
        )
        for key, counts in sorted(shown.items())
        if key in kept
    )
    here = {key for key, group in by_group.items() if not used.months.isdisjoint(group)}
    return GroupTable(kind, used.period, used is not asked, rows, total.due, total.answered, len(rows) < len(here))


def _due(counts: Counts) -> int:
    return counts.due


def _valid(counts: Counts) -> int:
    return counts.valid


def _months(
    group: _ByMonth, size: Callable[[Counts], int], inside: frozenset[Month], smallest: int
) -> frozenset[Month]:
    """The months that may be shown, by the blocks of one of its sizes.

    Of a group beside a total, `inside` are the months of the total: otherwise its people would be none of the total's,
    and its share of them no share.
    """
    return shown_months([{month: size(counts) for month, counts in group.items()}], inside, smallest)


def _sum(group: _ByMonth, months: Iterable[Month]) -> Counts:
    return reduce(Counts.plus, (group[month] for month in months), _NOBODY)


def _whole(by_group: Mapping[_Key, _ByMonth], everybody: _ByMonth, used: Seen, smallest: int) -> dict[_Key, Percentage]:
    """Satisfaction of each group, by its own blocks of valid answers, none of which is found by subtraction."""
    months = _months(everybody, _valid, used.months, SMALL_N)
    total = _sum(everybody, months)
    shown = {key: _sum(group, _months(group, _valid, months, smallest)) for key, group in by_group.items()}
    kept = kept_beside(total.valid, {key: counts.valid for key, counts in shown.items()})
    named = smallest == SMALL_N_NAMED
    return {
        key: percentage(counts.best, counts.valid, one_person=named) for key, counts in shown.items() if key in kept
    }


def drivers(answered: Iterable[Answered], seen: Seen, wording: str) -> tuple[Driver, ...]:
    """What goes together most with satisfaction first; of one wording, over the twelve months to the period's end."""
    scale, wide = _headline().scale, seen.widened
    each: Counter[tuple[str, str, Month, bool]] = Counter()
    for one in answered:
        whole = one.answers.get(HEADLINE, "")
        if one.wording == wording and whole in scale.answers:
            month, best = Month.of(one.day), whole in scale.best
            each.update((question, answer, month, best) for question, answer in one.answers.items())
    by_question: dict[str, dict[tuple[str, Month, bool], int]] = {}
    for (question, answer, month, best), n in each.items():
        by_question.setdefault(question, {})[answer, month, best] = n
    found = []
    for question, counts in by_question.items():
        item = item_of(question, {answer for answer, _, _ in counts}) if question != HEADLINE else None
        driver = None if item is None else _driver(item, counts, wide, wording)
        if driver is not None:
            found.append(driver)
    return tuple(sorted(found, key=lambda one: (-one.difference.share, one.question)))


def _driver(
    item: ServiceItem, counts: Mapping[tuple[str, Month, bool], int], wide: Seen, wording: str
) -> Driver | None:
    sizes: dict[bool, Counter[Month]] = {True: Counter(), False: Counter()}
    best: dict[bool, Counter[Month]] = {True: Counter(), False: Counter()}
    for (answer, month, satisfied), n in counts.items():
        if answer in item.scale.answers:
            top = answer in item.scale.best
            sizes[top][month] += n
            best[top][month] += n if satisfied else 0
    months = shown_months([sizes[True], sizes[False]], wide.months)
    hits, n_of = ([sum(one[top][month] for month in months) for top in (True, False)] for one in (best, sizes))
    apart = difference(hits[0], n_of[0], hits[1], n_of[1])
    if apart is None:
        return None
    return Driver(
        question=item.question,
        label=item.label,
        wording=wording,
        basis=wide.period,
        among_top=percentage(hits[0], n_of[0]),
        among_others=percentage(hits[1], n_of[1]),
        difference=apart,
    )
