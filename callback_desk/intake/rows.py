"""A table row becomes one usable person on one case, or a problem with a name. Small steps, no I/O."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from callback_desk.domain.incident import (
    Candidate,
    PersonName,
    PhoneCounts,
    Pile,
    Role,
    RowProblem,
)
from callback_desk.domain.layout import ColumnMatch, Field
from callback_desk.domain.phone import FoundPhone
from callback_desk.intake import hidden
from callback_desk.intake.already import AlreadyReader
from callback_desk.intake.conflicts import row_signs
from callback_desk.intake.dates import DateReader
from callback_desk.intake.facts import FactReader, OffenseLookup
from callback_desk.intake.limits import Limits
from callback_desk.intake.names import like_null, name_from_one_cell, name_from_parts
from callback_desk.intake.phones_in_text import PhoneReader
from callback_desk.intake.plan import BLANK, Plan
from callback_desk.intake.property_kinds import shipped_kinds
from callback_desk.intake.raw import RawRow
from callback_desk.intake.said_beside import signs_beside
from callback_desk.intake.words import Words, is_null

_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """What the desk knows and a file does not. `zone` is IANA; `today` the desk's calendar day."""

    region: str = "US"
    area_code: str = ""
    zone: str = "America/Chicago"
    today: date = date(2026, 1, 1)
    police: frozenset[str] = frozenset()  # E.164


@dataclass(slots=True)
class PhoneTally:
    """Cells with a victim's number as they go by; distinct numbers are kept as plain integers."""

    diallable: int = 0
    undiallable: int = 0
    blank: int = 0
    _seen: set[int] = field(default_factory=set)

    def count(self, found: Sequence[FoundPhone]) -> None:
        if not found:
            self.blank += 1
            return
        for each in found:
            number = each.number
            if number is None:
                self.undiallable += 1
            else:
                self.diallable += 1
                self._seen.add(int(number.e164))

    def counts(self) -> PhoneCounts:
        return PhoneCounts(self.diallable, len(self._seen), self.undiallable, self.blank)


