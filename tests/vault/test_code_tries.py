"""Wrong recovery codes bring a pause that stays; a slip of the pen is none; what cannot be kept keeps nobody out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callback_desk.domain.errors import LockedOut, WrongPassword
from callback_desk.vault.code_tries import CodeTries, beside_backup, beside_desk, one_try
from callback_desk.vault.secret import RandomSource
from tests.vault.conftest import SeededRandom

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def random() -> RandomSource:
    return SeededRandom(7)


def test_wrong_codes_bring_a_pause_that_doubles() -> None:
    tries = CodeTries()
    waits = []
    for _ in range(8):
        tries = tries.after_wrong(NOON)
        waits.append(tries.wait_s(NOON))
    assert waits == [0, 0, 0, 0, 60, 120, 240, 480]
    assert tries.wait_s(NOON + timedelta(seconds=479)) == 1
    assert tries.wait_s(NOON + timedelta(hours=1)) == 0
    for _ in range(40):
        tries = tries.after_wrong(NOON)
    assert tries.wait_s(NOON) == 3600


def test_a_clock_that_is_put_back_makes_the_pause_no_longer() -> None:
    assert CodeTries(5, NOON).wait_s(NOON - timedelta(days=400)) == 60


def _wrong(kept: Path, now: datetime, random: RandomSource) -> None:
    with pytest.raises(WrongPassword), one_try(kept, now, random=random):
        raise WrongPassword("not this one", code="E27")


def test_the_pause_is_kept_and_a_right_code_after_it_forgets_all(tmp_path: Path, random: RandomSource) -> None:
    kept = beside_desk(tmp_path)
    for _ in range(5):
        _wrong(kept, NOON, random)
    for place in (NOON, NOON + MINUTE * 0.9):
        with pytest.raises(LockedOut, match="5 wrong recovery codes"), one_try(kept, place, random=random):
            pytest.fail("tried all the same")
    _wrong(kept, NOON + MINUTE, random)
    with pytest.raises(LockedOut, match="in 2 minutes"), one_try(kept, NOON + MINUTE, random=random):
        pytest.fail("tried all the same")
    with one_try(kept, NOON + 3 * MINUTE, random=random):
        pass
    assert list(tmp_path.iterdir()) == []
    _wrong(kept, NOON + 3 * MINUTE, random)
    _wrong(kept, NOON + 3 * MINUTE, random)


def test_another_trouble_is_not_a_wrong_code(tmp_path: Path, random: RandomSource) -> None:
    kept = beside_backup(tmp_path / "desk.cbbackup")
    for _ in range(9):
        with pytest.raises(OSError, match="unplugged"), one_try(kept, NOON, random=random):
            raise OSError("unplugged")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("said", [b"", b"{}", b"[]", b'{"wrong": 9, "last_at": "noon"}', b"\xff\x00", b'{"wrong": 9'])
def test_what_the_program_did_not_write_there_counts_for_nothing(
    tmp_path: Path, random: RandomSource, said: bytes
) -> None:
    kept = beside_desk(tmp_path)
    kept.write_bytes(said)
    _wrong(kept, NOON, random)
    _wrong(kept, NOON, random)


def test_where_nothing_can_be_kept_codes_are_tried_all_the_same(tmp_path: Path, random: RandomSource) -> None:
    kept = beside_desk(tmp_path / "not there")
    for _ in range(7):
        _wrong(kept, NOON, random)
