"""The course of a call: which questions apply, in what order, and which kept lines still wait for theirs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from callback_desk.call_script.form import Choice, Form, Question, QuestionKind
from callback_desk.call_script.live import LiveForm, key_of
from callback_desk.call_script.state import Line

Spot = tuple[Question, str]  # a question and the key of its answer


def spots(live: LiveForm) -> tuple[Spot, ...]:
    """Every question that applies now, in order, up to the first answer that ends the call."""
    found: list[Spot] = []
    questions = live.form.questions
    index = 0
    while index < len(questions):
        question = questions[index]
        block: Sequence[Question] = (question,)
        if question.repeat:
            block = [other for other in questions[index:] if other.repeat == question.repeat]
        for instance in live.instances(question.repeat) if question.repeat else ("",):
            for member in block:
                key = key_of(member.path, instance)
                if not member.asked or not live.applies(key):
                    continue
                found.append((member, key))
                choice = answered_choice(live, found[-1])
                if choice is not None and choice.outcome:
                    return tuple(found)
        index += len(block)
    return tuple(found)


def answered_choice(live: LiveForm, spot: Spot) -> Choice | None:
    """The choice a question with one answer holds."""
    question, key = spot
    value = live.values.get(key, "")
    if question.kind is not QuestionKind.SELECT_ONE or not value:
        return None
    return next((choice for choice in question.choices if choice.name == value), None)


def nearest(form: Form, on_course: Sequence[Spot], position: str) -> int:
    """The index of `position`; of the last question before it when it no longer applies."""
    keys = [key for _, key in on_course]
    if position in keys:
        return keys.index(position)
    order = [question.path for question in form.questions]
    path = position.partition("@")[0]
    place = order.index(path) if path in order else 0
    before = [index for index, (question, _) in enumerate(on_course) if order.index(question.path) <= place]
    return before[-1] if before else 0


def first_unasked_line(
    form: Form, on_course: Sequence[Spot], here: int, lines: Sequence[Line], visited: Collection[str]
) -> str:
    """Key of the first follow-up of the first line that was kept after its place had gone by; "" when none waits."""
    repeat = form.lines_repeat()
    for line in lines:
        of_line = [
            (index, key)
            for index, (question, key) in enumerate(on_course)
            if repeat is not None and question.repeat == repeat.path and key.endswith(f"@{line.key}")
        ]
        if of_line and of_line[0][0] < here and not any(key in visited for _, key in of_line):
            return of_line[0][1]
    return ""
