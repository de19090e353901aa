"""What a call brings back: answers, new information, service answers, consents."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from callback_desk.call_script.form import Question
from callback_desk.call_script.live import LiveForm, key_of
from callback_desk.call_script.state import Line
from callback_desk.domain.call import Answer, NewRating
from callback_desk.domain.tip import NewTip, Sureness, TipKind, TipSource

_Name = TypeVar("_Name", bound=StrEnum)

TIP_FIELDS = frozenset(
    {
        "lines", "line", "kind", "source", "source_who", "sure", "read_back", "exact_words", "urgent", "act_by",
        "statement",
    }
)  # fmt: skip


def answers(live: LiveForm, spots: Sequence[tuple[Question, str]]) -> tuple[Answer, ...]:
    """Only what was asked on this path and has an answer; calculated, hidden and fixed values are not answers."""
    found = []
    for question, key in spots:
        value = live.answer(question, key)
        if value and question.answered:
            found.append(Answer(question.name, value, _round(live, question, key), question.stage))
    return tuple(found)


def no_longer_apply(live: LiveForm, on_path: Collection[str], visited: Collection[str]) -> int:
    """Kept answers whose question, or whose choice, a later answer took away. An unseen default is not an answer."""
    answered = {question.path: question for question in live.form.questions if question.answered}
    found = 0
    for key, text in live.values.items():
        question = answered.get(key.partition("@")[0])
        if question is None or not text or (question.has_default and key not in visited):
            continue
        found += key not in on_path or live.answer(question, key) != text
    return found


def _round(live: LiveForm, question: Question, key: str) -> int:
    if not question.repeat:
        return 0
    return live.instances(question.repeat).index(key.partition("@")[2]) + 1


def ratings(live: LiveForm, spots: Sequence[tuple[Question, str]]) -> tuple[NewRating, ...]:
    found = []
    for question, key in spots:
        wording, _, item = question.rating.rpartition("/")
        value = live.value(key)
        if question.rating and value:
            found.append(NewRating(item=item, value=value, wording=wording))
    return tuple(found)


def consents(live: LiveForm) -> Mapping[str, str]:
    """part -> "yes", "no" or "" (not asked, or not answered)."""
    found: dict[str, str] = {}
    for question in live.form.questions:
        if question.consent:
            value = live.value(question.path)
            found[question.consent] = value if value in ("yes", "no") else found.get(question.consent, "")
    return found


def tip_fields(live: LiveForm, line: Line) -> Mapping[str, str]:
    """The follow-up answers of one line by their tip column; of two for one field the later filled one counts."""
    repeat = live.form.lines_repeat()
    found: dict[str, str] = {}
    for question in live.form.questions:
        if repeat is None or question.repeat != repeat.path or not question.tip:
            continue
        value = live.value(key_of(question.path, line.key))
        if value:
            found[question.tip] = value
    return found


def tips(live: LiveForm, lines: Sequence[Line]) -> tuple[NewTip, ...]:
    return tuple(_tip(number, line, tip_fields(live, line)) for number, line in enumerate(lines, start=1))


def _tip(ordinal: int, line: Line, fields: Mapping[str, str]) -> NewTip:
    read_back = fields.get("read_back") == "yes"
    statement = {"yes": True, "no": False}.get(fields.get("statement", ""))
    return NewTip(
        ordinal=ordinal,
        text=line.text,
        kept_at=line.at,
        kind=_named(TipKind, fields.get("kind", ""), TipKind.OTHER),
        source=_named(TipSource, fields.get("source", ""), TipSource.NOT_SAID),
        source_who=fields.get("source_who", ""),
        sure=_named(Sureness, fields.get("sure", ""), Sureness.NOT_SAID),
        read_back=read_back,
        # quotation marks only where the words were read back to the person who said them
        exact_words=fields.get("exact_words", "") if read_back else "",
        urgent=fields.get("urgent") == "yes",
        act_by=_day(fields.get("act_by", "")),
        statement=statement,
        question=line.question,
    )


def _named(names: type[_Name], text: str, otherwise: _Name) -> _Name:
    return next((name for name in names if name == text), otherwise)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
