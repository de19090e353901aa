"""Somebody else answers: the case leaves the window with one key, and only safe words and endings are left."""

from __future__ import annotations

import pytest

from tests.journeys.windows import K, sitting
from tests.use_cases.made_desks import RUTH, SERGEANT, World, ask


@pytest.fixture
def seat(qtbot, world: World):
    with sitting(qtbot, world.office) as one:
        one.sign_in(RUTH)
        one.start_call()
        yield one


def secrets(seat) -> tuple[str, ...]:
    case = seat.hand.case
    assert case is not None
    return case.case_number, case.offense_plain, case.status_phrase


def test_one_key_masks_the_case_and_one_key_brings_it_back(seat) -> None:
    seat.to_what_is_new()
    hidden = secrets(seat)
    seat.type("a line that is not kept yet")
    seat.key(K.Key_F2)  # while typing
    seat.saved()
    masked = seat.seen()
    assert "What did they say?" in masked
    for secret in (*hidden, "a line that is not kept yet", "officer"):
        assert secret not in masked, secret
    seat.key(K.Key_F2)
    seat.saved()
    back = seat.seen()
    assert all(secret in back for secret in hidden)
    assert seat.page.sheet.part.line.text() == "a line that is not kept yet"


def test_the_person_comes_to_the_phone_and_the_checks_begin_afresh(seat) -> None:
    seat.to_what_is_new()
    hidden = secrets(seat)
    seat.key(K.Key_F2)
    seat.saved()
    seat.key(K.Key_1)
    seat.saved()
    assert seat.heading == "Who answered?"
    assert seat.hand.case is None
    assert not any(secret in seat.seen() for secret in hidden)


def test_something_felt_wrong_stops_all_tries(seat, world: World) -> None:
    callback = seat.hand.started.callback_id
    seat.key(K.Key_2)
    seat.saved()
    seat.key(K.Key_5)
    seat.saved()
    assert seat.hand.ended
    seat.key(K.Key_Return)
    seat.until(lambda: seat.page.hand is None)
    desk = world.enter(SERGEANT)
    assert ask(desk, "SELECT state FROM callbacks WHERE id = ?", callback) == [("held",)]
