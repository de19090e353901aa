"""The traps of the corpus: XML bombs are refused, and naughty strings stay text in every format."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from callback_desk.domain.errors import ImportRefused
from callback_desk.intake.hidden import clean_edges
from callback_desk.intake.words import is_null
from tests.intake.reading import HEADING, read
from tests.intake.written import FORMATS

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@pytest.mark.parametrize("name", ["cyclic", "dtd", "external", "external_file", "quadratic", "xmlbomb", "xmlbomb2"])
def test_f12_bombs_are_refused(corpus: Path, name: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        read(corpus / "F12" / f"{name}.xml")
    assert refused.value.code == ("E03" if name == "dtd" else "E11")  # that one is a web page


@pytest.mark.parametrize("form", FORMATS)
def test_f13_naughty_strings_stay_text(corpus: Path, form: str, tmp_path: Path) -> None:
    texts: list[str] = json.loads((corpus / "F13" / "blns.json").read_text(encoding="utf-8"))
    texts += (corpus / "F13" / "csv-injection-payloads.txt").read_text(encoding="utf-8").splitlines()
    assert len(texts) == 515 + 6
    if form == "ods":  # XML has no control characters
        texts = [text for text in texts if not NOT_IN_XML.search(text)]
        assert len(texts) >= 515
    row = ["11/20/2026 00:05", "220", "Quill, Ada", "04/22/1980", "312-555-0142"]
    path = tmp_path / f"list.{form}"
    rows = [[f"26-{number}", *row, text] for number, text in enumerate(texts)]
    path.write_bytes(FORMATS[form]([[*HEADING.split(","), "Victim Address"], *rows]))
    found = read(path)
    assert len(found.people) == len(texts)
    for person, text in zip(found.people, texts, strict=True):
        blank = is_null(text.strip())  # in an address NA is no address
        assert person.address == ("" if blank else clean_edges(text).strip())
