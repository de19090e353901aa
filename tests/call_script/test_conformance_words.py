"""Small forms: words in every language, hints for the eye and for the ear, facts in them."""

from __future__ import annotations

from collections.abc import Callable

from callback_desk.call_script.navigator import Navigator

Start = Callable[..., Navigator]


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


TWO = "form_title ¦ form_id ¦ version ¦ default_language\nT ¦ t ¦ 1 ¦ Spanish (es)"


def test_hint_is_said_and_guidance_is_done(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ hint ¦ guidance_hint\ntext ¦ a ¦ Find out ¦ Tell me, please. ¦ Look at the card."
    )
    assert (call.step.heading, call.step.words.text, call.step.do_line) == (
        "Find out",
        "Tell me, please.",
        "Look at the card.",
    )


def test_guidance_may_stand_alone(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ guidance_hint\ntext ¦ a ¦ Find out ¦ Look at the card.")
    assert (call.step.words.text, call.step.do_line) == ("", "Look at the card.")


def test_the_scripts_own_language_begins_and_stands_in(start: Start) -> None:
    call = start("type ¦ name ¦ label::English (en) ¦ label::Spanish (es)\ntext ¦ a ¦ E ¦ S", "", TWO, language="fr")
    assert (call.language, call.step.heading) == ("es", "S")


def test_a_switch_of_language_keeps_answers_and_place(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label::English (en) ¦ label::Spanish (es) ¦ constraint ¦ constraint_message::English (en) ¦ "
        "constraint_message::Spanish (es)\ntext ¦ a ¦ E ¦ S ¦ ¦ ¦\n"
        "integer ¦ b ¦ How many ¦ Cuántos ¦ . < 5 ¦ Under five. ¦ Menos de cinco.",
        "",
        TWO,
        language="en",
    )
    call.answer("words")
    call.go_on()
    call.language = "es"
    assert (call.step.heading, call.answer("9").error) == ("Cuántos", "Menos de cinco.")
    call.language = "en"
    assert call.answer("9").error == "Under five."
    assert [answer.value for answer in call.answers()] == ["words"]


def test_numbers_of_languages_without_a_code(start: Start) -> None:
    call = start("type ¦ name ¦ label::English ¦ label::Tagalog\ntext ¦ a ¦ E ¦ T", language="tagalog")
    assert call.form.languages == ("english", "tagalog")
    assert call.step.heading == "T"


def test_months_and_days_are_named_in_the_language_of_the_moment(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label::English (en) ¦ label::Spanish (es) ¦ calculation\n"
        "calculate ¦ d ¦ ¦ ¦ format-date('2026-11-14', '%A, %e %B')\nnote ¦ n ¦ ${d} ¦ ${d} ¦",
        "",
        TWO,
        language="es",
    )
    assert call.step.heading == "sábado, 14 noviembre"
    call.language = "en"
    assert call.step.heading == "Saturday, 14 November"


def test_what_is_piped_in_stands_out(start: Start) -> None:
    call = start("type ¦ name ¦ label ¦ hint\ntext ¦ a ¦ A ¦\nnote ¦ n ¦ N ¦ You said ${a}, is that right?")
    call.answer("a <red> van")
    segments = call.go_on().words.segments
    assert [(segment.text, segment.strong) for segment in segments] == [
        ("You said ", False),
        ("a <red> van", True),
        (", is that right?", False),
    ]


def test_a_fact_of_the_case_is_read_in_the_language_spoken(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label::English (en) ¦ label::Spanish (es) ¦ calculation\n"
        "calculate ¦ f ¦ ¦ ¦ pulldata('open', 'status', 'row', 'this')\nnote ¦ n ¦ It is ${f} ¦ Está ${f} ¦",
        "",
        TWO,
        language="en",
        facts={"status": "open", "status_es": "abierto"},
    )
    assert call.step.heading == "It is open"
    call.language = "es"
    assert call.step.heading == "Está abierto"


def test_a_question_of_our_own_speaks_the_language_too(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label::English (en) ¦ label::Spanish (es)\nbegin repeat ¦ r ¦ A thing ¦ Una cosa\n"
        "text ¦ a ¦ E ¦ S\nend repeat ¦ ¦ ¦\nacknowledge ¦ k ¦ E ¦ S",
        "",
        TWO,
        language="es",
    )
    step = call.go_on()
    assert (step.heading, step.choices[1].label) == ("Una cosa: ¿hay otro más?", "No, es todo")
    assert call.press("2").choices[0].label == "De acuerdo"
