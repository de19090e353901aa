"""What a supervisor is reminded of until somebody does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from callback_desk.domain.access import Act, is_signer
from callback_desk.domain.audit import Event
from callback_desk.domain.incident import Screening
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, writing

BACKUP_AFTER = timedelta(days=7)
RECOVERY_TOLD_FOR = timedelta(days=30)  # every supervisor learns of it
SCREENING_TOLD_BEFORE = timedelta(days=30)
LAST_BACKUP = "last_backup"  # the note `make_backup` leaves


@dataclass(frozen=True, slots=True)
class Reminders:
    """Nothing to remind of is all False and None. Times are UTC.

    `no_backup_since` is the last backup, or when the desk was made, once it is seven days ago. Only
    `must_change_password` concerns everybody; the rest is for supervisors and administrators.
    """

    code_not_typed_back: bool = False
    recovery_used_at: datetime | None = None
    must_change_password: bool = False
    blocklist_old: bool = False
    no_backup_since: datetime | None = None
    older_database: bool = False  # the trail lost lines that were remembered outside: run Check the records
    screening_ends: tuple[tuple[str, datetime], ...] = ()  # column set-up, and when what was stated for it ends
    hotlines_due: str = ""  # the sentence about the numbers callers name, a month before their day and after it

    def __bool__(self) -> bool:
        return self != Reminders()

    def sentences(self, zone: tzinfo) -> tuple[str, ...]:
        """In the order to be read; days as they are in `zone`."""
        said = []
        if self.must_change_password:
            said.append("This password was for one time. Choose your own password before anything else.")
        if self.older_database:
            said.append("The records are older than the last work on this desk. Have the audit trail verified today.")
        if self.recovery_used_at is not None:
            day = f"{self.recovery_used_at.astimezone(zone):%B %d, %Y}"
            said.append(f"The recovery code was used on {day}. If nobody here did, call the records officer.")
        if self.code_not_typed_back:
            said.append("Nobody has typed the recovery code back from its sheet yet. Without it a lost key is final.")
        if self.no_backup_since is not None:
            day = f"{self.no_backup_since.astimezone(zone):%B %d, %Y}"
            said.append(f"There has been no backup since {day}. Make one today.")
        for layout, until in self.screening_ends:
            day = f"{until.astimezone(zone):%B %d, %Y}"
            said.append(
                f"How you screen for what “{layout}” has no column for was stated until {day}. State it again at the "
                "next import; after that day its rows are held."
            )
        if self.hotlines_due:
            said.append(self.hotlines_due)
        if self.blocklist_old:
            said.append("The list of passwords that are tried first is more than a quarter old. Update the program.")
        return tuple(said)


@asks(Act.READ_OWN_SIGN_INS)
def reminders(work: Work) -> Reminders:
    """For the person signed in, by role."""
    keys = work.desk.keys
    state = keys.state
    if not is_signer(work.desk.session.staff.roles):
        return Reminders(must_change_password=state.must_change_password)
    used = state.recovery_used_at
    return Reminders(
        code_not_typed_back=not state.code_confirmed,
        recovery_used_at=used if used is not None and work.now - used < RECOVERY_TOLD_FOR else None,
        must_change_password=state.must_change_password,
        blocklist_old=state.blocklist_old,
        no_backup_since=_no_backup_since(work),
        older_database=keys.older_database,
        screening_ends=_screening_ends(work),
        hotlines_due=work.desk.rules.hotlines.due(work.now.astimezone(work.desk.zone).date()),
    )


def _screening_ends(work: Work) -> tuple[tuple[str, datetime], ...]:
    """Column set-ups whose statement ends within a month or has ended, and was not renewed."""
    soon = work.now + SCREENING_TOLD_BEFORE
    found = []
    for _, _, layout in work.uow.imports.layouts():
        last: dict[Screening, datetime] = {}
        for one in work.uow.imports.statements(layout.signature):
            last |= {fact: max(one.until, last.get(fact, one.until)) for fact in one.facts}
        first_end = min(last.values(), default=soon)
        if first_end < soon:
            found.append((layout.name, first_end))
    return tuple(sorted(found))


def _no_backup_since(work: Work) -> datetime | None:
    noted = work.uow.desk.note(LAST_BACKUP)
    last = datetime.fromisoformat(noted) if noted else work.desk.info.created_at
    return last if last is not None and work.now - last >= BACKUP_AFTER else None


def confirm_recovery_code(desk: Desk, typed: str) -> None:
    """The whole code typed back from the sheet, when that was not done at set-up: stop reminding.

    Raises WrongPassword (E27) when it is not this desk's code.
    """
    check(desk, Act.NEW_RECOVERY_CODE)
    desk.keys.confirm_recovery_code(typed)
    with writing(desk, Act.NEW_RECOVERY_CODE) as work:
        work.record(Event.RECOVERY_CONFIRMED, kind="desk", id=desk.info.database_id)


declared(confirm_recovery_code, Act.NEW_RECOVERY_CODE, writes=True)
