"""What a spreadsheet has done to a column is said before anything is imported, and never mended by guessing."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.domain.incident import Pile
from callback_desk.intake.problems import CATALOGUE
from tests.intake.reading import read_text

CODES = {
    *("numbers_shortened", "case_numbers_shortened", "numbers_with_point", "zeros_lost"),
    *("days_counted", "days_since_1900", "days_since_1904"),
}
HEAD = "Case Number,Report Date,NIBRS Code,Victim Name,Victim Phone,Victim DOB\n"


def damage(
    folder: Path, row: str, *, region: str = "US", sound: str = "26-2,11/18/2026,220,Bo Tarn,,"
) -> dict[str, str]:
    found = read_text(folder, f"{HEAD}{row}\n{sound}\n", region=region).guess.findings
    return {code: heading for code, heading in found if code in CODES}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("26-1,11/18/2026,220,Ada Quill,3.13E+09,", {"numbers_shortened": "Victim Phone"}),
        ("26-1,11/18/2026,220,Ada Quill,3125550142.0,", {"numbers_with_point": "Victim Phone"}),
        ("2.6E+07,11/18/2026,220,Ada Quill,312-555-0142,", {"case_numbers_shortened": "Case Number"}),
        ("26-1,11/18/2026,9A,Ada Quill,312-555-0142,", {"zeros_lost": "NIBRS Code"}),
        ("26-1,11/18/2026,220,Ada Quill,312-555-0142,29323", {"days_counted": "Victim DOB"}),
        ("26-1,11/18/2026,220,Ada Quill,312-555-0142,04/12/1980", {}),
        ("26-1,11/18/2026,220,Ada Quill,7700900123,", {}),
    ],
)
def test_each_kind_is_said_with_its_column(tmp_path: Path, row: str, told: dict[str, str]) -> None:
    assert damage(tmp_path, row) == told


def test_a_british_number_without_its_zero_is_said(tmp_path: Path) -> None:
    assert damage(tmp_path, "26-1,18/11/2026,220,Ada Quill,7700900123,", region="GB", sound="") == {
        "zeros_lost": "Victim Phone"
    }


def test_cases_that_were_shortened_are_never_mixed_up(tmp_path: Path) -> None:
    rows = "".join(f"2.6E+07,11/18/2026,220,Ada Quill,312-555-014{n},04/12/1980\n" for n in (1, 2))
    found = read_text(tmp_path, HEAD + rows)
    assert not found.people
    assert {(one.pile, one.reason, one.column) for one in found.problems} == {
        (Pile.REJECTED, "case_shortened", "Case Number")
    }


def test_every_kind_has_its_sentence() -> None:
    assert set(CATALOGUE) >= CODES
