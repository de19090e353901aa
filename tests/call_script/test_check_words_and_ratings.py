"""The checker on words: gaps where a fact is missing, leaks, languages, endings, service questions word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.call_script.check_ratings import rating_problems, read_ratings
from callback_desk.call_script.checks import Beside, check_script, check_xform
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.workbook import compile_script
from callback_desk.domain.findings import Severity, stops_publishing
from callback_desk.paths import resources_dir
from tests.call_script.small_script import small_script

TOWN = """# Service questions, version town-v1

| item | scale | words::English (en) |
|---|---|---|
| respect | agree | Were you treated well? |

| scale | answer | English (en) | valid |
|---|---|---|---|
| agree | yes | Yes | yes |
| agree | no | No | yes |
"""
RATED = (
    ("bind::desk:stage", "bind::desk:stage ¦ bind::desk:rating"),
    (
        "select_one gone ¦ close",
        "select_one yn ¦ rate ¦ Respect ¦ Were you treated well? ¦ ¦ ¦ ¦ person ¦ ¦ ¦ ¦ ¦ ¦ close ¦ town-v1/respect\n"
        "select_one gone ¦ close",
    ),
)


def found(*pairs: tuple[str, str], beside: Beside | None = None) -> list[tuple[str, str, int, str]]:
    looked = check_script(small_script(*pairs), beside or Beside())
    return [(one.code, one.sheet, one.row, one.column) for one in looked]


def test_a_fact_without_another_word_is_a_gap_where_it_is_said(tmp_path: Path) -> None:
    assert ("no_fallback", "survey", 4, "hint::English (en)") in found(("¦ you ¦", "¦ ¦"))


def test_what_is_worked_out_of_a_fact_may_be_missing_as_well() -> None:
    row = "calculate ¦ called ¦ ¦ ¦ ¦ ¦ concat(${first_name}, '') ¦ ¦ ¦ ¦ ¦ ¦ ¦\nselect_one who ¦ who"
    said = ("is that ${first_name}?", "is that ${called}?")
    assert "no_fallback" in [one[0] for one in found(("select_one who ¦ who", row), said)]
    own = row.replace("''", "', please'")  # it brings a word of its own
    assert found(("select_one who ¦ who", own), said) == []


def test_an_answer_that_may_be_left_out_is_a_gap_and_a_needed_one_is_not() -> None:
    asked = "text ¦ when ¦ When? ¦ When then? ¦ ¦ {} ¦ ¦ person ¦ ¦ ¦ ¦ ¦ ¦ close\nselect_one gone ¦ close"
    said = ("Say goodbye ¦ Thank you.", "Say goodbye ¦ Until ${when}.")
    row = ("select_one gone ¦ close", asked.format(""))
    codes = check_script(small_script(row, said))
    assert [(one.code, one.severity, one.row) for one in codes] == [("no_fallback", Severity.WARNING, 12)]
    assert "may be left unanswered" in codes[0].sentence
    assert found(("select_one gone ¦ close", asked.format("yes")), said) == []


def test_a_card_that_is_closed_without_its_fact_has_no_gap() -> None:
    pairs = (("outcome ¦ say_en", "outcome ¦ say_en ¦ closed_if"), ("¦ you ¦", "¦ ¦"), ("is that ${first_name}?", "hi"))
    gap = ("Please call us.", "Ask ${first_name}. ¦")
    closed = ("Please call us.", "Ask ${first_name}. ¦ ${first_name} = ''")
    assert ("no_fallback", "choices", 8, "say_en") in found(*pairs, gap)
    assert found(*pairs, closed) == []


def test_an_answer_that_closes_by_a_case_fact_before_the_check_is_a_leak() -> None:
    pairs = (
        ("outcome ¦ say_en", "outcome ¦ say_en ¦ closed_if"),
        ("who ¦ here ¦ Here ¦ ¦", "who ¦ here ¦ Here ¦ ¦ ¦ ${offense} = ''"),
    )
    assert ("case_fact", "survey", 4, "closed_if") in found(*pairs)


@pytest.mark.parametrize(
    ("old", "new", "code", "row", "column"),
    [
        ("Done ¦ talked_all", "Done ¦ talked_al", "unknown_outcome", 6, "outcome"),
        ("outcome ¦ say_en\n", "outcome ¦ next\n", "", 0, ""),
    ],
)
def test_an_ending_that_no_table_knows_is_named(old: str, new: str, code: str, row: int, column: str) -> None:
    if not code:
        wish = [(old, new), ("Done ¦ talked_all ¦", "Done ¦ talked_all ¦ do_not_cal")]
        assert ("unknown_next", "choices", 6, "next") in found(*wish)
        return
    assert (code, "choices", row, column) in found((old, new))


def test_a_language_that_is_missing_in_one_place_is_named_there() -> None:
    who = "Hello, is that ${first_name}? ¦ ¦ yes ¦ ¦ ¦ ¦ ¦ ¦ ¦ ¦ opening"
    survey = (("bind::desk:stage", "bind::desk:stage ¦ label::Spanish (es)"), (who, f"{who} ¦ ¿Quién contestó?"))
    looked = check_script(small_script(*survey))
    missing = {(one.sheet, one.row) for one in looked if one.code == "untranslated"}
    assert ("survey", 4) in missing, "the words to say have no Spanish"
    assert ("survey", 5) in missing, "nor has the heading of the next question"
    assert stops_publishing(looked)


# -- service questions


def test_the_shipped_wording_is_read_word_for_word() -> None:
    book = read_ratings((resources_dir() / "ratings" / "core-v1.md").read_text("utf-8"))
    assert len(book) >= 8
    assert set(book["core-v1/respect"].words) == {"en", "es"}
    assert book["core-v1/respect"].answers["agree"]["es"] == "De acuerdo"
    for path in sorted((resources_dir() / "call_scripts").glob("*.md")):
        form = form_from_xform(compile_script(path).xform)
        rated = [question for question in form.questions if question.rating]
        looked = tuple(rating_problems(form, book))  # all that the checker says of ratings, without its walks
        assert not looked, (path.name, looked)
        if "property" in path.name:
            assert len(rated) >= 8


@pytest.mark.parametrize(
    "change",
    [
        ("¦ Were you treated well? ¦", "¦ Were you treated nicely? ¦"),
        ("yn ¦ yes ¦ Yes", "yn ¦ yes ¦ Yes, very"),
        ("yn ¦ no ¦ No ¦ ¦\n", ""),
    ],
)
def test_a_service_question_in_other_words_is_an_error(change: tuple[str, str]) -> None:
    book = Beside(read_ratings(TOWN))
    assert found(*RATED, beside=book) == []
    changed = found(*RATED, change, beside=book)
    assert "rating_wording" in [one[0] for one in changed]
    assert 11 in [one[2] for one in changed if one[0] == "rating_wording"]


def test_other_words_under_the_published_version_are_an_error_and_under_a_new_one_are_not() -> None:
    published = form_from_xform(compile_script(small_script(*RATED)).xform)
    beside = Beside(published=published, versions=frozenset({"1"}))
    other, version = ("Were you treated well?", "Were you heard?"), ("¦ 1 ¦ Eng", "¦ 2 ¦ Eng")
    assert ("rating_wording", "survey", 11, "hint::English (en)") in found(*RATED, other, version, beside=beside)
    renamed = ("town-v1/respect", "town-v2/heard")
    assert found(*RATED, other, version, renamed, beside=beside) == []
    assert ("version_used", "settings", 2, "version") in found(*RATED, renamed, other, beside=beside)


def test_a_question_that_is_asked_twice_and_one_that_nobody_published() -> None:
    twice = RATED[1][1].replace("¦ rate ¦", "¦ rate_again ¦")
    codes = [one[0] for one in found(RATED[0], RATED[1], ("select_one gone ¦ close", twice), beside=Beside())]
    assert "rating_twice" in codes
    unknown = found(*RATED, ("town-v1/respect", "town-v1/respekt"), beside=Beside(read_ratings(TOWN)))
    assert ("unknown_mark", "survey", 11, "bind::desk:rating") in unknown


def test_without_a_workbook_the_finding_names_the_question() -> None:
    xform = compile_script(small_script(("Hello, is that ${first_name}?", "About the ${offense}?"))).xform
    (finding,) = [one for one in check_xform(xform).findings if one.code == "case_piped"]
    assert finding.sentence.startswith("who: ")
    assert finding.row == 0
