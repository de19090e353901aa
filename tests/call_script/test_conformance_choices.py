"""Small forms: which choices are offered, how they are named, and what they lead to."""

from __future__ import annotations

from collections.abc import Callable

from callback_desk.call_script.navigator import Navigator

Start = Callable[..., Navigator]
YES_NO = "list_name ¦ name ¦ label\nyn ¦ yes ¦ Yes\nyn ¦ no ¦ No"
ABC = "list_name ¦ name ¦ label\nc ¦ a ¦ Apple\nc ¦ b ¦ Banana\nc ¦ d ¦ Date"
CASCADE = (
    "list_name ¦ name ¦ label ¦ of\nkind ¦ car ¦ Car ¦\nkind ¦ bike ¦ Bike ¦\npart ¦ wheel ¦ Wheel ¦ car\n"
    "part ¦ horn ¦ Horn ¦ car\npart ¦ bell ¦ Bell ¦ bike\nsize ¦ big ¦ Big ¦ wheel\nsize ¦ small ¦ Small ¦ wheel\n"
    "size ¦ loud ¦ Loud ¦ horn\nsize ¦ soft ¦ Soft ¦ bell"
)
CASCADING = (
    "type ¦ name ¦ label ¦ choice_filter\nselect_one kind ¦ k ¦ K ¦\nselect_one part ¦ p ¦ P ¦ of = ${k}\n"
    "select_one size ¦ s ¦ S ¦ of = ${p}\nnote ¦ n ¦ [${k} ${p} ${s}] ¦"
)


def test_choice_filter_by_another_answer(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ choice_filter\nselect_one kind ¦ k ¦ K ¦\nselect_one thing ¦ t ¦ T ¦ kind = ${k}",
        "list_name ¦ name ¦ label ¦ kind\nkind ¦ car ¦ Car ¦\nkind ¦ bike ¦ Bike ¦\nthing ¦ wheel ¦ Wheel ¦ car\n"
        "thing ¦ bell ¦ Bell ¦ bike\nthing ¦ horn ¦ Horn ¦ car",
    )
    call.press("1")
    assert [(choice.key, choice.name) for choice in call.step.choices] == [("1", "wheel"), ("2", "horn")]
    assert call.answer("bell").error != ""


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


def test_cascading_selects_offer_what_belongs_to_the_answer_before(start: Start) -> None:
    call = start(CASCADING, CASCADE)
    call.press("1")
    assert [choice.name for choice in call.step.choices] == ["wheel", "horn"]
    call.press("2")
    assert [choice.name for choice in call.step.choices] == ["loud"]
    assert call.press("1").heading == "[car horn loud]"


def test_a_cascade_that_is_changed_at_its_top_drops_what_no_longer_fits(start: Start) -> None:
    call = start(CASCADING, CASCADE)
    for _ in range(3):
        call.press("1")
    for _ in range(3):
        call.go_back()
    call.answer("bike")
    assert [(answer.question, answer.value) for answer in call.answers()] == [("k", "bike")]
    assert call.no_longer_apply == 2
    assert call.go_on().answer == ""
    call.go_back()
    call.answer("car")
    assert [answer.value for answer in call.answers()] == ["car", "wheel", "big"]
    assert call.no_longer_apply == 0


def test_a_needed_answer_that_was_filtered_away_is_needed_again(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ choice_filter ¦ required\nselect_one kind ¦ k ¦ K ¦ ¦\n"
        "select_one part ¦ p ¦ P ¦ of = ${k} ¦ yes",
        CASCADE,
    )
    call.press("1")
    call.press("1")
    call.go_back()
    call.go_back()
    call.answer("bike")
    call.go_on()
    assert call.go_on().error == "This one needs an answer before you go on."


def test_of_several_answers_those_that_still_fit_stay(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ choice_filter\nselect_multiple kind ¦ k ¦ K ¦\n"
        "select_multiple part ¦ p ¦ P ¦ selected(${k}, of)\nnote ¦ n ¦ [${p}] ¦",
        CASCADE,
    )
    call.answer("car bike")
    call.go_on()
    call.answer("wheel bell")
    assert call.go_on().heading == "[wheel bell]"
    call.go_back()
    call.go_back()
    call.answer("bike")
    assert [answer.value for answer in call.answers()] == ["bike", "bell"]
    assert call.no_longer_apply == 1


