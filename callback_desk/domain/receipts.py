"""What an investigator says became of each point of a lead sheet, and how that is typed back.

A point may be answered more than once: all answers are kept, the newest counts. Days are the desk's own; times UTC.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallId, CaseId, ExportId, StaffId, TipId

LONGEST_QUESTION = 300  # letters: it is read out in a call
LONGEST_NAME = 80
ANSWER_DAYS = 7  # an office that has said nothing for a week is asked, as for complaints
_SATURDAY = 5
_NUMBER = re.compile(r"(?:LS)?[\s\-]*(?:(\d{4})[\s\-]+)?0*(\d{1,9})", re.IGNORECASE)


class Answer(StrEnum):
    """The four boxes of the tear-off; the key of each is its place, from 1."""

    USED = "used"
    KNOWN = "known"
    NEED_MORE = "need_more"
    NOT_USEFUL = "not_useful"


WORDS = {
    Answer.USED: "Used",
    Answer.KNOWN: "Known already",
    Answer.NEED_MORE: "Need more",
    Answer.NOT_USEFUL: "Not useful",
}


class Way(StrEnum):
    """How an answer came in."""

    TYPED = "typed"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class PointAnswer:
    """One point as answered. `question` stands exactly where more is needed."""

    point: int  # the number printed on the sheet, from 1
    answer: Answer
    question: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An answer on record."""

    tip_id: TipId
    answer: Answer
    question: str
    answered_by: str
    answered_on: date
    keyed_by: str
    at: datetime
    way: Way = Way.TYPED
    file_sha256: str = ""

    def says(self, given: PointAnswer, by: str, on: date | None) -> bool:
        """Whether this very answer is on record already; without a day, on whatever day it was given."""
        mine = (self.answer, self.question, self.answered_by.casefold())
        return mine == (given.answer, given.question, by.casefold()) and on in (None, self.answered_on)


@dataclass(frozen=True, slots=True)
class SheetPoint:
    """A point as printed, and every answer to it on any sheet, the newest first."""

    number: int
    tip_id: TipId
    text: str
    receipts: tuple[Receipt, ...] = ()

    @property
    def newest(self) -> Receipt | None:
        return self.receipts[0] if self.receipts else None


@dataclass(frozen=True, slots=True)
class MadeSheet:
    """A finished lead sheet as its row says it; `call_id` and `case_id` say whose lines stand on it."""

    id: ExportId
    sheet_number: str
    case_id: CaseId
    call_id: CallId
    case_number: str
    recipient: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class AnsweredSheet:
    """A sheet with its points, as it is typed back."""

    sheet: MadeSheet
    points: tuple[SheetPoint, ...]

    def point(self, number: int) -> SheetPoint:
        """Raises DeskFault for a number that is not on the sheet."""
        for one in self.points:
            if one.number == number:
                return one
        last = len(self.points)
        raise DeskFault(
            f"{self.sheet.sheet_number} has no point {number}; its points are 1 to {last}."
            if last > 1
            else f"{self.sheet.sheet_number} has no point {number}; it has one point.",
            code="no_point",
        )


@dataclass(frozen=True, slots=True)
class UsedPoint:
    """A point whose newest answer is *used*, with the call and the question of the script it came from."""

    tip_id: TipId
    call_id: CallId
    case_id: CaseId
    staff_id: StaffId  # who made the call
    question: str
    used_on: date


@dataclass(frozen=True, slots=True)
class SilentSheet:
    """A sheet that left and of which nothing was heard. `reminded` is the newest reminder, UTC."""

    id: ExportId
    sheet_number: str
    case_number: str
    recipient: str
    sent_at: datetime
    urgent: bool
    reminded: datetime | None = None

    def due(self, zone: ZoneInfo, closed: Collection[date]) -> date:
        """The last day on which silence is no lateness: 7 days on, or one working day for what cannot wait."""
        sent = self.sent_at.astimezone(zone).date()
        if not self.urgent:
            return sent + timedelta(days=ANSWER_DAYS)
        day = sent + timedelta(days=1)
        while day.weekday() >= _SATURDAY or day in closed:
            day += timedelta(days=1)
        return day


def read_sheet_number(typed: str, year: int) -> str:
    """LS-2026-0417 out of any writing of it; a number alone is one of `year`. Raises DeskFault."""
    found = _NUMBER.fullmatch(typed.strip())
    if found is None or not int(found[2]):
        raise DeskFault("A lead sheet has a number like LS-2026-0417. It stands at the top of the sheet.")
    return f"LS-{found[1] or year}-{int(found[2]):04d}"


def settled_answers(answers: Sequence[PointAnswer]) -> tuple[PointAnswer, ...]:
    """The answers with their questions tidied. Raises DeskFault for a point twice, a question missing or too long."""
    if not answers:
        raise DeskFault("Answer at least one point first.")
    numbers = [one.point for one in answers]
    for number in numbers:
        if numbers.count(number) > 1:
            raise DeskFault(f"Point {number} is answered twice. Choose one answer.")
    return tuple(_settled(one) for one in answers)


def _settled(given: PointAnswer) -> PointAnswer:
    question = " ".join(given.question.split()) if given.answer is Answer.NEED_MORE else ""
    if given.answer is Answer.NEED_MORE and not question:
        raise DeskFault(f"Point {given.point}: type the question, so that a volunteer can ask it.")
    if len(question) > LONGEST_QUESTION:
        raise DeskFault(f"Point {given.point}: the question is longer than {LONGEST_QUESTION} letters. Shorten it.")
    return PointAnswer(given.point, given.answer, question)


def settled_name(by: str) -> str:
    """Who answered, tidied. Raises DeskFault where nobody is named."""
    name = " ".join(by.split())
    if not name:
        raise DeskFault("Type who answered. The name stands on the slip.")
    if len(name) > LONGEST_NAME:
        raise DeskFault(f"The name is longer than {LONGEST_NAME} letters.")
    return name


def settled_day(on: date, *, made: date, today: date) -> date:
    """The day of the answer. Raises DeskFault before the sheet was made, or in the future."""
    if on > today:
        raise DeskFault("The day of the answer lies in the future. Check it.")
    if on < made:
        raise DeskFault(f"The sheet was made on {made:%B} {made.day}, {made.year}. The answer cannot be older.")
    return on


def reply_words(counts: Mapping[Answer, int]) -> str:
    """A sheet in the list, "2 used, 1 need more"; "" while no point was answered."""
    return ", ".join(f"{counts[kind]} {WORDS[kind].lower()}" for kind in Answer if counts.get(kind))
