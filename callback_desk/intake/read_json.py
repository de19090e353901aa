"""JSON: a list of records, one list inside an object, one record a line, or a table of arrays."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from callback_desk.domain.errors import ImportRefused
from callback_desk.domain.layout import Field
from callback_desk.intake import hidden, refusals
from callback_desk.intake.aliases import normalise, shipped_aliases
from callback_desk.intake.content import Content
from callback_desk.intake.encodings import decide_encoding
from callback_desk.intake.json_rows import NamedRow, rows_of_record, text_of
from callback_desk.intake.json_text import JsonText, JsonValue
from callback_desk.intake.limits import Limits
from callback_desk.intake.raw import Container, Source

_HEADING_CHARS = 1_000
_SHAPES = 200  # sets of names that are recognised at a glance; a list of people has a handful
_GEO = frozenset({"FeatureCollection", "Feature", "GeometryCollection", "Topology"})
_ANSWERS = frozenset({"error", "errors", "fault", "exception", "message", "detail", "statuscode", "success"})
_ONE_A_LINE = ("", "one a line")  # no path of keys can be this: it has a name after a blank one and no list

Path = tuple[str, ...]


def open_json(content: Content, limits: Limits, stated_encoding: str = "") -> Source:
    """Records, ready to be read. Raises ImportRefused E02, E03, E04, E06, E09, E13, E14, E23, E25, E28.

    The whole text is gone through once first: a mistake near the end is known before the first row is handed on,
    and a record may bring a heading that no other has. Rows are numbered as in a table, headings on line 1.
    """
    text = decide_encoding(content, replace(limits, line_chars=limits.text_bytes), stated_encoding)
    records = _Records(content, text.encoding, limits)
    survey = records.survey()
    findings = [*text.findings, *([("nested_rows", "")] if survey.multiplied else [])]
    return Source(
        Container.JSON,
        lambda: records.lines(survey),
        encoding=text.encoding,
        heading_line=0 if survey.is_table else 1,
        findings=tuple(findings),
        share=records.share,
    )


@dataclass(slots=True)
class _Survey:
    """Where the list is and what its columns are. A key given twice in one record has two columns."""

    path: Path = ()
    is_table: bool = False  # rows are arrays, headings are a row of it or missing
    columns: dict[tuple[str, int], int] = field(default_factory=dict)
    multiplied: bool = False
    known_shapes: set[tuple[str, ...]] = field(default_factory=set)

    def learn(self, names: list[str]) -> None:
        shape = tuple(names)
        if shape in self.known_shapes:
            return
        if len(self.known_shapes) < _SHAPES:
            self.known_shapes.add(shape)
        for key in _keys(names):
            self.columns.setdefault(key, len(self.columns))

    def cells(self, row: NamedRow) -> list[str]:
        cells = [""] * len(self.columns)
        for key, cell in zip(_keys(row[0]), row[1], strict=True):
            cells[self.columns[key]] = cell
        return cells


def _keys(names: list[str]) -> list[tuple[str, int]]:
    if len(set(names)) == len(names):
        return [(name, 0) for name in names]
    seen: Counter[str] = Counter()
    keys = []
    for name in names:
        keys.append((name, seen[name]))
        seen[name] += 1
    return keys


@dataclass(slots=True)
class _Found:
    """One array of the text, as far as it was read."""

    objects: int = 0
    arrays: int = 0
    plain: int = 0


@dataclass(slots=True)
class _Records:
    content: Content
    encoding: str
    limits: Limits
    binary: BinaryIO | None = None

    def share(self) -> float:
        if self.binary is None or self.binary.closed:
            return 1.0
        return min(1.0, self.binary.tell() / max(1, self.content.size_bytes))

    def lines(self, survey: _Survey) -> Iterator[tuple[int, list[str]]]:
        line = 0
        if not survey.is_table:
            line = 1
            yield line, [name.encode("utf-8", "replace").decode() for name, _number in survey.columns]
        for number, record in enumerate(self._of(survey.path), 1):
            if isinstance(record, tuple):
                for row in rows_of_record(record, number):
                    line += 1
                    yield line, survey.cells(row)
            elif isinstance(record, list):
                line += 1
                yield line, [text_of(cell) for cell in record]
        if self.content.moved():
            raise refusals.changed_while_reading()

    def survey(self) -> _Survey:
        found: dict[Path, _Found] = {}
        facts: dict[str, JsonValue] = {}
        surveys: dict[Path, _Survey] = {}
        for path, value in self._everything(facts):
            here = found.setdefault(path, _Found())
            if isinstance(value, tuple):
                here.objects += 1
                self._learn(surveys.setdefault(path, _Survey(path)), value, here.objects)
            elif isinstance(value, list):
                here.arrays += 1
                if any(isinstance(cell, tuple) for cell in value):
                    raise refusals.mixed_list()
            else:
                here.plain += 1
        around = _has_case(facts) and not any(
            _has_case(name for name, _number in each.columns) for each in surveys.values()
        )
        if around or not found:
            return self._lone(facts)
        return _chosen(found, surveys, facts)

    def _learn(self, survey: _Survey, record: tuple[tuple[str, JsonValue], ...], number: int) -> None:
        if number > self.limits.rows:
            raise refusals.too_many_rows(self.limits.rows)
        rows = rows_of_record(record, number)
        survey.multiplied = survey.multiplied or len(rows) > 1
        for names, _cells in rows:
            survey.learn(names)
            if len(survey.columns) > self.limits.columns:
                raise refusals.too_many_names(number, self.limits.columns)
            if any(len(name) > _HEADING_CHARS for name in names):
                raise refusals.name_too_long(number, _HEADING_CHARS)

    def _lone(self, facts: dict[str, JsonValue]) -> _Survey:
        """One object without a list: a person, when it says so, else an answer or a setting."""
        if not _has_case(facts):
            raise _named(facts)
        survey = _Survey(_ONE_A_LINE)
        for number, record in enumerate(self._of(_ONE_A_LINE), 1):
            if isinstance(record, tuple):
                self._learn(survey, record, number)
        return survey

    def _of(self, wanted: Path) -> Iterator[JsonValue]:
        if wanted == _ONE_A_LINE:
            with self._text() as file:
                text = JsonText(file, self.limits.line_chars)
                while text.peek():
                    yield text.value()
            return
        for path, value in self._everything({}):
            if path == wanted:
                yield value

    def _everything(self, facts: dict[str, JsonValue]) -> Iterator[tuple[Path, JsonValue]]:
        """Every element with the path of its array; plain members of objects go into `facts` by their last key."""
        if self._is_one_a_line():
            for value in self._of(_ONE_A_LINE):
                yield _ONE_A_LINE, value
            return
        with self._text() as file:
            text = JsonText(file, self.limits.line_chars)
            for path, is_element, value in text.walk():
                if is_element:
                    yield path, value
                elif len(facts) < self.limits.columns:
                    facts.setdefault(path[-1] if path else "", value)
            text.end()

    def _is_one_a_line(self) -> bool:
        """A whole first value and another after it. A first value too big to hold is an object around a list."""
        with self._text() as file:
            text = JsonText(file, self.limits.line_chars)
            if text.peek() not in ("{", "["):
                return False
            kind = text.peek()
            try:
                text.value()
            except ImportRefused as refused:
                if refused.code == "E23":
                    return False
                raise
            return text.peek() == kind

    def _text(self) -> io.TextIOWrapper:
        self.binary = self.content.open()
        return io.TextIOWrapper(self.binary, encoding=self.encoding)


def _has_case(names: Iterable[str]) -> bool:
    """Whether one of these is the heading of a case number: a report's own, not a packing around reports."""
    headings = shipped_aliases().headings
    return any(
        alias.field is Field.CASE_NUMBER for name in names if (alias := headings.get(normalise(name))) is not None
    )


