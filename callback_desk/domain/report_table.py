"""A report as one table for a spreadsheet: one figure a line, a share beside its n, what is withheld left empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal

from callback_desk.domain.feedback import CHANNEL_WORDS, COLLECTED_OTHERWISE, NOT_COMPARED
from callback_desk.domain.figure_periods import Period
from callback_desk.domain.figures import GroupKind, GroupTable, ItemFigure, MethodRates, Report
from callback_desk.domain.measures import CaseClass, Percentage
from callback_desk.domain.table import Cell, Table

HEADINGS = ("Section", "Line", "Figure", "Value", "Of", "Low", "High", "First day", "Last day", "Note")
WITHHELD = "Withheld: too few"
WIDER = "Twelve months, because the days asked for are too few"
NOT_KNOWN = "No receipts yet"
NOT_APPLICABLE = "n/a"
_Row = tuple[Cell, ...]

CLASSES = {
    CaseClass.COMPLETE: "Complete (I)",
    CaseClass.PARTIAL: "Partial (P)",
    CaseClass.REFUSAL: "Refusal or break-off (R)",
    CaseClass.NON_CONTACT: "Not reached (NC)",
    CaseClass.OTHER: "Other, eligible (O)",
    CaseClass.UNKNOWN_HOUSEHOLD: "Not known whether a person answers (UH)",
    CaseClass.UNKNOWN_OTHER: "Not known whether it is the person (UO)",
    CaseClass.NOT_ELIGIBLE: "Not eligible (NE)",
}
KINDS = {
    GroupKind.OFFENSE: "By offense",
    GroupKind.AREA: "By area",
    GroupKind.LANGUAGE: "By language",
    GroupKind.AGE_BAND: "By age",
    GroupKind.HOUR: "By time of the first try",
}


def table_of(report: Report) -> Table:
    """The whole report, in the order in which it is read."""
    days = f"{report.period.first} to {report.period.last}"
    return Table(f"Report {report.period.first}", HEADINGS, tuple(_rows(report, days)))


def _rows(report: Report, days: str) -> Iterator[_Row]:
    made = f"{report.made_at:%Y-%m-%d %H:%M} UTC"
    yield _row("Report", report.agency, days, "", report.period, f"Made {made}{', still growing' * report.growing}")
    plain = report.plain
    for line, count in (
        ("People due a call", plain.due),
        ("Reached", plain.reached),
        ("New information", plain.new_information),
        ("Used by a detective", plain.used),
        ("Complaints routed", plain.complaints_routed),
        ("Praise passed on", plain.praise),
    ):
        note = NOT_KNOWN if count is None else ""
        yield _row("Plain counts", line, "count", "" if count is None else count, report.period, note)
    for item in report.items:
        yield from _item(item)
    for mark in report.breaks:
        yield _row("Service", "Break", mark.kind.value, mark.day.isoformat(), report.period, mark.what)
    yield from _method(report.method, report.period)
    for table in report.groups:
        yield from _group(table)
    for driver in report.drivers:
        for figure, share in (
            ("satisfied, best answers", driver.among_top),
            ("satisfied, others", driver.among_others),
        ):
            yield _share("What goes together", driver.label, figure, share, driver.basis, driver.wording)
    for prompt in report.yields:
        section = f"What was useful: {prompt.offense}" if prompt.offense else "What was useful"
        yield _row(section, prompt.label, "talks", prompt.asked, report.period)
        yield _share(section, prompt.label, "brought a line", prompt.share, report.period, "")
        note = NOT_KNOWN if prompt.used is None else ""
        yield _row(section, prompt.label, "used", "" if prompt.used is None else prompt.used, report.period, note)
    for flow in report.flow:
        for figure in ("raised", "routed", "acknowledged", "overdue"):
            yield _row("Flow", flow.kind.value, figure, getattr(flow, figure), report.period)
    yield from _themes(report)
    for one in report.channels:
        section = f"Service, {CHANNEL_WORDS[one.channel].lower()}"
        yield _row(section, "How it came", "", "", report.period, f"{COLLECTED_OTHERWISE[one.channel]} {NOT_COMPARED}")
        for item in one.items:
            yield from _item(item, section)


def _themes(report: Report) -> Iterator[_Row]:
    if report.themes is not None:
        for row in report.themes.rows:
            yield _row("Told about the area", row.area, row.label, row.band, report.themes.basis)


def _item(item: ItemFigure, section: str = "Service") -> Iterator[_Row]:
    note = f"{item.wording}. {WIDER}" if item.widened else item.wording
    yield _share(section, item.label, "best answers", item.top, item.basis, note)
    for step in item.steps:
        yield _row(section, item.label, " or ".join(step.labels), step.n, item.basis, item.wording)
    if item.left_out is not None:
        for figure in fields(item.left_out):
            count: int = getattr(item.left_out, figure.name)
            yield _row(
                section, item.label, f"left out: {figure.name.replace('_', ' ')}", count, item.basis, item.wording
            )


def _method(method: MethodRates, period: Period) -> Iterator[_Row]:
    for said, found in (
        ("Method, a dead number is a non-contact", method.ours),
        ("Method, AAPOR's own", method.strict),
    ):
        for kind, name in CLASSES.items():
            yield _row(said, name, "count", found.counts[kind], period)
        for rate in fields(found.rates):
            share: float | None = getattr(found.rates, rate.name)
            cells = (_decimal(share), found.n, "", "") if share is not None else (NOT_APPLICABLE, found.n, "", "")
            name = rate.name if rate.name == "e" else rate.name.upper()
            yield (said, name, "rate", *cells, *_days(period), "")
    for one in fields(method.pending):
        waits: int = getattr(method.pending, one.name)
        yield _row("Pending", one.name.replace("_", " "), "count", waits, period)


def _group(table: GroupTable) -> Iterator[_Row]:
    note = WIDER if table.widened else ""
    section = KINDS[table.kind]
    for row in table.rows:
        yield _row(section, row.label, "due", row.due, table.basis, note)
        yield _row(section, row.label, "answered", row.answered, table.basis, note)
        for figure, share in (
            ("share of all due", row.of_due),
            ("share of all who answered", row.of_answered),
            ("reached of the due", row.reached),
            ("satisfied with the whole", row.whole),
        ):
            yield _share(section, row.label, figure, share, table.basis, note)
    missing = "Groups that are too small are left out" if table.withheld else ""
    yield _row(section, "All", "due", table.total_due, table.basis, missing)
    yield _row(section, "All", "answered", table.total_answered, table.basis, missing)


def _row(section: str, line: str, figure: str, value: Cell, days: Period, note: str = "") -> _Row:
    return (section, line, figure, value, "", "", "", *_days(days), note)


def _share(section: str, line: str, figure: str, share: Percentage, days: Period, note: str) -> _Row:
    if share.share is None or share.interval is None:
        said = f"{WITHHELD}. {note}" if note else WITHHELD
        return (section, line, figure, "", "", "", "", *_days(days), said)
    cells = (_decimal(share.share), share.n, _decimal(share.interval.low), _decimal(share.interval.high))
    return (section, line, figure, *cells, *_days(days), note)


def _days(days: Period) -> tuple[str, str]:
    return days.first.isoformat(), days.last.isoformat()


def _decimal(share: float) -> Decimal:
    """Four digits behind the point: more than any of these figures can bear."""
    return Decimal(f"{share:.4f}")
