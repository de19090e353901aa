"""The script checker: a child under limits, because a workbook comes from anywhere and a walk takes seconds."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from callback_desk.domain.errors import DeskBug, DeskFault, ScriptRefused
from callback_desk.domain.scripts import LookedAt
from callback_desk.processes.failures import ChildFailed, FailureKind
from callback_desk.processes.limits import MIB, Limits
from callback_desk.processes.worker import Worker

_STALL_S = 120.0
_MEMORY_BYTES = 1024 * MIB  # address space: pyxform and its libraries are mapped, not all of it is used


class ChildScriptChecker:
    """Fits `use_cases.ports_scripts.ScriptChecker`."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources
        self._turn = threading.Lock()  # two lanes may ask; the child answers one at a time
        self._last: tuple[Mapping[str, object], LookedAt] | None = None  # publishing asks what was just asked

    def workbook(self, path: Path, *, published: str, versions: Sequence[str]) -> LookedAt:
        if not path.is_file():
            raise DeskFault(f"There is no file {path.name} any more. Choose it again.", code="file-gone")
        return self._look(path, published, versions)

    def xform(self, text: str, *, published: str, versions: Sequence[str]) -> LookedAt:
        return self._look(text, published, versions)

    def _look(self, source: Path | str, published: str, versions: Sequence[str]) -> LookedAt:
        # The window imports this file before its first paint; the checker's own values come with the first question.
        from callback_desk.call_script.check_lines import CHECK_MODULE, looked_at, request_for

        ratings = ratings_texts(self._resources)
        request = request_for(source, ratings=ratings, published=published, versions=versions)
        with self._turn:
            if self._last is None or self._last[0] != request or isinstance(source, Path):
                with Worker(CHECK_MODULE, limits=Limits(memory_bytes=_MEMORY_BYTES)) as worker:
                    looked = looked_at(self._ask(worker, request))
                again = request_for(looked.xform, ratings=ratings, published=published, versions=versions)
                self._last = (again, looked) if looked.xform else None
                return looked
            return self._last[1]

    def _ask(self, worker: Worker, request: Mapping[str, object]) -> Mapping[str, object]:
        try:
            for line in worker.ask(request, stall_s=_STALL_S, cancelled=lambda: False):
                if "done" in line:
                    return dict(line)
        except ChildFailed as failed:
            if failed.kind in (FailureKind.OUT_OF_MEMORY, FailureKind.TIMED_OUT):
                raise ScriptRefused(
                    "This workbook is too large or too deep to be read as a call script. Take out what does not "
                    "belong to it.",
                    code="too_large",
                ) from failed
            raise DeskBug("the script checker ended without an answer", code=f"scripts.{failed.kind.value}") from failed
        raise DeskBug("the script checker ended without an answer", code="scripts.silent")


def ratings_texts(resources: Path) -> tuple[str, ...]:
    """The wordings of the service questions that the program brings."""
    return tuple(path.read_text("utf-8") for path in sorted((resources / "ratings").glob("*.md")))
