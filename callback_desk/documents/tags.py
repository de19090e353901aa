"""What each thing on a page is: a heading, a point of a list, a cell. A screen reader reads by these tags.

A tagged PDF (ISO 32000-2, 14.7 and 14.8): every letter stands in marked content with a number (MCID) that belongs
to one structure element, and what is decoration or repeats on every page is an artifact, which is not read out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from reportlab.pdfbase.pdfdoc import PDFObject, PDFObjectReference
from reportlab.pdfgen.canvas import Canvas


class Role(StrEnum):
    """What a block is. Points beside one another make one list, rows one table."""

    TITLE = "H1"
    HEADING = "H2"
    TEXT = "P"
    QUOTE = "BlockQuote"
    FIGURE = "Figure"
    POINT = "LI"  # first column: its number
    HEAD = "head row"
    ROW = "row"
    LABELED = "labeled row"  # first column: what the row is about


_ROWS = frozenset({Role.HEAD, Role.ROW, Role.LABELED})


@dataclass(eq=False, slots=True)
class Element:
    """One thing on the page, which may go on over the next: per column its marks (page from 0, MCID)."""

    role: Role = Role.TEXT
    text: str = ""  # of a heading, for the list of bookmarks; of a figure, what it shows, for who cannot see it
    marks: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def has_columns(self) -> bool:
        return bool(_container(self.role))

    def tag(self, column: int) -> str:
        """The structure type of what stands in a column."""
        if self.role is Role.POINT:
            return "LBody" if column else "Lbl"
        if self.role in _ROWS:
            return "TH" if self.role is Role.HEAD or (self.role is Role.LABELED and not column) else "TD"
        return self.role.value


class _Page(Protocol):
    __NoDefault__: list[str]
    StructParents: int
    Tabs: str


class _Pages(Protocol):
    pages: list[_Page]


class _Catalog(Protocol):
    StructTreeRoot: PDFObject
    MarkInfo: PDFObject


class _File(Protocol):
    """What ReportLab's PDFDocument offers and its stubs leave out."""

    Pages: _Pages
    Catalog: _Catalog
    idToObjectNumberAndVersion: dict[str, tuple[int, int]]  # noqa: N815 - ReportLab's own name

    def Reference(self, thing: object) -> PDFObjectReference: ...


