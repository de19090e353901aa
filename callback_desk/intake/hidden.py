"""Characters nobody can see: which stop a row, which are only left out at the edges of a cell."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_EDGES = " \t\r\n\u00a0\u200b\u2060\ufeff\u00ad"
_MARKS_PER_LETTER = 8
_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{9,}")
# UTF-8 read as cp1252 or Mac Roman and stored again: "JosÃ©", "Day¬†Care".
_TWICE = re.compile("[\u00c2\u00c3][\u0080-\u00bf\u2018-\u201d\u2020-\u2026]|\u00e2\u20ac|\u00ac\u2020|\u00ac\u00a8")


def is_plain(line: str) -> bool:
    """Nothing to look at: every character is a printable one, and no letter stands under a pile of marks."""
    return line.isprintable() and (line.isascii() or _MARKS.search(line) is None)


def has_control(text: str) -> bool:
    """Control, bidirectional override or never-assigned characters, or a letter under a pile of marks."""
    return _CONTROL.search(text) is not None or _MARKS.search(text) is not None


def has_nul(text: str) -> bool:
    return "\x00" in text


def clean_edges(text: str) -> str:
    """Trimmed of blanks and zero-width characters; inside a name they may be letters' joiners and stay."""
    return text.strip(_EDGES)


def letters_lost(text: str) -> bool:
    return "\ufffd" in text


def letters_twice(text: str) -> bool:
    return not text.isascii() and _TWICE.search(text) is not None


def shown(text: str, limit: int = 40) -> str:
    """A cell for a sentence on screen: at most `limit` characters, hidden ones as <U+202E>."""
    return "".join(
        f"<U+{ord(letter):04X}>" if unicodedata.category(letter)[0] == "C" else letter for letter in text[:limit]
    )
