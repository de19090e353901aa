"""Whether a column writes day or month first: evidence over its rows, one decision for the column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from callback_desk.domain.layout import DateOrder, Field
from callback_desk.intake.dates import YEAR_LAST

_ENOUGH_ROWS = 5_000
_CLEAR = 0.99  # of two kinds of evidence one must be nearly all there is


@dataclass(slots=True)
class _Votes:
    month_first: int = 0  # the second number is over 12
    day_first: int = 0  # the first number is over 12
    ambiguous: int = 0
    month_breaks: int = 0  # rows in which reading month first contradicts the row or the calendar
    day_breaks: int = 0
    with_time: int = 0
    midnight: int = 0


@dataclass(frozen=True, slots=True)
class ColumnDates:
    """What was settled for a date column.

    `undecided`: no evidence either way, a person should say. `mixed`: many rows can only be read day first and many
    only month first, so that whatever is said is wrong for some.
    """

    order: DateOrder | None
    undecided: bool
    day_only: bool
    mixed: bool = False


def settle_orders(
    rows: Iterable[Sequence[str]], columns: Mapping[int, Field], today: date, *, month_first_region: bool
) -> dict[int, ColumnDates]:
    """Read rows until every date column is settled; without any evidence the region's habit is taken.

    Evidence: a number over 12; a reading in which the report precedes the crime; a reading in the future.
    """
    votes = {index: _Votes() for index in columns}
    reported = next((index for index, wanted in columns.items() if wanted is Field.REPORTED_AT), None)
    occurred = next((index for index, wanted in columns.items() if wanted is Field.OCCURRED_AT), None)
    for number, cells in enumerate(rows):
        for index, vote in votes.items():
            if index < len(cells) and (text := cells[index]):
                _count(vote, text.strip(), today)
        if reported is not None and occurred is not None and max(reported, occurred) < len(cells):
            _compare(votes[reported], votes[occurred], cells[reported], cells[occurred])
        if number >= _ENOUGH_ROWS and all(_settled(vote) for vote in votes.values()):
            break
    together = _decide_alone(_sum(votes.values()))
    return {index: _decision(vote, together, month_first_region) for index, vote in votes.items()}


def _count(vote: _Votes, text: str, today: date) -> None:
    found = YEAR_LAST.fullmatch(text)
    rest = found[4] if found is not None else (text[11:] if len(text) > 11 and text[4:5] == "-" else "")
    if rest:
        vote.with_time += 1
        vote.midnight += not rest.strip("0: AMamT.Z") or rest.startswith("12:00:00 A")
    if found is None:
        return
    first, second = int(found[1]), int(found[2])
    if first > 12 >= second:
        vote.day_first += 1
    elif second > 12 >= first:
        vote.month_first += 1
    elif first != second:
        vote.ambiguous += 1
        if len(found[3]) == 4:
            now = (today.year, today.month, today.day)
            vote.month_breaks += (int(found[3]), first, second) > now
            vote.day_breaks += (int(found[3]), second, first) > now


def _compare(reported: _Votes, occurred: _Votes, reported_text: str, occurred_text: str) -> None:
    """A crime is reported after it happens: the reading that says otherwise, in both columns alike, breaks."""
    r, o = YEAR_LAST.fullmatch(reported_text.strip()), YEAR_LAST.fullmatch(occurred_text.strip())
    if r is None or o is None or len(r[3]) != len(o[3]):
        return
    month_breaks = (int(r[3]), int(r[1]), int(r[2])) < (int(o[3]), int(o[1]), int(o[2]))
    day_breaks = (int(r[3]), int(r[2]), int(r[1])) < (int(o[3]), int(o[2]), int(o[1]))
    for vote in (reported, occurred):
        vote.month_breaks += month_breaks
        vote.day_breaks += day_breaks


def _sum(votes: Iterable[_Votes]) -> _Votes:
    total = _Votes()
    for vote in votes:
        total.month_first += vote.month_first
        total.day_first += vote.day_first
        total.ambiguous += vote.ambiguous
    return total


def _settled(vote: _Votes) -> bool:
    return not vote.ambiguous or _decide_alone(vote) is not None


def _decide_alone(vote: _Votes) -> DateOrder | None:
    total = vote.month_first + vote.day_first
    if total and vote.month_first >= _CLEAR * total:
        return DateOrder.MONTH_FIRST
    if total and vote.day_first >= _CLEAR * total:
        return DateOrder.DAY_FIRST
    if vote.month_breaks == 0 and vote.day_breaks > 0:
        return DateOrder.MONTH_FIRST
    if vote.day_breaks == 0 and vote.month_breaks > 0:
        return DateOrder.DAY_FIRST
    return None


def _decision(vote: _Votes, together: DateOrder | None, month_first_region: bool) -> ColumnDates:
    day_only = vote.with_time > 0 and vote.with_time == vote.midnight
    if not (vote.ambiguous or vote.month_first or vote.day_first):
        return ColumnDates(None, False, day_only)
    mixed = min(vote.month_first, vote.day_first) > (1 - _CLEAR) * (vote.month_first + vote.day_first)
    order = None if mixed else _decide_alone(vote) or together
    if order is not None:
        return ColumnDates(order, False, day_only, mixed)
    habit = DateOrder.MONTH_FIRST if month_first_region else DateOrder.DAY_FIRST
    return ColumnDates(habit, vote.ambiguous > 0, day_only, mixed)
