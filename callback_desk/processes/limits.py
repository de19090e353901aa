"""What a child process may use at most. A child puts the limits on itself, before it imports what it will run."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from dataclasses import asdict, dataclass

MIB = 1024 * 1024
OUT_OF_MEMORY_EXIT = 71  # the child's own word for a MemoryError; 71 is free of shells' and Python's meanings


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds of one child.

    memory_bytes is address space on Linux (RLIMIT_AS), resident memory on macOS, committed memory on Windows.
    cpu_s counts processor seconds over the child's whole life; file_bytes is the largest file it may write.
    line_bytes is the longest line the parent takes from it; niceness lowers its priority (0 to 19), so that
    the window stays quick.
    """

    memory_bytes: int = 512 * MIB
    cpu_s: int = 900
    file_bytes: int = 1024 * MIB
    line_bytes: int = 64 * MIB
    niceness: int = 5

    def to_text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, limits_text: str) -> Limits:
        """Raises ValueError or TypeError when the text is not what `to_text` wrote."""
        return cls(**{name: int(number) for name, number in json.loads(limits_text).items()})


def limit_this_process(limits: Limits) -> None:
    """Bind the running process to `limits` for the rest of its life."""
    if sys.platform == "win32":
        from callback_desk.processes import windows_job

        windows_job.hold_this_process(memory_bytes=limits.memory_bytes, cpu_s=limits.cpu_s)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold names and keys
        _lower(resource.RLIMIT_CPU, limits.cpu_s, spare=5)  # SIGXCPU first: it tells time from memory
        _lower(resource.RLIMIT_FSIZE, limits.file_bytes)
        os.nice(limits.niceness)
        if sys.platform == "darwin":  # accepts RLIMIT_AS and does not obey it
            threading.Thread(target=_watch_resident_memory, args=(limits.memory_bytes,), daemon=True).start()
        else:
            _lower(resource.RLIMIT_AS, limits.memory_bytes)


if sys.platform != "win32":

    def _lower(which: int, most: int, *, spare: int = 0) -> None:
        import resource

        _, ceiling = resource.getrlimit(which)
        unbounded = ceiling == resource.RLIM_INFINITY
        soft = most if unbounded else min(most, ceiling)
        resource.setrlimit(which, (soft, soft + spare if unbounded else min(soft + spare, ceiling)))

    def _watch_resident_memory(most_bytes: int) -> None:
        import resource

        while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < most_bytes:  # bytes on macOS
            time.sleep(0.1)
        os._exit(OUT_OF_MEMORY_EXIT)