def _chosen(found: dict[Path, _Found], surveys: dict[Path, _Survey], facts: dict[str, JsonValue]) -> _Survey:
    if facts.get("type") in _GEO:
        raise _named(facts)
    if len(surveys) > 1:
        raise refusals.several_lists([hidden.shown(".".join(path)) for path in surveys])
    if surveys:
        ((path, survey),) = surveys.items()
        if found[path].arrays or found[path].plain:
            raise refusals.mixed_list()
        if not survey.columns:
            raise refusals.no_records()
        return survey
    tables = [path for path, each in found.items() if each.arrays and not each.plain]
    if len(tables) > 1:
        raise refusals.several_lists([hidden.shown(".".join(path)) for path in tables])
    if not tables:
        raise _named(facts)
    return _Survey(tables[0], is_table=True)


def _named(facts: dict[str, JsonValue]) -> Exception:
    """What a JSON text is that holds no list of records."""
    if facts.get("type") in _GEO:
        return refusals.not_a_table("a map (GeoJSON)", "Ask for the list of people as CSV or Excel.")
    if any(str(name).casefold().replace("_", "") in _ANSWERS for name in facts):
        return refusals.not_a_table(
            "the answer of a server that something went wrong",
            "Ask for the export again, and look into the file before you bring it here.",
        )
    if not facts:
        return refusals.no_records()
    return refusals.not_a_table("a JSON document without a list of records")
