"""The scales of service questions, best answer first, and where an answer stands on its five steps: 1 is the best."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Scale:
    """A shipped scale: its valid answers, best first, how they are read, and which of them are its best."""

    answers: tuple[str, ...]
    labels: tuple[str, ...]
    best: frozenset[str]


def _scale(*pairs: tuple[str, str], top: int = 2) -> Scale:
    answers = tuple(answer for answer, _ in pairs)
    return Scale(answers, tuple(label for _, label in pairs), frozenset(answers[:top]))


_EASE = _scale(
    ("very_easy", "Very easy"),
    ("fairly_easy", "Fairly easy"),
    ("neither", "Neither easy nor difficult"),
    ("fairly_difficult", "Fairly difficult"),
    ("very_difficult", "Very difficult"),
)
_SATISFIED = _scale(
    ("very_satisfied", "Very satisfied"),
    ("fairly_satisfied", "Fairly satisfied"),
    ("neither", "Neither"),
    ("fairly_dissatisfied", "Fairly dissatisfied"),
    ("very_dissatisfied", "Very dissatisfied"),
)
_AGREE = _scale(
    ("strongly_agree", "Strongly agree"),
    ("agree", "Agree"),
    ("neither", "Neither agree nor disagree"),
    ("disagree", "Disagree"),
    ("strongly_disagree", "Strongly disagree"),
)
_AGAIN = _scale(("yes", "Yes"), ("probably", "Probably"), ("no", "No"), top=1)


@dataclass(frozen=True, slots=True)
class ServiceItem:
    """One closed question of the shipped set, in a few words for a row of a chart."""

    question: str
    label: str
    scale: Scale


#: The headline: satisfaction with the whole, asked last of the eight (research 3.2).
HEADLINE: Final = "whole"
#: In the order in which they are asked; the headline is drawn last.
ITEMS: Final = (
    ServiceItem("reach", "Easy to reach someone who could help", _EASE),
    ServiceItem("response_time", "Time taken to respond", _SATISFIED),
    ServiceItem("listened", "Felt listened to", _AGREE),
    ServiceItem("explained", "Explained what would happen next", _AGREE),
    ServiceItem("respect", "Treated with respect", _AGREE),
    ServiceItem("actions", "Actions taken on the report", _SATISFIED),
    ServiceItem("informed", "Kept informed", _SATISFIED),
    ServiceItem("report_again", "Would report it again", _AGAIN),
    ServiceItem(HEADLINE, "Whole experience", _SATISFIED),
)


def item_of(question: str, answers: Collection[str]) -> ServiceItem | None:
    """The item of a question: the shipped one, or one an agency asks on a shipped scale; None for any other.

    `answers`: what was answered to it, which says the scale of an agency's own question.
    """
    shipped = next((item for item in ITEMS if item.question == question), None)
    valid = {answer for answer in answers if answer not in NO_ANSWER}
    if shipped is not None and valid <= set(shipped.scale.answers):
        return shipped
    scale = next((one for one in (_SATISFIED, _AGREE, _EASE, _AGAIN) if valid and valid <= set(one.answers)), None)
    return None if scale is None else ServiceItem(question, question.replace("_", " ").capitalize(), scale)
