"""A workbook is looked through as a bundle before any reader opens it: sizes, ratios, document types, far-off cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from callback_desk.intake import refusals
from callback_desk.intake.content import Content
from callback_desk.intake.limits import Limits
from callback_desk.intake.ods_proof import OdsProof
from callback_desk.intake.zip_directory import DAMAGED, check_directory, is_folder

_BLOCK_BYTES = 1_048_576
_OVERLAP_BYTES = 512
_SMALL_PART_BYTES = 5_000_000
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
_ENCRYPTED = re.compile(rb"<(?:[\w-]+:)?encryption-data\b")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\bhidden=\"(?:1|true)\"")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br\s*=\s*[\"'](\d+)[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']([A-Za-z]+)(\d+)[\"']")
# Nearly every program writes <row r="1" and <c r="A1" and nothing else. Where all of a block are so, their columns
# and what is odd about their rows are found in a fifth of the time.
_OTHER_ROW, _OTHER_CELL = re.compile(rb'<row(?! r="\d)\b'), re.compile(rb'<c(?! r=")\b')
_PLAIN_ROW, _PLAIN_COLUMN = re.compile(rb'<row r="(\d+)'), re.compile(rb'<c r="([A-Za-z]+)')
_ERROR_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\bt=\"e\"")
_DIGITS = 15  # of a number of a row: more are no row, and slow to read
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:>| )")


@dataclass(frozen=True, slots=True)
class SheetFacts:
    hidden_rows: int = 0
    formula_cells: int = 0
    error_cells: int = 0  # #REF! and its like; readers give them as blank


@dataclass(frozen=True, slots=True)
class WorkbookFacts:
    """By sheet name, empty where the workbook's parts do not say; `epoch` is 1900 or 1904."""

    sheets: dict[str, SheetFacts]
    epoch: int = 1900


def check_bundle(content: Content, limits: Limits) -> WorkbookFacts:
    """Walk every part once, streaming. Raises ImportRefused E09, E10, E11, E12, E13.

    The walk also proves the sizes of the directory: a part that unpacks to more than it says fails here, before
    a reader that would believe its content.
    """
    try:
        with content.open() as file, zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            check_directory(entries, limits, refusals.WORKBOOK)
            by_part = {entry.filename: _walk(archive, entry, limits) for entry in entries if not is_folder(entry)}
            return _facts(archive, by_part)
    except (*DAMAGED, ExpatError) as error:
        raise refusals.damaged() from error


def _walk(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> SheetFacts:
    name = entry.filename.lower()
    is_xml = name.endswith((".xml", ".rels", ".vml"))
    is_sheet = "/worksheets/" in f"/{name}" and name.endswith(".xml")
    proof = OdsProof(limits) if name == "content.xml" else None
    hidden_rows = formula_cells = error_cells = 0
    for window, fresh_from in _windows(archive, entry):
        if not is_xml:
            continue
        if b"\x00" in window[:64]:
            raise refusals.damaged("a part is stored in an unusual way")
        if b"<!" in window and _DOCTYPE.search(window):
            raise refusals.document_type()
        if name == "meta-inf/manifest.xml" and _ENCRYPTED.search(window):
            raise refusals.protected()
        if is_sheet:  # a word that stands nowhere is found sooner than the tag it would stand in
            if b"hidden=" in window:
                hidden_rows += _fresh(_HIDDEN_ROW, window, fresh_from)
            if b"<f" in window or b":f" in window:
                formula_cells += _fresh(_FORMULA, window, fresh_from)
            if b't="e"' in window:
                error_cells += _fresh(_ERROR_CELL, window, fresh_from)
            _check_extent(window, limits)
        elif proof is not None:
            proof.feed(window[fresh_from:])
    if proof is not None:
        proof.end()
    return SheetFacts(hidden_rows, formula_cells, error_cells)


def _fresh(tag: re.Pattern[bytes], window: bytes, fresh_from: int) -> int:
    """How many end in what is new of the window."""
    return sum(1 for found in tag.finditer(window) if found.end() > fresh_from)


def _windows(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """Blocks of a part, each with the end of the one before, and where the new bytes begin."""
    overlap = b""
    with archive.open(entry) as part:
        while block := part.read(_BLOCK_BYTES):
            yield overlap + block, len(overlap)
            overlap = block[-_OVERLAP_BYTES:]


def _check_extent(window: bytes, limits: Limits) -> None:
    """The far corner of the sheet: readers make a full rectangle of it in memory."""
    if _is_ordinary(window, limits):
        return
    cells = _CELL.findall(window)
    row = max(_last(_ROW_NUMBER.findall(window)), _last(number for _letters, number in cells))
    if row > limits.rows:
        raise refusals.too_many_rows(limits.rows)
    columns = {letters for letters, _number in cells}
    if any(len(letters) > 3 for letters in columns) or any(number == b"0" for _letters, number in cells):
        raise refusals.damaged("a cell stands outside every sheet")
    width = _width(columns)
    if width > limits.columns and width * max(row, 1) > limits.workbook_cells:
        raise refusals.bomb("has cells very far apart")


def _is_ordinary(window: bytes, limits: Limits) -> bool:
    """Whether all cells are written plainly, in columns and rows that need no further look."""
    if b":c" in window or b":row" in window or _OTHER_ROW.search(window) or _OTHER_CELL.search(window):
        return False
    if _odd_row(len(str(limits.rows))).search(window):
        return False
    columns = set(_PLAIN_COLUMN.findall(window))
    return (
        all(len(letters) <= 3 for letters in columns)
        and _width(columns) <= limits.columns
        and _last(_PLAIN_ROW.findall(window)) <= limits.rows
    )


@lru_cache(maxsize=8)
def _odd_row(digits: int) -> re.Pattern[bytes]:
    """Of a plain cell: row 0, or one of so many digits."""
    return re.compile(rb'<c r="[A-Za-z]+(?:0"|\d{%d})' % digits)


def _last(rows: Iterable[bytes]) -> int:
    return max(map(_row_number, set(rows)), default=0)


def _width(columns: set[bytes]) -> int:
    return max((_column_number(letters) for letters in columns), default=1)


def _row_number(digits: bytes) -> int:
    return int(digits) if len(digits) < _DIGITS else 10**_DIGITS


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _facts(archive: zipfile.ZipFile, by_part: dict[str, SheetFacts]) -> WorkbookFacts:
    """Sheet names to parts, through the workbook's own relationships."""
    names = {name.lower(): name for name in by_part}
    workbook, links = names.get("xl/workbook.xml"), names.get("xl/_rels/workbook.xml.rels")
    if workbook is None:
        if "content.xml" in names:
            return WorkbookFacts({})
        raise refusals.damaged()
    if links is None:
        raise refusals.damaged()
    try:
        targets = {
            each.get("Id", ""): each.get("Target", "").lstrip("/").removeprefix("xl/")
            for each in fromstring(_small(archive, links))
        }
        root = fromstring(_small(archive, workbook))
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise refusals.damaged() from error
    sheets: dict[str, SheetFacts] = {}
    epoch = 1900
    for element in root.iter():
        local = element.tag.rsplit("}", 1)[-1]
        if local == "workbookPr" and element.get("date1904") in ("1", "true"):
            epoch = 1904
        if local == "sheet":
            link = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            part = names.get(f"xl/{targets.get(link, '')}".lower())
            if part is not None:
                sheets[element.get("name", "")] = by_part[part]
    return WorkbookFacts(sheets, epoch)


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _SMALL_PART_BYTES:
        raise refusals.unpacks_too_big(_SMALL_PART_BYTES)
    return archive.read(name)
