"""Another recovery sheet: the old one was lost, or somebody saw it. Two people sign (security.md, key life)."""

from __future__ import annotations

from dataclasses import dataclass, field

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.signing import SecondAsked
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, writing
from callback_desk.use_cases.ports_world import DrawnCode
from callback_desk.use_cases.signing import Signing, second_asked

_ASKED = "recovery.asked"
_NOTHING = "Nothing was changed; the old sheet is good."
_SECOND = (
    "A new recovery code needs a second person's signature, another supervisor or administrator. It was asked for; "
    "without one it goes from"
)


@dataclass(frozen=True, slots=True)
class CodeSigned:
    """Whose passwords are given; without `second` the wish is filed and free 24 hours later."""

    password: str = field(repr=False)
    second: str = ""
    second_password: str = field(default="", repr=False)


@asks(Act.NEW_RECOVERY_CODE)
def second_for_code(work: Work) -> SecondAsked | None:
    """Who asked for a second person, and from when a new code goes without one."""
    return second_asked(work, _ASKED)


def draw_code(desk: Desk, signed: CodeSigned) -> DrawnCode:
    """A new code for a new sheet, signed for by two. The old sheet works until `put_in_force`.

    Raises DeskFault, WrongPassword, LockedOut.
    """
    role = check(desk, Act.NEW_RECOVERY_CODE)
    signing = Signing(desk, role, _NOTHING, _ASKED, "desk", desk.info.database_id)
    second = None
    if signed.second.strip() or not signing.may_alone(_SECOND):
        second = signing.second_person(signed.second)
    signing.confirm(desk.session.staff, signed.password, Event.STEPUP_OK, Event.STEPUP_FAIL)
    if second is not None:
        signing.confirm(second, signed.second_password, Event.SECOND_GIVEN, Event.SECOND_GIVEN)
    return desk.keys.draw_recovery_code()


declared(draw_code, Act.NEW_RECOVERY_CODE, writes=True)


def put_in_force(desk: Desk, drawn: DrawnCode, *, typed: tuple[str, str] | None) -> None:
    """The old sheet opens nothing any more. `typed` are the two groups read from the new paper; None: not yet.

    The keys file changes first: a kill in between leaves a sheet that works and a line that is missing, never a line
    about a sheet that does not. Raises DeskFault for groups that are not the code's.
    """
    check(desk, Act.NEW_RECOVERY_CODE)
    if typed is not None:
        wrong = [place for place, said in zip(drawn.ask_back, typed, strict=True) if not drawn.is_group(place, said)]
        if wrong:
            raise DeskFault(
                f"This is not group {wrong[0] + 1}. Look at the paper once more. {_NOTHING}", code="group-wrong"
            )
    desk.keys.put_recovery_code(drawn, confirmed=typed is not None)
    with writing(desk, Act.NEW_RECOVERY_CODE) as work:
        work.uow.desk.put_note(_ASKED, "", by=work.by, at=work.now)
        work.record(Event.RECOVERY_NEW, kind="desk", id=desk.info.database_id, confirmed=int(typed is not None))


declared(put_in_force, Act.NEW_RECOVERY_CODE, writes=True)
