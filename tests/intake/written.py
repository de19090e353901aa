"""The same table written in every format that is read: its own words, and nothing a spreadsheet would make of them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

Rows = Sequence[Sequence[str]]  # the first one holds the headings

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def delimited(rows: Rows, delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def column(index: int) -> str:
    return chr(65 + index) if index < 26 else column(index // 26 - 1) + column(index % 26)


def xlsx_parts(rows: Rows) -> dict[str, str]:
    """Every cell a text of its own, as a careful export writes it."""
    lines = "".join(
        f'<row r="{line}">'
        + "".join(
            f'<c r="{column(index)}{line}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
            for index, cell in enumerate(cells)
            if cell
        )
        + "</row>"
        for line, cells in enumerate(rows, 1)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return {
        "[Content_Types].xml": f'{head}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
        '<sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>',
    }


def ods_parts(rows: Rows) -> dict[str, str]:
    def paragraphs(cell: str) -> str:
        return "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))

    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string">{paragraphs(cell)}</table:table-cell>'
            if cell
            else "<table:table-cell/>"
            for cell in cells
        )
        + "</table:table-row>"
        for cells in rows
    )
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        f'xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        "content.xml": '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        f'xmlns:office="{ODF}:office:1.0" xmlns:table="{ODF}:table:1.0" xmlns:text="{ODF}:text:1.0">'
        "<office:body><office:spreadsheet>"
        f'<table:table table:name="List">{lines}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>",
    }


def records(rows: Rows) -> list[dict[str, str]]:
    return [dict(zip(rows[0], cells, strict=True)) for cells in rows[1:]]


FORMATS: dict[str, Callable[[Rows], bytes]] = {
    "csv": lambda rows: delimited(rows, ","),
    "tsv": lambda rows: delimited(rows, "\t"),
    "xlsx": lambda rows: packed(xlsx_parts(rows)),
    "ods": lambda rows: packed(ods_parts(rows)),
    "json": lambda rows: json.dumps(records(rows)).encode(),
    "jsonl": lambda rows: "\n".join(map(json.dumps, records(rows))).encode(),
    "zip": lambda rows: packed({"list.csv": delimited(rows, ",")}),
}
