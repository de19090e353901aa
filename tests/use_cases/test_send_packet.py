"""What a lead sheet is refused for, whatever the front end does; where it goes, and under which number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from callback_desk.bootstrap.press import PdfPress
from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskFault, WrongPassword
from callback_desk.domain.exports import ExportFilter, Means, Purpose
from callback_desk.domain.ids import RecipientId
from callback_desk.domain.people import DeliveryWay, Recipient
from callback_desk.use_cases import people, recipients, review_call, send_packet, where_to
from callback_desk.use_cases.desk import Work
from callback_desk.use_cases.ports_world import Volume
from callback_desk.use_cases.send_packet import Delivery
from tests.use_cases.made_desks import INVESTIGATOR, PASSWORD, RUTH, SERGEANT, World, ask, events, talk

SECRET = "a willow at the river"


class Case:
    """A signed call, and the sergeant's desk."""

    def __init__(self, world: World) -> None:
        _, self.call = talk(world.enter(RUTH))
        self.world, self.desk = world, world.enter(SERGEANT)
        review_call.sign_off(self.desk, self.desk.new_operation(), [self.call])
        ((_line, self.number),) = send_packet.ready_to_send(self.desk)
        self.out = world.folder.with_name("out")
        self.out.mkdir(exist_ok=True)

    def send(self, **changed: object) -> send_packet.Sent:
        given: dict[str, object] = {
            "case_number": self.number,
            "confirmed_case": self.number,
            "recipient_name": INVESTIGATOR,
            "delivery": Delivery(self.out / "sheet.pdf"),
        }
        return send_packet.send_packet(self.desk, self.desk.new_operation(), **(given | changed))

    def serrano(self, *, password: str | None = None, **changed: object) -> None:
        (one,) = [one for one in recipients.everybody(self.desk) if one.name == INVESTIGATOR]
        recipients.change_recipient(self.desk, self.desk.new_operation(), replace(one, **changed), password)

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.out.iterdir())


@pytest.fixture
def case(world: World) -> Case:
    return Case(world)


def test_another_case_number_is_refused_by_the_program_itself(case: Case) -> None:
    with pytest.raises(DeskFault, match="another one"):
        case.send(confirmed_case=case.number + "1")
    assert case.files == [] and ask(case.desk, "SELECT count(*) FROM exports") == [(0,)]
    case.send(confirmed_case=f" {case.number} ")


def test_five_minutes_after_a_password_it_is_asked_again(case: Case) -> None:
    case.world.clock.move(minutes=6)
    with pytest.raises(DeskFault) as refused:
        case.send()
    assert refused.value.code == "step-up" and case.files == []
    with pytest.raises(WrongPassword):
        case.send(own_password="not this one")
    case.send(own_password=PASSWORD)
    case.world.clock.move(minutes=4)
    case.send()
    case.world.clock.move(minutes=2)
    with pytest.raises(DeskFault, match="once more"):
        case.send()
    said = events(case.desk)
    assert (said.count("stepup.fail"), said.count("stepup.ok")) == (1, 1)


def test_the_same_lines_for_the_same_recipient_keep_their_number(case: Case) -> None:
    first, second = case.send(), case.send()
    assert first.sheet_number == second.sheet_number
    lines = send_packet.lead_sheets(case.desk)
    assert [line.planned.copy for line in lines] == [2, 1]
    people.add_recipient(case.desk, case.desk.new_operation(), Recipient(RecipientId(0), "Det. Ana Moss"))
    assert case.send(recipient_name="Det. Ana Moss").sheet_number != first.sheet_number


