"""The scored form: every line answered, a share of what could be judged, a band, and words for the volunteer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.errors import DeskBug, DeskFault
from callback_desk.domain.quality import (
    FORM,
    FORMS,
    Band,
    Mark,
    NewCheck,
    band_words,
    checked,
    form_of,
    score,
    score_words,
)

ALL_YES = {item.key: Mark.YES for item in FORM.items}
CRITICAL = [item.key for item in FORM.items if item.critical]


def test_the_form_asks_what_research_names() -> None:
    assert len(FORM.items) == 9
    assert len(CRITICAL) == 4
    assert FORMS[FORM.version] is FORM


def test_every_line_has_an_answer() -> None:
    with pytest.raises(DeskFault, match="Answer every line"):
        checked(NewCheck(dict.fromkeys(list(ALL_YES)[:-1], Mark.YES)))
    with pytest.raises(DeskFault):
        checked(NewCheck(ALL_YES | {"other": Mark.YES}))
    assert checked(NewCheck(ALL_YES, "  Good \n listening. ")).note == "Good listening."


@pytest.mark.parametrize("key", CRITICAL)
def test_a_no_that_touches_safety_needs_words_and_is_talked_over(key: str) -> None:
    said = NewCheck(ALL_YES | {key: Mark.NO})
    with pytest.raises(DeskFault, match="Write what happened"):
        checked(said)
    found = score(checked(NewCheck(said.marks, "She named the case to the son.")))
    assert (found.band, [item.key for item in found.critical]) == (Band.TALK, [key])


def test_a_note_has_an_end() -> None:
    with pytest.raises(DeskFault, match="600"):
        checked(NewCheck(ALL_YES, "x" * 601))


@given(st.fixed_dictionaries({item.key: st.sampled_from(Mark) for item in FORM.items}))
def test_a_score_is_the_share_of_what_could_be_judged(marks: dict[str, Mark]) -> None:
    found = score(NewCheck(marks))
    assert found.yes + found.no + found.cannot_tell == len(FORM.items)
    if found.yes + found.no:
        assert found.percent == round(100 * found.yes / (found.yes + found.no))
    else:
        assert (found.percent, found.band) == (None, Band.NOTHING)
    better = {key: Mark.YES if mark is Mark.NO else mark for key, mark in marks.items()}
    if found.percent is not None:
        assert score(NewCheck(better)).band is Band.SOUND


def test_words_for_the_person_it_is_about() -> None:
    assert score_words(NewCheck(ALL_YES)) == "Sound: 9 of 9 lines yes."
    one_open = ALL_YES | {"open": Mark.NO, "words": Mark.CANNOT_TELL}
    assert score_words(NewCheck(one_open)) == "Mostly sound: 7 of 8 lines yes, 1 could not be told."
    assert score_words(NewCheck(dict.fromkeys(ALL_YES, Mark.CANNOT_TELL))) == "Nothing could be judged."
    assert all(band_words(band) for band in Band)


def test_a_form_that_never_was() -> None:
    with pytest.raises(DeskBug):
        form_of("0")
