"""Password, the check that re-reads, preview, recovery sheet, and the press in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pikepdf
import pypdfium2
import pytest

from callback_desk.documents import press
from callback_desk.documents.encrypt import encrypt_pdf
from callback_desk.documents.packet_check import check_sheet
from callback_desk.documents.packet_pages import draw_sheet
from callback_desk.documents.press_lines import PRESS_MODULE, print_request, warm_request, written_of
from callback_desk.documents.preview import page_picture
from callback_desk.documents.recovery_sheet import RecoverySheet, make_recovery_sheet
from callback_desk.documents.self_check import SheetNotRight, read_pages
from callback_desk.documents.sheet_text import sheet_text
from callback_desk.domain.errors import DeskBug, DeskFault


@pytest.fixture
def drawn(a_packet, kit):
    packet = a_packet()
    text = sheet_text(packet, kit.wording)
    return packet, text, draw_sheet(text, kit.fonts)


def test_a_password_opens_it_and_nothing_else_does(a_packet, press_sheet):
    written = press_sheet(a_packet(), password="correct horse")
    content = written.path.read_bytes()
    for wrong in (None, "", "correct", "Correct horse"):
        with pytest.raises(pypdfium2.PdfiumError):
            pypdfium2.PdfDocument(content, password=wrong)
    with pikepdf.open(BytesIO(content), password="correct horse") as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert "/Metadata" not in pdf.Root
    assert b"Marchetti" not in content
    assert b"LS-2026-0417" not in content
    assert content.count(b"%%EOF") == 1


@pytest.mark.parametrize("password", ["", "x" * 128, "ü" * 64])
def test_passwords_that_would_not_protect_are_refused(password, a_packet, press_sheet, tmp_path):
    with pytest.raises(DeskFault, match="Nothing was written"):
        press_sheet(a_packet(), password=password)
    assert list(tmp_path.iterdir()) == []


def test_the_check_passes_what_was_drawn(drawn, kit):
    packet, text, sheet = drawn
    check_sheet(sheet.content, packet, text, kit.fonts, pages=1)


def broken(content: bytes, change) -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(target)
    return target.getvalue()


def add_link(pdf):
    pdf.pages[0].Annots = pdf.make_indirect(
        pikepdf.Array([pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link)])
    )


def add_xmp(pdf):
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "x"


def add_picture(pdf):
    pdf.pages[0].Resources.XObject = pikepdf.Dictionary(
        X=pikepdf.Stream(pdf, b"\x00", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1)
    )


def name_the_computer(pdf):
    pdf.docinfo["/Creator"] = "desk-07"


def add_page(pdf):
    pdf.pages.append(pdf.pages[0])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (add_link, "documents.extra"),
        (add_xmp, "documents.extra"),
        (add_picture, "documents.picture_or_link"),
        (name_the_computer, "documents.information"),
        (add_page, "documents.pages"),
    ],
)
def test_the_check_finds_what_does_not_belong(change, code, drawn, kit):
    packet, text, sheet = drawn
    with pytest.raises(SheetNotRight) as wrong:
        check_sheet(broken(sheet.content, change), packet, text, kit.fonts, pages=1)
    assert wrong.value.code == code


def test_the_check_finds_a_second_ending_and_what_is_no_pdf(drawn, kit):
    packet, text, sheet = drawn
    with pytest.raises(SheetNotRight, match="written more than once"):
        check_sheet(sheet.content + b"\n%%EOF\n", packet, text, kit.fonts, pages=1)
    with pytest.raises(SheetNotRight, match="cannot be opened"):
        check_sheet(b"%PDF-1.5 %%EOF", packet, text, kit.fonts, pages=1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"points.2.text": "Phone serial number: 9ZZ"}, "documents.missing_point"),
        ({"points.0.text": "A doorbell camera may show the driveway at 214 Alder Court."}, "documents.missing_point"),
        ({"case.case_number": "26-018835"}, "documents.missing_case number"),
        ({"recipient.name": "Det. Someone Else"}, "documents.missing_recipient"),
        ({"anchor": "A-000124-7F3K-9QZD"}, "documents.margin"),
        ({"victim_words": ["I never said that."]}, "documents.missing_words"),
    ],
)
def test_the_check_finds_what_is_missing(changes, code, drawn, a_packet, kit):
    _, text, sheet = drawn
    asked = a_packet(changes)
    wanted = sheet_text(asked, kit.wording)
    if "anchor" not in changes:  # else the hash of its content in the foot is found wrong before anything else
        wanted = replace(wanted, check=text.check)
    with pytest.raises(SheetNotRight) as wrong:
        check_sheet(sheet.content, asked, wanted, kit.fonts, pages=1)
    assert wrong.value.code == code


@pytest.mark.parametrize("words", ["Courtesy rated 2 of 5.", "Very dissatisfied"])
def test_the_check_finds_words_that_were_not_handed_in(words, drawn, kit):
    packet, text, _ = drawn
    more = draw_sheet(replace(text, source=text.source + " " + words), kit.fonts)
    with pytest.raises(SheetNotRight) as wrong:
        check_sheet(more.content, packet, text, kit.fonts, pages=1)
    assert wrong.value.code == "documents.other_words"


def test_a_page_becomes_pixels(drawn):
    _, _, sheet = drawn
    picture = page_picture(sheet.content, dpi=96)
    assert (picture.width_px, picture.height_px, picture.page, picture.pages) == (816, 1056, 1, 1)
    assert len(picture.rgba) == 816 * 1056 * 4
    assert picture.rgba[:4] == b"\xff\xff\xff\xff"
    assert set(picture.rgba[3::4]) == {255}
    rule = picture.rgba[(93 * 816 + 400) * 4 : (93 * 816 + 401) * 4]
    assert rule[0] < 60, "the rule under the letterhead is black"


def test_a_locked_page_needs_its_password_to_be_shown(drawn):
    _, _, sheet = drawn
    locked = encrypt_pdf(sheet.content, "correct horse")
    assert page_picture(locked, password="correct horse").width_px == 816
    for source, password in ((locked, None), (locked, "x"), (b"no pdf", None)):
        with pytest.raises(DeskFault, match="cannot be shown"):
            page_picture(source, password=password)
    with pytest.raises(DeskFault, match="no such page"):
        page_picture(sheet.content, page=2)


def test_the_recovery_sheet_shows_the_code_whole_and_says_where_it_belongs(tmp_path, fonts_dir):
    groups = ("7KQ2M", "9XW4T", "B3HND", "VR8JC", "5PZFY", "1AE6G", "S0LUK", "Q2M7K", "4TB3H", "ND9XW")
    sheet = RecoverySheet(
        "Springfield Police Department", "d3b1-77aa", datetime(2026, 11, 17, 17, tzinfo=UTC), "Dana Whitlock", groups
    )
    written = make_recovery_sheet(sheet, tmp_path / "recovery.pdf", fonts_dir=fonts_dir)
    (page,) = read_pages(written.path.read_bytes())
    text = page.words.replace("\xa0", " ")
    assert "Keep in the evidence safe, not at the desk." in text
    assert "d3b1-77aa" in text
    assert "November 17, 2026" in text
    shown = text.split("Recovery code")[1].split("When it is needed")[0].split()
    assert sorted(shown) == sorted(groups)
    with pikepdf.open(written.path) as pdf:
        assert not any(group in str(value) for _, value in pdf.docinfo.items() for group in groups)


def test_a_recovery_sheet_without_code_or_zone_is_a_bug(tmp_path, fonts_dir):
    sheet = RecoverySheet("Agency", "id", datetime(2026, 11, 17, tzinfo=UTC), "D. W.", ())
    with pytest.raises(DeskBug):
        make_recovery_sheet(sheet, tmp_path / "r.pdf", fonts_dir=fonts_dir)
    with pytest.raises(DeskBug):
        make_recovery_sheet(
            replace(sheet, code_groups=("A",), made_at=datetime(2026, 1, 1)), tmp_path / "r.pdf", fonts_dir=fonts_dir
        )
    assert list(tmp_path.iterdir()) == []


def test_one_press_serves_a_whole_job_from_its_own_process(tmp_path, a_packet, fonts_dir, read_pages):
    asks = [warm_request(fonts_dir)]
    for n in range(3):
        folder = tmp_path / f"job{n}"
        folder.mkdir()
        packet = a_packet({"victim.name": f"Person{n} Example"})
        asks.append(print_request(packet, folder / "sheet.pdf", fonts_dir=fonts_dir))
    asks.append(print_request(a_packet(), tmp_path / "gone" / "sheet.pdf", fonts_dir=fonts_dir))
    asks.append(print_request(a_packet(), tmp_path / "last.pdf", fonts_dir=fonts_dir, password="correct horse"))
    done = subprocess.run(
        [sys.executable, "-m", PRESS_MODULE],
        input="".join(json.dumps(ask) + "\n" for ask in asks),
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    warm, *answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert warm == {"done": True, "warm": True}
    for n in range(3):
        written = written_of(answers[n])
        assert f"Person{n}" in read_pages(written.path)[0]
        assert all(f"Person{other}" not in read_pages(written.path)[0] for other in range(3) if other != n)
        assert written.size == written.path.stat().st_size
    with pytest.raises(DeskFault, match=r"is not there\. Nothing was written\."):
        written_of(answers[3])
    assert written_of(answers[4]).pages == 1
    assert done.stderr == ""


@pytest.mark.parametrize(
    "line",
    ["", "not json", "[]", "{}", '{"fonts_dir": 3}', '{"fonts_dir": ".", "packet": {}, "target": 1}'],
)
def test_the_press_answers_nonsense_with_a_refusal_and_goes_on(line, fonts_dir):
    answers = StringIO()
    assert press.main(StringIO(line + "\n" + json.dumps(warm_request(fonts_dir)) + "\n"), answers) == 0
    first, second = [json.loads(text) for text in answers.getvalue().splitlines()]
    assert (first["done"], first["kind"]) == (False, "bug")
    assert second["warm"] is True
    with pytest.raises(DeskBug):
        written_of(first)


def test_missing_fonts_are_a_sentence(tmp_path):
    answers = StringIO()
    press.main(StringIO(json.dumps(warm_request(tmp_path / "theme" / "fonts")) + "\n"), answers)
    with pytest.raises(DeskFault, match="Install Callback Desk again"):
        written_of(json.loads(answers.getvalue()))


def test_the_press_lines_do_not_bring_reportlab_into_the_window():
    code = "import sys, callback_desk.documents.press_lines; print('reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "False\n"
