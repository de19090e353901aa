"""`script paper`: any script as a form, without a sign-in; what cannot be drawn is said and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.documents.self_check import read_pages
from tests.cli.terminal import Terminal

SCRIPT = Path(__file__).resolve().parents[2] / "resources" / "call_scripts" / "property-v1.md"
SMALL = """\
| settings |
| | form_title | form_id | version | default_language |
| | A small one | small | 7 | English (en) |

| survey |
| | type | name | label::English (en) | relevant |
| | select_one yes_no | a | Is it so? | |
| | text | b | Why? | ${a} = 'no' |

| choices |
| | list_name | name | label::English (en) |
| | yes_no | yes | Yes |
| | yes_no | no | No |
"""


@pytest.fixture
def anywhere(tmp_path: Path) -> Terminal:
    """No desk is needed."""
    return Terminal(tmp_path / "desk")


def test_the_shipped_script_in_spanish(anywhere: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    said = anywhere.run(
        "script", "paper", SCRIPT, "--out", out, "--language", "es", "--agency", "Springfield PD", "--json",
        signed=False,
    )  # fmt: skip
    assert said.code == 0, said.err
    pages = read_pages(out.read_bytes())
    assert said.json["pages"] == len(pages)
    words = " ".join(page.words for page in pages)
    assert "voluntaria capacitada de Springfield PD" in " ".join(words.split())
    assert "Buzón de voz, se dejó mensaje" in words


def test_any_xlsform_can_be_put_on_paper(anywhere: Terminal, tmp_path: Path) -> None:
    script, out = tmp_path / "small.md", tmp_path / "form.pdf"
    script.write_text(SMALL, "utf-8")
    said = anywhere.run("script", "paper", script, "--out", out, signed=False)
    assert said.code == 0, said.err
    words = " ".join(page.words for page in read_pages(out.read_bytes()))
    assert "A small one" in words
    assert "Only if answer 1 is “No”." in words
    assert "How did it end?" in words


def test_one_kind_of_report_makes_a_shorter_form_and_an_unknown_kind_is_said(
    anywhere: Terminal, tmp_path: Path
) -> None:
    out = tmp_path / "form.pdf"
    command = ("script", "paper", SCRIPT, "--out", out, "--json", "--family")
    said = anywhere.run(*command, "burglary", signed=False)
    assert said.code == 0, said.err
    words = " ".join(page.words for page in read_pages(out.read_bytes()))
    assert "for reports of: burglary" in words and "Any trace of the vehicle?" not in words
    refused = anywhere.run(*command, "piracy", signed=False)
    assert refused.code == 1 and "It knows: burglary" in refused.err


@pytest.mark.parametrize("language", ["fr", "en-US"])
def test_a_language_it_does_not_have_is_said(anywhere: Terminal, tmp_path: Path, language: str) -> None:
    script, out = tmp_path / "small.md", tmp_path / "form.pdf"
    script.write_text(SMALL, "utf-8")
    said = anywhere.run("script", "paper", script, "--out", out, "--language", language, signed=False)
    assert said.code == 1
    assert "It has: en. Nothing was written." in said.err
    assert not out.exists()


def test_what_is_no_script_and_what_is_no_form_is_refused(anywhere: Terminal, tmp_path: Path) -> None:
    script, out = tmp_path / "small.md", tmp_path / "form.pdf"
    said = anywhere.run("script", "paper", tmp_path / "gone.md", "--out", out, signed=False)
    assert said.code == 1 and "gone.md" in said.err
    script.write_text("not a table", "utf-8")
    assert anywhere.run("script", "paper", script, "--out", out, signed=False).code == 1
    script.write_text(SMALL, "utf-8")
    out.write_text("an export", "utf-8")
    said = anywhere.run("script", "paper", script, "--out", out, signed=False)
    assert said.code == 1 and out.read_text("utf-8") == "an export"
