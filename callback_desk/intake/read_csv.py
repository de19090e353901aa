"""Text tables: delimiter, quotes and lines. Every line keeps its own number, every cell stays text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from callback_desk.intake import refusals
from callback_desk.intake.content import Content
from callback_desk.intake.delimiters import delimiter_of
from callback_desk.intake.encodings import decide_encoding
from callback_desk.intake.limits import Limits
from callback_desk.intake.raw import Container, Source
from callback_desk.intake.text_marks import WithoutMarks, text_marks

_SAMPLE_CHARS = 131_072


def open_text(content: Content, limits: Limits, stated_encoding: str = "") -> Source:
    """A text table, ready to be read. Raises ImportRefused (E02, E04, E05, E06, E09, E23, E28)."""
    text = decide_encoding(content, limits, stated_encoding)
    with io.TextIOWrapper(content.open(), encoding=text.encoding, newline="") as file:
        sample = file.read(_SAMPLE_CHARS)
        cut = bool(file.read(1))
    if not sample.strip("\ufeff\x00 \t\r\n"):
        raise refusals.empty()
    found = delimiter_of(sample, cut=cut)
    position = _Position(content.size_bytes)
    marks = text_marks(sample, found.delimiter)
    text_file = _TextFile(content, text.encoding, found.delimiter, found.sep_line, marks, limits, position)
    return Source(
        Container.TEXT,
        text_file.records,
        encoding=text.encoding,
        delimiter=found.delimiter,
        findings=text.findings,
        share=position.share,
    )


@dataclass(slots=True)
class _Position:
    size_bytes: int
    file: BinaryIO | None = None

    def share(self) -> float:
        if self.file is None or self.file.closed:
            return 1.0
        return min(1.0, self.file.tell() / max(1, self.size_bytes))


@dataclass(frozen=True, slots=True)
class _TextFile:
    content: Content
    encoding: str
    delimiter: str
    skip_first: bool
    without_marks: WithoutMarks | None
    limits: Limits
    position: _Position

    def records(self) -> Iterator[tuple[int, list[str]]]:
        # A field may be longer than a cell may be: the row is then rejected by name instead of the file.
        csv.field_size_limit(max(131_072, self.limits.cell_chars * 4))
        self.position.file = binary = self.content.open()
        with io.TextIOWrapper(binary, encoding=self.encoding, newline="") as file:
            before = 0
            if self.skip_first:
                file.readline()
                before = 1
            reader = csv.reader(file, delimiter=self.delimiter, strict=True)
            start = 0
            try:
                for cells in reader:
                    plain = self.without_marks
                    yield before + start + 1, cells if plain is None else plain(cells)
                    start = reader.line_num
            except csv.Error as error:
                raise _named(error, before + start + 1, before + reader.line_num) from error
            except UnicodeDecodeError as error:
                raise refusals.changed_while_reading() from error
        if self.content.moved():
            raise refusals.changed_while_reading()


def _named(error: csv.Error, first_line: int, last_line: int) -> Exception:
    """The csv module's words never reach a person: its three complaints have sentences of ours."""
    words = str(error)
    if "unexpected end of data" in words:
        return refusals.open_quote(first_line)
    if "field limit" in words:
        # Swallowing line after line means that a quotation mark stands open.
        if last_line > first_line + 1:
            return refusals.open_quote(first_line)
        return refusals.line_too_long(first_line, csv.field_size_limit())
    return refusals.stray_quote(first_line)
