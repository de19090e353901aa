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
}
_OF_THE_PERSON = frozenset(
    {"Victim Last Name", "Victim First Name", "Victim DOB", "Victim Age", "Victim Cell Phone", "Victim Home Phone"}
)
#: Names in a heading that are a sign by themselves ("Do Not Call" above a Y) mean another thing than "Flags".
_PLAIN_FLAGS = ("Flags", "Alerts", "Cautions", "Caution", "Warnings", "Special Handling", "Victim Flags", "Case Flags")


@dataclass(frozen=True)
class Style:
    """How a file is written: `columns` are ours, in the file's order; `headings` what stands above them."""

    columns: tuple[str, ...]
    headings: tuple[str, ...]
    reported: str = _REPORTED
    born: str = _BORN

    def cells(self, row: Mapping[str, str]) -> list[str]:
        return [self._cell(name, row[name]) for name in self.columns]

    def _cell(self, name: str, text: str) -> str:
        if name == "Report Date":
            return _rewritten(text, _REPORTED, self.reported)
        return _rewritten(text, _BORN, self.born) if name == "Victim DOB" else text


def plain_style(columns: Sequence[str]) -> Style:
    return Style(tuple(columns), tuple(columns))


def drawn_style(chance: random.Random, columns: Sequence[str]) -> Style:
    """Headings, order of columns and form of dates by chance.

    Where no other party is named, the person's own columns may stand without the word victim ("Last Name", "Cell").
    """
    order = list(columns)
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
    reported, born = chance.choice(_DATES)
    return Style(tuple(order), tuple(headings), reported, born)


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
