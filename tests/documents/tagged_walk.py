"""Walks a tagged PDF by hand: what each structure element says, and whether anything on a page belongs to nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

import pikepdf

SHOWN = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "b", "Do"}  # operators that leave something on paper


@dataclass
class Node:
    tag: str
    kids: list[Node] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)  # page from 0, MCID

    def tags(self) -> list[str]:
        return [self.tag, *(tag for kid in self.kids for tag in kid.tags())]

    def every_mark(self) -> list[tuple[int, int]]:
        return [*self.marks, *(mark for kid in self.kids for mark in kid.every_mark())]


def tree_of(pdf: pikepdf.Pdf) -> Node:
    """The structure tree; a parent that does not name its kid back is an error."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}

    def node(element: pikepdf.Dictionary) -> Node:
        made = Node(str(element.S)[1:])
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if kid.get("/Type") == pikepdf.Name.MCR:
                made.marks.append((pages[kid.Pg.objgen], int(kid.MCID)))
            else:
                assert kid.P.objgen == element.objgen
                made.kids.append(node(kid))
        return made

    return node(pdf.Root.StructTreeRoot.K)


def marks_drawn(page: pikepdf.Page) -> list[int]:
    """The MCIDs of a page in the order of drawing. Fails for what is drawn outside every mark."""
    found, open_marks = [], []
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name in ("BDC", "BMC"):
            properties = instruction.operands[1] if name == "BDC" else {}
            mcid = properties.get("/MCID")
            open_marks.append(str(instruction.operands[0]))
            if mcid is not None:
                assert len(open_marks) == 1, "an element inside another mark"
                found.append(int(mcid))
        elif name == "EMC":
            open_marks.pop()
        elif name in SHOWN:
            assert open_marks, f"{name} belongs to nothing"
    assert not open_marks
    return found
