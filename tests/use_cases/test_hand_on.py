"""A message with news goes on in one act: the page says whose words they are and that nobody was checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from callback_desk.documents.self_check import read_pages
from callback_desk.domain.errors import DeskFault, NotAllowed, NotFound
from callback_desk.domain.ids import CallbackId, MessageId, RecipientId
from callback_desk.domain.incident import Sign
from callback_desk.domain.messages import MessageKind, NewMessage
from callback_desk.domain.people import Recipient
from callback_desk.use_cases import call_list, hand_on, messages, people
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import INVESTIGATOR, RUTH, SERGEANT, World, ask, events, storage_of

WORDS = "The van was back last night.\nIt has a <b>ladder</b> & no plates."
_WHO = (
    "SELECT c.id, k.number FROM callbacks c JOIN reports r ON r.callback_id = c.id JOIN cases k ON k.id = r.case_id "
    "ORDER BY c.id LIMIT 1"
)


def left(world: World, kind: MessageKind = MessageKind.NEWS, **said: str) -> MessageId:
    ruth = world.enter(RUTH)
    message = NewMessage(kind, ruth.clock.now(), **{"text": WORDS, "caller": "Walter", **said})  # type: ignore[arg-type]
    return messages.log_message(ruth, ruth.new_operation(), message).message_id


def go(desk: Desk, message: MessageId, target: Path, to: str = INVESTIGATOR) -> hand_on.HandedOn:
    return hand_on.hand_on(desk, desk.new_operation(), message_id=message, to=to, target=target)


def test_the_page_has_their_words_who_gave_them_and_that_nobody_was_checked(world: World, tmp_path: Path) -> None:
    sergeant = world.enter(SERGEANT)
    ((callback, case),) = ask(sergeant, _WHO)
    done = go(sergeant, left(world, case_number=str(case)), tmp_path / "news.pdf")
    assert done.how.startswith(f"Handed on as new information to {INVESTIGATOR}")
    words = " ".join(" ".join(page.words.split()) for page in read_pages((tmp_path / "news.pdf").read_bytes()))
    for part in (
        "Nobody checked who this is.",
        "The van was back last night.",
        "It has a <b>ladder</b> & no plates.",
        "Name they gave: Walter.",
        "Number they gave: none.",
        f"Case number they gave: {case}.",
        f"Told to {RUTH}",
        f"handed on to {INVESTIGATOR} by {SERGEANT}",
        "No lead sheet: not from a call of ours.",
    ):
        assert part in words, part
    assert messages.open_messages(sergeant) == ()
    assert ask(sergeant, "SELECT settled_how, settled_by FROM messages") == [(done.how, SERGEANT)]
    assert events(sergeant)[-2:] == ["export.done", "message.settle"]
    told = [line.text for line in call_list.why(sergeant, CallbackId(int(str(callback)))).history]
    assert f"Message taken by {RUTH}: new information. {done.how}" in told
    assert ask(sergeant, "SELECT count(*) FROM tips") == [(0,)], "no call was made, and none is invented"


def test_what_cannot_go_on_is_refused_and_nothing_is_settled_or_written(world: World, tmp_path: Path) -> None:
    sergeant, target = world.enter(SERGEANT), tmp_path / "news.pdf"
    office = Recipient(RecipientId(0), "Professional Standards", complaints=True)
    people.add_recipient(sergeant, sergeant.new_operation(), office)
    assert "Professional Standards" not in {one.name for one in hand_on.who_gets_news(sergeant)}
    message, complaint = left(world), left(world, MessageKind.COMPLAINT)
    with pytest.raises(DeskFault, match="receives complaints"):
        go(sergeant, message, target, "Professional Standards")
    with pytest.raises(NotFound, match="no recipient named"):
        go(sergeant, message, target, "Nobody")
    with pytest.raises(DeskFault, match="nothing new"):
        go(sergeant, complaint, target)
    with pytest.raises(NotAllowed):
        go(world.enter(RUTH), message, target)
    with pytest.raises(DeskFault):
        go(sergeant, message, tmp_path / "no such folder" / "news.pdf")
    assert not target.exists()
    assert len(messages.open_messages(sergeant)) == 2
    go(sergeant, message, target)
    with pytest.raises(DeskFault, match="settled this message already"):
        go(sergeant, message, target)


@pytest.mark.parametrize("by_number", [True, False])
@pytest.mark.parametrize(
    ("column", "value", "text", "why"),
    [
        ("birth_date", "1958-03-07", "He was born on March 7, 1958.", "a birth date"),
        ("birth_date", "1958-03-07", "Born 03/07/1958, he said.", "a birth date"),
        ("email", "walter.q@example.com", "Write to walter.q@example.com about it.", "an e-mail address"),
    ],
)
def test_what_stands_on_no_page_that_lies_about_stands_on_none_of_a_message(
    world: World, tmp_path: Path, column: str, value: str, text: str, why: str, by_number: bool
) -> None:
    sergeant, target = world.enter(SERGEANT), tmp_path / "news.pdf"
    ((callback, case),) = ask(sergeant, _WHO)
    ((number,),) = ask(
        sergeant,
        f"SELECT p.e164 FROM phones p JOIN callbacks c ON c.victim_id = p.victim_id WHERE c.id = {callback} LIMIT 1",
    )
    with storage_of(sergeant).write() as uow:
        uow.connection.exec_driver_sql(
            f"UPDATE victims SET {column} = ? WHERE id = (SELECT victim_id FROM callbacks WHERE id = ?)",
            (value, callback),
        )
        uow.commit()
    named = {"number": str(number)} if by_number else {"case_number": str(case)}
    message = left(world, text=text, **named)
    with pytest.raises(DeskFault) as refused:
        go(sergeant, message, target)
    said = refused.value.sentence
    assert f"What was written down holds {why}" in said and f"tell {INVESTIGATOR} in person" in said
    assert value not in said and "1958" not in said, "the sentence does not say it again"
    assert not target.exists() and "export.start" not in events(sergeant)
    assert len(messages.open_messages(sergeant)) == 1
    messages.settle_message(sergeant, sergeant.new_operation(), message, "Told the detective in person.")
    go(sergeant, left(world, text="The van was back.", **named), target)
    assert target.is_file()


def test_an_address_that_is_kept_confidential_and_a_birth_date_of_another_of_the_report_stay_here(
    world: World, tmp_path: Path
) -> None:
    sergeant, target = world.enter(SERGEANT), tmp_path / "news.pdf"
    ((callback, case),) = ask(sergeant, _WHO)
    ((own, other),) = ask(
        sergeant,
        f"SELECT c.victim_id, (SELECT max(id) FROM victims) FROM callbacks c WHERE c.id = {callback}",
    )
    assert own != other
    with storage_of(sergeant).write() as uow:
        run = uow.connection.exec_driver_sql
        run("UPDATE victims SET street = '14 Quillback Lane' WHERE id = ?", (own,))
        run("UPDATE reports SET signs = ? WHERE callback_id = ?", (json.dumps([Sign.ADDRESS_CONFIDENTIAL]), callback))
        run("UPDATE victims SET birth_date = '1961-11-30' WHERE id = ?", (other,))
        run(
            "UPDATE reports SET case_id = (SELECT case_id FROM reports WHERE callback_id = ?) WHERE callback_id IN "
            "(SELECT id FROM callbacks WHERE victim_id = ?)",
            (callback, other),
        )
        uow.commit()
    for text, why in (
        ("They wait at 14 Quillback lane.", "an address that is kept confidential"),
        ("The neighbor is born 11/30/1961.", "a birth date"),
    ):
        with pytest.raises(DeskFault, match=f"holds {why}"):
            go(sergeant, left(world, text=text, case_number=str(case)), target)
    assert not target.exists()
