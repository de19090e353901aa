"""Files nobody should trust, through the real parser child: an answer in time, and a desk that did not notice."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from callback_desk.domain.errors import ImportRefused
from tests.intake.reading import HEADING, a_row
from tests.intake.written import ods_parts, packed, xlsx_parts
from tests.use_cases.child_figures import spent
from tests.use_cases.kept_importer import keep_one_importer
from tests.use_cases.made_desks import SERGEANT, World, changed_tables, look_at, snapshot

HEADINGS = HEADING.split(",")
ADA = ["26-000101", "11/10/2026 14:05", "220", "Quillfeather, Ada", "04/12/1980", "312-555-0142"]
LIST = f"{HEADING}\r\n{a_row()}\r\n".encode()
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
ODS = ods_parts([HEADINGS, ADA])["content.xml"]
OPEN_SHEET = {**ods_parts([HEADINGS]), "content.xml": ODS.replace("</table:table>", "")}
REPEATED = {
    **ods_parts([HEADINGS]),
    "content.xml": ODS.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">'),
}

REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("a quote that never closes", lambda: LIST + b'26-2,"open\r\n' + LIST * 2_000, "E05"),
    ("laughs in a workbook", lambda: packed({**xlsx_parts([HEADINGS, ADA]), "xl/styles.xml": LAUGHS}), "E11"),
    ("zeros in a workbook", lambda: packed({**xlsx_parts([HEADINGS]), "xl/x.bin": b"\0" * 60_000_000}), "E10"),
    ("a sheet that never ends", lambda: packed(OPEN_SHEET), "E13"),
    ("a row a million times over", lambda: packed(REPEATED), "E10"),
    ("JSON a hundred thousand deep", lambda: b"[" * 100_000, "E25"),
    ("one JSON record of megabytes", lambda: json.dumps([{"Case Number": "x" * 9_000_000}]).encode(), "E23"),
    ("JSON of too many names", lambda: json.dumps([{f"n{n}": 1 for n in range(200_000)}]).encode(), "E06"),
    ("an archive in an archive", lambda: packed({"inner.zip": packed({"list.csv": LIST})}), "E10"),
    ("a thousand to one", lambda: packed({"list.csv": LIST + b" " * 60_000_000}), "E10"),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    for number, (_name, make, _code) in enumerate(REFUSED):
        (folder / f"{number}.xls").write_bytes(make())
    return folder


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_every_hostile_file_is_answered_and_the_desk_is_as_it_was(
    new_world: Callable[..., World], files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    world = new_world()
    desk = world.enter(SERGEANT)
    importer = keep_one_importer(monkeypatch)
    before = snapshot(desk)
    kept = names_in(world.folder)
    digests = {path.name: hashlib.sha256(path.read_bytes()).digest() for path in files.iterdir()}
    for number, (name, _make, code) in enumerate(REFUSED):
        started = spent()
        with pytest.raises(ImportRefused) as refused:
            look_at(desk, files / f"{number}.xls")
        assert refused.value.code == code, (name, refused.value.sentence)
        assert refused.value.sentence.endswith("Nothing was imported."), name
        assert spent() - started < 10, name
    importer.end()
    assert changed_tables(before, snapshot(desk)) <= {"audit_events", "audit_heads", "stations"}
    assert names_in(world.folder) <= kept | {"desk.db-wal", "desk.db-shm"}
    assert not names_in(temporary)
    assert {path.name: hashlib.sha256(path.read_bytes()).digest() for path in files.iterdir()} == digests


def test_values_nobody_should_trust_pass_through_the_child_unchanged(
    new_world: Callable[..., World], tmp_path: Path
) -> None:
    """Half a surrogate pair reaches neither the pipe's other end as a crash nor the desk."""
    path = tmp_path / "list.json"
    row = dict(zip(HEADINGS, ADA, strict=True))
    path.write_text(json.dumps([row, {**row, "Victim Name": "\ud800da"}, {**row, "Notes": "\udfff"}]), encoding="utf-8")
    preview = look_at(new_world().enter(SERGEANT), path)
    assert preview.counts.rows_in == 3
    assert preview.counts.accounted
    assert preview.counts.reasons.get("hidden_characters") == 1
