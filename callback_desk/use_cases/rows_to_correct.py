"""*Rows to correct*: what a clerk can put right in a spreadsheet and bring in again. Signed for, and on record.

The desk keeps no cell of a row that it did not take, so the rows are read again from the very file that was imported.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from callback_desk.domain.access import EXPORT_WITHOUT_SECOND, Act, Role, is_signer
from callback_desk.domain.audit import Event
from callback_desk.domain.eligibility_facts import RuleTest
from callback_desk.domain.errors import DeskBug, DeskFault, LockedOut, WrongPassword
from callback_desk.domain.ids import BatchId, OperationId
from callback_desk.domain.incident import Role as PartRole
from callback_desk.domain.incident import RowProblem, Screening
from callback_desk.domain.layout import Field, Layout
from callback_desk.domain.people import Staff
from callback_desk.domain.rows_to_correct import RowsToCorrect, RowsWanted, RowsWritten, SecondAsked
from callback_desk.domain.views import BatchLine
from callback_desk.use_cases.desk import Desk, Rules, Work, asks, check, declared
from callback_desk.use_cases.ports import UnitOfWork
from callback_desk.use_cases.ports_import import Cancelled
from callback_desk.use_cases.reason_words import column_of, reason_words

MOST_ROWS = 50_000
_SIGNED = "rows_to_correct.signed:"
_ASKED = "rows_to_correct.asked:"
_UNFINISHED = "rows_to_correct.unfinished"
_STILL_WRITING = timedelta(minutes=15)  # another process may be at it
_REASON_WORDS = 3
_WAITS = timedelta(hours=24)  # where no second person comes (product.md, Decisions)
# Held because the row does not say something, or says it in a way nobody knows: a clerk can look it up.
_MISSING = frozenset(
    {
        RuleTest.OFFENSE_KNOWN,
        RuleTest.REPORT_DATE_MISSING,
        RuleTest.REPORT_DATE_AHEAD,
        RuleTest.AGE_MISSING,
        RuleTest.AGE_CONFLICT,
        RuleTest.NO_NUMBER,
        RuleTest.NO_CONTACT_NAME,
        RuleTest.VICTIM_TYPE,
        RuleTest.RELATIONSHIP_UNKNOWN,
        RuleTest.STATUS_UNKNOWN,
    }
)
_UNKNOWN = "unknown"  # an outcome (United Kingdom) that no table knows
_IN_ROWS = frozenset({"involvement_missing", "involvement_unknown"})
_COLUMN_OF = {
    Screening.DOMESTIC_SIGN: Field.DOMESTIC,
    Screening.VICTIM_TYPE: Field.VICTIM_TYPE,
    Screening.CONDITION: Field.CONDITION,
}
_NOTHING = "Nothing was saved."


@dataclass(frozen=True, slots=True)
class Signature:
    """Who stands for it: the signed-in person's password once more and the reason, and a second person where needed."""

    reason: str
    password: str = field(repr=False)
    second: str = ""
    second_password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RowsSaved:
    """`cloud` names the service that copies the folder to other computers, "" when none is known to."""

    path: Path
    written: RowsWritten
    cloud: str


@asks(Act.EXPORT_ROWS_TO_CORRECT)
def rows_to_correct(work: Work, batch_id: BatchId) -> RowsToCorrect:
    """What of an import could be corrected: rejected rows, and held ones that lack a fact. Raises NotFound."""
    batch = work.uow.imports.batch(batch_id)
    origin = work.uow.imports.origin(batch_id)
    rows = work.uow.imports.count_to_correct(batch_id, _held_for(work.desk.rules, origin.layout))
    why_not = _why_not(batch, rows, bool(origin.file_sha256))
    asked = None if why_not else _asked(work, batch_id)
    return RowsToCorrect(batch, rows, rows > EXPORT_WITHOUT_SECOND, asked, why_not)


