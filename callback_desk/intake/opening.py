"""Which reader takes which container. A new format is a reader module and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from callback_desk.intake.content import Content, FileContent, PastedContent, as_bytes
from callback_desk.intake.nibrs_flat import open_nibrs_flat
from callback_desk.intake.one_cell_lines import taken_apart
from callback_desk.intake.raw import Container, Source
from callback_desk.intake.read_csv import open_text
from callback_desk.intake.read_json import open_json
from callback_desk.intake.read_sheet import open_workbook
from callback_desk.intake.read_xml import open_xml
from callback_desk.intake.read_zip import open_zip
from callback_desk.intake.request import ReadRequest
from callback_desk.intake.rows_again import without_notes
from callback_desk.intake.sniff import sniff

Opener = Callable[[Content, ReadRequest], Source]


def open_source(path: Path, request: ReadRequest) -> Source:
    """The reader that fits the content of a file, or of the rows that were pasted. Raises ImportRefused.

    Of a file of rows to correct that comes back, what this program wrote beside the rows is left out.
    """
    pasted = request.text is not None
    content: Content = PastedContent(as_bytes(request.text or "")) if pasted else FileContent.of(path)
    return without_notes(taken_apart(open_content(content, request)))


def open_content(content: Content, request: ReadRequest) -> Source:
    """The same for bytes that may lie inside an archive. Raises ImportRefused."""
    return OPENERS[sniff(content, request.limits)](content, request)


def _text(content: Content, request: ReadRequest) -> Source:
    return open_text(content, request.limits, request.layout.encoding if request.layout is not None else "")


def _json(content: Content, request: ReadRequest) -> Source:
    return open_json(content, request.limits, request.layout.encoding if request.layout is not None else "")


def _zip(content: Content, request: ReadRequest) -> Source:
    return open_zip(content, request.limits, lambda container, member: OPENERS[container](member, request))


def _workbook(container: Container) -> Opener:
    return lambda content, request: open_workbook(content, container, request.limits)


OPENERS: Mapping[Container, Opener] = {
    Container.TEXT: _text,
    Container.XLSX: _workbook(Container.XLSX),
    Container.XLS: _workbook(Container.XLS),
    Container.ODS: _workbook(Container.ODS),
    Container.XML: lambda content, request: open_xml(content, request.limits, request.tick),
    Container.NIBRS_FLAT: lambda content, request: open_nibrs_flat(content, request.limits, request.tick),
    Container.JSON: _json,
    Container.ZIP: _zip,
}
