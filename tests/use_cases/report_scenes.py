"""Scenes of reports that leave the desk. See `scenes`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from callback_desk.domain.figure_periods import month_of
from callback_desk.domain.ids import OperationId
from callback_desk.domain.public_summary import ChiefWords
from callback_desk.use_cases import make_report
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import SERGEANT, World

Held = tuple[Desk, Callable[[OperationId], object]]
OCTOBER = month_of(date(2026, 10, 1))
SAID = ChiefWords("We call within five days.", "(312) 555-0142")


def report(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    target = world.folder.with_name("report.pdf")
    return sergeant, lambda op: make_report.make_report(sergeant, op, OCTOBER, target)


def summary(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    target = world.folder.with_name("summary.pdf")
    return sergeant, lambda op: make_report.make_public_summary(sergeant, op, OCTOBER, SAID, target)
