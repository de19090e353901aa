"""The tables of a report: every number as text, what is not known as n/a, what is withheld as withheld."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from callback_desk.domain import figure_words as words
from callback_desk.domain.charts import Table, percent_text, points_text, whole_percent
from callback_desk.domain.figures import (
    GOES_TOGETHER,
    Driver,
    FlowRow,
    GroupTable,
    ItemFigure,
    MethodRates,
    YieldRow,
)
from callback_desk.domain.measures import CaseClass, Rates

_RATES: Final[Mapping[str, str]] = {
    "rr1": "RR1: complete talks, of everybody",
    "rr2": "RR2: with talks in part, of everybody",
    "rr3": "RR3: complete talks, the unknown by e",
    "rr4": "RR4: with talks in part, the unknown by e",
    "rr5": "RR5: complete talks, without the unknown",
    "rr6": "RR6: with talks in part, without the unknown",
    "coop1": "COOP1: complete talks, of those reached",
    "coop2": "COOP2: with talks in part, of those reached",
    "coop3": "COOP3: complete talks, of those who could talk",
    "coop4": "COOP4: with talks in part, of those who could talk",
    "ref1": "REF1: refusals, of everybody",
    "ref2": "REF2: refusals, the unknown by e",
    "ref3": "REF3: refusals, without the unknown",
    "con1": "CON1: reached, of everybody",
    "con2": "CON2: reached, the unknown by e",
    "con3": "CON3: reached, without the unknown",
    "e": "e: the unknown taken as due",
}
_OURS: Final = ("As we count", "As AAPOR's table")


def method_tables(method: MethodRates) -> tuple[Table, ...]:
    """Rates by both conventions, the final dispositions they come from, and what has no last word yet."""
    ours, strict, pending = method.ours, method.strict, method.pending
    return (
        Table(
            "Rates, of callbacks that ended in these days",
            ("", *_OURS),
            tuple(
                (label, words.rate_text(_rate(ours.rates, name)), words.rate_text(_rate(strict.rates, name)))
                for name, label in _RATES.items()
            ),
        ),
        Table(
            "Last words they come from",
            ("", *_OURS),
            (
                *(
                    (words.CLASS_WORDS[kind], f"{ours.counts.get(kind, 0):,}", f"{strict.counts.get(kind, 0):,}")
                    for kind in CaseClass
                ),
                ("All", f"{ours.n:,}", f"{strict.n:,}"),
            ),
        ),
        Table(
            "No last word yet",
            ("", "People"),
            (
                ("An agreed time is ahead", f"{pending.appointment:,}"),
                ("Tried, and to be tried again", f"{pending.trying:,}"),
                ("Not tried yet", f"{pending.not_tried:,}"),
                ("Talked to, waits for sign-off", f"{pending.review:,}"),
            ),
        ),
    )


def _rate(rates: Rates, name: str) -> float | None:
    found: object = getattr(rates, name)
    return found if isinstance(found, float) else None


def step_table(items: Iterable[ItemFigure]) -> Table:
    """How many gave which answer; small steps are joined to the next."""
    rows = [(f"{item.label}: {' or '.join(step.labels)}", f"{step.n:,}") for item in items for step in item.steps]
    return Table("How they answered", ("", "Answers"), tuple(rows))


def left_out_table(items: Iterable[ItemFigure]) -> Table:
    """What stands beside the valid answers and is counted as no answer."""
    rows = [
        (item.label, f"{item.top.n:,}", f"{left.dont_know:,}", f"{left.prefer_not:,}", f"{left.not_yet:,}")
        for item in items
        if (left := item.left_out) is not None and not item.top.withheld
    ]
    head = ("", "Counted", "Did not know", "Rather not say", "Too early to say")
    return Table("Beside the answers that count", head, tuple(rows))


def driver_table(drivers: Iterable[Driver]) -> Table:
    """What goes together with satisfaction. The title says that it is not its cause."""
    rows = [
        (
            one.label,
            f"{percent_text(one.among_top)} of {one.among_top.n:,}",
            f"{percent_text(one.among_others)} of {one.among_others.n:,}",
            f"{points_text(_points(one.difference.share))} "
            f"({points_text(_points(one.difference.interval.low))} to "
            f"{points_text(_points(one.difference.interval.high))})",
        )
        for one in drivers
    ]
    head = ("Satisfied with the whole, among", "Best answers", "Others", "Points (range)")
    return Table(GOES_TOGETHER, head, tuple(rows))


def _points(share: float) -> int:
    return whole_percent(share) if share >= 0 else -whole_percent(-share)


def reached_table(table: GroupTable) -> Table:
    """How many of each group were due, were reached, answered."""
    rows = [(row.label, f"{row.due:,}", percent_text(row.reached), f"{row.answered:,}") for row in table.rows]
    everybody = ("Everybody", f"{table.total_due:,}", "", f"{table.total_answered:,}")
    return Table("Reached", ("", "Due a call", "Reached", "Answered"), (*rows, everybody))


def yield_table(rows: Sequence[YieldRow]) -> Table:
    """What each question brought, by family of offense where there is one."""
    return Table(
        "What each question brought",
        ("", "Talks", "Brought something", "Used"),
        tuple(
            (
                f"{row.label}, {row.offense}" if row.offense else row.label,
                f"{row.asked:,}",
                f"{row.brought:,}",
                words.NO_RECEIPTS if row.used is None else f"{row.used:,}",
            )
            for row in rows
        ),
    )


def flow_table(rows: Iterable[FlowRow]) -> Table:
    """Complaints and thanks, and what became of them."""
    return Table(
        "Complaints and thanks",
        ("", "Raised", "Passed on", "Acknowledged", "Overdue"),
        tuple(
            (
                words.FLOW_WORDS[row.kind],
                f"{row.raised:,}",
                f"{row.routed:,}",
                f"{row.acknowledged:,}",
                f"{row.overdue:,}",
            )
            for row in rows
        ),
    )
