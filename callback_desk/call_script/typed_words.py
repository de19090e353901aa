"""Words that are typed and not yet kept, by the place they were typed in: part of every draft."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum


class TypedIn(StrEnum):
    """Where a volunteer types in a call."""

    LINE = "line"  # the capture line
    ANSWER = "answer"  # a question whose answer is typed
    NOTE = "note"  # facts for the file
    PROMISE = "promise"
    PROMISE_OWNER = "promise_owner"
    PROMISE_DAY = "promise_day"
    NEXT_DAY = "next_day"
    NEXT_TIME = "next_time"
    NEXT_KIND = "next_kind"  # "about" for a wish, "" for a firm time
    NEXT_NOTE = "next_note"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    DANGER = "danger"  # exact words in a danger
    CONTACT = "contact"  # what was agreed about reaching the person: a choice
    CONTACT_WHEN = "contact_when"
    CONTACT_TIMES = "contact_times"  # a key of the safe times that are offered
    HEARD = "heard"  # what was ticked there: names of Heard


def to_text(words: Mapping[TypedIn, str]) -> str:
    """ "" when nothing is typed; the bare line when that is all; else JSON."""
    kept = {place.value: text for place, text in words.items() if text}
    if not kept:
        return ""
    if set(kept) == {TypedIn.LINE.value} and not kept[TypedIn.LINE.value].startswith("{"):
        return kept[TypedIn.LINE.value]
    return json.dumps(kept, ensure_ascii=False)


def from_text(text: str) -> dict[TypedIn, str]:
    """The reverse. A text that is not ours is a bare line: words are never dropped."""
    if not text:
        return {}
    if text.startswith("{"):
        try:
            read = json.loads(text)
        except ValueError:
            return {TypedIn.LINE: text}
        places = set(TypedIn)
        if isinstance(read, dict) and all(key in places for key in read):
            return {TypedIn(key): str(value) for key, value in read.items()}
    return {TypedIn.LINE: text}
