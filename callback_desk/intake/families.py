"""Several people, or several offenses, side by side in one row: which column belongs to the first, the second, …

A family is known by its names: two columns of victims' names with different numbers, or under one heading twice. What
else carries a number then belongs to that person. What could be either person's is nobody's: held, never guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from callback_desk.domain.incident import Role
from callback_desk.domain.layout import (
    NAME_FIELDS,
    OFFENSE_FIELDS,
    OWN_FIELDS,
    PERSON_FIELDS,
    ColumnMatch,
    Field,
    people_of,
)
from callback_desk.domain.phone import PhoneKind
from callback_desk.intake.family_numbers import Numbered

_NAMES = (Field.FULL_NAME, Field.LAST_NAME)
OF_SUSPECTS = frozenset({Field.FULL_NAME, Field.LAST_NAME, Field.FIRST_NAME, Field.ADDRESS})
# Unmarked, these are whoever's name stands left of them.
BESIDE_NAMES = frozenset({Field.PHONE, Field.AGE, Field.BIRTH_DATE, Field.EMAIL})
_MOST_PEOPLE = 20
# Several columns of these count together, and a sign for one victim of a row keeps the others out as well.
_ADDED_UP = frozenset({Field.FLAGS, Field.NOTES, Field.DOMESTIC})

Label = tuple[int, int]  # the number of a heading, -1 for none, and which time it stands there


def settle_families(
    columns: Sequence[ColumnMatch], numbers: Sequence[Numbered], unmarked: Collection[int], worded: Collection[int]
) -> list[ColumnMatch]:
    """Give every column its family.

    `unmarked` are columns whose heading does not say whose they are, `worded` those with a word for the victim.
    """
    told = _strangers(columns, numbers, unmarked)
    told = _offenses(told, numbers)
    told = _suspects(told, numbers)
    return _victims(told, numbers, unmarked, worded)


def _strangers(
    columns: Sequence[ColumnMatch], numbers: Sequence[Numbered], unmarked: Collection[int]
) -> list[ColumnMatch]:
    """ "Name, Phone, Name, Phone" says nothing of who the second is, unless a column says how each is involved."""
    if any(each.field is Field.INVOLVEMENT and numbers[each.index].times > 1 for each in columns):
        return list(columns)
    others = {
        each.index
        for each in columns
        if each.field in _NAMES and each.index in unmarked and numbers[each.index].time > 1 and _is_victims(each)
    }
    told = [replace(each, role=Role.OTHER) if each.index in others else each for each in columns]
    named = _named_left(told)
    return [
        replace(each, role=Role.OTHER)
        if each.field in BESIDE_NAMES and each.index in unmarked and named[each.index] in others and _is_victims(each)
        else each
        for each in told
    ]


def _offenses(columns: Sequence[ColumnMatch], numbers: Sequence[Numbered]) -> list[ColumnMatch]:
    """ "Offense 1, Offense 2": one heading with several numbers, or equal headings with values of one look."""
    families: dict[int, int] = {}
    for field in OFFENSE_FIELDS:
        groups: dict[str, list[ColumnMatch]] = {}
        for each in columns:
            if each.field is field and _is_victims(each):
                groups.setdefault(numbers[each.index].rest, []).append(each)
        group = max(groups.values(), key=len, default=[])
        alike = [each for each in group if numbers[each.index].time == 1 or each.looks is group[0].looks]
        if len(alike) > 1:
            ordered = sorted(alike, key=lambda each: _label(numbers[each.index]))
            families |= {each.index: place for place, each in enumerate(ordered, start=1)}
    return [replace(each, family=families.get(each.index, each.family)) for each in columns]


def _suspects(columns: Sequence[ColumnMatch], numbers: Sequence[Numbered]) -> list[ColumnMatch]:
    """Every suspect's name and address counts, not only the first one's."""
    own = [each for each in columns if each.role is Role.SUSPECT and each.field in OF_SUSPECTS]
    labels = sorted({_label(numbers[each.index]) for each in own})
    if len(labels) < 2:
        return list(columns)
    indexes = {each.index for each in own}
    return [
        replace(each, family=labels.index(_label(numbers[each.index])) + 1) if each.index in indexes else each
        for each in columns
    ]


def _is_victims(column: ColumnMatch) -> bool:
    return column.role is Role.VICTIM


def _label(number: Numbered) -> Label:
    return (-1 if number.number is None else number.number, number.time)


def _named_left(columns: Sequence[ColumnMatch]) -> dict[int, int | None]:
    """For each column the nearest column with anybody's name, at or left of it."""
    found: dict[int, int | None] = {}
    nearest: int | None = None
    for each in columns:
        if each.field in _NAMES or each.field is Field.ORGANIZATION:
            nearest = each.index
        found[each.index] = nearest
    return found


