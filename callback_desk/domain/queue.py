"""The life of a callback: its states, the one table of legal moves, and who may hold it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from math import inf

from callback_desk.domain.errors import DeskBug, StaleClaim
from callback_desk.domain.ids import CallbackId, StaffId


class CallbackState(StrEnum):
    WAITING = "waiting"  # may be rung, now or at `ready_at`
    CLAIMED = "claimed"  # one volunteer has the card open
    CALLING = "calling"  # the attempt is on record
    INTERRUPTED = "interrupted"  # the call ended without an end: cut off, killed, lease lost
    HELD = "held"  # somebody decides or supplies a fact
    EXCLUDED = "excluded"
    REVIEW = "review"  # a finished call waits for the supervisor
    DONE = "done"
    WITHDRAWN = "withdrawn"  # the import was taken back


class Move(StrEnum):
    """What moves a callback. Each is one press of a button, one rule, or the clock."""

    CLAIM = "claim"
    RANG_BACK = "rang_back"  # they called us
    GIVE_BACK = "give_back"
    EXPIRE = "expire"  # a claim that was not started, or whose lease ended
    START = "start"
    NOT_DIALED = "not_dialed"
    NEXT_NUMBER = "next_number"  # same sitting, another number
    INTERRUPT = "interrupt"
    RESUME = "resume"
    TRY_AGAIN = "try_again"
    FINISH = "finish"
    CLOSE = "close"
    HOLD = "hold"
    EXCLUDE = "exclude"
    RELEASE = "release"
    SIGN_OFF = "sign_off"
    SEND_BACK = "send_back"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"


_S = CallbackState
_M = Move

# The one table: (from, move) -> to. What is not here cannot happen.
MOVES: dict[tuple[CallbackState, Move], CallbackState] = {
    (_S.WAITING, _M.CLAIM): _S.CLAIMED,
    (_S.WAITING, _M.RANG_BACK): _S.CLAIMED,
    (_S.WAITING, _M.HOLD): _S.HELD,
    (_S.WAITING, _M.EXCLUDE): _S.EXCLUDED,
    (_S.WAITING, _M.CLOSE): _S.DONE,
    (_S.WAITING, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.CLAIMED, _M.START): _S.CALLING,
    (_S.CLAIMED, _M.GIVE_BACK): _S.WAITING,
    (_S.CLAIMED, _M.EXPIRE): _S.WAITING,
    (_S.CLAIMED, _M.TRY_AGAIN): _S.WAITING,
    (_S.CLAIMED, _M.HOLD): _S.HELD,
    (_S.CLAIMED, _M.EXCLUDE): _S.EXCLUDED,
    (_S.CLAIMED, _M.CLOSE): _S.DONE,
    (_S.CALLING, _M.NOT_DIALED): _S.CLAIMED,
    (_S.CALLING, _M.NEXT_NUMBER): _S.CLAIMED,
    (_S.CALLING, _M.INTERRUPT): _S.INTERRUPTED,
    (_S.CALLING, _M.EXPIRE): _S.INTERRUPTED,
    (_S.CALLING, _M.TRY_AGAIN): _S.WAITING,
    (_S.CALLING, _M.FINISH): _S.REVIEW,
    (_S.CALLING, _M.CLOSE): _S.DONE,
    (_S.CALLING, _M.HOLD): _S.HELD,
    (_S.CALLING, _M.EXCLUDE): _S.EXCLUDED,
    (_S.INTERRUPTED, _M.RESUME): _S.CLAIMED,
    (_S.INTERRUPTED, _M.RANG_BACK): _S.CLAIMED,
    (_S.INTERRUPTED, _M.TRY_AGAIN): _S.WAITING,
    (_S.INTERRUPTED, _M.FINISH): _S.REVIEW,
    (_S.INTERRUPTED, _M.CLOSE): _S.DONE,
    (_S.INTERRUPTED, _M.HOLD): _S.HELD,
    (_S.INTERRUPTED, _M.EXCLUDE): _S.EXCLUDED,
    (_S.HELD, _M.RELEASE): _S.WAITING,
    (_S.HELD, _M.RANG_BACK): _S.CLAIMED,
    (_S.HELD, _M.EXCLUDE): _S.EXCLUDED,
    (_S.HELD, _M.CLOSE): _S.DONE,
    (_S.HELD, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.EXCLUDED, _M.RELEASE): _S.WAITING,  # the facts were corrected: never a supervisor's OK alone
    (_S.EXCLUDED, _M.HOLD): _S.HELD,
    (_S.EXCLUDED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.REVIEW, _M.SIGN_OFF): _S.DONE,
    (_S.REVIEW, _M.SEND_BACK): _S.INTERRUPTED,  # its caller goes on with it, as after a call cut off
    (_S.REVIEW, _M.HOLD): _S.HELD,
    (_S.DONE, _M.REOPEN): _S.WAITING,
    (_S.DONE, _M.RANG_BACK): _S.CLAIMED,
    (_S.WITHDRAWN, _M.REOPEN): _S.WAITING,
}

OWNED = frozenset({CallbackState.CLAIMED, CallbackState.CALLING})  # somebody's lease runs
OPEN = frozenset(CallbackState) - {CallbackState.DONE, CallbackState.EXCLUDED, CallbackState.WITHDRAWN}


class Priority(IntEnum):
    """Order of work, lowest first: a firm time, what is urgent, a wish about a time, then by age of the report."""

    PROMISED = 0
    URGENT = 1
    ABOUT = 2
    NORMAL = 3


BY_PROMISE = frozenset({Priority.PROMISED, Priority.ABOUT})  # these are in the order of their times


class IllegalMove(DeskBug):
    """A move that is not in the table. Ours: no button may lead here."""

    def __init__(self, state: CallbackState, move: Move) -> None:
        super().__init__(f"a callback that is {state} has no move {move}", code="illegal_move")
        self.state = state
        self.move = move


@dataclass(frozen=True, slots=True)
class ClaimTimes:
    """How long a claim lives. The heartbeat runs as long as the window does."""

    lease: timedelta = timedelta(seconds=90)
    heartbeat: timedelta = timedelta(seconds=20)
    unstarted: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Entry:
    """One callback in the queue. Times are UTC.

    `fence` grows by one with every claim; who writes with an old number has lost the callback. `reported_at` is the
    oldest report's; `promised_at` a time agreed with the person, to the minute if `firm`, and `promise_owner` who
    agreed it. `urgent` says in a few words why this one goes before others, "" where it does not. `tried_at` is the
    last try. `not_caller` must not get this one (after a soft refusal somebody else tries). `lease_until` and
    `claimed_at` are set while somebody has it.
    """

    id: CallbackId
    state: CallbackState
    ready_at: datetime | None = None
    priority: Priority = Priority.NORMAL
    reported_at: datetime | None = None
    promised_at: datetime | None = None
    claimed_by: StaffId | None = None
    claimed_at: datetime | None = None
    lease_until: datetime | None = None
    fence: int = 0
    attempts: int = 0
    not_caller: StaffId | None = None
    reason: str = ""
    firm: bool = True
    promise_owner: StaffId | None = None
    urgent: str = ""
    tried_at: datetime | None = None

    @property
    def order_at(self) -> datetime | None:
        """The second key of the order: the promised time, else the age of the report."""
        return self.promised_at if self.priority in BY_PROMISE else self.reported_at

    def order_key(self) -> tuple[int, float, float, int]:
        """Sort key among those that are ready: priority, `order_at` (none: last), longest not tried (never: first), id.

        Times are in Unix seconds.
        """
        at, tried = self.order_at, self.tried_at
        return (
            int(self.priority),
            inf if at is None else at.timestamp(),
            -inf if tried is None else tried.timestamp(),
            int(self.id),
        )

    def is_ready(self, now: datetime) -> bool:
        return self.state is CallbackState.WAITING and self.ready_at is not None and self.ready_at <= now

    def is_expired(self, now: datetime, times: ClaimTimes) -> bool:
        """A lease that ended, or a claim that nobody started in time."""
        if self.state not in OWNED:
            return False
        if self.lease_until is None or self.lease_until <= now:
            return True
        unstarted = self.state is CallbackState.CLAIMED and self.claimed_at is not None
        return unstarted and self.claimed_at is not None and self.claimed_at + times.unstarted <= now

    def may(self, move: Move) -> bool:
        return (self.state, move) in MOVES

    def moved(self, move: Move, **changes: object) -> Entry:
        """The entry after a move of the table; whoever had it has it no longer unless it stays owned.

        Raises IllegalMove.
        """
        to = MOVES.get((self.state, move))
        if to is None:
            raise IllegalMove(self.state, move)
        free: dict[str, object] = {} if to in OWNED else {"claimed_by": None, "claimed_at": None, "lease_until": None}
        return replace(self, state=to, **{**free, **changes})  # type: ignore[arg-type]  # names are this class's own

    def owned(self, by: StaffId, fence: int, now: datetime) -> Entry:
        """This entry, if `by` still holds it with this number. Raises StaleClaim."""
        held = self.claimed_by == by and self.fence == fence
        if not (held and self.lease_until is not None and self.lease_until > now):
            raise StaleClaim("This call went back to the list. What you typed is kept.", code="stale_claim")
        return self

    def claimed(self, by: StaffId, now: datetime, times: ClaimTimes, *, move: Move = Move.CLAIM) -> Entry:
        """One volunteer has it now. `move` may be CLAIM, RESUME or RANG_BACK.

        Raises IllegalMove when the state or the hour does not allow it.
        """
        early = move is Move.CLAIM and not self.is_ready(now)
        if early or move not in (Move.CLAIM, Move.RESUME, Move.RANG_BACK):
            raise IllegalMove(self.state, move)
        return self.moved(
            move, claimed_by=by, claimed_at=now, lease_until=now + times.lease, fence=self.fence + 1, reason=""
        )

    def released(self, now: datetime, *, ready_at: datetime | None = None) -> Entry:
        """Given back without a call: first in line again at `ready_at`, or at once."""
        return self.moved(Move.GIVE_BACK, ready_at=ready_at or now)

    def expired(self, now: datetime, times: ClaimTimes) -> Entry:
        """What the clock does: a claim goes back to the list, a call becomes interrupted, never silently re-offered."""
        if not self.is_expired(now, times):
            raise IllegalMove(self.state, Move.EXPIRE)
        return self.moved(Move.EXPIRE, ready_at=now, claimed_by=self.claimed_by if self._calling else None)

    @property
    def _calling(self) -> bool:
        return self.state is CallbackState.CALLING

    def started(self, by: StaffId, fence: int, now: datetime, times: ClaimTimes) -> Entry:
        """The attempt is on record. Raises StaleClaim or IllegalMove."""
        mine = self.owned(by, fence, now)
        return mine.moved(Move.START, attempts=self.attempts + 1, tried_at=now, lease_until=now + times.lease)

    def not_dialed(self, by: StaffId, fence: int, now: datetime, times: ClaimTimes) -> Entry:
        """*I did not dial*: the attempt is taken back and the card stays open."""
        mine = self.owned(by, fence, now)
        return mine.moved(
            Move.NOT_DIALED, attempts=max(0, self.attempts - 1), claimed_at=now, lease_until=now + times.lease
        )

    def next_number(self, by: StaffId, fence: int, now: datetime, times: ClaimTimes) -> Entry:
        """The same sitting goes on with another number."""
        mine = self.owned(by, fence, now)
        return mine.moved(Move.NEXT_NUMBER, claimed_at=now, lease_until=now + times.lease)

    def interrupted(self, now: datetime) -> Entry:
        """Cut off. Whose call it was stays known, so that they may resume it themselves."""
        return self.moved(Move.INTERRUPT, ready_at=now, claimed_by=self.claimed_by)

    def sent_back(self, caller: StaffId, now: datetime) -> Entry:
        """A finished call with something missing: its caller may go on with it. Raises IllegalMove."""
        return self.moved(Move.SEND_BACK, ready_at=now, claimed_by=caller)

    def finished(
        self,
        move: Move,
        *,
        ready_at: datetime | None = None,
        promised_at: datetime | None = None,
        firm: bool = True,
        not_caller: StaffId | None = None,
        reason: str = "",
    ) -> Entry:
        """An attempt ended: FINISH, CLOSE, TRY_AGAIN (with `ready_at`), HOLD or EXCLUDE. Raises IllegalMove."""
        if move not in (Move.FINISH, Move.CLOSE, Move.TRY_AGAIN, Move.HOLD, Move.EXCLUDE):
            raise IllegalMove(self.state, move)
        if move is Move.TRY_AGAIN and ready_at is None:
            raise IllegalMove(self.state, move)
        over = move in (Move.FINISH, Move.CLOSE)
        urgent, before = ("", Priority.NORMAL) if over else (self.urgent, self.priority)
        return self.moved(
            move,
            ready_at=ready_at,
            promised_at=promised_at,
            firm=firm or promised_at is None,
            urgent=urgent,
            priority=_priority(before, promised_at, firm=firm, urgent=bool(urgent)),
            not_caller=not_caller or self.not_caller,
            reason=reason,
        )

    def pressing(self, why: str) -> Entry:
        """Before others from now on, for this reason; with "" no longer. A firm time stays what it is."""
        calm = Priority.NORMAL if self.priority is Priority.URGENT else self.priority
        return replace(self, urgent=why, priority=_priority(calm, self.promised_at, firm=self.firm, urgent=bool(why)))

    def held(self, reason: str) -> Entry:
        """A rule or a person says: not yet. `reason` is the rule's id."""
        return self.moved(Move.HOLD, reason=reason)

    def excluded(self, reason: str) -> Entry:
        """A rule says never. `reason` is the rule's id."""
        return self.moved(Move.EXCLUDE, reason=reason, ready_at=None)

    def postponed(self, ready_at: datetime, reason: str = "") -> Entry:
        """Waiting, or claimed by a search that the rules refused: waits until `ready_at`. Not a move of its own."""
        if self.state is CallbackState.CLAIMED:
            return self.moved(Move.TRY_AGAIN, ready_at=ready_at, reason=reason)
        if self.state is not CallbackState.WAITING:
            raise IllegalMove(self.state, Move.TRY_AGAIN)
        return replace(self, ready_at=ready_at, reason=reason)

    def reopened(self, move: Move, ready_at: datetime) -> Entry:
        """Back among the waiting: RELEASE or REOPEN. Raises IllegalMove."""
        if move not in (Move.RELEASE, Move.REOPEN):
            raise IllegalMove(self.state, move)
        return self.moved(move, ready_at=ready_at, reason="")


def _priority(now: Priority, promised_at: datetime | None, *, firm: bool, urgent: bool) -> Priority:
    if promised_at is not None and firm:
        return Priority.PROMISED
    if urgent or now is Priority.URGENT:
        return Priority.URGENT
    return Priority.NORMAL if promised_at is None else Priority.ABOUT
