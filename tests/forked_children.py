"""Children for tests that are not about processes: forked from one that has imported everything already.

Starting a child anew costs a quarter of a second of imports, and a test of a rule brings in three files. What is forked
is still a process of its own with its limits, pipes and lifeline; how the program starts one is tested in
`tests/processes`, `tests/bootstrap`, `tests/hostile`, `tests/faults` and through the command line.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from callback_desk.processes.limits import Limits

MODULES = (
    "callback_desk.intake.parser_main",
    "callback_desk.bootstrap.import_main",
    "callback_desk.intake.again_main",
    "callback_desk.documents.press",
    "callback_desk.call_script.check_main",
)
_ROOT = Path(__file__).resolve().parents[1]
_MOST_BYTES = 1 << 16
_POLL_S = 0.01


class Forked:
    """What `spawn.Child` uses of a Popen."""

    def __init__(self, pid: int, status: IO[bytes], pipes: tuple[IO[bytes], IO[bytes], IO[bytes]]) -> None:
        self.pid = pid
        self.stdin, self.stdout, self.stderr = pipes
        self.returncode: int | None = None
        self._status = status

    def poll(self) -> int | None:
        """The exit code, or None while it runs; the one who forked it says so when it has ended."""
        if self.returncode is None and select.select([self._status], [], [], 0)[0]:
            self.returncode = int(self._status.read(16) or b"-9")
            self._status.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        until = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if until is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired("a forked child", timeout or 0)
            select.select([self._status], [], [], _POLL_S)
        return code

    def kill(self) -> None:
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)


class Forker:
    """Asks one process, started at the first need, to fork. It ends when this process does."""

    def __init__(self) -> None:
        self._asking: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def close(self) -> None:
        """It ends, and whoever it has forked with it."""
        if self._asking is not None and self._process is not None:
            self._asking.close()
            self._process.wait()

    def start(
        self, module: str, limits: Limits, environment: Mapping[str, str], folder: Path | None
    ) -> tuple[Forked, int]:
        """As `spawn._start`: the process, and our end of its lifeline."""
        if self._asking is None:
            self._asking, self._process = _begun()
        theirs_in, ours_in = os.pipe()
        ours_out, theirs_out = os.pipe()
        ours_err, theirs_err = os.pipe()
        theirs_life, ours_life = os.pipe()
        ours_status, theirs_status = os.pipe()
        theirs = [theirs_in, theirs_out, theirs_err, theirs_life, theirs_status]
        request = {
            "module": module,
            "limits": limits.to_text(),
            "environment": dict(environment),
            "folder": str(folder) if folder is not None else "",
        }
        socket.send_fds(self._asking, [json.dumps(request).encode()], theirs)
        for fd in theirs:
            os.close(fd)
        pid = int(self._asking.recv(16))
        pipes = (os.fdopen(ours_in, "wb", 0), os.fdopen(ours_out, "rb", 0), os.fdopen(ours_err, "rb", 0))
        return Forked(pid, os.fdopen(ours_status, "rb", 0), pipes), ours_life


def _begun() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(  # our own interpreter and this file; it ends with the socket
            [sys.executable, "-P", "-s", "-X", "utf8", __file__, str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(_ROOT), "PYTHONHASHSEED": "0", "MALLOC_ARENA_MAX": "2"},
        )
    return ours, process


def _serve(asked: socket.socket) -> None:
    """Fork for every request, tell how each ended, until the asker is gone."""
    for module in MODULES:
        importlib.import_module(module)
        del sys.modules[module]  # each child runs it as its main module, from the start
    gc.freeze()
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    signal.set_wakeup_fd(wake)
    running: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([asked, woken], [], [])
        if woken in ready:
            os.read(woken, _MOST_BYTES)
            _tell_who_ended(running)
        if asked in ready:
            said, fds, _, _ = socket.recv_fds(asked, _MOST_BYTES, 5)
            if not said:
                return
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                asked.close()
                for fd in (woken, wake, fds.pop(), *running.values()):
                    os.close(fd)
                os._exit(_be(json.loads(said), fds))
            running[pid] = fds.pop()
            for fd in fds:
                os.close(fd)
            asked.send(str(pid).encode())


def _tell_who_ended(running: dict[int, int]) -> None:
    for pid in list(running):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            with contextlib.suppress(BrokenPipeError):  # nobody waits for it any more
                os.write(running[pid], str(os.waitstatus_to_exitcode(status)).encode())
            os.close(running.pop(pid))


def _be(request: dict[str, object], fds: list[int]) -> int:
    """The child: stands where a started one would stand, and goes on as that one does."""
    from callback_desk.processes import child_main

    os.setsid()
    for ours, fd in enumerate(fds[:3]):
        os.dup2(fd, ours)
        os.close(fd)
    environment = request["environment"]
    assert isinstance(environment, dict)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    tempfile.tempdir = None
    if request["folder"]:
        os.chdir(str(request["folder"]))
    for stream, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        setattr(sys, stream, os.fdopen(("stdin", "stdout", "stderr").index(stream), mode, closefd=False))
    code = child_main.main([str(request["module"]), str(request["limits"]), str(fds[3]), str(os.getppid())])
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    return code


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
