"""What somebody typed for the next shift goes on no paper when it holds what a paper that lies about may not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId
from callback_desk.use_cases import paper_hand_over, pins, shift
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import SERGEANT, World, ask, events


@pytest.fixture
def sergeant(world: World) -> Desk:
    return world.enter(SERGEANT)


def _somebody(desk: Desk) -> tuple[CallbackId, date]:
    ((callback, born),) = ask(
        desk,
        "SELECT c.id, v.birth_date FROM callbacks c JOIN victims v ON v.id = c.victim_id "
        "WHERE v.birth_date IS NOT NULL ORDER BY c.id LIMIT 1",
    )
    return CallbackId(int(str(callback))), date.fromisoformat(str(born))


def _refused(desk: Desk, target: Path) -> str:
    with pytest.raises(DeskFault) as refused:
        paper_hand_over.print_hand_over_sheet(desk, target)
    assert not target.exists() and "export.start" not in events(desk)
    return refused.value.sentence


def test_a_birth_date_in_a_pin_is_named_and_other_words_go(sergeant: Desk, world: World) -> None:
    target = world.folder.with_name("over.pdf")
    callback, born = _somebody(sergeant)
    pins.pin(sergeant, sergeant.new_operation(), callback, f"Born {born:%m/%d/%Y}, a twin.")
    said = _refused(sergeant, target)
    assert said.startswith("The hand-over sheet was not made. What is pinned for ")
    assert "holds a birth date" in said and said.endswith("Nothing was written.")
    assert str(born.year) not in said, "the sentence does not say it again"
    pins.pin(sergeant, sergeant.new_operation(), callback, "Ask for the twin.")
    paper_hand_over.print_hand_over_sheet(sergeant, target)
    assert target.is_file()


def test_the_note_of_the_shift_is_looked_through_too(sergeant: Desk, world: World) -> None:
    callback, born = _somebody(sergeant)
    pins.pin(sergeant, sergeant.new_operation(), callback, "Ask for the twin.")
    shift.hand_over(sergeant, sergeant.new_operation(), f"The twin was born on {born:%B} {born.day}, {born.year}.")
    said = _refused(sergeant, world.folder.with_name("over.pdf"))
    assert "The note for the next shift holds a birth date" in said