def save_rows_to_correct(
    desk: Desk,
    op: OperationId,
    batch_id: BatchId,
    *,
    source: Path | str,
    target: Path,
    signature: Signature,
    cancelled: Cancelled,
) -> RowsSaved:
    """Read the rows again from `source` (the file, or the text that was pasted) and write them to `target` as CSV.

    Slow work stands between two short units of work; `export.start` is on record before anything is written. More
    than 25 rows need a second person, or 24 hours after one was asked for. Raises NotFound, WrongPassword, LockedOut,
    ImportStopped, and DeskFault for everything else that stands against it; nothing is written then.
    """
    role = check(desk, Act.EXPORT_ROWS_TO_CORRECT)
    wanted, layout, sha256 = _wanted(desk, role, op, batch_id)
    if target.exists() or target.is_symlink():  # before anybody has signed; the writer looks again
        raise DeskFault(
            f"There is a file {target.name} already. It stays as it is. Choose another name. {_NOTHING}",
            code="file-exists",
        )
    rows = wanted.rows
    second = _signed_for(desk, role, batch_id, rows, signature)
    with desk.storage.write(desk.session) as uow:
        work = Work(uow, desk.clock.now(), desk, role)
        uow.desk.put_note(_SIGNED + op, signature.reason.strip(), by=work.by, at=work.now)
        uow.desk.put_note(_UNFINISHED, f"{work.now.isoformat()}\n{target.parent}", by=work.by, at=work.now)
        work.record(Event.EXPORT_START, kind="batch", id=batch_id, rows=rows, second=second, note=op)
        uow.operations.record(op, Act.EXPORT_ROWS_TO_CORRECT.value, batch_id, work.now)
        uow.commit()
    written: RowsWritten | None = None
    try:
        written = desk.intake.write_rows(source, sha256, wanted, target, layout=layout, cancelled=cancelled)
    finally:
        _close(desk, role, batch_id, written)
    return RowsSaved(target, written, desk.intake.cloud_of(target.parent))


declared(save_rows_to_correct, Act.EXPORT_ROWS_TO_CORRECT, writes=True)


def _wanted(desk: Desk, role: Role, op: OperationId, batch_id: BatchId) -> tuple[RowsWanted, Layout | None, str]:
    with desk.storage.read(desk.session) as uow:
        if uow.operations.made(op) is not None:
            raise DeskFault("These rows were saved already.")
        work = Work(uow, desk.clock.now(), desk, role)
        batch, origin = uow.imports.batch(batch_id), uow.imports.origin(batch_id)
        held_for = _held_for(desk.rules, origin.layout)
        why_not = _why_not(batch, uow.imports.count_to_correct(batch_id, held_for), bool(origin.file_sha256))
        if why_not:
            raise DeskFault(f"{why_not} {_NOTHING}")
        problems = work.uow.imports.problems_to_correct(batch_id, held_for, limit=4 * MOST_ROWS)
    return _noted(desk.rules, origin.layout, problems), origin.layout, origin.file_sha256


def _why_not(batch: BatchLine, rows: int, has_source: bool) -> str:
    if batch.undone_at is not None:
        return "This import was taken back; its rows stay away."
    if not has_source:
        return "This person was typed in by hand. There is no file with rows."
    if not rows:
        return "No row of this import needs to be corrected."
    if rows > MOST_ROWS:
        return f"{rows:,} rows cannot be corrected by hand. Have the list corrected where it comes from."
    return ""


def _held_for(rules: Rules, layout: Layout | None) -> frozenset[str]:
    """Why rows are held that a clerk can mend. A fact without a column is settled for all rows, not row by row."""
    own = {column.field for column in layout.columns if column.role is PartRole.VICTIM} if layout is not None else set()
    in_rows = {screening.value for screening, wanted in _COLUMN_OF.items() if wanted in own}
    return _IN_ROWS | {
        rule.id
        for rule in rules.eligibility.rules
        if rule.test in _MISSING
        or (rule.test is RuleTest.UNSETTLED and in_rows.issuperset(rule.params.words))
        or (rule.test is RuleTest.OUTCOME_TYPE and _UNKNOWN in rule.params.words)
    }


def _noted(rules: Rules, layout: Layout | None, problems: Iterable[RowProblem]) -> RowsWanted:
    notes: dict[tuple[str, str], int] = {}
    places: list[tuple[str, int, int]] = []
    for problem in problems:
        column = problem.column or (column_of(rules, layout, problem.reason) if layout is not None else "")
        wrong, to_do = reason_words(rules, problem.reason)
        note = (f"{column}: {wrong}" if column else wrong, to_do)
        places.append((problem.place.sheet, problem.place.line, notes.setdefault(note, len(notes))))
    return RowsWanted(tuple(notes), tuple(places))


def _signed_for(desk: Desk, role: Role, batch_id: BatchId, rows: int, signature: Signature) -> int:
    """Returns the id of the second person, 0 when none was needed. Every try is on record."""
    if len(signature.reason.split()) < _REASON_WORDS:
        raise DeskFault(f"Say in a few words why you need these rows. It is kept with your name. {_NOTHING}")
    second = None
    if rows > EXPORT_WITHOUT_SECOND and not _may_alone(desk, role, batch_id, rows, named=bool(signature.second)):
        second = _second_person(desk, signature.second)
    _confirm(desk, role, desk.session.staff, signature.password, Event.STEPUP_OK, Event.STEPUP_FAIL)
    if second is None:
        return 0
    _confirm(desk, role, second, signature.second_password, Event.SECOND_GIVEN, Event.SECOND_GIVEN)
    return second.id


