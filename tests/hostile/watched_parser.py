"""The parser child as it is, and what it used and tried on the way: a file in its working folder as it answers."""

from __future__ import annotations

import json
import os
import runpy
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

REPORT = "parser-{}.used"
_CHANGES = frozenset({"os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink"})


class Told(frozenset[str]):
    """The events the child's own hook refuses; remembers each that was asked about, whoever swallowed the refusal."""

    tried: list[str]

    def __contains__(self, event: object) -> bool:
        found = super().__contains__(event)
        if found:
            self.tried.append(str(event))
        return found


def listen() -> list[str]:
    """Put a listener where the hook that this process already has looks its events up."""
    frame = sys._getframe()
    while "_REFUSED_EVENTS" not in frame.f_globals:
        assert frame.f_back is not None, "started by child_main"
        frame = frame.f_back
    told = Told(frame.f_globals["_REFUSED_EVENTS"])
    told.tried = []
    frame.f_globals["_REFUSED_EVENTS"] = told
    return told.tried


def files_written() -> list[str]:
    """What is opened for writing from now on; Python's own notes about modules are left out."""
    written: list[str] = []

    def watch(event: str, given: tuple[object, ...]) -> None:
        if event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            if "__pycache__" not in str(given[0]):
                written.append(str(given[0]))
        elif event in _CHANGES and "__pycache__" not in str(given[0]):
            written.append(f"{event} {given[0]}")

    sys.addaudithook(watch)
    return written


def peaks() -> tuple[int, int]:
    """The most resident memory and address space so far, in bytes."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) * 1024, int(lines["VmPeak"].split()[0]) * 1024


class Answers:
    """Standard output that writes the report first: a parser that has refused a file is ended at once."""

    def __init__(self, real: TextIO, report: Callable[[], None]) -> None:
        self.buffer = self
        self._real = real
        self._report = report
        self.flush = real.buffer.flush

    def write(self, line: bytes) -> int:
        self._report()
        return self._real.buffer.write(line)


def main() -> None:
    tried, written = listen(), files_written()

    def report() -> None:
        resident, space = peaks()
        used = {
            "tried": list(tried),
            "written": list(written),
            "resident": resident,
            "space": space,
            "cpu_s": time.process_time(),
        }
        whole = Path(REPORT.format(os.getpid()))
        begun = whole.with_suffix(".begun")
        begun.write_text(json.dumps(used))
        begun.replace(whole)  # this process may be ended at any time
        del written[:]
        written.extend(used["written"])  # type: ignore[arg-type]  # without the report itself

    sys.stdout = Answers(sys.stdout, report)  # type: ignore[assignment]  # all that the parser asks of it
    runpy.run_module("callback_desk.intake.parser_main", run_name="__main__")


if __name__ == "__main__":
    main()