def _victims(
    columns: list[ColumnMatch], numbers: Sequence[Numbered], unmarked: Collection[int], worded: Collection[int]
) -> list[ColumnMatch]:
    labels = _labels(columns, numbers)
    if not 2 <= len(labels) <= _MOST_PEOPLE:
        return [_alone(each, numbers, labels) for each in columns]
    row = _Numbering(columns, numbers, unmarked, worded, labels)
    families = {
        each.index: row.family_of(each)
        for each in columns
        if each.field is not None and _is_victims(each) and each.field in PERSON_FIELDS | OWN_FIELDS
    }
    several = {each.field for each in columns if (families.get(each.index) or 0) > 1} - _ADDED_UP
    told: list[ColumnMatch] = []
    for each in columns:
        family = families.get(each.index, 0)
        if family is None:
            told.append(_nobodys(each))
        elif each.index not in families:
            told.append(each)
        else:
            # "Relationship, Relationship 2": the first person's, where there is a second one's.
            first = family == 0 and each.field in several and row.first_unnumbered
            told.append(replace(each, family=1 if first else family))
    return told


def _labels(columns: Sequence[ColumnMatch], numbers: Sequence[Numbered]) -> list[Label]:
    """The numbers of victims' names, in order; those of the field with most of them."""
    of_field = [
        sorted({_label(numbers[each.index]) for each in columns if each.field is field and _is_victims(each)})
        for field in _NAMES
    ]
    return max(of_field, key=len)


def _alone(column: ColumnMatch, numbers: Sequence[Numbered], labels: Sequence[Label]) -> ColumnMatch:
    """One victim a row: "Victim 2 Phone" is not hers when nobody is named as victim 2."""
    own = numbers[column.index]
    if not own.party or own.number is None or not _is_victims(column) or column.field not in PERSON_FIELDS:
        return column
    named = {number for number, _time in labels}
    if not named:
        named = {min(each.number for each in numbers if each.party and each.number is not None)}
    elif -1 in named:
        named |= {0, 1}
    return column if own.number in named else _nobodys(column)


