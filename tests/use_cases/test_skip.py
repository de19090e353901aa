"""A skipped card: behind the others for whoever skipped it, in its place for everybody else, and never lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callback_desk.domain.errors import DeskFault, StaleClaim
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.queue import Priority
from callback_desk.domain.skips import MOST_SKIPS, OFTEN, UNCLEAR, SkipReason
from callback_desk.use_cases import call_list, decide_hold, next_call, skip
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import CARMEN, RUTH, SERGEANT, MovedClock, World, ask, claim, states


def _skip(desk: Desk, reason: SkipReason = SkipReason.NOT_NOW) -> int:
    """Claim the next person and skip them; who it was."""
    card = claim(desk)
    skip.skip(desk, desk.new_operation(), card.callback_id, card.fence, reason)
    return card.callback_id


def _back(desk: Desk) -> int:
    """Who would be next; the card is laid down again."""
    card = claim(desk)
    next_call.give_back(desk, desk.new_operation(), card.callback_id, card.fence)
    return card.callback_id


def test_who_was_skipped_is_next_for_a_colleague_and_last_for_who_skipped(world: World) -> None:
    ruth, carmen = world.enter(RUTH), world.enter(CARMEN)
    first = _skip(ruth)
    assert _back(carmen) == first, "nobody loses their place by it"
    seen = []
    while (card := next_call.claim_next(ruth, ruth.new_operation())) is not None and len(seen) < 20:
        seen.append(card.callback_id)
    assert first not in seen[:-1]
    assert seen[-1] == first, "not lost: when nobody else is left"
    assert len(seen) == 12


def test_the_next_day_everything_stands_where_it_stood(world: World) -> None:
    first = _skip(world.enter(RUTH))
    assert isinstance(world.clock, MovedClock)
    world.clock.move(days=1)
    assert _back(world.enter(RUTH)) == first


def test_whoever_knows_the_person_never_gets_them(world: World) -> None:
    ruth = world.enter(RUTH)
    first = _skip(ruth, SkipReason.KNOWS)
    seen = set()
    while (card := next_call.claim_next(ruth, ruth.new_operation())) is not None:
        seen.add(card.callback_id)
    assert first not in seen
    assert _back(world.enter(CARMEN)) == first


def test_what_is_unclear_waits_for_a_supervisor_at_once(world: World) -> None:
    who = _skip(world.enter(RUTH), SkipReason.UNCLEAR)
    sergeant = world.enter(SERGEANT)
    why = call_list.why(sergeant, who)
    assert (why.state, why.may_release) == ("held", True)
    assert ask(sergeant, "SELECT reason FROM callbacks WHERE id = ?", who) == [(UNCLEAR,)]
    assert any("Ruth Keller laid the card aside: something on the card is unclear." in one.text for one in why.history)
    decide_hold.release(sergeant, sergeant.new_operation(), who, "The card is right as it stands.", 7)
    assert _back(world.enter(CARMEN)) == who


def test_after_several_skips_a_supervisor_is_asked_and_an_ok_begins_the_count_anew(world: World) -> None:
    carmen, sergeant = world.enter(CARMEN), world.enter(SERGEANT)
    who = _skip(world.enter(RUTH))
    assert isinstance(world.clock, MovedClock)
    for _ in range(MOST_SKIPS - 1):
        world.clock.move(days=1)
        assert states(carmen).get("held", 0) == 0
        assert _skip(world.enter(CARMEN)) == who
    assert ask(carmen, "SELECT state, reason FROM callbacks WHERE id = ?", who) == [("held", OFTEN)]
    world.clock.move(minutes=1)
    decide_hold.release(sergeant, sergeant.new_operation(), who, "They are to be called.", 7)
    world.clock.move(minutes=1)
    assert _skip(world.enter(RUTH)) == who
    assert states(carmen).get("held", 0) == 0


def test_an_agreed_time_stays_agreed_and_a_colleague_gets_it_at_once(world: World) -> None:
    ruth = world.enter(RUTH)
    now = ruth.clock.now()
    with ruth.storage.write(ruth.session) as uow:
        promised = uow.queue.get(ask(ruth, "SELECT max(id) FROM callbacks")[0][0])
        uow.queue.put(replace(promised, ready_at=now, promised_at=now, priority=Priority.PROMISED))
        uow.commit()
    who = _skip(ruth)
    assert who == promised.id
    assert _back(ruth) != who
    carmen = world.enter(CARMEN)
    card = claim(carmen)
    assert (card.callback_id, card.promised_at) == (who, now)
    ((fields,),) = ask(ruth, "SELECT fields FROM audit_events WHERE event = 'queue.release' ORDER BY seq LIMIT 1")
    assert '"promised":"yes"' in str(fields).replace(" ", "")


def test_a_card_that_went_to_a_colleague_is_not_skipped_by_its_old_claim(world: World) -> None:
    ruth = world.enter(RUTH)
    card = claim(ruth)
    assert isinstance(world.clock, MovedClock)
    world.clock.move(minutes=11)
    assert claim(world.enter(CARMEN)).callback_id == card.callback_id
    with pytest.raises(StaleClaim):
        skip.skip(ruth, ruth.new_operation(), card.callback_id, card.fence, SkipReason.NOT_NOW)
    assert ask(ruth, "SELECT count(*) FROM skips") == [(0,)]


@pytest.mark.parametrize("reason", [SkipReason.NOT_NOW, SkipReason.KNOWS, SkipReason.UNCLEAR])
def test_a_skip_that_is_taken_back_leaves_the_card_in_the_hand_and_nothing_else_behind(
    world: World, reason: SkipReason
) -> None:
    ruth = world.enter(RUTH)
    who = _skip(ruth, reason)
    card = skip.take_up_again(ruth, ruth.new_operation(), CallbackId(who))
    assert card.callback_id == who
    next_call.give_back(ruth, ruth.new_operation(), card.callback_id, card.fence)
    assert _back(ruth) == who, "first again, as if nothing had been pressed"
    assert ask(ruth, "SELECT state, reason FROM callbacks WHERE id = ?", who) == [("waiting", "")]
    told = [one.text for one in call_list.why(world.enter(SERGEANT), CallbackId(who)).history]
    assert any("Ruth Keller laid the card aside" in one for one in told)
    assert any("Ruth Keller took the card up again" in one for one in told)


def test_skips_that_were_taken_back_do_not_count(world: World) -> None:
    ruth = world.enter(RUTH)
    for _ in range(MOST_SKIPS + 1):
        who = _skip(ruth)
        card = skip.take_up_again(ruth, ruth.new_operation(), CallbackId(who))
        next_call.give_back(ruth, ruth.new_operation(), card.callback_id, card.fence)
    assert states(ruth).get("held", 0) == 0
    with pytest.raises(DeskFault, match="cannot be taken back any more"):
        skip.take_up_again(ruth, ruth.new_operation(), CallbackId(who))


def test_a_skip_is_not_taken_back_from_a_colleague_nor_later_nor_beside_another_card(world: World) -> None:
    ruth, carmen = world.enter(RUTH), world.enter(CARMEN)
    who = CallbackId(_skip(ruth))
    with pytest.raises(DeskFault, match="any more"):
        skip.take_up_again(carmen, carmen.new_operation(), who)
    mine = claim(ruth)
    with pytest.raises(DeskFault, match="somebody else's card"):
        skip.take_up_again(ruth, ruth.new_operation(), who)
    next_call.give_back(ruth, ruth.new_operation(), mine.callback_id, mine.fence)
    theirs = claim(carmen)
    assert theirs.callback_id == who
    with pytest.raises(DeskFault, match="gone on with"):
        skip.take_up_again(ruth, ruth.new_operation(), who)
    next_call.give_back(carmen, carmen.new_operation(), theirs.callback_id, theirs.fence)
    assert isinstance(world.clock, MovedClock)
    world.clock.move(minutes=6)
    with pytest.raises(DeskFault, match="any more"):
        skip.take_up_again(ruth, ruth.new_operation(), who)
    assert ask(ruth, "SELECT count(*) FROM skips") == [(1,)]
