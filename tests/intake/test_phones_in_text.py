"""A telephone cell as people fill it: several numbers, whose, when, extension. Words never become digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.phone import FoundPhone, NotDiallable, PhoneKind
from callback_desk.intake.phones_in_text import PhoneReader
from callback_desk.intake.words import shipped_words

STATION = "+12175550199"


def find(cell: str, area_code: str = "217", kind: PhoneKind = PhoneKind.OTHER) -> tuple[FoundPhone, ...]:
    return PhoneReader("US", area_code, frozenset({STATION}), shipped_words()).find(cell, kind)


def e164(found: tuple[FoundPhone, ...]) -> list[str | None]:
    return [each.number.e164 if each.number else None for each in found]


def test_the_cell_of_the_brief() -> None:
    husband, work = find("555-0133 (husband, after 5) / w 555-0144 x12")
    assert husband.number is not None
    assert husband.number.e164 == "+12175550133"
    assert (husband.whose, husband.note) == ("husband", "husband, after 5")
    assert work.number is not None
    assert (work.number.e164, work.number.extension) == ("+12175550144", "12")
    assert work.kind is PhoneKind.WORK


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("312-555-0142 / 312-555-0143", ["+13125550142", "+13125550143"]),
        ("312-555-0142; 217-555-0143", ["+13125550142", "+12175550143"]),
        ("(312)555-0123 / 312-555-0199", ["+13125550123", "+13125550199"]),
        ("3125550142, 2175550143", ["+13125550142", "+12175550143"]),
        ("312-555-0142 or 555-0143", ["+13125550142", "+12175550143"]),
        ("312-555-0142\n217-555-0143", ["+13125550142", "+12175550143"]),
        ("312/555-0142", ["+13125550142"]),
        ("H: 312-555-0142 C: 217-555-0143", ["+13125550142", "+12175550143"]),
        ("home 312 555 0142", ["+13125550142"]),
        ("312-555-0142 (cell)", ["+13125550142"]),
        ("+1 (312) 555-0142", ["+13125550142"]),
        ("call 312-555-0142 after 5pm", ["+13125550142"]),
    ],
)
def test_numbers_are_found_in_order(cell: str, numbers: list[str]) -> None:
    assert e164(find(cell)) == numbers


@pytest.mark.parametrize("cell", ["", "  ", "N/A", "none", "UNK", "-", "No phone", "refused", "0", "X"])
def test_a_blank_is_a_blank(cell: str) -> None:
    assert find(cell) == ()


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("1-800-FLOWERS", NotDiallable.LETTERS),
        ("312-555-HELP", NotDiallable.LETTERS),
        ("five five five 0142", NotDiallable.LETTERS),
        ("see narrative", NotDiallable.NOT_A_NUMBER),
        ("5.55E+09", NotDiallable.SHORTENED),
        ("77352211561150", NotDiallable.RUN_TOGETHER),
        ("77327770904244111", NotDiallable.RUN_TOGETHER),
        ("911", NotDiallable.EMERGENCY),
        ("217-555-0199", NotDiallable.POLICE),
        ("999-999-9999", NotDiallable.NOT_VALID),
        ("someone@example.org", NotDiallable.NOT_A_NUMBER),
        ("03/27/2011", NotDiallable.NOT_A_NUMBER),
    ],
)
def test_what_cannot_be_rung_is_kept_with_its_reason(cell: str, why: NotDiallable) -> None:
    found = find(cell)
    assert [(each.number, each.why_not, each.original) for each in found] == [(None, why, cell)]


def test_kind_words_beat_the_columns_kind() -> None:
    (found,) = find("cell 312-555-0142", kind=PhoneKind.HOME)
    assert found.kind is PhoneKind.MOBILE
    (plain,) = find("312-555-0142", kind=PhoneKind.HOME)
    assert plain.kind is PhoneKind.HOME


def test_without_an_area_code_seven_digits_stay_undiallable() -> None:
    (found,) = find("555-0142", area_code="")
    assert found.why_not is NotDiallable.NO_AREA_CODE


@given(st.text(max_size=80))
def test_any_cell_keeps_its_text(cell: str) -> None:
    for found in find(cell):
        assert found.original == cell
        assert (found.number is None) == (found.why_not is not None)


@given(st.lists(st.tuples(st.sampled_from(["312", "217", "773"]), st.integers(100, 199)), min_size=1, max_size=4))
def test_planted_numbers_are_all_found(planted: list[tuple[str, int]]) -> None:
    cell = " / ".join(f"{area}-555-0{line}" for area, line in planted)
    expected = [f"+1{area}5550{line}" for area, line in planted]
    found = [each.number.e164 if each.number else str(each.why_not) for each in find(cell)]
    assert found == [NotDiallable.POLICE.value if number == STATION else number for number in expected]
