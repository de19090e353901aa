"""Answers a later answer took away: kept while the call is open, counted at its end, not brought back."""

from __future__ import annotations

from tests.journeys.call_hands import answer, ended_as, finish
from tests.journeys.windows import K, sitting
from tests.use_cases.made_desks import RUTH, SERGEANT, World, ask

KEPT = "SELECT question FROM answers JOIN call_results ON call_results.id = result_id WHERE call_id = ?"


def test_answers_that_no_longer_apply_are_counted_and_left_out(qtbot, world: World) -> None:
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        seat.start_call()
        started = seat.hand.started
        seat.through_the_checks()
        answer(seat, "no")
        answer(seat, "yes")
        seat.until(lambda: not seat.hand.opening)
        asked = seat.hand.step.question
        answer(seat, seat.hand.step.choices[0].name)
        assert len(seat.hand.nav.answers()) > 3
        consent = next(one.name for one in seat.hand.nav.form.questions if one.consent == "rating")
        while seat.hand.step.question is None or seat.hand.step.question.name != consent:
            seat.key(K.Key_PageUp)
            seat.saved()
        answer(seat, "no")
        assert seat.hand.nav.no_longer_apply == 1
        answer(seat, "no_calls")
        seat.until(lambda: "1 answer no longer applies and is left out." in seat.seen())
        finish(seat)
    assert ended_as(world, started.call_id) == "no_calls_wanted"
    kept = [name for (name,) in ask(world.enter(SERGEANT), KEPT, started.call_id)]
    assert consent in kept
    assert asked.name not in kept
