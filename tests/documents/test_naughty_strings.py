"""Names and words nobody expects, on three kinds of document: each stands there or is named, and the file passes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callback_desk.documents.letters import coverage_of
from callback_desk.documents.paper_pages import make_paper
from callback_desk.documents.recovery_sheet import RecoverySheet, make_recovery_sheet
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart

OWN = [line for line in Path(__file__).with_name("naughty.txt").read_text("utf-8").split("\n") if line]
AT_ONCE = 60  # strings on one document: each file is checked as a whole, every word of it
DOCUMENTS = Path(__file__).resolve().parents[2] / "resources" / "documents"


def lots(strings: list[str]) -> list[list[str]]:
    return [strings[at : at + AT_ONCE] for at in range(0, len(strings), AT_ONCE)]


def bare(text: str) -> str:
    return "".join(text.split()).replace("-", "").replace("\u2010", "")


def paper(strings: list[str]) -> PaperDocument:
    parts = [PaperPart(PaperKind.TITLE, strings[0])]
    for text in strings:
        parts += [
            PaperPart(PaperKind.HEADING, text),
            PaperPart(PaperKind.TEXT, text),
            PaperPart(PaperKind.POINT, text),
            PaperPart(PaperKind.BOXED, text, text),
            PaperPart(PaperKind.ROW, "", "2 1 1", (text, text, text)),
        ]
    return PaperDocument("A document", "Springfield Police", "Callback Desk", "Foot", tuple(parts))


@pytest.mark.parametrize("strings", lots(OWN), ids=lambda strings: strings[0][:8])
def test_a_paper_document_holds_each_or_its_code(strings, tmp_path, fonts_dir, kit, read_pages):
    made = make_paper(paper(strings), tmp_path / "paper.pdf", fonts_dir=fonts_dir)
    text = bare("".join(read_pages(made.path)))
    coverage = coverage_of(DOCUMENTS)
    for string in strings:
        for char in coverage.missing(string):
            assert f"[U+{ord(char):04X}]" in text
        for word in kit.fonts.printable(string).split():
            if word.isascii():
                assert bare(word) in text


@pytest.mark.parametrize("strings", lots(OWN), ids=lambda strings: strings[0][:8])
def test_a_lead_sheet_passes_with_each(strings, a_packet, press_sheet):
    changes = {"victim.name": strings[0], "victim_words": strings, "wants": strings[-1]}
    changes["points.0.remark"] = " / ".join(strings)
    assert press_sheet(a_packet(changes)).pages > 1


@pytest.mark.parametrize("text", OWN[::7])
def test_a_recovery_sheet_passes_with_each(text, tmp_path, fonts_dir):
    sheet = RecoverySheet(text[:40], "A-1", datetime(2026, 11, 1, tzinfo=UTC), text[:30], ("7KQ2M", "9XW4T"))
    assert make_recovery_sheet(sheet, tmp_path / "recovery.pdf", fonts_dir=fonts_dir).pages == 1


def test_the_strings_of_the_corpus_pass_too(corpus, tmp_path, fonts_dir):
    texts = json.loads((corpus / "F13" / "blns.json").read_text("utf-8"))
    strings = [text for text in texts if text.strip()][::4]
    for lot in lots(strings):
        assert make_paper(paper(lot), tmp_path / "paper.pdf", fonts_dir=fonts_dir).pages > 1
