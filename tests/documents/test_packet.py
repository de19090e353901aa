"""The value that goes on paper: what it refuses, and that it has no place for a rating."""

from __future__ import annotations

import ast
import typing
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.documents.packet_json import NotAPacket, packet_from_dict, packet_to_dict
from callback_desk.domain import packet as packet_module
from callback_desk.domain.packet import (
    ActBy,
    Attribution,
    CasePacket,
    Correction,
    Entered,
    PacketCase,
    PacketKind,
    PacketPoint,
    PacketRecipient,
    PacketRefused,
    PacketVictim,
    PrintMark,
    PropertyLine,
    ReachLine,
    Section,
    SignOff,
    Sureness,
)


def every_field(kind: object, path: str = "packet") -> list[tuple[str, object]]:
    found = []
    if isinstance(kind, type) and is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        for field in fields(kind):
            found.append((f"{path}.{field.name}", hints[field.name]))
            found += every_field(hints[field.name], f"{path}.{field.name}")
    for inner in typing.get_args(kind):
        found += every_field(inner, path)
    return found


def test_no_field_anywhere_in_the_packet_can_hold_a_rating():
    found = every_field(CasePacket)
    assert len(found) > 50
    words = ("rating", "score", "satisf", "service", "scale", "item_value", "complaint", "praise")
    assert [path for path, _ in found if any(word in path.lower() for word in words)] == []
    assert [path for path, kind in found if kind in {float, dict, object, typing.Any}] == []
    integers = {path for path, kind in found if kind is int}
    of_property = {"packet.property_lines.point", "packet.property_lines.quantity"}
    assert integers == {"packet.points.number", "packet.printed.copy"} | of_property
    tree = ast.parse(Path(packet_module.__file__).read_text("utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert {name for name in imported if name.startswith("callback_desk")} == {"callback_desk.domain.errors"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"printed.at": "2026-11-17T17:06:00"}, "printed at is not a UTC time"),
        ({"case.reported_at": "2026-11-09T20:40:00"}, "reported at is not a UTC time"),
        ({"attribution.call_ended_at": "2026-11-17T16:13:00+00:00"}, "call ended at lies before"),
        ({"zone": "America/Nowhere"}, "zone is not a known time zone"),
        ({"zone": "../../etc/passwd"}, "zone is not a known time zone"),
        ({"sheet_number": "LS-26-1"}, "sheet number is not like"),
        ({"anchor": "7C41 0B9E"}, "anchor is not like"),
        ({"victim.name": "  "}, "victim name is empty"),
        ({"case.case_number": ""}, "case number is empty"),
        ({"recipient.name": "", "recipient.unit": ""}, "recipient is empty"),
        ({"points.1.number": 3}, "points are not numbered"),
        ({"points.0.text": " "}, "points have one without words"),
        ({"act_by.points": [4]}, "points are named that are not on the sheet"),
        ({"points": [], "act_by": None, "property_lines": []}, "points are none"),
        ({"kind": "urgent_slip"}, "sign-off does not fit the kind"),
        ({"attribution.signed_off": None}, "sign-off does not fit the kind"),
        ({"printed.copy": 0}, "copy is less than 1"),
        ({"points.0.section": "camera"}, "points are not in the order of the page"),
        ({"property_lines.0.point": 4}, "points are named that are not on the sheet"),
        ({"property_lines.0.quantity": 0}, "quantity is less than 1"),
        ({"attribution.entered": {"by": "R. Keller", "at": "2026-11-18T15:00:00"}}, "entered at is not a UTC time"),
    ],
)
def test_what_is_not_fit_for_paper_is_refused_by_field_and_without_content(changes, says, a_packet):
    with pytest.raises(PacketRefused, match=says) as refused:
        a_packet(changes)
    assert "Marchetti" not in refused.value.sentence


def test_a_time_with_another_offset_is_refused():
    with pytest.raises(PacketRefused, match="printed at is not a UTC time"):
        build(printed_at=datetime(2026, 11, 17, 11, 6, tzinfo=timezone(timedelta(hours=-6))))


def test_a_packet_cannot_be_changed(a_packet):
    with pytest.raises(FrozenInstanceError):
        a_packet().agency = "Another"


moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
texts = st.text(max_size=30)
named = st.text(min_size=1, max_size=30).filter(str.strip)


def build(*, printed_at: datetime, text: str = "x", name: str = "Ann Example", count: int = 1) -> CasePacket:
    at = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    return CasePacket(
        kind=PacketKind.LEAD_SHEET,
        agency=name,
        desk_telephone=text,
        return_to=text,
        sheet_number="LS-2026-0001",
        case=PacketCase(name, text, text, text, text, at),
        victim=PacketVictim(name, True, text),
        recipient=PacketRecipient(name, text),
        act_by=ActBy(date(2026, 2, 3), text, (1,), video=False),
        points=tuple(
            PacketPoint(n, Section.OTHER, name, text, text, Sureness.VERY, True, False) for n in range(1, count + 1)
        ),
        property_lines=(PropertyLine(1, 2, text, text, text, text, text, text, text, read_back=True),),
        victim_words=(text, name),
        reach=(ReachLine(text, text, text),),
        wants=text,
        attribution=Attribution(
            text, text, Entered(name, at), at, at, name, text, text, (text, name), SignOff(name, at)
        ),
        corrections=(Correction(None, text, name, at, text), Correction(1, text, name, at, text)),
        printed=PrintMark(printed_at, name, 2),
        versions=(text, name),
        anchor="A-000001-AAAA-BBBB",
        zone="America/New_York",
    )


@given(at=moments, text=texts, name=named, count=st.integers(1, 12))
def test_a_packet_comes_back_from_plain_values_as_it_was(at, text, name, count):
    packet = build(printed_at=at, text=text, name=name, count=count)
    assert packet_from_dict(packet_to_dict(packet)) == packet


@pytest.mark.parametrize("name", ["lead_sheet", "urgent_slip", "other_scripts", "worst_case"])
def test_plain_values_come_back_too(name, sheet_values):
    values = sheet_values(name)
    assert packet_to_dict(packet_from_dict(values)) == values


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("rating", 5, "packet"),
        ("victim", "Ann", "packet.victim"),
        ("victim", {"name": "Ann"}, "packet.victim"),
        ("points", {}, "packet.points"),
        ("kind", "sheet", "packet.kind"),
        ("agency", 7, "packet.agency"),
        ("agency", None, "packet.agency"),
        ("printed", {"at": "yesterday", "by": "x", "copy": 1}, "packet.printed.at"),
        ("printed", {"at": "2026-11-17T17:06:00+00:00", "by": "x", "copy": True}, "packet.printed.copy"),
    ],
)
def test_other_shapes_are_refused_by_place(path, value, place, sheet_values):
    with pytest.raises(NotAPacket, match=rf"{place.replace('.', '[.]')}[.]$"):
        packet_from_dict(sheet_values() | {path: value})


@pytest.mark.parametrize("value", [None, [], "packet", 3])
def test_what_is_no_object_is_refused(value):
    with pytest.raises(NotAPacket):
        packet_from_dict(value)
