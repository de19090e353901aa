"""A column set-up as a file: written for another desk, read strictly. Headings and meanings; never a cell or a sample.

What a supervisor has settled for a desk (how it screens) is not in it: each desk says so for itself.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.incident import Role
from callback_desk.domain.layout import DateOrder, Field, Layout, LayoutColumn
from callback_desk.domain.phone import PhoneKind
from callback_desk.intake.aliases import normalise, shipped_aliases

KIND = "callback-desk column set-up"
VERSION = 1
LIMIT_BYTES = 1_000_000
_MOST_COLUMNS = 512
_MOST_PEOPLE = 20
_LONGEST_NAME, _LONGEST_HEADING = 255, 400  # a set-up is first named after its file
_SIGNATURE_LETTERS = frozenset("0123456789abcdef")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # what a screen hides or obeys
_DATES = frozenset({Field.REPORTED_AT, Field.OCCURRED_AT, Field.BIRTH_DATE})
_HEAD = frozenset({"kind", "version", "name", "headings_sha256", "columns"})
_COLUMN = frozenset({"heading", "is", "whose", "number", "dates", "which"})

Word = TypeVar("Word", bound=StrEnum)


class LayoutRefused(DeskFault):
    """A file that is no column set-up we can use; the sentence says what is wrong, and where."""

    def __init__(self, what: str) -> None:
        super().__init__(f"This column set-up was not taken in. {what}", code="layout_refused")


def layout_to_text(layout: Layout) -> str:
    """One JSON object, with a line for each column."""
    head = {"kind": KIND, "version": VERSION, "name": layout.name, "headings_sha256": layout.signature}
    lines = [json.dumps(_column(each), ensure_ascii=False) for each in layout.columns]
    opened = json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}")
    return opened + ',\n  "columns": [\n    ' + ",\n    ".join(lines) + "\n  ]\n}\n"


def _column(column: LayoutColumn) -> dict[str, str | int]:
    said: dict[str, str | int] = {"heading": column.header, "is": column.field.value, "whose": column.role.value}
    if column.field is Field.PHONE:
        said["number"] = column.kind.value
    if column.date_order is not None:
        said["dates"] = column.date_order.value
    if column.family:
        said["which"] = column.family
    return said


def layout_from_text(text: str) -> Layout:
    """Raises LayoutRefused for anything but a whole set-up of a version we know, without hidden characters."""
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError as error:
        raise LayoutRefused("It is nested too deeply.") from error
    except ValueError as error:
        raise LayoutRefused("It is not JSON text.") from error
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise LayoutRefused("It does not say that it is one: “kind” is missing or another.")
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise LayoutRefused("It does not say its version.")
    if version > VERSION:
        raise LayoutRefused("A newer version of this program wrote it. Update this one first.")
    _only(data, _HEAD, "the head")
    signature = data.get("headings_sha256")
    if not isinstance(signature, str) or len(signature) != 64 or not _SIGNATURE_LETTERS.issuperset(signature):
        raise LayoutRefused("“headings_sha256” is not 64 hexadecimal digits.")
    columns = data.get("columns")
    if not isinstance(columns, list) or not 1 <= len(columns) <= _MOST_COLUMNS:
        raise LayoutRefused(f"“columns” is not a list of 1 to {_MOST_COLUMNS} columns.")
    told = tuple(_read_column(each, place) for place, each in enumerate(columns, start=1))
    if len({each.header for each in told}) < len(told):
        raise LayoutRefused("Two of its columns have the same heading.")
    return Layout(_words(data.get("name"), "name", _LONGEST_NAME), signature, told)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise LayoutRefused("It says one thing twice.")
    return found


def _no_constant(_text: str) -> object:
    raise LayoutRefused("It holds a number that is none.")


def _only(data: Mapping[str, object], known: frozenset[str], where: str) -> None:
    if not known.issuperset(data):
        raise LayoutRefused(f"There is something in {where} that we do not know.")


def _read_column(data: object, place: int) -> LayoutColumn:
    where = f"column {place}"
    if not isinstance(data, dict):
        raise LayoutRefused(f"{where.capitalize()} is not an object.")
    _only(data, _COLUMN, where)
    field = _word(data.get("is"), Field, f"{where}: is")
    kind, order, which = data.get("number"), data.get("dates"), data.get("which", 0)
    if (kind is not None) is not (field is Field.PHONE):
        raise LayoutRefused(f"In {where} “number” stands for telephone numbers, and only for them.")
    if order is not None and field not in _DATES:
        raise LayoutRefused(f"In {where} “dates” stands for dates only.")
    if not isinstance(which, int) or isinstance(which, bool) or not 0 <= which <= _MOST_PEOPLE:
        raise LayoutRefused(f"In {where} “which” is not a number from 1 to {_MOST_PEOPLE}.")
    return LayoutColumn(
        _words(data.get("heading"), f"{where}: heading", _LONGEST_HEADING),
        field,
        _word(data.get("whose"), Role, f"{where}: whose"),
        PhoneKind.OTHER if kind is None else _word(kind, PhoneKind, f"{where}: number"),
        None if order is None else _word(order, DateOrder, f"{where}: dates"),
        which,
    )


def _word(value: object, words: type[Word], where: str) -> Word:
    found = next((each for each in words if isinstance(value, str) and each.value == value), None)
    if found is None:
        raise LayoutRefused(f"We do not know the word at “{where}”.")
    return found


def _words(value: object, where: str, longest: int) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > longest or value != value.strip():
        raise LayoutRefused(f"“{where}” is not a text of 1 to {longest} letters.")
    if any(unicodedata.category(letter) in _HIDDEN for letter in value):
        raise LayoutRefused(f"“{where}” holds characters nobody can see.")
    return value


def read_layout(path: Path) -> Layout:
    """The column set-up in a file. Raises LayoutRefused."""
    try:
        if not path.is_file():
            raise LayoutRefused(f"There is no file {path.name}.")
        with path.open("rb") as file:
            content = file.read(LIMIT_BYTES + 1)
    except (OSError, ValueError) as error:
        raise LayoutRefused(f"The file {path.name} cannot be read.") from error
    if len(content) > LIMIT_BYTES:
        raise LayoutRefused("It is larger than 1 MB.")
    try:
        return layout_from_text(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise LayoutRefused("It is not text in UTF-8.") from error


def write_layout(layout: Layout, target: Path) -> None:
    """Beside, then renamed. Only an older column set-up may be written over. Raises DeskFault."""
    beside = target.with_name(f".{target.name}.part")
    try:
        if target.exists() and not _is_ours(target):
            raise DeskFault(
                f"There is a file {target.name} already, and it is no column set-up. It stays. Choose another name."
            )
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(layout_to_text(layout))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except (OSError, ValueError) as error:
        raise DeskFault(f"The column set-up cannot be written to {target.name}. Choose another place.") from error
    finally:
        with suppress(OSError, ValueError):
            beside.unlink(missing_ok=True)


def _is_ours(target: Path) -> bool:
    with target.open("rb") as file:
        return KIND.encode() in file.read(200)


def doubtful_headings(columns: Sequence[LayoutColumn]) -> tuple[str, ...]:
    """Columns taken for the victim's number whose heading names somebody else: somebody should look at them."""
    aliases = shipped_aliases()
    found = []
    for each in columns:
        if each.field is not Field.PHONE or each.role is not Role.VICTIM:
            continue
        padded = f" {normalise(each.header)} "
        roles = {role for word, role in aliases.role_words if f" {word} " in padded}
        alias = aliases.headings.get(padded.strip())
        if alias is not None and alias.role is not None:
            roles.add(alias.role)
        if roles - {None, Role.VICTIM}:
            found.append(each.header)
    return tuple(found)
