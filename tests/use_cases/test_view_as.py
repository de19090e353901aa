"""View as volunteer: what they would see, by the rules that hand out cards; nobody is claimed, and it is on record."""

from __future__ import annotations

import pytest

from callback_desk.domain.errors import NotAllowed, NotFound
from callback_desk.use_cases import next_call, shift, verify_audit, view_as
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import CARMEN, RUTH, SERGEANT, World, ask, changed_tables, snapshot


@pytest.fixture
def sergeant(world: World) -> Desk:
    return world.enter(SERGEANT)


def test_the_card_is_the_one_that_next_call_hands_out_and_nobody_is_claimed(world: World, sergeant: Desk) -> None:
    ruth = world.enter(RUTH)
    before = snapshot(sergeant)
    seen = view_as.view_as(sergeant, ruth.session.staff.id)
    assert changed_tables(before, snapshot(sergeant)) == {"audit_events"}
    ((event, kind, staff_id, role),) = ask(
        sergeant, "SELECT event, object_kind, object_id, role FROM audit_events ORDER BY at DESC, seq DESC LIMIT 1"
    )
    assert (event, kind, staff_id, role) == ("record.view", "view_as", str(ruth.session.staff.id), "supervisor")
    assert seen.shift.counts == shift.my_shift(ruth).counts
    card = next_call.claim_next(ruth, ruth.new_operation())
    assert card is not None
    assert seen.card is not None
    assert (seen.card.callback_id, seen.card.name, seen.card.why_now) == (card.callback_id, card.name, card.why_now)
    again = view_as.view_as(sergeant, ruth.session.staff.id)
    assert again.card is not None
    assert again.card.callback_id != card.callback_id, "somebody is in that call now"
    assert verify_audit.verify_audit(sergeant).exit_code == 0


def test_each_volunteer_is_shown_their_own(world: World, sergeant: Desk) -> None:
    carmen = world.enter(CARMEN)
    first = view_as.view_as(sergeant, carmen.session.staff.id).card
    assert first is not None
    card = next_call.claim_next(carmen, carmen.new_operation())
    assert card is not None
    next_call.give_back(carmen, carmen.new_operation(), card.callback_id, card.fence, know_this_person=True)
    theirs = view_as.view_as(sergeant, carmen.session.staff.id).card
    others = view_as.view_as(sergeant, world.enter(RUTH).session.staff.id).card
    assert theirs is not None
    assert others is not None
    assert theirs.callback_id != first.callback_id, "Carmen knows this person"
    assert others.callback_id == first.callback_id


def test_with_nobody_to_call_there_is_no_card(world: World, sergeant: Desk) -> None:
    world.clock.move(hours=11)  # type: ignore[attr-defined]  # nine in the evening
    seen = view_as.view_as(world.enter(SERGEANT), world.enter(RUTH).session.staff.id)
    assert seen.card is None
    assert seen.shift.counts.ready == 0


def test_only_volunteers_are_looked_at_and_only_by_a_supervisor(world: World, sergeant: Desk) -> None:
    ruth = world.enter(RUTH)
    assert [one.name for one in view_as.who_calls(sergeant)] == [CARMEN, RUTH]
    with pytest.raises(NotFound):
        view_as.view_as(sergeant, sergeant.session.staff.id)
    with pytest.raises(NotAllowed):
        view_as.view_as(ruth, ruth.session.staff.id)
