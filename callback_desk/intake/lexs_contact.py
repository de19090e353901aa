"""Telephone numbers and addresses of a LEXS report: a number belongs to whom its association says, or to nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from callback_desk.domain.phone import PhoneKind
from callback_desk.intake.xml_records import Element, refs

# Only these say whose a number is: a telephone that was stolen or rung in an incident is nobody's own.
_NUMBER_ASSOCIATIONS = frozenset(
    {
        "EntityTelephoneNumberAssociation",
        "PersonContactAssociation",
        "PersonContactInformationAssociation",
        "PersonTelephoneNumberAssociation",
        "PersonTelephoneNumberListAssociation",
        "OrganizationContactInformationAssociation",
    }
)
_KINDS = (("Home", PhoneKind.HOME), ("Mobile", PhoneKind.MOBILE), ("Work", PhoneKind.WORK))
_TIMES = (("Day", "day"), ("Evening", "evening"), ("Night", "night"))
_NANP = ("TelephoneAreaCodeID", "TelephoneExchangeID", "TelephoneLineID")
_STREET = ("StreetNumberText", "StreetPredirectionalText", "StreetName", "StreetCategoryText")
_TRUE = frozenset({"true", "1"})


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """A number as written; `note` says when to ring it if the report does; `emergency` is somebody to be told."""

    text: str
    kind: PhoneKind = PhoneKind.OTHER
    note: str = ""
    emergency: bool = False

    @property
    def shown(self) -> str:
        return f"{self.text} ({self.note})" if self.note else self.text


def associated_numbers(association: Element, ids: Mapping[str, Element]) -> list[OwnNumber]:
    """The numbers an association gives to the people it names; none from an association of another kind."""
    if association.name not in _NUMBER_ASSOCIATIONS:
        return []
    texts = [text for ref in refs(association) if ref in ids for text in number_texts(ids[ref])]
    if not texts:
        return []

    def is_said(name: str) -> bool:
        return association.said(f"TelephoneNumber{name}Indicator").casefold() in _TRUE

    kind = next((meant for name, meant in _KINDS if is_said(name)), PhoneKind.OTHER)
    times = [words for name, words in _TIMES if is_said(name)]
    note = ", ".join(times) if len(times) < len(_TIMES) else ""  # all of them say nothing
    return [OwnNumber(text, kind, note, is_said("Emergency")) for text in texts]


def number_texts(element: Element) -> list[str]:
    """Telephone numbers of NIEM in whichever of their shapes, each as one text; none in what is a person."""
    if element.name in ("Person", "Organization"):
        return []
    found = []
    for each in element.walk():
        text = each.said("TelephoneNumberFullID")
        if each.name == "NANPTelephoneNumber":
            text = "-".join(part for name in _NANP if (part := each.said(name)))
        elif each.name == "InternationalTelephoneNumber":
            country, text = each.said("TelephoneCountryCodeID"), each.said("TelephoneNumberID")
            text = f"+{country.lstrip('+')} {text}" if country and text else text
        if text:
            extension = each.said("TelephoneSuffixID")
            found.append(f"{text} x{extension}" if extension else text)
    return found


def said_below(element: Element, name: str) -> str:
    """The first text of that name anywhere below."""
    return next((each.text for each in element.walk() if each.name == name and each.text), "")


def address_text(location: Element) -> str:
    """Street and unit as people write them, or the whole address where only that is given."""
    street = said_below(location, "StreetFullText")
    if not street:
        street = " ".join(said for name in _STREET if (said := said_below(location, name)))
    if street:
        return f"{street} {said_below(location, 'AddressSecondaryUnitText')}".strip()
    return said_below(location, "AddressFullText") or said_below(location, "LocationAddressText")
