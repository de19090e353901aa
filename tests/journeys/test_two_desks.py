"""Two programs at one desk folder: nobody is rung twice, and a wish heard at one desk stops the dial at the other."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callback_desk.domain.audit_verify import Finding
from callback_desk.domain.errors import NotAllowed
from callback_desk.use_cases import decide_hold, next_call, start_call
from tests.journeys.hands import OtherProcess
from tests.use_cases.made_desks import (
    CARMEN,
    RUTH,
    SERGEANT,
    WORKDAY,
    MovedClock,
    World,
    ask,
    claim,
    events,
    make_template,
    states,
    storage_of,
)

PEOPLE = 200


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with two hundred people to call."""
    folder = tmp_path_factory.mktemp("made") / "desk"
    make_template(folder, MovedClock(), rows=PEOPLE)
    return folder


def test_two_processes_share_two_hundred_people_and_none_twice(world: World, tmp_path: Path) -> None:
    with OtherProcess(tmp_path) as first, OtherProcess(tmp_path) as second:
        now = datetime.now(UTC)
        gun = tmp_path / "starting gun"
        first.begin("claims", world.folder, WORKDAY, RUTH, starting_gun=str(gun))
        second.begin("claims", world.folder, WORKDAY + (datetime.now(UTC) - now), CARMEN, starting_gun=str(gun))
        for process in (first, second):
            process.line("at_hand")
        gun.touch()
        mine, hers = (process.line("claimed")["claimed"] for process in (first, second))
        first.wait()
        second.wait()
    assert isinstance(mine, list)
    assert isinstance(hers, list)
    counted = Counter(mine + hers)
    assert counted.most_common(1)[0][1] == 1, "somebody was claimed twice"
    assert len(counted) == PEOPLE
    assert mine, "one of the two got nobody, so nothing was shared"
    assert hers
    world.clock.move(minutes=1)
    desk = world.enter(SERGEANT)
    assert states(desk) == {"claimed": PEOPLE}
    assert ask(desk, "SELECT claimed_by, count(*) FROM callbacks GROUP BY 1 ORDER BY 2") == sorted(
        ask(desk, "SELECT actor_id, count(*) FROM audit_events WHERE event = 'queue.claim' GROUP BY 1"),
        key=lambda row: row[1],
    )
    assert storage_of(desk).verify_audit().finding is Finding.CLEAN


def test_a_wish_heard_at_one_desk_stops_the_dial_at_the_other(world: World) -> None:
    ruth, sergeant = world.enter(RUTH), world.enter(SERGEANT)
    for _ in range(25):
        card = claim(ruth)
        decide_hold.do_not_contact(sergeant, sergeant.new_operation(), card.callback_id, "asked")
        with pytest.raises(NotAllowed) as refused:
            start_call.start_call(ruth, ruth.new_operation(), card.callback_id, card.fence, card.phones[0].id)
        assert "not" in refused.value.sentence.lower()
        assert "Give the card back" in refused.value.sentence
    assert ask(ruth, "SELECT count(*) FROM attempts") == [(0,)]
    assert ask(ruth, "SELECT count(*) FROM calls") == [(0,)]
    assert events(ruth).count("dial.intent") == 0


def test_a_refused_dial_is_on_record_and_the_card_given_back_leaves_the_list(world: World) -> None:
    ruth, sergeant = world.enter(RUTH), world.enter(SERGEANT)
    card = claim(ruth)
    decide_hold.do_not_contact(sergeant, sergeant.new_operation(), card.callback_id, "asked")
    with pytest.raises(NotAllowed):
        start_call.start_call(ruth, ruth.new_operation(), card.callback_id, card.fence, card.phones[0].id)
    assert events(ruth)[-1] == "exclusion.blocked"
    assert ask(ruth, "SELECT count(*) FROM operations WHERE act = 'start_call'") == [(0,)]
    next_call.give_back(ruth, ruth.new_operation(), card.callback_id, card.fence)
    assert ask(ruth, "SELECT state, reason FROM callbacks WHERE id = ?", card.callback_id) == [
        ("excluded", "do_not_contact")
    ]
