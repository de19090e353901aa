"""What stands on the page: order, one page, nothing lost, nothing small."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from callback_desk.documents import styles
from callback_desk.documents.sheets import LETTER

SHEETS = ("lead_sheet", "urgent_slip", "other_scripts", "worst_case")


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", SHEETS)
def test_the_text_and_pages_are_those_that_were_read_and_approved(name, a_packet, press_sheet, read_pages, golden_dir):
    written = press_sheet(a_packet(name=name))
    shown = "\n--- page ---\n".join(page.strip() for page in read_pages(written.path)) + "\n"
    golden = (golden_dir / f"{name}.txt").read_text("utf-8")
    assert shown == golden, "if the change is meant: scripts/regenerate_golden.py, and read its diff"


def test_the_usual_sheet_is_one_page_in_the_order_an_investigator_reads(a_packet, press_sheet, read_pages):
    written = press_sheet(a_packet())
    (page,) = read_pages(written.path)
    order = ["Case 26-018834, break-in at home", "New:", "Video is overwritten on November 23", "Mobile 312 555 0142"]
    order += ["Burglary (220)", "Property identifiers", "Suspect and vehicle", "Witnesses and cameras"]
    order += ["The victim’s words", "Where this comes from", "Tell us what came of LS-2026-0417"]
    places = [page.replace("\xa0", " ").index(words) for words in order]
    assert written.pages == 1
    assert places == sorted(places)
    assert "20:40 CST" in page.replace("\xa0", " ")
    assert "A-000123-7F3K-9QZD" in page


def test_a_correction_still_fits_the_usual_sheet_because_gaps_shrink_first(a_packet, press_sheet, read_pages):
    correction = {
        "point": 1,
        "text": "The house is 241.",
        "author": "Sgt. D. Whitlock",
        "at": "2026-11-18T15:00:00+00:00",
        "reason": "Heard wrongly.",
    }
    written = press_sheet(a_packet({"corrections": [correction]}))
    assert written.pages == 1
    (page,) = read_pages(written.path)
    at_point = page[page.index("Property identifiers") : page.index("Suspect and vehicle")]
    assert "Corrected below." in at_point.replace("\xa0", " ")
    assert at_point.split().count("Corrected") == 3, "at the point, and at both of its articles"


def test_what_does_not_fit_goes_on_and_says_so(a_packet, press_sheet, read_pages, sheet_values):
    written = press_sheet(a_packet(name="worst_case"))
    pages = read_pages(written.path)
    assert written.pages == len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert ("continued" in page) is (number > 1)
        assert "A-000123-7F3K-9QZD" in page
    whole = squeezed("".join(pages))
    values = sheet_values("worst_case")
    assert len(values["points"]) == 9
    for point in values["points"]:
        assert squeezed(point["text"]) in whole
        assert squeezed(point["remark"]) in whole
    assert whole.count(squeezed("Tell us what came of LS-2026-0421")) == 1


def test_forty_points_lose_none(a_packet, sheet_values, press_sheet, read_pages):
    point = sheet_values()["points"][0]
    points = [
        point | {"number": n, "text": f"Token{n:03d} stands here.", "remark": "More. " * 60} for n in range(1, 41)
    ]
    written = press_sheet(a_packet({"points": points}))
    whole = "".join(read_pages(written.path))
    assert [n for n in range(1, 41) if f"Token{n:03d}" not in whole] == []
    assert whole.count("More.") == 40 * 60


def test_one_point_longer_than_a_page_is_split_and_whole(a_packet, press_sheet, read_pages):
    words = " ".join(f"word{n}" for n in range(1500))
    written = press_sheet(a_packet({"points.0.text": words}))
    assert written.pages > 1
    there = set("".join(f"{page}\n" for page in read_pages(written.path)).split())
    assert [n for n in range(1500) if f"word{n}" not in there] == []


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_is_under_nine_points_and_nothing_leaves_the_margins(name, a_packet, press_sheet):
    written = press_sheet(a_packet(name=name))
    document = pypdfium2.PdfDocument(written.path.read_bytes())
    seen = 0
    for page in document:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            if text.get_text_range(index, 1).isspace():
                continue
            left, bottom, right, top = text.get_charbox(index)
            if left == right == 0:
                continue  # a letter that reader made up at a line's end
            seen += 1
            assert round(pdfium.FPDFText_GetFontSize(text, index), 2) >= styles.SMALLEST_TEXT
            assert left >= LETTER.margin - 1
            assert right <= LETTER.width - LETTER.margin + 1
            assert bottom > 12
            assert top < LETTER.height - 12
        text.close()
        page.close()
    document.close()
    assert seen > 400


def test_styles_never_go_under_nine_points():
    assert min(style.size for style in styles.ALL_STYLES) >= styles.SMALLEST_TEXT
    assert styles.SMALLEST_TITLE >= styles.SMALLEST_TEXT


@pytest.mark.parametrize(
    "identifier",
    ["312 555 0158", "4KX-0917-QD-0917-4KX-0917-QD-0917", "IMEI 35 209900 176148 1 / 35 209900 176148 2", "W" * 55],
)
def test_identifiers_stay_on_one_line(identifier, a_packet, press_sheet, read_pages):
    written = press_sheet(a_packet({"property_lines.0.identifier": identifier, "case.case_number": "26-" + "0" * 50}))
    lines = "\n".join(read_pages(written.path)).replace("\xa0", " ").split("\n")
    assert any(identifier in line for line in lines)
    assert any("26-" + "0" * 50 in line for line in lines)


def test_telephone_numbers_in_sentences_stay_on_one_line(a_packet, press_sheet, read_pages):
    for filler in range(20, 80, 3):
        remark = "x" * filler + " may be called: 312 555 0158 x 402."
        written = press_sheet(a_packet({"points.0.remark": remark}))
        assert any("312 555 0158 x 402" in line for line in read_pages(written.path)[0].split("\n"))


def test_the_same_packet_gives_the_same_bytes_whatever_was_printed_before(a_packet, press_sheet):
    first = press_sheet(a_packet(name="other_scripts")).sha256
    press_sheet(a_packet({"victim.name": "स्मृति ठाकुर عبد الله"}))
    press_sheet(a_packet(name="worst_case"))
    assert press_sheet(a_packet(name="other_scripts")).sha256 == first


def test_the_file_says_nothing_of_the_victim_or_the_computer(a_packet, press_sheet):
    written = press_sheet(a_packet())
    with pikepdf.open(written.path) as pdf:
        information = {str(key): str(value) for key, value in pdf.docinfo.items()}
        assert information["/Title"] == "Lead sheet LS-2026-0417"
        assert {information[key] for key in ("/Author", "/Creator", "/Producer")} == {"Callback Desk"}
        assert information["/CreationDate"] == "D:20261117170600Z"
        assert "Marchetti" not in json.dumps(information)
        assert str(pdf.Root.Lang) == "en-US"
        assert "/Metadata" not in pdf.Root
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
    raw = written.path.read_bytes()
    assert raw.count(b"%%EOF") == 1
    assert b"Helvetica" not in raw
    assert str(Path.home()).encode() not in raw


def test_500_sheets_hold_no_other_victims_name(a_packet, kit, request):
    from callback_desk.documents.packet_pages import draw_sheet
    from callback_desk.documents.sheet_text import sheet_text

    count = 500 if request.config.getoption("--campaign") else 40
    names = [f"Zq{n:04d}token" for n in range(count)]
    for own in names:
        packet = a_packet({"victim.name": own, "victim_words": [f"I am {own}."]})
        content = draw_sheet(sheet_text(packet, kit.wording), kit.fonts).content
        document = pypdfium2.PdfDocument(content)
        text = "".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        assert own in text
        assert [name for name in names if name != own and name in text] == []
