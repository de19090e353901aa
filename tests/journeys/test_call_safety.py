"""What a stranger on the line could learn, distress, danger, and another language. By keyboard alone."""

from __future__ import annotations

import pytest

from callback_desk.domain.concerns import Heard
from callback_desk.domain.outcomes import Outcome
from callback_desk.ui.call.beside_sheets import CutOffSheet
from callback_desk.ui.call.danger import DangerSheet, HeardChecks
from callback_desk.ui.call.distress import DistressSheet
from callback_desk.ui.call.ending import EndingSheet
from callback_desk.ui.call.hand_over import InterpreterSheet, NewCrimeSheet
from callback_desk.ui.call.opened_facts import LOOKING, NOTHING_TO_COMPARE
from callback_desk.ui.call.safe_contact import SafeContactSheet
from callback_desk.use_cases.save_call import CheckFacts
from tests.journeys.call_hands import answer, ended_as, finish, keep_line, name_of, state_of, tell_a_person, to_question
from tests.journeys.windows import K, sitting
from tests.use_cases.made_desks import RUTH, SERGEANT, World, ask


def more(seat, label: str) -> None:
    """F6, and the number of what is wanted."""
    seat.key(K.Key_F6)
    number = next(part.choice.number for part in seat.page.sheet._list.parts if part.choice.label == label)
    seat.key(getattr(K, f"Key_{number}"))


# -- who is on the line


def test_a_check_is_not_passed_before_its_fact_is_on_the_screen(qtbot, world: World, monkeypatch) -> None:
    """Two quick keys before the desk had answered used to open the case to whoever was on the line."""
    kept: list[object] = []
    monkeypatch.setattr(
        "callback_desk.ui.call.opened_facts.OpenedFacts._on_safe", lambda self, facts: kept.append(facts)
    )
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        seat.start_call()
        for _ in range(3):
            seat.key(K.Key_1)
            seat.saved()
        seat.until(lambda: kept)
        assert name_of(seat) == "person"
        assert LOOKING in seat.seen()
        seat.key(K.Key_1)
        seat.hand.choose("matches")
        seat.saved()
        assert name_of(seat) == "person"
        assert seat.hand.case is None


def test_with_nothing_to_compare_nobody_passes(qtbot, world: World, monkeypatch) -> None:
    monkeypatch.setattr("callback_desk.ui.call.opened_facts.open_safe", lambda _desk, _call: CheckFacts({}))
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        seat.start_call()
        for _ in range(3):
            seat.key(K.Key_1)
            seat.saved()
        seat.until(lambda: NOTHING_TO_COMPARE in seat.seen())
        seat.key(K.Key_1)
        seat.saved()
        assert name_of(seat) == "person"
        assert seat.hand.case is None


def test_they_ask_tells_a_stranger_nothing(seat) -> None:
    seat.key(K.Key_F1)  # at the opening it is not known who is on the line
    told = words_of(seat)
    seat.key(K.Key_F1)
    seat.to_what_is_new()
    seat.key(K.Key_F2)
    seat.saved()
    seat.key(K.Key_F1)
    told += words_of(seat)
    for word in ("report", "police", "detective", "property", "case", "officer"):
        assert word not in told.lower()
    seat.key(K.Key_F1, K.Key_F2)
    seat.saved()
    seat.key(K.Key_F1)
    assert "report" in words_of(seat)  # the person alone is told


def words_of(seat) -> str:
    """Everything that *They ask* would have the volunteer say now."""
    return " ".join(card.words.text for card in seat.page.sheet._cards)


def test_wrong_person_ends_with_a_supervisors_task(seat, world: World) -> None:
    started = seat.hand.started
    to_question(seat, "person")
    wrong = next(choice.name for choice in seat.hand.step.choices if choice.name in ("no_match", "different"))
    answer(seat, wrong)
    assert seat.hand.case is None
    while not seat.hand.ended:
        seat.key(K.Key_1)
        seat.saved()
    finish(seat)
    assert ended_as(world, started.call_id) == "not_the_person"
    assert state_of(world, started.callback_id) == "held"


# -- distress and danger


def test_a_little_upset_goes_slowly_and_goes_on(seat) -> None:
    seat.to_what_is_new()
    more(seat, "Very upset")
    assert isinstance(seat.page.sheet, DistressSheet)
    seat.key(K.Key_1)
    assert "We can slow down" in seat.page.sheet.words.text()
    seat.key(K.Key_PageUp)
    assert seat.heading == "Is there anything new?"


def test_too_upset_to_go_on_ends_with_a_person(seat, world: World) -> None:
    started = seat.hand.started
    seat.to_what_is_new()
    keep_line(seat, "A red car")
    more(seat, "Very upset")
    seat.key(K.Key_2)
    seat.until(lambda: seat.page._danger_card is not None)
    assert isinstance(seat.page.sheet, DangerSheet)
    assert started.callback_id
    assert seat.hand.case.case_number not in seat.page.sheet.accessibleName()
    tell_a_person(seat)
    seat.until(lambda: seat.hand.ended and isinstance(seat.page.sheet, EndingSheet))
    assert seat.page.sheet.outcome is Outcome.TALKED_PART
    finish(seat)
    desk = world.enter(SERGEANT)
    assert ask(desk, "SELECT kind, told_whom <> '' FROM concerns WHERE call_id = ?", started.call_id) == [
        ("distress", 1)
    ]
    assert ask(desk, "SELECT text FROM tips WHERE call_id = ?", started.call_id) == [("A red car",)]


