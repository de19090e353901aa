"""What became of the lines a volunteer brought: how many, and nothing of any case."""

from __future__ import annotations

from collections.abc import Mapping

from callback_desk.domain.receipts import Answer
from callback_desk.ui.components import Card, Label, Paragraph, set_shown


class UsedCard(Card):
    """Quiet, and out of sight while nothing was answered."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What became of it")
        self.body.addWidget(Label("What became of it", face="strong"))
        self.said = Paragraph("", full_width=True)
        self.body.addWidget(self.said)
        set_shown(self, False)

    def show_became(self, became: Mapping[Answer, int]) -> None:
        """The counts of this month."""
        words = became_words(became)
        self.said.set_words(words)
        set_shown(self, bool(words))


def became_words(became: Mapping[Answer, int]) -> str:
    """ "2 of your lines were used this month. An investigator asks for more about 1." """
    used, more = became.get(Answer.USED, 0), became.get(Answer.NEED_MORE, 0)
    rest = sum(became.values()) - used - more
    told = []
    if used:
        told.append(
            "1 of your lines was used this month." if used == 1 else f"{used} of your lines were used this month."
        )
    if more:
        told.append(f"An investigator asks for more about {'another' if used == more == 1 else more}.")
    if rest:
        told.append(
            f"{rest} more {'was' if rest == 1 else 'were'} read." if told else f"{_lines(rest)} read this month."
        )
    return " ".join(told)


def _lines(many: int) -> str:
    return "1 of your lines was" if many == 1 else f"{many} of your lines were"


__all__ = ["UsedCard", "became_words"]
