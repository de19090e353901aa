"""Recipes for LEXS incident reports: people, numbers and the associations that tie them."""

from __future__ import annotations

from dataclasses import dataclass

HEADS = {
    "LEXS 3.1": (
        '<lexspd:doPublish xmlns:lexspd="http://usdoj.gov/leisp/lexs/publishdiscover/3.1" '
        'xmlns:lexs="http://usdoj.gov/leisp/lexs/3.1" xmlns:lexsdigest="http://usdoj.gov/leisp/lexs/digest/3.1" '
        'xmlns:nc="http://niem.gov/niem/niem-core/2.0" xmlns:j="http://niem.gov/niem/domains/jxdm/4.0" '
        'xmlns:s="http://niem.gov/niem/structures/2.0" xmlns:lexslib="http://usdoj.gov/leisp/lexs/library/3.1" '
        'xmlns:ndexia="http://fbi.gov/cjis/N-DEx/IncidentArrest/2.1" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><lexs:PublishMessageContainer><lexs:PublishMessage>',
        "</lexs:PublishMessage></lexs:PublishMessageContainer></lexspd:doPublish>",
    ),
    "LEXS 4.0": (
        '<lexspd:doPublish xmlns:lexspd="http://lexs.gov/publish/4.0" xmlns:lexs="http://lexs.gov/lexs/4.0" '
        'xmlns:lexsdigest="http://lexs.gov/digest/4.0" xmlns:nc="http://release.niem.gov/niem/niem-core/3.0/" '
        'xmlns:j="http://release.niem.gov/niem/domains/jxdm/5.0/" '
        'xmlns:s="http://release.niem.gov/niem/structures/3.0/" '
        'xmlns:lexslib="http://lexs.gov/library/4.0" xmlns:ndexia="http://fbi.gov/cjis/N-DEx/IncidentArrest/3.0" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><lexs:PublishMessageContainer><lexs:PublishMessage>',
        "</lexs:PublishMessage></lexs:PublishMessageContainer></lexspd:doPublish>",
    ),
}
#: A clerk of the agency: in every message, never anybody's on the report.
CLERK = (
    "<nc:PersonSurName>Records</nc:PersonSurName><nc:ContactTelephoneNumber><nc:NANPTelephoneNumber>"
    "<nc:TelephoneAreaCodeID>312</nc:TelephoneAreaCodeID><nc:TelephoneExchangeID>555</nc:TelephoneExchangeID>"
    "<nc:TelephoneLineID>0199</nc:TelephoneLineID></nc:NANPTelephoneNumber></nc:ContactTelephoneNumber>"
)


@dataclass(frozen=True)
class Somebody:
    """A person of a report; `role` is the element that stands beside the person, "" for none."""

    own_id: str
    role: str = "Victim"
    given: str = "Ada"
    sur: str = "Quillfeather"
    born: str = "1980-04-12"
    more: str = ""  # further elements of the person
    role_id: str = ""

    def xml(self) -> str:
        born = f"<nc:PersonBirthDate><nc:Date>{self.born}</nc:Date></nc:PersonBirthDate>" if self.born else ""
        own_role = f' s:id="{self.role_id}"' if self.role_id else ""
        beside = (
            f'<j:{self.role}{own_role}><nc:RoleOfPersonReference s:ref="{self.own_id}"/></j:{self.role}>'
            if self.role
            else ""
        )
        return (
            f'\n<lexsdigest:EntityPerson><lexsdigest:Person s:id="{self.own_id}">'
            "<nc:PersonAlternateName><nc:PersonSurName>Alias</nc:PersonSurName></nc:PersonAlternateName>"
            f"{born}<nc:PersonName><nc:PersonGivenName>{self.given}</nc:PersonGivenName>"
            f"<nc:PersonSurName>{self.sur}</nc:PersonSurName></nc:PersonName>{self.more}"
            f"</lexsdigest:Person>{beside}</lexsdigest:EntityPerson>"
        )


