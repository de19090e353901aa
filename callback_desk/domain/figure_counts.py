"""Counting over a period: how callbacks ended, the rates of it, and what people said to each question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from callback_desk.domain.dispositions import REACHED, final_of
from callback_desk.domain.figure_periods import Month, Period, twelve_months
from callback_desk.domain.figure_rows import Answered, Dated, Unit
from callback_desk.domain.figures import ItemFigure, LeftOut, MethodRates, Pending, RateSet, StepCount, TrendPoint
from callback_desk.domain.ids import VictimId
from callback_desk.domain.measures import SMALL_N, CaseClass, Percentage, percentage, rates
from callback_desk.domain.outcomes import OutcomeTable
from callback_desk.domain.queue import CallbackState
from callback_desk.domain.rating_scale import HEADLINE, ITEMS, NO_ANSWER, ServiceItem, item_of
from callback_desk.domain.withholding import blocks, joined_steps, shown_months

_LEFT_OUT = ("dont_know", "prefer_not", "not_yet")
_ORDER = {item.question: place for place, item in enumerate(ITEMS)}


@dataclass(frozen=True, slots=True)
class Seen:
    """The days a report looks at: its period, and today by the desk's clock."""

    period: Period
    today: date

    @property
    def months(self) -> frozenset[Month]:
        return frozenset(self.period.months(self.today))

    @property
    def widened(self) -> Seen:
        """The same over twelve months to the period's end."""
        return Seen(twelve_months(self.period.last), self.today)


class Endings:
    """How callbacks count in the end, worked out once for each way in which tries can follow one another."""

    def __init__(self, table: OutcomeTable) -> None:
        self._table = table
        self._known: dict[tuple[str, ...], tuple[CaseClass, CaseClass]] = {}

    def of(self, unit: Unit) -> tuple[CaseClass, CaseClass]:
        """The classes of a callback that is closed, by our convention and by AAPOR's own table.

        Untried it is of unknown eligibility (AAPOR 3.11).
        """
        key = unit.outcomes
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = (self._class(key, strict=False), self._class(key, strict=True))
        return found

    def _class(self, outcomes: tuple[str, ...], *, strict: bool) -> CaseClass:
        rule = final_of(outcomes, self._table, strict=strict)
        return CaseClass.UNKNOWN_HOUSEHOLD if rule is None else self._table.kind_of(rule.outcome, strict=strict)


def method_rates(units: Iterable[Unit], seen: Seen, endings: Endings, not_tried: int) -> MethodRates:
    """Both conventions over the callbacks whose last word fell in the period, and what was pending at its end."""
    waits: Counter[str] = Counter()
    pairs: Counter[tuple[CaseClass, CaseClass]] = Counter()
    first, last = seen.period.first, seen.period.last
    for unit in units:
        if unit.closed is not None and first <= unit.closed <= last:
            pairs[endings.of(unit)] += 1
        elif unit.open_on(last):
            waits[_waits_for(unit, last)] += 1
    ours: Counter[CaseClass] = Counter()
    strict: Counter[CaseClass] = Counter()
    for (one, other), n in pairs.items():
        ours[one] += n
        strict[other] += n
    pending = Pending(waits["appointment"], waits["trying"], waits["review"], not_tried + waits["not_tried"])
    return MethodRates(_rate_set(ours), _rate_set(strict), pending)


def _waits_for(unit: Unit, day: date) -> str:
    tries = [tried for tried, _ in unit.tries if unit.closed is None or tried <= unit.closed]
    if not any(tried <= day for tried in tries):
        return "not_tried"
    if tries[-1] <= day and (unit.closed is not None or unit.state is CallbackState.REVIEW):
        return "review"  # nothing was tried after that day: what came later was the sign-off
    return "appointment" if unit.appointment else "trying"


def _rate_set(counts: Mapping[CaseClass, int]) -> RateSet:
    whole = {kind: counts.get(kind, 0) for kind in CaseClass}
    return RateSet(whole, rates(whole))


def due(units: Iterable[Unit], period: Period, not_tried: int = 0, again: Collection[VictimId] = ()) -> int:
    """Different people whose callback waited for its last word at some time in the period.

    `not_tried` waited and were never tried; `again` are those of them who have another callback, which may be counted
    already.
    """
    tried = {
        unit.victim
        for unit in units
        if unit.created <= period.last and (unit.closed is None or unit.closed >= period.first)
    }
    return len(tried) + not_tried - sum(victim in tried for victim in again)


def reached(units: Iterable[Unit], period: Period) -> int:
    """Different people who were spoken to themselves on a day of the period."""
    first, last = period.first, period.last
    return len({one.victim for one in units for day, end in one.tries if end in REACHED and first <= day <= last})


