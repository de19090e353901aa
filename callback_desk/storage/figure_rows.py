"""Figures: one pass over attempts, callbacks and service answers; days by the desk's clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, Select, func, or_, select, type_coerce, union

from callback_desk.domain.call import CallState
from callback_desk.domain.concerns import ConcernKind
from callback_desk.domain.figure_rows import Answered, CallerTry, Flowed, Talk, Unit
from callback_desk.domain.ids import CallbackId, CallId, VictimId
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.queue import CallbackState
from callback_desk.storage import dialect
from callback_desk.storage.attempts import dialed, newest_end
from callback_desk.storage.columns import strings
from callback_desk.storage.tables_calls import call_results, calls, concerns, ratings, tips
from callback_desk.storage.tables_desk import staff
from callback_desk.storage.tables_people import phones, reports, victims
from callback_desk.storage.tables_queue import attempt_ends, attempts, callbacks
from callback_desk.storage.work import Work

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_QUARTER_US = 900_000_000  # every zone's day and hour begin on a quarter
_STATES = {state.value: state for state in CallbackState}
_OVER = frozenset({CallbackState.DONE, CallbackState.HELD, CallbackState.EXCLUDED})
_OPEN = (CallbackState.WAITING, CallbackState.CLAIMED, CallbackState.CALLING)
_NOT_DIALED = Outcome.NOT_DIALED.value
_TALKS = (Outcome.TALKED_ALL.value, Outcome.TALKED_PART.value)
_FLOWING = (ConcernKind.COMPLAINT.value, ConcernKind.PRAISE.value)
_TRIED_OR_DONE = or_(callbacks.c.id.in_(select(attempts.c.callback_id)), callbacks.c.state == CallbackState.DONE.value)
_Tries = dict[int, list[tuple[date, str]]]


class SqlFigures:
    """Fits `FigureStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._days = _days(work)

    def units(self, answered: Sequence[Answered]) -> tuple[Unit, ...]:
        ended = self._ended(answered)
        tries, first = self._tries()
        known = self._reports()
        asked = (
            select(
                callbacks.c.id,
                callbacks.c.victim_id,
                _raw(callbacks.c.created_at),
                callbacks.c.state,
                callbacks.c.promised_at.is_not(None).label("promised"),
                callbacks.c.offense_label,
                victims.c.language,
            )
            .join(victims, victims.c.id == callbacks.c.victim_id)
            .where(
                _TRIED_OR_DONE,
                callbacks.c.state != CallbackState.WITHDRAWN.value,
                self._work.visible(callbacks),
            )
            .order_by(callbacks.c.id)
        )
        found = []
        for id_, victim, created_us, state_text, promised, offense, own_language in self._rows(asked):
            own = tries.get(id_, ())
            state = _STATES[state_text]
            if not own and state is not CallbackState.DONE:
                continue  # every try of it was taken back
            created = self._days(created_us)
            closed = ended.get(id_)
            if closed is None and state in _OVER:
                closed = own[-1][0] if own else created
            area, said_language, age = known.get(id_, ("", "", None))
            found.append(
                Unit(
                    CallbackId(id_),
                    VictimId(victim),
                    created,
                    closed,
                    state,
                    bool(promised) and state in _OPEN,
                    tuple(own),
                    first.get(id_),
                    offense,
                    area,
                    own_language or said_language,
                    age,
                )
            )
        return tuple(found)

    def answers(self) -> tuple[Answered, ...]:
        newest = _newest_results()
        read = dialect.joined_pairs(ratings.c.item, ratings.c.value)
        asked = (
            select(
                calls.c.id,
                calls.c.callback_id,
                calls.c.state,
                _raw(calls.c.state_at),
                _raw(func.coalesce(calls.c.ended_at, calls.c.state_at)),
                ratings.c.wording,
                read,
            )
            .select_from(ratings)
            .join(call_results, call_results.c.id == ratings.c.result_id)
            .join(calls, calls.c.id == call_results.c.call_id)
            .join(callbacks, callbacks.c.id == calls.c.callback_id)
            .where(
                calls.c.state.in_([CallState.SIGNED.value, CallState.ENDED.value]),
                call_results.c.id.in_(newest),
                self._work.visible(callbacks),
            )
            .group_by(calls.c.id, ratings.c.wording)
            .order_by(calls.c.id, ratings.c.wording)
        )
        return tuple(
            Answered(
                CallId(call),
                CallbackId(callback),
                self._days(state_us if state == CallState.SIGNED.value else ended_us),
                wording,
                dialect.pairs(pairs),
            )
            for call, callback, state, state_us, ended_us, wording, pairs in self._rows(asked)
        )

    def not_tried(self, until: date) -> int:
        asked = select(func.count()).select_from(callbacks).where(*self._not_tried(until))
        return self._work.connection.execute(asked).scalar_one()

    def not_tried_again(self, until: date) -> tuple[VictimId, ...]:
        done = select(callbacks.c.victim_id).where(callbacks.c.state == CallbackState.DONE.value)
        known = union(select(attempts.c.victim_id), done)
        asked = select(callbacks.c.victim_id).where(*self._not_tried(until), callbacks.c.victim_id.in_(known))
        return tuple(VictimId(one) for one in self._work.connection.execute(asked).scalars())

    def _not_tried(self, until: date) -> tuple[ColumnElement[bool], ...]:
        return (
            callbacks.c.state.in_([state.value for state in _OPEN]),
            callbacks.c.tries == 0,
            callbacks.c.created_at < self._start_of(until + timedelta(days=1)),
            self._work.visible(callbacks),
        )

    def new_lines(self, since: datetime, before: datetime) -> int:
        kept = (
            select(func.min(tips.c.kept_at).label("at"))
            .join(calls, calls.c.id == tips.c.call_id)
            .join(callbacks, callbacks.c.id == calls.c.callback_id)
            .where(calls.c.state != CallState.WITHDRAWN.value, self._work.visible(callbacks))
            .group_by(tips.c.call_id, tips.c.ordinal)
            .subquery()
        )
        asked = select(func.count()).select_from(kept).where(kept.c.at >= since, kept.c.at < before)
        return self._work.connection.execute(asked).scalar_one()

    def talks(self, since: datetime, before: datetime) -> tuple[Talk, ...]:
        begun = (calls.c.started_at >= since, calls.c.started_at < before)
        kept = (
            select(tips.c.call_id, tips.c.question).join(calls, calls.c.id == tips.c.call_id).where(*begun).distinct()
        )
        prompts: dict[int, list[str]] = {}
        for call, question in self._rows(kept):
            prompts.setdefault(call, []).append(question)
        asked = (
            select(calls.c.id, callbacks.c.offense_label)
            .join(call_results, call_results.c.call_id == calls.c.id)
            .join(callbacks, callbacks.c.id == calls.c.callback_id)
            .where(
                *begun,
                call_results.c.id.in_(_newest_results()),
                call_results.c.outcome.in_(_TALKS),
                calls.c.state != CallState.WITHDRAWN.value,
                self._work.visible(callbacks),
            )
            .order_by(calls.c.id)
        )
        return tuple(
            Talk(CallId(call), offense, frozenset(filter(None, prompts.get(call, ()))))
            for call, offense in self._rows(asked)
        )

    def tries_of_callers(self, since: datetime, before: datetime) -> tuple[CallerTry, ...]:
        asked = (
            select(staff.c.name, _raw(attempts.c.at), attempt_ends.c.outcome)
            .add_columns(_raw(calls.c.started_at), _raw(func.coalesce(calls.c.ended_at, calls.c.state_at)))
            .select_from(attempts)
            .join(staff, staff.c.id == attempts.c.staff_id)
            .join(attempt_ends, newest_end(), isouter=True)
            .join(calls, calls.c.attempt_id == attempts.c.id, isouter=True)
            .where(attempts.c.at >= since, attempts.c.at < before, dialed())
            .order_by(attempts.c.id)
        )
        return tuple(
            CallerTry(name, self._days(at_us), outcome or "", (ended_us - begun_us) // 1_000_000 if begun_us else 0)
            for name, at_us, outcome, begun_us, ended_us in self._rows(asked)
        )

    def flow(self) -> tuple[Flowed, ...]:
        asked = (
            select(concerns.c.kind, _raw(concerns.c.raised_at), _raw(concerns.c.routed_at))
            .add_columns(_raw(concerns.c.acknowledged_at))
            .where(concerns.c.kind.in_(_FLOWING), concerns.c.withdrawn_at.is_(None))
            .order_by(concerns.c.id)
        )
        return tuple(
            Flowed(
                ConcernKind(kind),
                self._days(raised_us),
                None if routed_us is None else self._days(routed_us),
                None if known_us is None else self._days(known_us),
            )
            for kind, raised_us, routed_us, known_us in self._rows(asked)
        )

    def _rows(self, asked: Select[Any]) -> Sequence[Any]:  # rows of as many columns as were asked for
        return self._work.connection.execute(asked).all()  # at once: one by one takes twice as long

    def _start_of(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=self._work.zone()).astimezone(UTC)

    def _ended(self, answered: Sequence[Answered]) -> dict[int, date]:
        """The day on which a call of a callback was signed off first, or ended with answers."""
        found: dict[int, date] = {}
        asked = (
            select(calls.c.callback_id, _raw(func.min(calls.c.state_at)))
            .where(calls.c.state == CallState.SIGNED.value)
            .group_by(calls.c.callback_id)
        )
        for callback, at_us in self._rows(asked):
            found[callback] = self._days(at_us)
        for one in answered:
            found[one.callback] = min(one.day, found.get(one.callback, one.day))
        return found

    def _tries(self) -> tuple[_Tries, dict[int, int]]:
        """The tries of every callback; minutes since midnight of the first, where its number is."""
        taken_back = set(
            self._work.connection.execute(
                select(calls.c.attempt_id).where(calls.c.state == CallState.WITHDRAWN.value)
            ).scalars()
        )
        asked = (
            select(attempts.c.id, attempts.c.callback_id, _raw(attempts.c.at), attempt_ends.c.outcome, phones.c.zones)
            .join(phones, phones.c.id == attempts.c.phone_id)
            .join(attempt_ends, attempt_ends.c.attempt_id == attempts.c.id, isouter=True)
            .order_by(attempts.c.callback_id, attempts.c.at, attempts.c.id, attempt_ends.c.id)
        )
        tries: _Tries = {}
        pairs: dict[tuple[date, str], tuple[date, str]] = {}  # each once: there are few, and a hundred thousand tries
        first: dict[int, int] = {}
        minutes: dict[str, Callable[[int], int]] = {}
        last, undone, day_of = 0, False, self._days
        for attempt, callback, at_us, outcome, zones in self._rows(asked):
            if attempt in taken_back or (undone and attempt == last):
                continue
            own = tries.setdefault(callback, [])
            if attempt == last:  # a later end of the same try
                own.pop()
            last, undone = attempt, outcome == _NOT_DIALED
            if undone:
                if not own:
                    first.pop(callback, None)
                continue
            pair = (day_of(at_us), outcome or "")
            own.append(pairs.setdefault(pair, pair))
            if len(own) == 1:
                if zones not in minutes:
                    minutes[zones] = _minute_in(ZoneInfo(next(iter(strings(zones)), "") or self._work.zone().key))
                first[callback] = minutes[zones](at_us)
        return tries, first

    def _age(self, born: date | None, reported_us: int | None) -> int | None:
        if born is None or reported_us is None:
            return None
        reported = self._days(reported_us)
        return reported.year - born.year - ((reported.month, reported.day) < (born.month, born.day))

    def _reports(self) -> dict[int, tuple[str, str, int | None]]:
        """Area, language and age as the newest report of a callback says them."""
        asked = (
            select(
                reports.c.callback_id,
                reports.c.district,
                reports.c.language,
                reports.c.age,
                reports.c.birth_date,
                _raw(reports.c.reported_at),
            )
            .join(callbacks, callbacks.c.id == reports.c.callback_id)
            .where(_TRIED_OR_DONE, self._work.visible(reports))
            .order_by(reports.c.callback_id, reports.c.reported_at.nulls_first(), reports.c.id)
        )
        return {
            callback: (district, language, age if age is not None else self._age(born, reported_us))
            for callback, district, language, age, born, reported_us in self._rows(asked)
        }


def _raw(column: ColumnElement[Any]) -> ColumnElement[int]:
    """A time as the whole microseconds it lies in the file as: a hundred thousand of them are read at once."""
    return type_coerce(column, BigInteger)


def _newest_results() -> Select[tuple[int]]:
    return select(func.max(call_results.c.id)).group_by(call_results.c.call_id)


def _days(work: Work) -> Callable[[int], date]:
    """The desk's day of a time in microseconds. Many tries stand in one quarter of an hour."""
    known: dict[int, date] = {}

    def day(at_us: int) -> date:
        quarter = at_us // _QUARTER_US
        found = known.get(quarter)
        if found is None:
            found = known[quarter] = work.desk_day(_EPOCH + timedelta(microseconds=quarter * _QUARTER_US))
        return found

    return day


def _minute_in(zone: ZoneInfo) -> Callable[[int], int]:
    """Minutes since midnight in a zone, by the quarter, of a time in microseconds."""
    known: dict[int, int] = {}

    def minute(at_us: int) -> int:
        quarter = at_us // _QUARTER_US
        found = known.get(quarter)
        if found is None:
            local = (_EPOCH + timedelta(microseconds=quarter * _QUARTER_US)).astimezone(zone)
            found = known[quarter] = local.hour * 60 + local.minute
        return found

    return minute
