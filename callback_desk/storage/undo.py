"""Taking a batch back: who goes, who stays, and which other import takes over what it brought too.

Three parts, so that no transaction is long. People are sorted out some at a time: their reason is written down, and
what is to stay is moved to a batch that keeps it, which nobody sees a difference of. Then the batch goes, in one row.
What is left after that (handing on, judging again, withdrawing) is settled some at a time; `batches.undo` says how far
it is, so that a later start can go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import RowMapping, insert, select, text, update

from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import BatchId, CallbackId, VictimId
from callback_desk.domain.undo import (
    Settled,
    TakenBack,
    UndoCounts,
    UndoPerson,
    UndoPile,
    UndoReason,
    UndoReport,
    UndoRun,
)
from callback_desk.storage import name_words, undo_steps, undo_touched
from callback_desk.storage.columns import search_key, to_micros
from callback_desk.storage.imports import UNDONE
from callback_desk.storage.lanes import driver_of
from callback_desk.storage.tables_desk import batches
from callback_desk.storage.tables_people import reports, victims
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.tables_undo import undone_people
from callback_desk.storage.undo_left import HANDING_ON, Left, Outcome
from callback_desk.storage.work import SHOWN, Work, new_id

_HANDED_ON, _JUDGED, _WITHDRAWN = 0.5, 0.025, 2.0  # how many for each person who could be sorted out in that time

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

    def begin(self, batch_id: BatchId) -> UndoRun:
        """Mark where the desk stands now. Raises NotFound when the batch is not one that is shown."""
        return UndoRun(BatchId(self._shown(batch_id)["id"]), undo_touched.marks(self._work.connection))

    def people(self, batch_id: BatchId) -> tuple[VictimId, ...]:
        """Everybody the batch says something about."""
        asked = select(reports.c.victim_id).where(reports.c.batch_id == batch_id).distinct().order_by("victim_id")
        return tuple(VictimId(one) for one in self._work.connection.execute(asked).scalars())

    def sort_out(self, run: UndoRun, people: Sequence[VictimId]) -> None:
        """Who of these goes, who stays and why, as it is now; nobody sees a difference. May be asked again."""
        if not people:
            return
        row = self._shown(run.batch_id)
        self._put_back(run.batch_id, people)
        run_now = self._work.connection.execute
        told = {**self._told(row), "people": list(people)}
        found = [(VictimId(one), UndoReason(reason)) for one, reason in run_now(undo_steps.REMEMBER, told)]
        stay = [one for one, reason in found if reason in undo_steps.STAYS]
        shared = [one for one, reason in found if reason is UndoReason.OTHER_IMPORT]
        if not stay and not shared:
            return
        told["keep"] = told["target"] = self._batch_that_keeps(row)
        told["source"] = told["batch"]
        for statements, some in ((undo_steps.MOVE_WHOLE, stay), (undo_steps.PARK, shared)):
            if some:
                for statement in statements:
                    run_now(statement, {**told, "people": some})

    def touched(self, run: UndoRun) -> tuple[tuple[VictimId, ...], UndoRun]:
        """Whoever something has happened to since `run` was marked, and the run with marks of now."""
        connection = self._work.connection
        found = undo_touched.touched(connection, run.batch_id, run.since)
        return found, UndoRun(run.batch_id, undo_touched.marks(connection))

    def let_go(self, run: UndoRun, *, by: str, at: datetime) -> UndoCounts:
        """The batch goes: whoever was not sorted out to stay is not seen any more. What is left is for `settle`."""
        row = self._shown(run.batch_id)
        said = Outcome(by, 0, Left())
        self._work.connection.execute(
            update(batches).where(batches.c.id == run.batch_id).values(state=UNDONE, undone_at=at, undo=said.text)
        )
        self._work.batches_changed()
        return self._counts(_REMEMBERED, self._told(row))

    def half_done(self) -> bool:
        """Whether people were sorted out for a batch that never went."""
        return bool(self._half_done(1))

    def put_back(self, most: int) -> None:
        """Undo what was sorted out for batches that never went, `most` people at once."""
        found = self._half_done(most)
        for batch_id in sorted({batch for batch, _ in found}):
            self._put_back(batch_id, [person for batch, person in found if batch == batch_id])

    def unsettled(self) -> tuple[BatchId, ...]:
        """Batches that went and have steps left, oldest first."""
        asked = select(batches.c.id, batches.c.undo).where(batches.c.state == UNDONE).order_by(batches.c.id)
        found = self._work.connection.execute(asked)
        return tuple(BatchId(batch) for batch, said in found if Outcome.read(said).left is not None)

    def settle(self, batch_id: BatchId, *, most: int) -> Settled:
        """The next step for a batch that went, as much work as to sort out `most` people.

        Raises NotFound for a batch that did not go.
        """
        row = self._row(batch_id)
        if row is None or row["state"] != UNDONE:
            raise NotFound("This import was not taken back.", code="not_undone")
        said = Outcome.read(row["undo"])
        judge, after = self._next_step(row, said, most)
        if after != said:
            self._work.connection.execute(update(batches).where(batches.c.id == batch_id).values(undo=after.text))
        return Settled(judge, after.left is not None)

    def taken_back_people(self, names: Sequence[str]) -> TakenBack | None:
        """When rows of people who are written so ("Crow, Ada") were taken back last; None when none are known."""
        asked = (
            select(batches.c.undone_at, batches.c.undo)
            .join(reports, reports.c.batch_id == batches.c.id)
            .join(victims, victims.c.id == reports.c.victim_id)
            .where(batches.c.state == UNDONE, victims.c.name_key.in_([search_key(name) for name in names if name]))
            .order_by(batches.c.undone_at.desc())
            .limit(1)
        )
        row = self._work.connection.execute(asked).mappings().one_or_none()
        return None if row is None else TakenBack(row["undone_at"], Outcome.read(row["undo"]).by)

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

    def _next_step(self, row: RowMapping, said: Outcome, most: int) -> tuple[tuple[CallbackId, ...], Outcome]:
        left = said.left
        if left is None:
            return (), said
        if left.judge:
            some = _share(most, _JUDGED)
            now, later = left.judge[:some], left.judge[some:]
            judged = Outcome(said.by, said.judged_again + len(now), Left(left.step, left.after, later))
            return tuple(CallbackId(one) for one in now), judged
        handing_on = left.step == HANDING_ON
        people = self._next_people(row["id"], left.after, most, shared=handing_on)
        if not people:
            rest = left.next_step()
            return ((), said.with_left(None)) if rest is None else self._next_step(row, said.with_left(rest), most)
        told = {**self._told(row), "people": people}
        run = self._work.connection.execute
        for statement in undo_steps.HAND_ON if handing_on else undo_steps.WITHDRAW:
            run(statement, told)
        if handing_on:
            self._names_anew(people)
        changed = tuple(run(undo_steps.CHANGED, told).scalars()) if handing_on else ()
        return (), said.with_left(Left(left.step, int(people[-1]), changed))

    def _names_anew(self, people: Sequence[VictimId]) -> None:
        """Who is written otherwise now is sorted and found by that name."""
        asked = select(callbacks.c.id, callbacks.c.name_sort, callbacks.c.name_key)
        renamed = {
            row.id: search_key(row.name_sort)
            for row in self._work.connection.execute(asked.where(callbacks.c.victim_id.in_(people)))
            if search_key(row.name_sort) != row.name_key
        }
        for callback_id, name_key in renamed.items():
            changed = update(callbacks).where(callbacks.c.id == callback_id).values(name_key=name_key)
            self._work.connection.execute(changed)
        name_words.write_anew(cast("name_words.Driver", driver_of(self._work.connection)), renamed)

    def _next_people(self, batch_id: int, after: int, most: int, *, shared: bool) -> list[VictimId]:
        """People to hand on, or everybody, behind the one that was last."""
        person = undone_people.c.victim_id
        asked = select(person).where(undone_people.c.batch_id == batch_id, person > after).order_by(person)
        if shared:
            asked = asked.where(undone_people.c.reason == UndoReason.OTHER_IMPORT.value)
        some = _share(most, _HANDED_ON if shared else _WITHDRAWN)
        return [VictimId(one) for one in self._work.connection.execute(asked.limit(some)).scalars()]

    def _half_done(self, most: int) -> list[tuple[BatchId, VictimId]]:
        asked = (
            select(undone_people.c.batch_id, undone_people.c.victim_id)
            .join(batches, batches.c.id == undone_people.c.batch_id)
            .where(batches.c.state == SHOWN)
            .limit(most)
        )
        return [(BatchId(batch), VictimId(person)) for batch, person in self._work.connection.execute(asked)]

    def _put_back(self, batch_id: BatchId, people: Sequence[VictimId]) -> None:
        run = self._work.connection.execute
        if not run(undo_steps.FORGET, {"batch": int(batch_id), "people": list(people)}).rowcount:
            return
        kept = self._kept(batch_id)
        if kept:
            for statement in undo_steps.MOVE_WHOLE:
                run(statement, {"source": kept, "target": int(batch_id), "people": list(people)})

    def _told(self, row: RowMapping) -> dict[str, object]:
        batch_id = BatchId(row["id"])
        return {"batch": int(batch_id), "keep": self._kept(batch_id), "since": to_micros(row["shown_at"])}

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

    def _kept(self, batch_id: BatchId) -> int:
        """The batch that keeps for this one; 0 when there is none."""
        asked = select(batches.c.id).where(batches.c.kept_of == batch_id)
        return int(self._work.connection.execute(asked).scalar() or 0)

    def _batch_that_keeps(self, row: RowMapping) -> int:
        """A batch of the same import for whoever stays; the history does not list it."""
        kept = self._kept(BatchId(row["id"]))
        if kept:
            return kept
        names = ("state", "file_name", "size_bytes", "layout_id", "by_name", "started_at", "shown_at", "as_of")
        values = {name: row[name] for name in names}
        made = self._work.connection.execute(
            insert(batches).values(**values, file_sha256="", kept_of=row["id"], counts="")
        )
        return new_id(made)

    def _counts(self, people: str, told: dict[str, object]) -> UndoCounts:
        found = self._work.connection.execute(text(_COUNTED.format(people)), told)
        return UndoCounts({UndoReason(reason): int(count) for reason, count in found})

    def _report(self, row: RowMapping, people: str, each: int) -> UndoReport:
        told = self._told(row)
        named = self._work.connection.execute(text(_FIRST_NAMES.format(people)), {**told, "each": each})
        found = [UndoPerson(name, UndoReason(reason)) for name, reason in named]
        piles = list(UndoPile)
        order = list(UndoReason)
        found.sort(key=lambda one: (piles.index(one.pile), order.index(one.reason)))
        said = Outcome.read(row["undo"])
        return UndoReport(
            batch_id=BatchId(row["id"]),
            file_name=row["file_name"],
            counts=self._counts(people, told),
            people=tuple(found),
            undone_at=row["undone_at"],
            by=said.by,
            judged_again=said.judged_again,
        )


def _share(most: int, each: float) -> int:
    return max(1, int(most * each))
