"""*The report already says …*, from the export to the script: said in closed words, corrected, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.domain.call import CaseCard
from callback_desk.domain.ids import CaseId, VictimId
from callback_desk.domain.report_already import Already, together
from callback_desk.use_cases import rang_back, save_call
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.report_says import facts_said
from callback_desk.use_cases.undo_import import undo_batch
from scripts.make_export import ALREADY, HEADINGS
from tests.use_cases.made_desks import RUTH, SERGEANT, World, ask, bring_in, plain_rows, start, write_rows
from tests.use_cases.visible import facts_of_desk

COLUMNS = (*HEADINGS, *ALREADY)
CASE = "26-770001"


def rows_of(desk: Desk, *things: dict[str, str], who: int = 300) -> list[dict[str, str]]:
    """One row of one person's case for each of `things`: a bicycle that was stolen."""
    (row,) = plain_rows(1, desk.clock.now().date(), seed=41, first=who)
    row |= {"Offense Code": "23H", "Offense Description": "THEFT BICYCLE", "Case Number": CASE}
    return [{**row, **dict.fromkeys(ALREADY, ""), **thing} for thing in things]


def brought(desk: Desk, path: Path, *rows: dict[str, str]):
    batch, preview = bring_in(desk, write_rows(path, list(rows), COLUMNS))
    return batch, preview.counts


def opened(world: World) -> CaseCard:
    """The case as a call opens it after both checks."""
    ruth = world.enter(RUTH)
    card = rang_back.rang_back(ruth, ruth.new_operation(), CASE).card
    assert card is not None
    return save_call.open_case(ruth, start(ruth, card).call_id)


def lines_of(desk: Desk) -> list[str]:
    found = ask(
        desk,
        "SELECT r.already FROM reports r JOIN batches b ON b.id = r.batch_id JOIN cases c ON c.id = r.case_id "
        "WHERE b.state = 'shown' AND c.number = ? ORDER BY r.id",
        CASE,
    )
    return [str(line) for (line,) in found]


