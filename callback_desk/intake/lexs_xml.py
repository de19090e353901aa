"""LEXS and N-DEx incident reports: one row for each person of a `DataItemPackage`, victims once for each offense.

Identity numbers, criminal-history numbers, pictures and narratives of other parties are never read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from callback_desk.domain.incident import Role
from callback_desk.domain.phone import PhoneKind
from callback_desk.intake.lexs_contact import OwnNumber, number_texts, said_below
from callback_desk.intake.lexs_people import Party, Payloads, parties_of
from callback_desk.intake.nibrs import is_bias, relationship_of, strictest
from callback_desk.intake.nibrs_xml import activity_moment, age_of_person, plain_moment
from callback_desk.intake.record_rows import RecordRows
from callback_desk.intake.xml_records import Element, by_id, refs

ROOTS = ("IncidentReport", "doPublish", "PublishMessageContainer", "PublishMessage", "DataItemPackage")
RECORD = "DataItemPackage"
SKIPPED = frozenset(
    {"EntityVehicle", "EntityTangibleItem", "EntityDrug", "EntityFirearm", "EntityVessel", "EntityAircraft"}
    | {"EntityDocument", "AttachmentLink", "Attachment", "DocumentBinary", "DigitalImage", "PersonDigitalImage"}
    | {"PersonSSNIdentification", "PersonFBIIdentification", "PersonStateFingerprintIdentification"}
)
HEADINGS = (
    "Case Number",
    "ORI",
    "Report Date",
    "Incident Date",
    "NIBRS Code",
    "Offense",
    "Involvement",
    "Last Name",
    "First Name",
    "Middle Name",
    "Suffix",
    "Full Name",
    "Business Name",
    "Victim Type",
    "Age",
    "Date of Birth",
    "Home Phone",
    "Cell Phone",
    "Work Phone",
    "Phone",
    "Address",
    "Language",
    "Relationship",
    "Injury",
    "Exceptional Clearance",
    "Case Status",
    "Flags",
)
_INVOLVED = {
    Role.VICTIM: "Victim",
    Role.SUSPECT: "Suspect",
    Role.WITNESS: "Witness",
    Role.REPORTER: "Reporting Party",
    Role.OFFICER: "Officer",
}
_UNITS = {"ANN": "", "": "", "MON": " months", "WEE": " weeks", "DAY": " days"}
_DELETE = "delete"
_FALSE = frozenset({"false", "0"})
_TRUE = frozenset({"true", "1"})


class LexsPackages:
    """Takes the packages of a file one by one; an update or delete of a package replaces what stood before it."""

    def __init__(self, rows: RecordRows) -> None:
        self.rows = rows
        self.deleted = self.numbers_of_nobody = 0

    def take(self, package: Element) -> None:
        """One `DataItemPackage`. One without a digest becomes a rejected row at its line."""
        said_id = package.said("PackageMetadata", "DataItemID")
        agency = package.said("PackageMetadata", "DataOwnerMetadata", "DataOwnerIdentifier", "ORI")
        state = self.rows.begin(f"{agency}|{said_id}" if said_id else f"line {package.line}")
        if package.said("PackageMetadata", "DataItemPublishInstruction").casefold() == _DELETE:
            self.deleted += 1
            return
        digest = package.first("Digest")
        if digest is None:
            self.rows.add_damaged(package.line)
            return
        report = _Report(package, digest, agency)
        self.numbers_of_nobody += report.numbers_of_nobody
        for line, cells in report.rows():
            self.rows.add(state, line, cells)

    def findings(self) -> list[tuple[str, str]]:
        counted = (("records_deleted", self.deleted), ("numbers_of_nobody", self.numbers_of_nobody))
        return [(code, f"{count:,}") for code, count in counted if count]


class _Report:
    """One package, with what its rows have in common."""

    def __init__(self, package: Element, digest: Element, agency: str) -> None:
        self._ids = by_id(digest)
        self._payloads = Payloads(package)
        self._digest = digest
        self.parties = parties_of(digest, self._payloads, self._ids)
        given = {each.text for party in self.parties for each in party.numbers if not each.emergency}
        told = [number_texts(each) for each in digest.all("EntityTelephoneNumber")]
        self.numbers_of_nobody = sum(1 for texts in told if texts and not given.intersection(texts))
        incident_entity, incident = _incident_of(digest)
        about = self._about(incident)
        metadata = package.first("PackageMetadata")
        self._shared = {
            "Case Number": _case_number(incident, metadata),
            "ORI": agency,
            "Report Date": _reported(incident_entity, incident),
            "Incident Date": _happened(incident),
            "Exceptional Clearance": _no_n(said_in(about, "IncidentExceptionalClearanceCode")),
            "Case Status": said_in(about, "IncidentStatusCode")
            or said_in(about, "IncidentStatusText")
            or (metadata.said("DataItemStatus") if metadata is not None else ""),
        }
        self._offenses = {own: each for own, each in self._ids.items() if _is_activity(each, "offense")}
        self._spoken = incident.said("ActivityDescriptionText") if incident is not None else ""
        if incident is not None and said_in(about, "IncidentReportDateIndicator") in _TRUE:
            self._shared["Report Date"], self._shared["Incident Date"] = self._shared["Incident Date"], ""

    def _about(self, element: Element | None) -> list[Element]:
        own = element.attributes.get("id", "") if element is not None else ""
        return self._payloads.about([own]) if own else []

    def rows(self) -> Iterable[tuple[int, tuple[str, ...]]]:
        """Everybody of the report; a victim who is also a suspect is both."""
        for party in self.parties:
            if not party.is_person and Role.VICTIM not in party.roles:
                continue  # agencies and companies that nobody has to be told about
            person = self._person(party)
            if Role.VICTIM in party.roles:
                victim = self._victim(party)
                for code, spoken in self._offenses_of(party):
                    yield self._row(party, {**person, **victim, "NIBRS Code": code, "Offense": spoken})
            role: Role | None = next(
                (each for each in (Role.SUSPECT, Role.WITNESS, Role.REPORTER) if each in party.roles), None
            )
            if role is None and Role.VICTIM not in party.roles:
                role = Role.OFFICER if Role.OFFICER in party.roles else Role.OTHER
            if role is not None and (role is Role.SUSPECT or Role.VICTIM not in party.roles):
                yield self._row(party, {**person, "Involvement": _INVOLVED.get(role, "Other")})

    def _row(self, party: Party, cells: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
        said = {**self._shared, **cells}
        return party.element.line, tuple(said.get(heading, "") for heading in HEADINGS)

    def _person(self, party: Party) -> dict[str, str]:
        element = party.element
        name = element.first("PersonName")
        own = [each for each in party.numbers if not each.emergency]
        return {
            "Last Name": name.said("PersonSurName") if name is not None else "",
            "First Name": name.said("PersonGivenName") if name is not None else "",
            "Middle Name": name.said("PersonMiddleName") if name is not None else "",
            "Suffix": name.said("PersonNameSuffixText") if name is not None else "",
            "Full Name": name.said("PersonFullName") if name is not None else "",
            "Business Name": element.said("OrganizationName") if not party.is_person else "",
            "Age": _age(element),
            "Date of Birth": element.said("PersonBirthDate", "Date"),
            "Home Phone": _of_kind(own, PhoneKind.HOME),
            "Cell Phone": _of_kind(own, PhoneKind.MOBILE),
            "Work Phone": _of_kind(own, PhoneKind.WORK),
            "Phone": _of_kind(own, PhoneKind.OTHER),
            "Address": party.address,
            "Language": _language(element),
        }

    def _victim(self, party: Party) -> dict[str, str]:
        about = self._payloads.about(party.ids)
        kind = said_in(about, "VictimCategoryCode").upper()
        if Role.OFFICER in party.roles:
            kind = "L"
        elif len(kind) != 1 or not kind.isalpha():
            kind = "I" if party.is_person else ""
        relationships = [relationship_of(each) for each in party.relationships]
        injuries = [each.text for root in about for each in root.walk() if each.name == "InjuryCategoryCode"]
        return {
            "Involvement": "Victim",
            "Victim Type": kind,
            "Relationship": strictest(relationships),
            "Injury": ", ".join(dict.fromkeys(each for each in injuries if each)),
            "Flags": "; ".join(self._flags(party, relationships)),
        }

    def _flags(self, party: Party, relationships: list[str]) -> list[str]:
        flags = []
        if Role.SUSPECT in party.roles or "VO" in relationships:
            flags.append("also suspect")
        if party.element.said("PersonLivingIndicator") in _FALSE or party.element.first("PersonDeathDate") is not None:
            flags.append("deceased")
        payload_texts = [(each.name, each.text) for root in self._payloads for each in root.walk()]
        if any("BiasMotivationCode" in name and text and is_bias(text) for name, text in payload_texts):
            flags.append("hate crime")
        if any("Domestic" in name and text in _TRUE for name, text in payload_texts):
            flags.append("domestic violence")
        return flags

    def _offenses_of(self, party: Party) -> list[tuple[str, str]]:
        """(code, words) of the offenses against a victim; without associations every offense of the report."""
        ties = [
            each
            for each in self._digest.walk()
            if each.name.startswith("OffenseVictim") and each.name.endswith("Association")
        ]
        against = [ref for tie in ties if party.ids & set(refs(tie)) for ref in refs(tie) if ref in self._offenses]
        found = []
        for own in against or self._offenses:
            activity = self._offenses[own]
            about = self._about(activity)
            code = said_in(about, "OffenseUCRCode") or said_in(about, "OffenseCode")
            spoken = said_in(about, "OffenseText") or activity.said("ActivityDescriptionText")
            found.append((code or spoken, spoken if code else ""))
        distinct = [each for each in dict.fromkeys(found) if any(each)]
        return distinct or [("", self._spoken)]


def said_in(elements: Iterable[Element], name: str) -> str:
    """The first text of that name anywhere in them."""
    return next((said for each in elements if (said := said_below(each, name))), "")


def _incident_of(digest: Element) -> tuple[Element | None, Element | None]:
    for entity in digest.all("EntityActivity"):
        for activity in entity.all("Activity"):
            if _is_activity(activity, "incident"):
                return entity, activity
    return None, None


def _is_activity(element: Element, kind: str) -> bool:
    return element.name == "Activity" and element.said("ActivityCategoryText").casefold() == kind


def _case_number(incident: Element | None, metadata: Element | None) -> str:
    number = incident.said("ActivityIdentification", "IdentificationID") if incident is not None else ""
    if number or metadata is None:
        return number
    return metadata.said("DataItemReferenceID") or metadata.said("DataItemID")


def _reported(entity: Element | None, incident: Element | None) -> str:
    """Only a date that says it is the report's: a message's or data item's date is a later one."""
    for element, name in ((entity, "Metadata"), (incident, "ActivityReportedDate"), (entity, "ActivityAugmentation")):
        found = element.first(name) if element is not None else None
        for each in found.walk() if found is not None else ():
            if each.name in ("ReportedDate", "ActivityReportedDate"):
                said = each.said("DateTime") or each.said("Date")
                if said:
                    return plain_moment(said)
    return ""


def _happened(incident: Element | None) -> str:
    if incident is None:
        return ""
    start = incident.first("ActivityDateRange", "StartDate")
    if start is not None and (said := start.said("DateTime") or start.said("Date")):
        return plain_moment(said)
    return activity_moment(incident)


def _age(person: Element) -> str:
    unit = person.said("PersonAgeMeasure", "TimeUnitCode").upper()
    age = age_of_person(person)
    return f"{age}{_UNITS[unit]}" if age and unit in _UNITS else ""


def _language(person: Element) -> str:
    language = person.first("PersonPrimaryLanguage")
    if language is None:
        return ""
    return next((each.text for each in language.walk() if each.name.startswith("Language") and each.text), "")


def _of_kind(numbers: Iterable[OwnNumber], kind: PhoneKind) -> str:
    return " / ".join(each.shown for each in numbers if each.kind is kind)


def _no_n(code: str) -> str:
    return "" if code.upper() == "N" else code