def test_words_of_harm_are_danger_now(seat, world: World) -> None:
    started = seat.hand.started
    seat.to_what_is_new()
    more(seat, "Very upset")
    seat.key(K.Key_3)
    seat.until(lambda: seat.page._danger_card is not None)
    assert seat.page._danger_card.case_number in seat.seen()
    tell_a_person(seat)
    seat.until(lambda: seat.hand.ended)
    assert seat.page.sheet.outcome is Outcome.DANGER
    finish(seat)
    assert ended_as(world, started.call_id) == "danger"
    assert state_of(world, started.callback_id) == "held"


def test_cut_off_in_danger_comes_back_to_the_alert(seat) -> None:
    """The sheet of the alert used to be gone after *We were not cut off*."""
    seat.key(K.Key_1)
    seat.saved()
    for chosen in (K.Key_3, K.Key_2, K.Key_1):
        seat.key(K.Key_F8)
        seat.until(lambda: seat.page._danger_card is not None)
        seat.key(K.Key_F3)
        assert isinstance(seat.page.sheet, CutOffSheet)
        seat.key(chosen)
        seat.saved()
        assert isinstance(seat.page.sheet, DangerSheet)
        seat.until(lambda: len(seat.page.sheet.people.whom.parts) > 1)
        assert not seat.hand.ended


def test_who_speaks_of_harming_themselves_hears_other_words(seat) -> None:
    seat.key(K.Key_1)
    seat.saved()
    seat.key(K.Key_F8)
    seat.until(lambda: seat.page._danger_card is not None)
    hang_up, stay = "please hang up and call 911", "I stay on the line with you"
    assert hang_up in seat.seen()
    tick = seat.page.side.findChild(HeardChecks).rows[Heard.SELF_HARM]
    tick.click()
    assert stay in seat.seen()
    assert hang_up not in seat.seen()
    tick.click()
    assert hang_up in seat.seen()


def test_an_alert_nobody_was_told_of_is_in_front_again_after_the_window_died(qtbot, world: World) -> None:
    with sitting(qtbot, world.office) as first:
        first.sign_in(RUTH)
        first.start_call()
        first.key(K.Key_1)
        first.saved()
        first.key(K.Key_F8)
        first.until(lambda: first.page._danger_card is not None)
        first.page.side.findChild(HeardChecks).words.edit.setFocus()
        first.type("he is at the door")
        first.saved()
    with sitting(qtbot, world.office) as again:
        again.sign_in(RUTH)
        assert "1 answer, and words not kept yet." in again.seen()
        again.named("goOnWith").click()
        again.until(lambda: again.page.hand is not None and isinstance(again.page.sheet, DangerSheet))
        again.until(lambda: again.page._danger_card is not None)
        assert again.page._danger.words == "he is at the door"
        assert len(ask(world.enter(SERGEANT), "SELECT id FROM concerns")) == 1


# -- not this call's to take


def made_ahead(seat) -> None:
    """As in any call that is not hurried: the sheets that come late lie ready."""
    seat.until(lambda: seat.page.findChild(EndingSheet) is not None)
    seat.until(lambda: seat.page.findChild(SafeContactSheet) is not None)


@pytest.mark.parametrize("unhurried", [True, False])
def test_a_new_crime_is_handed_over_and_stands_in_the_facts(seat, unhurried: bool) -> None:
    """Of an ending that was made before it was told, the facts were missing."""
    if unhurried:
        made_ahead(seat)
    seat.to_what_is_new()
    more(seat, "Something new happened")
    assert isinstance(seat.page.sheet, NewCrimeSheet)
    seat.key(K.Key_1)
    assert seat.heading == "Is there anything new?"
    seat.key(K.Key_F9)
    seat.saved()
    assert "Something new has happened. At 10:00 AM told where to report it" in seat.page.sheet.note.text


def test_an_interpreter_is_asked_for_with_the_language(seat, world: World) -> None:
    started = seat.hand.started
    made_ahead(seat)
    seat.key(K.Key_1, K.Key_1)
    seat.saved()
    more(seat, "An interpreter is needed")
    assert isinstance(seat.page.sheet, InterpreterSheet)
    seat.type("Polish")
    seat.key(K.Key_Return)
    seat.saved()
    assert seat.page.sheet.outcome is Outcome.LANGUAGE_NO_INTERPRETER
    finish(seat)
    assert state_of(world, started.callback_id) == "held"
    desk = world.enter(SERGEANT)
    assert ask(desk, "SELECT note FROM call_results WHERE call_id = ?", started.call_id) == [
        ("Needs an interpreter for Polish.",)
    ]


def test_the_language_changes_in_the_middle_and_nothing_is_lost(seat) -> None:
    seat.to_what_is_new()
    keep_line(seat, "Una camioneta roja")
    seat.type("con una escal")
    more(seat, "Words in Spanish")
    seat.saved()
    assert seat.heading == "¿Hay algo nuevo?"
    assert [line.text for line in seat.hand.nav.lines] == ["Una camioneta roja"]
    assert seat.page.sheet.part.line.text() == "con una escal"
    more(seat, "Words in English")
    seat.saved()
    assert seat.heading == "Is there anything new?"
    assert seat.page.sheet.part.line.text() == "con una escal"
