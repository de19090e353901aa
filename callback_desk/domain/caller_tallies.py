"""What each volunteer did, counted. By the alphabet: nobody is ranked, and a share is shown from 30 on."""

from __future__ import annotations

from collections.abc import Iterable

from callback_desk.domain.figure_rows import CallerTry
from callback_desk.domain.figures import CallerRow
from callback_desk.domain.measures import CaseClass, percentage
from callback_desk.domain.outcomes import Outcome, OutcomeTable

_TALKED = frozenset({Outcome.TALKED_ALL, Outcome.TALKED_PART})
_REFUSED = frozenset({Outcome.NO_CALLS_WANTED, Outcome.SOFT_REFUSAL})


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
