"""NIBRS incidents, whichever way they are written: what a report says of its victims, and the rows made of it.

NIBRS holds neither names nor telephone numbers (FBI, NIBRS Technical Specification), so no row of it is a person to
call; the rows are counted, with the reason, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

HEADINGS = (
    "Case Number",
    "ORI",
    "Report Date",
    "Incident Date",
    "NIBRS Code",
    "Victim Type",
    "Victim Age",
    "Relationship to Offender",
    "Victim Injury",
    "Exceptional Clearance",
    "Case Status",
    "Flags",
    "Property Description Code",
)
# Data element 35, from what must never be overlooked to what says least.
_STRICTEST_FIRST = (
    *("VO", "SE", "CS", "XS", "XR", "BG", "PA", "CH", "SB", "GP", "GC", "IL", "SP", "SC", "SS", "OF", "CF", "BE"),
    *("AQ", "FR", "NE", "EE", "ER", "OK", "RU", "ST"),
)
# The words of NIEM's VictimToSubjectRelationshipCode in all its versions, without underscores and in lower case.
_RELATIONSHIPS = {
    "hr": "BG",  # homosexual relationship: a code until 2018
    "family member spouse": "SE",
    "family member spouse common law": "CS",
    "cohabitant": "CS",
    "family member parent": "PA",
    "family member foster parent": "PA",
    "family member sibling": "SB",
    "family member child": "CH",
    "family member foster child": "CH",
    "family member adopted child": "CH",
    "family member grandparent": "GP",
    "family member grandchild": "GC",
    "family member in-law": "IL",
    "family member stepparent": "SP",
    "family member stepchild": "SC",
    "family member stepsibling": "SS",
    "acquaintance": "AQ",
    "friend": "FR",
    "neighbor": "NE",
    "babysittee": "BE",
    "babysitter": "BE",
    "boyfriend girlfriend": "BG",
    "boyfriend": "BG",
    "girlfriend": "BG",
    "fiance": "BG",
    "child of boyfriend girlfriend": "CF",
    "homosexual relationship": "BG",
    "ex spouse": "XS",
    "ex relationship": "XR",
    "former boyfriend": "XR",
    "former girlfriend": "XR",
    "employee": "EE",
    "former employee": "EE",
    "employer": "ER",
    "former employer": "ER",
    "nonfamily otherwise known": "OK",
    "relationship unknown": "RU",
    "stranger": "ST",
    "victim was offender": "VO",
}
# Data element 14 in the words of NIEM's ItemStatusCode: burned, damaged, recovered, stolen, unknown.
_LOSSES = {
    "burned": "2",
    "destroyed_damaged_vandalized": "4",
    "damaged": "4",
    "destroyed": "4",
    "recovered": "5",
    "stolen": "7",
    "stolen_bribed_defrauded_embezzled_ransomed_robbed": "7",
    "unknown": "8",
}
_RECOVERED, _MISSED = "5", frozenset("2478")
_AGES = {"neonatal": "NN", "newborn": "NB", "baby": "BB", "unknown": "00"}
_NO_BIAS = frozenset({"", "88", "99", "none", "unknown"})
_ALSO_SUSPECT = "also suspect"
_HATE = "hate crime"


@dataclass(frozen=True, slots=True)
class Victim:
    """One victim of an incident. `line` is the file's own; `age` is a number, a range "25-30", or NN NB BB 00."""

    line: int
    kind: str  # data element 25, VictimCategoryCode
    age: str = ""
    offenses: tuple[str, ...] = ()
    relationships: tuple[str, ...] = ()  # two letters each
    injuries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """One report. `happened` is local to the agency, "2026-02-19" or "2026-02-19 10:00".

    The month of the submission is not kept: it is when the agency sent the report, and a correction has a later one.
    """

    agency: str  # ORI, nine characters
    number: str
    happened: str = ""
    is_report_date: bool = False  # the incident date is not known, and the report date stands in its place
    clearance: str = ""  # data element 4
    arrested: bool = False
    biased: bool = False
    victims: tuple[Victim, ...] = ()
    missing: tuple[str, ...] = ()  # data element 15 of what was stolen, damaged or burned and not recovered

    @property
    def key(self) -> str:
        """Agencies share incident numbers: only both together are one report."""
        return f"{self.agency}|{self.number}"


def incident_rows(incident: Incident) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line, cells under HEADINGS) for each victim and each offense against that victim."""
    reported, occurred = (incident.happened, "") if incident.is_report_date else ("", incident.happened)
    cleared = incident.arrested or incident.clearance not in ("", "N")
    for victim in incident.victims:
        relationship = strictest(victim.relationships)
        flags = [_HATE] if incident.biased else []
        if "VO" in victim.relationships:
            flags.append(_ALSO_SUSPECT)
        for code in victim.offenses or ("",):
            yield (
                victim.line,
                (
                    incident.number,
                    incident.agency,
                    reported,
                    occurred,
                    code,
                    victim.kind,
                    victim.age,
                    relationship,
                    ", ".join(victim.injuries),
                    incident.clearance if incident.clearance != "N" else "",
                    "Cleared" if cleared else "",
                    "; ".join(flags),
                    "; ".join(incident.missing),
                ),
            )


def still_missing(property_told: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Of (data element 14, data element 15) what is gone or damaged: recovered things are told under both states."""
    told = [(_LOSSES.get(state.casefold(), state), kind.zfill(2)) for state, kind in property_told if kind]
    back = {kind for state, kind in told if state == _RECOVERED}
    return tuple(sorted({kind for state, kind in told if state in _MISSED and kind not in back}))


@lru_cache(maxsize=1_024)
def age_of(text: str) -> str:
    """An age as NIBRS writes it, in either form: "34", "2530" is "25-30", "NB" and "NEWBORN" are one."""
    folded = " ".join(text.split())
    if folded.casefold() in _AGES:
        return _AGES[folded.casefold()]
    if (found := re.fullmatch(r"([0-9]{2})([0-9]{2})", folded)) is not None:
        return age_range(found[1], found[2])
    return folded.upper()


def age_range(youngest: str, oldest: str) -> str:
    return youngest if youngest == oldest or not oldest else f"{youngest}-{oldest}"


@lru_cache(maxsize=1_024)
def relationship_of(text: str) -> str:
    """Data element 35 of a code or of NIEM's words. Words nobody foresaw are "OK", otherwise known."""
    said = " ".join(text.replace("_", " ").split())
    if not said:
        return ""
    if said.upper() in _STRICTEST_FIRST:
        return said.upper()
    folded = said.casefold()
    if folded.startswith("family member") and folded not in _RELATIONSHIPS:
        return "OF"
    return _RELATIONSHIPS.get(folded, "OK")


def strictest(relationships: Iterable[str]) -> str:
    """Of several offenders the one that matters most: a victim of a stranger and of a spouse is a spouse's."""
    found = [_STRICTEST_FIRST.index(each) for each in relationships if each in _STRICTEST_FIRST]
    return _STRICTEST_FIRST[min(found)] if found else ""


@lru_cache(maxsize=1_024)
def is_bias(code: str) -> bool:
    """Data element 8A: 88 and NONE say none, 99 and UNKNOWN say nothing."""
    return code.strip().casefold() not in _NO_BIAS
