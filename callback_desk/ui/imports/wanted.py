"""The match page as values: what we need, which column it was taken from, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from callback_desk.domain.incident import Role, Screening
from callback_desk.domain.layout import (
    OFFENSE_FIELDS,
    PERSON_FIELDS,
    ColumnMatch,
    DateOrder,
    Field,
    Layout,
    Looks,
    MappingGuess,
    layout_from_guess,
    people_of,
)
from callback_desk.domain.phone import PhoneKind
from callback_desk.ui.imports.match_tables import (
    ALSO,
    ALWAYS,
    DATES,
    INSTEAD,
    NAMED_BY,
    NUMBERS,
    SCREENED,
    SCREENING_LABELS,
    SURE_FROM,
)


class Match(StrEnum):
    """How sure a match is; the chip at the right of its row."""

    SURE = "sure"
    CHOSEN = "chosen"  # by hand, on this page
    PLEASE_CHECK = "please_check"
    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"
    WHICH_ORDER = "which_order"  # the dates may be read either way
    SETTLE_ONCE = "settle_once"
    SETTLED = "settled"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Slot:
    """One line of the page: a field of a role; `place` tells several columns of one field apart (0 is the first).

    `person` is which victim of a row it is about: 1 where a row holds one, 0 for what is said once of all.
    """

    field: Field
    role: Role
    label: str
    place: int = 0
    screening: Screening | None = None
    needed: bool = False
    person: int = 1


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A line with what it shows now. `column` is None when the field is not in this file."""

    slot: Slot
    column: ColumnMatch | None
    match: Match


#: Roles whose number may be mistaken for the victim's: somebody says once whose it is.
DOUBTFUL = frozenset({Role.REPORTER, Role.CONTACT, Role.OTHER, Role.GUARDIAN})


