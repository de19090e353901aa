"""Table rows become people: a row of several victims is read once for each of them, a row of one as it stands.

Each person's row is the row's common cells with that person's own in the place of the first one's and nobody else's,
so the same person is the same row (and the same digest) wherever in the row she stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from callback_desk.domain.incident import Candidate, CaseStatus, PersonName, Pile, Role, RowProblem, Screening
from callback_desk.domain.layout import NAME_FIELDS, OFFENSE_FIELDS, ColumnMatch, Field, people_of
from callback_desk.domain.phone import PhoneKind
from callback_desk.intake.conflicts import row_signs
from callback_desk.intake.damage import shortened
from callback_desk.intake.facts import OffenseLookup
from callback_desk.intake.families import OF_SUSPECTS
from callback_desk.intake.names import name_from_one_cell, name_from_parts
from callback_desk.intake.plan import Plan, make_plan
from callback_desk.intake.raw import RawRow
from callback_desk.intake.rows import PhoneTally, RowReader
from callback_desk.intake.words import Words, is_null

SEVERAL_NAMES = "several_names"
_BETWEEN = "; "  # of several offenses in one cell
_UNKNOWN_CODE = "?"  # beside known ones: a report with one offense we do not know is not callable
_SEPARATES = re.compile(r"[;|]|\s/\s")
_AND = re.compile(r"[^\W\d_]\s+(?:&|and)\s+[^\W\d_]", re.I)  # "John & Mary": a couple, or a firm
_PLAIN_CASE = re.compile(r"[\w-]+")
_CASES = re.compile(r"\d{4,}[^\s;,&|]*(?:\s*[;,&|\n]+\s*|\s+(?:/|and)\s+)[^\s;,&|]*\d{4,}", re.I)
_LINES = re.compile(r"[\r\n]+")
_ENTITY = re.compile(r"&#?\w+;")
_PERSONS = frozenset({Field.FULL_NAME, Field.LAST_NAME, Field.FIRST_NAME})

Item = Candidate | RowProblem
_Slot = tuple[Field, PhoneKind, int]


class SeveralOffenses:
    """An offense table that also understands several codes, or several names, in one cell. Fits `OffenseLookup`."""

    def __init__(self, offenses: OffenseLookup) -> None:
        self._offenses = offenses

    def match(self, code_text: str, name_text: str = "") -> tuple[str, ...]:
        """NIBRS codes of all of them. One that is not known stands as "?" beside those that are."""
        whole = self._offenses.match(code_text, name_text)
        codes, names = _parts(code_text, ";\n\r|" if whole else ";\n\r|,"), _parts(name_text, ";\n\r|")
        if len(codes) < 2 and len(names) < 2 and (whole or len(_parts(name_text, ";\n\r|,")) < 2):
            return whole
        if len(codes) < 2 and not whole:
            names = _parts(name_text, ";\n\r|,")
        found = dict.fromkeys(whole)
        for code, name in _pairs(codes, names):
            matched = self._offenses.match(code, name)
            found |= dict.fromkeys(matched or ((_UNKNOWN_CODE,) if code or not codes else ()))
        known = [code for code in found if code != _UNKNOWN_CODE]
        return tuple(known + [_UNKNOWN_CODE] * (_UNKNOWN_CODE in found)) if known else ()

    def status_of(self, status_text: str) -> CaseStatus | None:
        return self._offenses.status_of(status_text)


def _parts(text: str, between: str) -> list[str]:
    for each in between[1:]:
        text = text.replace(each, between[0])
    parts = [part.strip() for part in text.split(between[0])]
    while parts and not parts[-1]:
        parts.pop()
    return parts


def _pairs(codes: list[str], names: list[str]) -> Iterator[tuple[str, str]]:
    """Code and name of each offense; where their numbers differ every code and every name by itself."""
    if len(codes) == len(names):
        pairs: Iterable[tuple[str, str]] = zip(codes, names, strict=True)
    else:
        pairs = [*((code, "") for code in codes), *(("", name) for name in names)]
    return (pair for pair in pairs if any(pair))


class MakeReader(Protocol):
    """Makes the reader of one person's rows."""

    def __call__(self, plan: Plan, columns: Sequence[ColumnMatch], *, offenses: OffenseLookup) -> RowReader: ...


