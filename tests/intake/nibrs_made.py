"""Recipes for NIBRS: segments of the flat file and reports of the XML, from one small model."""

from __future__ import annotations

from dataclasses import dataclass

ORI = "IL0160000"
NAMESPACES = {
    "3.0": (
        "http://fbi.gov/cjis/nibrs/3.0",
        "http://niem.gov/niem/niem-core/2.0",
        "http://niem.gov/niem/domains/jxdm/4.1",
    ),
    "4.0": (
        "http://fbi.gov/cjis/nibrs/4.0",
        "http://release.niem.gov/niem/niem-core/3.0/",
        "http://release.niem.gov/niem/domains/jxdm/5.1/",
    ),
    "4.2": (
        "http://fbi.gov/cjis/nibrs/4.2",
        "http://release.niem.gov/niem/niem-core/3.0/",
        "http://release.niem.gov/niem/domains/jxdm/5.2/",
    ),
    "2019": (
        "http://fbi.gov/cjis/nibrs/2019",
        "http://release.niem.gov/niem/niem-core/4.0/",
        "http://release.niem.gov/niem/domains/jxdm/6.1/",
    ),
    "2023": (
        "http://fbi.gov/cjis/nibrs/2023",
        "http://release.niem.gov/niem/niem-core/5.0/",
        "http://release.niem.gov/niem/domains/jxdm/7.1/",
    ),
}
WORDS = {
    "SE": "Family Member_Spouse",
    "CS": "Family Member_Spouse_Common Law",
    "BG": "Boyfriend_Girlfriend",
    "XS": "Ex_Spouse",
    "AQ": "Acquaintance",
    "OK": "NonFamily_Otherwise Known",
    "RU": "Relationship Unknown",
    "ST": "Stranger",
    "VO": "Victim Was Offender",
}
LOSS_WORDS = {"3": "COUNTERFEITED", "4": "DESTROYED_DAMAGED_VANDALIZED", "5": "RECOVERED", "7": "STOLEN"}
AGE_WORDS = {"NN": "NEONATAL", "NB": "NEWBORN", "BB": "BABY", "00": "UNKNOWN"}

#: Rows of each file of the corpus: victims and their offenses.
F15 = {
    "iepd2019_AllFields.xml": 2,
    "iepd2019_GroupAIncident.xml": 2,
    "iepd2019_GroupBArrest.xml": 0,
    "iepd2019_GroupBArrestDelete.xml": 0,
    "iepd2019_IncidentDelete.xml": 0,
    "iepd2019_ZeroReport.xml": 0,
    "Flatfile-XML_Test_1.txt": 1,
    "Flatfile-XML_Test_1.xml": 1,
}


@dataclass(frozen=True)
class MadeVictim:
    kind: str = "I"
    age: str = "34"  # two digits, four for a range, or a code
    offenses: tuple[str, ...] = ("220",)
    relationships: tuple[str, ...] = ()
    injuries: tuple[str, ...] = ()


@dataclass(frozen=True)
class MadeIncident:
    number: str = "26-000101"
    agency: str = ORI
    day: str = "20261103"
    hour: str = "14"
    is_report_date: bool = False
    clearance: str = "N"
    bias: str = "88"
    arrested: bool = False
    victims: tuple[MadeVictim, ...] = (MadeVictim(),)
    property: tuple[tuple[str, str], ...] = ()  # data elements 14 and 15, at most ten of a state


def segment(level: str, data: str, *, number: str, agency: str = ORI, action: str = "I", length: int = 0) -> str:
    head = f"{level}{action}112026    {agency:<9}{number:<12}"
    return f"{length or 4 + len(head) + len(data):04d}{head}{data}"


