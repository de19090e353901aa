"""Rule files by date: one dated ahead waits, one that has ended counts no more, and files that are no rules at all."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from callback_desk import rulebook
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.rule_data import RuleProblem, RulesRefused
from tests.domain.rules_at_hand import BOOK, RESOURCES

RULES = RESOURCES / "rules"
TODAY = date(2026, 11, 17)


def look(path: Path) -> tuple[RuleProblem, ...]:
    return rulebook.check(path, on=TODAY, shipped=RULES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(RULES, tmp_path / "rules")
    return tmp_path


def put(folder: Path, name: str, *pairs: tuple[str, str]) -> Path:
    text = (RULES / "calling-2026.toml").read_text("utf-8")
    for old, new in (('version = "calling-2026.1"', f'version = "{name}"\nreason = "New order"'), *pairs):
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "rules" / f"calling-{name}.toml"
    path.write_text(text, "utf-8")
    return path


def of_dates(folder: Path) -> list[str]:
    return [f"{one.file}|{one.key}|{one.sentence}" for one in rulebook.check(folder / "rules", on=TODAY)]


def test_a_version_dated_ahead_waits_until_its_day(folder: Path) -> None:
    put(
        folder,
        "2027",
        ("effective = 2026-01-01", "effective = 2027-01-01"),
        ("attempts_person = 6", "attempts_person = 4"),
    )
    assert rulebook.check(folder / "rules", on=TODAY) == ()
    today = rulebook.load(folder, on=date(2026, 12, 31))
    assert (today.limits.attempts_person, [one.file for one in today.waiting]) == (6, ["calling-2027.toml"])
    later = rulebook.load(folder, on=date(2027, 1, 1))
    assert (later.limits.attempts_person, later.waiting) == (4, ())
    assert today.version != later.version
    states = {one.head.file: (one.counts, one.ahead) for one in rulebook.file_lines(folder / "rules", TODAY)}
    assert states["calling-2026.toml"] == (True, False)
    assert states["calling-2027.toml"] == (False, True)


def test_the_name_of_a_file_does_not_decide(folder: Path) -> None:
    put(
        folder,
        "1999",
        ("effective = 2026-01-01", "effective = 2026-05-01"),
        ("attempts_person = 6", "attempts_person = 4"),
    )
    assert rulebook.load(folder, on=TODAY).limits.attempts_person == 4
    assert rulebook.load(folder, on=date(2026, 4, 30)).limits.attempts_person == 6


def test_before_the_first_day_and_after_the_last_nobody_is_called(folder: Path) -> None:
    with pytest.raises(RulesRefused, match="is in force on December 31, 2025"):
        rulebook.load(folder, on=date(2025, 12, 31))
    path = folder / "rules" / "calling-2026.toml"
    path.write_text(
        path.read_text("utf-8").replace("effective = 2026-01-01", "effective = 2026-01-01\nuntil = 2026-11-16"), "utf-8"
    )
    with pytest.raises(RulesRefused, match="Nobody is called without one"):
        rulebook.load(folder, on=TODAY)
    assert rulebook.load(folder, on=date(2026, 11, 16)).limits.attempts_person == 6


@pytest.mark.parametrize("kind", rulebook.KINDS)
def test_every_kind_of_file_may_end_and_be_replaced(folder: Path, kind: str) -> None:
    path = next((folder / "rules").glob(f"{kind}-*.toml"))
    text = path.read_text("utf-8")
    path.write_text(text.replace("effective = 2026-01-01", "effective = 2026-01-01\nuntil = 2026-12-31", 1), "utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("reason = ") or "[[" in text.partition(line)[0]]
    later = "\n".join(lines).replace("effective = 2026-01-01", "effective = 2027-01-01", 1)
    version = next(line for line in lines if line.startswith("version = "))
    later = later.replace(version, 'version = "next-2027"\nreason = "The year turned"', 1)
    (folder / "rules" / f"{kind}-2027.toml").write_text(later + "\n", "utf-8")
    assert rulebook.check(folder / "rules", on=TODAY) == ()
    for region in ("US", "GB"):
        now = rulebook.load(folder, on=date(2026, 12, 31), region=region)
        then = rulebook.load(folder, on=date(2027, 1, 1), region=region)
        counts = kind != "region" or region == "GB"
        assert (f"{kind}-2027.toml" in then.files) is counts
        assert f"{kind}-2027.toml" not in now.files


@pytest.mark.parametrize(
    ("until", "effective", "says"),
    [
        ("2026-06-30", "2026-07-01", []),
        (
            "2026-07-15",
            "2026-07-01",
            [
                "calling-2026.toml|until|It counts until July 15, 2026, and calling-b.toml counts from July 1, 2026: "
                "they overlap."
            ],
        ),
        (
            "2026-06-15",
            "2026-07-01",
            [
                "calling-b.toml|effective|From June 16, 2026 to June 30, 2026 no file of this kind is in force; then "
                "nobody is called."
            ],
        ),
        (
            "",
            "2026-01-01",
            [
                "calling-b.toml|effective|calling-2026.toml begins on the same day, January 1, 2026. Only one of them "
                "can count."
            ],
        ),
        ("2025-06-15", "2026-07-01", ["calling-2026.toml|until|The last day lies before the first."]),
    ],
)
def test_days_without_rules_and_days_with_two(folder: Path, until: str, effective: str, says: list[str]) -> None:
    put(folder, "b", ("effective = 2026-01-01", f"effective = {effective}"))
    if until:
        path = folder / "rules" / "calling-2026.toml"
        path.write_text(
            path.read_text("utf-8").replace("effective = 2026-01-01", f"effective = 2026-01-01\nuntil = {until}"),
            "utf-8",
        )
    assert of_dates(folder) == says


def test_a_successor_needs_a_version_and_a_reason_of_its_own(folder: Path) -> None:
    path = put(folder, "b", ("effective = 2026-01-01", "effective = 2026-07-01"))
    text = path.read_text("utf-8")
    path.write_text(text.replace('version = "b"', 'version = "calling-2026.1"'), "utf-8")
    assert ["has the same version" in one for one in of_dates(folder)] == [True]
    path.write_text(text.replace('reason = "New order"\n', ""), "utf-8")
    assert ["does not say why" in one for one in of_dates(folder)] == [True]


def test_a_file_that_ends_without_a_successor_is_looked_at(folder: Path) -> None:
    path = folder / "rules" / "calling-2026.toml"
    path.write_text(
        path.read_text("utf-8").replace("effective = 2026-01-01", "effective = 2026-01-01\nuntil = 2027-06-30"), "utf-8"
    )
    (found,) = rulebook.check(folder / "rules", on=TODAY)
    assert found.warns
    assert "After June 30, 2027 no file" in found.sentence
    assert rulebook.load(folder, on=TODAY).limits == BOOK.limits, "to be looked at, and in use"


def test_a_damaged_file_dated_ahead_is_found_before_its_day(folder: Path) -> None:
    path = put(
        folder, "2027", ("effective = 2026-01-01", "effective = 2027-01-01"), ("rounds_week = 3", "rounds_week = 9")
    )
    assert [one.file for one in rulebook.check(folder / "rules", on=TODAY)] == [path.name]
    assert rulebook.load(folder, on=TODAY).limits.rounds_week == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"a = " + b"[" * 100_000, "cannot be read as TOML"),
        (b"a = " + b"9" * 20_000, "cannot be read as TOML"),
        (b'version = "1"\x07\n', "cannot be read as TOML"),
        (b"\x1b[31m = 1", "cannot be read as TOML"),
        (b"version = 1", "Text in quotation marks"),
        (b"version = {a = 1}", "Text in quotation marks"),
        (b"version = [[1]]", "Text in quotation marks"),
        (b"version = inf", "Text in quotation marks"),
        (b'version = ""', "must not be empty"),
        (b'version = "\\u0000"', "control characters"),
        (b'version = "' + b"x" * 5_000 + b'"', "longer than 400"),
        (b'version = "1"\neffective = "soon"', "A date such as"),
        (b'version = "1"\neffective = 2026-01-01T00:00:00Z', "A date such as"),
        (b'version = "1"\neffective = 2026-01-01\nsource = "s"', "This is missing"),
        (b'version = "1"\neffective = 2026-01-01\nsource = "s"\nrule = 7', "At least one entry"),
        (b'version = "1"\neffective = 2026-01-01\nsource = "s"\nrule = [1, 2]', "A table is needed"),
        (b'version = "1"\neffective = 2026-01-01\nsource = "s"\n' + b"[[rule]]\n" * 2_001, "more than 2,000 entries"),
        (
            b'version = "1"\neffective = 2026-01-01\nsource = "s"\n[[rule]]\nid = "\\u001b[2J' + b"a" * 300 + b'"',
            "This is missing",
        ),
        (b"#" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_hostile_files_get_a_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "eligibility-odd.toml"
    path.write_bytes(content)
    found = look(path)
    assert any(says in one.sentence for one in found), found
    assert all(one.file == path.name and one.to_do for one in found)
    assert all((one.place + one.sentence).isprintable() and len(one.place) < 200 for one in found)


def test_a_long_list_of_faults_is_a_list_of_findings(tmp_path: Path) -> None:
    path = tmp_path / "eligibility-odd.toml"
    path.write_text('version = "1"\neffective = 2026-01-01\nsource = "s"\n' + "[[rule]]\nid = 3\n" * 2_000, "utf-8")
    assert sum(one.entry != "" for one in look(path)) == 2_000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    path = tmp_path / "eligibility-pipe.toml"
    os.mkfifo(path)
    assert [one.sentence for one in look(path)] == ["This is not an ordinary file."]


def test_a_name_that_is_no_rule_file(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text("", "utf-8")
    assert "The file's name must be one of" in look(path)[0].sentence
    with pytest.raises(DeskFault, match="Check the name"):
        look(tmp_path / "eligibility-gone.toml")
