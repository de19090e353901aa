"""Which column is whose and what: alias tables, the words inside a heading, and what the values look like.

Role comes before kind: a telephone column belongs to the victim only when its heading says so, or when no
column of the file says it is anybody else's (the family rule).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from callback_desk.domain.incident import Role, Screening
from callback_desk.domain.layout import ALREADY_FIELDS, NAME_FIELDS, ColumnMatch, Field, Layout, Looks
from callback_desk.domain.phone import PhoneKind
from callback_desk.intake import refusals
from callback_desk.intake.aliases import Alias, AliasTable, normalise, roles_in
from callback_desk.intake.families import BESIDE_NAMES, settle_families, shape_findings
from callback_desk.intake.family_numbers import Numbered, bare, numbers_of
from callback_desk.intake.looks import looks_of_column
from callback_desk.intake.name_halves import NamePart, other_half_of_victim
from callback_desk.intake.table import column_letter

_NAME_FIELDS = frozenset({Field.FULL_NAME, Field.LAST_NAME, Field.FIRST_NAME})
_MANY = frozenset({Field.PHONE, Field.FLAGS, Field.NOTES}) | ALREADY_FIELDS
_CASE_FIELDS = frozenset(
    {
        Field.CASE_NUMBER,
        Field.DISTRICT,
        Field.OFFENSE_CODE,
        Field.OFFENSE_NAME,
        Field.REPORTED_AT,
        Field.OCCURRED_AT,
        Field.STATUS,
    }
)
_NEVER: dict[Field, frozenset[Looks]] = {
    Field.PHONE: frozenset({Looks.DATE, Looks.NAME, Looks.EMAIL, Looks.YES_NO}),
    Field.FULL_NAME: frozenset({Looks.DATE, Looks.NUMBER, Looks.YES_NO, Looks.EMAIL}),
    Field.LAST_NAME: frozenset({Looks.DATE, Looks.NUMBER, Looks.EMAIL}),
    Field.FIRST_NAME: frozenset({Looks.DATE, Looks.NUMBER, Looks.EMAIL}),
    Field.REPORTED_AT: frozenset({Looks.NAME, Looks.PHONE, Looks.YES_NO, Looks.EMAIL}),
    Field.OCCURRED_AT: frozenset({Looks.NAME, Looks.PHONE, Looks.YES_NO, Looks.EMAIL}),
    Field.BIRTH_DATE: frozenset({Looks.NAME, Looks.PHONE, Looks.YES_NO, Looks.EMAIL}),
    Field.AGE: frozenset({Looks.DATE, Looks.PHONE, Looks.EMAIL}),
}
_NUMBER_SUFFIX = re.compile(r"\s*[#\d]+$")
_SMALL_WORD = re.compile(r"(?<=[A-Za-z][a-z]{2})(of|to|in)(?=[A-Z])")  # a capital follows, none begins it
_FUZZY_FROM = 90.0
_BESIDE_COLUMNS = 5
_SCREENED = {
    Screening.DOMESTIC_SIGN: Field.DOMESTIC,
    Screening.VICTIM_TYPE: Field.VICTIM_TYPE,
    Screening.CONDITION: Field.CONDITION,
}


@dataclass(frozen=True, slots=True)
class _Reading:
    alias: Alias | None
    score: float
    complainant: bool = False


def header_signature(headings: Sequence[str]) -> str:
    """What a layout is recognised by: SHA-256 over the normalised headings in file order, 64 hex digits."""
    return hashlib.sha256("\x1f".join(normalise(heading) for heading in headings).encode()).hexdigest()


def guess_columns(
    headings: Sequence[str], rows: Sequence[Sequence[str]], aliases: AliasTable
) -> tuple[tuple[ColumnMatch, ...], list[tuple[str, str]]]:
    """Take every column for something or nothing, with samples; findings name what a person should look at.

    Raises ImportRefused E30 when a heading is one of criminal history.
    """
    for heading in headings:
        own = bare(heading)  # of a nested record, "person.fbi_no", the last name counts as well
        if aliases.forbidden & {normalise(own), normalise(own.rsplit(".", 1)[-1])}:
            raise refusals.criminal_history()
    apart = [_small_words_apart(heading, aliases) for heading in headings]
    numbers = numbers_of(apart, aliases)
    readings = [_read_numbered(heading, number, aliases) for heading, number in zip(apart, numbers, strict=True)]
    columns = [_column(index, heading, rows) for index, heading in enumerate(headings)]
    readings = [_vetoed(reading, column) for reading, column in zip(readings, columns, strict=True)]
    matched = _settle_roles(columns, readings)
    unmarked = {index for index, reading in enumerate(readings) if reading.alias and reading.alias.role is None}
    worded = {index for index, heading in enumerate(apart) if _names_the_victim(heading, aliases)}
    matched = settle_families(matched, numbers, unmarked, worded)
    kept = _best_of_each(matched, readings)
    return tuple(kept), _findings(kept) + shape_findings(kept, rows)


def _small_words_apart(heading: str, aliases: AliasTable) -> str:
    """ "NameofVictim" as "Name of Victim", where it says nothing as it stands."""
    apart = _SMALL_WORD.sub(r" \1 ", heading)
    return heading if apart == heading or _read_heading(bare(heading), aliases).alias is not None else apart


def _column(index: int, heading: str, rows: Sequence[Sequence[str]]) -> ColumnMatch:
    values = [row[index].strip() for row in rows if index < len(row)]
    filled = [value for value in values if value]
    return ColumnMatch(
        index,
        column_letter(index),
        heading,
        samples=tuple(value[:80] for value in filled[:3]),
        filled=len(filled) / len(rows) if rows else 0.0,
        looks=looks_of_column(values),
    )


def _read_numbered(heading: str, number: Numbered, aliases: AliasTable) -> _Reading:
    """A number beside the party only counts: "Victim 2 Cell" is read as "Victim Cell"."""
    whole = _read_heading(bare(heading), aliases)
    if number.number is None or not (number.party or whole.alias is None):
        return whole
    rest = _read_heading(number.rest, aliases)
    return replace(rest, score=min(rest.score, 0.9)) if rest.alias is not None else whole


def _names_the_victim(heading: str, aliases: AliasTable) -> bool:
    return any(role is Role.VICTIM for _word, role in roles_in(normalise(bare(heading)), aliases))


def _read_heading(heading: str, aliases: AliasTable) -> _Reading:
    key = normalise(heading)
    complainant = "complain" in key
    if not key or key in aliases.ignored:
        return _Reading(None, 0.0)
    alias = aliases.headings.get(key)
    if alias is not None:
        return _Reading(alias, 1.0, complainant)
    taken_apart = _take_apart(key, aliases)
    if taken_apart is not None:
        return _Reading(taken_apart, 0.9, complainant)
    if len(key) >= 6 and not roles_in(key, aliases):
        close = process.extractOne(key, aliases.headings.keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY_FROM)
        if close is not None:
            return _Reading(aliases.headings[close[0]], 0.8 * close[1] / 100, complainant)
    return _Reading(None, 0.0)


def _take_apart(key: str, aliases: AliasTable) -> Alias | None:
    """Role words first, then the kind of number, then what is left: "rep cell phone" is a reporter's mobile."""
    found = roles_in(key, aliases)
    rest = f" {key} "
    for word, _role in found:
        rest = rest.replace(f" {word} ", " ")
    rest = " ".join(word for word in _NUMBER_SUFFIX.sub("", rest.strip()).split() if not word.isdigit())
    others = [role for _word, role in found if role not in (None, Role.VICTIM)]
    role: Role | None
    if others:
        role = others[0]
    elif any(role is Role.VICTIM for _word, role in found):
        role = Role.VICTIM
    else:
        role = None
    kind = PhoneKind.OTHER
    tokens = rest.split()
    for token in tokens:
        kind = aliases.kind_words.get(token, kind)
    without_kind = " ".join(token for token in tokens if token not in aliases.kind_words)
    for candidate in (rest, without_kind):
        part = aliases.part_words.get(candidate)
        if part is not None and (found or part[0] is Field.PHONE):
            return Alias(part[0], role, kind, rank=500)
    if kind is not PhoneKind.OTHER and not without_kind and found:
        return Alias(Field.PHONE, role, kind, rank=500)
    if not found and rest == key:
        return None
    alias = aliases.headings.get(rest)
    if alias is not None and (not others or (others == [Role.AGENCY] and alias.field in _CASE_FIELDS)):
        return Alias(alias.field, role if found else alias.role, alias.kind, alias.rank + 100)
    return None


