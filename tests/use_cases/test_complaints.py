"""Complaints go past the line, thanks go on with or without a name; both on sheets in the words that were said."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.domain.complaints import Step
from callback_desk.domain.concerns import ConcernKind, NameUse, NewConcern
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import ConcernId, RecipientId
from callback_desk.domain.packet import PacketKind
from callback_desk.domain.paper import PaperDocument
from callback_desk.domain.people import Recipient
from callback_desk.use_cases import board, complaints, packet_of_call, people, raise_concern, review_call, send_packet
from callback_desk.use_cases.desk import Desk, Work
from tests.use_cases.made_desks import (
    INVESTIGATOR,
    PASSWORD,
    RUTH,
    SERGEANT,
    World,
    ask,
    events,
    start,
    storage_of,
    talk,
)

WORDS = "Nobody wrote down the number.\nHe laughed <b>at me</b> & left."
OFFICE = Recipient(RecipientId(0), "Professional Standards", complaints=True)


def heard(desk: Desk, said: NewConcern) -> ConcernId:
    started, call_id = talk(desk)
    return ConcernId(raise_concern.raise_concern(desk, desk.new_operation(), started.callback_id, call_id, said).id)


def route(desk: Desk, concern: ConcernId, to: str) -> None:
    raise_concern.route_concern(desk, desk.new_operation(), concern, to)


def text_of(document: PaperDocument) -> str:
    return "\n".join([part.text + " " + part.note for part in document.parts])


def test_a_complaint_goes_to_its_office_and_is_followed(world: World) -> None:
    concern = heard(world.enter(RUTH), NewConcern(ConcernKind.COMPLAINT, WORDS))
    sergeant = world.enter(SERGEANT)
    people.add_recipient(sergeant, sergeant.new_operation(), OFFICE)
    page = complaints.complaints_and_thanks(sergeant)
    assert page.offices == ("Professional Standards",)
    (line,) = page.complaints
    assert line.concern.said.text == WORDS
    assert line.clock is not None
    assert (line.clock.step, line.clock.late) == (Step.HAND_OVER, 0)
    for other in (INVESTIGATOR, "The watch commander", " "):
        with pytest.raises(DeskFault, match="Nothing was sent on"):
            route(sergeant, concern, other)
    with pytest.raises(DeskFault, match="handed over is acknowledged"):
        complaints.acknowledge_complaint(sergeant, sergeant.new_operation(), concern, "PS 26-114")
    route(sergeant, concern, "Professional Standards")
    (line,) = complaints.complaints_and_thanks(sergeant).complaints
    assert line.clock is not None
    assert line.clock.step is Step.ACKNOWLEDGE
    assert complaints.waits(line)
    with pytest.raises(DeskFault, match="number or the name"):
        complaints.acknowledge_complaint(sergeant, sergeant.new_operation(), concern, " ")
    complaints.acknowledge_complaint(sergeant, sergeant.new_operation(), concern, "PS 26-114")
    (line,) = complaints.complaints_and_thanks(sergeant).complaints
    assert (line.concern.reference, complaints.waits(line)) == ("PS 26-114", False)
    assert events(sergeant).count("concern.settle") == 2


def test_the_board_counts_the_days_as_review_does(world: World) -> None:
    concern = heard(world.enter(RUTH), NewConcern(ConcernKind.COMPLAINT, WORDS))
    sergeant = world.enter(SERGEANT)
    assert _on_board(sergeant) == [("complaint", 1, 0)]
    world.clock.move(days=2)
    sergeant = world.enter(SERGEANT)
    (line,) = complaints.complaints_and_thanks(sergeant).complaints
    assert line.clock is not None
    assert _on_board(sergeant) == [("complaint", 1, line.clock.late)] == [("complaint", 1, 2)]
    route(sergeant, concern, "Professional Standards")
    assert _on_board(sergeant) == []
    world.clock.move(days=8)
    assert _on_board(world.enter(SERGEANT)) == [("not_acknowledged", 1, 0)]


def _on_board(desk: Desk) -> list[tuple[str, int, int]]:
    kinds = ("complaint", "not_acknowledged")
    return [(one.kind, one.count, one.days_late) for one in board.board(desk).items if one.kind in kinds]


def test_the_sheet_has_the_words_as_they_were_said_and_the_lead_sheet_none_of_them(world: World) -> None:
    ruth = world.enter(RUTH)
    concern = heard(ruth, NewConcern(ConcernKind.COMPLAINT, WORDS))
    sergeant = world.enter(SERGEANT)
    on_paper = text_of(complaints.concern_sheet(sergeant, concern))
    for piece in WORDS.splitlines():
        assert piece in on_paper
    assert "Heard by Ruth Keller" in on_paper
    ((call_id, number),) = ask(
        sergeant, "SELECT k.call_id, c.number FROM concerns k JOIN reports r ON r.victim_id = k.victim_id "
        "JOIN cases c ON c.id = r.case_id",
    )  # fmt: skip
    assert str(number) in on_paper
    call = review_call.read_call(sergeant, call_id)
    assert call.complaint
    assert "laughed" not in repr(call)
    review_call.sign_off(sergeant, sergeant.new_operation(), [call_id])
    with storage_of(sergeant).read() as uow:
        from callback_desk.domain.access import Role

        work = Work(uow, sergeant.clock.now(), sergeant, Role.SUPERVISOR)
        (case, *_) = uow.people.cases(uow.queue.victim_of(call.callback_id))
        recipient = uow.recipients.by_name(INVESTIGATOR)
        assert recipient is not None
        packet = packet_of_call.build_packet(
            work, call_id, case, recipient, sheet_number="LS-2026-0001", copy=1, kind=PacketKind.LEAD_SHEET
        )
    assert "laughed" not in repr(packet)


def test_the_office_for_complaints_receives_no_lead_sheet_and_no_slip(world: World, tmp_path: Path) -> None:
    ruth = world.enter(RUTH)
    _, call_id = talk(ruth)
    sergeant = world.enter(SERGEANT)
    people.add_recipient(sergeant, sergeant.new_operation(), OFFICE)
    both = Recipient(RecipientId(0), "Standards", duty=True, complaints=True)
    with pytest.raises(DeskFault, match="no urgent slips"):
        people.add_recipient(sergeant, sergeant.new_operation(), both)
    review_call.sign_off(sergeant, sergeant.new_operation(), [call_id])
    (case, *_) = review_call.read_call(sergeant, call_id).cases
    with pytest.raises(DeskFault, match="receives complaints, and no lead sheets"):
        send_packet.send_packet(
            sergeant,
            sergeant.new_operation(),
            case_number=case.number,
            confirmed_case=case.number,
            own_password=PASSWORD,
            recipient_name=OFFICE.name,
            delivery=send_packet.Delivery(tmp_path / "sheet.pdf"),
        )
    assert not (tmp_path / "sheet.pdf").exists()


@pytest.mark.parametrize("use", NameUse)
def test_a_thank_you_names_the_person_only_when_they_agreed(world: World, use: NameUse) -> None:
    concern = heard(
        world.enter(RUTH), NewConcern(ConcernKind.PRAISE, "Officer Lund stayed until I was calm.", name_use=use)
    )
    sergeant = world.enter(SERGEANT)
    (line,) = complaints.complaints_and_thanks(sergeant).thanks
    on_paper = text_of(complaints.concern_sheet(sergeant, concern))
    assert "Officer Lund stayed until I was calm." in on_paper
    named = use is NameUse.WITH_NAME
    assert (line.name in on_paper) is named
    assert (line.case_numbers[0] in on_paper) is named
    route(sergeant, concern, "Sgt. Moss")  # a thank-you may go to the line: that is what it is for


def test_a_sheet_is_written_checked_and_logged(world: World, tmp_path: Path) -> None:
    concern = heard(world.enter(RUTH), NewConcern(ConcernKind.COMPLAINT, WORDS))
    sergeant = world.enter(SERGEANT)
    printed = complaints.print_concern_sheet(sergeant, concern, tmp_path / "complaint.pdf")
    assert (printed.pages, printed.path.read_bytes()[:5]) == (1, b"%PDF-")
    assert events(sergeant)[-2:] == ["export.start", "export.done"]


def test_no_sheet_is_made_of_an_alert(world: World) -> None:
    ruth = world.enter(RUTH)
    started = start(ruth)
    made = raise_concern.raise_concern(
        ruth, ruth.new_operation(), started.callback_id, started.call_id, NewConcern(ConcernKind.DANGER, "Now.")
    )
    with pytest.raises(DeskFault, match="complaint or a thank-you"):
        complaints.concern_sheet(world.enter(SERGEANT), ConcernId(made.id))
