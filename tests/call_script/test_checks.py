"""The checker, against scripts each with one thing wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from callback_desk.call_script.checks import check_script
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.workbook import WorkbookRefused, compile_script
from callback_desk.domain.errors import ScriptRefused
from callback_desk.domain.findings import Finding, Severity, stops_publishing
from tests.call_script.small_script import CHOICES, SETTINGS, SURVEY, small_script

Change = Callable[..., tuple[Finding, ...]]


@pytest.fixture
def changed() -> Change:
    """Check the small script with some words replaced: changed(("old", "new"), ...)."""
    return lambda *pairs: check_script(small_script(*pairs))


def test_a_sound_script_has_no_findings(changed: Change) -> None:
    assert changed() == ()


def test_the_shipped_script_has_no_findings(shipped_path: Path) -> None:
    assert check_script(shipped_path) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "row", "column"),
    [
        ("¦ safe ¦ person ¦ yes ¦", "¦ ¦ person ¦ yes ¦", "way_round", 8, "bind::desk:needs"),
        ("¦ ¦ safe ¦ yes ¦", "¦ ¦ safe ¦ yes no ¦", "way_round", 6, "bind::desk:opens_when"),
        ("¦ ¦ safe ¦ yes ¦", "¦ ¦ safe ¦ maybe ¦", "unknown_choice", 6, "bind::desk:opens_when"),
        ("¦ ¦ safe ¦ yes ¦", "¦ ¦ safe ¦ ¦", "way_round", 6, "bind::desk:opens_when"),
        ("¦ ¦ safe ¦ yes ¦", "¦ ¦ ¦ ¦", "no_check", 2, ""),
        ("¦ person ¦ ¦ ¦ tip ¦", "¦ ¦ ¦ ¦ tip ¦", "way_round", 10, "bind::desk:needs"),
        ("Hello, is that ${first_name}?", "About the ${offense}?", "case_piped", 4, "hint::English (en)"),
        ("Someone else ¦", "Heard of ${offense} ¦", "case_piped", 4, "label::English (en)"),
        ("¦ person ¦ ¦ ¦ ¦ ¦ it ¦", "¦ ¦ ¦ ¦ ¦ ¦ it ¦", "case_fact", 3, "calculation"),
        ("¦ ${who} = 'here' ¦", "¦ ${offense} = 'x' ¦", "case_fact", 6, "relevant"),
        ("'case', 'offense_plain'", "'cases', 'offense_plain'", "unknown_table", 3, "calculation"),
        ("¦ ${who} = 'here' ¦", "¦ ${who} = 'hear' ¦", "unknown_choice", 6, "relevant"),
        ("¦ ${safe} = 'no' ¦", "¦ /small/nobody = 'no' ¦", "unknown_name", 7, "relevant"),
        ("¦ ${safe} = 'no' ¦", "¦ weighted-checklist(1, 2) ¦", "expression", 7, "relevant"),
        ("¦ ${safe} = 'no' ¦", "¦ ${safe} = 'no ¦", "expression", 7, "relevant"),
        ("¦ ${safe} = 'no' ¦", "¦ ${not_safe} = 'x' or ${safe} = 'no' ¦", "unknown_choice", 7, "relevant"),
        ("Done ¦ talked_all", "Done ¦", "no_outcome", 5, ""),
        ("card_never_say", "card_other", "missing_never_say", 0, ""),
        ("card_words ¦ danger", "card_words ¦ peril", "missing_words", 0, ""),
        ("card_voicemail ¦ none", "card_voicemail ¦ nothing", "missing_voicemail", 0, ""),
        ("¦ someone_else ¦", "¦ ¦", "missing_aside", 0, ""),
        ("bind::desk:stage", "bind::desk:stages", "unknown_column", 4, "bind::desk:stages"),
        ("select_one gone ¦ close", "image ¦ close", "unsupported", 11, "type"),
        ("¦ 1 ¦ English (en)", "¦ ¦ English (en)", "no_version", 2, "version"),
    ],
)
def test_each_thing_wrong_is_said_with_its_place(
    changed: Change, old: str, new: str, code: str, row: int, column: str
) -> None:
    found = changed((old, new))
    assert stops_publishing(found)
    assert (code, row, column) in [(finding.code, finding.row, finding.column) for finding in found]


def test_a_circle_is_named(changed: Change) -> None:
    found = changed(("¦ ${who} = 'here' ¦", "¦ ${not_safe} = 'done' ¦"))
    circle = next(finding for finding in found if finding.code == "cycle")
    assert "safe" in circle.sentence
    assert "not_safe" in circle.sentence


def test_a_question_that_is_never_asked_is_a_warning(changed: Change) -> None:
    found = changed(
        ("¦ ${safe} = 'no' ¦", "¦ ${safe} = 'no' and 1 > 2 ¦"), ("yn ¦ no ¦ No ¦ ¦", "yn ¦ no ¦ No ¦ unsafe ¦")
    )
    assert ("unreachable", Severity.WARNING, 7) in [(f.code, f.severity, f.row) for f in found]


def test_a_missing_translation_is_named_by_row_and_language(changed: Change) -> None:
    found = changed(("hint::English (en) ¦ relevant", "label::Spanish (es) ¦ relevant"))
    places = [(finding.row, finding.column) for finding in found if finding.code == "untranslated"]
    assert (2, "label::Spanish (es)") not in places
    assert all("Spanish (es)" in finding.sentence for finding in found if finding.code == "untranslated")
    assert places


def test_a_fact_without_another_word_is_a_warning(changed: Change) -> None:
    (finding,) = changed(("¦ ¦ ¦ ¦ ¦ you ¦", "¦ ¦ ¦ ¦ ¦ ¦"))
    assert (finding.code, finding.severity, finding.row) == ("no_fallback", Severity.WARNING, 4)


def test_what_pyxform_refuses_comes_with_its_row() -> None:
    (finding,) = check_script("| survey |\n| | type | name | label |\n| | text | a b | A |")
    assert (finding.sheet, finding.row, finding.severity) == ("survey", 2, Severity.ERROR)
    with pytest.raises(WorkbookRefused) as refused:
        compile_script("| survey |\n| | type | name | label |\n| | text | a | A ${nobody} |")
    assert "nobody" in refused.value.sentence


def test_a_plain_form_from_elsewhere_loads_and_cannot_be_published() -> None:
    plain = "| survey |\n| | type | name | label |\n| | text | a | What is your name? |"
    assert compile_script(plain).xform
    codes = {finding.code for finding in check_script(plain)}
    assert {"no_check", "missing_never_say"} <= codes


def test_files_that_are_no_scripts(tmp_path: Path) -> None:
    for name, content in (("a.md", b"# Hello"), ("b.xlsx", b"not a zip"), ("c.docx", b""), ("d.md", b"\xff\xfe\x00")):
        file = tmp_path / name
        file.write_bytes(content)
        with pytest.raises(ScriptRefused):
            compile_script(file)
    with pytest.raises(ScriptRefused):
        compile_script(tmp_path / "gone.md")


def test_a_workbook_says_the_same_as_its_tables(tmp_path: Path, tables: Callable[..., str]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (("survey", SURVEY), ("choices", CHOICES), ("settings", SETTINGS)):
        sheet = book.create_sheet(name)
        for line in rows.strip().splitlines():
            sheet.append([cell.strip() or None for cell in line.split("¦")])
    book.save(tmp_path / "small.xlsx")
    assert check_script(tmp_path / "small.xlsx") == ()
    assert compile_script(tmp_path / "small.xlsx").sha256 == compile_script(tables(SURVEY, CHOICES, SETTINGS)).sha256


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("type ¦ name ¦ label", "geopoint ¦ a ¦ A"),
        ("type ¦ name ¦ label", "range ¦ a ¦ A"),
        ("type ¦ name ¦ label", "start ¦ a ¦ A"),
        ("type ¦ name ¦ label", "audit ¦ ¦"),
        ("type ¦ name ¦ label", "background-audio ¦ a ¦"),
        ("type ¦ name ¦ label", "select_one_from_file x.csv ¦ a ¦ A"),
        ("type ¦ name ¦ label", "xml-external ¦ a ¦ A"),
        ("type ¦ name ¦ label ¦ parameters", "select_one yn ¦ a ¦ A ¦ randomize=true"),
        ("type ¦ name ¦ label ¦ readonly", "text ¦ a ¦ A ¦ ${b} = 'x'"),
        ("type ¦ name ¦ label ¦ default", "text ¦ a ¦ A ¦ ${last-saved#b}"),
        ("type ¦ name ¦ label ¦ media::image", "text ¦ a ¦ A ¦ x.png"),
        ("type ¦ name ¦ label ¦ trigger ¦ calculation", "calculate ¦ a ¦ ¦ ${b} ¦ now()"),
    ],
)
def test_what_is_not_supported_is_said_and_never_passed_over(
    tables: Callable[..., str], heads: str, cells: str
) -> None:
    blanks = " ¦ " * (heads.count("¦") - 2)
    survey = f"{heads}\n{cells}\ntext ¦ b ¦ B{blanks}"
    found = check_script(tables(survey, "list_name ¦ name ¦ label\nyn ¦ yes ¦ Yes", "form_title ¦ form_id\nT ¦ t"))
    assert "unsupported" in [finding.code for finding in found if finding.severity is Severity.ERROR]


def test_a_form_with_something_stopping_does_not_load() -> None:
    xform = compile_script("| survey |\n| | type | name | label |\n| | geopoint | a | A |").xform
    with pytest.raises(ScriptRefused) as refused:
        form_from_xform(xform)
    assert "geopoint" in refused.value.sentence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html/>",
        "not xml",
        '<!DOCTYPE x [<!ENTITY a "b">]><h:html xmlns:h="http://www.w3.org/1999/xhtml"/>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
    ],
)
def test_texts_that_are_no_xform(text: str) -> None:
    with pytest.raises(ScriptRefused):
        form_from_xform(text)
