"""Kinds of number, languages and endings in the words of the call screen."""

from __future__ import annotations

import re

from callback_desk.domain.call import CallCard
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.phone import PhoneKind
from callback_desk.ui.sentences import add_sentences, sentence
from callback_desk.use_cases.desk import Desk

add_sentences(
    PhoneKind,
    {
        PhoneKind.HOME: "Home",
        PhoneKind.MOBILE: "Mobile",
        PhoneKind.WORK: "Work",
        PhoneKind.SAFE: "Safe number",
        PhoneKind.OTHER: "Other",
    },
)

_LANGUAGES = {"en": "English", "es": "Spanish", "pl": "Polish", "zh": "Chinese", "ar": "Arabic", "fr": "French"}


def kind_word(kind: PhoneKind) -> str:
    return sentence(kind)


def language_word(code: str) -> str:
    """The language in the interface's own words; an unknown code as it is."""
    return _LANGUAGES.get(code[:2].lower(), code)


def outcome_word(desk: Desk, outcome: str) -> str:
    """How a try ended, in the words of the outcome table."""
    known = {one.value for one in Outcome}
    return desk.rules.outcomes.rule(outcome).screen if outcome in known else "Not finished"


def curled(text: str) -> str:
    """Text of a script with typographic quotes: the workbook's reader makes every quote straight."""
    opened = re.sub(r'(^|[\s(\[\u2014-])"', "\\1“", text)
    return opened.replace('"', "”").replace("'", "’")


def who_above(card: CallCard | None) -> str:
    """What stands over the name in a call."""
    return "On the line" if card is not None and card.they_rang else "You are calling"


def number_above(card: CallCard | None) -> str:
    """What stands over the number in a call: who rang us is not dialed."""
    return "They called us. Their number:" if card is not None and card.they_rang else "Dial on the desk phone"
