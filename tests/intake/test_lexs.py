"""LEXS and N-DEx: a telephone belongs to the person its association says, and only a victim's is a victim's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callback_desk.domain.errors import ImportRefused
from callback_desk.domain.incident import Candidate, Role, Sign, VictimType
from callback_desk.domain.layout import Field
from callback_desk.domain.phone import PhoneKind
from callback_desk.intake.aliases import shipped_aliases
from callback_desk.intake.headings import guess_columns
from callback_desk.intake.lexs_xml import HEADINGS
from tests.intake.lexs_made import (
    HEADS,
    MadeReport,
    Somebody,
    lives_at,
    message,
    number,
    offense,
    part_in,
    place,
    same_as,
    tie,
    told_number,
)
from tests.intake.reading import Read, read

VICTIM = Somebody("P1")
SUSPECT = Somebody("P2", role="IncidentSubject", given="Rolf", sur="Marsh", born="1990-01-02")


def read_message(folder: Path, content: bytes) -> Read:
    path = folder / "export.xml"
    path.write_bytes(content)
    return read(path)


def read_report(folder: Path, report: MadeReport) -> Read:
    return read_message(folder, message(report))


def of_role(found: Read, role: Role) -> list[Candidate]:
    return [each for each in found.people if each.role is role]


def own(person: Candidate) -> list[str]:
    return [each.number.e164 for each in person.phones if each.number is not None]


def test_every_heading_is_known_or_meant_for_nobody() -> None:
    columns, _findings = guess_columns(HEADINGS, [], shipped_aliases())
    known = {column.header: (column.field, column.role) for column in columns}
    assert known.pop("ORI")[0] is None
    assert all(field is not None and role is Role.VICTIM for field, role in known.values())
    phones = [column.kind for column in columns if column.field is Field.PHONE and column.role is Role.VICTIM]
    assert phones == [PhoneKind.HOME, PhoneKind.MOBILE, PhoneKind.WORK, PhoneKind.OTHER]


def test_the_only_number_of_a_report_is_the_suspects(tmp_path: Path) -> None:
    report = MadeReport(
        people=(VICTIM, SUSPECT), entities=number("T1", "312-555-0142"), associations=tie("P2", "T1", "Primary", "Work")
    )
    found = read_report(tmp_path, report)
    (victim,) = of_role(found, Role.VICTIM)
    (suspect,) = of_role(found, Role.SUSPECT)
    assert (own(victim), victim.other_numbers) == ([], ())
    assert own(suspect) == []
    assert suspect.other_numbers == ((Role.SUSPECT, "+13125550142"),)
    assert found.counts.phones.diallable == 0


def test_the_clerks_number_is_nobodys(tmp_path: Path) -> None:
    found = read_report(tmp_path, MadeReport(people=(VICTIM, SUSPECT)))
    assert "0199" not in repr(found.people)


def test_a_victim_of_a_report_in_full(tmp_path: Path) -> None:
    report = MadeReport(
        people=(VICTIM,),
        entities=number("T1", "312-555-0142") + number("T2", "3125550143") + place("L1", "12 Elm St"),
        associations=tie("P1", "T1", "Work", "Day") + tie("P1", "T2", "Home", "Evening") + lives_at("P1", "L1"),
    )
    found = read_report(tmp_path, report)
    (victim,) = found.people
    assert victim.name.display == "Ada Quillfeather"
    assert victim.facts.case_number == "26-000101"
    assert victim.facts.offense_codes == ("220",)
    assert victim.facts.victim_type is VictimType.INDIVIDUAL
    assert victim.facts.birth_date is not None
    assert victim.facts.age == 46
    assert victim.facts.reported_at is not None
    assert victim.facts.reported_at.isoformat() == "2026-11-10T15:00:00+00:00"
    assert victim.facts.occurred_at is not None
    assert victim.address == "12 Elm St"
    assert [(each.kind, each.number.e164) for each in victim.phones if each.number] == [
        (PhoneKind.HOME, "+13125550143"),
        (PhoneKind.WORK, "+13125550142"),
    ]
    assert "evening" in repr(victim.phones[0])


def test_a_number_of_both_is_a_conflict_on_both(tmp_path: Path) -> None:
    report = MadeReport(
        people=(VICTIM, SUSPECT),
        entities=number("T1", "312-555-0142"),
        associations=tie("P1", "T1", "Home") + tie("P2", "T1", "Home"),
    )
    found = read_report(tmp_path, report)
    assert own(of_role(found, Role.VICTIM)[0]) == ["+13125550142"]
    assert of_role(found, Role.SUSPECT)[0].other_numbers == ((Role.SUSPECT, "+13125550142"),)


@pytest.mark.parametrize(
    "association",
    [
        "",
        '<lexsdigest:ItemTelephoneNumberAssociation><nc:PersonReference s:ref="P1"/>'
        '<lexsdigest:TelephoneNumberReference s:ref="T1"/></lexsdigest:ItemTelephoneNumberAssociation>',
        '<lexsdigest:ActivityTelephoneNumberAssociation><nc:ActivityReference s:ref="I1"/><nc:PersonReference '
        's:ref="P1"/><lexsdigest:TelephoneNumberReference s:ref="T1"/></lexsdigest:ActivityTelephoneNumberAssociation>',
        tie("P9", "T1", "Home"),
        tie("P1", "T9", "Home"),
    ],
    ids=["tied to nobody", "a stolen telephone", "rung in the incident", "no such person", "no such number"],
)
def test_a_number_that_no_association_gives_is_nobodys(tmp_path: Path, association: str) -> None:
    report = MadeReport(entities=number("T1", "312-555-0142"), associations=association)
    found = read_report(tmp_path, report)
    assert own(found.people[0]) == []
    assert ("numbers_of_nobody", "1") in found.guess.findings


def test_somebody_to_be_told_in_an_emergency_is_not_the_victim(tmp_path: Path) -> None:
    report = MadeReport(entities=number("T1", "312-555-0142"), associations=tie("P1", "T1", "Emergency", "Home"))
    found = read_report(tmp_path, report)
    assert own(found.people[0]) == []
    assert ("numbers_of_nobody", "1") in found.guess.findings


SHAPES = {
    "in full": "<nc:FullTelephoneNumber><nc:TelephoneNumberFullID>(312) 555-0142</nc:TelephoneNumberFullID>"
    "</nc:FullTelephoneNumber>",
    "in parts": "<nc:NANPTelephoneNumber><nc:TelephoneAreaCodeID>312</nc:TelephoneAreaCodeID>"
    "<nc:TelephoneExchangeID>555</nc:TelephoneExchangeID><nc:TelephoneLineID>0142</nc:TelephoneLineID></nc:NANPTelephoneNumber>",
    "international": "<nc:InternationalTelephoneNumber><nc:TelephoneCountryCodeID>1</nc:TelephoneCountryCodeID>"
    "<nc:TelephoneNumberID>3125550142</nc:TelephoneNumberID></nc:InternationalTelephoneNumber>",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("inner_id", [False, True])
def test_shapes_of_numbers(tmp_path: Path, shape: str, inner_id: bool) -> None:
    outer = '<lexsdigest:TelephoneNumber s:id="T1">'
    if inner_id:  # Vermont gives the id to the number inside
        outer, shape = "<lexsdigest:TelephoneNumber>", shape.replace(">", ' s:id="T1">', 1)
    entity = told_number(outer, shape)
    found = read_report(tmp_path, MadeReport(entities=entity, associations=tie("P1", "T1")))
    assert own(found.people[0]) == ["+13125550142"]


def test_an_extension_stays(tmp_path: Path) -> None:
    shape = SHAPES["in parts"].replace(
        "</nc:NANPTelephoneNumber>", "<nc:TelephoneSuffixID>12</nc:TelephoneSuffixID></nc:NANPTelephoneNumber>"
    )
    entity = told_number('<lexsdigest:TelephoneNumber s:id="T1">', shape)
    (victim,) = read_report(tmp_path, MadeReport(entities=entity, associations=tie("P1", "T1", "Work"))).people
    assert victim.phones[0].number is not None
    assert victim.phones[0].number.extension == "12"


def test_an_association_may_name_the_role_instead_of_the_person(tmp_path: Path) -> None:
    report = MadeReport(
        people=(Somebody("P1", role_id="V1"), SUSPECT),
        entities=number("T1", "312-555-0142"),
        associations=tie("V1", "T1", "Home"),
    )
    assert own(of_role(read_report(tmp_path, report), Role.VICTIM)[0]) == ["+13125550142"]


ROLES = {
    "Victim": Role.VICTIM,
    "IncidentSubject": Role.SUSPECT,
    "Suspect": Role.SUSPECT,
    "ArrestSubject": Role.SUSPECT,
    "Witness": Role.WITNESS,
    "EnforcementOfficial": Role.OFFICER,
    "": Role.OTHER,
    "MissingPerson": Role.OTHER,
}


@pytest.mark.parametrize(("element", "role"), ROLES.items())
def test_roles_beside_a_person(tmp_path: Path, element: str, role: Role) -> None:
    report = MadeReport(
        people=(Somebody("P1", role=element),),
        entities=number("T1", "312-555-0142"),
        associations=tie("P1", "T1", "Home"),
    )
    (person,) = read_report(tmp_path, report).people
    assert person.role is role
    assert (own(person) == ["+13125550142"]) is (role is Role.VICTIM)


@pytest.mark.parametrize(
    ("association", "role"),
    [
        (part_in("IncidentVictimPerson", "I1"), Role.VICTIM),
        (part_in("OffenseVictimPerson", "O1"), Role.VICTIM),
        (part_in("IncidentSubjectPerson", "I1"), Role.SUSPECT),
        (part_in("IncidentWitness", "I1"), Role.WITNESS),
        (part_in("ActivityEnforcementOfficial", "I1", prefix="j"), Role.OFFICER),
    ],
)
def test_roles_by_association(tmp_path: Path, association: str, role: Role) -> None:
    report = MadeReport(people=(Somebody("P1", role=""),), associations=association)
    assert [each.role for each in read_report(tmp_path, report).people] == [role]


def test_a_role_said_in_a_payload(tmp_path: Path) -> None:
    report = MadeReport(people=(Somebody("P1", role=""),), payload=f"<ndexia:Victim>{same_as('P1')}</ndexia:Victim>")
    assert [each.role for each in read_report(tmp_path, report).people] == [Role.VICTIM]


def test_a_victim_who_is_also_the_suspect_is_both(tmp_path: Path) -> None:
    tied = part_in("IncidentSubjectPerson", "I1")
    found = read_report(tmp_path, MadeReport(associations=tied))
    assert [each.role for each in found.people] == [Role.VICTIM, Role.SUSPECT]
    assert Sign.ALSO_SUSPECT in found.people[0].facts.signs


@pytest.mark.parametrize(
    ("more", "sign"),
    [
        ("<nc:PersonLivingIndicator>false</nc:PersonLivingIndicator>", Sign.DECEASED),
        ("<nc:PersonDeathDate><nc:Date>2026-11-09</nc:Date></nc:PersonDeathDate>", Sign.DECEASED),
    ],
)
def test_the_dead_are_not_called(tmp_path: Path, more: str, sign: Sign) -> None:
    (victim,) = read_report(tmp_path, MadeReport(people=(Somebody("P1", more=more),))).people
    assert sign in victim.facts.signs


def test_what_the_payloads_add(tmp_path: Path) -> None:
    report = MadeReport(
        people=(VICTIM, SUSPECT),
        offense="Aggravated Assault",
        associations='<lexsdigest:SubjectVictimAssociation s:id="SV1"><lexsdigest:SubjectPersonReference s:ref="P2"/>'
        '<lexsdigest:VictimPersonReference s:ref="P1"/></lexsdigest:SubjectVictimAssociation>',
        payload=f"<ndexia:Offense><ndexia:OffenseUCRCode>13A</ndexia:OffenseUCRCode>{same_as('O1')}</ndexia:Offense>"
        f"<ndexia:Victim><j:VictimCategoryCode>I</j:VictimCategoryCode><ndexia:VictimInjury><ndexia:InjuryCategoryCode>"
        f"Loss of Teeth</ndexia:InjuryCategoryCode></ndexia:VictimInjury>{same_as('P1')}</ndexia:Victim>"
        f"<ndexia:SubjectVictimAssociation>{same_as('SV1')}<ndexia:VictimToSubjectRelationshipCode>Boyfriend"
        "</ndexia:VictimToSubjectRelationshipCode></ndexia:SubjectVictimAssociation>",
    )
    (victim,) = of_role(read_report(tmp_path, report), Role.VICTIM)
    assert victim.facts.offense_codes == ("13A",)
    assert victim.facts.relationship == "BG"
    assert Sign.SERIOUS_INJURY in victim.facts.signs


def test_an_officer_who_is_a_victim(tmp_path: Path) -> None:
    officer = '<j:EnforcementOfficial><nc:RoleOfPersonReference s:ref="P1"/></j:EnforcementOfficial>'
    report = MadeReport(people=(VICTIM,), entities=f"<lexsdigest:EntityPerson>{officer}</lexsdigest:EntityPerson>")
    (victim,) = read_report(tmp_path, report).people
    assert (victim.role, victim.facts.victim_type) == (Role.VICTIM, VictimType.LAW_OFFICER)


def test_a_business_and_a_bystanding_agency(tmp_path: Path) -> None:
    def organization(own_id: str, name: str) -> str:
        return (
            f'<lexsdigest:EntityOrganization><nc:Organization s:id="{own_id}"><nc:OrganizationName>{name}'
            "</nc:OrganizationName></nc:Organization></lexsdigest:EntityOrganization>"
        )

    tied = (
        '<lexsdigest:IncidentVictimOrganizationAssociation><nc:ActivityReference s:ref="I1"/>'
        '<nc:OrganizationReference s:ref="B1"/></lexsdigest:IncidentVictimOrganizationAssociation>'
    )
    report = MadeReport(
        people=(), entities=organization("B1", "Corner Store") + organization("A1", "Police"), associations=tied
    )
    (business,) = read_report(tmp_path, report).people
    assert business.name.organization == "Corner Store"
    assert business.facts.victim_type is VictimType.BUSINESS


def test_one_row_for_each_offense_against_a_victim(tmp_path: Path) -> None:
    second = offense("O2", "Simple Assault")
    both = read_report(tmp_path, MadeReport(people=(VICTIM, SUSPECT), entities=second))
    assert [each.facts.offense_codes for each in of_role(both, Role.VICTIM)] == [("220",), ("13B",)]
    assert len(of_role(both, Role.SUSPECT)) == 1
    tied = part_in("OffenseVictimPerson", "O2")
    one = read_report(tmp_path, MadeReport(entities=second, associations=tied))
    assert [each.facts.offense_codes for each in one.people] == [("13B",)]


def test_an_update_replaces_and_a_delete_removes(tmp_path: Path) -> None:
    first = MadeReport(people=(Somebody("P1", given="Ada"),))
    second = MadeReport(people=(Somebody("P1", given="Beth"),), instruction="Update")
    other = MadeReport(item="ITEM-2", case="26-2", people=(Somebody("P1", given="Cleo"),))
    gone = MadeReport(item="ITEM-2", instruction="Delete")
    found = read_message(tmp_path, message(first, other, second, gone))
    assert [each.name.first for each in found.people] == ["Beth"]
    assert {("records_corrected", "2"), ("records_deleted", "1")} <= set(found.guess.findings)


def test_one_id_may_stand_in_two_reports_but_not_twice_in_one(tmp_path: Path) -> None:
    two = message(MadeReport(), MadeReport(item="ITEM-2", case="26-2"))
    assert len(read_message(tmp_path, two).people) == 2
    with pytest.raises(ImportRefused) as refused:
        read_report(tmp_path, MadeReport(people=(VICTIM, Somebody("P1", role="Suspect"))))
    assert refused.value.code == "E13"


@pytest.mark.parametrize("version", HEADS)
def test_versions(tmp_path: Path, version: str) -> None:
    report = MadeReport(entities=number("T1", "312-555-0142"), associations=tie("P1", "T1", "Home"))
    assert own(read_message(tmp_path, message(report, version=version)).people[0]) == ["+13125550142"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<ir:IncidentReport xmlns:ir="http://example.org/ir">', "</ir:IncidentReport>"),
        (
            '<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Body>',
            "</soap:Body></soap:Envelope>",
        ),
    ],
)
def test_wrappings(tmp_path: Path, before: str, after: str) -> None:
    declaration, _, body = message(MadeReport()).decode().partition("\n")
    found = read_message(tmp_path, f"{declaration}\n{before}{body}{after}".encode())
    assert [each.name.last for each in found.people] == ["Quillfeather"]


def test_without_a_report_date_the_row_waits_for_one(tmp_path: Path) -> None:
    (victim,) = read_report(tmp_path, MadeReport(reported="")).people
    assert victim.facts.reported_at is None  # a message's own date would make an old case look new


def test_a_report_without_a_case_number_takes_the_items(tmp_path: Path) -> None:
    (victim,) = read_report(tmp_path, MadeReport(case="")).people
    assert victim.facts.case_number == "ITEM-1"


def test_two_agencies_with_one_case_number_stay_apart(tmp_path: Path) -> None:
    found = read_message(tmp_path, message(MadeReport(), MadeReport(agency="IL0160100")))
    assert {each.facts.case_number for each in found.people} == {"IL0160000 26-000101", "IL0160100 26-000101"}


def test_criminal_history_numbers_are_never_read(tmp_path: Path) -> None:
    more = (
        "<j:PersonAugmentation><j:PersonFBIIdentification><nc:IdentificationID>556677AA1</nc:IdentificationID>"
        "</j:PersonFBIIdentification></j:PersonAugmentation><nc:PersonSSNIdentification><nc:IdentificationID>"
        "000-12-3456</nc:IdentificationID></nc:PersonSSNIdentification>"
    )
    found = read_report(tmp_path, MadeReport(people=(Somebody("P1", more=more),)))
    assert "556677AA1" not in repr(found)
    assert "000-12-3456" not in repr(found)
    assert len(found.people) == 1


# --- whatever is tied to whom ------------------------------------------------------------------------------------

PEOPLE = ("P0", "P1", "P2", "P3")
NUMBERS = tuple(f"312-555-01{place:02d}" for place in range(10, 18))
ROLE_NAMES = st.sampled_from(["Victim", "IncidentSubject", "Suspect", "Witness", "EnforcementOfficial", ""])
TIES = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.integers(0, len(NUMBERS) - 1),
        st.lists(st.sampled_from(["Home", "Work", "Day", "Primary", "Emergency"]), max_size=2, unique=True),
    ),
    max_size=12,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROLE_NAMES, min_size=4, max_size=4), TIES, st.permutations(range(len(NUMBERS))))
def test_a_victim_has_the_numbers_that_are_tied_to_it_and_no_other(
    tmp_path: Path, roles: list[str], ties: list[tuple[str, int, list[str]]], order: list[int]
) -> None:
    people = tuple(
        Somebody(own_id, role=role, given=f"Given{own_id}", sur=f"Sur{own_id}")
        for own_id, role in zip(PEOPLE, roles, strict=True)
    )
    report = MadeReport(
        people=people,
        entities="".join(number(f"T{place}", NUMBERS[place]) for place in order),
        associations="".join(tie(person, f"T{place}", *said) for person, place, said in ties),
    )
    found = read_report(tmp_path, report)
    assert len(found.people) == len(people)
    for person, role in zip(found.people, roles, strict=True):
        own_id = person.name.first.removeprefix("Given")
        meant = {
            "+1" + NUMBERS[place].replace("-", "")
            for who, place, said in ties
            if who == own_id and "Emergency" not in said
        }
        assert set(own(person)) == (meant if role == "Victim" else set())
        assert (person.role is Role.VICTIM) is (role == "Victim")
