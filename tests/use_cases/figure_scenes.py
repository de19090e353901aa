"""Scenes of figures. See `scenes`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count

from callback_desk.domain.figure_periods import Period
from callback_desk.domain.ids import OperationId
from callback_desk.domain.table import TableKind
from callback_desk.use_cases import figures_out
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import RUTH, SERGEANT, World, start

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
ASKED: dict[str, tuple[object, ...]] = {"figures.report": (NOVEMBER,), "figures.callers": (NOVEMBER,)}


def saved(world: World) -> tuple[Desk, Callable[[OperationId], object]]:
    sergeant = world.enter(SERGEANT)
    names = (world.folder.with_name(f"figures-{place}.csv") for place in count(1))  # never over a file that is there
    return sergeant, lambda op: figures_out.save_figures(sergeant, op, NOVEMBER, next(names), TableKind.CSV)


def callers_saved(world: World) -> tuple[Desk, Callable[[OperationId], object]]:
    start(world.enter(RUTH))
    sergeant = world.enter(SERGEANT)
    names = (world.folder.with_name(f"volunteers-{place}.csv") for place in count(1))
    return sergeant, lambda op: figures_out.save_callers(sergeant, op, NOVEMBER, next(names), TableKind.CSV)
