"""Lead sheets a second, beside the same words on a bare ReportLab Platypus page."""

from __future__ import annotations

import io
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from bench_parts.office import pages_a_second
from bench_parts.result import Line, Settings, at_least, p50
from callback_desk import paths
from callback_desk.bootstrap.press import PdfPress
from callback_desk.documents.make import kit_of, make_packet_pdf
from callback_desk.documents.packet_check import check_sheet
from callback_desk.documents.packet_json import packet_from_dict
from callback_desk.documents.packet_pages import draw_sheet
from callback_desk.documents.sheet_text import SheetText, sheet_text

PART = "packets"
_GOLDEN = Path(__file__).resolve().parents[2] / "tests" / "golden" / "lead_sheet.json"


def measure(settings: Settings) -> list[Line]:
    fonts = paths.resources_dir() / "theme" / "fonts"
    packet = packet_from_dict(json.loads(_GOLDEN.read_text("utf-8")))
    kit = kit_of(fonts)
    text = sheet_text(packet, kit.wording)
    target = settings.folder / "sheet.pdf"
    sheet = draw_sheet(text, kit.fonts)
    press = PdfPress(fonts)
    press.warm()
    ways: dict[str, Callable[[], object]] = {
        "bare": lambda: _bare(text),
        "bare written": lambda: _write_synced(settings.folder / "bare.pdf", _bare(text)),
        "drawn": lambda: draw_sheet(sheet_text(packet, kit.wording), kit.fonts),
        "check": lambda: check_sheet(sheet.content, packet, text, kit.fonts, pages=sheet.pages),
        "whole": lambda: make_packet_pdf(packet, target, fonts_dir=fonts),
        "press": lambda: press.place(press.prepare(packet, target, password=None)),
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    try:
        for work in ways.values():
            work()
        for _ in range(settings.times(60)):  # in turns, so that a busy moment meets all of them
            for name, work in ways.items():
                begun_s = time.perf_counter()
                work()
                took[name].append(time.perf_counter() - begun_s)
    finally:
        press.close()
    rate = {name: 1 / p50(seconds) for name, seconds in took.items()}
    merged = pages_a_second(text, settings.folder, settings.times(100))
    return [
        Line(PART, "bare Platypus page, in memory", rate["bare"], "pages/s"),
        Line(PART, "bare Platypus page, one synced file each", rate["bare written"], "pages/s"),
        Line(PART, "lead sheet drawn, in memory", rate["drawn"], "pages/s"),
        Line(PART, "its self-check alone: read again and compared, p50", 1_000 / rate["check"], "ms"),
        Line(PART, "lead sheet drawn, synced, re-read, checked, renamed", rate["whole"], "pages/s"),
        Line(PART, "the same through the press (a process of its own)", rate["press"], "pages/s"),
        at_least(PART, "drawing beside bare Platypus", rate["drawn"] / rate["bare"], "", 0.6),
        Line(
            PART,
            "whole sheet with its self-check, through the press, beside bare Platypus in memory",
            rate["press"] / rate["bare"],
            "",
            note="every page is read again and compared before its file gets its name",
        ),
        Line(
            PART,
            "whole sheet through the press beside a synced Platypus file",
            rate["press"] / rate["bare written"],
            "",
        ),
        *_beside_office(merged, rate["press"]),
    ]


def _beside_office(merged: float | None, press: float) -> list[Line]:
    if merged is None:
        return []
    return [
        Line(PART, "the same words through LibreOffice, one run with its start", merged, "pages/s"),
        Line(PART, "whole sheet with its self-check, through the press, beside LibreOffice", press / merged, ""),
    ]


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _bare(text: SheetText) -> bytes:
    """The words of the sheet as anybody would lay them out with Platypus: same fonts, no checks."""
    body = ParagraphStyle("body", fontName="Paper-regular", fontSize=10.5, leading=15)
    heading = ParagraphStyle("heading", fontName="Paper-bold", fontSize=12, leading=16)
    font = ("FONT", (0, 0), (-1, -1), "Paper-regular", 10.5)
    rules = ("LINEBELOW", (0, 0), (-1, -1), 0.75, colors.black)

    def table(rows: list[list[str]], widths: list[int], *style: object) -> Table:
        cells = [[Paragraph(escape(cell), body) for cell in row] for row in rows]
        return Table(cells, colWidths=widths, style=list(style))

    story: list[Flowable] = [Paragraph(escape(text.title), heading)]
    for said in (text.not_reviewed, text.urgent, text.first.act_by):
        if said:
            story.append(table([list(said)], [120, 380], ("BOX", (0, 0), (-1, -1), 1.5, colors.black)))
    story.append(Paragraph(escape(text.first.new), heading))
    story += [Paragraph(escape(line), body) for line in (*text.first.reach, text.first.wants, *text.case_lines)]
    for section in text.sections:
        story.append(Paragraph(escape(section.heading), heading))
        if section.table_head:
            widths = [500 // len(section.table_head)] * len(section.table_head)
            story.append(table([list(section.table_head), *map(list, section.table_rows)], widths, font, rules))
        for point in section.points:
            story.append(Paragraph(escape(f"{point.number} {point.text}"), heading))
            story.append(Paragraph(escape(point.detail), body))
    story += [Paragraph(escape(words), body) for words in (*text.words_heading[:1], *text.words)]
    if text.reach_rows:
        story.append(Paragraph(escape(text.reach_heading), heading))
        story.append(table([list(row) for row in text.reach_rows], [140, 360], rules))
    story.append(Paragraph(escape(text.source_heading), heading))
    story.append(Paragraph(escape(text.source), body))
    receipt = [[text.receipt.title, text.receipt.return_to]]
    receipt += [[f"{number} {words}", " ".join(text.receipt.boxes)] for number, words in text.receipt.rows]
    receipt.append([text.receipt.by, text.receipt.date])
    story.append(Table(receipt, colWidths=[250, 250], style=[font, ("BOX", (0, 0), (-1, -1), 0.75, colors.black)]))
    story += [Paragraph(escape(line), body) for line in (text.check, text.printed)]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=(612, 792), initialFontName="Paper-regular", invariant=1).build(story)
    return out.getvalue()
