"""Every sentence of one lead sheet, before any layout. The self-check allows these words on the page, and no other."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.packet import CasePacket, Correction, PacketKind, PacketPoint

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_KEPT = "\u00a0"  # keeps a day with its month and a zone with its time


class Wording:
    """The fixed words of resources/documents, by dotted key. Raises DeskFault when they are missing."""

    def __init__(self, documents_dir: Path) -> None:
        texts: dict[str, str] = {}
        try:
            for name in ("lead_sheet.toml", "recovery_sheet.toml"):
                texts.update(_flat(tomllib.loads((documents_dir / name).read_text("utf-8")), ""))
        except (OSError, ValueError) as error:
            raise DeskFault(
                "The words of the lead sheet are missing or damaged. Nothing was written. Install Callback Desk again.",
                code="documents.wording",
            ) from error
        self._texts = MappingProxyType(texts)

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def several(self, key: str) -> tuple[str, ...]:
        return tuple(
            self._texts[f"{key}.{index}"] for index in range(sum(name.startswith(key + ".") for name in self._texts))
        )

    def fill(self, key: str, **parts: str) -> str:
        """The sentence with its parts. Parts are put in as they are; braces in them mean nothing."""
        return self._texts[key].format(**parts)


def _flat(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _flat(inner, f"{path}.{index}")
    else:
        yield path, str(value)


@dataclass(frozen=True, slots=True)
class PointText:
    """number, the new thing, and what stands under it; urgent stands before the detail in bold, or is ""."""

    number: str
    text: str
    urgent: str
    detail: str


@dataclass(frozen=True, slots=True)
class ReceiptText:
    """The words of the receipt box."""

    title: str
    return_to: str
    boxes: tuple[str, ...]
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
    case_lines: tuple[str, ...]
    not_reviewed: tuple[str, ...]  # title and sentence
    act_by: tuple[str, ...]  # title and sentence
    new: str
    points: tuple[PointText, ...]
    no_news: str
    property_heading: str
    property_head: tuple[str, ...]
    property_rows: tuple[tuple[str, ...], ...]
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
    elif isinstance(value, SheetText | PointText | ReceiptText):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))


def day_text(day: date, *, beside: date | None = None) -> str:
    """ "November 9, 2026"; without the year when beside lies in the same one."""
    text = f"{MONTHS[day.month - 1]}{_KEPT}{day.day}"
    return text if beside is not None and beside.year == day.year else f"{text}, {day.year}"


def time_text(moment: datetime) -> str:
    """ "20:40 CST": 24 hours, with the zone's short name where it has one."""
    zone = moment.tzname() or ""
    if zone[:1] in {"+", "-"}:
        zone = "UTC" + zone
    return f"{moment:%H:%M}{_KEPT}{zone}"


def moment_text(moment: datetime) -> str:
    """ "November 9, 2026, 20:40 CST"."""
    return f"{day_text(moment.date())}, {time_text(moment)}"


