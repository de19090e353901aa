"""What is planted in a made export, one row at a time: children, signs, damaged cells, rows of other parties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from made_people import NEVER, OTHERS, SUSPECTS, Maker, Person

QUEUED, MERGED, DUPLICATE = "queued", "merged", "duplicate"
HELD, EXCLUDED, REJECTED = "held", "excluded", "rejected"
OPEN = frozenset({QUEUED, MERGED})  # which of a person's rows is the first is the file's order
STOPPED = frozenset({HELD, EXCLUDED})  # a person with several rows: the strictest decides for all of them


@dataclass(frozen=True)
class Planted:
    """One row of the file and what is known of it. `callable_` is about the row's person, with all their rows."""

    kind: str
    cells: dict[str, str]
    person: Person
    piles: frozenset[str]
    callable_: bool
    numbers: frozenset[str] = frozenset()  # own numbers (E.164) that the spelling of the cells does not show


Story = Callable[[Maker], list[Planted]]


@dataclass(frozen=True)
class Plant:
    """`share` of all stories; `needs` are the columns without which the file could not tell."""

    share: float
    story: Story
    needs: frozenset[str] = frozenset()


def good(maker: Maker, person: Person | None = None, kind: str = "callable", **changed: str) -> Planted:
    """A row nothing speaks against."""
    person = person or maker.person()
    return Planted(kind, maker.row(person, **changed), person, OPEN, True)


def bad(maker: Maker, kind: str, piles: frozenset[str], person: Person | None = None, **changed: str) -> Planted:
    person = person or maker.person()
    return Planted(kind, maker.row(person, **changed), person, piles, False)


def _stop(kind: str, pile: str, share: float, *choices: dict[str, str]) -> tuple[str, Plant]:
    """A plant that changes some cells of an ordinary row, one of several choices each time."""
    needs = frozenset(name for cells in choices for name in cells)

    def story(maker: Maker) -> list[Planted]:
        return [bad(maker, kind, frozenset({pile}), **maker.chance.choice(choices))]

    return kind, Plant(share, story, needs)


def _fine(kind: str, share: float, *choices: dict[str, str]) -> tuple[str, Plant]:
    """Cells that look odd and stop nobody."""
    needs = frozenset(name for cells in choices for name in cells)

    def story(maker: Maker) -> list[Planted]:
        return [good(maker, None, kind, **maker.chance.choice(choices))]

    return kind, Plant(share, story, needs)


def _notes(*said: str) -> tuple[dict[str, str], ...]:
    return tuple({"Notes": text} for text in said)


def _child(maker: Maker) -> list[Planted]:
    born = maker.today - timedelta(days=maker.chance.randint(400, 365 * 17))
    return [bad(maker, "child", frozenset({EXCLUDED}), replace(maker.person(), birth=born))]


def _aged(maker: Maker) -> list[Planted]:
    born = maker.today - timedelta(days=maker.chance.randint(365 * 81 + 30, 365 * 97))
    return [bad(maker, "aged_80", frozenset({HELD}), replace(maker.person(), birth=born))]


def _age_only(maker: Maker) -> list[Planted]:
    age = maker.chance.choice(("34", "51 years", "40-44", "22.0"))
    return [good(maker, None, "age_only", **{"Victim DOB": "", "Victim Age": age})]


def _age_column(maker: Maker) -> list[Planted]:
    person = maker.person()
    age = (maker.today - timedelta(days=30) - person.birth).days // 366
    return [good(maker, person, "age_column", **{"Victim Age": str(age)})]


def _ages_differ(maker: Maker) -> list[Planted]:
    person = maker.person()
    age = (maker.today - person.birth).days // 365 + maker.chance.choice((6, 20))
    return [bad(maker, "ages_differ", frozenset({HELD}), person, **{"Victim Age": str(age)})]


def _suspects_own(maker: Maker) -> list[Planted]:
    number = maker.number(*SUSPECTS)
    person = replace(maker.person(), number=number)
    return [bad(maker, "suspect_number", frozenset({HELD}), person, **{"Suspect Phone": number})]


