"""When a question applies, in words: `${who} = 'on_the_line'` becomes: answer 1 is “It is the person”.

What is not one of the usual shapes is given as it was written, so that nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from callback_desk.call_script.form import Form, Question, Template
from callback_desk.call_script.paper_words import paper_word

_TOKEN = re.compile(
    r"""\s*('[^']*'|"[^"]*"|!=|<=|>=|[=<>(),+*]|(?:\.\./|/)[\w./-]+|[\w.-]+(?=\s*\()|[\w.-]+)""", re.VERBOSE
)
_COMPARES = frozenset({"=", "!=", "<", ">", "<=", ">="})


class NotInWords(Exception):
    """An expression of another shape."""


class Conditions:
    """Says expressions of one form in one language. `numbers` are the questions' numbers on paper, by path."""

    def __init__(self, form: Form, numbers: Mapping[str, str], language: str, said: Callable[[Template], str]) -> None:
        self._numbers = numbers
        self._language = language
        self._said = said
        self._by_name: dict[str, Question] = {question.name: question for question in form.questions}
        self._default = form.default_language

    def say(self, expression: str) -> str:
        """The condition in words, without a stop."""
        try:
            tokens = tokens_of(expression)
            words, rest = self._either(tokens)
        except NotInWords:
            return _as_written(expression)
        return words if not rest else _as_written(expression)

    def _word(self, key: str, **parts: str) -> str:
        return paper_word(key, self._language, **parts)

    def _either(self, tokens: list[str]) -> tuple[str, list[str]]:
        words, rest = self._both(tokens)
        while rest and rest[0] == "or":
            more, rest = self._both(rest[1:])
            words = f"{words} {self._word('or')} {more}"
        return words, rest

    def _both(self, tokens: list[str]) -> tuple[str, list[str]]:
        words, rest = self._one(tokens)
        while rest and rest[0] == "and":
            more, rest = self._one(rest[1:])
            words = f"{words} {self._word('and')} {more}"
        return words, rest

    def _one(self, tokens: list[str]) -> tuple[str, list[str]]:
        if not tokens:
            raise NotInWords
        if tokens[0] == "(":
            words, rest = self._either(tokens[1:])
            return f"({words})", after(rest, ")")
        if tokens[:2] == ["not", "("]:
            inner, rest = self._either(tokens[2:])
            return self._word("not", inner=inner), after(rest, ")")
        if tokens[:2] == ["selected", "("] and len(tokens) >= 6 and tokens[3] == ",":
            return self._has(tokens[2], tokens[4]), after(tokens[5:], ")")
        if len(tokens) >= 3 and tokens[1] in _COMPARES:
            return self._compared(tokens[0], tokens[1], tokens[2]), tokens[3:]
        raise NotInWords

    def _has(self, path: str, literal: str) -> str:
        question = self._question(path)
        if question is None:
            raise NotInWords
        number, value = self._numbers.get(question.path), text_of(literal)
        if number is None:
            return self._word("fact_has", name=self._name(question), value=value.replace("_", " "))
        return self._word("has", n=number, value=self._value(question, value))

    def _compared(self, left: str, operator: str, right: str) -> str:
        question = self._question(left)
        if question is None:
            raise NotInWords
        if operator not in ("=", "!="):
            return self._word("other", left=self._name(question), op=operator, right=text_of(right))
        same, value = operator == "=", text_of(right)
        number = self._numbers.get(question.path)
        if number is None:
            name = self._name(question)
            if not value:
                return self._word("fact_unknown" if same else "fact_known", name=name)
            return self._word("fact_is" if same else "fact_is_not", name=name, value=value.replace("_", " "))
        if not value:
            return self._word("unanswered" if same else "answered", n=number)
        return self._word("is" if same else "is_not", n=number, value=self._value(question, value))

    def _question(self, path: str) -> Question | None:
        return self._by_name.get(path.rpartition("/")[2]) if "/" in path else None

    def _name(self, question: Question) -> str:
        number = self._numbers.get(question.path)
        return f"{number}" if number else question.name.replace("_", " ")

    def _value(self, question: Question, name: str) -> str:
        for choice in question.choices:
            if choice.name == name:
                template = choice.labels.get(self._language) or choice.labels.get(self._default) or ()
                return self._said(template)
        return name.replace("_", " ")


def tokens_of(expression: str) -> list[str]:
    """The words of an expression. Raises NotInWords for one of another kind."""
    tokens: list[str] = []
    at = 0
    text = expression.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise NotInWords
        tokens.append(found[1])
        at = found.end()
    return tokens


def after(tokens: list[str], wanted: str) -> list[str]:
    """What follows the token that must stand here. Raises NotInWords."""
    if not tokens or tokens[0] != wanted:
        raise NotInWords
    return tokens[1:]


def text_of(token: str) -> str:
    """A literal without its quotation marks. Raises NotInWords for anything else."""
    if token[:1] in "'\"":
        return token[1:-1]
    if re.fullmatch(r"[\d.]+", token):
        return token
    raise NotInWords


def _as_written(expression: str) -> str:
    """The path's last name is what the author called the question."""
    return re.sub(r"(?:\.\.)?/[\w./-]*?([\w.-]+)(?=[^\w./-]|$)", r"\1", " ".join(expression.split()))
