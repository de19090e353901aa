"""What a file is: its content decides, never its extension, and what is no table is named for what it is."""

from __future__ import annotations

import codecs
import re
import zipfile

from callback_desk.intake import kinds, refusals
from callback_desk.intake.content import Content
from callback_desk.intake.kinds import Kind
from callback_desk.intake.limits import Limits
from callback_desk.intake.raw import Container
from callback_desk.intake.zip_directory import DAMAGED

_HEAD_BYTES = 8_192
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XML = re.compile(
    rb"<(?:\?xml\b|!--|!doctype\b|[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?(?:\s+[\w:.-]+\s*=|\s*/?>))", re.I
)
# [Case No],[Name] are headings of a database, {0F8FAD5B-...} is a key: neither begins a JSON text.
_JSON = re.compile(rb"\[\s*(?:[\[{\]\"/]|-?[\d.]+\s*,)|\{\s*[\"'}/]|(?:null|true|false)\s*\Z")
# Segment length, level, action, month, year, city indicator, ORI (FBI, NIBRS Technical Specification, volume 1).
_NIBRS_FLAT = re.compile(rb"\d{4}[0-7][AIDMRWS ](?:0[1-9]|1[0-2])(?:19|20)\d\d.{4}[A-Z]{2}[0-9A-Z]{7}")


def sniff(content: Content, limits: Limits) -> Container:
    """Which reader takes this. Raises ImportRefused, which says what it is instead."""
    found = what_is(content, limits)
    if isinstance(found, Kind):
        raise refusals.not_a_table(found.words, found.advice)
    return found


def what_is(content: Content, limits: Limits) -> Container | Kind:
    """The same, for those who go on when it is no list. Reads at most a few kilobytes of text and of archives.

    Raises ImportRefused for what nobody should open: empty, too big, damaged, protected, with macros.
    """
    if content.size_bytes == 0:
        raise refusals.empty()
    try:
        with content.open() as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        raise refusals.unreadable(type(error).__name__) from error
    packed = head.startswith(_ZIP)
    if packed or head.startswith(_OLE):
        if content.size_bytes > limits.workbook_bytes:
            raise refusals.too_big(content.size_bytes, limits.workbook_bytes)
        return _zip_kind(content) if packed else _ole_kind(content)
    if content.size_bytes > limits.text_bytes:
        raise refusals.too_big(content.size_bytes, limits.text_bytes)
    head = _as_utf8(head)
    kind = kinds.kind_of(head)
    return kind if kind is not None else _text_kind(head.lstrip(b"\xef\xbb\xbf \t\r\n"))


def _as_utf8(head: bytes) -> bytes:
    """XML and JSON are also written in UTF-16; their marks are the same letters."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return head


def _text_kind(text: bytes) -> Container:
    if _XML.match(text):
        if re.search(rb"<!\s*(?:doctype|entity)", text, re.I):
            raise refusals.document_type()
        return Container.XML
    if _JSON.match(text):
        return Container.JSON
    return Container.NIBRS_FLAT if _NIBRS_FLAT.match(text) else Container.TEXT


def _zip_kind(content: Content) -> Container | Kind:
    """Workbook kinds by the names in the zip directory; nothing is unpacked but the short ODF type."""
    odf_type = b""
    try:
        with content.open() as file, zipfile.ZipFile(file) as archive:
            names = {each.filename.lower().replace("\\", "/").lstrip("/") for each in archive.infolist()}
            locked = any(entry.flag_bits & 0x1 for entry in archive.infolist())
            if "mimetype" in archive.namelist() and archive.getinfo("mimetype").file_size < 200 and not locked:
                odf_type = archive.read("mimetype")
    except (*DAMAGED, ValueError) as error:
        raise refusals.damaged("it ends too early or is not whole", refusals.PACKED) from error
    is_office = "[content_types].xml" in names or any(name.startswith("xl/") for name in names)
    if locked:
        raise refusals.protected() if is_office or "mimetype" in names else refusals.protected(refusals.ARCHIVE)
    return _of_names(names, odf_type, is_office=is_office)


def _of_names(names: set[str], odf_type: bytes, *, is_office: bool) -> Container | Kind:
    if odf_type:
        return Container.ODS if b"opendocument.spreadsheet" in odf_type else kinds.OFFICE_DOCUMENT
    if any(name.endswith("vbaproject.bin") for name in names) or "xl/workbook.bin" in names:
        raise refusals.macros()
    if any(name.startswith("xl/") for name in names):
        return Container.XLSX
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return kinds.OFFICE_DOCUMENT
    if is_office:
        raise refusals.damaged()
    if any(name.endswith(".iwa") for name in names):
        return kinds.NUMBERS
    return Container.ZIP


def _ole_kind(content: Content) -> Container | Kind:
    """An old-style compound file: an .xls workbook, a password-protected .xlsx, or something of Office."""
    with content.open() as file:
        # Directory entries hold stream names in UTF-16; they may lie anywhere, so the whole file is searched.
        overlap = b""
        found_workbook = found_mail = False
        while block := file.read(1_048_576):
            window = overlap + block
            if "EncryptedPackage".encode("utf-16-le") in window:
                raise refusals.protected()
            if "Workbook".encode("utf-16-le") in window or "Book\x00".encode("utf-16-le") in window:
                found_workbook = True
            found_mail = found_mail or "__substg1.0_".encode("utf-16-le") in window
            overlap = block[-64:]
    if found_mail:  # an attached workbook lies inside it, and is not what was chosen
        return kinds.OUTLOOK
    return Container.XLS if found_workbook else kinds.OLD_OFFICE
