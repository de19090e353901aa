"""What was done, counted over days: calls and hard calls of each volunteer, tries by the hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, func, select, type_coerce

from callback_desk.domain.concerns import ConcernKind
from callback_desk.domain.contact_rates import TryCount
from callback_desk.domain.ids import CallId, ConcernId, StaffId
from callback_desk.domain.welfare import HARD, CallSpan, HardCall
from callback_desk.storage.attempts import dialed, newest_end
from callback_desk.storage.columns import strings
from callback_desk.storage.tables_calls import calls, concerns
from callback_desk.storage.tables_people import phones
from callback_desk.storage.tables_queue import attempt_ends, attempts
from callback_desk.storage.work import Work

_HOUR_US = 3_600_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class SqlTallies:
    """Fits `TallyStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def calls_since(self, since: datetime) -> tuple[CallSpan, ...]:
        """Every call begun since then that was not taken back; one that still runs ends when its state changed last."""
        asked = (
            select(attempts.c.staff_id, calls.c.started_at, calls.c.ended_at, calls.c.state_at)
            .join(calls, calls.c.attempt_id == attempts.c.id)
            .where(calls.c.started_at >= since, dialed())
            .order_by(calls.c.id)
        )
        return tuple(
            CallSpan(StaffId(row.staff_id), row.started_at, row.ended_at or row.state_at)
            for row in self._work.connection.execute(asked)
        )

    def hard_calls_since(self, since: datetime) -> tuple[HardCall, ...]:
        """Danger and distress heard in calls since then and not taken back, in the order in which they were raised."""
        asked = (
            select(concerns.c.id, concerns.c.call_id, concerns.c.kind, concerns.c.raised_at, attempts.c.staff_id)
            .join(calls, calls.c.id == concerns.c.call_id)
            .join(attempts, attempts.c.id == calls.c.attempt_id)
            .where(
                concerns.c.raised_at >= since,
                concerns.c.withdrawn_at.is_(None),
                concerns.c.kind.in_(sorted(kind.value for kind in HARD)),
            )
            .order_by(concerns.c.raised_at, concerns.c.id)
        )
        return tuple(
            HardCall(
                CallId(row.call_id), ConcernId(row.id), StaffId(row.staff_id), ConcernKind(row.kind), row.raised_at
            )
            for row in self._work.connection.execute(asked)
        )

    def tries_by_hour(self, since: datetime) -> tuple[TryCount, ...]:
        """Tries since then by the hour, the number's first zone, and how they ended ("" was never ended)."""
        hour = type_coerce(attempts.c.at, BigInteger) // _HOUR_US
        outcome = func.coalesce(attempt_ends.c.outcome, "")
        asked = (
            select(hour.label("hour"), phones.c.zones, outcome.label("outcome"), func.count().label("many"))
            .select_from(attempts)
            .join(phones, phones.c.id == attempts.c.phone_id)
            .join(attempt_ends, newest_end(), isouter=True)
            .where(attempts.c.at >= since, dialed())
            .group_by(hour, phones.c.zones, outcome)
            .order_by(hour, phones.c.zones, outcome)
        )
        return tuple(
            TryCount(_EPOCH + timedelta(hours=row.hour), next(iter(strings(row.zones)), ""), row.outcome, row.many)
            for row in self._work.connection.execute(asked)
        )
