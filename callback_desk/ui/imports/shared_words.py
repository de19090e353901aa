"""The warning about a number that is given for more than one person: lines, and no cell's content."""

from __future__ import annotations

from callback_desk.domain.import_rows import SharedNumbers

_LINES_SHOWN = 6  # of one number


def shared_words(shared: SharedNumbers) -> str:
    """A sentence or two for the page before the import; "" when every number is one person's."""
    if not shared.numbers:
        return ""
    lines = "; ".join(_lines(one) for one in shared.examples)
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


def _lines(lines: tuple[int, ...]) -> str:
    shown = [f"{line:,}" for line in lines[:_LINES_SHOWN]]
    if len(lines) > _LINES_SHOWN:
        return ", ".join(shown) + f" and {len(lines) - _LINES_SHOWN:,} more"
    return ", ".join(shown[:-1]) + f" and {shown[-1]}" if len(shown) > 1 else shown[0]
