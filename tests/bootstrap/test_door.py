"""The door: what a right password opens, and what it says of the wrong ones before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from callback_desk.domain.access import Role
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import WrongPassword
from callback_desk.domain.ids import StaffId
from callback_desk.storage.store import SqlStorage
from callback_desk.use_cases import people
from callback_desk.use_cases.desk import Desk
from tests.bootstrap.made_office import OTHER_PASSWORD, PASSWORD, SECOND, VOLUNTEER, MadeOffice, add, sentence_of


def _trail(desk: Desk, event: Event) -> list[dict[str, str | int]]:
    assert isinstance(desk.storage, SqlStorage)
    with desk.storage.read() as uow:
        every = [entry.event for station in uow.audit.heads() for entry in uow.audit.rows(station)]
    return [dict(one.fields) for one in every if one.event is event]


def test_failures_before_a_sign_in_are_one_line_with_their_count_and_real_times(here: MadeOffice) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    for _ in range(3):
        with pytest.raises(WrongPassword):
            here.sign_in(password="not the right one at all")
    desk = here.sign_in()
    assert desk.session.failed_since == 3
    (line,) = _trail(desk, Event.LOGIN_FAIL)
    assert line["tries"] == 3
    times = [datetime.fromisoformat(str(line[name])) for name in ("first", "last")]
    assert before <= times[0] <= times[1] <= datetime.now(UTC)


def test_a_sign_in_without_failures_writes_none(here: MadeOffice) -> None:
    desk = here.sign_in()
    assert desk.session.failed_since == 0
    assert _trail(desk, Event.LOGIN_FAIL) == []


def test_a_leaver_is_closed_once_and_again_without_a_word(here: MadeOffice) -> None:
    desk = here.sign_in()
    staff = StaffId(add(desk, VOLUNTEER, Role.VOLUNTEER))
    op = desk.new_operation()
    people.disable_person(desk, op, name=VOLUNTEER)
    assert not desk.keys.has_slot(staff)
    people.disable_person(desk, op, name=VOLUNTEER)
    desk.keys.remove_slot(staff)
    with pytest.raises(WrongPassword):
        here.sign_in(VOLUNTEER, OTHER_PASSWORD)


def test_a_kill_between_row_and_slot_is_mended_by_the_same_press(
    here: MadeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = here.sign_in()
    staff = StaffId(add(desk, VOLUNTEER, Role.VOLUNTEER))
    op = desk.new_operation()

    def killed(_staff: StaffId) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(desk.keys, "remove_slot", killed)
        with pytest.raises(KeyboardInterrupt):
            people.disable_person(desk, op, name=VOLUNTEER)
    assert desk.keys.has_slot(staff)
    people.disable_person(desk, op, name=VOLUNTEER)
    assert not desk.keys.has_slot(staff)


def test_the_last_signer_is_refused_before_the_row_is_written(here: MadeOffice) -> None:
    """The second supervisor has a row but no slot: closing the first would lock everybody out."""
    desk = here.sign_in()
    second = StaffId(add(desk, SECOND, Role.SUPERVISOR, Role.ADMINISTRATOR))
    second_desk = here.sign_in(SECOND, OTHER_PASSWORD)
    first = desk.session.staff
    second_desk.keys.remove_slot(second)
    assert desk.keys.is_last_signer(first.id)
    said = sentence_of(lambda: people.disable_person(second_desk, second_desk.new_operation(), name=first.name))
    assert "last supervisor" in said
    with desk.storage.read() as uow:
        assert uow.staff.get(first.id) == replace(first, last_sign_in=uow.staff.get(first.id).last_sign_in)
    assert here.sign_in(first.name, PASSWORD).session.staff.disabled_at is None
