"""Layouts, batches and their problems. The rows themselves are the loader's, on the same tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, case, delete, func, insert, or_, select, update

from callback_desk.domain.errors import DeskBug, NotFound
from callback_desk.domain.ids import BatchId, CallbackId, LayoutId
from callback_desk.domain.incident import BatchCounts, Pile, RowProblem
from callback_desk.domain.layout import Layout
from callback_desk.domain.queue import CallbackState
from callback_desk.domain.records import ScreeningStatement
from callback_desk.domain.rows_to_correct import BatchOrigin
from callback_desk.domain.views import BatchLine
from callback_desk.storage.import_rows import (
    counts_text,
    layout_text,
    problem_columns,
    statement_columns,
    to_batch,
    to_layout,
    to_problem,
    to_statement,
)
from callback_desk.storage.tables_desk import batches, layouts, screening_statements
from callback_desk.storage.tables_desk import problems as row_problems
from callback_desk.storage.tables_people import (
    case_sightings,
    cases,
    likenesses,
    phones,
    releases,
    reports,
    suspect_marks,
    victims,
)
from callback_desk.storage.tables_queue import callbacks, staged_changes
from callback_desk.storage.tables_undo import other_details, phone_sightings, report_sightings
from callback_desk.storage.work import SHOWN, Work, new_id

STAGED, UNDONE, DROPPED = "staged", "undone", "dropped"
_OF_A_BATCH = (  # in an order foreign keys allow
    staged_changes,
    case_sightings,
    report_sightings,
    phone_sightings,
    other_details,
    likenesses,
    suspect_marks,
    reports,
    callbacks,
    phones,
    cases,
    victims,
    row_problems,
)
_MAY_CHANGE = (CallbackState.WAITING.value, CallbackState.HELD.value, CallbackState.EXCLUDED.value)


class SqlImports:
    """Fits `ImportStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def layouts(self) -> tuple[tuple[LayoutId, str, Layout], ...]:
        """The newest of each signature, by name."""
        newest = select(func.max(layouts.c.id)).group_by(layouts.c.signature)
        asked = select(layouts).where(layouts.c.id.in_(newest)).order_by(layouts.c.name, layouts.c.id)
        rows = self._work.connection.execute(asked).mappings()
        return tuple((LayoutId(row["id"]), row["name"], to_layout(row["layout"])) for row in rows)

    def layout_for(self, signature: str) -> tuple[LayoutId, str, Layout] | None:
        asked = select(layouts).where(layouts.c.signature == signature).order_by(layouts.c.id.desc()).limit(1)
        row = self._work.connection.execute(asked).mappings().one_or_none()
        return None if row is None else (LayoutId(row["id"]), row["name"], to_layout(row["layout"]))

    def put_layout(self, name: str, layout: Layout, *, by: str, at: datetime) -> LayoutId:
        """Keep a column set-up; the one before stays for the batches that used it."""
        values = {"name": name, "signature": layout.signature, "layout": layout_text(layout), "by_name": by, "at": at}
        return LayoutId(new_id(self._work.connection.execute(insert(layouts).values(**values))))

    def statements(self, signature: str) -> tuple[ScreeningStatement, ...]:
        """Newest first; the use case looks at `until`."""
        asked = (
            select(screening_statements)
            .where(screening_statements.c.signature == signature)
            .order_by(screening_statements.c.id.desc())
        )
        return tuple(to_statement(row) for row in self._work.connection.execute(asked).mappings())

    def put_statement(self, statement: ScreeningStatement) -> None:
        self._work.connection.execute(insert(screening_statements).values(**statement_columns(statement)))

    def start_batch(
        self,
        *,
        file_name: str,
        file_sha256: str,
        size_bytes: int,
        layout: LayoutId | None,
        by: str,
        at: datetime,
    ) -> BatchId:
        """A staged batch: its rows are seen by nobody. Its facts are from the desk's day of `at`."""
        made = self._work.connection.execute(
            insert(batches).values(
                state=STAGED,
                file_name=file_name,
                file_sha256=file_sha256,
                size_bytes=size_bytes,
                layout_id=layout,
                by_name=by,
                started_at=at,
                as_of=self._work.desk_day(at),
            )
        )
        self._work.batches_changed()
        return BatchId(new_id(made))

    def seen_file(self, file_sha256: str) -> BatchLine | None:
        """The newest shown batch of exactly this file."""
        asked = (
            select(batches)
            .where(batches.c.file_sha256 == file_sha256, batches.c.state == SHOWN)
            .order_by(batches.c.id.desc())
            .limit(1)
        )
        row = self._work.connection.execute(asked).mappings().one_or_none()
        return None if row is None else to_batch(row)

    def show_batch(
        self, batch_id: BatchId, counts: BatchCounts, at: datetime, *, freshness_rules: Sequence[str] = ()
    ) -> None:
        """Make a staged batch visible: one row changes, and with it every row that names the batch.

        What the batch found out about people who are visible already (`staged_changes`) is applied with it. Who was
        held only because the facts had grown old (`freshness_rules`) waits again when the batch saw the case; the
        claim judges anew.
        Raises DeskBug when the piles do not add up to the rows, NotFound when the batch is not staged.
        """
        if not counts.accounted:
            raise DeskBug("a batch whose piles do not add up is never shown", code="not_accounted")
        done = self._work.connection.execute(
            update(batches)
            .where(batches.c.id == batch_id, batches.c.state == STAGED)
            .values(state=SHOWN, shown_at=at, counts=counts_text(counts))
        )
        if done.rowcount != 1:
            raise NotFound("This import is not waiting to be shown. Import the file again.", code="not_staged")
        self._apply_changes(batch_id)
        self._wake_the_fresh(batch_id, at, freshness_rules)
        self._work.batches_changed()

    def _wake_the_fresh(self, batch_id: BatchId, at: datetime, rules: Sequence[str]) -> None:
        seen = select(case_sightings.c.case_id).where(case_sightings.c.batch_id == batch_id)
        sighted = select(reports.c.callback_id).where(reports.c.case_id.in_(seen), reports.c.callback_id.is_not(None))
        self._work.connection.execute(
            update(callbacks)
            .where(
                callbacks.c.state == CallbackState.HELD.value,
                callbacks.c.reason.in_(rules),
                callbacks.c.id.in_(sighted),
            )
            .values(state=CallbackState.WAITING.value, ready_at=at, reason="", rule="", rule_version="")
        )

    def _apply_changes(self, batch_id: BatchId) -> None:
        """What rows of known people say moves their callbacks: those that wait, and those a rule stopped before.

        Whom a person or a call has stopped stays stopped; only a rule that says never makes them stricter. The hour
        of a next try, or one that was agreed, is never moved forward by a file.
        """
        changed = staged_changes.c
        may_say = or_(
            callbacks.c.state == CallbackState.WAITING.value,
            callbacks.c.rule != "",
            (callbacks.c.state == CallbackState.HELD.value) & (changed.state == CallbackState.EXCLUDED.value),
        )
        kept_hour = (
            (callbacks.c.state == CallbackState.WAITING.value)
            & (changed.state == CallbackState.WAITING.value)
            & or_(callbacks.c.tries > 0, callbacks.c.promised_at.is_not(None))
            & (callbacks.c.ready_at > changed.ready_at)
        )
        said = {
            name: case((may_say, changed[name]), else_=callbacks.c[name])
            for name in ("state", "reason", "rule", "rule_version")
        }
        self._work.connection.execute(
            update(callbacks)
            .where(
                callbacks.c.id == changed.callback_id,
                changed.batch_id == batch_id,
                callbacks.c.state.in_(_MAY_CHANGE),
            )
            .values(
                **said,
                ready_at=case((may_say & ~kept_hour, changed.ready_at), else_=callbacks.c.ready_at),
                offense_label=func.coalesce(func.nullif(changed.offense_label, ""), callbacks.c.offense_label),
                reported_at=func.coalesce(changed.reported_at, callbacks.c.reported_at),
            )
        )
        self._work.connection.execute(delete(staged_changes).where(changed.batch_id == batch_id))

    def released_of(self, batch_id: BatchId, at: datetime) -> tuple[CallbackId, ...]:
        """Callbacks this import says something of, for which a supervisor's OK stands."""
        asked = (
            select(releases.c.callback_id)
            .distinct()
            .join(reports, reports.c.callback_id == releases.c.callback_id)
            .where(releases.c.until > at, reports.c.batch_id == batch_id)
            .order_by(releases.c.callback_id)
        )
        return tuple(CallbackId(one) for one in self._work.connection.execute(asked).scalars())

    def drop_staged(self) -> int:
        """Remove what a killed import left behind; returns the rows removed. Call it while no import runs."""
        asked = select(batches.c.id).where(batches.c.state == STAGED)
        left = tuple(self._work.connection.execute(asked).scalars())
        if not left:
            return 0
        removed = 0
        for table in _OF_A_BATCH:
            removed += self._work.connection.execute(delete(table).where(table.c.batch_id.in_(left))).rowcount
        self._work.connection.execute(update(batches).where(batches.c.id.in_(left)).values(state=DROPPED))
        self._work.batches_changed()
        return removed

    def add_problems(self, batch_id: BatchId, problems: Iterable[RowProblem]) -> None:
        """Keep them in the order given; they lie in memory at once."""
        rows = [{"batch_id": batch_id, **problem_columns(problem)} for problem in problems]
        if rows:
            self._work.connection.execute(insert(row_problems), rows)

    def problems(self, batch_id: BatchId, *, limit: int | None = None) -> tuple[RowProblem, ...]:
        """In the order of the file."""
        asked = (
            select(row_problems)
            .where(row_problems.c.batch_id == batch_id)
            .order_by(row_problems.c.sheet, row_problems.c.line, row_problems.c.id)
        )
        if limit is not None:
            asked = asked.limit(limit)
        return tuple(to_problem(row) for row in self._work.connection.execute(asked).mappings())

    def problems_to_correct(
        self, batch_id: BatchId, held_for: Collection[str], *, limit: int
    ) -> tuple[RowProblem, ...]:
        """Rejected rows and those held for one of these reasons, in the order of the file."""
        asked = (
            select(row_problems)
            .where(row_problems.c.batch_id == batch_id, _to_correct(held_for))
            .order_by(row_problems.c.sheet, row_problems.c.line, row_problems.c.id)
            .limit(limit)
        )
        return tuple(to_problem(row) for row in self._work.connection.execute(asked).mappings())

    def count_to_correct(self, batch_id: BatchId, held_for: Collection[str]) -> int:
        """How many rows those are."""
        places = select(row_problems.c.sheet, row_problems.c.line).distinct()
        asked = places.where(row_problems.c.batch_id == batch_id, _to_correct(held_for)).subquery()
        found: int = self._work.connection.execute(select(func.count()).select_from(asked)).scalar_one()
        return found

    def origin(self, batch_id: BatchId) -> BatchOrigin:
        """What an import was read from. Raises NotFound."""
        joined = batches.outerjoin(layouts, layouts.c.id == batches.c.layout_id)
        asked = select(batches.c.file_sha256, layouts.c.layout).select_from(joined).where(batches.c.id == batch_id)
        row = self._work.connection.execute(asked).mappings().one_or_none()
        if row is None:
            raise NotFound("There is no such import.", code="no_batch")
        return BatchOrigin(row["file_sha256"], None if row["layout"] is None else to_layout(row["layout"]))

    def batches(self) -> tuple[BatchLine, ...]:
        """Shown and undone ones, newest first."""
        listed = (batches.c.state.in_((SHOWN, UNDONE)), batches.c.kept_of.is_(None))
        asked = select(batches).where(*listed).order_by(batches.c.id.desc())
        return tuple(to_batch(row) for row in self._work.connection.execute(asked).mappings())

    def batch(self, batch_id: BatchId) -> BatchLine:
        row = self._work.connection.execute(select(batches).where(batches.c.id == batch_id)).mappings().one_or_none()
        if row is None or row["state"] == DROPPED or row["kept_of"] is not None:
            raise NotFound("There is no such import.", code="no_batch")
        return to_batch(row)


def _to_correct(held_for: Collection[str]) -> ColumnElement[bool]:
    held = (row_problems.c.pile == Pile.HELD.value) & row_problems.c.reason.in_(sorted(held_for))
    return or_(row_problems.c.pile == Pile.REJECTED.value, held)