class Matching:
    """The mapping somebody looks at and corrects. Starts as the guess; `layout()` is what is imported by."""

    def __init__(self, guess: MappingGuess, settled: frozenset[Screening]) -> None:
        self._guess = guess
        self._columns = {column.index: column for column in guess.columns}
        self._settled = settled
        self._by_hand: set[int] = set()
        self._told: set[int] = set()
        self.people = people_of(guess.columns)
        self._undecided = {heading for code, heading in guess.findings if code == "date_order_undecided"}
        self._slots = self._slots_of_guess()

    @property
    def columns(self) -> tuple[ColumnMatch, ...]:
        """Every column of the file, in its order, as it is taken now."""
        return tuple(self._columns[index] for index in sorted(self._columns))

    @property
    def unread(self) -> int:
        """How many columns nobody reads."""
        return sum(1 for column in self._columns.values() if column.field is None)

    @property
    def rows(self) -> tuple[MatchRow, ...]:
        return tuple(self._row(slot) for slot in self._slots)

    @property
    def left(self) -> int:
        """How many lines still want a look."""
        wanting = {Match.PLEASE_CHECK, Match.SETTLE_ONCE, Match.MISSING, Match.WHICH_ORDER}
        return sum(1 for row in self.rows if row.match in wanting) + len(self.doubtful)

    @property
    def unsettled(self) -> frozenset[Screening]:
        """Screening facts that have no column and no statement."""
        return frozenset(
            row.slot.screening for row in self.rows if row.match is Match.SETTLE_ONCE and row.slot.screening
        )

    @property
    def doubtful(self) -> tuple[ColumnMatch, ...]:
        """Telephone columns that may be somebody else's and that nobody has spoken about yet."""
        return tuple(
            column
            for column in self.columns
            if column.field is Field.PHONE and column.role in DOUBTFUL and column.index not in self._told
        )

    def say_whose(self, index: int, *, victims: bool) -> None:
        """A number column is the victim's, or is left out: it is never called, only compared."""
        self._told.add(index)
        if victims:
            whose = self.whose_it_would_be(index) if self.people > 1 else 0
            self._columns[index] = replace(self._columns[index], role=Role.VICTIM, family=whose)
            self._by_hand.add(index)
        self._slots = self._slots_of_guess()

    def whose_it_would_be(self, index: int) -> int:
        """Of the victims of a row the one whose name stands before this column; 1 for the first."""
        named = [
            column.family
            for column in self.columns
            if column.index < index and column.field in NAMED_BY and column.role is Role.VICTIM
        ]
        return max(1, named[-1]) if named else 1

    def take(self, layout: Layout) -> bool:
        """Match as a set-up says, column by column of the same heading; False when it is for other headings."""
        wanted = {column.header: column for column in layout.columns}
        for index, column in self._columns.items():
            told = wanted.get(column.header)
            self._columns[index] = (
                replace(column, field=None, role=Role.VICTIM, family=0)
                if told is None
                else replace(
                    column,
                    field=told.field,
                    role=told.role,
                    kind=told.kind,
                    date_order=told.date_order or column.date_order,
                    family=told.family,
                )
            )
            if told is not None:
                self._by_hand.add(index)
                self._told.add(index)
            if told is not None and told.date_order is not None:
                self._undecided.discard(column.header)
        self.people = people_of(self.columns)
        self._slots = self._slots_of_guess()
        return layout.signature == self._guess.signature

    def settle(self, facts: frozenset[Screening]) -> None:
        """The agency has said how it screens for these."""
        self._settled |= facts

    def choose(self, slot: Slot, index: int | None) -> None:
        """Take a column for a line, or None for none of this file."""
        before = self._column_of(slot)
        kind = before.kind if before is not None else PhoneKind.OTHER
        family = before.family if before is not None else self._family_of(slot)
        if before is not None and before.index != index:
            self._columns[before.index] = replace(before, field=None, role=Role.VICTIM, family=0)
        if index is not None and (before is None or before.index != index):
            taken = self._columns[index]
            kind = taken.kind if taken.field is Field.PHONE else kind
            self._columns[index] = replace(taken, field=slot.field, role=slot.role, kind=kind, family=family)
            self._by_hand.add(index)

    def choose_order(self, slot: Slot, order: DateOrder) -> None:
        """Say how the dates of a line are read."""
        column = self._column_of(slot)
        if column is not None:
            self._columns[column.index] = replace(column, date_order=order)
            self._undecided.discard(column.header)

    def layout(self, name: str) -> Layout:
        """What was settled on this page, to import by and to remember."""
        return layout_from_guess(replace(self._guess, columns=self.columns), name)

    def _family_of(self, slot: Slot) -> int:
        if slot.field in OFFENSE_FIELDS and slot.place:
            return slot.place + 1
        own = slot.field in PERSON_FIELDS or slot.person > 1
        return slot.person if self.people > 1 and slot.role is Role.VICTIM and own else 0

    def _slots_of_guess(self) -> tuple[Slot, ...]:
        slots = [Slot(Field.CASE_NUMBER, Role.VICTIM, "Case number", needed=True)]
        for person in range(1, self.people + 1):
            slots += self._person_slots(person)
        slots += [
            Slot(Field.OFFENSE_CODE, Role.VICTIM, "Offense code", needed=True),
            Slot(Field.OFFENSE_NAME, Role.VICTIM, "Offense in words"),
            Slot(Field.REPORTED_AT, Role.VICTIM, "Reported on", needed=True),
        ]
        for field, label in SCREENING_LABELS:
            slots += [
                Slot(field, Role.VICTIM, self._label(label, person), screening=SCREENED[field], person=person)
                for person in range(1, self.people + 1)
                if person == 1 or self._has_own(field)
            ]
        also = [
            Slot(field, Role.VICTIM, f"{label}, {place + 1}", place)
            for field, label in ((Field.OFFENSE_CODE, "Offense code"), (Field.OFFENSE_NAME, "Offense in words"))
            for place in range(1, len(self._taken(field, Role.VICTIM)))
        ]
        for field, role, label in ALSO:
            always = field in ALWAYS or (role is Role.SUSPECT and field is Field.PHONE)
            for person in range(1, (self.people if role is Role.VICTIM else 1) + 1):
                taken = len(self._taken(field, role, person))
                own = self._label(label, person) if self._has_own(field) and role is Role.VICTIM else label
                for place in range(max(taken, 1 if always and person == 1 else 0)):
                    also.append(Slot(field, role, own if place == 0 else f"{own}, {place + 1}", place, person=person))
        # What this file has, and what is missing, comes first; what nobody misses stands at the end.
        all_of_it = [*slots, *also]
        all_of_it.sort(key=lambda slot: self._row(slot).match is Match.NOT_NEEDED)
        return tuple(all_of_it)

    def _person_slots(self, person: int) -> list[Slot]:
        slots = self._name_slots(person)
        phones = len(self._taken(Field.PHONE, Role.VICTIM, person))
        for place in range(max(1, phones)):
            label = NUMBERS[place] if place < len(NUMBERS) else f"Number {place + 1}"
            slots.append(Slot(Field.PHONE, Role.VICTIM, label, place, needed=place == 0))
        if phones:
            slots.append(Slot(Field.PHONE, Role.VICTIM, "One more number", phones))
        slots += [
            Slot(Field.BIRTH_DATE, Role.VICTIM, "Birth date", needed=True),
            Slot(Field.AGE, Role.VICTIM, "Age"),
        ]
        return [replace(slot, label=self._label(slot.label, person), person=person) for slot in slots]

    def _name_slots(self, person: int) -> list[Slot]:
        named = bool(self._taken(Field.FULL_NAME, Role.VICTIM, person))
        if self._taken(Field.LAST_NAME, Role.VICTIM, person) and not named:
            return [
                Slot(Field.LAST_NAME, Role.VICTIM, "Victim’s last name", needed=True),
                Slot(Field.FIRST_NAME, Role.VICTIM, "Victim’s first name", needed=True),
            ]
        slots = [Slot(Field.FULL_NAME, Role.VICTIM, "Victim’s name", needed=True)]
        if not named:  # nothing was recognised: the name may stand in two columns
            slots += [
                Slot(Field.LAST_NAME, Role.VICTIM, "or last name"),
                Slot(Field.FIRST_NAME, Role.VICTIM, "and first name"),
            ]
        return slots

    def _label(self, label: str, person: int) -> str:
        """ "Victim’s number" as "Victim 2’s number" where a row holds several."""
        if self.people < 2:
            return label
        said = label.removeprefix("Victim’s ")
        return f"Victim {person}’s {said[0].lower()}{said[1:]}"

    def _has_own(self, field: Field) -> bool:
        """Whether the victims of a row have columns of their own for this."""
        return any(one.family for one in self._columns.values() if one.field is field and one.role is Role.VICTIM)

    def _taken(self, field: Field, role: Role, person: int = 1) -> list[ColumnMatch]:
        found = [column for column in self.columns if column.field is field and column.role is role]
        if self.people < 2 or role is not Role.VICTIM or field in OFFENSE_FIELDS:
            return sorted(found, key=lambda column: (column.family, column.index))
        return [column for column in found if column.family == person or (person == 1 and not column.family)]

    def _column_of(self, slot: Slot) -> ColumnMatch | None:
        taken = self._taken(slot.field, slot.role, slot.person)
        return taken[slot.place] if slot.place < len(taken) else None

    def _row(self, slot: Slot) -> MatchRow:
        column = self._column_of(slot)
        return MatchRow(slot, column, self._match(slot, column))

    def _match(self, slot: Slot, column: ColumnMatch | None) -> Match:
        if column is None:
            if slot.screening is not None and slot.screening in self._guess_screening():
                return Match.SETTLED if slot.screening in self._settled else Match.SETTLE_ONCE
            instead = INSTEAD.get(slot.field, frozenset())
            missing = slot.needed and not any(self._taken(field, Role.VICTIM, slot.person) for field in instead)
            return Match.MISSING if missing else Match.NOT_NEEDED
        if column.header in self._undecided:
            return Match.WHICH_ORDER
        if slot.field in DATES and column.date_order is not None:
            return Match.MONTH_FIRST if column.date_order is DateOrder.MONTH_FIRST else Match.DAY_FIRST
        if column.index in self._by_hand:
            return Match.CHOSEN
        no_dates = slot.field in DATES and column.looks in (Looks.NUMBER, Looks.CODE)
        return Match.SURE if column.score >= SURE_FROM and not no_dates else Match.PLEASE_CHECK

    def _guess_screening(self) -> frozenset[Screening]:
        # A file of natural persons only may say so elsewhere; the reader knows, and a column taken away counts too.
        emptied = {
            fact for field, fact in SCREENED.items() if self._guess.has(field) and not self._taken(field, Role.VICTIM)
        }
        return self._guess.unsettled | emptied | self._settled
