"""What the report says already is told once, in one sentence on a question, and only what it lacks is asked."""

from __future__ import annotations

import pytest

from callback_desk.call_script.checks import check_script
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.paper import paper_of
from tests.call_script.conftest import form_of, walk, workbook
from tests.call_script.test_shipped_words import TODAY, begun, names

LISTS = {
    "report_lists": "The report already lists a bicycle with its number and a laptop.",
    "report_lists_es": "El reporte ya menciona una bicicleta con su número y una computadora portátil.",
}
PLATE = {"report_vehicle": "The report already has the plate.", "report_vehicle_es": "El reporte ya tiene la placa."}


def said_at(call: Navigator, name: str) -> str:
    """The words of a prompt of the stage, walked to."""
    while call.step.question is not None and call.step.question.name != name:
        call.press("1") if call.step.choices else call.go_on()
    assert call.step.question is not None
    return call.step.words.text


def prompts(script: str, family: str, has: str = "", **case: str) -> list[str]:
    return names(begun(script, case={"offense_family": family, "report_has": has, **case}), "what_is_new")


@pytest.mark.parametrize("script", TODAY)
@pytest.mark.parametrize(
    ("family", "has", "gone", "instead"),
    [
        ("bicycle", "property serial", "bicycle_frame", ""),
        ("burglary", "property serial", "burglary_marks", ""),
        ("theft", "property serial", "theft_marks", ""),
        ("theft_from_vehicle", "time", "car_when", ""),
        ("theft_from_vehicle", "property serial", "car_marks", ""),
        ("stolen_vehicle", "plate vin vehicle", "vehicle_papers", ""),
        ("vandalism", "photo", "damage_photos", ""),
        ("burglary", "entry", "burglary_way_in", "burglary_keys"),
        ("vandalism", "camera", "camera", "camera_more"),
        ("theft", "witness", "others", "others_since"),
    ],
)
def test_only_what_the_report_lacks_is_asked(script: str, family: str, has: str, gone: str, instead: str) -> None:
    asked, now = prompts(script, family), prompts(script, family, has)
    assert gone in asked
    assert now == [name for name in (instead if name == gone else name for name in asked) if name]


@pytest.mark.parametrize("script", TODAY)
def test_every_combination_has_its_prompts(script: str) -> None:
    """Families by what the report has: the open questions are always asked, and nothing is asked twice over."""
    always = {"new_open", "contacted", "corrections"}
    alternatives = [{"camera", "camera_more"}, {"others", "others_since"}]
    for family in ("burglary", "theft_from_vehicle", "stolen_vehicle", "bicycle", "theft", "fraud", "vandalism"):
        for has in ("", "time", "property serial", "plate", "camera witness", "entry photo vehicle suspect"):
            asked = prompts(script, family, has)
            assert always <= set(asked)
            assert all(len(each & set(asked)) == 1 for each in alternatives), (family, has)
            assert len(asked) == len(set(asked))


@pytest.mark.parametrize("script", TODAY)
@pytest.mark.parametrize(
    ("family", "has", "where"),
    [
        ("burglary", "property", "burglary_missing"),
        ("burglary", "property serial", "burglary_missing"),
        ("theft_from_vehicle", "property", "car_marks"),
        ("theft_from_vehicle", "property serial", "car_cards"),
        ("bicycle", "property", "bicycle_frame"),
        ("bicycle", "property serial", "bicycle_looks"),
        ("theft", "property", "theft_marks"),
        ("theft", "property serial", "theft_since"),
    ],
)
def test_it_is_said_once_before_the_first_question_about_the_things(
    script: str, family: str, has: str, where: str
) -> None:
    for language in ("en", "es"):
        call = begun(script, case={"offense_family": family, "report_has": has, **LISTS})
        call.language = language
        sentence = LISTS["report_lists" if language == "en" else "report_lists_es"]
        words = {name: said_at(call, name) for name in names(call, "what_is_new")}
        assert [name for name, text in words.items() if sentence in text] == [where]
        assert words[where].startswith(f"{sentence} ")


