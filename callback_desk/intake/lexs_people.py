"""Who is who in a LEXS report: people and organizations with their roles, numbers, addresses and relationships."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from callback_desk.domain.incident import Role
from callback_desk.intake.lexs_contact import OwnNumber, address_text, associated_numbers
from callback_desk.intake.xml_records import Element, refs

# Elements that say what somebody is, beside the person or in a payload. Several of them may be one person's.
_ROLE_ELEMENTS = {
    "Victim": Role.VICTIM,
    "IncidentVictim": Role.VICTIM,
    "IncidentSubject": Role.SUSPECT,
    "Subject": Role.SUSPECT,
    "Suspect": Role.SUSPECT,
    "ArrestSubject": Role.SUSPECT,
    "Arrestee": Role.SUSPECT,
    "BookingSubject": Role.SUSPECT,
    "PersonOfInterest": Role.SUSPECT,
    "Defendant": Role.SUSPECT,
    "WarrantSubject": Role.SUSPECT,
    "CitationSubject": Role.SUSPECT,
    "IncidentWitness": Role.WITNESS,
    "Witness": Role.WITNESS,
    "Complainant": Role.REPORTER,
    "ReportingParty": Role.REPORTER,
    "EnforcementOfficial": Role.OFFICER,
    "ArrestOfficial": Role.OFFICER,
}
# Associations that say the same with references; which child counts stands beside the role.
_ROLE_ASSOCIATIONS: tuple[tuple[str, str, Role], ...] = (
    ("VictimPersonAssociation", "PersonReference", Role.VICTIM),
    ("VictimOrganizationAssociation", "OrganizationReference", Role.VICTIM),
    ("SubjectVictimAssociation", "VictimPersonReference", Role.VICTIM),
    ("SubjectVictimAssociation", "VictimOrganizationReference", Role.VICTIM),
    ("SubjectVictimAssociation", "SubjectPersonReference", Role.SUSPECT),
    ("SubjectPersonAssociation", "PersonReference", Role.SUSPECT),
    ("ArrestSubjectAssociation", "PersonReference", Role.SUSPECT),
    ("WitnessAssociation", "PersonReference", Role.WITNESS),
    ("WitnessPersonAssociation", "PersonReference", Role.WITNESS),
    ("EnforcementOfficialAssociation", "PersonReference", Role.OFFICER),
    ("OfficerAssociation", "PersonReference", Role.OFFICER),
)


@dataclass(slots=True)
class Party:
    """A person or organization of one report, with the numbers that its own associations name and no other."""

    element: Element
    is_person: bool
    ids: set[str]  # its own and those of its roles
    roles: set[Role] = field(default_factory=set)
    numbers: list[OwnNumber] = field(default_factory=list)
    address: str = ""
    relationships: list[str] = field(default_factory=list)  # to suspects, as the report words them


class Payloads:
    """What the structured payloads add to things of the digest, found by the reference each of them holds."""

    def __init__(self, package: Element) -> None:
        self._about: defaultdict[str, list[Element]] = defaultdict(list)
        for payload in package.all("StructuredPayload"):
            for report in payload.children:
                for each in report.children:
                    for ref in _digest_refs(each):
                        self._about[ref].append(each)

    def about(self, ids: Sequence[str] | set[str]) -> list[Element]:
        return [element for own in sorted(ids) for element in self._about.get(own, ())]

    def __iter__(self) -> Iterator[Element]:
        return (element for each in self._about.values() for element in each)


def _digest_refs(element: Element) -> list[str]:
    found = [each.attributes.get("ref", "") for each in element.walk() if each.name == "SameAsDigestReference"]
    return [ref for ref in found if ref]


def parties_of(digest: Element, payloads: Payloads, ids: Mapping[str, Element]) -> list[Party]:
    """Everybody in a digest, in the order of the file."""
    parties = [*_entities(digest, "EntityPerson", "Person"), *_entities(digest, "EntityOrganization", "Organization")]
    known = {each: party for party in parties for each in party.ids}
    associations = [each for each in digest.walk() if each.name.endswith("Association")]
    _take_roles(digest, payloads, known)
    for association in associations:
        for ending, child, role in _ROLE_ASSOCIATIONS:
            if association.name.endswith(ending):
                for party in _owners(association, known, child):
                    party.roles.add(role)
    for association in associations:
        numbers = associated_numbers(association, ids)
        for party in _owners(association, known) if numbers else ():
            party.numbers += [each for each in numbers if each not in party.numbers]
        if association.name == "ResidenceAssociation":
            places = [ids[ref] for ref in refs(association, "LocationReference") if ref in ids]
            text = next((said for each in places if (said := address_text(each))), "")
            for party in _owners(association, known):
                party.address = party.address or text
        elif association.name == "SubjectVictimAssociation":
            about = (association, *payloads.about([association.attributes.get("id", "")]))
            words = [each.text for root in about for each in root.walk() if _is_relationship(each)]
            for party in _owners(association, known, "VictimPersonReference"):
                party.relationships += words
    return parties


def _entities(digest: Element, entity: str, name: str) -> Iterator[Party]:
    for each in digest.all(entity):
        element = each.first(name)
        if element is not None:
            own = element.attributes.get("id")
            # A role that lies beside the person and refers to nobody is that person's.
            beside = {_ROLE_ELEMENTS[child.name] for child in each.children if child.name in _ROLE_ELEMENTS}
            alone = not any(child.name.startswith("RoleOf") for role in each.children for child in role.children)
            yield Party(element, name == "Person", {own} if own else set(), beside if alone else set())


def _take_roles(digest: Element, payloads: Payloads, known: dict[str, Party]) -> None:
    for element in digest.walk():
        role = _ROLE_ELEMENTS.get(element.name)
        if role is not None:
            for party in _owners(
                element, known, "RoleOfPersonReference", "RoleOfPerson", "RoleOfOrganizationReference"
            ):
                party.roles.add(role)
                if own := element.attributes.get("id"):
                    party.ids.add(own)
                    known[own] = party
    for element in payloads:
        role = _ROLE_ELEMENTS.get(element.name)
        for ref in _digest_refs(element) if role is not None else ():
            if role is not None and ref in known:
                known[ref].roles.add(role)


def _owners(element: Element, known: Mapping[str, Party], *names: str) -> list[Party]:
    wanted = [ref for name in names or ("",) for ref in refs(element, name)]
    return [known[ref] for ref in dict.fromkeys(wanted) if ref in known]


def _is_relationship(element: Element) -> bool:
    return element.name.endswith(("RelationshipCode", "RelationshipText")) and bool(element.text)