def _suspects_home(maker: Maker) -> list[Planted]:
    """The cell phone is fine, the house's is the suspect's: one is enough."""
    number = maker.number(*SUSPECTS)
    cells = {"Victim Home Phone": number, "Suspect Phone": number.replace("-", " ") if "(" not in number else number}
    return [bad(maker, "suspect_number", frozenset({HELD}), **cells)]


def _suspects_house(maker: Maker) -> list[Planted]:
    address = maker.address(8_900, 9_899)
    spelled = address.replace(" St", " Street").replace(" Ave", " Avenue").upper()
    person = replace(maker.person(), address=address)
    return [bad(maker, "suspect_address", frozenset({HELD}), person, **{"Suspect Address": spelled})]


def _own_suspect(maker: Maker) -> list[Planted]:
    person = maker.person()
    name = maker.chance.choice((f"{person.last.upper()}, {person.first.upper()}", f"{person.first} {person.last}"))
    return [bad(maker, "also_suspect", frozenset({EXCLUDED}), person, **{"Suspect Name": name})]


def _never(maker: Maker) -> list[Planted]:
    code, name = maker.chance.choice(NEVER)
    cells = {"Offense Code": code, "Offense Description": name}
    return [bad(maker, "never_offense", frozenset({EXCLUDED}), **cells)]


def _old(maker: Maker) -> list[Planted]:
    return [bad(maker, "too_old", frozenset({EXCLUDED}), **{"Report Date": maker.reported(90, 900)})]


def _new(maker: Maker) -> list[Planted]:
    """Too new is not no: the call waits for its hour."""
    return [good(maker, None, "too_new", **{"Report Date": maker.reported(1, 1)})]


def _ahead(maker: Maker) -> list[Planted]:
    day = maker.today + timedelta(days=maker.chance.randint(3, 400))
    return [bad(maker, "date_ahead", frozenset({REJECTED, HELD}), **{"Report Date": f"{day:%m/%d/%Y} 09:30"})]


def _serial(day: date) -> str:
    return str((day - date(1899, 12, 30)).days)


def _serial_report(maker: Maker) -> list[Planted]:
    serial = _serial(maker.today - timedelta(days=20))
    return [bad(maker, "serial_date", frozenset({REJECTED, HELD}), **{"Report Date": serial})]


def _serial_birth(maker: Maker) -> list[Planted]:
    person = maker.person()
    return [bad(maker, "serial_birth", frozenset({HELD, REJECTED}), person, **{"Victim DOB": _serial(person.birth)})]


def _cell_error(maker: Maker) -> list[Planted]:
    return [bad(maker, "cell_error", frozenset({REJECTED}), **{"Case Number": maker.chance.choice(("#REF!", "#N/A"))})]


def _float_number(maker: Maker) -> list[Planted]:
    """A spreadsheet kept the number as a number, with all its digits: nothing is lost."""
    person = maker.person()
    digits = "".join(letter for letter in person.number if letter.isdigit())
    exact = f"{digits[0]}.{digits[1:]}E+09".replace("0E", "E")
    spelled = maker.chance.choice((f"{digits}.0", f"+1{digits}", f"1{digits}", exact))
    own = frozenset({f"+1{digits}"})
    cells = {"Victim Cell Phone": spelled}
    return [replace(good(maker, person, "float_number", **cells), numbers=own)]


def _two_numbers(maker: Maker) -> list[Planted]:
    """Two in one cell, with what was said of them; both are the person's own."""
    first, second = (f"{maker.number()[-4:]}" for _ in range(2))
    cell = maker.chance.choice(
        (f"312-555-{first} (after 5) / w 312-555-{second}", f"312-555-{first}; 708-555-{second}")
    )
    areas = ("312", "312") if "w " in cell else ("312", "708")
    own = frozenset(f"+1{area}555{line}" for area, line in zip(areas, (first, second), strict=True))
    return [replace(good(maker, None, "two_numbers", **{"Victim Cell Phone": cell}), numbers=own)]


