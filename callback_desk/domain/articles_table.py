"""The articles of a lead sheet as a table for a property system: the facts of *Copy for the report*, one a line.

Columns stand in the order of a property entry (NIBRS data elements 14 to 17; NCIC article file). Every identifier
keeps each letter as it was said; *Corrected* says that the sheet has a correction of its point. Nothing of who told
it, and no word of a point, is in it.
"""

from __future__ import annotations

from typing import Final

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.packet import CasePacket, PropertyLine
from callback_desk.domain.table import Cell, Table

HEADINGS: Final = (
    "Case", "Sheet", "Point", "Quantity", "Kind", "Maker", "Model", "Number is", "Number", "Color", "Value",
    "Read back", "Corrected",
)  # fmt: skip
_YES, _NO = "yes", "no"


def articles_table(packet: CasePacket) -> Table:
    """One row for each article, in the order of the sheet."""
    about = packet.case.case_number, packet.sheet_number
    rows = tuple((*about, *_cells(one, packet)) for one in packet.property_lines)
    return Table(f"Articles of {packet.sheet_number}", HEADINGS, rows)


def check_of_sheet(table: Table, packet: CasePacket) -> None:
    """Only what stands on the sheet as an article may leave in this table. Raises DeskBug, which names the column."""
    allowed: set[Cell] = {packet.case.case_number, packet.sheet_number, "", _YES, _NO}
    for one in packet.property_lines:
        allowed |= {one.kind, one.maker, one.model, one.id_type, one.identifier, one.color, one.value}
        allowed |= {one.quantity, one.point}
    for row in table.rows:
        for heading, cell in zip(table.headings, row, strict=True):
            if cell not in allowed:
                raise DeskBug(f"The column {heading} holds what is no article of the sheet.", code="articles.allowed")


def _cells(one: PropertyLine, packet: CasePacket) -> tuple[Cell, ...]:
    return (
        one.point, one.quantity, one.kind, one.maker, one.model, one.id_type, one.identifier, one.color, one.value,
        _YES if one.read_back else _NO, _YES if one.point in packet.corrected else _NO,
    )  # fmt: skip
