"""Whether an answer fits its question; what does not is said in a sentence."""

from __future__ import annotations

import re

from callback_desk.call_script.form import SELECTS, SEVERAL, Choice, Question, QuestionKind
from callback_desk.call_script.kinds import fits_kind, names_in
from callback_desk.call_script.live import LiveForm
from callback_desk.call_script.sentences import sentence
from callback_desk.call_script.steps import Step
from callback_desk.call_script.wording import words

_LETTERS_MOST = 10_000
#: What comes with a paste (a soft line break of a word processor is U+000B) and XML 1.0 cannot hold ("Char").
_NOT_WRITING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")


def as_typed(text: str) -> str:
    """Typed or pasted words as they are kept: each run of control characters is a blank; no blanks at the ends."""
    return _NOT_WRITING.sub(" ", text).strip()


def complaint_about(live: LiveForm, question: Question, key: str, value: str, *, leaving: bool = False) -> str:
    """ "" when the answer fits. Whether one is needed is asked only when leaving."""
    if not value or question.read_only:
        return _needed(live, question, key) if leaving else ""
    if len(value) > _LETTERS_MOST:
        return sentence("too_long", live.language)
    code = "no_choice" if question.kind in SELECTS and not leaving else ""
    if code:
        return _choice_complaint(live, question, key, value)
    if not fits_kind(question.kind, value) or (leaving and _half_ranked(live, question, key, value)):
        return sentence(question.kind.value, live.language)
    if not live.holds(question, key, value):
        said = words(question.constraint_message, live, question, key).text
        return said or sentence("constraint", live.language)
    return ""


def _half_ranked(live: LiveForm, question: Question, key: str, value: str) -> bool:
    return question.kind is QuestionKind.RANK and len(value.split()) < len(live.choices(question, key))


def keep(live: LiveForm, question: Question, key: str, value: str) -> str:
    """Keep an answer, "" takes it back. What does not fit is not kept, and said."""
    value = as_typed(value)
    if question.kind is QuestionKind.SELECT_MULTIPLE:  # in the order of the sheet, whatever was pressed first
        value = " ".join(choice.name for choice in question.choices if choice.name in value.split())
    complaint = complaint_about(live, question, key, value)
    if complaint:
        return complaint
    before = live.values.get(key, "")
    live.set_value(key, value)
    if live.too_many_rounds:
        live.set_value(key, before)
        return sentence("too_many_rounds", live.language)
    live.drop_closed_facts()
    return ""


def closed_reason(live: LiveForm, choice: Choice, question: Question, key: str) -> str:
    if not choice.closed_if or not live.truth(choice.closed_if, question, key):
        return ""
    return words(choice.closed_reasons, live, question, key).text or sentence("no_choice", live.language)


def _choice_complaint(live: LiveForm, question: Question, key: str, value: str) -> str:
    offered = {choice.name: choice for choice in live.choices(question, key)}
    names = names_in(question, value)
    if len(set(names)) < len(names):
        return sentence("no_choice", live.language)
    for name in names:
        if name not in offered:
            return sentence("no_choice", live.language)
        reason = closed_reason(live, offered[name], question, key)
        if reason:
            return reason
    if not live.holds(question, key, value):
        said = words(question.constraint_message, live, question, key).text
        return said or sentence("constraint", live.language)
    return ""


def is_required(live: LiveForm, question: Question, key: str) -> bool:
    return bool(question.required) and live.truth(question.required, question, key)


def _needed(live: LiveForm, question: Question, key: str) -> str:
    if question.kind is QuestionKind.NOTE or not is_required(live, question, key):
        return ""
    said = words(question.required_message, live, question, key).text
    return said or sentence("required", live.language)


def pressed(step: Step, number_key: str, language: str) -> tuple[str, str]:
    """The answer a number key stands for, or why it has none. Where several go, it puts one in or takes it out."""
    found = next((choice for choice in step.choices if choice.key == number_key), None)
    if found is None or found.closed_reason:
        return "", found.closed_reason if found else sentence("no_choice", language)
    if step.kind not in SEVERAL:
        return found.name, ""
    chosen = step.answer.split()
    return " ".join(
        [name for name in chosen if name != found.name] if found.name in chosen else [*chosen, found.name]
    ), ""
