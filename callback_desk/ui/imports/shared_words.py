"""The warning about a number that is given for more than one person: lines, and no cell's content."""

from __future__ import annotations

from callback_desk.domain.import_rows import SharedNumbers
from callback_desk.use_cases.reason_words import lines_in_words

_LINES_SHOWN = 6  # of one number


def shared_words(shared: SharedNumbers) -> str:
    """A sentence or two for the page before the import; "" when every number is one person's."""
    if not shared.numbers:
        return ""
    lines = "; ".join(lines_in_words(one, at_most=_LINES_SHOWN) for one in shared.examples)
    if shared.numbers == 1:
        who = "Both are" if shared.people == 2 else f"All {shared.people:,} are"
        return (
            f"The same number is given for more than one person: lines {lines}. "
            f"{who} kept as people of their own; look at them before they are called."
        )
    more = "; and others" if shared.numbers > len(shared.examples) else ""
    return (
        f"{shared.numbers:,} numbers are each given for more than one person: lines {lines}{more}. "
        f"All {shared.people:,} are kept as people of their own; look at them before they are called."
    )
