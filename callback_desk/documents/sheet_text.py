"""Every sentence of one lead sheet, before any layout. The self-check allows these words on the page, and no other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import datetime

from callback_desk.documents.sheet_source import source_words
from callback_desk.documents.sheet_words import Wording, day_text, listed, moment_text
from callback_desk.domain.packet import CasePacket, Correction, PacketKind, PacketPoint, PropertyLine, Section
from callback_desk.domain.packet_content import content_mark


@dataclass(frozen=True, slots=True)
class PointText:
    """number, the new thing, and what stands under it; urgent stands before the detail in bold, or is ""."""

    number: str
    text: str
    urgent: str
    detail: str


@dataclass(frozen=True, slots=True)
class SectionText:
    """A heading with its points, and the table of confirmed articles that stands under them."""

    heading: str
    points: tuple[PointText, ...]
    table_head: tuple[str, ...] = ()
    table_rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class FirstInch:
    """What a reader needs before anything else. act_by and reach: a title and a sentence, or ()."""

    new: str
    act_by: tuple[str, ...]
    reach: tuple[str, ...]
    wants: str


@dataclass(frozen=True, slots=True)
class ReceiptText:
    """The words of the part that is torn off and comes back; rows: number and words of each point. `title` "" on an
    urgent slip: what came of it is said of the lead sheet that follows."""

    title: str
    return_to: str
    rows: tuple[tuple[str, str], ...]
    boxes: tuple[str, ...]
    more: str  # of the boxes, the one with a line to write on
    by: str
    date: str


@dataclass(frozen=True, slots=True)
class SheetText:
    """The words of one sheet, in the order of the page. "" and () leave a part out."""

    agency: str
    desk: str
    sheet: str
    title: str
    continued: str
    not_reviewed: tuple[str, ...]  # title and sentence
    urgent: tuple[str, ...]  # title and sentence
    first: FirstInch
    case_lines: tuple[str, ...]
    sections: tuple[SectionText, ...]
    words_heading: tuple[str, ...]
    words: tuple[str, ...]
    reach_heading: str
    reach_rows: tuple[tuple[str, ...], ...]
    source_heading: str
    source: str
    corrections_heading: str
    corrections: tuple[tuple[str, ...], ...]
    receipt: ReceiptText
    printed: str
    check: str
    page: str  # "Page {page} of {pages}"
    information_title: str
    author: str
    made_at: datetime  # UTC, goes into the file's information

    def every(self) -> tuple[str, ...]:
        """All strings, flat."""
        return tuple(_strings(self))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, SheetText | PointText | SectionText | FirstInch | ReceiptText):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))


def sheet_text(packet: CasePacket, wording: Wording) -> SheetText:
    """Put a packet into words. Pure: the same packet gives the same words."""
    case = packet.case
    title = (
        wording.fill("head.title", case=case.case_number, label=case.plain_label)
        if case.plain_label.strip()
        else wording.fill("head.title_bare", case=case.case_number)
    )
    slip = packet.kind is PacketKind.URGENT_SLIP
    more_reach = tuple((line.number, _parts(line.times, line.sentence)) for line in packet.reach[1:])
    return SheetText(
        agency=packet.agency,
        desk=wording.fill("head.desk", telephone=packet.desk_telephone),
        sheet=wording.fill("head.slip" if slip else "head.sheet", number=packet.sheet_number),
        title=title,
        continued=wording.fill("head.continued", case=title),
        not_reviewed=(wording["not_reviewed.title"], wording["not_reviewed.sentence"]) if slip else (),
        urgent=_urgent(packet, wording),
        first=_first(packet, wording),
        case_lines=_case_lines(packet, wording),
        sections=_sections(packet, wording),
        words_heading=(wording["sections.words"], wording["sections.words_note"]) if packet.victim_words else (),
        words=tuple(f"“{words}”" for words in packet.victim_words),
        reach_heading=wording["sections.reach"] if more_reach else "",
        reach_rows=more_reach,
        source_heading=wording["sections.source"],
        source=source_words(packet, wording),
        corrections_heading=wording["sections.corrections"] if packet.corrections else "",
        corrections=tuple(_correction(packet, correction, wording) for correction in packet.corrections),
        receipt=_receipt(packet, wording),
        printed=wording.fill(
            "foot.printed",
            at=moment_text(packet.local(packet.printed.at)),
            by=packet.printed.by,
            copy=str(packet.printed.copy),
        ),
        check=wording.fill(
            "foot.check",
            number=packet.sheet_number,
            content=content_mark(packet),
            versions="".join(f" · {version}" for version in packet.versions if version.strip()),
            anchor=packet.anchor,
        ),
        page=wording["head.page"],
        information_title=wording.fill("information.title", number=packet.sheet_number),
        author=wording["information.author"],
        made_at=packet.printed.at,
    )


def _urgent(packet: CasePacket, wording: Wording) -> tuple[str, ...]:
    urgent = [str(point.number) for point in packet.points if point.urgent]
    if not urgent:
        return ()
    key = "urgent.one" if len(urgent) == 1 else "urgent.many"
    return (wording["urgent.title"], wording.fill(key, points=listed(urgent)))


def _first(packet: CasePacket, wording: Wording) -> FirstInch:
    new = []
    for section in Section:
        of_it = [str(point.number) for point in packet.points if point.section is section]
        if of_it:
            key = "first.one" if len(of_it) == 1 else "first.many"
            new.append(wording.fill(key, what=wording[f"first.{section.value}"], points=listed(of_it)))
    reach: tuple[str, ...] = ()
    if packet.reach:
        line = packet.reach[0]
        reach = (line.number, _parts(f"{line.times.rstrip('.')}." if line.times.strip() else "", line.sentence))
    return FirstInch(
        new=wording.fill("first.new", what="; ".join(new)),
        act_by=_act_by(packet, wording),
        reach=reach,
        wants=wording.fill("reach.wants", wants=packet.wants) if packet.wants.strip() else "",
    )


def _act_by(packet: CasePacket, wording: Wording) -> tuple[str, ...]:
    act_by = packet.act_by
    if act_by is None:
        return ()
    day = day_text(act_by.by, beside=packet.local(packet.printed.at).date())
    sentence = act_by.sentence
    if act_by.points:
        key = "act_by.see_one" if len(act_by.points) == 1 else "act_by.see_many"
        sentence = _parts(sentence, wording.fill(key, points=listed([str(number) for number in act_by.points])))
    return (wording.fill("act_by.video" if act_by.video else "act_by.title", day=day), sentence)


def _parts(*parts: str) -> str:
    return " ".join(part for part in parts if part.strip())


def _case_lines(packet: CasePacket, wording: Wording) -> tuple[str, ...]:
    case, victim, recipient = packet.case, packet.victim, packet.recipient
    offense = f"{case.offense_name} ({case.offense_code})" if case.offense_code.strip() else case.offense_name
    reported = ""
    if case.reported_at is not None:
        reported = wording.fill("head.reported", at=moment_text(packet.local(case.reported_at)))
    age = "" if victim.adult is None else wording["head.adult"] if victim.adult else wording["head.minor"]
    checked = wording["head.checked"] if victim.identity_check.strip() else ""
    called = ", ".join(part for part in (victim.name, age, checked) if part.strip())
    return (
        ", ".join(part for part in (offense, case.district, reported) if part.strip()),
        wording.fill("head.victim", victim=called),
        wording.fill(
            "head.recipient", recipient=", ".join(part for part in (recipient.name, recipient.unit) if part.strip())
        ),
    )


def _sections(packet: CasePacket, wording: Wording) -> tuple[SectionText, ...]:
    found = []
    only_other = {point.section for point in packet.points} == {Section.OTHER}
    for section in Section:
        points = tuple(_point(point, wording, packet.corrected) for point in packet.points if point.section is section)
        if not points:
            continue
        heading = wording["sections.new"] if only_other else wording[f"sections.{section.value}"]
        numbers = {point.number for point in packet.points if point.section is section}
        articles = [line for line in packet.property_lines if line.point in numbers]
        head = wording.several("property.head") if articles else ()
        rows = tuple(_article(line, wording, packet.corrected) for line in articles)
        found.append(SectionText(heading, points, head, rows))
    return tuple(found)


def _article(line: PropertyLine, wording: Wording, corrected: Collection[int]) -> tuple[str, ...]:
    """In the order of the head: point, quantity, kind, maker and model, identifier, color, value, read back."""
    named = (
        line.kind,
        _parts(line.maker, line.model),
        _parts(line.id_type, line.identifier),
        line.color,
        line.value,
    )
    read_back = wording["property.yes"] if line.read_back else wording["property.no"]
    return (
        str(line.point),
        str(line.quantity),
        *(part if part.strip() else wording["property.not_named"] for part in named),
        wording["property.corrected"] if line.point in corrected else read_back,
    )


def _point(point: PacketPoint, wording: Wording, corrected: Collection[int]) -> PointText:
    parts = [wording["points.corrected"]] if point.number in corrected else []
    parts += [point.source, wording[f"points.sureness.{point.sureness.value}"]]
    if point.read_back:
        parts.append(wording["points.read_back"])
    parts.append(point.remark)
    return PointText(
        number=str(point.number),
        text=point.text,
        urgent=wording["points.urgent"] if point.urgent else "",
        detail=_parts(*parts),
    )


def _receipt(packet: CasePacket, wording: Wording) -> ReceiptText:
    if packet.kind is PacketKind.URGENT_SLIP:
        return ReceiptText("", "", (), (), "", "", "")
    return ReceiptText(
        title=wording.fill("receipt.title", number=packet.sheet_number),
        return_to=wording.fill("receipt.return_to", place=packet.return_to) if packet.return_to.strip() else "",
        rows=tuple((str(point.number), " ".join(point.text.split())) for point in packet.points),
        boxes=wording.several("receipt.boxes"),
        more=wording["receipt.more"],
        by=wording["receipt.by"],
        date=wording["receipt.date"],
    )


def _correction(packet: CasePacket, correction: Correction, wording: Wording) -> tuple[str, ...]:
    where = (
        wording["corrections.sheet"]
        if correction.point is None
        else wording.fill("corrections.point", number=str(correction.point))
    )
    line = wording.fill(
        "corrections.line",
        text=correction.text,
        reason=correction.reason,
        author=correction.author,
        at=moment_text(packet.local(correction.at)),
    )
    return (where, line)
