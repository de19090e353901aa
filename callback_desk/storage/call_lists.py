"""Lists of calls: open, cut off, to check, signed off; and what a day brought."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, bindparam, func, or_, select, true

from callback_desk.domain.call import CallState
from callback_desk.domain.concerns import STOPS_CALLS, ConcernKind
from callback_desk.domain.dispositions import REACHED
from callback_desk.domain.ids import CallbackId, CallId, StaffId
from callback_desk.domain.records import OpenCall
from callback_desk.domain.views import ReviewLine
from callback_desk.storage.attempts import dialed
from callback_desk.storage.call_rows import to_call
from callback_desk.storage.exports import left
from callback_desk.storage.tables_calls import calls, concerns, corrections, tips
from callback_desk.storage.tables_desk import staff
from callback_desk.storage.tables_exports import exports, packets, sheet_points
from callback_desk.storage.tables_people import cases, reports
from callback_desk.storage.tables_queue import attempt_ends, attempts, callbacks
from callback_desk.storage.tables_review import draws, quality_checks
from callback_desk.storage.tips import chosen_case, newest_tips
from callback_desk.storage.work import Work

_TO_GO_ON = (CallState.INTERRUPTED.value, CallState.RETURNED.value)


def _newest_first(*conditions: ColumnElement[bool]) -> Select[Any]:
    return calls_asked().where(*conditions).order_by(calls.c.started_at.desc(), calls.c.id.desc())


@cache  # every claim asks it: it takes longer to put together than to ask
def _interrupted() -> Select[Any]:
    return _newest_first(calls.c.state.in_(_TO_GO_ON), attempts.c.staff_id == bindparam("staff"))


class SqlCallLists:
    """The part of `CallStore` that lists calls."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def interrupted_of(self, staff_id: StaffId) -> tuple[OpenCall, ...]:
        """Calls of this volunteer that were cut off or sent back, newest first."""
        rows = self._work.connection.execute(_interrupted(), {"staff": staff_id}).mappings()
        return tuple(to_call(row) for row in rows)

    def open_calls(self) -> tuple[OpenCall, ...]:
        """Calls that run now, newest first."""
        return self._calls(calls.c.state == CallState.OPEN.value)

    def signed_of(self, callbacks: Sequence[CallbackId]) -> tuple[OpenCall, ...]:
        """Calls of these callbacks that are signed off, newest first."""
        return self._calls(calls.c.state == CallState.SIGNED.value, calls.c.callback_id.in_(list(callbacks)))

    def _calls(self, *conditions: ColumnElement[bool]) -> tuple[OpenCall, ...]:
        rows = self._work.connection.execute(_newest_first(*conditions)).mappings()
        return tuple(to_call(row) for row in rows)

    def to_review(self, me: StaffId | None = None, *, only: Collection[CallId] | None = None) -> tuple[ReviewLine, ...]:
        """Finished calls that wait for a supervisor: urgent ones first, then oldest first. Those of `me` are own."""
        asked = _review_lines().where(calls.c.state == CallState.REVIEW.value)
        if only is not None:
            asked = asked.where(calls.c.id.in_(list(only)))
        rows = self._work.connection.execute(asked.order_by(_SOON.desc(), calls.c.ended_at, calls.c.id))
        return tuple(_to_review(row, me) for row in rows)

    def signed_to_score(self, since: datetime, limit: int, *, besides: StaffId) -> tuple[ReviewLine, ...]:
        """Chosen calls signed off since then that nobody scored, oldest first; those of `besides` left out."""
        scored = select(quality_checks.c.id).where(quality_checks.c.call_id == calls.c.id)
        asked = _review_lines().where(
            calls.c.state == CallState.SIGNED.value,
            calls.c.state_at >= since,
            or_(_CHOSEN != "", _raised(*_READ_FOR) > 0),  # a complaint may come when the call is over
            ~scored.exists(),
            attempts.c.staff_id != besides,
        )
        rows = self._work.connection.execute(asked.order_by(calls.c.ended_at, calls.c.id).limit(limit))
        return tuple(_to_review(row) for row in rows)

    def signed_without_packet(self, *, only: Collection[CallId] | None = None) -> tuple[tuple[ReviewLine, str], ...]:
        """Signed calls, and each report something new in them is about, that no sheet tells as it stands now, oldest
        first. A correction below a line wants another sheet, and so does a sheet that was withdrawn.
        """
        wanted = tips.c.call_id.in_(list(only)) if only is not None else true()
        case = func.coalesce(chosen_case(), tips.c.case_id)
        below = select(func.count(corrections.c.id)).where(corrections.c.tip_id == tips.c.id).correlate(tips)
        told = (
            select(sheet_points.c.number)
            .join_from(sheet_points, exports, exports.c.id == sheet_points.c.export_id)
            .join(packets, packets.c.export_id == exports.c.id)
            .where(
                sheet_points.c.tip_id == tips.c.id,
                sheet_points.c.corrections >= below.scalar_subquery(),
                packets.c.case_id == case,
                left(exports.c.id),
            )
            .correlate(tips)
        )
        lines = (
            select(tips.c.call_id, tips.c.urgent, case.label("case_id"), ~told.exists().label("untold"))
            .where(tips.c.id.in_(newest_tips()), wanted)
            .subquery()
        )
        news = (
            select(
                lines.c.call_id,
                lines.c.case_id,
                func.count().label("how_many"),
                func.max(lines.c.urgent).label("soon"),
            )
            .group_by(lines.c.call_id, lines.c.case_id)
            .having(func.max(lines.c.untold) > 0)
            .subquery()
        )
        named = (  # as `SqlVictims.cases` reads it: the newest export that named this person on the case
            select(reports.c.investigator)
            .where(
                reports.c.case_id == news.c.case_id,
                reports.c.victim_id == callbacks.c.victim_id,
                self._work.visible(reports),
            )
            .order_by(reports.c.as_of.desc().nulls_last(), reports.c.id.desc())
            .limit(1)
            .correlate(news, callbacks)
            .scalar_subquery()
            .label("investigator")
        )
        asked = (
            _review_lines()
            .add_columns(cases.c.number, named, news.c.how_many, news.c.soon)
            .join(news, news.c.call_id == calls.c.id)
            .join(cases, cases.c.id == news.c.case_id)
            .where(calls.c.state == CallState.SIGNED.value)
            .order_by(calls.c.ended_at, calls.c.id)
        )
        return tuple(
            (
                replace(
                    _to_review(row),
                    new_count=row.how_many,
                    urgent=bool(row.soon),
                    investigator=row.investigator or "",
                ),
                row.number,
            )
            for row in self._work.connection.execute(asked)
        )

    def today(self, since: datetime) -> tuple[int, int, int]:
        """(tries, different people reached, calls with new information) since then."""
        one = self._work.connection
        tries = one.execute(select(func.count(attempts.c.id)).where(attempts.c.at >= since, dialed())).scalar_one()
        reached = one.execute(
            select(func.count(attempts.c.victim_id.distinct()))
            .join(attempt_ends, attempt_ends.c.attempt_id == attempts.c.id)
            .where(attempts.c.at >= since, attempt_ends.c.outcome.in_(sorted(REACHED)))
        ).scalar_one()
        news = one.execute(
            select(func.count(tips.c.call_id.distinct()))
            .join(calls, calls.c.id == tips.c.call_id)
            .where(calls.c.started_at >= since)
        ).scalar_one()
        return tries, reached, news


