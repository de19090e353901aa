"""Small named texts of the desk, and people pinned for the next shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId

MOST_PIN_LETTERS = 160


@dataclass(frozen=True, slots=True)
class DeskNote:
    """A named text with who wrote it and when (UTC)."""

    name: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Pinned:
    """Somebody a supervisor pinned for the next shift, by the short name: other people see that screen."""

    callback_id: CallbackId
    short_name: str
    sentence: str
    by: str
    at: datetime
    standing: str = ""  # what has become of them since, in words; "" while they wait


def pin_sentence(text: str) -> str:
    """One sentence as typed, blanks single. Raises DeskFault for none, or one that is too long."""
    said = " ".join(text.split())
    if not said:
        raise DeskFault("Write one sentence for the next shift.", code="pin")
    if len(said) > MOST_PIN_LETTERS:
        raise DeskFault(f"One sentence of at most {MOST_PIN_LETTERS} characters. Shorten it.", code="pin")
    return said
