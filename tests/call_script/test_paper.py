"""A script flattened onto paper: every question, every box, every condition in words, the same numbers everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.call_script.form import SELECTS, Form
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.paper import PaperFacts, numbered, paper_choices, paper_of
from callback_desk.call_script.paper_conditions import Conditions
from callback_desk.call_script.paper_pruning import families, never_met
from callback_desk.call_script.paper_words import _EN, _ES
from callback_desk.call_script.workbook import compile_script
from callback_desk.domain.paper import PaperDocument, PaperKind

SCRIPTS = sorted((Path(__file__).resolve().parents[2] / "resources" / "call_scripts").glob("*.md"))


@pytest.fixture(scope="module", params=SCRIPTS, ids=lambda path: path.stem)
def shipped(request: pytest.FixtureRequest) -> Form:
    return form_from_xform(compile_script(request.param).xform)


@pytest.fixture(scope="module")
def form() -> Form:
    return form_from_xform(compile_script(SCRIPTS[0].with_name("property-v1.md")).xform)


def parts(document: PaperDocument, kind: PaperKind) -> list[str]:
    return [part.text for part in document.parts if part.kind is kind]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_asked_question_of_every_shipped_script_is_on_paper_once(shipped: Form, language: str) -> None:
    document = paper_of(shipped, language)
    found = [text.partition("\t")[0] for text in parts(document, PaperKind.QUESTION)]
    asked = [question for question in shipped.questions if question.asked]
    assert len(found) == len(set(found)) == len(asked)
    assert sorted(found) == sorted(numbered(shipped).values())


def test_every_choice_has_a_box_and_0_stands_last(shipped: Form) -> None:
    for question in shipped.questions:
        if question.asked and question.kind in SELECTS:
            boxes = paper_choices(shipped, question)
            assert {name for box in boxes for name in box.names} == {choice.name for choice in question.choices}
            assert len({box.number for box in boxes}) == len(boxes)
            assert all(box.number != "0" for box in boxes[:-1])


def test_no_condition_is_left_in_the_language_of_the_workbook(shipped: Form) -> None:
    for language in ("en", "es"):
        document = paper_of(shipped, language)
        for part in document.parts:
            assert "/data/" not in part.text + part.note
            assert "${" not in part.text + part.note
            assert "selected(" not in part.note and " = '" not in part.note


@pytest.mark.parametrize(
    ("expression", "never"),
    [
        ("/data/offense_family = 'theft'", True),
        ("/data/offense_family = 'burglary'", False),
        ("/data/offense_family != 'burglary'", True),
        ("/data/offense_family = 'theft' or /data/offense_family = 'burglary'", False),
        ("/data/offense_family = 'theft' or /data/opening/who = 'busy'", False),
        ("/data/offense_family = 'theft' and /data/opening/who = 'busy'", True),
        ("( /data/offense_family = 'theft') and not(selected( /data/report_has , 'serial'))", True),
        ("( /data/offense_family = 'burglary') and not(selected( /data/report_has , 'serial'))", False),
        ("not( /data/offense_family = 'burglary')", True),
        ("count( /data/opening/who ) > 2 and /data/offense_family = 'theft'", False),  # not understood: kept
        ("", False),
    ],
)
def test_only_what_is_certainly_not_asked_is_left_out(expression: str, never: bool) -> None:
    assert never_met(expression, {"offense_family": "burglary"}) is never


def test_a_form_for_one_kind_of_report_is_shorter_and_keeps_every_number(form: Form) -> None:
    whole = parts(paper_of(form, "en"), PaperKind.QUESTION)
    assert families(form)
    for family in families(form):
        document = paper_of(form, "en", PaperFacts(family=family))
        some = parts(document, PaperKind.QUESTION)
        assert set(some) < set(whole)
        assert f"for reports of: {family.replace('_', ' ')}" in document.under


def test_choices_with_the_same_words_are_one_box(form: Form) -> None:
    (box,) = paper_choices(form, form.question("close"))
    assert len(box.names) > 1


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("/data/safe_to_talk/safe = 'no'", "answer 7 is “No, not now”"),
        ("/data/safe_to_talk/safe != 'no'", "answer 7 is not “No, not now”"),
        ("/data/safe_to_talk/safe = 'no' or /data/safe_to_talk/safe = 'yes'",
         "answer 7 is “No, not now” or answer 7 is “Yes, safe to talk”"),
        ("/data/safe_to_talk/safe != '' and ( /data/opening/who = 'busy' )",
         "question 7 was answered and (answer 1 is “Busy”)"),
        ("not( /data/safe_to_talk/safe = '' )", "not (question 7 was not answered)"),
        ("selected( /data/help_and_close/referrals , 'interpreter')", "answer 47 includes “An interpreter”"),
        ("/data/offense_family = 'stolen_vehicle'", "offense family is “stolen vehicle”"),
        ("/data/status_phrase = ''", "status phrase is not known"),
        ("../source = 'told'", "answer d is “Was told by someone”"),
        ("count( /data/opening/who ) > 2", "count( who ) > 2"),  # not one of the usual shapes: as it was written
    ],
)  # fmt: skip
def test_conditions_in_words(form: Form, expression: str, words: str) -> None:
    said = Conditions(form, numbered(form), "en", lambda template: "".join(part.text for part in template))
    assert said.say(expression) == words


def test_what_is_not_known_yet_stands_in_brackets_and_what_the_agency_knows_in_words(form: Form) -> None:
    without = " ".join(parts(paper_of(form, "en"), PaperKind.SAY))
    assert "“Hello, could I speak with [the person on the card], please?”" in without
    assert "[the police department]" in without
    within = " ".join(
        parts(paper_of(form, "en", PaperFacts("Springfield PD", {"agency": "Springfield PD"})), PaperKind.SAY)
    )
    assert "with Springfield PD," in within


def test_the_checks_stand_on_top_in_order_and_the_never_say_follows(form: Form) -> None:
    document = paper_of(form, "en")
    kinds = [part.kind for part in document.parts]
    boxed = document.parts[kinds.index(PaperKind.BOXED)]
    assert boxed.note.index("Check 1, question 7") < boxed.note.index("Check 2, question 11")
    assert kinds.index(PaperKind.BOXED) < kinds.index(PaperKind.POINT) < kinds.index(PaperKind.QUESTION)


def test_the_version_is_on_every_page_and_the_pipe_keeps_everything(form: Form) -> None:
    document = paper_of(form, "es")
    assert form.sha256[:12] in document.under and form.version in document.under
    assert PaperDocument.from_dict(document.to_dict()) == document


def test_a_language_the_script_does_not_have_falls_back_to_its_own(form: Form) -> None:
    assert paper_of(form, "fr").language == "en"


def test_both_languages_have_every_fixed_word() -> None:
    assert _EN.keys() == _ES.keys()
