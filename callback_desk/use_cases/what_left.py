"""What left the desk: who gave what to whom, for what and how, with its hash (CJIS 5.1.3, DPA s.62: disclosure log)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from callback_desk.domain.access import Act, Role
from callback_desk.domain.exports import (
    PURPOSES,
    ExportFilter,
    ExportKind,
    ExportLine,
    ExportState,
    Means,
    NewExport,
    Purpose,
    Series,
    StepKind,
    reason_note,
    signed_note,
)
from callback_desk.domain.ids import ExportId, OperationId
from callback_desk.domain.table import Table, TableFile, TableKind
from callback_desk.use_cases.desk import Desk, Work, asks, declared
from callback_desk.use_cases.going_out import GoneOut, Leaving, go_out

MOST_LINES: Final = 500  # on the screen; the file holds all
_ALL: Final = 1_000_000
_HIDDEN: Final = "•"
_SHOWN_LETTERS: Final = 3

KINDS: Final[Mapping[ExportKind, str]] = {
    ExportKind.LEAD_SHEET: "Lead sheet",
    ExportKind.URGENT_SLIP: "Urgent slip",
    ExportKind.NO_NEWS_PAGE: "Calls without news",
    ExportKind.NEWS_PAGE: "Page of a message",
    ExportKind.CONCERN_SHEET: "Complaint or thanks",
    ExportKind.ARTICLES: "Articles of a lead sheet",
    ExportKind.PEOPLE_LIST: "Rows of the call list",
    ExportKind.SHIFT_LIST: "List of a shift",
    ExportKind.PAPER_FORM: "Blank form",
    ExportKind.DESK_CARD: "Front-desk card",
    ExportKind.DISPATCH_SLIPS: "Slips for dispatch",
    ExportKind.SHIFT_PACKET: "Shift packet",
    ExportKind.HAND_OVER_SHEET: "Hand-over sheet",
    ExportKind.IMPORT_SHEET: "Report of an import",
    ExportKind.REMINDER_SLIPS: "Reminder of lead sheets",
    ExportKind.ANCHOR_SHEET: "Anchor sheet",
    ExportKind.PRIVACY_FACTS: "Facts for the privacy officer",
    ExportKind.FIGURES: "Figures as a table",
    ExportKind.CALLERS: "What each volunteer did",
    ExportKind.SUBJECT_RECORD: "Everything about a person",
    ExportKind.REPORT: "Report",
    ExportKind.PUBLIC_SUMMARY: "Page for everybody",
    ExportKind.EXPORTS_LOG: "This list",
}
_MEANS: Final[Mapping[Means, str]] = {
    Means.PRINT: "printed",
    Means.FOLDER: "into the folder kept with the recipient",
    Means.SAVE: "saved as a file",
    Means.PASSWORD: "saved with a password",
}
_STEPS: Final[Mapping[StepKind, str]] = {
    StepKind.PRINTED: "Printed",
    StepKind.ATTACHED: "Attached to the case",
    StepKind.WITHDRAWN: "Withdrawn",
    StepKind.REMINDED: "Reminded",
}
_STATES: Final[Mapping[ExportState, str]] = {
    ExportState.STARTED: "Begun",
    ExportState.MADE: "Begun",
    ExportState.DONE: "Left",
    ExportState.DROPPED: "Never left",
}
HEADINGS: Final = (
    "When",
    "Number",
    "Copy",
    "What",
    "State",
    "By",
    "Second person",
    "To",
    "Agency",
    "For",
    "How",
    "Cases",
    "People",
    "Pages",
    "SHA-256",
    "Signed",
    "Reason",
)


@dataclass(frozen=True, slots=True)
class LeftLine:
    """One document in words; `at` is UTC. Case numbers are masked for who sees no victim. `agency` "" is our own."""

    id: ExportId
    at: datetime
    number: str
    copy: int
    what: str
    state: str
    by: str
    second_by: str
    recipient: str
    agency: str
    purpose: str
    means: str
    cases: tuple[str, ...]
    people: int
    pages: int
    sha256: str
    signed_by: str  # fingerprint of the agency's certificate, "" where it carries no signature
    reason: str  # why it went to somebody the records system does not name


@asks(Act.READ_EXPORTS)
def what_left(work: Work, wanted: ExportFilter) -> tuple[LeftLine, ...]:
    """The newest first, at most 500."""
    return _lines(work, wanted, MOST_LINES)


def save_what_left(desk: Desk, op: OperationId, wanted: ExportFilter, target: Path, kind: TableKind) -> GoneOut:
    """All of them as a table for a spreadsheet, guarded against formulas; itself on record.

    Raises NotAllowed, DiskFull, and DeskFault for a name that is taken; nothing was written then.
    """

    def plan(work: Work) -> Leaving:
        on = work.now.astimezone(work.desk.zone)
        rows = tuple(_row(work, line) for line in _lines(work, wanted, _ALL))
        return Leaving(
            NewExport(
                kind=ExportKind.EXPORTS_LOG,
                number=work.uow.exports.next_number(Series.DOCUMENTS, on.year),
                by=work.by,
                at=work.now,
                means=Means.SAVE,
                purpose=Purpose.SUPERVISION,
                object_kind="exports",
                anchor=work.uow.audit.anchor(),
                target=str(target),
            ),
            TableFile(Table("What left the desk", HEADINGS, rows), kind),
        )

    return go_out(desk, Act.READ_EXPORTS, plan, op=op)


declared(save_what_left, Act.READ_EXPORTS, writes=True)


def _lines(work: Work, wanted: ExportFilter, limit: int) -> tuple[LeftLine, ...]:
    return tuple(_line(work, line) for line in work.uow.exports.lines(wanted, limit=limit))


def _line(work: Work, line: ExportLine) -> LeftLine:
    planned = line.planned
    masked = work.role is not Role.SUPERVISOR
    return LeftLine(
        id=line.id,
        at=line.left_at,
        number=planned.number,
        copy=planned.copy,
        what=KINDS[planned.kind],
        state=_STEPS[line.step] if line.step is not None else _STATES[line.state],
        by=planned.by,
        second_by=planned.second_by,
        recipient=planned.recipient,
        agency=planned.agency,
        purpose=PURPOSES[planned.purpose],
        means=_MEANS[planned.means],
        cases=tuple(_masked(one) if masked else one for one in planned.case_numbers),
        people=planned.records,
        pages=line.pages,
        sha256=line.sha256,
        signed_by=work.uow.desk.note(signed_note(line.id)),
        reason="" if masked else work.uow.desk.note(reason_note(planned)),
    )


def _masked(case_number: str) -> str:
    """Enough to ask the supervisor about it, too little to look it up."""
    return _HIDDEN * 3 + case_number[-_SHOWN_LETTERS:]


def _row(work: Work, line: LeftLine) -> tuple[str | int, ...]:
    at = line.at.astimezone(work.desk.zone)
    return (
        f"{at:%Y-%m-%d %H:%M}",
        line.number,
        line.copy,
        line.what,
        line.state,
        line.by,
        line.second_by,
        line.recipient,
        line.agency or work.desk.info.agency if line.recipient else "",
        line.purpose,
        line.means,
        " ".join(line.cases),
        line.people,
        line.pages,
        line.sha256,
        "yes" if line.signed_by else "no",
        line.reason,
    )
