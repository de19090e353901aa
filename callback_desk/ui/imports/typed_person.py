"""One person typed in by hand, as the candidate an import would have made of a row."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from callback_desk.domain.incident import (
    Candidate,
    PersonName,
    ReportFacts,
    Role,
    RowPlace,
    Screening,
    Sign,
    VictimType,
)
from callback_desk.domain.offenses import OffenseTable
from callback_desk.domain.phone import FoundPhone, NotDiallable, PhoneNumber, read_number

_DATE = re.compile(r"\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})\s*")
_ISO = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*")
_MONTHS = 12
MONTH_FIRST = frozenset({"US", "PR", "GU", "AS", "VI", "MP"})  # where a date of figures begins with the month
_OLDEST = 120
_NOT_DIALLABLE = {
    NotDiallable.NO_AREA_CODE: "Add the area code: the number has only seven digits.",
    NotDiallable.EMERGENCY: "This is an emergency number.",
    NotDiallable.PREMIUM: "This number costs extra to call.",
    NotDiallable.LETTERS: "There are letters in this number.",
    NotDiallable.RUN_TOGETHER: "These are two numbers in one.",
}


class NotADate(ValueError):
    """What was typed is no date; its message is the sentence to show."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form, as typed. `None` for a question nobody answered: then the row waits."""

    first: str = ""
    last: str = ""
    phone: str = ""
    case_number: str = ""
    offense_code: str = ""  # of the offense table; "" when none was chosen
    reported: str = ""
    born_or_age: str = ""
    investigator: str = ""
    family_violence: bool | None = None
    hurt: bool | None = None


def read_day(text: str, today: date, *, month_first: bool) -> date:
    """A calendar day as typed: 11/09/2026, 11/9/26 or 2026-11-09. Raises NotADate with a sentence."""
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DATE.fullmatch(text):
        first, second, year = (int(part) for part in found.groups())
        month, day = (first, second) if month_first else (second, first)
        if year < 100:
            year += 2000 if year <= today.year % 100 else 1900
    else:
        example = "11/09/2026" if month_first else "09/11/2026"
        raise NotADate(f"Write the date like {example}.")
    if not 1 <= month <= _MONTHS:
        raise NotADate(f"There is no month {month}. {'Month' if month_first else 'Day'} comes first.")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NotADate(f"There is no day {day} in that month.") from error


def faults(typed: Typed, today: date, region: str, area_code: str) -> dict[str, str]:
    """What is wrong, by field name. Empty when the person can be brought in."""
    month_first = region in MONTH_FIRST
    found: dict[str, str] = {}
    if not (typed.first.strip() or typed.last.strip()):
        found["last"] = "Type the victim’s name."
    if not typed.case_number.strip():
        found["case_number"] = "Type the case number."
    if not typed.offense_code:
        found["offense_code"] = "Choose the offense."
    number = read_number(typed.phone, region, area_code)
    if not typed.phone.strip():
        found["phone"] = "Type the telephone number."
    elif not isinstance(number, PhoneNumber):
        found["phone"] = _NOT_DIALLABLE.get(number, "No telephone has this number.")
    try:
        if read_day(typed.reported, today, month_first=month_first) > today:
            found["reported"] = "This day has not come yet."
    except NotADate as wrong:
        found["reported"] = str(wrong)
    try:
        _age(typed.born_or_age, today, month_first=month_first)
    except NotADate as wrong:
        found["born_or_age"] = str(wrong)
    return found


def candidate_of(
    typed: Typed, offenses: OffenseTable, *, today: date, zone: ZoneInfo, region: str, area_code: str
) -> Candidate:
    """The candidate; call it only when `faults` found none.

    The report's day stands at its first minute in the desk's zone, as for an export that gives days only.
    """
    month_first = region in MONTH_FIRST
    age, born = _age(typed.born_or_age, today, month_first=month_first)
    reported = read_day(typed.reported, today, month_first=month_first)
    number = read_number(typed.phone, region, area_code)
    unsettled = {
        fact
        for fact, answer in ((Screening.DOMESTIC_SIGN, typed.family_violence), (Screening.CONDITION, typed.hurt))
        if answer is None
    }
    signs = {
        sign for sign, answer in ((Sign.DOMESTIC, typed.family_violence), (Sign.SERIOUS_INJURY, typed.hurt)) if answer
    }
    first, last = " ".join(typed.first.split()), " ".join(typed.last.split())
    facts = ReportFacts(
        case_number=typed.case_number.strip(),
        offense_codes=(typed.offense_code,),
        offense_text=offenses.offense(typed.offense_code).plain,
        reported_at=datetime.combine(reported, time(), zone).astimezone(UTC),
        reported_precision="day",
        age=age,
        birth_date=born,
        victim_type=VictimType.INDIVIDUAL,
        signs=frozenset(signs),
        investigator=typed.investigator.strip(),
        unsettled=frozenset(unsettled),
    )
    digest = hashlib.sha256("\x1f".join(str(part) for part in (typed.case_number, first, last, typed.phone)).encode())
    return Candidate(
        place=RowPlace(1),
        role=Role.VICTIM,
        name=PersonName(first, "", last, original=f"{first} {last}".strip()),
        facts=facts,
        phones=(FoundPhone(typed.phone, number if isinstance(number, PhoneNumber) else None),),
        offense_label=facts.offense_text,
        row_digest=digest.hexdigest(),
    )


def _age(text: str, today: date, *, month_first: bool) -> tuple[int, date | None]:
    """Age in whole years and the birth date if one was typed. Raises NotADate."""
    plain = text.strip()
    if plain.isdecimal() and len(plain) <= 3:
        years = int(plain)
        if not 0 < years <= _OLDEST:
            raise NotADate("Nobody is that old. Type the age in years or the birth date.")
        return years, None
    if not plain:
        raise NotADate("Type the age in years or the birth date.")
    born = read_day(plain, today, month_first=month_first)
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if not 0 <= years <= _OLDEST:
        raise NotADate("This birth date lies too far back, or has not come yet.")
    return years, born
