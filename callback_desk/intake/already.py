"""What a row's report says already, read from the columns that say it: one closed line for each row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from callback_desk.domain.incident import Role
from callback_desk.domain.layout import NAME_FIELDS, ColumnMatch, Field
from callback_desk.domain.report_already import Already, Item, Known
from callback_desk.intake.property_kinds import PropertyKinds, number_given
from callback_desk.intake.words import Words, is_null

_SAID_YES_OR_NO = {
    Field.WITNESS: Known.WITNESS,
    Field.CAMERA: Known.CAMERA,
    Field.PHOTO: Known.PHOTO,
    Field.SUSPECT_SEEN: Known.SUSPECT,
    Field.ENTRY: Known.ENTRY,
}
_NUMBERS = {Field.PLATE: Known.PLATE, Field.VIN: Known.VIN}
_OF_OTHERS = {Role.WITNESS: Known.WITNESS, Role.SUSPECT: Known.SUSPECT}
_BETWEEN = re.compile(r"[,;|\n\r]+|\s/\s")
_LONGEST = 400  # of a cell: a thing stands in a few words, a story in many
_FEWEST_MARKS = 3  # letters and digits that make a plate or a number

Group = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]  # things, their numbers, their states


class AlreadyReader:
    """Reads the rows of one file. `has_columns` is false where no column says any of it: then nothing is read."""

    def __init__(self, columns: Sequence[ColumnMatch], words: Words, kinds: PropertyKinds) -> None:
        self._words, self._kinds = words, kinds
        self._groups = _groups(columns)
        own = [each for each in columns if each.role is Role.VICTIM and each.field is not None]
        self._answers = [(each.index, _SAID_YES_OR_NO[each.field]) for each in own if each.field in _SAID_YES_OR_NO]
        self._answers += [(each.index, _NUMBERS[each.field]) for each in own if each.field in _NUMBERS]
        self._others = [
            (each.index, _OF_OTHERS[each.role])
            for each in columns
            if each.role in _OF_OTHERS
            and (each.field in NAME_FIELDS or (each.field is Field.PHONE and each.role is Role.WITNESS))
        ]
        self._indexes = tuple(
            dict.fromkeys(
                [index for group in self._groups for part in group for index in part]
                + [index for index, _known in (*self._answers, *self._others)]
            )
        )
        self.has_columns = bool(self._indexes)
        self._of_cells = lru_cache(maxsize=8_192)(self._read)
        self._answer = lru_cache(maxsize=1_024)(self._answered)

    def read(self, cells: Sequence[str]) -> str:
        """The line of one row (see `domain.report_already`). Cells are without blanks around them."""
        said = tuple([cells[index] for index in self._indexes])
        return self._of_cells(said) if any(said) else ""

    def _read(self, said: tuple[str, ...]) -> str:
        cells = dict(zip(self._indexes, said, strict=True))
        items: list[Item] = []
        yes: set[Known] = set()
        no: set[Known] = set()
        for things, numbers, states in self._groups:
            listed, spare = self._things(*([cells[index] for index in part] for part in (things, numbers, states)))
            items += listed
            yes |= {Known.SERIAL} if spare else set()
        for index, known in self._answers:
            if not cells[index]:
                continue
            answer = self._is_number(cells[index]) if known in _NUMBERS.values() else self._answer(cells[index])
            if answer is not None:
                (yes if answer else no).add(known)
        yes |= {known for index, known in self._others if not is_null(cells[index])}
        return Already(tuple(items), frozenset(yes), frozenset(no)).text

    def _things(self, things: list[str], numbers: list[str], states: list[str]) -> tuple[list[Item], bool]:
        """The things of a group, and whether a number is left that may be any one's."""
        if not (any(things) or any(numbers)) or not all(self._kinds.is_missing(state) for state in states if state):
            return [], False
        text = " ; ".join(thing[:_LONGEST] for thing in things if not is_null(thing))
        kinds = self._kinds.in_text(text) if text else ()
        given = sum(
            1 for cell in numbers for part in _BETWEEN.split(cell) if self._is_number(part) is True
        ) or number_given(text)
        carry = [kind for kind in kinds if kind in self._kinds.with_numbers]
        all_of_them = bool(carry) and given >= len(carry)
        return [Item(kind, all_of_them and kind in carry) for kind in kinds], bool(given) and not all_of_them

    def _answered(self, cell: str) -> bool | None:
        """Yes, a count or words are a yes; a blank or "unknown" says nothing."""
        folded = cell.casefold()
        if is_null(cell) and folded not in ("none", "na", "n/a"):
            return None
        if folded in self._words.unsure_words:
            return None
        return None if folded in ("na", "n/a") else folded not in self._words.no_words

    def _is_number(self, cell: str) -> bool | None:
        """Whether a cell holds a plate or a number, not "unknown" or "no": those say nothing."""
        folded = cell.strip().casefold()
        if is_null(folded) or folded in self._words.no_words or folded in self._words.unsure_words:
            return None
        return True if sum(map(str.isalnum, folded)) >= _FEWEST_MARKS and len(folded) <= _LONGEST else None


def _groups(columns: Sequence[ColumnMatch]) -> tuple[Group, ...]:
    """Things with their own numbers and states: "Item 1, Serial 1, Item 2, Serial 2" are two, anything else is one."""
    own = [each for each in columns if each.role is Role.VICTIM]
    things, numbers, states = (
        [each.index for each in own if each.field is wanted]
        for wanted in (Field.PROPERTY, Field.PROPERTY_NUMBER, Field.PROPERTY_STATE)
    )
    if not things and not numbers:
        return ()
    count = len(things)
    if count > 1 and len(numbers) in (0, count) and len(states) in (0, count) and (numbers or states):
        return tuple(
            (
                (things[place],),
                (numbers[place],) if numbers else (),
                (states[place],) if states else (),
            )
            for place in range(count)
        )
    return ((tuple(things), tuple(numbers), tuple(states)),)
