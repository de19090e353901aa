"""One number as somebody typed it, and what fingers and ears get of it."""

from __future__ import annotations

import random

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import timezone
from phonenumbers.tzdata import TIMEZONE_DATA

from callback_desk.domain.phone import (
    NotDiallable,
    PhoneNumber,
    dial_text,
    display_text,
    police_numbers,
    read_number,
    spoken,
    undo_float,
    usable_area_code,
    zone_of,
)


@pytest.mark.parametrize(
    "text",
    [
        "312-555-0142",
        "(312) 555-0142",
        "312.555.0142",
        "3125550142",
        "1-312-555-0142",
        "+1 312 555 0142",
        "312/555-0142",
        "3125550142.0",
        "3.125550142E9",
        "\uff13\uff11\uff12-\uff15\uff15\uff15-\uff10\uff11\uff14\uff12",
        "\u0663\u0661\u0662\u0665\u0665\u0665\u0660\u0661\u0664\u0662",
    ],
)
def test_one_number_in_all_its_spellings(text: str) -> None:
    assert read_number(text, "US") == PhoneNumber("+13125550142")


@pytest.mark.parametrize("text", ["312-555-0142 x7", "(312) 555-0142 ext. 7", "312-555-0142,,7", "312-555-0142 #7"])
def test_the_extension_is_kept(text: str) -> None:
    assert read_number(text, "US") == PhoneNumber("+13125550142", "7")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("911", NotDiallable.EMERGENCY),
        ("988", NotDiallable.EMERGENCY),
        ("112", NotDiallable.EMERGENCY),
        ("411", NotDiallable.DIRECTORY),
        ("312-555-1212", NotDiallable.DIRECTORY),
        ("1-900-555-0142", NotDiallable.PREMIUM),
        ("312-976-0142", NotDiallable.PREMIUM),
        ("555-0142", NotDiallable.NO_AREA_CODE),
        ("1-800-FLOWERS", NotDiallable.LETTERS),
        ("312-555-HELP", NotDiallable.LETTERS),
        ("5.55E+09", NotDiallable.SHORTENED),
        ("1.23E+11", NotDiallable.SHORTENED),
        ("999-999-9999", NotDiallable.NOT_VALID),
        ("555-926-4956", NotDiallable.NOT_VALID),
        ("0123456789", NotDiallable.NOT_VALID),
        ("12345", NotDiallable.NOT_VALID),
        ("77352211561150", NotDiallable.RUN_TOGETHER),
        ("03/27/2011", NotDiallable.NOT_A_NUMBER),
        ("2012-01-02 08:00", NotDiallable.NOT_A_NUMBER),
        ("someone@example.org", NotDiallable.NOT_A_NUMBER),
        ("see notes", NotDiallable.NOT_A_NUMBER),
        ("", NotDiallable.NOT_A_NUMBER),
        ("+881 6 1234 5678", NotDiallable.PREMIUM),
    ],
)
def test_what_cannot_be_rung_says_why(text: str, why: NotDiallable) -> None:
    assert read_number(text, "US") is why


def test_seven_digits_take_the_desks_area_code() -> None:
    assert read_number("555-0142", "US", "217") == PhoneNumber("+12175550142")


def test_an_area_code_does_not_make_a_bad_number_good() -> None:
    assert read_number("055-0142", "US", "217") is NotDiallable.NOT_VALID


@pytest.mark.parametrize("line", [100, 142, 199])
@pytest.mark.parametrize("area", ["217", "312", "907", "787"])
def test_numbers_of_the_drama_range_are_callable_in_a_real_area_code(area: str, line: int) -> None:
    assert read_number(f"{area}-555-0{line}", "US") == PhoneNumber(f"+1{area}5550{line}")


