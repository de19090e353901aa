"""What an answer of each kind looks like as text, as ODK stores it."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Final

from callback_desk.call_script.form import ACKNOWLEDGED, Question, QuestionKind

_PATTERNS: Final = {
    QuestionKind.INTEGER: r"-?\d{1,9}",
    QuestionKind.DECIMAL: r"-?\d{1,12}(\.\d{1,9})?",
    # Python also reads "20261114", "2026-W46-6" and "T14"; what is stored has one form
    QuestionKind.DATE: r"\d{4}-\d{2}-\d{2}",
    QuestionKind.TIME: r"\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?",
    QuestionKind.DATETIME: r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?",
    QuestionKind.ACKNOWLEDGE: ACKNOWLEDGED,
}


def fits_kind(kind: QuestionKind, value: str) -> bool:
    pattern = _PATTERNS.get(kind)
    if pattern is None:
        return True
    if re.fullmatch(pattern, value, re.ASCII) is None:
        return False
    try:
        if kind is QuestionKind.DATE:
            date.fromisoformat(value)
        elif kind is QuestionKind.TIME:
            time.fromisoformat(value)
        elif kind is QuestionKind.DATETIME:
            datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def names_in(question: Question, value: str) -> list[str]:
    """The names of the choices a value holds: one, or several with blanks between."""
    if question.kind is QuestionKind.SELECT_ONE:
        return [value] if value else []
    return value.split()


def of_kind(kind: QuestionKind, value: str) -> str:
    """A moment, as now() gives it, as the day or the time a question asks for (ODK keeps that part)."""
    day, at, clock = value.partition("T")
    if at and kind is QuestionKind.DATE:
        return day
    return clock[:5] if at and kind is QuestionKind.TIME else value
