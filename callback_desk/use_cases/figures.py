"""Figures of a period: counted from the desk's own records, small groups withheld. Nobody's name is in a report."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from callback_desk.domain.access import Act
from callback_desk.domain.caller_tallies import caller_rows
from callback_desk.domain.complaints import ACKNOWLEDGE_DAYS
from callback_desk.domain.concerns import ConcernKind
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.feedback_figures import channel_figures
from callback_desk.domain.figure_counts import (
    Endings,
    Seen,
    due,
    item_figures,
    method_rates,
    one_each,
    reached,
    tallies,
)
from callback_desk.domain.figure_groups import drivers, group_tables, people_of
from callback_desk.domain.figure_periods import Month, Period
from callback_desk.domain.figure_rows import Answered, Flowed
from callback_desk.domain.figures import Break, BreakKind, CallerRow, FlowKind, FlowRow, Plain, Report, YieldRow
from callback_desk.domain.rating_scale import HEADLINE
from callback_desk.domain.themes import theme_figures
from callback_desk.domain.yields import yields
from callback_desk.use_cases.desk import Work, asks
from callback_desk.use_cases.practice import DATABASE_ID

_FLOWS: Final = {FlowKind.COMPLAINT: ConcernKind.COMPLAINT, FlowKind.PRAISE: ConcernKind.PRAISE}


@asks(Act.SEE_FIGURES)
def report(work: Work, period: Period) -> Report:
    """The report of these days. Raises DeskFault for days that are still ahead, and at a practice desk."""
    if work.desk.info.database_id == DATABASE_ID:
        raise DeskFault("This is practice. Nothing that is done here is counted.", code="practice")
    today = work.now.astimezone(work.desk.zone).date()
    if period.first > today:
        raise DeskFault(f"These days are still ahead. Today is {today:%B} {today.day}, {today.year}.")
    figures, rules = work.uow.figures, work.desk.rules
    answers = figures.answers()
    units = figures.units(answers)
    answered = one_each(answers)
    seen = Seen(period, today)
    counted = tallies(answered)
    wording = _newest_wording(answered, period.last)
    flow = figures.flow()
    not_tried = figures.not_tried(period.last)
    people = people_of(units, answered, wording)
    return Report(
        agency=work.desk.info.agency,
        zone=work.desk.info.timezone,
        period=period,
        made_at=work.now,
        growing=period.grows(today),
        plain=Plain(
            due=due(units, period, not_tried, figures.not_tried_again(period.last)),
            reached=reached(units, period),
            new_information=figures.new_lines(*_times(work, period)),
            used=_used(work, period),
            complaints_routed=_routed(flow, ConcernKind.COMPLAINT, period),
            praise=_routed(flow, ConcernKind.PRAISE, period),
        ),
        method=method_rates(units, seen, Endings(rules.outcomes), not_tried),
        items=item_figures(counted, seen),
        breaks=_breaks(work, answered, seen),
        groups=group_tables(people, seen, rules.hours),
        drivers=drivers(answered, seen, wording),
        yields=_yields(work, period),
        flow=tuple(_flow_row(kind, flow, period, today) for kind in FlowKind),
        themes=theme_figures(work.uow.reviews.themes(), period, today),
        channels=channel_figures(work.uow.feedback.said(), seen),
    )


@asks(Act.SEE_FIGURES)
def callers(work: Work, period: Period) -> tuple[CallerRow, ...]:
    """What each volunteer did in these days: for the supervisor's eyes, and no part of a report."""
    return caller_rows(work.uow.figures.tries_of_callers(*_times(work, period)), work.desk.rules.outcomes)


def _used(work: Work, period: Period) -> int | None:
    """Points that were used; None while nobody has answered any sheet, which is not the same as none."""
    receipts = work.uow.receipts
    return len(receipts.used(period.first, period.last)) if receipts.replies() else None


def _yields(work: Work, period: Period) -> tuple[YieldRow, ...]:
    receipts = work.uow.receipts
    used = {(one.call_id, one.question) for one in receipts.used(date.min, date.max)} if receipts.replies() else None
    return yields(work.uow.figures.talks(*_times(work, period)), used)


def _times(work: Work, period: Period) -> tuple[datetime, datetime]:
    def begin(day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=work.desk.zone).astimezone(UTC)

    return begin(period.first), begin(period.last + timedelta(days=1))


def _newest_wording(answered: tuple[Answered, ...], last: date) -> str:
    """The wording the headline was asked in last, up to that day; "" when it never was."""
    asked = [one for one in answered if HEADLINE in one.answers and one.day <= last]
    return max(asked, key=lambda one: (one.day, one.call)).wording if asked else ""


def _breaks(work: Work, answered: tuple[Answered, ...], seen: Seen) -> tuple[Break, ...]:
    """Where another wording was read aloud first, or other rules began to count, within the days a trend shows."""
    first: dict[str, date] = {}
    for one in answered:
        first[one.wording] = min(one.day, first.get(one.wording, one.day))
    days = sorted((day, wording) for wording, day in first.items())
    found = [(day, BreakKind.WORDING, f"Questions {wording}; answers are not mixed,") for day, wording in days[1:]]
    rules = work.desk.rules
    found.append((rules.outcomes.effective, BreakKind.OUTCOMES, f"Endings are counted by {rules.outcomes.version}"))
    found.append(
        (rules.eligibility.effective, BreakKind.ELIGIBILITY, f"People are called by {rules.eligibility.version}")
    )
    begun, shown = min(first.values(), default=seen.today), seen.widened.months | seen.months
    return tuple(
        Break(day, kind, f"{what} from {day:%B} {day.day}, {day.year}.")
        for day, kind, what in sorted(found)
        if Month.of(day) in shown and begun < day <= seen.today
    )


def _routed(flow: tuple[Flowed, ...], kind: ConcernKind, period: Period) -> int:
    return sum(one.kind is kind and one.routed is not None and one.routed in period for one in flow)


def _flow_row(kind: FlowKind, flow: tuple[Flowed, ...], period: Period, today: date) -> FlowRow:
    raised = [one for one in flow if one.kind is _FLOWS[kind] and one.raised in period]
    return FlowRow(
        kind,
        raised=len(raised),
        routed=sum(one.routed is not None for one in raised),
        acknowledged=sum(one.acknowledged is not None for one in raised),
        overdue=sum(_late(one, today) for one in raised) if kind is FlowKind.COMPLAINT else 0,
    )


def _late(one: Flowed, today: date) -> bool:
    if one.routed is None:
        return one.raised < today
    return one.acknowledged is None and (today - one.routed).days > ACKNOWLEDGE_DAYS
