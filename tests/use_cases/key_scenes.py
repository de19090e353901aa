"""Scenes about codes and keys."""

from __future__ import annotations

from callback_desk.use_cases import recovery_code
from callback_desk.use_cases.recovery_code import CodeSigned
from tests.use_cases.made_desks import PASSWORD, SERGEANT, SUPERVISOR, World
from tests.use_cases.paper_scenes import Held

_SIGNED = CodeSigned(PASSWORD, SUPERVISOR, PASSWORD)
ASKED: dict[str, tuple[object, ...]] = {"recovery_code.second_for_code": ()}


def code_drawn(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    return sergeant, lambda _op: recovery_code.draw_code(sergeant, _SIGNED)


def code_put(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    drawn = recovery_code.draw_code(sergeant, _SIGNED)
    return sergeant, lambda _op: recovery_code.put_in_force(sergeant, drawn, typed=None)