def _may_alone(desk: Desk, role: Role, batch_id: BatchId, rows: int, *, named: bool) -> bool:
    """Without a second person the act is filed, and free a day later. Raises DeskFault until then."""
    if named:
        return False
    with desk.storage.write(desk.session) as uow:
        work = Work(uow, desk.clock.now(), desk, role)
        asked = _asked(work, batch_id)
        if asked is not None and work.now >= asked.free_at:
            return True
        if asked is None:
            uow.desk.put_note(f"{_ASKED}{batch_id}", f"{work.now.isoformat()}\n{work.by}", by=work.by, at=work.now)
            work.record(Event.SECOND_ASKED, kind="batch", id=batch_id, rows=rows)
            asked = _asked(work, batch_id)
            uow.commit()
    if asked is None:
        raise DeskBug("what was asked for is not on the desk")
    free = asked.free_at.astimezone(desk.zone)
    raise DeskFault(
        f"More than {EXPORT_WITHOUT_SECOND} rows need a second supervisor or administrator who signs as well. Without "
        f"one they can be saved from {free:%B} {free.day}, {free:%H:%M}, on. {_NOTHING}",
        code="second-needed",
    )


def _asked(work: Work, batch_id: BatchId) -> SecondAsked | None:
    text = work.uow.desk.note(f"{_ASKED}{batch_id}")
    if not text:
        return None
    at, _, by = text.partition("\n")
    asked_at = datetime.fromisoformat(at)
    return SecondAsked(by, asked_at, asked_at + _wait(work))


def _wait(work: Work) -> timedelta:
    keeping = work.uow.desk.settings().get("keeping")
    hours = keeping.get("second_person_wait_h") if isinstance(keeping, dict) else None
    return timedelta(hours=hours) if isinstance(hours, int) else _WAITS


def _second_person(desk: Desk, name: str) -> Staff:
    with desk.storage.read(desk.session) as uow:
        second = uow.staff.by_name(" ".join(name.split()))
    if second is not None and second.id == desk.session.staff.id:
        raise DeskFault(f"The second person is somebody else than you. {_NOTHING}", code="second-is-first")
    if second is None or second.disabled_at is not None or not is_signer(second.roles):
        raise DeskFault(
            f"The second person is a supervisor or an administrator of this desk, by the name they sign in with. "
            f"{_NOTHING}",
            code="second-unknown",
        )
    return second


def _confirm(desk: Desk, role: Role, staff: Staff, password: str, good: Event, bad: Event) -> None:
    first = staff.id == desk.session.staff.id
    try:
        desk.keys.confirm(staff.id, password)
    except (WrongPassword, LockedOut) as refused:
        _say(desk, role, bad, staff, outcome="denied")
        if isinstance(refused, LockedOut) or refused.code:  # it says by itself what is the matter
            raise
        whose = "Your password" if first else f"The password of {staff.name}"
        raise WrongPassword(
            f"{whose} is not right. {_NOTHING}", code="first-password" if first else "second-password"
        ) from refused
    _say(desk, role, good, staff, outcome="ok")


def _say(desk: Desk, role: Role, event: Event, staff: Staff, *, outcome: str) -> None:
    with desk.storage.write(desk.session) as uow:
        Work(uow, desk.clock.now(), desk, role).record(event, kind="staff", id=staff.id, outcome=outcome)
        uow.commit()


def _close(desk: Desk, role: Role, batch_id: BatchId, written: RowsWritten | None) -> None:
    with desk.storage.write(desk.session) as uow:
        work = Work(uow, desk.clock.now(), desk, role)
        uow.desk.put_note(_UNFINISHED, "", by=work.by, at=work.now)
        if written is None:
            work.record(Event.EXPORT_DROPPED, kind="batch", id=batch_id, outcome="failed")
        else:
            uow.desk.put_note(f"{_ASKED}{batch_id}", "", by=work.by, at=work.now)
            work.record(Event.EXPORT_DONE, kind="batch", id=batch_id, rows=written.rows, sha256=written.sha256)
        uow.commit()


def cut_off_rows(uow: UnitOfWork, desk: Desk) -> frozenset[Path]:
    """Close a start whose end was cut off, inside the caller's transaction; returns the folder to tidy after it."""
    at, _, folder = uow.desk.note(_UNFINISHED).partition("\n")
    now = desk.clock.now()
    if not at or now - datetime.fromisoformat(at) < _STILL_WRITING:
        return frozenset()
    uow.desk.put_note(_UNFINISHED, "", by=desk.session.name, at=now)
    uow.audit.record(Event.EXPORT_DROPPED, kind="batch", outcome="failed", reason="cut_off")
    return frozenset({Path(folder)})
