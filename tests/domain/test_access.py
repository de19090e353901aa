"""Roles and what they see."""

from __future__ import annotations

import pytest

from callback_desk.domain.access import (
    ACCESS,
    SECOND_PERSON,
    SHIPPED,
    STEP_UP,
    Act,
    Role,
    is_signer,
    may,
)

V, S, ADM, AUD = Role.VOLUNTEER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR


def test_every_act_is_in_the_table_and_somebody_may_do_it() -> None:
    assert set(SHIPPED) == set(Act)
    assert all(SHIPPED.values())


def test_nobody_may_do_anything_without_a_role() -> None:
    assert [act for act in Act if may((), act)] == []


@pytest.mark.parametrize(
    ("roles", "act", "carried"),
    [
        ({V}, Act.CLAIM_NEXT, V),
        ({S}, Act.CLAIM_NEXT, V),  # a supervisor rings as a volunteer
        ({V, S}, Act.CLAIM_NEXT, V),
        ({ADM}, Act.CLAIM_NEXT, None),
        ({AUD}, Act.CLAIM_NEXT, None),
        ({S, ADM}, Act.IMPORT_FILE, S),
        ({S, ADM}, Act.ADD_PERSON, ADM),
        ({S}, Act.ADD_PERSON, None),
        ({S, ADM}, Act.CHANGE_SETTINGS, S),  # the smaller role of two that carry it
        ({V}, Act.SEARCH_QUEUE, None),
        ({V}, Act.SEND_PACKET, None),
        ({ADM}, Act.READ_AUDIT, None),
        ({AUD}, Act.READ_AUDIT, AUD),
        ({AUD}, Act.IMPORT_FILE, None),
        ({V}, Act.SET_DO_NOT_CONTACT, V),
        ({V}, Act.CLEAR_DO_NOT_CONTACT, None),
        ({S}, Act.RESTORE_BACKUP, None),
        ({ADM}, Act.RESTORE_BACKUP, ADM),
    ],
)
def test_the_role_that_carries_an_act(roles: set[Role], act: Act, carried: Role | None) -> None:
    assert may(roles, act) is carried


def test_a_volunteer_can_neither_browse_nor_read_the_trail_nor_make_paper() -> None:
    for act in (Act.BOARD, Act.LIST_BATCHES, Act.WHY, Act.SIGN_OFF, Act.VERIFY_AUDIT, Act.MAKE_BACKUP):
        assert may({V}, act) is None


def test_an_administrator_alone_reaches_no_victim() -> None:
    seen_by_acts = {Act.READ_CARD, Act.SEARCH_QUEUE, Act.REVIEW_CALLS, Act.SEND_PACKET, Act.WHY}
    assert all(may({ADM}, act) is None for act in seen_by_acts)


def test_an_agency_may_tighten() -> None:
    tighter = ACCESS.tightened({Act.MAKE_BACKUP: frozenset({ADM})})
    assert tighter.may({S}, Act.MAKE_BACKUP) is None
    assert tighter.may({ADM}, Act.MAKE_BACKUP) is ADM
    assert may({S}, Act.MAKE_BACKUP) is S


def test_an_agency_may_not_loosen_or_orphan() -> None:
    with pytest.raises(ValueError, match="not add"):
        ACCESS.tightened({Act.IMPORT_FILE: frozenset({S, V})})
    with pytest.raises(ValueError, match="at least one"):
        ACCESS.tightened({Act.IMPORT_FILE: frozenset()})


def test_second_person_acts_are_the_ones_the_contract_names() -> None:
    assert {
        Act.RUN_RETENTION,
        Act.LOOSEN_RULE,
        Act.CLEAR_SAFETY_FLAG,
        Act.RESTORE_BACKUP,
        Act.EXPORT_MANY,
    } <= SECOND_PERSON
    assert Act.IMPORT_FILE not in SECOND_PERSON  # one supervisor alone does the daily work
    assert Act.SEND_PACKET in STEP_UP


def test_signers() -> None:
    assert is_signer({S})
    assert is_signer({V, ADM})
    assert not is_signer({V})
    assert not is_signer({AUD})
    assert not is_signer(())
