"""A finished paper form as it is typed in: rows in the order of the paper, answered by the numbers printed on it.

Which rows there are follows from the answers, by the same navigator that leads a call. Holds no widget.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from callback_desk.call_script.answering import as_typed
from callback_desk.call_script.facts import Facts
from callback_desk.call_script.form import ACKNOWLEDGED, SELECTS, SEVERAL, Form, Question, QuestionKind, Template
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.paper import PaperChoice, numbered, paper_choices
from callback_desk.call_script.result import call_result
from callback_desk.call_script.state import DraftState, Line
from callback_desk.call_script.steps import ShownChoice
from callback_desk.call_script.wording import BLANK, in_language
from callback_desk.domain.call import CallResult, Gate

_SPLIT = re.compile(r"\s*/\s*")  # between two lines of new information in one row
_NUMBERS = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row. `number` as printed ("12", "d"), `of_line` the number of the line it belongs to, 0 for none.

    `typed` is what stands in it, `means` what that is in words, `error` what is wrong with it.
    """

    key: str
    number: str
    of_line: int
    heading: str
    kind: QuestionKind
    typed: str
    means: str
    error: str
    boxes: tuple[tuple[str, str], ...]  # number and words of each answer

    @property
    def by_number(self) -> bool:
        """Answered by numbers of boxes; else in words."""
        return self.kind in SELECTS or self.kind is QuestionKind.ACKNOWLEDGE


