"""A person's name as a file gives it: parts, or one cell in either order. Nothing is corrected, only taken apart."""

from __future__ import annotations

import re

from callback_desk.domain.incident import PersonName
from callback_desk.intake.words import Words

_BLANKS = re.compile(r"\s+")
_LONGEST_NULL = 7
_FIRM_ENDING = re.compile(r",\s*(?:inc|llc|l\.l\.c|ltd|corp)\b", re.I)


def tidy(text: str) -> str:
    """Trimmed, with single blanks: no-break spaces and line breaks become blanks."""
    return _BLANKS.sub(" ", text).strip() if not text.isprintable() or "  " in text else text.strip()


def name_from_parts(first: str, middle: str, last: str, suffix: str, words: Words) -> PersonName:
    """A name in its own columns; a suffix inside the surname ("Allen, Jr.") is moved out."""
    if not suffix and not last.isalpha() and ("," in last or " " in last):
        head, _, tail = last.replace(",", " ").rpartition(" ")
        if head.strip() and tail.casefold() in words.suffixes:
            last, suffix = head.strip(), tail
    if middle or suffix or not first or not last:
        original = " ".join([part for part in (first, middle, last, suffix) if part])
    else:
        original = f"{first} {last}"
    return PersonName(first, middle, last, suffix, "", original)


def name_from_one_cell(text: str, words: Words) -> PersonName:
    """ "LAST, FIRST MIDDLE", "LAST, FIRST, MIDDLE", "First Middle Last Jr." or a business.

    Particles stay with the surname: "Erasmo Van Veen" is Van Veen, Erasmo.
    """
    if "," in text and not _FIRM_ENDING.search(text):
        return _last_first(text, words)
    if words.organizations.search(text.casefold()):
        return PersonName(organization=text, original=text)
    tokens = text.split()
    while len(tokens) > 1 and tokens[0].casefold() in words.titles:
        tokens = tokens[1:]
    suffix = ""
    if len(tokens) > 2 and tokens[-1].casefold() in words.suffixes:
        suffix = tokens.pop()
    if len(tokens) == 1:
        return PersonName(last=tokens[0], suffix=suffix, original=text)
    start = len(tokens) - 1
    while start > 1 and tokens[start - 1].casefold() in words.particles:
        start -= 1
    return PersonName(tokens[0], " ".join(tokens[1:start]), " ".join(tokens[start:]), suffix, original=text)


def _last_first(text: str, words: Words) -> PersonName:
    parts = [part.strip() for part in text.split(",")]
    suffix = ""
    parts = [part for part in parts if part]
    for part in parts[1:]:
        if part.casefold() in words.suffixes:
            suffix = part
    given = [part for part in parts[1:] if part != suffix or not suffix]
    last = parts[0] if parts else ""
    head, _, tail = last.rpartition(" ")
    if not suffix and head and tail.casefold() in words.suffixes:
        last, suffix = head, tail
    tokens = " ".join(given).split()
    if not tokens:
        whole = name_from_one_cell(last, words) if last else PersonName()
        return PersonName(whole.first, whole.middle, whole.last, suffix, whole.organization, text)
    if len(tokens) > 1 and not suffix and tokens[-1].casefold() in words.suffixes - {"v"}:
        suffix = tokens.pop()
    return PersonName(tokens[0], " ".join(tokens[1:]), last, suffix, original=text)


def like_null(name: PersonName, words: Words) -> bool:
    """A part of the name reads like "no value" (NA, Null, None, X): kept as a name, flagged in the preview."""
    last, first = name.last, name.first
    return (len(last) <= _LONGEST_NULL and last.casefold() in words.like_nulls) or (
        len(first) <= _LONGEST_NULL and first.casefold() in words.like_nulls
    )
