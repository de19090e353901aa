"""How a document that is not a lead sheet is made and put on record, and what sheets without a person share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.exports import ExportKind, Means, NewExport, Purpose, Series
from callback_desk.domain.paper import PaperDocument, PaperPart
from callback_desk.domain.people import Recipient
from callback_desk.use_cases.days import day_in_words
from callback_desk.use_cases.desk import Desk, Work
from callback_desk.use_cases.going_out import Leaving, go_out
from callback_desk.use_cases.ports_world import Printed


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What goes on record of a document: what it is, of what (`of`: a kind and an id of ours), for whom, for what.

    `records` counts the people on it, 0 when there is none. `kept`: a supervisor read that others of the report are
    named on it, and let it stand.
    """

    kind: ExportKind
    of: tuple[str, int | str]
    purpose: Purpose
    recipient: Recipient | None = None
    case_numbers: tuple[str, ...] = ()
    records: int = 0
    kept: bool = False


def pressed(
    desk: Desk, act: Act, document: PaperDocument, target: Path, what: OnPaper, password: str | None = None
) -> Printed:
    """Write it as a PDF, sealed when a password is given; started, made and left are on record.

    The password is kept nowhere. Raises NotAllowed, DeskFault or DiskFull: nothing lies there then; with the code
    NEEDS_PASSWORD people stand on it, and the drive can be carried away.
    """

    def plan(work: Work) -> Leaving:
        year = work.now.astimezone(work.desk.zone).year
        return Leaving(
            NewExport(
                kind=what.kind,
                number=work.uow.exports.next_number(Series.DOCUMENTS, year),
                by=work.by,
                at=work.now,
                means=Means.SAVE if password is None else Means.PASSWORD,
                purpose=what.purpose,
                recipient_id=what.recipient.id if what.recipient else None,
                recipient=what.recipient.name if what.recipient else "",
                case_numbers=what.case_numbers,
                records=what.records,
                object_kind=what.of[0],
                object_id=str(what.of[1]),
                anchor=work.uow.audit.anchor(),
                target=str(target),
            ),
            document,
            password,
            kept=what.kept,
        )

    return go_out(desk, act, plan).printed


def desk_sheet(work: Work, title: str, *, under: str, of: str, parts: Iterable[PaperPart]) -> PaperDocument:
    """A sheet of the desk for the building. No victim, no case and no volunteer is named on it, as its foot says."""
    day = day_in_words(work.now, work.desk.zone)
    return PaperDocument(
        title=title,
        head=work.uow.desk.info().agency,
        under=under,
        foot=f"Callback Desk, {of} of {day}. No person and no case is named here.",
        parts=tuple(parts),
    )


def emergency_number(work: Work) -> str:
    """Who is rung first when somebody is in danger here; words when no number is entered."""
    danger = work.desk.rules.hotlines.first("danger", work.desk.info.region)
    return danger.number if danger else "the emergency number"
