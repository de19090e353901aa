"""Which finished calls are read: the draw at the end of a call, who stands where, and doing the draws again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from callback_desk.domain.access import Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallResult
from callback_desk.domain.call_flags import flags_of
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.ids import CallId, StaffId
from callback_desk.domain.notes import DeskNote
from callback_desk.domain.records import OpenCall
from callback_desk.domain.sampling import (
    SEED_BYTES,
    Ladder,
    LadderMove,
    Sampled,
    Stage,
    as_drawn,
    sample,
)
from callback_desk.use_cases.desk import Work, asks, does

_SEED: Final = "sampling_seed"
# Of a desk of fictional people: a demo and a test draw the same calls each time.
_SEED_OF_FICTION: Final = b"every call here is made up".ljust(SEED_BYTES, b".")
_MOST_REASON: Final = 200
_SHARES: Final = "sampling"
_CHANGED: Final = "sampling_changed:"  # desk notes, one for each change of the shares


@dataclass(frozen=True, slots=True)
class OnLadder:
    """Somebody who calls, and where they stand. `read`: finished calls of theirs that were signed off."""

    staff_id: StaffId
    name: str
    stage: Stage
    percent: int
    read: int
    offer: Stage | None = None  # the next stage, once enough calls were read
    since: datetime | None = None  # UTC; None while nobody has moved them
    moved_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of 100 calls are read at each stage, the fewest there may be, and every change of it, newest first."""

    ladder: Ladder
    fewest: Ladder
    changes: tuple[DeskNote, ...]


@dataclass(frozen=True, slots=True)
class DrawsAgain:
    """What came of doing stored draws again with the desk's own seed. `other`: calls whose draw was another."""

    draws: int
    other: tuple[CallId, ...]
    seed_hex: str  # for an auditor who does them with tools of their own (HMAC-SHA-256 of "sample:<call id>")


def draw_call(work: Work, call: OpenCall, result: CallResult, ended_at: datetime | None) -> Sampled:
    """Decide and store whether this finished call is read before its sign-off. `ended_at` None: nobody knows when."""
    ladder = ladder_of(work)
    concerns = work.uow.concerns.of_call(call.id)
    flags = [line.flag for line in flags_of(result, call.started_at, ended_at)]
    stage = stage_of(work, call.staff_id)
    said = sample(_seed(work), call.id, stage, ladder, concerns=concerns, tips=result.tips, flags=flags)
    work.uow.reviews.put_draw(call.id, said, work.now)
    return said


def ladder_of(work: Work) -> Ladder:
    """The shares in force at this desk."""
    return Ladder.from_plain(work.uow.desk.settings().get(_SHARES))


def stage_of(work: Work, staff_id: StaffId) -> Stage:
    """Where somebody stands; nobody whom no supervisor has moved is more than new."""
    move = work.uow.reviews.stage(staff_id)
    return move.stage if move else Stage.NEW


@asks(Act.REVIEW_CALLS)
def who_stands_where(work: Work) -> tuple[OnLadder, ...]:
    """Everybody who may call and is not disabled, by name: an order that says nothing about anybody."""
    ladder, read = ladder_of(work), work.uow.reviews.read_calls()
    found = [
        _on_ladder(work, staff.id, staff.name, read.get(staff.id, 0), ladder)
        for staff in work.uow.staff.all()
        if staff.disabled_at is None and (Role.VOLUNTEER in staff.roles or read.get(staff.id))
    ]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def _on_ladder(work: Work, staff_id: StaffId, name: str, read: int, ladder: Ladder) -> OnLadder:
    move = work.uow.reviews.stage(staff_id)
    stage = move.stage if move else Stage.NEW
    offer = Stage.SETTLED if stage is Stage.NEW and read >= ladder.new_calls else None
    one = OnLadder(staff_id, name, stage, ladder.percent(stage), read, offer)
    return replace(one, since=move.at, moved_by=move.by, reason=move.reason) if move else one


@does(Act.MOVE_ON_LADDER)
def move_on_ladder(work: Work, staff_id: StaffId, stage: Stage, reason: str) -> Done:
    """Read more or fewer of somebody's calls from now on. What was drawn stays as it was.

    Raises DeskFault without a reason or for the stage they are on, NotAllowed for oneself.
    """
    said = _one_line(reason)
    if staff_id == work.desk.session.staff.id:
        raise NotAllowed("Another supervisor decides how many of your own calls are read.")
    staff = work.uow.staff.get(staff_id)
    if stage_of(work, staff.id) is stage:
        raise DeskFault("They stand there already. Nothing was changed.")
    work.uow.reviews.add_move(LadderMove(staff.id, stage, work.now, work.by, said))
    work.record(Event.LADDER_MOVE, kind="staff", id=staff.id, stage=stage.value)
    return Done(Changes.REVIEW | Changes.PEOPLE, staff.id)


@asks(Act.CHANGE_RULES)
def shares(work: Work) -> Shares:
    """What is in force, and who changed it why."""
    return Shares(ladder_of(work), Ladder(), tuple(reversed(work.uow.desk.notes(_CHANGED))))


@does(Act.CHANGE_RULES)
def change_shares(work: Work, ladder: Ladder, reason: str) -> Done:
    """Read so many of 100 from the next call on. What was drawn keeps its share and its reason.

    Raises DeskFault for fewer than the program reads, without a reason, and where nothing is different.
    """
    said = _one_line(reason)
    told = ladder.other_than(ladder_of(work))
    if not told:
        raise DeskFault("So many are read already. Nothing was changed.")
    stored = {**work.uow.desk.settings(), _SHARES: ladder.plain()}
    work.desk.rules_for(work.desk.info, stored)  # refuses what is looser than the program
    work.uow.desk.put_settings(stored)
    number = len(work.uow.desk.notes(_CHANGED)) + 1
    work.uow.desk.put_note(f"{_CHANGED}{number:04d}", f"{told}. {said}", by=work.by, at=work.now)
    work.record(
        Event.RULES_CHANGE,
        kind="sampling",
        id=number,
        settled=ladder.settled_percent,
        experienced=ladder.experienced_percent,
        after=ladder.new_calls,
    )
    return Done(Changes.SETTINGS | Changes.REVIEW, number)


def _one_line(reason: str) -> str:
    said = " ".join(reason.split())
    if not said or len(said) > _MOST_REASON:
        raise DeskFault("Say in one line why. The line is kept with your name.", code="reason_missing")
    return said


@asks(Act.READ_AUDIT)
def do_draws_again(work: Work, since: datetime, until: datetime) -> DrawsAgain:
    """Every stored draw of a time once more: the same seed and the same call must give the same number."""
    drawn = work.uow.reviews.draws(since, until)
    seed = _kept_seed(work)
    if seed is None:
        return DrawsAgain(len(drawn), tuple(one.call_id for one in drawn), "")
    other = tuple(one.call_id for one in drawn if not as_drawn(seed, one))
    return DrawsAgain(len(drawn), other, seed.hex())


def _seed(work: Work) -> bytes:
    """The desk's own: made at its first finished call, kept with it, shown to auditors alone."""
    seed = _kept_seed(work)
    if seed is None:
        seed = _SEED_OF_FICTION if work.desk.info.synthetic else work.desk.random.bytes(SEED_BYTES)
        work.uow.desk.put_note(_SEED, seed.hex(), by=work.by, at=work.now)
    return seed


def _kept_seed(work: Work) -> bytes | None:
    kept = work.uow.desk.note(_SEED)
    return bytes.fromhex(kept) if kept else None
