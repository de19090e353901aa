"""Which font draws which letter. One text family; other scripts fall back to single Noto fonts.

A letter no font has is never left out: it becomes its code in brackets, "[U+738B]", which can be looked up
and never passes for something that was said. Line controls and overrides are shown the same way; marks that
are invisible by nature (soft hyphen, zero-width space, direction isolates) are left out.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from callback_desk.documents.letters import (
    BLANKS,
    JOINERS,
    NEVER,
    Letters,
    clusters,
    coverage_of,
    fonts_missing,
    left_out,
)
from callback_desk.documents.sheets import LETTER, Sheet
from callback_desk.documents.styles import Face
from callback_desk.domain.errors import DeskBug


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters drawn with one font. font is ReportLab's name; bold marks a fallback font made heavier."""

    text: str
    font: str
    shaped: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shaped glyph: the character that selects it, offsets and advance in 1/1000 of the size."""

    char: str
    dx: float
    dy: float
    advance: float


@dataclass(frozen=True, slots=True)
class _Fallback:
    name: str
    path: Path
    shaped: bool
    letters: Letters


class _ShapingFace(Protocol):
    glyphToChar: dict[int, list[int]]  # noqa: N815 - ReportLab's name


class _ShapingFont(Protocol):
    """What ReportLab's TTFont offers for HarfBuzz and its stubs leave out."""

    face: _ShapingFace

    def hbFont(self) -> uharfbuzz.Font: ...
    def hbAddPrivate(self, name: str, gid: int, advance: float) -> int: ...
    def pdfScale(self, value: float) -> float: ...
    def unregister(self) -> None: ...


