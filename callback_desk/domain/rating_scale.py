"""Where a service answer stands on its five steps: 1 is the best. Only for looking at a whole row of answers."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

TOP: Final = 1

_STEPS = (
    ("very_easy", "very_satisfied", "strongly_agree"),
    ("fairly_easy", "fairly_satisfied", "agree"),
    ("neither",),
    ("fairly_difficult", "fairly_dissatisfied", "disagree"),
    ("very_difficult", "very_dissatisfied", "strongly_disagree"),
)
_STEP_OF: Final = MappingProxyType({value: step for step, values in enumerate(_STEPS, start=TOP) for value in values})
#: Answers that stand on no step.
NO_ANSWER: Final = frozenset({"", "dont_know", "prefer_not", "not_yet"})


def step_of(value: str) -> int | None:
    """The step of an answer of the shipped scales; None for one that stands on none, or is on a scale of an agency."""
    return _STEP_OF.get(value)
