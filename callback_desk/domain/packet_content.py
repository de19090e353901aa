"""A packet as plain values, and the hash of what it says: the same on every copy of a sheet."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Final, TypeAlias

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.packet import CasePacket

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"

#: Whom a copy is for, when and by what it was made, and its number: not what it says.
_OF_THE_COPY: Final = frozenset({"sheet_number", "recipient", "printed", "versions", "anchor"})


def plain_values(packet: CasePacket) -> dict[str, JsonValue]:
    """Only None, bool, int, str, list and dict; times as ISO 8601 in UTC ("2026-11-17T16:14:00+00:00")."""
    return {field.name: _plain(getattr(packet, field.name)) for field in fields(packet)}


def content_sha(packet: CasePacket) -> str:
    """SHA-256, 64 hex digits, of what the sheet says. A copy keeps it; a correction or another point changes it."""
    said = {name: value for name, value in plain_values(packet).items() if name not in _OF_THE_COPY}
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def content_mark(packet: CasePacket) -> str:
    """ "3F2A 91C0": the first 32 bits of `content_sha`, for a person to compare by eye."""
    digits = content_sha(packet)[:8].upper()
    return f"{digits[:4]} {digits[4:]}"


def _plain(value: object) -> JsonValue:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    raise DeskBug(f"A packet holds something that cannot be sent: {type(value).__name__}.", code="packet_value")
