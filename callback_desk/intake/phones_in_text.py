"""A telephone cell becomes numbers: "555-0133 (husband, after 5) / w 555-0144 x12" is two, with what was said."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from callback_desk.domain.phone import FoundPhone, NotDiallable, PhoneKind, PhoneNumber, read_number, undo_float
from callback_desk.intake.words import Words

# A number as people type it: the usual ten digits, seven, then any run long enough to be one abroad.
_NUMBER = re.compile(
    r"(?<![\w+])(?:\+?1[ .\-]*)?\(?[2-9]\d{2}\)?[ .\-/]{0,3}\d{3}[ .\-]{0,3}\d{4}(?!\d)"
    r"|(?<![\w+])\d{3}[ .\-]\d{4}(?!\d)"
    r"|\+\d[\d ().\-]{6,20}\d"
    r"|(?<!\w)\(?\d[\d().\-]*(?: [\d().\-]+)*\d",
    re.ASCII,
)
_EXTENSION = re.compile(r"\s*(?:,?\s*(?:x|ext\.?|extn\.?|extension|#)|,,|;ext=)[\s:.]*(\d{1,7})(?!\d)", re.I)
_EMAIL = re.compile(r"[^\s;,|]*@[^\s;,|]*")
_NOTE_EDGES = " \t\r\n()[]/;,|&-–:."
_WORD = re.compile(r"[^\W\d_]+")
_JOINERS = frozenset(
    {"or", "and", "y", "o", "also", "alt", "alternate", "ph", "phone", "tel", "telephone", "no", "number", "call", "at"}
)


class PhoneReader:
    """Reads the telephone cells of one file for one desk. Cells repeat, so answers are kept."""

    def __init__(self, region: str, area_code: str, police: frozenset[str], words: Words) -> None:
        self._region = region
        self._area_code = area_code
        self._police = police
        self._words = words
        self.find = lru_cache(maxsize=65_536)(self._find)

    def _find(self, cell: str, kind: PhoneKind) -> tuple[FoundPhone, ...]:
        """Every number of a cell in order; () for a blank one. What is no number is kept with a reason."""
        text = _plain_digits(cell).strip()
        number = read_number(text, self._region, self._area_code) if text else NotDiallable.NOT_A_NUMBER
        if isinstance(number, PhoneNumber):
            return (self._found(cell, number, kind),)
        if text.casefold() in self._words.phone_nulls:
            return ()
        several = self._several(cell, text, kind)
        return several or (FoundPhone(cell, None, kind, number),)

    def _found(
        self, cell: str, number: PhoneNumber | NotDiallable, kind: PhoneKind, note: str = "", whose: str = ""
    ) -> FoundPhone:
        if isinstance(number, NotDiallable):
            return FoundPhone(cell, None, kind, number, note, whose)
        if number.e164 in self._police:
            return FoundPhone(cell, None, kind, NotDiallable.POLICE, note, whose)
        return FoundPhone(cell, number, kind, None, note, whose)

    def _several(self, cell: str, text: str, kind: PhoneKind) -> tuple[FoundPhone, ...]:
        """Split a cell with words or several numbers; () when it is one thing that is no number."""
        if undo_float(text) != text:
            return ()
        text = _EMAIL.sub(lambda found: " " * len(found[0]), text)
        spans = [match.span() for match in _NUMBER.finditer(text) if _digits(match[0]) >= 7]
        if not spans:
            return ()
        found: list[FoundPhone] = []
        before_from = 0
        for position, (start, end) in enumerate(spans):
            following = spans[position + 1][0] if position + 1 < len(spans) else len(text)
            extension = _EXTENSION.match(text, end, following)
            after_from = extension.end() if extension is not None else end
            if _letters_touch(text, start, after_from):
                return (FoundPhone(cell, None, kind, NotDiallable.LETTERS),)
            before = text[before_from:start]
            after_to = _note_end(text, after_from, following, last=position + 1 == len(spans))
            after = text[after_from:after_to]
            spoken = text[start:end] + (f" x{extension[1]}" if extension is not None else "")
            number = read_number(spoken, self._region, self._area_code)
            note, said_kind, whose = self._said(before, after)
            found.append(self._found(cell, number, said_kind or kind, note, whose))
            before_from = after_to
        return tuple(found)

    def _said(self, before: str, after: str) -> tuple[str, PhoneKind | None, str]:
        """The note, the kind and whose hand is on the line, from the words around a number."""
        kind: PhoneKind | None = None
        kept: list[str] = []
        for piece in (before, after):
            stripped = piece.strip(_NOTE_EDGES)
            tokens = [token.casefold() for token in _WORD.findall(stripped)]
            for token in tokens:
                kind = kind or self._words.phone_kinds.get(token)
            if any(token not in self._words.phone_kinds and token not in _JOINERS for token in tokens):
                kept.append(" ".join(stripped.split()))
        note = ", ".join(kept)
        whose = self._words.phone_whose.search(note.casefold()) if note else None
        return note, kind, whose[0] if whose is not None else ""


def _plain_digits(cell: str) -> str:
    """The cell with the digits and signs of other scripts and of full width as they are dialed."""
    if cell.isascii():
        return cell
    text = unicodedata.normalize("NFKC", cell)
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in text if unicodedata.category(letter) != "Cf")


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


def _letters_touch(text: str, start: int, end: int) -> bool:
    """A letter grown together with the digits: "312-555-HELP", "1-800-FLOWERS" are words, not numbers."""
    tail = text[end : end + 2]
    return (
        bool(tail)
        and (tail[0].isalpha() or (tail[0] == "-" and tail[1:].isalpha()))
        and not (start > 0 and text[start - 1].isalpha())
    )


def _note_end(text: str, start: int, following: int, *, last: bool) -> int:
    """Where the words after a number end and those before the next one begin: at a separator, or a bracket."""
    if last:
        return len(text)
    closing = text.find(")", start, following)
    if closing >= 0:
        return closing + 1
    for position in range(start, following):
        if text[position] in "/;|,&\n":
            return position
    return start
