"""Which letters can be printed, known from a list beside the fonts: no font is loaded, and ReportLab stays out."""

from __future__ import annotations

import tomllib
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from callback_desk.domain.errors import DeskFault

INVISIBLE = frozenset("\u00ad\u034f\u061c\u200b\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff")
JOINERS = frozenset("\u200c\u200d")
BLANKS = frozenset("\u00a0\u2007\u202f")  # spaces at which no line may end
NEVER = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # categories that are shown as their code


class Letters:
    """The code points of one font, as ranges: `0041-005A 0061`."""

    def __init__(self, ranges: str) -> None:
        pairs = [[int(end, 16) for end in one.split("-")] for one in ranges.split()]
        self._starts = [pair[0] for pair in pairs]
        self._ends = [pair[-1] for pair in pairs]

    def __contains__(self, code: int) -> bool:
        place = bisect_right(self._starts, code) - 1
        return place >= 0 and code <= self._ends[place]

    def has(self, codes: Iterable[int]) -> bool:
        return all(code in self for code in codes)


def as_ranges(codes: Iterable[int]) -> str:
    """The words `Letters` reads."""
    found: list[list[int]] = []
    for code in sorted(set(codes)):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return " ".join(f"{first:04X}" if first == last else f"{first:04X}-{last:04X}" for first, last in found)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the fonts of paper have, by file name. `every` is in the order of fonts.toml, text fonts first."""

    every: tuple[tuple[str, Letters], ...]

    def of(self, file: str) -> Letters:
        return next(letters for name, letters in self.every if name == file)

    def has(self, char: str) -> bool:
        """Whether some font draws this letter. Controls, overrides and unassigned places are in none."""
        if unicodedata.category(char) in NEVER:
            return False
        return any(ord(char) in letters for _, letters in self.every)

    def missing(self, text: str) -> str:
        """The letters of text that would become their code in brackets, each once, in order of first use."""
        if text.isascii() and text.isprintable():
            return ""
        shown = unicodedata.normalize("NFC", text.translate(_BLANK))
        return "".join(dict.fromkeys(char for char in shown if not _passes(char) and not self.has(char)))


_BLANK = {ord(char): " " for char in "\t\r\n\u2028"}


def _passes(char: str) -> bool:
    return char == " " or char in JOINERS or char in BLANKS or left_out(char)


def left_out(char: str) -> bool:
    """A mark that is invisible by nature and means nothing on paper."""
    return char in INVISIBLE or 0xFE00 <= ord(char) <= 0xFE0F


@lru_cache(maxsize=2)
def coverage_of(documents_dir: Path) -> Coverage:
    """documents_dir is resources/documents. Raises DeskFault when the list is missing or damaged."""
    try:
        table = tomllib.loads((documents_dir / "font_letters.toml").read_text("utf-8"))
        return Coverage(tuple((name, Letters(str(ranges))) for name, ranges in table.items()))
    except (OSError, ValueError) as error:
        raise fonts_missing() from error


def fonts_missing() -> DeskFault:
    return DeskFault(
        "A font of the lead sheet is missing or damaged. Nothing was written. Install Callback Desk again.",
        code="documents.fonts",
    )


def clusters(text: str) -> Iterator[str]:
    """Base letters with the marks and joiners that belong to them; never cut inside."""
    current = ""
    for char in text:
        belongs = char in JOINERS or unicodedata.category(char) in {"Mn", "Mc", "Me"}
        if current and (belongs or (current[-1] == "\u200d" and not char.isspace())) and not current.isspace():
            current += char
        else:
            if current:
                yield current
            current = char
    if current:
        yield current
