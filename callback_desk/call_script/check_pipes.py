"""What is piped into words: can it be missing when they are said, and is there another word for it then?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from callback_desk.call_script import cards
from callback_desk.call_script.expressions import parsed
from callback_desk.call_script.form import SELECTS, ByLanguage, Form, Problem, Question
from callback_desk.call_script.order import reads
from callback_desk.call_script.xpath import ExpressionRefused

_LITERAL = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_TABLE = re.compile(r"pulldata\([^)]*\)")
_COMPARED = re.compile(r"!?=\s*('[^']*'|\"[^\"]*\")|('[^']*'|\"[^\"]*\")\s*!?=")


def pipe_problems(form: Form) -> Iterator[Problem]:
    """A fact or an answer that may be missing where it is said, and has no word to stand for it."""
    by_path = {question.path: question for question in form.questions}
    for question in form.questions:
        if not question.asked:
            continue
        for column, texts in (
            ("hint", question.hints),
            ("label", question.labels),
            ("guidance_hint", question.guidance),
        ):
            known = reads(question.relevant, question.path) if question.relevant else ()
            yield from _gaps(texts, question.path, column, known, by_path, context=question.path)
    for name, choices in form.lists.items():
        users = [question for question in form.questions if choices and question.choices is choices]
        beside = users[0] if len(users) == 1 else None
        for choice in choices:
            path = f"{name}/{choice.name}"
            context = users[0].path if users else form.root
            known = (*reads(choice.closed_if, context), *(reads(beside.relevant, beside.path) if beside else ()))
            yield from _gaps(choice.labels, path, "label", known, by_path, context=context)
            if name in cards.CARD_LISTS:
                yield from _gaps(choice.says, path, "say", known, by_path, context=form.root)


def _gaps(
    texts: ByLanguage,
    path: str,
    column: str,
    known: Collection[str],
    by_path: Mapping[str, Question],
    *,
    context: str,
) -> Iterator[Problem]:
    """`known` are what its own condition asks about: it is said only when that is there."""
    for language, template in texts.items():
        for part in template:
            for source_path in reads(part.expression, context) if part.expression else ():
                source = by_path.get(source_path)
                if source is None or source_path in known or source.when_known:
                    continue
                if source.fallback.get(language) or not may_be_missing(source, by_path):
                    continue
                yield Problem(path, f"{column}:{language}", "no_fallback", _sentence(source, language), stops=False)


def _sentence(source: Question, language: str) -> str:
    if source.calculate:
        return f"When “{source.name}” is missing, a gap is said. Give it a fallback_{language}."
    return (
        f"“{source.name}” may be left unanswered, and then a gap is said. Make it required, or give it a "
        f"fallback_{language}."
    )


def may_be_missing(source: Question, by_path: Mapping[str, Question], seen: frozenset[str] = frozenset()) -> bool:
    """Whether nothing may stand there: an unknown fact, an answer that is not needed, or what is worked out of them.

    A calculation that brings words of its own is taken to have thought of it.
    """
    if source.path in seen:
        return False
    if not source.calculate:
        needed = source.required not in ("", "false()")
        return source.asked and not needed and not (source.kind in SELECTS and source.default)
    try:
        expression = parsed(source.calculate)
    except ExpressionRefused:
        return False
    bare = _COMPARED.sub("", _TABLE.sub("", source.calculate))
    if any(one or other for one, other in _LITERAL.findall(bare)):
        return False
    if expression.facts:
        return True
    before = [by_path[path] for path in reads(source.calculate, source.path) if path in by_path]
    return any(may_be_missing(one, by_path, seen | {source.path}) for one in before)