class PeopleReader:
    """Reads the rows of one file: `read` gives a Candidate or RowProblem for each person of a row, at least one."""

    def __init__(
        self,
        columns: Sequence[ColumnMatch],
        headings: Sequence[str],
        unsettled_of: Callable[[Sequence[ColumnMatch]], frozenset[Screening]],
        make_reader: MakeReader,
        offenses: OffenseLookup,
        words: Words,
    ) -> None:
        self._width = len(headings)
        self._case_heading = next((each.header for each in columns if each.field is Field.CASE_NUMBER), "")
        self._words = words
        self._offenses = _offense_columns(columns)
        self._suspects = _more_suspects(columns)
        one_each = [each for each in columns if not _is_further(each)]
        self._people = _people(one_each)
        several = SeveralOffenses(offenses)
        self._readers: list[RowReader] = []
        self._names: list[tuple[int, ...]] = []
        self._headings: list[list[str]] = []
        for person in self._people or (_Person(tuple(one_each), (), ()),):
            told = list(headings)
            for source, target in person.moves:
                told[target] = headings[source]
            own = person.columns
            self._headings.append(told)
            self._names.append(tuple(each.index for each in own if each.field in _PERSONS and each.role is Role.VICTIM))
            self._readers.append(make_reader(make_plan(own, told, unsettled_of(own)), own, offenses=several))
        for reader in self._readers[1:]:
            reader.tally = self._readers[0].tally
        self._as_it_stands = not (self._people or self._offenses or self._suspects)

    @property
    def tally(self) -> PhoneTally:
        return self._readers[0].tally

    def read(self, raw: RawRow) -> Sequence[Item]:
        """The people of a row, in its order. A row that names nobody gives one problem: every row is accounted for."""
        if self._as_it_stands:
            return (self._read(0, raw),)
        cells = list(raw.cells)
        if len(cells) > self._width and not any(cell.strip() for cell in cells[self._width :]):
            del cells[self._width :]
        if len(cells) != self._width:
            return (self._read(0, raw),)
        for columns in self._offenses:
            _join(cells, columns)
        if not self._people:
            return (self._against_all(self._read(0, RawRow(raw.place, tuple(cells))), cells),)
        found = [
            self._against_all(self._read(place, RawRow(raw.place, person.row_of(cells))), cells)
            for place, person in enumerate(self._people)
            if person.is_there(cells, self._words)
        ]
        return found or (self._read(0, RawRow(raw.place, self._people[0].row_of(cells))),)

    def _read(self, place: int, raw: RawRow) -> Item:
        item = self._readers[place].read(raw)
        if isinstance(item, Candidate) and not _PLAIN_CASE.fullmatch(item.facts.case_number):
            if shortened(item.facts.case_number):
                return RowProblem(raw.place, Pile.REJECTED, "case_shortened", self._case_heading)
            if _CASES.search(item.facts.case_number):  # a hold by the number of one of them would find nobody
                return RowProblem(raw.place, Pile.REJECTED, "several_cases", self._case_heading)
        if isinstance(item, Candidate) and item.role is Role.VICTIM:
            for index in self._names[place]:
                cell = raw.cells[index]
                if several_names(cell) or (
                    not item.name.organization and _AND.search(cell)
                ):  # whose number it would be cannot be known
                    return RowProblem(raw.place, Pile.HELD, SEVERAL_NAMES, self._headings[place][index])
        return item

    def _against_all(self, item: Item, cells: Sequence[str]) -> Item:
        """What the further suspects of a row say against its victim."""
        if not isinstance(item, Candidate) or item.role is not Role.VICTIM:
            return item
        facts = item.facts
        for suspect in self._suspects:
            name, address = suspect.name(cells, self._words), suspect.cell(cells, Field.ADDRESS)
            signs = row_signs((), (), address=item.address, suspect_address=address, name=item.name, suspect_name=name)
            facts = replace(facts, signs=facts.signs | signs)
        return replace(item, facts=facts)


def _is_further(column: ColumnMatch) -> bool:
    """A second offense or suspect: read beside the first, not in its place."""
    if column.family < 2:
        return False
    suspects = column.role is Role.SUSPECT and column.field in OF_SUSPECTS
    return suspects or (column.field in OFFENSE_FIELDS and column.role is Role.VICTIM)


def several_names(cell: str) -> bool:
    """Whether a cell of names holds more than one: "Smith, John; Doe, Jane", or whole names on lines of their own.

    A single name may be broken over two lines by whoever wrapped the cell.
    """
    if _SEPARATES.search(cell):
        parts = _SEPARATES.split(_ENTITY.sub("x", cell))
        if sum(sum(map(str.isalpha, part)) > 1 for part in parts) > 1:
            return True
    if "\n" in cell or "\r" in cell:
        lines = [line.replace(",", " ").split() for line in _LINES.split(cell.strip())]
        return len(lines) > 1 and all(len(words) > 1 for words in lines)
    return False


def _offense_columns(columns: Sequence[ColumnMatch]) -> tuple[tuple[int, ...], ...]:
    """Indexes of offense codes, and of offense names, where there are several; the first is read, and holds all."""
    found = []
    for wanted in (Field.OFFENSE_CODE, Field.OFFENSE_NAME):
        own = [each for each in columns if each.field is wanted and each.role is Role.VICTIM]
        own.sort(key=lambda each: (each.family, each.index))
        if len(own) > 1:
            found.append(tuple(each.index for each in own))
    return tuple(found)


