"""The problem list: line, column, reason, what to do. Never a cell's content (decisions: problem list)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.formula_guard import guarded
from callback_desk.domain.incident import RowProblem
from callback_desk.use_cases.desk import Rules
from callback_desk.use_cases.reason_words import reason_words

HEADINGS = ("file", "sheet", "line", "column", "pile", "reason", "what is wrong", "what to do")


def write_problems(target: Path, file_name: str, problems: Iterable[RowProblem], rules: Rules) -> None:
    """Write the list as CSV, UTF-8 with a mark so that a spreadsheet reads the accents. Raises DeskFault."""
    try:
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            sheet = csv.writer(file)
            sheet.writerow(HEADINGS)
            for row in problems:
                wrong, to_do = reason_words(rules, row.reason)
                cells = (file_name, row.place.sheet, str(row.place.line), row.column, row.pile.value, row.reason)
                sheet.writerow([guarded(cell) for cell in (*cells, wrong, to_do)])
    except OSError as error:
        raise DeskFault(f"The problem list cannot be written to {target.name}. Choose another folder.") from error
