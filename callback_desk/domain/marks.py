"""Lines, dots and words of a drawing, in the units of whoever measures. Window, paper and web page paint the same ones.

x goes right, y goes down. No colour is known here: an `Ink` is a part that something plays, and each place has its own
colours for it. Nothing is told apart by colour alone: a dot is full or hollow, a line whole or dashed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Ink(StrEnum):
    """What part a mark plays."""

    FIGURE = "figure"  # what is shown: points and their ranges
    GRID = "grid"  # lines to read it by
    RULE = "rule"  # sets the last row apart, marks a break
    TEXT = "text"
    QUIET = "quiet"  # words and figures beside


class Face(StrEnum):
    """The letters of words on a drawing."""

    BODY = "body"
    STRONG = "strong"
    SMALL = "small"


class Align(StrEnum):
    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line, `width` thick."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: Ink
    width: float
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc round (x, y); hollow is a ring of the same size."""

    x: float
    y: float
    radius: float
    ink: Ink
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Words on one line, plain. x is their left end, middle or right end; y is the baseline."""

    words: str
    x: float
    y: float
    face: Face
    ink: Ink
    align: Align = Align.LEFT


Mark = Stroke | Dot | Text


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished drawing. `says` is the same in words, for a screen reader and for the PDF's alternate text."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    says: str


class Ruler(Protocol):
    """How wide and high words are where the picture is painted."""

    @property
    def unit(self) -> float:
        """One design pixel there: 1.0 in a window at 100 %, 0.75 point on paper."""

    def width(self, words: str, face: Face) -> float:
        """Of the words on one line."""

    def line(self, face: Face) -> float:
        """Height of one line of running text."""

    def baseline(self, face: Face) -> float:
        """From the top of such a line to its baseline."""


def lines_of(words: str, face: Face, room: float, ruler: Ruler) -> tuple[str, ...]:
    """Words broken at spaces into lines of at most `room`; a word wider than that has a line of its own."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and ruler.width(longer, face) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
