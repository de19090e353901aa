"""The sentences of a script as a supervisor meets them: by part of the call, question by question, locked or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from callback_desk.call_script import cards
from callback_desk.call_script.comparing import Touches, guarded_paths
from callback_desk.call_script.form import Form, Question, QuestionKind, SayTag, Template, plain
from callback_desk.call_script.script_texts import (
    CONSTRAINT,
    DO,
    FALLBACK,
    HEADING,
    REQUIRED,
    SAY,
    TextPlace,
    texts_of,
)
from callback_desk.domain.call import Gate


class Lock(StrEnum):
    """Why a sentence is not changed here. It changes in a workbook, with a second signer."""

    CHECK = "check"  # it asks whether it is safe, or who it is
    STRANGER = "stranger"  # a stranger may hear it
    RATING = "rating"  # asked word for word, so that answers can be compared
    NEVER_SAY = "never_say"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a question, an answer or a card."""

    place: TextPlace
    words: Template
    tag: SayTag | None = None  # of words that are read aloud
    is_answer: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A question or a card with its sentences. `touches`: a change here needs a second signer."""

    path: str
    title: str
    lines: tuple[Line, ...]
    answers: tuple[Line, ...] = ()
    lock: Lock | None = None
    touches: Touches | None = None
    anybody: bool = False  # said before it is known who listens

    @property
    def all_lines(self) -> tuple[Line, ...]:
        return (*self.lines, *self.answers)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the call, or a list of cards; `title` is "" where the page has a word of its own for `name`."""

    name: str
    title: str
    items: tuple[Item, ...]

    @property
    def places(self) -> frozenset[TextPlace]:
        return frozenset(line.place for item in self.items for line in item.all_lines)


_LinesAt = Callable[[str, Sequence[str]], tuple[Line, ...]]
MISSING_FACTS = "missing_facts"  # the part of words that stand where a fact is missing
_OF_QUESTION = (SAY, DO, HEADING, CONSTRAINT, REQUIRED)
_LOCKED_CARDS = {cards.NEVER_SAY: Lock.NEVER_SAY, cards.SOMEONE_ELSE: Lock.STRANGER, cards.VOICEMAIL: Lock.STRANGER}


def wording_parts(form: Form, language: str) -> tuple[Part, ...]:
    """All parts that have a sentence in this language, in the order of the call, cards after them."""
    return tuple(part for part in _parts(form, language) if part.items)


def _parts(form: Form, language: str) -> Iterator[Part]:
    guarded, texts = guarded_paths(form), texts_of(form)
    seen: set[str] = set()  # a list of answers stands at the first question that has it

    def lines_at(path: str, columns: Sequence[str], tag: SayTag | None = None) -> tuple[Line, ...]:
        found = [TextPlace(path, column, language) for column in columns]
        return tuple(
            Line(place, texts[place], tag if place.column == SAY else None) for place in found if place in texts
        )

    def item_of(question: Question) -> Item:
        name = next((name for name, choices in form.lists.items() if choices is question.choices and choices), "")
        paths = [] if name in seen or not name else [f"{name}/{choice.name}" for choice in question.choices]
        seen.add(name)
        answers = tuple(
            Line(line.place, line.words, is_answer=True)
            for path in paths
            for line in lines_at(path, (HEADING, "leads", "closed"))
        )
        touches = guarded.get(question.path) or next((guarded[path] for path in paths if path in guarded), None)
        lines = lines_at(question.path, _OF_QUESTION, question.say_tag)
        title = plain(question.labels.get(language) or question.labels.get(form.default_language) or ())
        lock = _lock(question, touches)
        anybody = lock is None and question.needs is None and not _after_safe(question, form)
        return Item(question.path, title, lines, answers, lock, touches, anybody)

    stages = [(stage.name, stage.labels) for stage in form.stages]
    if any(question.asked and not question.stage for question in form.questions):
        stages.append(("", {}))
    for stage, labels in stages:
        asked = [one for one in form.questions if one.asked and one.stage == stage]
        items = tuple(item for item in map(item_of, asked) if item.all_lines)
        yield Part(stage or "other", plain(labels.get(language) or labels.get(form.default_language) or ()), items)
    for name in sorted(cards.CARD_LISTS, key=_LOCKED_CARDS.__contains__):  # what may be changed goes first
        yield Part(name, "", tuple(_cards(form, name, language, lines_at)))
    facts = [one for one in form.questions if one.kind is QuestionKind.CALCULATE]
    told = [Item(one.path, _fact_title(one), lines_at(one.path, (FALLBACK,)), (), None, None) for one in facts]
    yield Part(MISSING_FACTS, "", tuple(item for item in told if item.lines))


def _cards(form: Form, name: str, language: str, lines_at: _LinesAt) -> Iterator[Item]:
    lock = _LOCKED_CARDS.get(name)
    for choice in form.lists.get(name, ()):
        path = f"{name}/{choice.name}"
        lines = lines_at(path, ("say", HEADING))
        title = plain(choice.labels.get(language) or choice.labels.get(form.default_language) or ())
        if lines:
            yield Item(path, title, lines, (), lock, Touches.CHECK if lock else None)


def _lock(question: Question, touches: Touches | None) -> Lock | None:
    if question.opens is not None:
        return Lock.CHECK
    if question.rating:
        return Lock.RATING
    return Lock.STRANGER if touches is Touches.CHECK else None


def _after_safe(question: Question, form: Form) -> bool:
    """Whether it stands behind the question that opens *safe* in the order of the script."""
    paths = [one.path for one in form.questions]
    opener = next((one.path for one in form.questions if one.opens is Gate.SAFE), "")
    return bool(opener) and paths.index(question.path) > paths.index(opener)


def _fact_title(question: Question) -> str:
    return question.name.replace("_", " ")
