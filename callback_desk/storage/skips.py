"""Cards that were laid aside without a call."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from callback_desk.domain.ids import CallbackId, StaffId
from callback_desk.domain.put_right import fix_note
from callback_desk.domain.skips import WORDS, Skip, SkipReason
from callback_desk.domain.views import HistoryLine
from callback_desk.storage.desk_row import SqlDesk
from callback_desk.storage.tables_desk import staff
from callback_desk.storage.tables_queue import passed_over, skips
from callback_desk.storage.work import Work

_SKIPPED_BY = (
    select(skips.c.callback_id, skips.c.reason)
    .where(skips.c.staff_id == bindparam("staff"), skips.c.at >= bindparam("since"))
    .order_by(skips.c.id)
)


class SqlSkips:
    """The part of `QueueStore` that keeps them. Rows are only ever added."""

    _work: Work

    def skip(self, callback_id: CallbackId, staff_id: StaffId, at: datetime, reason: SkipReason) -> None:
        values = {"callback_id": callback_id, "staff_id": staff_id, "at": at, "reason": reason.value}
        self._work.connection.execute(insert(skips).values(values))

    def skipped_by(self, staff_id: StaffId, since: datetime) -> tuple[CallbackId, ...]:
        """Whom this volunteer laid aside since then and did not take back, each once, the first of them first."""
        found: list[CallbackId] = []
        for row in self._work.connection.execute(_SKIPPED_BY, {"staff": staff_id, "since": since}):
            one = CallbackId(row.callback_id)
            if row.reason != SkipReason.TAKEN_BACK.value:
                found.append(one)
            elif one in found:
                del found[len(found) - 1 - found[::-1].index(one)]
        return tuple(dict.fromkeys(found))

    def offer_again(self, callback_id: CallbackId, staff_id: StaffId) -> None:
        """This volunteer does not know them after all; nothing happens to somebody who was never passed over."""
        mine = (passed_over.c.callback_id == callback_id, passed_over.c.staff_id == staff_id)
        self._work.connection.execute(delete(passed_over).where(*mine))

    def skips_of(self, callback_id: CallbackId) -> tuple[Skip, ...]:
        """How often this person's card was laid aside, oldest first."""
        asked = (
            select(skips.c.at, staff.c.name, skips.c.reason)
            .join(staff, staff.c.id == skips.c.staff_id)
            .where(skips.c.callback_id == callback_id)
            .order_by(skips.c.id)
        )
        return tuple(Skip(row.at, row.name, SkipReason(row.reason)) for row in self._work.connection.execute(asked))

    def _put_right(self, callback_id: CallbackId) -> list[HistoryLine]:
        notes = SqlDesk(self._work).notes(fix_note(callback_id))
        return [HistoryLine(one.at, f"Put right by {one.by}. {one.text}") for one in notes]

    def _skipped(self, callback_id: CallbackId) -> list[HistoryLine]:
        return [HistoryLine(one.at, _told(one)) for one in self.skips_of(callback_id)]


def _told(one: Skip) -> str:
    if one.reason is SkipReason.TAKEN_BACK:
        return f"{one.by} took the card up again: it was laid aside by mistake."
    return f"{one.by} laid the card aside: {WORDS[one.reason].told}."
