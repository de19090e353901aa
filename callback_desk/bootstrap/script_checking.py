"""The script checker: a child under limits, because a workbook comes from anywhere and a walk takes seconds."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from callback_desk.call_script.script_head import head_of
from callback_desk.domain.errors import DeskBug, DeskFault, ScriptRefused
from callback_desk.domain.scripts import LookedAt, ShippedScript
from callback_desk.processes.failures import ChildFailed, FailureKind
from callback_desk.processes.limits import MIB, Limits
from callback_desk.processes.worker import Worker
from callback_desk.use_cases.ports_scripts import STOPPED, Cancelled, never

_STALL_S = 120.0
_LOOK_S = 0.1
_MEMORY_BYTES = 1024 * MIB  # address space: pyxform and its libraries are mapped, not all of it is used


class ChildScriptChecker:
    """Fits `use_cases.ports_scripts.ScriptChecker`."""

    def __init__(self, resources: Path, scripts: Sequence[tuple[str, str]] = ()) -> None:
        """`scripts`: purpose and file name of what the program brings."""
        self._resources = resources
        self._scripts = scripts
        self._turn = threading.Lock()  # two lanes may ask; the child answers one at a time
        self._last: tuple[Mapping[str, object], LookedAt] | None = None  # publishing asks what was just asked

    def shipped(self) -> tuple[ShippedScript, ...]:
        """Only their heads are read; a script that cannot be read is none."""
        folder = self._resources / "call_scripts"
        found = ((purpose, folder / name, *head_of(folder / name)) for purpose, name in self._scripts)
        return tuple(ShippedScript(*one) for one in found if one[-1])

    def workbook(
        self, path: Path, *, published: str, versions: Sequence[str], cancelled: Cancelled = never
    ) -> LookedAt:
        if not path.is_file():
            raise DeskFault(f"There is no file {path.name} any more. Choose it again.", code="file-gone")
        return self._look(path, published, versions, cancelled)

    def xform(self, text: str, *, published: str, versions: Sequence[str], cancelled: Cancelled = never) -> LookedAt:
        return self._look(text, published, versions, cancelled)

    def _look(self, source: Path | str, published: str, versions: Sequence[str], cancelled: Cancelled) -> LookedAt:
        # The window imports this file before its first paint; the checker's own values come with the first question.
        from callback_desk.call_script.check_lines import CHECK_MODULE, looked_at, request_for

        ratings = ratings_texts(self._resources)
        request = request_for(source, ratings=ratings, published=published, versions=versions)
        with self._in_turn(cancelled):
            if self._last is None or self._last[0] != request or isinstance(source, Path):
                with Worker(CHECK_MODULE, limits=Limits(memory_bytes=_MEMORY_BYTES)) as worker:
                    looked = looked_at(self._ask(worker, request, cancelled))
                again = request_for(looked.xform, ratings=ratings, published=published, versions=versions)
                self._last = (again, looked) if looked.xform else None
                return looked
            return self._last[1]

    @contextmanager
    def _in_turn(self, cancelled: Cancelled) -> Iterator[None]:
        """Wait for the check before this one; who stops meanwhile waits no longer."""
        while not self._turn.acquire(timeout=_LOOK_S):
            if cancelled():
                raise _stopped()
        try:
            yield
        finally:
            self._turn.release()

    def _ask(self, worker: Worker, request: Mapping[str, object], cancelled: Cancelled) -> Mapping[str, object]:
        try:
            for line in worker.ask(request, stall_s=_STALL_S, cancelled=cancelled):
                if "done" in line:
                    return dict(line)
        except ChildFailed as failed:
            if failed.kind is FailureKind.CANCELLED:
                raise _stopped() from failed
            if failed.kind in (FailureKind.OUT_OF_MEMORY, FailureKind.TIMED_OUT):
                raise ScriptRefused(
                    "This workbook is too large or too deep to be read as a call script. Take out what does not "
                    "belong to it.",
                    code="too_large",
                ) from failed
            raise DeskBug("the script checker ended without an answer", code=f"scripts.{failed.kind.value}") from failed
        raise DeskBug("the script checker ended without an answer", code="scripts.silent")


def _stopped() -> DeskFault:
    return DeskFault("The check was stopped. Nothing was published.", code=STOPPED)


def ratings_texts(resources: Path) -> tuple[str, ...]:
    """The wordings of the service questions that the program brings."""
    return tuple(path.read_text("utf-8") for path in sorted((resources / "ratings").glob("*.md")))
