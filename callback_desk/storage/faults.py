"""Dying on purpose, at a chosen step: how the campaigns prove that every write is whole or not there.

A step is a BEGIN, a statement of the save lane, or one of the two moments around a commit. The counter costs
nothing in daily work and stands here from the first commit, so that every new use case is covered by itself.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

KILL_AT = "CALLBACK_DESK_KILL_AT"


class FaultAtStep(Exception):
    """What a `FaultPlan` of a test raises instead of killing the process. Not a trouble of the program."""


def kill_this_process() -> None:
    """End at once, as a power cut would: nothing is flushed, nothing is closed."""
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(137)  # Windows has no SIGKILL; this runs no handlers either


def raise_fault() -> None:
    """Raise FaultAtStep."""
    raise FaultAtStep("the fault plan of this test struck")


@dataclass
class FaultPlan:
    """Counts steps and strikes at one of them. `at` counts from 1; 0 never strikes.

    `seen` are the steps so far, by name, for a test that wants to know how many there are.
    """

    at: int = 0
    strike: Callable[[], None] = raise_fault
    seen: list[str] = field(default_factory=list)
    keep: bool = False  # remember the names of all steps
    count: int = 0

    def step(self, name: str) -> None:
        """One step is about to happen."""
        self.count += 1
        if self.keep:
            self.seen.append(name)
        if self.count == self.at:
            self.strike()

    def restart(self, at: int) -> None:
        """Count from the beginning again and strike at `at`."""
        self.at, self.count = at, 0
        self.seen.clear()


def from_environment(environment: Mapping[str, str] = os.environ) -> FaultPlan:
    """A plan that kills this process at the step `CALLBACK_DESK_KILL_AT` names; without it, none."""
    text = environment.get(KILL_AT, "")
    return FaultPlan(at=int(text) if text.isdecimal() else 0, strike=kill_this_process)
