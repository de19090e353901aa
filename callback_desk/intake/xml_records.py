"""Reads XML as a stream of records (subtrees) with bounded memory. No document type, no entity, no network, ever.

Elements are known by their local names: four versions of the NIBRS namespaces are in use at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from callback_desk.intake import refusals
from callback_desk.intake.content import Content

_BLOCK_BYTES = 65_536
_DEEPEST = 64
_LONGEST_TEXT = 1_000_000
_LONGEST_RECORD = 20_000_000  # characters of text and attributes in one record
_LONGEST_TAG_BYTES = 1_000_000
_MOST_ATTRIBUTES = 64
_MOST_ELEMENTS = 200_000  # of one record
_MOST_OUTSIDE = 1_000_000  # elements that belong to no record
_ENCODINGS = frozenset(
    {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"}
    | {"iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252"}
)
_BLOB_WORDS = ("binary", "base64")


@dataclass(slots=True)
class Element:
    """One element. `name` and the attributes' names are local; `line` counts from 1."""

    name: str
    line: int
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text with single blanks, joined over comments; "" for an empty or nil element."""
        return " ".join("".join(self.parts).split())

    def all(self, name: str) -> list[Element]:
        """The children of that name."""
        return [each for each in self.children if each.name == name]

    def first(self, *path: str) -> Element | None:
        """The first element down a path of names."""
        found: Element | None = self
        for name in path:
            found = next((each for each in found.children if each.name == name), None) if found is not None else None
        return found

    def said(self, *path: str) -> str:
        """The text of the first element down a path that says anything."""
        if len(path) > 1:
            return next((text for each in self.all(path[0]) if (text := each.said(*path[1:]))), "")
        return next((text for each in self.all(path[0]) if (text := each.text)), "")

    def walk(self) -> Iterator[Element]:
        """Itself and everything below, in the order of the file."""
        waiting = [self]
        while waiting:
            each = waiting.pop()
            yield each
            waiting += reversed(each.children)


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of file: which elements are its records, and which elements nobody asks for, with all that is in them."""

    records: frozenset[str]
    skipped: frozenset[str] = frozenset()


