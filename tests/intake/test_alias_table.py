"""The synonym table says what its headings say: every entry is found as itself, in the spellings of records systems."""

from __future__ import annotations

import tomllib

import pytest

from callback_desk.domain.errors import ImportRefused
from callback_desk.intake.aliases import layouts_folder, shipped_aliases
from callback_desk.intake.headings import guess_columns

with (layouts_folder() / "aliases.toml").open("rb") as _file:
    TABLE = tomllib.load(_file)

SPELLINGS = {
    "as it stands": lambda heading: heading,
    "capitals": str.upper,
    "small letters": str.lower,
    "with underscores": lambda heading: heading.replace(" ", "_"),
    "with hyphens": lambda heading: heading.replace(" ", "-"),
    "with two blanks": lambda heading: f" {heading.replace(' ', '  ')} ",
    "with a colon": lambda heading: f"{heading}:",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_heading_means_what_its_entry_says(spelling: str) -> None:
    aliases = shipped_aliases()
    wrong = []
    for entry in TABLE["column"]:
        role = entry.get("role", "victim")
        expected = (entry["field"], "victim" if role == "unmarked" else role, entry.get("kind", "other"))
        for heading in entry["headings"]:
            (column,), _findings = guess_columns([SPELLINGS[spelling](heading)], [], aliases)
            found = (column.field, column.role, column.kind)
            if found != expected:
                wrong.append((heading, found, expected))
    assert wrong == []


@pytest.mark.parametrize("heading", ["Case#", "CASE#", "Incident#", "Report#", "incident  #"])
def test_a_number_sign_needs_no_blank(heading: str) -> None:
    (column,), _findings = guess_columns([heading], [], shipped_aliases())
    assert column.field == "case_number"


@pytest.mark.parametrize("heading", ["RAPSHEET", "CRIMINALHISTORY", "fbino", "FBI#", "NCICHIT"])
def test_criminal_history_in_one_word_is_refused(heading: str) -> None:
    with pytest.raises(ImportRefused):
        guess_columns(["Case Number", heading], [], shipped_aliases())


def test_a_number_that_names_no_kind_has_none() -> None:
    for heading in ("Victim Phone", "VICTIM_PHONE", "victimPhone", "피해자전화번호"):
        (column,), _findings = guess_columns([heading], [], shipped_aliases())
        assert column.kind == "other", heading
