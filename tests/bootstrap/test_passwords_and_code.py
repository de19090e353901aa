"""One-time passwords, lock-outs, reminders, and the recovery code when the key store has lost the key."""

from __future__ import annotations

from datetime import timedelta

import pytest

from callback_desk.bootstrap.opening import Office
from callback_desk.bootstrap.world import SystemClock
from callback_desk.domain.access import Role
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DeskFault, KeysUnavailable, LockedOut, NotAllowed, WrongPassword
from callback_desk.use_cases import own_password, people
from callback_desk.use_cases.backup import make_backup
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.reminders import Reminders, confirm_recovery_code, reminders
from callback_desk.vault.recovery_code import RecoveryCode
from tests.bootstrap.made_office import (
    OTHER_PASSWORD,
    PASSWORD,
    SECOND,
    SUPERVISOR,
    VOLUNTEER,
    MadeOffice,
    add,
    sentence_of,
)

ONE_TIME = "seven copper kettles whistling"
OWN = "gravel orchards under starlight"
WRONG = "not the right one at all"


def _noted(desk: Desk, event: Event) -> int:
    assert desk.info.created_at is not None
    with desk.storage.read() as uow:
        return uow.audit.count(event, desk.info.created_at)


def _locked_out(here: MadeOffice, name: str, password: str) -> None:
    for _ in range(5):
        with pytest.raises((WrongPassword, LockedOut)):
            here.sign_in(name, WRONG)
    with pytest.raises(LockedOut):
        here.sign_in(name, password)


def test_a_password_of_ones_own(here: MadeOffice) -> None:
    desk = here.sign_in()
    assert "at least 15" in sentence_of(lambda: own_password.change_password(desk, PASSWORD, "short"))
    assert "names that belong to this desk" in sentence_of(
        lambda: own_password.change_password(desk, PASSWORD, "Meridian Falls Police Marsh")
    )
    with pytest.raises(WrongPassword):
        own_password.change_password(desk, WRONG, OWN)
    own_password.change_password(desk, PASSWORD, OWN)
    assert _noted(desk, Event.PASSWORD_CHANGE) == 2
    with pytest.raises(WrongPassword):
        here.sign_in()
    assert here.sign_in(password=OWN).session.name == SUPERVISOR


def test_a_one_time_password_opens_nothing_but_the_choice_of_ones_own(here: MadeOffice) -> None:
    desk = here.sign_in()
    add(desk, SECOND, Role.SUPERVISOR)
    own_password.reset_password(desk, desk.new_operation(), name=SECOND, one_time_password=ONE_TIME)
    with pytest.raises(WrongPassword):
        here.sign_in(SECOND, OTHER_PASSWORD)
    second = here.sign_in(SECOND, ONE_TIME)
    assert reminders(second).must_change_password
    with pytest.raises(DeskFault) as refused:
        people.list_people(second)
    assert refused.value.code == "must-change"
    own_password.change_password(second, ONE_TIME, OWN)
    assert not reminders(second).must_change_password
    assert len(people.list_people(second)) == 2
    again = here.sign_in(SECOND, OWN)
    assert not reminders(again).must_change_password


def test_a_one_time_password_runs_out_after_72_hours(here: MadeOffice) -> None:
    desk = here.sign_in()
    add(desk, VOLUNTEER, Role.VOLUNTEER)
    own_password.reset_password(desk, desk.new_operation(), name=VOLUNTEER, one_time_password=ONE_TIME)

    class Later(SystemClock):
        def now(self):  # type: ignore[no-untyped-def]
            return super().now() + timedelta(hours=72, minutes=1)

    later = MadeOffice(Office(here.folder, clock=Later()), here.made)
    with pytest.raises(WrongPassword) as refused:
        later.sign_in(VOLUNTEER, ONE_TIME)
    assert refused.value.code == "one-time-over"


def test_a_second_press_of_reset_does_not_undo_the_password_chosen_meanwhile(here: MadeOffice) -> None:
    desk = here.sign_in()
    add(desk, VOLUNTEER, Role.VOLUNTEER)
    op = desk.new_operation()
    own_password.reset_password(desk, op, name=VOLUNTEER, one_time_password=ONE_TIME)
    own_password.change_password(here.sign_in(VOLUNTEER, ONE_TIME), ONE_TIME, OWN)
    own_password.reset_password(desk, op, name=VOLUNTEER, one_time_password=ONE_TIME)
    assert here.sign_in(VOLUNTEER, OWN).session.name == VOLUNTEER


def test_nobody_resets_or_releases_themselves(here: MadeOffice) -> None:
    desk = here.sign_in()
    assert "your own password" in sentence_of(
        lambda: own_password.reset_password(desk, desk.new_operation(), name=SUPERVISOR, one_time_password=ONE_TIME)
    )
    with pytest.raises(NotAllowed):
        own_password.release_lockout(desk, desk.new_operation(), name=SUPERVISOR)


