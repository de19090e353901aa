"""Role cards on paper: a page for each, to be given to whoever plays the part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.domain.practice import RoleCard


def cards_on_paper(cards: Iterable[RoleCard], agency: str, version: str) -> PaperDocument:
    """One page a card; what to look at afterwards stands at its foot, for both."""
    parts: list[PaperPart] = []
    for card in cards:
        if parts:
            parts.append(PaperPart(PaperKind.PAGE))
        parts += _page(card)
    return PaperDocument(
        title="Role cards for practice",
        head=agency,
        under="Practice: every person on these pages is made up",
        foot=f"Callback Desk, role cards {version}. Fictional people only; may lie about.",
        parts=tuple(parts),
    )


def _page(card: RoleCard) -> Iterator[PaperPart]:
    person = card.person
    yield PaperPart(PaperKind.TITLE, card.title)
    yield PaperPart(PaperKind.TEXT, f"Trains: {card.trains}")
    yield PaperPart(
        PaperKind.BOXED,
        f"You play: {person.first} {person.last}, {person.age}, {person.address}",
        f"Reported: {person.offense_said}. The one who calls must not read this page.",
    )
    yield PaperPart(PaperKind.HEADING, "How to play it")
    for line in card.play:
        yield PaperPart(PaperKind.POINT, line)
    if card.say:
        yield PaperPart(PaperKind.HEADING, "You may say")
        for line in card.say:
            yield PaperPart(PaperKind.SAY, line)
    yield PaperPart(PaperKind.HEADING, "Afterwards, look at it together")
    for line in (*(goal.words for goal in card.goals), *card.talk_about):
        yield PaperPart(PaperKind.POINT, line)