def test_whom_the_records_do_not_name_needs_a_reason_that_is_kept(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(send_packet, "is_other", lambda *_: True)
    with pytest.raises(DeskFault) as refused:
        case.send(reason_other="on leave")
    assert refused.value.code == send_packet.OTHER_RECIPIENT and case.files == []
    sent = case.send(reason_other="Serrano is on leave")
    name = f"export.reason:{sent.sheet_number}:1"
    assert ask(case.desk, f"SELECT text FROM desk_notes WHERE name = '{name}'") == [("Serrano is on leave",)]


def test_who_is_somebody_else(case: Case) -> None:
    people.add_recipient(
        case.desk, case.desk.new_operation(), Recipient(RecipientId(0), "Property tray", "Property Crimes")
    )
    people.add_recipient(case.desk, case.desk.new_operation(), Recipient(RecipientId(0), "Robbery tray", "Robbery"))
    assert _other(case, "", "Robbery tray") is False
    assert _other(case, INVESTIGATOR.upper(), INVESTIGATOR) is False
    assert _other(case, INVESTIGATOR, "Property tray") is False, "the tray of the unit"
    assert _other(case, INVESTIGATOR, "Robbery tray") is True
    assert _other(case, "Det. Nobody Here", INVESTIGATOR) is True
    case.serrano(duty=True)
    assert _other(case, "Det. Nobody Here", INVESTIGATOR) is False, "the tray on duty"


def _other(case: Case, named: str, to: str) -> bool:
    with case.desk.storage.read(case.desk.session) as uow:
        work = Work(uow, case.desk.clock.now(), case.desk, Role.SUPERVISOR)
        record = uow.people.cases(uow.queue.victim_of(uow.calls.get(case.call).callback_id))[0]
        recipient = uow.recipients.by_name(to)
        assert recipient is not None
        return send_packet.is_other(work, replace(record, investigator=named), recipient)


def test_a_folder_is_kept_with_the_recipient_and_the_file_has_its_number(case: Case) -> None:
    with pytest.raises(DeskFault, match="No folder"):
        case.send(delivery=Delivery(None))
    case.serrano(way=DeliveryWay.FOLDER, folder=str(case.out), agency="County Sheriff", purpose=Purpose.SUPERVISION)
    sent = case.send(delivery=Delivery(None))
    assert case.files == [f"{sent.sheet_number}.pdf"]
    (line,) = send_packet.lead_sheets(case.desk)
    assert (line.planned.means, line.planned.agency, line.planned.purpose) == (
        Means.FOLDER,
        "County Sheriff",
        Purpose.SUPERVISION,
    )


def test_a_password_that_is_kept_seals_the_sheet_and_is_shown_on_purpose_only(case: Case) -> None:
    case.serrano(way=DeliveryWay.PASSWORD)
    with pytest.raises(DeskFault) as refused:
        case.send()
    assert refused.value.code == where_to.NEEDS_PASSWORD
    with pytest.raises(DeskFault, match="at least"):
        case.serrano(way=DeliveryWay.PASSWORD, password="short")
    case.serrano(way=DeliveryWay.PASSWORD, password=SECRET)
    sent = case.send()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(sent.printed.path)
    pikepdf.open(sent.printed.path, password=SECRET).close()
    (one,) = recipients.everybody(case.desk)
    assert one.sealed and SECRET not in repr(one)
    assert recipients.sheet_password(case.desk, one.id) == SECRET
    assert events(case.desk)[-1] == "record.reveal"
    case.world.clock.move(minutes=6)
    with pytest.raises(DeskFault, match="once more"):
        recipients.sheet_password(case.desk, one.id)


@pytest.mark.parametrize(
    ("volume", "said"),
    [
        (Volume.CLOUD, "copied to other computers"),
        (Volume.NETWORK, "network drive"),
        (Volume.REMOVABLE, "with a password"),
    ],
)
def test_a_place_that_takes_it_elsewhere_is_refused(
    case: Case, monkeypatch: pytest.MonkeyPatch, volume: Volume, said: str
) -> None:
    monkeypatch.setattr(PdfPress, "volume", lambda *_: volume)
    with pytest.raises(DeskFault, match=said):
        case.send()
    assert case.files == []
    if volume is Volume.REMOVABLE:
        case.send(delivery=Delivery(case.out / "sheet.pdf", password=SECRET))
    else:
        with pytest.raises(DeskFault, match="Choose a folder"):
            case.serrano(way=DeliveryWay.FOLDER, folder=str(case.out))


def test_whoever_is_closed_receives_nothing_and_what_went_there_stays(case: Case) -> None:
    case.send()
    (one,) = recipients.everybody(case.desk)
    recipients.close_recipient(case.desk, case.desk.new_operation(), one.id)
    with pytest.raises(DeskFault, match="any more"):
        case.send()
    with case.desk.storage.read(case.desk.session) as uow:
        assert [line.recipient for line in uow.exports.lines(ExportFilter())] == [INVESTIGATOR]


def test_the_volume_of_a_folder_here_is_here(tmp_path: Path) -> None:
    press = PdfPress(tmp_path)
    (tmp_path / "OneDrive - Agency").mkdir()
    assert press.volume(tmp_path) is Volume.HERE
    assert press.volume(tmp_path / "OneDrive - Agency") is Volume.CLOUD
