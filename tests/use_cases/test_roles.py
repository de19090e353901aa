"""Roles x use cases: who may not is refused, it is on record, and nothing changes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callback_desk.domain.access import ACCESS, Role
from callback_desk.domain.errors import DeskError, NotAllowed
from callback_desk.use_cases.desk import UseCase, use_case_of
from tests.house.test_use_cases import FOUND
from tests.use_cases.made_desks import HOLDER_OF, MovedClock, World, ask, changed_tables, copy_of, events, snapshot
from tests.use_cases.scenes import ASKED, SCENES

MARKED = {name: mark for name, function in FOUND.items() if (mark := use_case_of(function))}
KINDS = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def pairs(*, allowed: bool) -> list[tuple[str, Role]]:
    return [
        (name, role)
        for name, mark in sorted(MARKED.items())
        for role in Role
        if (ACCESS.may({role}, mark.act) is not None) is allowed
    ]


@pytest.fixture(scope="module")
def signed_in(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Role], object]]:
    """One person of each role at one desk; a refused call changes nothing, so the tests share it."""
    world = World(copy_of(template, tmp_path_factory.mktemp("roles") / "desk"), MovedClock())
    desks = {role: world.enter(name) for role, name in HOLDER_OF.items()}
    yield desks.__getitem__
    world.close()


def test_every_use_case_is_in_one_of_the_tables() -> None:
    writing = {name for name, mark in MARKED.items() if mark.writes}
    assert writing == set(SCENES), "a scene for each use case that writes, in tests/use_cases/scenes.py"
    assert set(MARKED) - writing == set(ASKED), "arguments for each that is asked, in tests/use_cases/scenes.py"


def test_the_walk_is_not_empty() -> None:
    assert len(pairs(allowed=False)) > 100
    assert len(pairs(allowed=True)) > 60


def press(name: str, desk) -> object:
    """With arguments that are refused, or found missing, only after the role was asked."""
    function = FOUND[name]
    if name in ASKED:
        extra = {"progress": None, "cancelled": None} if name.endswith("check_rows") else {}
        return function(desk, *ASKED[name], **extra)
    mark: UseCase = MARKED[name]
    assert mark.writes
    parameters = list(inspect.signature(function).parameters.values())[1:]
    given: list[object] = (
        []
        if parameters and parameters[0].name == "op"
        else [desk.new_operation()]
        * ("Work" in str(next(iter(inspect.signature(function).parameters.values())).annotation))
    )
    for parameter in parameters:
        if parameter.kind in KINDS and parameter.default is inspect.Parameter.empty:
            given.append(desk.new_operation() if parameter.name == "op" else 1)
    named = {
        parameter.name: None
        for parameter in parameters
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and parameter.default is inspect.Parameter.empty
    }
    return function(desk, *given, **named)


@pytest.mark.parametrize(("name", "role"), pairs(allowed=False))
def test_who_may_not_is_refused_on_record_and_changes_nothing(signed_in, name: str, role: Role) -> None:
    desk = signed_in(role)
    before = snapshot(desk)
    with pytest.raises(NotAllowed) as refused:
        press(name, desk)
    assert refused.value.sentence.startswith("This is for ")
    assert HOLDER_OF[role] in refused.value.sentence
    after = snapshot(desk)
    assert changed_tables(before, after) == {"audit_events"}
    assert len(after["audit_events"]) == len(before["audit_events"]) + 1
    ((event, outcome, act, actor),) = ask(
        desk, "SELECT event, outcome, object_id, actor_id FROM audit_events ORDER BY at DESC, seq DESC LIMIT 1"
    )
    assert (event, outcome, act) == ("access.denied", "denied", MARKED[name].act.value)
    assert actor == desk.session.staff.id


@pytest.mark.parametrize("name", sorted(SCENES))
def test_who_may_can(world: World, name: str) -> None:
    desk, pressed = SCENES[name].set_up(world)
    role = ACCESS.may(desk.session.staff.roles, MARKED[name].act)
    assert role is not None
    seen = events(desk)
    pressed(desk.new_operation())
    if name != "sign_in.sign_out":
        assert "access.denied" not in events(desk)[len(seen) :]


@pytest.mark.parametrize(("name", "role"), [pair for pair in pairs(allowed=True) if pair[0] in ASKED])
def test_who_may_ask_is_not_refused(signed_in, name: str, role: Role) -> None:
    desk = signed_in(role)
    before = len(events(desk))
    try:
        press(name, desk)
    except NotAllowed as refused:  # a DeskFault of another kind is about the arguments, which are poor on purpose
        pytest.fail(f"{role} may {MARKED[name].act.value}: {refused.sentence}")
    except (DeskError, AttributeError, TypeError):
        pass
    assert "access.denied" not in events(desk)[before:]
