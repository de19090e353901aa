"""Investigators' questions on their way into a call. What was asked is written once; what became of it is added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, insert, select, update

from callback_desk.domain.errors import NotFound
from callback_desk.domain.follow_ups import FollowUp
from callback_desk.domain.ids import CallbackId, CallId, FollowUpId, ReceiptId, TipId
from callback_desk.domain.queue import CallbackState
from callback_desk.storage.columns import strings
from callback_desk.storage.tables_exports import exports
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.tables_receipts import follow_ups, receipts
from callback_desk.storage.work import Work, new_id


class SqlFollowUps:
    """Fits `FollowUpStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(
        self, receipt_id: ReceiptId, callback_id: CallbackId, *, at: datetime, reopened: bool, refused: str
    ) -> FollowUpId:
        made = self._work.connection.execute(
            insert(follow_ups).values(
                receipt_id=receipt_id, callback_id=callback_id, at=at, reopened=reopened, refused=refused
            )
        )
        return FollowUpId(new_id(made))

    def get(self, follow_up_id: FollowUpId) -> FollowUp:
        """Raises NotFound."""
        found = self._read(follow_ups.c.id == follow_up_id)
        if not found:
            raise NotFound("This question is not on the desk.", code="no_follow_up")
        return found[0]

    def open(self) -> tuple[FollowUp, ...]:
        """Every question nothing became of yet, the oldest first."""
        return self._read(follow_ups.c.settled_at.is_(None))

    def open_of(self, callback_id: CallbackId) -> tuple[FollowUp, ...]:
        """Those a call of this callback should put, the oldest first."""
        return self._read(follow_ups.c.settled_at.is_(None), follow_ups.c.callback_id == callback_id)

    def open_about(self, tip_id: TipId) -> tuple[FollowUp, ...]:
        """Those about one line, the oldest first."""
        return self._read(follow_ups.c.settled_at.is_(None), receipts.c.tip_id == tip_id)

    def answered_in(self, call_id: CallId) -> tuple[FollowUp, ...]:
        """Those that were put in this call, the oldest first."""
        return self._read(follow_ups.c.settled_at.is_not(None), follow_ups.c.call_id == call_id)

    def put_in_call(self, follow_up_id: FollowUpId, call_id: CallId) -> None:
        """The volunteer asked it. Raises NotFound for one that is settled."""
        self._change(follow_up_id, call_id=call_id)

    def settle(self, follow_up_id: FollowUpId, how: str, *, by: str, at: datetime) -> None:
        """Nothing more becomes of it. Raises NotFound for one that is settled."""
        self._change(follow_up_id, settled_at=at, settled_by=by, settled_how=how)

    def _change(self, follow_up_id: FollowUpId, **values: object) -> None:
        changed = update(follow_ups).where(follow_ups.c.id == follow_up_id, follow_ups.c.settled_at.is_(None))
        if self._work.connection.execute(changed.values(**values)).rowcount != 1:
            raise NotFound("This question is settled already.", code="no_follow_up")

    def _read(self, *only: ColumnElement[bool]) -> tuple[FollowUp, ...]:
        asked = (
            select(
                follow_ups,
                receipts.c.tip_id,
                receipts.c.question,
                receipts.c.answered_by,
                receipts.c.answered_on,
                exports.c.number,
                exports.c.case_numbers,
                exports.c.recipient,
                callbacks.c.state,
            )
            .join_from(follow_ups, receipts, receipts.c.id == follow_ups.c.receipt_id)
            .join(exports, exports.c.id == receipts.c.packet_id)
            .join(callbacks, callbacks.c.id == follow_ups.c.callback_id)
            .where(*only)
            .order_by(follow_ups.c.id)
        )
        rows: Sequence[RowMapping] = self._work.connection.execute(asked).mappings().all()
        return tuple(_follow_up(row) for row in rows)


def _follow_up(row: RowMapping) -> FollowUp:
    return FollowUp(
        id=FollowUpId(row["id"]),
        receipt_id=ReceiptId(row["receipt_id"]),
        callback_id=CallbackId(row["callback_id"]),
        tip_id=TipId(row["tip_id"]),
        sheet_number=row["number"],
        case_number=", ".join(strings(row["case_numbers"])),
        recipient=row["recipient"],
        question=row["question"],
        asked_by=row["answered_by"],
        asked_on=row["answered_on"],
        at=row["at"],
        reopened=row["reopened"],
        refused=row["refused"],
        state=CallbackState(row["state"]),
        call_id=None if row["call_id"] is None else CallId(row["call_id"]),
        settled_at=row["settled_at"],
        settled_how=row["settled_how"],
    )
