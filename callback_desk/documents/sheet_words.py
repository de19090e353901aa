"""The fixed words of our sheets, and how days and moments are written on them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from callback_desk.domain.errors import DeskFault

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
