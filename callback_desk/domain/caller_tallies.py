"""What each volunteer did, counted. By the alphabet: nobody is ranked, and a share is shown from 30 on."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from callback_desk.domain import charts
from callback_desk.domain.figure_periods import Period
from callback_desk.domain.figure_rows import CallerTry
from callback_desk.domain.figures import CallerRow
from callback_desk.domain.measures import SMALL_N_NAMED, CaseClass, percentage
from callback_desk.domain.outcomes import Outcome, OutcomeTable
from callback_desk.domain.table import Table

_TALKED = frozenset({Outcome.TALKED_ALL, Outcome.TALKED_PART})
_REFUSED = frozenset({Outcome.NO_CALLS_WANTED, Outcome.SOFT_REFUSAL})


#: What a row counts, in the order of the terminal, the window and the file.
COUNTED: Final = ("Days", "Tries", "Answered", "Talked", "Refused", "Cut off", "Minutes")
TITLE: Final = "What each volunteer did"
_COMPLETE: Final = "Talks completed, of answered"
_HEADINGS: Final = ("Name", *COUNTED, _COMPLETE, "Of", "Low", "High", "First day", "Last day", "Note")


def counts_of(row: CallerRow) -> tuple[int, ...]:
    """The figures of one volunteer, as `COUNTED` names them."""
    return row.sessions, row.tries, row.answered, row.talked, row.refusals, row.cut_off, row.minutes


def callers_shown(rows: Iterable[CallerRow]) -> charts.Table:
    """The table on screen."""
    few = f"fewer than {SMALL_N_NAMED} answered"
    return charts.Table(
        TITLE,
        ("Name", *COUNTED, _COMPLETE),
        tuple(
            (
                row.name,
                *(f"{n:,}" for n in counts_of(row)),
                few if row.complete.withheld else charts.percent_text(row.complete),
            )
            for row in rows
        ),
    )


def callers_file(rows: Iterable[CallerRow], period: Period) -> Table:
    """The same for a spreadsheet, with n and the range of chance beside the share; withheld, these four are empty."""
    days = (period.first.isoformat(), period.last.isoformat())
    lines = tuple((row.name, *counts_of(row), *_share(row), *days, _note(row)) for row in rows)
    return Table(f"Volunteers {days[0]}", _HEADINGS, lines)


def _share(row: CallerRow) -> tuple[Decimal | int | str, ...]:
    share, interval = row.complete.share, row.complete.interval
    if share is None or interval is None:
        return "", "", "", ""
    low, high = interval.low, interval.high
    return Decimal(f"{share:.4f}"), row.complete.n, Decimal(f"{low:.4f}"), Decimal(f"{high:.4f}")


def _note(row: CallerRow) -> str:
    return f"Withheld: fewer than {SMALL_N_NAMED} answered" if row.complete.withheld else ""


def caller_rows(tries: Iterable[CallerTry], table: OutcomeTable) -> tuple[CallerRow, ...]:
    """A row for each who made a try. *Answered*: a human being spoke, whoever it was."""
    by_name: dict[str, list[CallerTry]] = {}
    for one in tries:
        by_name.setdefault(one.name, []).append(one)
    return tuple(_row(name, own, table) for name, own in sorted(by_name.items(), key=lambda one: one[0].casefold()))


def _row(name: str, tries: list[CallerTry], table: OutcomeTable) -> CallerRow:
    ended = [table.rule(one.outcome) for one in tries if one.outcome]
    answered = sum(rule.answered for rule in ended)
    return CallerRow(
        name=name,
        sessions=len({one.day for one in tries}),
        tries=len(tries),
        answered=answered,
        talked=sum(rule.outcome in _TALKED for rule in ended),
        refusals=sum(rule.outcome in _REFUSED for rule in ended),
        cut_off=sum(rule.outcome is Outcome.CUT_OFF for rule in ended),
        minutes=sum(one.seconds for one in tries) // 60,
        complete=percentage(sum(rule.kind is CaseClass.COMPLETE for rule in ended), answered, one_person=True),
    )
