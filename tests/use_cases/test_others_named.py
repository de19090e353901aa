"""A page of a message names others of the report only after a supervisor has read that; nobody of another report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from callback_desk.documents.self_check import read_pages
from callback_desk.domain.denied import Why
from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.ids import MessageId
from callback_desk.domain.phone import display_text
from callback_desk.use_cases import hand_on, messages
from callback_desk.use_cases.denied_tokens import KEEP_OR_CHANGE
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.others_named import who_else_is_named
from tests.use_cases.made_desks import INVESTIGATOR, RUTH, SERGEANT, World, ask, events, storage_of
from tests.use_cases.test_hand_on import left


@dataclass(frozen=True)
class OneReport:
    """Two people of one report, and a third who is on another one."""

    case: str
    own_name: str
    own_number: str
    name: str
    number: str
    stranger: str  # the number of the third


def two_on_one_report(world: World) -> OneReport:
    desk = world.enter(SERGEANT)
    (own, other, third) = (
        ask(
            desk,
            "SELECT v.id, v.first || ' ' || v.last, min(p.e164), r.case_id, k.number FROM victims v "
            "JOIN phones p ON p.victim_id = v.id JOIN reports r ON r.victim_id = v.id JOIN cases k ON k.id = r.case_id "
            f"GROUP BY v.id ORDER BY v.id LIMIT 1 OFFSET {place}",
        )[0]
        for place in range(3)
    )
    assert len({own[2], other[2], third[2]}) == 3
    with storage_of(desk).write() as uow:
        uow.connection.exec_driver_sql("UPDATE reports SET case_id = ? WHERE victim_id = ?", (own[3], other[0]))
        uow.commit()
    return OneReport(str(own[4]), str(own[1]), str(own[2]), str(other[1]), str(other[2]), str(third[2]))


def hand(desk: Desk, message: MessageId, target: Path, *, kept: bool = False) -> hand_on.HandedOn:
    return hand_on.hand_on(desk, desk.new_operation(), message_id=message, to=INVESTIGATOR, target=target, kept=kept)


@pytest.mark.parametrize("by_number", [True, False])
def test_a_name_of_the_same_report_is_read_first_and_kept_on_record(
    world: World, tmp_path: Path, by_number: bool
) -> None:
    report, sergeant, target = two_on_one_report(world), world.enter(SERGEANT), tmp_path / "news.pdf"
    first, last = report.name.split(" ", 1)
    given = {"number": report.own_number} if by_number else {"case_number": report.case, "caller": report.own_name}
    message = left(world, text=f"It is back.\n{last}, {first} saw it, says {report.own_name}.", **given)
    with pytest.raises(DeskFault, match="names somebody else of the same report") as refused:
        hand(sergeant, message, target)
    assert refused.value.code == KEEP_OR_CHANGE
    assert report.name not in refused.value.sentence and last not in refused.value.sentence
    assert not target.exists() and "export.start" not in events(sergeant)
    (found,) = who_else_is_named(sergeant, message)
    assert (found.words, found.why, found.place) == (report.name, Why.PERSON, 2)
    assert found.line == f"{last}, {first} saw it, says {report.own_name}."
    done = hand(sergeant, message, target, kept=True)
    assert "Others of the report whom it names were kept, because the investigator needs them." in done.how
    assert ask(sergeant, "SELECT settled_how, settled_by FROM messages") == [(done.how, SERGEANT)]
    words = " ".join(" ".join(page.words.split()) for page in read_pages(target.read_bytes()))
    assert f"{SERGEANT} read that, and it stays because the investigator needs it." in words
    recorded = ask(sergeant, "SELECT event, fields FROM audit_events WHERE event IN ('export.start', 'message.settle')")
    assert [(event, '"kept":1' in str(fields).replace(" ", "")) for event, fields in recorded] == [
        ("export.start", True),
        ("message.settle", True),
    ]


def test_a_number_of_the_same_report_is_asked_about_and_one_of_another_report_refused(
    world: World, tmp_path: Path
) -> None:
    report, sergeant, target = two_on_one_report(world), world.enter(SERGEANT), tmp_path / "news.pdf"
    written = f"({report.number[2:5]}) {report.number[5:8]}-{report.number[8:]}"
    message = left(world, text=f"Ring {written}.", case_number=report.case, number=report.own_number)
    (found,) = who_else_is_named(sergeant, message)
    assert (found.words, found.why) == (display_text(report.number, "US"), Why.NUMBER)
    hand(sergeant, message, target, kept=True)
    stranger = left(world, text=f"Ring {report.stranger[2:]} too.", case_number=report.case)
    for kept in (False, True):
        with pytest.raises(DeskFault, match="telephone number of somebody of another report") as refused:
            hand(sergeant, stranger, tmp_path / "second.pdf", kept=kept)
        assert refused.value.code == "denied" and report.stranger[-4:] not in refused.value.sentence
    assert not (tmp_path / "second.pdf").exists()
    assert len(messages.open_messages(sergeant)) == 1


def test_who_tells_it_and_what_they_give_as_their_own_is_nobody_else(world: World, tmp_path: Path) -> None:
    report, sergeant = two_on_one_report(world), world.enter(SERGEANT)
    own = left(
        world, text=f"{report.own_name} saw it, ring {report.own_number}.", number=report.own_number, caller=report.name
    )
    assert who_else_is_named(sergeant, own) == ()
    done = hand(sergeant, own, tmp_path / "news.pdf", kept=True)
    assert "kept" not in done.how, "nobody else was named: nothing was kept"
    unknown = left(world, text=f"{report.name} saw it, 217 555 0199.", case_number="26-990001")
    assert who_else_is_named(sergeant, unknown) == (), "of a report nobody knows there is nobody else"
    hand(sergeant, unknown, tmp_path / "other.pdf")


def test_a_name_over_two_lines_is_found_and_a_volunteer_is_not_told(world: World) -> None:
    report = two_on_one_report(world)
    first, last = report.name.split(" ", 1)
    message = left(world, text=f"It was {first}\n{last} again.", case_number=report.case, number=report.own_number)
    (found,) = who_else_is_named(world.enter(SERGEANT), message)
    assert (found.place, found.line) == (1, f"It was {first} {last} again.")
    with pytest.raises(NotAllowed):
        who_else_is_named(world.enter(RUTH), message)
