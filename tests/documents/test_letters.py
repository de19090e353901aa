"""Which letters print is known before a font is loaded, and it is the truth about the fonts."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from callback_desk.documents.letters import Letters, as_ranges, coverage_of
from callback_desk.documents.packet_pages import draw_sheet, load_kit
from callback_desk.documents.sheet_text import sheet_text
from callback_desk.documents.styles import Face
from callback_desk.domain.errors import DeskFault

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "resources" / "documents"
SAMPLES = {
    "Chinese": "王小明",
    "Japanese": "佐藤さくらカタ",
    "Korean": "김철수",
    "Tamil": "தமிழ்",
    "Bengali": "বাংলা",
    "Gujarati": "ગુજરાતી",
    "Gurmukhi": "ਪੰਜਾਬੀ",
    "Armenian": "Հայերեն",
    "Georgian": "ქართული",
    "Khmer": "ភាសាខ្មែរ",
    "Lao": "ລາວ",
    "Telugu": "తెలుగు",
    "Amharic": "አማርኛ",
    "Arabic": "محمد",
    "Hebrew": "נועה",
    "Hindi": "प्रिया",
    "Thai": "สมชาย",
    "Vietnamese": "Nguyễn",
    "Greek": "Ελένη",
    "Russian": "Дмитрий",
}


@pytest.fixture(scope="module")
def coverage():
    return coverage_of(DOCUMENTS)


def test_the_list_of_letters_is_that_of_the_fonts():
    spec = importlib.util.spec_from_file_location("font_letters", ROOT / "scripts" / "font_letters.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.TARGET.read_text("utf-8") == script.font_letters()


@pytest.mark.parametrize("language", SAMPLES)
def test_names_of_these_languages_print(language, coverage):
    assert coverage.missing(SAMPLES[language] + " & Ann\u200b\n") == ""


def test_what_cannot_be_printed_is_named_once_in_order(coverage):
    assert coverage.missing("Ann \U0001f600\u13a0 王 \U0001f600\x00") == "\U0001f600\u13a0\x00"


@given(text=st.text(max_size=60))
def test_it_says_before_what_paper_shows_after(text, coverage, kit):
    shown = kit.fonts.printable(text)
    missing = coverage.missing(text)
    assert all(f"[U+{ord(char):04X}]" in shown for char in missing)
    assert shown.count("[U+") - text.count("[U+") == sum(1 for char in shown_letters(text) if char in set(missing))


def shown_letters(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@given(codes=st.sets(st.integers(0, 0x10FFFF), max_size=40))
def test_ranges_hold_exactly_what_was_put_in(codes):
    letters = Letters(as_ranges(codes))
    around = {code + step for code in codes for step in (-1, 0, 1) if 0 <= code + step <= 0x10FFFF}
    assert {code for code in around if code in letters} == codes


def test_the_window_can_ask_without_reportlab():
    ask = (
        "import sys\nfrom pathlib import Path\nfrom callback_desk.documents.letters import coverage_of\n"
        f"coverage_of(Path({str(DOCUMENTS)!r})).missing('x')\n"
        "sys.exit(any(name.startswith(('reportlab', 'uharfbuzz')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", ask], cwd=ROOT, check=False).returncode == 0


def test_a_missing_list_is_said_in_a_sentence(tmp_path):
    with pytest.raises(DeskFault, match="Install Callback Desk again"):
        coverage_of(tmp_path)


def test_a_font_is_loaded_with_its_first_letter_and_shaped_ones_are_fresh_in_each_document():
    fonts = load_kit(ROOT / "resources" / "theme" / "fonts").fonts
    fonts.begin_document()
    fonts.pieces("Ann", Face.REGULAR)
    assert not fonts._loaded
    (chinese,) = fonts.pieces("王", Face.REGULAR)
    (arabic,) = fonts.pieces("محمد", Face.REGULAR)
    assert (chinese.shaped, arabic.shaped) == (False, True)
    before = {name: pdfmetrics.getFont(name) for name in (chinese.font, arabic.font)}
    fonts.begin_document()
    fonts.pieces("王", Face.REGULAR)
    fonts.pieces("محمد", Face.REGULAR)
    assert pdfmetrics.getFont(chinese.font) is before[chinese.font]
    assert pdfmetrics.getFont(arabic.font) is not before[arabic.font]


def test_the_same_page_has_the_same_bytes_whatever_was_drawn_before(a_packet, kit):
    def page(name: str) -> bytes:
        return draw_sheet(sheet_text(a_packet({"victim.name": name}), kit.wording), kit.fonts).content

    first = page("محمد علي प्रिया")
    page("خالد نور श्री क्षमा")
    assert page("محمد علي प्रिया") == first
