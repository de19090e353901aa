"""XLSForm that a call cannot show is refused at its sheet, row and column, in the words docs/scripts.md gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from callback_desk.call_script.checks import check_script
from callback_desk.domain.findings import Finding, Severity

PAGE = Path(__file__).parents[2] / "docs" / "scripts.md"
CHOICES = "list_name ¦ name ¦ label\nc ¦ a ¦ A\nc ¦ b ¦ B"
HEADS = "form_title ¦ form_id ¦ version ¦ namespaces"
VALUES = 'T ¦ t ¦ 1 ¦ desk="urn:callback-desk:script:1"'
PLAIN = "type ¦ name ¦ label"
PREFIXED = re.compile(r"^(q|a|b|d|audit): ")
Case = tuple[str, str, str, str, int, str]  # rows, choices, settings, and where it is said: sheet, row, column


def of_type(kind: str, column: str = "type") -> Case:
    return (f"{PLAIN}\n{kind} ¦ q ¦ Q\ntext ¦ t ¦ T", CHOICES, "", "survey", 2, column)


def with_column(heading: str, cell: str, kind: str = "text", column: str = "") -> Case:
    return (
        f"{PLAIN} ¦ {heading}\n{kind} ¦ q ¦ Q ¦ {cell}\ntext ¦ t ¦ T ¦",
        CHOICES,
        "",
        "survey",
        2,
        column or heading,
    )


def setting(name: str, cell: str) -> Case:
    return (f"{PLAIN}\ntext ¦ q ¦ Q", "", f"{HEADS} ¦ {name}\n{VALUES} ¦ {cell}", "settings", 2, name)


REFUSED: dict[str, Case] = {
    "`image`": of_type("image"),
    "`audio`": of_type("audio"),
    "`video`": of_type("video"),
    "`file`": of_type("file"),
    "`geopoint`": of_type("geopoint"),
    "`geotrace`": of_type("geotrace"),
    "`geoshape`": of_type("geoshape"),
    "`barcode`": of_type("barcode"),
    "`range`": of_type("range"),
    "`start-geopoint`": of_type("start-geopoint"),
    "`background-audio`": of_type("background-audio"),
    "`start`, `end`, `today`, `deviceid`, `username`, `phonenumber`, `email`": of_type("start"),
    "`audit`": (f"{PLAIN}\naudit ¦ audit ¦\ntext ¦ t ¦ T", "", "", "survey", 2, "type"),
    "`csv-external`, `xml-external`": of_type("csv-external"),
    "`select_one_from_file`, `select_multiple_from_file`": of_type("select_one_from_file towns.csv"),
    "`pulldata()` of a file": with_column("calculation", "pulldata('towns', 'name', 'key', 'x')", "calculate"),
    "`${last-saved#name}`": with_column("default", "${last-saved#q}"),
    "choices from a repeat": (
        f"{PLAIN}\nbegin repeat ¦ r ¦ R\ntext ¦ t ¦ T\nend repeat ¦ ¦\nselect_one ${{t}} ¦ q ¦ Q",
        "", "", "survey", 5, "type",
    ),
    "`randomize=true`": with_column("parameters", "randomize=true", "select_one c"),
    "`rows=3`": with_column("parameters", "rows=3"),
    "appearance `search()`": with_column("appearance", "search('x')", "select_one c"),
    "appearance `multiline`, or any other": with_column("appearance", "multiline"),
    "appearance `quick`, or any other of a select": with_column("appearance", "quick", "select_one c"),
    "appearance `field-list`, or any other of a group": (
        f"{PLAIN} ¦ appearance\nbegin group ¦ q ¦ Q ¦ field-list\ntext ¦ t ¦ T ¦\nend group ¦ ¦ ¦",
        "", "", "survey", 2, "appearance",
    ),
    "`media::image`, `media::audio`, `media::video`": with_column("media::image", "map.png"),
    "the same on a choice": (
        f"{PLAIN}\nselect_one c ¦ q ¦ Q", f"{CHOICES.replace('label', 'label ¦ media::image', 1)} ¦ b.png",
        "", "choices", 3, "media::image",
    ),
    "`read_only` as a condition": with_column("read_only", "${t} = 'x'"),
    "`required` where nobody answers": with_column("required", "yes", "note"),
    "`constraint` where nobody answers": with_column("constraint", ". != ''", "note"),
    "`trigger`": (
        f"{PLAIN} ¦ trigger ¦ calculation\ntext ¦ q ¦ Q ¦ ¦\ncalculate ¦ d ¦ ¦ ${{q}} ¦ now()",
        "", "", "survey", 3, "trigger",
    ),
    "a repeat in a repeat": (
        f"{PLAIN}\nbegin repeat ¦ r ¦ R\nbegin repeat ¦ q ¦ Q\ntext ¦ t ¦ T\nend repeat ¦ ¦\nend repeat ¦ ¦",
        "", "", "survey", 3, "type",
    ),
    "more than 50 rounds": (
        f"{PLAIN} ¦ repeat_count\nbegin repeat ¦ q ¦ Q ¦ 51\ntext ¦ t ¦ T ¦\nend repeat ¦ ¦ ¦",
        "", "", "survey", 2, "repeat_count",
    ),
    "two questions of one name, `begin loop`": (
        f"{PLAIN}\nbegin group ¦ g ¦ G\ntext ¦ q ¦ Q\nend group ¦ ¦\ntext ¦ q ¦ Q", "", "", "survey", 5, "name"
    ),
    "a default that is no answer": with_column("default", "soon", "date"),
    "a default that is no choice": with_column("default", "z", "select_one c"),
    "a function we do not have": with_column("relevant", "checklist(1, 2, ${t})"),
    "`//` in a path": with_column("relevant", "count(//t) > 1"),
    "an axis in a path": with_column("relevant", "count(ancestor::t) > 1"),
    "an attribute in a path": with_column("relevant", "@t = 1"),
    "a function of questions given words": with_column("relevant", "count('x') > 1"),
    "other `body::`, `bind::`, `instance::` columns": with_column("bind::odk:length", "5", column="bind::length"),
    "a column spelled wrongly": (f"{PLAIN} ¦ relevent\ntext ¦ q ¦ Q ¦ 1 = 2", "", "", "survey", 1, "relevent"),
    "two answers of one name": (
        f"{PLAIN}\nselect_one c ¦ q ¦ Q", f"{CHOICES}\nc ¦ a ¦ Another",
        f"{HEADS} ¦ allow_choice_duplicates\n{VALUES} ¦ yes", "choices", 4, "name",
    ),
    "`required`, `constraint`, `hint`, `default` … on a group": (
        f"{PLAIN} ¦ required\nbegin group ¦ g ¦ G ¦ yes\ntext ¦ q ¦ Q ¦ yes\nend group ¦ ¦ ¦",
        "", "", "survey", 2, "required",
    ),
    "`choice_filter` on a question without choices": with_column("choice_filter", "of = 'x'"),
    "`instance_name`": setting("instance_name", "${q}"),
    "`style`": setting("style", "pages"),
    "`submission_url`, `public_key`, `auto_send`": setting("submission_url", "https://example.org/"),
}  # fmt: skip


def page_words() -> dict[str, str]:
    """What the page says is refused, and the words beside it."""
    table = PAGE.read_text(encoding="utf-8").split("## What is refused")[1].split("\n## ")[0]
    rows = [line.split(" | ") for line in table.splitlines() if line.startswith("| ") and "---" not in line]
    return {row[0].removeprefix("| ").strip(): row[1].removesuffix(" |").strip() for row in rows[1:]}


def said_at(case: Case, tables: Callable[..., str]) -> list[Finding]:
    survey, choices, settings, sheet, row, column = case
    found = check_script(tables(survey, choices, settings))
    return [one for one in found if (one.sheet, one.row, one.column) == (sheet, row, column)]


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_where_it_stands_in_the_words_of_the_page(what: str, tables: Callable[..., str]) -> None:
    findings = said_at(REFUSED[what], tables)
    assert findings, [f"{one.place} {one.sentence}" for one in check_script(tables(*REFUSED[what][:3]))]
    assert findings[0].severity is Severity.ERROR
    assert PREFIXED.sub("", findings[0].sentence) == page_words()[what]


def test_the_page_lists_nothing_that_is_not_tried() -> None:
    assert set(page_words()) == set(REFUSED)


@pytest.mark.parametrize(
    "column",
    ["label", "hint", "relevant", "constraint_message", "notes", "my remarks", "who wrote it", "bind::desk:say"],
)
def test_a_column_of_the_writers_own_is_no_matter(column: str, tables: Callable[..., str]) -> None:
    heading = f"{PLAIN} ¦ {column}" if column != "label" else "type ¦ name ¦ label ¦ hint"
    found = check_script(tables(f"{heading}\ntext ¦ q ¦ Q ¦"))
    assert [one for one in found if one.code == "unknown_heading"] == []


@pytest.mark.parametrize("column", ["constraint", "hint", "default", "read_only", "calculation", "guidance_hint"])
@pytest.mark.parametrize("kind", ["group", "repeat"])
def test_what_a_group_cannot_have_is_refused(column: str, kind: str, tables: Callable[..., str]) -> None:
    rows = f"{PLAIN} ¦ {column}\nbegin {kind} ¦ g ¦ G ¦ yes\ntext ¦ q ¦ Q ¦\nend {kind} ¦ ¦ ¦"
    found = [one for one in check_script(tables(rows)) if one.code == "without_effect"]
    assert [(one.row, one.column) for one in found] == [(2, column)]


def test_entities_are_refused(tables: Callable[..., str]) -> None:
    book = tables(f"{PLAIN}\ntext ¦ q ¦ Q") + "\n| entities |\n| | dataset | label |\n| | people | ${q} |"
    found = [one for one in check_script(book) if one.code == "unsupported"]
    assert [(one.sheet, one.sentence) for one in found] == [
        ("workbook", "“entity” is not kept by this program. Take it out.")
    ]


def test_of_a_question_that_is_not_supported_nothing_else_is_said(tables: Callable[..., str]) -> None:
    found = check_script(tables(f"{PLAIN} ¦ parameters\nrange ¦ q ¦ Q ¦ start=1 end=9 step=2"))
    assert len([one for one in found if one.row == 2 and one.sheet == "survey"]) == 1
