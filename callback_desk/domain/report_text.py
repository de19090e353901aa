"""A lead sheet as plain text for a supplemental report: articles in the order of a property entry, then sentences.

Each article stands on one line, added articles listed so that they can be entered (research, section 7: supplemental
reports list added serial-numbered articles). Identifiers keep every letter as it was said.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from callback_desk.domain.packet import Attribution, CasePacket, PacketPoint, PropertyLine
from callback_desk.domain.packet_content import content_mark

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def report_text(packet: CasePacket) -> str:
    """Lines ended by a line feed. Says what the sheet says of the case, the articles, the points and the call; not how
    to reach the victim, and nothing that no sheet holds.
    """
    lines = [f"CASE {packet.case.case_number}", f"CALLBACK DESK LEAD SHEET {packet.sheet_number}"]
    lines.append(f"CONTENT {content_mark(packet)}")
    if packet.property_lines:
        lines += ["", "PROPERTY", *(_article(line, packet) for line in packet.property_lines)]
    lines += ["", "NARRATIVE", _call(packet)]
    for point in packet.points:
        lines.append(_point(point))
        lines += [
            f"   Corrected {_moment(packet.local(one.at))} by {one.author}: {_one_line(one.text)}"
            for one in packet.corrections
            if one.point == point.number
        ]
    lines += [f'Exact words of the victim, read back: "{_one_line(words)}"' for words in packet.victim_words]
    lines.append("Everything else is the volunteer's summary. Lead information from a telephone call; not evidence.")
    return "\n".join(lines) + "\n"


def _article(line: PropertyLine, packet: CasePacket) -> str:
    """ "1 LAPTOP, DELL, LATITUDE 5420, SERIAL 4KX-0917-QD, GRAY, VALUE $900, READ BACK"; numbers as they were said."""
    parts = [
        line.kind.upper(),
        line.maker.upper(),
        line.model.upper(),
        " ".join(part for part in (line.id_type.upper(), line.identifier) if part),
        line.color.upper(),
        f"VALUE {line.value}" if line.value else "",
        "READ BACK" if line.read_back else "NOT READ BACK",
        f"CORRECTED SINCE, SEE {line.point} BELOW" if line.point in packet.corrected else "",
    ]
    return f"{line.quantity} {', '.join(_one_line(part) for part in parts if part)}"


def _call(packet: CasePacket) -> str:
    call: Attribution = packet.attribution
    start, end = packet.local(call.call_started_at), packet.local(call.call_ended_at)
    signed = f", checked by {call.signed_off.by}" if call.signed_off else ", not yet checked"
    return (
        f"On {_day(start)}, {start:%H:%M} to {end:%H:%M} {end.tzname() or ''}".rstrip()
        + f", {_one_line(packet.victim.name)} told the Callback Desk by telephone, in {call.language}"
        + f" (written down by volunteer {call.volunteer}{signed}):"
    )


def _point(point: PacketPoint) -> str:
    sure = {"very": "Very sure.", "fairly": "Fairly sure.", "not_very": "Not very sure."}.get(point.sureness.value, "")
    parts = (point.text, point.source, sure, "Read back." if point.read_back else "", point.remark)
    return f"{point.number}. {' '.join(_one_line(part) for part in parts if part.strip())}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(moment: datetime) -> str:
    return f"{_MONTHS[moment.month - 1]} {moment.day}, {moment.year}"


def _moment(moment: datetime) -> str:
    return f"{_day(moment)}, {moment:%H:%M}"
