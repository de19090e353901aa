"""The bundle a front end receives when somebody has signed in, and the one shape every use case has."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from callback_desk.domain.access import ACCESS, AccessTable, Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.calling_hours import CallingHours
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.desk_calendar import Shift
from callback_desk.domain.eligibility import RuleSet
from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.hotlines import HotlineTable
from callback_desk.domain.ids import Clock, Ids, OperationId, Random
from callback_desk.domain.offenses import OffenseTable
from callback_desk.domain.outcomes import CallLimits, OutcomeTable
from callback_desk.domain.people import DeskInfo, Session
from callback_desk.use_cases.ports import Storage, UnitOfWork
from callback_desk.use_cases.ports_import import Intake
from callback_desk.use_cases.ports_scripts import ScriptChecker
from callback_desk.use_cases.ports_world import Backups, OpenKeys, Press

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class SessionTimes:
    """How long a session lives and when it locks (CJIS AC-11, AC-12); an agency may set them shorter."""

    idle_lock: timedelta = timedelta(minutes=10)
    call_cover: timedelta = timedelta(minutes=30)  # in a call the desk is covered, not locked
    keys_drop: timedelta = timedelta(minutes=15)  # after locking, keys and file close
    session: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Rules:
    """The dated rules in force at this desk, loaded once; `closed_days` and `shifts` are by the desk's clock."""

    eligibility: RuleSet
    offenses: OffenseTable
    outcomes: OutcomeTable
    hours: CallingHours
    limits: CallLimits
    closed_days: frozenset[date]
    version: str
    times: SessionTimes = SessionTimes()
    hotlines: HotlineTable = field(default_factory=HotlineTable)
    shifts: tuple[Shift, ...] = ()  # of every week; none entered: every calling hour counts as staffed
    shipped_outcomes: OutcomeTable | None = None  # before the agency's own changes
    shipped_hours: CallingHours | None = None


# The desk's row and its settings as a plain dict give the rules; raises DeskFault for settings that are too loose.
RulesFor = Callable[[DeskInfo, Mapping[str, object]], Rules]


@dataclass(frozen=True, slots=True)
class Desk:
    """An open desk with one person signed in. Frozen: lock, sign-out and switch make a new one."""

    info: DeskInfo
    session: Session
    storage: Storage
    rules: Rules
    keys: OpenKeys
    press: Press
    backups: Backups
    intake: Intake
    scripts: ScriptChecker
    clock: Clock
    ids: Ids
    random: Random
    rules_for: RulesFor
    access: AccessTable = ACCESS

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.info.timezone)

    def new_operation(self) -> OperationId:
        return self.ids.operation()


@dataclass(frozen=True, slots=True)
class Work:
    """One unit of work of one use case: the transaction, the moment it is judged by, and who acts in which role."""

    uow: UnitOfWork
    now: datetime  # UTC
    desk: Desk
    role: Role

    @property
    def by(self) -> str:
        return self.desk.session.name

    def record(
        self,
        event: Event,
        *,
        kind: str = "",
        id: int | str = "",
        outcome: str = "ok",
        reason: str = "",
        **fields: str | int,
    ) -> None:
        """One audit event, in the same transaction as what it records, in the role that acts."""
        self.uow.audit.record(event, kind=kind, id=id, outcome=outcome, reason=reason, fields=fields, role=self.role)


@dataclass(frozen=True, slots=True)
class UseCase:
    """What a use case says of itself: who may, and whether it writes. Read by the roles x use cases test."""

    act: Act
    writes: bool


