"""A desk of the United Kingdom from init to why: a made-up export of a British force, piles, reasons, numbers, dates.

Telephone numbers are those Ofcom keeps for drama: 07700 900xxx and 020 7946 0xxx.
"""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callback_desk.domain.calling_hours import window
from callback_desk.use_cases import call_list
from tests.cli.terminal import Said, Terminal
from tests.use_cases.made_desks import PASSWORD, MovedClock, World, copy_of

HEADINGS = [
    "Crime Reference Number",
    "Date Recorded",
    "HO Code",
    "Offence",
    "Forename",
    "Surname",
    "Date of Birth",
    "Mobile Number",
    "Home Telephone",
    "Outcome Type",
    "Outcome Date",
    "OIC",
    "Domestic Abuse",
    "Victim Type",
]
STATED = "Our analysts screen each export for deaths and injuries."
SURNAMES = [
    "Ashdown",
    "Bexley",
    "Corrigan",
    "Dunmore",
    "Eastlake",
    "Fenwick",
    "Garside",
    "Holroyd",
    "Ingham",
    "Jesmond",
    "Kirkby",
    "Lathom",
    "Morland",
]
SURNAMES += [
    "Netherby",
    "Oakham",
    "Penrose",
    "Quorn",
    "Rushden",
    "Selwood",
    "Thornbury",
    "Ullswater",
    "Verwood",
    "Winslow",
    "Yarrow",
]
BORN = ("03/02/1971", "14/03/1980", "30/11/1965", "09/12/1990")


def day(ago: int) -> str:
    return (datetime.now(UTC) - timedelta(days=ago)).strftime("%d/%m/%Y")


def row(number: int, outcome: str, **changes: str) -> dict[str, str]:
    """A theft from a vehicle five days ago, about an adult with a mobile; `changes` make it anything else."""
    plain = {
        "Crime Reference Number": f"42/{1000 + number}/26",
        "Date Recorded": day(5),
        "HO Code": "45",
        "Offence": "Theft from vehicle",
        "Forename": "Joan",
        "Surname": SURNAMES[number % len(SURNAMES)],
        "Date of Birth": BORN[number // len(SURNAMES)],
        "Mobile Number": f"07700 900{number:03d}",
        "Outcome Type": outcome,
        "OIC": "DC Holt",
        "Domestic Abuse": "N",
        "Victim Type": "Individual",
    }
    return plain | {name.replace("_", " "): value for name, value in changes.items()}


ROWS = [row(number, str(number)) for number in range(23)] + [
    row(23, "", OIC=""),
    row(24, ""),
    row(25, "99"),
    row(26, "18", Mobile_Number="09011 234567"),
    row(27, "Unable to prosecute suspect"),
    row(28, "no-further-action", HO_Code="30A", Offence="Burglary in a building other than a dwelling"),
    row(29, "18", HO_Code="8L", Offence="Harassment"),
    row(30, "18", HO_Code="34B", Offence="Robbery of personal property"),
    row(31, "18", HO_Code="999", Offence="Something else"),
    row(32, "18: Investigation complete; no suspect identified", Mobile_Number="101", Home_Telephone="020 7946 0132"),
    row(33, "18", Date_of_Birth="14/03/2012"),
    row(34, "18", Domestic_Abuse="Y"),
    row(35, "18", Mobile_Number="999"),
    row(36, "Filed"),
    row(37, "21", HO_Code="28E", Offence="Burglary - residential", Date_Recorded=day(80)),
    row(38, "18", HO_Code="058/02", Offence="", Mobile_Number="+44 7700 900038"),
]
CALLABLE = {18, 21, 23, 28, 32, 38}
BLOCKED = {
    0: "open_assigned",
    11: "outcome_excluded",
    12: "outcome_excluded",
    13: "outcome_excluded",
    14: "outcome_withdrew",
    16: "outcome_withdrew",
    24: "open_assigned",
    25: "outcome_unknown",
    26: "no_number",
    27: "outcome_held",
    29: "offense_never",
    30: "offense_release",
    31: "offense_unknown",
    33: "under_18",
    34: "domestic",
    35: "no_number",
    36: "outcome_unknown",
    37: "too_old",
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Terminal, Said]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CALLBACK_DESK_TEST_KEYRING", "1")
        desk = Terminal(tmp_path_factory.mktemp("uk") / "desk")
        desk.user = "Ada Marsh"
        password = desk.file("password.txt", PASSWORD + "\n")
        said = desk.run(
            *("init", "--agency", "Wrenshire Constabulary", "--region", "gb", "--timezone", "Europe/London"),
            *("--supervisor", "Ada Marsh", "--password-file", password, *desk.where),
            signed=False,
        )
        assert said.code == 0, said.err
        path = desk.folder.with_name("crimes.csv")
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, HEADINGS, restval="")
            writer.writeheader()
            writer.writerows(ROWS)
        words = ("--json", "--accept-changes", "--screening-stated", STATED)
        return desk, desk.run("import", path, *words)


