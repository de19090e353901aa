"""What if: other shifts, hours or limits, two weeks ahead; the real desk stays as it is, byte for byte."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.replay import Missed
from callback_desk.use_cases import agency_settings, what_if
from tests.use_cases.made_desks import SERGEANT, World, snapshot


def bytes_of(folder: Path) -> dict[str, str]:
    """Of every file that holds records; the shared-memory index of readers holds none."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith("-shm") and "log" not in path.name
    }


def test_the_real_desk_is_byte_identical_afterwards(world: World) -> None:
    desk = world.enter(SERGEANT)
    before, files = snapshot(desk), bytes_of(world.folder)
    found = what_if.what_if(desk, {"calendar": {"shifts": ["tuesday 9:00-12:00"]}, "calling": {"attempts_number": 1}})
    assert (snapshot(desk), bytes_of(world.folder)) == (before, files)
    assert found.now.people == found.then.people == 12
    assert found.now.dials == 36
    assert found.then.dials == 12, "one try a number"
    assert agency_settings.settings(desk) == {}


def test_who_would_never_be_reached_is_named(world: World) -> None:
    desk = world.enter(SERGEANT)
    found = what_if.what_if(desk, {"calendar": {"shifts": ["sunday 6:00-8:00"]}})
    assert found.now.tried == 12
    assert found.then.tried == 0
    assert {one.why for one in found.not_tried} <= {Missed.NO_HOUR, Missed.TOO_OLD}
    assert found.then.count(Missed.NO_HOUR) > 6
    assert all(one.name.endswith(".") for one in found.not_tried), "short names"


def test_what_is_too_loose_is_refused_as_when_it_is_saved(world: World) -> None:
    desk = world.enter(SERGEANT)
    with pytest.raises(DeskFault, match="stricter"):
        what_if.what_if(desk, {"calling": {"attempts_person": 9}})
