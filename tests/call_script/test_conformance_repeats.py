"""Small forms: repeats by a number, by an answer, or one more whenever there is one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from callback_desk.call_script.facts import Facts
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.state import DraftState

Start = Callable[..., Navigator]
YES_NO = "list_name ¦ name ¦ label\nyn ¦ yes ¦ Yes\nyn ¦ no ¦ No"
OPEN = (
    "type ¦ name ¦ label\nbegin repeat ¦ thing ¦ A thing that is gone\ntext ¦ what ¦ What?\ninteger ¦ worth ¦ Worth?\n"
    "end repeat ¦ ¦\nnote ¦ end ¦ The end"
)


def asked(call: Navigator) -> list[str]:
    return [question.name for question, _ in call.spots()]


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


def test_sums_over_a_repeat(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count ¦ calculation\nbegin repeat ¦ r ¦ R ¦ 3 ¦\ninteger ¦ t ¦ T ¦ ¦\n"
        "end repeat ¦ ¦ ¦ ¦\ncalculate ¦ s ¦ ¦ ¦ count-non-empty(${t}) + max(${t})\nnote ¦ n ¦ ${s} ¦ ¦"
    )
    for number in ("5", "", "9"):
        call.answer(number)
        call.go_on()
    assert call.step.heading == "11"


def test_a_repeat_nobody_counts_asks_for_one_more(start: Start) -> None:
    call = start(OPEN)
    assert asked(call) == ["what", "worth", "another_thing", "end"]
    call.answer("A bicycle")
    call.go_on()
    step = call.go_on()
    assert step.heading == "A thing that is gone: is there one more?"
    assert [(choice.key, choice.label) for choice in step.choices] == [("1", "Yes, one more"), ("2", "No, that is all")]
    assert call.press("1").heading == "What?"
    call.answer("A helmet")
    call.go_on()
    call.go_on()
    assert call.press("2").heading == "The end"
    assert [(one.question, one.value, one.index) for one in call.answers()] == [
        ("what", "A bicycle", 1),
        ("what", "A helmet", 2),
    ]


def test_whether_there_is_one_more_must_be_said(start: Start) -> None:
    call = start(OPEN)
    call.go_on()
    call.go_on()
    assert call.go_on().error == "This one needs an answer before you go on."


def test_rounds_that_are_taken_back_are_kept_and_do_not_count(start: Start) -> None:
    call = start(OPEN)
    for word in ("one", "two", "three"):
        call.answer(word)
        call.go_on()
        call.go_on()
        call.press("2" if word == "three" else "1")
    while call.step.key != "/data/thing/another_thing@1":
        call.go_back()
    call.answer("no")
    assert [one.value for one in call.answers()] == ["one"]
    assert call.no_longer_apply == 2
    assert call.go_on().heading == "The end"
    call.go_back()
    call.answer("yes")
    assert [one.value for one in call.answers()] == ["one", "two", "three"]
    assert call.no_longer_apply == 0


def test_open_rounds_come_back_with_the_draft(start: Start) -> None:
    call = start(OPEN)
    call.answer("one")
    call.go_on()
    call.go_on()
    call.press("1")
    call.answer("two")
    saved = DraftState.from_json(call.state().to_json())
    back = Navigator(call.form, Facts(), language="en", now=datetime(2026, 11, 14, tzinfo=UTC), zone=UTC, saved=saved)
    assert (back.step.key, back.step.answer) == ("/data/thing/what@2", "two")
    assert back.answers() == call.answers()


def test_a_repeat_without_a_name_of_its_own_asks_plainly(start: Start) -> None:
    call = start("type ¦ name ¦ label\nbegin repeat ¦ r ¦\ntext ¦ another_r ¦ T\nend repeat ¦ ¦")
    assert call.go_on().heading == "Is there one more?"
    assert call.step.key == "/data/r/another_r_@1"  # the name was taken


def test_fifty_rounds_are_the_most(start: Start) -> None:
    call = start("type ¦ name ¦ label\nbegin repeat ¦ r ¦ R\ntext ¦ t ¦ T\nend repeat ¦ ¦")
    for _ in range(49):
        call.go_on()
        call.press("1")
    assert call.step.key == "/data/r/t@50"
    assert call.go_on().ending is not None


def test_a_number_of_rounds_beyond_fifty_is_not_taken(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count\ninteger ¦ n ¦ How many ¦\nbegin repeat ¦ r ¦ R ¦ ${n} * 2\n"
        "text ¦ t ¦ T ¦\nend repeat ¦ ¦ ¦"
    )
    assert call.answer("2").error == ""
    step = call.answer("26")
    assert step.error == "That is more than 50 rounds, and 50 is the most. Type a smaller number."
    assert (step.answer, len(asked(call))) == ("2", 5)


@pytest.mark.parametrize(("number", "rounds"), [("0", 0), ("-3", 0), ("", 0), ("3", 3)])
def test_what_is_no_number_of_rounds_is_none(start: Start, number: str, rounds: int) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count\ninteger ¦ n ¦ How many ¦\nbegin repeat ¦ r ¦ R ¦ ${n}\ntext ¦ t ¦ T ¦\n"
        "end repeat ¦ ¦ ¦"
    )
    call.answer(number)
    assert asked(call).count("t") == rounds


def test_a_repeat_that_does_not_apply_has_no_question(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ relevant\nselect_one yn ¦ a ¦ A ¦\nbegin repeat ¦ r ¦ R ¦ ${a} = 'yes'\ntext ¦ t ¦ T ¦\n"
        "end repeat ¦ ¦ ¦",
        YES_NO,
    )
    assert asked(call) == ["a"]
    call.press("1")
    assert asked(call) == ["a", "t", "another_r"]


def test_the_rounds_are_counted(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ calculation\nbegin repeat ¦ r ¦ R ¦\ninteger ¦ worth ¦ W ¦\nend repeat ¦ ¦ ¦\n"
        "calculate ¦ c ¦ ¦ count(${r})\ncalculate ¦ s ¦ ¦ sum(${worth})\nnote ¦ n ¦ ${c} things, ${s} dollars ¦"
    )
    call.answer("30")
    call.go_on()
    call.press("1")
    call.answer("12")
    call.go_on()
    assert call.press("2").heading == "2 things, 42 dollars"


def test_what_was_not_answered_or_does_not_apply_adds_nothing_to_a_sum(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count ¦ relevant ¦ calculation\nbegin repeat ¦ r ¦ R ¦ 3 ¦ ¦\n"
        "text ¦ t ¦ T ¦ ¦ ¦\ninteger ¦ worth ¦ W ¦ ¦ ${t} != 'none' ¦\nend repeat ¦ ¦ ¦ ¦ ¦\n"
        "calculate ¦ s ¦ ¦ ¦ ¦ sum(${worth})\nnote ¦ n ¦ ${s} dollars ¦ ¦ ¦"
    )
    for value in ("laptop", "30", "none", "bag", ""):
        call.answer(value)
        call.go_on()
    assert call.step.heading == "30 dollars"


def test_one_count_may_hang_on_another(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count\ninteger ¦ n ¦ N ¦\nbegin repeat ¦ r ¦ R ¦ ${n}\n"
        "text ¦ t ¦ T ¦\nend repeat ¦ ¦ ¦\nbegin repeat ¦ q ¦ Q ¦ count(${r}) + 1\ntext ¦ u ¦ U ¦\nend repeat ¦ ¦ ¦"
    )
    assert asked(call) == ["n", "u"]
    call.answer("2")
    assert asked(call) == ["n", "t", "t", "u", "u", "u"]


def test_a_round_reads_the_round_before(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count ¦ calculation\nbegin repeat ¦ r ¦ R ¦ 3 ¦\ntext ¦ t ¦ T ¦ ¦\n"
        "calculate ¦ before ¦ ¦ ¦ if(position(..) > 1, indexed-repeat(${t}, ${r}, position(..) - 1), 'none')\n"
        "note ¦ n ¦ After ${before} ¦ ¦\nend repeat ¦ ¦ ¦ ¦"
    )
    call.answer("one")
    assert call.go_on().heading == "After none"
    call.go_on()
    call.answer("two")
    assert call.go_on().heading == "After one"
    call.go_on()
    assert call.go_on().heading == "After two"


@pytest.mark.parametrize("index", ["0", "4", "'x'", "-1"])
def test_a_round_that_is_not_there_is_blank(start: Start, index: str) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count ¦ calculation\nbegin repeat ¦ r ¦ R ¦ 3 ¦\n"
        "text ¦ t ¦ T ¦ ¦\nend repeat ¦ ¦ ¦ ¦\n"
        f"calculate ¦ c ¦ ¦ ¦ coalesce(indexed-repeat(${{t}}, ${{r}}, {index}), 'none')\nnote ¦ n ¦ [${{c}}] ¦ ¦"
    )
    for _ in range(3):
        call.answer("word")
        call.go_on()
    assert call.step.heading == "[none]"


def test_every_round_has_its_default(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count ¦ default\nbegin repeat ¦ r ¦ R ¦ 2 ¦\ndate ¦ d ¦ D ¦ ¦ today()\n"
        "text ¦ t ¦ T ¦ ¦ same\nend repeat ¦ ¦ ¦ ¦"
    )
    seen = [call.step.answer] + [call.go_on().answer for _ in range(3)]
    assert seen == ["2026-11-14", "same", "2026-11-14", "same"]


def test_a_choice_name_in_a_repeat_is_of_its_own_round(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count ¦ calculation\nbegin repeat ¦ r ¦ R ¦ 2 ¦\nselect_one yn ¦ a ¦ A ¦ ¦\n"
        "calculate ¦ w ¦ ¦ ¦ jr:choice-name(${a}, '${a}')\nnote ¦ n ¦ [${w}] ¦ ¦\nend repeat ¦ ¦ ¦ ¦",
        YES_NO,
    )
    assert call.press("1").heading == "[Yes]"
    call.go_on()
    assert call.press("2").heading == "[No]"


def test_a_condition_over_all_rounds(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count ¦ relevant\nbegin repeat ¦ r ¦ R ¦ 2 ¦\nselect_one yn ¦ a ¦ A ¦ ¦\n"
        "end repeat ¦ ¦ ¦ ¦\nnote ¦ n ¦ N ¦ ¦ selected(join(' ', ${a}), 'yes')",
        YES_NO,
    )
    call.press("2")
    assert "n" not in asked(call)
    call.answer("yes")
    assert "n" in asked(call)


def test_a_question_that_goes_gives_way_in_its_own_round(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count ¦ relevant ¦ calculation ¦ bind::desk:needs ¦ bind::desk:opens ¦ "
        "bind::desk:opens_when\nselect_one yn ¦ safe ¦ S ¦ ¦ ¦ ¦ ¦ safe ¦ yes\n"
        "select_one yn ¦ who ¦ W ¦ ¦ ¦ ¦ safe ¦ person ¦ yes\n"
        "calculate ¦ plate ¦ ¦ ¦ ¦ pulldata('case', 'plate', 'row', 'this') ¦ person ¦ ¦\n"
        "begin repeat ¦ r ¦ R ¦ 2 ¦ ¦ ¦ person ¦ ¦\ntext ¦ a ¦ A ¦ ¦ ¦ ¦ ¦ ¦\ntext ¦ b ¦ B ¦ ¦ ${plate} = '' ¦ ¦ ¦ ¦\n"
        "end repeat ¦ ¦ ¦ ¦ ¦ ¦ ¦ ¦",
        YES_NO,
    )
    call.press("1")
    call.press("1")
    assert call.go_on().key == "/data/r/b@1"
    assert call.open_case({"plate": "ABC 123"}).key == "/data/r/a@1"  # not into the second round
