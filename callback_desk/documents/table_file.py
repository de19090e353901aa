"""Tables as files: CSV, JSON, and a workbook of our own making with one visible sheet and no formula.

Words that a spreadsheet would obey are guarded (`domain.formula_guard`) in CSV and in the workbook; JSON holds them as
they are. What no file can hold (a lone surrogate; in XML a control character) becomes U+FFFD. A workbook is the fewest
parts that spreadsheets open (ECMA-376), words in it stand in their cells, and its dates are fixed: the same table is
the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from callback_desk.documents.writer import Written, write_whole
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.formula_guard import guarded
from callback_desk.domain.table import Cell, Table, TableKind

_MARK = "\ufeff"  # so that a spreadsheet reads UTF-8
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # ECMA-376 22.9.2.19: read back as a letter unless itself escaped
_DATE = (1980, 1, 1, 0, 0, 0)
_SHEET = "xl/worksheets/sheet1.xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WIDEST = 60


def write_table(table: Table, target: Path, kind: TableKind) -> Written:
    """Write it as target. Raises DiskFull and DeskFault; then nothing of it is there."""
    content = content_of(table, kind)

    def check(path: Path) -> None:
        if path.read_bytes() != content:
            raise DeskFault("The disk gave the file back changed. Nothing was written. Try another disk.")

    return write_whole(target, content, pages=0, check=check)


def content_of(table: Table, kind: TableKind) -> bytes:
    """The bytes of the file."""
    if kind is TableKind.CSV:
        return _csv(table)
    return _json(table) if kind is TableKind.JSON else _workbook(table)


def _csv(table: Table) -> bytes:
    text = io.StringIO()
    sheet = csv.writer(text, quoting=csv.QUOTE_ALL)  # or a spreadsheet of another country parts cells at `;`
    for row in (table.headings, *table.rows):
        sheet.writerow([_in_csv(cell) for cell in row])
    return (_MARK + text.getvalue()).encode()


def _in_csv(cell: Cell) -> str:
    return guarded(_NOT_IN_XML.sub("\ufffd", cell)) if isinstance(cell, str) else str(cell)


def _json(table: Table) -> bytes:
    rows = [{name: _in_json(cell) for name, cell in zip(table.headings, row, strict=True)} for row in table.rows]
    found = {"title": _in_json(table.title), "rows": rows}
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def _in_json(cell: Cell) -> str | int | float:
    if isinstance(cell, str):
        return _SURROGATE.sub("\ufffd", cell)
    return cell if isinstance(cell, int) else float(cell)


def _workbook(table: Table) -> bytes:
    name = re.sub(r"[\[\]:*?/\\']", " ", _NOT_IN_XML.sub("", table.title)).strip()[:31] or "Table"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/{_SHEET}" ContentType="{_TYPE}.worksheet+xml"/></Types>',
        "_rels/.rels": _relation(f"{_REL}/officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>'
        f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relation(f"{_REL}/worksheet", "worksheets/sheet1.xml"),
        _SHEET: _sheet(table),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            entry = zipfile.ZipInfo(part, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same bytes on every system
            archive.writestr(entry, (_HEAD + text).encode())
    return made.getvalue()


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
    )


def _sheet(table: Table) -> str:
    lines: list[tuple[Cell, ...]] = [table.headings, *table.rows]
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{_width(row[place - 1] for row in lines)}" customWidth="1"/>'
        for place in range(1, len(table.headings) + 1)
    )
    rows = "".join(
        f'<row r="{line}">{"".join(_cell(cell, f"{_letters(place)}{line}") for place, cell in enumerate(row))}</row>'
        for line, row in enumerate(lines, start=1)
    )
    return f'<worksheet xmlns="{_MAIN}"><cols>{widths}</cols><sheetData>{rows}</sheetData></worksheet>'


def _width(cells: Iterable[Cell]) -> int:
    return min(_WIDEST, max((len(str(cell)) for cell in cells), default=0) + 2)


def _letters(place: int) -> str:
    """A, B ... Z, AA: the name of a column, counted from 0."""
    name, left = "", place + 1
    while left:
        left, letter = divmod(left - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def _cell(cell: Cell, where: str) -> str:
    if isinstance(cell, int | Decimal):
        return f'<c r="{where}"><v>{cell}</v></c>'
    if not cell:
        return ""
    text = _ESCAPED.sub("_x005F_", guarded(_NOT_IN_XML.sub("\ufffd", cell)))
    return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(text, {chr(13): "&#13;"})}</t></is></c>'
