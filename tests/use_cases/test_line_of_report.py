"""A person with several reports: each line stands on the sheet of the report it is about, and on no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from callback_desk.domain.errors import DeskFault, NotAllowed, NotFound
from callback_desk.domain.ids import CallId, CaseId, TipId
from callback_desk.use_cases import review_call, send_packet
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import (
    INVESTIGATOR,
    PASSWORD,
    RUTH,
    SERGEANT,
    TIP,
    MovedClock,
    World,
    bring_in,
    events,
    make_template,
    plain_rows,
    talk,
    worlds,
    write_rows,
)

OLDER, NEWER = "26-000777", "26-000001"
CAMERA = "The neighbor's camera looks at the garage door."


@dataclass
class Two:
    """One finished call with two lines, about somebody with two reports."""

    world: World
    desk: Desk
    call: CallId
    out: Path

    @property
    def lines(self) -> dict[str, TipId]:
        return {tip.said.text: tip.id for tip in review_call.read_call(self.desk, self.call).tips}

    @property
    def cases(self) -> dict[str, CaseId]:
        return {case.number: case.id for case in review_call.read_call(self.desk, self.call).cases}

    def say(self, text: str, number: str) -> None:
        case = self.cases[number]
        review_call.choose_case(self.desk, self.desk.new_operation(), self.lines[text], case)

    def sign(self) -> None:
        review_call.sign_off(self.desk, self.desk.new_operation(), [self.call])

    def sheet(self, number: str) -> str:
        target = self.out / f"{number}-{len(list(self.out.iterdir()))}.pdf"
        send_packet.send_packet(
            self.desk,
            self.desk.new_operation(),
            case_number=number,
            confirmed_case=number,
            own_password=PASSWORD,
            recipient_name=INVESTIGATOR,
            delivery=send_packet.Delivery(target),
        )
        with pypdfium2.PdfDocument(target) as pages:
            return " ".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", " ")


@pytest.fixture(scope="module")
def empty_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nobody to call: whoever comes is next."""
    folder = tmp_path_factory.mktemp("empty") / "desk"
    make_template(folder, MovedClock(), rows=0)
    return folder


@pytest.fixture
def alone(empty_desk: Path, tmp_path: Path) -> Iterator[World]:
    for new in worlds(empty_desk, tmp_path):
        yield new()


@pytest.fixture
def two(alone: World, tmp_path: Path) -> Two:
    world = alone
    sergeant = world.enter(SERGEANT)
    row = plain_rows(1, world.clock.now().date(), first=60)[0]
    other = {**row, "Case Number": OLDER, "Offense Code": "240", "Offense Description": "Motor Vehicle Theft"}
    bring_in(sergeant, write_rows(tmp_path / "two.csv", [{**row, "Case Number": NEWER}, other]))
    _, call = talk(world.enter(RUTH), lines=(TIP, CAMERA))
    out = tmp_path / "out"
    out.mkdir()
    return Two(world, world.enter(SERGEANT), call, out)


def test_a_call_about_two_reports_is_signed_when_each_line_has_its_own(two: Two) -> None:
    with pytest.raises(DeskFault, match="which one it is about"):
        two.sign()
    two.say(TIP, NEWER)
    with pytest.raises(DeskFault, match="which one it is about"):
        two.sign()
    two.say(CAMERA, NEWER)
    two.say(CAMERA, OLDER)  # the newest choice counts
    two.sign()
    assert {number for _line, number in send_packet.ready_to_send(two.desk)} == {NEWER, OLDER}
    newer, older = two.sheet(NEWER), two.sheet(OLDER)
    assert TIP in newer and CAMERA not in newer
    assert CAMERA in older and TIP not in older
    assert send_packet.ready_to_send(two.desk) == ()
    assert events(two.desk).count("tip.change") == 3


def test_a_report_nothing_new_was_said_about_gets_no_sheet(two: Two) -> None:
    for text in (TIP, CAMERA):
        two.say(text, NEWER)
    two.sign()
    with pytest.raises(DeskFault, match="Nothing new"):
        two.sheet(OLDER)
    assert list(two.out.iterdir()) == []


def test_a_line_corrected_after_its_sheet_waits_for_another(two: Two) -> None:
    two.say(TIP, NEWER)
    two.say(CAMERA, OLDER)
    two.sign()
    two.sheet(NEWER)
    two.sheet(OLDER)
    two.world.clock.move(minutes=5)
    review_call.correct_tip(two.desk, two.desk.new_operation(), two.lines[TIP], "It is at the lid.", "asked again")
    assert [number for _line, number in send_packet.ready_to_send(two.desk)] == [NEWER]
    two.world.clock.move(minutes=5)
    assert "It is at the lid." in two.sheet(NEWER)
    assert send_packet.ready_to_send(two.desk) == ()


def test_the_report_is_said_before_the_sign_off_and_by_somebody_else_than_the_caller(two: Two) -> None:
    (line, *_) = two.lines.values()
    with pytest.raises(NotFound):
        review_call.choose_case(two.desk, two.desk.new_operation(), line, CaseId(9_999))
    for text in two.lines:
        two.say(text, NEWER)
    two.sign()
    with pytest.raises(DeskFault, match="stays"):
        two.say(TIP, OLDER)
    with pytest.raises(NotAllowed):
        ruth = two.world.enter(RUTH)
        review_call.choose_case(ruth, ruth.new_operation(), line, two.cases[NEWER])


def test_the_lines_of_an_earlier_call_are_not_lost_behind_a_newer_one(world: World, tmp_path: Path) -> None:
    """Two calls about one report, signed one after the other: each has its sheet."""
    sergeant = world.enter(SERGEANT)
    _, first = talk(world.enter(RUTH))
    sergeant = world.enter(SERGEANT)
    review_call.sign_off(sergeant, sergeant.new_operation(), [first])
    ((_line, number),) = send_packet.ready_to_send(sergeant)
    target = tmp_path / "first.pdf"
    with pytest.raises(DeskFault, match="signed off"):
        send_packet.send_packet(
            sergeant,
            sergeant.new_operation(),
            case_number=number,
            confirmed_case=number,
            own_password=PASSWORD,
            recipient_name=INVESTIGATOR,
            delivery=send_packet.Delivery(target),
            call_id=CallId(first + 100),
        )
    send_packet.send_packet(
        sergeant,
        sergeant.new_operation(),
        case_number=number,
        confirmed_case=number,
        own_password=PASSWORD,
        recipient_name=INVESTIGATOR,
        delivery=send_packet.Delivery(target),
        call_id=first,
    )
    assert target.exists() and send_packet.ready_to_send(sergeant) == ()
