"""A name that somebody types for a person, a unit or an agency."""

from __future__ import annotations

import pytest

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.people import MOST_NAME_LETTERS, typed_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Dana \t Whitlock\n", "Dana Whitlock"),
        ("", ""),
        ("Łucja Żak-O'Brien", "Łucja Żak-O'Brien"),
        ("山田 花子", "山田 花子"),
        ("می\u200cنا", "می\u200cنا"),
        ("x" * MOST_NAME_LETTERS, "x" * MOST_NAME_LETTERS),
    ],
)
def test_a_name_keeps_its_letters_and_single_blanks(typed: str, kept: str) -> None:
    assert typed_name(typed) == kept


@pytest.mark.parametrize("typed", ["x" * (MOST_NAME_LETTERS + 1), "Bo\x1b[31m", "Bo\x00", "Bo\u202eevE", "Bo\x9b2J"])
def test_what_cannot_stand_on_a_page_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(DeskFault) as refused:
        typed_name(typed)
    assert "Nothing was changed." in refused.value.sentence
    assert "Bo" not in refused.value.sentence
