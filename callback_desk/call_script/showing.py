"""Turns a place in the script into what the call screen shows."""

from __future__ import annotations

from collections.abc import Sequence

from callback_desk.call_script.answering import closed_reason, is_required
from callback_desk.call_script.form import ACKNOWLEDGED, SELECTS, Choice, Question, QuestionKind
from callback_desk.call_script.kinds import names_in
from callback_desk.call_script.live import LiveForm, key_of
from callback_desk.call_script.sentences import sentence
from callback_desk.call_script.state import Line
from callback_desk.call_script.steps import Crumb, ShownChoice, StageMark, Step
from callback_desk.call_script.wording import words

Spot = tuple[Question, str]


def step(
    live: LiveForm, spot: Spot, spots: Sequence[Spot], lines: Sequence[Line], error: str, *, may_capture: bool
) -> Step:
    question, key = spot
    heading = words(question.labels, live, question, key)
    said = words(question.hints, live, question, key)
    do_line = words(question.guidance, live, question, key)
    line, line_text = _line(live, question, key, lines)
    answer = live.answer(question, key)
    return Step(
        question=question,
        ending=None,
        key=key,
        heading=heading.text,
        words=said,
        do_line=do_line.text,
        tag=question.say_tag,
        compare=_compare(live, question, key),
        choices=_choices(live, question, key, answer),
        kind=question.kind,
        stage=question.stage,
        position_text=_position_text(live, spot, spots),
        answer=answer,
        value_text=_value_text(live, question, answer) if question.read_only else "",
        error=error,
        line=line,
        line_text=line_text,
        crumbs=_crumbs(live, spot, spots) if line else (),
        missing=tuple(dict.fromkeys((*heading.missing, *said.missing, *do_line.missing))),
        may_capture=may_capture,
        may_skip=question.kind is QuestionKind.NOTE or not is_required(live, question, key),
    )


def stages(live: LiveForm, here: str, *, at_end: bool) -> tuple[StageMark, ...]:
    marks: list[StageMark] = []
    names = [stage.name for stage in live.form.stages]
    place = names.index(here) if here in names else 0
    for index, stage in enumerate(live.form.stages):
        label = stage_label(live, stage.name)
        if index < place:
            marks.append(StageMark(stage.name, label, "done"))
        elif index == place:
            marks.append(StageMark(stage.name, label, "done" if at_end else "here"))
        else:
            marks.append(StageMark(stage.name, label, "ahead"))
    return tuple(marks)


def stage_label(live: LiveForm, name: str) -> str:
    stage = next((stage for stage in live.form.stages if stage.name == name), None)
    if stage is None:
        return ""
    template = stage.labels.get(live.language) or stage.labels.get(live.form.default_language) or ()
    return "".join(part.text for part in template) or name


def _position_text(live: LiveForm, spot: Spot, spots: Sequence[Spot]) -> str:
    """Follow-ups of a line do not count: how many there are changes while the person talks."""
    question, key = spot
    lines = live.form.lines_repeat()
    counted = [(other, k) for other, k in spots if lines is None or other.repeat != lines.path]
    in_stage = [k for other, k in counted if other.stage == question.stage]
    if key not in in_stage:
        return stage_label(live, question.stage)
    if len(in_stage) == 1 or not question.stage:
        return sentence("question", live.language, n=[k for _, k in counted].index(key) + 1)
    stage = stage_label(live, question.stage)
    return sentence("of", live.language, stage=stage, i=in_stage.index(key) + 1, n=len(in_stage))


def _choices(live: LiveForm, question: Question, key: str, answer: str) -> tuple[ShownChoice, ...]:
    if question.kind is QuestionKind.ACKNOWLEDGE:
        label = sentence("acknowledged", live.language)
        return (ShownChoice("1", ACKNOWLEDGED, label, chosen=answer == ACKNOWLEDGED),)
    offered = live.choices(question, key) if question.kind in SELECTS else ()
    chosen = names_in(question, answer)
    zero = _on_zero(offered)
    shown: list[ShownChoice] = []
    number = 0
    for choice in offered:
        if choice is zero:
            number_key = "0"
        else:
            number += 1
            number_key = str(number) if number <= 9 else ""
        shown.append(
            ShownChoice(
                key=number_key,
                name=choice.name,
                label=words(choice.labels, live, question, key).text,
                leads_to=words(choice.hints, live, question, key).text,
                closed_reason=closed_reason(live, choice, question, key),
                outcome=choice.outcome,
                chosen=choice.name in chosen,
                place=chosen.index(choice.name) + 1
                if question.kind is QuestionKind.RANK and choice.name in chosen
                else 0,
            )
        )
    return tuple(sorted(shown, key=lambda choice: choice.key == "0"))


def _value_text(live: LiveForm, question: Question, value: str) -> str:
    """A fixed value in words: of choices their labels."""
    return live.choice_label(value, question.path) if question.choices else value


def _on_zero(offered: Sequence[Choice]) -> Choice | None:
    """The choice for *does not know, or would rather not say*; of both, the second."""
    named = [choice for choice in offered if choice.key == "0"]
    for name in ("prefer_not", "not_said", "dont_know"):
        named += [choice for choice in offered if choice.name == name]
    return named[0] if named else None


def _compare(live: LiveForm, question: Question, key: str) -> str:
    if not question.compare:
        return ""
    source = next((other for other in live.form.questions if other.name == question.compare), None)
    return live.value(source.path).strip() if source is not None and live.may_hear(source, question) else ""


def _line(live: LiveForm, question: Question, key: str, lines: Sequence[Line]) -> tuple[Line | None, str]:
    repeat = live.form.lines_repeat()
    if repeat is None or question.repeat != repeat.path:
        return None, ""
    instance = key.partition("@")[2]
    for number, line in enumerate(lines, start=1):
        if line.key == instance:
            return line, sentence("line_of", live.language, i=number, n=len(lines))
    return None, ""


def _crumbs(live: LiveForm, spot: Spot, spots: Sequence[Spot]) -> tuple[Crumb, ...]:
    question, here = spot
    instance = here.partition("@")[2]
    of_line = [
        (other, key) for other, key in spots if key == key_of(other.path, instance) and other.repeat == question.repeat
    ]
    place = [key for _, key in of_line].index(here)
    found: list[Crumb] = []
    for index, (other, key) in enumerate(of_line):
        label = words(other.short or other.labels, live, other, key).text
        names = names_in(other, live.value(key))
        chosen = sorted(
            (choice for choice in other.choices if choice.name in names), key=lambda one: names.index(one.name)
        )
        value = ", ".join(words(choice.labels, live, other, key).text for choice in chosen)
        found.append(Crumb(label, value, "here" if index == place else "done" if index < place else "ahead"))
    return tuple(found)
