"""How much memory this process and its children held at most, as the system counts it (Linux; elsewhere unknown)."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

_EVERY_S = 0.05
_OWN = "window's side"
_NAMES = {"callback_desk.intake.parser_main": "parser", "callback_desk.bootstrap.import_main": "import process"}


class PeakMemory:
    """Watches from entering to leaving. `peaks` are MB by process, `together` the most of all at one moment."""

    def __init__(self) -> None:
        self.peaks: dict[str, float] = {}
        self.together = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        with suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5", "ascii")  # our own peak counts from now
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_EVERY_S):
            now = 0.0
            for pid, name in [(os.getpid(), _OWN), *_children()]:
                with suppress(OSError, KeyError, ValueError):
                    peak, held = _memory_mb(pid)
                    self.peaks[name] = max(self.peaks.get(name, 0.0), peak)
                    now += held
            self.together = max(self.together, now)

    @property
    def shown(self) -> str:
        return ", ".join(f"{name} {peak:.0f}" for name, peak in sorted(self.peaks.items()))


def _children() -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for task in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            for pid in task.read_text("ascii").split():
                said = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
                found += [(int(pid), name) for module, name in _NAMES.items() if module in said]
    return found


def _memory_mb(pid: int) -> tuple[float, float]:
    """Peak and present resident memory."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines()
    values = {name: value for name, _, value in (line.partition(":") for line in lines)}
    return int(values["VmHWM"].split()[0]) / 1024, int(values["VmRSS"].split()[0]) / 1024
