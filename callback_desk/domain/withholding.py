"""What of a table may be shown, so that nobody small is found in it, in one report or between any two of them.

1. Months are gathered into blocks: for each group the desk's months, from its first on, are added up until the block
   holds at least 10 (about one officer or area 30). A report shows the sum of the whole blocks inside its days. Where
   blocks end depends on nothing but the months before, so what a group shows in any two reports differs by whole
   blocks: by nobody, or by at least 10.
2. A group beside a total is shown of the months the total is shown of, so that nobody stands in a row and not in the
   total. Beside a total the part of it that is not shown is nobody, or at least 10: otherwise the smallest shown group
   goes too, until it holds (secondary suppression, Washington State Department of Health; see research 3.3).
3. Steps of a scale that fewer than 10 chose are joined to the next.

The running month is a month up to today, so figures of a period that is not over still grow; what leaves the house is
of months that are over (`Report.growing`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from callback_desk.domain.figure_periods import Month
from callback_desk.domain.measures import SMALL_N

_Group = TypeVar("_Group", str, tuple[str, str])


@dataclass(frozen=True, slots=True)
class Block:
    """Months that are shown together or not at all, and how many are in them."""

    first: Month
    last: Month
    n: int

    def within(self, months: Collection[Month]) -> bool:
        """Whether it lies in them whole; they follow one another."""
        return self.first in months and self.last in months


def blocks(counts: Iterable[Mapping[Month, int]], smallest: int = SMALL_N) -> tuple[Block, ...]:
    """The blocks of a group, in order; the newest months may be in none as yet.

    With several counts a block is full when each of them is: for what is shown split in two. `n` is of all.
    """
    parts = tuple(counts)
    months = sorted({month for part in parts for month, n in part.items() if n})
    found: list[Block] = []
    first, sums = None, [0] * len(parts)
    for month in months:
        first = first or month
        sums = [so_far + part.get(month, 0) for so_far, part in zip(sums, parts, strict=True)]
        if min(sums) >= smallest:
            found.append(Block(first, month, sum(sums)))
            first, sums = None, [0] * len(parts)
    return tuple(found)


def shown_months(
    counts: Iterable[Mapping[Month, int]], inside: Collection[Month], smallest: int = SMALL_N
) -> frozenset[Month]:
    """The months whose counts a report over `inside` shows: those of the whole blocks that lie in it."""
    parts = tuple(counts)
    whole = [block for block in blocks(parts, smallest) if block.within(inside)]
    months = {month for part in parts for month in part}
    return frozenset(month for month in months for block in whole if block.first <= month <= block.last)


def kept_beside(total: int, shown: Mapping[_Group, int], smallest: int = SMALL_N) -> frozenset[_Group]:
    """Which groups stay when `total` stands beside them: what is missing of it is then 0 or at least `smallest`."""
    kept = {group: n for group, n in shown.items() if n}
    missing = total - sum(kept.values())
    while kept and not (missing == 0 or missing >= smallest):
        least = min(kept, key=lambda group: (kept[group], group))
        missing += kept.pop(least)
    return frozenset(kept)


def joined_steps(counts: Sequence[int], smallest: int = SMALL_N) -> tuple[tuple[int, ...], ...]:
    """Steps of a scale, by their places, joined so that each part is nobody or at least `smallest`.

    A step goes to the next ones until the part is big enough; what is left at the end goes to the part before it.
    """
    parts: list[tuple[int, ...]] = []
    open_part: tuple[int, ...] = ()
    for place in range(len(counts)):
        open_part += (place,)
        size = sum(counts[one] for one in open_part)
        if size == 0 or size >= smallest:
            parts.append(open_part)
            open_part = ()
    while open_part and parts and 0 < sum(counts[one] for one in open_part) < smallest:
        open_part = parts.pop() + open_part
    return tuple(parts) + ((open_part,) if open_part else ())
