"""One press of a button, once: whatever is pressed again with the same operation id has one effect."""

from __future__ import annotations

import pytest

from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskError
from tests.use_cases.made_desks import World, changed_tables, events, snapshot
from tests.use_cases.scenes import SCENES

WITH_ID = sorted(name for name, scene in SCENES.items() if not scene.repeats)
WITHOUT = sorted(name for name, scene in SCENES.items() if scene.repeats and name != "sign_in.sign_out")

# A document that is made twice is two documents on record, each with its number.
_ON_RECORD = ("exports", "sheet_numbers")


@pytest.mark.parametrize("name", WITH_ID)
def test_a_second_press_changes_nothing(world: World, name: str) -> None:
    desk, press = SCENES[name].set_up(world)
    op = desk.new_operation()
    untouched = snapshot(desk)
    first = press(op)
    once = snapshot(desk)
    assert changed_tables(untouched, once), "the scene does nothing, so the test would prove nothing"
    try:
        second = press(op)
    except DeskError as refused:
        assert "already" in refused.sentence
    else:
        _same(first, second)
    assert changed_tables(once, snapshot(desk)) == set()


def _same(first: object, second: object) -> None:
    if isinstance(first, Done):
        assert second == Done(Changes.NOTHING, first.id)
    else:
        assert type(second) is type(first)


@pytest.mark.parametrize("name", WITH_ID)
def test_another_press_is_another_operation(world: World, name: str) -> None:
    """The operation id is what makes a replay, not the arguments: it is written down with its act."""
    desk, press = SCENES[name].set_up(world)
    before = snapshot(desk)["operations"]
    op = desk.new_operation()
    press(op)
    made = [row for row in snapshot(desk)["operations"] if row not in before]
    assert len(made) == 1
    assert op in made[0]


@pytest.mark.parametrize("name", WITHOUT)
def test_what_has_no_operation_id_may_be_pressed_twice_and_says_so_twice(world: World, name: str) -> None:
    desk, press = SCENES[name].set_up(world)
    press(desk.new_operation())
    once, said = snapshot(desk), len(events(desk))
    press(desk.new_operation())
    assert len(events(desk)) > said
    assert changed_tables(once, snapshot(desk)) <= {"audit_events", "drafts", "desk_notes", *_ON_RECORD}
