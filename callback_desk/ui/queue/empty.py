"""What the call list says when nobody is in it: what, why, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from callback_desk.domain.views import ListFilter, Tab

IMPORT = "Import a file"
CLEAR = "Show everyone"


@dataclass(frozen=True, slots=True)
class EmptyWords:
    """What, why, and the words of the one button."""

    what: str
    why: str
    action: str


NOBODY_YET = EmptyWords(
    "Nobody is on the call list yet",
    "An import brings people here. Everyone in it is to be called, waits for a decision, or is not to be called, "
    "each with the reason.",
    IMPORT,
)
_NOT_FOUND = EmptyWords(
    "Nobody fits",
    "A search finds names by their words in any order, typed in part too; a whole telephone number; a case number, or "
    "its first five letters and digits. The tab and the filters narrow it further.",
    CLEAR,
)
_NOBODY_NOW = EmptyWords(
    "Nobody at present", "This part opens from a number of the board, and follows it as people are called.", CLEAR
)
_TABS: Mapping[Tab, EmptyWords] = {
    Tab.DUE_TODAY: EmptyWords(
        "Nobody was promised a call today", "A promised time shows here on its day, earlier ones too.", CLEAR
    ),
    Tab.TO_DECIDE: EmptyWords(
        "Nobody waits for a decision", "People a rule holds and interrupted calls show here at once.", CLEAR
    ),
    Tab.WAITING_LONG: EmptyWords(
        "Nobody waits too long", "People who wait for a call 14 days after the report show here.", CLEAR
    ),
    Tab.NOT_CALLED: EmptyWords(
        "Everybody here may be called", "People a rule or a decision keeps from being called show here.", CLEAR
    ),
}


def empty_words(asked: ListFilter, on_the_list: int) -> EmptyWords:
    """Why nothing is shown; `on_the_list` is how many people there are in all."""
    if not on_the_list:
        return NOBODY_YET
    if asked.text or asked.states or asked.offense:
        return _NOT_FOUND
    return _TABS.get(asked.tab, _NOBODY_NOW)
