"""What was noticed about a whole file, in words: in the window and in the terminal."""

from __future__ import annotations

from callback_desk.intake.problems import CATALOGUE
from callback_desk.use_cases.reason_words import file_words


def test_every_finding_is_said_once_with_where_and_what_to_do() -> None:
    found = (("title_lines", ""), ("heading_twice", "Phone"), ("heading_twice", "Notes"), ("heading_twice", "Phone"))
    assert file_words(found) == (
        "Lines above the headings were left out.",
        "Two columns have the same heading; they are kept apart by their letter (Phone, Notes). "
        "Check which of them is meant.",
    )


def test_a_count_stands_behind_and_many_names_are_cut() -> None:
    assert file_words((("zero_reports", "2"),)) == ("Reports that nothing happened (zero reports) hold no people (2).",)
    [said] = file_words(tuple(("hidden_sheets", f"Sheet {number}") for number in range(7)))
    assert "(Sheet 0, Sheet 1, Sheet 2, Sheet 3, Sheet 4 …)" in said


def test_what_a_page_shows_otherwise_can_be_left_out() -> None:
    assert file_words((("title_lines", ""), ("no_rows", "")), leave_out=frozenset({"title_lines"})) == (
        "There is a heading row but no people below it. Check the period of the export.",
    )


def test_every_sentence_of_the_catalogue_can_be_said() -> None:
    for code in CATALOGUE:
        [said] = file_words(((code, "Phone"),))
        assert said.endswith(".")
        assert ".." not in said
        assert "(Phone)" in said
