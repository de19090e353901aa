"""The fillable form of a lead sheet: written beside it, and read once when it comes back, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.receipt_form import FormLine, JudgedLine, ReplyForm, Verdict, form_text, read_form
from callback_desk.domain.receipts import PointAnswer, Way, settled_answers, settled_day, settled_name
from callback_desk.intake.limits import Limits
from callback_desk.intake.small_table import open_small_table
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, gives
from callback_desk.use_cases.receive_receipt import found_sheet, keep_answers

LIMITS = Limits(text_bytes=1_000_000, rows=2_100, columns=40, cell_chars=2_000, line_chars=20_000)


@dataclass(frozen=True, slots=True)
class FormKept:
    """What became of each line. Nothing was written where none was taken."""

    changes: Changes
    lines: tuple[JudgedLine, ...]
    taken: int

    @property
    def sentence(self) -> str:
        """What a person reads after it."""
        if not self.taken:
            return "Nothing new stands in this file. Nothing was changed."
        return f"{self.taken} answer{'s' if self.taken > 1 else ''} saved."


@asks(Act.RECEIVE_RECEIPT)
def receipt_form(work: Work, typed: str) -> str:
    """The form of a sheet as CSV text. Nothing of the case stands in it, only numbers. Raises DeskFault, NotFound."""
    return form_text(found_sheet(work, typed))


def look_at_form(desk: Desk, path: Path) -> ReplyForm:
    """Read a form that came back, through the reader and the limits of the import. Raises DeskFault."""
    check(desk, Act.RECEIVE_RECEIPT)
    too_large = "This file is too large for a reply form. Nothing was saved."
    source, sha256 = open_small_table(path, LIMITS, too_large=too_large)
    return ReplyForm(read_form(source.lines()), sha256)


declared(look_at_form, Act.RECEIVE_RECEIPT, writes=False)


@asks(Act.RECEIVE_RECEIPT)
def preview_form(work: Work, form: ReplyForm) -> tuple[JudgedLine, ...]:
    """What would become of each line."""
    return _judged(work, form)


@gives(Act.RECEIVE_RECEIPT, again=lambda _work, _made: FormKept(Changes.NOTHING, (), 0), made=lambda kept: kept.taken)
def keep_form(work: Work, form: ReplyForm) -> FormKept:
    """Keep the answers of every line that can be taken, in one save; each line is judged again."""
    judged = _judged(work, form)
    taken = [one.given for one in judged if one.verdict is Verdict.TAKEN]
    for one in taken:
        answered = found_sheet(work, one.sheet)
        if one.answer is not None:
            answers = [PointAnswer(one.point, one.answer, one.question)]
            by, on = one.by or answered.sheet.recipient, one.on or work.now.astimezone(work.desk.zone).date()
            keep_answers(work, answered, answers, by=by, on=on, way=Way.FILE, file_sha256=form.sha256)
    if taken:
        work.record(Event.PACKET_RECEIPT, kind="file", sha256=form.sha256, lines=len(taken))
    changes = Changes.PACKETS | Changes.QUEUE if taken else Changes.NOTHING
    return FormKept(changes, judged, len(taken))


def _judged(work: Work, form: ReplyForm) -> tuple[JudgedLine, ...]:
    seen: dict[tuple[str, int], FormLine] = {}
    judged: list[JudgedLine] = []
    for line in form.lines:
        try:
            verdict = _verdict(work, line, seen)
        except (DeskFault, NotFound) as refused:
            judged.append(JudgedLine(line, Verdict.REFUSED, str(refused)))
        else:
            judged.append(JudgedLine(line, verdict))
    return tuple(judged)


def _verdict(work: Work, line: FormLine, seen: dict[tuple[str, int], FormLine]) -> Verdict:
    """Raises DeskFault or NotFound with why the line is refused."""
    if line.trouble:
        raise DeskFault(line.trouble)
    answered = found_sheet(work, line.sheet)
    point = answered.point(line.point)
    if line.answer is None:
        return Verdict.OPEN
    before = seen.setdefault((answered.sheet.sheet_number, line.point), line)
    if before is not line:
        raise DeskFault(f"Line {before.line} of this file answers the same point.")
    zone = work.desk.zone
    today = work.now.astimezone(zone).date()
    made = answered.sheet.made_at.astimezone(zone).date()
    settled_day(line.on or today, made=made, today=today)
    by = settled_name(line.by or answered.sheet.recipient)
    (given,) = settled_answers([PointAnswer(line.point, line.answer, line.question)])
    return Verdict.KNOWN if any(had.says(given, by, line.on) for had in point.receipts) else Verdict.TAKEN
