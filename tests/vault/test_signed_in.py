"""Keys as the use cases meet them."""

from __future__ import annotations

import inspect
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskFault, LockedOut, NotAllowed, NotFound, WrongPassword
from callback_desk.domain.ids import StaffId
from callback_desk.domain.passwords import Blocklist, context_words
from callback_desk.use_cases.ports_world import OpenKeys
from callback_desk.vault.key_changes import slot_states
from callback_desk.vault.signed_in import SignedInKeys

if TYPE_CHECKING:
    from tests.vault.conftest import Desk

LIST = Blocklist(frozenset({"password", "welcome", "summer"}), date(2026, 11, 1))
VOLUNTEER = frozenset({Role.VOLUNTEER})


@pytest.fixture
def keys(desk: Desk) -> SignedInKeys:
    return SignedInKeys(
        desk.keys(), desk.maria, blocklist=LIST, context=context_words("Lakeside Police"), now=lambda: desk.noon
    )


def test_it_fits_what_the_use_cases_ask_for(keys: SignedInKeys) -> None:
    wanted = [name for name in vars(OpenKeys) if not name.startswith("_")]
    assert len(wanted) >= 8
    for name in wanted:
        asked = inspect.signature(getattr(OpenKeys, name)).parameters
        given = inspect.signature(getattr(SignedInKeys, name)).parameters
        assert list(given)[: len(asked)] == list(asked), name
    fits: OpenKeys = keys
    assert fits.has_slot(StaffId(1))


def test_the_import_gets_the_live_database_and_its_key(desk: Desk, keys: SignedInKeys) -> None:
    assert keys.data_key() == (desk.path.parent / "desk-000001.db", desk.maria.dek.reveal())


@pytest.mark.parametrize("password", ["short", "welcomewelcome2026", "LakesidePolice99!", "Walter Penn 1962"])
def test_a_weak_password_is_refused_with_its_reason(keys: SignedInKeys, password: str) -> None:
    with pytest.raises(DeskFault) as refused:
        keys.check_password(password, "Walter Penn")
    assert refused.value.code == "password-refused"
    assert password not in refused.value.sentence
    keys.check_password("paper boats in the attic", "Walter Penn")


def test_a_person_comes_and_goes(desk: Desk, keys: SignedInKeys) -> None:
    keys.add_slot(StaffId(2), "Walter Penn", VOLUNTEER, desk.walter_slot.password)
    assert keys.has_slot(StaffId(2))
    assert desk.keys().unlock("Walter Penn", desk.walter_slot.password, desk.noon).roles == VOLUNTEER
    keys.remove_slot(StaffId(2))
    keys.remove_slot(StaffId(2))  # a repeated press is a no-op
    assert not keys.has_slot(StaffId(2))


def test_a_password_set_by_somebody_else_is_for_72_hours(desk: Desk, keys: SignedInKeys) -> None:
    keys.add_slot(StaffId(2), "Walter Penn", VOLUNTEER, desk.walter_slot.password, one_time=True)
    assert slot_states(desk.keys())[1].one_time_until == desk.noon + timedelta(hours=72)
    keys.reset_slot(StaffId(2), "Walter Penn", frozenset({Role.SUPERVISOR}), "seven lamps on a hill")
    session = desk.keys().unlock("Walter Penn", "seven lamps on a hill", desk.noon)
    assert (session.must_change, session.roles) == (True, {Role.SUPERVISOR})


def test_a_lockout_is_released_and_its_failures_are_still_told(desk: Desk, keys: SignedInKeys) -> None:
    keys.add_slot(StaffId(2), "Walter Penn", VOLUNTEER, desk.walter_slot.password)
    for second in range(5):
        with pytest.raises((WrongPassword, LockedOut)):
            desk.keys().unlock("Walter Penn", "not the password", desk.noon + timedelta(seconds=second))
    keys.release_lockout(StaffId(2))
    session = desk.keys().unlock("Walter Penn", desk.walter_slot.password, desk.noon)
    assert session.failed_tries == 5
    assert session.failed_at == tuple(desk.noon + timedelta(seconds=s) for s in range(5))
    assert desk.keys().unlock("Walter Penn", desk.walter_slot.password, desk.noon).failed_at == ()
    with pytest.raises(NotFound):
        keys.release_lockout(StaffId(9))
    with pytest.raises(NotAllowed):
        keys.release_lockout(StaffId(1))


def test_only_ones_own_password(desk: Desk, keys: SignedInKeys) -> None:
    keys.confirm(StaffId(1), desk.maria_slot.password)
    with pytest.raises(WrongPassword):
        keys.confirm(StaffId(1), "not the password")
    with pytest.raises(WrongPassword):
        keys.confirm(StaffId(2), desk.maria_slot.password)
    with pytest.raises(WrongPassword):
        keys.change_password(StaffId(2), desk.maria_slot.password, "seven lamps on a hill")
    keys.change_password(StaffId(1), desk.maria_slot.password, "seven lamps on a hill")
    keys.confirm(StaffId(1), "seven lamps on a hill")


def test_dropped_keys_open_nothing_more(desk: Desk, keys: SignedInKeys) -> None:
    keys.drop()
    assert desk.maria.master.wiped
    with pytest.raises(ValueError, match="locked"):
        keys.add_slot(StaffId(3), "Ines Roth", VOLUNTEER, "three small blue boats")
