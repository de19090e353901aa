"""Walks a script with made-up facts and answers: does every way end in an outcome, is every question ever asked?"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from callback_desk.call_script.expressions import parsed
from callback_desk.call_script.facts import CASE, OPEN, SAFE, Facts
from callback_desk.call_script.form import Form, Group, Problem, Question, QuestionKind
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.order import resolve
from callback_desk.call_script.xpath import ExpressionRefused
from callback_desk.domain.call import Gate

_WALKS_MOST = 120
_WALKS_WITHOUT_NEWS = 25
_STEPS_MOST = 400
_NOON = datetime(2026, 11, 14, 18, tzinfo=UTC)
_ANSWERS = {
    QuestionKind.INTEGER: ("1", "0", "100"),
    QuestionKind.DECIMAL: ("1", "0", "100"),
    QuestionKind.DATE: ("2026-11-14", "2026-12-01", "2026-10-01"),
    QuestionKind.TIME: ("10:00", "18:00"),
    QuestionKind.DATETIME: ("2026-11-14T10:00:00", "2026-12-01T10:00:00"),
    QuestionKind.ACKNOWLEDGE: ("OK",),
}
_WORDS = ("some words", "A1", "12")


def walk_problems(form: Form) -> Iterator[Problem]:
    """Walks with a fixed seed, so that the same script always has the same findings."""
    walker = _Walker(form)
    without_news = walks = 0
    while walks < _WALKS_MOST and without_news < _WALKS_WITHOUT_NEWS:
        without_news = 0 if walker.walk() else without_news + 1
        walks += 1
    yield from walker.problems.values()
    for question in form.questions:
        if question.asked and question.path not in walker.asked and not question.aside:
            sentence = f"In {walks} walks through the script this was never asked. Look at its condition."
            yield Problem(question.path, "relevant", "unreachable", sentence, stops=False)


class _Walker:
    def __init__(self, form: Form) -> None:
        self._form = form
        self._dice = random.Random(1)  # noqa: S311  # a walk needs no secrecy, and must be the same every time
        self._pressed: Counter[tuple[str, str]] = Counter()
        self._led_to: dict[tuple[str, str], int] = {}
        self._trail: list[tuple[str, str]] = []
        self._candidates = fact_candidates(form)
        self.asked: set[str] = set()
        self.problems: dict[tuple[str, str], Problem] = {}

    def walk(self) -> bool:
        """One call from beginning to end; True when it met a question or an answer for the first time."""
        before = len(self.asked), len(self._pressed)
        self._learn()
        language = self._dice.choice(self._form.languages)
        facts = Facts(open=self._some(OPEN))
        call = Navigator(self._form, facts, language=language, now=_NOON, zone=UTC)
        for _ in range(_STEPS_MOST):
            step = call.step
            if step.question is None:
                break
            self.asked.add(step.question.path)
            if not self._answer(call, step.question):
                return (len(self.asked), len(self._pressed)) != before
            self._open(call)
        else:
            self._problem(call.step.question, "endless", "The call comes back to this question again and again.")
        if call.ending is not None and not call.ending.outcome:
            last = call.spots()[-1][0]
            self._problem(last, "no_outcome", "The call can end here without an outcome. Give its answers an outcome.")
        return (len(self.asked), len(self._pressed)) != before

    def _open(self, call: Navigator) -> None:
        if Gate.SAFE in call.open_gates and self._dice.random() < 0.9:
            call.open_check(self._some(SAFE))
        if Gate.PERSON in call.open_gates and not call.case_open:
            call.open_case(self._some(CASE))
            if call.may_capture and self._dice.random() < 0.7:
                call.keep_line("A line")

    def _some(self, table: str) -> dict[str, str]:
        return {column: self._dice.choice(values) for (of, column), values in self._candidates.items() if of == table}

    def _answer(self, call: Navigator, question: Question) -> bool:
        """Answer and go on; False when no answer was found that the script takes."""
        step = call.step
        choices = [choice for choice in step.choices if not choice.closed_reason]
        if question.kind is QuestionKind.SELECT_ONE and not choices and not step.may_skip:
            self._problem(question, "no_choice", "Here every answer can be filtered away or closed, and one is needed.")
            return False
        if choices:
            name = self._choose(question, [choice.name for choice in choices])
            self._pressed[question.path, name] += 1
            self._trail.append((question.path, name))
            call.answer(name)
        elif question.kind is not QuestionKind.NOTE:
            for value in _ANSWERS.get(question.kind, _WORDS):
                if not call.answer(value).error:
                    break
        if call.go_on().error:
            call.answer("")
            if call.go_on().error:
                self._problem(
                    question, "stuck", "No trial answer was taken here. Try its constraint by hand.", stops=False
                )
                return False
        return True

    def _choose(self, question: Question, names: list[str]) -> str:
        """What was never pressed first; else mostly what led furthest, so that the far end is walked as well."""
        untried = [name for name in names if not self._pressed[question.path, name]]
        if untried and self._dice.random() < 0.6:
            return self._dice.choice(untried)
        if self._dice.random() < 0.8:
            return max(names, key=lambda name: self._led_to.get((question.path, name), 0))
        return self._dice.choice(names)

    def _learn(self) -> None:
        """How many more questions came after each answer of this walk, once for each question."""
        for index, pressed in enumerate(self._trail):
            after = len({path for path, _ in self._trail[index + 1 :]})
            self._led_to[pressed] = max(self._led_to.get(pressed, 0), after)
        self._trail.clear()

    def _problem(self, question: Question | None, code: str, sentence: str, *, stops: bool = True) -> None:
        path = question.path if question else "settings"
        self.problems.setdefault((path, code), Problem(path, "", code, sentence, stops))


def fact_candidates(form: Form) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """For each fact the values the script asks about, one it does not, and none."""
    columns: dict[str, list[tuple[str, str]]] = {}
    compared: dict[str, set[str]] = {}
    items: list[Question | Group] = [*form.questions, *form.groups]
    for item in items:
        expressions = [item.relevant]
        if isinstance(item, Question):
            expressions += [item.calculate, item.constraint, item.required, item.itemset]
        for source in filter(None, expressions):
            try:
                expression = parsed(source)
            except ExpressionRefused:
                continue
            if isinstance(item, Question) and source == item.calculate:
                columns.setdefault(item.path, []).extend(expression.facts)
            for reference, literal in expression.compared:
                compared.setdefault(resolve(item.path, reference), set()).add(literal)
    found: dict[tuple[str, str], set[str]] = {}
    for path, facts in columns.items():
        for fact in facts:
            found.setdefault(fact, {"", "something"}).update(compared.get(path, set()))
    for (table, column), values in found.items():
        if table == OPEN and column == "voicemail_policy":
            values.update(("none", "name_only", "name_and_callback"))
    return {fact: tuple(sorted(values)) for fact, values in found.items()}
