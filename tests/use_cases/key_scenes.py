"""Scenes about codes and keys."""

from __future__ import annotations

from datetime import UTC, datetime

from callback_desk.use_cases import admission, recovery_code
from callback_desk.use_cases.ports_world import Admission
from callback_desk.use_cases.recovery_code import CodeSigned
from tests.use_cases.made_desks import PASSWORD, SERGEANT, SUPERVISOR, World
from tests.use_cases.paper_scenes import Held

_SIGNED = CodeSigned(PASSWORD, SUPERVISOR, PASSWORD)
ASKED: dict[str, tuple[object, ...]] = {"recovery_code.second_for_code": (), "admission.accounts": ()}


def code_drawn(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    return sergeant, lambda _op: recovery_code.draw_code(sergeant, _SIGNED)


def code_put(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    drawn = recovery_code.draw_code(sergeant, _SIGNED)
    return sergeant, lambda _op: recovery_code.put_in_force(sergeant, drawn, typed=None)


def account_let_in(world: World) -> Held:
    """As if the folder lay where other accounts may enter: a test's own folder does not."""
    sergeant = world.enter(SERGEANT)
    made = Admission("rpeel", ("7F3K9",), datetime(2026, 1, 5, tzinfo=UTC), world.folder)
    sergeant.keys.admit_account = lambda _account: made
    return sergeant, lambda op: admission.admit_account(sergeant, op, account="rpeel", password=PASSWORD)
