"""Walks a script with made-up facts and answers: does every way end in an outcome, is every question ever asked?"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from callback_desk.call_script.expressions import parsed
from callback_desk.call_script.facts import CASE, OPEN, SAFE, Facts
from callback_desk.call_script.form import Form, Group, Problem, Question, QuestionKind
from callback_desk.call_script.gates import openers
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.order import resolve
from callback_desk.call_script.xpath import Expression, ExpressionRefused
from callback_desk.domain.call import Gate

_WALKS_MOST = 160
_WALKS_WITHOUT_NEWS = 15
_STEPS_MOST = 400
_ONE_ROUND_IS_ENOUGH = 0.6
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
    while walks < _WALKS_MOST and (without_news < _WALKS_WITHOUT_NEWS or walker.never_asked()):
        without_news = 0 if walker.walk() else without_news + 1
        walks += 1
    yield from walker.problems.values()
    for question in walker.never_asked():
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
        self._given: Counter[tuple[str, str, str]] = Counter()
        self.asked: set[str] = set()
        self.problems: dict[tuple[str, str], Problem] = {}
        self._items: dict[str, Question | Group] = {group.path: group for group in form.groups}
        self._items |= {question.path: question for question in form.questions}
        self._aim: dict[str, set[str]] = {}
        self._handed_over = False  # what is compared; a desk hands it over once

    def never_asked(self) -> list[Question]:
        return [one for one in self._form.questions if one.asked and one.path not in self.asked and not one.aside]

    def walk(self) -> bool:
        """One call from beginning to end; True when it met a question or an answer for the first time."""
        before = len(self.asked), len(self._pressed)
        self._learn()
        self._take_aim()
        self._handed_over = False
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
        if Gate.SAFE not in call.open_gates:
            self._handed_over = False
        elif not self._handed_over and self._dice.random() < 0.9:
            call.open_check(self._some(SAFE))
            self._handed_over = True
        if Gate.PERSON in call.open_gates and not call.case_open:
            call.open_case(self._some(CASE))
            if call.may_capture and self._dice.random() < 0.7:
                call.keep_line("A line")

    def _some(self, table: str) -> dict[str, str]:
        """Of each fact mostly the value that was given least: one of ten kinds of offense is not left to luck."""
        given: dict[str, str] = {}
        for (of, column), values in self._candidates.items():
            if of == table:
                wanted = [value for value in values if value in self._aim.get(f"{of}/{column}", ())]
                if wanted and self._dice.random() < 0.8:
                    given[column] = self._dice.choice(wanted)
                    continue
                rare = self._dice.random() < 0.8
                fewest = min(self._given[of, column, value] for value in values)
                few = [value for value in values if self._given[of, column, value] == fewest]
                given[column] = self._dice.choice(few if rare else values)
                self._given[of, column, given[column]] += 1
        return given

    def _answer(self, call: Navigator, question: Question) -> bool:
        """Answer and go on; False when no answer was found that the script takes."""
        step = call.step
        choices = [choice for choice in step.choices if not choice.closed_reason]
        if question.kind is QuestionKind.SELECT_ONE and not choices and not step.may_skip:
            self._problem(question, "no_choice", "Here every answer can be filtered away or closed, and one is needed.")
            return False
        if choices and question.kind is QuestionKind.SELECT_MULTIPLE:
            aim = self._aim.get(question.path, ())
            names = [choice.name for choice in choices if choice.name in aim or self._dice.random() < 0.5]
            self._pressed.update((question.path, name) for name in names)
            call.answer(" ".join(names) or choices[0].name)
        elif choices and question.kind is QuestionKind.RANK:
            names = [choice.name for choice in choices]
            self._dice.shuffle(names)
            call.answer(" ".join(names))
        elif question.adds_round:
            call.answer(choices[self._dice.random() < _ONE_ROUND_IS_ENOUGH].name)
        elif choices:
            name = self._choose(question, self._onward(question, [choice.name for choice in choices]))
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

    def _onward(self, question: Question, names: list[str]) -> list[str]:
        """Nobody comes to the phone twice in one walk: what starts the call again is taken once."""
        again = {choice.name for choice in question.choices if choice.next_action == "start_again"}
        been = any((question.path, name) in self._trail for name in again)
        return [name for name in names if not been or name not in again] or names

    def _choose(self, question: Question, names: list[str]) -> str:
        """What was never pressed first; else mostly one that led far, so that the far end is walked as well."""
        wanted = [name for name in names if name in self._aim.get(question.path, ())]
        if wanted and self._dice.random() < 0.8:
            return self._dice.choice(wanted)
        untried = [name for name in names if not self._pressed[question.path, name]]
        if untried and self._dice.random() < 0.6:
            return self._dice.choice(untried)
        if self._dice.random() < 0.2:
            return self._dice.choice(names)
        weights = [(1 + self._led_to.get((question.path, name), 0)) ** 2 for name in names]
        return self._dice.choices(names, weights)[0]

    def _take_aim(self) -> None:
        """Answers and facts that the conditions of one question name that was never asked: it is walked to."""
        self._aim = {}
        waiting = self.never_asked()
        ahead = [self._dice.choice(waiting).path] if waiting else []
        seen: set[str] = set()
        while ahead:
            path = ahead.pop()
            item = self._items.get(path)
            if item is None or path in seen:
                continue
            seen.add(path)
            ahead.append(path.rpartition("/")[0])
            calculate = item.calculate if isinstance(item, Question) else ""
            for expression in filter(None, map(_read, (item.relevant, calculate))):
                for reference, literal in expression.compared:
                    other = resolve(path, reference)
                    ahead.append(other)
                    for name in (other, *self._fact_names(other)) if literal else ():
                        self._aim.setdefault(name, set()).add(literal)
        for gate in (Gate.SAFE, Gate.PERSON):
            for question in openers(self._form, gate):
                self._aim.setdefault(question.path, set()).update(question.opens_when)

    def _fact_names(self, path: str) -> list[str]:
        item = self._items.get(path)
        expression = _read(item.calculate) if isinstance(item, Question) else None
        return [f"{table}/{column}" for table, column in expression.facts] if expression else []

    def _learn(self) -> None:
        """How many more questions came after each answer of this walk, once for each question."""
        for index, pressed in enumerate(self._trail):
            seen = {path for path, _ in self._trail[: index + 1]}
            after = len({path for path, _ in self._trail[index + 1 :]} - seen)
            self._led_to[pressed] = max(self._led_to.get(pressed, 0), after)
        self._trail.clear()

    def _problem(self, question: Question | None, code: str, sentence: str, *, stops: bool = True) -> None:
        path = question.path if question else "settings"
        self.problems.setdefault((path, code), Problem(path, "", code, sentence, stops))


def _read(source: str) -> Expression | None:
    try:
        return parsed(source) if source else None
    except ExpressionRefused:
        return None


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
