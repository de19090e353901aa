"""The same facts as another records system would write them: headings of the synonym table, other dates and columns."""

from __future__ import annotations

import random
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

_ALIASES = Path(__file__).resolve().parents[1] / "resources" / "layouts" / "aliases.toml"
_REPORTED, _BORN = "%m/%d/%Y %H:%M", "%m/%d/%Y"
_DATES = (  # of the report, and of the birth date beside it
    (_REPORTED, _BORN),
    ("%m/%d/%y %I:%M %p", "%m/%d/%Y"),
    ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d"),
    ("%Y-%m-%dT%H:%M", "%Y%m%d"),
    ("%d-%b-%Y %H:%M", "%d-%b-%Y"),
    ("%b %d, %Y %I:%M %p", "%m-%d-%Y"),
)
#: Our column -> what the synonym table calls it: field, role, kind of number.
_MEANING: dict[str, tuple[str, str, str]] = {
    "Case Number": ("case_number", "victim", "other"),
    "Report Date": ("reported_at", "victim", "other"),
    "Offense Code": ("offense_code", "victim", "other"),
    "Offense Description": ("offense_name", "victim", "other"),
    "Victim Last Name": ("last_name", "victim", "other"),
    "Victim First Name": ("first_name", "victim", "other"),
    "Victim DOB": ("birth_date", "victim", "other"),
    "Victim Age": ("age", "victim", "other"),
    "Victim Type": ("victim_type", "victim", "other"),
    "Victim Condition": ("condition", "victim", "other"),
    "Domestic Violence": ("domestic", "victim", "other"),
    "Victim Cell Phone": ("phone", "victim", "mobile"),
    "Victim Home Phone": ("phone", "victim", "home"),
    "Victim Address": ("address", "victim", "other"),
    "Case Status": ("status", "victim", "other"),
    "Suspect Phone": ("phone", "suspect", "other"),
    "Notes": ("notes", "victim", "other"),
    "Involvement": ("involvement", "victim", "other"),
    "Business Name": ("organization", "victim", "other"),
    "Suspect Name": ("full_name", "suspect", "other"),
    "Suspect Address": ("address", "suspect", "other"),
    "Witness Phone": ("phone", "witness", "other"),
    "Caller Phone": ("phone", "reporter", "other"),
    "Guardian Phone": ("phone", "guardian", "other"),
    "Officer Phone": ("phone", "officer", "other"),
    "Investigator": ("investigator", "victim", "other"),
    "Relationship": ("relationship", "victim", "other"),
    "Victim Injury": ("injury", "victim", "other"),
    "Exceptional Clearance": ("clearance", "victim", "other"),
    "Victim Language": ("language", "victim", "other"),
    "Flags": ("flags", "victim", "other"),
    "Property Description": ("property", "victim", "other"),
    "Serial Number": ("property_number", "victim", "other"),
    "Property Status": ("property_state", "victim", "other"),
    "License Plate": ("plate", "victim", "other"),
    "VIN": ("vin", "victim", "other"),
    "Witnesses": ("witness", "victim", "other"),
    "Video": ("camera", "victim", "other"),
    "Photos Taken": ("photo", "victim", "other"),
    "Suspect Description": ("suspect_seen", "victim", "other"),
    "Point of Entry": ("entry", "victim", "other"),
}
#: Columns a records system may have in place of ours: a name in one cell, a time beside its date.
_NAME, _TIME = "Victim Name", "Report Time"
_MEANING |= {_NAME: ("full_name", "victim", "other"), _TIME: ("reported_time", "victim", "other")}
_CLOCKS = ("%H:%M", "%H%M", "%I:%M %p", "%H:%M:%S")
_OF_THE_PERSON = frozenset(
    {
        _NAME,
        "Victim Last Name",
        "Victim First Name",
        "Victim DOB",
        "Victim Age",
        "Victim Cell Phone",
        "Victim Home Phone",
    }
)
#: Names in a heading that are a sign by themselves ("Do Not Call" above a Y) mean another thing than "Flags".
_PLAIN_FLAGS = ("Flags", "Alerts", "Cautions", "Caution", "Warnings", "Special Handling", "Victim Flags", "Case Flags")


