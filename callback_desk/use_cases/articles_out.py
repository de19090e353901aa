"""The articles of a lead sheet as a file for a property system: on record like any document that leaves."""

from __future__ import annotations

from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.articles_table import articles_table, check_of_sheet
from callback_desk.domain.denied import hits_in
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import ExportKind, Means, NewExport, Series
from callback_desk.domain.ids import ExportId, OperationId
from callback_desk.domain.packet_content import content_sha
from callback_desk.domain.table import TableFile, TableKind
from callback_desk.use_cases.copy_for_report import packet_of_sheet
from callback_desk.use_cases.denied_tokens import denied_of
from callback_desk.use_cases.desk import Desk, Work, declared
from callback_desk.use_cases.going_out import GoneOut, Leaving, go_out
from callback_desk.use_cases.ports_world import Volume
from callback_desk.use_cases.where_to import volume_allowed

_NOTHING = "Nothing was written."


def save_articles(desk: Desk, op: OperationId, export_id: ExportId, target: Path, kind: TableKind) -> GoneOut:
    """Write the articles of a sheet as they stand today; guarded against formulas where a spreadsheet reads them.

    Raises NotAllowed, DiskFull, NotFound for another document, and DeskFault: the sheet names no article, one of them
    holds what may not be on a sheet, the place is copied elsewhere or can be carried away (such a file has no
    password), the name is taken. Nothing was written then.
    """

    def plan(work: Work) -> Leaving:
        packet, sheet = packet_of_sheet(work, export_id), work.uow.exports.get(export_id).planned
        if not packet.property_lines:
            raise DeskFault(
                f"{sheet.number} names no article, so there is no list of them. Copy for the report has its words. "
                f"{_NOTHING}",
                code="no_articles",
            )
        if volume_allowed(work.desk.press, target.parent) is Volume.REMOVABLE:
            raise DeskFault(
                "A drive that can be carried away gets sheets with a password, and a list has none. Choose a folder on "
                f"this computer. {_NOTHING}"
            )
        table = articles_table(packet)
        check_of_sheet(table, packet)
        _refuse_denied(work, export_id, table.rows)
        year = work.now.astimezone(work.desk.zone).year
        return Leaving(
            NewExport(
                kind=ExportKind.ARTICLES,
                number=work.uow.exports.next_number(Series.DOCUMENTS, year),
                by=work.by,
                at=work.now,
                means=Means.SAVE,
                purpose=sheet.purpose,
                recipient_id=sheet.recipient_id,
                recipient=sheet.recipient,
                agency=sheet.agency,
                case_numbers=sheet.case_numbers,
                records=1,
                object_kind=sheet.object_kind,
                object_id=sheet.object_id,
                anchor=packet.anchor,
                content_sha=content_sha(packet),
                target=str(target),
            ),
            TableFile(table, kind),
        )

    return go_out(desk, Act.SEND_PACKET, plan, op=op)


declared(save_articles, Act.SEND_PACKET, writes=True)


def _refuse_denied(work: Work, export_id: ExportId, rows: tuple[tuple[object, ...], ...]) -> None:
    """A file is read by a program and by nobody: what a supervisor let stand on a page does not leave in it."""
    texts = [
        (f"Article {place}", cell, True)
        for place, row in enumerate(rows, start=1)
        for cell in row
        if isinstance(cell, str) and cell
    ]
    found = hits_in(texts, denied_of(work, work.uow.exports.about(export_id)))
    if found:
        what = "; ".join(f"{hit.field} holds {hit.why.value}" for hit in found)
        raise DeskFault(f"The list was not made. {what}. Put the article right under Review. {_NOTHING}", code="denied")