class RowReader:
    """Reads the rows of one file with one plan. Strict about nulls per field: NA is a blank address and a name."""

    def __init__(
        self,
        plan: Plan,
        columns: Sequence[ColumnMatch],
        *,
        desk: DeskFacts,
        offenses: OffenseLookup,
        words: Words,
        limits: Limits,
        serial_epoch: int = 0,
    ) -> None:
        self._plan = plan
        self._mapped = plan.has_name and plan.case_number != BLANK
        self._words = words
        self._limits = limits
        self._phones = PhoneReader(desk.region, desk.area_code, desk.police, words)
        dates = {
            each.field: DateReader(
                desk.zone, each.date_order, desk.today, serial_epoch=serial_epoch, day_only=each.day_only
            )
            for each in columns
            if each.field in (Field.REPORTED_AT, Field.OCCURRED_AT, Field.BIRTH_DATE) and each.role is Role.VICTIM
        }
        plain = DateReader(desk.zone, None, desk.today, serial_epoch=serial_epoch)
        self._facts = FactReader(
            plan,
            words,
            offenses,
            reported=dates.get(Field.REPORTED_AT, plain),
            occurred=dates.get(Field.OCCURRED_AT, plain),
            born=dates.get(Field.BIRTH_DATE, plain),
        )
        already = AlreadyReader(columns, words, shipped_kinds())
        self._already = already if already.has_columns else None
        self.tally = PhoneTally()

    def read(self, raw: RawRow) -> Candidate | RowProblem:
        """One row. Numbers of a victim are counted even when the row is rejected: the report owes them."""
        plan = self._plan
        cells = raw.cells
        if len(cells) != plan.width:
            squared = _squared(cells, plan.width)
            if squared is None:
                return RowProblem(raw.place, Pile.REJECTED, "ragged_row")
            cells = squared
        text = "\x1f".join(cells)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        warnings: list[str] = []
        if len(text) > self._limits.cell_chars and (column := self._too_long(cells)) is not None:
            return RowProblem(raw.place, Pile.REJECTED, "cell_too_long", column)
        plain = hidden.is_plain(text.replace("\x1f", "|"))
        if not plain:
            cells, problem = self._look_closer(raw, cells, warnings)
            if problem is not None:
                return problem
        cells = (*map(str.strip, cells), "")
        if not plain or "  " in text:
            cells = self._tidied(cells)
        role = Role.VICTIM if plan.involvement == BLANK else self._words.role(cells[plan.involvement])
        phones = self._own_numbers(cells, role, warnings)
        case = cells[plan.case_number]
        sound = self._mapped and role is not None and len(text) <= self._limits.name_chars
        if not sound or is_null(case) or case[0] == "#":
            problem = self._unusable(raw, cells, role)
            if problem is not None:
                return problem
        name = self._name(cells, warnings, ascii_only=text.isascii())
        if not (name.last or name.first or name.organization):
            return RowProblem(raw.place, Pile.REJECTED, "no_name")
        return self._candidate(raw, cells, role or Role.OTHER, name, phones, warnings, digest)

    def _candidate(
        self,
        raw: RawRow,
        cells: tuple[str, ...],
        role: Role,
        name: PersonName,
        phones: tuple[FoundPhone, ...],
        warnings: list[str],
        digest: str,
    ) -> Candidate | RowProblem:
        plan = self._plan
        facts = self._facts.read(cells, name, warnings)
        if facts is None:
            return RowProblem(raw.place, Pile.REJECTED, "bad_report_date", plan.headings[plan.reported])
        others = self._other_numbers(cells) if plan.other_phones else ()
        if role is not Role.VICTIM:
            # A suspect's or witness's row: its numbers are theirs, kept to find conflicts and never callable.
            others += tuple((role, found.number.e164) for found in phones if found.number is not None)
            phones = ()
        address = cells[plan.address]
        if len(address) <= 14 and is_null(address):
            address = ""
        suspect_address = cells[plan.suspect_address]
        suspect = self._suspect(cells) if plan.has_suspect else None
        if role is Role.SUSPECT:
            suspect, suspect_address = name, address
        if role is Role.VICTIM and (beside := signs_beside(name, phones, address, self._words.signs_in)):
            facts = self._facts.with_signs(facts, beside)
        if role is Role.VICTIM and (others or suspect is not None or suspect_address):
            own = tuple(found.number.e164 for found in phones if found.number is not None)
            signs = row_signs(
                own, others, address=address, suspect_address=suspect_address, name=name, suspect_name=suspect
            )
            if signs:
                facts = self._facts.with_signs(facts, signs)
            if any(number in own for other, number in others if other is not Role.SUSPECT):
                warnings.append("not_victims_number")
        return Candidate(
            raw.place,
            role,
            name,
            facts,
            phones,
            others,
            address,
            cells[plan.district],
            cells[plan.email],
            cells[plan.offense_name] or cells[plan.offense_code],
            suspect.original if suspect is not None else "",
            suspect_address,
            self._already.read(cells) if self._already is not None else "",
            tuple(warnings),
            digest,
        )

    def _too_long(self, cells: Sequence[str]) -> str | None:
        limit = self._limits.cell_chars
        return next((self._plan.headings[i] for i, cell in enumerate(cells) if len(cell) > limit), None)

    def _long_name(self, cells: tuple[str, ...]) -> int:
        plan, limit = self._plan, self._limits.name_chars
        for index in (plan.case_number, plan.full_name, plan.last, plan.first, plan.organization):
            if len(cells[index]) > limit:
                return index
        return BLANK

    def _look_closer(
        self, raw: RawRow, cells: tuple[str, ...], warnings: list[str]
    ) -> tuple[tuple[str, ...], RowProblem | None]:
        """Something in the row is not printable: hidden characters stop a row only where they could mislead."""
        plan = self._plan
        strict = (plan.full_name, plan.last, plan.first, plan.middle, plan.organization, plan.case_number)
        for index, cell in enumerate(cells):
            if hidden.has_nul(cell) or (index in strict and hidden.has_control(cell.strip())):
                return cells, RowProblem(raw.place, Pile.REJECTED, "hidden_characters", plan.headings[index])
        cleaned = tuple(hidden.clean_edges(cell) for cell in cells)
        if any(len(new) != len(old.strip()) for new, old in zip(cleaned, cells, strict=True)):
            warnings.append("hidden_characters_removed")
        return cleaned, None

    def _tidied(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """Names with single blanks: no-break spaces and line breaks become blanks. Other cells stay."""
        names = self._plan.name_columns
        return tuple(" ".join(cell.split()) if index in names else cell for index, cell in enumerate(cells))

    def _unusable(self, raw: RawRow, cells: tuple[str, ...], role: Role | None) -> RowProblem | None:
        plan = self._plan
        reason, column, pile = "", "", Pile.REJECTED
        if plan.case_number == BLANK:
            reason = "no_case_column"
        elif is_null(case := cells[plan.case_number]):
            reason, column = "no_case", plan.headings[plan.case_number]
        elif case in _ERRORS:
            reason, column = "cell_error", plan.headings[plan.case_number]
        elif (long := self._long_name(cells)) != BLANK:
            reason, column = "cell_too_long", plan.headings[long]
        elif not plan.has_name:
            reason = "no_name_column"
        elif role is None:
            said = not is_null(cells[plan.involvement])
            reason = "involvement_unknown" if said else "involvement_missing"
            column, pile = plan.headings[plan.involvement], Pile.HELD
        return RowProblem(raw.place, pile, reason, column) if reason else None

    def _own_numbers(self, cells: tuple[str, ...], role: Role | None, warnings: list[str]) -> tuple[FoundPhone, ...]:
        found: tuple[FoundPhone, ...] = ()
        tally = self.tally if role is Role.VICTIM else None
        for index, kind in self._plan.phones:
            cell = cells[index]
            of_cell = self._phones.find(cell, kind) if cell else ()
            if tally is not None:
                tally.count(of_cell)
            if of_cell:
                if len(of_cell) > 1:
                    warnings.append("several_numbers")
                found += of_cell
        return found

    def _other_numbers(self, cells: tuple[str, ...]) -> tuple[tuple[Role, str], ...]:
        return tuple(
            (role, found.number.e164)
            for index, role, kind in self._plan.other_phones
            if cells[index]
            for found in self._phones.find(cells[index], kind)
            if found.number is not None
        )

    def _name(self, cells: tuple[str, ...], warnings: list[str], *, ascii_only: bool) -> PersonName:
        plan, words = self._plan, self._words
        last, first = cells[plan.last], cells[plan.first]
        last = "" if last in words.not_names else last
        first = "" if first in words.not_names else first
        if last or first:
            name = name_from_parts(first, cells[plan.middle], last, cells[plan.suffix], words)
        else:
            whole = cells[plan.full_name]
            name = PersonName() if whole in words.not_names else name_from_one_cell(whole, words)
        organization = cells[plan.organization]
        if organization and not is_null(organization):
            name = PersonName(
                name.first, name.middle, name.last, name.suffix, organization, name.original or organization
            )
        if like_null(name, words):
            warnings.append("name_like_null")
        if not ascii_only:
            if hidden.letters_lost(name.original):
                warnings.append("letters_lost")
            if hidden.letters_twice(name.original):
                warnings.append("letters_look_wrong")
        return name

    def _suspect(self, cells: tuple[str, ...]) -> PersonName | None:
        plan = self._plan
        if plan.suspect_last != BLANK or plan.suspect_first != BLANK:
            last, first = cells[plan.suspect_last], cells[plan.suspect_first]
            if last or first:
                return name_from_parts(first, "", last, "", self._words)
        if plan.suspect_name != BLANK:
            whole = cells[plan.suspect_name]
            if whole and not is_null(whole):
                return name_from_one_cell(whole, self._words)
        return None


def _squared(cells: tuple[str, ...], width: int) -> tuple[str, ...] | None:
    """A row of another width; blank cells beyond the headings are a trailing separator, not a problem."""
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        return cells[:width]
    return None
