"""Opens an XML file as a table: which kind of report it is, the outermost element's local name says."""

from __future__ import annotations

from collections.abc import Callable

from callback_desk.intake import lexs_xml, nibrs, nibrs_xml, refusals
from callback_desk.intake.content import Content
from callback_desk.intake.lexs_xml import LexsPackages
from callback_desk.intake.limits import Limits
from callback_desk.intake.nibrs_xml import NibrsReports
from callback_desk.intake.raw import Container, Source
from callback_desk.intake.record_rows import RecordRows
from callback_desk.intake.xml_records import Family, XmlRecords

_SERVICE = "Envelope"  # a web service's wrapping around either
_FAMILIES = {
    **{root: Family(frozenset({nibrs_xml.RECORD}), nibrs_xml.SKIPPED) for root in nibrs_xml.ROOTS},
    **{root: Family(frozenset({lexs_xml.RECORD}), lexs_xml.SKIPPED) for root in lexs_xml.ROOTS},
    _SERVICE: Family(frozenset({nibrs_xml.RECORD, lexs_xml.RECORD})),
}


def open_xml(content: Content, limits: Limits, tick: Callable[[float], None] = lambda _share: None) -> Source:
    """A table with a row for each victim and offense. Raises ImportRefused.

    E03, E04, E09, E10, E11, E13, E23, E25, E28; each with a sentence of its own.
    """
    records = XmlRecords(content, _FAMILIES, tick)
    reading: NibrsReports | LexsPackages | None = None
    for record in records:
        if reading is None:
            reading = (
                NibrsReports(RecordRows(nibrs.HEADINGS, limits))
                if record.name == nibrs_xml.RECORD
                else LexsPackages(RecordRows(lexs_xml.HEADINGS, limits))
            )
        reading.take(record)
    if reading is None:
        if records.fault or records.root == _SERVICE:
            raise refusals.not_a_table("an error message of a web service", "Export the list again, and look at it.")
        reading = (
            NibrsReports(RecordRows(nibrs.HEADINGS, limits))
            if records.root in nibrs_xml.ROOTS
            else LexsPackages(RecordRows(lexs_xml.HEADINGS, limits))
        )
    return reading.rows.source(
        Container.XML, encoding=records.encoding, findings=reading.findings(), by_line=records.lines > 1
    )