def flat_incident(incident: MadeIncident, action: str = "I") -> list[str]:
    """The segments of one incident; a delete is its administrative segment alone."""

    def one(level: str, data: str) -> str:
        return segment(level, data, number=incident.number, agency=incident.agency, action=action)

    date_flag = "R" if incident.is_report_date else " "
    head = one("1", f"{incident.day:<8}{date_flag}{incident.hour:<2}{incident.clearance}{'':41}")
    if action == "D":
        return [head]
    codes = dict.fromkeys(code for victim in incident.victims for code in victim.offenses)
    lines = [head, *(one("2", f"{code:<3}CN  20{'':15}{incident.bias:<2}") for code in codes)]
    for place, victim in enumerate(incident.victims, start=1):
        relations = "".join(f"{offender:02d}{code}" for offender, code in enumerate(victim.relationships, start=1))
        lines.append(
            one(
                "4",
                f"{place:03d}{''.join(victim.offenses):<30}{victim.kind}{victim.age:<4}FWNR{'':5}"
                f"{''.join(victim.injuries):<5}{relations:<40}",
            )
        )
    for state in dict.fromkeys(state for state, _kind in incident.property):
        things = "".join(f"{kind}{100:09d}{'':8}" for each, kind in incident.property if each == state)
        lines.insert(len(codes) + 1, one("3", f"{state}{things:<190}"))
    lines.append(one("5", "0129  MBN"))
    if incident.arrested:
        lines.append(one("6", f"01A-1         20261104OM{next(iter(codes), '220'):<3}N01    29  MBNN{'':32}"))
    return lines


def flat(*groups: list[str], end: str = "\r\n") -> bytes:
    return (end.join(line for group in groups for line in group) + end).encode("cp1252")


def zero_report() -> list[str]:
    return [segment("0", "", number="000000000000")]


def group_b() -> list[str]:
    return [segment("7", "0120261104T90J01    35  MW U ", number="26-B1", action="A")]


def xml(*reports: str, version: str = "2019", pretty: bool = True) -> bytes:
    nibrs, nc, j = NAMESPACES[version]
    body = "\n".join(reports)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<nibrs:Submission xmlns:nibrs="{nibrs}" xmlns:nc="{nc}" xmlns:j="{j}" xmlns:cjis="http://fbi.gov/cjis/2.0" '
        'xmlns:s="http://release.niem.gov/niem/structures/3.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{body}\n</nibrs:Submission>\n"
    )
    return (text if pretty else text.replace("\n", "")).encode()


def _header(category: str, action: str, agency: str) -> str:
    return (
        "<nibrs:ReportHeader>\n"
        f"<nibrs:NIBRSReportCategoryCode>{category}</nibrs:NIBRSReportCategoryCode>\n"
        f"<nibrs:ReportActionCategoryCode>{action}</nibrs:ReportActionCategoryCode>\n"
        "<nibrs:ReportDate><nc:YearMonthDate>2026-11</nc:YearMonthDate></nibrs:ReportDate>\n"
        "<nibrs:ReportingAgency><j:OrganizationAugmentation><j:OrganizationORIIdentification>"
        f"<nc:IdentificationID>{agency}</nc:IdentificationID>"
        "</j:OrganizationORIIdentification></j:OrganizationAugmentation></nibrs:ReportingAgency>\n"
        "</nibrs:ReportHeader>\n"
    )


def xml_other(category: str, action: str = "A") -> str:
    return f"<nibrs:Report>{_header(category, action, ORI)}</nibrs:Report>"


