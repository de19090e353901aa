"""A later import says something new about somebody who is on the desk: what a person decided is not undone by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.domain.ids import CallbackId
from callback_desk.use_cases import decide_hold
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import SERGEANT, WORKDAY, World, ask, bring_in, plain_rows, write_rows

_PERSON = {**plain_rows(1, WORKDAY.date(), seed=11, first=50)[0], "Case Number": "26-777001"}


def _brought(desk: Desk, tmp_path: Path, name: str, **changed: str) -> CallbackId:
    """Import the one person, with these cells changed; their callback."""
    bring_in(desk, write_rows(tmp_path / name, [{**_PERSON, **changed}]))
    number = _PERSON["Case Number"]
    [(found,)] = ask(
        desk,
        "SELECT DISTINCT r.callback_id FROM reports r JOIN cases c ON c.id = r.case_id WHERE c.number = ?",
        number,
    )
    return CallbackId(int(str(found)))


def _state(desk: Desk, callback_id: CallbackId) -> tuple[str, str]:
    [(state, reason)] = ask(desk, "SELECT state, reason FROM callbacks WHERE id = ?", callback_id)
    return str(state), str(reason)


def test_who_was_kept_off_the_list_stays_off(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    callback_id = _brought(desk, tmp_path, "first.csv")
    assert _state(desk, callback_id)[0] == "waiting"
    decide_hold.keep_off(desk, desk.new_operation(), [callback_id])
    assert _brought(desk, tmp_path, "second.csv", Notes="Property list to follow.") == callback_id
    assert _state(desk, callback_id) == ("excluded", "kept_off")


def test_what_a_call_ended_with_stays_until_a_person_decides(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    callback_id = _brought(desk, tmp_path, "first.csv")
    _hold(desk, callback_id, "soft_refusal_ok")
    _brought(desk, tmp_path, "second.csv", Notes="Property list to follow.")
    assert _state(desk, callback_id) == ("held", "soft_refusal_ok")


def test_a_stricter_row_still_counts(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    callback_id = _brought(desk, tmp_path, "first.csv")
    _hold(desk, callback_id, "soft_refusal_ok")
    _brought(desk, tmp_path, "second.csv", **{"Domestic Violence": "Y"})
    state, reason = _state(desk, callback_id)
    assert (state, reason) == ("excluded", "domestic")


@pytest.mark.parametrize("sign", ["Y", "N"])
def test_what_a_rule_said_may_be_said_anew(world: World, tmp_path: Path, sign: str) -> None:
    desk = world.enter(SERGEANT)
    callback_id = _brought(desk, tmp_path, "first.csv", **{"Offense Code": "ZZZ", "Offense Description": "?"})
    assert _state(desk, callback_id)[0] == "held"
    _brought(desk, tmp_path, "second.csv", **{"Domestic Violence": sign})
    assert _state(desk, callback_id)[0] == ("excluded" if sign == "Y" else "waiting")


def _hold(desk: Desk, callback_id: CallbackId, reason: str) -> None:
    """As the end of a call leaves somebody for a supervisor."""
    with desk.storage.write(desk.session) as uow:
        uow.queue.put(uow.queue.get(callback_id).held(reason))
        uow.queue.set_reason(callback_id, reason=reason, rule="", rule_version="")
        uow.commit()
