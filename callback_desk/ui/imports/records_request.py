"""What to ask the records system for, as text to print, mail or copy: made from the fields the import reads."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from callback_desk.domain.incident import Role
from callback_desk.domain.layout import Field

_WIDTH = 22
_PAPER = 88  # characters a line


@dataclass(frozen=True, slots=True)
class Wish:
    """One column: the heading that is recognised without a question, and why it is wanted."""

    field: Field
    heading: str
    why: str
    role: Role = Role.VICTIM


NEEDED = (
    Wish(Field.CASE_NUMBER, "Case Number", "the number of the report"),
    Wish(Field.LAST_NAME, "Victim Last Name", "a business in a column of its own: Business Name"),
    Wish(Field.FIRST_NAME, "Victim First Name", ""),
    Wish(Field.PHONE, "Victim Phone", "the victim's own; one column each for home, cell and work"),
    Wish(Field.BIRTH_DATE, "Victim DOB", "or Victim Age: no child is called"),
    Wish(Field.OFFENSE_CODE, "NIBRS Code", "or the code of your own law"),
    Wish(Field.REPORTED_AT, "Report Date", ""),
)
SAFETY = (
    Wish(Field.DOMESTIC, "Domestic Violence", "Y or N: such people are not called by volunteers"),
    Wish(Field.RELATIONSHIP, "Victim Relationship", "of victim and suspect"),
    Wish(Field.VICTIM_TYPE, "Victim Type", "person, business, officer"),
    Wish(Field.CONDITION, "Victim Condition", "nobody asks for a person who died"),
    Wish(Field.PHONE, "Suspect Phone", "only compared, so that it is never called", Role.SUSPECT),
    Wish(Field.FLAGS, "Flags", "do not contact, protective order, attorney"),
)
USEFUL = (
    Wish(Field.STATUS, "Case Status", "said to the victim in plain words"),
    Wish(Field.INVESTIGATOR, "Investigator", "cases somebody works on are left to them"),
    Wish(Field.LANGUAGE, "Language", "so that somebody who speaks it calls"),
    Wish(Field.ADDRESS, "Victim Address", "to see who lives together"),
    Wish(Field.DISTRICT, "District", ""),
    Wish(Field.PROPERTY, "Property Description", "so that nobody is asked twice; a line for each thing will do"),
    Wish(Field.PROPERTY_NUMBER, "Serial Number", "only that there is one is kept; License Plate and VIN, too"),
    Wish(Field.WITNESS, "Witnesses", "yes or no; Video and Photos Taken, too"),
)


def request_text(agency: str, *, on_paper: bool = True) -> str:
    """The whole request; `on_paper` at most 88 characters a line with the reasons in line, else to be wrapped."""
    parts = [
        f"What to ask your records system for\n{agency}: list for the callback desk",
        "Please save a list with one line for each victim of each report, as CSV or Excel. The first line holds the "
        "headings. Any order will do. Other headings are understood too; with these nothing is asked. Dates best as "
        "2026-11-05.",
        _block("Needed. A line without one of these waits for a decision.", NEEDED, on_paper=on_paper),
        _block("For safety. What has no column must be settled by the supervisor.", SAFETY, on_paper=on_paper),
        _block("Useful.", USEFUL, on_paper=on_paper),
        "Please leave out: criminal history, social security numbers, sealed reports. Save the file in a folder of one "
        "computer, not in a folder that syncs to a cloud, and do not mail it.",
    ]
    return "\n\n".join(_wrapped(part) if on_paper else part for part in parts) + "\n"


def _wrapped(part: str) -> str:
    return "\n".join(textwrap.fill(line, _PAPER) for line in part.split("\n"))


def _block(title: str, wishes: tuple[Wish, ...], *, on_paper: bool) -> str:
    if on_paper:
        lines = [f"  [ ] {wish.heading:<{_WIDTH}}{wish.why}".rstrip() for wish in wishes]
    else:
        lines = [f"{wish.heading}: {wish.why}" if wish.why else wish.heading for wish in wishes]
    return "\n".join([title, *lines])
