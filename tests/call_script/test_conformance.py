"""Small forms, one rule of XLSForm and ODK each: what a script may lean on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from callback_desk.call_script.form import QuestionKind
from callback_desk.call_script.navigator import Navigator

Start = Callable[..., Navigator]
YES_NO = "list_name ¦ name ¦ label\nyn ¦ yes ¦ Yes\nyn ¦ no ¦ No"


def asked(call: Navigator) -> list[str]:
    return [question.name for question, _ in call.spots()]


def test_relevant_hides_until_it_holds(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ relevant\nselect_one yn ¦ a ¦ A ¦\ntext ¦ b ¦ B ¦ ${a} = 'yes'", YES_NO)
    assert asked(call) == ["a"]
    call.answer("yes")
    assert asked(call) == ["a", "b"]


def test_relevant_of_a_group_counts_for_what_stands_in_it(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ relevant\nselect_one yn ¦ a ¦ A ¦\nbegin group ¦ g ¦ G ¦ ${a} = 'yes'\n"
        "begin group ¦ h ¦ H ¦\ntext ¦ b ¦ B ¦\nend group ¦ ¦ ¦\nend group ¦ ¦ ¦\ntext ¦ c ¦ C ¦",
        YES_NO,
    )
    assert asked(call) == ["a", "c"]
    call.answer("yes")
    assert asked(call) == ["a", "b", "c"]


def test_an_answer_that_no_longer_applies_is_kept_and_does_not_count(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ relevant\nselect_one yn ¦ a ¦ A ¦\ntext ¦ b ¦ B ¦ ${a} = 'yes'", YES_NO)
    call.press("1")
    call.answer("words")
    call.go_back()
    call.answer("no")
    assert [answer.question for answer in call.answers()] == ["a"]
    assert call.no_longer_apply == 1
    call.answer("yes")
    assert [(answer.question, answer.value) for answer in call.answers()] == [("a", "yes"), ("b", "words")]
    assert call.no_longer_apply == 0


def test_a_hidden_answer_reads_as_empty_elsewhere(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ relevant\nselect_one yn ¦ a ¦ A ¦\ntext ¦ b ¦ B ¦ ${a} = 'yes'\n"
        "note ¦ c ¦ C ¦ ${b} = 'x'",
        YES_NO,
    )
    call.press("1")
    call.answer("x")
    assert asked(call) == ["a", "b", "c"]
    call.go_back()
    call.answer("no")
    assert asked(call) == ["a"]


def test_constraint_says_its_message_and_keeps_the_old_answer(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ constraint ¦ constraint_message\ninteger ¦ n ¦ N ¦ . < 10 ¦ Under ten, please.")
    assert call.answer("4").error == ""
    step = call.answer("12")
    assert (step.error, step.answer) == ("Under ten, please.", "4")


def test_a_constraint_never_runs_on_a_blank(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ constraint\ninteger ¦ n ¦ N ¦ . > 10")
    assert call.answer("").error == ""
    assert call.go_on().ending is not None


def test_required_keeps_the_volunteer_there(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ required ¦ required_message\ntext ¦ a ¦ A ¦ yes ¦ Needed here.")
    step = call.go_on()
    assert (step.error, step.ending) == ("Needed here.", None)
    call.answer("x")
    assert call.go_on().ending is not None


def test_required_may_be_a_condition(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ required\nselect_one yn ¦ a ¦ A ¦\ntext ¦ b ¦ B ¦ ${a} = 'yes'", YES_NO)
    call.press("2")
    assert call.step.may_skip
    call.go_back()
    call.press("1")
    assert not call.step.may_skip


def test_calculate_follows_at_once(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ calculation\ninteger ¦ a ¦ A ¦\ninteger ¦ b ¦ B ¦\ncalculate ¦ s ¦ ¦ ${a} + ${b}\n"
        "note ¦ n ¦ Sum ${s} ¦"
    )
    call.answer("2")
    call.go_on()
    call.answer("40")
    assert call.go_on().heading == "Sum 42"


def test_calculations_wait_for_each_other_whatever_their_order(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ calculation\ninteger ¦ a ¦ A ¦\ncalculate ¦ z ¦ ¦ ${y} * 2\ncalculate ¦ y ¦ ¦ ${a} + 1\n"
        "note ¦ n ¦ ${z} ¦"
    )
    call.answer("4")
    assert call.go_on().heading == "10"


def test_default_stands_until_it_is_changed(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ default\ntext ¦ a ¦ A ¦ blue\ndate ¦ d ¦ D ¦ today()")
    assert call.step.answer == "blue"
    call.answer("")
    assert call.step.answer == ""
    assert call.go_on().answer == "2026-11-14"


def test_choice_filter_by_another_answer(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ choice_filter\nselect_one kind ¦ k ¦ K ¦\nselect_one thing ¦ t ¦ T ¦ kind = ${k}",
        "list_name ¦ name ¦ label ¦ kind\nkind ¦ car ¦ Car ¦\nkind ¦ bike ¦ Bike ¦\nthing ¦ wheel ¦ Wheel ¦ car\n"
        "thing ¦ bell ¦ Bell ¦ bike\nthing ¦ horn ¦ Horn ¦ car",
    )
    call.press("1")
    assert [(choice.key, choice.name) for choice in call.step.choices] == [("1", "wheel"), ("2", "horn")]
    assert call.answer("bell").error != ""


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


def test_a_counted_repeat_takes_its_rounds_from_an_answer(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count ¦ calculation\ninteger ¦ n ¦ How many ¦ ¦\nbegin repeat ¦ r ¦ R ¦ ${n} ¦\n"
        "text ¦ t ¦ T ¦ ¦\ncalculate ¦ p ¦ ¦ ¦ position(..)\nnote ¦ o ¦ Round ${p}: ${t} ¦ ¦\nend repeat ¦ ¦ ¦ ¦\n"
        "note ¦ all ¦ ${first} ¦ ¦\ncalculate ¦ first ¦ ¦ ¦ indexed-repeat(${t}, ${r}, 1)"
    )
    assert asked(call) == ["n", "all"]
    call.answer("2")
    assert asked(call) == ["n", "t", "o", "t", "o", "all"]
    call.go_on()
    call.answer("one")
    assert call.go_on().heading == "Round 1: one"
    call.go_on()
    call.answer("two")
    assert call.go_on().heading == "Round 2: two"
    assert call.go_on().heading == "one"
    assert [(answer.question, answer.index) for answer in call.answers()] == [("n", 0), ("t", 1), ("t", 2)]


def test_a_relevant_in_a_repeat_reads_its_own_round(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count ¦ relevant\nbegin repeat ¦ r ¦ R ¦ 2 ¦\nselect_one yn ¦ a ¦ A ¦ ¦\n"
        "text ¦ b ¦ B ¦ ¦ ${a} = 'yes'\nend repeat ¦ ¦ ¦ ¦",
        YES_NO,
    )
    call.press("2")
    call.answer("yes")
    assert [key for _, key in call.spots()] == ["/data/r/a@1", "/data/r/a@2", "/data/r/b@2"]


def test_a_choice_filter_in_a_repeat_reads_its_own_round(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count ¦ choice_filter\nbegin repeat ¦ r ¦ R ¦ 2 ¦\nselect_one kind ¦ k ¦ K ¦ ¦\n"
        "select_one thing ¦ t ¦ T ¦ ¦ kind = ${k}\nend repeat ¦ ¦ ¦ ¦",
        "list_name ¦ name ¦ label ¦ kind\nkind ¦ car ¦ Car ¦\nkind ¦ bike ¦ Bike ¦\nthing ¦ wheel ¦ Wheel ¦ car\n"
        "thing ¦ bell ¦ Bell ¦ bike",
    )
    call.press("1")
    assert [choice.name for choice in call.step.choices] == ["wheel"]
    call.press("1")
    call.press("2")
    assert [choice.name for choice in call.step.choices] == ["bell"]


def test_languages_switch_at_any_moment(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label::English (en) ¦ label::Spanish (es) ¦ hint::English (en) ¦ hint::Spanish (es)\n"
        "select_one yn ¦ a ¦ Is it so? ¦ ¿Es así? ¦ Tell me. ¦ Dígame.",
        "list_name ¦ name ¦ label::English (en) ¦ label::Spanish (es)\nyn ¦ yes ¦ Yes ¦ Sí",
        "form_title ¦ form_id ¦ version ¦ default_language\nT ¦ t ¦ 1 ¦ English (en)",
    )
    assert (call.step.heading, call.step.words.text, call.step.choices[0].label) == ("Is it so?", "Tell me.", "Yes")
    call.language = "es"
    assert (call.step.heading, call.step.words.text, call.step.choices[0].label) == ("¿Es así?", "Dígame.", "Sí")


def test_a_text_that_is_not_translated_is_said_in_the_scripts_own_language(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label::English (en) ¦ label::Spanish (es) ¦ hint::English (en)\n"
        "text ¦ a ¦ A ¦ B ¦ Only English.",
        "",
        "form_title ¦ form_id ¦ version ¦ default_language\nT ¦ t ¦ 1 ¦ English (en)",
        language="es",
    )
    assert (call.step.heading, call.step.words.text) == ("B", "Only English.")


def test_choice_name_is_in_the_language_of_the_moment(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label::English (en) ¦ label::Spanish (es) ¦ calculation\nselect_one c ¦ a ¦ A ¦ A ¦\n"
        "calculate ¦ n ¦ ¦ ¦ jr:choice-name(${a}, '${a}')\nnote ¦ o ¦ It is ${n} ¦ Es ${n} ¦",
        "list_name ¦ name ¦ label::English (en) ¦ label::Spanish (es)\nc ¦ red ¦ Red ¦ Rojo",
        "form_title ¦ form_id ¦ version ¦ default_language\nT ¦ t ¦ 1 ¦ English (en)",
    )
    call.press("1")
    assert call.step.heading == "It is Red"
    call.language = "es"
    assert call.step.heading == "Es Rojo"


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("if(1 < 2, 'yes', 'no')", "yes"),
        ("coalesce('', 'b')", "b"),
        ("concat('a', 'b', 3)", "ab3"),
        ("join('-', 'a', 'b')", "a-b"),
        ("string-length('abc')", "3"),
        ("regex('AB12', '[A-Z]+[0-9]+')", "true"),
        ("regex('xAB12', '[A-Z]+[0-9]+')", "false"),
        ("round(2.345, 2)", "2.35"),
        ("round(-2.5)", "-2"),
        ("int(3.9)", "3"),
        ("7 mod 4", "3"),
        ("10 div 4", "2.5"),
        ("2 - -3", "5"),
        ("today()", "2026-11-14"),
        ("now()", "2026-11-14T12:00:00.000-06:00"),
        ("format-date(today(), '%b %e, %Y')", "Nov 14, 2026"),
        ("format-date(date(today() + 9), '%Y-%m-%d')", "2026-11-23"),
        ("today() - date('2026-11-04')", "10"),
        ("if(date('2026-11-09') < today(), 'past', 'not')", "past"),
        ("if('2026-11-23' > '2026-11-14', 'later', 'not')", "later"),
        ("if('' > 5, 'more', 'not')", "not"),
        ("if(not(false()) and true(), 'a', 'b')", "a"),
        ("selected('red blue', 'blue')", "true"),
        ("selected('red bluebell', 'blue')", "false"),
        ("selected-at('red blue', 1)", "blue"),
        ("count-selected('red blue')", "2"),
        ("substr('abcdef', 1, 3)", "bc"),
        ("substring('abcdef', 2, 3)", "bcd"),
        ("starts-with('machine_none', 'machine')", "true"),
        ("ends-with('abc', 'bc')", "true"),
        ("contains('abc', 'd')", "false"),
        ("translate('AbC', 'ABC', 'abc')", "abc"),
        ("normalize-space('  a   b ')", "a b"),
        ("min(3, 1, 2)", "1"),
        ("max(3, 1, 2)", "3"),
        ("pow(2, 10)", "1024"),
        ("abs(-4)", "4"),
        ("boolean-from-string('1')", "true"),
        ("number('x')", ""),
        ("pulldata('open', 'agency', 'row', 'this')", "Springfield Police"),
        ("pulldata('case', 'case_number', 'row', 'this')", ""),
    ],
)
def test_functions(start: Start, expression: str, said: str) -> None:
    call = start(
        f"type ¦ name ¦ label ¦ calculation\ntext ¦ a ¦ A ¦\ncalculate ¦ c ¦ ¦ {expression}\nnote ¦ n ¦ [${{c}}] ¦",
        facts={"agency": "Springfield Police"},
    )
    assert call.go_on().heading == (f"[{said}]" if said else "[____]")


def test_once_keeps_its_first_value(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ calculation\ntext ¦ a ¦ A ¦\ncalculate ¦ c ¦ ¦ once(${a})\nnote ¦ n ¦ ${c} ¦")
    call.answer("first")
    call.answer("second")
    assert call.go_on().heading == "first"


def test_sums_over_a_repeat(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count ¦ calculation\nbegin repeat ¦ r ¦ R ¦ 3 ¦\ninteger ¦ t ¦ T ¦ ¦\n"
        "end repeat ¦ ¦ ¦ ¦\ncalculate ¦ s ¦ ¦ ¦ count-non-empty(${t}) + max(${t})\nnote ¦ n ¦ ${s} ¦ ¦"
    )
    for number in ("5", "", "9"):
        call.answer(number)
        call.go_on()
    assert call.step.heading == "11"


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
    assert step.error.startswith("Type ")
    assert step.answer == ""
    assert call.answer(right).error == ""


def test_a_note_is_read_and_left(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ hint\nnote ¦ n ¦ Tell this ¦ Good morning.\nacknowledge ¦ k ¦ Heard? ¦")
    assert (call.step.kind, call.step.words.text) == (QuestionKind.NOTE, "Good morning.")
    assert call.go_on().kind is QuestionKind.ACKNOWLEDGE


def test_zero_is_the_key_for_not_knowing(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label\nselect_one c ¦ a ¦ A",
        "list_name ¦ name ¦ label\nc ¦ prefer_not ¦ Would rather not say\nc ¦ x ¦ X\nc ¦ y ¦ Y",
    )
    assert [(choice.key, choice.name) for choice in call.step.choices] == [("1", "x"), ("2", "y"), ("0", "prefer_not")]


def test_a_closed_choice_says_why_and_stays_closed(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ calculation\ncalculate ¦ policy ¦ ¦ pulldata('open', 'policy', 'row', 'this')\n"
        "select_one c ¦ a ¦ A ¦",
        "list_name ¦ name ¦ label ¦ closed_if ¦ closed_default\n"
        "c ¦ x ¦ Leave a message ¦ ${policy} = 'none' ¦ Not agreed.\n"
        "c ¦ y ¦ Hang up ¦ ¦",
        facts={"policy": "none"},
    )
    assert [choice.closed_reason for choice in call.step.choices] == ["Not agreed.", ""]
    assert call.press("1").error == "Not agreed."
    assert call.answer("x").error == "Not agreed."
    assert call.answers() == ()


def test_an_outcome_on_a_choice_ends_the_call(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label\nselect_one c ¦ a ¦ A\ntext ¦ b ¦ B",
        "list_name ¦ name ¦ label ¦ outcome ¦ next\nc ¦ busy ¦ Busy ¦ busy ¦ retry_soon\nc ¦ here ¦ Here ¦ ¦",
    )
    step = call.press("1")
    assert step.ending is not None
    assert (step.ending.outcome, step.ending.next_action) == ("busy", "retry_soon")
    assert call.go_back().heading == "A"
    assert call.press("2").heading == "B"
