"""Too upset to go on, said by the script's own answers: it ends as by the key, with a person who was told, once."""

from __future__ import annotations

import pytest

from callback_desk.domain.outcomes import Outcome
from callback_desk.ui.call.danger import DangerSheet
from callback_desk.ui.call.ending import EndingSheet
from tests.journeys.call_hands import answer, ended_as, finish, name_of, press_focused, tell_a_person, to_question
from tests.journeys.windows import K
from tests.use_cases.made_desks import SERGEANT, World, ask


def to_goodbye(seat, *, first: str = "stop") -> None:
    """Through the checks and the consents to the words with which the script stops kindly."""
    to_question(seat, "how_are_you")
    answer(seat, first)
    if first == "upset":
        assert name_of(seat) == "still_all_right"
        answer(seat, "stop")
    assert name_of(seat).startswith("too_upset")


def an_alert_is_open(seat) -> bool:
    return isinstance(seat.page.sheet, DangerSheet) and seat.page._danger_card is not None


def concerns(world: World) -> list[tuple[object, ...]]:
    return ask(
        world.enter(SERGEANT), "SELECT kind, told_whom <> '', withdrawn_at IS NOT NULL FROM concerns ORDER BY id"
    )


@pytest.mark.parametrize("first", ["stop", "upset"])
def test_a_person_is_told_before_the_call_ends_as_the_script_said(seat, world: World, first: str) -> None:
    started = seat.hand.started
    to_goodbye(seat, first=first)
    assert concerns(world) == [], "the words of the script are said first"
    answer(seat, "call_later")
    seat.until(lambda: an_alert_is_open(seat))
    assert seat.hand.case is None or seat.hand.case.case_number not in seat.page.sheet.accessibleName()
    tell_a_person(seat)
    seat.until(lambda: isinstance(seat.page.sheet, EndingSheet))
    assert seat.page.sheet.outcome is Outcome.ANOTHER_TIME, "what was agreed in the call stays"
    seat.key(K.Key_PageUp)  # looked at once more
    seat.until(lambda: name_of(seat).startswith("too_upset"))
    answer(seat, "no_more")
    seat.until(lambda: isinstance(seat.page.sheet, EndingSheet))  # told once is told
    finish(seat)
    assert ended_as(world, started.call_id) == "talked_part"
    assert concerns(world) == [("distress", 1, 0)]


def test_ended_by_the_key_at_the_goodbye_a_person_is_told_as_well(seat, world: World) -> None:
    to_goodbye(seat)
    seat.key(K.Key_F9)
    seat.until(lambda: an_alert_is_open(seat))
    tell_a_person(seat)
    seat.until(lambda: isinstance(seat.page.sheet, EndingSheet))
    finish(seat)
    assert concerns(world) == [("distress", 1, 0)]


def test_they_want_to_go_on_and_do(seat, world: World) -> None:
    to_goodbye(seat)
    answer(seat, "no_more")
    seat.until(lambda: an_alert_is_open(seat))
    press_focused(seat, "wasNotDanger")
    seat.until(lambda: name_of(seat).startswith("too_upset"))
    seat.key(K.Key_PageUp)
    seat.saved()
    answer(seat, "fine")
    assert not seat.hand.ended
    assert concerns(world) == [("distress", 0, 1)], "going back is written down"


def test_what_was_taken_back_is_not_asked_for_again_and_again(seat, world: World) -> None:
    to_goodbye(seat)
    answer(seat, "no_more")
    seat.until(lambda: an_alert_is_open(seat))
    press_focused(seat, "wasNotDanger")
    seat.until(lambda: name_of(seat).startswith("too_upset"))
    answer(seat, "no_more")
    seat.until(lambda: isinstance(seat.page.sheet, EndingSheet))
    finish(seat)
    assert concerns(world) == [("distress", 0, 1)]


def test_after_an_answer_that_was_changed_it_counts_anew(seat, world: World) -> None:
    to_goodbye(seat)
    answer(seat, "no_more")
    seat.until(lambda: an_alert_is_open(seat))
    press_focused(seat, "wasNotDanger")
    seat.until(lambda: name_of(seat).startswith("too_upset"))
    seat.key(K.Key_PageUp)
    seat.saved()
    answer(seat, "fine")
    seat.key(K.Key_PageUp)
    seat.saved()
    assert name_of(seat) == "how_are_you"
    answer(seat, "stop")
    answer(seat, "no_more")
    seat.until(lambda: an_alert_is_open(seat))
    assert len(concerns(world)) == 2
