"""All that is ready for one recipient: one file a case, told one by one, stopped between two, refused by name."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from callback_desk.domain.audit_verify import Finding
from callback_desk.domain.errors import DeskFault, DiskFull, WrongPassword
from callback_desk.domain.exports import Means
from callback_desk.domain.ids import CallId, RecipientId
from callback_desk.domain.people import DeliveryWay, Recipient
from callback_desk.storage.faults import FaultAtStep
from callback_desk.use_cases import people, recipients, review_call, send_batch, send_packet, where_to
from callback_desk.use_cases.send_batch import BatchSent, BatchSigned, SheetWanted
from callback_desk.use_cases.send_packet import Delivery
from tests.use_cases.made_desks import (
    INVESTIGATOR,
    PASSWORD,
    RUTH,
    SERGEANT,
    SUPERVISOR,
    World,
    ask,
    events,
    faults_of,
    storage_of,
    talk,
)

MADE_UP = tuple(SheetWanted(CallId(9_000 + one), f"99-{one:06}") for one in range(23))


class Waiting:
    """Three signed calls, three cases, all for the tray on duty; the sergeant's desk."""

    def __init__(self, world: World) -> None:
        ruth = world.enter(RUTH)
        calls = [talk(ruth)[1] for _ in range(3)]
        self.world, self.desk = world, world.enter(SERGEANT)
        review_call.sign_off(self.desk, self.desk.new_operation(), calls)
        self.out = world.folder.with_name("out")
        self.out.mkdir()
        self.change(duty=True, way=DeliveryWay.FOLDER, folder=str(self.out))

    def change(self, password: str | None = None, **changed: object) -> None:
        (one,) = [one for one in recipients.everybody(self.desk) if one.name == INVESTIGATOR]
        recipients.change_recipient(self.desk, self.desk.new_operation(), replace(one, **changed), password)

    @property
    def sheets(self) -> tuple[SheetWanted, ...]:
        return next((one.sheets for one in send_batch.ready_for_each(self.desk)), ())

    def send(self, sheets: tuple[SheetWanted, ...] | None = None, **changed: object) -> BatchSent:
        given: dict[str, object] = {
            "recipient_name": INVESTIGATOR,
            "sheets": self.sheets if sheets is None else sheets,
            "delivery": Delivery(None),
            "signed": BatchSigned(),
            "progress": lambda _done, _of: None,
            "cancelled": lambda: False,
        }
        return send_batch.send_batch(self.desk, self.desk.new_operation(), **(given | changed))

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.out.iterdir())


@pytest.fixture
def waiting(world: World) -> Waiting:
    return Waiting(world)


def test_each_case_is_a_file_of_its_own_and_each_is_told(waiting: Waiting) -> None:
    (batch,) = send_batch.ready_for_each(waiting.desk)
    assert batch.recipient.name == INVESTIGATOR and len(batch.sheets) == 3 and not batch.needs_second
    told: list[tuple[int, int]] = []
    done = waiting.send(progress=lambda behind, of: told.append((behind, of)))
    assert (len(done.sent), done.refused, done.left) == (3, (), 0)
    assert told == [(0, 3), (1, 3), (2, 3)]
    assert waiting.files == sorted(f"{one.sheet_number}.pdf" for one in done.sent)
    rows = ask(waiting.desk, "SELECT sha256, means, second_by FROM exports WHERE state = 'done' ORDER BY id")
    assert rows == [(one.printed.sha256, Means.FOLDER.value, "") for one in done.sent]
    said = events(waiting.desk)
    assert said.count("export.start") == said.count("export.done") == 3
    assert waiting.sheets == () and waiting.send(batch.sheets).sent == ()


def test_stopped_between_two_sheets_what_is_done_stays_done(waiting: Waiting) -> None:
    behind: list[int] = []
    done = waiting.send(progress=lambda at, _of: behind.append(at), cancelled=lambda: behind[-1] == 1)
    assert (len(done.sent), done.refused, done.left) == (1, (), 2)
    assert len(waiting.files) == 1 and len(waiting.sheets) == 2
    assert ask(waiting.desk, "SELECT state FROM exports") == [("done",)]


def test_what_was_not_begun_is_made_later_and_nothing_twice(waiting: Waiting) -> None:
    whole, behind = waiting.sheets, list[int]()
    stopped = waiting.send(progress=lambda at, _of: behind.append(at), cancelled=lambda: behind[-1] == 1)
    assert waiting.files == [f"{stopped.sent[0].sheet_number}.pdf"]
    rest = waiting.send(whole)  # the whole of it once more, as a window would that shows an old list
    assert (len(rest.sent), rest.left) == (2, 0)
    assert [one.case_number for one in rest.refused] == [whole[0].case_number]
    assert waiting.files == sorted(f"{one.sheet_number}.pdf" for one in (*stopped.sent, *rest.sent))
    assert ask(waiting.desk, "SELECT count(*), count(DISTINCT case_id) FROM packets") == [(3, 3)]
    assert ask(waiting.desk, "SELECT DISTINCT state FROM exports") == [("done",)]


def test_one_that_is_refused_is_named_and_the_rest_goes_on(waiting: Waiting) -> None:
    people.add_recipient(waiting.desk, waiting.desk.new_operation(), Recipient(RecipientId(0), "Det. Ana Moss"))
    sheets = waiting.sheets
    with storage_of(waiting.desk).write() as uow:
        uow.connection.exec_driver_sql(
            "UPDATE reports SET investigator = 'Det. Ana Moss' WHERE case_id = (SELECT id FROM cases WHERE number = ?)",
            (sheets[1].case_number,),
        )
        uow.commit()
    assert [(one.recipient.name, len(one.sheets)) for one in send_batch.ready_for_each(waiting.desk)] == [
        ("Det. Ana Moss", 1),
        (INVESTIGATOR, 2),
    ]
    done = waiting.send(sheets)
    assert len(done.sent) == 2 and done.left == 0
    (refused,) = done.refused
    assert refused.case_number == sheets[1].case_number and "names Det. Ana Moss" in refused.why


