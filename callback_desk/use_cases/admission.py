"""A further account of this computer: the desk belongs to the computer, not to one Windows profile (product.md)."""

from __future__ import annotations

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.ids import OperationId
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, writing
from callback_desk.use_cases.ports_world import Admission
from callback_desk.use_cases.stepup import step_up

_NOTHING = "Nothing was changed."


@asks(Act.ADMIT_ACCOUNT)
def accounts(work: Work) -> tuple[str, ...]:
    """Accounts that were let in, besides the one the folder belongs to."""
    return work.desk.keys.accounts


def admit_account(desk: Desk, op: OperationId, /, *, account: str, password: str = "") -> Admission:
    """Let it use the desk's folder, and give out the code it brings itself the key with; each press gives another.

    The folder is opened first: a kill in between leaves an account that may read sealed files and has no key.
    Raises DeskFault (with `STEP_UP_NEEDED` while the password is asked for), WrongPassword, LockedOut.
    """
    role = check(desk, Act.ADMIT_ACCOUNT)
    step_up(desk, role, Act.ADMIT_ACCOUNT, password, _NOTHING)
    made = desk.keys.admit_account(account)
    with writing(desk, Act.ADMIT_ACCOUNT) as work:
        at = f"{work.now:%Y%m%dT%H%M%SZ}"
        work.uow.desk.put_note(f"account.admitted:{at}", made.account, by=work.by, at=work.now)
        work.record(Event.ACCOUNT_ADMITTED, kind="desk", id=desk.info.database_id, note=op)
    return made


declared(admit_account, Act.ADMIT_ACCOUNT, writes=True)