@dataclass(frozen=True)
class MadeReport:
    case: str = "26-000101"
    item: str = "ITEM-1"
    agency: str = "IL0160000"
    instruction: str = "Insert"
    people: tuple[Somebody, ...] = (Somebody("P1"),)
    entities: str = ""  # numbers, places, organizations
    associations: str = ""
    payload: str = ""
    offense: str = "Burglary"
    started: str = "2026-11-09T14:05:00"
    reported: str = "2026-11-10T09:00:00"
    incident_id: str = "I1"

    def xml(self) -> str:
        reported = (
            f"<lexsdigest:Metadata><nc:ReportedDate><nc:DateTime>{self.reported}</nc:DateTime></nc:ReportedDate>"
            "</lexsdigest:Metadata>"
            if self.reported
            else ""
        )
        payload = (
            f"<lexs:StructuredPayload><ndexia:IncidentReport>{self.payload}</ndexia:IncidentReport>"
            "</lexs:StructuredPayload>"
            if self.payload
            else ""
        )
        case = (
            f"<nc:ActivityIdentification><nc:IdentificationID>{self.case}\n\t</nc:IdentificationID>"
            "</nc:ActivityIdentification>"
            if self.case
            else ""
        )
        return (
            "\n<lexs:DataItemPackage><lexs:PackageMetadata>"
            f"<lexs:DataItemID>{self.item}</lexs:DataItemID><lexs:DataItemContact>{CLERK}</lexs:DataItemContact>"
            f"<lexs:DataItemPublishInstruction>{self.instruction}\n</lexs:DataItemPublishInstruction>"
            "<lexs:DataItemStatus>Open</lexs:DataItemStatus>"
            f"<lexs:DataOwnerMetadata><lexs:DataOwnerIdentifier><lexs:ORI>{self.agency}</lexs:ORI>"
            f"</lexs:DataOwnerIdentifier><lexs:DataOwnerContact>{CLERK}</lexs:DataOwnerContact></lexs:DataOwnerMetadata>"
            "</lexs:PackageMetadata><lexs:Digest>"
            f'\n<lexsdigest:EntityActivity>{reported}<nc:Activity s:id="{self.incident_id}">{case}'
            "<nc:ActivityCategoryText>Incident</nc:ActivityCategoryText>"
            f"<nc:ActivityDateRange><nc:StartDate><nc:DateTime>{self.started}</nc:DateTime></nc:StartDate>"
            "</nc:ActivityDateRange></nc:Activity></lexsdigest:EntityActivity>"
            '\n<lexsdigest:EntityActivity><nc:Activity s:id="O1"><nc:ActivityCategoryText>Offense'
            f"</nc:ActivityCategoryText><nc:ActivityDescriptionText>{self.offense}</nc:ActivityDescriptionText>"
            "</nc:Activity></lexsdigest:EntityActivity>"
            f"{''.join(each.xml() for each in self.people)}{self.entities}"
            f"\n<lexsdigest:Associations>{self.associations}</lexsdigest:Associations>"
            f"</lexs:Digest>{payload}</lexs:DataItemPackage>"
        )


def message(*reports: MadeReport, version: str = "LEXS 3.1") -> bytes:
    head, tail = HEADS[version]
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + head + "".join(each.xml() for each in reports) + tail).encode()


def number(own_id: str, text: str) -> str:
    return (
        f'\n<lexsdigest:EntityTelephoneNumber><lexsdigest:TelephoneNumber s:id="{own_id}"><nc:FullTelephoneNumber>'
        f"<nc:TelephoneNumberFullID>{text}\n</nc:TelephoneNumberFullID></nc:FullTelephoneNumber>"
        "</lexsdigest:TelephoneNumber></lexsdigest:EntityTelephoneNumber>"
    )


def tie(person: str, number_id: str, *indicators: str) -> str:
    said = "".join(
        f"<lexsdigest:TelephoneNumber{name}Indicator>true</lexsdigest:TelephoneNumber{name}Indicator>"
        for name in indicators
    )
    return (
        f'\n<lexsdigest:EntityTelephoneNumberAssociation><nc:PersonReference s:ref="{person}"/>'
        f'<lexsdigest:TelephoneNumberReference s:ref="{number_id}"/>{said}'
        "</lexsdigest:EntityTelephoneNumberAssociation>"
    )


def place(own_id: str, street: str) -> str:
    return (
        f'\n<lexsdigest:EntityLocation><nc:Location s:id="{own_id}"><nc:LocationAddress><nc:StructuredAddress>'
        f"<nc:LocationStreet><nc:StreetFullText>{street}</nc:StreetFullText></nc:LocationStreet>"
        "</nc:StructuredAddress></nc:LocationAddress></nc:Location></lexsdigest:EntityLocation>"
    )


def lives_at(person: str, place_id: str) -> str:
    return (
        f'\n<nc:ResidenceAssociation><nc:PersonReference s:ref="{person}"/>'
        f'<nc:LocationReference s:ref="{place_id}"/></nc:ResidenceAssociation>'
    )


def same_as(ref: str) -> str:
    return f'<ndexia:Augmentation><lexslib:SameAsDigestReference lexslib:ref="{ref}"/></ndexia:Augmentation>'


def part_in(association: str, activity: str, person: str = "P1", *, prefix: str = "lexsdigest") -> str:
    """An association between an activity and a person, such as IncidentVictimPersonAssociation."""
    name = f"{prefix}:{association}Association"
    return f'<{name}><nc:ActivityReference s:ref="{activity}"/><nc:PersonReference s:ref="{person}"/></{name}>'


def told_number(outer: str, shape: str) -> str:
    inner = f"{outer}{shape}</lexsdigest:TelephoneNumber>"
    return f"<lexsdigest:EntityTelephoneNumber>{inner}</lexsdigest:EntityTelephoneNumber>"


def offense(own_id: str, words: str) -> str:
    return (
        f'<lexsdigest:EntityActivity><nc:Activity s:id="{own_id}"><nc:ActivityCategoryText>Offense'
        f"</nc:ActivityCategoryText><nc:ActivityDescriptionText>{words}</nc:ActivityDescriptionText></nc:Activity>"
        "</lexsdigest:EntityActivity>"
    )
