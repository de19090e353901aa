"""Where pyxform's own complaints stand: sheet, row and column, for everything it can say about a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.call_script.check_places import findings_of
from callback_desk.call_script.checks import check_script
from callback_desk.call_script.workbook import WorkbookRefused, compile_script
from callback_desk.domain.findings import Severity

SURVEY = """| survey |
| | type | name | label | relevant |
| | begin group | g | A group | |
| | select_one yn | a | A? | |
| | text | b | B ${a} | ${a} = 'yes' |
| | end group | | | |
"""
CHOICES = """| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
"""


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("| text |", "| txt |", "survey, row 4, type", "no question type 'txt'"),
        ("select_one yn", "select_one ny", "survey, row 3", "ny"),
        ("B ${a}", "B ${nobody}", "survey, row 4, label", "'nobody'"),
        ("${a} =", "${nobody} =", "survey, row 4, relevant", "'nobody'"),
        ("${a} =", "${a =", "survey, row 4, relevant", "must start with"),
        ("| b |", "| b b |", "survey, row 4, name", "Names must begin with"),
        ("| b |", "| |", "survey, row 4", "no name"),
        ("| text |", "| |", "survey, row 4", "Question with no type."),
        ("| b |", "| a |", "survey, row 4, name", "unique"),
        ("| begin group | g | A group | |", "| note | g | A group | |", "survey, row 5", "No matching 'begin_group'"),
        ("| end group | | | |", "| note | n | N | |", "survey, row 2", "No matching 'end_group'"),
        ("| yn | no | No |", "| yn | yes | No |", "choices, row 3, name", "must be unique"),
        ("| yn | no | No |", "| yn | | No |", "choices, row 3, name", "must have a name"),
        ("| type |", "| kind |", "survey, row 1, type", "headers were not found"),
        ("| choices |", "| words |", "choices", "choices sheet"),
        ("| survey |", "| words |", "workbook", "must have a sheet named 'survey'"),
    ],
)
def test_a_complaint_of_pyxform_names_its_place(tmp_path: Path, old: str, new: str, place: str, words: str) -> None:
    text = SURVEY + CHOICES
    assert compile_script(text).xform, "but for the one change it is a form"
    path = tmp_path / "script.md"
    path.write_text(text.replace(old, new, 1), "utf-8")
    finding = check_script(path)[0]
    assert (finding.place, finding.severity) == (place, Severity.ERROR)
    assert words in finding.sentence
    assert "[row" not in finding.sentence
    assert "\n" not in finding.sentence
    assert "http" not in finding.sentence, "there is no network at the desk"


def test_every_row_that_is_wrong_is_named() -> None:
    doubled = CHOICES.replace("| yn | no | No |", "| yn | yes | No |\n| | yn | yes | Perhaps |")
    assert [finding.row for finding in check_script(SURVEY + doubled)] == [3, 4]
    unknown = SURVEY.replace("| text | b | B ${a} | ${a} = 'yes' |", "| txt | b | B | |\n| | txt | c | C | |")
    assert [finding.row for finding in check_script(unknown + CHOICES)] == [4, 5]


def test_a_row_pyxform_does_not_know_is_left_out() -> None:
    (finding,) = findings_of("[row : unknown] On the 'survey' sheet, the 'trigger' value is invalid.", Severity.ERROR)
    assert (finding.place, finding.sentence) == (
        "survey, trigger",
        "On the 'survey' sheet, the 'trigger' value is invalid.",
    )


def test_a_script_without_its_settings_is_told_which(repository: Path) -> None:
    shipped = next((repository / "resources" / "call_scripts").glob("*.md")).read_text("utf-8")
    with pytest.raises(WorkbookRefused) as refused:
        compile_script(shipped.replace("| settings |", "| setings |", 1))
    assert refused.value.findings[0].place == "settings, namespaces"
    assert "urn:callback-desk:script:1" in refused.value.sentence
