"""A page can be heard: headings, lists, tables and their order, in every document, and nothing beside the tags."""

from __future__ import annotations

import ctypes
from io import BytesIO

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from callback_desk.documents.encrypt import encrypt_pdf
from callback_desk.documents.packet_pages import draw_sheet
from callback_desk.documents.paper_pages import draw_paper
from callback_desk.documents.sheet_text import sheet_text
from callback_desk.documents.sheets import A4, LETTER
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from tests.documents import tagged_walk as walk


def a_document(sections: int = 1) -> PaperDocument:
    parts = [PaperPart(PaperKind.TITLE, "What waits today")]
    for number in range(sections):
        parts += [
            PaperPart(PaperKind.HEADING, f"Part {number + 1}"),
            PaperPart(PaperKind.POINT, "Ring the first person."),
            PaperPart(PaperKind.POINT, "Write down what is new. " * 20),
            PaperPart(PaperKind.ROW, "head", "2 1", ("Who", "When")),
            PaperPart(PaperKind.ROW, "", "2 1", ("Ruth Keller", "9:00")),
            PaperPart(PaperKind.CHOICES, items=("1\tYes\t", "2\tNo\tends the call")),
            PaperPart(PaperKind.FIELDS, items=("Name", "Date")),
            PaperPart(PaperKind.LINES, items=("3",)),
        ]
    return PaperDocument("What waits", "Springfield Police", "Callback Desk", "Foot", tuple(parts))


def drawn(kind: str, a_packet, kit, sheet=LETTER) -> bytes:
    if kind == "form":
        return draw_paper(a_document(), kit.fonts, sheet).content
    return draw_sheet(sheet_text(a_packet(name=kind), kit.wording), kit.fonts, sheet).content


KINDS = ("lead_sheet", "worst_case", "urgent_slip", "other_scripts", "form")


@pytest.mark.parametrize("sheet", [LETTER, A4], ids=["letter", "a4"])
@pytest.mark.parametrize("kind", KINDS)
def test_everything_drawn_belongs_to_one_element_or_is_decoration(kind, sheet, a_packet, kit):
    with pikepdf.open(BytesIO(drawn(kind, a_packet, kit, sheet))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang)
        tree = walk.tree_of(pdf)
        on_paper = [(number, mcid) for number, page in enumerate(pdf.pages) for mcid in walk.marks_drawn(page)]
        assert sorted(tree.every_mark()) == sorted(on_paper)
        assert len(set(on_paper)) == len(on_paper)
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        for number, page in enumerate(pdf.pages):
            assert page.StructParents == number
            assert [float(side) for side in page.MediaBox][2:] == pytest.approx([sheet.width, sheet.height])
            owners = numbers[2 * number + 1]
            assert len(owners) == sum(1 for where, _ in on_paper if where == number)


def test_a_lead_sheet_is_a_title_headings_points_a_table_and_words(a_packet, kit):
    with pikepdf.open(BytesIO(drawn("lead_sheet", a_packet, kit))) as pdf:
        tree = walk.tree_of(pdf)
    tags = [kid.tag for kid in tree.kids]
    assert tags.count("H1") == 1
    assert tags.index("H1") < tags.index("H2") < tags.index("L") < tags.index("BlockQuote")
    first_list = tree.kids[tags.index("L")]
    assert [kid.tag for kid in first_list.kids[0].kids] == ["Lbl", "LBody"]
    for table in (kid for kid in tree.kids if kid.tag == "Table"):
        assert {row.tag for row in table.kids} == {"TR"}
        assert table.kids[0].kids[0].tag == "TH"


def test_a_password_keeps_the_tags_and_the_one_end(a_packet, kit):
    locked = encrypt_pdf(drawn("lead_sheet", a_packet, kit), "correct horse")
    assert locked.count(b"%%EOF") == 1
    with pikepdf.open(BytesIO(locked), password="correct horse") as pdf:
        assert "H1" in walk.tree_of(pdf).tags()


@pytest.mark.parametrize("kind", ["lead_sheet", "form"])
def test_another_reader_finds_the_same_tree(kind, a_packet, kit):
    content = drawn(kind, a_packet, kit)
    document = pypdfium2.PdfDocument(content)
    page = document[0]
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    found = []

    def visit(element) -> None:
        size = pdfium.FPDF_StructElement_GetType(element, None, 0)
        room = ctypes.create_string_buffer(size)
        pdfium.FPDF_StructElement_GetType(element, room, size)
        found.append(room.raw.decode("utf-16-le").rstrip("\0"))
        for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
            if kid := pdfium.FPDF_StructElement_GetChildAtIndex(element, index):
                visit(kid)

    for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        visit(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index))
    pdfium.FPDF_StructTree_Close(tree)
    tagged = pdfium.FPDFCatalog_IsTagged(document.raw)
    page.close()
    document.close()
    with pikepdf.open(BytesIO(content)) as pdf:
        assert found == walk.tree_of(pdf).tags()
    assert tagged


def test_a_long_document_has_bookmarks_to_its_headings_and_a_short_one_none(kit):
    with pikepdf.open(BytesIO(draw_paper(a_document(sections=9), kit.fonts).content)) as pdf:
        assert len(pdf.pages) > 2
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert titles == ["What waits today", *(f"Part {number}" for number in range(1, 10))]
    with pikepdf.open(BytesIO(draw_paper(a_document(), kit.fonts).content)) as pdf:
        assert "/Outlines" not in pdf.Root


def test_what_goes_on_over_a_page_stays_one_element(kit):
    document = PaperDocument("Long", "", "", "", (PaperPart(PaperKind.TEXT, "words and more words " * 900),))
    with pikepdf.open(BytesIO(draw_paper(document, kit.fonts).content)) as pdf:
        pages = len(pdf.pages)
        longest = max(walk.tree_of(pdf).kids, key=lambda kid: len(kid.marks))
    assert [page for page, _ in longest.marks] == list(range(pages))
    assert pages > 1
