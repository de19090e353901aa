"""JSON read value by value from a stream: numbers stay text, memory stays flat, and a mistake has line and column."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TextIO

from callback_desk.intake import refusals

# An object is a tuple of (key, value) pairs, so that a key given twice is not lost; an array is a list. Numbers are
# text as written: 00 at the end, and the seventeenth digit, are kept.
JsonValue = str | bool | list["JsonValue"] | tuple[tuple[str, "JsonValue"], ...] | None

_CHUNK_CHARS = 262_144
_EDGE_CHARS = 16  # so near the end of what was read a mistake may only be a cut
_BLANKS = re.compile(r"[ \t\r\n\ufeff]*")
_NO_NUMBER = re.compile(r'"(?:[^"\\]|\\.)*"|(-?Infinity|NaN)')
_WALK_DEPTH = 3


class _NoNumber(ValueError):
    """NaN and Infinity: Python writes them, JSON has no such thing."""


def _no_number(_name: str) -> JsonValue:
    raise _NoNumber


_decoder = json.JSONDecoder(
    # Pairs instead of a dict; a raw tab in a note is a mistake nobody needs to be sent home for.
    object_pairs_hook=tuple,
    parse_float=str,
    parse_int=str,
    parse_constant=_no_number,
    strict=False,
)


class JsonText:
    """A reading place in a JSON text. `most_chars` bounds one value, and with it the memory."""

    def __init__(self, file: TextIO, most_chars: int) -> None:
        self._file = file
        self._most_chars = most_chars
        self._buffer = ""
        self._at = 0
        self._ended = False
        self.line = 1
        self._before = 0  # characters of this line that have left the buffer

    def peek(self) -> str:
        """The next character that is no blank; "" at the end."""
        while True:
            found = _BLANKS.match(self._buffer, self._at)
            self._move(found.end() if found is not None else self._at)
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if self._ended:
                return ""
            self._fill()

    def take(self, wanted: str) -> None:
        """Step over one character. Raises ImportRefused E13 when another stands there."""
        if self.peek() != wanted:
            raise self._invalid(self._at)
        self._move(self._at + 1)

    def value(self) -> JsonValue:
        """The next whole value. Raises ImportRefused E13, E23, E25."""
        self.peek()
        while True:
            try:
                found, end = _decoder.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated") or error.pos > len(self._buffer) - _EDGE_CHARS
                if self._ended or not cut:
                    raise self._invalid(error.pos, error.msg) from error
                if len(self._buffer) - self._at > self._most_chars:
                    raise refusals.record_too_long(self.line, self._most_chars) from error
            except _NoNumber as error:
                position = next((each.start(1) for each in _NO_NUMBER.finditer(self._buffer, self._at) if each[1]), 0)
                raise refusals.invalid_json(*self._where(position), hint="NaN and Infinity are no values.") from error
            except RecursionError as error:
                raise refusals.too_deep(self.line) from error
            else:
                if end < len(self._buffer) or self._ended:
                    self._move(end)
                    value: JsonValue = found
                    return value
            self._fill()

    def elements(self) -> Iterator[JsonValue]:
        """The values of the array that begins here."""
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        while True:
            yield self.value()
            if self.peek() == "]":
                self.take("]")
                return
            self.take(",")

    def walk(self, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], bool, JsonValue]]:
        """(path of keys, whether an element of an array, value) for what lies in objects around the arrays.

        An array yields its elements, an object its members; what lies deeper than three objects comes as one value.
        """
        if self.peek() == "[":
            for value in self.elements():
                yield path, True, value
        elif self.peek() == "{" and len(path) < _WALK_DEPTH:
            self.take("{")
            if self.peek() == "}":
                self.take("}")
                return
            while True:
                if self.peek() != '"':
                    raise self._invalid(self._at)
                key = self.value()
                self.take(":")
                yield from self.walk((*path, str(key)))
                if self.peek() == "}":
                    self.take("}")
                    return
                self.take(",")
        else:
            yield path, False, self.value()

    def end(self) -> None:
        """Raises ImportRefused E13 when anything follows."""
        if self.peek():
            raise self._invalid(self._at)

    def _move(self, to: int) -> None:
        self.line += self._buffer.count("\n", self._at, to)
        self._at = to

    def _fill(self) -> None:
        start = self._buffer.rfind("\n", 0, self._at)
        self._before = self._before + self._at if start < 0 else self._at - start - 1
        kept = self._buffer[self._at :]
        try:
            more = self._file.read(max(_CHUNK_CHARS, len(kept)))
        except UnicodeDecodeError as error:
            raise refusals.changed_while_reading() from error
        self._ended = not more
        self._buffer = kept + more
        self._at = 0

    def _where(self, position: int) -> tuple[int, int]:
        """Line and column from 1."""
        start = self._buffer.rfind("\n", 0, position)
        column = self._before + position if start < 0 else position - start - 1
        return self.line + self._buffer.count("\n", self._at, position), column + 1

    def _invalid(self, position: int, words: str = "") -> Exception:
        """JSON as people write it by hand is named for what it is."""
        hint = ""
        rest = self._buffer[position : position + 2]
        before = self._buffer[:position].rstrip()[-1:]
        if rest[:1] in ("]", "}") and before == ",":
            hint = "There is a comma too many before a closing bracket."
        elif rest in ("//", "/*") or rest[:1] == "#":
            hint = "JSON has no comments."
        elif rest[:1] in ("'", "\u2018", "\u201c"):
            hint = "Names and texts stand in straight double quotation marks."
        elif words.startswith("Unterminated"):
            hint = "A quotation mark opened there is never closed."
        elif before == "0" and rest[:1].isdigit():
            hint = "A number that begins with 0 has to stand in quotation marks."
        elif not rest:
            hint = "It ends too early."
        return refusals.invalid_json(*self._where(position), hint=hint)
