"""Values V24 to V30 and letters of every kind: literal on the page, never markup, never a failed page."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callback_desk.documents.packet_check import check_sheet
from callback_desk.documents.packet_pages import draw_sheet
from callback_desk.documents.paper_fonts import shape
from callback_desk.documents.self_check import read_pages
from callback_desk.documents.sheet_text import sheet_text
from callback_desk.documents.styles import Face
from callback_desk.documents.text_lines import levels_of, visual_order
from callback_desk.domain.packet import LONGEST_IDENTIFIER, PacketRefused

HOSTILE = [
    '<img src="sheet.png"/>',
    "<img src=FILE>",
    "<b>",
    "<b",
    "<",
    "&",
    "&amp;",
    '<a href="http://example.invalid">x</a>',
    "<para>",
    "</para>",
    "<font size=90>",
    "<br/>",
    "%s%n{0.__class__}",
    "${x}",
    "{page} {pages} {case}",
    "..\\..\\evil",
    "../../x",
    "CON",
    "NUL",
    "aux.pdf",
    'a/b:c*d?e"f<g>h|i',
    "=HYPERLINK(1)",
    "Robert'); DROP TABLE person;--",
    "(unbalanced \\ ) parenthesis \\",
    "(endstream endobj %%EOF",
]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_values_are_literal_text_without_pictures_or_links(payload, a_packet, press_sheet, read_pages):
    changes = {
        "agency": payload,
        "case.case_number": payload,
        "case.plain_label": payload,
        "victim.name": payload,
        "recipient.name": payload,
        "points.0.text": payload,
        "points.0.source": payload,
        "property_lines.0.identifier": payload,
        "victim_words.0": payload,
        "reach.0.number": payload,
        "wants": payload,
        "printed.by": payload,
        "attribution.volunteer": payload,
        "act_by.sentence": payload,
    }
    written = press_sheet(a_packet(changes))
    text = "".join(read_pages(written.path))
    assert squeezed(text).count(squeezed(payload)) >= 12
    document = pypdfium2.PdfDocument(written.path.read_bytes())
    kinds = {item.type for page in document for item in page.get_objects()}
    document.close()
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds
    with pikepdf.open(written.path) as pdf:
        assert all("/Annots" not in page for page in pdf.pages)


def test_a_case_number_beyond_300_characters_is_refused_by_name(a_packet):
    a_packet({"case.case_number": "9" * LONGEST_IDENTIFIER})
    with pytest.raises(PacketRefused, match="identifier is longer than 300 characters"):
        a_packet({"case.case_number": "9" * (LONGEST_IDENTIFIER + 1)})


def test_a_case_number_of_300_letters_is_whole_on_the_page(a_packet, press_sheet, read_pages):
    number = "".join(f"{n:03d}" for n in range(100))
    written = press_sheet(a_packet({"case.case_number": number}))
    assert number in squeezed("".join(read_pages(written.path)))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小明 佐藤さん 김철수", "王小明 佐藤さん 김철수"),
        ("𠮷\u13a0", "[U+20BB7][U+13A0]"),
        (
            "ถนน กฤษณ์ தமிழ் বাংলা ગુજરાતી ਪੰਜਾਬੀ Հայերեն ქართული ភាសាខ្មែរ ລາວ తెలుగు አማርኛ",
            "ถนน กฤษณ์ தமிழ் বাংলা ગુજરાતી ਪੰਜਾਬੀ Հայերեն ქართული ភាសាខ្មែរ ລາວ తెలుగు አማርኛ",
        ),
        ("Ann\u202eeilE", "Ann[U+202E]eilE"),
        ("Ann\x00\x1b[31m", "Ann[U+0000][U+001B][31m"),
        ("Ann\ud800", "Ann[U+D800]"),
        ("Ann \U0001f600", "Ann [U+1F600]"),
        ("Ann\u200b\ufeff\u2068 Lee\u2069", "Ann Lee"),
        ("Zoe\u0308 Nun\u0303ez", "Zoë Nuñez"),
        ("محمد علي", "محمد علي"),
        ("נועה (בן) דוד", "נועה (בן) דוד"),
        ("प्रिया शर्मा", "प्रिया शर्मा"),
        ("สมชาย ใจดี", "สมชาย ใจดี"),
        ("Дмитрий Ελένη Nguyễn Łukasz", "Дмитрий Ελένη Nguyễn Łukasz"),
        ("A\u0301\u0302\u0303 x\u0300", "Á\u0302\u0303 x\u0300"),
    ],
)
def test_names_of_every_script_can_be_read_again_or_are_marked(name, shown, a_packet, press_sheet, read_pages):
    written = press_sheet(a_packet({"victim.name": name}))
    assert squeezed("Victim: " + shown) in squeezed("".join(read_pages(written.path)))


def test_a_right_to_left_name_is_drawn_from_right_to_left(a_packet, kit):
    packet = a_packet({"victim.name": "אבג דהו"})
    content = draw_sheet(sheet_text(packet, kit.wording), kit.fonts).content
    with pikepdf.open(BytesIO(content)) as pdf:
        for stream in pdf.objects:  # the letters as drawn: without what they say they mean
            if isinstance(stream, pikepdf.Stream) and b"/ActualText" in stream.read_bytes():
                lines = stream.read_bytes().split(b"\n")
                stream.write(b"\n".join(x for x in lines if not x.startswith(b"/Span") and x.strip() != b"EMC"))
        target = BytesIO()
        pdf.save(target)
    document = pypdfium2.PdfDocument(target.getvalue())
    text = document[0].get_textpage()
    places = {}
    for index in range(text.count_chars()):
        letter = text.get_text_range(index, 1)
        if letter in "אבגדהו" and letter:
            places[letter] = text.get_charbox(index)[0]
    document.close()
    assert [letter for letter, _ in sorted(places.items(), key=lambda item: item[1])] == list("והדגבא")


def test_joined_arabic_letters_differ_from_single_ones(kit):
    kit.fonts.begin_document()
    (piece,) = kit.fonts.pieces("محمد", Face.REGULAR)
    joined = shape(piece.text, piece.font, right_to_left=True)
    single = [shape(letter, piece.font, right_to_left=True)[0].char for letter in piece.text]
    assert piece.shaped
    assert [glyph.char for glyph in joined] != list(reversed(single))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=120))
def test_any_text_at_all_builds_and_passes_its_own_check(text, a_packet, kit):
    changes = {"victim_words.0": text, "points.0.remark": text, "property_lines.0.identifier": text}
    packet = a_packet(changes | {"victim.name": "N" + text})
    words = sheet_text(packet, kit.wording)
    sheet = draw_sheet(words, kit.fonts)
    check_sheet(sheet.content, packet, words, kit.fonts, pages=sheet.pages)
    assert "Elena" not in "".join(page.words for page in read_pages(sheet.content))


@given(text=st.text(max_size=60), right_to_left=st.booleans())
def test_levels_and_order_lose_no_letter(text, right_to_left):
    levels = levels_of(text, right_to_left=right_to_left)
    assert len(levels) == len(text)
    assert sorted(visual_order(levels)) == list(range(len(text)))


def test_visual_order_follows_the_rule():
    assert visual_order([0, 0, 1, 1, 2, 2, 1, 0]) == [0, 1, 6, 4, 5, 3, 2, 7]
    assert visual_order([]) == []