def calls_asked() -> Select[tuple[object, ...]]:
    """Calls with the number and the volunteer of their attempt."""
    return select(calls, attempts.c.phone_id, attempts.c.staff_id).join_from(
        calls, attempts, attempts.c.id == calls.c.attempt_id
    )


_OF_THIS_CALL = tips.c.id.in_(newest_tips().where(tips.c.call_id == calls.c.id).correlate(calls))
_NEWS = (
    select(func.count(tips.c.id)).where(tips.c.call_id == calls.c.id, _OF_THIS_CALL).correlate(calls).scalar_subquery()
)
_URGENT = (
    select(func.coalesce(func.max(tips.c.urgent), False))
    .where(tips.c.call_id == calls.c.id, _OF_THIS_CALL)
    .correlate(calls)
    .scalar_subquery()
)
#: Urgent, or with a day to act by: read before the others.
_SOON = (
    select(func.coalesce(func.max(or_(tips.c.urgent, tips.c.act_by.is_not(None))), False))
    .where(tips.c.call_id == calls.c.id, _OF_THIS_CALL)
    .correlate(calls)
    .scalar_subquery()
)
#: Why a call is read, as drawn at its end; "" when it is not, or when it ended before draws were made.
_CHOSEN = func.coalesce(
    select(draws.c.reasons)
    .where(draws.c.call_id == calls.c.id)
    .order_by(draws.c.id.desc())
    .limit(1)
    .correlate(calls)
    .scalar_subquery(),
    "",
)
_READ_FOR = (*(kind.value for kind in STOPS_CALLS), ConcernKind.COMPLAINT.value)


def _raised(*kinds: str) -> ScalarSelect[int]:
    """How many concerns of these kinds stand; the subquery of a call."""
    return (
        select(func.count(concerns.c.id))
        .where(concerns.c.call_id == calls.c.id, concerns.c.kind.in_(kinds), concerns.c.withdrawn_at.is_(None))
        .correlate(calls)
        .scalar_subquery()
    )


def _review_lines() -> Select[tuple[object, ...]]:
    return (
        select(
            calls.c.id,
            calls.c.state,
            func.coalesce(calls.c.ended_at, calls.c.state_at).label("ended_at"),
            callbacks.c.name_sort,
            callbacks.c.offense_label,
            staff.c.name,
            _NEWS.label("news"),
            _URGENT.label("urgent"),
            _raised(ConcernKind.COMPLAINT.value).label("complaints"),
            _raised(*_READ_FOR).label("concerns"),
            _CHOSEN.label("chosen"),
            attempts.c.staff_id,
        )
        .join_from(calls, callbacks, callbacks.c.id == calls.c.callback_id)
        .join(attempts, attempts.c.id == calls.c.attempt_id)
        .join(staff, staff.c.id == attempts.c.staff_id)
    )


def _to_review(row: Row[tuple[object, ...]], me: StaffId | None = None) -> ReviewLine:
    return ReviewLine(
        call_id=CallId(row.id),
        name=row.name_sort,
        offense=row.offense_label,
        state=CallState(row.state),
        new_count=row.news,
        urgent=bool(row.urgent),
        complaint=row.complaints > 0,
        ended_at=row.ended_at,
        volunteer=row.name,
        chosen=row.chosen != "",
        concern=row.concerns > 0,
        own=row.staff_id == me,
    )
