"""`receipt`: a reply slip at the terminal."""

from __future__ import annotations

from pathlib import Path

from tests.cli.terminal import Terminal
from tests.use_cases.made_desks import INVESTIGATOR


def test_a_slip_is_typed_back_once(terminal: Terminal, signed_case: str, tmp_path: Path) -> None:
    made = terminal.run("packet", signed_case, "--to", INVESTIGATOR, "--out", tmp_path / "lead.pdf", "--json")
    number = str(made.json["sheet"])
    shown = terminal.run("receipt", number)
    assert shown.code == 0 and "no answer yet" in shown.err, shown.err
    kept = terminal.run("receipt", number, "--point", "1=used", "--json")
    assert (kept.json["taken"], kept.json["known"]) == (1, 0), kept.err
    again = terminal.run("receipt", number, "--point", "1=used")
    assert again.code == 0 and "Nothing was changed" in again.err
    for wrong in ("1", "one=used", "1=maybe", "9=used", "1=need-more"):
        assert terminal.run("receipt", number, "--point", wrong).code == 1
    assert terminal.run("receipt", "LS-2026-9999", "--point", "1=used").code == 1


def test_a_form_goes_out_and_comes_back_filled(terminal: Terminal, signed_case: str, tmp_path: Path) -> None:
    made = terminal.run("packet", signed_case, "--to", INVESTIGATOR, "--out", tmp_path / "lead.pdf", "--json")
    number, form = str(made.json["sheet"]), tmp_path / "form.csv"
    assert terminal.run("receipt-form", number, "--out", form).code == 0
    assert terminal.run("receipt-form", number, "--out", form).code == 1
    form.write_bytes(form.read_bytes().replace(f"{number},1,,".encode(), f"{number},1,x,".encode()))
    shown = terminal.run("receipts-file", form)
    assert "can be taken" in shown.err and "Nothing was saved yet" in shown.err
    assert terminal.run("receipts-file", form, "--keep", "--json").json["taken"] == 1
    again = terminal.run("receipts-file", form, "--keep")
    assert "on record already" in again.err and "Nothing was changed" in again.err
