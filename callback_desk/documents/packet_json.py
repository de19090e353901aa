"""A packet as plain JSON values and back, for the pipe to the child that draws it. Never pickle."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.packet import CasePacket
from callback_desk.domain.packet_content import JsonValue, plain_values


class NotAPacket(DeskBug):
    """What came over the pipe does not have the shape of a packet. Names the place, never its content."""


def packet_to_dict(packet: CasePacket) -> dict[str, JsonValue]:
    """Only None, bool, int, str, list and dict; times as ISO 8601 in UTC ("2026-11-17T16:14:00+00:00")."""
    return plain_values(packet)


def packet_from_dict(value: JsonValue) -> CasePacket:
    """The packet that packet_to_dict took apart. Raises NotAPacket for a missing, unknown or wrong field,
    PacketRefused when the packet itself is not fit to print."""
    packet = _built(value, CasePacket, "packet")
    assert isinstance(packet, CasePacket)
    return packet


def _built(value: JsonValue, wanted: object, where: str) -> object:
    origin = get_origin(wanted)
    if origin is UnionType:
        inner = [kind for kind in get_args(wanted) if kind is not NoneType]
        return None if value is None else _built(value, inner[0], where)
    if origin is tuple:
        if not isinstance(value, list):
            raise _wrong(where)
        return tuple(_built(item, get_args(wanted)[0], f"{where}[{index}]") for index, item in enumerate(value))
    if isinstance(wanted, type) and is_dataclass(wanted):
        return _built_value(value, wanted, where)
    return _built_leaf(value, wanted, where)


def _built_value(value: JsonValue, wanted: type, where: str) -> object:
    hints = get_type_hints(wanted)
    names = [field.name for field in fields(wanted)]
    if not isinstance(value, dict) or set(value) != set(names):
        raise _wrong(where)
    made: object = wanted(**{name: _built(value[name], hints[name], f"{where}.{name}") for name in names})
    return made


def _built_leaf(value: JsonValue, wanted: object, where: str) -> object:
    if wanted is bool and isinstance(value, bool):
        return value
    if wanted is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        try:
            if wanted is str:
                return value
            if wanted is datetime:
                return datetime.fromisoformat(value)
            if wanted is date:
                return date.fromisoformat(value)
            if isinstance(wanted, type) and issubclass(wanted, StrEnum):
                return wanted(value)
        except ValueError as error:
            raise _wrong(where) from error
    raise _wrong(where)


def _wrong(where: str) -> NotAPacket:
    return NotAPacket(f"What was sent is not a lead sheet: {where}.", code="documents.packet")