def queue(desk: Terminal) -> dict[int, dict[str, object]]:
    callbacks = desk.run("queue", "--json").json["callbacks"]
    assert isinstance(callbacks, list)
    return {int(one["case_numbers"][0].split("/")[1]) - 1000: one for one in callbacks}


def test_piles_and_reasons_are_those_of_the_profile(imported: tuple[Terminal, Said]) -> None:
    desk, said = imported
    assert said.code == 0, said.err
    found = queue(desk)
    assert {number for number, one in found.items() if one["state"] == "waiting"} == CALLABLE
    for number in set(range(len(ROWS))) - CALLABLE:
        expected = BLOCKED.get(number, "outcome_held")
        assert found[number]["reason"] == expected, number
    assert said.json["rows_in"] == len(ROWS)
    assert said.json["queued"] == len(CALLABLE)
    reasons = said.json["reasons"]
    assert isinstance(reasons, dict)
    assert reasons["outcome_withdrew"] == 2
    assert sum(reasons.values()) == len(ROWS) - len(CALLABLE)


def test_numbers_are_british_and_services_are_not_rung(imported: tuple[Terminal, Said]) -> None:
    found = queue(imported[0])
    assert found[18]["phones"] == ["+447700900018"]
    assert found[38]["phones"] == ["+447700900038"]
    assert found[32]["phones"] == ["+442079460132"], "101 is the police"
    assert found[26]["phones"] == [], "09 is premium"
    assert found[35]["phones"] == []


def test_days_are_read_day_first(imported: tuple[Terminal, Said]) -> None:
    """Born on December 9, 1990, not September 12; recorded five days ago whatever the month."""
    desk, _ = imported
    world = World(desk.folder, MovedClock(datetime.now(UTC)))
    try:
        opened = world.enter("Ada Marsh")
        with opened.storage.read(opened.session) as uow:
            (callback_id,) = uow.people.by_case_number("42/1038/26")
            person = uow.people.person(uow.queue.victim_of(callback_id))
            (case,) = uow.people.cases(person.id)
            facts = uow.people.facts(callback_id)
        (early,) = call_list.why_case(opened, "42/1018/26")
        hours, closed = opened.rules.hours, opened.rules.closed_days
    finally:
        world.close()
    assert case.reported_at is not None
    assert case.reported_at.strftime("%d/%m/%Y") == day(5)
    assert facts[0].offense_codes == ("290",)
    assert person.birth_date is not None
    assert person.birth_date.strftime("%d/%m/%Y") == BORN[38 // len(SURNAMES)]
    assert early.offense == "Theft from a vehicle"
    winter, summer = datetime(2026, 12, 1, 19, 30, tzinfo=UTC), datetime(2026, 7, 7, 19, 30, tzinfo=UTC)
    assert window(("Europe/London",), winter, hours, closed).open, "half past seven in the evening"
    assert not window(("Europe/London",), summer, hours, closed).open, "half past eight in summer time"
    assert {(one.month, one.day) for one in closed} >= {(1, 1), (12, 25), (12, 26)}
    assert (7, 4) not in {(one.month, one.day) for one in closed}


def test_why_says_the_outcome_the_rule_and_its_version(imported: tuple[Terminal, Said]) -> None:
    desk, _ = imported
    said = desk.run("why", "42/1016/26")
    assert said.code == 0
    assert "Outcome 16, evidential difficulties, suspect identified, victim does not support" in said.out
    assert "(Rule 57)" in said.out
    (found,) = json.loads(desk.run("why", "42/1014/26", "--json").out)["callbacks"]
    assert found["level"] == "excluded"
    assert found["rule"] == "outcome_withdrew"
    assert found["rule_version"] == "eligibility-2026.2+region-gb-2026.1/1"


def test_the_profile_is_shown_in_the_settings(imported: tuple[Terminal, Said]) -> None:
    said = imported[0].run("settings")
    assert said.json == {}
    assert "Country: United Kingdom (region-gb-2026.1). Rules: eligibility-2026.2+region-gb-2026.1." in said.err


def test_a_later_outcome_closes_what_an_earlier_one_left_open(imported: tuple[Terminal, Said], tmp_path: Path) -> None:
    desk = Terminal(copy_of(imported[0].folder, tmp_path / "desk"), user="Ada Marsh")
    path = tmp_path / "later.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADINGS, restval="")
        writer.writeheader()
        writer.writerows([row(21, "16"), row(5, "18")])
    said = desk.run("import", path, "--json", "--accept-changes", "--screening-stated", STATED)
    assert said.code == 0, said.err
    found = queue(desk)
    assert (found[21]["state"], found[21]["reason"]) == ("excluded", "outcome_withdrew")
    assert (found[5]["state"], found[5]["reason"]) == ("waiting", "")
