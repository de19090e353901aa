"""What a finished lead sheet must be: asked of the packet, not of the layout, wherever the packet says it whole."""

from __future__ import annotations

from collections.abc import Iterable

from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.documents.self_check import Expected, check_document
from callback_desk.documents.sheet_text import SheetText
from callback_desk.domain.packet import CasePacket


def check_sheet(
    content: bytes, packet: CasePacket, text: SheetText, fonts: PaperFonts, *, pages: int, password: str | None = None
) -> None:
    """Read content, the whole file, and compare it with what was to be printed. Raises SheetNotRight."""
    expected = Expected(
        title=text.information_title,
        author=text.author,
        pages=pages,
        margins=(text.agency, text.desk, text.sheet, text.printed, text.check),
        page=text.page,
        must=tuple(_must_be_there(packet, text)),
        words=text.every(),
        continued=text.continued,
        password=password,
    )
    check_document(content, expected, fonts)


def _must_be_there(packet: CasePacket, text: SheetText) -> Iterable[tuple[str, str]]:
    """From the packet, not from the layout's words, wherever the packet says it whole."""
    yield "case number", packet.case.case_number
    yield "victim", packet.victim.name
    yield "recipient", packet.recipient.name or packet.recipient.unit
    for point in packet.points:
        yield "point", point.text
        yield "point", point.source
        yield "point", point.remark
    for line in packet.property_lines:
        for part in (line.kind, line.maker, line.model, line.identifier, line.color, line.value):
            yield "property", part
    for words in packet.victim_words:
        yield "words", words
    for reach in packet.reach:
        yield "reach", reach.number
        yield "reach", reach.times
        yield "reach", reach.sentence
    yield "wants", packet.wants
    yield "source", text.source
    for correction in packet.corrections:
        yield "correction", correction.text
        yield "correction", correction.reason
    for sentence in (*text.first.act_by, *text.urgent, *text.not_reviewed, text.first.new):
        yield "box", sentence
    for label in (*text.receipt.boxes, text.receipt.return_to):
        yield "receipt", label
