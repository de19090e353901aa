"""Cells of lists that go out: none begins what a spreadsheet takes for a formula (ASVS 5.0, 1.2.10)."""

from __future__ import annotations

import re

# What a spreadsheet may obey, also behind blanks and in full width; `'` itself is told apart so that taking one off
# gives back exactly what was there.
_OBEYED = re.compile("'*(?:[\\t\\r\\n\\0]|\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20])")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _OBEYED.match(cell) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _OBEYED.match(cell[1:]) else cell