@dataclass(frozen=True, slots=True)
class Tally:
    """The valid answers to one question in one wording by month, and those that are left out."""

    item: ServiceItem
    wording: str
    valid: Mapping[Month, Mapping[str, int]]
    left_out: Mapping[Month, Mapping[str, int]]

    @property
    def sizes(self) -> dict[Month, int]:
        return {month: sum(answers.values()) for month, answers in self.valid.items()}

    def share(self, months: Iterable[Month]) -> tuple[int, int]:
        """(best answers, valid answers) in these months."""
        chosen = self.over(months)
        return sum(chosen[answer] for answer in self.item.scale.best), sum(chosen.values())

    def over(self, months: Iterable[Month]) -> Counter[str]:
        found: Counter[str] = Counter()
        for month in months:
            found.update(self.valid.get(month, {}))
        return found


def one_each(answered: Iterable[Answered]) -> tuple[Answered, ...]:
    """Of every callback the first call that was answered: a second call does not weigh a person twice."""
    first: dict[int, int] = {}
    kept = sorted(answered, key=lambda one: (one.day, one.call))
    for one in kept:
        first.setdefault(one.callback, one.call)
    return tuple(one for one in kept if first[one.callback] == one.call)


def tallies(answered: Iterable[Dated]) -> tuple[Tally, ...]:
    """Every question in every wording, the headline last; questions on a scale nobody knows here are left out."""
    each: dict[tuple[str, Month, str, str], int] = {}
    for one in answered:
        month, wording = Month.of(one.day), one.wording
        for question, answer in one.answers.items():
            key = (wording, month, question, answer)
            each[key] = each.get(key, 0) + 1
    counts: dict[tuple[str, str], dict[Month, dict[str, int]]] = {}
    for (wording, month, question, answer), n in each.items():
        counts.setdefault((question, wording), {}).setdefault(month, {})[answer] = n
    found = []
    for (question, wording), by_month in counts.items():
        item = item_of(question, {answer for one in by_month.values() for answer in one})
        if item is not None:
            valid = {
                month: Counter({a: n for a, n in one.items() if a not in NO_ANSWER}) for month, one in by_month.items()
            }
            left = {month: Counter({a: n for a, n in one.items() if a in _LEFT_OUT}) for month, one in by_month.items()}
            found.append(Tally(item, wording, valid, left))
    return tuple(sorted(found, key=lambda one: (_ORDER.get(one.item.question, -1), one.item.question, one.wording)))


def item_figures(found: Sequence[Tally], seen: Seen) -> tuple[ItemFigure, ...]:
    """What may be shown of each question, over twelve months where the period alone is too small.

    A wording nobody answered in the days looked at has no figure.
    """
    figures = (_figure(one, seen) for one in found)
    return tuple(one for one in figures if one is not None)


def _figure(tally: Tally, seen: Seen) -> ItemFigure | None:
    sizes = tally.sizes
    wide = seen.widened
    if not any(sizes.get(month) for month in wide.months | seen.months):
        return None
    used = seen if shown_months([sizes], seen.months) else wide
    shown = shown_months([sizes], used.months)
    hits, n = tally.share(shown)
    waiting = any(sizes.get(month) for month in used.months - shown)
    return ItemFigure(
        question=tally.item.question,
        label=tally.item.label,
        wording=tally.wording,
        headline=tally.item.question == HEADLINE,
        basis=used.period,
        widened=used is wide and wide.period != seen.period,
        top=percentage(hits, n),
        steps=_steps(tally, shown) if n >= SMALL_N else (),
        left_out=_left_out(tally, shown) if n >= SMALL_N else None,
        waiting=waiting,
        trend=_trend(tally, wide),
    )


def _steps(tally: Tally, months: Iterable[Month]) -> tuple[StepCount, ...]:
    chosen, scale = tally.over(months), tally.item.scale
    counts = [chosen[answer] for answer in scale.answers]
    return tuple(
        StepCount(
            tuple(scale.answers[place] for place in part),
            tuple(scale.labels[place] for place in part),
            sum(counts[place] for place in part),
        )
        for part in joined_steps(counts)
    )


def _left_out(tally: Tally, months: Iterable[Month]) -> LeftOut:
    counts: Counter[str] = Counter()
    for month in months:
        counts.update(tally.left_out.get(month, {}))
    return LeftOut(*(counts[name] for name in _LEFT_OUT))


def _trend(tally: Tally, wide: Seen) -> tuple[TrendPoint, ...]:
    points = []
    for block in blocks([tally.sizes]):
        if block.within(wide.months):
            months = [month for month in tally.valid if block.first <= month <= block.last]
            share: Percentage = percentage(*tally.share(months))
            points.append(TrendPoint(block.first.first, min(block.last.last, wide.period.last), share))
    return tuple(points)