def listed(items: Sequence[str]) -> str:
    """ "14, 16 and 19"."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


def sheet_text(packet: CasePacket, wording: Wording) -> SheetText:
    """Put a packet into words. Pure: the same packet gives the same words."""
    case = packet.case
    title = (
        wording.fill("head.title", case=case.case_number, label=case.plain_label)
        if case.plain_label.strip()
        else wording.fill("head.title_bare", case=case.case_number)
    )
    act_by = not_reviewed = words_heading = property_head = ()  # type: tuple[str, ...]
    if packet.act_by is not None:
        act_by = _act_by(packet, wording)
    if packet.kind is PacketKind.URGENT_SLIP:
        not_reviewed = (wording["not_reviewed.title"], wording["not_reviewed.sentence"])
    if packet.victim_words:
        words_heading = (wording["sections.words"], wording["sections.words_note"])
    if packet.property_lines:
        property_head = (wording["property.item"], wording["property.identifier"], wording["property.checked"])
    reach = tuple((line.number, line.sentence) for line in packet.reach)
    if packet.wants.strip():
        reach += ((wording["reach.wants"], packet.wants),)
    return SheetText(
        agency=packet.agency,
        desk=wording.fill("head.desk", telephone=packet.desk_telephone),
        sheet=wording.fill("head.sheet", number=packet.sheet_number),
        title=title,
        continued=wording.fill("head.continued", case=title),
        case_lines=_case_lines(packet, wording),
        not_reviewed=not_reviewed,
        act_by=act_by,
        new=wording["sections.new"],
        points=tuple(_point(point, wording) for point in packet.points),
        no_news=wording["points.no_news"] if packet.kind is PacketKind.NO_NEWS else "",
        property_heading=wording["sections.property"] if packet.property_lines else "",
        property_head=property_head,
        property_rows=tuple((line.item, line.identifier, line.checked) for line in packet.property_lines),
        words_heading=words_heading,
        words=tuple(f"“{words}”" for words in packet.victim_words),
        reach_heading=wording["sections.reach"] if reach else "",
        reach_rows=reach,
        source_heading=wording["sections.source"],
        source=_source(packet, wording),
        corrections_heading=wording["sections.corrections"] if packet.corrections else "",
        corrections=tuple(_correction(packet, correction, wording) for correction in packet.corrections),
        receipt=ReceiptText(
            title=wording["receipt.title"],
            return_to=wording.fill("receipt.return_to", place=packet.return_to) if packet.return_to.strip() else "",
            boxes=wording.several("receipt.boxes"),
            by=wording["receipt.by"],
            date=wording["receipt.date"],
        ),
        printed=wording.fill(
            "foot.printed",
            at=moment_text(packet.local(packet.printed.at)),
            by=packet.printed.by,
            copy=str(packet.printed.copy),
        ),
        check=wording.fill("foot.check", anchor=packet.anchor),
        page=wording["head.page"],
        information_title=wording.fill("information.title", number=packet.sheet_number),
        author=wording["information.author"],
        made_at=packet.printed.at,
    )


def _act_by(packet: CasePacket, wording: Wording) -> tuple[str, ...]:
    act_by = packet.act_by
    assert act_by is not None
    day = day_text(act_by.by, beside=packet.local(packet.printed.at).date())
    sentence = act_by.sentence
    if act_by.points:
        key = "act_by.see_one" if len(act_by.points) == 1 else "act_by.see_many"
        sentence = f"{sentence} {wording.fill(key, points=listed([str(number) for number in act_by.points]))}"
    return (wording.fill("act_by.title", day=day), sentence)


def _case_lines(packet: CasePacket, wording: Wording) -> tuple[str, ...]:
    case, recipient = packet.case, packet.recipient
    offense = f"{case.offense_name} ({case.offense_code})" if case.offense_code.strip() else case.offense_name
    reported = wording.fill("head.reported", at=moment_text(packet.local(case.reported_at)))
    age = wording["head.adult"] if packet.victim.adult else wording["head.minor"]
    return (
        ", ".join(part for part in (offense, case.district, reported) if part.strip()),
        wording.fill("head.victim", name=packet.victim.name, age=age),
        wording.fill(
            "head.recipient", recipient=", ".join(part for part in (recipient.name, recipient.unit) if part.strip())
        ),
    )


def _point(point: PacketPoint, wording: Wording) -> PointText:
    parts = [point.source, wording[f"points.sureness.{point.sureness.value}"]]
    if point.read_back:
        parts.append(wording["points.read_back"])
    parts.append(point.remark)
    return PointText(
        number=str(point.number),
        text=point.text,
        urgent=wording["points.urgent"] if point.urgent else "",
        detail=" ".join(part for part in parts if part.strip()),
    )


def _source(packet: CasePacket, wording: Wording) -> str:
    from_whom = packet.attribution
    start, end = packet.local(from_whom.call_started_at), packet.local(from_whom.call_ended_at)
    same_day = start.date() == end.date() and start.tzname() == end.tzname()
    interpreter = (
        wording.fill("source.interpreter", name=from_whom.interpreter)
        if from_whom.interpreter.strip()
        else wording["source.no_interpreter"]
    )
    questions = ""
    if from_whom.questions:
        key = "source.question_one" if len(from_whom.questions) == 1 else "source.question_many"
        questions = wording.fill(key, numbers=listed(from_whom.questions))
    signed = from_whom.signed_off
    return " ".join(
        part
        for part in (
            wording.fill(
                "source.call",
                language=from_whom.language,
                interpreter=interpreter,
                start=f"{day_text(start.date())}, {start:%H:%M}" if same_day else moment_text(start),
                end=time_text(end) if same_day else moment_text(end),
            ),
            _sentence(packet.victim.identity_check),
            wording.fill(
                "source.written",
                volunteer=from_whom.volunteer,
                script=from_whom.script_title,
                version=from_whom.script_version,
                questions=questions,
            ),
            wording.fill("source.signed", by=signed.by, at=moment_text(packet.local(signed.at)))
            if signed
            else wording["source.not_signed"],
            wording["source.nature"],
        )
        if part.strip()
    )


def _sentence(words: str) -> str:
    """Begins large and ends with a mark, so that it can stand between sentences."""
    words = words.strip()
    if not words:
        return ""
    ended = words if words[-1] in ".!?" else words + "."
    return ended[0].upper() + ended[1:]


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
