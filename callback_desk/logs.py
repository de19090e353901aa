"""The program's log: an allow-list. Ids, counts, states and durations have a way in; nothing else does."""

from __future__ import annotations

import json
import logging
import logging.handlers
import os
import re
import secrets
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from callback_desk.domain.desk_files import ACCOUNTS_FILE
from callback_desk.domain.errors import DeskBug, DeskError

LOGGER = "callback_desk"
logging.getLogger(LOGGER).addHandler(logging.NullHandler())  # without a log folder nothing goes to the terminal
LOG_FOLDER, LOG_FILE = "logs", "desk.log"
_MAX_BYTES, _KEPT = 1_000_000, 5

_EVENT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_STATE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}|E\d\d")
_HEX = re.compile(r"[0-9a-f]{8,64}")
_ENDINGS = ("_id", "_count", "_ms", "_s", "_bytes", "_kib", "_px", "_version")
_COUNTS = frozenset(
    {"rows", "rows_in", "queued", "merged", "duplicate", "held", "excluded", "rejected", "pages", "calls"}
) | frozenset(
    {"batch", "line", "column", "tries", "seq", "chunk", "done", "total", "exit", "number", "width", "height"}
)
_STATES = frozenset(
    {"state", "code", "kind", "event", "act", "role", "outcome", "reason", "step", "lane", "platform", "finding"}
) | frozenset({"version", "schema", "theme", "language", "store"})
_NOTICES = "callback_desk.ui.notices"  # tells a person a number; the log must hold the same one
_SHOWN_BUG = {
    "bug": re.compile(r"B-[0-9A-F]{8}"),
    "kind": re.compile(r"[A-Za-z_]{1,60}"),
    "place": re.compile(r"[\w<>]{1,80}:\d{1,6}( < [\w<>]{1,80}:\d{1,6}){0,9}|"),
}
_LARGEST = 2_000_000_000  # below any ten-digit telephone number; sizes and durations may be larger
_LARGE_ENDINGS = ("_bytes", "_ms", "_s")

Value = int | float | bool | str | None


def note(event: str, level: int = logging.INFO, **facts: Value) -> None:
    """Write one line: `note("import.done", batch=12, rows=431, took_ms=2210)`.

    event is dotted lower case. A fact's name is on the list or ends in `_id`, `_count`, `_ms`, `_s`,
    `_bytes`; its value is a number, a state or a hexadecimal id. Raises DeskBug otherwise: a mistake here
    must be found by a test, not by a reader of the log.
    """
    if _EVENT.fullmatch(event) is None:
        raise DeskBug("a log event is a dotted lower-case name")
    kept = {name: _allowed(name, value) for name, value in facts.items()}
    logging.getLogger(LOGGER).log(level, event, extra={"desk_event": event, "desk_facts": kept})


def _allowed(name: str, value: Value) -> Value:
    if value is None or isinstance(value, bool):
        return value
    counted = name in _COUNTS or name.endswith(_ENDINGS)
    if isinstance(value, int | float):
        if (counted or name in _STATES) and (abs(value) < _LARGEST or name.endswith(_LARGE_ENDINGS)):
            return value
    elif (name in _STATES and _STATE.fullmatch(value) and not _long_number(value)) or (
        name.endswith("_id") and _HEX.fullmatch(value) and not value.isdigit()
    ):
        return value
    raise DeskBug(f"the log does not take a fact named {name[:40]!r} with this kind of value")


def _long_number(text: str) -> bool:
    return sum(c.isdigit() for c in text) >= 7 and not any(c.isalpha() for c in text)


