"""Two weeks played through in words: how many are tried, who is not, and why."""

from __future__ import annotations

from typing import Final

from callback_desk.domain.replay import Missed
from callback_desk.ui.sentences import add_sentences, sentence
from callback_desk.ui.when import count
from callback_desk.use_cases.what_if import WhatIf

_NAMES_SHOWN: Final = 8

add_sentences(
    Missed,
    {
        Missed.TOO_OLD: "the report is too old before a call is possible",
        Missed.USED_UP: "every try is used",
        Missed.NO_HOUR: "nobody is at the desk in a decent hour at their number",
        Missed.LATER: "their turn comes after the two weeks",
        Missed.NO_TIME: "others come first and the shifts are full",
    },
)


def what_if_lines(found: WhatIf) -> tuple[str, ...]:
    """Each a sentence or two, most telling first."""
    then, now = found.then, found.now
    lines = ["The next two weeks, if nobody answered. Nothing was saved."]
    if not then.people:
        return (*lines, "Nobody waits to be called.")
    before = f" As it is now: {count(now.tried, 'person', 'people')}." if now.tried != then.tried else ""
    lines.append(f"{count(then.tried, 'person', 'people')} of {then.people:,} would be tried.{before}")
    for why in Missed:
        many = then.count(why)
        if many:
            lines.append(f"Not tried, because {sentence(why)}: {count(many, 'person', 'people')}.")
    hours = round(then.spare.total_seconds() / 3600)
    if hours:
        lines.append(f"{count(hours, 'hour')} of shifts would have nobody to call.")
    if found.not_tried:
        names = ", ".join(one.name for one in found.not_tried[:_NAMES_SHOWN])
        more = len(found.not_tried) - _NAMES_SHOWN
        lines.append(f"Who: {names}{f' and {more:,} more' if more > 0 else ''}.")
    return tuple(lines)
