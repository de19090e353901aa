"""Who is handed to whom: the statement that claims the next person, and what it is told about the caller."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from callback_desk.domain.errors import NotFound
from callback_desk.domain.handing import LANGUAGE_FIRST, OWNER_FIRST, Around, HardCall, Traits
from callback_desk.domain.ids import CallbackId, PlaceId, StaffId
from callback_desk.domain.queue import OWNED, CallbackState, Entry
from callback_desk.storage.attempts import dialed, newest_end
from callback_desk.storage.columns import from_micros, to_micros
from callback_desk.storage.places import numbers_of
from callback_desk.storage.queue_rows import WAITS, to_entry
from callback_desk.storage.tables_calls import concerns
from callback_desk.storage.tables_desk import batches, staff
from callback_desk.storage.tables_people import victims
from callback_desk.storage.tables_queue import attempt_ends, attempts, callbacks, passed_over, places
from callback_desk.storage.work import Work

_DAY = to_micros(from_micros(0) + timedelta(days=1))
OWNED_STATES = sorted(state.value for state in OWNED)
HIDDEN = select(batches.c.id).where(batches.c.state != literal_column("'shown'"))


def claiming(which: ColumnElement[bool]) -> ReturningUpdate[Any]:  # SQLAlchemy's row types are tuples of anything
    """Takes "staff", "now" and "lease". Made once for the program: putting it together costs as much as running it."""
    return (
        update(callbacks)
        .where(which)
        .values(
            state=CallbackState.CLAIMED.value,
            claimed_by=bindparam("staff"),
            claimed_at=bindparam("now"),
            lease_until=bindparam("lease"),
            fence=callbacks.c.fence + 1,
            reason="",
            rule="",
            rule_version="",
        )
        .returning(callbacks)
    )


def _first(*more: ColumnElement[bool]) -> ReturningUpdate[Any]:
    """The first ready row in the order of `Entry.order_key`, less what `domain.handing` keeps back.

    The index is in that order within each place and each day of `ready_at`. The first of every awake place and every
    day up to now is looked up, and of these few the first is taken: how many people sleep, or are not ready before
    tomorrow, costs nothing.
    """
    owner, promised = callbacks.c.promise_owner, callbacks.c.promised_at
    days = _days()
    first = (
        select(callbacks.c.id)
        .where(
            WAITS,
            callbacks.c.place == days.c.place,
            callbacks.c.ready_day == days.c.day,
            callbacks.c.ready_at <= bindparam("now"),
            or_(callbacks.c.not_caller.is_(None), callbacks.c.not_caller != bindparam("staff")),
            callbacks.c.id.not_in(bindparam("passed", expanding=True)),
            or_(
                promised.is_(None),
                promised <= bindparam("anyones"),
                owner.is_(None),
                owner.not_in(bindparam("others", expanding=True)),
            ),
            callbacks.c.batch_id.not_in(HIDDEN),
            *more,
        )
        .order_by(*_order(callbacks))
        .limit(1)
        .correlate(days)
        .scalar_subquery()
    )
    found = callbacks.alias("found")
    of_all = (
        select(found.c.id)
        .join_from(days, found, found.c.id == first)
        .where(days.c.day <= bindparam("today"))
        .order_by(*_order(found))
        .limit(1)
    )
    return claiming(callbacks.c.id == of_all.scalar_subquery())


def _order(of: FromClause) -> tuple[ColumnElement[Any], ...]:
    return of.c.priority, of.c.order_at, of.c.tried_at.asc().nulls_first(), of.c.id


def _days() -> CTE:
    """(place, day): every day up to today on which somebody of an awake place is ready. Each is one look."""
    awake = union_all(
        select(literal(0).label("id")),
        select(places.c.id).where(places.c.id.not_in(bindparam("asleep", expanding=True))),
    ).subquery("awake")
    soonest = select(func.min(callbacks.c.ready_day)).where(WAITS, callbacks.c.place == awake.c.id)
    days = select(awake.c.id.label("place"), soonest.scalar_subquery().label("day")).cte("days", recursive=True)
    later = select(func.min(callbacks.c.ready_day)).where(
        WAITS, callbacks.c.place == days.c.place, callbacks.c.ready_day > days.c.day
    )
    return days.union_all(select(days.c.place, later.scalar_subquery()).where(days.c.day < bindparam("today")))


_PLACES = select(places)
_PROMISED = (
    select(callbacks.c.promise_owner)
    .distinct()
    .where(
        WAITS,
        callbacks.c.promised_at > bindparam("after"),
        callbacks.c.promised_at <= bindparam("now"),
        callbacks.c.promise_owner.is_not(None),
        callbacks.c.promise_owner != bindparam("staff"),
    )
)
_LEFT = exists().where(
    victims.c.id == callbacks.c.victim_id, victims.c.language.in_(bindparam("languages", expanding=True))
)
_CLAIM_FIRST = _first()
# Reads the row besides the index: only for a caller whom somebody is to be spared or left for.
_CLAIM_CHOSEN = _first(
    or_(callbacks.c.promised_at.is_not(None), callbacks.c.offense_label.not_in(bindparam("spared", expanding=True))),
    or_(callbacks.c.promised_at.is_not(None), callbacks.c.ready_at <= bindparam("long_ago"), ~_LEFT),
)


def first_for(
    staff_id: StaffId, now: datetime, lease_until: datetime, passed_over: Collection[CallbackId], around: Around
) -> tuple[ReturningUpdate[Any], dict[str, object]]:  # SQLAlchemy's row types are tuples of anything
    """The statement that claims for this caller, and what it is given."""
    given: dict[str, object] = {
        "staff": staff_id,
        "now": now,
        "lease": lease_until,
        "passed": list(passed_over),
        "others": sorted(around.others_here),
        "anyones": now - OWNER_FIRST,
        "asleep": sorted(around.asleep),
        "today": to_micros(now) // _DAY,
    }
    if not around.spared and not around.left_to_others:
        return _CLAIM_FIRST, given
    given |= {
        "spared": sorted(around.spared),
        "languages": sorted(around.left_to_others),
        "long_ago": now - LANGUAGE_FIRST,
    }
    return _CLAIM_CHOSEN, given


class SqlHanding:
    """The part of `QueueStore` that knows callers."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def promised_by_others(self, staff_id: StaffId, after: datetime, now: datetime) -> frozenset[StaffId]:
        """Who else agreed a time that has come by `now`, and came later than `after`."""
        given = {"staff": staff_id, "after": after, "now": now}
        return frozenset(StaffId(one) for one in self._work.connection.execute(_PROMISED, given).scalars())

    def places(self) -> Mapping[PlaceId, tuple[tuple[str, ...], ...]]:
        """Where numbers are, by the place's number."""
        return {PlaceId(row.id): numbers_of(row.zones) for row in self._work.connection.execute(_PLACES)}

    def at_the_desk(self, since: datetime, now: datetime) -> frozenset[StaffId]:
        """Who signed in or dialed since then, or has a card in hand, and has not signed out."""
        dialing = select(attempts.c.staff_id).where(attempts.c.at >= since)
        holding = select(callbacks.c.claimed_by).where(callbacks.c.lease_until > now)
        asked = select(staff.c.id).where(
            staff.c.disabled_at.is_(None),
            staff.c.left_at.is_(None),
            or_(staff.c.last_sign_in >= since, staff.c.id.in_(dialing), staff.c.id.in_(holding)),
        )
        return frozenset(StaffId(one) for one in self._work.connection.execute(asked).scalars())

    def last_call_of(self, staff_id: StaffId, since: datetime) -> HardCall | None:
        """What the last call of this caller was about, if it began since then; the rules say whether it was hard."""
        row = self._work.connection.execute(_last_call(), {"staff": staff_id, "since": since}).one_or_none()
        return None if row is None else HardCall(row.at, row.offense_label, row.outcome or "", bool(row.alarmed))

    def in_hand_of(self, staff_id: StaffId) -> tuple[Entry, ...]:
        """Cards and calls this person has, by id."""
        asked = select(callbacks).where(
            callbacks.c.lease_until.is_not(None),
            callbacks.c.claimed_by == staff_id,
            callbacks.c.state.in_(OWNED_STATES),
        )
        rows = self._work.connection.execute(asked.order_by(callbacks.c.id)).mappings()
        return tuple(to_entry(row) for row in rows)

    def traits(self, callback_id: CallbackId) -> Traits:
        """What the handing looks at besides the entry. Raises NotFound."""
        asked = (
            select(victims.c.language, callbacks.c.offense_label, callbacks.c.place)
            .join(callbacks, callbacks.c.victim_id == victims.c.id)
            .where(callbacks.c.id == callback_id)
        )
        row = self._work.connection.execute(asked).one_or_none()
        if row is None:
            raise NotFound("This person is not on the list.", code="no_callback")
        return Traits(row.language, row.offense_label, PlaceId(row.place))

    def knows(self, callback_id: CallbackId) -> tuple[StaffId, ...]:
        """Who handed this person on, the first first."""
        asked = select(passed_over.c.staff_id).where(passed_over.c.callback_id == callback_id)
        return tuple(StaffId(one) for one in self._work.connection.execute(asked.order_by(passed_over.c.id)).scalars())


@cache  # every claim asks it: it takes longer to put together than to ask
def _last_call() -> Select[Any]:
    alarmed = select(concerns.c.id).where(
        concerns.c.callback_id == attempts.c.callback_id,
        concerns.c.raised_at >= attempts.c.at,
        concerns.c.kind.in_(["danger", "distress"]),
        concerns.c.withdrawn_at.is_(None),
    )
    return (
        select(attempts.c.at, callbacks.c.offense_label, attempt_ends.c.outcome, alarmed.exists().label("alarmed"))
        .select_from(attempts)
        .join(callbacks, callbacks.c.id == attempts.c.callback_id)
        .join(attempt_ends, newest_end(), isouter=True)
        .where(attempts.c.at >= bindparam("since"), attempts.c.staff_id == bindparam("staff"), dialed())
        .order_by(attempts.c.at.desc(), attempts.c.id.desc())
        .limit(1)
    )