def _vetoed(reading: _Reading, column: ColumnMatch) -> _Reading:
    """The values may contradict the heading: a "Contact" full of numbers is a telephone, a "Phone" of dates is not."""
    alias = reading.alias
    if alias is None:
        return reading
    if alias.field is Field.FULL_NAME and column.looks is Looks.PHONE:
        return replace(reading, alias=Alias(Field.PHONE, alias.role, alias.kind, alias.rank), score=0.7)
    if column.looks in _NEVER.get(alias.field, frozenset()):
        return _Reading(None, 0.0)
    if alias.field is Field.ADDRESS and any(sample.startswith("(") for sample in column.samples):
        return _Reading(None, 0.0)  # a coordinate: "Location" in Chicago
    return reading


def _settle_roles(columns: Sequence[ColumnMatch], readings: Sequence[_Reading]) -> list[ColumnMatch]:
    """Settle whose the unmarked columns are ("Phone", "Name", "Complainant")."""
    marked = {(reading.alias.field, reading.alias.role) for reading in readings if reading.alias and reading.alias.role}
    victim_named = any((name, Role.VICTIM) in marked for name in _NAME_FIELDS)
    victim_phoned = (Field.PHONE, Role.VICTIM) in marked
    bases = [normalise(bare(column.header)) for column in columns]
    settled: list[ColumnMatch] = []
    for column, reading in zip(columns, readings, strict=True):
        alias = reading.alias
        if alias is None:
            settled.append(column)
            continue
        role = alias.role
        if role is None:
            if reading.complainant:
                role = Role.REPORTER if victim_named or victim_phoned else Role.VICTIM
            elif (alias.field, Role.VICTIM) in marked or (alias.field in _NAME_FIELDS and victim_named):
                role = Role.VICTIM if other_half_of_victim(_names(readings), column.index) else Role.OTHER
            else:
                repeated = bases.count(bases[column.index]) > 1
                beside = alias.field in BESIDE_NAMES
                role = _family_to_the_left(settled, repeated) if beside else Role.VICTIM
        settled.append(replace(column, field=alias.field, role=role, kind=alias.kind, score=round(reading.score, 3)))
    return settled


