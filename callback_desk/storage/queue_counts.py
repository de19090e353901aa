"""Numbers and short lists of the queue: what is due, ready, later and blocked; promises; history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select

from callback_desk.domain.ids import CallbackId, StaffId
from callback_desk.domain.phone import PhoneKind
from callback_desk.domain.queue import CallbackState
from callback_desk.domain.views import HistoryLine, PromiseLine, Tab
from callback_desk.storage.attempts import newest_end
from callback_desk.storage.board_lists import too_old
from callback_desk.storage.call_list import WAITING_LONG, due_until, waiting_since
from callback_desk.storage.columns import strings
from callback_desk.storage.list_plan import known_places
from callback_desk.storage.messages import told_of
from callback_desk.storage.people_rows import to_name
from callback_desk.storage.queue_rows import NOT_WAITING, WAITS
from callback_desk.storage.skips import SqlSkips
from callback_desk.storage.tables_calls import calls, concerns
from callback_desk.storage.tables_desk import batches, staff
from callback_desk.storage.tables_people import do_not_contact, phones, releases, reports, victims
from callback_desk.storage.tables_queue import attempt_ends, attempts, callbacks
from callback_desk.storage.work import Work

_BLOCKED = (CallbackState.HELD.value, CallbackState.EXCLUDED.value)


class SqlQueueCounts(SqlSkips):
    """The part of `QueueStore` that counts and remembers."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def _count(self, *conditions: ColumnElement[bool]) -> int:
        counted = select(func.count()).select_from(callbacks).where(self._work.visible(callbacks), *conditions)
        return self._work.connection.execute(counted).scalar_one()

    def state_counts(self) -> Mapping[str, int]:
        """Every state that occurs."""
        others = (
            select(callbacks.c.state, func.count().label("many"))
            .where(NOT_WAITING, self._work.visible(callbacks))
            .group_by(callbacks.c.state)
        )
        found = {row.state: row.many for row in self._work.connection.execute(others)}
        waiting = self._count(WAITS)
        return {CallbackState.WAITING.value: waiting, **found} if waiting else found

    def tab_counts(self, now: datetime, *, day_end: datetime) -> Mapping[str, int]:
        """How many people stand in each tab, by its name."""
        by_state = self.state_counts()
        return {
            Tab.EVERYONE.value: sum(by_state.values()),
            Tab.DUE_TODAY.value: self._count(*due_until(day_end)),
            Tab.TO_DECIDE.value: by_state.get(CallbackState.HELD.value, 0)
            + by_state.get(CallbackState.INTERRUPTED.value, 0),
            Tab.WAITING_LONG.value: self._count(*waiting_since(now - WAITING_LONG)),
            Tab.NOT_CALLED.value: by_state.get(CallbackState.EXCLUDED.value, 0),
        }

    def due_counts(self, now: datetime, *, day_end: datetime) -> tuple[int, int, int, datetime | None, int]:
        """(due promises until day_end, ready now, later, when the next becomes ready, how many then)."""
        due = self._count(*due_until(day_end))
        ready = self._count(WAITS, callbacks.c.ready_at <= now)
        later = self._count(WAITS, callbacks.c.ready_at > now)
        soonest = select(func.min(callbacks.c.ready_at)).where(
            WAITS, callbacks.c.ready_at > now, self._work.visible(callbacks)
        )
        next_at = self._work.connection.execute(soonest).scalar() if later else None
        then = self._count(WAITS, callbacks.c.ready_at == next_at) if next_at else 0
        return due, ready, later, next_at, then

    def ready_by_zones(self, now: datetime) -> tuple[tuple[tuple[str, ...], tuple[str, ...], int], ...]:
        """Of those ready now: the zones of a person's numbers, first and last by name, and how many people.

        Who has numbers in three places is judged by two of them: a count for a page, never for a call.
        """
        many = func.count()
        waits = (WAITS, callbacks.c.ready_at <= now, self._work.visible(callbacks))
        known = select(callbacks.c.place, many.label("many")).where(*waits, callbacks.c.place > 0)
        found: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = Counter()
        where = known_places(self._work)
        for row in self._work.connection.execute(known.group_by(callbacks.c.place)):
            found[where[row.place][0], where[row.place][-1]] += row.many
        person = _by_their_numbers().where(*waits).subquery()
        asked = select(person, many.label("many")).group_by(person.c.first, person.c.last)
        for row in self._work.connection.execute(asked):
            found[strings(row.first), strings(row.last)] += row.many
        return tuple((first, last, count) for (first, last), count in found.items())

    def zones_ready(self, now: datetime) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """Wherever somebody who is ready may be, as `ready_by_zones` says it, and who else; without counting them."""
        met = {(zones[0], zones[-1]) for zones in known_places(self._work).values()}
        person = _by_their_numbers().where(WAITS, callbacks.c.ready_at <= now).subquery()
        for row in self._work.connection.execute(select(person).distinct()):
            met.add((strings(row.first), strings(row.last)))
        return tuple(sorted(met))

    def reason_counts(self) -> tuple[tuple[str, str, int], ...]:
        """(state, reason, how many) of everybody held or excluded, most first."""
        many = func.count()
        asked = (
            select(callbacks.c.state, callbacks.c.reason, many.label("many"))
            .where(NOT_WAITING, callbacks.c.state.in_(_BLOCKED), self._work.visible(callbacks))
            .group_by(callbacks.c.state, callbacks.c.reason)
            .order_by(many.desc(), callbacks.c.state, callbacks.c.reason)
        )
        return tuple((row.state, row.reason, row.many) for row in self._work.connection.execute(asked))

    def too_old_before(self, day: datetime, last_call_days: int) -> int:
        """How many waiting people's newest report passes the last calling day before then."""
        return self._count(*too_old(self._work, day - timedelta(days=last_call_days)))

    def promises(self, day_end: datetime, *, owner: StaffId | None) -> tuple[PromiseLine, ...]:
        """People who wait for a promised time before then, soonest first; `owner` None means everybody's."""
        asked = (
            select(callbacks.c.id.label("callback"), callbacks.c.promised_at, callbacks.c.promise_note, victims)
            .join_from(callbacks, victims, victims.c.id == callbacks.c.victim_id)
            .where(*due_until(day_end), self._work.visible(callbacks))
            .order_by(callbacks.c.promised_at, callbacks.c.id)
        )
        if owner is not None:
            asked = asked.where(callbacks.c.promise_owner == owner)
        return tuple(
            PromiseLine(CallbackId(row["callback"]), row["promised_at"], to_name(row).short, row["promise_note"])
            for row in self._work.connection.execute(asked).mappings()
        )

    def offense_labels(self) -> tuple[str, ...]:
        """Every offense on the list, in alphabetical order."""
        # One look at the index for each of them: distinct() reads a million to find a dozen.
        least = select(func.min(callbacks.c.offense_label).label("label"))
        seen = self._work.visible(callbacks)
        each = least.where(callbacks.c.offense_label > "", seen).cte("labels", recursive=True)
        after = least.where(callbacks.c.offense_label > each.c.label, seen).scalar_subquery()
        each = each.union_all(select(after).where(each.c.label.is_not(None)))
        return tuple(self._work.connection.execute(select(each.c.label).where(each.c.label.is_not(None))).scalars())

    def history(self, callback_id: CallbackId) -> tuple[HistoryLine, ...]:
        """What happened to this callback, newest first."""
        lines = [
            *self._imports(callback_id),
            *self._tries(callback_id),
            *self._decisions(callback_id),
            *self._skipped(callback_id),
            *self._put_right(callback_id),
            *told_of(self._work, callback_id),
        ]
        return tuple(sorted(lines, key=lambda line: line.at, reverse=True))

    def _imports(self, callback_id: CallbackId) -> list[HistoryLine]:
        asked = (
            select(batches.c.shown_at, batches.c.by_name, batches.c.file_name)
            .join(reports, reports.c.batch_id == batches.c.id)
            .where(reports.c.callback_id == callback_id, batches.c.shown_at.is_not(None))
            .distinct()
        )
        return [
            HistoryLine(row.shown_at, f"Imported by {row.by_name} from {row.file_name}.")
            for row in self._work.connection.execute(asked)
        ]

    def _tries(self, callback_id: CallbackId) -> list[HistoryLine]:
        asked = (
            select(attempts.c.at, phones.c.kind, staff.c.name, attempt_ends.c.outcome)
            .select_from(attempts)
            .join(phones, phones.c.id == attempts.c.phone_id)
            .join(staff, staff.c.id == attempts.c.staff_id)
            .join(attempt_ends, newest_end(), isouter=True)
            .where(attempts.c.callback_id == callback_id)
        )
        return [
            HistoryLine(
                row.at,
                f"{row.name} rang the {_number_word(row.kind)}: {_words(row.outcome) if row.outcome else 'not ended'}.",
            )
            for row in self._work.connection.execute(asked)
        ]

    def _decisions(self, callback_id: CallbackId) -> list[HistoryLine]:
        run = self._work.connection.execute
        lines = [
            HistoryLine(row.at, f"OK to call given by {row.by_name}: {row.reason}.")
            for row in run(select(releases).where(releases.c.callback_id == callback_id))
        ]
        lines += [
            HistoryLine(row.raised_at, f"{_words(row.kind).capitalize()} noted by {row.raised_by}.")
            for row in run(select(concerns).where(concerns.c.callback_id == callback_id))
        ]
        victim = select(callbacks.c.victim_id).where(callbacks.c.id == callback_id).scalar_subquery()
        wishes = select(do_not_contact).where(do_not_contact.c.victim_id == victim, do_not_contact.c.e164 == "")
        for row in run(wishes):
            lines.append(HistoryLine(row.at, f"Do not contact, noted by {row.by_name}."))
            if row.cleared_at is not None:
                lines.append(HistoryLine(row.cleared_at, f"Do not contact ended by {row.cleared_by}."))
        lines += [
            HistoryLine(row.ended_at, "Call finished.")
            for row in run(
                select(calls.c.ended_at).where(calls.c.callback_id == callback_id, calls.c.ended_at.is_not(None))
            )
        ]
        return lines


def _by_their_numbers() -> Select[tuple[str, str]]:
    """Of people whose place is not known: first and last zones of their numbers."""
    return (
        select(func.min(phones.c.zones).label("first"), func.max(phones.c.zones).label("last"))
        .join_from(callbacks, phones, phones.c.victim_id == callbacks.c.victim_id)
        .where(callbacks.c.place == 0, phones.c.e164 != "")
        .group_by(callbacks.c.id)
    )


def _number_word(kind: str) -> str:
    return "number" if PhoneKind(kind) is PhoneKind.OTHER else f"{kind} number"


def _words(code: str) -> str:
    return code.replace("_", " ")