def test_another_signer_releases_a_lock_out(here: MadeOffice) -> None:
    desk = here.sign_in()
    add(desk, VOLUNTEER, Role.VOLUNTEER)
    _locked_out(here, VOLUNTEER, OTHER_PASSWORD)
    own_password.release_lockout(desk, desk.new_operation(), name=VOLUNTEER)
    freed = here.sign_in(VOLUNTEER, OTHER_PASSWORD)
    assert freed.session.failed_since == 5
    assert _noted(desk, Event.LOGIN_RELEASED) == 1


def test_two_groups_typed_back_at_set_up_end_the_reminder(here: MadeOffice) -> None:
    assert reminders(here.sign_in()).code_not_typed_back
    made = here.made
    first, second = made.type_back
    assert 0 <= first < second < 5
    groups = made.recovery_code.groups
    assert not made.confirm(groups[second], groups[first])
    assert not made.confirm(groups[first], "")
    assert reminders(here.sign_in()).code_not_typed_back
    assert made.confirm(f" {groups[first].lower()} ", groups[second])
    assert not reminders(here.sign_in()).code_not_typed_back


def test_the_whole_code_typed_later_ends_it_too(here: MadeOffice) -> None:
    desk = here.sign_in()
    with pytest.raises(WrongPassword):
        confirm_recovery_code(desk, RecoveryCode.fresh(here.office.random).text)
    assert reminders(desk).code_not_typed_back
    confirm_recovery_code(desk, here.made.recovery_code.text.lower())
    assert not reminders(desk).code_not_typed_back
    assert not reminders(here.sign_in()).code_not_typed_back
    assert _noted(desk, Event.RECOVERY_CONFIRMED) == 1


def test_a_lost_key_store_and_every_lock_out_end_with_the_code(here: MadeOffice) -> None:
    _locked_out(here, SUPERVISOR, PASSWORD)
    (here.folder / "test-keyring.json").unlink()
    with pytest.raises(KeysUnavailable):
        here.sign_in()
    door, now = here.office.locked().door, here.office.clock.now()
    with pytest.raises(WrongPassword):
        door.recover(RecoveryCode.fresh(here.office.random).text, now)
    with pytest.raises(KeysUnavailable):
        here.sign_in()
    door.recover(here.made.recovery_code.text, now)
    desk = here.sign_in()
    assert reminders(desk).recovery_used_at is not None
    assert _noted(desk, Event.RECOVERY_USED) == 1
    assert desk.storage.verify_audit(heads=desk.keys.remembered_heads()).exit_code == 0


def test_the_only_supervisor_who_forgot_gets_a_one_time_password_by_the_code(here: MadeOffice) -> None:
    door, now = here.office.locked().door, here.office.clock.now()
    code = here.made.recovery_code.text
    assert "Nobody with this name" in sentence_of(lambda: door.reset_with_code(code, "Nobody Here", ONE_TIME, now))
    assert "at least 15" in sentence_of(lambda: door.reset_with_code(code, SUPERVISOR, "short", now))
    door.reset_with_code(code, SUPERVISOR, ONE_TIME, now)
    desk = here.sign_in(password=ONE_TIME)
    assert reminders(desk).must_change_password
    own_password.change_password(desk, ONE_TIME, OWN)
    assert len(people.list_people(desk)) == 1


def test_volunteers_are_reminded_of_nothing_that_is_not_theirs(here: MadeOffice) -> None:
    add(here.sign_in(), VOLUNTEER, Role.VOLUNTEER)
    assert reminders(here.sign_in(VOLUNTEER, OTHER_PASSWORD)) == Reminders()


def test_a_week_without_a_backup_is_told_until_there_is_one(here: MadeOffice) -> None:
    class NextWeek(SystemClock):
        def now(self):  # type: ignore[no-untyped-def]
            return super().now() + timedelta(days=7)

    later = MadeOffice(Office(here.folder, clock=NextWeek()), here.made)
    assert reminders(here.sign_in()).no_backup_since is None
    desk = later.sign_in()
    assert reminders(desk).no_backup_since == desk.info.created_at
    shelf = here.folder.parent / "shelf"
    shelf.mkdir()
    make_backup(desk, shelf / "weekly.cbbackup")
    assert reminders(desk).no_backup_since is None
    later.close()


def test_every_reminder_has_a_sentence(here: MadeOffice) -> None:
    desk = here.sign_in()
    now = here.office.clock.now()
    every = Reminders(True, now, True, True, now, True)
    assert len(every.sentences(desk.zone)) == 6
    assert Reminders().sentences(desk.zone) == ()
    assert not Reminders()
    assert every
