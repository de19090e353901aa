"""What sheets without a person on them share, and how a sheet that is not a packet is made and put on record."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.paper import PaperDocument, PaperPart
from callback_desk.use_cases.desk import Desk, Work, check, writing
from callback_desk.use_cases.ports_world import Printed


def pressed(desk: Desk, act: Act, document: PaperDocument, target: Path, *, kind: str, id: int | str) -> Printed:
    """Write it as a PDF, and on the trail what it is of. Raises NotAllowed, DeskFault or DiskFull: nothing written."""
    check(desk, act)
    printed = desk.press.paper(document, target)
    with writing(desk, act) as work:
        work.record(Event.PDF_MAKE, kind=kind, id=id, pages=printed.pages)
    return printed


def desk_sheet(work: Work, title: str, *, under: str, of: str, parts: Iterable[PaperPart]) -> PaperDocument:
    """A sheet of the desk for the building. No victim, no case and no volunteer is named on it, as its foot says."""
    on = work.now.astimezone(work.desk.zone)
    return PaperDocument(
        title=title,
        head=work.uow.desk.info().agency,
        under=under,
        foot=f"Callback Desk, {of} of {on:%B} {on.day}, {on.year}. No person and no case is named here.",
        parts=tuple(parts),
    )


def emergency_number(work: Work) -> str:
    """Who is rung first when somebody is in danger here; words when no number is entered."""
    danger = work.desk.rules.hotlines.first("danger", work.desk.info.region)
    return danger.number if danger else "the emergency number"