def _names(readings: Sequence[_Reading]) -> list[NamePart | None]:
    aliases = (reading.alias for reading in readings)
    return [
        (alias.field, alias.role) if alias is not None and alias.field in NAME_FIELDS else None for alias in aliases
    ]


def _family_to_the_left(settled: Sequence[ColumnMatch], repeated: bool) -> Role:
    """An unmarked number or birth date beside another party's name is that party's; else it is the row's person's.

    Beside means that only a few columns of that party, or of nobody, stand between: "Suspect Name, Sex, DOB, Phone".
    """
    for distance, column in enumerate(reversed(settled), start=1):
        if column.field in _NAME_FIELDS:
            return column.role if repeated or column.role is not Role.OFFICER else Role.VICTIM
        own = column.field is not None and column.role is Role.VICTIM
        if not repeated and (own or distance == _BESIDE_COLUMNS):
            break
    return Role.VICTIM


def _best_of_each(columns: Sequence[ColumnMatch], readings: Sequence[_Reading]) -> list[ColumnMatch]:
    """One column for each field that can have only one; its rivals are dropped."""
    best: dict[tuple[Field, Role, int], tuple[tuple[float, int, float], int]] = {}
    for column, reading in zip(columns, readings, strict=True):
        if column.field is None or column.field in _MANY or reading.alias is None:
            continue
        # A column with values beats an empty one, a better heading beats a worse one.
        worth = (column.score * (1.0 if column.filled > 0 else 0.5), -reading.alias.rank, column.filled)
        key = (column.field, column.role, column.family)
        if key not in best or worth > best[key][0]:
            best[key] = (worth, column.index)
    return [
        column
        if column.field is None
        or column.field in _MANY
        or best[(column.field, column.role, column.family)][1] == column.index
        else replace(column, field=None, role=Role.VICTIM, kind=PhoneKind.OTHER, score=0.0, family=0)
        for column in columns
    ]


def _findings(columns: Sequence[ColumnMatch]) -> list[tuple[str, str]]:
    has = {column.field for column in columns if column.role is Role.VICTIM}
    findings: list[tuple[str, str]] = []
    if Field.CASE_NUMBER not in has:
        findings.append(("no_case_column", ""))
    if not has & {*_NAME_FIELDS, Field.ORGANIZATION}:
        findings.append(("no_name_column", ""))
    if Field.PHONE not in has:
        findings.append(("no_phone_column", ""))
    if not has & {Field.OFFENSE_CODE, Field.OFFENSE_NAME}:
        findings.append(("no_offense_column", ""))
    if Field.REPORTED_AT not in has:
        findings.append(("no_report_date_column", ""))
    if not has & {Field.AGE, Field.BIRTH_DATE}:
        findings.append(("no_age_column", ""))
    findings += [
        ("other_party_number", column.header)
        for column in columns
        if column.field is Field.PHONE and column.role is not Role.VICTIM
    ]
    return findings


def apply_layout(columns: Sequence[ColumnMatch], layout: Layout) -> tuple[ColumnMatch, ...]:
    """The same columns as a supervisor settled them; a heading the layout does not name is for nobody."""
    wanted = {column.header: column for column in layout.columns}
    return tuple(
        replace(
            column,
            field=wanted[column.header].field,
            role=wanted[column.header].role,
            kind=wanted[column.header].kind,
            date_order=wanted[column.header].date_order,
            family=wanted[column.header].family,
            score=1.0,
        )
        if column.header in wanted
        else replace(column, field=None, role=Role.VICTIM, kind=PhoneKind.OTHER, score=0.0, family=0)
        for column in columns
    )


def unsettled_facts(columns: Sequence[ColumnMatch], layout: Layout | None) -> frozenset[Screening]:
    """Screening facts with no column of their own, which nobody has settled for this layout."""
    has = {column.field for column in columns if column.role is Role.VICTIM}
    settled = layout.settled_facts if layout is not None else frozenset()
    return frozenset(
        screening for screening, wanted in _SCREENED.items() if wanted not in has and screening not in settled
    )
