"""How big a file may be before it is refused: the defaults are `docs/decisions.md`, tests set small ones."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, rows, columns and characters. `line_chars` bounds one physical line, so that memory stays flat."""

    text_bytes: int = 1_000_000_000
    rows: int = 2_000_000
    columns: int = 512
    cell_chars: int = 32_767
    line_chars: int = 4_000_000
    workbook_bytes: int = 200_000_000  # unpacked, all parts together
    workbook_ratio: int = 100  # unpacked : packed, for parts above one megabyte
    workbook_entries: int = 2_000
    workbook_cells: int = 40_000_000  # rows x columns of one sheet, blank ones included
    name_chars: int = 300  # names and case numbers

    @classmethod
    def from_dict(cls, data: dict[str, int]) -> Limits:
        """Limits with the given ones changed; unknown names are left out."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: int(value) for name, value in data.items() if name in known})

    def to_dict(self) -> dict[str, int]:
        return asdict(self)