class TaggedCanvas(Canvas):
    """A canvas that knows what is drawn. Text outside any mark becomes a paragraph, lines become artifacts."""

    _doc: _File
    _code: list[str]

    def __init__(self, filename: object, *, outline: bool = False, **options: object) -> None:
        super().__init__(filename, **options)  # type: ignore[arg-type]  # Platypus gives them, ReportLab takes them
        self.elements: list[Element] = []
        self.pages: list[list[tuple[Element, int]]] = [[]]
        self._open = False
        self._outline = outline

    @contextmanager
    def marked(self, element: Element, column: int = 0) -> Iterator[None]:
        """What is drawn inside belongs to element; nothing more happens inside another mark."""
        if self._open:
            yield
            return
        if not element.marks:
            self.elements.append(element)
            if self._outline and element.role in (Role.TITLE, Role.HEADING):
                self._bookmark(element)
        page = self.pages[-1]
        element.marks.setdefault(column, []).append((len(self.pages) - 1, len(page)))
        yield from self._wrapped(f"/{element.tag(column)} <</MCID {len(page)}>> BDC", (element, column))

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn inside is not read out: a line, a frame ("Layout"), a repeated letterhead ("Pagination")."""
        if self._open:
            yield
            return
        yield from self._wrapped(f"/Artifact <</Type /{kind}>> BDC", None)

    def _wrapped(self, begin: str, mark: tuple[Element, int] | None) -> Iterator[None]:
        if mark is not None:
            self.pages[-1].append(mark)
        self._open = True
        self.addLiteral(begin)
        yield
        self.addLiteral("EMC")
        self._open = False

    def _bookmark(self, element: Element) -> None:
        key = f"h{len(self.elements)}"
        self.bookmarkPage(key)
        self.addOutlineEntry(unended(element.text), key, level=0)

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        with self.artifact():
            super().line(x1, y1, x2, y2)

    def rect(self, x: float, y: float, width: float, height: float, stroke: float = 1, fill: float = 0) -> None:
        with self.artifact():
            super().rect(x, y, width, height, stroke=stroke, fill=fill)

    def circle(self, x_cen: float, y_cen: float, r: float, stroke: float = 1, fill: float = 0) -> None:
        with self.artifact():
            super().circle(x_cen, y_cen, r, stroke=stroke, fill=fill)

    def showPage(self) -> None:
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self.pages) - 1
        page.Tabs = "/S"  # the tab key follows the structure
        self.pages.append([])

    def save(self) -> None:
        if self._code:
            self.showPage()
        _Tree(self).write()
        super().save()


def unended(text: str) -> str:
    """A title for the file's own lists, where the mark of a file's end, typed by somebody, would be read as one."""
    return text.replace("%%", "% %")


def tagged(canvas: object) -> TaggedCanvas:
    """Every canvas of ours is one; ReportLab only knows that it is a canvas."""
    assert isinstance(canvas, TaggedCanvas)
    return canvas


class _Raw(PDFObject):
    """An object of the file in its own words; references among them. A tenth of the time of PDFDictionary."""

    def __init__(self, *words: str | PDFObjectReference) -> None:
        self.words: list[str | PDFObjectReference] = list(words)

    def format(self, document: _File) -> bytes:
        numbers = document.idToObjectNumberAndVersion
        return "".join(
            word if isinstance(word, str) else "{} {} R ".format(*numbers[word.name]) for word in self.words
        ).encode("ascii")


class _Tree:
    """The structure tree of a finished canvas, as objects of its file."""

    def __init__(self, canvas: TaggedCanvas) -> None:
        self.canvas = canvas
        self.doc = canvas._doc
        self.page_refs = [self.doc.Reference(page) for page in self.doc.Pages.pages]
        self.owners: dict[tuple[int, int], PDFObjectReference] = {}

    def write(self) -> None:
        root = _Raw()
        document, document_ref = self._element("Document", self.doc.Reference(root))
        document.words += ["/K [", *self._kids(document_ref), "]>>"]
        numbers = self.doc.Reference(_Raw("<</Nums [", *self._numbers(), "]>>"))
        next_key = f"/ParentTreeNextKey {len(self.page_refs)}>>"
        root.words += ["<</Type /StructTreeRoot /K ", document_ref, "/ParentTree ", numbers, next_key]
        catalog = self.doc.Catalog
        catalog.StructTreeRoot = root
        catalog.MarkInfo = _Raw("<</Marked true>>")

    def _numbers(self) -> Iterator[str | PDFObjectReference]:
        for page in range(len(self.page_refs)):
            yield f"{page} ["
            for mcid in range(len(self.canvas.pages[page])):
                yield self.owners[page, mcid]
            yield "]"

    def _element(self, tag: str, parent: PDFObjectReference) -> tuple[_Raw, PDFObjectReference]:
        made = _Raw(f"<</Type /StructElem /S /{tag} /P ", parent)
        return made, self.doc.Reference(made)

    def _kids(self, parent: PDFObjectReference) -> list[PDFObjectReference]:
        kids: list[PDFObjectReference] = []
        holder, holder_ref, holding = _Raw(), parent, ""
        for element in self.canvas.elements:
            container = _container(element.role)
            if holding and (container != holding or element.role is Role.HEAD):
                holder.words.append("]>>")
                holding = ""
            if not container:
                kids.append(self._leaf(element, element.tag(0), parent, element.marks))
                continue
            if not holding:
                holder, holder_ref = self._element(container, parent)
                holder.words.append("/K [")
                kids.append(holder_ref)
                holding = container
            holder.words.append(self._columns(element, holder_ref))
        if holding:
            holder.words.append("]>>")
        return kids

    def _columns(self, element: Element, parent: PDFObjectReference) -> PDFObjectReference:
        row, row_ref = self._element("TR" if element.role in _ROWS else "LI", parent)
        leaves = [
            self._leaf(element, element.tag(at), row_ref, {at: marks}) for at, marks in sorted(element.marks.items())
        ]
        row.words += ["/K [", *leaves, "]>>"]
        return row_ref

    def _leaf(
        self, element: Element, tag: str, parent: PDFObjectReference, marks: dict[int, list[tuple[int, int]]]
    ) -> PDFObjectReference:
        made, ref = self._element(tag, parent)
        if tag == "TH":
            made.words.append(f"/A <</O /Table /Scope /{'Column' if element.role is Role.HEAD else 'Row'}>> ")
        if element.role is Role.FIGURE:
            made.words.append(f"/Alt <FEFF{element.text.encode('utf-16-be').hex()}> ")
        made.words.append("/K [")
        for page, mcid in (mark for column in marks.values() for mark in column):
            self.owners[page, mcid] = ref
            made.words += ["<</Type /MCR /Pg ", self.page_refs[page], f"/MCID {mcid}>>"]
        made.words.append("]>>")
        return ref


def _container(role: Role) -> str:
    """What holds elements of a role: points a list, rows a table, the others nothing."""
    return "L" if role is Role.POINT else "Table" if role in _ROWS else ""
