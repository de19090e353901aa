"""A finished lead sheet is opened again and read before it gets its name: what must be on it is, and no other word is.

Source: packet hygiene (research, checks 9 and 22; PSNI 2023: hidden content is the likeliest leak).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2

from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.documents.sheet_text import SheetText
from callback_desk.domain.errors import DeskBug
from callback_desk.domain.packet import CasePacket

_MAY_BE_CUT = 10  # letters between two spaces; what is wider than its line is cut, and its parts are found
_WORD = re.compile(r"\w+")
_FORBIDDEN_KEYS = frozenset(
    {"/Metadata", "/JavaScript", "/JS", "/OpenAction", "/AA", "/URI", "/Annots", "/EmbeddedFiles", "/AF", "/AcroForm"}
    | {"/OCProperties", "/OCGs", "/PieceInfo", "/XFA", "/Launch", "/RichMedia"}
)
_INFORMATION = frozenset(
    {"/Title", "/Author", "/Creator", "/Producer", "/Subject", "/Keywords", "/CreationDate", "/ModDate", "/Trapped"}
)


class SheetNotRight(DeskBug):
    """The finished file is not what was asked for; it was not given its name. code says which check."""


def check_sheet(
    content: bytes, packet: CasePacket, text: SheetText, fonts: PaperFonts, *, pages: int, password: str | None = None
) -> None:
    """Read content, the whole file, and compare it with what was to be printed. Raises SheetNotRight."""
    if content.count(b"%%EOF") != 1:
        raise _wrong("one_end", "it was written more than once")
    if password is not None:
        _check_locked(content, password)
    _check_structure(content, text, password)
    read = read_pages(content, password)
    if len(read) != pages:
        raise _wrong("pages", "it has another number of pages than was laid out")
    _check_words(read, packet, text, fonts)


def _check_locked(content: bytes, password: str) -> None:
    for attempt in ("", password + "x"):
        try:
            pypdfium2.PdfDocument(content, password=attempt).close()
        except pypdfium2.PdfiumError:
            continue
        raise _wrong("opens_without_password", "it opens without its password")
    with pikepdf.open(BytesIO(content), password=password) as pdf:
        if pdf.encryption.R != 6 or pdf.encryption.bits != 256:
            raise _wrong("weak_encryption", "its encryption is not AES-256, revision 6")


def _check_structure(content: bytes, text: SheetText, password: str | None) -> None:
    try:
        with pikepdf.open(BytesIO(content), password=password or "") as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                    found = _FORBIDDEN_KEYS & set(item.keys())
                    if found:
                        raise _wrong("extra", f"it holds {sorted(found)[0]}")
                    if item.get("/Subtype") in {pikepdf.Name("/Image"), pikepdf.Name("/Link")}:
                        raise _wrong("picture_or_link", "it holds a picture or a link")
                    if item.get("/Type") == pikepdf.Name("/FontDescriptor") and "/FontFile2" not in item:
                        raise _wrong("font", "a font is not inside the file")
                    if item.get("/Type") == pikepdf.Name("/Font") and "/FontDescriptor" not in item:
                        raise _wrong("font", "a font is not inside the file")
            information = pdf.docinfo
            if not set(information.keys()) <= _INFORMATION:
                raise _wrong("information", "its information holds something unexpected")
            shown = {str(information.get(key, "")) for key in ("/Author", "/Creator", "/Producer")}
            if shown != {text.author} or str(information["/Title"]) != text.information_title:
                raise _wrong("information", "its information names something unexpected")
    except pikepdf.PdfError as error:
        raise _wrong("not_a_pdf", "it cannot be opened") from error


@dataclass(frozen=True, slots=True)
class PageWords:
    """What one page says: drawn is read from its letters, actual are the lines that carry their text with them
    (/ActualText: shaped and right-to-left lines, which readers of PDFs otherwise return out of order)."""

    drawn: str
    actual: tuple[str, ...]

    @property
    def words(self) -> str:
        return "\n".join((self.drawn, *self.actual))


def read_pages(content: bytes, password: str | None = None) -> list[PageWords]:
    """Read a whole PDF. Raises SheetNotRight when it cannot be opened."""
    try:
        content, actual = _without_actual(content, password)
        document = pypdfium2.PdfDocument(content, password=password)
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as error:
        raise _wrong("not_a_pdf", "it cannot be opened") from error
    try:
        texts = []
        for page, lines in zip(document, actual, strict=True):
            text_page = page.get_textpage()
            texts.append(PageWords(str(text_page.get_text_range()), lines))
            text_page.close()
            page.close()
        return texts
    finally:
        document.close()


def _without_actual(content: bytes, password: str | None) -> tuple[bytes, list[tuple[str, ...]]]:
    """The file without its /ActualText lines, and these lines of every page."""
    with pikepdf.open(BytesIO(content), password=password or "") as pdf:
        found: list[tuple[str, ...]] = []
        for page in pdf.pages:
            kept, lines, inside = [], [], False
            instructions = pikepdf.parse_content_stream(page) if _carries_text(page) else []
            for instruction in instructions:
                name = str(instruction.operator)
                if name == "BDC":
                    inside = True
                    lines.append(_actual_text(instruction))
                elif name == "EMC":
                    inside = False
                elif not inside:
                    kept.append(instruction)
            if lines:
                page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
            found.append(tuple(lines))
        if not any(found):
            return content, found
        target = BytesIO()
        pdf.save(target, encryption=pdf.is_encrypted)
        return target.getvalue(), found


def _carries_text(page: pikepdf.Page) -> bool:
    streams = page.Contents
    parts = list(streams) if isinstance(streams, pikepdf.Array) else [streams]
    return any(b"/ActualText" in part.read_bytes() for part in parts)


def _actual_text(
    instruction: pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage,
) -> str:
    properties = instruction.operands[1]
    return str(properties["/ActualText"]) if isinstance(properties, pikepdf.Dictionary) else ""


def _check_words(pages: list[PageWords], packet: CasePacket, text: SheetText, fonts: PaperFonts) -> None:
    in_two_places = len(pages) > 1 or any(page.actual for page in pages)
    margins = [text.agency, text.desk, text.sheet, text.printed, text.check]
    bodies = []
    for number, page in enumerate(pages, start=1):
        body = _letters(page.words)
        numbered = [*margins, text.page.format(page=number, pages=len(pages))]
        for margin in [*numbered, text.continued] if number > 1 else numbered:
            shown = _letters(fonts.printable(margin))
            if not _there(fonts.printable(margin), body, body if page.actual else ""):
                raise _wrong("margin", "its letterhead or foot is not whole")
            body = body.replace(shown, "", 1)
        bodies.append(body)
    whole = "".join(bodies)
    everything = _letters(" ".join(page.words for page in pages)) if in_two_places else ""
    for name, wanted in _must_be_there(packet, text):
        if not _there(fonts.printable(wanted), whole, everything):
            raise _wrong(f"missing_{name}", f"it lacks the {name}")
    _check_no_other(pages, tuple(_allowed(text, fonts, len(pages))))


def _there(wanted: str, whole: str, everything: str) -> bool:
    """In one piece; or, where a paragraph may stand in two places (a table row that goes on over the page, a line
    with another script in it) and everything is given, at least every word of it."""
    return _letters(wanted) in whole or all(_letters(word) in everything for word in wanted.split())


def _must_be_there(packet: CasePacket, text: SheetText) -> Iterable[tuple[str, str]]:
    """From the packet, not from the layout's words, wherever the packet says it whole."""
    yield "case number", packet.case.case_number
    yield "victim", packet.victim.name
    yield "recipient", packet.recipient.name or packet.recipient.unit
    for point in packet.points:
        yield "point", point.text
        yield "point", point.source
        yield "point", point.remark
    for line in packet.property_lines:
        for part in (line.item, line.identifier, line.checked):
            yield "property", part
    for words in packet.victim_words:
        yield "words", words
    for reach in packet.reach:
        yield "reach", reach.number
        yield "reach", reach.sentence
    yield "wants", packet.wants
    yield "source", text.source
    for correction in packet.corrections:
        yield "correction", correction.text
        yield "correction", correction.reason
    for sentence in (*text.act_by, *text.not_reviewed, text.no_news):
        yield "box", sentence
    for label in (*text.receipt.boxes, text.receipt.return_to):
        yield "receipt", label


