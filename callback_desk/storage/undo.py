"""Taking a batch back: who goes, who stays, and which other import takes over what it brought too."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import RowMapping, insert, select, text, update

from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import BatchId, CallbackId
from callback_desk.domain.undo import UndoCounts, UndoPerson, UndoPile, UndoReason, UndoReport
from callback_desk.storage import undo_steps
from callback_desk.storage.columns import from_json, to_json, to_micros
from callback_desk.storage.imports import UNDONE
from callback_desk.storage.tables_desk import batches
from callback_desk.storage.work import SHOWN, Work, new_id

_COUNTED = "SELECT p.reason, count(*) FROM ({0}) p GROUP BY p.reason"
_REMEMBERED = "SELECT victim_id, reason FROM undone_people WHERE batch_id = :batch"
_FIRST_NAMES = (
    "SELECT name_sort, reason FROM (SELECT v.name_sort AS name_sort, p.reason AS reason, "
    "row_number() OVER (PARTITION BY p.reason ORDER BY v.name_key, v.id) AS place "
    "FROM ({0}) p JOIN victims v ON v.id = p.victim_id) n WHERE place <= :each ORDER BY reason, place"
)


class SqlUndo:
    """Fits `UndoStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def preview(self, batch_id: BatchId, *, each: int) -> UndoReport:
        """What taking it back would do now, with the first `each` people of every reason. Raises NotFound."""
        row = self._shown(batch_id)
        return self._report(row, undo_steps.PEOPLE, each)

    def report(self, batch_id: BatchId, *, each: int) -> UndoReport:
        """What taking it back did. Raises NotFound for a batch that was not taken back."""
        row = self._row(batch_id)
        if row is None or row["state"] != UNDONE:
            raise NotFound("This import was not taken back.", code="not_undone")
        return self._report(row, _REMEMBERED, each)

    def take_back(self, batch_id: BatchId, *, by: str, at: datetime) -> tuple[CallbackId, ...]:
        """Everything of the batch vanishes but what must stay, in the transaction that is open.

        Returns the callbacks that stay with another import and lost a row or a number: they are to be judged again.
        Raises NotFound when the batch is not one that is shown.
        """
        row = self._shown(batch_id)
        batch = {"batch": int(batch_id), "since": to_micros(row["shown_at"])}
        run = self._work.connection.execute
        run(text(undo_steps.REMEMBER), batch)
        counts = self._counts(_REMEMBERED, batch)
        if any(counts.reasons.get(reason) for reason in undo_steps.STAYS):
            keep = {**batch, "keep": self._batch_that_keeps(row)}
            for statement in undo_steps.KEEP_WHOLE:
                run(text(statement), keep)
        for statement in (*undo_steps.HAND_ON, *undo_steps.SAY_ANEW):
            run(text(statement), batch)
        changed = tuple(CallbackId(one) for one in run(text(undo_steps.CHANGED), batch).scalars())
        run(text(undo_steps.WITHDRAW), batch)
        said = to_json({"by": by, "judged_again": len(changed)})
        run(update(batches).where(batches.c.id == batch_id).values(state=UNDONE, undone_at=at, undo=said))
        self._work.batches_changed()
        return changed

    def taken_back_file(self, file_sha256: str) -> datetime | None:
        """When exactly this file was taken back last (UTC), None when it is here or never was."""
        asked = (
            select(batches.c.state, batches.c.undone_at)
            .where(batches.c.file_sha256 == file_sha256, batches.c.state.in_((SHOWN, UNDONE)))
            .order_by(batches.c.id.desc())
            .limit(1)
        )
        row = self._work.connection.execute(asked).mappings().one_or_none()
        return row["undone_at"] if row is not None and row["state"] == UNDONE else None

    def _row(self, batch_id: BatchId) -> RowMapping | None:
        asked = select(batches).where(batches.c.id == batch_id, batches.c.kept_of.is_(None))
        return self._work.connection.execute(asked).mappings().one_or_none()

    def _shown(self, batch_id: BatchId) -> RowMapping:
        row = self._row(batch_id)
        if row is not None and row["state"] == SHOWN:
            return row
        if row is not None and row["state"] == UNDONE:
            raise NotFound("This import has been taken back already.", code="undone")
        raise NotFound("There is no such import.", code="no_batch")

    def _batch_that_keeps(self, row: RowMapping) -> int:
        """A batch of the same import for whoever stays; the history does not list it."""
        names = ("state", "file_name", "size_bytes", "layout_id", "by_name", "started_at", "shown_at", "as_of")
        values = {name: row[name] for name in names}
        made = self._work.connection.execute(
            insert(batches).values(**values, file_sha256="", kept_of=row["id"], counts="")
        )
        return new_id(made)

    def _counts(self, people: str, batch: dict[str, int]) -> UndoCounts:
        found = self._work.connection.execute(text(_COUNTED.format(people)), batch)
        return UndoCounts({UndoReason(reason): int(count) for reason, count in found})

    def _report(self, row: RowMapping, people: str, each: int) -> UndoReport:
        batch = {"batch": int(row["id"]), "since": to_micros(row["shown_at"])}
        named = self._work.connection.execute(text(_FIRST_NAMES.format(people)), {**batch, "each": each})
        found = [UndoPerson(name, UndoReason(reason)) for name, reason in named]
        piles = list(UndoPile)
        order = list(UndoReason)
        found.sort(key=lambda one: (piles.index(one.pile), order.index(one.reason)))
        said = from_json(row["undo"])
        said = said if isinstance(said, dict) else {}
        judged = said.get("judged_again")
        return UndoReport(
            batch_id=BatchId(row["id"]),
            file_name=row["file_name"],
            counts=self._counts(people, batch),
            people=tuple(found),
            undone_at=row["undone_at"],
            by=str(said.get("by", "")),
            judged_again=judged if isinstance(judged, int) else 0,
        )
