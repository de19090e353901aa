"""Answers to the service questions that came another way than by telephone: on a card, or in a web form.

They stand in tables, figures and pages of their own: people judge more kindly on the telephone than in writing, so one
number made of both would be of neither (research/domain 3.2, mode). Nobody's name is kept, and no free text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import FeedbackBatchId
from callback_desk.domain.rating_scale import ITEMS, ServiceItem

#: The wording a card or form must ask in, word for word: answers of two wordings are never one figure.
WORDING: Final = "core-v1"
EARLIEST: Final = date(2000, 1, 1)  # a day before it is a slip of the pen
_OPEN: Final = frozenset({"dont_know", "prefer_not"})
_TOO_EARLY: Final = "informed"  # the one question that may be asked too early
_ITEMS: Final[Mapping[str, ServiceItem]] = {item.question: item for item in ITEMS}


class Channel(StrEnum):
    """How an answer came. Channels are never added up, neither to each other nor to the telephone."""

    CARD = "card"
    WEB = "web"


CHANNEL_WORDS: Final[Mapping[Channel, str]] = {Channel.CARD: "Response card", Channel.WEB: "Web form"}
#: Stands under every figure of a channel, in place of how telephone answers were collected.
COLLECTED_OTHERWISE: Final[Mapping[Channel, str]] = {
    Channel.CARD: "Written on response cards by people who chose to send one in.",
    Channel.WEB: "Typed into a web form by people who chose to fill it in.",
}
NOT_COMPARED: Final = (
    "Not telephone answers, and in none of their figures. Written answers tend to be less kind. "
    "Groups under 10 are not shown."
)
NO_RATE: Final = "n/a, because nobody counted who was asked"


@dataclass(frozen=True, slots=True)
class FeedbackForm:
    """One card or one answer of a web form. `day` by the desk's clock: when it was filled in, or came.

    `answers`: question of the shipped set -> answer of its scale, at least one. `ref`: SHA-256 of the number the form's
    maker gave it, "" where it has none; it tells the same answer in a later file, and leads back to nobody.
    """

    day: date
    answers: Mapping[str, str]
    ref: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackBatch:
    """What was kept at once: a card that was typed in, or the new answers of a file."""

    id: FeedbackBatchId
    channel: Channel
    forms: int
    by: str
    at: datetime  # UTC
    file_sha256: str = ""  # "" for a card that was typed in
    taken_back: datetime | None = None

    @property
    def from_file(self) -> bool:
        return bool(self.file_sha256)


@dataclass(frozen=True, slots=True)
class Said:
    """One form as figures need it."""

    channel: Channel
    day: date
    wording: str
    answers: Mapping[str, str]


def item_named(question: str) -> ServiceItem:
    """Raises DeskFault for a question that is none of the shipped set."""
    found = _ITEMS.get(question)
    if found is None:
        raise DeskFault("This is none of the service questions.", code="feedback.question")
    return found


def may_answer(question: str) -> frozenset[str]:
    """The answers a question takes, those that count and those that do not."""
    early = {"not_yet"} if question == _TOO_EARLY else set()
    return frozenset(item_named(question).scale.answers) | _OPEN | early


def settled_form(form: FeedbackForm, today: date) -> FeedbackForm:
    """The form without its open questions. Raises DeskFault for a day that cannot be, and where nothing is answered."""
    if form.day > today:
        raise DeskFault("The day lies in the future. Check it.", code="feedback.day")
    if form.day < EARLIEST:
        raise DeskFault(f"The day lies before {EARLIEST.year}. Check it.", code="feedback.day")
    answers = {question: answer for question, answer in form.answers.items() if answer}
    for question, answer in answers.items():
        if answer not in may_answer(question):
            raise DeskFault(wrong_answer(question), code="feedback.answer")
    if not answers:
        raise DeskFault("Answer at least one question first.", code="feedback.empty")
    return FeedbackForm(form.day, answers, form.ref)


def wrong_answer(question: str) -> str:
    """Why an answer is not taken; what was written is not repeated."""
    labels = ", ".join(item_named(question).scale.labels)
    return f"The answer under {question} is none of these: {labels}."
