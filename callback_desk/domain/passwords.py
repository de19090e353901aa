"""Which passwords are taken: length and a blocklist, no composition rule (NIST 800-63B-4, ASVS 6.2, CJIS IA-5)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

MIN_CHARACTERS = 15  # single factor (NIST 800-63B-4)
MAX_CHARACTERS = 128
LIST_AGE_WARNING = timedelta(days=92)  # the list is renewed every quarter (IA-5(1)(a)1)

_MIN_DISTINCT = 5
_LONGEST_REPEATED_UNIT = 10
_COMMON_PARTS_ALLOWED = 2  # three or more different words may be a passphrase
_SHORTEST_PIECE = 3
_SAME_STEPS = 0.7  # of all steps from one character to the next: 123456789012345, abcdefghijklmnop
_LOOK_ALIKES = str.maketrans({"@": "a", "4": "a", "3": "e", "!": "i", "1": "i", "l": "i", "|": "i"})
_LOOK_ALIKES |= str.maketrans({"0": "o", "$": "s", "5": "s", "7": "t"})


class PasswordProblem(StrEnum):
    """Why a password is not taken."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NOT_PRINTABLE = "not_printable"
    EDGE_SPACE = "edge_space"
    ONE_CHARACTER = "one_character"
    REPEATED = "repeated"
    COMMON = "common"
    ABOUT_THIS_DESK = "about_this_desk"


SENTENCES: dict[PasswordProblem, str] = {
    PasswordProblem.TOO_SHORT: f"A password has at least {MIN_CHARACTERS} characters. Four or five words in a row are "
    "easy to remember.",
    PasswordProblem.TOO_LONG: f"A password has at most {MAX_CHARACTERS} characters.",
    PasswordProblem.NOT_PRINTABLE: "This password holds a character that cannot be seen. Type it again.",
    PasswordProblem.EDGE_SPACE: "This password begins or ends with a space, which nobody sees on paper. Leave it out.",
    PasswordProblem.ONE_CHARACTER: "This password uses very few different characters. Choose other words.",
    PasswordProblem.REPEATED: "This password repeats a short piece over and over. Choose other words.",
    PasswordProblem.COMMON: "This password is among those that are tried first. Choose other words.",
    PasswordProblem.ABOUT_THIS_DESK: "This password is made of names that belong to this desk: the agency, the "
    "station, the program or the person. Choose other words.",
}


def normal(password: str) -> str:
    """The form that is hashed: NFC, so that the same keys on another computer give the same password."""
    return unicodedata.normalize("NFC", password)


def name_key(name: str) -> str:
    """The form in which sign-in names are compared: NFC, casefolded, single spaces."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return " ".join(folded.split())


def _plain(text: str) -> str:
    """Lower case without accents: `Passwörd` is compared as `password`."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))


def _piece(text: str) -> str:
    return "".join(c for c in _plain(text) if c.isalnum()).translate(_LOOK_ALIKES)


