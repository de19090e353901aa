"""What a file may be instead of a list, by its first bytes: what it is called and what to do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from callback_desk.intake.refusals import EXPORT as _EXPORT

_PAGES = "Pages to print hold no rows. In the records system choose export as CSV or Excel instead of print."
_UNPACK = "Unpack it first, then choose the list inside."
_WEB = (
    "Records systems sometimes save one under the name .xls. "
    "Open it in Excel, save it as .xlsx and look whether the table is whole, or choose export as CSV."
)
_DOCUMENT = "Ask for the list as a spreadsheet or CSV."
_POINTER = "Only the name of the real file is in it. Open the place where the file lies, and choose the file itself."
_MAIL = "Save the list that is attached to it, then choose that file."
_DATABASE = "In the program it belongs to, export the list as CSV."


@dataclass(frozen=True, slots=True)
class Kind:
    """Words after "looks like", what to do, and whether such a thing may lie beside a list in an archive."""

    words: str
    advice: str = _EXPORT
    beside: bool = False


PDF = Kind("a PDF", _PAGES, beside=True)
PICTURE = Kind("a picture", _EXPORT, beside=True)
PROGRAM = Kind("a program", _EXPORT)
SCRIPT = Kind("a program (a script)", _EXPORT)
SHORTCUT = Kind("a shortcut, not the file it points to", _POINTER)
CLOUD_SHORTCUT = Kind(
    "a shortcut to a document on the web", "Open it there, download it as CSV or Excel, and choose that file."
)
WEB_PAGE = Kind("a web page", _WEB, beside=True)
WEB_ARCHIVE = Kind("a web page saved in one file (MHTML)", _WEB, beside=True)
E_MAIL = Kind("an e-mail message", _MAIL)
OFFICE_DOCUMENT = Kind("a document, not a spreadsheet", _DOCUMENT, beside=True)
OLD_OFFICE = Kind("an old Office document, not a spreadsheet", _DOCUMENT, beside=True)
OUTLOOK = Kind("an Outlook message", _MAIL)
NUMBERS = Kind("an Apple Numbers document", "In Numbers choose File > Export To > CSV.")
EXCEL_XML = Kind("an Excel 2003 XML sheet", "Open it in Excel and save it as .xlsx.")
SQL = Kind("a database dump (SQL)", _DATABASE)

_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF", PDF),
    (b"SQLite format 3\x00", Kind("a database file", _DATABASE)),
    (b"\x00\x01\x00\x00Standard Jet DB", Kind("an Access database", _DATABASE)),
    (b"\x00\x01\x00\x00Standard ACE DB", Kind("an Access database", _DATABASE)),
    (b"\x89PNG\r\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF87a", PICTURE),
    (b"GIF89a", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"\x7fELF", PROGRAM),
    (b"MZ", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"#!", SCRIPT),
    (b"L\x00\x00\x00\x01\x14\x02\x00", SHORTCUT),
    (b"book\x00\x00\x00\x00mark", SHORTCUT),
    (b"[InternetShortcut]", SHORTCUT),
    (b"[Desktop Entry]", SHORTCUT),
    (b"version https://git-lfs.github.com/spec", Kind("a Git LFS pointer, not the file it points to", _POINTER)),
    (b"bplist00", Kind("a property list or a file that is still in the cloud", _POINTER)),
    (b"\x1f\x8b", Kind("a packed file (gzip)", _UNPACK)),
    (b"BZh", Kind("a packed file (bzip2)", _UNPACK)),
    (b"\xfd7zXZ\x00", Kind("a packed file (xz)", _UNPACK)),
    (b"\x28\xb5\x2f\xfd", Kind("a packed file (zstd)", _UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", Kind("a packed file (7-Zip)", _UNPACK)),
    (b"Rar!\x1a\x07", Kind("a packed file (RAR)", _UNPACK)),
    (b"{\\rtf", Kind("a word-processor document (RTF)", _DOCUMENT, beside=True)),
    (b"-----BEGIN PGP", Kind("a message encrypted with PGP", "Decrypt it first.")),
    (b"age-encryption.org/v1", Kind("a file encrypted with age", "Decrypt it first.")),
    (b"-----BEGIN ", Kind("a key or certificate")),
    (b"PAR1", Kind("a Parquet file", _DATABASE)),
    (b"ARROW1", Kind("an Arrow file", _DATABASE)),
    (b"ID;P", Kind("an old spreadsheet (SYLK)", "Open it in Excel and save it as .xlsx.")),
    (b"BEGIN:VCARD", Kind("address book cards", beside=True)),
    (b"BEGIN:VCALENDAR", Kind("a calendar", beside=True)),
    (b"OggS", Kind("a sound file", beside=True)),
    (b"ID3", Kind("a sound file", beside=True)),
    (b"RIFF", Kind("a sound or video file", beside=True)),
    (b"%!PS", Kind("a PostScript page", _PAGES, beside=True)),
)
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<table", b"<style", b"<meta", b"<title")
_MAIL_HEAD = re.compile(
    rb"(?:from|received|return-path|delivered-to|message-id|mime-version|subject|date|to|x-[\w-]+|content-type):[ \t]",
    re.I,
)
_SQL_HEAD = re.compile(
    rb"(?:--[^\n]*\n|/\*.*?\*/;?|\s)*(?:create\s+(?:table|database)|insert\s+into|drop\s+table|begin\s+transaction|pragma\s)",
    re.I | re.S,
)


# Year, month, seven digits of a line number, action, ORI: what the FBI sends back about a NIBRS submission.
_NIBRS_ERRORS = re.compile(rb"(?:19|20)\d\d(?:0[1-9]|1[0-2])\d{7}[A-Z][A-Z]{2}[0-9A-Z]{7}")


def kind_of(head: bytes) -> Kind | None:
    """What the first kilobytes of a file say it is, if that is no list; None where they do not say."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[4:8] == b"ftyp":
        return Kind("a video or picture", beside=True)
    if head[257:262] == b"ustar":
        return Kind("a packed file (tar)", _UNPACK)
    return _kind_of_text(head.lstrip(b"\xef\xbb\xbf \t\r\n"))


def _kind_of_markup(lowered: bytes) -> Kind | None:
    page = lowered.startswith((b"<?xml", b"<!doctype", b"<!--")) and (
        b"<html" in lowered or b"<!doctype html" in lowered
    )
    if page or lowered.startswith(_HTML):
        return WEB_PAGE
    return EXCEL_XML if b"urn:schemas-microsoft-com:office:spreadsheet" in lowered else None


def _kind_of_text(text: bytes) -> Kind | None:
    lowered = text.lower()
    if lowered.startswith(b"<"):
        return _kind_of_markup(lowered)
    if lowered.startswith((b"[internetshortcut]", b"[desktop entry]")):
        return SHORTCUT
    if lowered.startswith(b'{"') and b"docs.google.com/" in lowered[:1_000] and len(text) < 1_000:
        return CLOUD_SHORTCUT
    if sum(1 for line in text.splitlines()[:12] if _MAIL_HEAD.match(line)) >= 3:
        related = b"multipart/related" in lowered or b"saved by" in lowered[:300]
        return WEB_ARCHIVE if related else E_MAIL
    if _NIBRS_ERRORS.match(text):
        return Kind("an error report about a NIBRS submission", "Choose the submission itself, or the list.")
    return SQL if _SQL_HEAD.match(text) else None
