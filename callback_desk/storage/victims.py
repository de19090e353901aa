"""Victims, their numbers and cases: what rules and cards read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, case, func, insert, select

from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import CallbackId, CaseId, PhoneId, VictimId
from callback_desk.domain.incident import ReportFacts
from callback_desk.domain.phone import PhoneKind
from callback_desk.domain.records import CaseRecord, PersonRecord, PhoneRecord
from callback_desk.domain.report_already import AlreadyLine
from callback_desk.storage.columns import case_key, phone_tail
from callback_desk.storage.facts_over_time import newest_facts
from callback_desk.storage.people_rows import to_case, to_facts, to_person, to_phone
from callback_desk.storage.tables_people import (
    case_sightings,
    cases,
    phone_closings,
    phones,
    reports,
    victims,
)
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.wishes import SqlWishes
from callback_desk.storage.work import seen

_CARD_ORDER = (PhoneKind.SAFE, PhoneKind.MOBILE, PhoneKind.HOME, PhoneKind.WORK, PhoneKind.OTHER)
_YEAR = timedelta(days=365)


class SqlPeople(SqlWishes):
    """Fits `PersonStore`; wishes, holds and releases are in `SqlWishes`."""

    def person(self, victim_id: VictimId) -> PersonRecord:
        row = self._work.connection.execute(_person(), self._given(victim_id)).mappings().one_or_none()
        if row is None:
            raise NotFound("This person is not on the desk.", code="no_person")
        return to_person(row)

    def _given(self, victim_id: VictimId) -> dict[str, object]:
        return {"victim": victim_id, "hidden": self._work.hidden_batches()}

    def phones(self, victim_id: VictimId) -> tuple[PhoneRecord, ...]:
        """In card order: safe first, then mobile, home, work, other; each kind as on the report."""
        rows = self._work.connection.execute(_phones(), self._given(victim_id)).mappings()
        found = [to_phone(row) for row in rows]
        return tuple(sorted(found, key=lambda phone: _CARD_ORDER.index(phone.kind)))

    def cases(self, victim_id: VictimId) -> tuple[CaseRecord, ...]:
        """Newest report first; each case with the facts of the newest export that named this person on it."""
        asked = (
            select(reports, cases.c.number)
            .join(cases, cases.c.id == reports.c.case_id)
            .where(reports.c.victim_id == victim_id, self._work.visible(reports))
            .order_by(reports.c.as_of.desc().nulls_last(), reports.c.id.desc())
        )
        newest: dict[int, RowMapping] = {}
        for row in self._work.connection.execute(asked).mappings():
            newest.setdefault(row["case_id"], row)
        seen = self._seen_on(tuple(newest))
        found = [to_case(row, _later(row["as_of"], seen.get(case_id))) for case_id, row in newest.items()]
        return tuple(sorted(found, key=_newest_first))

    def _seen_on(self, case_ids: tuple[int, ...]) -> dict[int, date]:
        given = {"cases": case_ids, "hidden": self._work.hidden_batches()}
        return {row.case_id: row.day for row in self._work.connection.execute(_sightings(), given)}

    def facts(self, callback_id: CallbackId) -> tuple[ReportFacts, ...]:
        """What every report of this callback says; the strictest decides.

        Signs of an older import count on, but a case's status is a state, not a sign (see `newest_facts`).
        """
        rows = self._reports(callback_id)
        return newest_facts([(row["case_id"], row["batch_id"], to_facts(row)) for row in rows])

    def facts_and_day(self, callback_id: CallbackId) -> tuple[tuple[ReportFacts, ...], date | None]:
        """`facts` and `facts_as_of` out of one reading."""
        rows = self._reports(callback_id)
        found = newest_facts([(row["case_id"], row["batch_id"], to_facts(row)) for row in rows])
        return found, self._newest_day(rows)

    def _reports(self, callback_id: CallbackId) -> Sequence[RowMapping]:
        given = {"callback": callback_id, "hidden": self._work.hidden_batches()}
        return self._work.connection.execute(_reports(), given).mappings().all()

    def already(self, victim_id: VictimId, case_id: CaseId) -> tuple[AlreadyLine, ...]:
        """What the rows of a case say already, newest import first; of other people on it too, marked as not own."""
        asked = (
            select(reports.c.victim_id, reports.c.batch_id, reports.c.already)
            .where(reports.c.case_id == case_id, reports.c.already != "", self._work.visible(reports))
            .order_by(reports.c.as_of.desc().nulls_last(), reports.c.batch_id.desc(), reports.c.id)
        )
        found = self._work.connection.execute(asked)
        return tuple(AlreadyLine(row.victim_id == victim_id, row.batch_id, row.already) for row in found)

    def facts_as_of(self, callback_id: CallbackId) -> date | None:
        """The newest export day any of its cases was seen in."""
        return self._newest_day(self._reports(callback_id))

    def _newest_day(self, rows: Sequence[RowMapping]) -> date | None:
        sighted = self._seen_on(tuple({row["case_id"] for row in rows}))
        days = (*(row["as_of"] for row in rows), *sighted.values())
        return max((day for day in days if day is not None), default=None)

    def close_phone(self, phone_id: PhoneId, why: str, at: datetime) -> None:
        self._work.connection.execute(insert(phone_closings).values(phone_id=phone_id, why=why, at=at))

    def open_phone(self, phone_id: PhoneId, at: datetime) -> None:
        """It was closed by mistake: the newest line counts, and this one closes nothing."""
        self.close_phone(phone_id, "", at)

    def reports_in_12_months(self, victim_id: VictimId, now: datetime) -> int:
        """How many different cases were reported in the 365 days before `now`."""
        return self.case_counts(victim_id, now)[1]

    def case_counts(self, victim_id: VictimId, now: datetime) -> tuple[int, int]:
        """How many different cases there are, and how many of them were reported in the 365 days before `now`."""
        given = {**self._given(victim_id), "now": now, "year_ago": now - _YEAR}
        row = self._work.connection.execute(_case_counts(), given).one()
        return row.every, row.this_year

    def by_case_number(self, case_number: str) -> tuple[CallbackId, ...]:
        """The callbacks of everybody on a case, oldest first. Capitals and spaces do not matter."""
        asked = (
            select(reports.c.callback_id)
            .distinct()
            .join(cases, cases.c.id == reports.c.case_id)
            .where(
                cases.c.number_key == case_key(case_number),
                reports.c.callback_id.is_not(None),
                self._work.visible(reports),
            )
            .order_by(reports.c.callback_id)
        )
        return tuple(self._work.connection.execute(asked).scalars())

    def by_number(self, e164: str) -> tuple[CallbackId, ...]:
        """The callbacks of everybody with this number, oldest first."""
        asked = (
            select(callbacks.c.id)
            .distinct()
            .join(phones, phones.c.victim_id == callbacks.c.victim_id)
            .where(
                phones.c.tail == phone_tail(e164),
                phones.c.e164 == e164,
                phones.c.e164 != "",
                self._work.visible(phones),
                self._work.visible(callbacks),
            )
            .order_by(callbacks.c.id)
        )
        return tuple(self._work.connection.execute(asked).scalars())


# What every claim and every dial asks is put together once for the program: that takes longer than asking it.


@cache
def _person() -> Select[Any]:
    return select(victims).where(victims.c.id == bindparam("victim"), seen(victims))


@cache
def _phones() -> Select[Any]:
    closed = (
        select(phone_closings.c.why)
        .where(phone_closings.c.phone_id == phones.c.id)
        .order_by(phone_closings.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(phones, func.coalesce(closed, "").label("closed"))
        .where(phones.c.victim_id == bindparam("victim"), seen(phones))
        .order_by(phones.c.ordinal, phones.c.id)
    )


@cache
def _reports() -> Select[Any]:
    return (
        select(reports, cases.c.number)
        .join(cases, cases.c.id == reports.c.case_id)
        .where(reports.c.callback_id == bindparam("callback"), seen(reports))
        .order_by(reports.c.as_of.desc().nulls_last(), reports.c.id.desc())
    )


@cache
def _sightings() -> Select[Any]:
    return (
        select(case_sightings.c.case_id, func.max(case_sightings.c.as_of).label("day"))
        .where(case_sightings.c.case_id.in_(bindparam("cases", expanding=True)), seen(case_sightings))
        .group_by(case_sightings.c.case_id)
    )


@cache
def _case_counts() -> Select[int, int]:
    lately = (reports.c.reported_at > bindparam("year_ago")) & (reports.c.reported_at <= bindparam("now"))
    return select(
        func.count(reports.c.case_id.distinct()).label("every"),
        func.count(case((lately, reports.c.case_id)).distinct()).label("this_year"),
    ).where(reports.c.victim_id == bindparam("victim"), seen(reports))


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _newest_first(case: CaseRecord) -> tuple[bool, float, int]:
    at = case.reported_at
    return at is None, -at.timestamp() if at else 0.0, -case.id
