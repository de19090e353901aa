"""Which passwords are taken."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.passwords import (
    SENTENCES,
    Blocklist,
    PasswordProblem,
    context_words,
    name_key,
    normal,
    password_problems,
)

P = PasswordProblem
SECURITY = Path(__file__).resolve().parents[2] / "resources" / "security"
SHIPPED = Blocklist.from_lines((SECURITY / "common_passwords.txt").read_text("utf-8").splitlines())
CONTEXT = context_words("Lakeside Police Department", "North Station", "Callback Desk", "Mary Ann Marsh")


def problems(password: str) -> set[PasswordProblem]:
    return set(password_problems(password, blocklist=SHIPPED, context=CONTEXT))


GOOD = [
    "four calm rivers south",
    "paper boats in the attic",
    "grey heron by the weir",
    "xK9#vq2LmPz81&dR",
    "drei Äpfel unterm Dach",
    "281964720395817",  # no composition rule: digits alone are not refused for being digits
    "zwqhtgkplmvbnxr",
    "пять зелёных яблок",
    "dragon purple monkey sunset",  # listed words, but four of them
]


@pytest.mark.parametrize("password", GOOD)
def test_taken(password: str) -> None:
    assert problems(password) == set()


@pytest.mark.parametrize(
    ("length", "found"),
    [
        (7, {P.TOO_SHORT}),
        (8, {P.TOO_SHORT}),
        (14, {P.TOO_SHORT}),
        (15, set()),
        (64, set()),
        (128, set()),
        (129, {P.TOO_LONG}),
    ],
)
def test_length_in_characters(length: int, found: set[PasswordProblem]) -> None:
    unlike = "kv2#Qx8!Lw5&Zt0@Hj"
    assert problems((unlike + "".join(chr(0x4E00 + i * i) for i in range(120)))[:length]) == found


def test_length_is_counted_after_nfc() -> None:
    composed = "é" * 3 + "kv2#Qx8!Lw5&"
    assert len(composed) == 15
    decomposed = composed.replace("é", "e\u0301")
    assert problems(composed) == problems(decomposed) == set()
    assert normal(decomposed) == composed
    assert P.TOO_SHORT in problems("e\u0301" * 7 + "kv2#Qx8")  # 14 after NFC, 21 before


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password123456!!",
        "P@ssw0rdP@ssw0rd1",
        "Welcome2026Welcome",
        "summer2026summer2026",
        "letmeinletmein1234",
        "iloveyouforever1",
        "qwertyuiopasdfghjkl",
        "1qaz2wsx3edc4rfv5tgb",
        "correcthorsebatterystaple",
        "PASSWORD-PASSWORD-1",
        "dragonmonkey12345!",
        "administrator2026!!",
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert problems(password) & {P.COMMON, P.REPEATED}


@pytest.mark.parametrize(
    "password", ["aaaaaaaaaaaaaaa", "abababababababab", "abcabcabcabcabc", "123456789012345", "abcdefghijklmnop"]
)
def test_patterns_are_refused(password: str) -> None:
    assert problems(password) & {P.ONE_CHARACTER, P.REPEATED}


@pytest.mark.parametrize(
    "password",
    [
        "LakesidePolice2026!",
        "marymarsh19620314",
        "CallbackDeskLakeside1",
        "Mary Ann Marsh 1962",
        "NorthStation-North-99",
    ],
)
def test_words_of_this_desk_are_refused(password: str) -> None:
    assert problems(password) & {P.ABOUT_THIS_DESK, P.COMMON}


def test_a_context_word_may_stand_in_a_real_passphrase() -> None:
    assert problems("lakeside herons quarrel at noon") == set()


def test_fifty_listed_ones_are_refused_with_the_reason() -> None:
    long_enough = sorted(e for e in SHIPPED.entries if len(e) >= 15)
    assert len(long_enough) >= 50
    for entry in long_enough:
        assert problems(entry) & {P.COMMON, P.REPEATED, P.ONE_CHARACTER}, entry
        assert problems(entry.upper()) & {P.COMMON, P.REPEATED, P.ONE_CHARACTER}, entry


@pytest.mark.parametrize(
    ("password", "found"),
    [
        ("four calm rivers\x00south", P.NOT_PRINTABLE),
        ("four calm rivers\tsouth", P.NOT_PRINTABLE),
        (" four calm rivers south", P.EDGE_SPACE),
        ("four calm rivers south ", P.EDGE_SPACE),
        ("", P.TOO_SHORT),
    ],
)
def test_what_nobody_can_type_again(password: str, found: PasswordProblem) -> None:
    assert found in problems(password)


def test_every_reason_is_a_sentence_without_blame() -> None:
    assert set(SENTENCES) == set(P)
    assert all(s.endswith(".") and "!" not in s for s in SENTENCES.values())


def test_the_shipped_list_states_its_date_and_is_large() -> None:
    assert len(SHIPPED.entries) >= 10_000
    assert not SHIPPED.renewal_due(SHIPPED.made_on + timedelta(days=91))
    assert SHIPPED.renewal_due(SHIPPED.made_on + timedelta(days=92))


@pytest.mark.parametrize("lines", [[], ["password"], ["# made: 2026-01-01"], ["# made: soon", "password"]])
def test_a_list_without_date_or_entries_is_not_one(lines: list[str]) -> None:
    with pytest.raises(ValueError, match="date"):
        Blocklist.from_lines(lines)


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(password: str) -> None:
    small = Blocklist(frozenset({"password", "dragon"}), date(2026, 1, 1))
    assert isinstance(password_problems(password, blocklist=small, context=CONTEXT), tuple)


@given(st.text(max_size=40))
def test_a_name_key_is_stable(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
    assert name_key(f"  {name} ") == name_key(name)


def test_names_that_look_alike_are_one() -> None:
    assert name_key("Zoe\u0308  STRASSE") == name_key("zo\u00eb straße")
