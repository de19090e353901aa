"""What the use cases ask to count figures. See `ports`. Nothing of it says who somebody is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from callback_desk.domain.figure_rows import Answered, CallerTry, Flowed, Talk, Unit
from callback_desk.domain.ids import VictimId


class FigureStore(Protocol):
    """The whole desk's work as plain facts; imports that were taken back are not in it."""

    def units(self, answered: tuple[Answered, ...]) -> tuple[Unit, ...]:
        """Every callback that was tried, or closed untried, by its id. `answered`: what `answers` gave."""
        ...

    def answers(self) -> tuple[Answered, ...]:
        """Of calls that are signed off, or ended without being read; of a call sent back its newest result."""
        ...

    def not_tried(self, until: date) -> int:
        """How many that wait or are claimed today came on the list until that day and were never tried."""
        ...

    def not_tried_again(self, until: date) -> tuple[VictimId, ...]:
        """Of these, the people who have another callback, which was tried or closed."""
        ...

    def new_lines(self, since: datetime, before: datetime) -> int:
        """Lines of what is new, by when they were kept; a line whose words changed is one line."""
        ...

    def talks(self, since: datetime, before: datetime) -> tuple[Talk, ...]:
        """Calls begun then whose newest result is of a talk, in whole or in part."""
        ...

    def tries_of_callers(self, since: datetime, before: datetime) -> tuple[CallerTry, ...]:
        """Tries begun then that were not taken back, with their newest end."""
        ...

    def flow(self) -> tuple[Flowed, ...]:
        """Complaints and thanks."""
        ...
