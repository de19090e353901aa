"""How a callback counts in the end: of all its tries the one that says most (AAPOR Standard Definitions)."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from callback_desk.domain.measures import CaseClass
from callback_desk.domain.outcomes import Outcome, OutcomeRule, OutcomeTable
from callback_desk.domain.schedule import Tried

# The lowest first. What a person said outranks what a machine or a limit says; of equals the newest counts.
_RANK: Final = MappingProxyType(
    {
        CaseClass.UNKNOWN_HOUSEHOLD: 0,
        CaseClass.NOT_ELIGIBLE: 0,
        CaseClass.UNKNOWN_OTHER: 1,
        CaseClass.NON_CONTACT: 2,
        CaseClass.OTHER: 3,
        CaseClass.REFUSAL: 4,
        CaseClass.PARTIAL: 5,
        CaseClass.COMPLETE: 6,
    }
)

#: Ends at which the person themselves was spoken to.
REACHED: Final = frozenset(
    {
        Outcome.TALKED_ALL,
        Outcome.TALKED_PART,
        Outcome.ANOTHER_TIME,
        Outcome.NO_CALLS_WANTED,
        Outcome.SOFT_REFUSAL,
        Outcome.CUT_OFF,
        Outcome.UNSAFE,
        Outcome.SOMETHING_WRONG,
        Outcome.DANGER,
    }
)


def final_disposition(
    tries: Iterable[Tried], table: OutcomeTable, *, strict: bool = False, live_appointment: bool = False
) -> OutcomeRule | None:
    """The row of the table a callback counts as, out of its tries (oldest first).

    None for a live appointment, which has no final code, and where nothing was dialed (3.11 is not an ending). A
    refusal is never replaced by what came after it by itself, a no for good by nothing at all. `strict`: by AAPOR's
    own classes.
    """
    return None if live_appointment else final_of((one.outcome for one in tries), table, strict=strict)


def final_of(outcomes: Iterable[str], table: OutcomeTable, *, strict: bool = False) -> OutcomeRule | None:
    """`final_disposition` of nothing but the endings, oldest first."""
    rows = [row for row in map(table.rule, outcomes) if row.counts]
    if not rows:
        return None
    final = next((row for row in reversed(rows) if row.outcome is Outcome.NO_CALLS_WANTED), None)
    if final is not None and not any(row.kind is CaseClass.COMPLETE for row in rows):
        return final
    rank = [_RANK[table.kind_of(row.outcome, strict=strict)] for row in rows]
    best = max(rank)
    return next(row for row, one in zip(reversed(rows), reversed(rank), strict=True) if one == best)
