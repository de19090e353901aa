"""The whole call by keyboard: two pieces of new information, all service questions, a promise, an urgent line."""

from __future__ import annotations

from callback_desk.domain.outcomes import Outcome
from callback_desk.ui.call.ending import EndingSheet
from callback_desk.ui.call.urgent import UrgentSheet
from tests.journeys.call_hands import finish, keep_line, name_of, press_focused, tell_a_person, to_question, to_the_end
from tests.journeys.windows import K
from tests.use_cases.made_desks import RUTH, SERGEANT, World, ask, events

VAN = "A silver van, plate ABC 1234, at the gate"
SERIAL = "Serial number is 4KX-0917-QD"


def test_two_lines_and_every_rating_reach_the_desk(seat, world: World) -> None:
    call_id = seat.hand.started.call_id
    seat.to_what_is_new()
    keep_line(seat, VAN)
    keep_line(seat, SERIAL)
    to_question(seat, "kind_first", {})
    assert seat.hand.step.line.text == VAN
    to_question(seat, "urgent", {"kind_first": "vehicle", "source": "saw", "sure": "fairly", "read_back_how": "yes"})
    to_question(seat, "kind_first", {"urgent": "no", "statement": "yes"})
    assert seat.hand.step.line.text == SERIAL
    to_the_end(
        seat,
        {"kind_first": "property_id", "source": "told", "read_back_how": "no", "urgent": "no", "call_again": "yes"},
    )
    assert isinstance(seat.page.sheet, EndingSheet)
    assert seat.page.sheet.outcome is Outcome.TALKED_ALL
    finish(seat)
    desk = world.enter(SERGEANT)
    assert ask(
        desk,
        "SELECT text, kind, source, sure, read_back, urgent, statement FROM tips WHERE call_id = ? ORDER BY ordinal",
        call_id,
    ) == [(VAN, "vehicle", "saw", "fairly", 1, 0, 1), (SERIAL, "property_id", "told", "very", 0, 0, None)]
    ((rated,),) = ask(
        desk,
        "SELECT count(*) FROM ratings r JOIN call_results c ON c.id = r.result_id WHERE c.call_id = ?",
        call_id,
    )
    assert rated >= 8
    assert {"tip.create", "rating.save", "consent.set", "call.end"} <= set(events(desk))


def test_an_urgent_line_ends_with_a_person(seat, world: World) -> None:
    call_id = seat.hand.started.call_id
    seat.to_what_is_new()
    keep_line(seat, "The neighbor's camera writes over itself on Thursday")
    to_question(seat, "urgent", {"kind_first": "camera"})
    assert "a video may be written over" in seat.seen()
    to_the_end(seat, {"urgent": "yes"})
    assert isinstance(seat.page.sheet, UrgentSheet)
    assert "Nothing is printed: these people are made up." in seat.seen()
    seat.key(K.Key_Return)  # Enter alone tells nobody
    seat.key(K.Key_PageDown)
    assert isinstance(seat.page.sheet, UrgentSheet)
    tell_a_person(seat)
    seat.until(lambda: isinstance(seat.page.sheet, EndingSheet))
    finish(seat)
    desk = world.enter(SERGEANT)
    told = ask(desk, "SELECT kind, told_whom, told_at IS NOT NULL, routed_to FROM concerns WHERE call_id = ?", call_id)
    assert told == [("urgent_tip", "The department's own number", 1, "told by telephone")]


def test_a_letter_at_any_question_begins_a_line_and_the_answers_keep_their_keys(seat) -> None:
    seat.to_what_is_new()
    to_question(seat, "rate_reach")
    before = dict(seat.hand.nav.state().answers)
    seat.key(K.Key_S)
    seat.type("he called again 1 2 3")
    assert dict(seat.hand.nav.state().answers) == before
    assert name_of(seat) == "rate_reach"
    seat.key(K.Key_Return)
    seat.saved()
    assert [line.text for line in seat.hand.nav.lines] == ["she called again 1 2 3"]
    seat.key(K.Key_2)
    seat.saved()
    assert name_of(seat) == "rate_response_time"
    to_question(seat, "kind_first")  # the line is asked about before the next part
    assert seat.hand.step.line.text == "she called again 1 2 3"


def test_half_a_word_is_a_line_when_the_question_is_left(seat) -> None:
    seat.to_what_is_new()
    to_question(seat, "rate_reach")
    press_focused(seat, "writeLine")
    seat.type("the blue ca")
    seat.key(K.Key_PageUp)
    seat.saved()
    assert [line.text for line in seat.hand.nav.lines] == ["the blue ca"]


def test_numbers_have_their_form_checked_while_the_person_is_on_the_line(seat) -> None:
    seat.to_what_is_new()
    keep_line(seat, "VIN 1M8GDM9AXKP042789, paid with 4242 4242 4242 4242")
    to_question(seat, "kind_first")
    said = seat.seen()
    assert "VIN: the check digit does not fit. Read it back, letter by letter." in said
    assert "This looks like a whole card number. Only its last 4 digits may be kept." in said
    press_focused(seat, "cutCard")
    seat.saved()
    assert seat.hand.nav.lines[0].text == "VIN 1M8GDM9AXKP042789, paid with ending 4242"


def test_a_promise_has_an_owner_and_a_day(seat, world: World) -> None:
    call_id = seat.hand.started.call_id
    seat.to_what_is_new()
    to_the_end(seat)
    box = seat.page.sheet.promise
    box.text.edit.setFocus()
    seat.type("Ask the detective about the bike")
    seat.page.sheet.setFocus()
    seat.key(K.Key_Return)
    assert "By which day?" in seat.seen()  # not finished without one
    seat.until(box.day.edit.hasFocus)
    seat.type("tomorrow")
    seat.key(K.Key_Return)
    finish(seat)
    desk = world.enter(SERGEANT)
    ((text, owner, due, note),) = ask(
        desk,
        "SELECT p.text, p.owner, p.due_at, r.note FROM call_promises p JOIN call_results r ON r.id = p.result_id "
        "WHERE r.call_id = ?",
        call_id,
    )
    assert (text, owner) == ("Ask the detective about the bike", RUTH)
    assert due is not None
    assert "Promised: Ask the detective about the bike. Kept by" in note
