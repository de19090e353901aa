"""Are the service questions asked word for word? A change of one word is a new wording version (`resources/ratings/`).

Answers to two wordings are never shown in one figure, so a wording that changes under its old name would falsify them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from callback_desk.call_script.form import ByLanguage, Form, Problem, Question, plain
from callback_desk.call_script.form_parts import language_code
from callback_desk.call_script.script_texts import written

_VERSION = re.compile(r"^#.*\bversion\s+(\S+)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RatingWords:
    """One service question as it is published: words by language, answers by name and language."""

    words: Mapping[str, str]
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


RatingBook = Mapping[str, RatingWords]  # by "core-v1/respect"


def read_ratings(markdown: str) -> RatingBook:
    """The tables of one wording version: items with their words, scales with their answers. Empty without a version."""
    version = next((found[1] for line in markdown.splitlines() if (found := _VERSION.match(line.strip()))), "")
    items: list[dict[str, str]] = []
    scales: dict[str, dict[str, dict[str, str]]] = {}
    heads: list[str] = []
    for line in markdown.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.strip().startswith("|") else []
        if not cells:
            heads = []
        elif not heads:
            heads = cells
        elif not set("".join(cells)) <= set("-: "):
            row = dict(zip(heads, cells, strict=False))
            if "item" in row:
                items.append(row)
            elif "scale" in row and "answer" in row:
                scales.setdefault(row["scale"], {})[row["answer"]] = _by_language(row)
    if not version:
        return {}
    return {f"{version}/{row['item']}": RatingWords(_by_language(row), scales.get(row["scale"], {})) for row in items}


def _by_language(row: Mapping[str, str]) -> dict[str, str]:
    return {language_code(head): text for head, text in row.items() if "(" in head and text}


def rating_problems(form: Form, book: RatingBook) -> Iterator[Problem]:
    """Service questions whose words or answers are not those of the wording version they name."""
    seen: set[str] = set()
    for question in form.questions:
        if question.rating in seen and question.rating:
            sentence = f"“{question.rating}” is asked twice. Each service question counts once in a call."
            yield Problem(question.path, "bind::desk:rating", "rating_twice", sentence)
        seen.add(question.rating)
        known = book.get(question.rating)
        version = question.rating.partition("/")[0]
        if known is not None:
            yield from _differing(question, known)
        elif version and any(name.startswith(f"{version}/") for name in book):
            sentence = (
                f"{version} has no question “{question.rating.partition('/')[2]}”. Name a wording version of yours."
            )
            yield Problem(question.path, "bind::desk:rating", "unknown_mark", sentence)


def _differing(question: Question, known: RatingWords) -> Iterator[Problem]:
    for language, words in question.hints.items():
        wanted = known.words.get(language)
        if wanted is not None and not same_words(plain(words), wanted):
            yield _reworded(question, f"hint:{language}")
    for choice in question.choices:
        answer = known.answers.get(choice.name)
        if known.answers and answer is None:
            sentence = f"“{choice.name}” is not an answer of {question.rating}. Name a new wording version."
            yield Problem(question.path, "bind::desk:rating", "rating_wording", sentence)
        for language, words in choice.labels.items():
            if answer is not None and language in answer and not same_words(plain(words), answer[language]):
                yield _reworded(question, "bind::desk:rating", f" (the answer “{choice.name}”)")
    for name in known.answers:
        if question.choices and name not in {choice.name for choice in question.choices}:
            sentence = (
                f"The answer “{name}” of {question.rating} is missing. Put it back, or name a new wording version."
            )
            yield Problem(question.path, "bind::desk:rating", "rating_wording", sentence)


def changed_wording(published: Form, form: Form) -> Iterator[Problem]:
    """Service questions that go on under the wording version of the published script, with other words."""
    before = {question.rating: question for question in published.questions if question.rating}
    for question in form.questions:
        old = before.get(question.rating) if question.rating else None
        if old is None:
            continue
        for language in sorted({*old.hints, *question.hints}):
            if not _same(old.hints, question.hints, language):
                yield _reworded(question, f"hint:{language}")
        if _scale(old) != _scale(question):
            yield _reworded(question, "bind::desk:rating", " (its answers)")


def _same(one: ByLanguage, other: ByLanguage, language: str) -> bool:
    """A language that comes new changes nothing for those who heard the old ones."""
    if language not in one or language not in other:
        return True
    return same_words(written(one[language]), written(other[language]))


def _scale(question: Question) -> tuple[tuple[str, str], ...]:
    language = next(iter(question.hints or question.labels), "")
    return tuple((choice.name, " ".join(plain(choice.labels.get(language, ())).split())) for choice in question.choices)


def same_words(one: str, other: str) -> bool:
    """Whether two sentences are the same but for blanks."""
    return one.split() == other.split()


def _reworded(question: Question, column: str, what: str = "") -> Problem:
    sentence = (
        f"These are not the words of {question.rating}{what}. Answers to other words may not be counted with the old "
        "ones: put the words back, or name a new wording version."
    )
    return Problem(question.path, column, "rating_wording", sentence)
