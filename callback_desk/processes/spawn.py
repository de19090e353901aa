"""Starting a child, hearing it line by line, and stopping it when it stalls, misbehaves or is not wanted."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from callback_desk.processes.child_main import FAILED_KEY, WHERE_KEY
from callback_desk.processes.failures import ChildFailed, FailureKind, kind_of_exit
from callback_desk.processes.limits import Limits

Line = dict[str, object]
UNTOUCHED_KEY = "untouched"

_PACKAGE_ROOT = Path(__file__).resolve().parents[2]
_KEPT_FROM_OUR_ENVIRONMENT = ("PATH", "SYSTEMROOT", "WINDIR", "TMPDIR", "TEMP", "TMP", "TZ")
_CHUNK_BYTES = 1 << 16
_CHUNKS_AHEAD = 32  # 2 MiB: a quick child waits for a slow reader instead of filling our memory
_POLL_S = 0.05
_LAST_WORDS_BYTES = 4096


class Child:
    """One running child process. Use it in a `with`: leaving kills what still runs.

    The child hears nothing of our environment but the path, the temporary folder and the time zone.
    """

    def __init__(self, module: str, *, limits: Limits, folder: Path | None = None) -> None:
        """Start `module` under `limits`; `folder` becomes its working and temporary folder.

        Raises ChildFailed(CRASHED) when the system cannot start it.
        """
        self._module = module
        self._limits = limits
        self._ready: deque[bytes] = deque()
        self._begun: list[bytes] = []  # the pieces of a line whose end has not come
        self._chunks: queue.Queue[bytes] = queue.Queue(_CHUNKS_AHEAD)
        self._last_words = b""
        self._reported: tuple[str, str] = ("", "")
        try:
            self._process, self._lifeline_fd = _start(module, limits, folder)
        except OSError as error:
            raise ChildFailed(FailureKind.CRASHED, module, error=type(error).__name__) from error
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=work, name=f"child-{work.__name__.strip('_')}", daemon=True)
            for work in (self._write_requests, self._read_answers, self._read_last_words)
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def send(self, request: Mapping[str, object]) -> None:
        """Send one line. Returns at once; a child that is gone is noticed by `lines`."""
        self._outbox.put(json.dumps(request, ensure_ascii=False, allow_nan=False).encode() + b"\n")

    def send_no_more(self) -> None:
        """Close the child's standard input, which ends a child that waits for a further request."""
        self._outbox.put(None)

    def send_untouched(self, line: bytes) -> None:
        """Send a line another child has written. Raises ValueError when it is not exactly one."""
        if b"\n" in line:
            raise ValueError("a line ends where it ends")
        self._outbox.put(line + b"\n")

    def lines(self, *, stall_s: float, cancelled: Callable[[], bool], untouched: bytes = b"") -> Iterator[Line]:
        """Yield what the child says until it has ended well.

        stall_s is the longest wait for one line; time the caller spends between lines is not counted. A line that
        begins with `untouched` is not read: it comes as bytes under UNTOUCHED_KEY, for somebody else to read.
        Raises ChildFailed for every other end; the lines before it have been yielded.
        """
        while (line := self._next_line(stall_s, cancelled, untouched)) is not None:
            yield line
        self._check_exit(stall_s)

    def _next_line(self, stall_s: float, cancelled: Callable[[], bool], untouched: bytes) -> Line | None:
        give_up_at = time.monotonic() + stall_s
        while True:
            if cancelled():
                raise self._stopped(FailureKind.CANCELLED)
            while self._ready:
                raw = self._ready.popleft()
                if untouched and raw.startswith(untouched):
                    return {UNTOUCHED_KEY: raw}
                line = self._parsed(raw)
                if FAILED_KEY not in line:
                    return line
                self._reported = (str(line[FAILED_KEY]), str(line.get(WHERE_KEY, "")))
            if time.monotonic() > give_up_at:
                raise self._stopped(FailureKind.TIMED_OUT)
            try:
                chunk = self._chunks.get(timeout=_POLL_S)
            except queue.Empty:
                continue
            if not chunk:
                return None
            self._take(chunk)

    def _take(self, chunk: bytes) -> None:
        first, *others = chunk.split(b"\n")
        self._begun.append(first)
        if others:
            self._ready.append(b"".join(self._begun))
            self._ready.extend(others[:-1])
            self._begun = [others[-1]]
        elif (
            len(self._begun) * _CHUNK_BYTES > self._limits.line_bytes
            and sum(map(len, self._begun)) > self._limits.line_bytes
        ):
            raise self._stopped(FailureKind.GARBAGE)

    def _parsed(self, raw: bytes) -> Line:
        try:
            line = json.loads(raw, parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            raise self._stopped(FailureKind.GARBAGE) from None  # its message would quote the line
        if not isinstance(line, dict):
            raise self._stopped(FailureKind.GARBAGE)
        return line

    def _check_exit(self, stall_s: float) -> None:
        try:
            returncode = self._process.wait(stall_s)
        except subprocess.TimeoutExpired:
            raise self._stopped(FailureKind.TIMED_OUT) from None
        self._threads[2].join(1)
        if returncode:
            error, where = self._reported
            kind = kind_of_exit(returncode, self._last_words)
            raise ChildFailed(kind, self._module, error=error, where=where)
        if any(self._begun):
            raise ChildFailed(FailureKind.GARBAGE, self._module)

    def _stopped(self, kind: FailureKind) -> ChildFailed:
        self.close()
        return ChildFailed(kind, self._module)

    def close(self) -> None:
        """Kill the child if it still runs, and leave no pipe, thread or zombie behind. May be called again."""
        if self._lifeline_fd is None:
            return
        self._process.kill()
        self._outbox.put(None)
        while any(thread.is_alive() for thread in self._threads):
            try:
                self._chunks.get(timeout=_POLL_S / 10)  # the reader may wait for room
            except queue.Empty:
                pass
        self._process.wait()
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()
        os.close(self._lifeline_fd)
        self._lifeline_fd = None

    def _write_requests(self) -> None:
        stream = _pipe(self._process.stdin)
        try:
            while (data := self._outbox.get()) is not None:
                stream.write(data)
                stream.flush()
        except OSError:
            pass  # the child is gone; `lines` says how
        finally:
            try:
                stream.close()
            except OSError:
                pass  # what could not be flushed has no reader

    def _read_answers(self) -> None:
        stream = _pipe(self._process.stdout)
        while chunk := os.read(stream.fileno(), _CHUNK_BYTES):
            self._chunks.put(chunk)
        self._chunks.put(b"")

    def _read_last_words(self) -> None:
        stream = _pipe(self._process.stderr)
        while chunk := os.read(stream.fileno(), _CHUNK_BYTES):
            self._last_words = (self._last_words + chunk)[-_LAST_WORDS_BYTES:]


def run_child(
    module: str,
    request: Mapping[str, object],
    *,
    limits: Limits,
    stall_s: float,
    cancelled: Callable[[], bool],
    folder: Path | None = None,
    untouched: bytes = b"",
) -> Iterator[Line]:
    """Run `module` for one request and yield its answer, parsed, line by line.

    The module is started as `python -m` would, reads one JSON line from standard input, writes JSON lines to
    standard output and ends with exit code 0. Lines that begin with `untouched` are handed on as `Child.lines` does.
    Leaving the iterator early kills it. Raises ChildFailed.
    """
    with Child(module, limits=limits, folder=folder) as child:
        child.send(request)
        child.send_no_more()
        yield from child.lines(stall_s=stall_s, cancelled=cancelled, untouched=untouched)


def _start(module: str, limits: Limits, folder: Path | None) -> tuple[subprocess.Popen[bytes], int | None]:
    child_end, our_end = os.pipe()
    frozen = bool(getattr(sys, "frozen", False))
    program = ["--child"] if frozen else ["-P", "-s", "-X", "utf8", "-m", "callback_desk.processes.child_main"]
    try:
        process = subprocess.Popen(  # noqa: S603  # our own interpreter or program, and a module we name
            [sys.executable, *program, module, limits.to_text(), str(child_end), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            cwd=folder,
            env=_environment(folder),
            pass_fds=() if sys.platform == "win32" else (child_end,),
            start_new_session=sys.platform != "win32",  # Ctrl+C in a terminal is for the parent to decide
            creationflags=_creation_flags(),
        )
    except BaseException:
        os.close(our_end)
        raise
    finally:
        os.close(child_end)
    return process, our_end


def _creation_flags() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    else:  # noqa: RET505  # mypy follows the platform through the else
        return 0


def _environment(folder: Path | None) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_FROM_OUR_ENVIRONMENT if name in os.environ}
    if folder is not None:
        kept.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder)))
    return kept | {
        "PYTHONPATH": str(_PACKAGE_ROOT),  # the same code as ours, wherever the child's folder is
        "PYTHONHASHSEED": "0",
        "MALLOC_ARENA_MAX": "2",  # else glibc reserves 64 MiB of address space a thread
    }


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None, "started with pipes"
    return stream


def _refuse_constant(name: str) -> object:
    raise ValueError(name)
