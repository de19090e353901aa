"""The form on which a supervisor scores a call that was read: dated versions, nine lines, a note, a band.

Source of the lines: research section 8. Calls are not recorded: *Cannot tell* is an honest answer and counts for
nothing, and the form says whether somebody sat beside the caller.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from callback_desk.domain.errors import DeskBug, DeskFault
from callback_desk.domain.ids import CallId, CheckId, StaffId

LONGEST_NOTE: Final = 600
_SOUND_FROM: Final = 90
_MOSTLY_FROM: Final = 75


class Mark(StrEnum):
    """The answer to one line."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


class Band(StrEnum):
    """What a score comes to, in words. No band is a rank, and none does anything by itself."""

    SOUND = "sound"
    MOSTLY = "mostly"
    TALK = "talk"
    NOTHING = "nothing"  # every line was *cannot tell*


@dataclass(frozen=True, slots=True)
class QualityItem:
    """One line. `critical`: a no here is talked about, whatever the rest says."""

    key: str
    words: str
    critical: bool = False


@dataclass(frozen=True, slots=True)
class QualityForm:
    """One version; it stays readable for ever, and a score names it."""

    version: str
    effective: date
    items: tuple[QualityItem, ...]


_FIRST: Final = QualityForm(
    "1",
    date(2026, 11, 22),
    (
        QualityItem("safe", "Asked if it was safe and private to talk", critical=True),
        QualityItem("person", "Made sure it was the right person before speaking of the report", critical=True),
        QualityItem("words", "Said the script’s words as they stand"),
        QualityItem("told", "Gave away nothing about the case, to nobody else either", critical=True),
        QualityItem("promised", "Promised nothing that is not ours to promise", critical=True),
        QualityItem("open", "Asked openly, without putting words in anybody’s mouth"),
        QualityItem("ending", "Chose the ending that fits the call"),
        QualityItem("lines", "Wrote lines a stranger can use"),
        QualityItem("help", "Gave the right number or office for help"),
    ),
)
FORMS: Final[Mapping[str, QualityForm]] = MappingProxyType({_FIRST.version: _FIRST})
FORM: Final = _FIRST  # the newest


@dataclass(frozen=True, slots=True)
class NewCheck:
    """What a supervisor filled in. `marks` by the key of the line; `beside`: sat beside the caller and listened."""

    marks: Mapping[str, Mark]
    note: str = ""
    beside: bool = False
    form: str = FORM.version


@dataclass(frozen=True, slots=True)
class Check:
    """A kept form. Append-only: a further look is a further form."""

    id: CheckId
    call_id: CallId
    staff_id: StaffId  # whose call it was
    at: datetime  # UTC
    by: str
    said: NewCheck


@dataclass(frozen=True, slots=True)
class Score:
    """`percent` is of the lines that could be judged; None when none could."""

    percent: int | None
    band: Band
    yes: int
    no: int
    cannot_tell: int
    critical: tuple[QualityItem, ...] = field(default=())  # those with a no


def form_of(version: str) -> QualityForm:
    """Raises DeskBug for a version that never was."""
    try:
        return FORMS[version]
    except KeyError:
        raise DeskBug("a score names a form this program never had", code="no_form") from None


def checked(said: NewCheck) -> NewCheck:
    """What may be kept: every line answered, a note where a critical one is a no. Raises DeskFault."""
    form = form_of(said.form)
    if set(said.marks) != {item.key for item in form.items}:
        raise DeskFault("Answer every line first. “Cannot tell” is an answer.", code="lines_missing")
    note = " ".join(said.note.split())
    if len(note) > LONGEST_NOTE:
        raise DeskFault(f"The note has at most {LONGEST_NOTE} characters. Shorten it.", code="note_long")
    if not note and any(said.marks[item.key] is Mark.NO for item in form.items if item.critical):
        raise DeskFault("A line that keeps people safe is a no. Write what happened; it is read.", code="note_missing")
    return NewCheck(dict(said.marks), note, said.beside, said.form)


def score(said: NewCheck) -> Score:
    """The share of yes among the lines that could be judged, and the band."""
    form = form_of(said.form)
    marks = [said.marks[item.key] for item in form.items]
    yes, no = marks.count(Mark.YES), marks.count(Mark.NO)
    critical = tuple(item for item in form.items if item.critical and said.marks[item.key] is Mark.NO)
    percent = round(100 * yes / (yes + no)) if yes + no else None
    return Score(percent, _band(percent, critical), yes, no, len(marks) - yes - no, critical)


def _band(percent: int | None, critical: tuple[QualityItem, ...]) -> Band:
    if percent is None:
        return Band.NOTHING
    if critical or percent < _MOSTLY_FROM:
        return Band.TALK
    return Band.SOUND if percent >= _SOUND_FROM else Band.MOSTLY


_BANDS: Final[Mapping[Band, str]] = {
    Band.SOUND: "Sound",
    Band.MOSTLY: "Mostly sound",
    Band.TALK: "To talk over",
    Band.NOTHING: "Nothing could be judged",
}


def band_words(band: Band) -> str:
    """The band as it is read."""
    return _BANDS[band]


def score_words(said: NewCheck) -> str:
    """ "Sound: 8 of 8 lines yes, 1 not to be told." """
    found = score(said)
    judged = found.yes + found.no
    if not judged:
        return f"{band_words(found.band)}."
    rest = f", {found.cannot_tell} could not be told" if found.cannot_tell else ""
    return f"{band_words(found.band)}: {found.yes} of {judged} lines yes{rest}."
