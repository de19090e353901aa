"""What a department says in its own words: answers to what people ask, and the message on a machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.never_said import never_said, tells_a_stranger

LANGUAGES: Final = ("en", "es")
MOST_LETTERS: Final = 240  # what stands whole in the words to say, at twice the size
PIPES: Final = {
    "[first name]": "first_name",
    "[volunteer first name]": "volunteer_first_name",
    "[callback phone]": "callback_phone",
}
_BRACKETS: Final = re.compile(r"\[[^\[\]]*\]?")


class Answer(StrEnum):
    """A question people ask, and the message that may be left. The value is the name in settings and scripts."""

    DETECTIVE = "detective"
    REPORT_COPY = "report_copy"
    VIDEO = "video"
    PROPERTY = "property"
    INTERPRETER = "interpreter"
    SUPPORT = "support"
    COMPLAINT = "complaint"
    NEW_REPORT = "new_report"
    PREVENTION = "prevention"
    COMPENSATION = "compensation"
    VOICEMAIL = "voicemail"


def key_of(answer: Answer, language: str) -> str:
    """ "report_copy_es"."""
    return f"{answer.value}_{language}"


_KEYS: Final = {key_of(answer, language): answer for answer in Answer for language in LANGUAGES}


def checked_answers(given: Mapping[str, object]) -> dict[str, str]:
    """The words by key ("video_en"), blanks single, without the empty ones. Raises DeskFault for words not to be said.

    An answer is read aloud as it stands, so it promises nothing; a message on a machine tells nobody who rang, or why.
    """
    found: dict[str, str] = {}
    for key, text in given.items():
        answer = _KEYS.get(key)
        if answer is None or not isinstance(text, str):
            raise _refused("This program knows no such answer.")
        said = " ".join(text.split())
        _check(answer, said)
        if said:
            found[key] = said
    return found


def _check(answer: Answer, said: str) -> None:
    if len(said) > MOST_LETTERS:
        raise _refused(f"An answer has at most {MOST_LETTERS} characters: it is read aloud. Shorten it.")
    if not all(letter.isprintable() for letter in said):
        raise _refused("There is a character in this answer that cannot be shown. Type it by hand.")
    wrong = never_said(said)
    if wrong:
        raise _refused(f"These words are {wrong}, and that is never said. Say it another way.")
    odd = next((one for one in _BRACKETS.findall(said) if one not in PIPES), "")
    if odd:
        raise _refused(f"Only {', '.join(PIPES)} may stand in brackets.")
    if answer is Answer.VOICEMAIL and tells_a_stranger(said):
        raise _refused(f"A message may not say “{tells_a_stranger(said)}”: anybody can hear it.")


def _refused(sentence: str) -> DeskFault:
    return DeskFault(f"{sentence} Nothing was changed.", code="settings-refused")


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The words with names and number in place of the brackets; "" when one of them is not known."""
    for pipe, name in PIPES.items():
        if pipe in text:
            if not facts.get(name):
                return ""
            text = text.replace(pipe, facts[name])
    return text
