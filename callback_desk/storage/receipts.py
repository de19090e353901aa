"""What became of a lead sheet's points. Rows are only added; of one line the newest counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import RowMapping, Select, func, insert, select

from callback_desk.domain.exports import ExportKind, ExportState, StepKind
from callback_desk.domain.ids import CallId, CaseId, ExportId, ReceiptId, StaffId, TipId
from callback_desk.domain.receipts import Answer, MadeSheet, Receipt, SilentSheet, UsedPoint, Way
from callback_desk.storage.columns import strings
from callback_desk.storage.tables_calls import calls, tips
from callback_desk.storage.tables_exports import export_steps, exports, packets, sheet_points
from callback_desk.storage.tables_queue import attempts
from callback_desk.storage.tables_receipts import receipts
from callback_desk.storage.tips import chosen_case
from callback_desk.storage.work import Work, new_id


class SqlReceipts:
    """Fits `ReceiptStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def sheet(self, sheet_number: str) -> MadeSheet | None:
        """The finished sheet of this number, its newest copy; None when there is none."""
        asked = (
            select(exports, packets.c.case_id, packets.c.call_id)
            .join_from(exports, packets, packets.c.export_id == exports.c.id)
            .where(exports.c.number == sheet_number, exports.c.state == ExportState.DONE.value)
            .order_by(exports.c.copy.desc(), packets.c.call_id.desc())
            .limit(1)
        )
        row = self._work.connection.execute(asked).mappings().first()
        return None if row is None else _sheet(row)

    def of_tips(self, tip_ids: Collection[TipId]) -> Mapping[TipId, tuple[Receipt, ...]]:
        """Every answer to these lines, on any sheet, the newest first."""
        asked = select(receipts).where(receipts.c.tip_id.in_(tip_ids)).order_by(receipts.c.id.desc())
        found: dict[TipId, tuple[Receipt, ...]] = {}
        for row in self._work.connection.execute(asked).mappings():
            tip_id = TipId(row["tip_id"])
            found[tip_id] = (*found.get(tip_id, ()), _receipt(row))
        return found

    def add(self, packet_id: ExportId, said: Receipt) -> ReceiptId:
        made = self._work.connection.execute(
            insert(receipts).values(
                packet_id=packet_id,
                tip_id=said.tip_id,
                answer=said.answer.value,
                question=said.question,
                answered_by=said.answered_by,
                answered_on=said.answered_on,
                keyed_by=said.keyed_by,
                at=said.at,
                way=said.way.value,
                file_sha256=said.file_sha256,
            )
        )
        return ReceiptId(new_id(made))

    def replies(self) -> Mapping[ExportId, Mapping[Answer, int]]:
        """Of each answered sheet how many of its points stand how, by the newest answer on that sheet."""
        newest = select(func.max(receipts.c.id)).group_by(receipts.c.packet_id, receipts.c.tip_id)
        asked = (
            select(receipts.c.packet_id, receipts.c.answer, func.count())
            .where(receipts.c.id.in_(newest))
            .group_by(receipts.c.packet_id, receipts.c.answer)
        )
        found: dict[ExportId, dict[Answer, int]] = {}
        for packet_id, answer, many in self._work.connection.execute(asked):
            found.setdefault(ExportId(packet_id), {})[Answer(answer)] = many
        return found

    def used(self, first: date, last: date) -> tuple[UsedPoint, ...]:
        """Lines whose newest answer is *used*, given on a day from `first` to `last`; by the line's id."""
        asked = (
            select(
                tips.c.id,
                tips.c.call_id,
                tips.c.case_id,
                tips.c.question,
                chosen_case().label("chosen_case"),
                attempts.c.staff_id,
                receipts.c.answered_on,
            )
            .join_from(receipts, tips, receipts.c.tip_id == tips.c.id)
            .join(calls, calls.c.id == tips.c.call_id)
            .join(attempts, attempts.c.id == calls.c.attempt_id)
            .where(receipts.c.id.in_(newest_receipts()), receipts.c.answer == Answer.USED.value)
            .where(receipts.c.answered_on.between(first, last))
            .order_by(tips.c.id)
        )
        return tuple(
            UsedPoint(
                tip_id=TipId(row.id),
                call_id=CallId(row.call_id),
                case_id=CaseId(row.chosen_case or row.case_id),
                staff_id=StaffId(row.staff_id),
                question=row.question,
                used_on=row.answered_on,
            )
            for row in self._work.connection.execute(asked)
        )

    def became(self, staff_id: StaffId, first: date, last: date) -> Mapping[Answer, int]:
        """How the lines of this caller's calls stand by their newest answer, given from `first` to `last`."""
        asked = (
            select(receipts.c.answer, func.count())
            .join_from(receipts, tips, receipts.c.tip_id == tips.c.id)
            .join(calls, calls.c.id == tips.c.call_id)
            .join(attempts, attempts.c.id == calls.c.attempt_id)
            .where(receipts.c.id.in_(newest_receipts()), attempts.c.staff_id == staff_id)
            .where(receipts.c.answered_on.between(first, last))
            .group_by(receipts.c.answer)
        )
        return {Answer(answer): many for answer, many in self._work.connection.execute(asked)}

    def silent(self) -> tuple[SilentSheet, ...]:
        """Sheets that left, of which no point was answered and that nobody attached or took back; the oldest first."""
        heard = select(receipts.c.packet_id).where(receipts.c.packet_id == exports.c.id)
        over = (StepKind.ATTACHED.value, StepKind.WITHDRAWN.value)
        closed = select(export_steps.c.id).where(
            export_steps.c.export_id == exports.c.id, export_steps.c.step.in_(over)
        )
        reminded = select(func.max(export_steps.c.at)).where(
            export_steps.c.export_id == exports.c.id, export_steps.c.step == StepKind.REMINDED.value
        )
        urgent = (
            select(func.max(tips.c.urgent))
            .join_from(sheet_points, tips, tips.c.id == sheet_points.c.tip_id)
            .where(sheet_points.c.export_id == exports.c.id)
        )
        asked = (
            select(
                exports,
                reminded.correlate(exports).scalar_subquery().label("reminded"),
                urgent.correlate(exports).scalar_subquery().label("urgent"),
            )
            .where(exports.c.kind == ExportKind.LEAD_SHEET.value, exports.c.state == ExportState.DONE.value)
            .where(~heard.correlate(exports).exists(), ~closed.correlate(exports).exists())
            .order_by(exports.c.id)
        )
        return tuple(_silent(row) for row in self._work.connection.execute(asked).mappings())


def newest_receipts() -> Select[tuple[int]]:
    """The ids of the answers that count: of each line the newest."""
    return select(func.max(receipts.c.id)).group_by(receipts.c.tip_id)


def _sheet(row: RowMapping) -> MadeSheet:
    made_at: datetime = row["ended_at"] or row["at"]
    return MadeSheet(
        id=ExportId(row["id"]),
        sheet_number=row["number"],
        case_id=CaseId(row["case_id"]),
        call_id=CallId(row["call_id"]),
        case_number=next(iter(strings(row["case_numbers"])), ""),
        recipient=row["recipient"],
        made_at=made_at,
    )


def _silent(row: RowMapping) -> SilentSheet:
    sent_at: datetime = row["ended_at"] or row["at"]
    return SilentSheet(
        id=ExportId(row["id"]),
        sheet_number=row["number"],
        case_number=next(iter(strings(row["case_numbers"])), ""),
        recipient=row["recipient"],
        sent_at=sent_at,
        urgent=bool(row["urgent"]),
        reminded=row["reminded"],
    )


def _receipt(row: RowMapping) -> Receipt:
    return Receipt(
        tip_id=TipId(row["tip_id"]),
        answer=Answer(row["answer"]),
        question=row["question"],
        answered_by=row["answered_by"],
        answered_on=row["answered_on"],
        keyed_by=row["keyed_by"],
        at=row["at"],
        way=Way(row["way"]),
        file_sha256=row["file_sha256"],
    )