@pytest.mark.parametrize("script", TODAY)
def test_the_plate_is_said_where_the_vehicle_is_asked_about(script: str) -> None:
    call = begun(script, case={"offense_family": "stolen_vehicle", "report_has": "plate", **PLATE})
    assert said_at(call, "vehicle_marks").startswith("The report already has the plate. Is there anything")


@pytest.mark.parametrize("script", TODAY)
def test_where_nothing_is_known_nothing_is_said_in_its_place(script: str) -> None:
    for family in ("burglary", "theft_from_vehicle", "bicycle", "theft", "stolen_vehicle"):
        call = begun(script, case={"offense_family": family})
        for name in names(call, "what_is_new"):
            words = said_at(call, name)
            assert "report already" not in words
            assert "____" not in words
            assert words == words.strip()
            assert call.step.missing == ()


@pytest.mark.parametrize("script", TODAY)
def test_that_there_is_a_witness_a_camera_or_a_suspect_is_never_said(script: str) -> None:
    """Neither to the victim nor on the volunteer's screen: they only decide which of two questions is asked."""
    for has in ("witness", "camera", "suspect", "photo entry"):
        call = begun(script, case={"offense_family": "burglary", "report_has": has})
        for name in names(call, "what_is_new"):
            said_at(call, name)
            shown = " ".join((call.step.heading, call.step.words.text, call.step.do_line)).casefold()
            for word in ("witness", "suspect", "the report has", "report already", "officer found"):
                assert word not in shown, (has, name)


@pytest.mark.parametrize("script", TODAY)
def test_a_stranger_learns_nothing_of_it(script: str) -> None:
    """The sentences stand behind the person check, like everything of the case."""
    form = form_of(script)
    for name in ("report_lists", "report_lists_all", "report_vehicle", "report_has"):
        assert form.question(name).needs is not None
        assert form.question(name).needs == form.question("case_number").needs
    call = begun(script, case={"offense_family": "burglary", "report_has": "property", **LISTS})
    said_at(call, "burglary_missing")
    step = call.open_aside("someone_else")
    assert "bicycle" not in " ".join((step.heading, step.words.text, step.do_line))


@pytest.mark.parametrize("script", TODAY)
def test_on_paper_it_stands_in_brackets(script: str) -> None:
    for language, said in (("en", "[The report already lists …] Have you"), ("es", "[El reporte ya menciona …] ¿Ha")):
        parts = [part.text for part in paper_of(form_of(script), language).parts]
        assert any(said in text for text in parts), language


SMALL = """
type ¦ name ¦ label ¦ hint ¦ calculation ¦ bind::desk:when_known
calculate ¦ told ¦ ¦ ¦ pulldata('open', 'told', 'row', 'this') ¦ yes
note ¦ first ¦ First ¦ ${told} Then this. ¦ ¦
note ¦ middle ¦ Middle ¦ This. ${told} That. ¦ ¦
note ¦ alone ¦ Alone ¦ ${told} ¦ ¦
"""


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("", ["Then this.", "This. That.", ""]),
        ("It is known.", ["It is known. Then this.", "This. It is known. That.", "It is known."]),
    ],
)
def test_a_sentence_that_is_not_known_leaves_no_gap(told: str, said: list[str]) -> None:
    from tests.call_script.conftest import compiled

    call = walk(compiled(workbook(SMALL)), facts={"told": told})
    found = []
    while call.step.question is not None:
        found.append(call.step.words.text)
        assert not any(segment.strong for segment in call.step.words.segments)
        call.go_on()
    assert found == said


@pytest.mark.parametrize(
    ("survey", "code"),
    [
        (SMALL.replace("¦ yes", "¦ maybe"), "unknown_mark"),
        (SMALL.replace("${told} Then this. ¦ ¦", "Then this. ¦ ¦ yes"), "unknown_mark"),
    ],
)
def test_the_checker_knows_the_column(survey: str, code: str) -> None:
    found = check_script(workbook(survey))
    assert [(finding.column, finding.code) for finding in found if finding.code in (code, "unknown_column")] == [
        ("bind::desk:when_known", code)
    ]
    assert not [finding for finding in check_script(workbook(SMALL)) if finding.code in ("no_fallback", code)]
