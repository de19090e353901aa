"""Research F01: killed at random while saving answers, fifty times over; the ledger is kept by another process."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from callback_desk.domain.audit_verify import Finding
from tests.journeys.hands import OtherProcess
from tests.use_cases.made_desks import (
    RUTH,
    SERGEANT,
    WORKDAY,
    MovedClock,
    World,
    ask,
    copy_of,
    make_template,
    storage_of,
)

KILLS = 50


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A desk with more people to call than there are kills."""
    folder = tmp_path_factory.mktemp("crowd") / "desk"
    make_template(folder, MovedClock(), rows=KILLS + 10)
    world = World(copy_of(folder, folder.with_name("copy")), MovedClock())
    yield world
    world.close()


@pytest.mark.timeout(900)
def test_fifty_kills_lose_no_save_that_came_back(crowd: World, other_process: OtherProcess) -> None:
    seed = random.randrange(1 << 30)
    chance = random.Random(seed)
    ledger: dict[object, int] = {}
    acknowledged = 0
    for round_number in range(KILLS):
        at = WORKDAY + timedelta(minutes=6 * round_number)  # each sign-in finds the call that was cut off before
        other_process.begin("drafts", crowd.folder, at, RUTH)
        call = other_process.line("call")["call"]
        other_process.line("saved")
        time.sleep(chance.uniform(0.0, 0.15))
        said = [int(str(line["saved"])) for line in other_process.kill() if "saved" in line]
        ledger[call] = max(said, default=1)
        acknowledged += max(1, len(said))
    assert len(ledger) == KILLS
    crowd.clock.move(minutes=6 * KILLS)
    desk = crowd.enter(SERGEANT)
    lost = invented = 0
    for call, newest in ledger.items():
        ((typed, answered),) = ask(desk, "SELECT typed, answered FROM drafts WHERE call_id = ?", call)
        kept = int(str(answered))
        lost += kept < newest
        invented += kept > newest + 1
        assert typed == f"kept line {kept} " + "x" * (kept % 700), f"torn, seed {seed}"
    assert acknowledged > KILLS
    assert (lost, invented) == (0, 0), f"of {acknowledged} acknowledged in {KILLS} kills, seed {seed}"
    assert ask(desk, "SELECT state, count(*) FROM calls GROUP BY 1") == [("interrupted", KILLS)]
    assert storage_of(desk).verify_audit().finding is Finding.CLEAN
    assert storage_of(desk).integrity() == ()
