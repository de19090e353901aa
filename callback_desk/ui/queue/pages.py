"""What the table holds of a list of any length: all ids in order, and the rows of a few pages. Without Qt."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from callback_desk.domain.views import ListRow

PAGE_ROWS = 256
PAGES_KEPT = 40


@dataclass(frozen=True, slots=True)
class PageWanted:
    """A question for one page: its ids in order. An answer belongs to the generation it was asked for."""

    generation: int
    number: int
    ids: tuple[int, ...]


class RowPages:
    """Ids and pages of one filter. `generation` grows with every new filter and every new order of ids.

    A row is looked up by its id and never by its place alone: a list that moved under a page shows no wrong person.
    """

    def __init__(self) -> None:
        self.generation = 0
        self.total = 0
        self.ids: Sequence[int] | None = None  # None until they are known
        self._kept: OrderedDict[int, dict[int, ListRow]] = OrderedDict()
        self._old: set[int] = set()
        self._asked: set[int] = set()
        self._first: tuple[ListRow, ...] = ()

    def begin(self, total: int, first: Sequence[ListRow]) -> int:
        """Another filter: its count and first rows, before the ids are known. Hands back its generation."""
        self.generation += 1
        self.total = total
        self.ids = None
        self._kept.clear()
        self._old.clear()
        self._asked.clear()
        self._first = tuple(first)
        return self.generation

    def set_ids(self, ids: Sequence[int]) -> int:
        """The ids of the same filter, now or again. Rows known stay on screen until newer ones come."""
        if self.ids is not None:
            self.generation += 1
            self._old = set(self._kept)
        elif self._first:
            known = {int(row.id): row for row in self._first}
            if all(one in known for one in ids[:PAGE_ROWS]):  # else the first rows were not a whole page
                self._kept[0] = known
        self._first = ()
        self._asked.clear()
        self.ids = ids
        self.total = len(ids)
        return self.generation

    def row(self, place: int) -> ListRow | None:
        """The row at a place, as far as it is here."""
        if self.ids is None:
            return self._first[place] if 0 <= place < len(self._first) else None
        if not 0 <= place < len(self.ids):
            return None
        page = self._kept.get(place // PAGE_ROWS)
        if page is None:
            return None
        self._kept.move_to_end(place // PAGE_ROWS)
        return page.get(self.ids[place])

    def missing(self, place: int) -> PageWanted | None:
        """The page to ask for so that a place can be shown; None when it is here, asked already or not known yet."""
        number = place // PAGE_ROWS
        if self.ids is None or number in self._asked or (number in self._kept and number not in self._old):
            return None
        self._asked.add(number)
        start = number * PAGE_ROWS
        return PageWanted(self.generation, number, tuple(self.ids[start : start + PAGE_ROWS]))

    def keep(self, wanted: PageWanted, rows: Sequence[ListRow]) -> bool:
        """Keep an answer. False when it belongs to an older filter or order."""
        if wanted.generation != self.generation:
            return False
        self._asked.discard(wanted.number)
        self._old.discard(wanted.number)
        self._kept[wanted.number] = {int(row.id): row for row in rows}
        self._kept.move_to_end(wanted.number)
        while len(self._kept) > PAGES_KEPT:
            gone, _ = self._kept.popitem(last=False)
            self._old.discard(gone)
        return True

    def forget_asked(self, wanted: PageWanted) -> None:
        """A question failed: it may be asked again."""
        if wanted.generation == self.generation:
            self._asked.discard(wanted.number)

    def place_of(self, callback_id: int) -> int:
        """Where an id stands, -1 when it is not on the list or the ids are not known yet."""
        if self.ids is None:
            return next((place for place, row in enumerate(self._first) if row.id == callback_id), -1)
        if isinstance(self.ids, array):
            try:
                return self.ids.index(callback_id)
            except ValueError:
                return -1
        return next((place for place, one in enumerate(self.ids) if one == callback_id), -1)

    @property
    def pages_kept(self) -> int:
        return len(self._kept)