def test_a_sheet_made_meanwhile_is_not_made_twice(waiting: Waiting) -> None:
    sheets = waiting.sheets
    send_packet.send_packet(
        waiting.desk,
        waiting.desk.new_operation(),
        case_number=sheets[0].case_number,
        confirmed_case=sheets[0].case_number,
        recipient_name=INVESTIGATOR,
        delivery=Delivery(None),
    )
    done = waiting.send(sheets)
    assert len(done.sent) == 2
    assert [(one.case_number, "meanwhile" in one.why) for one in done.refused] == [(sheets[0].case_number, True)]


def test_the_password_kept_with_them_seals_each_and_none_is_made_without(waiting: Waiting) -> None:
    waiting.change(way=DeliveryWay.PASSWORD, folder="")
    with pytest.raises(DeskFault) as refused:
        waiting.send(delivery=Delivery(None, into=waiting.out))
    assert refused.value.code == where_to.NEEDS_PASSWORD and waiting.files == []
    waiting.change("a willow at the river", way=DeliveryWay.PASSWORD, folder="")
    done = waiting.send(delivery=Delivery(None, into=waiting.out))
    assert len(done.sent) == 3
    assert {line.planned.means for line in send_packet.lead_sheets(waiting.desk)} == {Means.PASSWORD}


def test_a_full_disk_ends_the_batch(waiting: Waiting, monkeypatch: pytest.MonkeyPatch) -> None:
    place, placed = waiting.desk.press.place, []

    def full(prepared):
        placed.append(prepared)
        if len(placed) == 2:
            raise DiskFull("There is no room on the disk. Nothing was written.")
        return place(prepared)

    monkeypatch.setattr(waiting.desk.press, "place", full)
    done = waiting.send()
    assert (len(done.sent), len(done.refused), done.left) == (1, 1, 1)
    assert ask(waiting.desk, "SELECT state FROM exports ORDER BY id") == [("done",), ("dropped",)]


def test_more_than_25_go_nowhere_without_a_second_signer(waiting: Waiting) -> None:
    sheets = (*waiting.sheets, *MADE_UP)
    assert len(sheets) == 26
    with pytest.raises(DeskFault) as refused:
        waiting.send(sheets)
    assert refused.value.code == "second-needed"
    for signed, error in (
        (BatchSigned(second=SERGEANT, second_password=PASSWORD), "somebody else"),
        (BatchSigned(second=RUTH, second_password=PASSWORD), "supervisor or an administrator"),
        (BatchSigned(second=SUPERVISOR, second_password="not theirs at all"), "not right"),
    ):
        with pytest.raises((DeskFault, WrongPassword), match=error):
            waiting.send(sheets, signed=signed)
    assert waiting.files == [] and ask(waiting.desk, "SELECT count(*) FROM exports") == [(0,)]
    assert waiting.send(sheets[:25]).left == 0, "25 need nobody else"


def test_a_second_signer_stands_on_every_sheet(waiting: Waiting) -> None:
    done = waiting.send((*waiting.sheets, *MADE_UP), signed=BatchSigned(second=SUPERVISOR, second_password=PASSWORD))
    assert (len(done.sent), len(done.refused)) == (3, 23)
    assert ask(waiting.desk, "SELECT DISTINCT second_by FROM exports") == [(SUPERVISOR,)]
    assert "second.given" in events(waiting.desk)


def test_alone_it_is_free_a_day_later_and_once(waiting: Waiting) -> None:
    sheets = (*waiting.sheets, *MADE_UP)
    with pytest.raises(DeskFault):
        waiting.send(sheets)
    waiting.world.clock.move(hours=25)
    waiting.desk = waiting.world.enter(SERGEANT)
    assert len(waiting.send(sheets).sent) == 3
    with pytest.raises(DeskFault) as again:
        waiting.send(sheets)
    assert again.value.code == "second-needed"


def test_five_minutes_after_a_password_it_is_asked_again(waiting: Waiting) -> None:
    waiting.world.clock.move(minutes=6)
    with pytest.raises(DeskFault) as refused:
        waiting.send()
    assert refused.value.code == "step-up" and waiting.files == []
    assert len(waiting.send(signed=BatchSigned(password=PASSWORD)).sent) == 3


def test_struck_anywhere_the_log_says_what_lies_there(waiting: Waiting) -> None:
    plan = faults_of(waiting.desk)
    for at in range(1, 400, 3):
        plan.restart(at)
        try:
            waiting.send()
        except FaultAtStep:
            pass
        plan.restart(0)
        waiting.world.clock.move(minutes=4)
        again = waiting.world.enter(SERGEANT)  # the next start
        lying = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in waiting.out.iterdir())
        assert all(Path(name).suffix == ".pdf" for name in waiting.files), waiting.files
        said = ask(again, "SELECT sha256 FROM exports WHERE state = 'done'")
        assert sorted(str(sha256) for (sha256,) in said) == lying
        assert {state for (state,) in ask(again, "SELECT state FROM exports")} <= {"done", "dropped"}
        assert storage_of(again).verify_audit().finding is Finding.CLEAN
        waiting.desk = again
        plan = faults_of(again)
        if not waiting.sheets:
            break
    assert len(waiting.files) == 3 and waiting.sheets == ()