class PaperEntry:
    """One form on its way into the desk. `now` gives aware datetimes."""

    def __init__(
        self, form: Form, open_facts: Mapping[str, str], *, language: str, now: Callable[[], datetime], zone: tzinfo
    ) -> None:
        self.form = form
        self._open = dict(open_facts)
        self._safe: Mapping[str, str] = {}
        self._case: Mapping[str, str] = {}
        self._language = language if language in form.languages else form.default_language
        self._now, self._zone = now, zone
        self._answers: dict[str, str] = {}
        self._typed: dict[str, str] = {}
        self._errors: dict[str, str] = {}
        self._lines: list[Line] = []
        self._made = 0
        self._whole: Navigator | None = None  # as everything stands; made anew after a change
        self._numbers = numbered(form)
        self._boxes: dict[str, tuple[PaperChoice, ...]] = {
            question.path: paper_choices(form, question) for question in form.questions if question.kind in SELECTS
        }

    @property
    def needs_facts(self) -> bool:
        """The form says that a check was passed, and what lies behind it was not handed over yet."""
        return not self._case and bool(self._as_it_stands().open_gates)

    def open_facts(self, safe: Mapping[str, str], case: Mapping[str, str]) -> None:
        """What decides which questions apply after the checks."""
        self._safe, self._case = dict(safe), dict(case)
        self._whole = None

    def rows(self) -> tuple[PaperRow, ...]:
        """Every question that applies, in the order of the paper, up to the answer that ended the call."""
        navigator = self._as_it_stands()
        return tuple(
            self._row(question, key) for question, key in navigator.spots() if question.kind is not QuestionKind.NOTE
        )

    def put(self, key: str, typed: str) -> str:
        """What was typed into a row; "" empties it. Returns what is wrong with it, and keeps it then as typed only."""
        error = self._put(key, typed)
        for other in [known for known in self._typed if known != key and self._hangs_on_others(known)]:
            self._put(other, self._typed[other])
        return error

    def _hangs_on_others(self, key: str) -> bool:
        """What did not apply may do so now; a box of several names may mean another of them."""
        boxes = self._boxes.get(key.partition("@")[0], ())
        several = any(len(box.names) > 1 and box.number == self._typed[key] for box in boxes)
        return key in self._errors or several

    def _put(self, key: str, typed: str) -> str:
        self._whole = None
        self._typed[key] = typed = as_typed(typed)
        self._errors.pop(key, None)
        question = self._question(key)
        if question.kind is QuestionKind.CAPTURE:
            self._put_lines(question, typed)
            return ""
        navigator = self._navigator(key)
        value, error = self._value(question, typed, navigator)
        if not error:
            error = navigator.answer(value).error
        if error:
            self._errors[key] = error
            self._answers.pop(key, None)
            return error
        if value:
            self._answers[key] = value
        else:
            self._answers.pop(key, None)
        return ""

    @property
    def wrong(self) -> tuple[str, ...]:
        """Keys of the rows that cannot be read as they stand."""
        return tuple(row.key for row in self.rows() if row.error)

    @property
    def outcome(self) -> str:
        """How the answers say the call ended; "" when they do not."""
        ending = self._as_it_stands().ending
        return ending.outcome if ending is not None else ""

    @property
    def urgent(self) -> bool:
        """Whether a line is marked as one that cannot wait."""
        return any(tip.urgent for tip in self._as_it_stands().tips())

    def result(self, note: str) -> CallResult:
        """What the call brought back, without rows that no longer apply."""
        return call_result(self._as_it_stands(), note=note)

    # -- inside

    def _as_it_stands(self) -> Navigator:
        if self._whole is None:
            self._whole = self._navigator("")
        return self._whole

    def _navigator(self, position: str) -> Navigator:
        state = DraftState(
            script_sha256=self.form.sha256,
            language=self._language,
            position=position,
            answers=dict(self._answers),
            lines=tuple(self._lines),
            visited=tuple(self._answers),
            lines_made=self._made,
        )
        navigator = Navigator(
            self.form, Facts(open=self._open), language=self._language, now=self._now, zone=self._zone, saved=state
        )
        if self._safe and Gate.SAFE in navigator.open_gates:
            navigator.open_check(self._safe)
        if self._case and Gate.PERSON in navigator.open_gates:
            navigator.open_case(self._case)
        return navigator

    def _question(self, key: str) -> Question:
        path = key.partition("@")[0]
        return next(question for question in self.form.questions if question.path == path)

    def _row(self, question: Question, key: str) -> PaperRow:
        instance = key.partition("@")[2]
        of_line = next((place for place, line in enumerate(self._lines, start=1) if line.key == instance), 0)
        heading = self._said(in_language(question.labels, self.form.default_language, self._language)) or question.name
        return PaperRow(
            key=key,
            number=self._numbers.get(question.path, ""),
            of_line=of_line if instance else 0,
            heading=heading,
            kind=question.kind,
            typed=self._typed.get(key, ""),
            means=self._means(question, key),
            error=self._errors.get(key, ""),
            boxes=self._shown_boxes(question),
        )

    def _shown_boxes(self, question: Question) -> tuple[tuple[str, str], ...]:
        if question.kind is QuestionKind.ACKNOWLEDGE:
            return (("1", ACKNOWLEDGED),)
        return tuple((box.number, self._label(box)) for box in self._boxes.get(question.path, ()))

    def _label(self, box: PaperChoice) -> str:
        return self._said(in_language(box.choice.labels, self.form.default_language, self._language))

    def _said(self, template: Template) -> str:
        """With the names that are known; what lies behind a check is a blank."""
        return "".join(
            part.text or self._open.get(part.expression.strip().rpartition("/")[2], "") or BLANK for part in template
        )

    def _means(self, question: Question, key: str) -> str:
        names = self._answers.get(key, "").split() if question.kind in SELECTS else []
        words = [self._label(box) for name in names for box in self._boxes[question.path] if name in box.names]
        return ", ".join(words)

    def _value(self, question: Question, typed: str, navigator: Navigator) -> tuple[str, str]:
        """The answer the typed numbers stand for, or why they stand for none."""
        if question.kind is QuestionKind.ACKNOWLEDGE and typed:
            return (ACKNOWLEDGED, "") if typed == "1" else ("", "Only 1 is printed here.")
        if question.kind not in SELECTS or not typed:
            return typed, ""
        names: list[str] = []
        for number in _NUMBERS.split(typed) if question.kind in SEVERAL else [typed]:
            name, error = self._name(question, number, navigator.step.choices)
            if error:
                return "", error
            names.append(name)
        return " ".join(names), ""

    def _name(self, question: Question, number: str, offered: Sequence[ShownChoice]) -> tuple[str, str]:
        """The choice behind a box, and why it cannot be taken."""
        box = next((one for one in self._boxes[question.path] if one.number == number), None)
        if box is None:
            return "", f"There is no box {number[:8]} at this question."
        found = next((choice for name in box.names for choice in offered if choice.name == name), None)
        if found is None:
            return "", f"Box {number} does not go with the rows above. Is one of them empty?"
        return found.name, found.closed_reason

    def _put_lines(self, question: Question, typed: str) -> None:
        """Lines under this question, one for each part between slashes; a line that stays keeps its follow-ups."""
        wanted = [text for text in _SPLIT.split(typed) if text]
        before = [line for line in self._lines if line.question == question.name]
        kept: list[Line] = []
        for place, text in enumerate(wanted):
            if place < len(before):
                old = before[place]
                kept.append(Line(old.key, text, old.at, old.question))
            else:
                self._made += 1
                kept.append(Line(f"L{self._made}", text, self._now(), question.name))
        gone = {line.key for line in before} - {line.key for line in kept}
        for held in (self._answers, self._typed, self._errors):
            for key in [key for key in held if key.partition("@")[2] in gone]:
                held.pop(key)
        order = {one.name: place for place, one in enumerate(self.form.questions)}
        others = [line for line in self._lines if line.question != question.name]
        self._lines = sorted([*others, *kept], key=lambda line: order.get(line.question, 0))
        if not typed:
            self._typed.pop(question.path, None)
