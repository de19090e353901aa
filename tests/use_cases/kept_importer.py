"""One import process for file after file: to start one for each costs more than all that is asked of it."""

from __future__ import annotations

import pytest

from callback_desk.bootstrap import import_run
from callback_desk.processes.limits import Limits
from callback_desk.processes.worker import Worker


class Kept(Worker):
    """A session ends, this process stays: the next one begins in it anew. Call `end` when all is done."""

    def close(self) -> None:
        """Not yet."""

    def end(self) -> None:
        super().close()


def keep_one_importer(monkeypatch: pytest.MonkeyPatch) -> Kept:
    """From now on all imports of this process share one."""
    kept = Kept(import_run.IMPORTER, limits=Limits(memory_bytes=import_run._IMPORTER_MEMORY))
    monkeypatch.setattr(import_run, "Worker", lambda *_module, **_limits: kept)
    return kept
