"""Text tables: delimiter, quotes and lines. Every line keeps its own number, every cell stays text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from callback_desk.intake import refusals
from callback_desk.intake.content import Content
from callback_desk.intake.encodings import decide_encoding
from callback_desk.intake.limits import Limits
from callback_desk.intake.raw import Container, Source

_SAMPLE_CHARS = 131_072
_DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x1f", "\x1e", ":")
_SEP_LINE = "sep="


def open_text(content: Content, limits: Limits, stated_encoding: str = "") -> Source:
    """A text table, ready to be read. Raises ImportRefused (E02, E04, E05, E06, E09, E23, E28)."""
    text = decide_encoding(content, limits, stated_encoding)
    with io.TextIOWrapper(content.open(), encoding=text.encoding, newline="") as file:
        sample = file.read(_SAMPLE_CHARS)
        cut = bool(file.read(1))
    if not sample.strip("\ufeff\x00 \t\r\n"):
        raise refusals.empty()
    delimiter, skip_first = _delimiter_of(sample, cut)
    position = _Position(content.size_bytes)
    text_file = _TextFile(content, text.encoding, delimiter, skip_first, limits, position)
    return Source(
        Container.TEXT,
        text_file.records,
        encoding=text.encoding,
        delimiter=delimiter,
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
                    yield before + start + 1, cells
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


def _delimiter_of(sample: str, cut: bool) -> tuple[str, bool]:
    """The separator, and whether the first line is Excel's `sep=;` line (then it is no row)."""
    first = sample.lstrip("\ufeff").splitlines()[0].strip().strip('"')
    if first.lower().startswith(_SEP_LINE) and len(first) == len(_SEP_LINE) + 1:
        return first[-1], True
    if cut:
        last_break = max(sample.rfind("\n"), sample.rfind("\r"))
        sample = sample[: last_break + 1] if last_break > 0 else sample
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        score = _score(sample, delimiter)
        if score > best_score + 1e-9:
            best, best_score = delimiter, score
    return best, False


def _score(sample: str, delimiter: str) -> float:
    """How much of the sample is one table when split so: the share of rows of the commonest width."""
    if delimiter not in sample:
        return 0.0
    widths: Counter[int] = Counter()
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)):
            if len(cells) > 1 or (cells and cells[0].strip()):
                widths[len(cells)] += 1
            if number > 400:
                break
    except csv.Error:
        return 0.0
    total = sum(widths.values())
    width, rows = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0))
    if width < 2:
        return 0.0
    weight = 0.3 if delimiter in ":~^" else 1.0  # these stand in ordinary text
    return weight * (rows / total) * (1 - 1 / (width + 1))