def xml_incident(incident: MadeIncident, action: str = "I") -> str:
    day = f"{incident.day[:4]}-{incident.day[4:6]}-{incident.day[6:]}"
    moment = f"<nc:DateTime>{day}T{incident.hour}:00:00</nc:DateTime>" if incident.hour else f"<nc:Date>{day}</nc:Date>"
    indicator = str(incident.is_report_date).lower()
    head = (
        f"<nibrs:Report>{_header('GROUP A INCIDENT REPORT', action, incident.agency)}"
        "<nc:Incident><nc:ActivityIdentification>"
        f"<nc:IdentificationID>{incident.number}</nc:IdentificationID></nc:ActivityIdentification>"
        f"<nc:ActivityDate>{moment}<nc:YearMonthDate>1999-01</nc:YearMonthDate></nc:ActivityDate>"
        f"<cjis:IncidentAugmentation><cjis:IncidentReportDateIndicator>{indicator}</cjis:IncidentReportDateIndicator>"
        "</cjis:IncidentAugmentation>"
        f"<j:IncidentAugmentation><j:IncidentExceptionalClearanceCode>{incident.clearance}"
        "</j:IncidentExceptionalClearanceCode></j:IncidentAugmentation></nc:Incident>\n"
    )
    if action == "D":
        return f"{head}</nibrs:Report>"
    codes = list(dict.fromkeys(code for victim in incident.victims for code in victim.offenses))
    parts = [
        f'<j:Offense s:id="O{codes.index(code)}"><nibrs:OffenseUCRCode>{code}</nibrs:OffenseUCRCode>'
        f"<j:OffenseFactorBiasMotivationCode>{incident.bias}</j:OffenseFactorBiasMotivationCode></j:Offense>"
        for code in codes
    ]
    people, victims, ties = [], [], []
    for place, victim in enumerate(incident.victims):
        people.append(f'<nc:Person s:id="P{place}">{_age(victim.age)}</nc:Person>')
        injuries = "".join(
            f"<j:VictimInjury><j:InjuryCategoryCode>{code}</j:InjuryCategoryCode></j:VictimInjury>"
            for code in victim.injuries
        )
        role = f'<nc:RoleOfPerson s:ref="P{place}"/>' if victim.kind in "IL" else ""
        victims.append(
            f'<j:Victim s:id="V{place}">{role}<j:VictimSequenceNumberText>{place + 1}</j:VictimSequenceNumberText>'
            f"{injuries}<j:VictimCategoryCode>{victim.kind}</j:VictimCategoryCode></j:Victim>"
        )
        ties += [
            f'<j:OffenseVictimAssociation><j:Offense s:ref="O{codes.index(code)}"/><j:Victim s:ref="V{place}"/>'
            "</j:OffenseVictimAssociation>"
            for code in victim.offenses
        ]
        ties += [
            f'<j:SubjectVictimAssociation><j:Subject s:ref="S0"/><j:Victim s:ref="V{place}"/>'
            f"<nibrs:VictimToSubjectRelationshipCode>{WORDS.get(code, code)}</nibrs:VictimToSubjectRelationshipCode>"
            "</j:SubjectVictimAssociation>"
            for code in victim.relationships
        ]
    if incident.arrested:
        victims.append('<j:Arrest s:id="A0"/>')
    subject = '<nc:Person s:id="PS"/><j:Subject s:id="S0"><nc:RoleOfPerson s:ref="PS"/></j:Subject>'
    things = [
        f"<nc:Item><nc:ItemStatus><cjis:ItemStatusCode>{LOSS_WORDS[state]}</cjis:ItemStatusCode></nc:ItemStatus>"
        f"<j:ItemCategoryNIBRSPropertyCategoryCode>{kind}</j:ItemCategoryNIBRSPropertyCategoryCode></nc:Item>"
        for state, kind in incident.property
    ]
    return head + "\n".join((*parts, *things, *people, *victims, subject, *ties)) + "\n</nibrs:Report>"


def _age(age: str) -> str:
    if not age:
        return ""
    if age in AGE_WORDS:
        value = f"<nc:MeasureValueText>{AGE_WORDS[age]}</nc:MeasureValueText>"
    elif len(age) == 4:
        value = (
            f"<nc:MeasureIntegerRange><nc:RangeMaximumIntegerValue>{age[2:]}</nc:RangeMaximumIntegerValue>"
            f"<nc:RangeMinimumIntegerValue>{age[:2]}</nc:RangeMinimumIntegerValue></nc:MeasureIntegerRange>"
        )
    else:
        value = f"<nc:MeasureIntegerValue>{age}</nc:MeasureIntegerValue>"
    return f"<nc:PersonAgeMeasure>{value}</nc:PersonAgeMeasure>"
