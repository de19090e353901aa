"""A chart as SVG for a web page: the marks of `chart_layout`. Words are escaped, nothing is loaded from anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from callback_desk.domain.marks import Align, Dot, Face, Ink, Mark, Picture, Stroke

_COLORS: Final = {
    Ink.FIGURE: "#0A5C66",
    Ink.GRID: "#CDD6D4",
    Ink.RULE: "#6F7E7B",
    Ink.TEXT: "#15201E",
    Ink.QUIET: "#485552",
}
_ANCHORS: Final = {Align.LEFT: "start", Align.MIDDLE: "middle", Align.RIGHT: "end"}
_SIZES: Final = {Face.BODY: 10.75, Face.STRONG: 10.75, Face.SMALL: 9.0}


def svg_of(picture: Picture) -> str:
    """One <svg> element; its title is what the picture says in words."""
    box = f"0 0 {picture.width:g} {picture.height:.2f}"
    marks = "\n".join(_marks(picture))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" aria-label={quoteattr(picture.says)}>\n'
        f"{marks}\n</svg>"
    )


def _marks(picture: Picture) -> Iterator[str]:
    for mark in picture.marks:
        yield _mark(mark)


def _mark(mark: Mark) -> str:
    color = _COLORS[mark.ink]
    if isinstance(mark, Stroke):
        dashes = ' stroke-dasharray="4 3"' if mark.dashed else ""
        return (
            f'<line x1="{mark.x1:.2f}" y1="{mark.y1:.2f}" x2="{mark.x2:.2f}" y2="{mark.y2:.2f}" '
            f'stroke="{color}" stroke-width="{mark.width:g}"{dashes}/>'
        )
    if isinstance(mark, Dot):
        fill = "#FFFFFF" if mark.hollow else color
        radius = mark.radius - 0.75
        return (
            f'<circle cx="{mark.x:.2f}" cy="{mark.y:.2f}" r="{radius:.2f}" '
            f'fill="{fill}" stroke="{color}" stroke-width="1.5"/>'
        )
    weight = ' font-weight="600"' if mark.face is Face.STRONG else ""
    return (
        f'<text x="{mark.x:.2f}" y="{mark.y:.2f}" font-size="{_SIZES[mark.face]:g}" fill="{color}" '
        f'text-anchor="{_ANCHORS[mark.align]}"{weight}>{escape(mark.words)}</text>'
    )
