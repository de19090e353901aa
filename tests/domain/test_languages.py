"""Languages by name: read as typed, said in order, refused with what is known."""

from __future__ import annotations

import pytest

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.languages import NAMES, name_of, read_names, said


def test_names_are_read_in_any_case_and_english_is_nobodys_second() -> None:
    assert read_names(" spanish,  Haitian creole, English, ") == {"es", "ht"}
    assert read_names("") == frozenset()
    assert said(read_names("Spanish, Polish")) == "Polish, Spanish"
    assert read_names(said(NAMES)) == set(NAMES) - {"en"}
    assert name_of("xx") == "xx"


def test_a_name_that_is_not_known_is_refused_with_those_that_are() -> None:
    with pytest.raises(DeskFault, match="Known here: Amharic, Arabic"):
        read_names("Spanish and Polish")
