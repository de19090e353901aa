"""The audit trail's head, remembered outside the database: an older database put back is found out.

Writing waits at most `EVERY_S`, so that autosaves do not each rename a file; `flush` writes what waits. What was
remembered is never written over by a shorter or another history: the proof stays for `audit verify`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from callback_desk.domain.audit import Head
from callback_desk.domain.audit_verify import Anchor
from callback_desk.domain.ids import Clock
from callback_desk.vault.heads_file import HeadsFile

EVERY_S = 0.5

FindMac = Callable[[str, int], bytes | None]  # station and place -> the chain value there


class HeadKeeper:
    """Fits storage's `on_commit`; called on the save lane after each commit, and safe from any thread."""

    def __init__(self, file: HeadsFile, clock: Clock, *, every_s: float = EVERY_S) -> None:
        self._file = file
        self._clock = clock
        self._every_s = every_s
        self._lock = threading.Lock()
        self._waiting: dict[str, Head] = {}
        self._written_s: float | None = None
        self.rolled_back = False

    def compare(self, mac_at: FindMac) -> None:
        """Before the first write: does the database still hold every remembered line? If not, nothing is written."""
        heads, _ = self._file.read()
        self.rolled_back = any(head.seq and mac_at(station, head.seq) != head.mac for station, head in heads.items())

    def __call__(self, station: str, head: Head) -> None:
        if self.rolled_back:
            return
        with self._lock:
            self._waiting[station] = head
            now_s = self._clock.monotonic_s()
            if self._written_s is None or now_s - self._written_s >= self._every_s:
                self._write()
                self._written_s = now_s

    def flush(self) -> None:
        """Write what waits: at lock, sign-out and before the trail is verified."""
        with self._lock:
            self._write()

    def anchors(self) -> Mapping[str, Anchor]:
        """What `verify_audit` compares each station's chain with."""
        return self._file.anchors()

    def _write(self) -> None:
        known, _ = self._file.read()
        for station, head in self._waiting.items():
            before = known.get(station)
            if before is None or before.seq < head.seq:  # another window of this station may be ahead
                self._file.write(station, head)
        self._waiting.clear()
