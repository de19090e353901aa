"""Rows that XLSForm allows and that would have no effect in a call, or another one than meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from callback_desk.call_script.form import NEVER_ASKED, SELECTS, Choice, Group, Problem, Question, QuestionKind
from callback_desk.call_script.kinds import fits_kind, names_in
from callback_desk.call_script.repeats import ROUNDS_MOST

_WITHOUT_EFFECT: Final = "Nobody answers this, so “{}” has no effect. Take it out."


def question_problems(questions: Sequence[Question]) -> Iterator[Problem]:
    names: set[str] = set()
    for question in questions:
        if question.name in names:
            sentence = f"Two questions are named “{question.name}”. Give each a name of its own."
            yield Problem(question.path, "name", "same_name", sentence)
        names.add(question.name)
        if question.kind in SELECTS and not question.choices:
            sentence = "This question has no answers on the choices sheet."
            yield Problem(question.path, "type", "no_choices", sentence)
        if question.read_only or question.kind in NEVER_ASKED - {QuestionKind.UNSUPPORTED}:
            for column, text in (("required", question.required), ("constraint", question.constraint)):
                if text:
                    yield Problem(question.path, column, "without_effect", _WITHOUT_EFFECT.format(column))
        yield from _default_problems(question)


def _default_problems(question: Question) -> Iterator[Problem]:
    if not question.default or question.kind is QuestionKind.UNSUPPORTED:
        return
    if question.choices:
        offered = {choice.name for choice in question.choices}
        given = names_in(question, question.default)
        for name in given if question.kind in SELECTS else ():
            if name not in offered:
                sentence = f"“{name}” is not an answer of this question."
                yield Problem(question.path, "default", "unknown_choice", sentence)
    elif not fits_kind(question.kind, question.default):
        sentence = f"“{question.default}” is not an answer a question of this type takes."
        yield Problem(question.path, "default", "default", sentence)


def list_problems(lists: Mapping[str, Sequence[Choice]]) -> Iterator[Problem]:
    for list_name, choices in lists.items():
        names: set[str] = set()
        for choice in choices:
            if choice.name in names:
                sentence = f"Two answers of this list are named “{choice.name}”. Give each a name of its own."
                yield Problem(f"{list_name}/{choice.name}", "name", "same_name", sentence)
            names.add(choice.name)


def group_problems(groups: Iterable[Group], questions: Sequence[Question]) -> Iterator[Problem]:
    written = {question.path: question.calculate for question in questions}
    for group in groups:
        count = written.get(group.count, group.count)
        if count.strip().isdigit() and int(count) > ROUNDS_MOST:
            sentence = f"A repeat has {ROUNDS_MOST} rounds at most."
            yield Problem(group.path, "repeat_count", "too_many_rounds", sentence)
