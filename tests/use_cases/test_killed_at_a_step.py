"""Every use case that writes, struck at its first, second, third ... step until it gets through.

After each strike everything is there or nothing is, the trail is whole, and an event is there if and only if
something changed. A new use case joins by its scene.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from callback_desk.domain.audit_verify import Finding
from callback_desk.domain.errors import DeskError
from callback_desk.storage.faults import FaultAtStep
from tests.use_cases.made_desks import (
    SERGEANT,
    World,
    ask,
    changed_tables,
    events,
    faults_of,
    snapshot,
    storage_of,
)
from tests.use_cases.scenes import SCENES

ONCE = sorted(name for name, scene in SCENES.items() if scene.once)
MOST_STEPS = 400


@pytest.mark.parametrize("name", ONCE)
def test_everything_or_nothing(world: World, name: str) -> None:
    scene = SCENES[name]
    desk, press = scene.set_up(world)
    op = desk.new_operation()
    before = snapshot(desk)
    plan = faults_of(desk)
    struck = 0
    for at in range(1, MOST_STEPS):
        plan.restart(at)
        try:
            press(op)
        except FaultAtStep:
            struck += 1
            plan.restart(0)
        else:
            plan.restart(0)
            break
        changed = changed_tables(before, snapshot(desk))
        if changed:  # struck after the commit: what was done is whole
            break
        assert storage_of(desk).verify_audit().finding is Finding.CLEAN
    else:
        pytest.fail("it never got through")
    assert struck >= 2, "a begin, and something before the commit"
    _is_whole(desk, before, scene.silent)
    assert storage_of(desk).integrity() == ()


def _is_whole(desk, before, silent: bool) -> None:
    after = snapshot(desk)
    changed = changed_tables(before, after)
    assert changed
    assert ("audit_events" in changed) is not silent
    assert storage_of(desk).verify_audit().finding is Finding.CLEAN


@pytest.mark.parametrize(
    ("name", "file"), [("send_packet.send_packet", "lead.pdf"), ("urgent_slip.make_slip", "slip.pdf")]
)
def test_a_sheet_struck_anywhere_leaves_no_half_file_and_a_log_that_says_what_lies_there(
    world: World, name: str, file: str
) -> None:
    desk, press = SCENES[name].set_up(world)
    out = world.folder.with_name("out")
    out.mkdir(exist_ok=True)
    plan = faults_of(desk)
    got_through, known = False, 0
    for at in range(1, MOST_STEPS):
        plan.restart(at)
        try:
            press(desk.new_operation())
            got_through = True
        except FaultAtStep:
            pass
        plan.restart(0)
        named = [path.name for path in out.iterdir() if path.suffix != ".part"]
        assert named in ([], [file]), named
        world.clock.move(minutes=5)
        again = world.enter(SERGEANT)  # the next start
        assert [path.name for path in out.iterdir()] == named
        rows = ask(again, "SELECT state, sha256 FROM exports ORDER BY id")
        said = [sha256 for state, sha256 in rows if state == "done"]
        assert {state for state, _sha256 in rows} <= {"done", "dropped"}
        lies = [hashlib.sha256((out / name).read_bytes()).hexdigest() for name in named]
        assert said[known:] == lies, rows
        known = len(said)
        for name in named:
            (out / name).unlink()
        _starts_are_closed(again)
        assert storage_of(again).verify_audit().finding is Finding.CLEAN
        if got_through:
            break
    assert got_through


def _starts_are_closed(desk) -> None:
    said = events(desk)
    assert said.count("export.start") == said.count("export.done") + said.count("export.dropped")


@pytest.mark.parametrize("name", ["import_report.import_rows", "import_report.type_person"])
def test_an_import_struck_anywhere_is_seen_whole_or_not_at_all(world: World, name: str) -> None:
    desk, press = SCENES[name].set_up(world)
    plan = faults_of(desk)
    people = _seen(desk)
    for at in range(1, MOST_STEPS, 7 if name.endswith("type_person") else 3):
        plan.restart(at)
        try:
            press(desk.new_operation())
        except FaultAtStep:
            plan.restart(0)
            if _seen(desk) != people:
                break  # struck after the last commit
        else:
            plan.restart(0)
            break
    after = world.enter(SERGEANT)
    assert _seen(after) == people + 1
    assert ask(after, "SELECT count(*) FROM batches WHERE state = 'staged'") == [(0,)]
    assert storage_of(after).integrity() == ()
    assert storage_of(after).verify_audit().finding is Finding.CLEAN
    assert ask(
        after, "SELECT count(*) FROM reports r JOIN batches b ON b.id = r.batch_id WHERE b.state <> 'shown'"
    ) == [(0,)]
    said = events(after)
    assert said.count("import.commit") == 2  # the template's and this one


def _seen(desk) -> int:
    return int(
        str(
            ask(desk, "SELECT count(*) FROM callbacks c JOIN batches b ON b.id = c.batch_id WHERE b.state = 'shown'")[
                0
            ][0]
        )
    )


def test_a_person_added_half_way_is_mended_by_adding_again(world: World) -> None:
    desk, press = SCENES["people.add_person"].set_up(world)
    plan = faults_of(desk)
    for at in range(1, MOST_STEPS):
        plan.restart(at)
        try:
            press(desk.new_operation())
            plan.restart(0)
            break
        except FaultAtStep:
            plan.restart(0)
    world.enter("Bill Ostrander")
    assert ask(desk, "SELECT count(*) FROM staff WHERE name = 'Bill Ostrander'") == [(1,)]


def test_a_leaver_struck_anywhere_cannot_sign_in_once_the_row_says_so(world: World) -> None:
    desk, press = SCENES["people.disable_person"].set_up(world)
    plan = faults_of(desk)
    for at in range(1, MOST_STEPS):
        plan.restart(at)
        op = desk.new_operation()
        try:
            press(op)
            break
        except FaultAtStep:
            plan.restart(0)
            if ask(desk, "SELECT count(*) FROM staff WHERE name = 'Ruth Keller' AND disabled_at IS NOT NULL") == [(1,)]:
                break
    plan.restart(0)
    with pytest.raises(DeskError):
        world.enter("Ruth Keller")


def test_a_backup_struck_anywhere_has_its_name_only_when_it_is_whole(world: World) -> None:
    desk, press = SCENES["backup.make_backup"].set_up(world)
    target: Path = world.folder.with_name("out") / "desk.cdbackup"
    plan = faults_of(desk)
    for at in range(1, MOST_STEPS):
        plan.restart(at)
        try:
            press(desk.new_operation())
        except FaultAtStep:
            plan.restart(0)
            assert {path.name for path in target.parent.iterdir()} <= {target.name}
            assert not list(world.folder.glob("backup-copy-*"))
            target.unlink(missing_ok=True)
        else:
            plan.restart(0)
            break
    assert target.is_file()
    assert events(desk).count("backup.make") >= 1
