"""What the prompts of the script bring, and how much of it was of use: what a better script is made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from callback_desk.domain.figure_rows import Talk
from callback_desk.domain.figures import YieldRow
from callback_desk.domain.ids import CallId
from callback_desk.domain.measures import SMALL_N, percentage


def yields(talks: Iterable[Talk], used: Collection[tuple[CallId, str]] | None) -> tuple[YieldRow, ...]:
    """Every prompt that brought something, what brought most first; then the same for each offense with 10 talks.

    `used`: (call, prompt) of the lines that were used; None while there are no receipts.
    """
    everybody = tuple(talks)
    by_offense: dict[str, list[Talk]] = {}
    for talk in everybody:
        by_offense.setdefault(talk.offense, []).append(talk)
    rows = [*_rows("", everybody, used)]
    for offense, own in sorted(by_offense.items()):
        if offense and len(own) >= SMALL_N:
            rows += _rows(offense, own, used)
    return tuple(rows)


def _rows(offense: str, talks: Collection[Talk], used: Collection[tuple[CallId, str]] | None) -> list[YieldRow]:
    found = []
    for prompt in {prompt for talk in talks for prompt in talk.prompts}:
        brought = [talk.call for talk in talks if prompt in talk.prompts]
        row = YieldRow(
            question=prompt,
            label=prompt.replace("_", " ").capitalize(),
            offense=offense,
            asked=len(talks),
            brought=len(brought),
            used=None if used is None else sum((call, prompt) in used for call in brought),
            share=percentage(len(brought), len(talks)),
        )
        found.append(row)
    return sorted(found, key=lambda row: (-row.brought, row.question))
