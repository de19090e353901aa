"""The printed code: copied by hand, misread kindly, slips noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.errors import WrongPassword
from callback_desk.vault.recovery_code import (
    ALPHABET,
    RecoveryCode,
    groups_to_type_back,
    typed_back,
)

if TYPE_CHECKING:
    from tests.vault.conftest import SeededRandom

codes = st.lists(st.integers(0, 31), min_size=26, max_size=26).map(lambda s: RecoveryCode(tuple(s)))


@given(codes)
def test_a_code_survives_paper(code: RecoveryCode) -> None:
    assert RecoveryCode.read(code.text) == code
    assert [len(g) for g in code.groups] == [5, 5, 5, 6, 6]
    assert len(code.material()) == 17
    assert int.from_bytes(code.material(), "big") < 2**130


@given(codes, st.sampled_from(["", " ", "-", " - ", "\n"]), st.booleans())
def test_case_spaces_and_look_alikes_are_read_kindly(code: RecoveryCode, between: str, lower: bool) -> None:
    typed = between.join(code.groups).replace("0", "O").replace("1", "I")
    assert RecoveryCode.read(typed.lower() if lower else typed) == code
    assert RecoveryCode.read(typed.replace("I", "L")) == code


@given(codes, st.integers(0, 26), st.integers(1, 31))
def test_one_wrong_character_is_always_noticed(code: RecoveryCode, place: int, by: int) -> None:
    letters = "".join(code.groups)
    wrong = ALPHABET[(ALPHABET.index(letters[place]) + by) % 32]
    with pytest.raises(WrongPassword, match="group by group"):
        RecoveryCode.read(letters[:place] + wrong + letters[place + 1 :])


@given(codes, st.integers(0, 26), st.integers(0, 26))
def test_two_exchanged_characters_are_always_noticed(code: RecoveryCode, one: int, other: int) -> None:
    letters = list("".join(code.groups))
    if letters[one] == letters[other]:
        return
    letters[one], letters[other] = letters[other], letters[one]
    with pytest.raises(WrongPassword, match="group by group"):
        RecoveryCode.read("".join(letters))


@pytest.mark.parametrize("typed", ["", "A", "0" * 26, "0" * 28, "U" * 27, "é" * 27, "0" * 26 + "!"])
def test_what_is_not_a_code_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(WrongPassword) as refused:
        RecoveryCode.read(typed)
    assert refused.value.code == "E27"
    assert len(typed) < 2 or typed not in refused.value.sentence


def test_a_fresh_code_uses_130_random_bits(seeded: SeededRandom) -> None:
    class Ones:
        def bytes(self, count: int) -> bytes:
            return b"\xff" * count

    assert RecoveryCode.fresh(Ones()).symbols == (31,) * 26
    made = [RecoveryCode.fresh(seeded) for _ in range(50)]
    assert len({c.text for c in made}) == 50
    assert {s for c in made for s in c.symbols} == set(range(32))


def test_two_different_groups_are_typed_back(seeded: SeededRandom) -> None:
    pairs = {groups_to_type_back(seeded) for _ in range(500)}
    assert len(pairs) == 10  # every pair of five comes up
    assert all(0 <= a < b <= 4 for a, b in pairs)
    code = RecoveryCode.fresh(seeded)
    assert typed_back(code, 2, f" {code.groups[2].lower()} ")
    assert not typed_back(code, 2, code.groups[3])
