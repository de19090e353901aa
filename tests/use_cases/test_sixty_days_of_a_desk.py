"""Sixty days of a real desk with two staffed mornings a week: claimed, dialed, ended, decided, imported again."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from callback_desk import rulebook
from callback_desk.domain.call import CallCard, CallResult
from callback_desk.domain.calling_hours import Span
from callback_desk.domain.desk_calendar import DeskCalendar, staffed
from callback_desk.domain.ids import CallbackId, PhoneId
from callback_desk.domain.outcomes import Outcome
from callback_desk.use_cases import agency_settings, call_list, decide_hold, finish_call, next_call, people, start_call
from callback_desk.use_cases.desk import Desk
from tests.domain.sixty_days import Dial, an_ending, broken
from tests.use_cases.made_desks import (
    CARMEN,
    RUTH,
    SUPERVISOR,
    MovedClock,
    World,
    ask,
    bring_in,
    make_template,
    storage_of,
    write_rows,
)
from tests.use_cases.random_states import rows_of_many_places

BEGIN = datetime(2026, 10, 6, 13, 0, tzinfo=UTC)  # the clocks go back on November 1; two holidays
ZONE = "America/Chicago"
SHIFTS = ["tuesday 9:00-12:00", "thursday 9:00-12:00"]
PEOPLE, CAMPAIGN_PEOPLE = 12, 60
DAYS = 60


@dataclass
class Book:
    """What somebody beside the telephone writes down."""

    world: World
    chance: random.Random
    zones: dict[int, str]
    sergeant: Desk
    callers: list[Desk]
    ids: dict[str, int]
    dials: list[Dial] = field(default_factory=list)
    sittings: int = 0

    @property
    def clock(self) -> MovedClock:
        assert isinstance(self.world.clock, MovedClock)
        return self.world.clock


def _opened(folder: Path, many: int) -> Book:
    """A desk on its first morning: people imported, two mornings a week entered."""
    clock = MovedClock(BEGIN)
    make_template(folder, clock, rows=0)
    world = World(folder, clock)
    desk = world.enter(SUPERVISOR)
    days_old = (BEGIN - timedelta(days=3)).strftime("%m/%d/%Y")
    same = {"Report Date": days_old, "Offense Code": "220", "Offense Description": "Burglary"}
    rows = [{**row, **same} for row in rows_of_many_places(many, BEGIN.date(), random.Random(3))]
    bring_in(desk, write_rows(folder.with_suffix(".csv"), rows))
    agency_settings.change_settings(desk, desk.new_operation(), {"calendar": {"shifts": SHIFTS}})
    zones = {int(str(one)): str(places).split('"')[1] for one, places in ask(desk, "SELECT id, zones FROM phones")}
    sergeant = world.enter(SUPERVISOR)  # signed in anew, so that the shifts count; everybody stays, to save the time
    ids = {one.name: int(one.id) for one in people.list_people(sergeant)}
    return Book(world, random.Random(5), zones, sergeant, [world.enter(RUTH), world.enter(CARMEN)], ids)


def test_two_mornings_a_week_for_sixty_days(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    many = CAMPAIGN_PEOPLE if request.config.getoption("--campaign") else PEOPLE
    book = _opened(tmp_path / "desk", many)
    holidays = rulebook.closed_days("US", "", (2026,))
    shifts = _shifts(holidays)
    for number, shift in enumerate(shifts):
        book.clock.at = shift.start
        _morning(book, shift, seen_again=number % 3 == 2)
    assert len(book.dials) > many * 2, _standing(book.sergeant)
    assert broken(book.dials, holidays, shifts) == []
    _everybody_has_a_next_step(book.sergeant)
    book.world.close()


def _shifts(holidays: frozenset[date]) -> list[Span]:
    week = DeskCalendar.from_plain({"shifts": SHIFTS}).shifts
    first = BEGIN.date()
    both = {*staffed(week, ZONE, first, holidays), *staffed(week, ZONE, first + timedelta(days=40), holidays)}
    return sorted((one for one in both if one.start.date() < first + timedelta(days=DAYS)), key=lambda one: one.start)


def _morning(book: Book, shift: Span, *, seen_again: bool) -> None:
    """The supervisor decides what waits, then two volunteers take turns until nobody is left or it is noon."""
    if seen_again:
        _facts_are_fresh(book.sergeant)
    _decide(book.sergeant)
    while book.clock.now() < shift.end:
        caller = book.callers[book.sittings % 2]
        book.sittings += 1
        card = next_call.claim_next(caller, caller.new_operation())
        if card is None:
            book.clock.move(minutes=11)  # the west wakes up later
            continue
        _round(book, caller, card, book.ids[caller.session.name])


def _round(book: Book, caller: Desk, card: CallCard, staff: int) -> None:
    fence, phone = card.fence, next(one.id for one in card.phones if not one.closed)
    while True:
        at = book.clock.now()
        started = start_call.start_call(caller, caller.new_operation(), card.callback_id, fence, phone)
        outcome = an_ending(book.chance)
        book.dials.append(
            Dial(
                int(card.callback_id), int(phone), book.zones[int(phone)], at, outcome, staff, book.sittings,
                card.promised_at is not None,
            )
        )  # fmt: skip
        wish = at + timedelta(hours=book.chance.uniform(1, 200)) if outcome is Outcome.ANOTHER_TIME else None
        book.clock.move(minutes=1)
        done = finish_call.finish_call(
            caller, caller.new_operation(), started.call_id, started.fence, CallResult(outcome.value, next_at=wish)
        )
        if done.next_phone is None:
            return
        fence, phone = done.fence, PhoneId(done.next_phone)


def _decide(sergeant: Desk) -> None:
    """Whoever said "not now" may be asked once more; nobody else is let go on."""
    for (one,) in ask(
        sergeant, "SELECT id FROM callbacks WHERE state = 'held' AND reason = 'soft_refusal' ORDER BY id"
    ):
        decide_hold.release(sergeant, sergeant.new_operation(), CallbackId(int(str(one))), "Ask once more.", 30)


def _facts_are_fresh(desk: Desk) -> None:
    """The records system says the same of every case again, as a later export does."""
    today = desk.clock.now().astimezone(ZoneInfo(ZONE)).date().isoformat()
    with storage_of(desk).write(desk.session) as uow:
        uow.connection.exec_driver_sql(
            "INSERT INTO case_sightings (batch_id, case_id, as_of) "
            "SELECT (SELECT max(id) FROM batches), id, ? FROM cases WHERE true "
            "ON CONFLICT (batch_id, case_id) DO UPDATE SET as_of = excluded.as_of",
            (today,),
        )
        uow.commit()


def _everybody_has_a_next_step(desk: Desk) -> None:
    known = {"waiting", "held", "excluded", "review", "done", "interrupted"}
    rows = ask(desk, "SELECT id, state, reason, ready_at FROM callbacks ORDER BY id")
    assert {str(state) for _id, state, _reason, _at in rows} <= known
    for callback, state, reason, ready_at in rows:
        said = call_list.why(desk, CallbackId(int(str(callback))))
        assert said.sentence.endswith("."), said
        if state == "waiting":
            assert ready_at is not None
            assert said.next_try
        if state in {"held", "excluded"}:
            assert reason
    ended = sum(state in {"done", "review", "excluded"} for _id, state, _reason, _at in rows)
    assert ended > len(rows) / 3


def _standing(desk: Desk) -> list[tuple[object, ...]]:
    return ask(desk, "SELECT state, reason, count(*) FROM callbacks GROUP BY 1, 2 ORDER BY 1, 2")
