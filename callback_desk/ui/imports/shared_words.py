"""The warning about a number that is given for more than one person: lines, and no cell's content."""

from __future__ import annotations

from callback_desk.domain.import_rows import SharedNumbers
from callback_desk.use_cases.reason_words import shared_lines

_LINES_SHOWN = 6  # of one number


def shared_words(shared: SharedNumbers) -> str:
    """A sentence or two for the page before the import; "" when every number is one person's."""
    if not shared.numbers:
        return ""
    what = "The same number is" if shared.numbers == 1 else f"{shared.numbers:,} numbers are each"
    who = "Both are" if shared.people == 2 else f"All {shared.people:,} are"
    return (
        f"{what} given for more than one person: {shared_lines(shared, at_most=_LINES_SHOWN)}. "
        f"{who} kept as people of their own; look at them before they are called."
    )
