"""Scenes of the order: who goes before others, who speaks what."""

from __future__ import annotations

from collections.abc import Callable

from callback_desk.domain.ids import CallbackId, OperationId
from callback_desk.use_cases import call_first as urgent
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import SERGEANT, World, ask

Held = tuple[Desk, Callable[[OperationId], object]]
WHY = "New photographs, says the detective."


def call_first(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    return sergeant, lambda op: urgent.call_first(sergeant, op, _first_waiting(sergeant), WHY)


def call_in_turn(world: World) -> Held:
    sergeant, press = call_first(world)
    press(sergeant.new_operation())
    who = _first_waiting(sergeant)
    return sergeant, lambda op: urgent.call_in_turn(sergeant, op, who)


def _first_waiting(desk: Desk) -> CallbackId:
    return CallbackId(int(str(ask(desk, "SELECT min(id) FROM callbacks WHERE state = 'waiting'")[0][0])))
