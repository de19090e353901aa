"""Of those who are ready, whom the claim does not hand to one caller now: the other side of its own conditions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from callback_desk.domain.handing import LANGUAGE_FIRST, OWNER_FIRST, Around
from callback_desk.domain.ids import CallbackId, StaffId
from callback_desk.domain.safe_times import OwnHours, SafeTimes
from callback_desk.storage.columns import strings
from callback_desk.storage.queue_rows import WAITS
from callback_desk.storage.tables_people import phones, safe_contacts, victims
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.work import Work


class SqlForCaller:
    """The part of `QueueStore` that counts for a caller."""

    _work: Work

    def own_hours(self, now: datetime, of: Sequence[int] | None = None) -> tuple[OwnHours, ...]:
        """Of those ready by their rows, who said at which times they may be reached; by id. `of`: only these."""
        newest = select(func.max(safe_contacts.c.id)).group_by(safe_contacts.c.victim_id)
        these = () if of is None else (callbacks.c.id.in_(of),)
        if of is not None:
            victims_of = select(callbacks.c.victim_id).where(*these)
            newest = newest.where(safe_contacts.c.victim_id.in_(victims_of))
        asked = (
            select(callbacks.c.id, safe_contacts.c.times, phones.c.zones)
            .distinct()
            .join_from(safe_contacts, callbacks, callbacks.c.victim_id == safe_contacts.c.victim_id)
            .join(phones, phones.c.victim_id == callbacks.c.victim_id)
            .where(
                safe_contacts.c.id.in_(newest),
                *these,
                safe_contacts.c.times.not_in(["", "[]"]),
                WAITS,
                callbacks.c.ready_at <= now,
                self._work.visible(callbacks),
                phones.c.e164 != "",
            )
            .order_by(callbacks.c.id)
        )
        found: dict[int, tuple[str, list[tuple[str, ...]]]] = {}
        for row in self._work.connection.execute(asked):
            found.setdefault(row.id, (row.times, []))[1].append(strings(row.zones))
        return tuple(
            OwnHours(CallbackId(one), SafeTimes.from_lines(strings(times)), tuple(zones))
            for one, (times, zones) in found.items()
        )

    def for_others(
        self, staff_id: StaffId, now: datetime, *, passed_over: Collection[CallbackId], around: Around
    ) -> tuple[CallbackId, ...]:
        """Of those ready by their rows and awake, who is not handed to this caller: what `first_for` leaves out."""
        asked = select(callbacks.c.id).where(
            WAITS,
            callbacks.c.ready_at <= now,
            self._work.visible(callbacks),
            callbacks.c.place.not_in(sorted(around.asleep)),
            or_(*_kept(staff_id, now, passed_over, around)),
        )
        found = self._work.connection.execute(asked.order_by(callbacks.c.id)).scalars()
        return tuple(CallbackId(one) for one in found)


def _kept(
    staff_id: StaffId, now: datetime, passed_over: Collection[CallbackId], around: Around
) -> Iterator[ColumnElement[bool]]:
    """Each reason of `domain.handing.kept_from`; only those that can be true now are asked."""
    promised = callbacks.c.promised_at
    yield callbacks.c.not_caller == staff_id
    if passed_over:
        yield callbacks.c.id.in_(passed_over)
    if around.others_here:
        yield and_(promised > now - OWNER_FIRST, callbacks.c.promise_owner.in_(sorted(around.others_here)))
    if around.spared:
        yield and_(promised.is_(None), callbacks.c.offense_label.in_(sorted(around.spared)))
    if around.left_to_others:
        speaks = select(victims.c.id).where(victims.c.language.in_(sorted(around.left_to_others)))
        fresh = callbacks.c.ready_at > now - LANGUAGE_FIRST
        yield and_(promised.is_(None), fresh, callbacks.c.victim_id.in_(speaks))
