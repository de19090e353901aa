"""Every sentence of a script, with the place it stands at: what a supervisor reads, changes and puts back.

A sentence is written with its pipes in brackets, "Hello, [first name]": the same in the window, in a comparison and in
a finding. `read_text` turns it back, and says what is wrong with it in a person's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from callback_desk.call_script.cards import CARD_LISTS
from callback_desk.call_script.form import ByLanguage, Choice, Form, Group, Question, Template, TemplatePart
from callback_desk.call_script.gates import needed_gates
from callback_desk.call_script.order import case_bearing, reads
from callback_desk.domain.call import Gate

HEADING, SAY, DO = "label", "hint", "guidance_hint"
CARD_SAY, LEADS, CLOSED = "say", "leads", "closed"
CONSTRAINT, REQUIRED = "constraint_message", "required_message"
FALLBACK, SHORT = "fallback", "short"
_PIPE = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True, order=True)
class TextPlace:
    """`path` is of a question or group, or "list/choice"; `column` as on the sheet, without its language."""

    path: str
    column: str
    language: str

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def of_choice(self) -> bool:
        return not self.path.startswith("/")


Texts = Mapping[TextPlace, Template]


def texts_of(form: Form) -> Texts:
    """All sentences of the script, in its order: groups, questions, then lists."""
    found: dict[TextPlace, Template] = {}

    def take(path: str, column: str, texts: ByLanguage) -> None:
        spoken = ((language, texts[language]) for language in form.languages if texts.get(language))
        found.update((TextPlace(path, column, language), words) for language, words in spoken)

    for group in form.groups:
        take(group.path, HEADING, group.labels)
    for question in form.questions:
        for column, texts in texts_of_question(question):
            take(question.path, column, texts)
    for name, choices in form.lists.items():
        for choice in choices:
            for column, texts in texts_of_choice(choice):
                take(f"{name}/{choice.name}", column, texts)
    return found


def texts_of_question(question: Question) -> Iterator[tuple[str, ByLanguage]]:
    """Column and words of a question."""
    yield HEADING, question.labels
    yield SAY, question.hints
    yield DO, question.guidance
    yield CONSTRAINT, question.constraint_message
    yield REQUIRED, question.required_message
    yield FALLBACK, {language: (TemplatePart(words),) for language, words in question.fallback.items() if words}
    yield SHORT, question.short


def texts_of_choice(choice: Choice) -> Iterator[tuple[str, ByLanguage]]:
    """Column and words of an answer, or of a card."""
    yield HEADING, choice.labels
    yield CARD_SAY, choice.says
    yield LEADS, choice.hints
    yield CLOSED, choice.closed_reasons


# -- a template as one line, and back


def pipe_name(expression: str) -> str:
    """What a pipe is called: "first name" for /data/first_name; an expression of another kind as it is written."""
    text = expression.strip()
    last = text.rpartition("/")[2]
    return last.replace("_", " ") if re.fullmatch(r"[\w.\-]+", last) else text


def written(template: Template) -> str:
    """A sentence with its pipes in brackets."""
    return "".join(f"[{pipe_name(part.expression)}]" if part.expression else part.text for part in template)


def pipes_of(template: Template) -> tuple[str, ...]:
    """The names of its pipes, each once, in order."""
    return tuple(dict.fromkeys(pipe_name(part.expression) for part in template if part.expression))


@dataclass(frozen=True, slots=True)
class Retold:
    """A sentence as it was typed. `wrong` says in sentences why it cannot be used; empty: it can."""

    template: Template
    wrong: tuple[str, ...] = ()


def read_text(typed: str, place: TextPlace, form: Form, *, model: Sequence[Template]) -> Retold:
    """What was typed at a place of this script.

    `model` are the sentences it stands for (ours, the shipped one): their pipes must all be kept.
    """
    text = " ".join(typed.split())
    if not text:
        return Retold((), ("The sentence is empty. Type it, or put the shipped words back.",))
    known = {pipe_name(part.expression): part.expression for one in model for part in one if part.expression}
    parts: list[TemplatePart] = []
    wrong: list[str] = []
    at = 0
    for match in _PIPE.finditer(text):
        parts.append(TemplatePart(text[at : match.start()]))
        at = match.end()
        name = " ".join(match[1].split())
        expression = known.get(name) or known.get(name.lower()) or usable_pipes(form, place).get(name.lower(), "")
        if expression:
            parts.append(TemplatePart(expression=expression))
        else:
            wrong.append(_no_such_pipe(name, form, place))
    parts.append(TemplatePart(text[at:]))
    template = tuple(part for part in parts if part.text or part.expression)
    kept = pipes_of(template)
    for name in dict.fromkeys(name for one in model[:1] for name in pipes_of(one)):
        if name not in kept:
            wrong.append(f"[{name}] is gone from the sentence. Put it back where it is said.")
    return Retold(template, tuple(wrong))


def _no_such_pipe(name: str, form: Form, place: TextPlace) -> str:
    if any(pipe_name(question.path) == name.lower() for question in form.questions):
        return f"[{name}] is not known yet when these words are said: it stands behind a check."
    others = ", ".join(f"[{one}]" for one in usable_pipes(form, place))
    return f"There is nothing called [{name}]. " + (
        f"Here there are: {others}." if others else "Take the brackets out."
    )


def usable_pipes(form: Form, place: TextPlace) -> Mapping[str, str]:
    """What a sentence at this place may name, each with its path: facts that are known when it is said."""
    if place.column in (FALLBACK, SHORT):
        return {}
    needs = _needs_at(form, place)
    tainted = case_bearing(form.questions, form.order)
    piped = _piped_paths(form)
    found: dict[str, str] = {}
    for question in form.questions:
        wanted = Gate.PERSON if question.path in tainted else question.needs
        speaks = question.fallback or question.path in piped
        if question.calculate and speaks and needed_gates(wanted) <= needed_gates(needs):
            found.setdefault(pipe_name(question.path), question.path)
    return found


def _piped_paths(form: Form) -> frozenset[str]:
    return frozenset(
        path
        for question in form.questions
        for words in question.hints.values()
        for part in words
        if part.expression
        for path in reads(part.expression, question.path)
    )


def _needs_at(form: Form, place: TextPlace) -> Gate | None:
    """The check a sentence stands behind; an answer stands where its least guarded question does."""
    if not place.of_choice:
        items: list[Question | Group] = [*form.questions, *form.groups]
        return next((one.needs for one in items if one.path == place.path), None)
    name = place.path.partition("/")[0]
    users = [question for question in form.questions if question.choices and question.choices is form.lists.get(name)]
    if name in CARD_LISTS or not users:
        return None
    return min((question.needs for question in users), key=lambda needs: len(needed_gates(needs)))
