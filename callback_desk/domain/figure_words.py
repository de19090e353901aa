"""Figures as people read them. Not known is said as not known, n/a as n/a, and what is withheld with why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from callback_desk.domain.charts import NOT_KNOWN, TOO_FEW, percent_text, range_text, whole_percent
from callback_desk.domain.figure_periods import Period
from callback_desk.domain.figures import COLLECTED, FlowKind, GroupKind, ItemFigure, MethodRates, Plain
from callback_desk.domain.measures import CaseClass, Percentage

NO_RECEIPTS: Final = "no receipts yet"
NO_ANSWERS: Final = "No answers in this time. The first appears when a call is signed off."
BEST_ANSWERS: Final = (
    "Share who gave one of the two best answers of five (of three, the best). "
    "The line: how far chance alone can move it."
)
GROUP_WORDS: Final[Mapping[GroupKind, str]] = {
    GroupKind.OFFENSE: "kind of report",
    GroupKind.AREA: "area",
    GroupKind.LANGUAGE: "language",
    GroupKind.AGE_BAND: "age",
    GroupKind.HOUR: "hour of the first try",
}
FLOW_WORDS: Final[Mapping[FlowKind, str]] = {FlowKind.COMPLAINT: "Complaints", FlowKind.PRAISE: "Thanks"}
CLASS_WORDS: Final[Mapping[CaseClass, str]] = {
    CaseClass.COMPLETE: "Complete talk (I)",
    CaseClass.PARTIAL: "Talk in part (P)",
    CaseClass.REFUSAL: "Refusal (R)",
    CaseClass.NON_CONTACT: "Not reached (NC)",
    CaseClass.OTHER: "Could not talk, other (O)",
    CaseClass.UNKNOWN_HOUSEHOLD: "Not known whether it is theirs (UH)",
    CaseClass.UNKNOWN_OTHER: "Not known, other (UO)",
    CaseClass.NOT_ELIGIBLE: "Not to be called (NE)",
}


def period_words(period: Period) -> str:
    """ "October 1 to 31, 2026", "November 1, 2025 to October 31, 2026", "October 3, 2026"."""
    first, last = period.first, period.last
    end = f"{last.day}, {last.year}"
    if first == last:
        return f"{first:%B} {end}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B} {first.day} to {end}"
    year = "" if first.year == last.year else f", {first.year}"
    return f"{first:%B} {first.day}{year} to {last:%B} {end}"


def rate_text(rate: float | None) -> str:
    """A rate of the method as percent with one decimal; n/a where nothing can be divided by."""
    return NOT_KNOWN if rate is None else f"{rate * 100:.1f}%"


def response_rate(method: MethodRates) -> str:
    """Stands beside every figure of answers: "62% (RR1), 64% (RR3)"."""
    rates = method.ours.rates
    if rates.rr1 is None and rates.rr3 is None:
        return NOT_KNOWN
    words = [
        f"{NOT_KNOWN if rate is None else f'{whole_percent(rate)}%'} ({name})"
        for name, rate in (("RR1", rates.rr1), ("RR3", rates.rr3))
    ]
    return ", ".join(words)


def people_answered(method: MethodRates) -> int:
    """Complete talks and talks in part of the period."""
    return method.ours.counts.get(CaseClass.COMPLETE, 0) + method.ours.counts.get(CaseClass.PARTIAL, 0)


def share_words(figure: Percentage) -> str:
    """ "71% (62 to 78), of 133"; why not, where it is withheld."""
    if figure.share is None:
        return TOO_FEW
    return f"{percent_text(figure)} ({range_text(figure)}), of {figure.n:,}"


def headline_words(items: tuple[ItemFigure, ...]) -> str:
    """The one sentence of the first page; says so when it cannot be said."""
    headline = next((item for item in items if item.headline), None)
    if headline is None:
        return NO_ANSWERS
    if headline.top.share is None:
        return f"{headline.label}: {TOO_FEW}. It is shown from 10 answers on."
    span = f" Counted over {period_words(headline.basis)}." if headline.widened else ""
    return f"{headline.label}: {share_words(headline.top)}, gave one of the best answers.{span}"


def plain_counts(plain: Plain) -> tuple[tuple[str, str, str], ...]:
    """The six counts of a time: label, figure, and a word where there is no figure."""
    return (
        ("People due a call", f"{plain.due:,}", ""),
        ("Reached", f"{plain.reached:,}", ""),
        ("New information", f"{plain.new_information:,}", ""),
        ("Used by a detective", "\u2013", NO_RECEIPTS)
        if plain.used is None
        else ("Used by a detective", f"{plain.used:,}", ""),
        ("Complaints routed", f"{plain.complaints_routed:,}", ""),
        ("Praise passed on", f"{plain.praise:,}", ""),
    )


def wording_words(wording: str) -> str:
    """Which questions these are answers to, for the foot of a chart."""
    return f"Questions as in {wording}; answers to other wordings are not mixed in." if wording else NO_WORDING


NO_WORDING: Final = "No question of the service is in it."
__all__ = [
    "BEST_ANSWERS",
    "CLASS_WORDS",
    "COLLECTED",
    "FLOW_WORDS",
    "GROUP_WORDS",
    "NO_ANSWERS",
    "NO_RECEIPTS",
    "NO_WORDING",
    "headline_words",
    "people_answered",
    "period_words",
    "plain_counts",
    "rate_text",
    "response_rate",
    "share_words",
    "wording_words",
]
