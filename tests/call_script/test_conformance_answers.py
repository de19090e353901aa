"""Small forms: every type of question, how it is answered, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from callback_desk.call_script.check_walks import walk_problems
from callback_desk.call_script.form import Appearance, QuestionKind
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.workbook import compile_script

Start = Callable[..., Navigator]
YES_NO = "list_name ¦ name ¦ label\nyn ¦ yes ¦ Yes\nyn ¦ no ¦ No"
ABC = "list_name ¦ name ¦ label\nc ¦ a ¦ Apple\nc ¦ b ¦ Banana\nc ¦ d ¦ Date"


@pytest.mark.parametrize(
    ("kind", "wrong", "right"),
    [
        ("integer", "2.5", "-3"),
        ("integer", "1e3", "0"),
        ("decimal", "two", "2.5"),
        ("date", "2026-13-31", "2026-11-30"),
        ("time", "25:00", "14:30"),
        ("dateTime", "soon", "2026-11-14T14:30:00"),
    ],
)
def test_kinds_of_answers(start: Start, kind: str, wrong: str, right: str) -> None:
    call = start(f"type ¦ name ¦ label\n{kind} ¦ a ¦ A")
    step = call.answer(wrong)
    assert step.error.startswith("Type ") or "or example " in step.error
    assert step.answer == ""
    assert call.answer(right).error == ""


def test_a_note_is_read_and_left(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ hint\nnote ¦ n ¦ Tell this ¦ Good morning.\nacknowledge ¦ k ¦ Heard? ¦")
    assert (call.step.kind, call.step.words.text) == (QuestionKind.NOTE, "Good morning.")
    assert call.go_on().kind is QuestionKind.ACKNOWLEDGE


def test_select_multiple_toggles_and_keeps_the_order_of_the_sheet(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ constraint ¦ constraint_message\n"
        "select_multiple c ¦ m ¦ M ¦ count-selected(.) <= 2 ¦ Two at most.\nnote ¦ n ¦ ${m} ¦ ¦",
        "list_name ¦ name ¦ label\nc ¦ red ¦ Red\nc ¦ green ¦ Green\nc ¦ blue ¦ Blue",
    )
    call.press("3")
    assert call.press("1").answer == "red blue"
    assert call.press("2").error == "Two at most."
    assert call.press("1").answer == "blue"
    assert call.go_on().heading == "blue"


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("integer", "1_000"),
        ("integer", "1234567890"),
        ("integer", "٣"),
        ("decimal", "1e5"),
        ("decimal", "."),
        ("date", "20261114"),
        ("date", "2026-W46-6"),
        ("date", "2026-02-30"),
        ("time", "14"),
        ("time", "T14:30"),
        ("dateTime", "2026-11-14"),
    ],
)
def test_what_is_nearly_an_answer_is_none(start: Start, kind: str, wrong: str) -> None:
    call = start(f"type ¦ name ¦ label\n{kind} ¦ a ¦ A")
    step = call.answer(wrong)
    assert step.error.startswith("Type ") or "or example " in step.error
    assert (step.answer, call.answers()) == ("", ())


def test_text_keeps_what_is_said_as_it_is(start: Start) -> None:
    call = start("type ¦ name ¦ label\ntext ¦ a ¦ A")
    call.answer("  <b>O'Brien</b> & 'co'  ")
    assert [answer.value for answer in call.answers()] == ["<b>O'Brien</b> & 'co'"]
    assert call.answer("x" * 10_001).error.startswith("That is longer than")


def test_a_rank_gives_places_in_the_order_pressed(start: Start) -> None:
    call = start("type ¦ name ¦ label\nrank c ¦ r ¦ What matters most?\nnote ¦ n ¦ ${r}", ABC)
    assert call.step.kind is QuestionKind.RANK
    call.press("3")
    step = call.press("1")
    assert step.answer == "d a"
    assert [(choice.name, choice.place) for choice in step.choices] == [("a", 2), ("b", 0), ("d", 1)]
    assert call.press("3").answer == "a"  # pressed again it loses its place, and the others move up


def test_a_rank_is_whole_or_empty(start: Start) -> None:
    call = start("type ¦ name ¦ label\nrank c ¦ r ¦ R\nnote ¦ n ¦ [${r}]", ABC)
    call.press("2")
    assert call.go_on().error == "Give every answer a place, or none of them."
    call.answer("b d a")
    assert call.go_on().heading == "[b d a]"
    call.go_back()
    call.answer("")
    assert call.go_on().kind is QuestionKind.NOTE


def test_a_rank_has_no_place_twice_and_no_stranger(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ required\nrank c ¦ r ¦ R ¦ yes", ABC)
    assert call.answer("a a b").error != ""
    assert call.answer("a x b").error != ""
    assert call.step.answer == ""
    assert call.go_on().error == "This one needs an answer before you go on."


def test_a_rank_has_its_constraint(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ constraint ¦ constraint_message\n"
        "rank c ¦ r ¦ R ¦ selected-at(., 0) != 'b' ¦ Not the banana first.",
        ABC,
    )
    assert call.answer("b a d").error == "Not the banana first."
    assert call.answer("a b d").error == ""


def test_an_acknowledge_offers_one_answer_and_may_be_needed(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ required\nacknowledge ¦ k ¦ The card was read ¦ yes\nnote ¦ n ¦ [${k}] ¦")
    assert [(choice.key, choice.name, choice.label) for choice in call.step.choices] == [("1", "OK", "OK")]
    assert call.go_on().error == "This one needs an answer before you go on."
    assert call.answer("yes").error == "Press 1 when it is done."
    assert call.press("1").heading == "[OK]"
    assert [(answer.question, answer.value) for answer in call.answers()] == [("k", "OK")]


def test_an_acknowledge_that_is_not_needed_may_be_left(start: Start) -> None:
    call = start("type ¦ name ¦ label\nacknowledge ¦ k ¦ Done\nnote ¦ n ¦ Next")
    assert call.go_on().heading == "Next"
    assert call.answers() == ()


def test_hidden_is_never_asked_and_can_be_read(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ default\nhidden ¦ h ¦ ¦ 7\nnote ¦ n ¦ [${h}] ¦")
    assert call.step.heading == "[7]"
    assert call.answers() == ()


def test_a_read_only_question_shows_its_value_and_takes_no_other(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ read_only ¦ default\ntext ¦ t ¦ Plate ¦ yes ¦ ABC 123\ninteger ¦ n ¦ Number ¦ yes ¦ 4\n"
        "date ¦ d ¦ Day ¦ yes ¦ 2026-11-14"
    )
    assert (call.step.kind, call.step.value_text) == (QuestionKind.NOTE, "ABC 123")
    assert call.answer("other").answer == "ABC 123"
    assert call.go_on().value_text == "4"
    assert call.go_on().value_text == "2026-11-14"
    call.go_on()
    assert call.answers() == ()


def test_a_read_only_choice_is_shown_in_words(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ read_only ¦ default\nselect_multiple c ¦ t ¦ T ¦ yes ¦ a d", ABC)
    assert (call.step.kind, call.step.value_text, call.step.choices) == (QuestionKind.NOTE, "Apple, Date", ())


def test_a_question_that_is_worked_out_is_shown_and_cannot_be_changed(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ calculation\ninteger ¦ a ¦ A ¦\ninteger ¦ t ¦ Twice ¦ ${a} * 2")
    call.answer("21")
    assert call.go_on().value_text == "42"
    assert call.answer("5").value_text == "42"
    assert call.go_on().ending is not None


def test_or_other_asks_what_it_is(start: Start) -> None:
    call = start("type ¦ name ¦ label\nselect_one c or_other ¦ r ¦ R\nnote ¦ n ¦ N", ABC)
    assert [choice.name for choice in call.step.choices] == ["a", "b", "d", "other"]
    assert call.press("1").heading == "N"
    call.go_back()
    assert call.press("4").heading == "Specify other."
    call.answer("A pear")
    assert [(answer.question, answer.value) for answer in call.answers()] == [("r", "other"), ("r_other", "A pear")]
    assert call.go_on().heading == "N"


def test_or_other_of_several_answers(start: Start) -> None:
    call = start("type ¦ name ¦ label\nselect_multiple c or_other ¦ r ¦ R\nnote ¦ n ¦ N", ABC)
    call.press("1")
    call.press("4")
    assert call.go_on().kind is QuestionKind.TEXT
    call.go_back()
    call.press("4")
    assert call.go_on().heading == "N"


def test_or_other_speaks_every_language(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label::English (en) ¦ label::Spanish (es)\nselect_one c or_other ¦ r ¦ R ¦ R",
        "list_name ¦ name ¦ label::English (en) ¦ label::Spanish (es)\nc ¦ a ¦ Apple ¦ Manzana",
        "form_title ¦ form_id ¦ version ¦ default_language\nT ¦ t ¦ 1 ¦ English (en)",
    )
    assert call.step.choices[1].label == "Other"
    call.language = "es"
    assert call.step.choices[1].label == "Otra respuesta"
    assert call.press("2").heading == "¿Cuál es?"
    call.language = "en"
    assert call.step.heading == "What is it?"


def test_appearances_reach_the_screen(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ appearance\nselect_one c ¦ p ¦ P ¦\nselect_one c ¦ k ¦ K ¦ likert\n"
        "select_one c ¦ m ¦ M ¦ minimal\nselect_multiple c ¦ s ¦ S ¦ minimal",
        ABC,
    )
    seen = [call.step.appearance]
    for _ in range(3):
        seen.append(call.go_on().appearance)
    assert seen == [Appearance.PLAIN, Appearance.LIKERT, Appearance.MINIMAL, Appearance.MINIMAL]


def test_the_same_number_answers_whatever_the_appearance(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ appearance\nselect_one c ¦ k ¦ K ¦ likert\nselect_one c ¦ m ¦ M ¦ minimal", ABC)
    call.press("2")
    call.press("3")
    assert [(answer.question, answer.value) for answer in call.answers()] == [("k", "b"), ("m", "d")]
    assert call.ending is not None


def test_a_select_one_takes_one_answer_of_its_list(start: Start) -> None:
    call = start("type ¦ name ¦ label\nselect_one c ¦ k ¦ K", ABC)
    assert call.answer("a b").error == "That key has no answer here."
    assert call.answer("x").error == "That key has no answer here."
    assert call.press("7").error == "That key has no answer here."
    assert call.answer("b").answer == "b"


@pytest.mark.parametrize("pasted", ["\x0b", "\x00", "\x0c\x1f", "\ufffe", "\ud800", "\x7f"])
def test_what_comes_with_a_paste_and_is_no_writing_is_a_blank(start: Start, pasted: str) -> None:
    call = start("type ¦ name ¦ label\ntext ¦ t ¦ T\nnote ¦ n ¦ It is ${t}")
    assert call.answer(f"a dent{pasted}on the left{pasted}").error == ""
    assert call.go_on().heading == "It is a dent on the left"
    call.go_back()
    assert call.answer(pasted).answer == ""


def test_a_time_is_compared_as_a_time(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ constraint ¦ constraint_message\n"
        "time ¦ t ¦ When? ¦ . >= '09:00' and . < '17:30' ¦ Between nine and half past five."
    )
    assert call.answer("08:59").error == "Between nine and half past five."
    assert call.answer("17:30").error == "Between nine and half past five."
    assert call.answer("17:29").error == ""


def test_the_checkers_walk_knows_how_to_answer_every_type(tables: Callable[..., str]) -> None:
    rows = (
        "type ¦ name ¦ label ¦ required ¦ appearance ¦ read_only ¦ default\nbegin repeat ¦ r ¦ R ¦ ¦ ¦ ¦\n"
        "text ¦ t ¦ T ¦ yes ¦ ¦ ¦\nselect_one c ¦ k ¦ K ¦ yes ¦ likert ¦ ¦\nend repeat ¦ ¦ ¦ ¦ ¦ ¦\n"
        "rank c ¦ q ¦ Q ¦ yes ¦ ¦ ¦\nacknowledge ¦ a ¦ A ¦ yes ¦ ¦ ¦\ndate ¦ d ¦ D ¦ ¦ ¦ yes ¦ 2026-11-11\n"
        "time ¦ at ¦ At ¦ yes ¦ ¦ ¦\ndecimal ¦ w ¦ W ¦ yes ¦ ¦ ¦\n"
        "select_multiple c or_other ¦ m ¦ M ¦ yes ¦ minimal ¦ ¦\nselect_one e ¦ z ¦ Z ¦ yes ¦ ¦ ¦"
    )
    choices = ABC.replace("label", "label ¦ outcome", 1) + "\ne ¦ x ¦ The end ¦ talked_all"
    form = form_from_xform(compile_script(tables(rows, choices)).xform)
    assert list(walk_problems(form)) == []
