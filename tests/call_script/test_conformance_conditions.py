"""Small forms: relevant, required, constraint, default, calculate, and what follows when they change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from callback_desk.call_script.facts import Facts
from callback_desk.call_script.form_reader import read_form
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.state import DraftState
from callback_desk.call_script.workbook import compile_script

Start = Callable[..., Navigator]
YES_NO = "list_name ¦ name ¦ label\nyn ¦ yes ¦ Yes\nyn ¦ no ¦ No"
NEXT_DAY = datetime(2026, 12, 1, 18, tzinfo=UTC)


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


def test_once_keeps_its_first_value(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ calculation\ntext ¦ a ¦ A ¦\ncalculate ¦ c ¦ ¦ once(${a})\nnote ¦ n ¦ ${c} ¦")
    call.answer("first")
    call.answer("second")
    assert call.go_on().heading == "first"


def again(call: Navigator) -> Navigator:
    """The call as it stands after the program was closed and opened."""
    saved = DraftState.from_json(call.state().to_json())
    return Navigator(call.form, Facts(), language="en", now=lambda: NEXT_DAY, zone=UTC, saved=saved)


@pytest.mark.parametrize(
    ("column", "rows"),
    [
        ("relevant", "text ¦ b ¦ B ¦ ${b} != 'x'"),
        ("relevant", "text ¦ b ¦ B ¦ . != 'x'"),
        ("calculation", "calculate ¦ b ¦ ¦ ${b} + 1\ntext ¦ c ¦ C ¦"),
        ("relevant", "text ¦ b ¦ B ¦ ${c} != ''\ntext ¦ c ¦ C ¦ ${b} != ''"),
        ("relevant", "begin group ¦ g ¦ G ¦ ${b} = ''\ntext ¦ b ¦ B ¦\nend group ¦ ¦ ¦"),
    ],
)
def test_what_waits_for_itself_is_refused(tables: Callable[..., str], column: str, rows: str) -> None:
    _, problems = read_form(compile_script(tables(f"type ¦ name ¦ label ¦ {column}\n{rows}")).xform)
    assert [problem.code for problem in problems] == ["cycle"]


def test_several_answers_that_no_longer_apply_are_counted(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ relevant\nselect_one yn ¦ a ¦ A ¦\nbegin group ¦ g ¦ G ¦ ${a} = 'yes'\ntext ¦ b ¦ B ¦\n"
        "integer ¦ c ¦ C ¦\ntext ¦ d ¦ D ¦\nend group ¦ ¦ ¦",
        YES_NO,
    )
    call.press("1")
    call.answer("one")
    call.go_on()
    call.answer("2")
    call.go_back()
    call.go_back()
    call.answer("no")
    assert call.no_longer_apply == 2  # of three questions two were answered
    assert again(call).no_longer_apply == 2
    assert [answer.question for answer in call.answers()] == ["a"]


def test_a_constraint_reads_another_answer_again_when_it_is_passed(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ constraint ¦ constraint_message\ninteger ¦ low ¦ L ¦ ¦\n"
        "integer ¦ high ¦ H ¦ . > ${low} ¦ More than the first.\nnote ¦ n ¦ N ¦ ¦"
    )
    call.answer("3")
    call.go_on()
    assert call.answer("3").error == "More than the first."
    call.answer("5")
    assert call.go_on().heading == "N"
    call.go_back()
    call.go_back()
    call.answer("9")
    call.go_on()
    assert call.go_on().error == "More than the first."


def test_a_constraint_of_days(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ constraint ¦ constraint_message\n"
        "date ¦ d ¦ Since when? ¦ . <= today() and . > today() - 30 ¦ Within thirty days."
    )
    assert call.answer("2026-11-15").error == "Within thirty days."
    assert call.answer("2026-10-15").error == "Within thirty days."
    assert call.answer("2026-10-16").error == ""


def test_a_constraint_of_a_pattern_matches_the_whole(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ constraint ¦ constraint_message\n"
        "text ¦ vin ¦ VIN ¦ regex(., '[A-HJ-NPR-Z0-9]{17}') and string-length(.) = 17 ¦ Seventeen letters and digits."
    )
    assert call.answer("1HGCM82633A00435").error == "Seventeen letters and digits."
    assert call.answer("1HGCM82633A0043525").error == "Seventeen letters and digits."
    assert call.answer("1HGCM82633A004352").error == ""


def test_a_constraint_without_message_says_something(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ constraint\ninteger ¦ n ¦ N ¦ . != 13")
    assert call.answer("13").error == "That answer does not fit here. Check it and type it again."


def test_a_default_that_was_taken_out_stays_out(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ default\ntext ¦ a ¦ A ¦ blue\ntext ¦ b ¦ B ¦")
    call.answer("")
    call.go_on()
    back = again(call)
    assert back.go_back().answer == ""
    assert call.go_back().answer == ""


def test_a_default_nobody_saw_is_not_an_answer(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ default\ntext ¦ a ¦ A ¦\ntext ¦ b ¦ B ¦ blue\ntext ¦ c ¦ C ¦ red")
    call.go_on()
    call.go_on()
    call.go_back()
    call.jump_ending("talked_part")
    assert [(answer.question, answer.value) for answer in call.answers()] == [("b", "blue")]


def test_a_default_waits_for_the_answer_it_reads(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ default\ntext ¦ a ¦ A ¦\ntext ¦ b ¦ B ¦ concat(${a}, '!')\ntext ¦ c ¦ C ¦ ${a}")
    call.answer("hello")
    assert call.go_on().answer == "!"  # it stood before anything was typed, as in ODK
    assert call.go_on().answer == "hello"  # a blank is no default


def test_a_default_of_an_answer_that_comes_later_applies_once(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ default ¦ relevant\nselect_one yn ¦ a ¦ A ¦ ¦\ndate ¦ d ¦ D ¦ today() ¦ ${a} = 'yes'",
        YES_NO,
    )
    call.press("1")
    assert call.step.answer == "2026-11-14"
    call.answer("2026-11-01")
    call.go_back()
    call.answer("no")
    call.answer("yes")
    assert call.go_on().answer == "2026-11-01"


def test_a_default_of_now_is_the_part_that_is_asked_for(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ default\ndate ¦ d ¦ D ¦ now()\ntime ¦ t ¦ T ¦ now()\n"
        "dateTime ¦ m ¦ M ¦ now()\nnote ¦ n ¦ N ¦"
    )
    seen = [call.step.answer] + [call.go_on().answer for _ in range(2)]
    assert seen == ["2026-11-14", "12:00", "2026-11-14T12:00:00.000-06:00"]
    assert call.go_on().heading == "N"  # each fits its question


def test_a_draft_of_another_day_keeps_what_was_worked_out_once(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ calculation\ncalculate ¦ first ¦ ¦ once(today())\ncalculate ¦ day ¦ ¦ today()\n"
        "note ¦ n ¦ ${first} and ${day} ¦"
    )
    assert call.step.heading == "2026-11-14 and 2026-11-14"
    assert again(call).step.heading == "2026-11-14 and 2026-12-01"


def test_once_survives_a_new_round(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ repeat_count ¦ calculation\ninteger ¦ a ¦ A ¦ ¦\nbegin repeat ¦ r ¦ R ¦ ${a} ¦\n"
        "text ¦ t ¦ T ¦ ¦\nend repeat ¦ ¦ ¦ ¦\ncalculate ¦ c ¦ ¦ ¦ once(${a})\nnote ¦ n ¦ [${c}] ¦ ¦"
    )
    call.answer("1")
    call.answer("2")
    for _ in range(3):
        call.go_on()
    assert call.step.heading == "[1]"


def test_a_calculation_of_one_that_does_not_apply_is_blank(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ relevant ¦ calculation\nselect_one yn ¦ a ¦ A ¦ ¦\n"
        "calculate ¦ c ¦ ¦ ${a} = 'yes' ¦ 'said'\nnote ¦ n ¦ [${c}] ¦ ¦",
        YES_NO,
    )
    assert call.press("2").heading == "[____]"
    call.go_back()
    assert call.press("1").heading == "[said]"


def test_a_condition_may_read_what_stands_later(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ relevant\ntext ¦ a ¦ A ¦ ${b} = 'x'\ntext ¦ b ¦ B ¦\nnote ¦ c ¦ C ¦")
    assert asked(call) == ["b", "c"]
    call.answer("x")
    assert asked(call) == ["a", "b", "c"]
    assert call.step.heading == "B"  # what comes up before it does not pull the volunteer back
    assert call.go_back().heading == "A"


def test_the_day_of_the_desk_is_today(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ calculation\ncalculate ¦ c ¦ ¦ today()\nnote ¦ n ¦ ${c} ¦")
    late = Navigator(
        call.form, Facts(), language="en", now=datetime(2026, 11, 15, 3, tzinfo=UTC), zone=timezone(timedelta(hours=-6))
    )
    assert late.step.heading == "2026-11-14"  # nine in the evening in Chicago
