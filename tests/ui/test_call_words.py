"""Days and hours as typed, words by the place they were typed in, how much folds."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.call_script.typed_words import TypedIn, from_text, to_text
from callback_desk.ui.call.key_bar import Scene, Wish, wishes_of
from callback_desk.ui.call.more_below import below_words
from callback_desk.ui.call.phone_words import curled
from callback_desk.ui.call.room import Room, room_for
from callback_desk.ui.times import lasted, minutes_long, read_clock, read_day

TODAY = date(2026, 11, 17)  # a Tuesday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("11/23", date(2026, 11, 23)),
        ("11/23/27", date(2027, 11, 23)),
        ("1/4", date(2027, 1, 4)),
        ("Nov 23", date(2026, 11, 23)),
        ("november 23, 2026", date(2026, 11, 23)),
        ("2026-11-23", date(2026, 11, 23)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 18)),
        ("thursday", date(2026, 11, 19)),
        ("Tue", TODAY),
        ("13/11", None),
        ("2/30", None),
        ("", None),
        ("soon", None),
    ],
)
def test_a_day_as_people_type_it(typed: str, meant: date | None) -> None:
    assert read_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:30 AM", time(9, 30)),
        ("9:30", time(9, 30)),
        ("2 pm", time(14)),
        ("2", time(14)),
        ("14:05", time(14, 5)),
        ("12 p.m.", time(12)),
        ("12 AM", time(0)),
        ("13 pm", None),
        ("25:00", None),
        ("noonish", None),
    ],
)
def test_a_time_as_people_type_it(typed: str, meant: time | None) -> None:
    assert read_clock(typed) == meant


def test_how_long_a_call_lasted() -> None:
    assert (lasted(408), lasted(3723), lasted(-1)) == ("6:48", "1:02:03", "0:00")
    assert (minutes_long(20), minutes_long(70), minutes_long(780)) == ("less than a minute", "1 minute", "13 minutes")


@given(st.dictionaries(st.sampled_from(list(TypedIn)), st.text(min_size=1)))
def test_typed_words_come_back_whatever_they_are(words: dict[TypedIn, str]) -> None:
    assert from_text(to_text(words)) == words


@given(st.text(min_size=1))
def test_a_text_of_any_form_is_never_dropped(text: str) -> None:
    assert "".join(from_text(text).values()) or text == "{}"


def test_what_folds_when() -> None:
    assert room_for(1366, 768, 1.0) is Room.FULL
    assert room_for(1093, 614, 1.0) is Room.FOLDED
    assert room_for(1366, 768, 2.0) is Room.TIGHT


@pytest.mark.parametrize("room", list(Room))
def test_cover_someone_else_they_ask_and_danger_are_in_the_bar_at_every_size(room: Room) -> None:
    assert {Wish.COVER, Wish.SOMEONE_ELSE, Wish.THEY_ASK, Wish.DANGER, Wish.END} <= set(wishes_of(Scene.QUESTION, room))


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ('"We will catch them", "You will get it back"', "“We will catch them”, “You will get it back”"),
        ('Say ("no")', "Say (“no”)"),
        ("Don't", "Don’t"),
        ("«¿Por qué usted…?»", "«¿Por qué usted…?»"),
        ("“Already so”", "“Already so”"),
    ],
)
def test_quotes_of_a_script_are_shown_typographic(kept: str, shown: str) -> None:
    assert curled(kept) == shown


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (["6", "7", "8", "9"], "More below: 6 to 9"),
        (["9"], "More below: 9"),
        (["8", "9", "0"], "More below: 8 to 0"),
        (["3", "4", "0"], "More below: 3 to 4 and 0"),
        (["3", "0"], "More below: 3 and 0"),
        (["0"], "More below: 0"),
        (["9", " "], "More below: 9"),
        ([" "], "More below"),
    ],
)
def test_answers_out_of_sight_are_named_by_their_keys(numbers: list[str], said: str) -> None:
    assert below_words(numbers) == said
