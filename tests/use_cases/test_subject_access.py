"""What is kept about one person, for that person: all of it, nobody else's, signed by two, on the trail."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest

from callback_desk.domain.call import CallResult
from callback_desk.domain.errors import DeskFault, NotFound, WrongPassword
from callback_desk.domain.ids import VictimId
from callback_desk.domain.subject_access import ABOUT, NOT_ABOUT, OTHER_PERSON, in_words
from callback_desk.domain.tip import NewTip
from callback_desk.storage.desk_table import DeskTable
from callback_desk.storage.subject_rows import FOUND
from callback_desk.use_cases import finish_call, start_call
from callback_desk.use_cases.rows_to_correct import Signature
from callback_desk.use_cases.subject_access import give_record, subjects_of_case
from tests.use_cases.made_desks import PASSWORD, RUTH, SERGEANT, SUPERVISOR, World, ask, claim, events

SIGNED = Signature("She came to the desk with her ID.", PASSWORD, SUPERVISOR, PASSWORD)


def test_every_table_is_either_about_a_person_or_says_why_not() -> None:
    tables = set(DeskTable.metadata.tables)
    assert set(ABOUT) == set(FOUND)
    assert set(ABOUT).isdisjoint(NOT_ABOUT)
    assert tables == set(ABOUT) | set(NOT_ABOUT), "a line in ABOUT or NOT_ABOUT of domain/subject_access.py"
    assert all(NOT_ABOUT.values())


def test_what_she_said_is_in_it_and_nothing_of_anybody_else(world: World) -> None:
    ruth = world.enter(RUTH)
    card = claim(ruth)
    started = start_call.start_call(ruth, ruth.new_operation(), card.callback_id, card.fence, card.phones[0].id)
    told = CallResult(
        "talked_all", tips=(NewTip(1, "A quokka stood beside the van.", ruth.clock.now()),), note="zephyr"
    )
    finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, told)
    sergeant = world.enter(SERGEANT)
    victim = int(str(ask(sergeant, f"SELECT victim_id FROM callbacks WHERE id = {card.callback_id}")[0][0]))
    target = world.folder.with_name("hers.pdf")
    record = give_record(sergeant, VictimId(victim), SIGNED, target)
    text = json.dumps(record.to_dict())
    assert "A quokka stood beside the van." in text
    assert "zephyr" in text
    mine = ask(sergeant, f"SELECT first, last FROM victims WHERE id = {victim}")[0]
    assert all(str(word) in text for word in mine)
    numbers = {str(n) for (n,) in ask(sergeant, f"SELECT e164 FROM phones WHERE victim_id = {victim}")}
    others = {str(n) for (n,) in ask(sergeant, "SELECT e164 FROM phones")} - numbers
    cases = {str(n) for (n,) in ask(sergeant, "SELECT number FROM cases")}
    hers = {
        str(n)
        for (n,) in ask(
            sergeant,
            f"SELECT number FROM cases JOIN reports ON reports.case_id = cases.id WHERE reports.victim_id = {victim}",
        )
    }
    assert all(number in text for number in numbers | hers)
    assert [number for number in others | (cases - hers) if number in text] == []
    assert any(what == "dial, intent" for _, what, _ in record.looks)
    made = pypdfium2.PdfDocument(target)
    page = "\n".join(made[number].get_textpage().get_text_range() for number in range(len(made)))
    made.close()
    assert "A quokka stood beside the van." in " ".join(page.split())
    assert "subject.access" in events(sergeant)


def test_names_of_others_on_the_case_are_masked_as_whole_words() -> None:
    rows = {"tips": ({"id": 1, "text": "Rosalind Achterberg and Rosalinda saw ROSALIND."},)}
    (section,) = in_words(rows, ("Rosalind Achterberg", "Rosalind", "Achterberg"), world_zone())
    assert section.rows[0][0] == ("Text", f"{OTHER_PERSON} and Rosalinda saw {OTHER_PERSON}.")


def world_zone():
    from zoneinfo import ZoneInfo

    return ZoneInfo("America/Chicago")


def test_nothing_leaves_without_a_reason_a_password_and_a_second_person(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    target = world.folder.with_name("none.pdf")
    with pytest.raises(DeskFault, match="who asked"):
        give_record(sergeant, VictimId(1), replace(SIGNED, reason="because"), target)
    with pytest.raises(WrongPassword):
        give_record(sergeant, VictimId(1), replace(SIGNED, second_password="wrong"), target)
    with pytest.raises(DeskFault, match="somebody else than you"):
        give_record(sergeant, VictimId(1), replace(SIGNED, second=SERGEANT), target)
    with pytest.raises(DeskFault, match="second person's signature"):
        give_record(sergeant, VictimId(1), replace(SIGNED, second=""), target)
    assert not target.exists()
    assert "subject.access" not in events(sergeant)
    world.clock.at += timedelta(hours=25)
    sergeant = world.enter(SERGEANT)
    give_record(sergeant, VictimId(1), replace(SIGNED, second=""), target)
    assert target.exists()


def test_somebody_unknown_is_not_found(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    with pytest.raises(NotFound):
        give_record(sergeant, VictimId(999), SIGNED, None)
    with pytest.raises(NotFound):
        subjects_of_case(sergeant, "99-999999")
