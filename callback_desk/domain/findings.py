"""What a checker found in a call script: where it stands, how bad it is, and a sentence for the person who wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"  # the script cannot be used for calls
    WARNING = "warning"  # it can, but somebody should look


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding. `row` counts as the sheet does: the heading is row 1; 0 means the whole sheet or workbook."""

    sheet: str  # "survey", "choices", "settings" or "workbook"
    row: int
    column: str  # the heading as written, "" for the whole row
    severity: Severity
    sentence: str  # what is wrong and what to do
    code: str = ""  # stable name for tests and translations, e.g. "unknown_name"

    @property
    def place(self) -> str:
        """E.g. "survey, row 12, relevant"."""
        parts = [self.sheet]
        if self.row:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(self.column)
        return ", ".join(parts)


def stops_publishing(findings: tuple[Finding, ...]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)
