"""What became of one person who was typed in, in a sentence."""

from __future__ import annotations

from callback_desk.domain.import_rows import Preview
from callback_desk.domain.incident import Pile
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.reason_words import reason_words


def what_became(preview: Preview, name: str, desk: Desk) -> tuple[str, bool]:
    """The sentence, and whether the person does not come to the call list now."""
    pile = next((pile for pile in Pile if preview.counts.of(pile)), Pile.REJECTED)
    row = next((row for row in preview.rows if row.pile is pile), None)
    why, to_do = reason_words(desk.rules, row.reason) if row is not None and row.reason else ("", "")
    words = {
        Pile.QUEUED: f"{name} is on the call list.",
        Pile.MERGED: f"{name} is on the call list already; this report was added.",
        Pile.DUPLICATE: f"{name} is here already, with nothing new.",
        Pile.HELD: f"{name} waits for a decision. {why} {to_do}",
        Pile.EXCLUDED: f"{name} is not to be called. {why}",
        Pile.REJECTED: f"This could not be brought in. {why} {to_do}",
    }
    return words[pile].strip(), pile in (Pile.HELD, Pile.EXCLUDED, Pile.REJECTED)
