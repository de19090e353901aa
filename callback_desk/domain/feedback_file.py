"""A table of answers from a web form, or of cards somebody typed elsewhere: a CSV, one answer a line.

Only the day, the form's own number and the service questions are read. Every other column, a name, an address, a
comment, is left in the file, and the page says which. A file is taken whole or not at all: half a file that is put
right and read again would count its other half twice.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.feedback import FeedbackForm, may_answer, settled_form, wrong_answer
from callback_desk.domain.formula_guard import unguarded
from callback_desk.domain.rating_scale import ITEMS

MOST_ROWS: Final = 20_000
_DAY, _REF = "day", "number"
_DAYS: Final = frozenset({"day", "date", "on", "timestamp", "submitted", "submission_time", "submission_date", "end"})
_REFS: Final = frozenset({"number", "response", "response_id", "respondent_id", "submission_id", "id", "uuid"})
_A_REF: Final = re.compile(r"[A-Za-z0-9:_\-]{1,64}")
_US_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T].*)?")
_ISO_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?")
_WHICH_DAY: Final = "The day is not like 2026-11-20 or 11/20/2026."
_BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "dont_know": ("dont know", "do not know", "does not know or cannot recall", "not sure"),
    "prefer_not": ("would rather not say", "rather not say", "prefer not to say"),
    "not_yet": ("not applicable yet", "too early to say"),
}
_LONGEST_HEADING: Final = 40


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """One line: a form, or why it cannot be read. `answered` is False where every question was left open."""

    line: int
    form: FeedbackForm | None
    trouble: str = ""
    answered: bool = True


@dataclass(frozen=True, slots=True)
class FeedbackFile:
    """A file that was read. `left_out`: headings of columns that are not kept. `numbered`: its lines have numbers."""

    rows: tuple[FeedbackRow, ...]
    left_out: tuple[str, ...]
    numbered: bool
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that stops the file, and the reason; never what stands in it."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class JudgedFile:
    """What would become of a file: every line is in one of the four. Nothing is taken while a line is refused."""

    new: tuple[FeedbackForm, ...]
    known: int  # on record already, by their number
    empty: int  # nothing was answered
    refused: tuple[Refused, ...]

    @property
    def rows(self) -> int:
        return len(self.new) + self.known + self.empty + len(self.refused)


def read_feedback(records: Iterable[tuple[int, Sequence[str]]], sha256: str = "") -> FeedbackFile:
    """The answers of a table with headings. Raises DeskFault for a table without a day or a service question."""
    places: dict[str, int] = {}
    left_out: tuple[str, ...] = ()
    rows: list[FeedbackRow] = []
    for number, cells in records:
        plain = [unguarded(cell).strip("\ufeff \t\r\n") for cell in cells]
        if not any(plain):
            continue
        if not places:
            places, left_out = _places(plain)
            continue
        if len(rows) == MOST_ROWS:
            raise DeskFault(f"This file has more than {MOST_ROWS:,} lines. Nothing was saved.")
        rows.append(_row(number, {name: plain[at] if at < len(plain) else "" for name, at in places.items()}))
    if not places:
        raise DeskFault("This file is empty. Nothing was saved.")
    return FeedbackFile(tuple(rows), left_out, _REF in places, sha256)


def judged(file: FeedbackFile, today: date, known: Collection[str]) -> JudgedFile:
    """What becomes of each line, seen from today by the desk's clock; `known` are the numbers on record."""
    new: list[FeedbackForm] = []
    refused: list[Refused] = []
    at_line: dict[str, int] = {}
    empty = again = 0
    for row in file.rows:
        form = row.form
        if form is None:
            refused.append(Refused(row.line, row.trouble))
        elif not row.answered:
            empty += 1
        elif form.ref and form.ref in at_line:
            refused.append(Refused(row.line, f"It has the same number as line {at_line[form.ref]}."))
        elif form.ref in known and form.ref:
            again += 1
            at_line[form.ref] = row.line
        else:
            if form.ref:
                at_line[form.ref] = row.line
            try:
                new.append(settled_form(form, today))
            except DeskFault as fault:
                refused.append(Refused(row.line, fault.sentence))
    return JudgedFile(tuple(new), again, empty, tuple(refused))


def _places(headings: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    found: dict[str, int] = {}
    left_out: list[str] = []
    for place, heading in enumerate(headings):
        name = _named(heading)
        if name is None:
            if heading:
                left_out.append(heading[:_LONGEST_HEADING])
        elif name in found:
            raise DeskFault(f"Two columns say {name}. Take one of them out of the file. Nothing was saved.")
        else:
            found[name] = place
    asked = ", ".join(item.question for item in ITEMS)
    if not any(item.question in found for item in ITEMS):
        raise DeskFault(
            f"No column is named after a service question. Name them {asked}, as far as the form asks them. "
            "Nothing was saved."
        )
    if _DAY not in found:
        raise DeskFault("No column says the day of each answer. Name it day. Nothing was saved.")
    return found, tuple(left_out)


def _named(heading: str) -> str | None:
    """The field a heading stands for: a question by its short name or its words in charts."""
    plain = _plain(heading)
    key = plain.replace(" ", "_")
    if key in _DAYS:
        return _DAY
    if key in _REFS:
        return _REF
    return next((item.question for item in ITEMS if key == item.question or plain == _plain(item.label)), None)


def _row(line: int, cells: Mapping[str, str]) -> FeedbackRow:
    answers: dict[str, str] = {}
    for question in (name for name in cells if name not in (_DAY, _REF)):
        if cells[question]:
            answer = _answer(question, cells[question])
            if not answer:
                return FeedbackRow(line, None, wrong_answer(question))
            answers[question] = answer
    on, number = _day(cells[_DAY]), cells.get(_REF, "")
    if on is None:
        return FeedbackRow(line, None, _WHICH_DAY if cells[_DAY] else "It has no day.")
    if _REF in cells and not _A_REF.fullmatch(number):
        return FeedbackRow(line, None, "Its number is missing, too long, or not made of letters and digits.")
    ref = hashlib.sha256(number.encode()).hexdigest() if number else ""
    return FeedbackRow(line, FeedbackForm(on, answers, ref), answered=bool(answers))


def _answer(question: str, written: str) -> str:
    """The answer as the scale names it, "" for one that is none. A bare digit is none: nobody knows which end is 1."""
    plain, allowed = _plain(written), may_answer(question)
    key = plain.replace(" ", "_")
    if key in allowed:
        return key
    scale = next(item.scale for item in ITEMS if item.question == question)
    for answer, label in zip(scale.answers, scale.labels, strict=True):
        if plain == _plain(label):
            return answer
    return next((answer for answer, words in _BESIDE.items() if answer in allowed and plain in words), "")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^0-9a-z]+", " ", text.casefold().replace("'", "").replace("\u2019", "")).split())


def _day(written: str) -> date | None:
    try:
        if found := _US_DAY.fullmatch(written):
            return date(int(found[3]), int(found[1]), int(found[2]))
        if found := _ISO_DAY.fullmatch(written):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    return None
