"""Scenes of the board: who comes when, who is pinned, how the volunteers are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from callback_desk.domain.concerns import ConcernKind, NewConcern
from callback_desk.domain.ids import CallbackId, CallId, OperationId, StaffId
from callback_desk.domain.roster import Absence
from callback_desk.domain.welfare import Break
from callback_desk.use_cases import languages, pins, raise_concern, roster, view_as, welfare
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import RUTH, SERGEANT, World, start

Held = tuple[Desk, Callable[[OperationId], object]]
ONE_DAY = "2026-11-28 9:00-12:00"
ONE = CallbackId(1)


def add_shift(world: World) -> Held:
    desk = world.enter(SERGEANT)
    return desk, lambda op: roster.add_shift(desk, op, ONE_DAY)


def seat(world: World) -> Held:
    desk, add = add_shift(world)
    add(desk.new_operation())
    ids = [one.id for one in roster.roster(desk).people][:2]
    return desk, lambda op: roster.seat(desk, op, ONE_DAY, ids)


def remove_shift(world: World) -> Held:
    desk, add = add_shift(world)
    add(desk.new_operation())
    return desk, lambda op: roster.remove_shift(desk, op, ONE_DAY)


def add_absence(world: World) -> Held:
    desk = world.enter(SERGEANT)
    absence = Absence(roster.roster(desk).people[0].id, date(2026, 12, 1), date(2026, 12, 3))
    return desk, lambda op: roster.add_absence(desk, op, absence)


def end_absence(world: World) -> Held:
    desk, add = add_absence(world)
    add(desk.new_operation())
    (absence,) = roster.roster(desk).roster.absences
    return desk, lambda op: roster.end_absence(desk, op, absence)


def pin(world: World) -> Held:
    desk = world.enter(SERGEANT)
    return desk, lambda op: pins.pin(desk, op, ONE, "Rings back after four.")


def unpin(world: World) -> Held:
    desk, press = pin(world)
    press(desk.new_operation())
    return desk, lambda op: pins.unpin(desk, op, ONE)


def _distress(world: World) -> tuple[Desk, CallId]:
    ruth = world.enter(RUTH)
    started = start(ruth)
    said = NewConcern(ConcernKind.DISTRESS)
    raise_concern.raise_concern(ruth, ruth.new_operation(), started.callback_id, started.call_id, said)
    return ruth, started.call_id


def answer_break(world: World) -> Held:
    ruth, call_id = _distress(world)
    return ruth, lambda op: welfare.answer_break(ruth, op, call_id, Break.TAKEN)


def debrief_held(world: World) -> Held:
    _, call_id = _distress(world)
    desk = world.enter(SERGEANT)
    return desk, lambda op: welfare.debrief_held(desk, op, call_id)


def debrief_not_held(world: World) -> Held:
    desk, press = debrief_held(world)
    press(desk.new_operation())
    call_id = CallId(1)
    return desk, lambda op: welfare.debrief_not_held(desk, op, call_id)


def enter_languages(world: World) -> Held:
    desk = world.enter(SERGEANT)
    return desk, lambda op: languages.enter_languages(desk, op, StaffId(3), "Spanish, polish")


def enter_dates(world: World) -> Held:
    desk = world.enter(SERGEANT)
    return desk, lambda op: welfare.enter_dates(desk, op, StaffId(3), date(2026, 1, 2), date(2026, 2, 3))


def view_as_volunteer(world: World) -> Held:
    staff_id = world.enter(RUTH).session.staff.id
    desk = world.enter(SERGEANT)
    return desk, lambda _op: view_as.view_as(desk, staff_id)
