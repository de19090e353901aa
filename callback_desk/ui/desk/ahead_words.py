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
        Missed.NO_HOUR: "nobody is at the desk in a decent hour at their number, or at a time they gave",
        Missed.LATER: "their turn comes after the two weeks",
        Missed.NO_TIME: "others come first and the shifts are full",
    },
)


def _how(found: WhatIf) -> str:
    if not found.tries:
        return (
            "The next two weeks, if nobody answered: there are too few tries here yet to know how people answer. "
            "Nothing was saved."
        )
    return f"The next two weeks, with people answering as in the last {found.tries:,} tries here. Nothing was saved."


def what_if_lines(found: WhatIf) -> tuple[str, ...]:
    """Each a sentence or two, most telling first."""
    then, now = found.then, found.now
    lines = [_how(found)]
    if not then.people:
        return (*lines, "Nobody waits to be called.")
    if found.waiting > then.people:
        lines.append(f"Of {found.waiting:,} people who wait, the first {then.people:,} were played.")
    before = f" As it is now: {count(now.tried, 'person', 'people')}." if now.tried != then.tried else ""
    lines.append(f"{count(then.tried, 'person', 'people')} of {then.people:,} would be tried.{before}")
    if found.tries:
        before = f" As it is now: {now.reached:,}." if now.reached != then.reached else ""
        missed = f", {count(len(then.unreached), 'person', 'people')} tried and not reached" if then.unreached else ""
        lines.append(f"About {count(then.reached, 'person', 'people')} would be reached{missed}.{before}")
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
