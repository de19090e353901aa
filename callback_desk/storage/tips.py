"""What is new: lines as kept, signed off by insertion, corrected below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, ScalarSelect, Select, Table, func, insert, select

from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import CallId, CaseId, TipId
from callback_desk.domain.tip import Correction, Tip
from callback_desk.storage.call_rows import to_correction, to_tip
from callback_desk.storage.tables_calls import corrections, tip_cases, tip_signatures, tips
from callback_desk.storage.work import Work


class SqlTips:
    """The part of `CallStore` that is about tips."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def tips(self, call_id: CallId) -> tuple[Tip, ...]:
        """In the order they were kept; of each line the newest row."""
        newest = newest_tips().where(tips.c.call_id == call_id)
        asked = _signed_tips().where(tips.c.id.in_(newest)).order_by(tips.c.ordinal)
        return self._read(asked)

    def tip(self, tip_id: TipId) -> Tip:
        found = self._read(_signed_tips().where(tips.c.id == tip_id))
        if not found:
            raise NotFound("This line is not on the desk.", code="no_tip")
        return found[0]

    def _read(self, asked: Select[tuple[object, ...]]) -> tuple[Tip, ...]:
        rows = self._work.connection.execute(asked).mappings().all()
        below = self._corrections([row["id"] for row in rows])
        return tuple(to_tip(row, below.get(row["id"], ())) for row in rows)

    def _corrections(self, ids: Sequence[int]) -> dict[int, list[Correction]]:
        asked = select(corrections).where(corrections.c.tip_id.in_(ids)).order_by(corrections.c.id)
        found: dict[int, list[Correction]] = {}
        for row in self._work.connection.execute(asked).mappings():
            found.setdefault(row["tip_id"], []).append(to_correction(row))
        return found

    def sign_tips(self, call_id: CallId, by: str, at: datetime) -> int:
        """Freeze every line that is not signed yet; returns how many."""
        open_tips = [tip.id for tip in self.tips(call_id) if not tip.frozen]
        if open_tips:
            rows = [{"tip_id": tip_id, "by_name": by, "at": at} for tip_id in open_tips]
            self._work.connection.execute(insert(tip_signatures), rows)
        return len(open_tips)

    def choose_case(self, tip_id: TipId, case_id: CaseId, by: str, at: datetime) -> None:
        """This line is about that report. Raises NotFound when there is no such line."""
        self.tip(tip_id)
        self._work.connection.execute(insert(tip_cases).values(tip_id=tip_id, case_id=case_id, by_name=by, at=at))

    def add_correction(self, tip_id: TipId, correction: Correction) -> None:
        """Below the line, with author, time and reason. Raises NotFound when there is no such line."""
        self.tip(tip_id)
        self._work.connection.execute(
            insert(corrections).values(
                tip_id=tip_id,
                at=correction.at,
                by_name=correction.by,
                text=correction.text,
                reason=correction.reason,
            )
        )

    def _parts(self, table: Table, result_id: int) -> Sequence[RowMapping]:
        asked = select(table).where(table.c.result_id == result_id).order_by(table.c.id)
        return self._work.connection.execute(asked).mappings().all()


def newest_tips() -> Select[tuple[int]]:
    """The ids of the rows that count: of each call and line the newest."""
    return select(func.max(tips.c.id)).group_by(tips.c.call_id, tips.c.ordinal)


def chosen_case() -> ScalarSelect[int]:
    """The report somebody chose for the row of `tips` that is asked about; NULL while nobody did."""
    asked = select(tip_cases.c.case_id).where(tip_cases.c.tip_id == tips.c.id).order_by(tip_cases.c.id.desc()).limit(1)
    return asked.correlate(tips).scalar_subquery()


def _signed_tips() -> Select[tuple[object, ...]]:
    return select(
        tips,
        tip_signatures.c.at.label("signed_at"),
        tip_signatures.c.by_name.label("signed_by"),
        chosen_case().label("chosen_case"),
    ).join_from(tips, tip_signatures, tip_signatures.c.tip_id == tips.c.id, isouter=True)
