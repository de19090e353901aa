"""A child that is kept warm for several requests: starting one for each page costs a quarter of a second."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from callback_desk.processes.failures import ChildFailed, FailureKind
from callback_desk.processes.limits import Limits
from callback_desk.processes.spawn import Child, Line

DONE_KEY = "done"


class Worker:
    """Runs one module and gives it request after request, one at a time.

    The module reads JSON lines until standard input ends. Its answer to each is any number of lines, the last
    of which has the key "done". After a failure the next request starts a fresh process.
    """

    def __init__(self, module: str, *, limits: Limits, folder: Path | None = None) -> None:
        self._module = module
        self._limits = limits
        self._folder = folder
        self._child: Child | None = None

    def __enter__(self) -> Self:
        self.warm()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def warm(self) -> None:
        """Start the process now, so that it imports what it needs while nobody waits."""
        if self._child is None or not self._child.running:
            self.close()
            self._child = Child(self._module, limits=self._limits, folder=self._folder)

    def ask(
        self,
        request: Mapping[str, object],
        *,
        stall_s: float,
        cancelled: Callable[[], bool],
        followed_by: bytes | None = None,
    ) -> Iterator[Line]:
        """Yield the answer's lines, the one with "done" as well. Raises ChildFailed, also when it ends without.

        `followed_by` is a line another child has written, sent untouched behind a request that says it comes.
        Leaving the iterator early ends the process: the rest of an answer never meets another request.
        """
        self.warm()
        child = self._child
        assert child is not None, "warm() has just started it"
        child.send(request)
        if followed_by is not None:
            child.send_untouched(followed_by)
        finished = False
        try:
            for line in child.lines(stall_s=stall_s, cancelled=cancelled):
                finished = DONE_KEY in line
                if finished:
                    yield line
                    return
                yield line
            raise ChildFailed(FailureKind.CRASHED, self._module)
        finally:
            if not finished:
                self.close()

    def close(self) -> None:
        """End the process. May be called again; the next request starts a new one."""
        if self._child is not None:
            self._child.close()
            self._child = None
