"""Calls that brought nothing new: one line for each case, told once to whoever investigates it (product.md, 3.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from callback_desk.domain.access import EXPORT_WITHOUT_SECOND
from callback_desk.domain.ids import CallId, CaseId
from callback_desk.domain.people import Recipient

#: Lines of one page at most: more records at once would need a second signer, so the others wait for the next page.
MOST_LINES = EXPORT_WITHOUT_SECOND
#: How long after its end a call is still told of. Older than that, a case moves or rests without our line.
TOLD_WITHIN = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class NoNews:
    """A signed call in which everything was asked and nothing new was said about this case; `at` is UTC."""

    call_id: CallId
    case_id: CaseId
    case_number: str
    at: datetime
    volunteer: str
    investigator: str = ""  # as the newest export names them, "" when it does not


@dataclass(frozen=True, slots=True)
class NoNewsFor:
    """What one recipient can be told, longest ago first. None: nobody here receives news of these cases."""

    recipient: Recipient | None
    lines: tuple[NoNews, ...]

    @property
    def next_page(self) -> tuple[NoNews, ...]:
        """The lines of the page that is made next."""
        return self.lines[:MOST_LINES]


def case_numbers(lines: Sequence[NoNews]) -> tuple[str, ...]:
    """The different numbers, in the order of the lines."""
    return tuple(dict.fromkeys(line.case_number for line in lines))
