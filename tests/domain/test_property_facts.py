"""What a line seems to say of an article: proposed letter by letter, and nothing that is not plainly there."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.property_facts import (
    LONGEST_PART,
    IdType,
    PropertyFact,
    checked,
    guess,
    is_imei,
    is_vin,
)

IMEI, VIN = "35 209900 176148 1", "1M8GDM9AXKP042788"


@pytest.mark.parametrize(
    ("text", "id_type", "identifier"),
    [
        ("Laptop serial number: 4KX-0917-QD", IdType.SERIAL, "4KX-0917-QD"),
        ("Serial 4kx-0917-qd, Dell laptop", IdType.SERIAL, "4kx-0917-qd"),
        ("serial no. 00917", IdType.SERIAL, "00917"),
        ("serial # 88A/41-2.", IdType.SERIAL, "88A/41-2"),
        ("S/N C02XG2JHJGH5", IdType.SERIAL, "C02XG2JHJGH5"),
        ("sn: 9912-44", IdType.SERIAL, "9912-44"),
        ("The serial number is on the box in the closet", IdType.NONE, ""),
        ("Serial number is on the box in the closet: she will look", IdType.NONE, ""),
        ("The serial number was read from the box: 77AB-10", IdType.NONE, "77AB-10"),
        (f"The phone's IMEI is {IMEI}", IdType.IMEI, IMEI),
        ("IMEI 352099001761481", IdType.IMEI, "352099001761481"),
        ("imei 352099001761482", IdType.IMEI, "352099001761482"),  # said so, though a digit was misheard
        ("352099001761481 is the phone", IdType.IMEI, "352099001761481"),
        ("352099001761482 is some number", IdType.NONE, ""),
        (f"VIN {VIN}", IdType.VIN, VIN),
        (f"The car's papers say {VIN.lower()}", IdType.VIN, VIN.lower()),
        ("VIN ends in 042788", IdType.NONE, ""),
        ("Bike frame number WTU 123", IdType.NONE, ""),
        ("Bike frame number WTU289X0123F", IdType.FRAME, "WTU289X0123F"),
        ("frame no. 9J-4411", IdType.FRAME, "9J-4411"),
        ("Engraved with EM-1977 on the lid", IdType.OWNER_MARK, "EM-1977"),
        ("owner mark is IL4471", IdType.OWNER_MARK, "IL4471"),
        ("License plate: AB12345", IdType.PLATE, "AB12345"),
        ("The plate was 447-KLM", IdType.PLATE, "447-KLM"),
        ("plates were taken on Monday", IdType.NONE, ""),
        ("Receipt 0392-118 from the store", IdType.RECEIPT, "0392-118"),
        ("She kept the receipt", IdType.NONE, ""),
        ("Serial 123", IdType.NONE, ""),
        ("Call 312 555 0142 after ten", IdType.NONE, ""),
        ("It happened on 2026-11-09: nobody saw it", IdType.NONE, ""),
        ("Registered as stolen: yes", IdType.NONE, ""),
        ("", IdType.NONE, ""),
    ],
)
def test_an_identifier_is_read_where_one_plainly_stands(text: str, id_type: IdType, identifier: str) -> None:
    found = guess(text)
    assert (found.id_type, found.identifier) == (id_type, identifier)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Gray Dell Latitude 5420 laptop, serial 4KX-0917", ("laptop", "Dell", "Latitude 5420", "Gray", "")),
        ("Dell laptop worth $900", ("laptop", "Dell", "", "", "$900")),
        ("Trek Marlin 7 bicycle, blue, about 1,250 dollars", ("bicycle", "Trek", "Marlin 7", "blue", "1,250 dollars")),
        ("A black mountain bike", ("mountain bike", "", "", "black", "")),
        ("Samsung television $1,299.99", ("television", "Samsung", "", "", "$1,299.99")),
        ("iPhone serial F17LX9", ("iPhone", "", "", "", "")),
        ("The ring has a red stone", ("ring", "", "", "red", "")),
        ("Stringent searching was done", ("", "", "", "", "")),
        ("DeWalt DCD771 drill", ("drill", "DeWalt", "DCD771", "", "")),
        ("Canon EOS R5 camera; owner mark EM77", ("camera", "Canon", "EOS R5", "", "")),
        ("He said it was worth a lot", ("", "", "", "", "")),
        ("A Honda. It was not locked", ("", "Honda", "", "", "")),
    ],
)
def test_the_other_parts_are_words_of_the_line(text: str, parts: tuple[str, ...]) -> None:
    found = guess(text)
    assert (found.kind, found.maker, found.model, found.color, found.value) == parts


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("two laptops", 2),
        ("3 black bikes", 3),
        ("a laptop", 1),
        ("$900 laptop", 1),
        ("Ten DeWalt cordless drills", 10),
        ("On 14 November the laptop was gone", 1),
        ("2 x laptop", 2),
        ("0 laptops", 1),
    ],
)
def test_how_many_is_read_right_before_what_it_is(text: str, quantity: int) -> None:
    assert guess(text).quantity == quantity


@given(st.text(max_size=200) | st.from_regex(r"(?s)(serial|imei|vin|plate|frame)[ :#]{0,3}[\w /.-]{0,40}.{0,20}"))
def test_a_guess_never_changes_a_letter(text: str) -> None:
    found = guess(text, read_back=True)
    assert found.read_back
    assert found.quantity >= 1
    for part in fields(found):
        value = getattr(found, part.name)
        if isinstance(value, str) and part.name != "id_type":
            assert value in text
    assert found.identifier or found.id_type is IdType.NONE


def test_check_digits_are_those_of_the_standards() -> None:
    assert is_imei("490154203237518") and is_imei(IMEI)
    assert not is_imei("490154203237519") and not is_imei("000000000000000") and not is_imei("49015420323751")
    assert is_vin(VIN) and is_vin("11111111111111111")
    assert not is_vin("1M8GDM9A1KP042788") and not is_vin("IM8GDM9AXKP042788") and not is_vin(VIN[:-1])


def test_an_article_is_kept_as_typed_without_blanks_around() -> None:
    fact = PropertyFact(2, " Laptop ", "Dell", " 5420", IdType.SERIAL, " 4kx 0917 ", "gray", "$900", read_back=True)
    assert checked(fact) == PropertyFact(
        2, "Laptop", "Dell", "5420", IdType.SERIAL, "4kx 0917", "gray", "$900", read_back=True
    )
    for wrong, says in (
        (replace(fact, quantity=0), "number from 1"),
        (replace(fact, kind="x" * (LONGEST_PART + 1)), "at most 120"),
        (PropertyFact(color="gray"), "what it is"),
        (replace(fact, identifier=" "), "Write the number"),
    ):
        with pytest.raises(DeskFault, match=says):
            checked(wrong)
