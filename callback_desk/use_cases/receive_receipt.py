"""A receipt comes back: what became of each point of a lead sheet, typed from the slip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes
from callback_desk.domain.errors import NotFound
from callback_desk.domain.receipts import (
    Answer,
    AnsweredSheet,
    MadeSheet,
    PointAnswer,
    Receipt,
    SheetPoint,
    Way,
    read_sheet_number,
    settled_answers,
    settled_day,
    settled_name,
)
from callback_desk.use_cases.desk import Work, asks, gives
from callback_desk.use_cases.follow_up import another_answer, ask_again


@dataclass(frozen=True, slots=True)
class Received:
    """How many points were taken, and how many were on record just so. Nothing changed where `taken` is 0."""

    changes: Changes
    sheet_number: str
    taken: int
    known: int

    @property
    def sentence(self) -> str:
        """What a person reads after it."""
        if not self.taken:
            return f"This reply to {self.sheet_number} is on record already. Nothing was changed."
        points = "1 point" if self.taken == 1 else f"{self.taken} points"
        rest = f" {self.known} was on record already." if self.known == 1 else ""
        rest = f" {self.known} were on record already." if self.known > 1 else rest
        return f"Reply to {self.sheet_number} saved: {points}.{rest}"


@asks(Act.RECEIVE_RECEIPT)
def sheet_to_answer(work: Work, typed: str) -> AnsweredSheet:
    """The sheet of this number, in any writing of it, with its points. Raises DeskFault, or NotFound."""
    return found_sheet(work, typed)


@gives(
    Act.RECEIVE_RECEIPT,
    again=lambda _work, _made: Received(Changes.NOTHING, "this sheet", 0, 0),
    made=lambda received: received.taken,
)
def receive_receipt(work: Work, typed: str, answers: Sequence[PointAnswer], *, by: str, on: date) -> Received:
    """Keep what an investigator said of points of a sheet on a day (desk's own).

    The same answer twice changes nothing; another answer later counts, and both are kept.
    Raises NotFound for an unknown number; DeskFault for an unknown point, a question missing, or an impossible day.
    """
    answered = found_sheet(work, typed)
    return keep_answers(work, answered, answers, by=by, on=on)


def found_sheet(work: Work, typed: str) -> AnsweredSheet:
    """Raises DeskFault for what is no number, NotFound for a number no finished sheet has."""
    number = read_sheet_number(typed, work.now.astimezone(work.desk.zone).year)
    sheet = work.uow.receipts.sheet(number)
    if sheet is None:
        raise NotFound(f"There is no lead sheet {number} here. Check the number; nothing was written.")
    return AnsweredSheet(sheet, _points_of(work, sheet))


def _points_of(work: Work, sheet: MadeSheet) -> tuple[SheetPoint, ...]:
    """The points as they stand on the sheet: the desk remembers which line had which number."""
    points = work.uow.exports.points(sheet.id)
    said = work.uow.receipts.of_tips([point.tip_id for point in points])
    return tuple(
        SheetPoint(point.number, point.tip_id, work.uow.calls.tip(point.tip_id).said.text, said.get(point.tip_id, ()))
        for point in points
    )


def keep_answers(
    work: Work,
    answered: AnsweredSheet,
    answers: Sequence[PointAnswer],
    *,
    by: str,
    on: date,
    way: Way = Way.TYPED,
    file_sha256: str = "",
) -> Received:
    """Write what is not on record yet, in this transaction. Raises DeskFault; then nothing was written."""
    sheet, name = answered.sheet, settled_name(by)
    zone = work.desk.zone
    made, today = sheet.made_at.astimezone(zone).date(), work.now.astimezone(zone).date()
    day = settled_day(on, made=made, today=today)
    given = [(answered.point(one.point), one) for one in settled_answers(answers)]
    new = [(point, one) for point, one in given if not any(had.says(one, name, day) for had in point.receipts)]
    for point, one in new:
        said = Receipt(point.tip_id, one.answer, one.question, name, day, work.by, work.now, way, file_sha256)
        receipt_id = work.uow.receipts.add(sheet.id, said)
        another_answer(work, point.tip_id)
        if one.answer is Answer.NEED_MORE:
            call_id = work.uow.calls.tip(point.tip_id).call_id
            ask_again(work, work.uow.calls.get(call_id).callback_id, receipt_id)
        work.record(Event.PACKET_RECEIPT, kind="receipt", id=receipt_id, packet=sheet.id, answer=one.answer.value)
    changes = Changes.PACKETS | Changes.QUEUE if new else Changes.NOTHING
    return Received(changes, sheet.sheet_number, len(new), len(given) - len(new))
