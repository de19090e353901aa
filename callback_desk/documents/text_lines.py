"""Plain text becomes lines. No markup is ever read: a name like "<b>" is three letters.

Lines end at spaces, and in Chinese and Japanese between letters (`line_ends`). Telephone numbers and identifiers
keep their spaces; only what is wider than a whole line is cut, after a hyphen or else between letters, with nothing
added. Direction follows the Unicode bidirectional
algorithm, worked out line by line (UAX 9; python-bidi for the levels).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bidi import algorithm as bidi
from reportlab.pdfbase import pdfmetrics

from callback_desk.documents.letters import clusters
from callback_desk.documents.line_ends import hyphen_parts, kept_together, units
from callback_desk.documents.paper_fonts import PaperFonts, Piece, shape
from callback_desk.documents.styles import Face, TextStyle

_DIGIT_GROUPS = re.compile(r"(?<!\w)\+?\(?\d+\)?(?: \d+)+(?: (?:x|ext\.?|extension) ?\d+)?(?!\w)")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO"})
_NO_BREAK = "\u00a0"
_SHORTEST_NUMBER = 7  # digits; shorter groups are counts and dates, which may break


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one face. whole keeps it on one line when it fits there."""

    text: str
    face: Face = Face.REGULAR
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two spaces, measured."""

    pieces: tuple[Piece, ...]
    face: Face
    width: float
    glued: bool = False  # follows the word before without a space

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Line:
    """Words in reading order with the size they are drawn in."""

    words: tuple[Word, ...]
    size: float
    width: float
    right_to_left: bool

    @property
    def text(self) -> str:
        return "".join(("" if word.glued or not index else " ") + word.text for index, word in enumerate(self.words))


def lines_of(fonts: PaperFonts, spans: Iterable[Span], style: TextStyle, width: float) -> tuple[Line, ...]:
    """Break spans into lines of at most width points. A line feed in a span ends its line."""
    lines: list[Line] = []
    for paragraph in _paragraphs(fonts, spans):
        words = [word for span in paragraph for word in _words(fonts, span, style.size, width)]
        backwards = _starts_right_to_left("".join(span.text for span in paragraph))
        lines.extend(_fill(fonts, words, style.size, width, backwards=backwards))
    return tuple(lines)


def width_of(fonts: PaperFonts, span: Span, size: float) -> float:
    """Points the span takes on one line."""
    words = _words(fonts, Span(fonts.printable(span.text, span.face), span.face), size, float("inf"))
    return _row_width(fonts, words, size)


def complex_line(line: Line) -> bool:
    """Whether the line needs levels, shaping or a heavier fallback letter, and with them /ActualText."""
    return line.right_to_left or any(
        piece.shaped or piece.bold or (not piece.text.isascii() and any(_backwards(char) for char in piece.text))
        for word in line.words
        for piece in word.pieces
    )


def levels_of(text: str, *, right_to_left: bool) -> list[int]:
    """Embedding level of every character (UAX 9 rules P to I). Joiners take the level of what they follow."""
    base = 1 if right_to_left else 0
    counted = [index for index, char in enumerate(text) if unicodedata.bidirectional(char) not in {"BN", ""}]
    storage = bidi.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = "R" if right_to_left else "L"
    bidi.get_embedding_levels("".join(text[index] for index in counted), storage, False, False)
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    levels: list[int] = [-1] * len(text)
    for index, char in zip(counted, storage["chars"], strict=True):
        levels[index] = int(char["level"])
    for index, level in enumerate(levels):
        if level < 0:
            levels[index] = levels[index - 1] if index else base
    return levels


def visual_order(levels: Sequence[int]) -> list[int]:
    """Indexes from left to right on paper (UAX 9 rule L2)."""
    order = list(range(len(levels)))
    if not levels:
        return order
    for level in range(max(levels), 0, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order


def _paragraphs(fonts: PaperFonts, spans: Iterable[Span]) -> list[list[Span]]:
    paragraphs: list[list[Span]] = [[]]
    for span in spans:
        parts = fonts.printable(span.text, span.face).split("\n")
        for index, part in enumerate(parts):
            if index:
                paragraphs.append([])
            paragraphs[-1].append(Span(part, span.face, span.whole))
    kept = [paragraph for paragraph in paragraphs if any(span.text.strip() for span in paragraph)]
    return kept or [[]]


def _words(fonts: PaperFonts, span: Span, size: float, width: float) -> list[Word]:
    text = span.text.strip(" ").replace(" ", _NO_BREAK) if span.whole else _DIGIT_GROUPS.sub(_keep_number, span.text)
    words: list[Word] = []
    name = fonts.name(span.face)
    measure = pdfmetrics.getFont(name).stringWidth
    simple = fonts.simple(text, span.face)
    for chunk in filter(None, text.split(" ")):
        shown = chunk.replace(_NO_BREAK, " ")
        if simple and (room := measure(shown, size)) <= width:  # nearly every word: no need to look closer
            words.append(Word((Piece(shown, name),), span.face, room))
        elif simple:
            words.extend(_measured(fonts, chunk, span.face, size, width))
        else:
            words.extend(_in_units(fonts, chunk, span.face, size, width))
    return words


def _in_units(fonts: PaperFonts, chunk: str, face: Face, size: float, width: float) -> Iterator[Word]:
    for place, unit in enumerate(units(chunk)):
        for index, word in enumerate(_measured(fonts, unit, face, size, width)):
            yield replace(word, glued=True) if place and not index else word


def _keep_number(found: re.Match[str]) -> str:
    text = found.group()
    return text.replace(" ", _NO_BREAK) if sum(map(str.isdigit, text)) >= _SHORTEST_NUMBER else text


def _measured(fonts: PaperFonts, chunk: str, face: Face, size: float, width: float) -> list[Word]:
    word = _word(fonts, chunk.replace(_NO_BREAK, " "), face, size)
    if word.width <= width:
        return [word]
    if _NO_BREAK in chunk:
        parts = [part for part in chunk.split(_NO_BREAK) if part]
        return [piece for part in parts for piece in _measured(fonts, part, face, size, width)]
    return _cut(fonts, chunk, face, size, width)


def _cut(fonts: PaperFonts, chunk: str, face: Face, size: float, width: float) -> list[Word]:
    """A word wider than a line, cut after hyphens, else between letters. Each part starts where the last one ended."""
    parts: list[Word] = []
    current = ""
    used = 0.0
    for step, room in _steps(fonts, chunk, face, size, width):
        if current and used + room > width:
            parts.append(_word(fonts, current, face, size, glued=bool(parts)))
            current, used = "", 0.0
        current += step
        used += room
    parts.append(_word(fonts, current, face, size, glued=bool(parts)))
    return parts


def _steps(fonts: PaperFonts, chunk: str, face: Face, size: float, width: float) -> Iterator[tuple[str, float]]:
    """What stays together, with its width: up to a hyphen where that fits the line, else a letter with its marks."""
    for part in hyphen_parts(chunk):
        room = _word(fonts, part, face, size).width
        if room <= width and part != chunk:
            yield part, room
            continue
        for cluster in kept_together(clusters(part)):
            yield cluster, _word(fonts, cluster, face, size).width


def _word(fonts: PaperFonts, text: str, face: Face, size: float, *, glued: bool = False) -> Word:
    if fonts.simple(text, face):
        name = fonts.name(face)
        return Word((Piece(text, name),), face, pdfmetrics.stringWidth(text, name, size), glued)
    pieces = tuple(fonts.pieces(text, face))
    return Word(pieces, face, sum(piece_width(piece, size) for piece in pieces), glued)


def piece_width(piece: Piece, size: float) -> float:
    """Points the piece takes. Shaped pieces are measured by their glyphs' advances."""
    if not piece.shaped:
        return float(pdfmetrics.stringWidth(piece.text, piece.font, size))
    backwards = any(_backwards(char) for char in piece.text)
    return sum(glyph.advance for glyph in shape(piece.text, piece.font, right_to_left=backwards)) * size / 1000


def _fill(fonts: PaperFonts, words: list[Word], size: float, width: float, *, backwards: bool) -> list[Line]:
    lines: list[Line] = []
    row: list[Word] = []
    used = 0.0
    for word in words:
        gap = 0.0 if word.glued or not row else space_width(fonts, word.face, size)
        if row and used + gap + word.width > width + 0.01:
            lines.append(Line(tuple(row), size, used, backwards))
            row, used, gap = [], 0.0, 0.0
        row.append(word)
        used += gap + word.width
    lines.append(Line(tuple(row), size, used, backwards))
    return lines


def _row_width(fonts: PaperFonts, words: list[Word], size: float) -> float:
    return _fill(fonts, words, size, float("inf"), backwards=False)[0].width


def space_width(fonts: PaperFonts, face: Face, size: float) -> float:
    """Points of one space in a face."""
    return float(pdfmetrics.stringWidth(" ", fonts.name(face), size))


def _backwards(char: str) -> bool:
    return unicodedata.bidirectional(char) in _RIGHT_TO_LEFT


def _starts_right_to_left(text: str) -> bool:
    if text.isascii():
        return False
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind == "L":
            return False
        if kind in {"R", "AL"}:
            return True
    return False