def _other_party(maker: Maker) -> list[Planted]:
    role = maker.chance.choice(("Witness", "Reporting Person", "Other", "Parent", "Officer", "Driver"))
    person = replace(maker.person(), number=maker.number(*OTHERS))
    cells = {"Involvement": role, "Victim Home Phone": ""}
    return [bad(maker, "other_party", frozenset({EXCLUDED}), person, **cells)]


def _guardians(maker: Maker) -> list[Planted]:
    cells = {"Victim Cell Phone": "", "Victim Home Phone": "", "Guardian Phone": maker.number(*OTHERS)}
    return [bad(maker, "no_phone", frozenset({HELD}), **cells)]


def _business(maker: Maker) -> list[Planted]:
    """A firm with a person to ask for, whose age nobody needs to know."""
    cells = {"Victim Type": maker.chance.choice("BFG"), "Business Name": "Larkfield Feed Store"}
    cells |= {"Victim DOB": maker.chance.choice(("", "01/02/1970"))}
    return [good(maker, None, "business_contact", **cells)]


def _firm(maker: Maker) -> list[Planted]:
    cells = {"Victim Type": "B", "Business Name": f"{maker.person().last} Hardware Inc", "Victim DOB": ""}
    cells |= {"Victim Last Name": "", "Victim First Name": ""}
    return [bad(maker, "business_nobody", frozenset({HELD}), **cells)]


_DAMAGED = ("5.55E+09", "3.12555E+09", "1.23E+11", "312-555-HELP", "31255501423125550143", "3125", "911", "#####")
_NO_OWN = {"Victim Cell Phone": "", "Victim Home Phone": ""}
#: Damage of a text file alone: in a workbook a day count is a date. Planted where a column of a wide export is.
_TEXT_FILE = frozenset({"Flags"})

