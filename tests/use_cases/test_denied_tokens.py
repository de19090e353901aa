"""What must not leave with a lead sheet is stopped by what the desk knows, not by how the page looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from callback_desk.domain.call import Answer, CallDraft, CallResult, NewRating
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.use_cases import finish_call, review_call, save_call, send_packet
from tests.use_cases.made_desks import (
    INVESTIGATOR,
    PASSWORD,
    RUTH,
    SERGEANT,
    MovedClock,
    World,
    ask,
    bring_in,
    events,
    make_template,
    plain_rows,
    start,
    worlds,
    write_rows,
)

CASE, OTHER = "26-000001", "26-000777"
NEWS = "The neighbor saw a silver van on the driveway."


@pytest.fixture(scope="module")
def empty_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty") / "desk"
    make_template(folder, MovedClock(), rows=0)
    return folder


@pytest.fixture
def world(empty_desk: Path, tmp_path: Path) -> Iterator[World]:
    for new in worlds(empty_desk, tmp_path):
        yield new()


class Told:
    """A person with two reports; somebody else is a victim of the first one too. One call, signed."""

    def __init__(self, world: World, folder: Path, suspect: str = "") -> None:
        self.world, self.target = world, folder / "sheet.pdf"
        sergeant = world.enter(SERGEANT)
        first, second = plain_rows(2, world.clock.now().date(), first=60)
        first = {**first, "Case Number": CASE}
        theft = {**first, "Case Number": OTHER, "Offense Code": "240", "Offense Description": "Motor Vehicle Theft"}
        child = {**second, "Case Number": CASE, "Victim DOB": "03/04/2015"}  # nobody rings a child
        rows = [first, theft, child]
        if suspect:
            rows = [{**row, "Suspect Name": suspect if row["Case Number"] == CASE else ""} for row in rows]
        bring_in(sergeant, write_rows(folder / "rows.csv", rows, tuple(rows[0])))
        self.rows = first, second

    def call(self, *lines: NewTip, other_case: tuple[str, ...] = (), **brought: object) -> None:
        ruth = self.world.enter(RUTH)
        started = start(ruth)
        save_call.save_draft(ruth, started.call_id, started.fence, CallDraft("{}", typed=""))
        result = CallResult("talked_all", tips=lines, consents={"report": "yes"}, **brought)  # type: ignore[arg-type]
        finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, result)
        self.desk = self.world.enter(SERGEANT)
        seen = review_call.read_call(self.desk, started.call_id)
        cases = {case.number: case.id for case in seen.cases}
        for tip in seen.tips if len(cases) > 1 else ():
            case = cases[OTHER if tip.said.text in other_case else CASE]
            review_call.choose_case(self.desk, self.desk.new_operation(), tip.id, case)
        review_call.sign_off(self.desk, self.desk.new_operation(), [started.call_id])
        self.asked_about = CASE

    def send(self, *, kept: bool = False) -> None:
        send_packet.send_packet(
            self.desk,
            self.desk.new_operation(),
            case_number=self.asked_about,
            confirmed_case=self.asked_about,
            own_password=PASSWORD,
            recipient_name=INVESTIGATOR,
            delivery=send_packet.Delivery(self.target),
            kept=kept,
        )

    def line(self, text: str, place: int = 1, **more: object) -> NewTip:
        return NewTip(place, text, self.world.clock.now(), **more)  # type: ignore[arg-type]


@pytest.fixture
def told(world: World, tmp_path: Path) -> Told:
    return Told(world, tmp_path)


def refused(told: Told, words: str) -> None:
    before = events(told.desk)
    with pytest.raises(DeskFault, match=words) as fault:
        told.send()
    assert "Nothing was written" in fault.value.sentence
    assert not told.target.exists()
    since = events(told.desk)[len(before) :]
    assert since == ["stepup.ok"], "the password was asked for, and nothing was begun"


def test_an_honest_sheet_is_made(told: Told) -> None:
    told.call(
        told.line(NEWS),
        told.line("I was very satisfied with the lock.", 2),
        ratings=(NewRating("whole", "very_dissatisfied", "core-v1"),),
        answers=(Answer("still_gone", "yes"),),
        note="Called from the car.",
    )
    told.send()
    assert told.target.is_file()


def name_of(row: dict[str, str]) -> tuple[str, str]:
    first, last = row["Victim First Name"], row["Victim Last Name"]
    return first, last


@pytest.mark.parametrize("written", ["{0} {1}", "{1}, {0}", "{0} Q. {1}"])
def test_another_victim_of_the_same_report_is_not_named(told: Told, written: str) -> None:
    told.call(told.line(f"Ask {written.format(*name_of(told.rows[1]))} about the van."))
    refused(told, "Point 1 holds the name of somebody else")


def test_nor_is_that_victims_telephone_number_however_it_is_written(told: Told) -> None:
    digits = "".join(char for char in told.rows[1]["Victim Cell Phone"] if char.isdigit())[-10:]
    told.call(told.line(f"The number is ({digits[:3]}) {digits[3:6]}-{digits[6:]}."))
    refused(told, "Point 1 holds the telephone number of somebody else")


def test_how_the_service_was_rated_is_not_said(told: Told) -> None:
    told.call(
        told.line(f"{NEWS} She is very dissatisfied with us."),
        ratings=(NewRating("whole", "very_dissatisfied", "core-v1"),),
    )
    refused(told, "Point 1 holds an answer about how the service was")


def test_an_answer_that_is_no_news_is_not_on_it(told: Told) -> None:
    hidden = "my husband must not hear of this"
    told.call(told.line(f"{NEWS} And {hidden.upper()}."), answers=(Answer("worries", hidden),))
    refused(told, "Point 1 holds an answer that does not go to the investigator")


def test_the_suspect_of_another_case_is_not_named(told: Told) -> None:
    suspect = told.line("Marcus Vale took the car.", 2, kind=TipKind.SUSPECT_NAMED)
    told.call(told.line("The van belongs to Marcus Vale."), suspect, other_case=(suspect.text,))
    refused(told, "Point 1 holds words about another case")


def test_a_line_that_must_name_somebody_goes_when_a_supervisor_keeps_it_and_that_is_on_record(told: Told) -> None:
    told.call(told.line(f"Ask {' '.join(name_of(told.rows[1]))} about the van."))
    refused(told, "confirm that it may stay")
    told.send(kept=True)
    assert told.target.is_file()
    ((fields,),) = ask(told.desk, "SELECT fields FROM audit_events WHERE event = 'export.start'")
    assert '"kept": 1' in str(fields) or '"kept":1' in str(fields)


def test_letters_that_cannot_be_printed_are_named_with_their_field(told: Told) -> None:
    told.call(told.line("A sticker with \U0001f6b2 and \u13a0."))
    (found,) = send_packet.letters_missing(told.desk, CASE)
    assert found.says == "Point 1: U+1F6B2, U+13A0"


SUSPECT = "Vale, Marcus J"


@pytest.fixture
def accused(world: World, tmp_path: Path) -> Told:
    """The report itself names its suspect; a volunteer never sees who it is."""
    return Told(world, tmp_path, suspect=SUSPECT)


@pytest.mark.parametrize("written", ["Marcus Vale", "VALE, MARCUS", "Marcus J. Vale"])
def test_whom_the_report_suspects_stands_in_no_line_that_the_victim_did_not_name_them_in(
    accused: Told, written: str
) -> None:
    accused.call(accused.line(f"The van was parked at the house of {written}."))
    refused(accused, "Point 1 holds a name that this report gives for a suspect")


def test_nor_in_words_that_were_read_back(accused: Told) -> None:
    accused.call(accused.line(NEWS, exact_words="That was Marcus Vale for sure.", read_back=True))
    refused(accused, "a name that this report gives for a suspect")


def test_whom_the_victim_names_is_news_and_goes(accused: Told) -> None:
    accused.call(
        accused.line("Marcus Vale was at the door that night.", kind=TipKind.SUSPECT_NAMED),
        accused.line("The van is Marcus Vale's.", 2, kind=TipKind.VEHICLE),
    )
    accused.send()
    assert accused.target.is_file()


def test_another_line_about_a_suspect_does_not_let_the_name_through(accused: Told) -> None:
    accused.call(
        accused.line("Troy Holt was at the door that night.", kind=TipKind.SUSPECT_NAMED),
        accused.line("Marcus Vale has a van like that.", 2),
    )
    refused(accused, "Point 2 holds a name that this report gives for a suspect")


def test_a_supervisor_who_has_read_the_line_may_keep_the_name_of_a_suspect(accused: Told) -> None:
    accused.call(accused.line("Marcus Vale has a van like that."))
    refused(accused, "confirm that it may stay")
    accused.send(kept=True)
    assert accused.target.is_file()
