"""Attempts: on record before a number is shown; an end is a second row, never a change of the first."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, func, insert, select

from callback_desk.domain.call import CallState, PastTry
from callback_desk.domain.ids import AttemptId, CallbackId, OperationId, PhoneId, StaffId, VictimId
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.phone import PhoneKind
from callback_desk.domain.put_right import LastTry
from callback_desk.storage.tables_calls import calls
from callback_desk.storage.tables_people import phones
from callback_desk.storage.tables_queue import attempt_ends, attempts, callbacks
from callback_desk.storage.work import Work, new_id

_S = TypeVar("_S", bound=Select[Any])  # SQLAlchemy's row types are tuples of anything


def newest_end() -> ColumnElement[bool]:
    """Joins an attempt to the end that counts: its newest."""
    last = (
        select(func.max(attempt_ends.c.id))
        .where(attempt_ends.c.attempt_id == attempts.c.id)
        .correlate(attempts)
        .scalar_subquery()
    )
    return (attempt_ends.c.attempt_id == attempts.c.id) & (attempt_ends.c.id == last)


def dialed() -> ColumnElement[bool]:
    """Not taken back by *I did not dial*: neither its call nor its end says so."""
    taken_back = select(calls.c.id).where(
        calls.c.attempt_id == attempts.c.id, calls.c.state == CallState.WITHDRAWN.value
    )
    not_dialed = select(attempt_ends.c.id).where(
        attempt_ends.c.attempt_id == attempts.c.id, attempt_ends.c.outcome == Outcome.NOT_DIALED.value
    )
    return ~taken_back.correlate(attempts).exists() & ~not_dialed.correlate(attempts).exists()


class SqlAttempts:
    """The part of `CallStore` that is about attempts."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add_attempt(
        self, callback_id: CallbackId, phone_id: PhoneId, staff_id: StaffId, at: datetime, op: OperationId
    ) -> AttemptId:
        """The number is about to be shown. The same operation twice is one attempt: the id of the first."""
        known = self._work.connection.execute(select(attempts.c.id).where(attempts.c.op == op)).scalar()
        if known is not None:
            return AttemptId(known)
        victim = select(callbacks.c.victim_id).where(callbacks.c.id == callback_id).scalar_subquery()
        made = self._work.connection.execute(
            insert(attempts).values(
                callback_id=callback_id, victim_id=victim, phone_id=phone_id, staff_id=staff_id, at=at, op=op
            )
        )
        return AttemptId(new_id(made))

    def end_attempt(
        self, attempt_id: AttemptId, *, outcome: str, at: datetime, note: str, message_left: bool, by: StaffId
    ) -> None:
        """Add how it ended; a later end counts instead, the earlier one stays."""
        self._work.connection.execute(
            insert(attempt_ends).values(
                attempt_id=attempt_id, outcome=outcome, at=at, note=note, message_left=message_left, by_staff=by
            )
        )

    def attempts(self, victim_id: VictimId) -> tuple[PastTry, ...]:
        """Newest first, of all callbacks of the person; "" as the outcome of one that has not ended."""
        rows = self._work.connection.execute(_of_person(), {"victim": victim_id})
        return tuple(PastTry(row.at, row.outcome or "", PhoneKind(row.kind)) for row in rows)

    def tried(self, callback_id: CallbackId) -> tuple[tuple[datetime, str, PhoneId], ...]:
        """Every try of a callback, oldest first: (when, outcome, number); "" of one that was never ended."""
        rows = self._work.connection.execute(_of_callback(), {"callback": callback_id})
        return tuple((row.at, row.outcome or "", PhoneId(row.phone_id)) for row in rows)

    def last_try(self, callback_id: CallbackId) -> LastTry | None:
        """The newest try that was not taken back, with the end that counts."""
        columns = (attempts.c.id, attempts.c.phone_id, attempts.c.staff_id, attempt_ends.c.outcome)
        asked = (
            _ended(select(*columns), outer=True)
            .where(attempts.c.callback_id == callback_id, dialed())
            .order_by(attempts.c.at.desc(), attempts.c.id.desc())
            .limit(1)
        )
        row = self._work.connection.execute(asked).one_or_none()
        if row is None:
            return None
        return LastTry(AttemptId(row.id), PhoneId(row.phone_id), StaffId(row.staff_id), row.outcome or "")

    def tried_elsewhere(self, victim_id: VictimId, since: datetime) -> tuple[tuple[PhoneId, datetime, str], ...]:
        """Tries since then, for other people, of numbers this person has too: (own number, when, outcome)."""
        rows = self._work.connection.execute(_elsewhere(), {"victim": victim_id, "since": since})
        return tuple((PhoneId(row.id), row.at, row.outcome or "") for row in rows)

    def messages_left(self, victim_id: VictimId) -> int:
        """How many messages lie on this person's machines, over all callbacks."""
        asked = _ended(select(func.count()), outer=False).where(
            attempts.c.victim_id == victim_id, attempt_ends.c.message_left, dialed()
        )
        return self._work.connection.execute(asked).scalar_one()


def _ended(asked: _S, *, outer: bool) -> _S:
    return asked.select_from(attempts).join(attempt_ends, newest_end(), isouter=outer)


# What every claim and every dial asks is put together once for the program: that takes longer than asking it.


@cache
def _of_person() -> Select[Any]:
    return (
        _ended(select(attempts.c.at, attempt_ends.c.outcome, phones.c.kind), outer=True)
        .join(phones, phones.c.id == attempts.c.phone_id)
        .where(attempts.c.victim_id == bindparam("victim"), dialed())
        .order_by(attempts.c.at.desc(), attempts.c.id.desc())
    )


@cache
def _of_callback() -> Select[Any]:
    return (
        _ended(select(attempts.c.at, attempt_ends.c.outcome, attempts.c.phone_id), outer=True)
        .where(attempts.c.callback_id == bindparam("callback"), dialed())
        .order_by(attempts.c.at, attempts.c.id)
    )


@cache
def _elsewhere() -> Select[Any]:
    own, theirs = phones.alias("own"), phones.alias("theirs")
    return (
        select(own.c.id, attempts.c.at, attempt_ends.c.outcome)
        .select_from(own)
        .join(theirs, (theirs.c.tail == own.c.tail) & (theirs.c.e164 == own.c.e164))
        .join(attempts, attempts.c.phone_id == theirs.c.id)
        .join(attempt_ends, newest_end(), isouter=True)
        .where(
            own.c.victim_id == bindparam("victim"),
            own.c.e164 != "",
            theirs.c.victim_id != bindparam("victim"),
            attempts.c.victim_id != bindparam("victim"),
            attempts.c.at > bindparam("since"),
            dialed(),
        )
        .order_by(attempts.c.at, attempts.c.id)
    )
