"""What was drawn for reading, how calls were scored, and where volunteers stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import RowMapping, func, insert, select

from callback_desk.domain.call import CallState
from callback_desk.domain.call_flags import Flag
from callback_desk.domain.ids import CallId, CheckId, StaffId
from callback_desk.domain.quality import Check, Mark, NewCheck
from callback_desk.domain.sampling import DrawnCall, LadderMove, Sampled, Stage, Why
from callback_desk.storage.columns import from_map, from_strings, strings, text_map
from callback_desk.storage.tables_calls import calls
from callback_desk.storage.tables_queue import attempts
from callback_desk.storage.tables_review import draws, ladder_moves, quality_checks
from callback_desk.storage.themes import SqlThemes
from callback_desk.storage.work import new_id


class SqlReviews(SqlThemes):
    """Fits `ReviewStore`. Everything here is inserted and never changed."""

    def put_draw(self, call_id: CallId, said: Sampled, at: datetime) -> None:
        """What was decided at the end of a call; a call that was sent back gets a newer one."""
        self._work.connection.execute(insert(draws).values(call_id=call_id, at=at, **draw_columns(said)))

    def draw(self, call_id: CallId) -> Sampled | None:
        """The newest of a call; None for one that ended before draws were made."""
        asked = select(draws).where(draws.c.call_id == call_id).order_by(draws.c.id.desc()).limit(1)
        row = self._work.connection.execute(asked).mappings().one_or_none()
        return None if row is None else to_sampled(row)

    def draws(self, since: datetime, until: datetime) -> tuple[DrawnCall, ...]:
        """Every draw from `since` until before `until`, oldest first."""
        asked = select(draws).where(draws.c.at >= since, draws.c.at < until).order_by(draws.c.id)
        rows = self._work.connection.execute(asked).mappings()
        return tuple(DrawnCall(CallId(row["call_id"]), row["at"], to_sampled(row)) for row in rows)

    def add_check(self, call_id: CallId, staff_id: StaffId, said: NewCheck, *, by: str, at: datetime) -> CheckId:
        made = self._work.connection.execute(
            insert(quality_checks).values(call_id=call_id, staff_id=staff_id, by_name=by, at=at, **check_columns(said))
        )
        return CheckId(new_id(made))

    def checks_of_call(self, call_id: CallId) -> tuple[Check, ...]:
        """Newest first."""
        asked = select(quality_checks).where(quality_checks.c.call_id == call_id)
        rows = self._work.connection.execute(asked.order_by(quality_checks.c.id.desc())).mappings()
        return tuple(to_check(row) for row in rows)

    def checks_of(self, staff_id: StaffId, *, limit: int) -> tuple[Check, ...]:
        """Of one volunteer's calls, newest first."""
        asked = select(quality_checks).where(quality_checks.c.staff_id == staff_id)
        rows = self._work.connection.execute(asked.order_by(quality_checks.c.id.desc()).limit(limit)).mappings()
        return tuple(to_check(row) for row in rows)

    def checks(self, since: datetime, until: datetime) -> tuple[Check, ...]:
        """Every kept form from `since` until before `until`, oldest first."""
        asked = select(quality_checks).where(quality_checks.c.at >= since, quality_checks.c.at < until)
        rows = self._work.connection.execute(asked.order_by(quality_checks.c.id)).mappings()
        return tuple(to_check(row) for row in rows)

    def add_move(self, move: LadderMove) -> None:
        self._work.connection.execute(
            insert(ladder_moves).values(
                staff_id=move.staff_id, stage=move.stage.value, at=move.at, by_name=move.by, reason=move.reason
            )
        )

    def stage(self, staff_id: StaffId) -> LadderMove | None:
        """The newest move; None for somebody nobody has moved yet, who is new."""
        asked = select(ladder_moves).where(ladder_moves.c.staff_id == staff_id)
        row = self._work.connection.execute(asked.order_by(ladder_moves.c.id.desc()).limit(1)).mappings().one_or_none()
        return None if row is None else to_move(row)

    def read_calls(self) -> Mapping[StaffId, int]:
        """How many different finished calls of each volunteer were signed off."""
        asked = (
            select(attempts.c.staff_id, func.count(calls.c.id))
            .join(attempts, attempts.c.id == calls.c.attempt_id)
            .where(calls.c.state == CallState.SIGNED.value)
            .group_by(attempts.c.staff_id)
        )
        return {StaffId(row[0]): row[1] for row in self._work.connection.execute(asked)}


def draw_columns(said: Sampled) -> dict[str, object]:
    """The columns of a draw."""
    return {
        "stage": said.stage.value,
        "percent": said.percent,
        "draw": said.draw,
        "reasons": from_strings(why.value for why in said.reasons),
        "flags": from_strings(flag.value for flag in said.flags),
    }


def to_sampled(row: RowMapping) -> Sampled:
    """A draw out of its row."""
    return Sampled(
        stage=Stage(row["stage"]),
        percent=row["percent"],
        draw=row["draw"],
        reasons=tuple(Why(one) for one in strings(row["reasons"])),
        flags=tuple(Flag(one) for one in strings(row["flags"])),
    )


def check_columns(said: NewCheck) -> dict[str, object]:
    """The columns of a scored form."""
    return {
        "form": said.form,
        "marks": from_map({key: mark.value for key, mark in said.marks.items()}),
        "note": said.note,
        "beside": said.beside,
    }


def to_check(row: RowMapping) -> Check:
    """A scored form out of its row."""
    marks = {key: Mark(mark) for key, mark in text_map(row["marks"]).items()}
    return Check(
        id=CheckId(row["id"]),
        call_id=CallId(row["call_id"]),
        staff_id=StaffId(row["staff_id"]),
        at=row["at"],
        by=row["by_name"],
        said=NewCheck(marks, row["note"], row["beside"], row["form"]),
    )


def to_move(row: RowMapping) -> LadderMove:
    """A move out of its row."""
    return LadderMove(StaffId(row["staff_id"]), Stage(row["stage"]), row["at"], row["by_name"], row["reason"])