#: kind -> how it is planted; what is left over is "callable".
SINGLE: dict[str, Plant] = dict(
    (
        ("child", Plant(0.04, _child)),
        _stop("domestic_flag", EXCLUDED, 0.03, {"Domestic Violence": "Y"}, {"Domestic Violence": "true"}),
        _stop("domestic_unsure", HELD, 0.003, {"Domestic Violence": "U"}, {"Domestic Violence": "?"}),
        _stop("domestic_words", EXCLUDED, 0.01, *_notes("Ex-husband seen at the door; protective order in place.")),
        ("suspect_number", Plant(0.015, _suspects_own, frozenset({"Suspect Phone"}))),
        ("suspect_home", Plant(0.005, _suspects_home, frozenset({"Suspect Phone", "Victim Home Phone"}))),
        ("suspect_address", Plant(0.01, _suspects_house, frozenset({"Suspect Address"}))),
        ("also_suspect", Plant(0.01, _own_suspect, frozenset({"Suspect Name"}))),
        _stop("do_not_call", EXCLUDED, 0.01, *_notes("Do not call, per victim.", "DNC", "Caller: no phone contact.")),
        _stop("flagged", EXCLUDED, 0.01, {"Flags": "DO NOT CONTACT"}, {"Flags": "Confidential"}, {"Flags": "Stalking"}),
        _stop("attorney", HELD, 0.005, *_notes("Represented by attorney.")),
        _stop("minor_words", EXCLUDED, 0.005, *_notes("Juvenile victim, mother informed.")),
        _stop("officer_only", EXCLUDED, 0.01, *_notes("Use of force review.", "Human trafficking unit", "Hate crime.")),
        _stop("gang", HELD, 0.003, *_notes("Gang related.")),
        _stop("withdrew", EXCLUDED, 0.005, {"Case Status": "Closed - victim refused to cooperate"}),
        _stop("deceased", EXCLUDED, 0.005, {"Victim Condition": "Deceased"}, {"Victim Condition": "DOA"}),
        _stop("injured", HELD, 0.005, {"Victim Condition": "Serious"}),
        _stop("hurt", HELD, 0.005, {"Victim Injury": "Gunshot wound"}, {"Victim Injury": "B"}),
        ("never_offense", Plant(0.02, _never)),
        _stop("society", EXCLUDED, 0.01, {"Victim Type": "S"}, {"Victim Type": "Society/Public"}),
        _stop("officer", EXCLUDED, 0.005, {"Victim Type": "L"}, {"Victim Type": "Law Enforcement Officer"}),
        _stop("victim_type_open", HELD, 0.005, {"Victim Type": "U"}, {"Victim Type": "O"}, {"Victim Type": "Zeppelin"}),
        _stop("robbery", HELD, 0.02, {"Offense Code": "120", "Offense Description": "Robbery"}),
        _stop("unknown_code", HELD, 0.01, {"Offense Code": "ZZ9", "Offense Description": "Matter of record"}),
        _stop("no_code", HELD, 0.003, {"Offense Code": "", "Offense Description": ""}),
        _stop("close_suspect", HELD, 0.005, {"Relationship": "SE"}, {"Relationship": "Boyfriend"}),
        _stop("clearance", EXCLUDED, 0.003, {"Exceptional Clearance": "D"}),
        _stop("interpreter", HELD, 0.003, {"Victim Language": "Klingon"}),
        _stop("assigned", HELD, 0.01, {"Case Status": "Open", "Investigator": "Det. R. Oakes"}),
        _stop("status_unknown", HELD, 0.01, {"Case Status": "Ex. Gamma", "Investigator": "Det. R. Oakes"}),
        _fine("status_odd", 0.01, {"Case Status": "Ex. Gamma"}),
        _fine("not_assigned", 0.01, {"Case Status": "Suspended", "Investigator": "Det. R. Oakes"}),
        _fine("unassigned", 0.01, {"Case Status": "Open", "Investigator": "Unassigned"}),
        ("too_old", Plant(0.02, _old)),
        ("too_new", Plant(0.01, _new)),
        ("aged_80", Plant(0.01, _aged)),
        ("age_only", Plant(0.01, _age_only, frozenset({"Victim Age"}))),
        ("age_column", Plant(0.05, _age_column, frozenset({"Victim Age"}))),
        ("ages_differ", Plant(0.005, _ages_differ, frozenset({"Victim Age"}))),
        _stop(
            "child_by_age", EXCLUDED, 0.01, *({"Victim DOB": "", "Victim Age": age} for age in ("9", "7 months", "NB"))
        ),
        _stop("no_phone", HELD, 0.01, _NO_OWN, {"Victim Cell Phone": "none given", "Victim Home Phone": "UNK"}),
        ("guardians_number", Plant(0.005, _guardians, frozenset({"Guardian Phone"}))),
        _stop("damaged_phone", HELD, 0.01, *({**_NO_OWN, "Victim Cell Phone": cell} for cell in _DAMAGED)),
        ("float_number", Plant(0.02, _float_number)),
        ("two_numbers", Plant(0.01, _two_numbers)),
        _fine("trailing_zero", 0.01, {"Offense Code": "220.0", "Offense Description": "Burglary/Breaking & Entering"}),
        _fine("padded", 0.01, {"Offense Code": " 23h ", "Offense Description": "ALL OTHER LARCENY"}),
        _stop("bad_date", REJECTED, 0.005, {"Report Date": "31/31/2026"}, {"Report Date": "yesterday"}),
        _stop("no_date", HELD, 0.003, {"Report Date": ""}),
        ("date_ahead", Plant(0.003, _ahead)),
        ("serial_date", Plant(0.003, _serial_report, _TEXT_FILE)),
        ("serial_birth", Plant(0.003, _serial_birth, _TEXT_FILE)),
        _stop("no_case", REJECTED, 0.005, {"Case Number": ""}),
        ("cell_error", Plant(0.003, _cell_error, _TEXT_FILE)),
        _stop("no_name", REJECTED, 0.003, {"Victim Last Name": "", "Victim First Name": ""}),
        _stop("no_birth", HELD, 0.01, {"Victim DOB": ""}, {"Victim DOB": "UNK"}),
        ("other_party", Plant(0.04, _other_party, frozenset({"Involvement"}))),
        _stop("involvement_unknown", HELD, 0.003, {"Involvement": "Zeppelin"}, {"Involvement": ""}),
        ("business_contact", Plant(0.01, _business, frozenset({"Business Name"}))),
        ("business_nobody", Plant(0.005, _firm, frozenset({"Business Name"}))),
    )
)
