"""The words of every shipped script: never what is never said, nothing to a stranger, whole in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from callback_desk.call_script.cards import CARD_LISTS, ELSE, NEVER_SAY, SOMEONE_ELSE, THEY_ASK, VOICEMAIL, WORDS
from callback_desk.call_script.checks import check_script
from callback_desk.call_script.facts import Facts
from callback_desk.call_script.form import ByLanguage, Form, Question, Template
from callback_desk.call_script.navigator import Navigator
from callback_desk.domain.agency_answers import MOST_LETTERS, Answer
from callback_desk.domain.call import VoicemailPolicy
from callback_desk.domain.never_said import never_said, tells_a_stranger
from tests.call_script.conftest import CASE, CHICAGO, NOON, OPEN, SAFE, SHIPPED, form_of, walk

TODAY = ("property-v3.md", "called-back-v2.md")  # what a desk made today has
PROMPTS = {
    "burglary": ["burglary_missing", "burglary_marks", "burglary_way_in", "burglary_before", "seen_for_sale"],
    "theft_from_vehicle": ["car_when", "car_marks", "car_cards", "car_around", "seen_for_sale"],
    "stolen_vehicle": ["vehicle_trace", "vehicle_notices", "vehicle_marks", "vehicle_papers"],
    "bicycle": ["bicycle_frame", "bicycle_looks", "seen_for_sale"],
    "theft": ["theft_marks", "theft_since", "seen_for_sale"],
    "fraud": ["fraud_reach", "fraud_payment", "fraud_kept", "fraud_bank"],
    "vandalism": ["damage_photos", "damage_cost", "damage_words", "damage_before"],
    "robbery": ["person_seen", "seen_for_sale"],
    "assault": ["person_seen"],
    "other": [],
}
EVERYONE = ["camera", "others", "contacted", "corrections"]


def plain(template: Template) -> str:
    return "".join(part.text if not part.expression else "X" for part in template)


def read_aloud(form: Form) -> Iterator[tuple[str, str, str]]:
    """Place, language and words of everything that is said to somebody."""

    def each(place: str, texts: ByLanguage) -> Iterator[tuple[str, str, str]]:
        yield from ((place, language, plain(words)) for language, words in texts.items())

    for question in form.questions:
        yield from each(question.name, question.hints)
        yield from ((question.name, language, words) for language, words in question.fallback.items())
    for name in CARD_LISTS:
        for choice in form.lists.get(name, ()):
            yield from each(f"{name}/{choice.name}", choice.says)


def begun(script: str, more: dict[str, str] | None = None, case: dict[str, str] | None = None) -> Navigator:
    """A call past both checks and both consents, the case handed over."""
    call = walk(form_of(script), facts={**OPEN, **(more or {})})
    call.press("1")
    call.press("1")
    call.open_check({**SAFE, "report_day": "Monday, November 9"})
    call.press("1")
    call.press("1")
    call.open_case({**CASE, **(case or {})})
    call.press("1")
    call.press("1")
    return call


def names(call: Navigator, stage: str) -> list[str]:
    return [question.name for question, _ in call.spots() if question.stage == stage]


@pytest.mark.parametrize("script", SHIPPED)
def test_what_is_never_said_is_in_nothing_that_is_read_aloud(script: str) -> None:
    said = list(read_aloud(form_of(script)))
    assert len(said) > 150
    assert [place for place, _, words in said if never_said(words)] == []


@pytest.mark.parametrize(
    "words",
    [
        "We will catch them.",
        "You'll get it back.",
        "I promise you.",
        "Why didn't you lock it?",
        "You should have called.",
        "I know how you feel.",
        "Calm down, please.",
        "This is confidential.",
        "Los vamos a atrapar.",
        "Lo va a recuperar.",
        "Sé cómo se siente.",
        "Cálmese, por favor.",
        "¿Por qué no llamó?",
        "Esto es confidencial.",
    ],
)
def test_each_phrase_of_the_never_say_card_is_known(words: str) -> None:
    assert never_said(words)


@pytest.mark.parametrize("words", ["I cannot promise what comes of it.", "It was not your fault.", "No prometa nada."])
def test_what_may_be_said_is_not_taken_for_it(words: str) -> None:
    assert never_said(words) == ""


@pytest.mark.parametrize("script", SHIPPED)
def test_a_stranger_and_a_machine_learn_nothing(script: str) -> None:
    form = form_of(script)
    before = [question for question in form.questions if question.needs is None and question.asked]
    assert {"who", "someone", "safe"} <= {question.name for question in before}
    for question in before:
        for texts in (question.labels, question.hints, *(choice.labels for choice in question.choices)):
            for words in texts.values():
                if question.hints and texts is question.hints:
                    assert not tells_a_stranger(plain(words)), question.name
    for name in (SOMEONE_ELSE, VOICEMAIL):
        for choice in form.lists[name]:
            assert all(not tells_a_stranger(plain(words)) for words in choice.says.values()), choice.name


@pytest.mark.parametrize("script", SHIPPED)
def test_every_heading_word_line_and_answer_has_its_spanish(script: str) -> None:
    form = form_of(script)
    assert form.languages == ("en", "es")

    def both(place: str, texts: ByLanguage) -> None:
        assert set(texts) in (set(), {"en", "es"}), place
        if texts and place not in ("number",):
            assert plain(texts["en"]) != plain(texts["es"]) or re.fullmatch(r"X|No|[XxX .]*", plain(texts["en"])), place

    for question in form.questions:
        if question.asked:
            for texts in (question.labels, question.hints, question.guidance, question.constraint_message):
                both(question.name, texts)
    for name, choices in form.lists.items():
        for choice in choices:
            for texts in (choice.labels, choice.says, choice.hints):
                both(f"{name}/{choice.name}", texts)


@pytest.mark.parametrize("script", TODAY)
def test_spanish_says_usted_and_english_nobodys_sex(script: str) -> None:
    tu = re.compile(r"\b(?:tú|tu|tus|te|contigo|quieres|puedes|tienes|llámame|dime)\b", re.IGNORECASE)
    for place, language, words in read_aloud(form_of(script)):
        assert "!" not in words, place
        assert not (tu if language == "es" else re.compile(r"\b(?:he|she|his|her|him)\b", re.I)).search(words), place


@pytest.mark.parametrize("script", TODAY)
def test_everything_to_be_said_is_short_enough_to_stand_whole_at_twice_the_size(script: str) -> None:
    said = {
        "agency": "Springfield PD", "callback_phone": "312 555 0100", "first_name": "Elena", "minutes": "10",
        "volunteer_first_name": "Ruth", "full_name": "Elena Marchetti", "offense_said": "break-in at home or building",
        "offense_es": "el robo en su vehículo", "case_number": "26-018834", "emergency_number": "911",
        "status_phrase": "on hold until there is new information",
        "report_lists": "x" * 130, "report_lists_all": "x" * 130,
        "report_vehicle": "The report already has the plate and the vehicle number.",
        "help_line": "VictimConnect helps victims of any crime, by phone or text, at 1-855-555-0142.",
    }  # fmt: skip
    form = form_of(script)
    for question in form.questions:
        for language, words in question.hints.items():
            spoken = "".join(part.text or said.get(part.expression.strip().rsplit("/", 1)[-1], "") for part in words)
            assert len(spoken) <= MOST_LETTERS, (question.name, language, len(spoken))


@pytest.mark.parametrize("script", TODAY)
def test_no_number_of_a_country_stands_in_the_words(script: str) -> None:
    for place, _, words in read_aloud(form_of(script)):
        assert not re.search(r"\b(?:911|999|988|101|112)\b|\d{3}[- ]\d{3}", words), place


@pytest.mark.parametrize("script", TODAY)
def test_the_checker_finds_nothing(script: str, shipped_path: Path) -> None:
    assert check_script(shipped_path.with_name(script)) == ()


@pytest.mark.parametrize("script", TODAY)
@pytest.mark.parametrize("family", sorted(PROMPTS))
def test_prompts_follow_the_offense(script: str, family: str) -> None:
    call = begun(script, case={"offense_family": family})
    assert names(call, "what_is_new") == ["new_open", *PROMPTS[family], *EVERYONE]


@pytest.mark.parametrize(
    ("has", "family", "gone"),
    [
        ("serial", "bicycle", "bicycle_frame"),
        ("serial", "burglary", "burglary_marks"),
        ("time", "theft_from_vehicle", "car_when"),
        ("vehicle", "stolen_vehicle", "vehicle_papers"),
        ("camera", "vandalism", "camera"),
        ("witness", "theft", "others"),
    ],
)
def test_what_the_report_gives_is_not_asked_again(has: str, family: str, gone: str) -> None:
    asked = names(begun("property-v2.md", case={"offense_family": family}), "what_is_new")
    now = names(begun("property-v2.md", case={"offense_family": family, "report_has": f"x {has}"}), "what_is_new")
    assert gone in asked
    assert now == [name for name in asked if name != gone]


def test_a_business_is_asked_about_its_records_and_its_own_cameras() -> None:
    asked = names(begun("property-v3.md", {"contact_kind": "business"}), "what_is_new")
    assert asked[-7:] == [
        "business_stock", "business_records", "business_camera", "business_staff", "others", "contacted", "corrections",
    ]  # fmt: skip
    assert "camera" not in asked


@pytest.mark.parametrize("script", TODAY)
def test_money_for_injuries_is_named_only_where_somebody_was_hurt(script: str) -> None:
    for against, named in (("yes", True), ("no", False)):
        call = begun(script, case={"against_person": against, "offense_family": "burglary"})
        while call.step.question is not None and call.step.question.name != "referrals":
            call.press("1") if call.step.choices else call.go_on()
        assert ("compensation" in [choice.name for choice in call.step.choices]) is named
    said = [words for place, _, words in read_aloud(form_of(script)) if "compensation" in place]
    assert any("I cannot say whether it pays." in words for words in said)


@pytest.mark.parametrize("script", TODAY)
def test_the_departments_answer_stands_in_place_of_the_scripts(script: str) -> None:
    ours = walk(form_of(script), facts={**OPEN, "answer_video_en": "Bring it to the counter.", "answer_video_es": ""})
    theirs = walk(form_of(script), facts=OPEN)
    assert [card.name for card in ours.cards.they_ask] == [card.name for card in theirs.cards.they_ask]
    by_name = {card.name: card.words for card in ours.cards.they_ask}
    assert by_name["video"].text == "Bring it to the counter."
    assert not any(segment.strong for segment in by_name["video"].segments)
    assert "do not send it to me" in {card.name: card.words.text for card in theirs.cards.they_ask}["video"]
    ours.language = "es"
    assert "no me lo envíe" in {card.name: card.words.text for card in ours.cards.they_ask}["video"]


@pytest.mark.parametrize("script", TODAY)
def test_every_answer_of_the_settings_has_its_place_in_the_script(script: str) -> None:
    columns = {question.name for question in form_of(script).questions}
    wanted = {f"answer_{answer.value}" for answer in Answer if answer is not Answer.VOICEMAIL}
    assert wanted <= columns
    pairs = [choice.name for choice in form_of(script).lists[THEY_ASK] if choice.name.endswith(ELSE)]
    assert len(pairs) == 7


def test_a_machine_hears_the_departments_message_where_there_is_one() -> None:
    for policy, own, said in (
        ("name_and_callback", "", "Please call me back at 312 555 0100."),
        ("name_and_callback", "Hello, Ruth here for Elena. 312 555 0100, please.", "Hello, Ruth here for Elena."),
        ("name_only", "Hello, Ruth here for Elena. 312 555 0100, please.", "I will try again another time."),
    ):
        call = walk(form_of("property-v3.md"), facts={**OPEN, "voicemail_policy": policy, "voicemail_message_en": own})
        step = call.press("3")
        assert said in step.words.text
        assert call.press("1").ending is not None
    assert walk(form_of("property-v3.md"), facts={**OPEN, "voicemail_policy": "none"}).press("3").words.text == ""


def test_a_machine_is_not_asked_for_by_who_rang_back() -> None:
    form = form_of("called-back-v2.md")
    call = walk(form, facts=OPEN)
    assert (call.step.heading, call.step.words.text) == (
        "Who is calling?",
        "Hello, this is Ruth. Thank you for calling back. Who am I speaking with, please?",
    )
    assert not {"machine_name", "machine_callback", "machine_none"} & {question.name for question in form.questions}
    assert set(form.lists[VOICEMAIL][0].labels) == {"en", "es"}
    assert {choice.name for choice in form.lists[VOICEMAIL]} == {policy.value for policy in VoicemailPolicy}


def test_a_second_fact_is_asked_where_the_first_left_a_doubt() -> None:
    call = walk(form_of("property-v3.md"), facts=OPEN)
    call.press("1")
    call.press("1")
    call.open_check({**SAFE, "report_day": "Monday, November 9"})
    call.press("1")
    assert [choice.label for choice in call.step.choices][:3] == ["Same", "Not sure", "Different"]
    assert call.step.compare == "November 2026, Birchwood Lane"
    step = call.press("2")
    assert (step.heading, step.compare) == ("Does a second fact match?", "Monday, November 9")
    assert "November" not in step.words.text + step.heading + step.do_line
    assert not call.case_open
    assert call.press("2").heading == "End the call politely"
    call.go_back()
    assert call.press("1").heading == "May we pass on what is new?"


def test_a_call_taken_up_again_keeps_its_place_among_the_prompts_of_the_offense() -> None:
    call = begun("property-v3.md")
    while call.step.question is not None and call.step.question.name != "burglary_way_in":
        call.press("1") if call.step.choices else call.go_on()
    again = Navigator(call.form, Facts(open=OPEN), language="en", now=NOON, zone=CHICAGO, saved=call.state())
    assert again.step.key != call.step.key, "the case is not there yet, so neither is what hangs on it"
    again.open_check({**SAFE, "report_day": "Monday, November 9"})
    again.open_case(CASE)
    assert again.step.key == call.step.key


def test_both_scripts_say_the_same_once_it_is_known_who_is_on_the_line() -> None:
    one, other = (form_of(name) for name in TODAY)

    def after(form: Form) -> list[Question]:
        start = next(place for place, one in enumerate(form.questions) if one.name == "introduced")
        return [question for question in form.questions[start:] if question.asked]

    def told(question: Question) -> tuple[object, ...]:
        return question.name, {code: plain(words) for code, words in question.hints.items()}, question.rating

    assert [told(question) for question in after(one)] == [told(question) for question in after(other)]
    assert [choice.name for choice in one.lists[NEVER_SAY]] == [choice.name for choice in other.lists[NEVER_SAY]]
    assert {"danger", "complaint", "praise", "new_crime", "cut_off", "slow_down", "distress", "safe_contact"} <= {
        choice.name for choice in one.lists[WORDS]
    }
