"""Random answering of random small forms, beside a model of XLSForm in plain Python that knows nothing of XPath."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callback_desk.call_script.facts import Facts
from callback_desk.call_script.form import Form
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.state import DraftState
from callback_desk.call_script.workbook import compile_script

NOON = datetime(2026, 11, 14, 18, tzinfo=UTC)
LISTS = "list_name ¦ name ¦ label ¦ of\n" + "\n".join(
    f"{name} ¦ {choice} ¦ {choice.upper()} ¦ {of}"
    for name in ("c", "f")
    for choice, of in (("a", "a"), ("b", "a"), ("d", "b"))
)
KINDS = ("select_one c", "select_multiple c", "rank c", "integer", "text", "date", "acknowledge", "note", "filtered")
SEVERAL = ("select_multiple c", "rank c")
POOL = {
    "select_one c": ("a", "b", "d", "x", ""),
    "filtered": ("a", "b", "d", ""),
    "select_multiple c": ("a", "a b", "d b", ""),
    "rank c": ("a b d", "d a b", "a", "a a b", ""),
    "integer": ("0", "3", "7", "1.5", ""),
    "text": ("a", "word", "¿ñ? <i>", ""),
    "date": ("2026-11-14", "2027-01-01", "soon", ""),
    "acknowledge": ("OK", "no", ""),
    "note": ("a", ""),
}
Values = Mapping[str, str]  # name, or name@round -> the answer as it counts


@dataclass(frozen=True)
class Condition:
    """What an earlier answer must be. `to` is counted back from the question that asks."""

    to: int
    how: str
    negated: bool

    def written(self, name: str) -> str:
        plain = {
            "is": f"${{{name}}} = 'a'",
            "said": f"${{{name}}} != ''",
            "has": f"selected(${{{name}}}, 'b')",
            "more": f"${{{name}}} > 2",
            "long": f"string-length(${{{name}}}) > 3",
        }[self.how]
        return f"not({plain})" if self.negated else plain

    def holds(self, value: str) -> bool:
        found = {
            "is": value == "a",
            "said": value != "",
            "has": "b" in value.split(),
            "more": value.startswith("20") or (value.isdigit() and int(value) > 2),  # a day counts as days since 1970
            "long": len(value) > 3,
        }[self.how]
        return found != self.negated


@dataclass(frozen=True)
class Item:
    kind: str
    condition: Condition | None
    required: bool
    shape: str  # "": a question; "group" or "repeat": it and the next ones stand in one, of this length
    length: int


ITEMS = st.lists(
    st.builds(
        Item,
        kind=st.sampled_from((*KINDS, "select_one c", "select_one c", "filtered", "filtered")),
        condition=st.one_of(
            st.none(),
            st.builds(
                Condition,
                to=st.integers(1, 2),
                how=st.sampled_from(("is", "said", "has", "more", "long")),
                negated=st.booleans(),
            ),
        ),
        required=st.sampled_from((False, False, False, True)),
        shape=st.sampled_from(("", "", "", "", "", "group", "repeat")),
        length=st.integers(1, 3),
    ),
    min_size=4,
    max_size=8,
)
MOVES = st.lists(
    st.tuples(
        st.sampled_from(
            ("do", "do", "do", "do", "answer", "answer", "press", "go", "visit", "visit", "back", "reload", "end")
        ),
        st.integers(0, 9),
    ),
    min_size=25,
    max_size=60,
)


class Model:
    """The form as rows, and which of its questions apply for given raw answers."""

    def __init__(self, items: list[Item]) -> None:
        self.rows = ["type ¦ name ¦ label ¦ relevant ¦ required ¦ choice_filter"]
        self.names = [f"q{number}" for number in range(len(items))]
        self.items = items
        self.repeat_of: dict[int, int] = {}
        self.group_of: dict[int, int] = {}
        self.target: dict[int, int] = {}
        self.filtered_by: dict[int, int] = {}
        number = 0
        while number < len(items):
            block = min(items[number].length if items[number].shape else 1, len(items) - number)
            if items[number].shape:
                written = self._written(number)
                self.rows.append(f"begin {items[number].shape} ¦ g{number} ¦ G ¦ {written} ¦ ¦")
            for inner in range(number, number + block):
                if items[number].shape:
                    (self.repeat_of if items[number].shape == "repeat" else self.group_of)[inner] = number
                self._question(inner, free=not items[number].shape)
            if items[number].shape:
                self.rows.append(f"end {items[number].shape} ¦ ¦ ¦ ¦ ¦")
            number += block

    def _written(self, number: int) -> str:
        """A condition reads something before it, outside of any repeat."""
        condition = self.items[number].condition
        target = number - condition.to if condition else -1
        if condition is None or target < 0 or target in self.repeat_of or self.items[target].kind == "note":
            return ""
        self.target[number] = target
        return condition.written(self.names[target])

    def _question(self, number: int, *, free: bool) -> None:
        item, name = self.items[number], self.names[number]
        written = self._written(number) if free else ""
        needed = "yes" if item.required and item.kind != "note" else ""
        kind, chosen_by = item.kind, ""
        if kind == "filtered":
            before = [n for n in range(number) if self.items[n].kind == "select_one c" and n not in self.repeat_of]
            if before and number not in self.repeat_of:
                self.filtered_by[number] = before[-1]
                chosen_by = f"of = ${{{self.names[before[-1]]}}}"
            kind = "select_one f"
        self.rows.append(f"{kind} ¦ {name} ¦ {name.upper()} ¦ {written} ¦ {needed} ¦ {chosen_by}")

    def rounds(self, repeat: int, raw: Values) -> int:
        found = 1
        while raw.get(f"another_g{repeat}@{found}") == "yes":
            found += 1
        return found

    def applying(self, raw: Values) -> Iterator[tuple[str, str]]:
        """Name (with its round) and the value that counts, for everything that applies, in order."""
        counts: dict[str, str] = {}
        number = 0
        while number < len(self.items):
            repeat = self.repeat_of.get(number)
            block = [number]
            if repeat is not None:
                block = [n for n in range(number, len(self.items)) if self.repeat_of.get(n) == repeat]
            stands = self._stands(repeat if repeat is not None else self.group_of.get(number, number), counts)
            for at in range(1, self.rounds(repeat, raw) + 1) if repeat is not None else (0,):
                for inner in block if stands else ():
                    key = f"{self.names[inner]}@{at}" if at else self.names[inner]
                    counts[key] = self._value(inner, raw.get(key, ""), counts)
                    yield key, counts[key]
                if stands and repeat is not None and at < 50:
                    key = f"another_g{repeat}@{at}"
                    yield key, raw.get(key, "")
            number += len(block)

    def _stands(self, number: int, counts: Values) -> bool:
        condition = self.items[number].condition
        if number not in self.target or condition is None:
            return True
        return condition.holds(counts.get(self.names[self.target[number]], ""))

    def _value(self, number: int, raw: str, counts: Values) -> str:
        if number not in self.filtered_by:
            return raw
        of = counts.get(self.names[self.filtered_by[number]], "")
        return raw if (raw, of) in {("a", "a"), ("b", "a"), ("d", "b")} else ""


def raw_answers(call: Navigator) -> dict[str, str]:
    return {key.rpartition("/")[2]: value for key, value in call.state().answers.items()}


def check(call: Navigator, model: Model) -> None:
    applying = list(model.applying(raw_answers(call)))
    assert [key.rpartition("/")[2] for _, key in call.spots()] == [name for name, _ in applying]
    said = [(f"{one.question}@{one.index}" if one.index else one.question, one.value) for one in call.answers()]
    assert said == [(name, value) for name, value in applying if value and not name.startswith("another_")]
    if call.step.question is not None:
        assert call.step.key.rpartition("/")[2] in dict(applying)


def reloaded(call: Navigator) -> Navigator:
    saved = DraftState.from_json(call.state().to_json())
    back = Navigator(call.form, Facts(), language="en", now=NOON, zone=UTC, saved=saved)
    assert (back.step.key, back.step.answer, back.ending) == (call.step.key, call.step.answer, call.ending)
    assert (back.answers(), back.no_longer_apply) == (call.answers(), call.no_longer_apply)
    return back


def visit(call: Navigator, number: int) -> None:
    """To a certain question, back or forth, as far as the answers let one."""
    keys = [key for _, key in call.spots()]
    target, before = keys[number % len(keys)], None
    while call.step.key not in (target, before):
        before = call.step.key
        ahead = before in keys and keys.index(before) < keys.index(target)
        _ = call.go_on() if ahead else call.go_back()


def moved(call: Navigator, model: Model, move: str, number: int) -> Navigator:
    question = call.step.question
    if move in ("do", "answer") and question is not None:
        kind = "select_one c" if question.adds_round else model.items[int(question.name[1:])].kind
        pool = ("yes", "no", "no", "", "x") if question.adds_round else POOL[kind]
        value = pool[number % (2 if move == "do" else len(pool))]  # the first two mostly fit
        before, error = call.step.answer, call.answer(value).error
        assert not error or call.step.answer == before  # what does not fit changes nothing
        if move == "do":
            call.go_on()
    elif move == "press":
        call.press(str(number))
    elif move == "go":
        before = call.step.key
        error = call.go_on().error
        assert not error or call.step.key == before
    elif move == "back":
        call.go_back()
    elif move == "visit":
        visit(call, number)
    elif move == "end":
        call.jump_ending("talked_part")
        call.go_back()
    elif move == "reload":
        return reloaded(call)
    return call


def back_and_forth(call: Navigator) -> None:
    """To the very beginning and on again: the same questions in the same order, as far as the answers let one."""
    keys = [key for _, key in call.spots()]
    seen = [call.step.key]
    while seen[-1] != keys[0]:
        seen.append(call.go_back().key)
    if seen[0]:
        assert seen[::-1] == keys[: len(seen)]
    answers = call.answers()
    on = [call.step.key]
    while call.step.question is not None and not call.go_on().error:
        on.append(call.step.key)
    assert on == [*keys, ""][: len(on)]
    assert call.answers() == answers


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(items=ITEMS, moves=MOVES)
def test_any_answering_of_any_form(tables: Callable[..., str], items: list[Item], moves: list[tuple[str, int]]) -> None:
    model = Model(items)
    form: Form = form_from_xform(compile_script(tables("\n".join(model.rows), LISTS)).xform)
    if not list(model.applying({})):
        return  # nothing to begin with, and said so: see below
    call = Navigator(form, Facts(), language="en", now=NOON, zone=UTC)
    check(call, model)
    for move, number in moves:
        call = moved(call, model, move, number)
        check(call, model)
    back_and_forth(reloaded(call))
