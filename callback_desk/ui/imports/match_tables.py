"""The lines of the match page: which fields have one, how it is called, and what may stand in its place."""

from __future__ import annotations

from collections.abc import Mapping

from callback_desk.domain.incident import Role, Screening
from callback_desk.domain.layout import Field

DATES = frozenset({Field.REPORTED_AT, Field.OCCURRED_AT, Field.BIRTH_DATE})
SURE_FROM = 0.85  # an alias or a heading taken apart; below it the spelling was only close
NUMBERS = ("Victim’s number", "Second number", "Third number", "Fourth number", "Fifth number", "Sixth number")
NAMED_BY = frozenset({Field.FULL_NAME, Field.LAST_NAME, Field.ORGANIZATION})
SCREENING_LABELS = (
    (Field.DOMESTIC, "Sign of family violence"),
    (Field.VICTIM_TYPE, "Kind of victim"),
    (Field.CONDITION, "Victim’s condition"),
)
SCREENED = {
    Field.DOMESTIC: Screening.DOMESTIC_SIGN,
    Field.VICTIM_TYPE: Screening.VICTIM_TYPE,
    Field.CONDITION: Screening.CONDITION,
}
SCREENING_WORDS: Mapping[Screening, str] = {
    Screening.DOMESTIC_SIGN: "a sign of family violence",
    Screening.VICTIM_TYPE: "what kind of victim it is",
    Screening.CONDITION: "the victim’s condition",
}
ALSO: tuple[tuple[Field, Role, str], ...] = (
    (Field.OCCURRED_AT, Role.VICTIM, "Happened on"),
    (Field.REPORTED_TIME, Role.VICTIM, "Reported at"),
    (Field.OCCURRED_TIME, Role.VICTIM, "Happened at"),
    (Field.MIDDLE_NAME, Role.VICTIM, "Middle name"),
    (Field.SUFFIX, Role.VICTIM, "Name suffix"),
    (Field.ORGANIZATION, Role.VICTIM, "Business name"),
    (Field.INVOLVEMENT, Role.VICTIM, "How involved"),
    (Field.RELATIONSHIP, Role.VICTIM, "Relationship to the suspect"),
    (Field.INJURY, Role.VICTIM, "Injury"),
    (Field.FLAGS, Role.VICTIM, "Flags"),
    (Field.LANGUAGE, Role.VICTIM, "Language"),
    (Field.STATUS, Role.VICTIM, "Case status"),
    (Field.CLEARANCE, Role.VICTIM, "Clearance"),
    (Field.INVESTIGATOR, Role.VICTIM, "Investigator"),
    (Field.ADDRESS, Role.VICTIM, "Victim’s address"),
    (Field.DISTRICT, Role.VICTIM, "District"),
    (Field.EMAIL, Role.VICTIM, "Email"),
    (Field.FULL_NAME, Role.SUSPECT, "Suspect’s name"),
    (Field.LAST_NAME, Role.SUSPECT, "Suspect’s last name"),
    (Field.FIRST_NAME, Role.SUSPECT, "Suspect’s first name"),
    (Field.PHONE, Role.SUSPECT, "Suspect’s number"),
    (Field.ADDRESS, Role.SUSPECT, "Suspect’s address"),
    (Field.PROPERTY, Role.VICTIM, "Property"),
    (Field.PROPERTY_NUMBER, Role.VICTIM, "Serial number of property"),
    (Field.PROPERTY_STATE, Role.VICTIM, "Stolen, or found again"),
    (Field.PLATE, Role.VICTIM, "License plate"),
    (Field.VIN, Role.VICTIM, "Vehicle number (VIN)"),
    (Field.WITNESS, Role.VICTIM, "Was there a witness"),
    (Field.CAMERA, Role.VICTIM, "Was there a camera"),
    (Field.PHOTO, Role.VICTIM, "Were photos taken"),
    (Field.SUSPECT_SEEN, Role.VICTIM, "Was a suspect described"),
    (Field.ENTRY, Role.VICTIM, "How they came in"),
    (Field.NOTES, Role.VICTIM, "Notes"),
)
ALWAYS = frozenset({Field.STATUS, Field.INVESTIGATOR, Field.ADDRESS, Field.LANGUAGE, Field.RELATIONSHIP})
#: One of them is enough.
INSTEAD: Mapping[Field, frozenset[Field]] = {
    Field.FULL_NAME: frozenset({Field.LAST_NAME, Field.ORGANIZATION}),
    Field.LAST_NAME: frozenset({Field.FULL_NAME, Field.ORGANIZATION}),
    Field.FIRST_NAME: frozenset({Field.FULL_NAME}),
    Field.BIRTH_DATE: frozenset({Field.AGE}),
    Field.AGE: frozenset({Field.BIRTH_DATE}),
    Field.OFFENSE_CODE: frozenset({Field.OFFENSE_NAME}),
    Field.OFFENSE_NAME: frozenset({Field.OFFENSE_CODE}),
}