@dataclass(frozen=True)  # no slots: the cached set below needs a place
class Blocklist:
    """Common passwords and their pieces, lower case. `made_on` is shown; at 92 days a renewal is due."""

    entries: frozenset[str]
    made_on: date

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> Blocklist:
        """Read the shipped form: `# made: 2026-11-21`, then one entry a line. Raises ValueError."""
        made_on: date | None = None
        entries: set[str] = set()
        for line in lines:
            text = line.strip()
            if not text.startswith("#"):
                entries.add(text.casefold())
            elif found := re.fullmatch(r"#\s*made:\s*(\d{4}-\d{2}-\d{2})", text):
                made_on = date.fromisoformat(found[1])
        entries.discard("")
        if made_on is None or not entries:
            raise ValueError("a password blocklist states its date and holds entries")
        return cls(frozenset(entries), made_on)

    def renewal_due(self, today: date) -> bool:
        return today - self.made_on >= LIST_AGE_WARNING

    @cached_property
    def _pieces(self) -> tuple[frozenset[str], int]:
        pieces = frozenset(p for p in map(_piece, self.entries) if len(p) >= _SHORTEST_PIECE)
        return pieces, max(map(len, pieces), default=0)

    def made_of(self, password: str, context: frozenset[str]) -> tuple[int, int] | None:
        """How few pieces make up all of a password: (different listed ones, context words), or None.

        Digits, signs and spaces between pieces count nothing, a digit may stand for the letter it looks
        like: `Summ3r2026!Summer` is one listed piece. None when something else is in it.
        """
        pieces, longest = self._pieces
        longest = max(longest, max(map(len, context), default=0))
        plain = _plain(password)
        text = plain.translate(_LOOK_ALIKES)
        best: list[tuple[int, int] | None] = [(0, 0)] + [None] * len(text)
        for end in range(1, len(text) + 1):
            options = []
            before = best[end - 1]
            if before is not None and not plain[end - 1].isalpha():
                options.append(before)
            for start in range(max(0, end - longest), end - _SHORTEST_PIECE + 1):
                so_far = best[start]
                if so_far is None or text[start:end].isdigit():
                    continue
                if text[start:end] in context:
                    options.append((so_far[0], so_far[1] + 1))
                elif text[start:end] in pieces:
                    said_before = text.find(text[start:end], 0, start) >= 0
                    options.append((so_far[0] + (0 if said_before else 1), so_far[1]))
            best[end] = min(options, default=None)
        return best[-1]


def context_words(*phrases: str) -> frozenset[str]:
    """The words of the agency, station, program and person, three letters or longer, as they are compared."""
    words: set[str] = set()
    for phrase in phrases:
        parts = [_piece(p) for p in re.split(r"[\W_]+", phrase)]
        words.update(p for p in parts if len(p) >= _SHORTEST_PIECE)
        whole = "".join(parts)
        if len(whole) >= _SHORTEST_PIECE:
            words.add(whole)
    return frozenset(words)


def password_problems(
    password: str, *, blocklist: Blocklist, context: frozenset[str] = frozenset()
) -> tuple[PasswordProblem, ...]:
    """Every reason why `password` is not taken, in the order to be read; empty when it is.

    Characters are counted after NFC. context comes from `context_words`. There is no composition rule
    and no hint, and `SENTENCES` tells each reason (ASVS 6.2.4, 6.2.5; IA-5(1)(a)12).
    """
    text = normal(password)
    problems = []
    if len(text) < MIN_CHARACTERS:
        problems.append(PasswordProblem.TOO_SHORT)
    if len(text) > MAX_CHARACTERS:
        return (PasswordProblem.TOO_LONG,)
    if not text.isprintable():
        problems.append(PasswordProblem.NOT_PRINTABLE)
    if text != text.strip():
        problems.append(PasswordProblem.EDGE_SPACE)
    if text and len(set(text.casefold())) < _MIN_DISTINCT:
        problems.append(PasswordProblem.ONE_CHARACTER)
    elif _is_repeated(text.casefold()) or _is_run(text.casefold()):
        problems.append(PasswordProblem.REPEATED)
    if text.casefold() in blocklist.entries:
        problems.append(PasswordProblem.COMMON)
    elif (parts := blocklist.made_of(text, context)) is not None:
        listed, own = parts
        if own and not listed:
            problems.append(PasswordProblem.ABOUT_THIS_DESK)
        elif 0 < listed <= _COMMON_PARTS_ALLOWED:
            problems.append(PasswordProblem.COMMON)
    return tuple(problems)


def _is_repeated(text: str) -> bool:
    for size in range(1, _LONGEST_REPEATED_UNIT + 1):
        if len(text) >= size + _MIN_DISTINCT and text == (text[:size] * (len(text) // size + 1))[: len(text)]:
            return True
    return False


def _is_run(text: str) -> bool:
    steps = [ord(b) - ord(a) for a, b in pairwise(text)]
    return any(steps.count(way) >= _SAME_STEPS * len(steps) for way in (1, -1)) if steps else False
