"""A ZIP archive of lists: which of its members are lists, and all of them as one when their headings agree."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from callback_desk.domain.errors import ImportRefused
from callback_desk.intake import hidden, refusals
from callback_desk.intake.content import Content
from callback_desk.intake.kinds import Kind
from callback_desk.intake.limits import Limits
from callback_desk.intake.raw import Container, Source
from callback_desk.intake.sniff import what_is
from callback_desk.intake.zip_directory import DAMAGED, check_directory, check_member, is_folder, prove

_BROKEN = (*DAMAGED, ValueError)
_LEFT_BY_SYSTEMS = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
_NAME_CHARS = 80
_LINES_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive, unpacked as it is read and never written anywhere, so its name can do no harm."""

    archive: Content
    archive_path: Path
    entry: zipfile.ZipInfo

    @property
    def name(self) -> str:
        """For a sentence: hidden characters spelled out."""
        return hidden.shown(self.entry.filename, _NAME_CHARS)

    @property
    def path(self) -> None:
        return None

    @property
    def size_bytes(self) -> int:
        return self.entry.file_size

    def open(self) -> BinaryIO:
        # The archive's own file stays open until the member is closed: zipfile counts who reads from it.
        with zipfile.ZipFile(self.archive_path) as archive:
            return cast("BinaryIO", archive.open(self.entry))

    def moved(self) -> bool:
        return self.archive.moved()


OpenMember = Callable[[Container, Content], Source]


def open_zip(content: Content, limits: Limits, open_member: OpenMember) -> Source:
    """The lists of an archive, to be read as one; each row's sheet is the name of its member.

    `open_member` is the reader of each container. What is plainly no list (a PDF, a text without columns) is left
    out and told. Raises ImportRefused: E02, E03, E10, E12, E13, E14, and what a member's reader raises, by name.
    """
    if content.path is None:
        raise refusals.nested_archive()
    lists: list[Source] = []
    left_out: list[str] = []
    for member in _members(content, content.path, limits):
        source = _of_member(member, limits, open_member)
        if source is None:
            left_out.append(member.name)
        else:
            lists.append(source)
    if not lists:
        raise refusals.no_lists(left_out)
    return _together(lists, tuple(left_out))


def _members(content: Content, path: Path, limits: Limits) -> list[Member]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            check_directory(entries, limits, refusals.ARCHIVE)
            kept = [each for each in entries if not is_folder(each) and not _is_of_system(each.filename)]
            for entry in kept:
                check_member(entry)
                prove(archive, entry)
    except _BROKEN as error:
        raise refusals.damaged("a part is missing or broken", refusals.ARCHIVE) from error
    return [Member(content, path, entry) for entry in sorted(kept, key=lambda each: each.filename.casefold())]


def _is_of_system(name: str) -> bool:
    lowered = name.lower().replace("\\", "/")
    last = lowered.rsplit("/", 1)[-1]
    return lowered.startswith(_LEFT_BY_SYSTEMS) or last in _LEFT_BY_SYSTEMS or last.startswith("._")


def _of_member(member: Member, limits: Limits, open_member: OpenMember) -> Source | None:
    """A list, or None for what may lie beside lists."""
    if member.size_bytes == 0:
        return None
    try:
        found = what_is(member, limits)
        if isinstance(found, Kind):
            if found.beside:
                return None
            raise refusals.not_a_table(found.words, found.advice)
        if found is Container.ZIP:
            raise refusals.nested_archive()
        source = open_member(found, member)
        if found is Container.TEXT and not _has_columns(source):
            return None
    except ImportRefused as refused:
        raise refusals.of_member(member.name, refused) from refused
    sheet = f"{member.name}: {source.sheet}" if source.sheet else member.name
    return replace(source, sheet=sheet, lines=lambda: _lines(source, member.name))


def _has_columns(source: Source) -> bool:
    return any(len(cells) > 1 for _line, cells in islice(source.lines(), _LINES_LOOKED_AT))


def _lines(source: Source, name: str) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from source.lines()
    except ImportRefused as refused:
        raise refusals.of_member(name, refused) from refused
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:  # every member was whole when it was proved
        raise refusals.changed_while_reading() from error


def _together(lists: list[Source], left_out: tuple[str, ...]) -> Source:
    first = lists[0]
    epochs = {each.serial_epoch for each in lists} - {0}
    if len(epochs) > 1:
        raise refusals.different_lists([each.sheet for each in lists])
    findings = {finding: None for each in lists for finding in each.findings}
    if left_out:
        findings["other_files", ""] = None
    return Source(
        Container.ZIP,
        first.lines,
        encoding=first.encoding,
        delimiter=first.delimiter,
        sheet=first.sheet,
        hidden_sheets=tuple(name for each in lists for name in each.hidden_sheets),
        other_sheets=(*left_out, *(name for each in lists for name in each.other_sheets)),
        hidden_rows=sum(each.hidden_rows for each in lists),
        formula_cells=sum(each.formula_cells for each in lists),
        serial_epoch=max(epochs, default=0),
        findings=tuple(findings),
        share=lambda: sum(each.share() for each in lists) / len(lists),
        lists=tuple(lists),
    )
