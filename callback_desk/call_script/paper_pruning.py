"""Which questions a form for one kind of report can leave out: those whose condition is certainly not met."""

from __future__ import annotations

import re
from collections.abc import Mapping

from callback_desk.call_script.form import Form
from callback_desk.call_script.paper_conditions import NotInWords, after, text_of, tokens_of

FAMILY = "offense_family"  # the fact that a form can be made for
_COMPARED = re.compile(rf"/{FAMILY}\s*=\s*'([^']+)'")


def families(form: Form) -> tuple[str, ...]:
    """The kinds of reports this script asks different things about, in order of appearance."""
    found = (match for question in form.questions for match in _COMPARED.findall(question.relevant))
    return tuple(dict.fromkeys(found))


def never_met(expression: str, known: Mapping[str, str]) -> bool:
    """Whether a condition is false whatever else is answered; `known` are facts by name."""
    if not expression:
        return False
    try:
        value, rest = _either(tokens_of(expression), known)
    except NotInWords:
        return False
    return value is False and not rest


def _either(tokens: list[str], known: Mapping[str, str]) -> tuple[bool | None, list[str]]:
    value, rest = _both(tokens, known)
    while rest and rest[0] == "or":
        other, rest = _both(rest[1:], known)
        value = True if value or other else (False if value is False and other is False else None)
    return value, rest


def _both(tokens: list[str], known: Mapping[str, str]) -> tuple[bool | None, list[str]]:
    value, rest = _one(tokens, known)
    while rest and rest[0] == "and":
        other, rest = _one(rest[1:], known)
        value = False if value is False or other is False else (True if value and other else None)
    return value, rest


def _one(tokens: list[str], known: Mapping[str, str]) -> tuple[bool | None, list[str]]:
    if not tokens:
        raise NotInWords
    if tokens[0] == "(":
        value, rest = _either(tokens[1:], known)
        return value, after(rest, ")")
    if tokens[:2] == ["not", "("]:
        value, rest = _either(tokens[2:], known)
        return (None if value is None else not value), after(rest, ")")
    if tokens[:2] == ["selected", "("] and len(tokens) >= 6:
        return None, after(tokens[5:], ")")
    if len(tokens) < 3 or tokens[1] not in ("=", "!="):
        raise NotInWords
    name = tokens[0].rpartition("/")[2]
    if name not in known:
        return None, tokens[3:]
    return (known[name] == text_of(tokens[2])) is (tokens[1] == "="), tokens[3:]
