"""Title and version of a script in the program's own folder, read without the workbook library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def head_of(path: Path) -> tuple[str, str]:
    """Title and version of a script as Markdown tables, from its table of settings; ("", "") when there is none.

    Reading the whole would need the workbook library, which the window never loads.
    """
    try:
        rows = list(_settings_rows(path.read_text("utf-8")))
    except (OSError, ValueError):
        return "", ""
    if len(rows) < 2:
        return "", ""
    found = dict(zip(rows[0], rows[1], strict=False))
    return found.get("form_title", ""), found.get("version", "")


def _settings_rows(text: str) -> Iterator[list[str]]:
    """The rows under `| settings |`: its heads, then its values."""
    inside = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.strip().startswith("|"):
            if inside:
                return
        elif cells == ["settings"]:
            inside = True
        elif inside:
            yield cells
