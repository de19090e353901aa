"""`sign`: from the agency's certificate to a signed lead sheet, and every way in which it refuses."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from callback_desk.documents.signature import read_signatures
from tests.cli.terminal import Terminal
from tests.documents.certificates import HOLDER, PASSPHRASE, agency_p12
from tests.use_cases.made_desks import INVESTIGATOR, RUTH, SUPERVISOR, MovedClock, World, ask

pytest.importorskip("pyhanko")


@pytest.fixture
def set_up(terminal: Terminal, tmp_path: Path):
    """set_up(p12) -> what `sign set` says."""

    def say(content: bytes, passphrase: str = PASSPHRASE):
        file = tmp_path / "agency.p12"
        file.write_bytes(content)
        return terminal.run("sign", "set", file, "--passphrase-file", terminal.file("passphrase.txt", passphrase))

    return say


def packet(terminal: Terminal, case: str, target: Path):
    return terminal.run("packet", case, "--to", INVESTIGATOR, "--out", target)


def doctor(terminal: Terminal) -> dict[str, str]:
    found = terminal.run("doctor", "--json", *terminal.where, signed=False).json["checks"]
    return {one["state"]: one["sentence"] for one in found if one["what"] == "Signature"}


def test_a_lead_sheet_and_a_report_are_signed_until_it_is_off(terminal, signed_case, set_up, tmp_path):
    assert doctor(terminal) == {}
    said = set_up(agency_p12())
    assert said.code == 0, said.err
    assert f"signed from now on: {HOLDER}, valid until" in said.err
    sheet, report = tmp_path / "sheet.pdf", tmp_path / "report.pdf"
    assert packet(terminal, signed_case, sheet).code == 0
    assert terminal.run("report", "--pdf", report).code == 0
    for file in (sheet, report):
        (read,) = read_signatures(file.read_bytes(), None)
        assert read.proves, file.name
    assert HOLDER in doctor(terminal)["good"]
    assert terminal.run("sign", "off").code == 0
    assert doctor(terminal) == {}
    plain = tmp_path / "plain.pdf"
    assert terminal.run("report", "--pdf", plain).code == 0
    with pikepdf.open(plain) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_the_passphrase_lies_nowhere_in_the_clear(terminal, set_up):
    assert set_up(agency_p12()).code == 0
    for file in terminal.folder.rglob("*"):
        if file.is_file():
            assert PASSPHRASE.encode() not in file.read_bytes(), file.name
    kept = json.loads((terminal.folder / "signing.json").read_text("utf-8"))
    assert set(kept) == {"file", "item", "passphrase"}
    first = kept["item"]
    assert set_up(agency_p12()).code == 0
    keys = (terminal.folder / "test-keyring.json").read_text("utf-8")
    assert first not in keys and keys.count("signing-") == 1
    assert terminal.run("sign", "off").code == 0
    assert "signing-" not in (terminal.folder / "test-keyring.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("made", "passphrase", "words"),
    [
        ({"days": (-30, -1)}, PASSPHRASE, "was valid until"),
        ({"days": (2, 30)}, PASSPHRASE, "is valid from"),
        ({}, "another", "does not open"),
        ({"with_key": False}, PASSPHRASE, "no certificate with its private key"),
    ],
    ids=["expired", "not yet", "passphrase", "no key"],
)
def test_a_certificate_that_cannot_sign_is_refused_at_once(terminal, set_up, made, passphrase, words):
    before = terminal.trail()
    said = set_up(agency_p12(**made), passphrase)
    assert said.code == 1 and words in said.err and "Traceback" not in said.err
    assert not (terminal.folder / "signing.json").exists()
    assert doctor(terminal) == {}
    assert terminal.trail() == before


def test_a_desk_that_signs_never_writes_an_unsigned_sheet(terminal, signed_case, set_up, tmp_path):
    assert set_up(agency_p12()).code == 0
    file, target = tmp_path / "agency.p12", tmp_path / "sheet.pdf"
    right = file.read_bytes()
    file.write_bytes(agency_p12())
    said = packet(terminal, signed_case, target)
    assert said.code == 1 and "another than the one that was set" in said.err
    file.unlink()
    said = packet(terminal, signed_case, target)
    assert said.code == 1 and "agency.p12, cannot be read" in said.err
    assert "agency.p12, cannot be read" in doctor(terminal)["bad"]
    file.write_bytes(right)
    local = terminal.folder / "signing.json"
    kept = local.read_bytes()
    local.write_text("{}", "utf-8")
    assert "signing.json in the desk folder is damaged" in packet(terminal, signed_case, target).err
    local.unlink()  # as on another computer, after a restore
    said = packet(terminal, signed_case, target)
    assert said.code == 1 and "this computer was not told with which certificate" in said.err
    assert not target.exists()
    assert terminal.trail().count("export.dropped") == 4
    local.write_bytes(kept)
    assert packet(terminal, signed_case, target).code == 0
    assert read_signatures(target.read_bytes(), None)[0].proves


def test_a_volunteer_neither_sets_nor_ends_it(terminal, set_up, tmp_path):
    assert set_up(agency_p12()).code == 0
    kept = (terminal.folder / "signing.json").read_bytes()
    volunteer = replace(terminal, user=RUTH)
    passphrase = terminal.file("passphrase.txt", PASSPHRASE)
    for words in (("sign", "off"), ("sign", "set", tmp_path / "agency.p12", "--passphrase-file", passphrase)):
        assert volunteer.run(*words).code == 1
    assert (terminal.folder / "signing.json").read_bytes() == kept


def test_the_trail_says_that_a_sheet_was_signed_and_by_which_certificate(terminal, signed_case, set_up, tmp_path):
    assert set_up(agency_p12()).code == 0
    assert packet(terminal, signed_case, tmp_path / "sheet.pdf").code == 0
    world = World(terminal.folder, MovedClock(datetime.now(UTC)))
    try:
        rows = ask(world.enter(SUPERVISOR), "SELECT event, fields FROM audit_events ORDER BY at, seq")
    finally:
        world.close()
    found = {str(event): str(fields) for event, fields in rows}
    assert '"signed":1' in found["export.start"].replace(" ", "")
    assert '"signing":1' in found["settings.change"].replace(" ", "")
    assert re.search(r"\b[0-9a-f]{64}\b", found["settings.change"])