def test_a_filtered_ranking_ranks_what_is_offered(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ choice_filter\nselect_one kind ¦ k ¦ K ¦\n"
        "rank part ¦ p ¦ P ¦ of = ${k}\nnote ¦ n ¦ [${p}] ¦",
        CASCADE,
    )
    call.press("1")
    call.press("2")
    call.press("1")
    assert call.go_on().heading == "[horn wheel]"


def test_a_choice_filter_may_use_functions_and_several_columns(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ choice_filter\ninteger ¦ age ¦ Age ¦\n"
        "select_one c ¦ k ¦ K ¦ from_age <= ${age} and not(selected(state, 'old'))",
        "list_name ¦ name ¦ label ¦ from_age ¦ state\nc ¦ a ¦ A ¦ 0 ¦\n"
        "c ¦ b ¦ B ¦ 18 ¦ new\nc ¦ d ¦ D ¦ 10 ¦ very old\nc ¦ e ¦ E ¦ 65 ¦",
    )
    call.answer("20")
    assert [choice.name for choice in call.go_on().choices] == ["a", "b"]


def test_the_number_keys_follow_what_is_offered(start: Start) -> None:
    call = start(CASCADING, CASCADE)
    call.press("2")
    assert call.press("2").error == "That key has no answer here."
    assert [(choice.key, choice.name) for choice in call.step.choices] == [("1", "bell")]


def test_an_outcome_that_was_filtered_away_ends_nothing(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ choice_filter\nselect_one kind ¦ k ¦ K ¦\n"
        "select_one e ¦ p ¦ P ¦ of = ${k}\ntext ¦ t ¦ T ¦",
        CASCADE.replace("list_name ¦ name ¦ label ¦ of", "list_name ¦ name ¦ label ¦ of ¦ outcome")
        + "\ne ¦ over ¦ Over ¦ car ¦ busy\ne ¦ on ¦ On ¦ bike ¦",
    )
    call.press("1")
    ending = call.press("1").ending
    assert ending is not None and ending.outcome == "busy"
    call.go_back()
    call.go_back()
    call.press("2")
    call.press("1")
    assert call.step.heading == "T"


def test_more_than_nine_choices_can_be_answered_by_name(start: Start) -> None:
    many = "\n".join(f"c ¦ n{number} ¦ Number {number}" for number in range(1, 13))
    call = start(
        "type ¦ name ¦ label ¦ appearance\nselect_one c ¦ k ¦ K ¦ minimal", f"list_name ¦ name ¦ label\n{many}"
    )
    assert [choice.key for choice in call.step.choices][8:] == ["9", "", "", ""]
    assert call.answer("n12").answer == "n12"


def test_choice_name_of_several_answers_and_of_a_ranking(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ calculation\nrank c ¦ r ¦ R ¦\ncalculate ¦ all ¦ ¦ jr:choice-name(${r}, '${r}')\n"
        "calculate ¦ top ¦ ¦ jr:choice-name(selected-at(${r}, 0), '${r}')\nnote ¦ n ¦ ${top} of ${all} ¦",
        ABC,
    )
    call.answer("d a b")
    assert call.go_on().heading == "Date of Date, Apple, Banana"


def test_a_choice_may_name_another_answer(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ calculation\ntext ¦ t ¦ T ¦\nselect_one c ¦ k ¦ K ¦\n"
        "calculate ¦ l ¦ ¦ jr:choice-name(${k}, '${k}')\nnote ¦ n ¦ [${l}] ¦",
        "list_name ¦ name ¦ label\nc ¦ a ¦ The one in ${t}\nc ¦ b ¦ Another",
    )
    call.answer("the garage")
    assert call.go_on().choices[0].label == "The one in the garage"
    assert call.press("1").heading == "[The one in the garage]"


def test_a_choice_name_tells_nothing_from_behind_a_check(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ calculation ¦ bind::desk:needs\n"
        "calculate ¦ offense ¦ ¦ pulldata('case', 'offense_plain', 'row', 'this') ¦ person\nselect_one c ¦ k ¦ K ¦ ¦\n"
        "calculate ¦ l ¦ ¦ jr:choice-name('a', '${k}') ¦\nnote ¦ n ¦ [${l}] ¦ ¦",
        "list_name ¦ name ¦ label\nc ¦ a ¦ About ${offense}",
    )
    call.press("1")
    assert call.step.heading == "[About ]"
