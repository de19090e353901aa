"""Pinned for the next shift: one sentence, on the board and on My shift until it is unpinned, and on record."""

from __future__ import annotations

import pytest

from callback_desk.domain.errors import DeskFault, NotAllowed, NotFound
from callback_desk.domain.ids import CallbackId
from callback_desk.use_cases import pins, shift
from callback_desk.use_cases.board import board
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import RUTH, SERGEANT, World, events, talk

ONE = CallbackId(1)


@pytest.fixture
def sergeant(world: World) -> Desk:
    return world.enter(SERGEANT)


def pin(desk: Desk, sentence: str = "Rings back after four.", one: int = 1) -> None:
    pins.pin(desk, desk.new_operation(), CallbackId(one), sentence)


def test_a_pin_stands_on_the_board_and_on_my_shift_until_it_is_unpinned(world: World, sergeant: Desk) -> None:
    shift.hand_over(sergeant, sergeant.new_operation(), "Two voicemails are ours.")
    pin(sergeant, "  Rings back\n after four. ")
    (one,) = board(sergeant).pinned
    assert (one.callback_id, one.sentence, one.by, one.standing) == (ONE, "Rings back after four.", SERGEANT, "")
    assert one.short_name.endswith("."), "the room reads along"
    view = shift.my_shift(world.enter(RUTH))
    assert view.pinned == (one,)
    assert (board(sergeant).note, board(sergeant).note_by) == (view.note, view.note_by)
    pin(sergeant, "Rings back after five.")
    assert [each.sentence for each in board(sergeant).pinned] == ["Rings back after five."]
    assert pins.pin_of(sergeant, ONE) == "Rings back after five."
    pins.unpin(sergeant, sergeant.new_operation(), ONE)
    assert board(sergeant).pinned == shift.my_shift(world.enter(RUTH)).pinned == ()
    assert events(sergeant).count("record.change") == 4


def test_what_has_become_of_them_is_said(world: World, sergeant: Desk) -> None:
    ruth = world.enter(RUTH)
    for one in range(1, 13):
        pin(sergeant, one=one)
    talk(ruth)
    assert [one.standing for one in board(sergeant).pinned].count("was called since") == 1


def test_no_sentence_a_long_one_nobody_and_too_many_are_refused(sergeant: Desk) -> None:
    for sentence in ("", " ", "long " * 40):
        with pytest.raises(DeskFault):
            pin(sergeant, sentence)
    with pytest.raises(NotFound):
        pin(sergeant, one=999)
    assert board(sergeant).pinned == ()


def test_only_a_supervisor_pins(world: World) -> None:
    ruth = world.enter(RUTH)
    with pytest.raises(NotAllowed):
        pin(ruth)