def test_what_a_row_lists_is_said_and_not_asked_for(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    thing = {"Property Description": "Trek bicycle of J. Moss", "Serial Number": "WTU210K4417", "Witnesses": "2"}
    brought(desk, tmp_path / "one.csv", *rows_of(desk, thing))
    case = opened(world)
    assert case.facts["report_has"].split() == ["property", "serial", "witness"]
    assert case.facts["report_lists"] == "The report already lists a bicycle with its number."
    assert case.facts["report_lists_es"] == "El reporte ya menciona una bicicleta con su número."
    everything = " ".join(case.facts.values())
    for word in ("Trek", "Moss", "WTU210K4417"):
        assert word not in everything
    assert [row for table in (ask(desk, "SELECT * FROM reports"),) for row in table if "WTU210K4417" in str(row)] == []


def test_rows_of_a_case_are_one_list(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    things = [
        {"Property Description": "Trek bicycle", "Serial Number": "WTU210K4417"},
        {"Property Description": "Laptop"},
        {"Property Description": "Wedding ring", "Property Status": "Recovered"},
    ]
    brought(desk, tmp_path / "three.csv", *rows_of(desk, *things))
    facts = opened(world).facts
    assert facts["report_lists"] == "The report already lists a bicycle with its number and a laptop."
    assert facts["report_has"] == "property"


def test_a_correction_counts_and_a_blank_takes_nothing_back(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    brought(desk, tmp_path / "1.csv", *rows_of(desk, {"Property Description": "Bicycle", "Video": "Yes"}))
    brought(desk, tmp_path / "2.csv", *rows_of(desk, {"Property Description": "Laptop", "Video": "", "VIN": ""}))
    brought(desk, tmp_path / "3.csv", *rows_of(desk, {"Photos Taken": "No"}))
    facts = opened(world).facts
    assert facts["report_lists"] == "The report already lists a laptop."
    assert facts["report_has"].split() == ["property", "camera"]


def test_taking_an_import_back_takes_back_what_it_said(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    brought(desk, tmp_path / "1.csv", *rows_of(desk, {"Property Description": "Bicycle"}))
    before = facts_of_desk(desk)
    second, _counts = brought(desk, tmp_path / "2.csv", *rows_of(desk, {"Property Description": "Laptop"}))
    assert lines_of(desk) == ["item:bicycle", "item:laptop"]
    undo_batch(desk, desk.new_operation(), second.id)
    assert facts_of_desk(desk) == before
    brought(desk, tmp_path / "2.csv", *rows_of(desk, {"Property Description": "Laptop"}))
    assert lines_of(desk) == ["item:bicycle", "item:laptop"]


def test_a_row_of_a_witness_says_that_there_is_one(world: World, tmp_path: Path) -> None:
    """Whoever is involved has a row: of the witness's nothing is kept but that."""
    desk = world.enter(SERGEANT)
    (victim,) = rows_of(desk, {})
    (other,) = rows_of(desk, {}, who=302)
    rows = [{**victim, "Involvement": "Victim"}, {**other, "Involvement": "Witness", "Victim Last Name": "Mossrow"}]
    bring_in(desk, write_rows(tmp_path / "two.csv", rows, (*COLUMNS, "Involvement")))
    assert opened(world).facts["report_has"] == "witness"
    assert ask(desk, "SELECT count(*) FROM victims WHERE last = 'Mossrow'") == [(0,)]


def test_the_same_rows_again_add_nothing(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    brought(desk, tmp_path / "1.csv", *rows_of(desk, {"Property Description": "Bicycle"}))
    before = facts_of_desk(desk)
    _batch, counts = brought(desk, tmp_path / "again.csv", *rows_of(desk, {"Property Description": "Bicycle"}))
    assert counts.reasons == {"here_already": 1}
    assert facts_of_desk(desk) == before


def test_a_row_of_an_older_desk_says_it_when_it_comes_again(world: World, tmp_path: Path) -> None:
    """The rows of a desk that was made before are here, and said nothing of this."""
    desk = world.enter(SERGEANT)
    brought(desk, tmp_path / "1.csv", *rows_of(desk, {"Property Description": "Bicycle"}))
    with desk.storage.write(desk.session) as uow:
        uow.connection.exec_driver_sql("UPDATE reports SET already = ''")  # type: ignore[attr-defined]
        uow.commit()
    _batch, counts = brought(desk, tmp_path / "again.csv", *rows_of(desk, {"Property Description": "Bicycle"}))
    assert counts.reasons == {"known_person": 1}
    assert opened(world).facts["report_lists"] == "The report already lists a bicycle."


def test_a_list_that_two_people_of_a_case_share_is_said_to_neither(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    thing = {"Property Description": "Bicycle, laptop", "Serial Number": "A123456; B123456", "Witnesses": "Yes"}
    brought(desk, tmp_path / "two.csv", *rows_of(desk, thing), *rows_of(desk, thing, who=301))
    found = ask(
        desk,
        "SELECT DISTINCT r.victim_id, r.case_id FROM reports r JOIN cases c ON c.id = r.case_id WHERE c.number = ?",
        CASE,
    )
    assert len(found) == 2
    for victim, case in found:
        with desk.storage.read() as uow:
            lines = uow.people.already(VictimId(int(str(victim))), CaseId(int(str(case))))
        assert sorted(line.own for line in lines) == [False, True]
        facts = facts_said(together(lines), "burglary", time_known=False)
        assert (facts["report_lists"], facts["report_has"]) == ("", "witness")


@pytest.mark.parametrize(
    ("line", "family", "english", "spanish"),
    [
        ("", "theft", "", ""),
        ("item:other", "theft", "The report already has a list of what was taken.",
         "El reporte ya tiene una lista de lo que se llevaron."),
        ("item:bicycle item:other", "theft", "The report already lists a bicycle and other things.",
         "El reporte ya menciona una bicicleta y otras cosas."),
        ("item:bicycle item:jewelry# item:laptop", "burglary",
         "The report already lists a bicycle, a laptop, and jewelry with its number.",
         "El reporte ya menciona una bicicleta, una computadora portátil y joyas con su número."),
        ("item:bicycle# item:laptop# item:phone#", "burglary",
         "The report already lists a bicycle, a phone, and a laptop, each with its number.",
         "El reporte ya menciona una bicicleta, un teléfono y una computadora portátil, cada cosa con su número."),
        ("item:car", "stolen_vehicle", "", ""),
        ("item:car item:tools", "stolen_vehicle", "The report already lists tools.",
         "El reporte ya menciona herramientas."),
        ("item:kind_of_a_later_version", "theft", "The report already has a list of what was taken.",
         "El reporte ya tiene una lista de lo que se llevaron."),
    ],
)  # fmt: skip
def test_the_sentence(line: str, family: str, english: str, spanish: str) -> None:
    facts = facts_said(Already.read(line), family, time_known=False)
    assert (facts["report_lists"], facts["report_lists_es"]) == (english, spanish)


def test_a_long_list_stays_short_enough_to_stand_before_a_question() -> None:
    some = "item:laptop# item:phone# item:instrument# item:camera# item:audio# item:computer# item:game_console#"
    for line, ends in (
        (f"{some} item:tools item:other", ("other things.", "otras cosas.")),
        (some, ("other things, each with its number.", "otras cosas, cada cosa con su número.")),
    ):
        for behind in ("", "_es"):
            sentence = facts_said(Already.read(line), "burglary", time_known=False)[f"report_lists{behind}"]
            assert len(sentence) <= 130
            assert sentence.endswith(ends)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("plate vin", "The report already has the plate and the vehicle number."),
        ("plate", "The report already has the plate."),
        ("vin", "The report already has the vehicle number."),
        ("item:bicycle", ""),
    ],
)
def test_a_plate_is_told_back_only_where_it_was_their_vehicle(line: str, said: str) -> None:
    """In any other report it may be the plate of whoever did it."""
    assert facts_said(Already.read(line), "stolen_vehicle", time_known=True)["report_vehicle"] == said
    for family in ("burglary", "theft_from_vehicle", "vandalism", "other"):
        assert facts_said(Already.read(line), family, time_known=True)["report_vehicle"] == ""


def test_of_witnesses_cameras_and_suspects_there_is_no_sentence() -> None:
    facts = facts_said(Already.read("camera entry photo suspect witness"), "burglary", time_known=True)
    assert facts.pop("report_has").split() == ["time", "photo", "camera", "witness", "suspect", "entry"]
    assert set(facts.values()) == {""}
