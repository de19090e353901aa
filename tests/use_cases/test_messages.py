"""A message without a call: kept as it was said, routed where it can be, and nothing is invented."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.messages import Message, MessageKind, NewMessage
from callback_desk.use_cases import call_list, decide_hold, messages, next_call, raise_concern, start_call
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.messages import KEPT, Logged
from tests.use_cases.made_desks import (
    CARMEN,
    RUTH,
    SERGEANT,
    WORKDAY,
    World,
    ask,
    bring_in,
    claim,
    events,
    plain_rows,
    write_rows,
)

UNKNOWN = "217 555 0199"
_WHO = (
    "SELECT c.id, k.number, p.e164 FROM callbacks c JOIN reports r ON r.callback_id = c.id "
    "JOIN cases k ON k.id = r.case_id JOIN phones p ON p.victim_id = c.victim_id ORDER BY c.id DESC LIMIT 1"
)


def _log(desk: Desk, kind: MessageKind, **said: object) -> Logged:
    came = said.pop("came_at", desk.clock.now())
    message = NewMessage(kind, came, **said)  # type: ignore[arg-type]  # the fields of a message
    return messages.log_message(desk, desk.new_operation(), message)


def _last(desk: Desk) -> tuple[CallbackId, str, str]:
    """Callback, case number and number of who comes last on the list."""
    ((callback, case, number),) = ask(desk, _WHO)
    return CallbackId(int(str(callback))), str(case), str(number)


def _open(world: World) -> tuple[Message, ...]:
    return tuple(one.message for one in messages.open_messages(world.enter(SERGEANT)))


def test_somebody_nobody_knows_with_something_new_waits_for_a_supervisor_with_the_case_number(world: World) -> None:
    ruth = world.enter(RUTH)
    before = ask(ruth, "SELECT (SELECT count(*) FROM victims), (SELECT count(*) FROM attempts)")
    said = _log(ruth, MessageKind.NEWS, number=UNKNOWN, case_number="26-999888", text="I saw the van on Elm.")
    assert said.sentence == KEPT
    (kept,) = _open(world)
    assert (kept.number, kept.case_number, kept.text) == ("+12175550199", "26-999888", "I saw the van on Elm.")
    assert (kept.callback_id, kept.by) == (None, RUTH)
    assert ask(ruth, "SELECT (SELECT count(*) FROM victims), (SELECT count(*) FROM attempts)") == before


def test_a_wish_about_a_number_holds_for_reports_that_come_later(world: World) -> None:
    sergeant, ruth = world.enter(SERGEANT), world.enter(RUTH)
    (row,) = plain_rows(1, world.clock.now().date(), first=60)
    done = _log(ruth, MessageKind.NO_CALLS, number=row["Victim Cell Phone"])
    assert not done.waits
    batch, _preview = bring_in(sergeant, write_rows(world.folder.with_name("later.csv"), [row]))
    ((state, reason),) = ask(ruth, "SELECT state, reason FROM callbacks WHERE batch_id = ?", batch.id)
    assert (state, reason) == ("excluded", "do_not_contact")


def test_a_wish_of_somebody_on_the_list_takes_them_off_at_once(world: World) -> None:
    ruth = world.enter(RUTH)
    callback, _case, number = _last(ruth)
    _log(ruth, MessageKind.NO_CALLS, number=number)
    assert ask(ruth, "SELECT state, reason FROM callbacks WHERE id = ?", callback) == [("excluded", "do_not_contact")]
    assert "donotcontact.set" in events(ruth)


def test_a_wish_that_comes_while_a_colleague_has_the_card_stops_the_dial(world: World) -> None:
    carmen, ruth = world.enter(CARMEN), world.enter(RUTH)
    card = claim(carmen)
    ((number,),) = ask(
        ruth,
        "SELECT p.e164 FROM phones p JOIN callbacks c ON c.victim_id = p.victim_id WHERE c.id = ?",
        card.callback_id,
    )
    _log(ruth, MessageKind.NO_CALLS, number=str(number))
    with pytest.raises(NotAllowed):
        start_call.start_call(carmen, carmen.new_operation(), card.callback_id, card.fence, card.phones[0].id)


def test_a_complaint_of_somebody_on_the_list_is_a_complaint_and_of_anybody_else_a_message(world: World) -> None:
    ruth, sergeant = world.enter(RUTH), world.enter(SERGEANT)
    _callback, case, _number = _last(ruth)
    assert not _log(ruth, MessageKind.COMPLAINT, case_number=case, text="Nobody came for five hours.").waits
    assert [one.said.text for one in raise_concern.open_concerns(sergeant)] == ["Nobody came for five hours."]
    assert _log(ruth, MessageKind.COMPLAINT, number=UNKNOWN, text="Nobody answers.").waits
    assert [one.text for one in _open(world)] == ["Nobody answers."]


def test_who_asked_for_a_call_comes_first_on_the_list(world: World) -> None:
    ruth = world.enter(RUTH)
    callback, case, _number = _last(ruth)
    done = _log(ruth, MessageKind.CALL_BACK, case_number=case, slip=True, came_at=WORKDAY - timedelta(hours=14))
    assert "first" in done.sentence
    assert claim(world.enter(CARMEN)).callback_id == callback


def test_who_asked_for_a_time_is_on_the_list_for_that_time(world: World) -> None:
    ruth = world.enter(RUTH)
    callback, _case, number = _last(ruth)
    wish = datetime(2026, 11, 19, 17, 30, tzinfo=UTC)  # a Thursday, 11:30 in Chicago
    done = _log(ruth, MessageKind.CALL_BACK, number=number, wish_at=wish)
    assert done.sentence == "On the list for Thursday, November 19, about 11:30 AM."
    seen = set()
    while (card := next_call.claim_next(ruth, ruth.new_operation())) is not None:
        seen.add(card.callback_id)
    assert callback not in seen
    world.clock.move(days=2, hours=1, minutes=31)  # type: ignore[attr-defined]  # the clock of tests
    first = claim(world.enter(CARMEN))
    assert (first.callback_id, first.promised_at) == (callback, wish)


def test_a_firm_time_goes_before_a_wish_and_the_desk_keeps_which_it_is(world: World) -> None:
    ruth = world.enter(RUTH)
    callback, _case, number = _last(ruth)
    wish = datetime(2026, 11, 19, 17, 30, tzinfo=UTC)
    done = _log(ruth, MessageKind.CALL_BACK, number=number, wish_at=wish, wish_firm=True)
    assert done.sentence == "On the list for Thursday, November 19, at 11:30 AM."
    assert ask(ruth, "SELECT promise_firm, priority FROM callbacks WHERE id = ?", callback) == [(1, 0)]
    _log(ruth, MessageKind.CALL_BACK, number=UNKNOWN, wish_at=wish, wish_firm=True)
    assert [one.wish_firm for one in _open(world)] == [True], "nobody knows whom to call, and the hour is kept"


def test_a_time_at_which_nobody_calls_is_a_supervisors_task(world: World) -> None:
    ruth = world.enter(RUTH)
    callback, _case, number = _last(ruth)
    night = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
    assert _log(ruth, MessageKind.CALL_BACK, number=number, wish_at=night).sentence == KEPT
    assert ask(ruth, "SELECT promised_at FROM callbacks WHERE id = ?", callback) == [(None,)]


@pytest.mark.parametrize("blocked", [True, False])
def test_whom_nobody_may_call_is_told_the_same_as_whom_nobody_knows(world: World, blocked: bool) -> None:
    ruth, sergeant = world.enter(RUTH), world.enter(SERGEANT)
    callback, _case, number = _last(ruth)
    decide_hold.keep_off(sergeant, sergeant.new_operation(), [callback])
    done = _log(ruth, MessageKind.CALL_BACK, number=number if blocked else UNKNOWN)
    assert (done.sentence, done.waits) == (KEPT, True)
    assert ask(ruth, "SELECT state FROM callbacks WHERE id = ?", callback) == [("excluded",)]


@pytest.mark.parametrize(
    ("kind", "said", "wrong"),
    [
        (MessageKind.CALL_BACK, {}, "Without a number"),
        (MessageKind.NEWS, {"number": UNKNOWN}, "what they said"),
        (MessageKind.NO_CALLS, {"number": "five five five"}, "no telephone number"),
        (MessageKind.OTHER, {"text": "x", "came_at": WORKDAY + timedelta(minutes=5)}, "later than now"),
        (MessageKind.OTHER, {"text": "x", "came_at": WORKDAY - timedelta(days=31)}, "30 days"),
        (MessageKind.CALL_BACK, {"number": UNKNOWN, "wish_at": WORKDAY - timedelta(hours=1)}, "gone by"),
    ],
)
def test_what_cannot_be_right_is_refused_with_a_sentence(
    world: World, kind: MessageKind, said: dict[str, object], wrong: str
) -> None:
    ruth = world.enter(RUTH)
    with pytest.raises(DeskFault, match=wrong):
        _log(ruth, kind, **said)
    assert ask(ruth, "SELECT count(*) FROM messages") == [(0,)]


def test_a_supervisor_says_what_became_of_it_once_and_the_history_names_it(world: World) -> None:
    ruth, sergeant = world.enter(RUTH), world.enter(SERGEANT)
    callback, case, _number = _last(ruth)
    kept = _log(ruth, MessageKind.NEWS, case_number=case, text="The receipt turned up.")
    (read,) = messages.open_messages(sergeant)
    assert read.name
    with pytest.raises(DeskFault, match="few words"):
        messages.settle_message(sergeant, sergeant.new_operation(), kept.message_id, "ok")
    messages.settle_message(sergeant, sergeant.new_operation(), kept.message_id, "Handed to Det. Serrano.")
    assert messages.open_messages(sergeant) == ()
    with pytest.raises(DeskFault, match="already"):
        messages.settle_message(sergeant, sergeant.new_operation(), kept.message_id, "Handed to nobody.")
    history = [line.text for line in call_list.why(sergeant, callback).history]
    assert "Message taken by Ruth Keller: new information. Handed to Det. Serrano." in history
    assert not any("receipt" in line for line in history)
