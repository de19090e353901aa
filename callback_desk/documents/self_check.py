"""A finished document is opened again and read before it gets its name: what must be on it is, and no other word is.

Source: packet hygiene (research, checks 9 and 22; PSNI 2023: hidden content is the likeliest leak).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import TypeAlias

import pikepdf
import pypdfium2

from callback_desk.documents.line_ends import wide
from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.domain.errors import DeskBug

_MAY_BE_CUT = 10  # letters between two spaces; what is wider than its line is cut, and its parts are found
_MAY_GO_OVER = 100  # letters of a run without a space that may be longer than what is left of a page
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


@dataclass(frozen=True, slots=True)
class Expected:
    """What a finished document must be. Its information has title and author; margins stand on every page, page is
    "Page {page} of {pages}", continued stands from the second page on. must: name and words of what may not be
    missing; words: all there may be. in_order: each of must stands in one piece, unless the document goes over pages.
    """

    title: str
    author: str
    pages: int
    margins: tuple[str, ...]
    page: str
    must: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    continued: str = ""
    password: str | None = None
    in_order: bool = True


def check_document(content: bytes, expected: Expected, fonts: PaperFonts) -> None:
    """Read content, the whole file, and compare it with what was to be printed. Raises SheetNotRight."""
    if content.count(b"%%EOF") != 1:
        raise _wrong("one_end", "it was written more than once")
    if expected.password is not None:
        _check_locked(content, expected.password)
    known = _Known(tuple(_allowed(expected, fonts)))
    _check_structure(content, expected, known, fonts)
    read = read_pages(content, expected.password)
    if len(read) != expected.pages:
        raise _wrong("pages", "it has another number of pages than was laid out")
    _check_words(read, expected, fonts)
    _check_no_other(read, known)


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


def _check_structure(content: bytes, expected: Expected, known: _Known, fonts: PaperFonts) -> None:
    try:
        with pikepdf.open(BytesIO(content), password=expected.password or "") as pdf:
            if not {"/StructTreeRoot", "/MarkInfo", "/Lang"} <= set(pdf.Root.keys()):
                raise _wrong("not_tagged", "it cannot be read aloud")
            for item in pdf.objects:
                if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                    found = _FORBIDDEN_KEYS & set(item.keys())
                    if found:
                        raise _wrong("extra", f"it holds {sorted(found)[0]}")
                    _check_said(item, known, fonts)
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
            if shown != {expected.author} or str(information["/Title"]) != expected.title:
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
            kept, lines = _parted(page) if _carries_text(page) else ([], [])
            if lines:
                page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
            found.append(tuple(lines))
        if not any(found):
            return content, found
        target = BytesIO()
        pdf.save(target, encryption=pdf.is_encrypted)
        return target.getvalue(), found


_Instructions: TypeAlias = "list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]"


def _parted(page: pikepdf.Page) -> tuple[_Instructions, list[str]]:
    """What is drawn outside lines that carry their text, and the texts of these lines. Marks stand in each other."""
    kept: _Instructions = []
    lines: list[str] = []
    depth = 0  # marks that are open since a line that carries its text began
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if depth:
            depth += (name in ("BDC", "BMC")) - (name == "EMC")
        elif name == "BDC" and (said := _actual_text(instruction)) is not None:
            depth = 1
            lines.append(said)
        else:
            kept.append(instruction)
    return kept, lines


def _carries_text(page: pikepdf.Page) -> bool:
    streams = page.Contents
    parts = list(streams) if isinstance(streams, pikepdf.Array) else [streams]
    return any(b"/ActualText" in part.read_bytes() for part in parts)


def _actual_text(
    instruction: pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage,
) -> str | None:
    properties = instruction.operands[1]
    if isinstance(properties, pikepdf.Dictionary) and "/ActualText" in properties:
        return str(properties["/ActualText"])
    return None


def _check_said(item: pikepdf.Object, known: _Known, fonts: PaperFonts) -> None:
    """What is read aloud or listed beside the page, and not seen on it: bookmarks, what a chart shows."""
    said = [item[key] for key in ("/Alt", "/E") if key in item]
    if "/Title" in item and "/Parent" in item:
        said.append(item["/Title"])
    for text in said:
        for word in _WORD.findall(unicodedata.normalize("NFKC", fonts.printable(str(text)))):
            if not known.has(word):
                raise _wrong("said", "it says a word that was not handed in")


def _check_words(pages: list[PageWords], expected: Expected, fonts: PaperFonts) -> None:
    in_two_places = len(pages) > 1 or any(page.actual for page in pages) or not expected.in_order
    bodies = []
    for number, page in enumerate(pages, start=1):
        body = _letters(page.words)
        numbered = [*expected.margins, expected.page.format(page=number, pages=len(pages))]
        for margin in [*numbered, expected.continued] if number > 1 else numbered:
            shown = _letters(fonts.printable(margin))
            if not _there(fonts.printable(margin), body, body if page.actual else ""):
                raise _wrong("margin", "its letterhead or foot is not whole")
            body = body.replace(shown, "", 1)
        bodies.append(body)
    whole = "".join(bodies)
    everything = _letters(" ".join(page.words for page in pages)) if in_two_places else ""
    for name, wanted in expected.must:
        if not _there(fonts.printable(wanted), whole, everything):
            raise _wrong(f"missing_{name}", f"it lacks the {name}")


def _there(wanted: str, whole: str, everything: str) -> bool:
    """In one piece; or, where a paragraph may stand in two places (a table row that goes on over the page, a line
    with another script in it) and everything is given, at least every word of it."""
    return _letters(wanted) in whole or all(_word_there(word, everything) for word in wanted.split())


def _word_there(word: str, everything: str) -> bool:
    letters = _letters(word)
    if letters in everything:
        return True
    parts = _WORD.findall(word) if len(letters) > _MAY_GO_OVER else []  # it may stand on two pages, beside others
    return bool(parts) and all(_letters(part) in everything for part in parts)


def _allowed(expected: Expected, fonts: PaperFonts) -> Iterable[str]:
    for words in (*expected.words, *expected.margins, expected.continued):
        yield unicodedata.normalize("NFKC", fonts.printable(words))
    for number in range(1, expected.pages + 1):
        yield expected.page.format(page=number, pages=expected.pages)


class _Known:
    """The words that were handed in, and what is left of long ones that were cut."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        self._words = {_letters(word) for words in allowed for word in _WORD.findall(words)}
        chunks = (_letters(chunk) for words in allowed for chunk in words.split())
        self._cut = "\x00".join(chunk for chunk in chunks if len(chunk) >= _MAY_BE_CUT or any(map(wide, chunk)))

    def has(self, word: str) -> bool:
        letters = _letters(word)
        return letters in self._words or letters in self._cut


def _check_no_other(pages: list[PageWords], known: _Known) -> None:
    for page in pages:
        for word in set(_WORD.findall(unicodedata.normalize("NFKC", page.words))):
            if not known.has(word):
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
        f"The document was checked and is not right: {what}. Nothing was written.", code="documents." + code
    )
