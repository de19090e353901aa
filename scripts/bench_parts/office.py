"""The words of a lead sheet through LibreOffice, where it is installed: filled copies of one page, turned into PDF in
one run, as a mail merge does it. Nothing is checked, sealed or put on record."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from callback_desk.documents.sheet_text import SheetText

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="{_NAMES}:office:1.0" '
    f'xmlns:text="{_NAMES}:text:1.0" xmlns:table="{_NAMES}:table:1.0" office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
)
_FOOT = "</office:text></office:body></office:document>"


def pages_a_second(text: SheetText, folder: Path, copies: int) -> float | None:
    """Pages a second with the program's own start in it; None where LibreOffice is not installed, or made less."""
    program = shutil.which("soffice")
    if program is None:
        return None
    source, target = folder / "merge", folder / "merged"
    source.mkdir()
    files = [source / f"sheet-{number}.fodt" for number in range(copies)]
    content = _HEAD + "".join(_parts(text)) + _FOOT
    begun_s = time.perf_counter()
    for file in files:
        file.write_text(content, "utf-8")
    command = [program, "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--convert-to", "pdf"]
    done = subprocess.run(
        [*command, "--outdir", str(target), *map(str, files)], capture_output=True, check=False, timeout=600
    )
    took_s = time.perf_counter() - begun_s
    made = len(list(target.glob("*.pdf"))) if target.is_dir() else 0
    return copies / took_s if done.returncode == 0 and made == copies else None


def _parts(text: SheetText) -> Iterator[str]:
    yield _line(text.title)
    for said in (text.not_reviewed, text.urgent, text.first.act_by):
        if said:
            yield _table([said])
    yield from map(_line, (text.first.new, *text.first.reach, text.first.wants, *text.case_lines))
    for section in text.sections:
        yield _line(section.heading)
        if section.table_head:
            yield _table([section.table_head, *section.table_rows])
        yield from (_line(f"{point.number} {point.text} {point.detail}") for point in section.points)
    yield from map(_line, text.words)
    if text.reach_rows:
        yield _table(text.reach_rows)
    yield from map(_line, (text.source_heading, text.source))
    yield _table([(f"{number} {words}", " ".join(text.receipt.boxes)) for number, words in text.receipt.rows])
    yield from map(_line, (text.receipt.by, text.receipt.date, text.check, text.printed))


def _line(words: str) -> str:
    return f"<text:p>{escape(words)}</text:p>"


def _table(rows: Iterable[Sequence[str]]) -> str:
    filled = [[f"<table:table-cell>{_line(cell)}</table:table-cell>" for cell in row] for row in rows]
    columns = "<table:table-column/>" * max(map(len, filled))
    body = "".join(f"<table:table-row>{''.join(cells)}</table:table-row>" for cells in filled)
    return f"<table:table>{columns}{body}</table:table>"
