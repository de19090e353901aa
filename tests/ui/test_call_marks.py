"""The form of numbers in a line, which lines cannot wait, and the PIN of the cover."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.call_marks import MarkKind, luhn_fits, marks_in, vin_fits, without_cards
from callback_desk.domain.call_urgency import why_today
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.ui.call.cover_pin import TRIES, CoverPin

AT = datetime(2026, 11, 17, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "kind", "fits"),
    [
        ("VIN 1HGCM82633A004352", MarkKind.VIN, True),  # check digit 3
        ("it is 1M8GDM9AXKP042788 on the papers", MarkKind.VIN, True),  # check digit X
        ("1M8GDM9AXKP042789", MarkKind.VIN, False),
        ("VIN 1HGCM82633A00435", MarkKind.VIN, False),  # 16
        ("1HGCM82633A00435O", MarkKind.VIN, False),  # no letter O in a VIN
        ("IMEI 49-015420-323751-8", MarkKind.IMEI, True),
        ("490154203237519", MarkKind.IMEI, False),
        ("paid with 4242 4242 4242 4242", MarkKind.CARD, False),
        ("378282246310005 was used", MarkKind.CARD, False),  # 15 digits, and no IMEI
        ("paid with 4242 4242 4242 4242 12/27, code 123", MarkKind.CARD, False),
        ("4242.4242.4242.4242", MarkKind.CARD, False),
        ("4242  4242  4242  4242", MarkKind.CARD, False),
        ("4242\u00a04242\u20134242, 4242", MarkKind.CARD, False),
        ("visa4242424242424242", MarkKind.CARD, False),
        ("3782 822463 10005 12 27", MarkKind.CARD, False),
        ("217 555 0100 4242 4242 4242 4242", MarkKind.CARD, False),
        ("4242 4242 4242 4242 217 555 0100", MarkKind.CARD, False),
        ("VIN 1M8 GDM9A XKP 042788 on the papers", MarkKind.VIN, True),
        ("VIN: 1M8GD-M9AX-KP04-2789", MarkKind.VIN, False),
        ("IMEI 49-015420-323751", MarkKind.IMEI, False),  # 14: its check digit is missing
        ("imei is 4901542032375188 77", MarkKind.IMEI, False),
        ("S/N 4KX-O917-QD", MarkKind.SERIAL, False),
        ("plates ABC 1234", MarkKind.PLATE, True),
        ("the Visa ending 42", MarkKind.CARD_TAIL, False),
        ("card ending in 4242", MarkKind.CARD_TAIL, True),
        ("card ending 424", MarkKind.CARD_TAIL, False),
        ("plate ABC 1234", MarkKind.PLATE, True),
        ("license plate ABC123456789", MarkKind.PLATE, False),
        ("Serial number 4KX-0917-QD", MarkKind.SERIAL, True),
        ("serial: 4KX-O917-QD", MarkKind.SERIAL, False),
    ],
)
def test_what_has_a_form_is_checked(line: str, kind: MarkKind, fits: bool) -> None:
    found = [mark for mark in marks_in(line) if mark.kind is kind]
    assert [mark.fits for mark in found] == [fits]
    assert found[0].sentence.endswith((".", "?"))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "A silver van by the gate",
        "call 312 555 0142",
        "VIN on the papers of the 2019 car, they said in 2020",
        "the plate was torn off",
        "at 12:30 on 11/17/2026",
        "serial",
    ],
)
def test_what_has_none_is_left_alone(line: str) -> None:
    assert marks_in(line) == ()
    assert without_cards(line) == line


def test_a_whole_card_number_is_cut_and_nothing_else_is() -> None:
    line = "used 4242-4242-4242-4242 at 10:30, IMEI 490154203237518"
    assert without_cards(line) == "used ending 4242 at 10:30, IMEI 490154203237518"


def test_beside_when_it_runs_out_a_card_is_cut_too() -> None:
    assert without_cards("4242 4242 4242 4242 12/27, and 378282246310005") == "ending 4242 12/27, and ending 0005"


@given(st.text(alphabet="0123456789", min_size=10, max_size=18))
def test_one_wrong_digit_never_passes(digits: str) -> None:
    check = next(str(last) for last in range(10) if luhn_fits(digits + str(last)))
    wrong = str((int(check) + 1) % 10)
    assert luhn_fits(digits + check)
    assert not luhn_fits(digits + wrong)


@given(st.text(alphabet="ABCDEFGHJKLMNPRSTUVWXYZ0123456789", min_size=17, max_size=17))
def test_of_eleven_check_digits_one_fits(vin: str) -> None:
    fitting = [digit for digit in "0123456789X" if vin_fits(f"{vin[:8]}{digit}{vin[9:]}")]
    assert len(fitting) == 1


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    for mark in marks_in(text):
        assert mark.text in text
    without_cards(text)


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        (TipKind.SUSPECT_NAMED, "Tom did it", "a person is named"),
        (TipKind.SUSPECT_LOCATION, "He lives there", "it says where a person can be found"),
        (TipKind.SEEN_FOR_SALE, "It is online", "stolen goods may be for sale now"),
        (TipKind.CAMERA, "Doorbell", "a video may be written over"),
        (TipKind.THREAT, "He said he comes back", "somebody was threatened"),
        (TipKind.VEHICLE, "with a Shotgun in it", "a gun is mentioned"),
    ],
)
def test_what_cannot_wait(kind: TipKind, text: str, why: str) -> None:
    assert why_today(NewTip(1, text, AT, kind)) == (why,)


def test_what_can_wait() -> None:
    assert why_today(NewTip(1, "the gunwale of the boat", AT, TipKind.PROPERTY_ID)) == ()


@pytest.mark.parametrize(
    "pin", ["", "12345", "1234567", "abcdef", "123456", "654321", "111111", "121212", "１２３４５９"]
)
def test_a_pin_that_is_easy_to_see_is_none(pin: str) -> None:
    held = CoverPin()
    assert held.choose(pin)
    assert not held.is_set
    assert not held.opens(pin)


def test_a_pin_opens_until_three_wrong_ones() -> None:
    held = CoverPin()
    assert held.choose("502917") == ""
    assert b"502917" not in held._hash + held._salt
    for _ in range(TRIES - 1):
        assert not held.opens("502918")
    assert held.opens("502917")  # and the tries begin again
    for _ in range(TRIES):
        assert held.is_set
        assert not held.opens("000000")
    assert not held.is_set
    assert not held.opens("502917")
