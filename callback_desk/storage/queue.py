"""Callbacks: claimed in one statement, written back under a fencing number."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, delete, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from callback_desk.domain.errors import NotFound, StaleClaim
from callback_desk.domain.handing import ALONE, Around
from callback_desk.domain.ids import CallbackId, StaffId, VictimId
from callback_desk.domain.queue import OWNED, CallbackState, ClaimTimes, Entry
from callback_desk.storage import dialect
from callback_desk.storage.call_list import SqlCallList
from callback_desk.storage.for_caller import SqlForCaller
from callback_desk.storage.handing import HIDDEN, SqlHanding, claiming, first_for
from callback_desk.storage.queue_counts import SqlQueueCounts
from callback_desk.storage.queue_rows import WAITS, entry_columns, to_entry
from callback_desk.storage.tables_queue import callbacks, passed_over, to_judge
from callback_desk.storage.whole_history import SqlWholeHistory

NOT_YOURS = "This call went back to the list. A colleague may have this person by now. What you typed is kept."
_NO_CALLBACK = "This person is not on the list."
_OWNED = sorted(state.value for state in OWNED)
_UNSTARTED = ClaimTimes().unstarted
# Put together once for the program: that takes longer than asking it, and every claim does.
_VICTIM = select(callbacks.c.victim_id).where(callbacks.c.id == bindparam("this"))
_NOT_STARTED = (callbacks.c.state == CallbackState.CLAIMED.value) & (
    callbacks.c.claimed_at <= bindparam("too_long_ago")
)
_EXPIRED = (
    select(callbacks)
    .where(
        callbacks.c.lease_until.is_not(None),
        callbacks.c.state.in_(_OWNED),
        or_(callbacks.c.lease_until <= bindparam("now"), _NOT_STARTED),
    )
    .order_by(callbacks.c.lease_until, callbacks.c.id)
)
_PASSED_OVER = (
    select(passed_over.c.callback_id)
    .where(passed_over.c.staff_id == bindparam("staff"))
    .order_by(passed_over.c.callback_id)
)
_CLAIM_THIS = claiming((callbacks.c.id == bindparam("this")) & WAITS & callbacks.c.batch_id.not_in(HIDDEN))


class SqlQueue(SqlCallList, SqlQueueCounts, SqlWholeHistory, SqlHanding, SqlForCaller):
    """Fits `QueueStore`."""

    def get(self, callback_id: CallbackId) -> Entry:
        asked = select(callbacks).where(callbacks.c.id == callback_id, self._work.visible(callbacks))
        row = self._work.connection.execute(asked).mappings().one_or_none()
        if row is None:
            raise NotFound(_NO_CALLBACK, code="no_callback")
        return to_entry(row)

    def victim_of(self, callback_id: CallbackId) -> VictimId:
        found = self._work.connection.execute(_VICTIM, {"this": callback_id}).scalar()
        if found is None:
            raise NotFound(_NO_CALLBACK, code="no_callback")
        return VictimId(found)

    def claim_first(
        self,
        staff_id: StaffId,
        now: datetime,
        lease_until: datetime,
        *,
        passed_over: Sequence[CallbackId],
        around: Around = ALONE,
    ) -> Entry | None:
        """Claim the first ready row in the order of `Entry.order_key`: one statement, so no two claim one row."""
        return self._claim(*first_for(staff_id, now, lease_until, passed_over, around))

    def claim(self, callback_id: CallbackId, staff_id: StaffId, now: datetime, lease_until: datetime) -> Entry | None:
        """This one, if it waits, at whatever hour; None when somebody else has it."""
        return self._claim(_CLAIM_THIS, {"this": callback_id, "staff": staff_id, "now": now, "lease": lease_until})

    def _claim(self, statement: ReturningUpdate[Any], given: Mapping[str, object]) -> Entry | None:
        row = self._work.connection.execute(statement, given).mappings().one_or_none()
        return None if row is None else to_entry(row)

    def put(self, entry: Entry, *, fence: int | None = None) -> None:
        """Write back. With `fence`, raises StaleClaim when the row's number is another: one statement."""
        values = entry_columns(entry)
        same = callbacks.c.reason == entry.reason
        values["rule"] = case((same, callbacks.c.rule), else_="")
        values["rule_version"] = case((same, callbacks.c.rule_version), else_="")
        if entry.promised_at is None:
            values.update(promise_note="", promise_owner=None)
        written = update(callbacks).where(callbacks.c.id == entry.id).values(**values)
        if fence is not None:
            written = written.where(callbacks.c.fence == fence)
        if self._work.connection.execute(written).rowcount == 1:
            return
        self.victim_of(entry.id)  # raises NotFound when there is no such row at all
        raise StaleClaim(NOT_YOURS, code="stale_claim")

    def heartbeat(self, callback_id: CallbackId, fence: int, lease_until: datetime) -> bool:
        """Keep the lease alive; False when the claim has gone."""
        kept = (
            update(callbacks)
            .where(callbacks.c.id == callback_id, callbacks.c.fence == fence, callbacks.c.state.in_(_OWNED))
            .values(lease_until=lease_until)
        )
        return self._work.connection.execute(kept).rowcount == 1

    def set_reason(self, callback_id: CallbackId, *, reason: str, rule: str, rule_version: str) -> None:
        written = update(callbacks).values(reason=reason, rule=rule, rule_version=rule_version)
        self._work.connection.execute(written.where(callbacks.c.id == callback_id))

    def expired(self, now: datetime) -> tuple[Entry, ...]:
        """Claims and calls whose lease ended, and claims nobody started in time; oldest lease first."""
        given = {"now": now, "too_long_ago": now - _UNSTARTED}
        return tuple(to_entry(row) for row in self._work.connection.execute(_EXPIRED, given).mappings())

    def judge_later(self, callback_ids: Collection[CallbackId]) -> None:
        """Keep in mind that the rules are to be asked about them again; twice is once."""
        if callback_ids:
            noted = dialect.insert(to_judge).on_conflict_do_nothing(index_elements=["callback_id"])
            self._work.connection.execute(noted, [{"callback_id": one} for one in callback_ids])

    def to_judge(self, most: int) -> tuple[CallbackId, ...]:
        """The first of them, by id."""
        asked = select(to_judge.c.callback_id).order_by(to_judge.c.callback_id).limit(most)
        return tuple(CallbackId(one) for one in self._work.connection.execute(asked).scalars())

    def judged(self, callback_ids: Collection[CallbackId]) -> None:
        """They were asked about."""
        self._work.connection.execute(delete(to_judge).where(to_judge.c.callback_id.in_(callback_ids)))

    def passed_over_by(self, staff_id: StaffId) -> tuple[CallbackId, ...]:
        """Callbacks this volunteer handed on (I know this person)."""
        return tuple(self._work.connection.execute(_PASSED_OVER, {"staff": staff_id}).scalars())

    def pass_over(self, callback_id: CallbackId, staff_id: StaffId) -> None:
        """Never offer this person to this volunteer again; twice is once."""
        noted = dialect.insert(passed_over).values(callback_id=callback_id, staff_id=staff_id)
        self._work.connection.execute(noted.on_conflict_do_nothing(index_elements=["callback_id", "staff_id"]))

    def put_promise_note(self, callback_id: CallbackId, note: str, *, owner: StaffId) -> None:
        """What was said with the promised time, and whose promise it is."""
        written = update(callbacks).values(promise_note=note, promise_owner=owner)
        self._work.connection.execute(written.where(callbacks.c.id == callback_id))
