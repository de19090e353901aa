"""Puts the people of a desk into random states, whatever path would have led there: for comparing what is said of them
with what is done."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import update

from callback_desk.domain.call import SafeContact
from callback_desk.domain.ids import CallbackId, PhoneId, StaffId
from callback_desk.domain.queue import CallbackState, Entry, Priority
from callback_desk.domain.safe_times import OFFERED
from callback_desk.storage.tables_people import victims
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.unit_of_work import SqlUnitOfWork
from callback_desk.use_cases import agency_settings
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import ask, plain_rows, storage_of

PLACES = ("217", "212", "303", "602", "808", "208", "907", "850")  # one zone, another, no summer time, two at once
SHIFTS: tuple[tuple[str, ...], ...] = (
    (),
    ("tuesday 9:00-12:00", "thursday 9:00-12:00"),
    ("tuesday 9:00-12:00", "thursday 14:00-17:00", "saturday 10:00-13:00"),
    ("monday 17:00-20:00",),
)
ENDINGS = (
    "no_answer", "no_answer", "no_answer", "busy", "busy", "machine_message", "machine_no_message", "someone_else",
    "cut_off", "away", "soft_refusal", "another_time", "not_dialed",
)  # fmt: skip
STATES = (*[CallbackState.WAITING] * 12, CallbackState.HELD, CallbackState.REVIEW, CallbackState.DONE)


def rows_of_many_places(count: int, today: date, chance: random.Random) -> list[dict[str, str]]:
    """People with one or two numbers in several zones; some share a number with the one before."""
    rows: list[dict[str, str]] = []
    for index, row in enumerate(plain_rows(count, today, seed=chance.randrange(999), first=1_000)):
        number = f"({chance.choice(PLACES)}) 555-0{100 + index % 90}"
        other = f"({chance.choice(PLACES)}) 555-0{100 + (index + 45) % 90}" if chance.random() < 0.5 else ""
        if rows and index % 4 == 3:
            number, other = rows[-1]["Victim Cell Phone"], ""
        rows.append({**row, "Victim Cell Phone": number, "Victim Home Phone": other})
    return rows


def choose_shifts(desk: Desk, chance: random.Random) -> None:
    """Counts from the next sign-in."""
    calendar = {
        "shifts": list(chance.choice(SHIFTS)),
        "hours": {"saturday": "10:00-14:00", "sunday": "closed"} if chance.random() < 0.3 else {},
        "closed_days": ["2026-10-30"] if chance.random() < 0.3 else [],
        "state": "",
    }
    agency_settings.change_settings(desk, desk.new_operation(), {"calendar": calendar})


def scatter(desk: Desk, chance: random.Random, callers: tuple[StaffId, ...]) -> None:
    """Every callback of the desk gets tries, a state, an hour, a promise, somebody it is not for."""
    now = desk.clock.now()
    phones: dict[int, list[PhoneId]] = {}
    for callback, phone in ask(
        desk, "SELECT c.id, p.id FROM callbacks c JOIN phones p ON p.victim_id = c.victim_id WHERE p.e164 <> ''"
    ):
        phones.setdefault(int(str(callback)), []).append(PhoneId(int(str(phone))))
    everybody = [CallbackId(int(str(one))) for (one,) in ask(desk, "SELECT id FROM callbacks ORDER BY id")]
    with storage_of(desk).write(desk.session) as uow:
        for callback_id in everybody:
            _tries(uow, desk, callback_id, phones.get(callback_id, []), callers, chance, now)
            _put_entry(uow, callback_id, callers, chance, now)
            _wishes(uow, callback_id, chance, now)
            if chance.random() < 0.04:
                uow.people.set_do_not_contact(uow.queue.victim_of(callback_id), reason="asked", by="Test", at=now)
            if phones.get(callback_id) and chance.random() < 0.08:
                uow.people.close_phone(chance.choice(phones[callback_id]), "not_in_service", now)
            if chance.random() < 0.05:
                uow.queue.pass_over(callback_id, chance.choice(callers))
        uow.commit()


def _put_entry(
    uow: SqlUnitOfWork, callback_id: CallbackId, callers: tuple[StaffId, ...], chance: random.Random, now: datetime
) -> None:
    entry = _entry(uow.queue.get(callback_id), callers, chance, now)
    uow.queue.put(entry)
    if entry.promised_at is not None and chance.random() < 0.8:
        uow.queue.put_promise_note(callback_id, "", owner=chance.choice(callers))


def _wishes(uow: SqlUnitOfWork, callback_id: CallbackId, chance: random.Random, now: datetime) -> None:
    """A language, times at which they may be reached, a heavier offense."""
    victim_id = uow.queue.victim_of(callback_id)
    run = uow.connection.execute
    run(update(victims).where(victims.c.id == victim_id).values(language=chance.choice(["", "", "en", "es", "pl"])))
    if chance.random() < 0.25:
        agreed = SafeContact("As agreed.", times=chance.choice(OFFERED)[2])
        uow.people.put_safe_contact(victim_id, agreed, by="Test", at=now)
    if chance.random() < 0.2:
        run(update(callbacks).where(callbacks.c.id == callback_id).values(offense_label="Robbery"))


def speak(desk: Desk, chance: random.Random, callers: tuple[StaffId, ...]) -> None:
    """Each of them speaks something, or nothing, besides English; some have just been at the desk."""
    now = desk.clock.now()
    with storage_of(desk).write(desk.session) as uow:
        for one in callers:
            spoken = frozenset(chance.sample(["es", "pl"], k=chance.choice([0, 0, 1, 2])))
            uow.staff.put(replace(uow.staff.get(one), languages=spoken))
            uow.staff.signed_in(one, now - timedelta(minutes=chance.choice([1, 20, 200])))
            if chance.random() < 0.3:
                uow.staff.signed_out(one, now)
        uow.commit()


def _tries(
    uow: SqlUnitOfWork,
    desk: Desk,
    callback_id: CallbackId,
    phones: list[PhoneId],
    callers: tuple[StaffId, ...],
    chance: random.Random,
    now: datetime,
) -> None:
    if not phones:
        return
    ago = sorted(chance.choice([*range(1, 300), 0.05, 0.2, 1, 2]) for _ in range(chance.choice([0, 0, 1, 1, 2, 3, 6])))
    for hours in reversed(ago):
        at, caller = now - timedelta(hours=hours), chance.choice(callers)
        attempt = uow.calls.add_attempt(callback_id, chance.choice(phones), caller, at, desk.new_operation())
        if chance.random() < 0.08:
            continue  # the program died in that call
        ended = at + timedelta(seconds=40)
        uow.calls.end_attempt(attempt, outcome=chance.choice(ENDINGS), at=ended, note="", message_left=False, by=caller)


def _entry(entry: Entry, callers: tuple[StaffId, ...], chance: random.Random, now: datetime) -> Entry:
    hours = chance.choice([chance.uniform(-30, 30), -0.02, -0.05, -0.2])
    promised = now + timedelta(hours=hours) if chance.random() < 0.2 else None
    state, firm = chance.choice(STATES), chance.random() < 0.6
    known = replace(
        entry,
        state=state,
        ready_at=now + timedelta(hours=chance.choice([-200, -30, -2, -0.01, 0, 0, 0, 0.01, 3, 40])),
        promised_at=promised,
        firm=firm or promised is None,
        priority=Priority.PROMISED if promised and firm else Priority.ABOUT if promised else Priority.NORMAL,
        tried_at=now - timedelta(days=chance.choice([1, 2])) if chance.random() < 0.4 else None,
        not_caller=chance.choice(callers) if chance.random() < 0.1 else None,
        reason="kept_off" if state is CallbackState.HELD else "",
    )
    return known.pressing("Cut off while saying something new.") if chance.random() < 0.2 else known


def a_moment(chance: random.Random, first: datetime) -> datetime:
    """Some hour of the fortnight from `first` on, more often a decent one."""
    day = first + timedelta(days=chance.uniform(0, 13))
    hour = chance.choice([3, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 23])
    return datetime(day.year, day.month, day.day, hour, chance.randrange(60), tzinfo=UTC)