def _role_for(desk: Desk, act: Act) -> Role:
    """The role this act is done in. Raises NotAllowed, and the refusal is on record (ASVS 16.3.2); DeskFault while
    the person has only a one-time password (ASVS 6.4.1).
    """
    role = desk.access.may(desk.session.staff.roles, act)
    if role is not None:
        if act not in _WITH_ONE_TIME_PASSWORD and desk.keys.state.must_change_password:
            raise DeskFault(
                "This password was for one time. Choose your own password before anything else.", code="must-change"
            )
        return role
    with desk.storage.write(desk.session) as uow:
        uow.audit.record(Event.ACCESS_DENIED, kind="act", id=act.value, outcome="denied")
        uow.commit()
    who = {
        Role.VOLUNTEER: "volunteers",
        Role.SUPERVISOR: "supervisors",
        Role.ADMINISTRATOR: "administrators",
        Role.AUDITOR: "auditors",
    }
    allowed = " and ".join(who[one] for one in Role if one in desk.access.carries.get(act, frozenset()))
    raise NotAllowed(f"This is for {allowed or 'nobody here'}. You are signed in as {desk.session.name}.")


# What somebody may do with a one-time password: read the notice, choose their own, leave.
_WITH_ONE_TIME_PASSWORD = frozenset({Act.CHANGE_OWN_PASSWORD, Act.READ_OWN_SIGN_INS})


def check(desk: Desk, act: Act) -> Role:
    """For a use case that needs more than one unit of work. Raises NotAllowed."""
    return _role_for(desk, act)


@contextmanager
def writing(desk: Desk, act: Act) -> Iterator[Work]:
    """A write that is its own replay (the same draft twice, a look that is logged each time): no operation id."""
    role = _role_for(desk, act)
    with desk.storage.write(desk.session) as uow:
        yield Work(uow, desk.clock.now(), desk, role)
        uow.commit()


def asks(act: Act) -> Callable[[Callable[Concatenate[Work, P], R]], Callable[Concatenate[Desk, P], R]]:
    """A use case that only reads: one consistent state, never a lock."""

    def wrap(inner: Callable[Concatenate[Work, P], R]) -> Callable[Concatenate[Desk, P], R]:
        @functools.wraps(inner)
        def ask(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> R:
            role = _role_for(desk, act)
            with desk.storage.read(desk.session) as uow:
                return inner(Work(uow, desk.clock.now(), desk, role), *args, **kwargs)

        return declared(ask, act, writes=False)

    return wrap


def does(
    act: Act,
) -> Callable[[Callable[Concatenate[Work, P], Done]], Callable[Concatenate[Desk, OperationId, P], Done]]:
    """A use case that writes and says what changed. A replayed operation id is `Done(NOTHING, id)`."""
    return gives(act, again=lambda _work, made: Done(Changes.NOTHING, made), made=lambda done: done.id)


def gives(
    act: Act, *, again: Callable[[Work, int], R], made: Callable[[R], int]
) -> Callable[[Callable[Concatenate[Work, P], R]], Callable[Concatenate[Desk, OperationId, P], R]]:
    """A use case that writes and hands something back: open, check the role, do it, record the operation, commit.

    The operation id stands right after the desk. A replay does nothing and hands back what `again` reads for the
    id the first run made (`made` takes it from the result).
    """

    def wrap(inner: Callable[Concatenate[Work, P], R]) -> Callable[Concatenate[Desk, OperationId, P], R]:
        @functools.wraps(inner)
        def press(desk: Desk, op: OperationId, /, *args: P.args, **kwargs: P.kwargs) -> R:
            role = _role_for(desk, act)
            with desk.storage.write(desk.session) as uow:
                work = Work(uow, desk.clock.now(), desk, role)
                before = uow.operations.made(op)
                if before is not None:
                    return again(work, before)
                result = inner(work, *args, **kwargs)
                uow.operations.record(op, act.value, made(result), work.now)
                uow.commit()
                return result

        return declared(press, act, writes=True)

    return wrap


def declared(function: Callable[P, R], act: Act, *, writes: bool) -> Callable[P, R]:
    """Mark a function as a use case; the roles test walks the marks and fails on one that is missing."""
    function.use_case = UseCase(act, writes)  # type: ignore[attr-defined]  # read by inspection only
    return function


def use_case_of(function: Callable[..., object]) -> UseCase | None:
    """The mark of a use case, or None."""
    mark = getattr(function, "use_case", None)
    return mark if isinstance(mark, UseCase) else None