class PaperFonts:
    """The fonts of one process. A fallback font is loaded when its first letter comes, and kept; but one that was
    shaped is loaded anew for the next document: shaping writes into it, and nothing of one victim's page may reach
    the next.

    Raises DeskFault when a font file is missing or damaged.
    """

    def __init__(self, fonts_dir: Path, documents_dir: Path) -> None:
        try:
            coverage = coverage_of(documents_dir)
            table = tomllib.loads((documents_dir / "fonts.toml").read_text("utf-8"))
            self._names = {face: f"Paper-{face.value}" for face in Face}
            self._letters: dict[Face, frozenset[int]] = {}
            self._simple: dict[Face, frozenset[str]] = {}
            for face, name in self._names.items():
                font = TTFont(name, str(fonts_dir / str(table["text"][face.value])))
                pdfmetrics.registerFont(font)
                self._letters[face] = frozenset(font.face.charToGlyph)
                self._simple[face] = frozenset(filter(_is_simple, map(chr, font.face.charToGlyph)))
        except (OSError, KeyError, ValueError, TTFError) as error:
            raise fonts_missing() from error
        self._fallbacks = [
            _Fallback(f"Paper-{index}", documents_dir / "fonts" / file, bool(row["shaped"]), coverage.of(file))
            for index, row in enumerate(table["fallback"])
            if (file := str(row["file"]))
        ]
        self.sheet = LETTER
        self._loaded: set[str] = set()
        self._written_into: set[str] = set()

    def begin_document(self, sheet: Sheet = LETTER) -> None:
        """Forget what the last document wrote into a font, and lay out for this paper from here on."""
        self._loaded -= self._written_into
        self._written_into.clear()
        self.sheet = sheet

    def name(self, face: Face) -> str:
        return self._names[face]

    def simple(self, text: str, face: Face) -> bool:
        """Whether the text font draws every letter by itself: nothing to replace, to join or to stack."""
        return self._simple[face].issuperset(text)

    def pieces(self, text: str, face: Face) -> list[Piece]:
        """Cut a word into pieces of one font each. text is printable() already."""
        found: list[Piece] = []
        for cluster in self._drawn_together(text, face):
            name, shaped = self._font_for(cluster, face)
            bold = face is not Face.REGULAR and name != self._names[face]
            last = found[-1] if found else None
            if last is not None and (last.font, last.shaped) == (name, shaped):
                found[-1] = Piece(last.text + cluster, name, shaped, bold)
            else:
                found.append(Piece(cluster, name, shaped, bold))
        return found

    def _drawn_together(self, text: str, face: Face) -> Iterator[str]:
        """Clusters; a mark that the font of its letter does not have stands by itself, in a font that has it."""
        for cluster in clusters(text):
            if len(cluster) == 1 or self._covers(cluster, face):
                yield cluster
            else:
                yield from cluster

    def printable(self, text: str, face: Face = Face.REGULAR) -> str:
        """What is really drawn for text: same words, NFC, unknown letters as "[U+...]". Keeps line feeds."""
        if self.simple(text, face):
            return text
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = unicodedata.normalize("NFC", text.replace("\t", " "))
        return "".join(self._shown(cluster, face) for cluster in clusters(text))

    def _shown(self, cluster: str, face: Face) -> str:
        kept = "".join(" " if char == "\u2028" else char for char in cluster if not left_out(char))
        if not kept or kept in {"\n", " "} or kept in BLANKS:
            return "\u00a0" if kept in BLANKS and kept else kept
        known = all(char in JOINERS or self._known(char, face) for char in kept)
        if known:
            return kept if self._covers(kept, face) else "".join(c for c in kept if c not in JOINERS)
        return "".join(char if self._known(char, face) else f"[U+{ord(char):04X}]" for char in kept)

    def _known(self, char: str, face: Face) -> bool:
        if unicodedata.category(char) in NEVER:
            return False
        code = ord(char)
        return code in self._letters[face] or any(code in fallback.letters for fallback in self._fallbacks)

    def _covers(self, cluster: str, face: Face) -> bool:
        codes = {ord(char) for char in cluster}
        return codes <= self._letters[face] or any(fallback.letters.has(codes) for fallback in self._fallbacks)

    def _font_for(self, cluster: str, face: Face) -> tuple[str, bool]:
        codes = {ord(char) for char in cluster}
        if codes <= self._letters[face]:
            return self._names[face], False
        found = next((one for one in self._fallbacks if one.letters.has(codes)), None)
        if found is None and all(char.isspace() or char in JOINERS for char in cluster):
            return self._names[face], False  # measured, never drawn
        if found is None:
            raise DeskBug("A letter without a font came to be drawn.", code="documents.no_glyph")
        shaped = found.shaped or len(cluster) > 1
        self._load(found, shaped=shaped)
        return found.name, shaped

    def _load(self, fallback: _Fallback, *, shaped: bool) -> None:
        if fallback.name not in self._loaded:
            try:
                font = TTFont(fallback.name, str(fallback.path))
            except (OSError, TTFError) as error:
                raise fonts_missing() from error
            if fallback.name in pdfmetrics.getRegisteredFontNames():  # ReportLab keeps the first of a name otherwise
                cast("_ShapingFont", pdfmetrics.getFont(fallback.name)).unregister()
            pdfmetrics.registerFont(font)
            self._loaded.add(fallback.name)
        if shaped:
            self._written_into.add(fallback.name)


def shape(text: str, font_name: str, *, right_to_left: bool) -> list[Glyph]:
    """HarfBuzz glyphs of one run in the order they are drawn, left to right."""
    font = cast("_ShapingFont", pdfmetrics.getFont(font_name))
    harfbuzz = font.hbFont()
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    uharfbuzz.shape(harfbuzz, buffer)
    glyphs = []
    if any(info.codepoint == 0 for info in buffer.glyph_infos):
        raise DeskBug("A letter without a glyph came to be drawn.", code="documents.no_glyph")
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        chars = font.face.glyphToChar.get(info.codepoint)
        name = harfbuzz.glyph_to_string(info.codepoint)
        code = chars[0] if chars else font.hbAddPrivate(name, info.codepoint, position.x_advance)
        scale = font.pdfScale
        glyphs.append(Glyph(chr(code), scale(position.x_offset), scale(position.y_offset), scale(position.x_advance)))
    return glyphs


def _is_simple(char: str) -> bool:
    return (char.isprintable() and unicodedata.normalize("NFC", char) == char and not unicodedata.combining(char)) or (
        char == "\u00a0"
    )
