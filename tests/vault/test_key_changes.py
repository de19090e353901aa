"""Slots, lock-outs, the recovery code and admissions; and a kill between any two steps of each."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.access import Role
from callback_desk.domain.errors import (
    DeskFault,
    KeysUnavailable,
    LockedOut,
    NotAllowed,
    NotFound,
    WrongPassword,
)
from callback_desk.domain.ids import StaffId
from callback_desk.vault.admission import accept_admission, admit_account
from callback_desk.vault.device_secret import KeyStore, MemoryKeyring
from callback_desk.vault.key_changes import (
    add_slot,
    adopt_keys,
    change_password,
    confirm_with_code,
    put_recovery_code,
    release_lockout,
    remove_slot,
    replace_slot,
    rewrap_device_secret,
    slot_states,
    switch_database,
)
from callback_desk.vault.keys_file import SealedKeys, open_keys
from callback_desk.vault.lockout import LockoutRule, Tries
from callback_desk.vault.new_keys import create_keys
from callback_desk.vault.recovery_code import RecoveryCode
from callback_desk.vault.secret import SecretKey

if TYPE_CHECKING:
    from pathlib import Path

    from tests.vault.conftest import Desk

WRONG = "this is not the password"


def _new_code(desk: Desk) -> None:
    put_recovery_code(desk.keys(), desk.maria, RecoveryCode.fresh(desk.random), confirmed=True, now=desk.noon)


def fail(desk: Desk, times: int, *, name: str = "Walter Penn", apart_s: float = 1.0, start_min: float = 0.0) -> None:
    for index in range(times):
        at = desk.noon + timedelta(minutes=start_min, seconds=index * apart_s)
        with pytest.raises((WrongPassword, LockedOut)):
            desk.keys().unlock(name, WRONG, at)


def sign_in(desk: Desk, after_min: float = 0.0, keys: SealedKeys | None = None) -> StaffId | None:
    at = desk.noon + timedelta(minutes=after_min)
    return (keys or desk.keys()).unlock("Walter Penn", desk.walter_slot.password, at).user_id


@pytest.fixture
def two(desk: Desk) -> Desk:
    add_slot(desk.keys(), desk.maria, desk.walter_slot)
    return desk


# ---------------------------------------------------------------------------------------------- lock-out


def test_four_failures_leave_it_open(two: Desk) -> None:
    fail(two, 4)
    assert sign_in(two, 1) == 2


@pytest.mark.parametrize("failures", [5, 6])
def test_five_failures_lock_it_for_the_right_password_too_and_time_does_not_release(two: Desk, failures: int) -> None:
    fail(two, failures)
    for later in (1, 15, 16, 60 * 24 * 30):
        with pytest.raises(LockedOut):
            sign_in(two, later)


def test_the_fifth_failure_itself_says_so(two: Desk) -> None:
    fail(two, 4)
    with pytest.raises(LockedOut, match="Another supervisor"):
        two.keys().unlock("Walter Penn", WRONG, two.noon + timedelta(minutes=2))


@pytest.mark.parametrize(("fifth_at_min", "locked"), [(15.0, True), (16.0, False)])
def test_failures_count_within_fifteen_minutes(two: Desk, fifth_at_min: float, locked: bool) -> None:
    fail(two, 1)
    fail(two, 3, start_min=10)
    fail(two, 1, start_min=fifth_at_min)
    if locked:
        with pytest.raises(LockedOut):
            sign_in(two, 17)
    else:
        assert sign_in(two, 17) == 2


def test_a_good_sign_in_starts_the_count_anew_and_tells_how_many_failed(two: Desk) -> None:
    fail(two, 4)
    session = two.keys().unlock("Walter Penn", two.walter_slot.password, two.noon + timedelta(minutes=1))
    assert session.failed_tries == 4
    fail(two, 4, start_min=2)
    assert sign_in(two, 3) == 2


def test_a_clock_set_back_forgets_no_failure(two: Desk) -> None:
    fail(two, 4, start_min=60)
    fail(two, 1, start_min=-600)
    with pytest.raises(LockedOut):
        sign_in(two)


def test_a_name_that_does_not_exist_locks_in_the_same_words(two: Desk) -> None:
    said = []
    for name in ("Walter Penn", "Nobody Here"):
        fail(two, 5, name=name)
        with pytest.raises(LockedOut) as refused:
            two.keys().unlock(name, WRONG, two.noon + timedelta(minutes=1))
        said.append(refused.value.sentence)
    assert said[0] == said[1]


def test_names_that_do_not_exist_do_not_fill_the_file(desk: Desk) -> None:
    for index in range(70):
        fail(desk, 1, name=f"stranger {index}", start_min=index / 10)
    assert len(desk.keys().document().contents.tries) <= 65
    fail(desk, 1, name="one more", start_min=60 * 25)
    assert len(desk.keys().document().contents.tries) == 1


def test_locking_one_name_leaves_the_others_alone(two: Desk) -> None:
    fail(two, 5)
    assert two.keys().unlock("Maria Okafor", two.maria_slot.password, two.noon).user_id == 1


def test_another_signer_releases(two: Desk) -> None:
    fail(two, 5)
    assert [s.locked_at is not None for s in slot_states(two.keys())] == [False, True]
    release_lockout(two.keys(), two.maria, StaffId(2))
    assert sign_in(two, 1) == 2


def test_after_a_release_the_failures_are_still_told_once(two: Desk) -> None:
    fail(two, 5)
    release_lockout(two.keys(), two.maria, StaffId(2))
    session = two.keys().unlock("Walter Penn", two.walter_slot.password, two.noon)
    assert session.failed_tries == 5
    assert session.failed_at == tuple(two.noon + timedelta(seconds=s) for s in range(5))
    assert two.keys().unlock("Walter Penn", two.walter_slot.password, two.noon).failed_at == ()


def test_a_released_name_has_five_tries_again(two: Desk) -> None:
    fail(two, 5)
    release_lockout(two.keys(), two.maria, StaffId(2))
    fail(two, 4)
    assert sign_in(two, 1) == 2


def test_nobody_releases_themselves(two: Desk) -> None:
    fail(two, 5, name="Maria Okafor")
    with pytest.raises(NotAllowed):
        release_lockout(two.keys(), two.maria, StaffId(1))


def test_the_recovery_code_releases_the_last_supervisor(desk: Desk) -> None:
    fail(desk, 5, name="Maria Okafor")
    recovered = desk.keys().unlock_with_recovery(desk.code, desk.noon)
    assert recovered.by_recovery
    release_lockout(desk.keys(), recovered, StaffId(1))
    session = desk.keys().unlock("Maria Okafor", desk.maria_slot.password, desk.noon)
    assert session.recovery_used_at == desk.noon


def test_a_step_up_counts_like_a_sign_in(two: Desk) -> None:
    walter = two.keys().unlock("Walter Penn", two.walter_slot.password, two.noon)
    for _ in range(5):
        with pytest.raises((WrongPassword, LockedOut)):
            two.keys().check_password(walter, WRONG, two.noon)
    with pytest.raises(LockedOut):
        sign_in(two, 1)


def test_guessing_in_two_windows_at_once_loses_no_count(two: Desk) -> None:
    def guess() -> None:
        for _ in range(2):
            with pytest.raises((WrongPassword, LockedOut)):
                open_keys(two.path, two.store, random=two.random, kdf=two.kdf).unlock("Walter Penn", WRONG, two.noon)

    threads = [threading.Thread(target=guess) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with pytest.raises(LockedOut):
        sign_in(two, 1)


def test_an_agency_may_be_stricter_and_not_looser(two: Desk) -> None:
    strict = LockoutRule(limit=3)
    for _ in range(3):
        with pytest.raises((WrongPassword, LockedOut)):
            open_keys(two.path, two.store, random=two.random, kdf=two.kdf, rule=strict).unlock(
                "Walter Penn", WRONG, two.noon
            )
    with pytest.raises(LockedOut, match="after 3 wrong tries"):
        sign_in(two, keys=open_keys(two.path, two.store, random=two.random, kdf=two.kdf, rule=strict))
    with pytest.raises(ValueError, match="never looser"):
        LockoutRule(limit=6)
    with pytest.raises(ValueError, match="never looser"):
        LockoutRule(window=timedelta(minutes=14))


@given(st.lists(st.integers(0, 3_600), min_size=1, max_size=12))
def test_locked_exactly_when_five_fell_within_the_window(offsets: list[int]) -> None:
    from datetime import UTC, datetime

    start, rule, tries = datetime(2026, 1, 1, tzinfo=UTC), LockoutRule(), Tries()
    times = sorted(start + timedelta(seconds=s) for s in offsets)
    for at in times:
        tries = tries.after_failure(at, rule)
    expected = any(times[i + 4] - times[i] <= rule.window for i in range(len(times) - 4))
    assert (tries.locked_at is not None) == expected
    assert tries.since_success == len(times)


# ---------------------------------------------------------------------------------------------- slots


def test_a_second_person_reaches_the_same_keys(two: Desk) -> None:
    walter = two.keys().unlock("Walter Penn", two.walter_slot.password, two.noon)
    assert walter.dek == two.maria.dek
    assert walter.roles == {Role.VOLUNTEER}


def test_an_id_or_a_name_is_given_once(two: Desk) -> None:
    with pytest.raises(DeskFault, match="already sign in"):
        add_slot(two.keys(), two.maria, replace(two.walter_slot, name="Somebody Else"))
    with pytest.raises(DeskFault, match="this name"):
        add_slot(two.keys(), two.maria, replace(two.walter_slot, user_id=StaffId(3), name="walter  PENN"))


def test_a_removed_person_is_out_and_may_come_back_under_a_new_slot(two: Desk) -> None:
    numbers = [s.number for s in two.keys().document().contents.slots]
    remove_slot(two.keys(), two.maria, StaffId(2))
    with pytest.raises(WrongPassword):
        sign_in(two)
    add_slot(two.keys(), two.maria, two.walter_slot)
    assert sign_in(two) == 2
    assert max(s.number for s in two.keys().document().contents.slots) > max(numbers)
    with pytest.raises(NotFound):
        remove_slot(two.keys(), two.maria, StaffId(99))


def test_the_last_signer_stays(two: Desk) -> None:
    with pytest.raises(DeskFault, match="last supervisor"):
        remove_slot(two.keys(), two.maria, StaffId(1))
    with pytest.raises(DeskFault, match="last supervisor"):
        replace_slot(two.keys(), two.maria, replace(two.maria_slot, roles=frozenset({Role.VOLUNTEER})))
    assert two.keys().unlock("Maria Okafor", two.maria_slot.password, two.noon).user_id == 1


def test_a_new_one_time_password_and_roles_for_somebody_else(two: Desk) -> None:
    fail(two, 5)
    new = replace(
        two.walter_slot,
        password="seven lamps on a hill",
        roles=frozenset({Role.VOLUNTEER, Role.SUPERVISOR}),
        temporary_until=two.noon + timedelta(hours=72),
    )
    replace_slot(two.keys(), two.maria, new)
    session = two.keys().unlock("Walter Penn", "seven lamps on a hill", two.noon)
    assert session.must_change
    assert session.roles == new.roles
    with pytest.raises(WrongPassword):
        two.keys().unlock("Walter Penn", two.walter_slot.password, two.noon)


def test_changing_ones_own_password_asks_for_the_old_one(two: Desk) -> None:
    walter = two.keys().unlock("Walter Penn", two.walter_slot.password, two.noon)
    with pytest.raises(WrongPassword):
        change_password(two.keys(), walter, old=WRONG, new="seven lamps on a hill", now=two.noon)
    assert sign_in(two) == 2
    change_password(two.keys(), walter, old=two.walter_slot.password, new="seven lamps on a hill", now=two.noon)
    with pytest.raises(WrongPassword):
        sign_in(two)
    assert two.keys().unlock("Walter Penn", "seven lamps on a hill", two.noon).dek == two.maria.dek


def test_somebody_disabled_meanwhile_cannot_step_up(two: Desk) -> None:
    walter = two.keys().unlock("Walter Penn", two.walter_slot.password, two.noon)
    remove_slot(two.keys(), two.maria, StaffId(2))
    with pytest.raises(DeskFault, match="no longer"):
        two.keys().check_password(walter, two.walter_slot.password, two.noon)


def test_the_revision_grows_with_every_change(two: Desk) -> None:
    seen = [two.keys().document().contents.revision]
    for change in (
        lambda: confirm_with_code(two.path, two.code, random=two.random),
        lambda: _new_code(two),
    ):
        change()
        seen.append(two.keys().document().contents.revision)
    assert seen == sorted(set(seen))
    assert two.maria.revision == seen[-1]


def test_pointing_at_another_database(two: Desk) -> None:
    dek, audit = SecretKey(bytes(range(32))), SecretKey(bytes(range(32, 64)))
    old_audit = two.maria.audit_key
    switch_database(two.keys(), two.maria, db="desk-000002.db", dek=dek, audit_key=audit)
    again = two.keys().unlock("Walter Penn", two.walter_slot.password, two.noon)
    assert (again.db_file, again.dek) == ("desk-000002.db", dek)
    assert (again.audit_epoch, again.audit_key, again.audit_keys[1]) == (2, audit, old_audit)
    assert two.maria.dek == dek
    with pytest.raises(ValueError, match="plain file name"):
        switch_database(two.keys(), two.maria, db="../elsewhere.db", dek=dek)


# ---------------------------------------------------------------------------------------------- recovery


def test_a_lost_key_store_is_mended_with_the_sheet_and_everybody_signs_in_as_before(two: Desk) -> None:
    empty = MemoryKeyring("Windows Credential Locker")
    with pytest.raises(KeysUnavailable):
        open_keys(two.path, empty, random=two.random, kdf=two.kdf)
    typed = RecoveryCode.read(two.code.text.lower().replace("0", "o"))
    rewrap_device_secret(two.path, typed, empty, now=two.noon, random=two.random, kdf=two.kdf)
    keys = open_keys(two.path, empty, random=two.random, kdf=two.kdf)
    assert sign_in(two, keys=keys) == 2
    assert keys.unlock("Maria Okafor", two.maria_slot.password, two.noon).recovery_used_at == two.noon


def test_another_code_opens_nothing_and_changes_nothing(two: Desk) -> None:
    before, other = two.path.read_bytes(), RecoveryCode.fresh(two.random)
    store = MemoryKeyring()
    with pytest.raises(WrongPassword) as refused:
        rewrap_device_secret(two.path, other, store, now=two.noon, random=two.random, kdf=two.kdf)
    assert refused.value.code == "E27"
    with pytest.raises(WrongPassword):
        two.keys().unlock_with_recovery(other, two.noon)
    assert two.path.read_bytes() == before
    assert store.read(two.db_id) is None


def test_a_new_sheet_replaces_the_old_one_and_must_be_typed_back(desk: Desk) -> None:
    confirm_with_code(desk.path, desk.code, random=desk.random)
    assert desk.keys().unlock("Maria Okafor", desk.maria_slot.password, desk.noon).code_confirmed
    code = RecoveryCode.fresh(desk.random)
    put_recovery_code(desk.keys(), desk.maria, code, confirmed=False, now=desk.noon)
    assert not desk.keys().unlock("Maria Okafor", desk.maria_slot.password, desk.noon).code_confirmed
    with pytest.raises(WrongPassword):
        desk.keys().unlock_with_recovery(desk.code, desk.noon)
    assert desk.keys().unlock_with_recovery(code, desk.noon).master == desk.maria.master


def test_keys_out_of_a_backup_are_adopted_by_an_empty_folder_only(two: Desk, tmp_path: Path) -> None:
    moved, store = tmp_path / "new" / "desk.keys", MemoryKeyring("macOS Keychain")
    moved.parent.mkdir()
    keys = adopt_keys(moved, two.path.read_bytes(), two.code, store, now=two.noon, random=two.random, kdf=two.kdf)
    assert sign_in(two, keys=keys) == 2
    with pytest.raises(KeysUnavailable) as refused:
        adopt_keys(two.path, moved.read_bytes(), two.code, store, now=two.noon, random=two.random, kdf=two.kdf)
    assert refused.value.code == "keys-exist"


def _accepted(two: Desk, code: RecoveryCode, store: KeyStore, now: datetime | None = None) -> bool:
    return accept_admission(two.path, code, store, now=now or two.noon, random=two.random)


def test_another_account_is_admitted_once_within_fifteen_minutes(two: Desk) -> None:
    code = admit_account(two.keys(), two.maria, two.noon)
    hers = MemoryKeyring()
    assert not _accepted(two, two.code, hers)
    assert _accepted(two, code, hers)
    keys = open_keys(two.path, hers, random=two.random, kdf=two.kdf)
    assert sign_in(two, keys=keys) == 2
    assert sign_in(two) == 2  # the first account still opens it
    assert not _accepted(two, code, MemoryKeyring())


def test_an_account_with_another_key_store_is_told_and_the_first_account_still_opens_it(two: Desk) -> None:
    code, other = admit_account(two.keys(), two.maria, two.noon), MemoryKeyring("KWallet")
    with pytest.raises(KeysUnavailable) as refused:
        _accepted(two, code, other)
    assert refused.value.code == "store-differs"
    assert other.read(two.db_id) is None
    assert sign_in(two) == 2
    assert _accepted(two, code, MemoryKeyring())


def test_an_admission_ends_and_is_cleared_away(two: Desk) -> None:
    code = admit_account(two.keys(), two.maria, two.noon)
    late = two.noon + timedelta(minutes=15)
    assert not _accepted(two, code, MemoryKeyring(), late)
    assert _accepted(two, code, MemoryKeyring(), late - timedelta(seconds=1))
    admit_account(two.keys(), two.maria, two.noon)
    sign_in(two, 15)
    assert two.keys().document().admissions == ()


# ---------------------------------------------------------------------------------------------- killed


class Killed(BaseException):
    """The process ends here: nothing after it runs, not even clean-up of OSError."""


def kill_at(step: int) -> Callable[[str], None]:
    passed = iter(range(1_000))

    def stop(name: str) -> None:
        if next(passed) == step:
            raise Killed

    return stop


CHANGES: dict[str, Callable[[Desk], object]] = {
    "add": lambda d: add_slot(
        d.keys(),
        d.maria,
        replace(d.walter_slot, user_id=StaffId(3), name="Ines Roth", password="three small blue boats"),
    ),
    "remove": lambda d: remove_slot(d.keys(), d.maria, StaffId(2)),
    "replace": lambda d: replace_slot(d.keys(), d.maria, replace(d.walter_slot, password="seven lamps on a hill")),
    "password": lambda d: change_password(
        d.keys(), d.maria, old=d.maria_slot.password, new="seven lamps on a hill", now=d.noon
    ),
    "new code": _new_code,
    "switch": lambda d: switch_database(d.keys(), d.maria, db="desk-000002.db", dek=SecretKey(bytes(range(32)))),
    "failure": lambda d: d.keys().unlock("Walter Penn", WRONG, d.noon),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_kill_at_any_step_leaves_the_old_keys_or_the_new(two: Desk, change: Callable[[Desk], object]) -> None:
    old = two.path.read_bytes()
    outcomes = set()
    for step in range(50):
        two.path.write_bytes(old)
        two.step[:] = [kill_at(step)]
        try:
            change(two)
        except Killed:
            pass
        except WrongPassword:
            break
        else:
            break
        two.step.clear()
        keys = two.keys()  # always opens, and clears what the kill left
        outcomes.add(two.path.read_bytes() == old)
        passwords = (two.maria_slot.password, "seven lamps on a hill")
        assert any(_opens(keys, two, p) for p in passwords)
        assert not list(two.path.parent.glob("*.new"))
    else:
        pytest.fail("the change never ran to its end")
    assert outcomes == {True, False}


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be replaced on Windows")
def test_the_old_file_is_never_written_into(two: Desk) -> None:
    before = two.path.read_bytes()
    with two.path.open("rb") as old:
        confirm_with_code(two.path, two.code, random=two.random)
        assert old.read() == before
    assert two.path.read_bytes() != before


def _opens(keys: SealedKeys, desk: Desk, password: str) -> bool:
    try:
        return keys.unlock("Maria Okafor", password, desk.noon).master == desk.maria.master
    except WrongPassword:
        return False


def test_a_kill_while_the_first_keys_are_made_leaves_no_desk_or_a_whole_one(desk: Desk, tmp_path: Path) -> None:
    whole = 0
    for step in range(50):
        folder = tmp_path / f"first-{step}"
        folder.mkdir()
        path, store = folder / "desk.keys", MemoryKeyring()
        try:
            create_keys(
                path, db_id=desk.db_id, first=desk.maria_slot, store=store, random=desk.random, now=desk.noon,
                kdf=desk.kdf, step=kill_at(step),
            )  # fmt: skip
        except Killed:
            if path.exists():
                whole += 1
                keys = open_keys(path, store, random=desk.random, kdf=desk.kdf)
                assert keys.unlock("Maria Okafor", desk.maria_slot.password, desk.noon).user_id == 1
        else:
            break
    else:
        pytest.fail("the keys were never made")
    assert step >= 6
    assert whole == 2  # after the rename and after the folder's sync


def test_a_kill_during_recovery_can_be_repeated(two: Desk) -> None:
    old = two.path.read_bytes()
    for step in range(50):
        two.path.write_bytes(old)
        store = MemoryKeyring("KWallet")
        try:
            rewrap_device_secret(
                two.path, two.code, store, now=two.noon, random=two.random, kdf=two.kdf, step=kill_at(step)
            )
        except Killed:
            rewrap_device_secret(two.path, two.code, store, now=two.noon, random=two.random, kdf=two.kdf)
            assert sign_in(two, keys=open_keys(two.path, store, random=two.random, kdf=two.kdf)) == 2
        else:
            break
    assert step >= 6
