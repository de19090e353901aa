"""How a callback counts in the end: what a person said outranks what a machine or a limit says."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from callback_desk.domain.dispositions import final_disposition
from callback_desk.domain.ids import PhoneId
from callback_desk.domain.measures import CaseClass
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.schedule import Tried
from tests.domain.rules_at_hand import BOOK, NOW

O = Outcome  # noqa: E741  # read as in "O.BUSY"
AUTOMATIC = (O.NO_ANSWER, O.BUSY, O.MACHINE_NO_MESSAGE, O.MACHINE_MESSAGE, O.NOT_IN_SERVICE, O.WRONG_NUMBER)
REFUSALS = tuple(name for name in O if BOOK.outcomes.kind_of(name) is CaseClass.REFUSAL)


def counted(*outcomes: Outcome, strict: bool = False, live: bool = False) -> str:
    tries = [Tried(NOW + timedelta(days=day), one, PhoneId(1)) for day, one in enumerate(outcomes)]
    found = final_disposition(tries, BOOK.outcomes, strict=strict, live_appointment=live)
    return found.outcome.value if found else ""


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_refusal_outranks_whatever_came_by_itself(refusal: Outcome) -> None:
    for automatic in AUTOMATIC:
        assert counted(automatic, refusal, automatic) == refusal
        assert counted(refusal, automatic) == refusal


def test_a_no_for_good_is_final_and_a_whole_talk_is_more() -> None:
    assert counted(O.NO_CALLS_WANTED, O.SOFT_REFUSAL) == O.NO_CALLS_WANTED
    assert counted(O.TALKED_PART, O.NO_CALLS_WANTED) == O.NO_CALLS_WANTED
    assert counted(O.SOFT_REFUSAL, O.TALKED_ALL) == O.TALKED_ALL


def test_a_live_appointment_has_no_final_code_and_one_never_kept_is_a_refusal() -> None:
    assert counted(O.ANOTHER_TIME, live=True) == ""
    assert counted(O.ANOTHER_TIME, O.NO_ANSWER, O.NO_ANSWER) == O.ANOTHER_TIME
    assert BOOK.outcomes.rule(O.ANOTHER_TIME).aapor == "2.113"


def test_nothing_dialed_is_no_ending() -> None:
    assert counted() == ""
    assert counted(O.NOT_DIALED, O.NOT_DIALED) == ""


def test_of_equals_the_newest_counts() -> None:
    assert counted(O.NO_ANSWER, O.BUSY) == O.BUSY
    assert counted(O.MACHINE_MESSAGE, O.NOT_IN_SERVICE) == O.NOT_IN_SERVICE
    assert counted(O.MACHINE_MESSAGE, O.NOT_IN_SERVICE, strict=True) == O.MACHINE_MESSAGE, "4.x leaves the rates"


def test_one_more_try_never_makes_it_say_less() -> None:
    order = [CaseClass.UNKNOWN_HOUSEHOLD, CaseClass.UNKNOWN_OTHER, CaseClass.NON_CONTACT, CaseClass.OTHER,
             CaseClass.REFUSAL, CaseClass.PARTIAL, CaseClass.COMPLETE]  # fmt: skip
    dialed = [one for one in O if BOOK.outcomes.rule(one).counts]
    checked = 0
    for first, second in itertools.product(dialed, repeat=2):
        alone = order.index(BOOK.outcomes.kind_of(first))
        together = order.index(BOOK.outcomes.kind_of(counted(first, second)))
        if O.NO_CALLS_WANTED not in (first, second):
            assert together >= alone
            checked += 1
    assert checked > 300
