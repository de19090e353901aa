"""What pyxform says is wrong with a workbook, taken apart into findings that name sheet, row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from callback_desk.domain.findings import Finding, Severity

Row = Mapping[str, object]  # heading -> cell, as pyxform reads a sheet
_ROW = re.compile(r"\[row\s*:\s*(\w+)\]\s*")
_SHEET = re.compile(r"\bthe '(survey|choices|settings)' sheet|\bfor sheet: '(survey|choices|settings)'")
_COLUMN = re.compile(r"column '([^']+)'|the '([^']+)' value|headers were not found: '([^']+)'")
_UNKNOWN_TYPE = re.compile(r"^Unknown question type '(.+)'\.$")
_HEADING_ROW = 1


def findings_of(message: str, severity: Severity, survey: Sequence[Row] = ()) -> tuple[Finding, ...]:
    """pyxform says "[row : 5] On the 'survey' sheet, the 'name' value ...", several of them one to a line.

    `survey` is the sheet's rows below the heading: what is said without a row is looked up there.
    """
    unknown = _UNKNOWN_TYPE.match(message.strip())
    if unknown:
        found = tuple(_of_type(unknown[1], severity, survey))
        if found:
            return found
    parts = [part for part in re.split(r"\n(?=\[row\s*:)", message) if part.strip()]
    return tuple(_finding(part, severity) for part in parts)


def _of_type(asked: str, severity: Severity, survey: Sequence[Row]) -> Iterator[Finding]:
    for number, row in enumerate(survey, start=_HEADING_ROW + 1):
        if " ".join(str(row.get("type") or "").split()) == " ".join(asked.split()):
            yield Finding("survey", number, "type", severity, f"There is no question type '{asked}'.", "pyxform")


def _finding(message: str, severity: Severity) -> Finding:
    row, sheet, column = _ROW.search(message), _SHEET.search(message), _COLUMN.search(message)
    named = next(filter(None, sheet.groups()), "") if sheet else ""
    number = int(row[1]) if row and row[1].isdigit() else 0
    if "headers were not found" in message:
        number = _HEADING_ROW
    elif message.startswith("There should be a choices sheet"):
        named = "choices"
    return Finding(
        sheet=named or ("survey" if row else "workbook"),  # rows without a sheet are rows of questions
        row=number,
        column=next(filter(None, column.groups()), "") if column else "",
        severity=severity,
        sentence=_sentence(message),
        code="pyxform",
    )


def _sentence(message: str) -> str:
    text = _ROW.sub("", message).strip()
    text = text.split("\n", 1)[0] if text.startswith("Question with no type") else text  # then comes the raw row
    text = re.sub(r"\s*Learn more: \S+", "", text).replace(" for the name 'unknown'", "")
    return " ".join(text.split())
