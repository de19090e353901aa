"""A page for a web site out of the same parts as the printed one: well-formed, with nothing that is loaded or run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from callback_desk.documents.draw_marks import PaperRuler
from callback_desk.documents.marks_svg import svg_of
from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.domain.chart_layout import lay_out
from callback_desk.domain.chart_pipe import chart_from_text
from callback_desk.domain.charts import as_table
from callback_desk.domain.errors import DeskBug
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart

_WIDTH: Final = 516.0
_STYLE: Final = (
    "body{font:16px/1.5 Atkinson Hyperlegible Next,Verdana,sans-serif;color:#15201E;background:#FFFFFF;"
    "max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "svg{width:100%;height:auto;font-family:inherit}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:right;padding:.4rem .5rem;border-bottom:1px solid #CDD6D4;font-weight:400}"
    "th:first-child,td:first-child{text-align:left}thead th{font-weight:600}"
    "small{font-size:15px}footer{margin-top:2rem;border-top:1px solid #CDD6D4}"
)
_TABLES: Final = frozenset({PaperKind.ROW, PaperKind.NUMBERS})


def html_of(document: PaperDocument, fonts: PaperFonts) -> bytes:
    """The page in UTF-8. The same document gives the same bytes. Raises DeskBug for a part that is only for paper."""
    body = "\n".join(_parts(document.parts, fonts))
    page = (
        f'<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang={quoteattr(document.language)}>\n<head>\n'
        f'<meta charset="utf-8"/>\n<meta name="viewport" content="width=device-width"/>\n'
        f"<title>{escape(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<header><p><strong>{escape(document.head)}</strong><br/>{escape(document.under)}</p></header>\n"
        f"<main>\n{body}\n</main>\n<footer><p><small>{escape(document.foot)}</small></p></footer>\n</body>\n</html>\n"
    )
    return page.encode()


def _parts(parts: Sequence[PaperPart], fonts: PaperFonts) -> Iterator[str]:
    for is_table, some in groupby(parts, key=lambda part: part.kind in _TABLES):
        if is_table:
            rows = [(part.text == "head", part.items) for part in some]
            yield _table(rows)
        else:
            for part in some:
                yield _part(part, fonts)


def _part(part: PaperPart, fonts: PaperFonts) -> str:
    words = escape(part.text)
    if part.kind is PaperKind.TITLE:
        return f"<h1>{words}</h1>"
    if part.kind is PaperKind.HEADING:
        return f"<h2>{words}</h2>"
    if part.kind is PaperKind.TEXT:
        return f"<p>{words}</p>"
    if part.kind is PaperKind.SMALL:
        return f"<p><small>{words}</small></p>"
    if part.kind is PaperKind.CHART:
        chart = chart_from_text(part.text)
        table = as_table(chart)
        picture = svg_of(lay_out(chart, _WIDTH, PaperRuler(fonts)))
        return f"<figure>\n{picture}\n</figure>\n{_table([(True, table.head), *((False, row) for row in table.rows)])}"
    raise DeskBug("A part of a page that is only for paper.", code="documents.html_part")


def _table(rows: Sequence[tuple[bool, Sequence[str]]]) -> str:
    heads = "".join(f"<thead>{_row(cells, 'col')}</thead>" for head, cells in rows if head)
    return (
        f"<table>{heads}<tbody>\n" + "\n".join(_row(cells) for head, cells in rows if not head) + "\n</tbody></table>"
    )


def _row(cells: Sequence[str], scope: str = "") -> str:
    if scope:
        return "<tr>" + "".join(f'<th scope="{scope}">{escape(cell)}</th>' for cell in cells) + "</tr>"
    first, *others = cells
    return f'<tr><th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(one)}</td>" for one in others) + "</tr>"
