"""What taking an import back needs of storage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from callback_desk.domain.ids import BatchId, VictimId
from callback_desk.domain.undo import Settled, TakenBack, UndoCounts, UndoReport, UndoRun


class UndoStore(Protocol):
    """Sets, not single people: a batch may hold hundreds of thousands.

    `begin`, then `sort_out` for all `people`, some in each transaction: nobody sees a difference, and `put_back` takes
    it away again. `let_go` is the moment the batch goes; in its transaction whoever was `touched` is sorted out anew.
    Then `settle` until there is no more. Both what was sorted out and what is to be settled outlive a kill.
    """

    def preview(self, batch_id: BatchId, *, each: int) -> UndoReport:
        """What taking it back would do, with the first `each` people of every reason. Raises NotFound."""
        ...

    def report(self, batch_id: BatchId, *, each: int) -> UndoReport:
        """What taking it back did. Raises NotFound."""
        ...

    def begin(self, batch_id: BatchId) -> UndoRun:
        """Mark where the desk stands now. Raises NotFound when the batch is not one that is shown."""
        ...

    def people(self, batch_id: BatchId) -> tuple[VictimId, ...]:
        """Everybody the batch says something about."""
        ...

    def sort_out(self, run: UndoRun, people: Sequence[VictimId]) -> None:
        """Who of these goes, who stays and why, as it is now. May be asked again for the same people."""
        ...

    def touched(self, run: UndoRun) -> tuple[tuple[VictimId, ...], UndoRun]:
        """Whoever of the batch something has happened to since `run` was marked, and the run with marks of now."""
        ...

    def let_go(self, run: UndoRun, *, by: str, at: datetime) -> UndoCounts:
        """Everything of the batch vanishes but what was sorted out to stay."""
        ...

    def half_done(self) -> bool:
        """Whether people were sorted out for a batch that never went."""
        ...

    def put_back(self, most: int) -> None:
        """Take sorting out away again for batches that never went, `most` people at once."""
        ...

    def unsettled(self) -> tuple[BatchId, ...]:
        """Batches that went and have steps left."""
        ...

    def settle(self, batch_id: BatchId, *, most: int) -> Settled:
        """The next step for a batch that went: what another import says of who stays, who waits for nobody.

        `most` is how much of it: as much work as to sort out so many people.
        """
        ...

    def taken_back_people(self, names: Sequence[str]) -> TakenBack | None:
        """When rows of people who are written so ("Crow, Ada") were taken back last; None when none are known."""
        ...

    def taken_back_file(self, file_sha256: str) -> datetime | None:
        """When exactly this file was taken back (UTC); None when it is here, or never was."""
        ...
