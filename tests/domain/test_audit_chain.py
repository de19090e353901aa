"""The audit trail: what an event may hold, and eight ways to attack the chain."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.access import Role
from callback_desk.domain.audit import (
    AuditEvent,
    ChainedEvent,
    Event,
    Head,
    Result,
    canonical,
    chain_mac,
    chained,
    genesis,
    time_text,
)
from callback_desk.domain.audit_verify import (
    Anchor,
    Finding,
    Verdict,
    anchor_text,
    gravest,
    parse_anchor,
    place_anchor,
    verify_chain,
)

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
DB, STATION = "0a" * 16, "desk-1"
START = datetime(2026, 11, 16, 14, 0, tzinfo=UTC)


def an_event(seq: int, **changes: object) -> AuditEvent:
    facts: dict[str, object] = {
        "seq": seq,
        "at": START + timedelta(seconds=seq),
        "station": STATION,
        "session": "f00d",
        "event": Event.ANSWER_SAVE,
        "actor_id": 2,
        "role": Role.VOLUNTEER,
        "object_kind": "call",
        "object_id": str(seq),
        "fields": {"question": "q_safe", "answers": seq},
        "duration_ms": 12,
    }
    return AuditEvent(**(facts | changes))  # type: ignore[arg-type]


def a_chain(length: int, *, key: bytes = KEY, db: str = DB, actor: int = 2) -> list[ChainedEvent]:
    head, out = Head(0, genesis(key, db, STATION)), []
    for seq in range(1, length + 1):
        out.append(chained(key, head, an_event(seq, actor_id=actor)))
        head = Head(seq, out[-1].mac)
    return out


def verdict(chain: list[ChainedEvent], *anchors: Anchor, key: bytes = KEY, db: str = DB) -> Verdict:
    return verify_chain(chain, {1: key}, database_id=db, station=STATION, anchors=anchors)


def anchored(chain: list[ChainedEvent], seq: int) -> Anchor:
    return parse_anchor(anchor_text(seq, chain[seq - 1].mac))


def test_a_whole_chain_is_clean_and_says_how_long_it_is() -> None:
    chain = a_chain(1_200)
    found = verdict(chain, anchored(chain, 1_200), anchored(chain, 7))
    assert (found.finding, found.exit_code, found.events) == (Finding.CLEAN, 0, 1_200)
    assert found.head == Head(1_200, chain[-1].mac)
    assert "1,200 entries" in found.sentence


def test_an_empty_chain_is_clean_until_an_anchor_says_otherwise() -> None:
    assert verdict([]).finding is Finding.CLEAN
    assert verdict([], Anchor(1, b"12345")).finding is Finding.SHORTER_THAN_ANCHOR


def _edit(chain: list[ChainedEvent], at: int) -> None:
    chain[at] = replace(chain[at], event=replace(chain[at].event, actor_id=9))


def _delete(chain: list[ChainedEvent], at: int) -> None:
    del chain[at]


def _swap(chain: list[ChainedEvent], at: int) -> None:
    chain[at], chain[at + 1] = chain[at + 1], chain[at]


def _insert(chain: list[ChainedEvent], at: int) -> None:
    chain.insert(at, ChainedEvent(an_event(at + 1, actor_id=8), chain[at - 1].mac, bytes(32)))


def _duplicate(chain: list[ChainedEvent], at: int) -> None:
    chain.insert(at, chain[at])


def _cut_tail(chain: list[ChainedEvent], at: int) -> None:
    del chain[at:]


def _empty(chain: list[ChainedEvent], at: int) -> None:
    chain.clear()


def _rewrite_with_the_key(chain: list[ChainedEvent], at: int) -> None:
    head = Head(at, chain[at - 1].mac)
    for index in range(at, len(chain)):
        chain[index] = chained(KEY, head, replace(chain[index].event, actor_id=7))
        head = Head(index + 1, chain[index].mac)


ATTACKS: list[tuple[Callable[[list[ChainedEvent], int], None], set[Finding]]] = [
    (_edit, {Finding.ALTERED}),
    (_delete, {Finding.OUT_OF_SEQUENCE}),
    (_swap, {Finding.OUT_OF_SEQUENCE}),
    (_insert, {Finding.OUT_OF_SEQUENCE, Finding.ALTERED}),
    (_duplicate, {Finding.OUT_OF_SEQUENCE}),
    (_cut_tail, {Finding.SHORTER_THAN_ANCHOR}),
    (_empty, {Finding.SHORTER_THAN_ANCHOR}),
    (_rewrite_with_the_key, {Finding.ANCHOR_MISMATCH}),
]


@pytest.mark.parametrize(("attack", "expected"), ATTACKS, ids=lambda v: getattr(v, "__name__", ""))
def test_three_hundred_attacks_of_each_kind_are_found(
    attack: Callable[[list[ChainedEvent], int], None], expected: set[Finding]
) -> None:
    whole = a_chain(40)
    anchor = anchored(whole, 40)
    chance = random.Random(attack.__name__)
    for _ in range(300):
        chain = list(whole)
        at = chance.randrange(1, 38)
        attack(chain, at)
        found = verdict(chain, anchor)
        assert found.finding in expected
        assert found.exit_code == 10 + found.finding


def test_the_first_wrong_entry_is_named() -> None:
    chain = a_chain(10)
    _edit(chain, 3)
    _delete(chain, 7)
    assert (verdict(chain).finding, verdict(chain).seq) == (Finding.ALTERED, 4)
    assert "Entry 4" in verdict(chain).sentence


def test_every_part_of_an_event_is_under_the_chain() -> None:
    changes: list[dict[str, object]] = [
        {"at": START},
        {"station": "desk-2"},
        {"os_user": "mallory"},
        {"actor_id": None},
        {"role": Role.SUPERVISOR},
        {"session": "beef"},
        {"event": Event.LOCK},
        {"object_kind": "tip"},
        {"object_id": "77"},
        {"fields": {"question": "q_other", "answers": 3}},
        {"outcome": Result.DENIED},
        {"reason": "by_mistake"},
        {"duration_ms": 13},
    ]
    for change in changes:
        chain = a_chain(5)
        chain[2] = replace(chain[2], event=an_event(3, **change))
        assert verdict(chain).finding is Finding.ALTERED, change


def test_the_stored_previous_value_is_checked_too() -> None:
    chain = a_chain(5)
    chain[0] = replace(chain[0], prev_mac=bytes(32))
    assert (verdict(chain).finding, verdict(chain).seq) == (Finding.ALTERED, 1)


def test_a_wrong_or_missing_key_is_not_called_tampering() -> None:
    chain = a_chain(5)
    assert verdict(chain, key=OTHER_KEY).finding is Finding.WRONG_KEY
    missing = verify_chain(chain, {}, database_id=DB, station=STATION)
    assert missing.finding is Finding.WRONG_KEY
    assert missing.exit_code == 19


def test_a_chain_of_another_desk_does_not_pass() -> None:
    assert verdict(a_chain(5, db="0b" * 16)).finding is Finding.ALTERED


def test_an_unknown_key_epoch_is_a_missing_key() -> None:
    chain = a_chain(2)
    head = Head(2, chain[-1].mac)
    chain.append(chained(OTHER_KEY, head, an_event(3, key_epoch=2)))
    assert verdict(chain).finding is Finding.WRONG_KEY
    both = verify_chain(chain, {1: KEY, 2: OTHER_KEY}, database_id=DB, station=STATION)
    assert both.finding is Finding.CLEAN


@pytest.mark.parametrize(
    ("back_s", "event", "finding"),
    [
        (2.0, Event.LOCK, Finding.CLEAN),
        (2.1, Event.LOCK, Finding.CLOCK_RAN_BACK),
        (3600, Event.LOCK, Finding.CLOCK_RAN_BACK),
        (3600, Event.CLOCK_JUMP, Finding.CLEAN),
    ],
)
def test_time_may_not_run_backwards_unnoted(back_s: float, event: Event, finding: Finding) -> None:
    chain = a_chain(3)
    late = an_event(4, at=chain[-1].event.at - timedelta(seconds=back_s), event=event)
    chain.append(chained(KEY, Head(3, chain[-1].mac), late))
    assert verdict(chain).finding is finding


def test_joining_out_of_turn_is_refused() -> None:
    with pytest.raises(ValueError, match="directly behind"):
        chained(KEY, Head(4, bytes(32)), an_event(6))
    with pytest.raises(ValueError, match="32 bytes"):
        chain_mac(KEY, b"short", an_event(1))


@given(st.integers(1, 10**9), st.binary(min_size=32, max_size=32))
def test_an_anchor_survives_being_typed(seq: int, mac: bytes) -> None:
    text = anchor_text(seq, mac)
    assert parse_anchor(text) == Anchor(seq, mac[:5])
    typed = text.lower().replace("-0", "-O").replace("1", "l")
    assert parse_anchor(f" {typed} ") == Anchor(seq, mac[:5])


def test_the_form_of_an_anchor() -> None:
    assert anchor_text(123, bytes.fromhex("3bc7326fed") + bytes(27)) == "A-000123-7F3K-4VZD"


@pytest.mark.parametrize("text", ["", "A-", "A-12-7F3K-9QZD", "B-000123-7F3K-9QZD", "A-000123-7F3K-9QZU"])
def test_what_is_not_an_anchor(text: str) -> None:
    with pytest.raises(ValueError, match="A-000123-7F3K-9QZD"):
        parse_anchor(text)


def test_an_anchor_without_a_station_is_looked_for_in_every_chain() -> None:
    chain, other = a_chain(6), a_chain(3, actor=5)
    assert place_anchor(anchored(chain, 6), {"a": other, "b": chain}) is Finding.CLEAN
    assert place_anchor(anchored(chain, 6), {"a": other}) is Finding.SHORTER_THAN_ANCHOR
    assert place_anchor(anchored(other, 3), {"b": chain}) is Finding.ANCHOR_MISMATCH


def test_the_gravest_of_several_stations_is_told() -> None:
    clean, back = Verdict(Finding.CLEAN, 5), Verdict(Finding.CLOCK_RAN_BACK, 5, 3, "desk-1")
    altered = Verdict(Finding.ALTERED, 5, 2, "desk-2")
    assert gravest([clean, back, altered]) is altered
    assert gravest([clean, clean]).events == 10
    assert altered.sentence.startswith("Station desk-2: Entry 2")


def test_times_are_utc_with_hundredths() -> None:
    at = datetime(2026, 11, 1, 0, 30, 0, 129_999, tzinfo=timezone(timedelta(hours=-5)))
    assert time_text(at) == "2026-11-01T05:30:00.12Z"
    assert an_event(1, at=at).at.microsecond == 120_000
    with pytest.raises(ValueError, match="zone"):
        an_event(1, at=datetime(2026, 11, 1))


def test_fields_are_hashed_in_one_order() -> None:
    assert canonical(an_event(1, fields={"b": 1, "a": 2})) == canonical(an_event(1, fields={"a": 2, "b": 1}))


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Walter Penrose"},
        {"name": "Penrose"},
        {"name": "PENROSE"},
        {"phone": "+13125550142"},
        {"phone": "3125550142"},
        {"phone": "312-555-0142"},
        {"phone": 3125550142},
        {"mail": "walter@example.org"},
        {"note": "she said the car was blue"},
        {"Walter Penrose": 1},
    ],
)
def test_a_value_from_a_record_has_no_way_in(fields: dict[str, str | int]) -> None:
    with pytest.raises(ValueError, match="audit event"):
        an_event(1, fields=fields)


@pytest.mark.parametrize(
    "value", ["queued", "13B", "es", "ES", "v2026110100", "2026-11-16", "ab" * 32, "A-000123-7F3K-9QZD", "", 412]
)
def test_codes_ids_and_hashes_get_in(value: str | int) -> None:
    assert an_event(1, fields={"value": value}).fields == {"value": value}


def test_a_typed_reason_is_named_by_id_not_copied() -> None:
    with pytest.raises(ValueError, match="reason"):
        an_event(1, reason="Mrs. Penrose asked")
    assert an_event(1, reason="asked_by_victim").reason == "asked_by_victim"