def _join(cells: list[str], columns: Sequence[int]) -> None:
    texts = [cells[index].strip() for index in columns]
    while len(texts) > 1 and is_null(texts[-1]):
        texts.pop()
    for index in columns[1:]:
        cells[index] = ""
    cells[columns[0]] = _BETWEEN.join("" if is_null(text) else text for text in texts)


@dataclass(frozen=True, slots=True)
class _Suspect:
    """Where a second suspect's name and address stand."""

    columns: tuple[tuple[Field, int], ...]

    def cell(self, cells: Sequence[str], wanted: Field) -> str:
        text = next((cells[index].strip() for field, index in self.columns if field is wanted), "")
        return "" if is_null(text) else text

    def name(self, cells: Sequence[str], words: Words) -> PersonName | None:
        last, first = self.cell(cells, Field.LAST_NAME), self.cell(cells, Field.FIRST_NAME)
        if last or first:
            return name_from_parts(first, "", last, "", words)
        whole = self.cell(cells, Field.FULL_NAME)
        return name_from_one_cell(whole, words) if whole else None


def _more_suspects(columns: Sequence[ColumnMatch]) -> tuple[_Suspect, ...]:
    found: dict[int, list[tuple[Field, int]]] = {}
    for each in columns:
        if each.role is Role.SUSPECT and _is_further(each) and each.field is not None:
            found.setdefault(each.family, []).append((each.field, each.index))
    return tuple(_Suspect(tuple(own)) for _family, own in sorted(found.items()))


@dataclass(frozen=True, slots=True)
class _Person:
    """One of several people of a row.

    `columns` say what is hers and what is everybody's, as if hers stood in the first one's place; `moves` (from, to)
    bring her cells there; `others` are cells of all the people, which are emptied before.
    """

    columns: tuple[ColumnMatch, ...]
    moves: tuple[tuple[int, int], ...]
    others: tuple[int, ...]

    def row_of(self, cells: Sequence[str]) -> tuple[str, ...]:
        row = list(cells)
        for index in self.others:
            row[index] = ""
        for source, target in self.moves:
            row[target] = cells[source]
        return tuple(row)

    def is_there(self, cells: Sequence[str], words: Words) -> bool:
        """Whether anything names her: a name, a number or a birth date. "NA" is a name where anything else is hers."""
        doubtful = anything = False
        to_source = {target: source for source, target in self.moves}
        for each in self.columns:
            source = to_source.get(each.index)
            if source is None or not (text := cells[source].strip()):
                continue
            if each.field in NAME_FIELDS:
                if text in words.not_names or text.casefold() in words.like_nulls:
                    doubtful = True
                else:
                    return True
            elif not is_null(text):
                if each.field in (Field.PHONE, Field.BIRTH_DATE):
                    return True
                anything = True
        return doubtful and anything


def _people(columns: Sequence[ColumnMatch]) -> tuple[_Person, ...]:
    """Empty where a row holds one person. A telephone that nobody has said whose it is stays the first one's."""
    count = people_of(columns)
    if count < 2:
        return ()
    own = {
        family: [each for each in columns if each.role is Role.VICTIM and _family(each) == family]
        for family in range(1, count + 1)
    }
    targets: dict[_Slot, int] = {}
    slots: dict[int, list[tuple[_Slot, ColumnMatch]]] = {}
    for family, mine in own.items():
        slots[family] = []
        for each in mine:
            if each.field is None:
                continue
            kind = each.kind if each.field is Field.PHONE else PhoneKind.OTHER
            alike = [slot for slot, _column in slots[family] if slot[:2] == (each.field, kind)]
            slot = (each.field, kind, len(alike))
            slots[family].append((slot, each))
            targets.setdefault(slot, each.index)
    everybodys = [each for each in columns if each.role is not Role.VICTIM or _family(each) == 0]
    others = tuple(sorted(each.index for mine in own.values() for each in mine))
    return tuple(
        _Person(
            (*(replace(each, index=targets[slot]) for slot, each in mine), *everybodys),
            tuple((each.index, targets[slot]) for slot, each in mine),
            others,
        )
        for mine in slots.values()
    )


def _family(column: ColumnMatch) -> int:
    if column.field in OFFENSE_FIELDS or column.field is None:
        return 0
    return 1 if column.family == 0 and column.field is Field.PHONE else column.family


def unsettled_of_all(
    columns: Sequence[ColumnMatch], unsettled_of: Callable[[Sequence[ColumnMatch]], frozenset[Screening]]
) -> frozenset[Screening]:
    """What has no column for at least one of the people of a row."""
    people = _people([each for each in columns if not _is_further(each)])
    if not people:
        return unsettled_of(columns)
    return frozenset[Screening]().union(*(unsettled_of(person.columns) for person in people))
