"""Which calls are read: shares within bounds, the same answer each time, and what is always read."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.call_flags import Flag
from callback_desk.domain.concerns import Concern, ConcernKind, NewConcern
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId, CallId, ConcernId
from callback_desk.domain.sampling import (
    DrawnCall,
    Ladder,
    Stage,
    Why,
    as_drawn,
    draw_of,
    reason_words,
    sample,
    stage_words,
    with_concerns,
)
from callback_desk.domain.tip import NewTip

NOW = datetime(2026, 11, 17, 16, 0, tzinfo=UTC)
LADDER = Ladder()
SEEDS = (bytes(32), bytes(range(32)), b"spring field".ljust(32, b"."))


def concern(kind: ConcernKind, *, withdrawn: bool = False) -> Concern:
    return Concern(
        ConcernId(1), CallbackId(1), CallId(1), NOW, "Ruth Keller", NewConcern(kind, "words", withdrawn=withdrawn)
    )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("stage", "share"), [(Stage.NEW, 100), (Stage.SETTLED, 15), (Stage.EXPERIENCED, 2)])
def test_of_10000_calls_the_share_of_the_stage_is_read(seed: bytes, stage: Stage, share: int) -> None:
    read = sum(sample(seed, CallId(number), stage, LADDER).taken for number in range(1, 10_001))
    spread = 4 * (10_000 * share / 100 * (1 - share / 100)) ** 0.5  # four standard deviations
    assert abs(read - share * 100) <= spread


def test_two_seeds_choose_different_calls() -> None:
    chosen = [
        {number for number in range(1, 2_001) if sample(seed, CallId(number), Stage.SETTLED, LADDER).taken}
        for seed in SEEDS[:2]
    ]
    assert chosen[0] != chosen[1]
    both = len(chosen[0] & chosen[1])
    assert both < len(chosen[0]) / 2, "knowing one desk's draws says nothing of another's"


def test_the_draw_of_a_call_is_the_published_one() -> None:
    """HMAC-SHA-256 of "sample:<id>", first eight bytes: an auditor does it with any tool."""
    import hashlib
    import hmac

    made = hmac.new(SEEDS[1], b"sample:417", hashlib.sha256).hexdigest()
    assert draw_of(SEEDS[1], CallId(417)) == int(made[:16], 16) % 10_000


@given(
    number=st.integers(1, 10**9),
    stage=st.sampled_from(Stage),
    kind=st.sampled_from([one for one in ConcernKind if one is not ConcernKind.PRAISE]),
)
def test_distress_complaints_and_urgent_calls_are_always_read(number: int, stage: Stage, kind: ConcernKind) -> None:
    said = sample(SEEDS[0], CallId(number), stage, LADDER, concerns=[concern(kind)])
    assert said.taken
    assert said == sample(SEEDS[0], CallId(number), stage, LADDER, concerns=[concern(kind)])
    assert as_drawn(SEEDS[0], DrawnCall(CallId(number), NOW, said))


def quiet_call(seed: bytes) -> CallId:
    return next(CallId(n) for n in range(1, 100) if not sample(seed, CallId(n), Stage.EXPERIENCED, LADDER).taken)


def test_what_was_taken_back_and_a_thank_you_are_no_reason() -> None:
    call = quiet_call(SEEDS[0])
    raised = [concern(ConcernKind.DANGER, withdrawn=True), concern(ConcernKind.PRAISE)]
    assert not sample(SEEDS[0], call, Stage.EXPERIENCED, LADDER, concerns=raised).taken


def test_an_urgent_line_or_a_day_to_act_by_is_a_reason() -> None:
    call = quiet_call(SEEDS[0])
    for tip in (NewTip(1, "x", NOW, urgent=True), NewTip(1, "x", NOW, act_by=date(2026, 11, 20))):
        assert sample(SEEDS[0], call, Stage.EXPERIENCED, LADDER, tips=[tip]).reasons == (Why.URGENT,)
    assert not sample(SEEDS[0], call, Stage.EXPERIENCED, LADDER, tips=[NewTip(1, "x", NOW)]).taken


def test_a_happy_person_is_no_reason_and_a_straight_line_is() -> None:
    call = quiet_call(SEEDS[0])
    happy = sample(SEEDS[0], call, Stage.EXPERIENCED, LADDER, flags=[Flag.ALL_TOP])
    assert (happy.taken, happy.flags) == (False, (Flag.ALL_TOP,))
    assert sample(SEEDS[0], call, Stage.EXPERIENCED, LADDER, flags=[Flag.STRAIGHT_LINE]).reasons == (Why.SIGN,)


def test_a_draw_somebody_changed_is_found() -> None:
    from dataclasses import replace

    for stage in Stage:
        for number in range(1, 300):
            said = sample(SEEDS[1], CallId(number), stage, LADDER)
            drawn = DrawnCall(CallId(number), NOW, said)
            assert as_drawn(SEEDS[1], drawn)
            assert not as_drawn(SEEDS[1], replace(drawn, said=replace(said, draw=(said.draw + 1) % 10_000)))
            without = replace(said, reasons=() if said.taken else (Why.CHANCE,))
            assert not as_drawn(SEEDS[1], replace(drawn, said=without))


def test_reasons_are_sentences_with_the_volunteers_name() -> None:
    new = sample(SEEDS[0], CallId(1), Stage.NEW, LADDER, concerns=[concern(ConcernKind.DISTRESS)])
    assert reason_words(new, "Ruth") == (
        "The person was in distress.",
        "Ruth is new.",
    )
    drawn = next(
        said
        for n in range(1, 200)
        if (said := sample(SEEDS[0], CallId(n), Stage.SETTLED, LADDER)).reasons == (Why.CHANCE,)
    )
    assert reason_words(drawn, "Ruth") == ("Drawn by chance: 15 in 100 of Ruth’s calls are read.",)
    for why in Why:
        from dataclasses import replace

        assert all(words.endswith(".") for words in reason_words(replace(new, reasons=(why,)), "Ruth"))


def test_a_complaint_that_came_later_is_a_reason_too() -> None:
    said = sample(SEEDS[0], quiet_call(SEEDS[0]), Stage.EXPERIENCED, LADDER)
    assert not said.taken
    assert with_concerns(said, [concern(ConcernKind.COMPLAINT)]).reasons == (Why.COMPLAINT,)


def test_where_somebody_stands_is_said_in_words() -> None:
    assert stage_words(Stage.NEW, 100) == "New: every call is read"
    assert stage_words(Stage.SETTLED, 15) == "Settled in: 15 in 100 calls are read, drawn by chance"


@pytest.mark.parametrize("wrong", [{"new_percent": 0}, {"settled_percent": 101}, {"experienced_percent": "2"}])
def test_shares_that_are_none_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(DeskFault):
        Ladder.from_plain(wrong)


def test_an_agency_reads_more_never_fewer() -> None:
    from callback_desk.settings import from_plain, to_plain

    kept = from_plain({"agency": "Springfield PD", "sampling": {"settled_percent": 30}})
    assert from_plain(to_plain(kept)).sampling == Ladder(settled_percent=30)
    for looser in ({"new_percent": 99}, {"settled_percent": 14}, {"experienced_percent": 1}, {"new_calls": 9}):
        with pytest.raises(DeskFault):
            from_plain({"agency": "Springfield PD", "sampling": looser})
