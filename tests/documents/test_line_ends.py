"""Where lines end: by the rules of the writing, with nothing added and nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.documents.line_ends import hyphen_parts, kept_together, units
from callback_desk.documents.styles import DETAIL
from callback_desk.documents.text_lines import Span, lines_of

CHINESE = "邻居看见一辆银色的面包车（车牌尾号是四二七）停在车道上，大约晚上九点，之后朝北开走了。" * 3
JAPANESE = "となりの人がシルバーのバンを「ちょっと」見たと言っています。ナンバーは覚えていないそうです。" * 3


def shown(kit, text: str, width: float) -> list[str]:
    kit.fonts.begin_document()
    return [line.text for line in lines_of(kit.fonts, [Span(text)], DETAIL, width)]


@pytest.mark.parametrize("text", [CHINESE, JAPANESE])
@pytest.mark.parametrize("width", [90.0, 133.0, 200.0, 333.0])
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(kit, text, width):
    lines = shown(kit, text, width)
    assert "".join(lines) == text
    assert len(lines) > 1
    assert not any(line[0] in "。，）」、っょー" for line in lines[1:])
    assert not any(line[-1] in "（「" for line in lines)


def test_chinese_goes_on_where_the_english_ends(kit):
    first, *_ = shown(kit, "The neighbor said: " + CHINESE, 300.0)
    assert first.startswith("The neighbor said: 邻居看见")


def test_korean_ends_at_its_spaces(kit):
    assert shown(kit, "이웃 사람이 은색 승합차를 보았습니다", 80.0)[0] == "이웃 사람이"


def test_a_long_name_is_cut_at_its_hyphen(kit):
    assert shown(kit, "Marchetti-Vandenbroucke", 90.0) == ["Marchetti-", "Vandenbroucke"]


def test_without_a_hyphen_it_is_cut_between_letters(kit):
    lines = shown(kit, "Wolfeschlegelsteinhausen", 60.0)
    assert "".join(lines) == "Wolfeschlegelsteinhausen"
    assert len(lines) > 1


def test_thai_is_not_parted_after_a_leading_vowel_nor_before_a_following_one(kit):
    text = "เพื่อนบ้านเห็นรถตู้สีเงินจอดอยู่ในทางเข้าบ้านเวลาประมาณสามทุ่มแล้วขับออกไปทางเหนือ"
    lines = shown(kit, text, 120.0)
    assert "".join(lines) == text
    assert not any(line[-1] in "เแโใไ" for line in lines)
    assert not any(line[0] in "ะาำๆ" for line in lines)


@given(text=st.text(alphabet=st.characters(exclude_characters=" "), max_size=40))
def test_parts_are_the_run(text):
    assert "".join(units(text)) == text
    assert "".join(hyphen_parts(text)) == text
    assert "".join(kept_together(text)) == text


@pytest.mark.parametrize("text", ["", "-", "--", "a--b", "4KX-0917-QD"])
def test_hyphens_stay_with_what_stands_before_them(text):
    assert not any(part.startswith("-") for part in hyphen_parts(text)[1:])