class AllowListFormatter(logging.Formatter):
    """One JSON object a line. A record that did not come through `note` loses its words and keeps its place."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {"at": f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 10_000:02d}Z"}
        line["level"] = record.levelname.lower()
        facts = getattr(record, "desk_facts", None)
        if isinstance(facts, dict):
            line |= {"event": record.desk_event, **facts} if hasattr(record, "desk_event") else {}
        else:
            line |= {"event": "foreign", "logger": record.name, "where": f"{record.module}:{record.lineno}"}
            line |= _bug_shown(record)
        if record.exc_info and record.exc_info[1] is not None:
            line["trace"] = frames_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


def _bug_shown(record: logging.LogRecord) -> dict[str, object]:
    """The number a person was shown for a bug, with its kind and place; {} for every other record."""
    if record.name != _NOTICES or not isinstance(record.args, tuple) or len(record.args) != len(_SHOWN_BUG):
        return {}
    values = [str(value) for value in record.args]
    if not all(shape.fullmatch(value) for shape, value in zip(_SHOWN_BUG.values(), values, strict=True)):
        return {}
    return {"event": "bug", **dict(zip(_SHOWN_BUG, values, strict=True))}


class _PrivateRotatingHandler(logging.handlers.RotatingFileHandler):
    """Rotates as usual, for its owner only, and is silent when the disk is full: the log never stops the work."""

    def _open(self) -> TextIO:  # type: ignore[override]
        shared = (Path(self.baseFilename).parent.parent / ACCOUNTS_FILE).exists()
        mode = 0o660 if shared else 0o600
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, mode)
        return os.fdopen(descriptor, "a", encoding="ascii")

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing: the standard one prints the record's arguments, which may be a person's."""


def start(folder: Path, level: int = logging.INFO) -> Callable[[], None]:
    """Log into `folder`/logs/desk.log, 1 MB and five older ones. Returns what stops it.

    All loggers of the process go through the allow-list; nothing is printed. Raises OSError.
    """
    place = folder / LOG_FOLDER
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = _PrivateRotatingHandler(place / LOG_FILE, maxBytes=_MAX_BYTES, backupCount=_KEPT, encoding="ascii")
    handler.setFormatter(AllowListFormatter())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(level)

    def stop() -> None:
        root.removeHandler(handler)
        root.setLevel(before)
        handler.close()

    return stop


def start_quietly(folder: Path) -> Callable[[], None]:
    """`start`, when there is such a folder that can be written; a missing log never stops the work."""
    if not folder.is_dir():
        return lambda: None
    try:
        return start(folder)
    except OSError:
        return lambda: None


def frames_of(error: BaseException) -> list[str]:
    """The kinds of an error and its causes with their frames: file, line, function. No message, no value."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        code = current.code if isinstance(current, DeskError) else ""
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}{' ' + code if code else ''}")
        for frame in traceback.extract_tb(current.__traceback__):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} {frame.name}")
        current = current.__cause__ or current.__context__
    return lines


def _short(filename: str) -> str:
    """The last two parts: a full path may hold an account's name."""
    return "/".join(Path(filename).parts[-2:])


def note_trouble(error: BaseException) -> str:
    """Write an error's frames and return the number a person can quote: eight hexadecimal digits."""
    number = secrets.token_hex(4)
    facts = {"trouble_id": number, "trace": frames_of(error)}  # no exc_info: another handler would print its values
    logging.getLogger(LOGGER).error("trouble", extra={"desk_event": "trouble", "desk_facts": facts})
    return number


def install_last_resort(show: Callable[[str], None]) -> Callable[[], None]:
    """Catch what nobody caught, on every thread: log it, and `show` a sentence with the number (ASVS 16.5.4).

    Returns what puts the former hooks back. KeyboardInterrupt passes through.
    """
    before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def caught(error: BaseException | None) -> None:
        if error is None or isinstance(error, SystemExit):
            return
        number = note_trouble(error)
        if isinstance(error, DeskError) and not isinstance(error, DeskBug):
            show(error.sentence)
        else:
            show(f"Something went wrong in this program. Everything marked as saved is safe. Quote number {number}.")

    def on_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            caught(error)

    sys.excepthook = on_main
    threading.excepthook = lambda args: caught(args.exc_value)
    sys.unraisablehook = lambda args: caught(args.exc_value)

    def put_back() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before

    return put_back