def test_a_british_desk_reads_british_numbers() -> None:
    assert read_number("020 7946 0958", "GB") == PhoneNumber("+442079460958")
    assert read_number("999", "GB") is NotDiallable.EMERGENCY
    assert read_number("101", "GB") is NotDiallable.POLICE
    assert read_number("+1 312 555 0142", "GB") == PhoneNumber("+13125550142")


def test_the_verdict_on_a_block_is_the_librarys_verdict_on_each_number() -> None:
    """Asking per block of 10,000 numbers is sound only while the metadata looks at six digits at most."""
    chance = random.Random(20261121)
    differing = []
    for _ in range(6_000):
        digits = f"{chance.randint(200, 999)}{chance.randint(200, 999)}{chance.randint(0, 9999):04d}"
        if digits[3:6] in ("976", "555"):
            continue
        parsed = phonenumbers.parse("+1" + digits)
        valid = phonenumbers.is_valid_number(parsed)
        premium = valid and phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.PREMIUM_RATE
        answer = read_number(digits, "US")
        expected = (
            NotDiallable.PREMIUM if premium else (PhoneNumber("+1" + digits) if valid else NotDiallable.NOT_VALID)
        )
        if answer != expected:
            differing.append(digits)
    assert not differing


def test_the_zones_of_a_block_are_the_zones_of_each_number() -> None:
    """The same for time zones: no prefix of the plan is longer than the country code and six digits."""
    assert max(len(prefix) for prefix in TIMEZONE_DATA if prefix.startswith("1")) <= 7
    chance = random.Random(20261122)
    for _ in range(4_000):
        number = f"+1{chance.randint(200, 999)}{chance.randint(200, 999)}{chance.randint(0, 9999):04d}"
        asked = timezone.time_zones_for_number(phonenumbers.parse(number))
        assert zone_of(number) == tuple(name for name in asked if name != "Etc/Unknown"), number


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    answer = read_number(text, "US", "217")
    if isinstance(answer, PhoneNumber):
        assert answer.e164.startswith("+")
        assert 7 <= len(answer.e164) - 1 <= 15
        assert answer.e164[1:].isdecimal()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ -", min_size=1, max_size=20))
def test_words_never_become_digits(text: str) -> None:
    assert isinstance(read_number(text, "US", "217"), NotDiallable)


def test_a_shortened_number_is_not_made_up() -> None:
    assert undo_float("5.55E+09") == "5.55E+09"
    assert undo_float("3.125550142E9") == "3125550142"
    assert undo_float("312555.0") == "312555.0"


def test_dialling_goes_out_through_the_desks_prefix() -> None:
    assert dial_text("+13125550142", "9") == "9 1 312 555 0142"
    assert dial_text("+13125550142") == "1 312 555 0142"
    assert dial_text("+442079460958", "9").startswith("9 011 44")
    assert dial_text("+442079460958", "", "GB") == "020 7946 0958"


def test_numbers_are_spoken_digit_by_digit() -> None:
    assert spoken("+13125550142") == "1, 3 1 2, 5 5 5, 0 1 4 2"


def test_numbers_are_shown_as_people_write_them() -> None:
    assert display_text("+13125550142") == "(312) 555-0142"
    assert display_text("+442079460958") == "+44 20 7946 0958"
    assert display_text("nonsense") == "nonsense"


def test_a_number_knows_its_time_zones() -> None:
    assert zone_of("+13125550142") == ("America/Chicago",)
    assert "America/Los_Angeles" in zone_of("+12135550142")
    assert len(zone_of("+19075550142")) >= 1
    assert zone_of("nonsense") == ()


def test_only_a_real_area_code_completes_numbers() -> None:
    assert usable_area_code("217", "US")
    assert usable_area_code("", "US")
    assert not usable_area_code("555", "US")
    assert not usable_area_code("21", "US")
    assert not usable_area_code("217", "GB")


def test_the_agencys_own_numbers_are_read_like_any_other() -> None:
    assert police_numbers(["(217) 555-0199", "front desk"], "US") == frozenset({"+12175550199"})
