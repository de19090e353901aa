"""NIBRS, flat and XML: counted victim by victim, never called, and the last word on an incident counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callback_desk.domain.errors import ImportRefused
from callback_desk.domain.layout import Field
from callback_desk.intake.aliases import shipped_aliases
from callback_desk.intake.content import FileContent
from callback_desk.intake.headings import guess_columns
from callback_desk.intake.limits import Limits
from callback_desk.intake.nibrs import HEADINGS, age_of, relationship_of, still_missing, strictest
from callback_desk.intake.nibrs_flat import open_nibrs_flat
from callback_desk.intake.raw import Source
from callback_desk.intake.read_xml import open_xml
from tests.intake.nibrs_made import (
    F15,
    NAMESPACES,
    WORDS,
    MadeIncident,
    MadeVictim,
    flat,
    flat_incident,
    group_b,
    segment,
    xml,
    xml_incident,
    xml_other,
    zero_report,
)
from tests.intake.reading import read

Row = dict[str, str]


def rows_of(source: Source) -> list[Row]:
    (_heading, names), *lines = list(source.lines())
    assert tuple(names) == HEADINGS
    return [dict(zip(names, cells, strict=True)) for _line, cells in lines]


def flat_rows(folder: Path, content: bytes) -> list[Row]:
    path = folder / "export.txt"
    path.write_bytes(content)
    return rows_of(open_nibrs_flat(FileContent.of(path), Limits()))


def xml_rows(folder: Path, content: bytes) -> list[Row]:
    path = folder / "export.xml"
    path.write_bytes(content)
    return rows_of(open_xml(FileContent.of(path), Limits()))


# --- the files of the FBI and of SEARCH --------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "victims"), F15.items())
def test_f15_victims_are_counted_and_nobody_is_called(corpus: Path, name: str, victims: int) -> None:
    found = read(corpus / "F15" / name)
    assert (found.counts.rows, found.counts.problems) == (victims, victims)
    assert not found.people
    assert found.reasons == ({"no_name_column"} if victims else set())
    assert {"no_names_in_nibrs", "no_name_column", "no_phone_column"} <= {code for code, _ in found.guess.findings}
    assert found.counts.phones.diallable == 0


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        ("iepd2019_GroupBArrest.xml", ("group_b_arrests", "1")),
        ("iepd2019_IncidentDelete.xml", ("records_deleted", "1")),
        ("iepd2019_ZeroReport.xml", ("zero_reports", "1")),
    ],
)
def test_f15_what_is_no_incident_is_named(corpus: Path, name: str, finding: tuple[str, str]) -> None:
    found = read(corpus / "F15" / name)
    assert finding in found.guess.findings
    assert ("no_rows", "") in found.guess.findings


def test_f15_the_flat_and_the_xml_twin_are_the_same_incident(corpus: Path) -> None:
    of_flat = rows_of(open_nibrs_flat(FileContent.of(corpus / "F15" / "Flatfile-XML_Test_1.txt"), Limits()))
    of_xml = rows_of(open_xml(FileContent.of(corpus / "F15" / "Flatfile-XML_Test_1.xml"), Limits()))
    for rows in (of_flat, of_xml):  # their hours differ: 14 in the one, 02 in the other
        rows[0]["Incident Date"] = rows[0]["Incident Date"].split(" ")[0]
    # All stolen things came back. The second differs, too: 17 in the one, found as 17; 16 in the other, found as 17.
    assert [rows[0]["Property Description Code"] for rows in (of_flat, of_xml)] == ["", "16"]
    of_xml[0]["Property Description Code"] = ""
    assert of_flat == of_xml
    assert of_flat == [
        dict.fromkeys(HEADINGS, "")
        | {
            "Case Number": "19263469-1",
            "ORI": "HI0020000",
            "Incident Date": "2019-07-13",
            "NIBRS Code": "220",
            "Victim Type": "I",
            "Victim Age": "74",
            "Relationship to Offender": "RU",
        }
    ]


def test_f15_an_officer_and_a_baby(corpus: Path) -> None:
    rows = rows_of(open_xml(FileContent.of(corpus / "F15" / "iepd2019_AllFields.xml"), Limits()))
    told = [(row["Victim Type"], row["Victim Age"], row["Relationship to Offender"], row["NIBRS Code"]) for row in rows]
    assert told == [("L", "32", "AQ", "240"), ("I", "BB", "ST", "240")]
    # 1999-01 stands beside the incident date and is not it.
    assert {row["Incident Date"] for row in rows} == {"2016-02-19 10:00:00"}


# --- both ways of writing say the same ---------------------------------------------------------------------------

AGES = st.sampled_from(["NN", "NB", "BB", "00", "", "2530", "5055"]) | st.integers(1, 99).map("{:02d}".format)
VICTIMS = st.builds(
    MadeVictim,
    kind=st.sampled_from("IIILBFGORSU"),
    age=AGES,
    offenses=st.lists(
        st.sampled_from(["13A", "220", "23H", "120", "11A", "35A"]), min_size=1, max_size=4, unique=True
    ).map(tuple),
    relationships=st.lists(st.sampled_from(sorted(WORDS)), max_size=5).map(tuple),
    injuries=st.lists(st.sampled_from("BILMNOTU"), max_size=5, unique=True).map(tuple),
)
INCIDENTS = st.builds(
    MadeIncident,
    number=st.from_regex(r"[0-9A-Z-]{1,12}", fullmatch=True),
    agency=st.sampled_from(["IL0160000", "IL0160100"]),
    day=st.dates().map(lambda day: day.strftime("%Y%m%d").zfill(8)),
    hour=st.sampled_from(["", "00", "14", "23"]),
    is_report_date=st.booleans(),
    clearance=st.sampled_from("ABCDEN"),
    bias=st.sampled_from(["88", "99", "12", ""]),
    arrested=st.booleans(),
    victims=st.lists(VICTIMS, max_size=4).map(tuple),
    property=st.lists(
        st.tuples(st.sampled_from("3457"), st.sampled_from(["04", "07", "17", "20", "75"])), max_size=4, unique=True
    ).map(lambda told: tuple(sorted(told))),
)


def expected(incidents: list[MadeIncident]) -> list[Row]:
    """What a reader must say of incidents, written down from the model and from nothing else."""
    several = len({each.agency for each in incidents if each.victims}) > 1
    rows = []
    for incident in incidents:
        day = f"{incident.day[:4]}-{incident.day[4:6]}-{incident.day[6:]}"
        moment = f"{day} {incident.hour}:00" if incident.hour else day
        for victim in incident.victims:
            close = [
                code for code in ("VO", "SE", "CS", "XS", "BG", "AQ", "OK", "RU", "ST") if code in victim.relationships
            ]
            has_age = victim.kind in "IL"
            age = f"{victim.age[:2]}-{victim.age[2:]}" if len(victim.age) == 4 else victim.age
            back = {kind for state, kind in incident.property if state == "5"}
            gone = [kind for state, kind in incident.property if state in "47" and kind not in back]
            flags = (["hate crime"] if incident.bias == "12" else []) + (["also suspect"] if "VO" in close else [])
            rows += [
                {
                    "Case Number": f"{incident.agency} {incident.number}" if several else incident.number,
                    "ORI": incident.agency,
                    "Report Date": moment if incident.is_report_date else "",
                    "Incident Date": "" if incident.is_report_date else moment,
                    "NIBRS Code": code,
                    "Victim Type": victim.kind,
                    "Victim Age": age if has_age else "",
                    "Relationship to Offender": close[0] if close else "",
                    "Victim Injury": ", ".join(victim.injuries),
                    "Exceptional Clearance": "" if incident.clearance == "N" else incident.clearance,
                    "Case Status": "Cleared" if incident.arrested or incident.clearance != "N" else "",
                    "Flags": "; ".join(flags),
                    "Property Description Code": "; ".join(sorted(set(gone))),
                }
                for code in victim.offenses
            ]
    return rows


def ages_of_persons_only(incident: MadeIncident) -> MadeIncident:
    return replace(
        incident, victims=tuple(each if each.kind in "IL" else replace(each, age="") for each in incident.victims)
    )


DISTINCT = st.lists(INCIDENTS.map(ages_of_persons_only), max_size=6, unique_by=lambda each: (each.agency, each.number))
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(DISTINCT)
def test_a_flat_file_reads_back_to_its_model(tmp_path: Path, incidents: list[MadeIncident]) -> None:
    content = flat(*(flat_incident(each) for each in incidents), group_b())
    assert flat_rows(tmp_path, content) == expected(incidents)


@SLOW
@given(DISTINCT, st.sampled_from(sorted(NAMESPACES)))
def test_an_xml_file_reads_back_to_its_model(tmp_path: Path, incidents: list[MadeIncident], version: str) -> None:
    rows = xml_rows(tmp_path, xml(*map(xml_incident, incidents), version=version))
    for row in rows:
        row["Report Date"] = (
            row["Report Date"].removesuffix(":00") if row["Report Date"].count(":") == 2 else row["Report Date"]
        )
        row["Incident Date"] = (
            row["Incident Date"].removesuffix(":00") if row["Incident Date"].count(":") == 2 else row["Incident Date"]
        )
    assert rows == expected(incidents)


@SLOW
@given(DISTINCT, st.lists(st.tuples(st.integers(0, 5), st.sampled_from("DI"), VICTIMS), max_size=8))
def test_the_last_word_on_an_incident_counts(
    tmp_path: Path, incidents: list[MadeIncident], later: list[tuple[int, str, MadeVictim]]
) -> None:
    standing = {(each.agency, each.number): each for each in incidents}
    of_flat = [flat_incident(each) for each in incidents]
    of_xml = [xml_incident(each) for each in incidents]
    for place, action, victim in later if incidents else []:
        again = ages_of_persons_only(replace(incidents[place % len(incidents)], victims=(victim,)))
        of_flat.append(flat_incident(again, action))
        of_xml.append(xml_incident(again, action))
        standing.pop((again.agency, again.number), None)
        if action == "I":
            standing[again.agency, again.number] = again
    told = {
        (row["ORI"], row["Case Number"].split(" ")[-1], row["NIBRS Code"], row["Victim Age"])
        for row in expected(list(standing.values()))
    }
    for rows in (flat_rows(tmp_path, flat(*of_flat, group_b())), xml_rows(tmp_path, xml(*of_xml))):
        assert {
            (row["ORI"], row["Case Number"].split(" ")[-1], row["NIBRS Code"], row["Victim Age"]) for row in rows
        } == told
        assert len(rows) == sum(len(victim.offenses) for each in standing.values() for victim in each.victims)


# --- single rules ------------------------------------------------------------------------------------------------


def test_every_heading_is_known_or_meant_for_nobody() -> None:
    columns, _findings = guess_columns(HEADINGS, [], shipped_aliases())
    assert {column.header: column.field for column in columns} == {
        "Case Number": Field.CASE_NUMBER,
        "ORI": None,
        "Report Date": Field.REPORTED_AT,
        "Incident Date": Field.OCCURRED_AT,
        "NIBRS Code": Field.OFFENSE_CODE,
        "Victim Type": Field.VICTIM_TYPE,
        "Victim Age": Field.AGE,
        "Relationship to Offender": Field.RELATIONSHIP,
        "Victim Injury": Field.INJURY,
        "Exceptional Clearance": Field.CLEARANCE,
        "Case Status": Field.STATUS,
        "Flags": Field.FLAGS,
        "Property Description Code": Field.PROPERTY,
    }


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("34", "34"),
        ("34  ", "34"),
        ("2530", "25-30"),
        ("2525", "25"),
        ("nb", "NB"),
        ("Newborn", "NB"),
        ("NEONATAL", "NN"),
        ("BABY", "BB"),
        ("UNKNOWN", "00"),
        ("00", "00"),
        ("", ""),
        ("8", "8"),
    ],
)
def test_ages(text: str, age: str) -> None:
    assert age_of(text) == age


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((words, code) for code, words in WORDS.items()),
        ("se", "SE"),
        ("HR", "BG"),
        ("Family Member_Cousin", "OF"),
        ("Family Member", "OF"),
        ("Teacher", "OK"),
        ("", ""),
    ],
)
def test_relationships(text: str, code: str) -> None:
    assert relationship_of(text) == code


def test_a_stranger_beside_a_spouse_does_not_hide_the_spouse() -> None:
    assert strictest(["ST", "RU", "SE"]) == "SE"
    assert strictest(["SE", "VO"]) == "VO"
    assert strictest([]) == ""


def test_two_agencies_may_use_one_number(tmp_path: Path) -> None:
    ours, theirs = MadeIncident(number="26-1"), MadeIncident(number="26-1", agency="IL0160100")
    content = flat(flat_incident(ours), flat_incident(theirs), flat_incident(theirs, "D"))
    rows = flat_rows(tmp_path, content)
    assert [row["ORI"] for row in rows if row["ORI"] == ours.agency] == [ours.agency]
    both = flat_rows(tmp_path, flat(flat_incident(ours), flat_incident(theirs)))
    assert {row["Case Number"] for row in both} == {f"{ours.agency} 26-1", f"{theirs.agency} 26-1"}


def test_what_is_no_incident_is_counted_in_the_flat_file(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_bytes(flat(zero_report(), group_b(), flat_incident(MadeIncident(), "D")))
    found = read(path)
    assert found.counts.rows == 0
    assert {("zero_reports", "1"), ("group_b_arrests", "1"), ("records_deleted", "1")} <= set(found.guess.findings)


def test_the_same_in_xml(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(
        xml(xml_other("ZERO REPORT"), xml_other("GROUP B ARREST REPORT"), xml_other("GROUP B ARREST REPORT", "D"))
    )
    found = read(path)
    assert found.counts.rows == 0
    assert {("zero_reports", "1"), ("group_b_arrests", "1")} <= set(found.guess.findings)


def test_the_place_of_a_row_is_the_victims_line(tmp_path: Path) -> None:
    lines = flat_incident(MadeIncident(victims=(MadeVictim(), MadeVictim(kind="S"))))
    (tmp_path / "export.txt").write_bytes(flat(lines))
    places = [problem.place.line for problem in read(tmp_path / "export.txt").problems]
    assert [lines[place - 1][4] for place in places] == ["4", "4"]
    content = xml(xml_incident(MadeIncident(victims=(MadeVictim(), MadeVictim(kind="S")))))
    (tmp_path / "export.xml").write_bytes(content)
    places = [problem.place.line for problem in read(tmp_path / "export.xml").problems]
    assert [b"<j:Victim s:id" in content.splitlines()[place - 1] for place in places] == [True, True]
    assert len(set(places)) == 2


def test_in_a_file_of_one_line_the_place_is_the_number_of_the_row(tmp_path: Path) -> None:
    three = MadeIncident(victims=(MadeVictim(), MadeVictim(), MadeVictim()))
    (tmp_path / "export.xml").write_bytes(xml(xml_incident(three).replace("\n", ""), pretty=False))
    assert [problem.place.line for problem in read(tmp_path / "export.xml").problems] == [1, 2, 3]


def test_an_error_report_of_the_fbi_is_named(tmp_path: Path) -> None:
    (tmp_path / "errors.txt").write_bytes(
        b"2026110000015IIL016000026-000101    620 306E           NCA07: DUPLICATE VALUE=E            FLOPPY\r\n"
    )
    with pytest.raises(ImportRefused) as refused:
        read(tmp_path / "errors.txt")
    assert refused.value.code == "E03"
    assert "an error report about a NIBRS submission" in refused.value.sentence


def test_blanks_cut_off_the_end_of_a_line_are_blanks(tmp_path: Path) -> None:
    lines = [line.rstrip() for line in flat_incident(MadeIncident(victims=(MadeVictim(kind="S", age=""),)))]
    assert [row["Victim Type"] for row in flat_rows(tmp_path, flat(lines))] == ["S"]


BAD_LINES = {
    "longer than it says": segment("4", "001220" + " " * 27 + "I34  FWNR", number="26-1", length=50),
    "cut off before the kind of victim": segment("4", "001220", number="26-1"),
    "no incident number": segment("4", "001220" + " " * 27 + "I34  FWNR", number=""),
    "no segment": "Total 12 records",
    "an unknown level": segment("9", "001", number="26-1"),
    "letters for a length": "00X1" + segment("4", "001", number="26-1")[4:],
    "a victim to delete that is not there": segment("4", "009", number="26-1", action="D"),
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_line_that_cannot_be_read_is_a_rejected_row_at_its_place(tmp_path: Path, line: str) -> None:
    before = flat_incident(MadeIncident(number="26-0"))
    (tmp_path / "export.txt").write_bytes(flat(before, [line], flat_incident(MadeIncident(number="26-2"))))
    found = read(tmp_path / "export.txt")
    assert [(each.place.line, each.reason) for each in found.problems if each.reason != "no_name_column"] == [
        (len(before) + 1, "ragged_row")
    ]
    assert found.counts.rows == 3


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("tail", ["", "\x1a", "\r\n\r\n", "\n \n"])
def test_ends_of_lines_and_files(tmp_path: Path, end: str, tail: str) -> None:
    content = flat(flat_incident(MadeIncident()), end=end) + tail.encode()
    assert len(flat_rows(tmp_path, content)) == 1


def test_a_victim_segment_replaced_or_deleted_in_its_incident(tmp_path: Path) -> None:
    lines = flat_incident(MadeIncident(victims=(MadeVictim(age="20"), MadeVictim(age="30"))))
    first, second = (line for line in lines if line[4] == "4")
    gone = first[:5] + "D" + first[6:]
    changed = second[:5] + "M" + second[6:].replace("I30", "I31")
    rows = flat_rows(tmp_path, flat([*lines, gone, changed]))
    assert [row["Victim Age"] for row in rows] == ["31"]


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ([("7", "04"), ("7", "17")], ("04", "17")),
        ([("STOLEN", "04"), ("RECOVERED", "04"), ("stolen", "6")], ("06",)),
        ([("5", "04"), ("7", "04")], ()),
        ([("1", ""), ("6", "10"), ("3", "01")], ()),
        ([("DESTROYED_DAMAGED_VANDALIZED", "35"), ("2", "29"), ("8", "77")], ("29", "35", "77")),
    ],
)
def test_of_property_what_is_still_gone_or_damaged(told: list[tuple[str, str]], missing: tuple[str, ...]) -> None:
    assert still_missing(told) == missing


@pytest.mark.parametrize("name", ["iepd2019_AllFields.xml", "iepd2019_GroupAIncident.xml"])
def test_of_the_samples_of_all_fields_everything_was_found_or_never_theirs(corpus: Path, name: str) -> None:
    """Burned and damaged things that came back; counterfeited and seized ones were not the victim's."""
    rows = rows_of(open_xml(FileContent.of(corpus / "F15" / name), Limits()))
    assert {row["Property Description Code"] for row in rows} == {""}
