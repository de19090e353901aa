"""Sentences out of a script and back into it; what is different between two; what is locked; the made-up people."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from callback_desk.call_script.comparing import Kind, Touches, compare, first_version, guarded_paths
from callback_desk.call_script.form import Form
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.rewording import next_version, reworded
from callback_desk.call_script.sample_people import SAMPLE_PEOPLE
from callback_desk.call_script.script_texts import SAY, TextPlace, read_text, texts_of, usable_pipes, written
from callback_desk.call_script.wording_parts import Lock, wording_parts
from callback_desk.call_script.workbook import compile_script
from callback_desk.domain.call import Gate
from callback_desk.paths import resources_dir
from tests.call_script.small_script import small_script

SHIPPED = sorted((resources_dir() / "call_scripts").glob("*.md"))


@lru_cache(maxsize=8)
def xform_of(path: Path) -> str:
    return compile_script(path).xform


def small(*pairs: tuple[str, str]) -> Form:
    return form_from_xform(compile_script(small_script(*pairs)).xform)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_sentence_of_a_shipped_script_can_be_read_typed_and_written_back(path: Path) -> None:
    form = form_from_xform(xform_of(path))
    texts = texts_of(form)
    assert len(texts) > 200
    for place, template in texts.items():
        retold = read_text(written(template), place, form, model=(template,))
        assert not retold.wrong, (place, retold.wrong)
        assert retold.template == template, place
    again = form_from_xform(reworded(xform_of(path), texts, version="9"))
    assert again.version == "9"
    assert compare(form, again).changes == ()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_single_sentence_can_be_changed_and_nothing_else_changes_with_it(path: Path) -> None:
    form = form_from_xform(xform_of(path))
    texts = {
        place: read_text(f"{written(template)} Ja.", place, form, model=(template,)).template
        for place, template in texts_of(form).items()
    }
    again = form_from_xform(reworded(xform_of(path), texts, version="9"))
    changes = compare(form, again).changes
    assert {change.kind for change in changes} == {Kind.REWORDED}
    assert {(one.path, one.column, one.language) for one in changes} == {
        (place.path, place.column, place.language) for place in texts
    }
    assert all(change.after == f"{change.before} Ja." for change in changes)


@pytest.mark.parametrize(
    ("version", "after"), [("1", "1.1"), ("1.1", "1.2"), ("1.9", "1.10"), ("2026-11", "2026-11.1"), ("", ".1")]
)
def test_versions_count_on(version: str, after: str) -> None:
    assert next_version(version) == after


def test_a_sentence_may_name_what_is_known_there_and_nothing_from_behind_a_check() -> None:
    form = small()
    said = TextPlace("/data/who", SAY, "en")
    assert list(usable_pipes(form, said)) == ["first name"]
    agreed = TextPlace("/data/agreed", SAY, "en")
    assert set(usable_pipes(form, agreed)) == {"first name", "offense"}
    retold = read_text("Hello, [first name]!", said, form, model=())
    assert not retold.wrong
    assert [part.expression for part in retold.template if part.expression] == ["/data/first_name"]


@pytest.mark.parametrize(
    ("old", "new", "kind", "touches"),
    [
        ("Thank you. ¦ ¦ yes ¦ ¦ person", "Bye. ¦ ¦ yes ¦ ¦ person", Kind.REWORDED, None),
        ("${person} = 'no'", "${person} = 'no' or ${safe} = 'no'", Kind.CHANGED, None),
        ("Done ¦ talked_all", "Done ¦ talked_part", Kind.CHANGED, Touches.CHECK),
        ("In which month was it?", "Which month?", Kind.REWORDED, Touches.CHECK),
        ("¦ ¦ safe ¦ yes ¦", "¦ ¦ safe ¦ no ¦", Kind.CHANGED, Touches.CHECK),
        ("It is about the ${offense}.", "Because of the ${offense}.", Kind.REWORDED, Touches.CONSENT),
        (
            "card_voicemail ¦ name_only ¦ Name ¦ ¦ It is me.",
            "card_voicemail ¦ name_only ¦ Name ¦ ¦ It is I.",
            Kind.REWORDED,
            Touches.CHECK,
        ),
    ],
)
def test_what_is_different_is_said_and_whether_two_must_sign(
    old: str, new: str, kind: Kind, touches: Touches | None
) -> None:
    found = compare(small(), small((old, new)))
    assert kind in {change.kind for change in found.changes}
    assert found.touches == ({touches} if touches else frozenset())
    assert all(change.before != change.after for change in found.changes)


def test_what_is_new_gone_or_elsewhere_is_named() -> None:
    row = "select_one gone ¦ close ¦ Say goodbye ¦ Thank you. ¦ ¦ yes ¦ ¦ person ¦ ¦ ¦ ¦ ¦ ¦ close\n"
    note = "note ¦ news ¦ News ¦ One more thing. ¦ ¦ ¦ ¦ person ¦ ¦ ¦ ¦ ¦ ¦ close\n"
    added = compare(small(), small((row, note + row)))
    assert [(one.kind, one.name, one.after) for one in added.changes if one.kind is not Kind.MOVED] == [
        (Kind.ADDED, "news", "News")
    ]
    assert [(one.kind, one.name) for one in compare(small((row, note + row)), small()).changes] == [
        (Kind.REMOVED, "news")
    ]
    assert first_version(small()).touches == {Touches.CHECK, Touches.CONSENT}


def test_checks_strangers_words_and_service_questions_are_locked() -> None:
    form = form_from_xform(xform_of(SHIPPED[-1]))
    items = {item.path: item for part in wording_parts(form, "en") for item in part.items}
    locked = {path: item.lock for path, item in items.items() if item.lock}
    for question in form.questions:
        if question.asked and question.opens:
            assert locked[question.path] is Lock.CHECK
        elif question.asked and question.rating:
            assert locked[question.path] is Lock.RATING
        elif question.aside:
            assert locked[question.path] is Lock.STRANGER
    assert {lock for path, lock in locked.items() if path.startswith("card_never_say/")} == {Lock.NEVER_SAY}
    assert set(locked) <= set(guarded_paths(form)), "whatever is locked needs two where it does change"


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_sentence_that_is_read_aloud_stands_on_the_page(language: str) -> None:
    form = form_from_xform(xform_of(SHIPPED[-1]))
    shown = {place for part in wording_parts(form, language) for place in part.places}
    said = {
        place for place in texts_of(form) if place.language == language and place.column in (SAY, "say", "fallback")
    }
    assert said <= shown
    placed = [place for part in wording_parts(form, language) for place in part.places]
    assert len(placed) == len(set(placed)), "no sentence stands twice"


@pytest.mark.parametrize("person", SAMPLE_PEOPLE, ids=lambda person: person.name)
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_with_each_made_up_person_a_call_goes_past_both_checks_to_an_outcome(path: Path, person, noon, chicago) -> None:
    form = form_from_xform(xform_of(path))
    call = Navigator(form, person.facts, language=person.language, now=noon, zone=chicago)
    seen: set[str] = set()
    for _ in range(150):
        step = call.step
        if step.question is None:
            break
        assert not step.missing, (step.question.name, step.missing)
        if Gate.PERSON in call.open_gates:
            seen.add(step.question.name)
        wish = next(
            (
                name
                for name in (*step.question.opens_when, "yes", "on_the_line", "go_on")
                if name in {c.name for c in step.choices}
            ),
            "",
        )
        choice = next((one for one in step.choices if one.name == wish), step.choices[0] if step.choices else None)
        if choice is not None:
            call.answer(choice.name)
        elif step.kind is not None and not step.may_skip:
            for words in ("OK", "1", "2026-11-20", "10:00"):
                if not call.answer(words).error:
                    break
        if call.go_on().error:
            call.answer("")
            assert not call.go_on().error, step.question.name
    assert call.ending is not None
    assert call.ending.outcome
    assert seen, "both checks were passed"
