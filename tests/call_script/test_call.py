"""What a volunteer does in a call that is not simply forward: lines, going back, somebody else, the end, cards."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from callback_desk.call_script.form import Form, QuestionKind
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.result import call_result
from callback_desk.call_script.state import DraftState
from callback_desk.call_script.steps import Ending
from callback_desk.call_script.wording import BLANK
from callback_desk.domain.call import Gate, VoicemailPolicy
from callback_desk.domain.errors import DeskBug, NotAllowed, ScriptRefused
from callback_desk.domain.tip import TipKind

FIRST_FAMILY = {"offense_family": "theft"}


def to_new_information(call: Navigator) -> None:
    for _ in range(3):
        call.press("1")
    call.go_on()
    assert call.step.kind is QuestionKind.CAPTURE


def test_no_line_before_both_checks(call: Navigator) -> None:
    with pytest.raises(NotAllowed):
        call.keep_line("Something said too early")
    assert call.lines == ()


def test_no_line_from_somebody_who_did_not_agree(known: Navigator) -> None:
    known.press("0")
    assert known.consents()["tip"] == ""
    with pytest.raises(NotAllowed):
        known.keep_line("Something")


def test_a_refused_part_never_blocks_the_other(known: Navigator) -> None:
    known.press("2")
    known.press("1")
    known.press("1")
    known.go_on()
    assert known.step.stage == "service"
    assert "what_is_new" not in {question.stage for question, _ in known.spots()}


def test_a_line_kept_during_the_service_questions_is_asked_about_before_the_close(known: Navigator) -> None:
    to_new_information(known)
    for _ in range(6):
        known.go_on()
    assert known.step.stage == "service"
    known.go_on()
    known.keep_line("The neighbor saw a van")
    for _ in range(9):
        known.press("1")
    step = known.go_on()
    assert (step.line_text, step.heading) == ("Line 1 of 1", "What is this line about?")
    known.press("4")
    known.press("0")
    known.press("0")
    known.press("3")
    step = known.press("2")
    assert step.heading == "What help is wanted?"
    assert known.tips()[0].kind is TipKind.WITNESS
    assert known.tips()[0].question == "rate_reach"


def test_a_pasted_soft_line_break_is_a_blank_in_a_line(known: Navigator) -> None:
    to_new_information(known)
    assert known.keep_line("A van,\x0bwhite\x00").text == "A van, white"
    assert known.edit_line(0, "A van,\x0bgray").text == "A van, gray"


def test_lines_keep_their_follow_ups_when_another_is_dropped(known: Navigator) -> None:
    to_new_information(known)
    known.keep_line("First")
    known.keep_line("Second")
    for _ in range(6):
        known.go_on()
    for key in ("2", "1", "1", "3", "2", "1"):
        known.press(key)
    assert known.step.line_text == "Line 2 of 2"
    known.press("3")
    known.drop_line(0)
    assert [(tip.text, tip.kind, tip.ordinal) for tip in known.tips()] == [("Second", TipKind.CAMERA, 1)]
    assert known.step.line_text == "Line 1 of 1"
    assert known.edit_line(0, "  Second, mended ").text == "Second, mended"
    known.drop_line(0)
    assert known.tips() == ()
    assert known.step.question is not None


def test_a_line_dropped_on_the_last_page_leaves_it_there(known: Navigator) -> None:
    known.keep_line("A slip of the tongue")
    known.jump_ending("talked_part")
    known.drop_line(0)
    assert known.ending == Ending("talked_part")
    assert known.lines == ()


def test_exact_words_only_where_they_were_read_back(known: Navigator) -> None:
    to_new_information(known)
    known.keep_line("He said he would be back")
    for _ in range(6):
        known.go_on()
    for key in ("8", "2", "1", "2"):
        known.press(key)
    known.answer("I will be back")
    known.go_on()
    known.press("1")  # urgent
    assert known.step.heading == "By which day?"
    assert known.answer("2026-11-13").error == "That day is over. Give today or a later day."
    known.answer("2026-11-23")
    known.go_on()
    known.press("2")
    (tip,) = known.tips()
    assert (tip.kind, tip.exact_words, tip.urgent, tip.statement) == (TipKind.THREAT, "I will be back", True, False)
    assert tip.act_by is not None
    assert tip.act_by.isoformat() == "2026-11-23"
    while known.step.heading != "Is the line right?":
        known.go_back()
    known.press("3")
    assert known.tips()[0].exact_words == ""


def test_nothing_new_is_kept_as_asked(known: Navigator) -> None:
    to_new_information(known)
    known.nothing_new()
    assert ("new_open", "nothing_new") in [(answer.question, answer.value) for answer in known.answers()]
    known.go_back()
    known.keep_line("There is something after all")
    assert "new_open" not in [answer.question for answer in known.answers()]


def test_going_back_to_a_check_takes_the_case_away(known: Navigator) -> None:
    assert known.case_open
    known.go_to_stage("right_person")
    known.answer("no_match")
    assert known.open_gates == {Gate.SAFE}
    assert not known.case_open
    known.answer("matches")
    assert known.open_gates == {Gate.SAFE, Gate.PERSON}
    assert not known.case_open  # to be handed over, and logged, again
    assert BLANK not in known.step.words.text
    known.go_on()
    assert "break-in" not in known.step.words.text


def test_stages_open_only_backwards(known: Navigator) -> None:
    assert [mark.state for mark in known.stages] == ["done"] * 4 + ["here"] + ["ahead"] * 4
    with pytest.raises(NotAllowed):
        known.go_to_stage("service")
    assert known.go_to_stage("opening").heading == "Who answered?"


def test_somebody_else_on_the_line_covers_and_gives_back(known: Navigator) -> None:
    known.press("1")
    before = known.step.key
    step = known.open_aside("someone_else")
    assert step.heading == "What did they say?"
    assert known.open_gates == frozenset()
    assert not known.case_open
    with pytest.raises(NotAllowed):
        known.keep_line("What the other one said")
    assert known.close_aside().key == before
    assert known.case_open


def test_something_felt_wrong_ends_and_keeps_what_was_said(known: Navigator) -> None:
    known.press("1")
    known.open_aside("someone_else")
    assert known.press("5").ending == Ending("something_wrong", "supervisor")
    questions = [answer.question for answer in known.answers()]
    assert questions[-2:] == ["consent_tip", "someone"]
    assert known.go_back().heading == "What did they say?"
    assert known.close_aside().heading == "May we ask about the service?"


def test_coming_to_the_phone_starts_again_with_both_checks(known: Navigator) -> None:
    known.press("1")
    known.open_aside("someone_else")
    step = known.press("1")
    assert step.heading == "Who answered?"
    assert known.open_gates == frozenset()
    assert not known.case_open
    for key in "1111":
        known.press(key)
    assert known.step.heading == "May we pass on what is new?"
    assert known.step.answer == "yes"  # what was settled with Elena stays


def test_end_from_anywhere_and_back(known: Navigator) -> None:
    heading = known.step.heading
    assert known.jump_ending("cut_off", "redial").ending == Ending("cut_off", "redial")
    again = DraftState.from_json(known.state().to_json())
    assert again.outcome == "cut_off"
    assert known.go_back().heading == heading


def test_another_version_of_the_script_is_refused(call: Navigator, shipped: Form) -> None:
    state = DraftState(script_sha256="another", language="en", position="")
    with pytest.raises(ScriptRefused):
        Navigator(shipped, call._live.facts, language="en", now=call._now, zone=call._live.zone, saved=state)


def test_a_damaged_draft_is_ours_to_answer_for() -> None:
    for text in ("", "[]", '{"shape":1}', '{"shape":9}'):
        with pytest.raises(DeskBug):
            DraftState.from_json(text)


def test_spanish_is_whole(known: Navigator) -> None:
    known.language = "es"
    assert "la entrada a la fuerza" in known.step.words.text
    known.press("1")
    known.press("1")
    known.press("1")
    assert known.step.words.text == "Le puedo decir que el reporte está abierto, y lo lleva un detective."
    known.go_on()
    assert known.step.position_text == "Lo nuevo, 1 de 6"
    with pytest.raises(DeskBug):
        known.language = "fr"


def test_an_old_status_is_not_read_aloud(known: Navigator) -> None:
    known.open_case({"offense_plain": "Theft", "offense_family": "theft", "status_phrase": ""})
    for _ in range(3):
        known.press("1")
    assert known.step.question is not None
    assert known.step.question.name == "status_old"


@pytest.mark.parametrize(
    ("family", "prompts"),
    [
        ("burglary", ["burglary_things", "burglary_around"]),
        ("theft_from_vehicle", ["car_when", "car_cards"]),
        ("stolen_vehicle", ["vehicle_where", "vehicle_marks"]),
        ("theft", ["theft_marks", "theft_sale"]),
        ("fraud", ["fraud_who", "fraud_bank"]),
        ("vandalism", ["damage_proof", "damage_before"]),
        ("other", []),
    ],
)
def test_prompts_follow_the_offense(known: Navigator, family: str, prompts: list[str]) -> None:
    known.press("1")
    known.open_case({"offense_plain": "x", "offense_family": family})
    asked = [question.name for question, _ in known.spots() if question.stage == "what_is_new"]
    assert asked == ["new_open", *prompts, "camera", "others", "corrections"]


def test_cards_lie_beside_every_question(call: Navigator) -> None:
    cards = call.cards
    assert "Who the suspect is, or where" in cards.never_say
    assert [card.name for card in cards.they_ask][:5] == [
        "detective",
        "report_copy",
        "video",
        "property",
        "interpreter",
    ]
    assert [card.words.text for card in cards.someone_else] == ["My name is Ruth.", "It is for Elena only."]
    assert cards.words["danger"].words.text.startswith("If you are in danger right now, please hang up and dial 911.")
    assert not cards.voicemail[VoicemailPolicy.NONE]
    assert "312 555 0100" in cards.voicemail[VoicemailPolicy.NAME_AND_CALLBACK].text
    assert "555" not in cards.voicemail[VoicemailPolicy.NAME_ONLY].text
    call.language = "es"
    assert call.cards.words["danger"].topic == "Peligro ahora"


def test_no_card_holds_the_case_even_when_it_is_open(known: Navigator) -> None:
    cards = known.cards
    said = " ".join([*cards.never_say, *(card.words.text for card in cards.they_ask)])
    assert "26-018834" not in said
    assert "break-in" not in said.lower()


def test_the_service_questions_are_word_for_word_those_of_their_version(shipped: Form, shipped_path: Path) -> None:
    text = (shipped_path.parents[1] / "ratings" / "core-v1.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("| \n").split("|")] for line in text.splitlines() if line.startswith("| ")
    ]
    items = [row for row in rows[1:] if len(row) == 4]
    rated = [question for question in shipped.questions if question.rating]
    assert [row[0] for row in items] == [question.rating.removeprefix("core-v1/") for question in rated]
    assert len(rated) == 10
    for row, question in zip(items, rated, strict=True):
        assert [part.text for part in question.hints["en"]] == [row[2]]
        assert [part.text for part in question.hints["es"]] == [row[3]]
    scales = [(row[0], row[1], row[2], row[3]) for row in rows if len(row) == 5][1:]
    for name in {row[0] for row in scales}:
        shown = [
            (choice.name, choice.labels["en"][0].text, choice.labels["es"][0].text) for choice in shipped.lists[name]
        ]
        assert shown == [row[1:] for row in scales if row[0] == name]


def test_every_outcome_of_the_script_is_one_of_the_table(shipped: Form, shipped_path: Path) -> None:
    table = tomllib.loads((shipped_path.parents[1] / "rules" / "outcomes-v1.toml").read_text(encoding="utf-8"))
    known = {row["outcome"] for row in table["outcome"]}
    used = {choice.outcome for question in shipped.questions for choice in question.choices if choice.outcome}
    assert len(used) > 15
    assert used <= known


def test_every_rating_can_be_left_unsaid(shipped: Form) -> None:
    for question in shipped.questions:
        if question.rating and question.kind is QuestionKind.SELECT_ONE:
            assert {"dont_know", "prefer_not"} <= {choice.name for choice in question.choices}
            assert not question.required


def test_no_words_of_the_script_use_he_or_she_or_shout(shipped: Form) -> None:
    for question in shipped.questions:
        said = " ".join(part.text for texts in (question.labels, question.hints) for part in texts.get("en", ()))
        assert not re.search(r"\b(he|she|his|her|him)\b|!", said, re.IGNORECASE), question.name


def test_a_finished_call_in_one_piece(known: Navigator) -> None:
    to_new_information(known)
    known.keep_line("A silver van")
    known.jump_ending("talked_part")
    result = call_result(known, note="The line was poor.")
    assert (result.outcome, result.note, result.message_left, result.do_not_call) == (
        "talked_part", "The line was poor.", False, False,
    )  # fmt: skip
    assert [tip.text for tip in result.tips] == ["A silver van"]
    assert DraftState.from_json(result.state) == known.state()
    assert {answer.stage for answer in result.answers} >= {"opening", "safe", "consent"}


def test_no_more_calls_is_carried_out_with_the_outcome(known: Navigator) -> None:
    known.press("2")
    known.press("2")
    known.press("2")
    result = call_result(known)
    assert (result.outcome, result.do_not_call) == ("no_calls_wanted", True)
