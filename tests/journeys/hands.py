"""Drives `desk_process`: gives it a job, reads what it says, and kills it in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Self

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE_S = 60.0


class OtherProcess:
    """Another program at the same desk."""

    def __init__(self, home: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "TMPDIR": str(home)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.desk_process"],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        self._lines: Queue[dict[str, object]] = Queue()
        threading.Thread(target=self._read, daemon=True).start()
        assert self.line() == {"ready": True}
        self.pid = 0

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(json.loads(line))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def begin(self, do: str, folder: Path, at: datetime, name: str, **more: object) -> None:
        """Start a job at whose desk it is `at` now."""
        shift_s = (at - datetime.now(UTC)).total_seconds()
        job = {"do": do, "folder": str(folder), "shift_s": shift_s, "name": name, **more}
        assert self._process.stdin is not None
        self._process.stdin.write((json.dumps(job) + "\n").encode())
        self._process.stdin.flush()
        self.pid = int(str(self.line("pid")["pid"]))

    def line(self, key: str = "", wait_s: float = PATIENCE_S) -> dict[str, object]:
        """The next line, or the next with `key`."""
        while True:
            line = self._lines.get(timeout=wait_s)
            if not key or key in line:
                return line
            assert "ended" not in line, f"it ended before it said {key}"
            assert "refused" not in line, line

    def kill(self) -> list[dict[str, object]]:
        """SIGKILL, as a power cut: returns what was said until then."""
        if not self.pid:
            return []
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.pid = 0
        return list(self._until_the_end())

    def wait(self) -> list[dict[str, object]]:
        """Until the job ends by itself."""
        self.pid = 0
        return list(self._until_the_end())

    def _until_the_end(self) -> Iterator[dict[str, object]]:
        while True:
            try:
                line = self._lines.get(timeout=PATIENCE_S)
            except Empty:
                raise AssertionError("the process did not end") from None
            if "ended" in line:
                return
            yield line
