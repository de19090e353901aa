"""*Rows to correct*: what a clerk can put right in a spreadsheet and bring in again. Signed for, and on record.

The desk keeps no cell of a row that it did not take, so the rows are read again from the very file that was imported.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from callback_desk.domain.access import EXPORT_WITHOUT_SECOND, Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.eligibility_facts import RuleTest
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import BatchId, OperationId
from callback_desk.domain.incident import Role as PartRole
from callback_desk.domain.incident import RowProblem, Screening
from callback_desk.domain.layout import Field, Layout
from callback_desk.domain.rows_to_correct import RowsToCorrect, RowsWanted, RowsWritten
from callback_desk.domain.views import BatchLine
from callback_desk.use_cases.desk import Desk, Rules, Work, asks, check, declared
from callback_desk.use_cases.ports import UnitOfWork
from callback_desk.use_cases.ports_import import Cancelled
from callback_desk.use_cases.reason_words import column_of, reason_words
from callback_desk.use_cases.signing import Signing, second_asked

MOST_ROWS = 50_000
_SIGNED = "rows_to_correct.signed:"
_ASKED = "rows_to_correct.asked:"
_UNFINISHED = "rows_to_correct.unfinished"
_STILL_WRITING = timedelta(minutes=15)  # another process may be at it
_REASON_WORDS = 3
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
_SECOND = (
    f"More than {EXPORT_WITHOUT_SECOND} rows need a second supervisor or administrator who signs as well. Without one "
    "they can be saved from"
)


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
    asked = None if why_not else second_asked(work, f"{_ASKED}{batch_id}")
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
    signing = Signing(desk, role, _NOTHING, f"{_ASKED}{batch_id}", "batch", batch_id, {"rows": rows})
    second = None
    if rows > EXPORT_WITHOUT_SECOND and (signature.second or not signing.may_alone(_SECOND)):
        second = signing.second_person(signature.second)
    signing.confirm(desk.session.staff, signature.password, Event.STEPUP_OK, Event.STEPUP_FAIL)
    if second is None:
        return 0
    signing.confirm(second, signature.second_password, Event.SECOND_GIVEN, Event.SECOND_GIVEN)
    return second.id


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
