"""A report of a fictional desk, with every part filled, for tests and pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from callback_desk.domain.feedback import Channel
from callback_desk.domain.figure_periods import Period, month_of, twelve_months
from callback_desk.domain.figures import (
    Break,
    BreakKind,
    CallerRow,
    ChannelFigures,
    Driver,
    FlowKind,
    FlowRow,
    GroupKind,
    GroupRow,
    GroupTable,
    ItemFigure,
    LeftOut,
    MethodRates,
    Pending,
    Plain,
    RateSet,
    Report,
    StepCount,
    TrendPoint,
    YieldRow,
)
from callback_desk.domain.measures import CaseClass, Percentage, difference, percentage, rates
from callback_desk.domain.themes import ThemeFigures, ThemeRow

OCTOBER = month_of(date(2026, 10, 31))
WORDING = "Property crime callback 2"
ITEMS = (
    ("reach", "Easy to reach someone who could help", 102, 131),
    ("time", "Time taken to respond", 84, 128),
    ("listened", "Felt listened to", 113, 133),
    ("explained", "Explained what would happen next", 79, 130),
    ("respect", "Treated with respect", 121, 134),
    ("actions", "Actions taken on the report", 71, 126),
    ("informed", "Kept informed", 5, 8),
)


def a_report(*, period: Period = OCTOBER, growing: bool = False) -> Report:
    """October of a desk that calls a few hundred people a month."""
    return Report(
        agency="Springfield PD",
        zone="America/Chicago",
        period=period,
        made_at=datetime(2026, 11, 3, 15, 0, tzinfo=UTC),
        growing=growing,
        plain=Plain(214, 151, 38, 11, 2, 19),
        method=a_method(),
        items=(*(_item(*one, period) for one in ITEMS), _whole(period)),
        breaks=(Break(date(2026, 7, 1), BreakKind.WORDING, "July 1: other questions"),),
        groups=_groups(period),
        drivers=_drivers(period),
        yields=(
            YieldRow("new_property", "Property found or remembered", "", 140, 22, 8, percentage(22, 140)),
            YieldRow("cameras", "Cameras", "", 138, 14, 3, percentage(14, 138)),
            YieldRow("cameras", "Cameras", "burglary", 60, 9, None, percentage(9, 60)),
        ),
        flow=(FlowRow(FlowKind.COMPLAINT, 3, 2, 2, 1), FlowRow(FlowKind.PRAISE, 21, 19, 19, 0)),
    )


def a_report_with_cards() -> Report:
    """The same October, and 41 cards and 6 web forms that came in, and calls that were read for themes."""
    cards = (
        _item("reach", "Easy to reach someone who could help", 31, 39, OCTOBER),
        _item("informed", "Kept informed", 4, 7, OCTOBER),
        replace(_item("whole", "Whole experience", 24, 40, OCTOBER), headline=True),
    )
    forms = (replace(_item("whole", "Whole experience", 3, 6, OCTOBER), headline=True),)
    channels = (ChannelFigures(Channel.CARD, 41, cards), ChannelFigures(Channel.WEB, 6, forms))
    worded = (replace(one, items=tuple(replace(item, wording="core-v1") for item in one.items)) for one in channels)
    themes = ThemeFigures(
        Period(date(2025, 11, 1), OCTOBER.last),
        (
            ThemeRow("North", "Dark, or lights broken", "20 to 49"),
            ThemeRow("North", "Strangers looking around", "10 to 19"),
            ThemeRow("Riverside and the old harbor", "Parcels left outside", "50 or more"),
        ),
    )
    return replace(a_report(), channels=tuple(worded), themes=themes)


def an_empty_report(period: Period = OCTOBER) -> Report:
    """Nobody was called in this time."""
    nobody = RateSet({}, rates({}))
    method = MethodRates(nobody, nobody, Pending(0, 0, 0, 12))
    made = datetime(2026, 11, 3, 15, 0, tzinfo=UTC)
    return Report("Springfield PD", "America/Chicago", period, made, False, Plain(0, 0, 0, None, 0, 0), method, ())


def a_method() -> MethodRates:
    ours = {
        CaseClass.COMPLETE: 131,
        CaseClass.PARTIAL: 3,
        CaseClass.REFUSAL: 17,
        CaseClass.NON_CONTACT: 52,
        CaseClass.OTHER: 4,
        CaseClass.UNKNOWN_HOUSEHOLD: 7,
    }
    strict = {**ours, CaseClass.NON_CONTACT: 40, CaseClass.NOT_ELIGIBLE: 12}
    return MethodRates(RateSet(ours, rates(ours)), RateSet(strict, rates(strict)), Pending(6, 21, 2, 14))


def callers() -> tuple[CallerRow, ...]:
    return (
        CallerRow("Eleanor Whitcombe", 9, 84, 41, 36, 4, 1, 512, percentage(36, 41, one_person=True)),
        CallerRow("Frank Osei", 3, 20, 9, 8, 1, 0, 96, Percentage(9)),
    )


def _item(question: str, label: str, hits: int, n: int, period: Period) -> ItemFigure:
    top = percentage(hits, n) if n >= 10 else Percentage(0)
    steps = () if top.withheld else (_step("Very satisfied", hits - 20), _step("Satisfied", 20), _step("Not", n - hits))
    left = None if top.withheld else LeftOut(3, 1, 2)
    return ItemFigure(question, label, WORDING, False, period, False, top, steps, left, top.withheld)


def _step(label: str, n: int) -> StepCount:
    return StepCount((label.casefold(),), (label,), n)


def _whole(period: Period) -> ItemFigure:
    months = ((5, 26, 38), (6, 31, 44), (7, 20, 36), (8, 22, 37), (9, 24, 38), (10, 94, 133))
    days = [month_of(date(2026, month, 1)) for month, _, _ in months]
    trend = tuple(TrendPoint(one.first, one.last, percentage(*of[1:])) for one, of in zip(days, months, strict=True))
    steps = (_step("Very satisfied", 60), _step("Satisfied", 34), _step("Not", 39))
    basis, left = twelve_months(period.last), LeftOut(1, 0, 0)
    label, top = "Whole experience", percentage(94, 133)
    return ItemFigure("whole", label, WORDING, True, basis, True, top, steps, left, False, trend)


def _groups(period: Period) -> tuple[GroupTable, ...]:
    def row(key: str, label: str, due: int, answered: int, whole: Percentage) -> GroupRow:
        return GroupRow(
            key, label, due, answered, percentage(due, 214), percentage(answered, 134), percentage(answered, due), whole
        )

    offenses = (
        row("burglary", "Burglary", 90, 50, percentage(35, 50)),
        row("theft_vehicle", "Theft from a motor vehicle", 70, 60, percentage(44, 60)),
    )
    areas = (
        row("3", "District 3", 90, 50, percentage(35, 50, one_person=True)),
        row("4", "District 4", 70, 24, percentage(14, 24, one_person=True)),
    )
    ages = (
        row("under_30", "Under 30", 62, 22, percentage(15, 22)),
        row("65", "65 and older", 48, 39, percentage(30, 39)),
    )
    return (
        GroupTable(GroupKind.OFFENSE, period, False, offenses, 214, 134, True),
        GroupTable(GroupKind.AREA, twelve_months(period.last), True, areas, 214, 134, True),
        GroupTable(GroupKind.AGE_BAND, period, False, ages, 214, 134, True),
    )


def _drivers(period: Period) -> tuple[Driver, ...]:
    apart = difference(70, 79, 18, 40)
    assert apart is not None
    return (
        Driver(
            "explained",
            "Explained what would happen next",
            WORDING,
            period,
            percentage(70, 79),
            percentage(18, 40),
            apart,
        ),
    )
