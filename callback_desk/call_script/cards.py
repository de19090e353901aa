"""What lies beside every question: never say, they ask, danger now, words for somebody else and for a machine.

They are choice lists of the same workbook, so that one version holds them and both languages: card_never_say,
card_they_ask, card_objection, card_someone_else, card_voicemail (one row for each VoicemailPolicy), card_words (danger,
complaint, praise, new_crime, slow_down, distress, cut_off and others). Only facts known before the checks may be piped
into them. A row whose `closed_if` holds is left out: so the department's own answer stands in place of the script's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from callback_desk.call_script.form import Choice, Form, Question, QuestionKind
from callback_desk.call_script.live import LiveForm
from callback_desk.call_script.wording import Words, words
from callback_desk.domain.call import VoicemailPolicy

NEVER_SAY: Final = "card_never_say"
THEY_ASK: Final = "card_they_ask"
OBJECTION: Final = "card_objection"
SOMEONE_ELSE: Final = "card_someone_else"
VOICEMAIL: Final = "card_voicemail"
WORDS: Final = "card_words"
CARD_LISTS: Final = (NEVER_SAY, THEY_ASK, OBJECTION, SOMEONE_ELSE, VOICEMAIL, WORDS)
ELSE: Final = "_else"  # a row "video_else" says what "video" does while the department entered nothing
NEEDED_WORDS: Final = ("danger", "complaint", "praise")


@dataclass(frozen=True, slots=True)
class Card:
    """`topic` is what the volunteer looks for, `words` what is said."""

    name: str
    topic: str
    words: Words


class Cards:
    """In the language of the moment. Each list is read when somebody looks at it: a sheet wants one of the six."""

    def __init__(self, live: LiveForm) -> None:
        self._live = live

    @property
    def never_say(self) -> tuple[str, ...]:
        return tuple(card.topic for card in _cards(self._live, NEVER_SAY))

    @property
    def they_ask(self) -> tuple[Card, ...]:
        return _cards(self._live, THEY_ASK)

    @property
    def objections(self) -> tuple[Card, ...]:
        return _cards(self._live, OBJECTION)

    @property
    def someone_else(self) -> tuple[Card, ...]:
        return _cards(self._live, SOMEONE_ELSE)

    @property
    def voicemail(self) -> Mapping[VoicemailPolicy, Words]:
        rows = self._live.form.lists.get(VOICEMAIL, ())
        policies = {policy.value: policy for policy in VoicemailPolicy}
        return {policies[row.name]: _card(self._live, row).words for row in rows if row.name in policies}

    @property
    def words(self) -> Mapping[str, Card]:
        """By name: danger, complaint, praise, new_crime, slow_down, cut_off ..."""
        return {card.name: card for card in _cards(self._live, WORDS)}


def _cards(live: LiveForm, name: str) -> tuple[Card, ...]:
    beside = _beside(live.form)
    rows = live.form.lists.get(name, ())
    return tuple(
        _card(live, row) for row in rows if not row.closed_if or not live.truth(row.closed_if, beside, beside.path)
    )


def _card(live: LiveForm, choice: Choice) -> Card:
    beside = _beside(live.form)
    return Card(
        choice.name.removesuffix(ELSE),
        words(choice.labels, live, beside, beside.path).text,
        words(choice.says, live, beside, beside.path),
    )


def _beside(form: Form) -> Question:
    """A card belongs to no question, and so stands before every check."""
    return Question(name="card", path=form.root, kind=QuestionKind.NOTE)
