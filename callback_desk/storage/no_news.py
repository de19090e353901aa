"""Calls that brought nothing new about a case, and which pages told of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, or_, select

from callback_desk.domain.call import CallState
from callback_desk.domain.ids import CallId, CaseId, ExportId
from callback_desk.domain.no_news import NoNews
from callback_desk.domain.outcomes import Outcome
from callback_desk.storage.exports import left
from callback_desk.storage.tables_calls import call_results, calls, tips
from callback_desk.storage.tables_desk import batches, staff
from callback_desk.storage.tables_exports import exports, no_news_told
from callback_desk.storage.tables_people import cases, reports
from callback_desk.storage.tables_queue import attempts, callbacks
from callback_desk.storage.tips import chosen_case, newest_tips
from callback_desk.storage.work import Work


class SqlNoNews:
    """The part of `CallStore` that lists what brought nothing."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def without_news(self, since: datetime) -> tuple[NoNews, ...]:
        told = (
            select(no_news_told.c.export_id)
            .join(exports, exports.c.id == no_news_told.c.export_id)
            .where(no_news_told.c.call_id == calls.c.id, no_news_told.c.case_id == cases.c.id, left(exports.c.id))
            .correlate(calls, cases)
        )
        news = (
            select(tips.c.id)
            .where(
                tips.c.call_id == calls.c.id,
                tips.c.id.in_(newest_tips().where(tips.c.call_id == calls.c.id).correlate(calls)),
                func.coalesce(chosen_case(), tips.c.case_id) == cases.c.id,
            )
            .correlate(calls, cases)
        )
        ending = (
            select(call_results.c.outcome)
            .where(call_results.c.call_id == calls.c.id)
            .order_by(call_results.c.id.desc())
            .limit(1)
            .correlate(calls)
            .scalar_subquery()
        )
        asked = (
            select(
                calls.c.id, calls.c.ended_at, cases.c.number, reports.c.case_id, reports.c.investigator, staff.c.name
            )
            .join_from(calls, callbacks, callbacks.c.id == calls.c.callback_id)
            .join(attempts, attempts.c.id == calls.c.attempt_id)
            .join(staff, staff.c.id == attempts.c.staff_id)
            .join(reports, reports.c.victim_id == callbacks.c.victim_id)
            .join(batches, batches.c.id == reports.c.batch_id)
            .join(cases, cases.c.id == reports.c.case_id)
            .where(
                calls.c.state == CallState.SIGNED.value,
                calls.c.ended_at >= since,
                self._work.visible(reports),
                or_(batches.c.shown_at.is_(None), batches.c.shown_at <= calls.c.started_at),  # known when she was asked
                ending == Outcome.TALKED_ALL.value,
                ~news.exists(),
                ~told.exists(),
            )
            # The newest export that named this person on the case is the last of its rows.
            .order_by(calls.c.ended_at, calls.c.id, reports.c.as_of.asc().nulls_first(), reports.c.id)
        )
        newest = {
            (row.id, row.case_id): NoNews(
                CallId(row.id), CaseId(row.case_id), row.number, row.ended_at, row.name, row.investigator
            )
            for row in self._work.connection.execute(asked)
        }
        return tuple(newest.values())

    def put_no_news_told(self, export_id: ExportId, lines: Sequence[NoNews]) -> None:
        told = [{"export_id": export_id, "call_id": line.call_id, "case_id": line.case_id} for line in lines]
        self._work.connection.execute(insert(no_news_told), told)