@dataclass(frozen=True)
class Style:
    """How a file is written: `columns` are ours, in the file's order; `headings` what stands above them.

    `clock` is how a time is written that has a column of its own; times of numbers alone lose their zeros.
    """

    columns: tuple[str, ...]
    headings: tuple[str, ...]
    reported: str = _REPORTED
    born: str = _BORN
    clock: str = ""

    def cells(self, row: Mapping[str, str]) -> list[str]:
        return [self._cell(name, row) for name in self.columns]

    def _cell(self, name: str, row: Mapping[str, str]) -> str:
        if name == _NAME:
            parts = (row["Victim Last Name"], row["Victim First Name"])
            return ", ".join(part for part in parts if part)
        if name == _TIME:
            time = _rewritten(row["Report Date"], _REPORTED, self.clock)
            if time == row["Report Date"]:
                return ""
            return time.lstrip("0") or "0" if time.isdigit() else time
        if name == "Report Date":
            return _rewritten(row[name], _REPORTED, self.reported)
        return _rewritten(row[name], _BORN, self.born) if name == "Victim DOB" else row[name]


def plain_style(columns: Sequence[str]) -> Style:
    return Style(tuple(columns), tuple(columns))


def drawn_style(chance: random.Random, columns: Sequence[str]) -> Style:
    """Headings, order of columns, form of dates and whether a name is one cell and a time its own, by chance.

    Where no other party is named, the person's own columns may stand without the word victim ("Last Name", "Cell").
    """
    order = list(columns)
    reported, born = chance.choice(_DATES)
    clock = ""
    if chance.random() < 0.3:
        order = [_NAME, *(name for name in order if name not in ("Victim Last Name", "Victim First Name"))]
    if chance.random() < 0.3:
        order.append(_TIME)
        reported, clock = born, chance.choice(_CLOCKS)
    chance.shuffle(order)
    marked = "Suspect Name" in order or chance.random() < 0.5
    taken: set[str] = set()
    headings = []
    for name in order:
        wanted, role, kind = _MEANING[name]
        if not marked and name in _OF_THE_PERSON:
            role = "unmarked"
        free = [one for one in headings_of(wanted, role, kind) if spelled_alike(one) not in taken]
        if name == "Flags":
            free = [one for one in free if one in _PLAIN_FLAGS]
        heading = chance.choice(free)
        taken.add(spelled_alike(heading))
        headings.append(_respelled(chance, heading))
    return Style(tuple(order), tuple(headings), reported, born, clock)


def spelled_alike(heading: str) -> str:
    """Without case, accents, blanks and marks: what the program compares headings by, roughly and more strictly."""
    letters = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(letter for letter in letters if letter.isalnum() or letter == "#")


@cache
def headings_of(wanted: str, role: str, kind: str) -> tuple[str, ...]:
    """Every heading the synonym table has for a field, role and kind of number."""
    with _ALIASES.open("rb") as file:
        entries = tomllib.load(file)["column"]
    return tuple(
        heading
        for entry in entries
        if (entry["field"], entry.get("role", "victim"), entry.get("kind", "other")) == (wanted, role, kind)
        for heading in entry["headings"]
    )


def _respelled(chance: random.Random, heading: str) -> str:
    """The same heading as another hand writes it."""
    if not heading.isascii():
        return heading
    return chance.choice((heading, heading, heading.upper(), heading.lower(), f" {heading} "))


def _rewritten(text: str, known: str, wanted: str) -> str:
    """A sound date in another form; damaged cells stay as they are."""
    if known == wanted:
        return text
    try:
        return datetime.strptime(text, known).strftime(wanted)  # noqa: DTZ007  # a calendar day of no zone
    except ValueError:
        return text
