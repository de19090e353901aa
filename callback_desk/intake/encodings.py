"""Which letters the bytes of a text file stand for: decided over the whole file, never from its head."""

from __future__ import annotations

import codecs
import itertools
from dataclasses import dataclass

from charset_normalizer import from_bytes

from callback_desk.intake import refusals
from callback_desk.intake.content import Content
from callback_desk.intake.limits import Limits

_BLOCK_BYTES = 1_048_576
_SAMPLE_BYTES = 262_144
_FEW_BYTES = 8  # fewer bytes above 127 say nothing about double-byte writing
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, ""),  # UTF-32 is refused: nobody exports it, and its mark starts like UTF-16's
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a police records system or a spreadsheet may have written, besides Unicode. The order is the order of belief.
_LEGACY = ("cp1252", "shift_jis", "cp932", "euc_jp", "gb18030", "big5", "euc_kr", "cp1251", "cp1250", "cp1253")


@dataclass(frozen=True, slots=True)
class TextFacts:
    """`encoding` is a Python codec name; `findings` are catalogue codes about the file."""

    encoding: str
    findings: tuple[tuple[str, str], ...] = ()


def decide_encoding(content: Content, limits: Limits, stated: str = "") -> TextFacts:
    """Read every byte once and say how to decode the file. Raises ImportRefused (E02, E04, E23, E28).

    stated is the encoding of a settled layout; it must fit the whole file or the decision is made anew.
    """
    with content.open() as file:
        head = file.read(4)
    if stated and _first_bad_line(content, stated, limits) == 0:
        return TextFacts(stated)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            if not encoding:
                raise refusals.unknown_encoding()
            bad_line = _first_bad_line(content, encoding, limits)
            if bad_line:
                raise refusals.bad_character(bad_line)
            return TextFacts(encoding)
    bad_line = _first_bad_line(content, "utf-8", limits)
    if not bad_line:
        return TextFacts("utf-8")
    return _legacy_encoding(content, bad_line, limits)


def _first_bad_line(content: Content, encoding: str, limits: Limits) -> int:
    """The line (from 1) that does not decode, or 0. Refuses NUL-ridden files and endless lines on the way."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)("strict")
    except LookupError:
        return 1
    wide = encoding.startswith("utf-16")
    line, unbroken = 1, 0
    with content.open() as file:
        while True:
            block = file.read(_BLOCK_BYTES)
            # A disk that was full leaves zeros at the end of a file; they are blank lines.
            if not wide and (zeros := block.count(0)) and _not_text(block, zeros):
                raise refusals.unknown_encoding()
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                start = max(error.start, 0)
                return line + _breaks(error.object[:start])
            last_break = max(text.rfind("\n"), text.rfind("\r"))
            unbroken = len(text) - last_break - 1 if last_break >= 0 else unbroken + len(text)
            if unbroken > limits.line_chars:
                raise refusals.line_too_long(line + _text_breaks(text), limits.line_chars)
            line += _text_breaks(text)
            if not block:
                return 0


def _not_text(block: bytes, zeros: int) -> bool:
    text = block.rstrip(b"\0")
    return not text or zeros - (len(block) - len(text)) > len(text) // 8


def _breaks(block: bytes) -> int:
    """Ends of lines; some programs end a line with CR alone."""
    return block.count(b"\n") or block.count(b"\r")


def _text_breaks(text: str) -> int:
    return text.count("\n") or text.count("\r")


def _legacy_encoding(content: Content, bad_line: int, limits: Limits) -> TextFacts:
    sample = _sample_of_high_bytes(content)
    if sample is None:
        raise refusals.bad_character(bad_line)
    if _mostly_utf8(content):
        # Valid UTF-8 over thousands of characters, then one bad byte: damage, not another encoding.
        raise refusals.bad_character(bad_line)
    for encoding in _candidates(sample):
        if _first_bad_line(content, encoding, limits) == 0:
            return TextFacts(encoding, (("encoding_guessed", ""),))
    raise refusals.bad_character(bad_line)


def _sample_of_high_bytes(content: Content) -> bytes | None:
    """Up to a quarter megabyte of the lines that hold bytes above 127; None when control bytes rule text out."""
    kept: list[bytes] = []
    size_bytes = 0
    with content.open() as file:
        while size_bytes < _SAMPLE_BYTES and (line := file.readline(65_536)):
            if not line.isascii():
                kept.append(line)
                size_bytes += len(line)
    sample = b"".join(kept)
    controls = sum(sample.count(code) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    return None if controls > len(sample) // 50 else sample


def _mostly_utf8(content: Content) -> bool:
    good = bad = 0
    with content.open() as file:
        while block := file.read(_BLOCK_BYTES):
            text = block.decode("utf-8", "replace")
            bad += text.count("\ufffd")
            good += sum(1 for letter in text[:65_536] if letter > "\x7f" and letter != "\ufffd")
    return good > 3 * bad


def _candidates(sample: bytes) -> tuple[str, ...]:
    """Codec names in order of belief; charset-normalizer's opinion counts for double-byte writing only.

    On short Western names it prefers odd Mac and DOS pages; cp1252 is what Windows programs write.
    """
    pairs = sum(1 for first, second in itertools.pairwise(sample) if first > 127 and second > 127)
    high = sum(1 for code in sample if code > 127)
    if high >= _FEW_BYTES and pairs / high > 0.25:
        best = from_bytes(sample, cp_isolation=list(_LEGACY)).best()
        if best is not None and best.encoding != "cp1252":
            return (best.encoding, "cp932", "cp1252")
        return ("cp932", "cp1252")
    return ("cp1252", "latin-1") if b"\x81" not in sample else ("cp1252", "cp932")