def _allowed(text: SheetText, fonts: PaperFonts, pages: int) -> Iterable[str]:
    for words in text.every():
        yield unicodedata.normalize("NFKC", fonts.printable(words))
    for number in range(1, pages + 1):
        yield text.page.format(page=number, pages=pages)


def _check_no_other(pages: list[PageWords], allowed: tuple[str, ...]) -> None:
    known = {_letters(word) for words in allowed for word in _WORD.findall(words)}
    chunks = (_letters(chunk) for words in allowed for chunk in words.split())
    cut = "\x00".join(chunk for chunk in chunks if len(chunk) >= _MAY_BE_CUT)
    for page in pages:
        for word in set(_WORD.findall(unicodedata.normalize("NFKC", page.words))):
            letters = _letters(word)
            if letters not in known and letters not in cut:
                raise _wrong("other_words", "it holds a word that was not handed in")


class _LettersOnly(dict[int, int | None]):
    """A table for str.translate that is filled as letters are met."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        self[code] = None if char in "-\u2010" or unicodedata.category(char)[0] in "ZC" else code
        return self[code]


_LETTERS_ONLY = _LettersOnly()


def _letters(text: str) -> str:
    """Text without spaces, hyphens and invisible marks, which readers of PDFs add and drop at line ends."""
    return unicodedata.normalize("NFKC", text).translate(_LETTERS_ONLY)


def _wrong(code: str, what: str) -> SheetNotRight:
    return SheetNotRight(
        f"The lead sheet was checked and is not right: {what}. Nothing was written.", code="documents." + code
    )
