"""What somebody keeps of the call list: a view under a name, and which columns stand where and how wide."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NewType

from callback_desk.domain.views import ListFilter

ListViewId = NewType("ListViewId", int)

NAME_LENGTH = 40
MOST_VIEWS = 30  # of one person
NARROWEST_PX, WIDEST_PX = 60, 600


class ListColumn(StrEnum):
    """A column that may be chosen."""

    NAME = "name"
    OFFENSE = "offense"
    REPORTED = "reported"
    STATE = "state"
    NEXT = "next"
    TRIES = "tries"
    CASES = "cases"
    PROMISED = "promised"
    WHY = "why"


#: As shipped; the name always stands first.
USUAL = (
    ListColumn.NAME,
    ListColumn.OFFENSE,
    ListColumn.REPORTED,
    ListColumn.STATE,
    ListColumn.NEXT,
    ListColumn.TRIES,
)


@dataclass(frozen=True, slots=True)
class ListLook:
    """Columns in their order, and the width of those somebody made wider or narrower, in px at 100 %."""

    columns: tuple[ListColumn, ...] = USUAL
    widths: tuple[tuple[ListColumn, int], ...] = ()

    def settled(self) -> ListLook:
        """The same with the name first, no column twice and every width within reach."""
        columns = dict.fromkeys((ListColumn.NAME, *self.columns))
        widths = {one: min(max(px, NARROWEST_PX), WIDEST_PX) for one, px in self.widths if one in columns}
        return replace(self, columns=tuple(columns), widths=tuple(widths.items()))


@dataclass(frozen=True, slots=True)
class ListView:
    """A kept question to the list, with its columns. `own` False: a supervisor shares it with everybody."""

    id: ListViewId
    name: str
    asked: ListFilter
    look: ListLook = field(default_factory=ListLook)
    shared: bool = False
    own: bool = True
    by: str = ""