class _Numbering:
    """How the people of a row are numbered, and which column is whose."""

    def __init__(
        self,
        columns: Sequence[ColumnMatch],
        numbers: Sequence[Numbered],
        unmarked: Collection[int],
        worded: Collection[int],
        labels: Sequence[Label],
    ) -> None:
        self._columns, self._numbers, self._unmarked, self._worded = columns, numbers, unmarked, worded
        self._count = len(labels)
        self.first_unnumbered = labels[0][0] == -1
        self._by_time = all(number == -1 for number, _time in labels)
        self._by_number = {number: place for place, (number, _time) in enumerate(labels, start=1) if number >= 0}
        if self.first_unnumbered:
            self._by_number.setdefault(1, 1)  # "Victim Name, Victim Name 2" with "Victim Phone 1"
        place_of = {label: place for place, label in enumerate(labels, start=1)}
        self._names: dict[int, int] = {
            each.index: place_of[_label(numbers[each.index])]
            for each in columns
            if each.field in _NAMES and _is_victims(each) and _label(numbers[each.index]) in place_of
        }
        self._left = _named_left(columns)
        ends = [self._numbers[each.index] for each in columns if each.field is Field.PHONE and _is_victims(each)]
        # Telephones with numbers that no person has are counted by themselves, so their numbers say nothing of people.
        self._phones_agree = {each.number for each in ends if each.number is not None and not each.party} <= set(
            self._by_number
        )

    def family_of(self, column: ColumnMatch) -> int | None:
        """1 for the first person, 0 for everybody of the row, None for nobody we could name."""
        own = self._numbers[column.index]
        if column.index in self._names:
            return self._names[column.index]
        personal = column.field in PERSON_FIELDS
        if own.number is not None and (own.party or self._counts_people(column, own)):
            return self._by_number.get(own.number, None if personal else 0)
        if own.number is not None:
            return None if personal else 0
        if own.times > 1:
            return self._by_place(column, own) or (None if personal else 0)
        return self._unnumbered(column, personal=personal)

    def _unnumbered(self, column: ColumnMatch, *, personal: bool) -> int | None:
        """A column that stands once: of the first person where that one has no number either."""
        if not personal:
            # A sign of the row counts for everybody on it; what names the victim is the first one's.
            own = column.index in self._worded and column.field not in _ADDED_UP and self.first_unnumbered
            return 1 if own else 0
        if not self.first_unnumbered:
            return None
        if not self._by_time:
            return 1
        block = self._block(column)  # behind the last name it may be anybody's
        return block if 0 < block < self._count else None

    def _counts_people(self, column: ColumnMatch, own: Numbered) -> bool:
        """Whether a number at the end of a heading is a person's. Of telephones only where their places agree."""
        if column.field is not Field.PHONE:
            return True
        left = self._left[column.index]
        if column.index in self._unmarked and left not in self._names:
            return False
        if not self._phones_agree:
            return False
        block = self._block(column)
        return block == 0 or block == self._by_number.get(own.number or 0)

    def _by_place(self, column: ColumnMatch, own: Numbered) -> int | None:
        """Of equal headings, as many as there are people, the first is the first's if they stand in turn with names."""
        same = [
            each for each in self._columns if self._numbers[each.index].rest == own.rest and each.field is column.field
        ]
        blocks = [self._block(each) for each in same]
        turns = ([0] * self._count, list(range(self._count)), list(range(1, self._count + 1)))
        if len(same) == own.times == self._count and blocks in turns:
            return own.time
        return self._block(column) or None

    def _block(self, column: ColumnMatch) -> int:
        """The person between whose name and the next one's a column stands; 0 where names stand apart from the rest."""
        columns = sorted({place: index for index, place in reversed(self._names.items())}.values())
        if all(self._only_names_between(one, other) for one, other in pairwise(columns)):
            return 0
        left = self._left[column.index]
        return self._names.get(left, 0) if left is not None else 0

    def _only_names_between(self, one: int, other: int) -> bool:
        return all(each.field in NAME_FIELDS for each in self._columns[min(one, other) + 1 : max(one, other)])


def _nobodys(column: ColumnMatch) -> ColumnMatch:
    """A number that may be another person's is only compared; anything else is not read."""
    if column.field is Field.PHONE:
        return replace(column, role=Role.OTHER)
    return replace(column, field=None, role=Role.VICTIM, kind=PhoneKind.OTHER, score=0.0)


def shape_findings(columns: Sequence[ColumnMatch], rows: Iterable[Sequence[str]]) -> list[tuple[str, str]]:
    """What one row of the table is, where that is not simply one person on one case."""
    people = people_of(columns)
    findings: list[tuple[str, str]] = []
    if people > 1:
        findings.append(("several_victims", f"up to {people}"))
    offenses = max((each.family for each in columns if each.field in OFFENSE_FIELDS), default=0)
    if offenses > 1:
        findings.append(("several_offenses", f"up to {offenses}"))
    if not findings and (code := _repeated_cases(columns, rows)):
        findings.append((code, ""))
    return findings


def _repeated_cases(columns: Sequence[ColumnMatch], rows: Iterable[Sequence[str]]) -> str:
    """Cases on more than one row of the first: with other people, or with other offenses of the same person."""

    def indexes(fields: Collection[Field]) -> list[int]:
        return [each.index for each in columns if each.field in fields and _is_victims(each)]

    cases = indexes({Field.CASE_NUMBER})
    names, offenses = indexes(NAME_FIELDS), indexes(OFFENSE_FIELDS)
    if not cases or not names:
        return ""
    people: dict[str, set[tuple[str, ...]]] = {}
    codes: dict[tuple[str, tuple[str, ...]], set[tuple[str, ...]]] = {}
    for cells in rows:
        if len(cells) <= max(*cases, *names, *offenses, 0) or not (case := cells[cases[0]].strip()):
            continue
        person = tuple(cells[index].strip().casefold() for index in names)
        people.setdefault(case, set()).add(person)
        codes.setdefault((case, person), set()).add(tuple(cells[index].strip() for index in offenses))
    if any(len(found) > 1 for found in codes.values()):
        return "row_each_offense"
    return "row_each_person" if any(len(found) > 1 for found in people.values()) else ""
