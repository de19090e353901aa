"""The course of a call: which questions apply, in what order, and which kept lines still wait for theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from callback_desk.call_script.form import Choice, Form, Question, QuestionKind
from callback_desk.call_script.live import LiveForm, key_of
from callback_desk.call_script.place import THE_END, Place
from callback_desk.call_script.state import Line
from callback_desk.call_script.steps import Ending

Spot = tuple[Question, str]  # a question and the key of its answer


def spots(live: LiveForm) -> tuple[Spot, ...]:
    """Every question that applies now, in order, up to the first answer that ends the call."""
    found: list[Spot] = []
    for spot in _all(live):
        if not live.applies(spot[1]):
            continue
        found.append(spot)
        choice = answered_choice(live, spot)
        if choice is not None and choice.outcome:
            break
    return tuple(found)


def _all(live: LiveForm) -> Iterator[Spot]:
    """Every question that can be asked, round by round, whether it applies or not."""
    questions = live.form.questions
    index = 0
    while index < len(questions):
        question = questions[index]
        block: Sequence[Question] = (question,)
        if question.repeat:
            block = [other for other in questions[index:] if other.repeat == question.repeat]
        for instance in live.instances(question.repeat) if question.repeat else ("",):
            for member in block:
                if member.asked:
                    yield member, key_of(member.path, instance)
        index += len(block)


def answered_choice(live: LiveForm, spot: Spot) -> Choice | None:
    """The choice a question with one answer holds."""
    question, key = spot
    value = live.answer(question, key)
    if question.kind is not QuestionKind.SELECT_ONE or not value:
        return None
    return next((choice for choice in question.choices if choice.name == value), None)


def aside_spot(form: Form, path: str) -> Spot:
    return next((question, path) for question in form.questions if question.path == path)


def ending(live: LiveForm, on_course: Sequence[Spot], place: Place) -> Ending | None:
    """None while the call goes on; what End said; else what the last answer with an outcome says."""
    if place.position != THE_END:
        return None
    if place.jumped:
        return place.jumped
    answered = [aside_spot(live.form, place.aside)] if place.aside else reversed(on_course)
    for spot in answered:
        choice = answered_choice(live, spot)
        if choice is not None and choice.outcome:
            return Ending(choice.outcome, choice.next_action)
    return Ending("")


def nearest(live: LiveForm, on_course: Sequence[Spot], position: str) -> int:
    """The index of `position`; of the last question before it when it no longer applies."""
    for index, (_, key) in enumerate(on_course):  # nearly always it is there, and this is asked many times for each key
        if key == position:
            return index
    places = {key: index for index, (_, key) in enumerate(on_course)}
    before = 0
    for _, key in _all(live):
        if key == position:
            return before
        before = places.get(key, before)
    # its round is gone: the last round's, or what came before the repeat
    order = [question.path for question in live.form.questions]
    path = position.partition("@")[0]
    last = order.index(path) if path in order else 0
    return max(
        (index for index, (question, _) in enumerate(on_course) if order.index(question.path) <= last), default=0
    )


def following(
    live: LiveForm,
    on_course: Sequence[Spot],
    spot: Spot,
    lines: Sequence[Line],
    visited: Collection[str],
    returns_to: str,
) -> tuple[str, str]:
    """The key after `spot`, "" for the end, and where to return to after it.

    Lines kept after their place had gone by are asked about before a new part, or before a question that may end
    the call.
    """
    form = live.form
    here = nearest(live, on_course, spot[1])
    after = on_course[here + 1] if here + 1 < len(on_course) else None
    key = after[1] if after else ""
    repeat = form.lines_repeat()
    inside = repeat is not None and spot[0].repeat == repeat.path
    if inside:
        leaves = after is None or after[0].repeat != spot[0].repeat
        if leaves and returns_to:
            return (returns_to if returns_to in [known for _, known in on_course] else key), ""
        return key, returns_to
    may_end = after is None or any(choice.outcome for choice in after[0].choices)
    if after is None or may_end or after[0].stage != spot[0].stage:
        waiting = first_unasked_line(form, on_course, here, lines, visited)
        if waiting:
            return waiting, key or spot[1]  # at the very end: back to the question just left
    return key, returns_to


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
