"""Forms and role cards as pages: what was approved, nothing small, page numbers, only the words that were given."""

from __future__ import annotations

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from callback_desk.documents.paper_pages import make_paper
from callback_desk.documents.sheets import LETTER
from callback_desk.documents.styles import SMALLEST_TEXT
from callback_desk.domain.errors import DeskBug, DeskFault
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from scripts.regenerate_golden import shipped_form


def document_of(*parts: PaperPart, foot: str = "At the foot") -> PaperDocument:
    return PaperDocument("A form", "Springfield PD", "Script 1", foot, parts)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_form_is_the_one_that_was_read_and_approved(language, tmp_path, fonts_dir, read_pages, golden_dir):
    written = make_paper(shipped_form(language), tmp_path / "form.pdf", fonts_dir=fonts_dir)
    pages = read_pages(written.path)
    shown = "\n--- page ---\n".join(page.strip() for page in pages) + "\n"
    golden = (golden_dir / f"paper_form_{language}.txt").read_text("utf-8")
    assert shown == golden, "if the change is meant: scripts/regenerate_golden.py, and read its diff"
    assert written.pages == len(pages)


def test_every_page_is_numbered_and_says_which_script_it_is(tmp_path, fonts_dir, read_pages):
    pages = read_pages(make_paper(shipped_form("es"), tmp_path / "form.pdf", fonts_dir=fonts_dir).path)
    for number, page in enumerate(pages, start=1):
        assert f"Página {number} de {len(pages)}" in page
        assert "Guion Property crime callback, versión 1" in page
        assert "triture esta hoja" in page


def test_the_same_form_gives_the_same_bytes(tmp_path, fonts_dir):
    document = document_of(PaperPart(PaperKind.TITLE, "A form"), PaperPart(PaperKind.LINES, items=("3",)))
    first = make_paper(document, tmp_path / "a.pdf", fonts_dir=fonts_dir)
    assert make_paper(document, tmp_path / "b.pdf", fonts_dir=fonts_dir).sha256 == first.sha256


def test_words_are_never_markup_and_long_ones_stay_on_the_page(tmp_path, fonts_dir, read_pages):
    long = "a-very-" * 60
    choices = tuple(f"{number}\t<b>Answer</b> & {number}\tends the call" for number in range(1, 16))
    document = document_of(
        PaperPart(PaperKind.QUESTION, f"1\t<i>{long}</i>", "Only if 1 < 2."),
        PaperPart(PaperKind.SAY, "“<para>Hello</para>”"),
        PaperPart(PaperKind.CHOICES, items=choices),
    )
    made = make_paper(document, tmp_path / "form.pdf", fonts_dir=fonts_dir)
    text = " ".join(read_pages(made.path))
    assert "<para>Hello</para>" in text
    assert "<b>Answer</b> & 15" in text
    pdf = pypdfium2.PdfDocument(made.path)
    for page in pdf:
        text_page = page.get_textpage()
        for index in range(text_page.count_rects()):
            left, _bottom, right, _top = text_page.get_rect(index)
            assert left >= LETTER.margin - 1 and right <= LETTER.width - LETTER.margin + 1
        text_page.close()
        page.close()
    pdf.close()


def test_nothing_on_a_form_is_smaller_than_nine_points(tmp_path, fonts_dir):
    made = make_paper(shipped_form("en"), tmp_path / "form.pdf", fonts_dir=fonts_dir)
    pdf = pypdfium2.PdfDocument(made.path)
    sizes = set()
    for page in pdf:
        text_page = page.get_textpage()
        sizes |= {round(pdfium.FPDFText_GetFontSize(text_page.raw, i), 2) for i in range(text_page.count_chars())}
        text_page.close()
        page.close()
    pdf.close()
    assert min(size for size in sizes if size > 1) >= SMALLEST_TEXT


def test_a_question_keeps_its_boxes_on_its_page(tmp_path, fonts_dir, read_pages):
    blocks = []
    for number in range(1, 30):
        blocks.append(PaperPart(PaperKind.QUESTION, f"{number}\tQuestion {number} ends here"))
        blocks.append(PaperPart(PaperKind.CHOICES, items=tuple(f"{n}\tbox {number}-{n}" for n in range(1, 6))))
    for page in read_pages(make_paper(document_of(*blocks), tmp_path / "form.pdf", fonts_dir=fonts_dir).path):
        for number in range(1, 30):
            assert (f"Question {number} ends" in page) is (f"box {number}-5" in page)


def test_a_file_of_another_kind_is_not_overwritten_and_no_name_is_in_the_information(tmp_path, fonts_dir):
    made = make_paper(document_of(PaperPart(PaperKind.TEXT, "Hello")), tmp_path / "form.pdf", fonts_dir=fonts_dir)
    with pikepdf.open(made.path) as pdf:
        assert str(pdf.docinfo["/Author"]) == "Callback Desk"
        assert str(pdf.docinfo["/Title"]) == "A form"
    with pytest.raises(DeskFault):
        make_paper(document_of(), tmp_path / "nowhere" / "form.pdf", fonts_dir=fonts_dir)


@pytest.mark.parametrize("data", [{}, {"parts": 1}, {"parts": []}, {"parts": [1]}, {"parts": [{"kind": "song"}]}])
def test_what_is_no_document_is_our_own_mistake(data):
    words = dict.fromkeys(("title", "head", "under", "foot", "page", "language"), "x") if "kind" in str(data) else {}
    with pytest.raises(DeskBug):
        PaperDocument.from_dict({**words, **data})


def test_a_sealed_page_opens_with_its_password_alone_and_says_the_same(tmp_path, fonts_dir, read_pages):
    document = document_of(PaperPart(PaperKind.TITLE, "Nguyễn Thị Hoa"), PaperPart(PaperKind.TEXT, "مرحبا at noon"))
    plain = make_paper(document, tmp_path / "a.pdf", fonts_dir=fonts_dir)
    sealed = make_paper(document, tmp_path / "b.pdf", fonts_dir=fonts_dir, password="four words in a row")
    assert sealed.path.read_bytes().count(b"%%EOF") == 1
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(sealed.path)
    with pikepdf.open(sealed.path, password="four words in a row") as opened:
        opened.save(tmp_path / "c.pdf")
    assert read_pages(tmp_path / "c.pdf") == read_pages(plain.path)