class XmlRecords:
    """The records of one file. `families` says what a file is by the name of its outermost element.

    After the records have been read, `root`, `lines`, `encoding` and `fault` say what the file was.
    """

    def __init__(self, content: Content, families: Mapping[str, Family], tick: Callable[[float], None]) -> None:
        self._content = content
        self._families = families
        self._tick = tick
        self._family = Family(frozenset())
        self._depth = self._inside = self._outside = self._built = self._held = self._skip_from = 0
        self._open: list[Element] = []
        self._ready: list[Element] = []
        self._text = 0
        self.root = ""
        self.lines = 0
        self.encoding = "utf-8"
        self.fault = False  # a web service's own word for "it went wrong"
        self._parser = self._new_parser()

    def _new_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._document_type
        parser.EntityDeclHandler = self._document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        return parser

    def __iter__(self) -> Iterator[Element]:
        """Raises ImportRefused (E03, E04, E09, E10, E11, E13, E23, E25, E28)."""
        parser, fed = self._parser, 0
        with self._content.open() as file:
            block = file.read(_BLOCK_BYTES)
            if block.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"\x00\x00\x00<", b"<\x00\x00\x00")):
                raise refusals.unknown_encoding()
            while True:
                self._feed(block, fed)
                fed += len(block)
                if fed > self._content.size_bytes:  # it grows, perhaps for ever
                    raise refusals.changed_while_reading()
                if fed - max(0, parser.CurrentByteIndex) > _LONGEST_TAG_BYTES + _BLOCK_BYTES:
                    raise _too_much("has a tag or comment of more than a million characters")
                yield from self._ready
                self._ready.clear()
                if not block:
                    break
                self._tick(fed / max(1, self._content.size_bytes))
                block = file.read(_BLOCK_BYTES)
        self.lines = parser.CurrentLineNumber
        if self._content.moved():
            raise refusals.changed_while_reading()

    def _feed(self, block: bytes, fed: int) -> None:
        try:
            self._parser.Parse(block, not block)
        except expat.ExpatError as error:
            at = self._parser.ErrorByteIndex - fed
            if self.encoding == "utf-8" and 0 <= at < len(block) and block[at] >= 0x80:
                raise _bad_character(error.lineno) from error
            raise _damaged(error.lineno) from error
        except (LookupError, ValueError) as error:  # an encoding that the parser cannot read
            raise refusals.unknown_encoding() from error

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None:
            self.encoding = encoding.lower()
            if self.encoding not in _ENCODINGS:
                raise refusals.unknown_encoding()

    def _document_type(self, *_said: object) -> None:
        raise refusals.document_type()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._text = 0
        self._depth += 1
        if self._depth > _DEEPEST:
            raise refusals.refuse(
                "E25", f"This file nests more than {_DEEPEST} levels deep, which no report does. It was closed unread."
            )
        if len(attributes) > _MOST_ATTRIBUTES:
            raise _too_much(f"has an element with more than {_MOST_ATTRIBUTES} attributes")
        if self._skip_from:
            return
        local = name.rpartition(" ")[2]
        if self._depth == 1:
            self._root(local)
        if not self._inside:
            self._outside += 1
            if self._outside > _MOST_OUTSIDE:
                raise _too_many_elements(f"{_MOST_OUTSIDE:,} elements outside its reports")
            self.fault = self.fault or (local == "Fault" and self._depth <= 3)
            if local not in self._family.records:
                return
            self._inside, self._built, self._held = self._depth, 0, 0
        if local in self._family.skipped:
            self._skip_from = self._depth
            return
        self._built += 1
        if self._built > _MOST_ELEMENTS:
            raise _too_many_elements(f"{_MOST_ELEMENTS:,} elements in one report")
        made = Element(
            local,
            self._parser.CurrentLineNumber,
            {key.rpartition(" ")[2]: value for key, value in attributes.items()} if attributes else {},
        )
        if attributes:
            self._hold(sum(map(len, attributes.values())))
        if self._open:
            self._open[-1].children.append(made)
        self._open.append(made)

    def _root(self, local: str) -> None:
        self.root = local
        family = self._families.get(local)
        if family is None:
            shown = "".join(letter if letter.isascii() else "?" for letter in local[:40])
            raise refusals.not_a_table(
                f'an XML file we do not know (its outermost element is "{shown}")',
                "We read NIBRS, LEXS and N-DEx reports. Choose one of them, or the list as CSV or Excel.",
            )
        self._family = family

    def _end(self, _name: str) -> None:
        self._text = 0
        depth = self._depth
        self._depth -= 1
        if not self._inside:
            return
        if self._skip_from:
            if depth == self._skip_from:
                self._skip_from = 0
            return
        closed = self._open.pop()
        if depth == self._inside:
            self._inside = 0
            self._ready.append(closed)

    def _characters(self, text: str) -> None:
        self._text += len(text)
        if self._text > _LONGEST_TEXT:
            name = self._open[-1].name.casefold() if self._open else ""
            if self._skip_from or any(word in name for word in _BLOB_WORDS):
                raise _too_much("holds a picture or document of more than a million characters")
            raise refusals.line_too_long(self._parser.CurrentLineNumber, _LONGEST_TEXT)
        if self._open and not self._skip_from:
            parts = self._open[-1].parts
            if parts or not text.isspace():  # most of a file that is indented
                self._hold(len(text))
                parts.append(text)

    def _hold(self, letters: int) -> None:
        self._held += letters
        if self._held > _LONGEST_RECORD:
            raise _too_much(f"has a report with more than {_LONGEST_RECORD:,} characters")


def by_id(record: Element) -> dict[str, Element]:
    """Every element of a record that others may refer to. Raises ImportRefused E13 when an id is given twice."""
    found: dict[str, Element] = {}
    for each in record.walk():
        own = each.attributes.get("id")
        if own is not None and found.setdefault(own, each) is not each:
            raise refusals.refuse(
                "E13",
                f"This XML file is damaged: two things of the report at line {record.line:,} have the same id, "
                "so that a number could go to the wrong person. Export it again.",
            )
    return found


def refs(element: Element, name: str = "") -> list[str]:
    """What the children of that name, or all of them, refer to."""
    return [each.attributes["ref"] for each in element.children if name in ("", each.name) and "ref" in each.attributes]


def _damaged(line: int) -> Exception:
    return refusals.refuse(
        "E13",
        f"This XML file is damaged at line {line:,}: a tag is missing, broken or given twice. Export it again.",
    )


def _bad_character(line: int) -> Exception:
    return refusals.refuse(
        "E04", f"Line {line:,} has a character that is not in the encoding this file states. Ask for it as UTF-8."
    )


def _too_much(what: str) -> Exception:
    return refusals.refuse("E10", f"This file {what}, which a report never does. It was closed unread.")


def _too_many_elements(what: str) -> Exception:
    return refusals.refuse("E09", f"This file has more than {what}, which an export never has. Split it and try again.")
